//! Writes a report with every kind of block into the file that is named, to be looked at.
//!
//! `cargo run -p documents-pdf --example report -- report.pdf`

#![expect(clippy::disallowed_methods, reason = "writing the file is outside the engine")]

use documents_pdf::{
    Block, Check, Column, ColumnKind, Fact, Language, Printer, Report, Rows, Side, Signature, Table, Tone,
};
use jiff::Timestamp;

fn table(rows: usize, height: Rows) -> Table {
    let mut table = Table::new(vec![
        Column::new("수행기관", ColumnKind::Title, 3),
        Column::new("내용", ColumnKind::Words, 4),
        Column::new("인원", ColumnKind::Number, 1),
        Column::new("확인", ColumnKind::Mark, 1),
    ]);
    table.caption = Some("표 1. 방문 결과".to_owned());
    table.rows = (1..=rows)
        .map(|at| {
            let advice = "안전 점검표를 매주 쓰고, 보호구가 모자라면 바로 알립니다".to_owned();
            vec![format!("기관 {at}"), advice, format!("1,{at:03}"), "○".to_owned()]
        })
        .collect();
    table.sums = Some(vec!["합계".to_owned(), String::new(), "40,820".to_owned(), String::new()]);
    table.height = height;
    table
}

fn report() -> Report {
    let mut report = Report::new(Language::Ko, "수행기관 방문 결과 보고서", Timestamp::UNIX_EPOCH);
    report.subtitle = "2026년 3월".into();
    report.issuer = "노인일자리지원센터".into();
    report.header = "내부 검토용".into();
    report.footer = "2026-03-31 09:00 출력".into();
    report.sample = Some("예시 자료".to_owned());
    report.blocks = vec![
        Block::heading(1, "개요"),
        Block::paragraph("두 기관을 방문했습니다. ".repeat(12)),
        Block::Facts(vec![Fact::new("방문일", "2026년 3월 9일"), Fact::new("담당", "컨설팅팀")]),
        Block::heading(2, "결과"),
        Block::Table(table(40, Rows::Close)),
        Block::List(vec!["보호구를 갖출 것".to_owned(), "일지를 매주 쓸 것".to_owned()]),
        Block::Numbered(vec!["먼저 할 일".to_owned(), "다음에 할 일".to_owned()]),
        Block::Picture {
            svg: "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 20'><rect width='60' height='8' fill='#1d3f72'/><rect y='10' width='30' height='8' fill='#7a93b8'/></svg>".to_owned(),
            alternative: "막대 두 개: 올해 60, 지난해 30".to_owned(),
            width: 60,
        },
        Block::note("출처: 월 실적 보고"),
        Block::Paragraph { text: "2026년 3월 31일".to_owned(), tone: Tone::Strong, side: Side::End },
        Block::Signatures(vec![
            Signature { role: "담당".to_owned(), name: "이철수".to_owned(), mark: "(서명)".to_owned() },
            Signature { role: "센터장".to_owned(), name: "김영희".to_owned(), mark: "(직인)".to_owned() },
        ]),
        Block::Check(Check {
            address: "https://dure.example/check/R-2026-00012".to_owned(),
            words: "이 주소에서 문서가 맞는지 확인할 수 있습니다.".to_owned(),
            alternative: "확인 주소를 담은 QR 코드".to_owned(),
        }),
        Block::NewPage,
        Block::Table(table(8, Rows::ForSigning)),
    ];
    report
}

fn main() {
    let path = std::env::args().nth(1).unwrap_or_else(|| "report.pdf".to_owned());
    let printer = Printer::new(assets::print_fonts().map(Into::into)).expect("the fonts are embedded");
    let pdf = printer.report(&report()).expect("the report is well formed");
    std::fs::write(path, pdf).expect("the file can be written");
}
