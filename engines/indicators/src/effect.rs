//! Did it help: change of those who were advised against change of those who were not.
//!
//! Difference in differences with an interval. The variance of the two means of change may differ (Welch 1947), the
//! quantile is Student's with the degrees of freedom of Welch and Satterthwaite; with few units the exact permutation
//! test of Fisher over every way to choose the advised goes beside it. Fewer than five on either side is "too few to
//! tell", and no figure is given that somebody could quote.

use crate::number::{mean, squares};

/// Units needed on each side.
pub const NEEDED: usize = 5;
/// Ways to choose the advised that the exact test goes through, at most.
const MOST_WAYS: u64 = 200_000;

/// Whether a unit was advised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// It was advised between the two measurements.
    Advised,
    /// It is comparable and was not advised.
    Compared,
}

/// One unit, measured twice.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The unit.
    pub unit: String,
    /// Its value before.
    pub before: f64,
    /// Its value after.
    pub after: f64,
    /// Whether it was advised.
    pub group: Group,
}

/// How sure the interval is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// 90 in 100 such intervals hold the true effect.
    Ninety,
    /// 95 in 100.
    NinetyFive,
}

impl Confidence {
    fn tail(self) -> f64 {
        match self {
            Self::Ninety => 0.05,
            Self::NinetyFive => 0.025,
        }
    }
}

/// What the comparison says.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Too few to tell.
    TooFew {
        /// Advised units.
        advised: usize,
        /// Units compared with.
        compared: usize,
        /// Needed on each side.
        needed: usize,
    },
    /// An effect with its interval.
    Measured(Measured),
}

/// An effect with its interval.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Mean change of the advised less mean change of the others.
    pub estimate: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Standard error.
    pub error: f64,
    /// Degrees of freedom.
    pub freedom: f64,
    /// Advised units.
    pub advised: usize,
    /// Units compared with.
    pub compared: usize,
    /// How often chance alone would give as much either way; none when there are too many ways to go through.
    pub exact: Option<f64>,
    /// What may be said.
    pub verdict: Verdict,
}

/// What may be said about an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The whole interval is above zero.
    Higher,
    /// The whole interval is below zero.
    Lower,
    /// The interval holds zero: nothing can be said.
    NotTold,
}

/// Mean change of a group, its standard error and its size, as a publication gives them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Mean change.
    pub mean: f64,
    /// Standard error of the mean change.
    pub error: f64,
    /// Units.
    pub units: usize,
}

/// Compares units that were measured twice; their order does not matter.
pub fn effect(seen: &[Seen], confidence: Confidence) -> Effect {
    let mut seen: Vec<&Seen> = seen.iter().collect();
    seen.sort_by(|a, b| a.unit.cmp(&b.unit));
    let changes = |group: Group| -> Vec<f64> {
        let own = seen.iter().filter(|one| one.group == group);
        own.map(|one| one.after - one.before).filter(|change| change.is_finite()).collect()
    };
    let (advised, compared) = (changes(Group::Advised), changes(Group::Compared));
    if advised.len().min(compared.len()) < NEEDED {
        return Effect::TooFew { advised: advised.len(), compared: compared.len(), needed: NEEDED };
    }
    let summary = |changes: &[f64]| {
        let units = changes.len();
        let variance = squares(changes) / (units - 1) as f64;
        Summary { mean: mean(changes), error: (variance / units as f64).sqrt(), units }
    };
    let mut measured = difference(summary(&advised), summary(&compared), confidence);
    measured.exact = exact(&advised, &compared);
    Effect::Measured(measured)
}

/// Compares two groups by their summaries; needs at least two units on each side.
pub fn difference(advised: Summary, compared: Summary, confidence: Confidence) -> Measured {
    let estimate = advised.mean - compared.mean;
    let (left, right) = (advised.error * advised.error, compared.error * compared.error);
    let error = (left + right).sqrt();
    let share = |part: f64, units: usize| part * part / (units.saturating_sub(1).max(1)) as f64;
    let below = share(left, advised.units) + share(right, compared.units);
    let freedom = if below > 0.0 {
        (left + right) * (left + right) / below
    } else {
        (advised.units + compared.units).saturating_sub(2).max(1) as f64
    };
    let reach = error * quantile(confidence.tail(), freedom);
    let (low, high) = (estimate - reach, estimate + reach);
    let verdict = if low > 0.0 {
        Verdict::Higher
    } else if high < 0.0 {
        Verdict::Lower
    } else {
        Verdict::NotTold
    };
    let (advised, compared) = (advised.units, compared.units);
    Measured { estimate, low, high, error, freedom, advised, compared, exact: None, verdict }
}

