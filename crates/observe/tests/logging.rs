//! What reaches the log, in both formats, when somebody puts a person into a field.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail like the test")]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use observe::{Format, MASKED, Masking, Subject, masked, subscriber};
use proptest::prelude::*;
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Kept {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Kept {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn logged(format: Format, filter: &str, work: impl FnOnce()) -> String {
    let kept = Kept::default();
    tracing::subscriber::with_default(subscriber(format, filter, kept.clone()), work);
    kept.text()
}

fn tell_too_much() {
    let span = tracing::info_span!("import", row_of = "010-1234-5678");
    let _inside = span.enter();
    tracing::warn!(rrn = "900101-1234567", bare = 9_001_011_234_567_i64, mail = %"kim@example.kr", subject = %Subject("홍길동"), "줄 3의 900101 1234567");
}

#[test]
fn a_resident_number_or_an_address_in_any_field_is_masked_in_human_lines() {
    let text = logged(Format::Human, "", tell_too_much);
    let line = text.split_once("WARN").unwrap().1.trim();
    let expected = format!(
        "import{{row_of=\"{MASKED}\"}}: logging: 줄 3의 {MASKED} rrn=\"{MASKED}\" bare={MASKED} mail={MASKED} subject={MASKED}"
    );
    assert_eq!(line, expected);
}

#[test]
fn a_resident_number_or_an_address_in_any_field_is_masked_in_json_lines() {
    let text = logged(Format::Json, "", tell_too_much);
    let line: serde_json::Value = serde_json::from_str(text.trim()).unwrap();
    let field = |name: &str| line[name].as_str().map(str::to_owned);
    for name in ["rrn", "bare", "mail", "subject"] {
        assert_eq!(field(name).as_deref(), Some(MASKED), "{name}");
    }
    assert_eq!(field("message"), Some(format!("줄 3의 {MASKED}")));
    assert_eq!(line["span"]["row_of"], MASKED);
    assert_eq!(line["level"], "WARN");
}

#[test]
fn the_filter_says_what_is_logged_and_info_is_the_default() {
    let work = || {
        tracing::debug!("fine");
        tracing::info!("plain");
        tracing::error!("bad");
    };
    let levels = |filter: &str| -> Vec<String> {
        logged(Format::Human, filter, work)
            .lines()
            .map(|line| line.split_whitespace().nth(1).unwrap().into())
            .collect()
    };
    assert_eq!(levels(""), ["INFO", "ERROR"]);
    assert_eq!(levels("debug"), ["DEBUG", "INFO", "ERROR"]);
    assert_eq!(levels("error"), ["ERROR"]);
    assert_eq!(levels("logging=off"), Vec::<String>::new());
    assert_eq!(levels("==="), ["INFO", "ERROR"]);
}

#[test]
fn a_number_cut_between_two_writes_is_masked_all_the_same() {
    let kept = Kept::default();
    let masking = Masking(kept.clone());
    let mut writer = masking.make_writer();
    writer.write_all(b"a 900101-").unwrap();
    writer.write_all(b"1234567 b\n").unwrap();
    drop(writer);
    assert_eq!(kept.text(), format!("a {MASKED} b\n"));
}

#[test]
fn logging_is_set_up_once_in_a_process() {
    assert_eq!(observe::init(Format::Json), Ok(()));
    assert_eq!(observe::init(Format::Auto), Err(observe::AlreadySet));
}

proptest! {
    #[test]
    fn no_text_around_a_resident_number_lets_it_through(
        before in "[^0-9０-９@]{0,12}", after in "[^0-9０-９@.]{0,12}", birth in "[0-9]{6}", rest in "[0-9]{7}", gap in "[- ]?",
    ) {
        let out = masked(&format!("at {before}{birth}{gap}{rest}{after}"));
        prop_assert!(!out.contains(&rest), "{out}");
    }

    #[test]
    fn json_stays_json_and_keeps_no_address(words in prop::collection::vec("\\PC{0,6}[a-z]{1,5}@[a-z]{1,5}[.]kr|[\\x00-\\x7f]{0,8}", 1..5), number in any::<i64>()) {
        let line = serde_json::json!({ "words": words, "number": number }).to_string();
        let out = masked(&line);
        prop_assert!(serde_json::from_str::<serde_json::Value>(&out).is_ok(), "{line} became {out}");
        prop_assert!(!out.contains(".kr"), "{out}");
    }

    #[test]
    fn masking_twice_changes_nothing_more(text in "\\PC{0,20}|[0-9 @a-f.-]{0,40}") {
        let once = masked(&text);
        prop_assert_eq!(masked(&once), once);
    }
}
