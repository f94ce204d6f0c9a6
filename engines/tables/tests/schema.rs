//! Checking rows against a schema: every code is met, at its place, in the order of the file.

use rust_xlsxwriter::{Format as Style, Formula, Workbook};
use tables::{
    CODES, CellRef, Checker, Finding, Level, Limits, References, RowReader, Schema, SchemaFault, Sheet,
    Value, annotations, check, summarize,
};

const SCHEMA: &str = r#"{
  "fields": [
    {"name": "agency", "title": "수행기관", "constraints": {"required": true, "maxLength": 20}},
    {"name": "month", "title": "보고월", "type": "yearmonth", "constraints": {"minimum": "2026-01", "maximum": "2026-12"}},
    {"name": "target", "title": "목표인원", "aliases": ["목표"], "type": "integer", "groupChar": ",", "constraints": {"minimum": 0, "maximum": 5000}},
    {"name": "men", "title": "남", "type": "integer", "constraints": {"minimum": 0}},
    {"name": "women", "title": "여", "type": "integer"},
    {"name": "since", "title": "시작일", "type": "date"},
    {"name": "rate", "title": "비율", "type": "number", "constraints": {"minimum": "0.5"}},
    {"name": "kind", "title": "유형", "constraints": {"enum": ["공익", "시장"]}},
    {"name": "code", "title": "코드", "constraints": {"pattern": "[A-Z][0-9]{2}", "unique": true, "minLength": 2}},
    {"name": "open", "title": "운영", "type": "boolean", "trueValues": ["예"], "falseValues": ["아니오"]}
  ],
  "missingValues": ["", "-"],
  "primaryKey": ["agency", "month"],
  "foreignKeys": [{"fields": "agency", "reference": {"resource": "agencies", "fields": "name"}}],
  "rules": [
    {"rule": "sum_at_most", "parts": ["men", "women"], "whole": "target", "code": "people-above-target"},
    {"rule": "at_most", "left": "women", "right": "men", "level": "note"}
  ]
}"#;

const HEADER: &str = "수행기관,보고월,목표인원(명),남,여,시작일,비율,유형,코드,운영";

fn schema() -> Schema {
    Schema::from_json(SCHEMA).expect("the schema is right")
}

fn known() -> References {
    References::default().with("agencies", ["가", "나", "가나다라마바사아자차카타파하가나다라마바사"])
}

fn codes(findings: &[Finding]) -> Vec<(String, String)> {
    for finding in findings {
        let known = CODES.contains(&finding.code.as_str()) || finding.code == "people-above-target";
        assert!(known, "{} has no words", finding.code);
    }
    findings.iter().map(|finding| (finding.cell.clone(), finding.code.clone())).collect()
}

fn check_csv(text: &str) -> Vec<(String, String)> {
    let sheet = Sheet::read(text.as_bytes(), &Limits::default(), None).expect("readable");
    codes(&check(&schema(), &sheet, &known()).findings)
}

fn check_row(row: &str) -> Vec<(String, String)> {
    check_csv(&format!("{HEADER}\n{row}\n"))
}

fn one(cell: &str, code: &str) -> Vec<(String, String)> {
    vec![(cell.into(), code.into())]
}

#[test]
fn a_right_row_has_no_findings_and_gives_typed_values() {
    let text = format!("{HEADER}\n가,2026-03,\"1,200\",3,2,2026-03-02,70.5,공익,A01,예\n");
    let sheet = Sheet::read(text.as_bytes(), &Limits::default(), None).unwrap();
    let schema = schema();
    let report = check(&schema, &sheet, &known());
    assert_eq!(codes(&report.findings), []);
    assert!(!report.is_refused());
    let values = &report.records[0].values;
    assert_eq!(
        (report.records[0].row, values[2].whole(), values[9].clone()),
        (2, Some(1200), Value::Bool(true))
    );
    assert_eq!(values[1].text(), "2026-03");
    assert_eq!(values[6].text(), "70.5");
}