/// The share of ways to choose the advised whose difference is at least as large either way.
fn exact(advised: &[f64], compared: &[f64]) -> Option<f64> {
    let all: Vec<f64> = advised.iter().chain(compared).copied().collect();
    let ways = ways(all.len() as u64, advised.len() as u64).filter(|ways| *ways <= MOST_WAYS)?;
    let total: f64 = all.iter().sum();
    let (chosen, others) = (advised.len() as f64, compared.len() as f64);
    let apart = |sum: f64| (sum / chosen - (total - sum) / others).abs();
    let seen = apart(advised.iter().sum());
    // Sums in another order differ in their last bits; what differs by less than that is equal.
    let slack = 1e-9 * all.iter().fold(seen, |most, value| most.max(value.abs()));
    let mut picks: Vec<usize> = (0..advised.len()).collect();
    let mut as_large = 0_u64;
    loop {
        if apart(picks.iter().map(|&at| all[at]).sum()) >= seen - slack {
            as_large += 1;
        }
        if !next_choice(&mut picks, all.len()) {
            return Some(as_large as f64 / ways as f64);
        }
    }
}

/// The next choice in order; false after the last.
fn next_choice(picks: &mut [usize], of: usize) -> bool {
    let count = picks.len();
    let Some(at) = (0..count).rev().find(|&at| picks[at] < of - count + at) else { return false };
    picks[at] += 1;
    for after in at + 1..count {
        picks[after] = picks[after - 1] + 1;
    }
    true
}

/// Ways to choose so many of so many; none when there are more than 2^64.
fn ways(of: u64, chosen: u64) -> Option<u64> {
    (0..chosen.min(of - chosen)).try_fold(1_u64, |ways, at| Some(ways.checked_mul(of - at)? / (at + 1)))
}

/// The value that Student's distribution passes with this chance, by halving.
pub(crate) fn quantile(tail: f64, freedom: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    while upper_tail(high, freedom) > tail && high < 1e12 {
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = low + (high - low) / 2.0;
        if upper_tail(middle, freedom) > tail { low = middle } else { high = middle }
    }
    high
}

/// The chance that Student's distribution passes a value of at least zero.
fn upper_tail(value: f64, freedom: f64) -> f64 {
    beta_share(freedom / (freedom + value * value), freedom / 2.0) / 2.0
}

/// The regularised incomplete beta function at `share` with the parameters `first` and one half, by Lentz's continued
/// fraction (DLMF 8.17.22).
fn beta_share(share: f64, first: f64) -> f64 {
    let second = 0.5;
    if share <= 0.0 || share >= 1.0 {
        return if share >= 1.0 { 1.0 } else { 0.0 };
    }
    let front = libm::exp(
        libm::lgamma(first + second) - libm::lgamma(first) - libm::lgamma(second)
            + first * libm::log(share)
            + second * libm::log1p(-share),
    );
    if share < (first + 1.0) / (first + second + 2.0) {
        front * fraction(share, first, second) / first
    } else {
        1.0 - front * fraction(1.0 - share, second, first) / second
    }
}

fn fraction(share: f64, first: f64, second: f64) -> f64 {
    let guarded = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut above = 1.0;
    let mut below = 1.0 / guarded(1.0 - (first + second) * share / (first + 1.0));
    let mut value = below;
    for step in 1..500 {
        let at = f64::from(step);
        let twice = first + 2.0 * at;
        let even = at * (second - at) * share / ((twice - 1.0) * twice);
        let odd = -(first + at) * (first + second + at) * share / (twice * (twice + 1.0));
        for term in [even, odd] {
            below = 1.0 / guarded(1.0 + term * below);
            above = guarded(1.0 + term / above);
            value *= below * above;
        }
        if (below * above - 1.0).abs() < 1e-15 {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn students_quantiles_are_those_of_the_tables() {
        let table = [(1.0, "12.706"), (5.0, "2.571"), (10.0, "2.228"), (30.0, "2.042"), (120.0, "1.980")];
        for (freedom, printed) in table {
            assert_eq!(format!("{:.3}", quantile(0.025, freedom)), printed);
        }
    }

    #[test]
    fn every_way_to_choose_is_gone_through_once() {
        assert_eq!(ways(10, 5), Some(252));
        let mut picks = vec![0, 1, 2];
        let mut count = 1;
        while next_choice(&mut picks, 6) {
            count += 1;
        }
        assert_eq!((count, picks), (20, vec![3, 4, 5]));
    }
}
