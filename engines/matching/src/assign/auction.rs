//! People bid for units, units keep the best bids, and units that are too dear call people back.

use std::ops::{Add, Mul, Sub};

use super::{
    network::Network,
    prices::{Member, Seats},
};
use crate::{
    market::NONE,
    shard::{Bid, Bidding, Hall},
    share,
};

/// Whole numbers that prices are counted in.
pub(crate) trait Price:
    Copy + Ord + Default + Send + Sync + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + From<u8>
{
    /// The whole part of a division by a positive number, and the wide form of it.
    fn over(self, other: Self) -> i128;
    /// A part of it, rounded down.
    fn part(self, of: u8) -> Self;
}

impl Price for i64 {
    fn over(self, other: Self) -> i128 {
        i128::from(self.div_euclid(other))
    }
    fn part(self, of: u8) -> Self {
        self / Self::from(of)
    }
}

impl Price for i128 {
    fn over(self, other: Self) -> i128 {
        self.div_euclid(other)
    }
    fn part(self, of: u8) -> Self {
        self / Self::from(of)
    }
}

/// How many times costs are counted, and what leaving somebody unplaced counts before that.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fit<P> {
    pub(crate) scale: P,
    pub(crate) out: P,
}

/// ε shrinks by this from phase to phase.
const STEP: u8 = 8;
/// After a phase in which less than one in `FEW` had a turn, ε shrinks by this: only equals are left to be told apart.
const STRIDE: u8 = 64;
const FEW: u64 = 32;
/// The first ε, as a part of the greatest cost.
const FIRST: u8 = 12;
/// The first ε where there are fewer places than people, as a part of what leaving somebody out counts: prices will
/// have to climb that far.
const STEEP: u8 = 8;

#[derive(Debug, Clone, Copy)]
struct Arc<C> {
    unit: u32,
    cost: C,
}

/// Where somebody sits, and what it costs.
#[derive(Debug, Clone, Copy)]
struct Seat<C> {
    unit: u32,
    cost: C,
}

/// The state of an auction.
pub(crate) struct Auction<'a, P, C> {
    network: &'a Network,
    places: Vec<u32>,
    arcs: Vec<Arc<C>>,
    fit: Fit<P>,
    epsilon: P,
    prices: Vec<P>,
    seats: Vec<Seat<C>>,
    /// By unit: who could come at what cost; made when it is first needed.
    callers: (Vec<u32>, Vec<Member<C>>),
    workers: usize,
}

/// People bidding at one ε.
struct Round<'a, P, C> {
    start: &'a [u32],
    arcs: &'a [Arc<C>],
    fit: Fit<P>,
    out: P,
    epsilon: P,
}

impl<P: Price, C: Copy + Into<P> + Send + Sync> Round<'_, P, C> {
    /// The cheapest arc, what it costs, and what the next best would cost.
    fn best(&self, prices: &[P], person: u32) -> (u32, P, P) {
        let range = self.start[person as usize]..self.start[person as usize + 1];
        let (mut arc, mut first, mut second) = (NONE, self.out, self.out);
        for (one, at) in self.arcs[range.start as usize..range.end as usize].iter().zip(range) {
            let value = one.cost.into() * self.fit.scale + prices[one.unit as usize];
            if value < first {
                (arc, second, first) = (at, first, value);
            } else if value < second {
                second = value;
            }
        }
        (arc, first, second)
    }

    fn level(&self, arc: Arc<C>, second: P) -> P {
        second - arc.cost.into() * self.fit.scale + self.epsilon
    }
}

impl<P: Price, C: Copy + Into<P> + Send + Sync> Bidding<P> for Round<'_, P, C> {
    type Turn = u32;
    const BLOCK: usize = 1 << 16;

    fn bid(&self, floors: &[P], person: u32) -> Option<(u32, Bid<P>)> {
        let (edge, _, second) = self.best(floors, person);
        let arc = *self.arcs.get(edge as usize)?;
        Some((arc.unit, Bid { level: self.level(arc, second), person, edge }))
    }

    fn again(&self, bid: Bid<P>) -> u32 {
        bid.person
    }
}

