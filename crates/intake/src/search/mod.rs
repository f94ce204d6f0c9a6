//! Searches a file that is kept as it came for resident registration numbers, whatever its format.
//!
//! What is searched: text in any encoding, also as a table whose cells part a number; everything of a workbook and
//! of HWPX, DOCX, PPTX, ODT and ODS that is text or an attribute; body, headers and preview of HWP 5; every stream
//! of XLS, DOC and PPT; text, form fields and notes of a PDF. What counts as a number is told in
//! [`base::resident`] (13 digits, 6 + 7), [`base::halves`] (parted over two cells) and
//! [`tables::holds_resident_number`] (digits set apart, a dotted birthday). Pictures are not, nor pictures and objects inside documents: [`Searched::Partly`] says that
//! something may be left, and a person has to look.

mod compound;
mod pdf;

use base::halves::{Half, Neighbours, TextSearch};
use base::resident::text_cell_holds;
use encoding_rs::{EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use serde::{Deserialize, Serialize};
use tables::{Kind, Limits, Sheet, Unreadable, kind, search_package};

use crate::{NotOpened, Refused};

/// How much of a file was searched, when nothing was found in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Searched {
    /// All of its text.
    Wholly,
    /// What could be; a picture, or a page that is one, was not.
    Partly,
}

/// Searches a file in this process.
pub fn search_here(bytes: &[u8], limits: &Limits) -> Result<Searched, NotOpened> {
    let kind = kind(bytes);
    match kind {
        Kind::Text | Kind::Utf16 => text(bytes),
        Kind::Xlsx => match Sheet::read(bytes, limits, None) {
            // A workbook without rows is still searched: its other parts were before this was told.
            Ok(_) | Err(Unreadable::Empty) => Ok(Searched::Wholly),
            Err(refusal) => Err(refusal.into()),
        },
        Kind::Hwpx | Kind::Ods => packed(bytes, limits),
        Kind::OfficeDocument if bytes.starts_with(b"PK") => packed(bytes, limits),
        Kind::OfficeDocument if bytes.starts_with(b"{\\rtf") => text(bytes),
        Kind::Hwp if bytes.starts_with(b"HWP Document File") => Err(Refused::TooOld.into()),
        Kind::Hwp | Kind::Xls | Kind::OfficeDocument => compound::search(bytes, limits),
        Kind::Pdf => pdf::search(bytes, limits),
        Kind::Image => Ok(Searched::Partly),
        Kind::Protected => Err(Refused::Locked.into()),
        other => Err(other.refusal().unwrap_or(Unreadable::UnknownKind).into()),
    }
}

/// The refusal of a document that holds a number, or that nothing was found.
fn verdict(found: bool, searched: Searched) -> Result<Searched, NotOpened> {
    if found { Err(Refused::ResidentNumberInDocument.into()) } else { Ok(searched) }
}

/// Characters at which a table in a text may part its cells.
const SEPARATORS: [char; 4] = [',', '\t', ';', '|'];

/// Searches text in every encoding it may have been saved in: a wrong one finds nothing of its own.
fn text(bytes: &[u8]) -> Result<Searched, NotOpened> {
    let holds = |encoding: &'static Encoding| {
        // CP949 is what WHATWG calls EUC-KR.
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        base::holds_resident_number(&text) || SEPARATORS.iter().any(|mark| cells_hold(&text, *mark))
    };
    verdict([UTF_8, EUC_KR, UTF_16LE, UTF_16BE].into_iter().any(holds), Searched::Wholly)
}

/// Searches text as a table whose cells are parted by `mark`: each cell, and neighbours as two halves.
///
/// The lines are not parsed as CSV: a faulty quotation mark must hide nothing, so quotation marks at the ends of
/// a cell are left off and a mark inside them parts as any other.
fn cells_hold(text: &str, mark: char) -> bool {
    let mut pairs = Neighbours::default();
    for (row, line) in text.lines().enumerate() {
        let mut before = None;
        for (column, cell) in line.split(mark).enumerate() {
            let cell = cell
                .trim_matches(|letter: char| matches!(letter, '"' | '\'' | '=') || letter.is_whitespace());
            if text_cell_holds(cell) || tables::holds_resident_number(cell) {
                return true;
            }
            if let (Some(front), Some(back)) = (before, Half::back(cell))
                && pairs.take(row as u64, column, front, back)
            {
                return true;
            }
            before = Half::front(cell);
        }
    }
    pairs.verdict().is_some()
}

/// Searches a packed document of XML parts; one with pictures is searched partly.
fn packed(bytes: &[u8], limits: &Limits) -> Result<Searched, NotOpened> {
    match search_package(bytes, limits) {
        Ok(()) if has_pictures(bytes) => Ok(Searched::Partly),
        Ok(()) => Ok(Searched::Wholly),
        Err(Unreadable::ResidentNumberElsewhere { .. }) => Err(Refused::ResidentNumberInDocument.into()),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Whether a package names a part where pictures and objects lie.
fn has_pictures(bytes: &[u8]) -> bool {
    let folders: [&[u8]; 4] = [b"BinData/", b"/media/", b"/embeddings/", b"Pictures/"];
    folders.iter().any(|folder| bytes.windows(folder.len()).any(|window| window == *folder))
}

/// Searches a text line by line, as pages and streams give it.
fn lines(text: &str, search: &mut TextSearch) {
    for line in text.lines() {
        search.piece(line);
        search.end();
    }
}
