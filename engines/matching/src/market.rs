//! The input of `stable`: units with places and reserves, and what each applicant chose, checked as it comes in.

use crate::{
    List, Mark, Names, Refused, Wrong,
    names::Pool,
    refused::Gaps,
    scale::{Marks, Scale},
};

/// Nothing in a list of places.
pub(crate) const NONE: u32 = u32::MAX;
/// Rows that one run takes.
const ROWS: usize = 1 << 31;

/// What becomes of a reserved place that nobody of the group fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfilled {
    /// It goes to the best of all who are left.
    Reverts,
    /// It stays empty.
    Stays,
}

/// Places that a unit keeps for a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reserve {
    pub(crate) unit: u32,
    pub(crate) group: u32,
    pub(crate) places: u32,
    pub(crate) unfilled: Unfilled,
}

/// One choice of one applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) unit: u32,
    /// Standing at the unit before any lottery: more is better, equal is equal.
    pub(crate) merit: u32,
    pub(crate) choice: u32,
}

/// Collects the input of a round row by row, in any order.
#[derive(Debug, Default)]
pub struct Call {
    units: Pool,
    places: Vec<u64>,
    people: Pool,
    groups: Pool,
    who: Vec<u32>,
    edges: Vec<Edge>,
    marks: Marks,
    reserves: Vec<(Reserve, usize)>,
    reserve_rows: usize,
    members: Vec<(String, u32)>,
    couples: Vec<(String, String)>,
    unit_rows: usize,
    choice_rows: usize,
    gaps: Gaps,
    wrong: Vec<Wrong>,
}

/// A complete and valid round: who wants which unit how much, and how well each stands there.
#[derive(Debug, Clone)]
pub struct Market {
    pub(crate) applicants: Names,
    pub(crate) units: Names,
    pub(crate) places: Vec<u64>,
    pub(crate) start: Vec<u32>,
    pub(crate) edges: Vec<Edge>,
    pub(crate) scale: Scale,
    pub(crate) reserves: Vec<Reserve>,
    pub(crate) groups: Names,
    /// (applicant, group), sorted.
    pub(crate) members: Vec<(u32, u32)>,
    /// Whose number each applicant draws; empty when nobody is a couple.
    pub(crate) draws_for: Vec<u32>,
}

impl Call {
    /// A call without rows.
    pub fn new() -> Self {
        Self::default()
    }

