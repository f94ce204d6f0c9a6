//! Workbooks read back with another library, looked into as XML, and compared as bytes.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail like the test")]

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use documents::workbook::{Column, Kind, Mark, Sheet, Workbook};
use documents::{Cell, Unwritable};
use jiff::civil::date;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

fn columns() -> Vec<Column> {
    vec![
        Column::new("agency", "수행기관", Kind::Text).wide(24).locked(),
        Column::new("people", "참여자", Kind::Whole)
            .note("말일 기준")
            .refusal("0 이상의 정수를 적어 주세요."),
        Column::new("pay", "보수", Kind::Won),
        Column::new("rate", "비율", Kind::Rate { digits: 1 }),
        Column::new("day", "날짜", Kind::Date),
        Column::new("sex", "성별", Kind::Text).choices(["남", "여"]),
    ]
}

fn row() -> Vec<Cell> {
    vec![
        "=HYPERLINK(\"http://example.test\")".into(),
        Cell::Whole(45_696),
        Cell::Won(120_000_000),
        Cell::Rate { scaled: 174, digits: 1 },
        date(2026, 3, 2).into(),
        "여".into(),
    ]
}

fn sheet() -> Sheet {
    let mut sheet = Sheet::new("월별 실적", columns());
    sheet.rows = vec![row(), vec!["007".into()]];
    sheet.protect = true;
    sheet.spare_rows = 3;
    sheet
}

fn xlsx(sheet: Sheet) -> Vec<u8> {
    Workbook::new(date(2026, 3, 2)).with(sheet).to_xlsx().unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn read_back(bytes: &[u8]) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

fn words(text: &str) -> Data {
    Data::String(text.to_owned())
}

#[test]
fn every_value_reads_back_as_it_was_given() {
    let rows = read_back(&xlsx(sheet()));
    let titles: Vec<Data> = ["수행기관", "참여자", "보수", "비율", "날짜", "성별"].map(words).to_vec();
    assert_eq!(rows[0], titles);
    assert_eq!(rows[1][0], words("=HYPERLINK(\"http://example.test\")"));
    assert_eq!(rows[1][1], Data::Float(45_696.0));
    assert_eq!(rows[1][2], Data::Float(120_000_000.0));
    assert_eq!(rows[1][3], Data::Float(17.4));
    let Data::DateTime(day) = &rows[1][4] else { panic!("not a day: {:?}", rows[1][4]) };
    assert_eq!(day.to_ymd_hms_milli(), (2026, 3, 2, 0, 0, 0, 0));
    assert_eq!(rows[1][5], words("여"));
    assert_eq!(rows[2][0], words("007"));
    assert_eq!(rows[2][1], Data::Empty);
}

#[test]
fn text_that_looks_like_a_formula_is_stored_as_text_and_stays_text_when_edited() {
    let mut sheet = Sheet::new("글", vec![Column::new("a", "글", Kind::Text)]);
    let texts = ["=1+1", "+82-32", "-5", "@SUM(A1)", "\t=1", "\r=1", "'=1", "plain"];
    sheet.rows = texts.iter().map(|&text| vec![text.into()]).collect();
    let bytes = xlsx(sheet);
    let back: Vec<Data> = read_back(&bytes).into_iter().skip(1).map(|row| row[0].clone()).collect();
    assert_eq!(back, texts.map(words));
    assert!(!part(&bytes, "xl/worksheets/sheet1.xml").contains("<f>"));
    assert_eq!(part(&bytes, "xl/styles.xml").matches("quotePrefix=\"1\"").count(), 1);
}

#[test]
fn a_protected_sheet_locks_what_is_locked_and_leaves_the_rest_open() {
    let bytes = xlsx(sheet());
    let page = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(page.contains("<sheetProtection sheet=\"1\""), "{page}");
    assert!(!page.contains("password"));
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("<protection locked=\"0\"/>"));
    // The last spare row: its first cell is locked, its second is open.
    let style_of = |place: &str| {
        let at = page.find(&format!("<c r=\"{place}\" s=\"")).unwrap();
        page[at..].split('"').nth(3).unwrap().parse::<usize>().unwrap()
    };
    let looks: Vec<&str> = styles.split("<cellXfs").nth(1).unwrap().split("<xf ").skip(1).collect();
    assert!(!looks[style_of("A6")].contains("locked=\"0\""));
    assert!(looks[style_of("B6")].contains("locked=\"0\""));
}

