//! Certificates: what is on the page, what the file says of itself, and what people may write into them.

mod common;

use std::num::NonZeroUsize;
use std::sync::Mutex;

use common::{PRINTER, check, holds, made, text, tool};
use documents_pdf::{Certificate, Check, Fact, Language, Missing, Printer, Refused};
use proptest::prelude::*;

/// A whole certificate in Korean.
fn certificate() -> Certificate {
    Certificate {
        language: Language::Ko,
        title: "수료증".to_owned(),
        number: "제 2026-00012 호".to_owned(),
        holder: "김영희".to_owned(),
        holder_note: "님".to_owned(),
        facts: vec![
            Fact::new("과정", "어르신 안전교육 기본과정"),
            Fact::new("기간", "2026년 3월 2일부터 3월 27일까지"),
            Fact::new("시간", "5시간"),
        ],
        statement: "위 사람은 이 과정을 성실히 마쳤으므로\n이 증서를 드립니다.".to_owned(),
        issued: "2026년 3월 31일".to_owned(),
        issuer: "노인일자리지원센터장".to_owned(),
        issuer_note: "(직인)".to_owned(),
        check: Some(check()),
        sample: None,
        made: made(),
    }
}

#[test]
fn a_certificate_reads_line_by_line_as_it_was_filled_in() {
    let pdf = PRINTER.certificate(&certificate()).unwrap();
    let lines = text(&pdf);
    assert_eq!(
        lines,
        vec![
            "제 2026-00012 호",
            "수료증",
            "김영희 님",
            "과정 어르신 안전교육 기본과정",
            "기간 2026년 3월 2일부터 3월 27일까지",
            "시간 5시간",
            "위 사람은 이 과정을 성실히 마쳤으므로",
            "이 증서를 드립니다.",
            "2026년 3월 31일",
            "노인일자리지원센터장 (직인)",
            "이 주소에서 증서가 맞는지 누구나 확인할 수 있습니다.",
            "https://dure.example/check/C-2026-00012-7QK4",
        ]
    );
}

#[test]
fn the_file_declares_standards_language_title_and_tags() {
    let pdf = PRINTER.certificate(&certificate()).unwrap();
    for part in [
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
        "/Lang(ko)",
        "/MarkInfo<</Marked true",
        "/StructTreeRoot",
        "/DisplayDocTitle true",
        "<xmp:CreateDate>2026-03-31T06:00:00+00:00</xmp:CreateDate>",
    ] {
        assert!(holds(&pdf, part), "{part}");
    }
    let facts = tool("pdfinfo", &[], &pdf);
    let value = |name: &str| {
        facts.lines().find_map(|line| line.strip_prefix(name)).map(|rest| rest.trim().to_owned())
    };
    assert_eq!(value("Title:").as_deref(), Some("수료증"));
    assert_eq!(value("Author:").as_deref(), Some("노인일자리지원센터장"));
    assert_eq!(value("Tagged:").as_deref(), Some("yes"));
    assert_eq!(value("Pages:").as_deref(), Some("1"));
    assert_eq!(value("Page size:").as_deref(), Some("595.276 x 841.89 pts (A4)"));
}

#[test]
fn a_screen_reader_finds_a_heading_and_words_for_the_code() {
    let pdf = PRINTER.certificate(&certificate()).unwrap();
    let tree = tool("pdfinfo", &["-struct-text"], &pdf);
    assert!(tree.contains("H1"), "{tree}");
    assert!(tree.contains("Figure"), "{tree}");
    assert!(tree.contains("\"수료증\""), "{tree}");
}

#[test]
fn both_fonts_are_embedded_with_their_meaning() {
    let pdf = PRINTER.certificate(&certificate()).unwrap();
    let fonts = tool("pdffonts", &[], &pdf);
    let mut names: Vec<&str> = fonts
        .lines()
        .skip(2)
        .map(|line| {
            assert!(line.contains("yes yes yes"), "{line}");
            line[7..].split("-Identity").next().unwrap_or_default()
        })
        .collect();
    names.sort_unstable();
    assert_eq!(names, vec!["PretendardGOV-Bold", "PretendardGOV-Regular"]);
}

#[test]
fn an_english_certificate_declares_english() {
    let mut english = certificate();
    english.language = Language::En;
    english.title = "Certificate of completion".to_owned();
    english.statement = "This certifies that the holder completed the course named above.".to_owned();
    let pdf = PRINTER.certificate(&english).unwrap();
    assert!(holds(&pdf, "/Lang(en)"));
    let lines = text(&pdf);
    assert_eq!(lines[1], "Certificate of completion");
}

