//! Units that hold the best bids they have seen, in shards that threads work on side by side.
//!
//! Both solvers are auctions of this shape: people bid, a unit keeps as many of the best as it has places, and the
//! others bid elsewhere. Shards are cut by the number of units only, and what they reject comes back in their order,
//! so that nothing depends on how many threads there are.

use std::{ops::Range, thread};

use crate::{share, stable::reserve::Staged};

/// A bid; a higher level is better, and no two bids at a unit that could both stay are confused by an equal level.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Bid<K> {
    pub(crate) level: K,
    pub(crate) person: u32,
    pub(crate) edge: u32,
}

/// A run of neighboring units and what they hold.
pub(crate) struct Shard<'a, K> {
    first: u32,
    /// Where each unit's places begin in `held`.
    start: Vec<u32>,
    filled: Vec<u32>,
    held: Vec<Bid<K>>,
    /// Units with reserved places hold their bids in stages; empty when there is none.
    pub(crate) staged: Vec<Option<Staged<'a, K>>>,
}

impl<K: Copy + Ord + Default> Shard<'_, K> {
    fn new(units: Range<usize>, places: &[u32]) -> Self {
        let mut start = vec![0];
        start.extend(places[units.clone()].iter().scan(0_u32, |sum, &count| {
            *sum += count;
            Some(*sum)
        }));
        let held = vec![Bid::default(); start.last().copied().unwrap_or(0) as usize];
        Self { first: units.start as u32, filled: vec![0; units.len()], start, held, staged: Vec::new() }
    }

    fn all(&self, at: usize) -> Range<usize> {
        self.start[at] as usize..self.start[at + 1] as usize
    }

    /// What a unit holds, in no order.
    pub(crate) fn held(&self, unit: u32) -> &[Bid<K>] {
        let at = (unit - self.first) as usize;
        let from = self.start[at] as usize;
        &self.held[from..from + self.filled[at] as usize]
    }

    /// The units of this shard.
    pub(crate) fn units(&self) -> Range<u32> {
        self.first..self.first + self.filled.len() as u32
    }

    /// The least level held, when the unit is full; of staged units none is told.
    pub(crate) fn floor(&self, unit: u32) -> Option<K> {
        let at = (unit - self.first) as usize;
        let all = self.all(at);
        (all.len() == self.filled[at] as usize && !all.is_empty()).then(|| self.held[all.start].level)
    }

    /// Takes a bid; gives back the one that does not stay.
    pub(crate) fn offer(&mut self, unit: u32, bid: Bid<K>) -> Option<Bid<K>> {
        let at = (unit - self.first) as usize;
        if let Some(Some(staged)) = self.staged.get_mut(at) {
            return staged.offer(bid);
        }
        let all = self.all(at);
        let places = &mut self.held[all];
        let filled = self.filled[at] as usize;
        if filled < places.len() {
            places[filled] = bid;
            self.filled[at] += 1;
            rise(places, filled);
            return None;
        }
        match places.first_mut() {
            Some(least) if least.level < bid.level => {
                let out = std::mem::replace(least, bid);
                sink(places, 0);
                Some(out)
            }
            _ => Some(bid),
        }
    }

    /// Takes many bids: where they are many for a unit, the best are chosen at once; gives those that do not stay.
    fn take(&mut self, bids: &[&[(u32, Bid<K>)]], out: &mut Vec<Bid<K>>) {
        let mut start = vec![0_u32; self.filled.len() + 1];
        for (unit, _) in bids.iter().copied().flatten() {
            start[(unit - self.first) as usize + 1] += 1;
        }
        for at in 1..start.len() {
            start[at] += start[at - 1];
        }
        let mut next = start.clone();
        let mut sorted = vec![Bid::default(); start.last().copied().unwrap_or(0) as usize];
        for (unit, bid) in bids.iter().copied().flatten() {
            let slot = &mut next[(unit - self.first) as usize];
            sorted[*slot as usize] = *bid;
            *slot += 1;
        }
        let mut all = Vec::new();
        for at in 0..self.filled.len() {
            let new = &sorted[start[at] as usize..start[at + 1] as usize];
            let unit = self.first + at as u32;
            let staged = self.staged.get(at).is_some_and(Option::is_some);
            if staged || new.len() < MANY || new.len() * MANY < self.filled[at] as usize {
                out.extend(new.iter().filter_map(|&bid| self.offer(unit, bid)));
            } else {
                all.clear();
                all.extend_from_slice(self.held(unit));
                all.extend_from_slice(new);
                out.extend_from_slice(self.choose(at, &mut all));
            }
        }
    }

    /// Keeps the best of all these bids for a unit; gives the others.
    fn choose<'b>(&mut self, at: usize, all: &'b mut [Bid<K>]) -> &'b [Bid<K>] {
        let range = self.all(at);
        let kept = range.len().min(all.len());
        if kept < all.len() && kept > 0 {
            all.select_nth_unstable_by(kept - 1, |a, b| b.level.cmp(&a.level));
        }
        let (best, others) = all.split_at(kept);
        let places = &mut self.held[range.start..range.start + kept];
        places.copy_from_slice(best);
        for top in (0..kept / 2).rev() {
            sink(places, top);
        }
        self.filled[at] = kept as u32;
        others
    }
}

