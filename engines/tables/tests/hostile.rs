//! A corpus of hostile files, made here: each is refused with its own reason, quickly.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod packing;

use std::io::{Cursor, Write};

use packing::{SHEET_END, SHEET_START, book, pack, workbook};
use tables::{Limits, Place, Sheet, Unreadable};
use zip::write::{SimpleFileOptions, ZipWriter};

fn refused(bytes: &[u8]) -> Unreadable {
    Sheet::read(bytes, &Limits::default(), None).unwrap_err()
}

fn sheet(rows: &str) -> Vec<u8> {
    book(&format!("{SHEET_START}{rows}{SHEET_END}"))
}

#[test]
fn half_a_megabyte_that_unpacks_to_five_hundred_is_refused_by_its_directory() {
    let bytes = bomb(500);
    assert!((300_000..700_000).contains(&bytes.len()), "{}", bytes.len());
    assert_eq!(refused(&bytes), Unreadable::UnpacksTooLarge { limit: 200 });
    let any_ratio = Limits { ratio: u64::MAX, ..Limits::default() };
    assert_eq!(Sheet::read(&bytes, &any_ratio, None), Err(Unreadable::UnpacksTooLarge { limit: 200 }));
}

#[test]
fn a_bomb_that_understates_its_size_is_stopped_while_unpacking() {
    let mut bytes = bomb(25);
    understate(&mut bytes, 40_000);
    assert_eq!(refused(&bytes), Unreadable::DamagedPart { place: Place::Sheet });
}

#[test]
fn one_long_text_used_by_many_cells_is_stopped_by_the_text_kept() {
    let row = |row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>");
    let rows: Vec<String> = (1..=2000).map(row).collect();
    let mut parts = workbook(&format!("{SHEET_START}{}{SHEET_END}", rows.concat()));
    let text = "가나다라마".repeat(6_000);
    parts.push(("xl/sharedStrings.xml".into(), format!("<sst><si><t>{text}</t></si></sst>").into()));
    assert_eq!(refused(&pack(&parts)), Unreadable::TooMuchText { limit: 32 });
}

#[test]
fn more_parts_than_a_workbook_has_are_refused_before_the_directory_is_read() {
    let mut parts = workbook("");
    parts.extend((0..1_001).map(|part| (format!("xl/x{part}.xml"), vec![])));
    assert_eq!(refused(&pack(&parts)), Unreadable::TooManyParts { limit: 1_000 });
}

