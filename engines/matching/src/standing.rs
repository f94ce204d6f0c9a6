//! A round that goes on: somebody drops out, a place opens, an appeal is won, and only those concerned are looked at.
//!
//! Under [`Rule::Stay`] nobody who is placed is moved: what becomes free goes to the first of those without a place.
//! Under [`Rule::Move`] the result is that of the whole round recomputed. A free place goes to the first who waits for
//! it, whose own place goes on in the same way; then, wherever "the first who waits for u sits at v" leads round in a
//! circle, the circle moves up together: when no circle is left, no stable matching suits anybody better. Only units
//! whose first waiting person changed can lie on a new circle. Somebody with a new score leaves and asks anew.
//! Units with reserved places are recomputed as a whole under `Move`.

use std::collections::BTreeMap;

use crate::{
    Mark, Market, Placement, Refused,
    lottery::Draw,
    market::NONE,
    scale::Marks,
    stable::{deferred_acceptance, level},
};

/// What happens to a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'a> {
    /// Somebody leaves the round, placed or not.
    DropsOut {
        /// Who.
        applicant: &'a str,
    },
    /// A unit gets more places; they are open, not reserved.
    PlacesOpen {
        /// Where.
        unit: &'a str,
        /// How many more.
        places: u64,
    },
    /// Somebody's marks at a unit are corrected, for instance because an appeal was won.
    Corrected {
        /// Who.
        applicant: &'a str,
        /// Where.
        unit: &'a str,
        /// The score and then the tie-breaks, as in the call.
        marks: &'a [Option<Mark>],
    },
}

/// Whether people who are placed may be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Nobody who is placed is moved; the free place goes to the first without a place.
    Stay,
    /// As if the round had been computed anew.
    Move,
}

/// Somebody whose place changed; the next offer is the first of a list of these with a `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// Who, as a place in the list of applicants.
    pub applicant: usize,
    /// The unit before.
    pub from: Option<usize>,
    /// The unit after.
    pub to: Option<usize>,
}

/// The state of a round between events.
#[derive(Debug, Clone)]
pub struct Standing {
    market: Market,
    draw: Draw,
    /// By place in the draw: who.
    drawn: Vec<u32>,
    choice: Vec<u32>,
    out: Vec<bool>,
    /// By unit: levels of those placed, the least first.
    held: Vec<Vec<u64>>,
    /// By unit: levels of those who would rather have it, the least first.
    waits: Vec<Vec<u64>>,
    reserved: BTreeMap<u32, u32>,
    /// Units that may have a place to give.
    vacant: Vec<u32>,
    /// Units whose first waiting person, or that person's place, changed.
    changed: Vec<u32>,
    /// Who was touched by the event, and where they were.
    before: Vec<(u32, u32)>,
    touched: BTreeMap<u32, usize>,
}

impl Standing {
    /// Goes on from a placement; a round that goes on needs the lottery it was drawn with.
    pub fn new(market: Market, draw: Draw, placement: &Placement) -> Result<Self, Refused> {
        if !draw.drawn {
            return Err(Refused::NoLottery);
        }
        let mut drawn = vec![0; draw.place.len()];
        for (person, &place) in draw.place.iter().enumerate() {
            drawn[place as usize] = person as u32;
        }
        let out = vec![false; market.applicants.len()];
        let mut standing = Self {
            market,
            draw,
            drawn,
            choice: Vec::new(),
            out,
            held: Vec::new(),
            waits: Vec::new(),
            reserved: BTreeMap::new(),
            vacant: Vec::new(),
            changed: Vec::new(),
            before: Vec::new(),
            touched: BTreeMap::new(),
        };
        standing.take(placement);
        Ok(standing)
    }

    /// Reads everything out of a placement.
    fn take(&mut self, placement: &Placement) {
        let units = self.market.units.len();
        self.choice.clone_from(&placement.choice);
        self.reserved = placement.reserved().iter().copied().collect();
        self.held = vec![Vec::new(); units];
        self.waits = vec![Vec::new(); units];
        for person in (0..self.choice.len()).filter(|&person| !self.out[person]) {
            let at = self.choice[person];
            for (place, edge) in
                self.market.list(person).iter().enumerate().take(at.saturating_add(1) as usize)
            {
                let side = if place == at as usize { &mut self.held } else { &mut self.waits };
                side[edge.unit as usize].push(level(edge.merit, self.draw.place[person]));
            }
        }
        self.held.iter_mut().chain(&mut self.waits).for_each(|levels| levels.sort_unstable());
    }

