//! Values of a list that are shown, sorted and written to files, and the cells that hold them.

use documents::Cell;
use jiff::civil::Date;
use serde_json::Value as Json;

/// A value that can be shown, sorted and written to a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Nothing, with the word that says why.
    None(String),
    /// A whole number.
    Whole(i64),
    /// Money in won.
    Won(i64),
    /// Millionths shown with so many digits.
    Fixed(i64, u8),
    /// A day.
    Day(Date),
    /// Words.
    Text(String),
}

impl Value {
    /// A number of millionths, or the word for nothing.
    pub fn fixed(value: Option<i64>, digits: u8, none: &str) -> Self {
        value.map_or_else(|| Self::None(none.to_owned()), |value| Self::Fixed(value, digits))
    }

    /// A whole number, or the word for nothing.
    pub fn whole(value: Option<i64>, none: &str) -> Self {
        value.map_or_else(|| Self::None(none.to_owned()), Self::Whole)
    }

    /// As it is read.
    pub fn words(&self) -> String {
        match self {
            Self::None(word) | Self::Text(word) => word.clone(),
            Self::Whole(number) | Self::Won(number) => crate::number(&number.to_string()),
            Self::Fixed(value, digits) => fixed(*value, *digits),
            Self::Day(day) => day.to_string(),
        }
    }

    pub(super) fn json(&self) -> Json {
        match self {
            Self::None(_) => Json::Null,
            Self::Whole(number) | Self::Won(number) => Json::from(*number),
            Self::Fixed(value, digits) => Json::from(fixed(*value, *digits)),
            Self::Day(day) => Json::from(day.to_string()),
            Self::Text(words) => Json::from(words.as_str()),
        }
    }

    pub(super) fn cell(&self) -> Cell {
        match self {
            Self::None(_) => Cell::Empty,
            Self::Whole(number) => Cell::Whole(*number),
            Self::Won(number) => Cell::Won(*number),
            Self::Fixed(value, digits) => Cell::Rate { scaled: rounded(*value, *digits), digits: *digits },
            Self::Day(day) => Cell::Date(*day),
            Self::Text(words) => Cell::Text(words.clone()),
        }
    }
}

/// Millionths rounded half-even to so many digits (at most six), as a whole number of them.
fn rounded(value: i64, digits: u8) -> i64 {
    let per = 10_i64.pow(u32::from(6 - digits.min(6)));
    base::Ratio::new(value, per).scaled(1).unwrap_or_default()
}

/// Millionths in plain digits.
pub fn fixed(value: i64, digits: u8) -> String {
    let scaled = rounded(value, digits);
    let one = 10_i64.pow(u32::from(digits.min(6)));
    let sign = if scaled < 0 { "-" } else { "" };
    let whole = crate::number(&(scaled.abs() / one).to_string());
    if digits == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{:0width$}", scaled.abs() % one, width = usize::from(digits))
}

/// A cell: its value and how it is drawn.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Value.
    pub value: Value,
    /// Where it leads.
    pub href: String,
    /// Tone of a badge.
    pub tone: &'static str,
    /// What stands small beside it.
    pub small: String,
}

impl From<Value> for Entry {
    fn from(value: Value) -> Self {
        Self { value, href: String::new(), tone: "", small: String::new() }
    }
}

impl From<String> for Entry {
    fn from(words: String) -> Self {
        Value::Text(words).into()
    }
}

impl From<&str> for Entry {
    fn from(words: &str) -> Self {
        Value::Text(words.to_owned()).into()
    }
}

impl From<i64> for Entry {
    fn from(number: i64) -> Self {
        Value::Whole(number).into()
    }
}

impl From<Date> for Entry {
    fn from(day: Date) -> Self {
        Value::Day(day).into()
    }
}

/// Tenths of an hour.
pub fn tenths(hours: i64) -> Entry {
    Value::Fixed(hours * 100_000, 1).into()
}

impl From<Option<Date>> for Entry {
    fn from(day: Option<Date>) -> Self {
        day.map_or(Value::None(String::new()), Value::Day).into()
    }
}

impl Entry {
    /// Words that lead somewhere.
    pub fn link(value: impl Into<Self>, href: impl Into<String>) -> Self {
        Self { href: href.into(), ..value.into() }
    }

    /// A state.
    pub fn badge(words: String, tone: &'static str) -> Self {
        Self { tone, ..Self::from(words) }
    }

    /// With something small beside it.
    pub fn small(mut self, words: impl Into<String>) -> Self {
        self.small = words.into();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millionths_are_shown_rounded_half_even_with_their_sign() {
        assert_eq!(fixed(12_345_600, 2), "12.35");
        assert_eq!(fixed(-500_000, 0), "0");
        assert_eq!(fixed(-1_500_000, 0), "-2");
        assert_eq!(fixed(-50_000, 1), "0.0");
        assert_eq!(fixed(1_234_000_000, 3), "1,234.000");
    }
}