#[test]
fn sample_data_is_marked_and_real_data_is_not() {
    let mut sample = certificate();
    sample.sample = Some("예시 자료".to_owned());
    let (marked, plain) =
        (PRINTER.certificate(&sample).unwrap(), PRINTER.certificate(&certificate()).unwrap());
    let (marked, plain) = (text(&marked), text(&plain));
    assert!(marked.contains(&"예시 자료".to_owned()));
    assert!(!plain.iter().any(|line| line.contains("예시")));
}

#[test]
fn the_same_certificate_gives_the_same_bytes_on_any_printer_and_thread() {
    let once = PRINTER.certificate(&certificate()).unwrap();
    let other = Printer::new(assets::print_fonts().map(|font| font.to_vec().into())).unwrap();
    let threads: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let jobs: Vec<_> =
            (0..3).map(|_| scope.spawn(|| other.certificate(&certificate()).unwrap())).collect();
        jobs.into_iter().map(|job| job.join().unwrap()).collect()
    });
    assert!(threads.iter().all(|bytes| *bytes == once));
}

#[test]
fn markup_in_a_name_is_printed_and_never_read() {
    let hostile = [
        "#import \"x\": *",
        "#panic(\"no\")",
        "$ x^2 $ *굵게* _기울임_",
        "= 제목 `코드` <표지> @인용",
        "\\u{1F600} // 주석 /* 주석 */",
        "\"}],\"sheets\":[]",
        "#eval(\"1+1\") #sys.inputs",
        "---...'\"~",
    ];
    for name in hostile {
        let mut one = certificate();
        one.holder = name.to_owned();
        one.facts[0].value = name.to_owned();
        let pdf = PRINTER.certificate(&one).unwrap();
        let lines = text(&pdf);
        assert!(lines.contains(&format!("{name} 님")), "{name}: {lines:?}");
        assert!(lines.contains(&format!("과정 {name}")), "{name}: {lines:?}");
    }
}

#[test]
fn a_name_of_ten_thousand_characters_is_refused_with_its_length() {
    let mut one = certificate();
    one.holder = "가".repeat(10_000);
    let refused = Refused::TooLong { place: "holder".to_owned(), length: 10_000, limit: 100 };
    assert_eq!(PRINTER.certificate(&one), Err(refused));
}