#[test]
fn every_code_has_its_words_and_its_next_step_in_both_languages() {
    for words in [tables::WORDS_KO, tables::WORDS_EN] {
        let message = |line: &'static str| line.strip_prefix("tables-finding-")?.split(" = ").next();
        let keys: Vec<_> = words.lines().filter_map(message).collect();
        assert_eq!(keys, CODES);
        assert_eq!(words.matches("    .next = ").count(), CODES.len());
    }
}

#[test]
fn each_fault_of_a_cell_has_its_own_code() {
    let cases = [
        (",2026-03,9,1,1,,,,,", "A2", "required"),
        ("가 ,2026-03,9,1,1,,,,,", "A2", "blank-at-end"),
        ("가나다라마바사아자차카타파하가나다라마바사,2026-03,9,1,1,,,,,", "A2", "too-long"),
        ("다,2026-03,9,1,1,,,,,", "A2", "not-known"),
        ("가,2026.3,9,1,1,,,,,", "B2", "not-a-month"),
        ("가,2025-12,9,1,1,,,,,", "B2", "below-minimum"),
        ("가,2026-03,-9,,,,,,,", "C2", "negative"),
        ("가,2026-03,5001,1,1,,,,,", "C2", "above-maximum"),
        ("가,2026-03,12명,1,1,,,,,", "C2", "text-in-number"),
        ("가,2026-03,없음,1,1,,,,,", "C2", "not-a-number"),
        ("가,2026-03,9.5,1,1,,,,,", "C2", "not-a-whole-number"),
        ("가,2026-03,\"12,00\",1,1,,,,,", "C2", "text-in-number"),
        ("가,2026-03,99999999999999999999,1,1,,,,,", "C2", "number-too-long"),
        ("가,2026-03,9,1,1,2026-02-30,,,,", "F2", "not-a-date"),
        ("가,2026-03,9,1,1,20260302,,,,", "F2", "not-a-date"),
        ("가,2026-03,9,1,1,,0.4,,,", "G2", "below-minimum"),
        ("가,2026-03,9,1,1,,,기타,,", "H2", "not-in-list"),
        ("가,2026-03,9,1,1,,,,a01,", "I2", "wrong-pattern"),
        ("가,2026-03,9,1,1,,,,A,", "I2", "too-short"),
        ("가,2026-03,9,1,1,,,,,네", "J2", "not-yes-or-no"),
        ("가,2026-03,9,1,1,,,,,,남는 칸", "K2", "cell-without-header"),
        ("가,2026-03,9,8,2,,,,,", "D2", "people-above-target"),
        ("가,2026-03,9,1,2,,,,,", "E2", "larger-than"),
    ];
    for (row, cell, code) in cases {
        assert_eq!(check_row(row), one(cell, code), "{row}");
    }
    let total = check_row("가,2026-03,9,1,1,,,,,\n합 계,,9,1,1,,,,,");
    assert_eq!(total, one("A3", "total-row"));
}

#[test]
fn keys_that_stand_twice_are_told_with_the_first_row() {
    let row = "가,2026-03,9,1,1,,,,A01,";
    let text = format!("{HEADER}\n{row}\n\n{row}\n");
    let sheet = Sheet::read(text.as_bytes(), &Limits::default(), None).unwrap();
    let report = check(&schema(), &sheet, &known()).findings;
    assert_eq!(
        codes(&report),
        [("A4".into(), "duplicate-row".into()), ("I4".into(), "duplicate-value".into())]
    );
    assert_eq!(report[0].args["first"], 2);
}

