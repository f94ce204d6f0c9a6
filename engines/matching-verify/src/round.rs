//! A round checked from its rows: who stands where, who was passed over, and whether all could be better off.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{Violation, lottery::draw_number};

/// What becomes of a reserved place that nobody of the group fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fallback {
    /// It goes to the best of all who are left.
    Reverts,
    /// It stays empty.
    Stays,
}

/// The rows of a round: what was filed and what is claimed.
#[derive(Debug, Default)]
pub struct Round {
    units: HashMap<String, u32>,
    places: Vec<(String, u64)>,
    reserves: BTreeMap<u32, BTreeMap<String, (u64, Fallback)>>,
    members: BTreeSet<(String, String)>,
    partners: BTreeMap<String, String>,
    ids: HashMap<String, u32>,
    people: Vec<Person>,
    wishes: Vec<Wish>,
    marks: Vec<Option<i64>>,
    width: usize,
    extra: Vec<String>,
    lines: Vec<String>,
    cutoffs: BTreeMap<u32, (u64, u64, Option<i64>)>,
    waiting: BTreeMap<u32, BTreeMap<u64, String>>,
    odd_waiting: Vec<(String, u64, String)>,
}

#[derive(Debug)]
struct Person {
    id: String,
    seat: Seat,
}

/// What a claimed row says.
#[derive(Debug, PartialEq)]
enum Seat {
    Missing,
    None,
    At(String, i64),
}

/// A wish and its number; the marks at the unit stand at the same place, score first, then tie-breaks.
#[derive(Debug, Clone, Copy)]
struct Wish {
    person: u32,
    unit: u32,
    choice: i64,
}

/// Everybody's place at every unit, and who is claimed to sit where.
struct View<'a> {
    round: &'a Round,
    /// By person: (choice, unit, place in the unit's order), most wanted first.
    wishes: Vec<Vec<(i64, u32, u32)>>,
    /// By unit: the wishes of everybody who chose it, the best first, and the rank of their marks alone.
    order: Vec<Vec<(u32, u32)>>,
    /// By unit: who sits there, and who would rather, as places in the unit's order, the best first.
    held: Vec<Vec<u32>>,
    waits: Vec<Vec<u32>>,
}

impl Round {
    /// A unit as filed; all units before the first choice.
    pub fn unit(&mut self, id: &str, places: u64) {
        self.units.insert(id.to_owned(), self.places.len() as u32);
        self.places.push((id.to_owned(), places));
    }

    /// A reserve as filed.
    pub fn reserve(&mut self, unit: &str, group: &str, places: u64, unfilled: Fallback) {
        if let Some(&unit) = self.units.get(unit) {
            self.reserves.entry(unit).or_default().insert(group.to_owned(), (places, unfilled));
        }
    }

    /// A member of a group as filed.
    pub fn member(&mut self, applicant: &str, group: &str) {
        self.members.insert((applicant.to_owned(), group.to_owned()));
    }

    /// Two who share one lottery number.
    pub fn couple(&mut self, one: &str, other: &str) {
        self.partners.insert(one.to_owned(), other.to_owned());
        self.partners.insert(other.to_owned(), one.to_owned());
    }

    /// A choice as filed; marks in millionths, score first, as many in every row.
    pub fn choice(&mut self, applicant: &str, unit: &str, choice: i64, marks: &[Option<i64>]) {
        let Some(&unit) = self.units.get(unit) else { return };
        let person = if let Some(&person) = self.ids.get(applicant) {
            person
        } else {
            let next = self.people.len() as u32;
            self.ids.insert(applicant.to_owned(), next);
            self.people.push(Person { id: applicant.to_owned(), seat: Seat::Missing });
            next
        };
        self.wishes.push(Wish { person, unit, choice });
        self.width = marks.len();
        self.marks.extend_from_slice(marks);
    }

    /// A claimed row of placements; blank unit when unplaced.
    pub fn seat(&mut self, applicant: &str, unit: &str, choice: Option<i64>) {
        let person = self.ids.get(applicant).map(|&at| &mut self.people[at as usize]);
        match person {
            Some(person) if person.seat == Seat::Missing => {
                let at = || Seat::At(unit.to_owned(), choice.unwrap_or_default());
                person.seat = if unit.is_empty() { Seat::None } else { at() };
            }
            _ => self.extra.push(applicant.to_owned()),
        }
    }

