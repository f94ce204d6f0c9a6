//! Packs workbooks by hand, honest and hostile ones.
#![allow(dead_code, clippy::allow_attributes, reason = "each test file uses another part of it")]

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

/// A workbook of about half a megabyte whose sheet unpacks to `megabytes`, written without holding them.
pub fn bomb(megabytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in workbook("").into_iter().filter(|(name, _)| !name.contains("sheet1")) {
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    zip.write_all(SHEET_START.as_bytes()).unwrap();
    let block = " ".repeat(1024 * 1024);
    for _ in 0..megabytes {
        zip.write_all(block.as_bytes()).unwrap();
    }
    zip.write_all(SHEET_END.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// Overwrites the unpacked size of the largest part in both headers, as a lying bomb does.
pub fn understate(bytes: &mut [u8], size: u32) {
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
