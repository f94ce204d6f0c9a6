//! Tables as comma-separated values (RFC 4180 with LF), in UTF-8 or CP949, safe to open in a spreadsheet.
//!
//! A cell that a spreadsheet would run as a formula (first character `=`, `+`, `-`, `@`, tab, CR or NUL; OWASP ASVS
//! 1.2.10) gets an apostrophe before it; [`unguarded`] takes exactly that apostrophe away again. Plain negative numbers
//! stay numbers.

use std::borrow::Cow;

use encoding_rs::EUC_KR;

use crate::{Cell, Outside, Unwritable};

/// At most so many unwritable characters are listed.
const LISTED: usize = 100;

/// How the bytes of the file are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a mark: for programs.
    Utf8,
    /// UTF-8 with a byte order mark: for Excel, which otherwise takes it for CP949.
    Utf8Bom,
    /// CP949 (WHATWG `euc-kr`): for older Korean programs.
    Cp949,
}

/// Writes a header and rows; short rows are filled with empty cells.
pub fn write(header: &[String], rows: &[Vec<Cell>], encoding: Encoding) -> Result<Vec<u8>, Unwritable> {
    if let Some(at) = rows.iter().position(|row| row.len() > header.len()) {
        return Err(Unwritable::RowTooWide { row: at + 1 });
    }
    let mut outside = Vec::new();
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let titles: Vec<Cell> = header.iter().map(|title| Cell::from(title.as_str())).collect();
    for (at, row) in std::iter::once(&titles).chain(rows).enumerate() {
        let record = (0..header.len()).map(|column| {
            let text = field(row.get(column).unwrap_or(&Cell::Empty), encoding);
            if encoding == Encoding::Cp949 {
                note_outside(&text, at + 1, &header[column], &mut outside);
            }
            text
        });
        out.write_record(record).map_err(|error| Unwritable::Writer { reason: error.to_string() })?;
    }
    if !outside.is_empty() {
        return Err(Unwritable::OutsideCp949 { characters: outside });
    }
    let text = out.into_inner().map_err(|error| Unwritable::Writer { reason: error.to_string() })?;
    Ok(encoded(text, encoding))
}

/// Guards a text against being run as a formula; [`unguarded`] undoes it.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_dangerous(text) && !is_plain_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Takes the guard away that [`guarded`] put there, and nothing else.
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_dangerous(rest) => rest,
        _ => text,
    }
}

/// Replaces what CP949 lacks but has a near twin for: dashes, spaces, bullets, the won sign, split Hangul letters.
///
/// Characters that CP949 has are left alone, so the text of an ordinary table does not change.
pub fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in composed(text).chars() {
        if in_cp949(character) {
            out.push(character);
        } else {
            match character {
                '\u{2014}' => out.push('\u{2015}'),
                '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}' => out.push('-'),
                '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => out.push(' '),
                '\u{2022}' | '\u{2027}' | '\u{30fb}' | '\u{318d}' => out.push('\u{b7}'),
                '\u{201a}' => out.push(','),
                '\u{201b}' => out.push('\u{2018}'),
                '\u{201e}' | '\u{201f}' => out.push('\u{201c}'),
                '\u{20a9}' => out.push('\u{ffe6}'),
                '\u{301c}' => out.push('\u{223c}'),
                '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
                other => out.push(other),
            }
        }
    }
    out
}

/// One cell as the text of its field.
fn field(cell: &Cell, encoding: Encoding) -> String {
    let plain = cell.plain();
    match cell {
        Cell::Text(_) if encoding == Encoding::Cp949 => guarded(&mended(&plain)).into_owned(),
        Cell::Text(_) => guarded(&plain).into_owned(),
        _ => plain,
    }
}

/// Whether a spreadsheet might run the text, leading apostrophes aside.
fn is_dangerous(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\0'])
}

/// Whether the text is a number that needs no guard: an optional minus, digits, at most one point between digits.
fn is_plain_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(unsigned),
    }
}

/// Adds the characters of a text that CP949 lacks to the list, up to its end.
fn note_outside(text: &str, line: usize, column: &str, outside: &mut Vec<Outside>) {
    for character in text.chars().filter(|&character| !in_cp949(character)) {
        if outside.len() < LISTED {
            outside.push(Outside { line, column: column.to_owned(), character });
        }
    }
}

/// Whether CP949 has the character.
fn in_cp949(character: char) -> bool {
    character.is_ascii() || !EUC_KR.encode(character.encode_utf8(&mut [0; 4])).2
}

/// The bytes of the file; for CP949 every character has been looked at before.
fn encoded(text: Vec<u8>, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text,
        Encoding::Utf8Bom => [b"\xef\xbb\xbf".as_slice(), &text].concat(),
        Encoding::Cp949 => {
            let text = String::from_utf8(text).expect("fields were strings and separators are ASCII");
            EUC_KR.encode(&text).0.into_owned()
        }
    }
}

/// Joins Hangul that came as single letters (as one maker's file names do) into syllables (Unicode 3.12).
fn composed(text: &str) -> String {
    const LEAD: u32 = 0x1100;
    const VOWEL: u32 = 0x1161;
    const TAIL: u32 = 0x11a7;
    const SYLLABLE: u32 = 0xac00;
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let code = u32::from(character);
        let last = out.chars().next_back().map_or(0, u32::from);
        let joined = if (VOWEL..VOWEL + 21).contains(&code) && (LEAD..LEAD + 19).contains(&last) {
            Some(SYLLABLE + ((last - LEAD) * 21 + (code - VOWEL)) * 28)
        } else if (TAIL + 1..TAIL + 28).contains(&code)
            && (SYLLABLE..SYLLABLE + 11_172).contains(&last)
            && (last - SYLLABLE).is_multiple_of(28)
        {
            Some(last + code - TAIL)
        } else {
            None
        };
        if let Some(syllable) = joined.and_then(char::from_u32) {
            out.pop();
            out.push(syllable);
        } else {
            out.push(character);
        }
    }
    out
}