#[test]
fn open_cells_accept_only_what_their_column_takes() {
    let page = part(&xlsx(sheet()), "xl/worksheets/sheet1.xml");
    let rules = page.split("<dataValidations").nth(1).unwrap().split("</dataValidations>").next().unwrap();
    let expected = concat!(
        " count=\"5\">",
        "<dataValidation type=\"whole\" operator=\"greaterThanOrEqual\" allowBlank=\"1\" showInputMessage=\"1\" ",
        "showErrorMessage=\"1\" error=\"0 이상의 정수를 적어 주세요.\" prompt=\"말일 기준\" sqref=\"B2:B6\">",
        "<formula1>0</formula1></dataValidation>",
        "<dataValidation type=\"whole\" operator=\"greaterThanOrEqual\" allowBlank=\"1\" showInputMessage=\"1\" ",
        "showErrorMessage=\"1\" sqref=\"C2:C6\"><formula1>0</formula1></dataValidation>",
        "<dataValidation type=\"decimal\" operator=\"greaterThanOrEqual\" allowBlank=\"1\" showInputMessage=\"1\" ",
        "showErrorMessage=\"1\" sqref=\"D2:D6\"><formula1>0</formula1></dataValidation>",
        "<dataValidation type=\"date\" allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\" ",
        "sqref=\"E2:E6\"><formula1>1</formula1><formula2>109574</formula2></dataValidation>",
        "<dataValidation type=\"list\" allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\" ",
        "sqref=\"F2:F6\"><formula1>\"남,여\"</formula1></dataValidation>",
    );
    assert_eq!(rules, expected);
}

#[test]
fn a_long_list_stands_on_a_hidden_sheet_and_two_columns_share_it() {
    let long: Vec<String> = (0..200).map(|n| format!("사업단 {n}, 강화군")).collect();
    let columns = ["a", "b"].map(|key| Column::new(key, key, Kind::Text).choices(long.clone())).to_vec();
    let mut sheet = Sheet::new("lists", columns);
    sheet.spare_rows = 10;
    let bytes = xlsx(sheet);
    let page = part(&bytes, "xl/worksheets/sheet1.xml");
    assert_eq!(page.matches("<formula1>lists_2!$A$1:$A$200</formula1>").count(), 2);
    assert!(
        part(&bytes, "xl/workbook.xml")
            .contains("<sheet name=\"lists_2\" sheetId=\"2\" state=\"veryHidden\"")
    );
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes[..])).unwrap();
    let hidden = book.worksheet_range("lists_2").unwrap();
    let values: Vec<String> = hidden.rows().map(|row| row[0].to_string()).collect();
    assert_eq!(values, long);
}

#[test]
fn a_short_list_with_a_comma_is_not_torn_apart() {
    let mut sheet = Sheet::new("표", vec![Column::new("a", "a", Kind::Text).choices(["가, 나", "다"])]);
    sheet.spare_rows = 1;
    let page = part(&xlsx(sheet), "xl/worksheets/sheet1.xml");
    assert!(page.contains("<formula1>lists!$A$1:$A$2</formula1>"));
}