    /// The market as it now is, with the places opened and the marks corrected.
    pub fn market(&self) -> &Market {
        &self.market
    }

    /// Who is placed where now.
    pub fn placement(&self) -> Placement {
        Placement::from_choices(&self.market, self.choice.clone(), &self.reserved)
    }

    /// The same round computed anew, without those who left: what [`Rule::Move`] must equal.
    pub fn recomputed(&self, workers: usize) -> Placement {
        deferred_acceptance(&self.market, &self.draw, &self.out, workers)
    }

    /// The unit where an applicant is placed now.
    pub fn unit_of(&self, applicant: usize) -> Option<usize> {
        let at = self.choice[applicant];
        (at != NONE).then(|| self.market.list(applicant)[at as usize].unit as usize)
    }

    /// Who waits for a unit, the next first.
    pub fn waiting(&self, unit: usize) -> impl Iterator<Item = usize> {
        self.waits[unit].iter().rev().map(|&level| self.who(level) as usize)
    }

    /// An applicant's position, from 1, on the waiting list of a unit.
    pub fn position(&self, applicant: usize, unit: usize) -> Option<usize> {
        let edge = self.market.list(applicant).iter().find(|edge| edge.unit as usize == unit)?;
        let at = self.waits[unit].binary_search(&level(edge.merit, self.draw.place[applicant])).ok()?;
        Some(self.waits[unit].len() - at)
    }

    /// Lets something happen; gives everybody whose place changed, the person concerned first. Nothing is changed when
    /// it is refused.
    pub fn apply(&mut self, event: Event<'_>, rule: Rule) -> Result<Vec<Moved>, Refused> {
        match event {
            Event::DropsOut { applicant } => {
                let person = self.person(applicant)?;
                let (unit, group) = (self.unit_of(person), self.reserved.get(&(person as u32)).copied());
                self.leave(person);
                self.out[person] = true;
                self.refill(unit, group, rule);
            }
            Event::PlacesOpen { unit, places } => {
                let unit = self.unit(unit)?;
                self.market.places[unit] = self.market.places[unit].saturating_add(places);
                for _ in 0..places.min(self.waits[unit].len() as u64) {
                    self.refill(Some(unit), None, rule);
                }
            }
            Event::Corrected { applicant, unit, marks } => {
                let person = self.person(applicant)?;
                let unit = self.unit(unit)?;
                self.correct((person, unit), marks, rule)?;
            }
        }
        Ok(self.moved())
    }

    fn person(&self, id: &str) -> Result<usize, Refused> {
        let place = self.market.applicants.place(id);
        let place = place.ok_or_else(|| Refused::ApplicantUnknown { applicant: id.to_owned() })?;
        if self.out[place] {
            return Err(Refused::AlreadyOut { applicant: id.to_owned() });
        }
        Ok(place)
    }

    fn unit(&self, id: &str) -> Result<usize, Refused> {
        self.market.units.place(id).ok_or_else(|| Refused::UnitUnknown { unit: id.to_owned() })
    }

    fn who(&self, level: u64) -> u32 {
        self.drawn[(u32::MAX - level as u32) as usize]
    }

    fn level_of(&self, person: usize, at: usize) -> (usize, u64) {
        let edge = self.market.list(person)[at];
        (edge.unit as usize, level(edge.merit, self.draw.place[person]))
    }

    /// Notes where somebody was before the event.
    fn touch(&mut self, person: usize) {
        let next = self.before.len();
        if *self.touched.entry(person as u32).or_insert(next) == next {
            self.before.push((person as u32, self.choice[person]));
        }
    }

    /// Everybody whose place is another than before, in the order in which they were touched.
    fn moved(&mut self) -> Vec<Moved> {
        self.touched.clear();
        let before = std::mem::take(&mut self.before);
        let unit = |person: u32, at: u32| {
            let list = self.market.list(person as usize);
            (at != NONE).then(|| list[at as usize].unit as usize)
        };
        before
            .into_iter()
            .map(|(person, at)| Moved {
                applicant: person as usize,
                from: unit(person, at),
                to: unit(person, self.choice[person as usize]),
            })
            .filter(|moved| moved.from != moved.to)
            .collect()
    }

    /// Takes somebody out of every list.
    fn leave(&mut self, person: usize) {
        self.touch(person);
        let at = self.choice[person];
        for place in 0..self.market.list(person).len().min(at as usize) {
            self.unwait(person, place);
        }
        if at != NONE {
            let (unit, level) = self.level_of(person, at as usize);
            remove(&mut self.held[unit], level);
        }
        self.reserved.remove(&(person as u32));
        self.choice[person] = NONE;
    }

