//! Comma-separated files: encodings, quoting, and cells that must not run.

use std::sync::LazyLock;

use documents::separated::{Encoding, guarded, mended, unguarded, write};
use documents::{Cell, Outside, Unwritable};
use encoding_rs::EUC_KR;
use jiff::civil::date;
use proptest::prelude::*;

/// Every character that CP949 has beyond ASCII.
static CP949: LazyLock<Vec<char>> = LazyLock::new(|| {
    let beyond_ascii = ('\u{a1}'..='\u{ffff}').filter(|character| !EUC_KR.encode(&character.to_string()).2);
    beyond_ascii.collect()
});

#[test]
fn cp949_has_every_hangul_syllable() {
    assert_eq!(CP949.iter().filter(|character| ('가'..='힣').contains(*character)).count(), 11_172);
}

fn table() -> (Vec<String>, Vec<Vec<Cell>>) {
    let header = ["이름", "수", "돈", "비율", "날"].map(String::from).to_vec();
    let rows = vec![
        vec![
            "가, \"나\"".into(),
            Cell::Whole(-5),
            Cell::Won(120_000_000),
            Cell::Rate { scaled: 174, digits: 1 },
            date(2026, 3, 2).into(),
        ],
        vec!["007".into(), Cell::Whole(0)],
    ];
    (header, rows)
}

fn one(text: &str, encoding: Encoding) -> Result<Vec<u8>, Unwritable> {
    write(&["a".into()], &[vec![text.into()]], encoding)
}

#[test]
fn a_table_is_quoted_as_little_as_possible_and_ends_with_a_line_feed() {
    let (header, rows) = table();
    let text = String::from_utf8(write(&header, &rows, Encoding::Utf8).unwrap()).unwrap();
    let expected = "이름,수,돈,비율,날\n\"가, \"\"나\"\"\",-5,120000000,17.4,2026-03-02\n007,0,,,\n";
    assert_eq!(text, expected);
}

#[test]
fn utf8_for_excel_begins_with_the_byte_order_mark() {
    let (header, rows) = table();
    let plain = write(&header, &rows, Encoding::Utf8).unwrap();
    let marked = write(&header, &rows, Encoding::Utf8Bom).unwrap();
    assert_eq!(marked, [b"\xef\xbb\xbf".as_slice(), &plain].concat());
}

#[test]
fn cells_that_a_spreadsheet_would_run_are_guarded() {
    let cases = [
        ("=1+1", "'=1+1"),
        ("+82-32-1", "'+82-32-1"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("-", "'-"),
        ("-1-1", "'-1-1"),
        ("-.5", "'-.5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\0=1", "'\0=1"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("-5", "-5"),
        ("-12.50", "-12.50"),
        ("a=b", "a=b"),
        ("", ""),
    ];
    for (given, expected) in cases {
        assert_eq!(guarded(given), expected);
        assert_eq!(unguarded(expected), given);
    }
}

#[test]
fn the_guard_reaches_the_file_but_numbers_stay_numbers() {
    let rows = [vec!["=cmd()".into(), Cell::Whole(-3)]];
    let text = String::from_utf8(write(&["=a".into(), "b".into()], &rows, Encoding::Utf8).unwrap()).unwrap();
    assert_eq!(text, "'=a,b\n'=cmd(),-3\n");
}

#[test]
fn dashes_and_spaces_that_cp949_lacks_become_their_near_twins() {
    assert_eq!(mended("2019\u{2014}2020 \u{2013} \u{2212}5\u{a0}\u{20a9}"), "2019\u{2015}2020 - -5 \u{ffe6}");
    assert_eq!(mended("\u{feff}‘가’ “나” … ·"), "‘가’ “나” … ·");
    assert_eq!(mended("\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}"), "한글");
    let bytes = one("가\u{2014}나 뷁펲똠", Encoding::Cp949).unwrap();
    let (text, _, wrong) = EUC_KR.decode(&bytes);
    assert_eq!((text.as_ref(), wrong), ("a\n가\u{2015}나 뷁펲똠\n", false));
}

#[test]
fn a_minus_that_was_mended_is_guarded_too() {
    let bytes = one("\u{200b}\u{2212}a", Encoding::Cp949).unwrap();
    assert_eq!(bytes, b"a\n'-a\n");
}

#[test]
fn characters_outside_cp949_are_refused_with_their_places() {
    let rows = [vec!["가".into(), "나".into()], vec!["㐂".into(), "a😀b".into()]];
    let refused = write(&["a".into(), "b".into()], &rows, Encoding::Cp949);
    let at = |column: &str, character| Outside { line: 3, column: column.into(), character };
    assert_eq!(refused, Err(Unwritable::OutsideCp949 { characters: vec![at("a", '㐂'), at("b", '😀')] }));
}

#[test]
fn at_most_a_hundred_characters_are_listed() {
    let Err(Unwritable::OutsideCp949 { characters }) = one(&"😀".repeat(500), Encoding::Cp949) else {
        panic!("written")
    };
    assert_eq!(characters.len(), 100);
}

#[test]
fn a_row_wider_than_the_header_is_refused() {
    let refused = write(&["a".into()], &[vec![], vec![Cell::Empty, Cell::Empty]], Encoding::Utf8);
    assert_eq!(refused, Err(Unwritable::RowTooWide { row: 2 }));
}

proptest! {
    #[test]
    fn taking_the_guard_away_gives_the_text_back(text in "['=+@\t\r\0-]{0,3}\\PC{0,6}") {
        let safe = guarded(&text);
        prop_assert_eq!(unguarded(&safe), text.as_str());
    }

    #[test]
    fn no_written_text_begins_with_a_formula_sign(text in "[=+@\t\r-]\\PC{0,6}") {
        let out = guarded(&text);
        prop_assert!(out.starts_with('\'') || out.parse::<f64>().is_ok());
    }

    #[test]
    fn utf8_reads_back_equal(texts in prop::collection::vec("[^\0]{0,8}", 1..8)) {
        let header: Vec<String> = (0..texts.len()).map(|n| n.to_string()).collect();
        let row: Vec<Cell> = texts.iter().map(|text| text.as_str().into()).collect();
        let bytes = write(&header, &[row], Encoding::Utf8).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(true).from_reader(&bytes[..]);
        let record = reader.records().next().unwrap().unwrap();
        let back: Vec<&str> = record.iter().map(unguarded).collect();
        prop_assert_eq!(back, texts);
    }

    #[test]
    fn every_character_of_cp949_survives_the_round_trip(
        characters in prop::collection::vec(prop::sample::select(&CP949[..]), 1..40),
    ) {
        let text: String = characters.into_iter().collect();
        let bytes = one(&text, Encoding::Cp949).unwrap();
        prop_assert_eq!(EUC_KR.decode(&bytes).0, format!("a\n{text}\n"));
    }

    #[test]
    fn cp949_is_written_whole_or_not_at_all(text in "\\PC{0,12}") {
        if let Ok(bytes) = one(&text, Encoding::Cp949) {
            let (back, _, wrong) = EUC_KR.decode(&bytes);
            prop_assert!(!wrong);
            prop_assert!(!back.contains("&#"), "{}", back);
        }
    }
}
