//! How sure a rank is: the evaluation again under thousands of other reasonable choices.
//!
//! Saisana, Saltelli and Tarantola (2005), Uncertainty and sensitivity analysis techniques as tools for the quality
//! assessment of composite indicators, J. R. Statist. Soc. A 168(2). A variant draws, in this order: one number per
//! indicator for its weight, one for the normalisation, one for missing values, one for the indicator left out.

pub mod sobol;
mod stream;

use std::{
    ops::Range,
    sync::atomic::{AtomicU64, Ordering},
};

use crate::{
    Missing, Normalise, Refused, Scheme, Table,
    aggregate::{Matrix, Room},
    scheme::{LeaveOut, Vary},
};
use sobol::Sums;
use stream::Stream;

/// Variants one run takes.
const MOST_VARIANTS: u32 = 1_000_000;
/// Units in one run with variants: the counts of ranks grow with the square of a league.
const MOST_UNITS: usize = 5_000;
/// Pairs of samples behind the Sobol indices, at most.
const PAIRS: u32 = 1_024;
/// Where the indices of the second sample begin: far beyond any variant.
const SECOND: u64 = 1 << 40;

/// How an evaluation is run.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// Variants; 0 for none.
    pub variants: u32,
    /// The seed of the variants.
    pub seed: Option<[u8; 32]>,
    /// Threads to use; the result does not depend on it.
    pub workers: usize,
    /// Counts evaluations that are done, for a progress bar.
    pub progress: Option<&'a AtomicU64>,
}

impl Run<'_> {
    /// Without variants.
    pub const fn plain() -> Self {
        Self { variants: 0, seed: None, workers: 1, progress: None }
    }
}

/// One alternative way to prepare the figures.
pub(crate) struct Alternatives {
    /// By normalisation, then treatment of missing values.
    matrices: Vec<Vec<Matrix>>,
}

impl Alternatives {
    /// Prepares every combination once.
    pub(crate) fn new(
        vary: &Vary,
        make: impl Fn(Normalise, Missing) -> Result<Matrix, Refused>,
    ) -> Result<Self, Refused> {
        let of = |how: &Normalise| vary.missing.iter().map(|missing| make(*how, *missing)).collect();
        Ok(Self { matrices: vary.normalise.iter().map(of).collect::<Result<_, _>>()? })
    }
}

/// What the variants say.
pub(crate) struct Spread {
    /// By unit: the 5 % and 95 % quantile of its rank, rounded outward.
    pub(crate) intervals: Vec<(u32, u32)>,
    /// The names of the factors.
    pub(crate) factors: Vec<String>,
    /// Their sums.
    pub(crate) sums: Sums,
}

/// Evaluations that a run makes, for a progress bar.
pub fn evaluations(scheme: &Scheme, variants: u32) -> u64 {
    let Some(vary) = &scheme.vary else { return 0 };
    let factors = factors(scheme, vary).len() as u64;
    u64::from(variants) + u64::from(variants.min(PAIRS)) * (factors + 2)
}

/// Refuses a run that is too large or lacks its seed; gives the seed.
pub(crate) fn admitted(run: &Run<'_>, table: &Table) -> Result<[u8; 32], Refused> {
    if run.variants > MOST_VARIANTS {
        let (variants, limit) = (i64::from(run.variants), i64::from(MOST_VARIANTS));
        return Err(Refused::TooManyVariants { variants, limit });
    }
    if table.units().len() > MOST_UNITS {
        return Err(Refused::TooManyUnits { units: table.units().len() as i64, limit: MOST_UNITS as i64 });
    }
    run.seed.ok_or(Refused::NoSeed)
}

