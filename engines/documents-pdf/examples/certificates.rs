//! Prints many certificates, each into its own bytes, and says on one line how long it took and how much memory.
//!
//! `cargo run --release -p documents-pdf --example certificates -- 20000 2`

#![expect(clippy::print_stdout, reason = "an example talks to its reader")]
#![expect(clippy::disallowed_methods, reason = "the measuring is outside the engine")]

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use documents_pdf::{Certificate, Check, Fact, Language, Printer};
use jiff::Timestamp;

fn certificate(number: usize) -> Certificate {
    let names = ["김영희", "이철수", "박순자", "최말순", "정복동", "한옥분", "오세훈", "윤정애"];
    let courses =
        ["어르신 안전교육 기본과정", "노인일자리 담당자 직무교육", "회계 실무와 정산", "참여자 상담 기초"];
    Certificate {
        language: Language::Ko,
        title: "수료증".to_owned(),
        number: format!("제 2026-{number:05} 호"),
        holder: format!("{}{}", names[number % 8], number / 8 % 10),
        holder_note: "님".to_owned(),
        facts: vec![
            Fact::new("과정", courses[number % 4]),
            Fact::new("기간", format!("2026년 3월 {}일부터 3월 27일까지", number % 20 + 1)),
            Fact::new("시간", format!("{}시간", number % 16 + 5)),
        ],
        statement: "위 사람은 이 과정을 성실히 마쳤으므로 이 증서를 드립니다.".to_owned(),
        issued: "2026년 3월 31일".to_owned(),
        issuer: "노인일자리지원센터장".to_owned(),
        issuer_note: "(직인)".to_owned(),
        check: Some(Check {
            address: format!("https://dure.example/check/C-2026-{number:05}-7QK4"),
            words: "이 주소에서 증서가 맞는지 누구나 확인할 수 있습니다.".to_owned(),
            alternative: "확인 주소를 담은 QR 코드".to_owned(),
        }),
        sample: Some("예시 자료".to_owned()),
        made: Timestamp::UNIX_EPOCH,
    }
}

/// Peak memory in MB, where the system tells it.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().and_then(|word| word.parse().ok()).unwrap_or(1_000);
    let threads = arguments.next().and_then(|word| word.parse().ok()).unwrap_or(NonZeroUsize::MIN);
    let printer = Printer::new(assets::print_fonts().map(Into::into)).expect("the fonts are embedded");
    let all: Vec<Certificate> = (0..count).map(certificate).collect();
    let bytes = AtomicUsize::new(0);
    let begun = Instant::now();
    printer.each_certificate(&all, threads, |at, outcome| {
        let pdf = outcome.expect("the certificate is well formed");
        bytes.fetch_add(pdf.len(), Ordering::Relaxed);
        if at == 0 && std::env::var_os("KEEP").is_some() {
            std::fs::write("certificate.pdf", &pdf).expect("the folder can be written");
        }
    });
    let seconds = begun.elapsed().as_secs_f64();
    let each = bytes.into_inner() / count.max(1) / 1024;
    println!("certificates {count} threads {threads} seconds {seconds:.1} peak_mb {} each_kb {each}", peak());
}