    /// A claimed row of cut-offs, the score in millionths.
    pub fn cutoff(&mut self, unit: &str, places: u64, filled: u64, score: Option<i64>) {
        let place = self.units.get(unit).copied();
        let new = place.is_some_and(|place| self.cutoffs.insert(place, (places, filled, score)).is_none());
        if !new {
            self.lines.push(unit.to_owned());
        }
    }

    /// A claimed row of waiting lists.
    pub fn waits(&mut self, unit: &str, position: u64, applicant: &str) {
        let place = self.units.get(unit).copied();
        let old =
            place.map(|place| self.waiting.entry(place).or_default().insert(position, applicant.to_owned()));
        if old != Some(None) {
            self.odd_waiting.push((unit.to_owned(), position, applicant.to_owned()));
        }
    }

    /// Everybody who applied.
    pub fn applicants(&self) -> impl Iterator<Item = &str> {
        self.people.iter().map(|person| person.id.as_str())
    }

    /// How many the result places.
    pub fn placed(&self) -> u64 {
        self.people.iter().filter(|person| matches!(person.seat, Seat::At(..))).count() as u64
    }

    /// Everything that does not hold; nothing means that the result is the one the rule gives.
    pub fn violations(&self, seed: Option<&[u8; 32]>) -> Vec<Violation> {
        let view = self.view(seed);
        let mut found = self.rows(&view);
        view.seats(&mut found);
        if seed.is_none() {
            view.ties(&mut found);
        }
        view.cutoffs(&mut found);
        view.waiting(&mut found);
        if found.is_empty() {
            view.best(&mut found);
        }
        found
    }

    /// Rows that are missing, too many, or do not say what was filed.
    fn rows(&self, view: &View<'_>) -> Vec<Violation> {
        let mut found: Vec<Violation> =
            self.extra.iter().map(|id| Violation::ApplicantExtra { applicant: id.clone() }).collect();
        for (person, wishes) in self.people.iter().zip(&view.wishes) {
            let applicant = person.id.clone();
            match &person.seat {
                Seat::None => {}
                Seat::Missing => found.push(Violation::ApplicantMissing { applicant }),
                Seat::At(unit, claimed) => {
                    let place = self.units.get(unit);
                    let filed = wishes.iter().find(|(_, other, _)| Some(other) == place);
                    let (unit, claimed) = (unit.clone(), *claimed);
                    match filed {
                        None => found.push(Violation::NotChosen { applicant, unit }),
                        Some((filed, ..)) if *filed != claimed => {
                            let (claimed, filed) = (claimed.to_string(), filed.to_string());
                            found.push(Violation::FigureChanged { applicant, unit, claimed, filed });
                        }
                        Some(_) => {}
                    }
                }
            }
        }
        let missing = (0..self.places.len() as u32).filter(|unit| !self.cutoffs.contains_key(unit));
        let missing = missing.map(|unit| &self.places[unit as usize].0);
        found.extend(missing.chain(&self.lines).map(|unit| Violation::CutoffMissing { unit: unit.clone() }));
        found
    }

    fn marks(&self, wish: u32) -> &[Option<i64>] {
        &self.marks[wish as usize * self.width..(wish as usize + 1) * self.width]
    }

    /// The numbers that order equals: the shared one, then one's own.
    fn numbers(&self, seed: Option<&[u8; 32]>) -> Vec<[[u8; 32]; 2]> {
        let Some(seed) = seed else { return vec![[[0; 32]; 2]; self.people.len()] };
        let both = |person: &Person| {
            let own = draw_number(seed, &person.id);
            let partner = self.partners.get(&person.id).filter(|partner| **partner < person.id);
            [partner.map_or(own, |partner| draw_number(seed, partner)), own]
        };
        self.people.iter().map(both).collect()
    }

    /// Ranks everybody at every unit by marks, then by the lottery, or by id when there was none.
    fn view(&self, seed: Option<&[u8; 32]>) -> View<'_> {
        let numbers = self.numbers(seed);
        let mut asked: Vec<Vec<u32>> = vec![Vec::new(); self.places.len()];
        for (at, wish) in (0_u32..).zip(&self.wishes) {
            asked[wish.unit as usize].push(at);
        }
        let mut wishes: Vec<Vec<(i64, u32, u32)>> = vec![Vec::new(); self.people.len()];
        let mut order = Vec::with_capacity(asked.len());
        for (unit, mut list) in (0_u32..).zip(asked) {
            let person = |wish: u32| self.wishes[wish as usize].person as usize;
            list.sort_by(|&a, &b| {
                let lottery = || numbers[person(a)].cmp(&numbers[person(b)]);
                let ids = || self.people[person(a)].id.cmp(&self.people[person(b)].id);
                self.marks(b).cmp(self.marks(a)).then_with(lottery).then_with(ids)
            });
            let mut ranks = Vec::with_capacity(list.len());
            let mut rank = 0;
            for (at, &wish) in list.iter().enumerate() {
                if at > 0 && self.marks(list[at - 1]) != self.marks(wish) {
                    rank += 1;
                }
                wishes[person(wish)].push((self.wishes[wish as usize].choice, unit, at as u32));
                ranks.push((wish, rank));
            }
            order.push(ranks);
        }
        for list in &mut wishes {
            list.sort_unstable();
        }
        let (held, waits) = (vec![Vec::new(); order.len()], vec![Vec::new(); order.len()]);
        let mut view = View { round: self, wishes, order, held, waits };
        view.sides();
        view
    }
}