/// Moves the last of a heap up to where it belongs; the least is at the top.
fn rise<K: Copy + Ord>(heap: &mut [Bid<K>], mut at: usize) {
    while at > 0 {
        let above = (at - 1) / 2;
        if heap[above].level <= heap[at].level {
            break;
        }
        heap.swap(above, at);
        at = above;
    }
}

/// Moves one of a heap down to where it belongs.
fn sink<K: Copy + Ord>(heap: &mut [Bid<K>], mut at: usize) {
    let moved = heap[at];
    loop {
        let left = 2 * at + 1;
        if left >= heap.len() {
            break;
        }
        let right = left + 1;
        let least = if right < heap.len() && heap[right].level < heap[left].level { right } else { left };
        if moved.level <= heap[least].level {
            break;
        }
        heap[at] = heap[least];
        at = least;
    }
    heap[at] = moved;
}

/// How people bid in one of the solvers.
pub(crate) trait Bidding<K>: Sync {
    /// Somebody who still has to bid.
    type Turn: Copy + Send + Sync;
    /// Turns that are bid on the same floors: many where old floors do no harm, fewer where they mislead.
    const BLOCK: usize;
    /// The next bid, seeing the least level of every full unit; nothing when there is nobody left to ask.
    fn bid(&self, floors: &[K], turn: Self::Turn) -> Option<(u32, Bid<K>)>;
    /// The next turn of somebody whose bid did not stay.
    fn again(&self, bid: Bid<K>) -> Self::Turn;
}

/// Bids on their way to units, by shard.
pub(crate) type ByShard<K> = Vec<Vec<(u32, Bid<K>)>>;

/// All units, and the least level of each that is full.
pub(crate) struct Hall<'a, K> {
    pub(crate) shards: Vec<Shard<'a, K>>,
    /// By unit: bids at or below it are not worth making.
    pub(crate) floors: Vec<K>,
    of: Vec<u8>,
    workers: usize,
}

/// Shards, whatever the number of threads.
const SHARDS: usize = 16;
/// So many new bids for a unit are sorted out at once instead of one by one.
const MANY: usize = 8;
/// Fewer turns than this are taken a few at a time, so that they see what those before them did.
const ALONE: usize = 1 << 13;
/// So many of those bid on the same floors, because the processor then fetches what they look at side by side.
const FEW: usize = 16;

impl<'a, K: Copy + Ord + Default + Send + Sync> Hall<'a, K> {
    /// Units with so many places each, and their floors at the beginning.
    pub(crate) fn new(places: &[u32], floors: Vec<K>, workers: usize) -> Self {
        let parts = share::parts(places.len(), SHARDS);
        let mut of = vec![0; places.len()];
        for (at, part) in parts.iter().enumerate() {
            of[part.clone()].fill(at as u8);
        }
        let shards = parts.into_iter().map(|part| Shard::new(part, places)).collect();
        Self { shards, floors, of, workers }
    }

