//! Searches a PDF: the text of its pages, and every text among its objects (form fields, notes, properties).

use base::halves::{Half, TextSearch};
use lopdf::{DecompressError, Document, Error, LoadOptions, Object};
use tables::{Limits, MEBIBYTE, Unreadable};

use super::{Searched, lines, verdict};
use crate::{NotOpened, Refused};

/// Pages looked at; a longer document is refused as too large.
const PAGES: usize = 2_000;

/// Searches a PDF; one with a page that is a picture, or whose letters cannot be told, is searched partly.
pub(super) fn search(bytes: &[u8], limits: &Limits) -> Result<Searched, NotOpened> {
    let most =
        (limits.entry_bytes as usize).min(bytes.len().saturating_mul(limits.ratio as usize).max(1024 * 1024));
    let options = LoadOptions { max_decompressed_size: Some(most), ..LoadOptions::default() };
    let document =
        Document::load_mem_with_options(bytes, options).map_err(|error| refusal(&error, limits))?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(Refused::Locked.into());
    }
    let mut search = TextSearch::default();
    let mut whole = objects(&document, &mut search);
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    if pages.len() > PAGES {
        return Err(Unreadable::TooManyParts { limit: PAGES as u64 }.into());
    }
    for page in pages {
        let mut text = String::new();
        for piece in document.extract_text_chunks_with_limit(&[page], most) {
            match piece {
                Ok(piece) => text.push_str(&piece),
                Err(error) if is_bomb(&error) => return Err(refusal(&error, limits)),
                Err(_) => whole = false,
            }
        }
        whole &= text.chars().any(char::is_alphanumeric);
        lines(&text, &mut search);
        if search.found() || holds_spaced(&text) {
            return verdict(true, Searched::Wholly);
        }
    }
    verdict(search.finish(), if whole { Searched::Wholly } else { Searched::Partly })
}

/// Whether an error says that something unpacks to more than the bound.
fn is_bomb(error: &Error) -> bool {
    matches!(error, Error::Decompress(DecompressError::MemoryLimitExceeded { .. }))
}

/// Why a PDF is not searched.
fn refusal(error: &Error, limits: &Limits) -> NotOpened {
    match error {
        error if is_bomb(error) => {
            Unreadable::UnpacksTooLarge { limit: limits.unpacked_bytes / MEBIBYTE }.into()
        }
        Error::Decryption(_) | Error::InvalidPassword => Refused::Locked.into(),
        _ => Unreadable::Damaged.into(),
    }
}

/// Searches the texts among the objects; false where a stream draws what pages only refer to.
fn objects(document: &Document, search: &mut TextSearch) -> bool {
    let mut whole = true;
    let mut stack: Vec<&Object> = document.objects.values().collect();
    stack.extend(document.trailer.iter().map(|(_, object)| object));
    while let Some(object) = stack.pop() {
        match object {
            Object::String(bytes, _) => {
                lines(&string(bytes), search);
            }
            Object::Array(items) => stack.extend(items),
            Object::Dictionary(fields) => stack.extend(fields.iter().map(|(_, object)| object)),
            Object::Stream(stream) => {
                let subtype = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
                whole &= !matches!(subtype, b"Image" | b"Form");
                stack.extend(stream.dict.iter().map(|(_, object)| object));
            }
            _ => {}
        }
    }
    whole
}

/// A text string: UTF-16 with its mark, else bytes whose ASCII is what it seems.
fn string(bytes: &[u8]) -> String {
    match bytes.strip_prefix(b"\xfe\xff") {
        Some(wide) => {
            let units = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|letter| letter.unwrap_or(' ')).collect()
        }
        None => bytes.iter().map(|byte| *byte as char).collect(),
    }
}

/// Whether a number with its hyphen stands in the text once the blanks between single letters are gone.
fn holds_spaced(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let digits = |part: &[char]| part.iter().all(char::is_ascii_digit);
    letters.windows(14).enumerate().any(|(at, window)| {
        let (front, back) = (&window[..7], &window[7..]);
        let alone = at == 0 || !letters[at - 1].is_ascii_digit();
        let over = letters.get(at + 14).is_none_or(|letter| !letter.is_ascii_digit());
        digits(&front[..6])
            && digits(back)
            && alone
            && over
            && Half::front(&front.iter().collect::<String>()).is_some()
            && base::holds_resident_number(&window.iter().collect::<String>())
    })
}
