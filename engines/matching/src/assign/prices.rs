//! From seats to exact prices, and the proof that they add up.

use std::collections::VecDeque;

use super::{Assignment, network::Network};
use crate::{market::NONE, share};

/// Somebody who could come to a unit, and what that costs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member<C> {
    pub(crate) person: u32,
    pub(crate) cost: C,
}

/// Where everybody sits, and prices near the exact ones, rounded down.
pub(crate) struct Seats {
    pub(crate) unit: Vec<u32>,
    pub(crate) prices: Vec<i128>,
}

/// Units from which nobody can be moved to a free place, because somebody is left out.
pub(crate) struct Blocked(Vec<bool>);

impl Blocked {
    pub(crate) fn none(network: &Network) -> Self {
        Self(vec![false; network.units.len()])
    }
}

/// Who sits in each unit.
fn members(network: &Network, seats: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut start = vec![0_u32; network.units.len() + 1];
    seats.iter().filter(|&&unit| unit != NONE).for_each(|&unit| start[unit as usize + 1] += 1);
    for at in 1..start.len() {
        start[at] += start[at - 1];
    }
    let mut next = start.clone();
    let mut people = vec![0; start.last().copied().unwrap_or(0) as usize];
    for (person, &unit) in seats.iter().enumerate().filter(|(_, unit)| **unit != NONE) {
        people[next[unit as usize] as usize] = person as u32;
        next[unit as usize] += 1;
    }
    (start, people)
}

/// The units that those left out could reach by any chain of moves; nothing when a chain ends at a free place, for
/// then more people could be placed.
pub(crate) fn blocked(network: &Network, seats: &Seats) -> Option<Blocked> {
    let (start, people) = members(network, &seats.unit);
    let mut reached = vec![false; network.units.len()];
    let mut queue: Vec<u32> =
        (0..seats.unit.len() as u32).filter(|&person| seats.unit[person as usize] == NONE).collect();
    while let Some(person) = queue.pop() {
        for at in network.start[person as usize]..network.start[person as usize + 1] {
            let unit = network.unit[at as usize] as usize;
            if !std::mem::replace(&mut reached[unit], true) {
                if u64::from(start[unit + 1] - start[unit]) < network.places[unit] {
                    return None;
                }
                queue.extend_from_slice(&people[start[unit] as usize..start[unit + 1] as usize]);
            }
        }
    }
    Some(Blocked(reached))
}

/// What a seat costs.
fn cost_at(network: &Network, person: usize, unit: u32) -> (u32, i64) {
    let range = network.start[person] as usize..network.start[person + 1] as usize;
    let at = network.unit[range.clone()].binary_search(&unit).expect("somebody sits where they have an arc");
    (at as u32, network.cost[range.start + at])
}

/// What a person pays where they sit; `out` when they are left out.
fn pays(network: &Network, seats: &Seats, prices: &[i128], person: usize, out: i128) -> i128 {
    match seats.unit[person] {
        NONE => out,
        unit => i128::from(cost_at(network, person, unit).1) + prices[unit as usize],
    }
}

/// Where a person would rather sit than pay that much, and the price that would end it.
fn envied(
    network: &Network,
    prices: &[i128],
    person: usize,
    pays: i128,
) -> impl Iterator<Item = (usize, i128)> {
    let arcs = (network.start[person]..network.start[person + 1]).map(|at| network.arc(at));
    arcs.map(move |(unit, cost)| (unit, pays - i128::from(cost)))
        .filter(|&(unit, needed)| prices[unit] < needed)
}

/// Raises prices until nobody would rather sit elsewhere; they start at or below exact ones, less than 2 away.
fn raised(network: &Network, seats: &Seats, out: i128, workers: usize) -> Vec<i128> {
    let mut prices: Vec<i128> = seats.prices.iter().map(|price| (price - 1).max(0)).collect();
    for (unit, _) in network.places.iter().enumerate().filter(|(_, places)| **places == 0) {
        prices[unit] = 0;
    }
    let first = share::map(seats.unit.len(), workers, |part| {
        let envied = |person| envied(network, &prices, person, pays(network, seats, &prices, person, out));
        part.flat_map(envied).collect::<Vec<_>>()
    });
    let (start, people) = members(network, &seats.unit);
    let mut queue = VecDeque::new();
    let raise = |prices: &mut Vec<i128>, queue: &mut VecDeque<usize>, found: Vec<(usize, i128)>| {
        for (unit, needed) in found {
            if prices[unit] < needed {
                prices[unit] = needed;
                queue.push_back(unit);
            }
        }
    };
    for found in first {
        raise(&mut prices, &mut queue, found);
    }
    while let Some(unit) = queue.pop_front() {
        for &person in &people[start[unit] as usize..start[unit + 1] as usize] {
            let person = person as usize;
            let found =
                envied(network, &prices, person, pays(network, seats, &prices, person, out)).collect();
            raise(&mut prices, &mut queue, found);
        }
    }
    prices
}

/// The assignment with exact prices for M, checked by adding up.
pub(crate) fn proven(
    network: &Network,
    seats: &Seats,
    blocked: &Blocked,
    (out, workers): (i128, usize),
) -> Assignment {
    let unplaced_cost = network.unplaced_cost();
    let mut prices = raised(network, seats, out, workers);
    // Where people are left out, all prices rise together with what leaving out counts.
    for (price, _) in prices.iter_mut().zip(&blocked.0).filter(|(_, blocked)| **blocked) {
        *price += unplaced_cost - out;
    }
    let people = share::map(seats.unit.len(), workers, |part| {
        let person = |person: usize| {
            let arcs = (network.start[person]..network.start[person + 1]).map(|at| network.arc(at));
            let pays =
                arcs.map(|(unit, cost)| i128::from(cost) + prices[unit]).fold(unplaced_cost, i128::min);
            let seat = (seats.unit[person] != NONE).then(|| cost_at(network, person, seats.unit[person]));
            (pays, seat)
        };
        part.map(person).collect::<Vec<_>>()
    });
    let mut arc = Vec::with_capacity(seats.unit.len());
    let mut applicant_prices = Vec::with_capacity(seats.unit.len());
    let (mut total_cost, mut placed) = (0_i128, 0);
    for (pays, seat) in people.into_iter().flatten() {
        applicant_prices.push(pays);
        arc.push(seat.map_or(NONE, |(at, _)| at));
        total_cost += seat.map_or(0, |(_, cost)| i128::from(cost));
        placed += u64::from(seat.is_some());
    }
    let worth: i128 =
        network.places.iter().zip(&prices).map(|(&places, price)| i128::from(places) * price).sum();
    let left = i128::from(arc.len() as u64 - placed) * unplaced_cost;
    let sum: i128 = applicant_prices.iter().sum::<i128>() - worth;
    assert_eq!(sum, total_cost + left, "the prices prove that no assignment is better");
    Assignment { arc, applicant_prices, unit_prices: prices, placed, total_cost, unplaced_cost }
}
