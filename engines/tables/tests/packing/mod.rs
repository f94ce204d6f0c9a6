//! Packs workbooks by hand, honest and hostile ones.
#![expect(clippy::unwrap_used, reason = "only tests use it")]

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

pub const SHEET_START: &str = "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";
pub const SHEET_END: &str = "</sheetData></worksheet>";

const WORKBOOK: &str = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
const RELATIONS: &str = "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>";

/// The parts of a small workbook around this sheet.
pub fn workbook(sheet: &str) -> Vec<(String, Vec<u8>)> {
    vec![
        ("xl/workbook.xml".into(), WORKBOOK.into()),
        ("xl/_rels/workbook.xml.rels".into(), RELATIONS.into()),
        ("xl/worksheets/sheet1.xml".into(), sheet.into()),
    ]
}

/// A packed workbook around this sheet.
pub fn book(sheet: &str) -> Vec<u8> {
    pack(&workbook(sheet))
}

/// Packs parts with deflate.
pub fn pack(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
