//! Searches OLE compound files: HWP 5, and the streams of XLS, DOC and PPT.

use std::io::{Cursor, Read};

use base::halves::TextSearch;
use base::resident::is_resident_number;
use flate2::read::DeflateDecoder;
use tables::{Limits, MEBIBYTE, Unreadable};

use super::{Searched, verdict};
use crate::{NotOpened, Refused};

type Compound<'a> = cfb::CompoundFile<Cursor<&'a [u8]>>;

/// Flags of an HWP 5 header: packed, locked with a password, for handing out only.
const PACKED: u32 = 1;
const LOCKED: u32 = 0b110;
/// The record of an HWP 5 section that holds a paragraph's text.
const PARAGRAPH: u32 = 67;
/// Records of an old workbook: a number, several short numbers, a short number, and that the file is locked.
const NUMBER: u16 = 0x0203;
const FILE_PASS: u16 = 0x002f;

/// Searches every stream.
pub(super) fn search(bytes: &[u8], limits: &Limits) -> Result<Searched, NotOpened> {
    let damaged = |_| Unreadable::Damaged;
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let paths: Vec<std::path::PathBuf> = file
        .walk()
        .filter(cfb::Entry::is_stream)
        .take(limits.entries as usize)
        .map(|entry| entry.path().to_owned())
        .collect();
    let flags = hwp_flags(&mut file);
    if flags.is_some_and(|flags| flags & LOCKED != 0) {
        return Err(Refused::Locked.into());
    }
    let (mut search, mut left) = (TextSearch::default(), limits.unpacked_bytes);
    let (mut pictures, mut apart) = (false, false);
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        if name.contains("BinData") || name.contains("ObjectPool") || name.contains("Pictures") {
            pictures = true;
            continue;
        }
        let stream = file.open_stream(&path).map_err(damaged)?;
        let section = name.contains("BodyText") || name.contains("DocInfo") || name.contains("ViewText");
        let content = match flags {
            Some(flags) if section && flags & PACKED != 0 => {
                bounded(DeflateDecoder::new(stream), limits, &mut left)?
            }
            _ => bounded(stream, limits, &mut left)?,
        };
        match flags {
            Some(_) if section => apart |= paragraphs(&content, &mut search),
            Some(_) => wide(&content, &mut search),
            None => old_office(&name, &content, &mut search)?,
        }
        if apart || search.found() {
            break;
        }
    }
    verdict(search.finish() || apart, if pictures { Searched::Partly } else { Searched::Wholly })
}

/// The flags of an HWP 5 file; nothing for other compound files.
fn hwp_flags(file: &mut Compound<'_>) -> Option<u32> {
    let mut head = [0; 40];
    file.open_stream("/FileHeader").ok()?.read_exact(&mut head).ok()?;
    head.starts_with(b"HWP Document File")
        .then(|| u32::from_le_bytes([head[36], head[37], head[38], head[39]]))
}

/// Reads a stream as far as its bounds allow.
fn bounded(stream: impl Read, limits: &Limits, left: &mut u64) -> Result<Vec<u8>, NotOpened> {
    let most = limits.entry_bytes.min(*left);
    let mut content = Vec::new();
    stream.take(most + 1).read_to_end(&mut content).map_err(|_| Unreadable::Damaged)?;
    if content.len() as u64 > most {
        return Err(Unreadable::UnpacksTooLarge { limit: limits.unpacked_bytes / MEBIBYTE }.into());
    }
    *left -= content.len() as u64;
    Ok(content)
}

/// Searches the paragraphs among the records of an HWP 5 section; true when one holds a number set apart.
fn paragraphs(mut records: &[u8], search: &mut TextSearch) -> bool {
    let mut apart = false;
    while let Some((tag, content, rest)) = record(records) {
        if tag == PARAGRAPH {
            let text = paragraph(content);
            apart |= tables::holds_resident_number(&text);
            search.piece(&text);
            search.end();
        }
        records = rest;
    }
    apart
}

/// One record: 10 bits of tag, 10 of level, 12 of length, and four bytes more where the length needs them.
fn record(bytes: &[u8]) -> Option<(u32, &[u8], &[u8])> {
    let word = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let head = word(0)?;
    let (from, length): (usize, usize) = match head >> 20 {
        0xfff => (8, word(4)? as usize),
        length => (4, length as usize),
    };
    let content = bytes.get(from..from.checked_add(length)?)?;
    Some((head & 0x3ff, content, &bytes[from + length..]))
}

/// The letters of a paragraph; a control takes one unit or eight, and parts words.
fn paragraph(content: &[u8]) -> String {
    let units: Vec<u16> =
        content.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let (mut letters, mut at) = (Vec::with_capacity(units.len()), 0);
    while let Some(unit) = units.get(at) {
        at += match unit {
            // A hyphen and blanks of their own.
            24 => {
                letters.push(u16::from(b'-'));
                1
            }
            0 | 10 | 13 | 25..=31 => {
                letters.push(u16::from(b' '));
                1
            }
            1..=9 | 11 | 12 | 14..=23 => {
                letters.push(u16::from(b' '));
                8
            }
            _ => {
                letters.push(*unit);
                1
            }
        };
    }
    String::from_utf16_lossy(&letters)
}

/// Searches bytes as UTF-16 from both places where it may begin.
fn wide(content: &[u8], search: &mut TextSearch) {
    for from in 0..2.min(content.len()) {
        let units = content[from..].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let text: String = char::decode_utf16(units).map(|letter| letter.unwrap_or(' ')).collect();
        super::lines(&text.replace(char::is_control, "\n"), search);
    }
}

/// Searches a stream of XLS, DOC or PPT as single bytes, as UTF-16, and the numbers of a workbook.
fn old_office(name: &str, content: &[u8], search: &mut TextSearch) -> Result<(), NotOpened> {
    if name.ends_with("Workbook") || name.ends_with("Book") {
        numbers(content, search)?;
    }
    let word_locked = name.ends_with("WordDocument") && content.get(11).is_some_and(|flags| flags & 1 == 1);
    if word_locked || name.contains("EncryptedSummary") {
        return Err(Refused::Locked.into());
    }
    let plain: String = content
        .iter()
        .map(|byte| if byte.is_ascii_graphic() || *byte == b' ' { *byte as char } else { '\n' })
        .collect();
    super::lines(&plain, search);
    wide(content, search);
    Ok(())
}

/// Searches the numbers of an old workbook, whose records are a kind, a length and a content.
fn numbers(mut records: &[u8], search: &mut TextSearch) -> Result<(), NotOpened> {
    while let Some(head) = records.get(..4) {
        let (kind, length) =
            (u16::from_le_bytes([head[0], head[1]]), usize::from(u16::from_le_bytes([head[2], head[3]])));
        let Some(content) = records.get(4..4 + length) else { return Ok(()) };
        if kind == FILE_PASS {
            return Err(Refused::Locked.into());
        }
        if kind == NUMBER
            && let Some(Ok(bytes)) = content.get(6..14).map(<[u8; 8]>::try_from)
        {
            let number = f64::from_le_bytes(bytes);
            if number.fract() == 0.0 && number.abs() < 1e15 && is_resident_number(number as i64) {
                return Err(Refused::ResidentNumberInDocument.into());
            }
        }
        records = &records[4 + length..];
    }
    search.end();
    Ok(())
}
