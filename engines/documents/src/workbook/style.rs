//! How cells look: colors with enough contrast, borders, number formats, and the locks.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::{Column, Kind};

/// Gray of the cell borders.
const LINE: Color = Color::RGB(0x00B1_B8BE);
/// Fill behind the header.
const HEADER: Color = Color::RGB(0x00E8_EEF7);
/// Fill behind cells that refuse typing.
const LOCKED: Color = Color::RGB(0x00F4_F5F6);
/// Fill behind a cell to be put right; the red border says it without color sight.
const MARKED: Color = Color::RGB(0x00FF_E1E1);
/// Border and text of what must be noticed.
const ALARM: Color = Color::RGB(0x00B5_1D1D);

/// The looks of one column, made once and used for every row.
pub struct Looks {
    plain: [Format; 2],
    text: [Format; 2],
    quoted: [Format; 2],
}

impl Looks {
    /// Prepares the looks of a column; `protect` says whether locks are in force on the sheet.
    pub fn of(column: &Column, protect: bool) -> Self {
        let base = bordered();
        let base = if column.locked { base } else { base.set_unlocked() };
        let base = if protect && column.locked { base.set_background_color(LOCKED) } else { base };
        let text = base.clone().set_num_format("@").set_text_wrap().set_align(FormatAlign::Left);
        let plain = match column.kind {
            Kind::Text => text.clone(),
            Kind::Whole | Kind::Won => base.set_num_format("#,##0"),
            Kind::Rate { digits } => base.set_num_format(decimals(digits)),
            Kind::Date => base.set_num_format("yyyy\\-mm\\-dd"),
        };
        let quoted = text.clone().set_quote_prefix();
        Self { plain: pair(plain), text: pair(text), quoted: pair(quoted) }
    }

    /// The look of a value of the column's own kind, or of an empty cell.
    pub fn plain(&self, marked: bool) -> &Format {
        &self.plain[usize::from(marked)]
    }

    /// The look of a text; one that looks like a formula carries the quote prefix.
    pub fn text(&self, text: &str, marked: bool) -> &Format {
        let looks =
            if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) { &self.quoted } else { &self.text };
        &looks[usize::from(marked)]
    }
}

/// The look of the header.
pub fn header() -> Format {
    bordered()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(HEADER)
}

/// The look of the line that marks sample material.
pub fn sample() -> Format {
    Format::new().set_bold().set_font_color(ALARM).set_font_size(12)
}

/// The look of the lines above and below the table.
pub fn line() -> Format {
    Format::new().set_align(FormatAlign::Left)
}

fn bordered() -> Format {
    Format::new().set_border(FormatBorder::Thin).set_border_color(LINE).set_align(FormatAlign::VerticalCenter)
}

/// A look and the same look marked as to be put right.
fn pair(format: Format) -> [Format; 2] {
    let marked =
        format.clone().set_background_color(MARKED).set_border(FormatBorder::Medium).set_border_color(ALARM);
    [format, marked]
}

/// The number format with so many digits behind the point.
fn decimals(digits: u8) -> String {
    if digits == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(usize::from(digits))) }
}
