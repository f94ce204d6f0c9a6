//! The input of `assign`: units with places, and what each possible pair costs.

use crate::{
    List, Names, Refused, Wrong,
    market::{blank, by_applicant, starts},
    names::Pool,
    refused::Gaps,
};

/// The largest cost, so that all sums are exact.
const COST: i64 = 1_000_000_000_000;
/// Rows that one run takes.
const ROWS: usize = 1 << 31;

/// Collects pairs row by row, in any order.
#[derive(Debug, Default)]
pub struct Costs {
    units: Pool,
    places: Vec<u64>,
    unit_rows: usize,
    people: Pool,
    who: Vec<u32>,
    unit: Vec<u32>,
    cost: Vec<i64>,
    rows: usize,
    gaps: Gaps,
    wrong: Vec<Wrong>,
}

/// Who could go where at what cost, complete and valid.
#[derive(Debug, Clone)]
pub struct Network {
    pub(crate) applicants: Names,
    pub(crate) units: Names,
    pub(crate) places: Vec<u64>,
    pub(crate) start: Vec<u32>,
    pub(crate) unit: Vec<u32>,
    pub(crate) cost: Vec<i64>,
}

impl Costs {
    /// Costs without rows.
    pub fn new() -> Self {
        Self::default()
    }

    fn refuse(&mut self, list: List, at: usize, why: Refused) {
        if list == List::Arcs {
            self.gaps.note(at);
        }
        self.wrong.push(Wrong { list, at, why });
    }

    /// Adds a unit with its places; 0 means that it is full.
    pub fn unit(&mut self, id: &str, places: i64) {
        let at = self.unit_rows;
        self.unit_rows += 1;
        if let Some(why) = blank(id) {
            return self.refuse(List::Units, at, why);
        }
        if places < 0 {
            let why = Refused::PlacesNegative { unit: id.to_owned(), value: places };
            self.refuse(List::Units, at, why);
        }
        if self.units.find(id).is_some() {
            return self.refuse(List::Units, at, Refused::UnitTwice { unit: id.to_owned() });
        }
        self.units.keep(id);
        self.places.push(places.max(0) as u64);
    }

    /// Adds a pair and its cost, whole and not below zero. All units must be there before the first pair.
    pub fn arc(&mut self, applicant: &str, unit: &str, cost: i64) {
        let at = self.rows;
        self.rows += 1;
        if let Some(why) = blank(applicant) {
            return self.refuse(List::Arcs, at, why);
        }
        let Some(place) = self.units.find(unit) else {
            return self.refuse(List::Arcs, at, Refused::UnitUnknown { unit: unit.to_owned() });
        };
        if cost < 0 {
            let (applicant, unit) = (applicant.to_owned(), unit.to_owned());
            return self.refuse(List::Arcs, at, Refused::CostNegative { applicant, unit, value: cost });
        }
        if cost > COST {
            return self.refuse(List::Arcs, at, Refused::CostTooLarge { value: cost, limit: COST });
        }
        if self.who.len() == ROWS {
            let why = Refused::TooManyRows { rows: ROWS as i64 + 1, limit: ROWS as i64 };
            return self.refuse(List::Arcs, at, why);
        }
        self.who.push(self.people.keep(applicant));
        self.unit.push(place);
        self.cost.push(cost);
    }

    /// Checks what only the whole shows; every fault is named.
    pub fn close(mut self, workers: usize) -> Result<Network, Vec<Wrong>> {
        let mut wrong = std::mem::take(&mut self.wrong);
        let (applicants, person_rank) = self.people.sorted(workers);
        let (units, unit_rank) = self.units.sorted(1);
        let mut places = vec![0; units.len()];
        for (at, &rank) in unit_rank.iter().enumerate() {
            places[rank as usize] = self.places[at];
        }
        self.who.iter_mut().for_each(|who| *who = person_rank[*who as usize]);
        self.unit.iter_mut().for_each(|unit| *unit = unit_rank[*unit as usize]);
        let start = starts(applicants.len(), &self.who);
        let mut order = by_applicant(&start, &self.who);
        drop(std::mem::take(&mut self.who));
        for person in 0..applicants.len() {
            let rows = &mut order[start[person] as usize..start[person + 1] as usize];
            rows.sort_unstable_by_key(|&row| (self.unit[row as usize], row));
            for two in rows.windows(2).filter(|two| self.unit[two[0] as usize] == self.unit[two[1] as usize])
            {
                let unit = units.get(self.unit[two[1] as usize] as usize).to_owned();
                let why = Refused::PairTwice { applicant: applicants.get(person).to_owned(), unit };
                wrong.push(Wrong { list: List::Arcs, at: self.gaps.row(two[1] as usize), why });
            }
        }
        if !wrong.is_empty() {
            wrong.sort_by_key(|one| (one.list, one.at));
            return Err(wrong);
        }
        let unit = order.iter().map(|&row| self.unit[row as usize]).collect();
        let cost = order.iter().map(|&row| self.cost[row as usize]).collect();
        Ok(Network { applicants, units, places, start, unit, cost })
    }
}

impl Network {
    /// Everybody who has an arc, sorted by id; places in this list stand for them.
    pub fn applicants(&self) -> &Names {
        &self.applicants
    }

    /// The units, sorted by id; places in this list stand for them.
    pub fn units(&self) -> &Names {
        &self.units
    }

    /// How many places a unit has.
    pub fn places(&self, unit: usize) -> u64 {
        self.places[unit]
    }

    /// Where an applicant could go: (unit, cost), by unit.
    pub fn arcs(&self, applicant: usize) -> impl ExactSizeIterator<Item = (usize, i64)> {
        (self.start[applicant]..self.start[applicant + 1]).map(|at| self.arc(at))
    }

    pub(crate) fn arc(&self, at: u32) -> (usize, i64) {
        (self.unit[at as usize] as usize, self.cost[at as usize])
    }

    pub(crate) fn greatest_cost(&self) -> i64 {
        self.cost.iter().copied().max().unwrap_or(0)
    }

    /// M: what leaving somebody unplaced counts, more than any saving can be worth.
    pub fn unplaced_cost(&self) -> i128 {
        let places: u128 = self.places.iter().map(|&places| u128::from(places)).sum();
        let people = self.applicants.len() as u128;
        1 + i128::from(self.greatest_cost()) * people.min(places) as i128
    }
}