/// Runs all variants and the sample plan of the indices.
pub(crate) fn spread(
    scheme: &Scheme,
    vary: &Vary,
    table: &Table,
    (alternatives, run, seed): (&Alternatives, &Run<'_>, &[u8; 32]),
) -> Spread {
    let factors = factors(scheme, vary);
    let world = World { scheme, vary, leagues: table.leagues(), alternatives, seed, progress: run.progress };
    let workers = run.workers.clamp(1, 64);
    let pairs = run.variants.min(PAIRS);
    let parts: Vec<(Vec<u32>, Sums)> = std::thread::scope(|scope| {
        let part = |worker: usize| {
            let (world, factors) = (&world, &factors);
            let own = move |all: u32| {
                let (all, worker, workers) = (all as usize, worker, workers);
                (all * worker / workers) as u64..(all * (worker + 1) / workers) as u64
            };
            move || (world.counts(own(run.variants)), world.sums(factors, own(pairs)))
        };
        let others: Vec<_> = (1..workers).map(|worker| scope.spawn(part(worker))).collect();
        let mut parts = vec![part(0)()];
        parts.extend(others.into_iter().map(|other| other.join().expect("a worker only computes")));
        parts
    });
    let mut parts = parts.into_iter();
    let (mut counts, mut sums) = parts.next().expect("there is at least one worker");
    for (more, other) in parts {
        counts.iter_mut().zip(more).for_each(|(count, more)| *count += more);
        sums.add(&other);
    }
    let names = factors.iter().map(|factor| factor.name(scheme)).collect();
    Spread { intervals: intervals(table.leagues(), &counts, run.variants), factors: names, sums }
}

/// A choice that is varied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Weights,
    Weight(usize),
    Normalise,
    Missing,
    LeaveOneOut,
}

impl Choice {
    fn name(self, scheme: &Scheme) -> String {
        match self {
            Self::Weights => "weights".to_owned(),
            Self::Weight(at) => format!("weight:{}", scheme.indicators[at].id),
            Self::Normalise => "normalise".to_owned(),
            Self::Missing => "missing".to_owned(),
            Self::LeaveOneOut => "leave-one-out".to_owned(),
        }
    }

    /// Which draws of a variant of so many indicators belong to it.
    fn draws(self, indicators: usize) -> Range<usize> {
        match self {
            Self::Weights => 0..indicators,
            Self::Weight(at) => at..at + 1,
            Self::Normalise => indicators..indicators + 1,
            Self::Missing => indicators + 1..indicators + 2,
            Self::LeaveOneOut => indicators + 2..indicators + 3,
        }
    }
}

/// The choices that this scheme varies: all weights together, each weight, then the others.
fn factors(scheme: &Scheme, vary: &Vary) -> Vec<Choice> {
    let mut all = Vec::new();
    if vary.weights.millionths() > 0 {
        all.push(Choice::Weights);
        all.extend((0..scheme.indicators.len()).map(Choice::Weight));
    }
    if vary.normalise.len() > 1 {
        all.push(Choice::Normalise);
    }
    if vary.missing.len() > 1 {
        all.push(Choice::Missing);
    }
    if vary.leave_one_out == LeaveOut::One {
        all.push(Choice::LeaveOneOut);
    }
    all
}

/// Everything a worker reads.
struct World<'a> {
    scheme: &'a Scheme,
    vary: &'a Vary,
    leagues: &'a [Range<usize>],
    alternatives: &'a Alternatives,
    seed: &'a [u8; 32],
    progress: Option<&'a AtomicU64>,
}

