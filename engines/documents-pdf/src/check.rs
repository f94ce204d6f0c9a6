//! Where a printed document can be checked: an address, also as a QR code.

use std::fmt::{Display, Write as _};

use qrcode::{Color, EcLevel, QrCode};
use serde_json::{Value, json};

use crate::Refused;
use crate::clean::Cleaner;

/// Width of the empty frame in modules; the standard (ISO/IEC 18004) asks for four.
const QUIET_ZONE: usize = 4;

/// Longest address in characters.
const ADDRESS: usize = 300;

/// The public page on which anyone can check the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The address, printed and drawn as a QR code.
    pub address: String,
    /// One or two sentences beside the code that say what can be checked there.
    pub words: String,
    /// What a screen reader says instead of the code.
    pub alternative: String,
}

impl Check {
    /// Takes the words in and draws the code.
    pub(crate) fn value(&self, place: impl Display, clean: &mut Cleaner<'_>) -> Result<Value, Refused> {
        let code = svg(self.address.trim())?;
        Ok(json!({
            "address": clean.address(format_args!("{place} address"), &self.address, ADDRESS)?,
            "words": clean.lines(format_args!("{place} words"), &self.words, 300)?,
            "alternative": clean.needed(format_args!("{place} alternative"), &self.alternative, 300)?,
            "code": code,
        }))
    }
}

/// Draws a text as a QR code of error correction level M, each run of dark modules as one rectangle of a single path.
fn svg(text: &str) -> Result<String, Refused> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|_| Refused::QrTooLong { bytes: text.len() })?;
    let side = code.width() + 2 * QUIET_ZONE;
    let mut path = String::new();
    for (y, line) in code.to_colors().chunks(code.width()).enumerate() {
        let mut x = 0;
        while x < line.len() {
            let run = line[x..].iter().take_while(|&&module| module == Color::Dark).count();
            if run > 0 {
                let (left, top) = (x + QUIET_ZONE, y + QUIET_ZONE);
                write!(path, "M{left} {top}h{run}v1h-{run}z").expect("a string takes every write");
            }
            x += run.max(1);
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\"><path d=\"{path}\"/></svg>"
    ))
}