    /// Takes somebody off one waiting list.
    fn unwait(&mut self, person: usize, place: usize) {
        let (unit, level) = self.level_of(person, place);
        if self.waits[unit].last() == Some(&level) {
            self.changed.push(unit as u32);
        }
        remove(&mut self.waits[unit], level);
    }

    /// Gives somebody a better place, at this place of their list.
    fn settle(&mut self, person: usize, at: usize) {
        self.touch(person);
        let old = self.choice[person];
        for place in at..self.market.list(person).len().min(old as usize) {
            self.unwait(person, place);
        }
        for place in 0..at {
            let (unit, level) = self.level_of(person, place);
            if self.waits[unit].last() == Some(&level) {
                self.changed.push(unit as u32);
            }
        }
        if old != NONE {
            let (unit, level) = self.level_of(person, old as usize);
            remove(&mut self.held[unit], level);
            self.vacant.push(unit as u32);
        }
        let (unit, level) = self.level_of(person, at);
        insert(&mut self.held[unit], level);
        self.choice[person] = at as u32;
    }

    /// Brings a place that became free to those who wait.
    fn refill(&mut self, unit: Option<usize>, group: Option<u32>, rule: Rule) {
        match (rule, unit) {
            (Rule::Stay, Some(unit)) => self.offer(unit, group),
            (Rule::Stay, None) => {}
            (Rule::Move, _) if self.market.has_reserves() => self.recompute(),
            (Rule::Move, unit) => {
                self.vacant.extend(unit.map(|unit| unit as u32));
                self.improve();
            }
        }
        self.changed.clear();
        self.vacant.clear();
    }

    /// Under `Stay`: the first without a place takes it; a reserved place goes to its group first, and beyond the
    /// group only when it reverts.
    fn offer(&mut self, unit: usize, group: Option<u32>) {
        use crate::market::Unfilled;
        if self.held[unit].len() as u64 >= self.market.places[unit] {
            return;
        }
        let waiting = self.waits[unit].iter().rev().map(|&level| self.who(level));
        let free: Vec<u32> = waiting.filter(|&person| self.choice[person as usize] == NONE).collect();
        let of_group = group
            .and_then(|group| free.iter().find(|&&person| self.market.is_member(person, group)).copied());
        let stays = |group: u32| {
            let mut reserves = self.market.reserves.iter();
            let mine = reserves.find(|one| (one.unit as usize, one.group) == (unit, group));
            mine.is_some_and(|one| one.unfilled == Unfilled::Stays)
        };
        let anybody = if group.is_some_and(stays) { None } else { free.first().copied() };
        let Some(person) = of_group.or(anybody) else { return };
        let list = self.market.list(person as usize);
        let at = list.iter().position(|edge| edge.unit as usize == unit).expect("who waits has chosen it");
        self.settle(person as usize, at);
        if let Some(group) = group.filter(|_| of_group.is_some()) {
            self.reserved.insert(person, group);
        }
    }

    /// Under `Move`: fills what is free, then turns the circles, until nothing can be better for anybody.
    fn improve(&mut self) {
        loop {
            while let Some(unit) = self.vacant.pop() {
                self.fill(unit as usize);
            }
            let Some(unit) = self.changed.pop() else { return };
            if let Some(circle) = self.circle(unit) {
                self.changed.push(unit);
                for (person, at) in circle {
                    self.settle(person, at);
                }
            }
        }
    }

    /// Gives free places of a unit to the first who wait for it.
    fn fill(&mut self, unit: usize) {
        while (self.held[unit].len() as u64) < self.market.places[unit] {
            let Some(&first) = self.waits[unit].last() else { return };
            let person = self.who(first) as usize;
            let at = self.place_in_list(person, unit);
            self.settle(person, at);
        }
    }

    fn place_in_list(&self, person: usize, unit: usize) -> usize {
        let list = self.market.list(person);
        list.iter().position(|edge| edge.unit as usize == unit).expect("who waits for a unit has chosen it")
    }

    /// The circle that "the first who waits for u sits at v" leads to from a unit: who moves, and to which choice.
    fn circle(&self, from: u32) -> Option<Vec<(usize, usize)>> {
        let mut path: Vec<(usize, usize, usize)> = Vec::new();
        let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
        let mut unit = from as usize;
        loop {
            if let Some(&at) = seen.get(&unit) {
                return Some(path[at..].iter().map(|&(_, person, place)| (person, place)).collect());
            }
            let person = self.who(*self.waits[unit].last()?) as usize;
            seen.insert(unit, path.len());
            path.push((unit, person, self.place_in_list(person, unit)));
            unit = self.unit_of(person)?;
        }
    }

