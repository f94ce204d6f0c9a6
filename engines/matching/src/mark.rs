//! Exact decimals: scores and tie-breaks as they were filed.

use std::fmt;

/// An exact decimal with at most 12 digits before and 6 after the point, counted in millionths.
///
/// Two scores are equal or not without any tolerance; who is placed hangs on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Mark(i64);

/// Millionths in one.
const ONE: i64 = 1_000_000;
/// Digits before the point.
const WHOLE: usize = 12;
/// Digits after the point.
const FRACTION: usize = 6;

impl Mark {
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
        (number.unsigned_abs() < 10_u64.pow(WHOLE as u32)).then(|| Self(number * ONE))
    }

    /// Reads an optional minus, 1–12 digits, and optionally a point with 1–6 digits; nothing else.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let (negative, digits) = match text {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let point = digits.iter().position(|&byte| byte == b'.');
        let (whole, fraction) = match point {
            Some(at) => (&digits[..at], &digits[at + 1..]),
            None => (digits, &digits[..0]),
        };
        let fits = (1..=WHOLE).contains(&whole.len())
            && fraction.len() <= FRACTION
            && (point.is_none() || !fraction.is_empty());
        if !fits {
            return None;
        }
        let mut value = number(whole)? * ONE;
        value += number(fraction)? * 10_i64.pow((FRACTION - fraction.len()) as u32);
        Some(Self(if negative { -value } else { value }))
    }
}

/// Digits as a number; nothing when another character is among them. At most 12 digits come here.
fn number(digits: &[u8]) -> Option<i64> {
    digits
        .iter()
        .try_fold(0_i64, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
}

impl fmt::Display for Mark {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_exactly_and_printed_shortest() {
        for (text, printed) in [("70.0", "70"), ("-0.5", "-0.5"), ("000001.100000", "1.1"), ("0", "0")] {
            assert_eq!(Mark::parse(text.as_bytes()).map(|mark| mark.to_string()).as_deref(), Some(printed));
        }
        for bad in ["", "-", ".5", "5.", "1e3", "+1", "1,000", "1234567890123", "0.1234567", "ten", " 1"] {
            assert_eq!(Mark::parse(bad.as_bytes()), None, "{bad}");
        }
        assert_eq!(Mark::from_whole(-70).map(|mark| mark.to_string()).as_deref(), Some("-70"));
    }
}
