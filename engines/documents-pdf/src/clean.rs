//! What people wrote, made printable: composed, without invisible characters, bounded, and drawable.

use std::fmt::Display;

use unicode_normalization::UnicodeNormalization as _;

use crate::fonts::Fonts;
use crate::{Missing, Refused};

/// How many characters without a glyph are listed.
const LISTED: usize = 100;

/// The length from which a word without a place to break is given some.
const LONG_WORD: usize = 32;

/// Characters between two places where a long word may break.
const PIECE: usize = 12;

/// An invisible place to break a line.
const BREAK: char = '\u{200B}';

/// Takes in every text of one document and remembers the characters that cannot be drawn.
pub(crate) struct Cleaner<'a> {
    fonts: &'a Fonts,
    missing: Vec<Missing>,
}

impl<'a> Cleaner<'a> {
    pub(crate) fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, missing: Vec::new() }
    }

    /// Takes a text of one line that may be empty.
    pub(crate) fn line(&mut self, place: impl Display, text: &str, limit: usize) -> Result<String, Refused> {
        let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.take(place, &joined, limit)
    }

    /// Takes a text of one line that the document cannot do without.
    pub(crate) fn needed(
        &mut self,
        place: impl Display,
        text: &str,
        limit: usize,
    ) -> Result<String, Refused> {
        let line = self.line(&place, text, limit)?;
        if line.is_empty() { Err(Refused::Empty { place: place.to_string() }) } else { Ok(line) }
    }

    /// Takes an address, which breaks at its slashes and must come out of the file as it went in.
    pub(crate) fn address(
        &mut self,
        place: impl Display,
        text: &str,
        limit: usize,
    ) -> Result<String, Refused> {
        let address = self.visible(&place, text.trim(), limit)?;
        if address.is_empty() { Err(Refused::Empty { place: place.to_string() }) } else { Ok(address) }
    }

    /// Takes a text that may be absent; one of blanks only counts as absent.
    pub(crate) fn maybe(
        &mut self,
        place: impl Display,
        text: Option<&str>,
        limit: usize,
    ) -> Result<Option<String>, Refused> {
        let line = text.map(|text| self.line(place, text, limit)).transpose()?;
        Ok(line.filter(|line| !line.is_empty()))
    }

    /// Takes a text whose line breaks are kept.
    pub(crate) fn lines(&mut self, place: impl Display, text: &str, limit: usize) -> Result<String, Refused> {
        let unified = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
        let trimmed: Vec<&str> = unified.trim().lines().map(str::trim_end).collect();
        self.take(place, &trimmed.join("\n").replace('\t', " "), limit)
    }

    /// Ends the intake: the characters that cannot be drawn are told all at once.
    pub(crate) fn finish(self) -> Result<(), Refused> {
        if self.missing.is_empty() {
            Ok(())
        } else {
            Err(Refused::MissingGlyphs { characters: self.missing })
        }
    }

    fn take(&mut self, place: impl Display, text: &str, limit: usize) -> Result<String, Refused> {
        Ok(breakable(&self.visible(&place, text, limit)?))
    }

    fn visible(&mut self, place: &impl Display, text: &str, limit: usize) -> Result<String, Refused> {
        let visible: String = text.chars().filter(|&c| !is_invisible(c)).nfc().collect();
        let length = visible.chars().count();
        if length > limit {
            return Err(Refused::TooLong { place: place.to_string(), length, limit });
        }
        for character in visible.chars().filter(|&c| c != '\n') {
            if !self.fonts.draws(character) {
                self.miss(place, character);
            }
        }
        Ok(visible)
    }

    fn miss(&mut self, place: &impl Display, character: char) {
        let missing = Missing { place: place.to_string(), character };
        if self.missing.len() < LISTED && !self.missing.contains(&missing) {
            self.missing.push(missing);
        }
    }
}

/// Characters that take no room and mean nothing on paper: joiners, byte order marks, writing directions, selectors
/// of variants. Left in, they would break searching and copying, and directions could make a line read otherwise.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Gives a word that is wider than a cell places to break; Korean breaks anywhere by itself, and addresses at slashes.
fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| c.is_whitespace() || "-/?".contains(c) || c >= '\u{1100}') {
        if word.chars().count() < LONG_WORD {
            out.push_str(word);
            continue;
        }
        for (at, character) in word.chars().enumerate() {
            if at > 0 && at % PIECE == 0 {
                out.push(BREAK);
            }
            out.push(character);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_wider_than_a_line_are_given_places_to_break() {
        assert_eq!(breakable("a short line of words"), "a short line of words");
        let address = "https://dure.example/check/C-2026-00001-7QK4-and-more";
        assert_eq!(breakable(address), address);
        let long = "x".repeat(32);
        let parts: Vec<usize> = breakable(&long).split(BREAK).map(str::len).collect();
        assert_eq!(parts, vec![12, 12, 8]);
    }

    #[test]
    fn directions_and_joiners_are_invisible_and_letters_are_not() {
        let kept: String =
            "A\u{202E}B\u{200B}\u{FEFF}\u{FE0F}가".chars().filter(|&c| !is_invisible(c)).collect();
        assert_eq!(kept, "AB가");
    }
}
