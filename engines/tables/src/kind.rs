//! What a file is, by its content and never by its name.

use serde::{Deserialize, Serialize};

use crate::Unreadable;

/// What the bytes of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// No bytes at all.
    Empty,
    /// Text that may be comma-separated.
    Text,
    /// A workbook of 2007 or later, without macros.
    Xlsx,
    /// A workbook with macros.
    MacroWorkbook,
    /// A binary workbook of 2007.
    Xlsb,
    /// A workbook before 2007.
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
    /// A document of Hancom's word processor before HWPX.
    Hwp,
    /// A document of Hancom's word processor in packed XML.
    Hwpx,
    /// A word-processor or presentation file of another suite.
    OfficeDocument,
    /// A PDF.
    Pdf,
    /// A picture.
    Image,
    /// An archive that is no office file.
    Archive,
    /// Locked with a password.
    Protected,
    /// HTML or XML.
    WebPage,
    /// UTF-16 text.
    Utf16,
    /// Something else, such as a program.
    Unknown,
}

/// Tells what a file is from all of its bytes; it unpacks nothing.
pub fn kind(bytes: &[u8]) -> Kind {
    if bytes.is_empty() {
        return Kind::Empty;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return packed(bytes);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return compound(bytes);
    }
    by_magic(bytes).unwrap_or_else(|| text(bytes))
}

impl Kind {
    /// The refusal for this kind, or nothing when it can be read as a table.
    pub fn refusal(self) -> Option<Unreadable> {
        Some(match self {
            Self::Text | Self::Xlsx => return None,
            Self::Empty => Unreadable::Empty,
            Self::MacroWorkbook => Unreadable::Macro,
            Self::Xlsb => Unreadable::BinaryExcel,
            Self::Xls => Unreadable::OldExcel,
            Self::Ods => Unreadable::OpenDocument,
            Self::Hwp => Unreadable::Hwp,
            Self::Hwpx => Unreadable::Hwpx,
            Self::OfficeDocument => Unreadable::OfficeDocument,
            Self::Pdf => Unreadable::Pdf,
            Self::Image => Unreadable::Image,
            Self::Archive => Unreadable::Archive,
            Self::Protected => Unreadable::Protected,
            Self::WebPage => Unreadable::WebPage,
            Self::Utf16 => Unreadable::Utf16,
            Self::Unknown => Unreadable::UnknownKind,
        })
    }
}

/// Kinds told by their first bytes.
fn by_magic(bytes: &[u8]) -> Option<Kind> {
    const MAGIC: [(&[u8], Kind); 20] = [
        (b"%PDF", Kind::Pdf),
        (b"HWP Document File", Kind::Hwp),
        (b"\x89PNG", Kind::Image),
        (b"\xff\xd8\xff", Kind::Image),
        (b"GIF8", Kind::Image),
        (b"II*\0", Kind::Image),
        (b"MM\0*", Kind::Image),
        (b"BM\0", Kind::Image),
        (b"7z\xbc\xaf\x27\x1c", Kind::Archive),
        (b"Rar!\x1a", Kind::Archive),
        (b"\x1f\x8b", Kind::Archive),
        (b"EGGA", Kind::Archive),
        (b"ALZ\x01", Kind::Archive),
        (b"{\\rtf", Kind::OfficeDocument),
        (b"\x7fELF", Kind::Unknown),
        (b"MZ\x90\0", Kind::Unknown),
        (b"SQLite format 3\0", Kind::Unknown),
        (b"\xff\xfe", Kind::Utf16),
        (b"\xfe\xff", Kind::Utf16),
        (b"\x09\x08", Kind::Xls),
    ];
    if bytes.len() > 12 && (&bytes[4..8] == b"ftyp" || bytes.starts_with(b"RIFF") && &bytes[8..12] == b"WEBP")
    {
        return Some(Kind::Image);
    }
    let bitmap = bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]);
    bitmap
        .then_some(Kind::Image)
        .or_else(|| MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind))
}

/// How pages, drawings and scripts made of tags begin.
const TAGS: [&[u8]; 18] = [
    b"<html",
    b"<!doctype",
    b"<?xml",
    b"<?php",
    b"<!--",
    b"<table",
    b"<head",
    b"<body",
    b"<meta",
    b"<style",
    b"<script",
    b"<svg",
    b"<div",
    b"<iframe",
    b"<img",
    b"<link",
    b"<form",
    b"<title",
];

/// Kinds of text: a page of tags, UTF-16 without its mark, or text for a table.
fn text(bytes: &[u8]) -> Kind {
    let head = &bytes[..bytes.len().min(4096)];
    let body = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let start: Vec<u8> = body.iter().copied().skip_while(u8::is_ascii_whitespace).take(16).collect();
    let start = start.to_ascii_lowercase();
    if TAGS.iter().any(|tag| start.starts_with(tag)) {
        return Kind::WebPage;
    }
    if bytes.starts_with(b"MZ") && head.contains(&0) || bytes.starts_with(b"#!") {
        return Kind::Unknown;
    }
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let nuls = even + odd;
    if nuls * 4 >= head.len() && (odd * 10 >= nuls * 9 || odd * 10 <= nuls) {
        return Kind::Utf16;
    }
    let controls = head.iter().filter(|byte| matches!(byte, 1..=8 | 14..=31)).count();
    if controls * 20 > head.len() { Kind::Unknown } else { Kind::Text }
}

