//! The fonts a printer was given: their order, and the characters they can draw.

use std::borrow::Cow;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::Refused;

/// Fonts in the order in which they are asked for a character.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) all: Vec<Font>,
    /// Families without doubles, the first being the document's own.
    pub(crate) families: Vec<String>,
}

impl Fonts {
    /// Reads every face of every file.
    pub(crate) fn new(files: impl IntoIterator<Item = Cow<'static, [u8]>>) -> Result<Self, Refused> {
        let mut all = Vec::new();
        for (at, bytes) in files.into_iter().enumerate() {
            let before = all.len();
            all.extend(Font::iter(Bytes::new(bytes)));
            if all.len() == before {
                return Err(Refused::BrokenFont { number: at + 1 });
            }
        }
        if all.is_empty() {
            return Err(Refused::NoFont);
        }
        let mut families: Vec<String> = Vec::new();
        for font in &all {
            if !families.contains(&font.info().family) {
                families.push(font.info().family.clone());
            }
        }
        Ok(Self { book: LazyHash::new(FontBook::from_fonts(&all)), all, families })
    }

    /// Tells whether a character has a glyph in every weight of some family, so that bold text has it too.
    ///
    /// Private characters (which mean nothing outside one font, and which an archive refuses) and the sign for a
    /// character that was lost count as missing even where a font draws something for them.
    pub(crate) fn draws(&self, character: char) -> bool {
        if is_meaningless(character) {
            return false;
        }
        self.families.iter().any(|family| {
            self.all
                .iter()
                .filter(|font| font.info().family == *family)
                .all(|font| font.info().coverage.contains(u32::from(character)))
        })
    }
}

/// Private-use areas, and the replacement character that a broken conversion leaves behind.
fn is_meaningless(character: char) -> bool {
    matches!(character,
        '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}
