//! What one cell of a table holds, and what it is called.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One cell as the file has it, before any schema looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text; every filled cell of a CSV file.
    Text(String),
    /// A number without a fraction.
    Whole(i64),
    /// A number with a fraction, or too large, in plain digits.
    Decimal(String),
    /// A number that the workbook shows as a day.
    Date(Date),
    /// True or false.
    Bool(bool),
    /// A formula; what it last came to is not read.
    Formula,
    /// A spreadsheet's error, such as `#REF!`.
    Error(String),
}

/// A cell borrowed from a sheet or from a line of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellRef<'a> {
    /// Nothing.
    Empty,
    /// Text.
    Text(&'a str),
    /// A number without a fraction.
    Whole(i64),
    /// A number with a fraction, in plain digits.
    Decimal(&'a str),
    /// A day.
    Date(Date),
    /// True or false.
    Bool(bool),
    /// A formula.
    Formula,
    /// A spreadsheet's error.
    Error(&'a str),
}

impl Cell {
    /// Borrows the cell.
    pub fn view(&self) -> CellRef<'_> {
        match self {
            Self::Empty => CellRef::Empty,
            Self::Text(text) => CellRef::Text(text),
            Self::Whole(number) => CellRef::Whole(*number),
            Self::Decimal(text) => CellRef::Decimal(text),
            Self::Date(date) => CellRef::Date(*date),
            Self::Bool(truth) => CellRef::Bool(*truth),
            Self::Formula => CellRef::Formula,
            Self::Error(text) => CellRef::Error(text),
        }
    }

    /// Text, or nothing when the text is empty.
    pub(crate) fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// Bytes of text the cell keeps.
    pub(crate) fn text_bytes(&self) -> u64 {
        match self {
            Self::Text(text) | Self::Decimal(text) | Self::Error(text) => text.len() as u64,
            _ => 0,
        }
    }
}

impl<'a> CellRef<'a> {
    /// Text, or nothing when the text is empty.
    pub fn from_text(text: &'a str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// The cell as a person would read it; blank for nothing and for formulas.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty | Self::Formula => String::new(),
            Self::Text(text) | Self::Decimal(text) | Self::Error(text) => (*text).to_owned(),
            Self::Whole(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Bool(truth) => truth.to_string(),
        }
    }
}

/// The name a spreadsheet gives a cell: `cell_name(7, 2)` is `C7`; rows count from 1, columns from 0.
pub fn cell_name(row: u64, column: usize) -> String {
    format!("{}{row}", column_name(column))
}

/// The letters of a column counted from 0: A … Z, AA … .
pub fn column_name(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push((b'A' + (rest % 26) as u8) as char);
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Reads `C7` as (row 7, column 2); nothing for other text or beyond a spreadsheet's edge.
pub(crate) fn parse_cell_name(name: &[u8]) -> Option<(u32, usize)> {
    let letters = name.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let (column, row) = name.split_at(letters);
    if !(1..=3).contains(&column.len()) {
        return None;
    }
    let column = column.iter().fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
    let row: u32 = std::str::from_utf8(row).ok()?.parse().ok()?;
    ((1..=1_048_576).contains(&row) && column <= 16_384).then_some((row, column - 1))
}

/// An exact decimal with at most 12 digits before and 6 after the point, counted in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i64);

impl Decimal {
    /// A million millionths: one.
    const ONE: i64 = 1_000_000;

    /// From millionths.
    pub const fn from_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// In millionths.
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// A whole number as a decimal; nothing beyond 12 digits.
    pub fn from_whole(number: i64) -> Option<Self> {
        (number.unsigned_abs() < 1_000_000_000_000).then(|| Self(number * Self::ONE))
    }

    /// Reads an optional minus, 1–12 digits, and optionally a point with 1–6 digits; nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if (1..=6).contains(&fraction.len()) => (whole, fraction),
            Some(_) => return None,
            None => (digits, ""),
        };
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !(1..=12).contains(&whole.len()) || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let scale = 10_i64.pow(6 - fraction.len() as u32);
        let fraction: i64 = if fraction.is_empty() { 0 } else { fraction.parse::<i64>().ok()? * scale };
        let millionths = whole.parse::<i64>().ok()? * Self::ONE + fraction;
        Some(Self(if negative { -millionths } else { millionths }))
    }
}

impl std::fmt::Display for Decimal {
    /// Prints shortest: 70, not 70.0.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, fraction) = (self.0.unsigned_abs() / 1_000_000, self.0.unsigned_abs() % 1_000_000);
        let sign = if self.0 < 0 { "-" } else { "" };
        if fraction == 0 {
            return write!(f, "{sign}{whole}");
        }
        let fraction = format!("{fraction:06}");
        write!(f, "{sign}{whole}.{}", fraction.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_a_spreadsheet_names_them() {
        assert_eq!(cell_name(7, 2), "C7");
        assert_eq!(cell_name(1, 25), "Z1");
        assert_eq!(cell_name(1, 26), "AA1");
        assert_eq!(column_name(16_383), "XFD");
        for column in 0..16_384 {
            assert_eq!(parse_cell_name(cell_name(9, column).as_bytes()), Some((9, column)));
        }
        for bad in ["", "A", "7", "A0", "XFE1", "AAAA1", "A1048577", "a1", "A1B"] {
            assert_eq!(parse_cell_name(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn decimals_are_read_exactly_and_printed_shortest() {
        for (text, printed) in [("70.0", "70"), ("-0.5", "-0.5"), ("000001.100000", "1.1"), ("0", "0")] {
            assert_eq!(Decimal::parse(text).map(|number| number.to_string()).as_deref(), Some(printed));
        }
        for bad in ["", "-", ".5", "5.", "1e3", "+1", "1,000", "1234567890123", "0.1234567", "１"] {
            assert_eq!(Decimal::parse(bad), None, "{bad}");
        }
        assert_eq!(
            Decimal::parse("999999999999.999999").map(Decimal::millionths),
            Some(999_999_999_999_999_999)
        );
    }
}
