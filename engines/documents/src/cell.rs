//! One value of a table, exact, before any format has seen it.

use base::Won;
use jiff::civil::Date;

/// One value of a table.
///
/// Whole numbers and money stay integers until the last step, so that no sum is ever taken over binary fractions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell {
    /// Nothing was given; never the same as zero.
    #[default]
    Empty,
    /// Words, and ids with their leading zeros.
    Text(String),
    /// A count of people, places or hours.
    Whole(i64),
    /// Money in whole won.
    Won(i64),
    /// A rate written as `scaled` / 10^`digits`: 17.4 is `Rate { scaled: 174, digits: 1 }`.
    Rate {
        /// The digits without the point.
        scaled: i64,
        /// How many of them stand behind the point, 0 to 15.
        digits: u8,
    },
    /// A day.
    Date(Date),
}

impl Cell {
    /// Writes the value as plain text: no thousands separators, ISO dates, a point before decimals.
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Whole(number) | Self::Won(number) => number.to_string(),
            Self::Rate { scaled, digits } => decimal(*scaled, *digits),
            Self::Date(day) => day.to_string(),
        }
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty) || matches!(self, Self::Text(text) if text.is_empty())
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Whole(number)
    }
}

impl From<Won> for Cell {
    fn from(money: Won) -> Self {
        Self::Won(money.0)
    }
}

impl From<Date> for Cell {
    fn from(day: Date) -> Self {
        Self::Date(day)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// Puts the point into a scaled number: (174, 1) is "17.4", (-5, 2) is "-0.05".
fn decimal(scaled: i64, digits: u8) -> String {
    if digits == 0 {
        return scaled.to_string();
    }
    let sign = if scaled < 0 { "-" } else { "" };
    let width = usize::from(digits);
    let all = format!("{:0>1$}", scaled.unsigned_abs(), width + 1);
    let (whole, fraction) = all.split_at(all.len() - width);
    format!("{sign}{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_written_with_its_point_and_all_its_digits() {
        let rate = |scaled, digits| Cell::Rate { scaled, digits }.plain();
        assert_eq!(rate(174, 1), "17.4");
        assert_eq!(rate(-5, 2), "-0.05");
        assert_eq!(rate(700, 1), "70.0");
        assert_eq!(rate(7, 0), "7");
        assert_eq!(rate(i64::MIN, 3), "-9223372036854775.808");
    }
}
