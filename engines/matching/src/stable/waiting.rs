//! Who waits for which unit, in that unit's order.

use super::{Placement, level};
use crate::{Market, Refused, lottery::Draw, market::NONE, share};

/// By unit: everybody who would rather have it than what they got, the next to be asked first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    start: Vec<u32>,
    people: Vec<u32>,
}

impl Waiting {
    /// The waiting lists that a placement leaves.
    pub fn new(market: &Market, draw: &Draw, placement: &Placement, workers: usize) -> Self {
        let mut start = vec![0_u32; market.units.len() + 1];
        each(market, placement, |_, edge| start[edge.unit as usize + 1] += 1);
        for at in 1..start.len() {
            start[at] += start[at - 1];
        }
        let mut next = start.clone();
        let mut levels = vec![(0_u64, 0_u32); start.last().copied().unwrap_or(0) as usize];
        each(market, placement, |person, edge| {
            let slot = &mut next[edge.unit as usize];
            levels[*slot as usize] = (level(edge.merit, draw.place[person]), person as u32);
            *slot += 1;
        });
        let people = share::map(market.units.len(), workers, |part| {
            let mut mine = levels[start[part.start] as usize..start[part.end] as usize].to_vec();
            let base = start[part.start];
            for unit in part {
                let list = &mut mine[(start[unit] - base) as usize..(start[unit + 1] - base) as usize];
                list.sort_unstable_by_key(|&(level, person)| (std::cmp::Reverse(level), person));
            }
            mine.into_iter().map(|(_, person)| person).collect::<Vec<_>>()
        });
        Self { start, people: people.concat() }
    }

    /// Everybody who waits for a unit, the next first; a place in it, plus one, is the position told to a person.
    pub fn of(&self, unit: usize) -> &[u32] {
        &self.people[self.start[unit] as usize..self.start[unit + 1] as usize]
    }

    /// How many entries all lists have.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether nobody waits anywhere.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Refuses two equals at a unit where one is placed and the other waits, or where both wait.
    pub(super) fn refuse_ties(&self, market: &Market, placement: &Placement) -> Result<(), Refused> {
        let mut placed: Vec<(u32, u32, u32)> = placement
            .choice
            .iter()
            .enumerate()
            .filter(|(_, at)| **at != NONE)
            .map(|(person, &at)| (market.list(person)[at as usize], person as u32))
            .map(|(edge, person)| (edge.unit, edge.merit, person))
            .collect();
        placed.sort_unstable();
        for unit in 0..market.units.len() {
            let mut before: Option<(u32, u32)> = None;
            for &person in self.of(unit) {
                let list = market.list(person as usize);
                let edge = list.iter().find(|edge| edge.unit as usize == unit);
                let merit = edge.expect("who waits has chosen the unit").merit;
                let at = placed.partition_point(|&one| one < (unit as u32, merit, 0));
                let beside = placed.get(at).filter(|one| (one.0, one.1) == (unit as u32, merit));
                let waits = before.filter(|&(other, _)| other == merit).map(|(_, other)| other);
                if let Some(other) = beside.map(|one| one.2).or(waits) {
                    let name = |person: u32| market.applicants.get(person as usize).to_owned();
                    return Err(Refused::TieWithoutSeed {
                        unit: market.units.get(unit).to_owned(),
                        first: name(person.min(other)),
                        second: name(person.max(other)),
                    });
                }
                before = Some((merit, person));
            }
        }
        Ok(())
    }
}

/// Every choice that an applicant would rather have than what they got.
fn each(market: &Market, placement: &Placement, mut see: impl FnMut(usize, &crate::market::Edge)) {
    for (person, &at) in placement.choice.iter().enumerate() {
        let list = market.list(person);
        let better = if at == NONE { list } else { &list[..at as usize] };
        for edge in better {
            see(person, edge);
        }
    }
}
