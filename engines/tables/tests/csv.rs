//! Reading comma-separated text: encodings, quotation marks, bounds and resident numbers.

use encoding_rs::EUC_KR;
use proptest::prelude::*;
use tables::{Cell, Encoding, Format, Limits, RowReader, Sheet, Unreadable};

fn rows(bytes: &[u8], limits: &Limits) -> Result<Vec<(u64, Vec<String>)>, Unreadable> {
    let mut reader = RowReader::new(bytes, limits);
    let mut rows = Vec::new();
    while let Some(line) = reader.next_row()? {
        rows.push((line.number(), line.iter().map(str::to_owned).collect()));
    }
    Ok(rows)
}

fn read(bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, Unreadable> {
    rows(bytes, &Limits::default())
}

fn print(rows: &[Vec<String>], line_end: &str) -> String {
    let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    rows.iter().map(|row| row.iter().map(quote).collect::<Vec<_>>().join(",") + line_end).collect()
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_shows_them() {
    let text = "a,b\r\n\r\n\"x\ny\",2\r\n,\n3,\"say \"\"no\"\"\"";
    let expected = vec![
        (1, vec!["a".to_owned(), "b".into()]),
        (3, vec!["x\ny".into(), "2".into()]),
        (4, vec![String::new(), String::new()]),
        (5, vec!["3".into(), "say \"no\"".into()]),
    ];
    assert_eq!(read(text.as_bytes()), Ok(expected));
}

#[test]
fn utf8_with_and_without_mark_and_cp949_read_alike() {
    let text = "수행기관,인원\n똠방각하 시니어클럽,3\n";
    let (cp949, _, lossy) = EUC_KR.encode(text);
    assert!(!lossy);
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let plain = Sheet::read(text.as_bytes(), &Limits::default(), None).unwrap();
    let korean = Sheet::read(&cp949, &Limits::default(), None).unwrap();
    assert_eq!(Sheet::read(&marked, &Limits::default(), None).unwrap().rows, plain.rows);
    assert_eq!(korean.rows, plain.rows);
    assert_eq!((plain.format, korean.format), (Format::CsvUtf8, Format::CsvCp949));
    assert_eq!(plain.rows[1].cells[0], Cell::Text("똠방각하 시니어클럽".into()));
}

#[test]
fn cp949_that_begins_with_a_long_ascii_part_is_still_told() {
    let ascii = "id,name\n".repeat(60_000);
    let (korean, _, _) = EUC_KR.encode("7,서울\n");
    let bytes = [ascii.as_bytes(), &korean].concat();
    let mut reader = RowReader::new(bytes.as_slice(), &Limits::bulk());
    let mut last = String::new();
    while let Some(line) = reader.next_row().unwrap() {
        line.get(1).clone_into(&mut last);
    }
    assert_eq!((last.as_str(), reader.encoding()), ("서울", Encoding::Cp949));
}

#[test]
fn what_is_not_text_of_a_table_is_refused_in_its_own_way() {
    let cases: Vec<(Vec<u8>, Unreadable)> = vec![
        (b"\xff\xfea\0,\0".to_vec(), Unreadable::Utf16),
        (b"a,b\n\x81\x20\xff,1\n".to_vec(), Unreadable::Encoding { row: 2 }),
        ("가,나\n".bytes().chain(*b"\xb0\xa1,1\n").collect(), Unreadable::Encoding { row: 1 }),
        (b"a,b\n1,\0\n".to_vec(), Unreadable::Nul { row: 2 }),
        (b"a,b\n1,\"open\n2,3\n".to_vec(), Unreadable::Quote { row: 2 }),
        (b"a,b\n1,\"x\"y\n".to_vec(), Unreadable::Quote { row: 2 }),
        (vec![], Unreadable::Empty),
        (b"\n \n\n"[..1].to_vec(), Unreadable::Empty),
        (b"a\tb\tc\n1\t2\t3\n".to_vec(), Unreadable::Separator),
        (b"a;b;c\n1;2;3\n".to_vec(), Unreadable::Separator),
    ];
    for (bytes, expected) in cases {
        assert_eq!(Sheet::read(&bytes, &Limits::default(), None), Err(expected));
    }
}

#[test]
fn bounds_stop_the_reading() {
    let small = Limits { file_bytes: 40, rows: 3, columns: 4, cells: 8, cell_bytes: 10, ..Limits::default() };
    let cases = [
        ("a,b,c,d,e\n", Unreadable::TooManyColumns { row: 1, limit: 4 }),
        ("1\n2\n3\n4\n", Unreadable::TooManyRows { limit: 3 }),
        ("1,2,3\n1,2,3\n1,2,3\n", Unreadable::TooManyCells { limit: 8 }),
        ("1,12345678901\n", Unreadable::CellTooLong { cell: "B1".into(), limit: 0 }),
        ("1,\"12345678901\"\n", Unreadable::CellTooLong { cell: "B1".into(), limit: 0 }),
        ("1,1,1,1\n1,1,1,1\n1,1,1,1\n1,1,1,1\n1,1,1,1\n1\n", Unreadable::TooLarge { limit: 0 }),
    ];
    for (text, expected) in cases {
        assert_eq!(rows(text.as_bytes(), &small), Err(expected), "{text}");
    }
    let text = Limits { text_bytes: 20, ..Limits::default() };
    let refused = Sheet::read("1234567\n".repeat(9).as_bytes(), &text, None);
    assert_eq!(refused, Err(Unreadable::TooMuchText { limit: 0 }));
}

#[test]
fn a_ten_megabyte_cell_is_refused_at_its_place() {
    let text = format!("이름,비고\n가,\"{}\"\n", "x".repeat(10 * 1024 * 1024));
    let expected = Unreadable::CellTooLong { cell: "B2".into(), limit: 128 };
    assert_eq!(Sheet::read(text.as_bytes(), &Limits::default(), None), Err(expected));
}

#[test]
fn a_resident_number_in_any_cell_refuses_the_file_and_is_not_repeated() {
    for (text, cell) in [
        ("이름,비고\n가,550505-2345678\n", "B2"),
        ("900101-1234567,b\n1,2\n", "A1"),
        ("a,b\n1,2,담당 9001011234567 확인\n", "C2"),
        ("a,b\n501013234567,2\n", "A2"),
    ] {
        let (cp949, _, _) = EUC_KR.encode(text);
        for bytes in [text.as_bytes(), &cp949] {
            let refused = Sheet::read(bytes, &Limits::default(), None).unwrap_err();
            assert_eq!(refused, Unreadable::ResidentNumber { cell: cell.into() });
            let told = format!("{refused} {refused:?} {}", serde_json::to_string(&refused).unwrap());
            assert!(!told.contains("234567"), "{told}");
        }
    }
}

/// Cells that hold anything but NUL, and nothing that looks like a resident number.
fn cells(letters: &'static str) -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = proptest::string::string_regex(letters).expect("a pattern of ours");
    prop::collection::vec(prop::collection::vec(cell, 1..6), 0..8)
}

proptest! {
    #[test]
    fn what_is_printed_in_utf8_reads_back(rows in cells("[^\u{0}0-9]{0,12}"), crlf: bool) {
        let text = print(&rows, if crlf { "\r\n" } else { "\n" });
        let expected: Vec<_> = rows.into_iter().collect();
        let read: Vec<_> = read(&[b"\xef\xbb\xbf", text.as_bytes()].concat()).unwrap().into_iter().map(|(_, row)| row).collect();
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn what_is_printed_in_cp949_reads_back(rows in cells("[가-힣a-z,\"\n\r ]{0,12}")) {
        // A file of a few letters can be valid in both encodings; a first row of plain Korean settles it.
        let mut all = vec![vec!["노인일자리 수행기관".to_owned()]];
        all.extend(rows);
        let text = print(&all, "\r\n");
        let (bytes, _, lossy) = EUC_KR.encode(&text);
        prop_assert!(!lossy);
        let read: Vec<_> = read(&bytes).unwrap().into_iter().map(|(_, row)| row).collect();
        prop_assert_eq!(read, all);
    }

    #[test]
    fn well_formed_text_reads_as_another_reader_reads_it(text in "([a-c]{0,3}(,[a-c]{0,3}){0,4}\r?\n){0,6}") {
        let ours: Vec<Vec<String>> = read(text.as_bytes()).unwrap().into_iter().map(|(_, row)| row).collect();
        let theirs: Vec<Vec<String>> = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes())
            .records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect())
            .collect();
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn row_numbers_rise_and_no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        if let Ok(rows) = read(&bytes) {
            prop_assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
        let _ = Sheet::read(&bytes, &Limits::default(), None);
    }
}

#[test]
fn a_resident_number_parted_over_two_cells_refuses_the_file() {
    let refused = |cell: &str| Err(Unreadable::ResidentNumber { cell: cell.into() });
    assert_eq!(read(b"name,front,back\na,550505-,2345678\n"), refused("B2"));
    // The check digit of 550505-234567 is 0: the weighted sum is 210, and 11 less its rest of 1 ends in 0.
    assert_eq!(read(b"name,front,back\na,550505,2345670\n"), refused("B2"));
    assert_eq!(read(b"name,front,back\na,550505,-2345670\n"), refused("B2"));
    for kept in
        [&b"name,front,back\na,550505,2345678\n"[..], b"a,b\n551305,2345670\n", b"a,b\n1550505,2345670\n"]
    {
        assert!(read(kept).is_ok(), "{}", String::from_utf8_lossy(kept));
    }
}

proptest! {
    #[test]
    fn tables_of_ordinary_figures_are_never_refused(
        figures in proptest::collection::vec((100_000_u32..1_000_000, 1_000_000_u32..10_000_000, 0_u32..100), 40..120),
    ) {
        let line = |(six, seven, few): &(u32, u32, u32)| format!("{six},{seven},{few},{six}\n");
        let text: String = std::iter::once("a,b,c,d\n".to_owned()).chain(figures.iter().map(line)).collect();
        prop_assert!(read(text.as_bytes()).is_ok());
    }
}

#[test]
fn a_resident_number_set_apart_or_with_a_dotted_birthday_refuses_the_file() {
    for cell in ["8 5 0 1 0 1 1 2 3 4 5 6 7", "85.01.01-1234567", "홍 (85/01/01 - 1234567)"] {
        let read = Sheet::read(format!("이름,번호\n홍,{cell}\n").as_bytes(), &Limits::default(), None);
        assert_eq!(read, Err(Unreadable::ResidentNumber { cell: "B2".into() }), "{cell}");
    }
    let figures = "월,값\n22.11.23 1500000,1 2 3 4 5 6 7 8 9 10 11 12\n";
    assert!(Sheet::read(figures.as_bytes(), &Limits::default(), None).is_ok());
}
