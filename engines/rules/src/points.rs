//! Points of a selection table: exact to two decimals, counted in hundredths.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::number;

/// Points, in hundredths; every sum of them is exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Points(i32);

/// The most points one line of a rulebook may give or take.
const MOST: i64 = 10_000_000;

impl Points {
    /// None.
    pub const ZERO: Self = Self(0);

    /// From hundredths.
    pub const fn from_hundredths(hundredths: i32) -> Self {
        Self(hundredths)
    }

    /// In hundredths.
    pub const fn hundredths(self) -> i32 {
        self.0
    }

    /// Reads at most two decimals, at most 100,000 points either way; nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let hundredths = number::read(text, 2).filter(|value| value.abs() <= MOST)?;
        Some(Self(hundredths as i32))
    }
}

impl fmt::Display for Points {
    /// Prints shortest: 70, not 70.0.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&number::shown(i64::from(self.0), 2))
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.to_string())
    }
}

/// A number, date or word as it was typed in a rulebook; what it means is judged with the field it is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed(pub String);

impl From<&str> for Typed {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Typed {
    /// Takes `65`, `0.25`, `"0.25"`, `"1960-01-01"`: a TOML float is read by the digits it was typed with.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Whole(i64),
            Fraction(f64),
            Text(String),
        }
        Ok(Self(match Either::deserialize(from)? {
            Either::Whole(number) => number.to_string(),
            Either::Fraction(number) => number.to_string(),
            Either::Text(text) => text,
        }))
    }
}

impl Serialize for Typed {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_exact_to_two_decimals_and_printed_shortest() {
        for (text, hundredths, shown) in [("70", 7_000, "70"), ("0.5", 50, "0.5"), ("-3.25", -325, "-3.25")] {
            let points = Points::parse(text).expect("points");
            assert_eq!((points.hundredths(), points.to_string().as_str()), (hundredths, shown));
        }
        for text in ["", "1.234", "1e2", " 1", "+1", "100001", "점수", "1.", ".5", "--1"] {
            assert_eq!(Points::parse(text), None, "{text}");
        }
    }
}
