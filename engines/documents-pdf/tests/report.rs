//! Reports: every kind of block as text and as tags, long tables over many pages, and input that does not fit.

mod common;

use common::{PRINTER, check, holds, made, text, tool};
use documents_pdf::{
    Block, Column, ColumnKind, Fact, Language, Missing, Paper, Refused, Report, Rows, Side, Signature, Table,
    Tone,
};
use proptest::prelude::*;

fn words(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn table() -> Table {
    let mut table = Table::new(vec![
        Column::new("수행기관", ColumnKind::Title, 3),
        Column::new("내용", ColumnKind::Words, 4),
        Column::new("인원", ColumnKind::Number, 1),
        Column::new("확인", ColumnKind::Mark, 1),
    ]);
    table.caption = Some("표 1. 방문 결과".to_owned());
    table.rows = vec![
        words(&["강화 시니어클럽", "안전 점검", "120", "○"]),
        words(&["중구 노인복지관", "정산 자문\n(전화)", "85", ""]),
    ];
    table.sums = Some(words(&["합계", "", "205", ""]));
    table
}

fn report() -> Report {
    let mut report = Report::new(Language::Ko, "방문 결과 보고서", made());
    report.subtitle = "2026년 3월".into();
    report.issuer = "노인일자리지원센터".into();
    report.header = "내부 검토용".into();
    report.footer = "출력: 2026-03-31 담당자".into();
    report.blocks = vec![
        Block::heading(1, "개요"),
        Block::paragraph("두 기관을 방문했습니다.\n한 곳은 전화로 확인했습니다."),
        Block::Facts(vec![Fact::new("방문일", "2026년 3월 9일"), Fact::new("담당", "컨설팅팀")]),
        Block::heading(3, "결과"),
        Block::Table(table()),
        Block::List(words(&["보호구를 갖출 것", "일지를 매주 쓸 것"])),
        Block::Numbered(words(&["먼저 할 일", "다음에 할 일"])),
        Block::note("출처: 월 실적 보고"),
        Block::Paragraph { text: "2026년 3월 31일".to_owned(), tone: Tone::Strong, side: Side::End },
        Block::Signatures(vec![Signature {
            role: "센터장".to_owned(),
            name: "김영희".to_owned(),
            mark: "(서명)".to_owned(),
        }]),
        Block::Check(check()),
    ];
    report
}

#[test]
fn a_report_reads_in_the_order_of_its_blocks() {
    let pdf = PRINTER.report(&report()).unwrap();
    let lines = text(&pdf);
    assert_eq!(
        lines,
        vec![
            "내부 검토용",
            "방문 결과 보고서",
            "2026년 3월",
            "개요",
            "두 기관을 방문했습니다.",
            "한 곳은 전화로 확인했습니다.",
            "방문일 2026년 3월 9일",
            "담당 컨설팅팀",
            "결과",
            "표 1. 방문 결과",
            "수행기관 내용 인원 확인",
            "강화 시니어클럽 안전 점검 120 ○",
            "중구 노인복지관",
            "정산 자문",
            "(전화)",
            "85",
            "합계 205",
            "• 보호구를 갖출 것",
            "• 일지를 매주 쓸 것",
            "1. 먼저 할 일",
            "2. 다음에 할 일",
            "출처: 월 실적 보고",
            "2026년 3월 31일",
            "센터장 김영희 (서명)",
            "이 주소에서 증서가 맞는지 누구나 확인할 수 있습니다.",
            "https://dure.example/check/C-2026-00012-7QK4",
            "출력: 2026-03-31 담당자 1 / 1",
        ]
    );
}

#[test]
fn headings_tables_and_row_names_are_tagged_and_no_level_is_skipped() {
    let pdf = PRINTER.report(&report()).unwrap();
    let tree = tool("pdfinfo", &["-struct"], &pdf);
    let kinds: Vec<&str> = tree.lines().filter_map(|line| line.trim().split([' ', ':']).next()).collect();
    let count = |kind: &str| kinds.iter().filter(|&&found| found == kind).count();
    assert_eq!((count("H1"), count("H2"), count("H3")), (1, 1, 0), "{tree}");
    assert_eq!(count("Table"), 2);
    // Four columns, two rows with names, the sums' name, and two labels of facts.
    assert_eq!(count("TH"), 9, "{tree}");
    assert_eq!(count("LI"), 4);
    assert_eq!(count("Figure"), 1);
}

#[test]
fn a_table_of_a_thousand_rows_repeats_its_header_and_counts_its_pages() {
    let mut report = Report::new(Language::Ko, "참석 명부", made());
    let mut list = table();
    list.rows = (1..=1_000)
        .map(|at| vec![format!("기관 {at}"), "내용".to_owned(), at.to_string(), String::new()])
        .collect();
    report.blocks = vec![Block::Table(list)];
    let pdf = PRINTER.report(&report).unwrap();
    let lines = text(&pdf);
    let pages = lines.iter().filter(|line| line.contains(" / ")).count();
    assert!(pages > 15, "{pages}");
    assert!(lines.contains(&format!("{pages} / {pages}")));
    assert_eq!(lines.iter().filter(|line| *line == "수행기관 내용 인원 확인").count(), pages);
    assert!(lines.contains(&"기관 1000 내용 1000".to_owned()));
}

#[test]
fn a_sheet_to_sign_has_room_and_a_wide_table_lies_on_its_side() {
    let mut report = report();
    report.paper = Paper::Landscape;
    let mut list = table();
    list.height = Rows::ForSigning;
    report.blocks = vec![Block::Table(list)];
    let pdf = PRINTER.report(&report).unwrap();
    let facts = tool("pdfinfo", &[], &pdf);
    assert!(facts.contains("841.89 x 595.276"), "{facts}");
}

#[test]
fn every_syllable_of_modern_korean_is_printed() {
    let mut report = Report::new(Language::Ko, "글자", made());
    let all: String = ('가'..='힣').collect();
    report.blocks = vec![Block::paragraph(all.clone())];
    let pdf = PRINTER.report(&report).unwrap();
    let lines = text(&pdf);
    let printed: String = lines.concat().chars().filter(|c| ('가'..='힣').contains(c)).collect();
    assert_eq!(printed, format!("글자{all}"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert!(PRINTER.report(&report()).unwrap() == PRINTER.report(&report()).unwrap());
}

#[test]
fn a_sample_report_says_so_on_its_first_page() {
    let mut sample = report();
    sample.sample = Some("예시 자료".to_owned());
    let pdf = PRINTER.report(&sample).unwrap();
    let lines = text(&pdf);
    assert!(lines.contains(&"예시 자료".to_owned()));
}

#[test]
fn a_drawing_needs_words_and_reaches_no_file() {
    let picture = |svg: &str, alternative: &str| {
        let mut report = Report::new(Language::En, "Chart", made());
        report.blocks =
            vec![Block::Picture { svg: svg.to_owned(), alternative: alternative.to_owned(), width: 50 }];
        PRINTER.report(&report)
    };
    let open = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 9 9'>";
    let good = format!("{open}<rect width='9' height='9'/></svg>");
    let pdf = picture(&good, "A black square").unwrap();
    assert!(holds(&pdf, "%PDF"));
    assert_eq!(picture(&good, " "), Err(Refused::Empty { place: "block 1, alternative".to_owned() }));
    assert!(matches!(picture("<svg", "Broken"), Err(Refused::Setter { .. })));
    let reaching = format!("{open}<image width='9' height='9' xlink:href='/etc/hostname'/></svg>");
    let outcome = picture(&reaching, "Reaching out");
    let Err(Refused::Setter { reason }) = outcome else { panic!("{outcome:?}") };
    assert!(reason.starts_with("failed to load linked image /etc/hostname"), "{reason}");
}

#[test]
fn what_does_not_fit_is_refused_with_its_place() {
    let with = |block: Block| {
        let mut report = Report::new(Language::Ko, "제목", made());
        report.blocks = vec![Block::paragraph("앞"), block];
        PRINTER.report(&report)
    };
    let mut narrow = table();
    narrow.rows[1].pop();
    assert_eq!(
        with(Block::Table(narrow)),
        Err(Refused::RowWidth { place: "block 2, row 2".to_owned(), cells: 3, columns: 4 })
    );
    assert_eq!(
        with(Block::Table(Table::default())),
        Err(Refused::Empty { place: "block 2, columns".to_owned() })
    );
    let mut tall = table();
    tall.rows = vec![words(&["가", "나", "1", ""]); 10_001];
    assert_eq!(
        with(Block::Table(tall)),
        Err(Refused::TooMany { place: "block 2, rows".to_owned(), count: 10_001, limit: 10_000 })
    );
    let mut full = table();
    full.rows[0][1] = "가".repeat(1_001);
    assert_eq!(
        with(Block::Table(full)),
        Err(Refused::TooLong { place: "block 2, row 1, column 2".to_owned(), length: 1_001, limit: 1_000 })
    );
    let mut odd = table();
    odd.rows[0][0] = "기관 😀".to_owned();
    assert_eq!(
        with(Block::Table(odd)),
        Err(Refused::MissingGlyphs {
            characters: vec![Missing { place: "block 2, row 1, column 1".to_owned(), character: '😀' }]
        })
    );
    assert_eq!(with(Block::heading(1, "")), Err(Refused::Empty { place: "block 2".to_owned() }));
}

#[test]
fn an_empty_report_is_still_a_page_with_a_title() {
    let pdf = PRINTER.report(&Report::new(Language::En, "Nothing yet", made())).unwrap();
    let lines = text(&pdf);
    assert_eq!(lines, vec!["Nothing yet", "1 / 1"]);
}

#[test]
fn empty_lists_facts_tables_and_signatures_are_taken() {
    let mut report = Report::new(Language::En, "Empty parts", made());
    report.blocks = vec![
        Block::List(vec![]),
        Block::Numbered(vec![]),
        Block::Facts(vec![]),
        Block::Table(Table::new(vec![Column::new("A", ColumnKind::Words, 1)])),
        Block::Signatures(vec![]),
        Block::paragraph(""),
        Block::NewPage,
        Block::NewPage,
    ];
    assert!(PRINTER.report(&report).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn any_words_in_korean_and_ascii_are_taken_in_every_block(
        word in "[ -~가-힣]{1,60}",
        level in 0_u8..9,
        share in 0_u8..4,
    ) {
        prop_assume!(!word.trim().is_empty());
        let mut report = Report::new(Language::Ko, word.clone(), made());
        let mut list = Table::new(vec![
            Column::new(word.clone(), ColumnKind::Title, share),
            Column::new(word.clone(), ColumnKind::Number, share),
        ]);
        list.rows = vec![vec![word.clone(), word.clone()]; 3];
        list.caption = Some(word.clone());
        report.header.clone_from(&word);
        report.footer.clone_from(&word);
        report.blocks = vec![
            Block::heading(level, word.clone()),
            Block::paragraph(word.clone()),
            Block::Facts(vec![Fact::new(word.clone(), word.clone())]),
            Block::Table(list),
            Block::List(vec![word.clone()]),
            Block::heading(3, word.clone()),
        ];
        let outcome = PRINTER.report(&report);
        prop_assert!(outcome.is_ok(), "{word:?}: {:?}", outcome.err());
    }
}
