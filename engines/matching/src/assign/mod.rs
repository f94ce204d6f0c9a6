//! The most people placed, then the least cost: an exact assignment with prices that prove it.
//!
//! An auction with ε-scaling for people and units of several places (Bertsekas and Castañón 1989, 1992): people bid
//! for the unit that costs them least, a unit keeps the best bids; then units that kept a price without being full
//! lower it and call people back. Costs count `units + 2` times, so that with ε = 1 at the end no exchange of people
//! can still save anything: the result is exact, not nearly so.
//!
//! The prices u of applicants and p of units satisfy u ≤ M, p ≥ 0, u − p ≤ cost on every arc and
//! Σu − Σ places·p = total cost + M × unplaced, with M = 1 + greatest cost × min(applicants, Σ places): then no other
//! assignment can be better, and anybody can check it by adding up.

mod auction;
mod network;
mod prices;

use crate::market::NONE;
use auction::{Auction, Fit};
pub use network::{Costs, Network};

/// Who goes where, and the prices that prove it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// By applicant: the place in their list of arcs.
    arc: Vec<u32>,
    /// By applicant: what a place is worth to them at most.
    pub applicant_prices: Vec<i128>,
    /// By unit: what one more place would save.
    pub unit_prices: Vec<i128>,
    /// How many are placed.
    pub placed: u64,
    /// The sum of the costs.
    pub total_cost: i128,
    /// What leaving somebody unplaced counts.
    pub unplaced_cost: i128,
}

impl Assignment {
    /// Where an applicant goes: (unit, cost).
    pub fn of(&self, network: &Network, applicant: usize) -> Option<(usize, i64)> {
        let at = self.arc[applicant];
        (at != NONE).then(|| network.arc(network.start[applicant] + at))
    }
}

/// Places the most people at the least cost.
pub fn assign(network: &Network, workers: usize) -> Assignment {
    let unplaced_cost = network.unplaced_cost();
    let most = i128::from(network.greatest_cost());
    let mut out = (most * 2).clamp(1, unplaced_cost);
    loop {
        let seats = solved(network, out, workers);
        let blocked = prices::blocked(network, &seats);
        if out == unplaced_cost || blocked.is_some() {
            let blocked = blocked.unwrap_or_else(|| prices::Blocked::none(network));
            return prices::proven(network, &seats, &blocked, (out, workers));
        }
        out = (out * 16).min(unplaced_cost);
    }
}

/// The best seats when leaving somebody unplaced counts `out`, in the smallest numbers that hold it.
fn solved(network: &Network, out: i128, workers: usize) -> prices::Seats {
    let scale = network.units.len() as i128 + 2;
    let room = out.checked_mul(scale).and_then(|out| out.checked_mul(8));
    let fits = room.is_some_and(|room| room < i128::from(i64::MAX));
    match u32::try_from(network.greatest_cost()) {
        Ok(_) if fits => {
            let cost = |at: usize| network.cost[at] as u32;
            Auction::<i64, u32>::new(network, cost, Fit { scale: scale as i64, out: out as i64 }, workers)
                .run()
        }
        _ => {
            let cost = |at: usize| network.cost[at];
            Auction::<i128, i64>::new(network, cost, Fit { scale, out }, workers).run()
        }
    }
}
