//! Deferred acceptance: applicants ask, units keep the best, nobody loses by asking for what they truly want.
//!
//! Gale and Shapley (1962), many-to-one; the result is the one stable matching that every applicant likes at least as
//! well as any other stable matching, in whatever order they ask (McVitie and Wilson 1971).

pub(crate) mod reserve;
mod waiting;

use std::collections::BTreeMap;

use crate::{
    Mark, Market, Refused,
    lottery::Draw,
    market::NONE,
    shard::{Bid, Bidding, Hall},
};
use reserve::Staged;
pub use waiting::Waiting;

/// Who is placed where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The place in the list of choices by applicant; `NONE` when nothing was reached.
    pub(crate) choice: Vec<u32>,
    filled: Vec<u32>,
    /// (applicant, group) of those on a reserved place, sorted.
    reserved: Vec<(u32, u32)>,
}

/// Last placed score of a unit, and how many of its places are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cutoff {
    /// Places that are filled.
    pub filled: u64,
    /// Score of the last placed; none while places are left or when there are none.
    pub score: Option<Mark>,
}

/// How well a choice stands at its unit: merit, then the lottery; more is better, and nobody's is equal.
pub(crate) fn level(merit: u32, place: u32) -> u64 {
    u64::from(merit) << 32 | u64::from(u32::MAX - place)
}

/// Applicants asking down their lists.
struct Asking<'a> {
    market: &'a Market,
    draw: &'a Draw,
    shut: &'a [bool],
}

impl Bidding<u64> for Asking<'_> {
    /// The applicant, and the place of the next choice among all edges.
    type Turn = (u32, u32);
    const BLOCK: usize = 1 << 20;

    fn bid(&self, floors: &[u64], (person, from): Self::Turn) -> Option<(u32, Bid<u64>)> {
        let end = self.market.start[person as usize + 1];
        let place = self.draw.place[person as usize];
        let edges = &self.market.edges[from as usize..end as usize];
        edges.iter().zip(from..).find_map(|(edge, at)| {
            let level = level(edge.merit, place);
            let worth = level > floors[edge.unit as usize] && !self.shut[edge.unit as usize];
            worth.then_some((edge.unit, Bid { level, person, edge: at }))
        })
    }

    fn again(&self, bid: Bid<u64>) -> Self::Turn {
        (bid.person, bid.edge + 1)
    }
}

/// Places everybody; refused when equals would have to be told apart and there was no lottery.
pub fn stable(market: &Market, draw: &Draw, workers: usize) -> Result<Placement, Refused> {
    let placement = deferred_acceptance(market, draw, &[], workers);
    if !draw.drawn {
        Waiting::new(market, draw, &placement, workers).refuse_ties(market, &placement)?;
    }
    Ok(placement)
}

/// The whole procedure; those marked in `out` (empty: nobody) take no part.
pub(crate) fn deferred_acceptance(market: &Market, draw: &Draw, out: &[bool], workers: usize) -> Placement {
    let count = market.units.len();
    let mut asked = vec![0_u64; count];
    for edge in &market.edges {
        asked[edge.unit as usize] += 1;
    }
    let mut places: Vec<u32> = (0..count).map(|unit| market.places[unit].min(asked[unit]) as u32).collect();
    let shut: Vec<bool> = places.iter().map(|&places| places == 0).collect();
    let reserved: Vec<&[_]> = market.reserves.chunk_by(|a, b| a.unit == b.unit).collect();
    for of_unit in &reserved {
        places[of_unit[0].unit as usize] = 0;
    }
    let mut hall = Hall::new(&places, vec![0; count], workers);
    for of_unit in reserved {
        let unit = of_unit[0].unit;
        let all = market.places[unit as usize].min(u64::from(u32::MAX)) as u32;
        let shard = hall.shard_mut(unit);
        let units = shard.units();
        shard.staged.resize_with(units.len(), || None);
        shard.staged[(unit - units.start) as usize] = Some(Staged::new(market, all, of_unit));
    }
    let inside = (0..market.applicants.len()).filter(|&at| !out.get(at).copied().unwrap_or(false));
    let turns = inside.map(|at| (at as u32, market.start[at])).collect();
    hall.run(&Asking { market, draw, shut: &shut }, turns);
    gathered(market, &hall)
}

/// Reads the result out of what the units hold.
fn gathered(market: &Market, hall: &Hall<'_, u64>) -> Placement {
    let mut placement = Placement {
        choice: vec![NONE; market.applicants.len()],
        filled: vec![0; market.units.len()],
        reserved: Vec::new(),
    };
    for shard in &hall.shards {
        for unit in shard.units() {
            let staged = shard.staged.get((unit - shard.units().start) as usize).and_then(Option::as_ref);
            let staged = staged.into_iter().flat_map(Staged::bids);
            for (bid, group) in shard.held(unit).iter().map(|bid| (*bid, None)).chain(staged) {
                placement.choice[bid.person as usize] = bid.edge - market.start[bid.person as usize];
                placement.filled[unit as usize] += 1;
                placement.reserved.extend(group.map(|group| (bid.person, group)));
            }
        }
    }
    placement.reserved.sort_unstable();
    placement
}

impl Placement {
    /// A placement from the place in each applicant's list of choices, and from who is on a reserved place.
    pub(crate) fn from_choices(market: &Market, choice: Vec<u32>, reserved: &BTreeMap<u32, u32>) -> Self {
        let mut filled = vec![0; market.units.len()];
        for (person, &at) in choice.iter().enumerate().filter(|(_, at)| **at != NONE) {
            filled[market.list(person)[at as usize].unit as usize] += 1;
        }
        Self { choice, filled, reserved: reserved.iter().map(|(&person, &group)| (person, group)).collect() }
    }

    /// Where an applicant is placed: (unit, place in their list of choices).
    pub fn of(&self, market: &Market, applicant: usize) -> Option<(usize, usize)> {
        let at = self.choice[applicant];
        (at != NONE).then(|| (market.list(applicant)[at as usize].unit as usize, at as usize))
    }

    /// The group on whose reserved place an applicant is.
    pub fn reserve_of(&self, market: &Market, applicant: usize) -> Option<String> {
        let at = self.reserved.partition_point(|&(person, _)| (person as usize) < applicant);
        let (person, group) = self.reserved.get(at)?;
        (*person as usize == applicant).then(|| market.groups.get(*group as usize).to_owned())
    }

    /// Those on reserved places, with the group of each.
    pub(crate) fn reserved(&self) -> &[(u32, u32)] {
        &self.reserved
    }

    /// How many are placed.
    pub fn placed(&self) -> usize {
        self.choice.iter().filter(|&&at| at != NONE).count()
    }

    /// Every unit's last placed score, in the order of the units.
    pub fn cutoffs(&self, market: &Market) -> Vec<Cutoff> {
        let mut least = vec![NONE; market.units.len()];
        for (person, &at) in self.choice.iter().enumerate().filter(|(_, at)| **at != NONE) {
            let edge = market.list(person)[at as usize];
            let unit = edge.unit as usize;
            least[unit] = least[unit].min(edge.merit);
        }
        let cutoff = |unit: usize| {
            let filled = u64::from(self.filled[unit]);
            let full = filled > 0 && filled >= market.places[unit];
            Cutoff { filled, score: full.then(|| market.scale.score(least[unit])) }
        };
        (0..market.units.len()).map(cutoff).collect()
    }
}