impl<'a, P: Price, C: Copy + Into<P> + Default + Ord + Send + Sync> Auction<'a, P, C> {
    /// An auction where nobody sits and nothing has a price.
    pub(crate) fn new(network: &'a Network, cost: impl Fn(usize) -> C, fit: Fit<P>, workers: usize) -> Self {
        let units = network.units.len();
        let mut asked = vec![0_u64; units];
        network.unit.iter().for_each(|&unit| asked[unit as usize] += 1);
        // One more than asked: a unit that could take everybody is never full, so it never has a price.
        let places: Vec<u32> =
            (0..units).map(|unit| network.places[unit].min(asked[unit] + 1) as u32).collect();
        let arc = |(at, &unit): (usize, &u32)| Arc { unit, cost: cost(at) };
        let arcs: Vec<Arc<C>> = network.unit.iter().enumerate().map(arc).collect();
        let most = arcs.iter().map(|arc| arc.cost).max().unwrap_or_default();
        let room: u64 = places.iter().map(|&places| u64::from(places)).sum();
        let (most, out) = (most.into() * fit.scale, fit.out * fit.scale);
        // Where people are left out, prices end near what that counts: they begin where everybody still comes, and
        // units that end up not full lower theirs again.
        let (first, price) = if room < network.applicants.len() as u64 {
            (out.part(STEEP), P::default().max(out - most - P::from(1)))
        } else {
            (most.part(FIRST).max(out.part(u8::MAX)), P::default())
        };
        Self {
            network,
            places,
            arcs,
            fit,
            epsilon: first.max(P::from(1)),
            prices: vec![price; units],
            seats: vec![Seat { unit: NONE, cost: C::default() }; network.applicants.len()],
            callers: (Vec::new(), Vec::new()),
            workers,
        }
    }

    /// Runs all phases.
    pub(crate) fn run(mut self) -> Seats {
        let one = P::from(1);
        // Nobody can sit in a unit without places: it is priced beyond reach.
        let out = self.fit.out * self.fit.scale;
        for unit in 0..self.places.len() {
            if self.places[unit] == 0 {
                self.prices[unit] = out;
            }
        }
        loop {
            let turns = self.forward();
            self.call_back();
            if self.epsilon == one {
                break;
            }
            let few = turns * FEW < self.seats.len() as u64;
            self.epsilon = self.epsilon.part(if few { STRIDE } else { STEP }).max(one);
        }
        self.result()
    }

    /// Those who are content at this ε stay, all others bid until everybody sits or is out; tells how many turns.
    fn forward(&mut self) -> u64 {
        let out = self.fit.out * self.fit.scale;
        let round =
            Round { start: &self.network.start, arcs: &self.arcs, fit: self.fit, out, epsilon: self.epsilon };
        let mut hall = Hall::new(&self.places, std::mem::take(&mut self.prices), self.workers);
        let content = share::map(self.seats.len(), self.workers, |part| {
            let mut kept = vec![Vec::new(); hall.shards.len()];
            let mut turns = Vec::new();
            for person in part {
                match stays(&round, &hall.floors, self.seats[person], person as u32) {
                    Stays::At(unit, bid) => kept[hall.number(unit)].push((unit, bid)),
                    Stays::Out => {}
                    Stays::Not => turns.push(person as u32),
                }
            }
            (kept, turns)
        });
        let (kept, turns): (Vec<_>, Vec<_>) = content.into_iter().unzip();
        hall.give(&kept, &|bid: Bid<P>| bid.person);
        drop(kept);
        hall.look();
        let count = hall.run(&round, turns.concat());
        self.seats.fill(Seat { unit: NONE, cost: C::default() });
        for shard in &hall.shards {
            for unit in shard.units() {
                for bid in shard.held(unit) {
                    let cost = self.arcs[bid.edge as usize].cost;
                    self.seats[bid.person as usize] = Seat { unit, cost };
                }
            }
        }
        self.prices = hall.floors;
        count
    }

    /// What somebody pays where they are.
    fn pays(&self, seat: Seat<C>) -> P {
        match self.prices.get(seat.unit as usize) {
            Some(&price) => seat.cost.into() * self.fit.scale + price,
            None => self.fit.out * self.fit.scale,
        }
    }