#[test]
fn the_longest_name_without_a_space_stays_on_the_page() {
    for name in ["W".repeat(100), "가".repeat(100)] {
        let mut one = certificate();
        one.holder.clone_from(&name);
        let pdf = PRINTER.certificate(&one).unwrap();
        let boxes = tool("pdftotext", &["-bbox"], &pdf);
        let right =
            boxes.split("xMax=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse::<f64>().ok());
        assert!(right.fold(0.0, f64::max) < 595.0 - 40.0, "{name}");
    }
}

#[test]
fn characters_without_a_glyph_are_named_with_their_place_instead_of_left_blank() {
    let mut one = certificate();
    one.holder = "김\u{E000}희".to_owned();
    one.facts[1].value = "😀 3월".to_owned();
    one.statement = "\u{7}종 \u{FFFD}".to_owned();
    let missing = |place: &str, character| Missing { place: place.to_owned(), character };
    assert_eq!(
        PRINTER.certificate(&one),
        Err(Refused::MissingGlyphs {
            characters: vec![
                missing("fact 2 value", '😀'),
                missing("holder", '\u{E000}'),
                missing("statement", '\u{7}'),
                missing("statement", '\u{FFFD}'),
            ]
        })
    );
}

#[test]
fn a_name_typed_in_single_letters_is_composed_and_invisible_characters_are_dropped() {
    let mut one = certificate();
    one.holder = "\u{1100}\u{1175}\u{11B7}영\u{200B}희\u{202E}".to_owned();
    assert_eq!(PRINTER.certificate(&one), PRINTER.certificate(&certificate()));
}

#[test]
fn what_a_certificate_cannot_do_without_is_asked_for() {
    let empty = |place: &str| Err(Refused::Empty { place: place.to_owned() });
    let with = |change: &dyn Fn(&mut Certificate)| {
        let mut one = certificate();
        change(&mut one);
        PRINTER.certificate(&one)
    };
    assert_eq!(with(&|c| c.holder = " \u{200B} ".to_owned()), empty("holder"));
    assert_eq!(with(&|c| c.title.clear()), empty("title"));
    assert_eq!(with(&|c| c.issuer.clear()), empty("issuer"));
    assert_eq!(with(&|c| c.facts[2].value.clear()), empty("fact 3 value"));
    assert_eq!(
        with(&|c| c.facts = vec![Fact::new("a", "b"); 11]),
        Err(Refused::TooMany { place: "facts".to_owned(), count: 11, limit: 10 })
    );
    assert_eq!(
        with(&|c| c.check = Some(Check { address: "a".repeat(3_000), ..check() })),
        Err(Refused::QrTooLong { bytes: 3_000 })
    );
    assert_eq!(PRINTER.certificates("t", &[]), empty("certificates"));
}

#[test]
fn words_that_do_not_fit_on_one_page_are_refused_and_not_cut() {
    let mut long = certificate();
    long.facts = vec![Fact::new("과정", "가 나 다 라 마 바 사 ".repeat(14)); 10];
    long.statement = "가\n".repeat(199);
    assert_eq!(PRINTER.certificate(&long), Err(Refused::MoreThanOnePage { number: 1 }));
    let run = [certificate(), long];
    assert_eq!(PRINTER.certificates("묶음", &run), Err(Refused::MoreThanOnePage { number: 2 }));
}

#[test]
fn a_run_prints_each_certificate_on_its_own_page_in_order() {
    let run: Vec<Certificate> = ["김영희", "이철수", "박순자"]
        .iter()
        .map(|name| Certificate { holder: (*name).to_owned(), ..certificate() })
        .collect();
    let pdf = PRINTER.certificates("안전교육 수료증", &run).unwrap();
    assert!(holds(&pdf, "<xmpTPg:NPages>3</xmpTPg:NPages>"));
    let lines = text(&pdf);
    let holders: Vec<&String> = lines.iter().filter(|line| line.ends_with(" 님")).collect();
    assert_eq!(holders, vec!["김영희 님", "이철수 님", "박순자 님"]);
}

#[test]
fn printing_each_on_two_threads_gives_what_printing_one_gives() {
    let all: Vec<Certificate> =
        (0..6).map(|number| Certificate { number: format!("제 {number} 호"), ..certificate() }).collect();
    let made = Mutex::new(vec![None; all.len()]);
    let two = NonZeroUsize::new(2).unwrap();
    PRINTER.each_certificate(&all, two, |at, pdf| made.lock().unwrap()[at] = Some(pdf));
    let alone: Vec<_> = all.iter().map(|one| Some(PRINTER.certificate(one))).collect();
    assert!(made.into_inner().unwrap() == alone);
}

#[test]
fn a_printer_without_a_readable_font_is_refused() {
    assert_eq!(Printer::new([]).err(), Some(Refused::NoFont));
    let web_font: &'static [u8] = b"wOF2 and then some";
    let good = assets::print_fonts().next().unwrap();
    assert_eq!(Printer::new([good.into(), web_font.into()]).err(), Some(Refused::BrokenFont { number: 2 }));
}

#[test]
fn the_moment_is_a_value_and_changes_nothing_but_itself() {
    let later = Certificate { made: made() + jiff::SignedDuration::from_hours(1), ..certificate() };
    let (one, other) = (PRINTER.certificate(&certificate()).unwrap(), PRINTER.certificate(&later).unwrap());
    assert!(one != other);
    assert!(holds(&other, "<xmp:CreateDate>2026-03-31T07:00:00+00:00</xmp:CreateDate>"));
    assert_eq!(text(&one), text(&other));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_name_comes_out_as_text_or_as_a_typed_refusal(name in "[ -~가-힣\\p{Any}]{1,60}") {
        let outcome = PRINTER.certificate(&Certificate { holder: name.clone(), ..certificate() });
        let typed = matches!(
            outcome,
            Ok(_) | Err(Refused::MissingGlyphs { .. } | Refused::Empty { .. } | Refused::TooLong { .. })
        );
        prop_assert!(typed, "{name:?}: {outcome:?}");
    }

    #[test]
    fn any_name_in_korean_and_ascii_is_printed_whole(name in "[!-~가-힣]{1,30}") {
        let pdf = PRINTER.certificate(&Certificate { holder: name.clone(), ..certificate() }).unwrap();
        let all: String = text(&pdf).concat().replace(['\u{200B}', ' '], "");
        prop_assert!(all.contains(&name), "{name}: {all}");
    }
}