    fn refuse(&mut self, list: List, at: usize, why: Refused) {
        if list == List::Choices {
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

    /// Adds a choice: `choice` 1 is the most wanted; `marks` are the score and then the tie-breaks, more is better
    /// and none is the least. All units must be there before the first choice.
    pub fn choose(&mut self, applicant: &str, unit: &str, choice: i64, marks: &[Option<Mark>]) {
        let at = self.choice_rows;
        self.choice_rows += 1;
        if let Some(why) = blank(applicant) {
            return self.refuse(List::Choices, at, why);
        }
        let Some(place) = self.units.find(unit) else {
            return self.refuse(List::Choices, at, Refused::UnitUnknown { unit: unit.to_owned() });
        };
        let Some(number) = u32::try_from(choice).ok().filter(|&number| number > 0) else {
            let why = Refused::ChoiceBelowOne { applicant: applicant.to_owned(), choice };
            return self.refuse(List::Choices, at, why);
        };
        let needed = self.marks.width().unwrap_or(marks.len());
        if marks.len() != needed {
            let (found, needed) = (marks.len() as i64, needed as i64);
            let (applicant, unit) = (applicant.to_owned(), unit.to_owned());
            return self.refuse(List::Choices, at, Refused::MarksUneven { applicant, unit, found, needed });
        }
        if self.edges.len() == ROWS {
            let why = Refused::TooManyRows { rows: ROWS as i64 + 1, limit: ROWS as i64 };
            return self.refuse(List::Choices, at, why);
        }
        self.who.push(self.people.keep(applicant));
        self.edges.push(Edge { unit: place, merit: 0, choice: number });
        self.marks.push(marks);
    }

    /// Keeps places of a unit for a group.
    pub fn reserve(&mut self, unit: &str, group: &str, places: i64, unfilled: Unfilled) {
        let at = self.reserve_rows;
        self.reserve_rows += 1;
        let Some(place) = self.units.find(unit) else {
            return self.refuse(List::Reserves, at, Refused::UnitUnknown { unit: unit.to_owned() });
        };
        if let Some(why) = blank(group) {
            return self.refuse(List::Reserves, at, why);
        }
        if places < 0 {
            let why = Refused::PlacesNegative { unit: unit.to_owned(), value: places };
            return self.refuse(List::Reserves, at, why);
        }
        let group_place = self.groups.keep(group);
        let places = u32::try_from(places).unwrap_or(u32::MAX);
        self.reserves.push((Reserve { unit: place, group: group_place, places, unfilled }, at));
    }

    /// Says that an applicant belongs to a group; somebody who chose nothing may be named.
    pub fn member(&mut self, applicant: &str, group: &str) {
        let group = self.groups.keep(group);
        self.members.push((applicant.to_owned(), group));
    }

    /// Says that two applicants share one lottery number, and nothing else.
    pub fn couple(&mut self, one: &str, other: &str) {
        self.couples.push((one.to_owned(), other.to_owned()));
    }

    /// Checks what only the whole shows, and closes the call; every fault is named.
    pub fn close(mut self, workers: usize) -> Result<Market, Vec<Wrong>> {
        let mut wrong = std::mem::take(&mut self.wrong);
        let (applicants, person_rank) = self.people.sorted(workers);
        let (units, unit_rank) = self.units.sorted(1);
        let (groups, group_rank) = self.groups.sorted(1);
        let mut places = vec![0; units.len()];
        for (at, &rank) in unit_rank.iter().enumerate() {
            places[rank as usize] = self.places[at];
        }
        let scale = self.marks.scale(&mut self.edges, workers);
        for (edge, who) in self.edges.iter_mut().zip(&mut self.who) {
            edge.unit = unit_rank[edge.unit as usize];
            *who = person_rank[*who as usize];
        }
        let mut market = Market {
            draws_for: couples(&applicants, &self.couples, &mut wrong),
            members: members(&applicants, &groups, &group_rank, &self.members, &mut wrong),
            reserves: reserves(
                (&units, &groups),
                &places,
                (&unit_rank, &group_rank),
                &self.reserves,
                &mut wrong,
            ),
            start: starts(applicants.len(), &self.who),
            edges: Vec::new(),
            applicants,
            units,
            places,
            scale,
            groups,
        };
        let order = by_applicant(&market.start, &self.who);
        drop(std::mem::take(&mut self.who));
        market.edges = lists(&market, &self.edges, (&order, &self.gaps), &mut wrong);
        if wrong.is_empty() {
            return Ok(market);
        }
        wrong.sort_by_key(|one| (one.list, one.at));
        Err(wrong)
    }
}

/// A refusal when the id is blank or has blanks at either end.
pub(crate) fn blank(id: &str) -> Option<Refused> {
    let padded = |byte: Option<&u8>| byte.is_none_or(|byte| *byte <= b' ' || *byte >= 0x80);
    let bytes = id.as_bytes();
    // Only an end that is not plain text needs a closer look.
    let suspect = padded(bytes.first()) || padded(bytes.last());
    (suspect && (id.is_empty() || id.trim() != id)).then(|| Refused::IdBlank { id: id.to_owned() })
}

/// Where each applicant's rows begin when they are put together.
pub(crate) fn starts(people: usize, who: &[u32]) -> Vec<u32> {
    let mut start = vec![0_u32; people + 1];
    for &person in who {
        start[person as usize + 1] += 1;
    }
    for at in 1..start.len() {
        start[at] += start[at - 1];
    }
    start
}

/// Rows by applicant, in the order in which they came.
pub(crate) fn by_applicant(start: &[u32], who: &[u32]) -> Vec<u32> {
    let mut next = start.to_vec();
    let mut order = vec![0; who.len()];
    for (row, &person) in who.iter().enumerate() {
        order[next[person as usize] as usize] = row as u32;
        next[person as usize] += 1;
    }
    order
}

/// Each applicant's choices, most wanted first; a choice or a unit twice is named at the later row.
fn lists(
    market: &Market,
    edges: &[Edge],
    (order, gaps): (&[u32], &Gaps),
    wrong: &mut Vec<Wrong>,
) -> Vec<Edge> {
    let mut lists = Vec::with_capacity(edges.len());
    let mut rows: Vec<u32> = Vec::new();
    for person in 0..market.applicants.len() {
        let from = lists.len();
        rows.clear();
        rows.extend_from_slice(&order[market.start[person] as usize..market.start[person + 1] as usize]);
        let mut twice = |row: u32, why: Refused| {
            wrong.push(Wrong { list: List::Choices, at: gaps.row(row as usize), why });
        };
        let applicant = || market.applicants.get(person).to_owned();
        rows.sort_by_key(|&row| edges[row as usize].choice);
        lists.extend(rows.iter().map(|&row| edges[row as usize]));
        for (two, row) in lists[from..].windows(2).zip(&rows[1..]) {
            if two[0].choice == two[1].choice {
                let choice = i64::from(two[0].choice);
                twice(*row, Refused::ChoiceTwice { applicant: applicant(), choice });
            }
        }
        let list = &lists[from..];
        let unique = (1..list.len()).all(|at| list[..at].iter().all(|other| other.unit != list[at].unit));
        if !unique {
            rows.sort_by_key(|&row| (edges[row as usize].unit, row));
            for two in rows.windows(2) {
                let unit = edges[two[0] as usize].unit;
                if unit == edges[two[1] as usize].unit {
                    let unit = market.units.get(unit as usize).to_owned();
                    twice(two[1], Refused::UnitChosenTwice { applicant: applicant(), unit });
                }
            }
        }
    }
    lists
}

fn couples(applicants: &Names, couples: &[(String, String)], wrong: &mut Vec<Wrong>) -> Vec<u32> {
    if couples.is_empty() {
        return Vec::new();
    }
    let mut draws_for = vec![NONE; applicants.len()];
    for (at, (one, other)) in couples.iter().enumerate() {
        let mut refuse = |why| wrong.push(Wrong { list: List::Couples, at, why });
        let places = [one, other].map(|id| applicants.place(id));
        for (id, place) in [one, other].into_iter().zip(places).take(if one == other { 1 } else { 2 }) {
            match place {
                None => refuse(Refused::ApplicantUnknown { applicant: id.clone() }),
                Some(place) if one == other || draws_for[place] != NONE => {
                    refuse(Refused::CoupleUnfit { applicant: id.clone() });
                }
                Some(_) => {}
            }
        }
        if let [Some(one), Some(other)] = places {
            draws_for[one] = one.min(other) as u32;
            draws_for[other] = one.min(other) as u32;
        }
    }
    for (person, lead) in draws_for.iter_mut().enumerate().filter(|(_, lead)| **lead == NONE) {
        *lead = person as u32;
    }
    draws_for
}

fn members(
    applicants: &Names,
    groups: &Names,
    group_rank: &[u32],
    rows: &[(String, u32)],
    wrong: &mut Vec<Wrong>,
) -> Vec<(u32, u32)> {
    let mut found: Vec<(u32, u32, usize)> = Vec::new();
    let known = rows.iter().enumerate().filter_map(|(at, (applicant, group))| {
        applicants.place(applicant).map(|place| (place as u32, group_rank[*group as usize], at))
    });
    found.extend(known);
    found.sort_unstable();
    for two in found.windows(2).filter(|two| (two[0].0, two[0].1) == (two[1].0, two[1].1)) {
        let (person, group, at) = two[1];
        let applicant = applicants.get(person as usize).to_owned();
        let why = Refused::MemberTwice { applicant, group: groups.get(group as usize).to_owned() };
        wrong.push(Wrong { list: List::Groups, at, why });
    }
    found.into_iter().map(|(person, group, _)| (person, group)).collect()
}

fn reserves(
    (units, groups): (&Names, &Names),
    places: &[u64],
    (unit_rank, group_rank): (&[u32], &[u32]),
    rows: &[(Reserve, usize)],
    wrong: &mut Vec<Wrong>,
) -> Vec<Reserve> {
    let mut found: Vec<(Reserve, usize)> = rows
        .iter()
        .map(|(reserve, at)| {
            let (unit, group) = (unit_rank[reserve.unit as usize], group_rank[reserve.group as usize]);
            (Reserve { unit, group, ..*reserve }, *at)
        })
        .collect();
    found.sort_unstable_by_key(|(reserve, at)| (reserve.unit, reserve.group, *at));
    for two in
        found.windows(2).filter(|two| (two[0].0.unit, two[0].0.group) == (two[1].0.unit, two[1].0.group))
    {
        let (reserve, at) = two[1];
        let unit = units.get(reserve.unit as usize).to_owned();
        let why = Refused::ReserveTwice { unit, group: groups.get(reserve.group as usize).to_owned() };
        wrong.push(Wrong { list: List::Reserves, at, why });
    }
    for of_unit in found.chunk_by(|a, b| a.0.unit == b.0.unit) {
        let unit = of_unit[0].0.unit as usize;
        let reserved: u64 = of_unit.iter().map(|(reserve, _)| u64::from(reserve.places)).sum();
        if reserved > places[unit] {
            let at = of_unit.iter().map(|(_, at)| *at).max().unwrap_or_default();
            let why = Refused::ReservesAbovePlaces {
                unit: units.get(unit).to_owned(),
                reserved: reserved as i64,
                places: places[unit] as i64,
            };
            wrong.push(Wrong { list: List::Reserves, at, why });
        }
    }
    found.into_iter().map(|(reserve, _)| reserve).collect()
}

impl Market {
    /// Everybody who chose something, sorted by id; places in this list stand for them.
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

    /// What an applicant chose: (unit, number of the choice), most wanted first.
    pub fn choices(&self, applicant: usize) -> impl ExactSizeIterator<Item = (usize, u32)> {
        self.list(applicant).iter().map(|edge| (edge.unit as usize, edge.choice))
    }

    /// Whether any unit keeps places for a group.
    pub fn has_reserves(&self) -> bool {
        !self.reserves.is_empty()
    }

    /// The score of an applicant's choice at a place of the list of choices.
    pub fn score(&self, applicant: usize, choice: usize) -> Mark {
        self.scale.score(self.list(applicant)[choice].merit)
    }

    pub(crate) fn list(&self, applicant: usize) -> &[Edge] {
        &self.edges[self.start[applicant] as usize..self.start[applicant + 1] as usize]
    }

    pub(crate) fn is_member(&self, applicant: u32, group: u32) -> bool {
        self.members.binary_search(&(applicant, group)).is_ok()
    }
}