#[test]
fn headers_may_be_moved_down_reordered_unknown_missing_or_double() {
    let moved = format!("월 보고\n{HEADER}\n가,2026-03,9,1,1,,,,,\n");
    assert_eq!(check_csv(&moved), one("A2", "header-moved"));
    let shuffled = "운영,코드,유형,비율,시작일,여,남,목표,보고월,수행기관\n,,,,,1,1,9,2026-03,가\n";
    assert_eq!(check_csv(shuffled), []);
    let unknown = format!("{HEADER},비고\n가,2026-03,9,1,1,,,,,,x\n");
    assert_eq!(check_csv(&unknown), one("K1", "column-unknown"));
    let missing = "수행기관,보고월,목표,남,여,시작일,비율,유형,코드\n가,2026-03,9,1,1,,,,\n";
    assert_eq!(check_csv(missing), one("J1", "column-missing"));
    let twice = format!("{HEADER},남\n가,2026-03,9,1,1,,,,,,1\n");
    assert_eq!(check_csv(&twice), one("K1", "column-twice"));
    assert_eq!(check_csv("아무,것\n1,2\n"), one("A1", "header-missing"));
    assert_eq!(check_csv(&format!("{HEADER}\n")), one("A2", "no-rows"));
    let stray = "수행기관,보고월,목표,남,여,시작일,비율,유형,코드\n가,2026-03,9,1,1,,,,,운영\n";
    let expected: Vec<(String, String)> =
        [("J1", "column-missing"), ("J2", "cell-without-header"), ("J2", "header-elsewhere")]
            .map(|(cell, code)| (cell.into(), code.into()))
            .to_vec();
    assert_eq!(check_csv(stray), expected);
}

#[test]
fn a_fixed_order_tells_columns_out_of_place() {
    let schema = Schema::from_json(
        r#"{"columnOrder": "fixed", "unknownColumns": "error", "fields": [{"name": "a"}, {"name": "b"}]}"#,
    );
    let sheet = Sheet::read(b"x,a,b\n1,2,3\n", &Limits::default(), None).unwrap();
    let findings = check(&schema.unwrap(), &sheet, &References::default()).findings;
    let told: Vec<_> = findings
        .iter()
        .map(|finding| (finding.cell.as_str(), finding.code.as_str(), finding.level))
        .collect();
    let expected = [
        ("A1", "column-unknown", Level::Error),
        ("B1", "column-moved", Level::Error),
        ("C1", "column-moved", Level::Error),
    ];
    assert_eq!(told, expected);
    assert_eq!(findings[1].args["expected"], "A");
}

