//! What the tests share: a printer with the fonts of the house, documents to change, and a look into a PDF.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use documents_pdf::{Check, Printer};
use jiff::Timestamp;

/// One printer for all tests of a file.
pub static PRINTER: LazyLock<Printer> =
    LazyLock::new(|| Printer::new(assets::print_fonts().map(Into::into)).expect("the fonts are whole"));

/// The moment every test document says it was made.
pub fn made() -> Timestamp {
    "2026-03-31T06:00:00Z".parse().expect("a moment")
}

/// Where a certificate can be checked.
pub fn check() -> Check {
    Check {
        address: "https://dure.example/check/C-2026-00012-7QK4".to_owned(),
        words: "이 주소에서 증서가 맞는지 누구나 확인할 수 있습니다.".to_owned(),
        alternative: "확인 주소를 담은 QR 코드".to_owned(),
    }
}

/// What a tool of poppler (Debian package poppler-utils, installed by `scripts/setup.sh test`) prints about a PDF.
pub fn tool(name: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let mut child = Command::new(name)
        .args(arguments)
        .arg("-")
        .args((name == "pdftotext").then_some("-"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{name} of poppler-utils is needed: {error}"));
    let mut input = child.stdin.take().expect("a pipe was asked for");
    let bytes = pdf.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let output = child.wait_with_output().expect("the tool ends");
    let _ = writer.join();
    assert!(output.status.success(), "{name} refuses the file");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The text of a PDF, one line each, without blank lines and padding.
pub fn text(pdf: &[u8]) -> Vec<String> {
    let text = tool("pdftotext", &["-raw"], pdf);
    let lines = text.lines().map(|line| line.trim_matches(|c: char| c.is_whitespace() || c == '\u{c}'));
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Whether the bytes hold this sequence outside compressed parts.
pub fn holds(pdf: &[u8], needle: &str) -> bool {
    pdf.windows(needle.len()).any(|part| part == needle.as_bytes())
}