    /// The shard of a unit, to change it.
    pub(crate) fn shard_mut(&mut self, unit: u32) -> &mut Shard<'a, K> {
        &mut self.shards[self.of[unit as usize] as usize]
    }

    /// Lets everybody bid until nobody has a turn, and tells how many turns there were; those who left without a
    /// place are nowhere held.
    pub(crate) fn run<B: Bidding<K>>(&mut self, bidding: &B, mut turns: Vec<B::Turn>) -> u64 {
        let mut next = Vec::new();
        let mut count = 0;
        while turns.len() > ALONE {
            count += turns.len() as u64;
            for block in turns.chunks(B::BLOCK) {
                self.block(bidding, block, &mut next);
            }
            turns.clear();
            std::mem::swap(&mut turns, &mut next);
        }
        let mut queue = std::collections::VecDeque::from(turns);
        let mut few: Vec<B::Turn> = Vec::with_capacity(FEW);
        let mut bids = Vec::with_capacity(FEW);
        while !queue.is_empty() {
            few.extend(queue.drain(..queue.len().min(FEW)));
            count += few.len() as u64;
            bids.extend(few.drain(..).filter_map(|turn| bidding.bid(&self.floors, turn)));
            for (unit, bid) in bids.drain(..) {
                let shard = &mut self.shards[self.of[unit as usize] as usize];
                let out = shard.offer(unit, bid);
                if let Some(floor) = shard.floor(unit) {
                    self.floors[unit as usize] = floor;
                }
                queue.extend(out.map(|bid| bidding.again(bid)));
            }
        }
        count
    }

    /// Many turns on the same floors: bids are made on every thread, then shards take them on every thread.
    fn block<B: Bidding<K>>(&mut self, bidding: &B, block: &[B::Turn], next: &mut Vec<B::Turn>) {
        let (floors, of, count) = (&self.floors, &self.of, self.shards.len());
        let bids: Vec<ByShard<K>> = share::map(block.len(), self.workers, |part| {
            let room = part.len() / count + part.len() / (count * 8) + 16;
            let mut out: ByShard<K> = (0..count).map(|_| Vec::with_capacity(room)).collect();
            for &turn in &block[part] {
                if let Some((unit, bid)) = bidding.bid(floors, turn) {
                    out[of[unit as usize] as usize].push((unit, bid));
                }
            }
            out
        });
        let out = self.give(&bids, &|bid| bidding.again(bid));
        next.extend(out);
        self.look();
    }

    /// Hands bids, sorted by shard, to their units on every thread; gives what does not stay, shard by shard.
    pub(crate) fn give<T: Send>(
        &mut self,
        bids: &[ByShard<K>],
        again: &(impl Fn(Bid<K>) -> T + Sync),
    ) -> Vec<T> {
        let take = |at: usize, shard: &mut Shard<'a, K>| {
            let mine: Vec<&[(u32, Bid<K>)]> = bids.iter().map(|by_shard| by_shard[at].as_slice()).collect();
            let mut out = Vec::new();
            shard.take(&mine, &mut out);
            out.into_iter().map(again)
        };
        let each = self.shards.len().div_ceil(self.workers.max(1)).max(1);
        let work = |chunk: usize, shards: &mut [Shard<'a, K>]| {
            let take = |(at, shard)| take(chunk * each + at, shard);
            shards.iter_mut().enumerate().flat_map(take).collect::<Vec<_>>()
        };
        if self.workers < 2 {
            return work(0, &mut self.shards);
        }
        let work = &work;
        thread::scope(|scope| {
            let chunks = self.shards.chunks_mut(each).enumerate();
            let threads: Vec<_> =
                chunks.map(|(chunk, shards)| scope.spawn(move || work(chunk, shards))).collect();
            let done = threads.into_iter().map(|thread| thread.join().expect("a shard does not panic"));
            done.flatten().collect()
        })
    }

    /// The shard of a unit, as a number.
    pub(crate) fn number(&self, unit: u32) -> usize {
        self.of[unit as usize] as usize
    }

    /// Brings the floors up to date.
    pub(crate) fn look(&mut self) {
        for shard in &self.shards {
            for unit in shard.units() {
                if let Some(floor) = shard.floor(unit) {
                    self.floors[unit as usize] = floor;
                }
            }
        }
    }
}