#[test]
fn a_workbook_tells_formulas_serial_days_joined_cells_errors_and_numbers_as_text() {
    let mut file = Workbook::new();
    let sheet = file.add_worksheet();
    for (column, title) in HEADER.split(',').enumerate() {
        sheet.write(0, column as u16, title).unwrap();
    }
    sheet.merge_range(0, 3, 0, 4, "남", &Style::new()).unwrap();
    sheet.write(0, 4, "여").unwrap();
    sheet.write(1, 0, "가").unwrap().write(1, 1, "2026-03").unwrap();
    sheet.write_formula(1, 2, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write(1, 3, "7").unwrap().write(1, 4, 2).unwrap().write(1, 5, 46_083).unwrap();
    sheet.merge_range(3, 6, 4, 6, "", &Style::new()).unwrap();
    let bytes = file.save_to_buffer().unwrap();
    let sheet = Sheet::read(&bytes, &Limits::default(), None).unwrap();
    let report = check(&schema(), &sheet, &known());
    let expected: Vec<(String, String)> = [
        ("D1", "header-merged"),
        ("C2", "formula"),
        ("D2", "number-as-text"),
        ("F2", "date-as-serial"),
        ("G4", "cell-merged"),
    ]
    .map(|(cell, code)| (cell.into(), code.into()))
    .to_vec();
    assert_eq!(codes(&report.findings), expected);
    assert_eq!(report.findings[3].args["meant"], "2026-03-02");
    assert_eq!(annotations(&report.findings)["C2"][0].code, "formula");
}

#[test]
fn findings_come_by_row_then_column_and_never_repeat_a_resident_number() {
    let text = format!("{HEADER}\n가,x,y,z,1,,,,,\n나,2026-03,-1,-1,,,,,,\n");
    let sheet = Sheet::read(text.as_bytes(), &Limits::default(), None).unwrap();
    let mut made = sheet.clone();
    made.rows[1].cells[2] = tables::Cell::Text("550505-2345678".into());
    let findings = check(&schema(), &made, &known()).findings;
    let cells: Vec<_> = findings.iter().map(|finding| finding.cell.as_str()).collect();
    assert_eq!(cells, ["B2", "C2", "D2", "C3", "D3"]);
    assert_eq!(findings[1].value, "");
}

#[test]
fn a_streamed_file_gives_the_findings_of_the_held_one() {
    let row = |row| format!("가,2026-{:02},{row},1,{},,,,,\n", row % 14, row % 3);
    let rows = (0..500).map(row).collect::<Vec<_>>().concat();
    let text = format!("{HEADER}\n{rows}");
    let sheet = Sheet::read(text.as_bytes(), &Limits::default(), None).unwrap();
    let (schema, known) = (schema(), known());
    let held = check(&schema, &sheet, &known);
    let mut reader = RowReader::new(text.as_bytes(), &Limits::bulk());
    let mut checker = Checker::start_line(&schema, &known, reader.next_row().unwrap().unwrap());
    let mut count = 0;
    while let Some(line) = reader.next_row().unwrap() {
        count += usize::from(checker.line(line, &mut Vec::new()));
    }
    assert_eq!((checker.finish(), count), ((held.findings, held.more), held.records.len()));
}

#[test]
fn a_wrong_schema_is_told_when_it_is_read() {
    let fault = |json: &str| Schema::from_json(json).unwrap_err();
    assert!(matches!(fault("{}"), SchemaFault::Json { .. }));
    assert!(matches!(
        fault(r#"{"fields":[{"name":"a","constraints":{"maxmum":1}}]}"#),
        SchemaFault::Json { .. }
    ));
    let twice = SchemaFault::FieldTwice { field: "a".into() };
    assert_eq!(fault(r#"{"fields":[{"name":"a"},{"name":"a"}]}"#), twice);
    let missing = SchemaFault::NoSuchField { field: "b".into() };
    assert_eq!(fault(r#"{"fields":[{"name":"a"}],"primaryKey":"b"}"#), missing);
    let bound = SchemaFault::Constraint { field: "a".into(), constraint: "minimum" };
    assert_eq!(fault(r#"{"fields":[{"name":"a","type":"date","constraints":{"minimum":5}}]}"#), bound);
    let pattern = SchemaFault::Constraint { field: "a".into(), constraint: "pattern" };
    assert_eq!(fault(r#"{"fields":[{"name":"a","constraints":{"pattern":"("}}]}"#), pattern);
    let text = SchemaFault::NotNumeric { rule: "sum-differs".into(), field: "a".into() };
    assert_eq!(
        fault(r#"{"fields":[{"name":"a"}],"rules":[{"rule":"sum_equals","parts":["a"],"whole":"a"}]}"#),
        text
    );
}

#[test]
fn sums_are_exact_and_wait_for_what_they_need() {
    let schema = Schema::from_json(
        r#"{"fields":[{"name":"a","type":"number"},{"name":"b","type":"number"},{"name":"c","type":"number"}],
            "rules":[{"rule":"sum_equals","parts":["a","b"],"whole":"c"}]}"#,
    )
    .unwrap();
    for (row, expected) in [("0.1,0.2,0.3", 0), ("0.1,0.2,0.300001", 1), ("0.1,,0.3", 0), ("1,2,", 0)] {
        let sheet = Sheet::read(format!("a,b,c\n{row}\n").as_bytes(), &Limits::default(), None).unwrap();
        assert_eq!(check(&schema, &sheet, &References::default()).findings.len(), expected, "{row}");
    }
    assert_eq!(CellRef::from_text(""), CellRef::Empty);
}

/// A schema of text, text, month and six whole numbers, as monthly files have.
fn monthly() -> Schema {
    let number = |name: &str| {
        format!(
            r#"{{"name": "{name}", "type": "integer", "constraints": {{"required": true, "minimum": 0, "maximum": 100000}}}}"#
        )
    };
    let numbers: Vec<String> = ["n1", "n2", "n3", "n4", "n5", "n6"].map(number).to_vec();
    let json = format!(
        r#"{{"fields": [{{"name": "agency", "constraints": {{"required": true}}}},
             {{"name": "project", "constraints": {{"required": true}}}},
             {{"name": "month", "type": "yearmonth", "constraints": {{"required": true}}}}, {}], "primaryKey": ["project", "month"]}}"#,
        numbers.join(",")
    );
    Schema::from_json(&json).expect("the schema is right")
}

const MONTHLY: &str = "agency,project,month,n1,n2,n3,n4,n5,n6";

/// The summary of a monthly file: codes with cell and side, and how many findings it stands for.
fn summed(rows: &[&str]) -> (Vec<(String, String, String)>, usize) {
    let text = format!("{MONTHLY}\n{}\n", rows.join("\n"));
    let sheet = Sheet::read(text.as_bytes(), &Limits::default(), None).expect("readable");
    let schema = monthly();
    let report = check(&schema, &sheet, &References::default());
    let summary = summarize(&schema, &sheet, &report);
    let side =
        |finding: &Finding| finding.args.get("side").and_then(|side| side.as_str()).unwrap_or("").to_owned();
    let told = summary.first.iter().map(|one| (one.cell.clone(), one.code.clone(), side(one))).collect();
    (told, summary.folded.len())
}

fn told(cell: &str, code: &str, side: &str) -> Vec<(String, String, String)> {
    vec![(cell.into(), code.into(), side.into())]
}

#[test]
fn cells_pushed_by_a_column_are_told_in_one_sentence() {
    let right = ["a,P-1,2026-02,1,,2,3,4,5,6", "a,P-2,2026-02,2,,3,4,5,6,7", "a,P-3,2026-02,3,,4,5,6,7,8"];
    assert_eq!(summed(&right), (told("E2", "columns-shifted", "right"), 6));
    let from_the_second = ["a,P-1,2026-02,1,2,3,4,5,6", right[1], right[2]];
    assert_eq!(summed(&from_the_second), (told("E3", "columns-shifted", "right"), 4));
    let front = [",a,P-1,2026-02,1,2,3,4,5,6", ",a,P-2,2026-02,1,2,3,4,5,6"];
    assert_eq!(summed(&front).0, told("A2", "columns-shifted", "right"));
    let left = ["a,2026-02,1,2,3,4,5,6", "a,2026-02,2,3,4,5,6,7"];
    // A month fits where a project's name is asked for, but it is a month: the project is what was lost.
    assert_eq!(summed(&left).0, told("B2", "columns-shifted", "left"));
}

#[test]
fn three_pushed_rows_of_many_are_told_and_every_row_that_fits_is_taken_in() {
    let right = |row: usize| format!("a,P-{row},2026-02,1,,2,3,4,5,6");
    let straight = |row: usize| format!("a,P-{row},2026-02,1,2,3,4,5,6");
    let file = |pushed: std::ops::RangeInclusive<usize>| -> Vec<String> {
        (1..=23).map(|row| if pushed.contains(&row) { right(row) } else { straight(row) }).collect()
    };
    let count = |rows: &[String]| {
        let text = format!("{MONTHLY}\n{}\n", rows.join("\n"));
        let sheet = Sheet::read(text.as_bytes(), &Limits::default(), None).expect("readable");
        let schema = monthly();
        let summary = summarize(&schema, &sheet, &check(&schema, &sheet, &References::default()));
        let first = summary.first.first().map(|one| (one.cell.clone(), one.args["count"].as_u64()));
        (first, summary.shifted.len())
    };
    assert_eq!(count(&file(5..=7)), (Some(("E6".into(), Some(3))), 3));
    assert_eq!(count(&file(1..=23)), (Some(("E2".into(), Some(23))), 23));
    assert_eq!(count(&file(5..=6)), (None, 0), "two rows may be two mistakes");
    // Rows with one misfit only are pushed too once the others say so.
    let left: Vec<String> = (1..=23)
        .map(|row| format!("a,P-{row},2026-02,1,2,3,4,{},", if row % 2 == 0 { 6 } else { 200_000 }))
        .collect();
    assert_eq!(count(&left).1, 0, "a last column left blank beside large figures is no push");
    let lost: Vec<String> = (1..=23).map(|row| format!("a,2026-02,{row},2,3,4,5,6")).collect();
    assert_eq!(count(&lost), (Some(("B2".into(), Some(23))), 23));
}

#[test]
fn joined_headers_stand_for_what_is_found_under_them() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in MONTHLY.split(',').enumerate() {
        sheet.write_string(0, column as u16, title).expect("a title");
    }
    sheet.merge_range(0, 6, 0, 7, "n4", &Style::new()).expect("a range");
    for row in 1..=23_u32 {
        for (column, word) in ["a", &format!("P-{row}"), "2026-02"].iter().enumerate() {
            sheet.write_string(row, column as u16, *word).expect("a word");
        }
        for column in 3..9 {
            sheet.write_number(row, column, f64::from(column)).expect("a number");
        }
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    let sheet = Sheet::read(&bytes, &Limits::default(), None).expect("readable");
    let schema = monthly();
    let report = check(&schema, &sheet, &References::default());
    let summary = summarize(&schema, &sheet, &report);
    let open: Vec<&str> = (0..report.findings.len())
        .filter(|at| !summary.folded.contains(at))
        .map(|at| report.findings[at].code.as_str())
        .collect();
    assert_eq!((open, summary.folded.len()), (vec!["header-merged"], 24));
}

#[test]
fn a_blank_figure_is_to_be_0_and_a_blank_name_is_not() {
    let text = format!("{MONTHLY}\n,P-1,2026-02,,2,3,4,5,6\n");
    let sheet = Sheet::read(text.as_bytes(), &Limits::default(), None).expect("readable");
    let found = check(&monthly(), &sheet, &References::default()).findings;
    let about: Vec<(&str, Option<&str>)> =
        found.iter().map(|one| (one.cell.as_str(), one.args["about"].as_str())).collect();
    assert_eq!(about, [("A2", Some("value")), ("D2", Some("number"))]);
}

#[test]
fn a_last_column_left_blank_or_one_pushed_row_of_many_is_no_shift() {
    let blank = ["a,P-1,2026-02,1,2,3,4,5,", "a,P-2,2026-02,1,2,3,4,5,", "a,P-3,2026-02,1,2,3,4,5,"];
    assert_eq!(summed(&blank), (told("I2", "column-alike", ""), 2));
    let one = ["a,P-1,2026-02,1,,2,3,4,5,6", "a,P-2,2026-02,1,2,3,4,5,6", "a,P-3,2026-02,1,2,3,4,5,6"];
    assert_eq!(summed(&one), (vec![], 0));
    assert_eq!(summed(&["a,P-1,2026-02,1,2,3,4,5,6"]), (vec![], 0));
}

#[test]
fn one_mistake_down_a_column_is_told_once() {
    let rows: Vec<String> = (1..=5).map(|row| format!("a,P-{row},2026-02,{row}명,2,3,4,5,6")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert_eq!(summed(&rows), (told("D2", "column-alike", ""), 4));
}

#[test]
fn a_row_of_sums_without_a_word_is_named() {
    let found = |last: &str| {
        let text = format!("{MONTHLY}\na,P-1,2026-02,1,2,3,4,5,6\na,P-2,2026-02,10,20,30,40,50,60\n{last}\n");
        let sheet = Sheet::read(text.as_bytes(), &Limits::default(), None).expect("readable");
        codes(&check(&monthly(), &sheet, &References::default()).findings)
    };
    assert_eq!(found(",,,11,22,33,44,55,66"), one("A4", "total-row-unnamed"));
    assert_eq!(found("a,,2026-02,11,22,33,44,55,66"), one("B4", "total-row-unnamed"));
    assert_eq!(found("a,,2026-02,11,22,33,44,55,67"), one("B4", "required"));
    assert_eq!(found("a,P-3,2026-02,11,22,33,44,55,66"), []);
    assert_eq!(found("a,,2026-02,0,0,0,0,0,0"), one("B4", "required"));
}