#[test]
fn names_that_lead_outside_and_links_are_refused() {
    for name in ["../../etc/passwd", "/etc/passwd", "xl/../../x.xml", "C:\\x.xml", "xl\\..\\..\\x"] {
        let mut parts = workbook("");
        parts.push((name.into(), vec![]));
        assert_eq!(refused(&pack(&parts)), Unreadable::UnsafeName, "{name}");
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("xl/workbook.xml", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    assert_eq!(refused(&zip.finish().unwrap().into_inner()), Unreadable::UnsafeName);
}

#[test]
fn document_types_and_entities_are_refused() {
    let external = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row><c t=\"str\"><v>&a;</v></c></row></sheetData></worksheet>";
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><worksheet>&c;</worksheet>";
    let undeclared = format!("{SHEET_START}<row><c t=\"str\"><v>&c;</v></c></row>{SHEET_END}");
    for sheet in [external, laughs, &undeclared] {
        let expected = Unreadable::Entities { place: Place::Sheet };
        assert_eq!(refused(&book(sheet)), expected);
    }
    let mut parts = workbook(&format!("{SHEET_START}<row><c><v>1</v></c></row>{SHEET_END}"));
    parts.push(("docProps/app.xml".into(), laughs.into()));
    assert_eq!(refused(&pack(&parts)), Unreadable::Entities { place: Place::Properties });
}

#[test]
fn sixteen_thousand_columns_are_refused_and_empty_ones_are_not_counted() {
    let wide = "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>";
    assert_eq!(refused(&sheet(wide)), Unreadable::TooManyColumns { row: 1, limit: 100 });
    let blank = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"XFD1\" s=\"3\"/></row>";
    assert_eq!(Sheet::read(&sheet(blank), &Limits::default(), None).unwrap().rows[0].cells.len(), 1);
}

#[test]
fn a_long_text_a_long_tag_and_deep_nesting_are_refused() {
    let long = "x".repeat(10 * 1024 * 1024);
    let text = format!("<row><c t=\"str\"><v>{long}</v></c></row>");
    let loose = Limits { ratio: 100_000, ..Limits::default() };
    let too_long = Err(Unreadable::TextTooLong { limit: 128 });
    assert_eq!(Sheet::read(&sheet(&text), &loose, None), too_long);
    assert_eq!(Sheet::read(&sheet(&format!("<row r=\"{long}\"/>")), &loose, None), too_long);
    assert_eq!(refused(&sheet(&"<row>".repeat(1000))), Unreadable::DamagedPart { place: Place::Sheet });
}

#[test]
fn broken_references_rows_out_of_order_and_cut_files_are_refused() {
    for rows in [
        "<row r=\"2\"/><row r=\"1\"/>",
        "<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A9\"><v>1</v></c></row>",
        "<row r=\"1\"><c t=\"s\"><v>5</v></c></row>",
        "<row r=\"1\"><c><v>abc</v></c></row>",
        "<row r=\"9999999\"/>",
        "<row></c></row>",
    ] {
        assert_eq!(refused(&sheet(rows)), Unreadable::DamagedPart { place: Place::Sheet }, "{rows}");
    }
    let whole = sheet("<row><c><v>1</v></c></row>");
    assert_eq!(refused(&whole[..whole.len() / 2]), Unreadable::Damaged);
    assert_eq!(refused(&whole[..whole.len() - 10]), Unreadable::Damaged);
}

#[test]
fn macros_passwords_binary_and_foreign_packages_are_told_apart() {
    let with = |name: &str| {
        let mut parts = workbook("");
        parts.push((name.into(), b"x".to_vec()));
        pack(&parts)
    };
    assert_eq!(refused(&with("xl/vbaProject.bin")), Unreadable::Macro);
    assert_eq!(refused(&with("xl/workbook.bin")), Unreadable::BinaryExcel);
    assert_eq!(refused(&pack(&[("word/document.xml".into(), vec![])])), Unreadable::OfficeDocument);
    assert_eq!(refused(&pack(&[("사진.jpg".into(), vec![1])])), Unreadable::Archive);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("mimetype", stored).unwrap();
    zip.write_all(b"application/hwp+zip").unwrap();
    assert_eq!(refused(&zip.finish().unwrap().into_inner()), Unreadable::Hwpx);
    let mut locked = with("xl/x.xml");
    for at in 0..locked.len() - 4 {
        match &locked[at..at + 4] {
            b"PK\x01\x02" => locked[at + 8] |= 1,
            b"PK\x03\x04" => locked[at + 6] |= 1,
            _ => {}
        }
    }
    assert_eq!(refused(&locked), Unreadable::Protected);
}

#[test]
fn a_workbook_inside_a_workbook_is_not_opened() {
    let inner = bomb(25);
    let mut parts = workbook(&format!("{SHEET_START}<row><c><v>1</v></c></row>{SHEET_END}"));
    parts.push(("xl/embeddings/inner.xlsx".into(), inner));
    let read = Sheet::read(&pack(&parts), &Limits::default(), None).unwrap();
    assert_eq!(read.rows.len(), 1);
}

#[test]
fn parts_that_share_their_bytes_are_refused() {
    // One packed part listed many times over, as in a bomb of overlapping files.
    let one = pack(&[("xl/workbook.xml".into(), vec![b' '; 40_000])]);
    let at = one.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    let end = one.windows(4).position(|four| four == b"PK\x05\x06").unwrap();
    let mut bytes = one[..at].to_vec();
    let mut directory = Vec::new();
    for copy in 0..50_u8 {
        let mut record = one[at..end].to_vec();
        record[46 + 3] = b'a' + copy % 26;
        record[46 + 4] = b'a' + copy / 26;
        directory.extend(record);
    }
    let mut tail = one[end..].to_vec();
    tail[8..10].copy_from_slice(&50_u16.to_le_bytes());
    tail[10..12].copy_from_slice(&50_u16.to_le_bytes());
    tail[12..16].copy_from_slice(&(directory.len() as u32).to_le_bytes());
    bytes.extend(directory);
    bytes.extend(tail);
    assert_eq!(refused(&bytes), Unreadable::Damaged);
}

/// A workbook whose sheets of 25 MB of blanks unpack to `megabytes`, one kilobyte to the megabyte.
///
/// One sheet is packed once and its packed bytes are used for the others.
fn bomb(megabytes: usize) -> Vec<u8> {
    let blanks = format!("{SHEET_START}<row>{}</row>{SHEET_END}", " ".repeat(25 * 1024 * 1024));
    let one = pack(&[("sheet".into(), blanks.into_bytes())]);
    let mut one = zip::ZipArchive::new(Cursor::new(one)).unwrap();
    let mut zip = ZipWriter::new_append(Cursor::new(pack(&workbook("")[..2]))).unwrap();
    for copy in 1..=megabytes / 25 {
        let packed = one.by_index_raw(0).unwrap();
        zip.raw_copy_file_rename(packed, format!("xl/worksheets/sheet{copy}.xml")).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Overwrites the unpacked size of the largest part in both headers, as a lying bomb does.
fn understate(bytes: &mut [u8], size: u32) {
    let mut largest = (0, 0);
    for at in 0..bytes.len().saturating_sub(46) {
        if bytes[at..].starts_with(b"PK\x01\x02") {
            let field = at + 24;
            let value = u32::from_le_bytes(bytes[field..field + 4].try_into().unwrap());
            largest = largest.max((value, at));
        }
    }
    let record = largest.1;
    let local = u32::from_le_bytes(bytes[record + 42..record + 46].try_into().unwrap()) as usize;
    bytes[record + 24..record + 28].copy_from_slice(&size.to_le_bytes());
    bytes[local + 22..local + 26].copy_from_slice(&size.to_le_bytes());
}