impl World<'_> {
    /// The draws of one index, in order.
    fn draws(&self, index: u64, draws: &mut Vec<f64>) {
        let mut stream = Stream::new(self.seed, index);
        draws.clear();
        draws.extend((0..self.scheme.indicators.len() + 3).map(|_| stream.draw()));
    }

    /// Ranks under the choices that the draws stand for.
    fn rank(&self, draws: &[f64], weights: &mut Vec<f64>, room: &mut Room) {
        let count = self.scheme.indicators.len();
        let width = self.vary.weights.to_f64();
        let varied = self.scheme.indicators.iter().zip(draws);
        weights.clear();
        weights.extend(varied.map(|(one, draw)| one.weight * (1.0 - width + 2.0 * width * draw)));
        let pick = |draw: f64, of: usize| ((draw * of as f64) as usize).min(of - 1);
        if self.vary.leave_one_out == LeaveOut::One
            && let Some(at) = pick(draws[count + 2], count + 1).checked_sub(1)
        {
            weights[at] = 0.0;
        }
        let matrices = &self.alternatives.matrices[pick(draws[count], self.vary.normalise.len())];
        matrices[pick(draws[count + 1], self.vary.missing.len())].scores(weights, room);
        room.rank(self.leagues);
        if let Some(progress) = self.progress {
            progress.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How often each unit had each rank: league after league, unit after unit, rank after rank.
    fn counts(&self, variants: Range<u64>) -> Vec<u32> {
        let cells: usize = self.leagues.iter().map(|range| range.len() * range.len()).sum();
        let mut counts = vec![0_u32; cells];
        let (mut draws, mut weights, mut room) = (Vec::new(), Vec::new(), Room::default());
        for index in variants {
            self.draws(index, &mut draws);
            self.rank(&draws, &mut weights, &mut room);
            let mut start = 0;
            for range in self.leagues {
                for (at, &rank) in room.ranks[range.clone()].iter().enumerate() {
                    counts[start + at * range.len() + rank as usize - 1] += 1;
                }
                start += range.len() * range.len();
            }
        }
        counts
    }

    /// The sums of a part of the sample plan.
    fn sums(&self, factors: &[Choice], pairs: Range<u64>) -> Sums {
        let units = self.leagues.last().map_or(0, |range| range.end);
        let mut sums = Sums::new(units, factors.len());
        let (mut a, mut b, mut mixed) = (Vec::new(), Vec::new(), Vec::new());
        let (mut weights, mut room) = (Vec::new(), Room::default());
        for index in pairs {
            self.draws(index, &mut a);
            self.draws(SECOND + index, &mut b);
            self.rank(&a, &mut weights, &mut room);
            let of_a = room.ranks.clone();
            self.rank(&b, &mut weights, &mut room);
            let of_b = room.ranks.clone();
            sums.add_pair(&of_a, &of_b);
            for (at, factor) in factors.iter().enumerate() {
                let own = factor.draws(self.scheme.indicators.len());
                mixed.clone_from(&a);
                mixed[own.clone()].copy_from_slice(&b[own]);
                self.rank(&mixed, &mut weights, &mut room);
                sums.add_mixed(at, &of_a, &of_b, &room.ranks);
            }
        }
        sums
    }
}

/// The 5 % and 95 % quantiles of type 7 of counted ranks, rounded outward.
fn intervals(leagues: &[Range<usize>], counts: &[u32], variants: u32) -> Vec<(u32, u32)> {
    let mut all = Vec::new();
    let mut start = 0;
    for range in leagues {
        for at in 0..range.len() {
            let own = &counts[start + at * range.len()..start + (at + 1) * range.len()];
            all.push((quantile(own, variants, 5).0, quantile(own, variants, 95).1));
        }
        start += range.len() * range.len();
    }
    all
}

/// A quantile in percent of counted ranks, rounded down and up.
fn quantile(counts: &[u32], variants: u32, percent: u64) -> (u32, u32) {
    let place = u64::from(variants - 1) * percent;
    let (below, part) = (place / 100, place % 100);
    let at = |place: u64| {
        let mut seen = 0;
        let rank = counts.iter().position(|&count| {
            seen += u64::from(count);
            seen > place
        });
        rank.unwrap_or(counts.len() - 1) as u64 + 1
    };
    let low = at(below);
    let gap = if part > 0 { at(below + 1) - low } else { 0 };
    ((low + gap * part / 100) as u32, (low + (gap * part).div_ceil(100)) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_counted_ranks_are_those_of_type_7_rounded_outward() {
        // Ranks 1, 1, 4, 9: the 5 % quantile is 1, the 95 % quantile 4 + 0.85 × 5 = 8.25.
        let counts = [2, 0, 0, 1, 0, 0, 0, 0, 1];
        assert_eq!(quantile(&counts, 4, 5), (1, 1));
        assert_eq!(quantile(&counts, 4, 95), (8, 9));
        assert_eq!(quantile(&counts, 4, 50), (2, 3));
        assert_eq!(quantile(&[0, 1], 1, 95), (2, 2));
    }
}
