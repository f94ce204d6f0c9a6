//! Money in whole won and ratios as exact fractions.

use std::{
    fmt,
    iter::Sum,
    ops::{Add, AddAssign, Neg, Sub},
};

use serde::{Deserialize, Serialize};

/// An amount in whole won; arithmetic panics on overflow in every profile rather than wrap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Won(pub i64);

impl Won {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Splits the amount into parts in proportion to `weights`, to the won: floor shares first, the
    /// rest one won each by largest fraction, then by position. Empty or zero weights give zeros
    /// and leave the amount unsplit.
    pub fn split(self, weights: &[u64]) -> Vec<Self> {
        let total: u128 = weights.iter().map(|w| u128::from(*w)).sum();
        if total == 0 || self.0 <= 0 {
            return vec![Self::ZERO; weights.len()];
        }
        let amount = self.0 as u128;
        let mut parts: Vec<Self> =
            weights.iter().map(|w| Self((amount * u128::from(*w) / total) as i64)).collect();
        let mut order: Vec<usize> = (0..weights.len()).collect();
        order.sort_by_key(|&i| (std::cmp::Reverse(amount * u128::from(weights[i]) % total), i));
        let rest = self.0 - parts.iter().map(|part| part.0).sum::<i64>();
        for &i in order.iter().take(rest as usize) {
            parts[i].0 += 1;
        }
        parts
    }
}

impl fmt::Display for Won {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&grouped(self.0))
    }
}

/// Groups digits by thousands: `-1,234,567`.
fn grouped(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl Add for Won {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.checked_add(other.0).expect("sums of won stay below 9.2 × 10^18"))
    }
}

impl Sub for Won {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.checked_sub(other.0).expect("differences of won stay below 9.2 × 10^18"))
    }
}

impl Neg for Won {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Won {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Won {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

/// A fraction of two counts, kept exact so that it can show its own denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ratio {
    /// What is counted.
    pub of: i64,
    /// What it is counted against; zero means "no rate".
    pub per: i64,
}

impl Ratio {
    /// `of` out of `per`.
    pub fn new(of: i64, per: i64) -> Self {
        Self { of, per }
    }

    /// The ratio × `scale`, rounded half-even; `None` without a denominator.
    ///
    /// `scaled(1000)` of 3/4 is 750: three quarters in thousandths.
    pub fn scaled(self, scale: i64) -> Option<i64> {
        if self.per == 0 {
            return None;
        }
        let (mut top, mut bottom) = (i128::from(self.of) * i128::from(scale), i128::from(self.per));
        if bottom < 0 {
            (top, bottom) = (-top, -bottom);
        }
        let floor = top.div_euclid(bottom);
        let doubled = top.rem_euclid(bottom) * 2;
        let up = doubled > bottom || (doubled == bottom && floor % 2 != 0);
        i64::try_from(floor + i128::from(up)).ok()
    }

    /// Percent with one decimal, such as `87.5`; `None` without a denominator.
    pub fn percent(self) -> Option<String> {
        self.scaled(1000).map(tenths)
    }

    /// Per hundred with two decimals, such as `9.13`; `None` without a denominator.
    pub fn per_hundred(self) -> Option<String> {
        self.scaled(10_000).map(hundredths)
    }
}

/// Writes a number of tenths with one decimal.
fn tenths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let value = value.unsigned_abs();
    format!("{sign}{}.{}", value / 10, value % 10)
}

/// Writes a number of hundredths with two decimals.
fn hundredths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let value = value.unsigned_abs();
    format!("{sign}{}.{:02}", value / 100, value % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn won_are_grouped_by_thousands() {
        assert_eq!(Won(120_000_000).to_string(), "120,000,000");
        assert_eq!(Won(-1_234).to_string(), "-1,234");
        assert_eq!(Won(999).to_string(), "999");
        assert_eq!(Won(0).to_string(), "0");
    }

    #[test]
    fn a_split_sums_to_the_won() {
        let parts = Won(120_000_000).split(&[7, 11, 13, 3, 5, 17, 9, 8, 12, 6]);
        assert_eq!(parts.iter().copied().sum::<Won>(), Won(120_000_000));
        assert_eq!(Won(10).split(&[1, 1, 1]), [Won(4), Won(3), Won(3)]);
        assert_eq!(Won(10).split(&[0, 0]), [Won(0), Won(0)]);
    }

    #[test]
    fn ratios_round_half_even_and_refuse_a_zero_denominator() {
        assert_eq!(Ratio::new(1, 2).scaled(1), Some(0));
        assert_eq!(Ratio::new(3, 2).scaled(1), Some(2));
        assert_eq!(Ratio::new(-1, 2).scaled(1), Some(0));
        assert_eq!(Ratio::new(7, 8).percent().as_deref(), Some("87.5"));
        assert_eq!(Ratio::new(45_696, 451_022).per_hundred().as_deref(), Some("10.13"));
        assert_eq!(Ratio::new(1, 0).percent(), None);
    }
}
