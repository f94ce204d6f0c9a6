//! Charts as inline SVG, each with names for readers who do not see it and a table of the same numbers.
//!
//! All words come in as arguments. Coordinates are whole numbers computed with integers, so the same
//! values give the same bytes on every machine. Series differ by texture, dash and marker, not only by color.

mod bars;
mod lines;
mod multiples;
mod paper;
mod scale;
mod spans;
mod stacked;
mod table;

pub use bars::{Bar, BarChart, Direction};
pub use lines::{LineChart, Point, Series};
pub use multiples::SmallMultiples;
pub use scale::Scale;
pub use spans::{Span, SpanChart, SpanHeads};
pub use stacked::{StackedChart, StackedRow};
pub use table::DataTable;

pub(crate) use paper::escape;

/// The words around a chart: what it shows, in one line and in a paragraph, and its units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    /// An id that is unique on the page (letters, digits, hyphens): the title and patterns hang on it.
    pub id: String,
    /// What the chart shows; becomes its accessible name and the caption of its table.
    pub title: String,
    /// The longer description: what stands out, in words.
    pub description: String,
    /// The unit of the values, shown at the value axis (for example people).
    pub unit: String,
    /// The head of the first column of the table (for example district or year).
    pub row_head: String,
}

/// How a stored whole number becomes a shown one: 859 with two decimals is 8.59.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Decimals(pub u8);

impl Decimals {
    /// Writes a value with thousands separators and this many decimals.
    pub fn write(self, value: i64) -> String {
        let power = 10_u64.pow(u32::from(self.0));
        let whole = group(value.unsigned_abs() / power);
        let sign = if value < 0 { "-" } else { "" };
        if self.0 == 0 {
            return format!("{sign}{whole}");
        }
        let rest = value.unsigned_abs() % power;
        format!("{sign}{whole}.{rest:0width$}", width = usize::from(self.0))
    }
}

/// Puts a comma before every group of three digits.
fn group(value: u64) -> String {
    let digits = value.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests;