/// Kinds of OLE compound files, by the names of their streams.
fn compound(bytes: &[u8]) -> Kind {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        contains(bytes, &wide)
    };
    if has("EncryptionInfo") || has("EncryptedPackage") {
        Kind::Protected
    } else if contains(bytes, b"HWP Document File") || has("HwpSummaryInformation") {
        Kind::Hwp
    } else if has("WordDocument") || has("PowerPoint Document") {
        Kind::OfficeDocument
    } else if has("Workbook") || has("Book") {
        Kind::Xls
    } else {
        Kind::Unknown
    }
}

/// Kinds of packed files, by the names in their directory.
fn packed(bytes: &[u8]) -> Kind {
    match bytes.get(30..) {
        Some(rest) if rest.starts_with(b"mimetypeapplication/hwp+zip") => return Kind::Hwpx,
        Some(rest) if rest.starts_with(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet") => {
            return Kind::Ods;
        }
        Some(rest) if rest.starts_with(b"mimetypeapplication/vnd.oasis.opendocument.") => {
            return Kind::OfficeDocument;
        }
        _ => {}
    }
    let mut found = Kind::Archive;
    for (flags, name) in directory(bytes) {
        let name = name.to_ascii_lowercase();
        if flags & 1 == 1 {
            return Kind::Protected;
        }
        match name.as_slice() {
            b"xl/vbaproject.bin" => return Kind::MacroWorkbook,
            b"xl/workbook.bin" => return Kind::Xlsb,
            b"word/document.xml" | b"ppt/presentation.xml" => return Kind::OfficeDocument,
            b"contents/content.hpf" => return Kind::Hwpx,
            _ if name.starts_with(b"xl/") => found = Kind::Xlsx,
            _ => {}
        }
    }
    if found == Kind::Archive && contains(&bytes[..bytes.len().min(65_536)], b"xl/work") {
        // The directory at the end is gone: a workbook cut off on its way.
        return Kind::Xlsx;
    }
    found
}

/// Flags and names of every central directory record, found by signature; at most 5,000 are looked at.
fn directory(bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let record = at + find(&bytes[at..], b"PK\x01\x02")?;
        at = record + 4;
        let word = |offset: usize| -> Option<u16> {
            Some(u16::from_le_bytes(bytes.get(record + offset..record + offset + 2)?.try_into().ok()?))
        };
        let length = usize::from(word(28)?);
        Some((word(8)?, bytes.get(record + 46..record + 46 + length)?))
    })
    .take(5_000)
}

/// How many central directory records the bytes hold, whatever the end record claims.
pub(crate) fn directory_records(bytes: &[u8], enough: u64) -> u64 {
    let (mut at, mut count) = (0, 0);
    while let Some(step) = find(&bytes[at..], b"PK\x01\x02") {
        at += step + 4;
        count += 1;
        if count > enough {
            break;
        }
    }
    count
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    find(bytes, part).is_some()
}

/// The first place of `part`, stepping from one occurrence of its first byte to the next.
fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    let (first, rest) = part.split_first()?;
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(|byte| byte == first) {
        at += step + 1;
        if bytes[at..].starts_with(rest) {
            return Some(at - 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ole(names: &[&str]) -> Vec<u8> {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.resize(1024, 0);
        for name in names {
            bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            bytes.resize(bytes.len() + 128, 0);
        }
        bytes
    }

    #[test]
    fn each_kind_is_told_by_its_content() {
        let hwp = [ole(&["FileHeader"]), b"HWP Document File".to_vec()].concat();
        let hwpx = [&b"PK\x03\x04"[..], &[0; 26], b"mimetypeapplication/hwp+zip"].concat();
        let wide: Vec<u8> = "a,b\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases: Vec<(Vec<u8>, Kind)> = vec![
            (vec![], Kind::Empty),
            (ole(&["EncryptionInfo", "EncryptedPackage"]), Kind::Protected),
            (ole(&["Workbook"]), Kind::Xls),
            (ole(&["WordDocument"]), Kind::OfficeDocument),
            (ole(&[]), Kind::Unknown),
            (hwp, Kind::Hwp),
            (hwpx, Kind::Hwpx),
            (b"PK\x05\x06".to_vec(), Kind::Archive),
            (b"%PDF-1.7".to_vec(), Kind::Pdf),
            (b"\x89PNG\r\n\x1a\n".to_vec(), Kind::Image),
            (b"\xff\xfea\0".to_vec(), Kind::Utf16),
            (wide, Kind::Utf16),
            (b"\xef\xbb\xbf <HTML><table>".to_vec(), Kind::WebPage),
            (b"<?xml version=\"1.0\"?>".to_vec(), Kind::WebPage),
            (b"\n<svg width=\"1\">".to_vec(), Kind::WebPage),
            (b"<!-- a --><p>".to_vec(), Kind::WebPage),
            (b"MZ\x01\0".to_vec(), Kind::Unknown),
            (b"#!/bin/sh".to_vec(), Kind::Unknown),
            (b"MZ,name\n".to_vec(), Kind::Text),
            (b"\x7fELF\x02\x01".to_vec(), Kind::Unknown),
            (b"BM,name\n".to_vec(), Kind::Text),
            ("기관,월\n".as_bytes().to_vec(), Kind::Text),
        ];
        for (bytes, expected) in cases {
            assert_eq!(kind(&bytes), expected, "{:?}", &bytes[..bytes.len().min(24)]);
        }
    }

    #[test]
    fn only_text_and_plain_workbooks_are_read() {
        assert_eq!(Kind::Text.refusal(), None);
        assert_eq!(Kind::Xlsx.refusal(), None);
        assert_eq!(Kind::Hwp.refusal(), Some(Unreadable::Hwp));
        assert_eq!(Kind::Protected.refusal(), Some(Unreadable::Protected));
    }
}