impl View<'_> {
    /// Sorts out who sits where and who would rather.
    fn sides(&mut self) {
        for (person, list) in self.round.people.iter().zip(&self.wishes) {
            let seat = match &person.seat {
                Seat::At(unit, _) => self.round.units.get(unit).copied(),
                _ => None,
            };
            for &(_, unit, at) in list {
                if Some(unit) == seat {
                    self.held[unit as usize].push(at);
                    break;
                }
                self.waits[unit as usize].push(at);
            }
        }
        self.held.iter_mut().chain(&mut self.waits).for_each(|list| list.sort_unstable());
    }

    fn person(&self, unit: usize, at: u32) -> u32 {
        let (wish, _) = self.order[unit][at as usize];
        self.round.wishes[wish as usize].person
    }

    fn id(&self, unit: usize, at: u32) -> String {
        self.round.people[self.person(unit, at) as usize].id.clone()
    }

    fn name(&self, unit: usize) -> String {
        self.round.places[unit].0.clone()
    }

    fn places(&self, unit: usize) -> u64 {
        self.round.places[unit].1
    }

    /// Whom a unit takes of these (places in its order, the best first), by the stated rule: open places first, then
    /// each group's in the order of their names, then what reverts.
    fn taken(&self, unit: usize, from: &[u32]) -> Vec<u32> {
        let Some(reserves) = self.round.reserves.get(&(unit as u32)) else {
            return from.iter().copied().take(self.places(unit).min(from.len() as u64) as usize).collect();
        };
        let reserved: u64 = reserves.values().map(|(places, _)| places).sum();
        let open = self.places(unit).saturating_sub(reserved).min(from.len() as u64) as usize;
        let (mut taken, mut left) = (from[..open].to_vec(), from[open..].to_vec());
        let mut reverting = 0;
        for (group, &(places, unfilled)) in reserves {
            let mut filled = 0;
            left.retain(|&at| {
                let is_member = self.round.members.contains(&(self.id(unit, at), group.clone()));
                let takes = filled < places && is_member;
                if takes {
                    filled += 1;
                    taken.push(at);
                }
                !takes
            });
            if unfilled == Fallback::Reverts {
                reverting += places - filled;
            }
        }
        taken.extend(left.into_iter().take(reverting as usize));
        taken.sort_unstable();
        taken
    }

    /// Nobody is passed over, no place is wasted, no unit overfilled.
    fn seats(&self, found: &mut Vec<Violation>) {
        for unit in 0..self.order.len() {
            let (held, places) = (&self.held[unit], self.places(unit));
            if held.len() as u64 > places {
                let filled = held.len() as u64;
                found.push(Violation::OverCapacity { unit: self.name(unit), filled, places });
            }
            let mut all = [held.as_slice(), &self.waits[unit]].concat();
            all.sort_unstable();
            let right = self.taken(unit, &all);
            let lost = right.iter().filter(|at| held.binary_search(at).is_err());
            let mut instead = held.iter().filter(|at| right.binary_search(at).is_err());
            for &at in lost {
                let (unit_name, applicant) = (self.name(unit), self.id(unit, at));
                found.push(match instead.next() {
                    Some(&other) => {
                        Violation::PassedOver { unit: unit_name, applicant, instead: self.id(unit, other) }
                    }
                    None => Violation::PlaceWasted { unit: unit_name, applicant },
                });
            }
        }
    }

    /// Without a lottery nobody who waits may be equal to somebody placed or waiting.
    fn ties(&self, found: &mut Vec<Violation>) {
        for unit in 0..self.order.len() {
            let rank = |at: u32| self.order[unit][at as usize].1;
            let held = self.held[unit].iter().map(|&at| (rank(at), false, at));
            let mut all: Vec<(u32, bool, u32)> =
                held.chain(self.waits[unit].iter().map(|&at| (rank(at), true, at))).collect();
            all.sort_unstable();
            if let Some(two) = all.windows(2).find(|two| two[0].0 == two[1].0 && two[1].1) {
                let (applicant, other) = (self.id(unit, two[0].2), self.id(unit, two[1].2));
                found.push(Violation::TieWithoutLottery { unit: self.name(unit), applicant, other });
            }
        }
    }

    /// Places, filled places and the last placed score.
    fn cutoffs(&self, found: &mut Vec<Violation>) {
        for (unit, held) in self.held.iter().enumerate() {
            let Some(&claimed) = self.round.cutoffs.get(&(unit as u32)) else { continue };
            let score =
                |&at: &u32| self.round.marks(self.order[unit][at as usize].0).first().copied().flatten();
            let filled = held.len() as u64;
            let last = held.last().filter(|_| filled >= self.places(unit)).and_then(score);
            let ours = (self.places(unit), filled, last);
            if claimed != ours {
                let shown = |(places, filled, score): (u64, u64, Option<i64>)| {
                    format!("{places}, {filled}, {}", score.map(decimal).unwrap_or_default())
                };
                let (claimed, ours) = (shown(claimed), shown(ours));
                found.push(Violation::CutoffWrong { unit: self.name(unit), claimed, found: ours });
            }
        }
    }

    /// Waiting lists, position by position.
    fn waiting(&self, found: &mut Vec<Violation>) {
        let none = BTreeMap::new();
        for (unit, waits) in self.waits.iter().enumerate() {
            let claimed = self.round.waiting.get(&(unit as u32)).unwrap_or(&none);
            let at_place = |position: u64| -> String {
                let at = usize::try_from(position).ok().and_then(|at| waits.get(at.wrapping_sub(1)));
                at.map(|&at| self.id(unit, at)).unwrap_or_default()
            };
            let all = (1..=waits.len() as u64).chain(claimed.keys().copied());
            let wrong = all.map(|position| (position, claimed.get(&position))).find(|(position, claimed)| {
                claimed.is_none_or(|claimed| claimed.is_empty() || *claimed != at_place(*position))
            });
            if let Some((position, claimed)) = wrong {
                let (claimed, ours) = (claimed.cloned().unwrap_or_default(), at_place(position));
                found.push(Violation::WaitingWrong { unit: self.name(unit), position, claimed, found: ours });
            }
        }
        for (unit, position, claimed) in self.round.odd_waiting.iter().cloned() {
            found.push(Violation::WaitingWrong { unit, position, claimed, found: String::new() });
        }
    }

    /// Plays the rule from the beginning, turn by turn, and compares everybody.
    fn best(&self, found: &mut Vec<Violation>) {
        let mut next = vec![0_usize; self.wishes.len()];
        let mut held: Vec<Vec<u32>> = vec![Vec::new(); self.order.len()];
        let mut asking: Vec<u32> = (0..self.wishes.len() as u32).collect();
        while !asking.is_empty() {
            let mut touched = BTreeSet::new();
            for &person in &asking {
                if let Some(&(_, unit, at)) = self.wishes[person as usize].get(next[person as usize]) {
                    held[unit as usize].push(at);
                    touched.insert(unit as usize);
                }
            }
            asking.clear();
            for unit in touched {
                held[unit].sort_unstable();
                let taken = self.taken(unit, &held[unit]);
                let out = held[unit].iter().filter(|at| taken.binary_search(at).is_err());
                asking.extend(out.map(|&at| self.person(unit, at)));
                held[unit] = taken;
            }
            for &person in &asking {
                next[person as usize] += 1;
            }
        }
        for (person, list) in self.wishes.iter().enumerate() {
            let one = &self.round.people[person];
            let best =
                list.get(next[person]).map(|&(_, unit, _)| self.name(unit as usize)).unwrap_or_default();
            let claimed = if let Seat::At(unit, _) = &one.seat { unit.clone() } else { String::new() };
            if best != claimed {
                found.push(Violation::NotTheBest { applicant: one.id.clone(), claimed, best });
            }
        }
    }
}

/// Millionths as a decimal, shortest.
fn decimal(millionths: i64) -> String {
    let (whole, part) = (millionths.unsigned_abs() / 1_000_000, millionths.unsigned_abs() % 1_000_000);
    let sign = if millionths < 0 { "-" } else { "" };
    let text = format!("{sign}{whole}.{part:06}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