    /// A unit with a price must be full: those that are not lower it and call the people who gain most.
    fn call_back(&mut self) {
        let mut filled = vec![0_u32; self.places.len()];
        for seat in self.seats.iter().filter(|seat| seat.unit != NONE) {
            filled[seat.unit as usize] += 1;
        }
        let dear = |prices: &[P], filled: &[u32], places: &[u32], unit: usize| {
            filled[unit] < places[unit] && prices[unit] > P::default()
        };
        let mut queue: std::collections::VecDeque<usize> =
            (0..filled.len()).filter(|&unit| dear(&self.prices, &filled, &self.places, unit)).collect();
        if !queue.is_empty() && self.callers.0.is_empty() {
            self.callers = callers(self.network, &self.arcs);
        }
        while let Some(unit) = queue.pop_front() {
            if !dear(&self.prices, &filled, &self.places, unit) {
                continue;
            }
            let (price, called) = self.offer(unit, (self.places[unit] - filled[unit]) as usize);
            self.prices[unit] = price;
            for Member { person, cost } in called {
                let left = self.seats[person as usize].unit;
                self.seats[person as usize] = Seat { unit: unit as u32, cost };
                filled[unit] += 1;
                if left != NONE {
                    filled[left as usize] -= 1;
                    if self.prices[left as usize] > P::default() {
                        queue.push_back(left as usize);
                    }
                }
            }
        }
    }

    /// The lower price of a unit with `free` places, and who comes for it: each of them gains ε at least.
    fn offer(&self, unit: usize, free: usize) -> (P, Vec<Member<C>>) {
        let (start, members) = &self.callers;
        let mut gains: Vec<(P, Member<C>)> = Vec::new();
        for member in &members[start[unit] as usize..start[unit + 1] as usize] {
            let seat = self.seats[member.person as usize];
            let (pays, cost) = (self.pays(seat), member.cost.into() * self.fit.scale);
            if seat.unit as usize != unit && pays > cost {
                gains.push((pays - cost, *member));
            }
        }
        let order = |a: &(P, Member<C>), b: &(P, Member<C>)| b.0.cmp(&a.0).then(a.1.person.cmp(&b.1.person));
        let mut price = P::default();
        if gains.len() > free {
            let (_, next, _) = gains.select_nth_unstable_by(free, order);
            price = price.max(next.0 - self.epsilon);
            gains.truncate(free);
        }
        gains.retain(|(gain, _)| *gain >= price + self.epsilon);
        gains.sort_unstable_by(order);
        (price.min(self.prices[unit]), gains.into_iter().map(|(_, member)| member).collect())
    }

    fn result(self) -> Seats {
        let scale = self.fit.scale;
        Seats {
            unit: self.seats.iter().map(|seat| seat.unit).collect(),
            prices: self.prices.iter().map(|price| price.over(scale)).collect(),
        }
    }
}

/// Whether somebody is content where they are.
enum Stays<P> {
    At(u32, Bid<P>),
    Out,
    Not,
}

fn stays<P: Price, C: Copy + Into<P> + Send + Sync>(
    round: &Round<'_, P, C>,
    prices: &[P],
    seat: Seat<C>,
    person: u32,
) -> Stays<P> {
    let (edge, first, second) = round.best(prices, person);
    if seat.unit == NONE {
        return if round.out <= first + round.epsilon && edge == NONE { Stays::Out } else { Stays::Not };
    }
    let pays = seat.cost.into() * round.fit.scale + prices[seat.unit as usize];
    if pays > first + round.epsilon {
        return Stays::Not;
    }
    let range = round.start[person as usize]..round.start[person as usize + 1];
    let mut mine = range.filter(|&at| round.arcs[at as usize].unit == seat.unit);
    let at = mine.next().expect("somebody sits where they have an arc");
    let other = if at == edge { second } else { first };
    let level = round.level(round.arcs[at as usize], other);
    Stays::At(seat.unit, Bid { level, person, edge: at })
}

/// Who could come to each unit.
fn callers<C: Copy + Default>(network: &Network, arcs: &[Arc<C>]) -> (Vec<u32>, Vec<Member<C>>) {
    let mut start = vec![0_u32; network.units.len() + 1];
    for arc in arcs {
        start[arc.unit as usize + 1] += 1;
    }
    for at in 1..start.len() {
        start[at] += start[at - 1];
    }
    let mut next = start.clone();
    let mut members = vec![Member { person: 0, cost: C::default() }; arcs.len()];
    for person in 0..network.applicants.len() {
        for at in network.start[person]..network.start[person + 1] {
            let arc = arcs[at as usize];
            let slot = &mut next[arc.unit as usize];
            members[*slot as usize] = Member { person: person as u32, cost: arc.cost };
            *slot += 1;
        }
    }
    (start, members)
}