    /// Computes the round anew and notes what that changes.
    fn recompute(&mut self) {
        let placement = self.recomputed(1);
        for person in 0..self.choice.len() {
            if self.choice[person] != placement.choice[person] {
                self.touch(person);
            }
        }
        self.take(&placement);
    }

    /// Gives somebody other marks at a unit.
    fn correct(
        &mut self,
        (person, unit): (usize, usize),
        marks: &[Option<Mark>],
        rule: Rule,
    ) -> Result<(), Refused> {
        let name = || (self.market.applicants.get(person).to_owned(), self.market.units.get(unit).to_owned());
        let Some(at) = self.market.list(person).iter().position(|edge| edge.unit as usize == unit) else {
            let (applicant, unit) = name();
            return Err(Refused::NotChosen { applicant, unit });
        };
        let needed = self.market.scale.width();
        if marks.len() != needed {
            let ((applicant, unit), found, needed) = (name(), marks.len() as i64, needed as i64);
            return Err(Refused::MarksUneven { applicant, unit, found, needed });
        }
        let (old, place) = (self.choice[person], self.market.start[person] as usize + at);
        match (self.market.scale.merit(marks), rule) {
            (Some(merit), Rule::Move) if !self.market.has_reserves() => {
                self.leave(person);
                self.refill((old != NONE).then(|| self.level_of(person, old as usize).0), None, rule);
                self.market.edges[place].merit = merit;
                self.ask(person);
            }
            (Some(merit), _) => {
                self.swap_level((person, at, old), |market| market.edges[place].merit = merit);
            }
            (None, _) => {
                self.rescale(place, marks);
                self.take(&self.placement());
            }
        }
        // A rescaled market, or one with reserved places, is looked at as a whole; under `Stay` nobody moves.
        if rule == Rule::Move && self.touched.is_empty() {
            self.touch(person);
            self.recompute();
        }
        Ok(())
    }

    /// Changes a merit while its level stands in the lists.
    fn swap_level(&mut self, (person, at, old): (usize, usize, u32), change: impl FnOnce(&mut Market)) {
        let (unit, before) = self.level_of(person, at);
        change(&mut self.market);
        let (_, after) = self.level_of(person, at);
        let levels = match (at as u32).cmp(&old) {
            std::cmp::Ordering::Less => &mut self.waits[unit],
            std::cmp::Ordering::Equal => &mut self.held[unit],
            std::cmp::Ordering::Greater => return,
        };
        remove(levels, before);
        insert(levels, after);
    }

    /// Folds all marks anew, with one row changed: its marks stand between those that were there.
    fn rescale(&mut self, place: usize, marks: &[Option<Mark>]) {
        let mut all = Marks::default();
        for (at, edge) in self.market.edges.iter().enumerate() {
            if at == place { all.push(marks) } else { all.push(&self.market.scale.marks(edge.merit)) }
        }
        self.market.scale = all.scale(&mut self.market.edges, 1);
    }

    /// Somebody asks from the top of their list; whoever is displaced asks on.
    fn ask(&mut self, person: usize) {
        let (mut asking, mut at) = (person, 0);
        loop {
            if at == self.market.list(asking).len() {
                self.choice[asking] = NONE;
                return;
            }
            let (unit, level) = self.level_of(asking, at);
            let full = self.held[unit].len() as u64 >= self.market.places[unit];
            let least = self.held[unit].first().copied();
            if full && least.is_none_or(|least| least > level) {
                insert(&mut self.waits[unit], level);
                at += 1;
                continue;
            }
            insert(&mut self.held[unit], level);
            self.choice[asking] = at as u32;
            let Some(out) = least.filter(|_| full) else { return };
            remove(&mut self.held[unit], out);
            insert(&mut self.waits[unit], out);
            asking = self.who(out) as usize;
            self.touch(asking);
            at = self.choice[asking] as usize + 1;
        }
    }
}

fn insert(levels: &mut Vec<u64>, level: u64) {
    let at = levels.partition_point(|&other| other < level);
    levels.insert(at, level);
}

fn remove(levels: &mut Vec<u64>, level: u64) {
    if let Ok(at) = levels.binary_search(&level) {
        levels.remove(at);
    }
}