#[test]
fn faulty_cells_carry_their_sentences_as_notes_and_a_look_of_their_own() {
    let mut sheet = sheet();
    sheet.marks = vec![
        Mark { row: 0, column: 1, comment: "참여자가 정원보다 많습니다.".into() },
        Mark { row: 0, column: 1, comment: "수를 다시 확인해 주세요.".into() },
        Mark { row: 1, column: 2, comment: "보수를 적어 주세요.".into() },
    ];
    let bytes = xlsx(sheet);
    let notes = part(&bytes, "xl/comments1.xml");
    assert!(notes.contains("참여자가 정원보다 많습니다.\n수를 다시 확인해 주세요."));
    let places: Vec<&str> =
        notes.split("<comment ref=\"").skip(1).map(|note| note.split('"').next().unwrap()).collect();
    assert_eq!(places, ["B1", "B2", "C3"]);
    assert!(part(&bytes, "xl/styles.xml").contains("FFFFE1E1"));
    assert_eq!(read_back(&bytes)[1][1], Data::Float(45_696.0));
}

#[test]
fn a_faulty_value_is_kept_as_it_was_typed() {
    let mut sheet = Sheet::new("표", columns());
    sheet.rows = vec![vec!["a".into(), "열두 명".into(), "1,000원".into()]];
    let rows = read_back(&xlsx(sheet));
    assert_eq!(rows[1][1..3], [words("열두 명"), words("1,000원")]);
}

#[test]
fn a_sample_sheet_says_so_above_the_table_and_on_every_printed_page() {
    let mut sheet = sheet();
    sheet.sample_mark = Some("예시 자료 & 연습용".into());
    sheet.above = vec!["2026년 3월".into()];
    sheet.below = vec!["출처: 통계".into()];
    assert_eq!(sheet.header_line(), 2);
    let bytes = xlsx(sheet);
    let rows = read_back(&bytes);
    let first: Vec<Data> = rows.iter().map(|row| row[0].clone()).collect();
    assert_eq!(
        first[..4],
        [
            words("예시 자료 & 연습용"),
            words("2026년 3월"),
            words("수행기관"),
            words("=HYPERLINK(\"http://example.test\")")
        ]
    );
    assert_eq!(first.last(), Some(&words("출처: 통계")));
    let page = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(page.contains(
        "<oddFooter>&amp;L예시 자료 &amp;&amp; 연습용&amp;C&amp;P / &amp;N&amp;R&amp;A</oddFooter>"
    ));
    assert!(page.contains("topLeftCell=\"A4\" activePane=\"bottomLeft\" state=\"frozen\""));
    assert!(page.contains("paperSize=\"9\""));
    assert!(page.contains("orientation=\"landscape\""));
    assert!(page.contains("fitToHeight=\"0\""));
    assert!(part(&bytes, "xl/workbook.xml").contains("'월별 실적'!$3:$3"));
}

#[test]
fn the_same_workbook_gives_the_same_bytes_on_every_machine() {
    let mut marked = sheet();
    marked.marks = vec![Mark { row: 0, column: 0, comment: "확인".into() }];
    let book = Workbook::new(date(2026, 3, 2)).with(marked).with(sheet());
    let bytes = book.to_xlsx().unwrap();
    assert_eq!(bytes, book.to_xlsx().unwrap());
    // The hash is over the unpacked parts: which deflate is linked in depends on the build, the content does not.
    let mut sum = Sha256::new();
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes[..])).unwrap();
    for at in 0..zip.len() {
        let mut text = String::new();
        let mut file = zip.by_index(at).unwrap();
        file.read_to_string(&mut text).unwrap();
        sum.update(text.as_bytes());
    }
    assert_eq!(
        data_encoding::HEXLOWER.encode(&sum.finalize()),
        "c02b7719e8223772480acada8fa1186cb4174039b80636a498621d02be9947b9"
    );
    assert!(part(&bytes, "docProps/core.xml").contains("2026-03-02T00:00:00Z"));
}

