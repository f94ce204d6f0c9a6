//! A unit with reserved places: open places first, then each group's, then what reverts.
//!
//! The unit takes the best of all into its open places; of those left, the best of each group (groups in order of
//! their names) into that group's places; and the best of all who are still left into the reserved places that nobody
//! filled and that revert. Whoever leaves a stage never comes back to it, so a bid runs down the stages like water, and
//! the choice is the same in whatever order bids come (it is substitutable and never shrinks with more bids).

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::{
    Market,
    market::{Reserve, Unfilled},
    shard::Bid,
};

/// A bid ordered by its level alone.
#[derive(Debug, Clone, Copy)]
struct ByLevel<K>(Bid<K>);

impl<K: Ord> PartialEq for ByLevel<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0.level == other.0.level
    }
}
impl<K: Ord> Eq for ByLevel<K> {}
impl<K: Ord> PartialOrd for ByLevel<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K: Ord> Ord for ByLevel<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.level.cmp(&other.0.level)
    }
}

/// Places of one stage; the least is on top.
#[derive(Debug)]
struct Stage<K> {
    heap: BinaryHeap<Reverse<ByLevel<K>>>,
    places: usize,
}

impl<K: Ord + Copy> Stage<K> {
    fn new(places: usize) -> Self {
        Self { heap: BinaryHeap::new(), places }
    }

    fn offer(&mut self, bid: Bid<K>) -> Option<Bid<K>> {
        self.heap.push(Reverse(ByLevel(bid)));
        self.spill()
    }

    fn spill(&mut self) -> Option<Bid<K>> {
        (self.heap.len() > self.places).then(|| self.heap.pop()).flatten().map(|least| least.0.0)
    }

    fn bids(&self) -> impl Iterator<Item = Bid<K>> {
        self.heap.iter().map(|bid| bid.0.0)
    }
}

/// What a unit with reserved places holds.
pub(crate) struct Staged<'a, K> {
    market: &'a Market,
    open: Stage<K>,
    groups: Vec<(Reserve, Stage<K>)>,
    reverted: Stage<K>,
}

impl<'a, K: Ord + Copy> Staged<'a, K> {
    /// The stages of a unit with so many places in all.
    pub(crate) fn new(market: &'a Market, places: u32, reserves: &[Reserve]) -> Self {
        let reserved: u64 = reserves.iter().map(|one| u64::from(one.places)).sum();
        let reverting = reserves.iter().filter(|one| one.unfilled == Unfilled::Reverts);
        Self {
            market,
            open: Stage::new(u64::from(places).saturating_sub(reserved) as usize),
            groups: reserves.iter().map(|one| (*one, Stage::new(one.places as usize))).collect(),
            reverted: Stage::new(reverting.map(|one| one.places as usize).sum()),
        }
    }

    /// Takes a bid; gives back the one that does not stay.
    pub(crate) fn offer(&mut self, bid: Bid<K>) -> Option<Bid<K>> {
        let mut left = self.open.offer(bid)?;
        for (reserve, stage) in &mut self.groups {
            if !self.market.is_member(left.person, reserve.group) {
                continue;
            }
            match stage.offer(left) {
                Some(out) => left = out,
                None if reserve.unfilled == Unfilled::Reverts => {
                    self.reverted.places -= 1;
                    return self.reverted.spill();
                }
                None => return None,
            }
        }
        self.reverted.offer(left)
    }

    /// Everything held, with the group for those on its reserved places.
    pub(crate) fn bids(&self) -> impl Iterator<Item = (Bid<K>, Option<u32>)> {
        let plain = self.open.bids().chain(self.reverted.bids()).map(|bid| (bid, None));
        let groups =
            self.groups.iter().flat_map(|(one, stage)| stage.bids().map(|bid| (bid, Some(one.group))));
        plain.chain(groups)
    }
}
