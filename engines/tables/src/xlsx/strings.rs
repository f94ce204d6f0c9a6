//! The texts that the cells of a workbook share, and the reading of text elements.

use std::collections::BTreeSet;
use std::io::BufRead;

use super::xml::{Step, Xml};
use crate::written::holds_resident_number;
use crate::{Limits, Unreadable};

/// Shared texts, end to end in one buffer.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
    /// Numbers of the texts that hold a resident number; a cell that uses one names the place.
    residents: BTreeSet<usize>,
    /// Whether one stands beside the texts that cells use, such as in a reading of Chinese letters.
    noted: bool,
}

impl Strings {
    /// Reads the shared texts of the whole workbook.
    pub(super) fn read<R: BufRead>(xml: &mut Xml<R>, limits: &Limits) -> Result<Self, Unreadable> {
        let mut strings = Self::default();
        xml.note_only();
        loop {
            match xml.step()? {
                Step::Open(tag) if tag.local_name().as_ref() == b"si" => {
                    if strings.ends.len() as u64 >= limits.cells {
                        return Err(Unreadable::TooManyCells { limit: limits.cells });
                    }
                    let text = read_text(xml, b"si")?;
                    if text.len() as u64 > limits.cell_bytes {
                        let limit = limits.cell_bytes / 1024;
                        return Err(Unreadable::TextTooLong { limit });
                    }
                    if holds_resident_number(&text) {
                        strings.residents.insert(strings.ends.len());
                    }
                    strings.text.push_str(&text);
                    strings.ends.push(u32::try_from(strings.text.len()).map_err(|_| xml.damaged())?);
                }
                Step::End => {
                    strings.noted = xml.noted().is_some();
                    return Ok(strings);
                }
                _ => {}
            }
        }
    }

    /// Whether any text holds a resident number, in whatever sheet it is used.
    pub(super) fn hold_resident_number(&self) -> bool {
        self.noted || !self.residents.is_empty()
    }

    /// Whether the text with this number holds a resident number.
    pub(super) fn holds_resident_number(&self, index: usize) -> bool {
        self.residents.contains(&index)
    }

    /// A text by its number.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        self.text.get(start..end)
    }
}

/// Reads the text inside an element to its end, leaving out readings of Chinese letters (`rPh`).
pub(super) fn read_text<R: BufRead>(xml: &mut Xml<R>, element: &[u8]) -> Result<String, Unreadable> {
    let mut text = String::new();
    let (mut in_text, mut in_reading) = (false, false);
    loop {
        match xml.step()? {
            Step::Open(tag) => match tag.local_name().as_ref() {
                b"rPh" => in_reading = true,
                b"t" => in_text = !in_reading,
                _ => {}
            },
            Step::Text(piece) if in_text => text.push_str(&piece),
            Step::Shut(name) if name == element => return Ok(unescape(&text)),
            Step::Shut(name) if name == b"rPh" => in_reading = false,
            Step::Shut(name) if name == b"t" => in_text = false,
            Step::End => return Err(xml.damaged()),
            _ => {}
        }
    }
}

/// Resolves `_x000D_` and its like (ECMA-376 part 1, 22.9.2.19).
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let letter = code
            .filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        let (kept, step) = if letter.is_some() { (at, at + 7) } else { (at + 2, at + 2) };
        plain.push_str(&rest[..kept]);
        plain.extend(letter);
        rest = &rest[step..];
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_control_characters_are_resolved_and_other_underscores_kept() {
        assert_eq!(unescape("가_x000D_나"), "가\r나");
        assert_eq!(unescape("a_x005F_x000D_b"), "a_x000D_b");
        assert_eq!(unescape("_x_xZZZZ_ _x00"), "_x_xZZZZ_ _x00");
    }
}
