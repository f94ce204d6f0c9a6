//! QR codes as SVG (ISO/IEC 18004), dark modules in one path, with the quiet zone the standard asks for.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use crate::Unwritable;

/// Width of the empty frame in modules; the standard asks for four.
pub const QUIET_ZONE: usize = 4;

/// Edge of one module in the drawing's own units.
const MODULE: usize = 4;

/// Draws a text as a QR code of error correction level M (15 % of it may be dirty), named by `title` for those who
/// cannot see it.
///
/// Text beyond 2,331 bytes is refused.
pub fn svg(text: &str, title: &str) -> Result<String, Unwritable> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|_| Unwritable::QrTooLong { bytes: text.len() })?;
    let width = code.width();
    let side = width + 2 * QUIET_ZONE;
    let path = path(&code.to_colors(), width);
    let title = escaped(title);
    let pixels = side * MODULE;
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{pixels}\" height=\"{pixels}\" \
         viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><title>{title}</title>\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

/// Draws each run of dark modules in a line as one rectangle.
fn path(modules: &[Color], width: usize) -> String {
    let mut path = String::new();
    for (y, line) in modules.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = line[x..].iter().take_while(|&&module| module == Color::Dark).count();
            if run > 0 {
                let (left, top) = (x + QUIET_ZONE, y + QUIET_ZONE);
                write!(path, "M{left} {top}h{run}v1h-{run}z").expect("a string takes every write");
            }
            x += run.max(1);
        }
    }
    path
}

/// Makes a text safe inside an XML element, leaving out the control characters XML cannot hold.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().filter(|c| !c.is_control()) {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}