#[test]
fn sheet_names_become_what_the_format_accepts_and_stay_distinct() {
    let long = "가".repeat(40);
    let names = ["a/b", "A[b]", "ab", long.as_str(), long.as_str(), "", "'quoted'"];
    let book = names.iter().fold(Workbook::new(date(2026, 3, 2)), |book, name| {
        book.with(Sheet::new(*name, vec![Column::new("a", "a", Kind::Text)]))
    });
    let bytes = book.to_xlsx().unwrap();
    let read: Xlsx<_> = Xlsx::new(Cursor::new(&bytes[..])).unwrap();
    let expected = [
        "ab".into(),
        "Ab 2".into(),
        "ab 3".into(),
        "가".repeat(31),
        format!("{} 2", "가".repeat(29)),
        "Sheet".into(),
        "quoted".into(),
    ];
    assert_eq!(read.sheet_names(), expected);
}

#[test]
fn what_the_format_cannot_hold_is_refused_with_its_place() {
    let write = |sheet: Sheet| Workbook::new(date(2026, 3, 2)).with(sheet).to_xlsx();
    assert_eq!(write(Sheet::new("빈", vec![])), Err(Unwritable::NoColumns { sheet: "빈".into() }));
    let mut wide = sheet();
    wide.rows.push(vec![Cell::Empty; 7]);
    assert_eq!(write(wide), Err(Unwritable::RowTooWide { row: 3 }));
    let mut long = sheet();
    long.rows[1][0] = "가".repeat(32_768).into();
    assert_eq!(write(long), Err(Unwritable::TextTooLong { row: 2, column: "수행기관".into() }));
    let mut marked = sheet();
    marked.marks.push(Mark { row: 5, column: 0, comment: String::new() });
    assert_eq!(write(marked), Err(Unwritable::MarkOutside { row: 6, column: 1 }));
    let mut tall = sheet();
    tall.spare_rows = 1_048_576;
    assert_eq!(write(tall), Err(Unwritable::TooLarge { sheet: "월별 실적".into() }));
}

#[test]
fn numbers_and_days_a_spreadsheet_would_bend_are_written_as_text() {
    let mut sheet = Sheet::new("표", columns());
    sheet.rows = vec![vec![
        Cell::Empty,
        Cell::Whole(9_007_199_254_740_993),
        Cell::Won(i64::MIN),
        Cell::Empty,
        date(1899, 12, 31).into(),
    ]];
    let rows = read_back(&xlsx(sheet));
    assert_eq!(
        rows[1][1..],
        [
            words("9007199254740993"),
            words("-9223372036854775808"),
            Data::Empty,
            words("1899-12-31"),
            Data::Empty
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_and_any_number_come_back_equal(
        texts in prop::collection::vec("[^\\p{C}]{0,12}|[=+@'-][^\\p{C}]{0,8}|_x00[0-9a-f]{2}_", 1..20),
        number in -9_007_199_254_740_992_i64..=9_007_199_254_740_992,
    ) {
        let mut sheet = Sheet::new("표", vec![Column::new("a", "a", Kind::Text), Column::new("n", "n", Kind::Whole)]);
        sheet.rows = texts.iter().map(|text| vec![text.as_str().into(), Cell::Whole(number)]).collect();
        let rows = read_back(&xlsx(sheet));
        for (text, row) in texts.iter().zip(&rows[1..]) {
            let expected = if text.is_empty() { Data::Empty } else { words(text) };
            prop_assert_eq!(&row[0], &expected);
            prop_assert_eq!(&row[1], &Data::Float(number as f64));
        }
    }

    #[test]
    fn a_rate_is_the_nearest_number_to_its_decimal(scaled in -1_000_000_000_i64..1_000_000_000, digits in 0_u8..=6) {
        let mut sheet = Sheet::new("표", vec![Column::new("r", "r", Kind::Rate { digits })]);
        let cell = Cell::Rate { scaled, digits };
        let decimal: f64 = cell.plain().parse().unwrap();
        sheet.rows = vec![vec![cell]];
        prop_assert_eq!(&read_back(&xlsx(sheet))[1][0], &Data::Float(decimal));
    }
}
