//! Exact decimals, rounded scores, and the few sums that every method shares.

use std::{fmt, iter::Sum};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An exact decimal with at most 12 digits before and 6 after the point, counted in millionths.
///
/// The data of an evaluation are decimals, so two of them are equal or not without any tolerance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Micro(i64);

/// Millionths in one.
const ONE: i64 = 1_000_000;

impl Micro {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One.
    pub const ONE: Self = Self(ONE);

    /// From millionths.
    pub const fn from_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// In millionths.
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// A whole number; nothing beyond 12 digits.
    pub fn from_whole(number: i64) -> Option<Self> {
        (number.unsigned_abs() < 1_000_000_000_000).then(|| Self(number * ONE))
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
        let part: i64 = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
        let scaled = part * 10_i64.pow(6 - fraction.len() as u32);
        let millionths = whole.parse::<i64>().ok()? * ONE + scaled;
        Some(Self(if negative { -millionths } else { millionths }))
    }

    /// The nearest binary fraction.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / ONE as f64
    }
}

impl fmt::Display for Micro {
    /// Prints shortest: 70, not 70.0.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.0.unsigned_abs() / ONE as u64, self.0.unsigned_abs() % ONE as u64);
        let sign = if self.0 < 0 { "-" } else { "" };
        if fraction == 0 {
            return write!(f, "{sign}{whole}");
        }
        let fraction = format!("{fraction:06}");
        write!(f, "{sign}{whole}.{}", fraction.trim_end_matches('0'))
    }
}

impl Sum for Micro {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        Self(iter.map(|number| number.0).sum())
    }
}

impl<'de> Deserialize<'de> for Micro {
    /// Takes `0.25`, `25` or `"0.25"`: a TOML float is read by the digits it was typed with.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Typed {
            Whole(i64),
            Fraction(f64),
            Text(String),
        }
        let text = match Typed::deserialize(from)? {
            Typed::Whole(number) => number.to_string(),
            Typed::Fraction(number) => number.to_string(),
            Typed::Text(text) => text,
        };
        Self::parse(&text).ok_or_else(|| de::Error::custom(format!("{text}: a decimal of 12 + 6 digits")))
    }
}

impl Serialize for Micro {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.to_string())
    }
}

/// A score in billionths: rounded half-even once, so that what is printed as equal ranks as equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Score(i64);

impl Score {
    /// From billionths.
    pub const fn from_billionths(billionths: i64) -> Self {
        Self(billionths)
    }

    /// In billionths.
    pub const fn billionths(self) -> i64 {
        self.0
    }

    /// The nearest binary fraction.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1e9
    }
}

impl fmt::Display for Score {
    /// Prints six decimals, rounded half-even from the nine that ranked.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, rest) = (self.0.div_euclid(1_000), self.0.rem_euclid(1_000));
        let up = rest > 500 || (rest == 500 && low % 2 != 0);
        let micro = low + i64::from(up);
        let sign = if micro < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{:06}", micro.unsigned_abs() / ONE as u64, micro.unsigned_abs() % ONE as u64)
    }
}

/// A number rounded half-even to billionths.
pub(crate) fn billionths(value: f64) -> i64 {
    /// Adding and taking away 1.5 × 2^52 rounds half-even, as IEEE 754 addition does.
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    let scaled = value * 1e9;
    if scaled.abs() < 2_251_799_813_685_248.0 {
        ((scaled + SHIFT) - SHIFT) as i64
    } else {
        // The least number of all stands for "no score"; what does not fit is told apart by its size.
        (scaled.round_ties_even() as i64).max(-i64::MAX)
    }
}

/// A number with so many decimals, never a negative zero.
pub fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|byte| byte == b'0' || byte == b'.') => rest.to_owned(),
        _ => text,
    }
}

/// Quantile of type 7 (Hyndman and Fan 1996) of sorted, non-empty values.
pub(crate) fn quantile7(sorted: &[f64], quantile: f64) -> f64 {
    let place = quantile * (sorted.len() - 1) as f64;
    let low = place.floor();
    let (below, above) = (sorted[low as usize], sorted[(low as usize + 1).min(sorted.len() - 1)]);
    below + (place - low) * (above - below)
}

/// Mean of non-empty values, summed in their order.
pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Sum of squared distances from the mean.
pub(crate) fn squares(values: &[f64]) -> f64 {
    let middle = mean(values);
    values.iter().map(|value| (value - middle) * (value - middle)).sum()
}

/// The least and the largest of non-empty values.
pub(crate) fn extremes(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| {
        (if value < low { value } else { low }, if value > high { value } else { high })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_round_half_even_to_a_billionth_and_print_six_decimals() {
        assert_eq!(billionths(0.000_000_000_5), 0);
        assert_eq!(billionths(0.000_000_001_5), 2);
        assert_eq!(billionths(-0.000_000_002_5), -2);
        assert_eq!(billionths(3.0e7), 30_000_000_000_000_000);
        assert_eq!(Score(1_000_500).to_string(), "0.001000");
        assert_eq!(Score(1_001_500).to_string(), "0.001002");
        assert_eq!(Score(-1_234_567_890).to_string(), "-1.234568");
        assert_eq!(fixed(-0.000_000_1, 6), "0.000000");
    }

    #[test]
    fn a_quantile_of_type_7_lies_between_its_neighbours() {
        assert_eq!(quantile7(&[1.0, 2.0, 4.0], 0.75).to_bits(), 3.0_f64.to_bits());
        assert_eq!(quantile7(&[5.0], 0.95).to_bits(), 5.0_f64.to_bits());
    }
}
