//! Weighted means over columns: the inner loop of every variant.

use crate::{Aggregate, Refused, Scheme, Table, number::billionths, prepare::Values};

/// Stands for "no score": nothing of the unit is known, or too little.
pub(crate) const NONE: i64 = i64::MIN;

/// Normalised values by column, ready to be weighted.
#[derive(Debug, Clone)]
pub(crate) struct Matrix {
    units: usize,
    aggregate: Aggregate,
    /// Column after column; logarithms for a geometric mean; zero where a value is missing.
    values: Vec<f64>,
    /// Units that lack a value.
    incomplete: Vec<usize>,
    /// For these, column after column: one where there is a value, zero where not.
    known: Vec<f64>,
    /// Units that get no score in any variant.
    left_out: Vec<usize>,
}

impl Matrix {
    /// Lays the columns out; a geometric mean of something not above zero is refused.
    pub(crate) fn new(
        scheme: &Scheme,
        table: &Table,
        columns: &[Values],
        left_out: &[usize],
    ) -> Result<Self, Refused> {
        let units = table.units().len();
        let mut values = Vec::with_capacity(units * columns.len());
        for (indicator, column) in scheme.indicators.iter().zip(columns) {
            for (value, unit) in column.iter().zip(table.units()) {
                values.push(match (value, scheme.aggregate) {
                    (None, _) => 0.0,
                    (Some(value), Aggregate::Arithmetic) => *value,
                    (Some(value), Aggregate::Geometric) if *value > 0.0 => libm::log(*value),
                    _ => {
                        let (unit, indicator) = (unit.id.clone(), indicator.id.clone());
                        return Err(Refused::NotAboveZero { unit, indicator });
                    }
                });
            }
        }
        let lacks = |unit: &usize| columns.iter().any(|column| column[*unit].is_none());
        let incomplete: Vec<usize> = (0..units).filter(lacks).collect();
        let mark = |value: Option<f64>| if value.is_some() { 1.0 } else { 0.0 };
        let known =
            columns.iter().flat_map(|column| incomplete.iter().map(|&unit| mark(column[unit]))).collect();
        let (aggregate, left_out) = (scheme.aggregate, left_out.to_vec());
        Ok(Self { units, aggregate, values, incomplete, known, left_out })
    }

    /// Scores in billionths for these weights, which need not sum to one; [`NONE`] where nothing is known.
    pub(crate) fn scores(&self, weights: &[f64], room: &mut Room) {
        room.sums.clear();
        room.sums.resize(self.units, 0.0);
        for (column, &weight) in self.values.chunks_exact(self.units).zip(weights) {
            for (sum, value) in room.sums.iter_mut().zip(column) {
                *sum += weight * value;
            }
        }
        let whole: f64 = weights.iter().sum();
        room.scores.clear();
        room.scores.extend(room.sums.iter().map(|sum| self.rounded(sum / whole)));
        if !self.incomplete.is_empty() {
            room.shares.clear();
            room.shares.resize(self.incomplete.len(), 0.0);
            for (column, &weight) in self.known.chunks_exact(self.incomplete.len()).zip(weights) {
                for (share, known) in room.shares.iter_mut().zip(column) {
                    *share += weight * known;
                }
            }
            for (&unit, &share) in self.incomplete.iter().zip(&room.shares) {
                room.scores[unit] = if share > 0.0 { self.rounded(room.sums[unit] / share) } else { NONE };
            }
        }
        for &unit in &self.left_out {
            room.scores[unit] = NONE;
        }
    }

    fn rounded(&self, mean: f64) -> i64 {
        match self.aggregate {
            Aggregate::Arithmetic => billionths(mean),
            Aggregate::Geometric => billionths(libm::exp(mean)),
        }
    }
}

/// Buffers that are used again for each variant.
#[derive(Debug, Clone, Default)]
pub(crate) struct Room {
    sums: Vec<f64>,
    shares: Vec<f64>,
    /// What [`Matrix::scores`] gave.
    pub(crate) scores: Vec<i64>,
    keys: Vec<u64>,
    wide: Vec<u128>,
    /// What [`Room::rank`] gave: places from 1 within each league.
    pub(crate) ranks: Vec<u32>,
}

impl Room {
    /// Ranks the scores within each league: equals share the best place, units without a score the last.
    pub(crate) fn rank(&mut self, leagues: &[std::ops::Range<usize>]) {
        self.ranks.resize(self.scores.len(), 0);
        for range in leagues {
            let scores = &self.scores[range.clone()];
            let ranks = &mut self.ranks[range.clone()];
            let (low, high) = ends(scores);
            let bits = usize::BITS - scores.len().leading_zeros();
            let span = (i128::from(high) - i128::from(low)) as u128 + 2;
            if span < 1 << (63 - bits) {
                rank_keys(scores, ranks, (&mut self.keys, high, span as u64), bits);
            } else {
                rank_wide(scores, ranks, &mut self.wide);
            }
        }
    }
}

/// The least and largest score; zeros when there is none.
fn ends(scores: &[i64]) -> (i64, i64) {
    let known = || scores.iter().copied().filter(|&score| score != NONE);
    (known().min().unwrap_or(0), known().max().unwrap_or(0))
}

/// Sorts keys of distance from the best and place in one word.
fn rank_keys(scores: &[i64], ranks: &mut [u32], (keys, high, none): (&mut Vec<u64>, i64, u64), bits: u32) {
    keys.clear();
    keys.extend(scores.iter().enumerate().map(|(at, &score)| {
        let distance = if score == NONE { none } else { (high - score) as u64 };
        (distance << bits) | at as u64
    }));
    keys.sort_unstable();
    let mask = (1_u64 << bits) - 1;
    let (mut last, mut place) = (u64::MAX, 0);
    for (at, key) in keys.iter().enumerate() {
        if key >> bits != last {
            (last, place) = (key >> bits, at as u32 + 1);
        }
        ranks[(key & mask) as usize] = place;
    }
}

/// The same for scores too far apart for one word.
fn rank_wide(scores: &[i64], ranks: &mut [u32], keys: &mut Vec<u128>) {
    keys.clear();
    keys.extend(scores.iter().enumerate().map(|(at, &score)| {
        let distance = (i128::from(i64::MAX) - i128::from(score)) as u128;
        (distance << 32) | at as u128
    }));
    keys.sort_unstable();
    let (mut last, mut place) = (u128::MAX, 0);
    for (at, key) in keys.iter().enumerate() {
        if key >> 32 != last {
            (last, place) = (key >> 32, at as u32 + 1);
        }
        ranks[(key & 0xffff_ffff) as usize] = place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_share_the_best_place_and_unknown_scores_come_last() {
        let mut room = Room { scores: vec![5, 9, 5, NONE, 9, 1, 7], ..Room::default() };
        room.rank(&[0..6, 6..7]);
        assert_eq!(room.ranks, [3, 1, 3, 6, 1, 5, 1]);
        room.scores = vec![i64::MAX, -i64::MAX, NONE, 0, 0, 1, 2];
        room.rank(&[0..6, 6..7]);
        assert_eq!(room.ranks, [1, 5, 6, 3, 3, 2, 1]);
    }
}
