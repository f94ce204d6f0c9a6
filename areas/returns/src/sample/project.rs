//! One made-up project through the months.

use base::{Dice, Month, Won};
use register::projects::ProjectPlaces;

use crate::model::{Figures, PEOPLE, place};

/// Shares of sex and age bands in a hundred people: women 60–64 to 80+, men 60–64 to 80+.
const PUBLIC: [i64; 8] = [0, 11, 38, 22, 0, 4, 14, 11];
const OTHERS: [i64; 8] = [14, 21, 24, 3, 9, 13, 14, 2];
/// Reasons for leaving in a hundred: health, better job, misfit, moved, died, other.
const REASONS: [i64; 6] = [45, 10, 3, 12, 8, 22];

/// Side costs per person and month, in won.
const SIDE_COSTS: i64 = 12_500;

/// A project that runs.
pub struct Running {
    /// What the register says about it.
    pub about: ProjectPlaces,
    dice: Dice,
    people: [i64; 8],
    since: i64,
    waiting: i64,
}

impl Running {
    /// Nobody is there yet.
    pub fn new(about: ProjectPlaces, dice: Dice) -> Self {
        Self { about, dice, people: [0; 8], since: 0, waiting: 0 }
    }

    /// Pay per person and hours per person in a month, by type: those of 2022, with the minimum wage of the year.
    fn terms(&self) -> (i64, i64) {
        match self.about.type_id.as_str() {
            "public-interest" => (270_000, 30),
            "social-service" => (594_600, 60),
            _ if self.about.from_on.year() < 2022 => (8_720 * 42, 42),
            _ => (9_160 * 42, 42),
        }
    }

    /// Made-up money for all months of the project at full places: pay and side costs.
    pub fn budget(&self) -> Won {
        let months = i64::from(self.about.until_on.month() - self.about.from_on.month()) + 1;
        let (pay, _) = self.terms();
        Won(self.about.places.unwrap_or(0) * (pay + SIDE_COSTS) * months.clamp(1, 12))
    }

    /// The figures of the next month.
    pub fn month(&mut self, month: Month) -> Figures {
        let places = self.about.places.unwrap_or(0);
        let mut figures = Figures::default();
        figures.0[place::TARGET] = places;
        let first = self.since == 0;
        let left = if first { [0; 6] } else { self.leave() };
        figures.0[place::LEFT..place::LEFT + 6].copy_from_slice(&left);
        let joined = self.join(places, first);
        figures.0[place::JOINED] = joined;
        figures.0[PEOPLE].copy_from_slice(&self.people);
        figures.0[place::SINCE_JANUARY] = self.since;
        let applied = if first { places / 5 } else { 0 } + self.dice.between(0, 3);
        self.waiting = (self.waiting + applied - joined.min(self.waiting + applied)).max(places / 12);
        figures.0[place::APPLICANTS] = joined + applied;
        figures.0[place::WAITING] = self.waiting;
        self.rest(&mut figures, month);
        figures
    }

    /// One in a hundred a month leaves, which is about twelve a year.
    fn leave(&mut self) -> [i64; 6] {
        let mut left = [0; 6];
        for band in 0..8 {
            for _ in 0..self.people[band] {
                if self.dice.between(1, 1_000) <= 11 {
                    self.people[band] -= 1;
                    left[self.draw(&REASONS)] += 1;
                }
            }
        }
        left
    }

    /// Fills the places again, not always all of them.
    fn join(&mut self, places: i64, first: bool) -> i64 {
        let percent = if first { self.dice.between(88, 100) } else { self.dice.between(94, 102) };
        let there: i64 = self.people.iter().sum();
        let joined = (places * percent / 100 - there).max(i64::from(first && places > 0 && there == 0));
        let shares = if self.about.type_id.as_str() == "public-interest" { PUBLIC } else { OTHERS };
        for _ in 0..joined {
            let band = self.draw(&shares);
            self.people[band] += 1;
        }
        self.since += joined;
        joined
    }

    /// A place by its share in a hundred.
    fn draw<const N: usize>(&mut self, shares: &[i64; N]) -> usize {
        let mut left = self.dice.between(1, shares.iter().sum());
        for (at, share) in shares.iter().enumerate() {
            left -= share;
            if left <= 0 {
                return at;
            }
        }
        N - 1
    }

    /// Hours, money, training, safety and staff.
    fn rest(&mut self, figures: &mut Figures, month: Month) {
        let people = figures.people();
        let (pay, hours) = self.terms();
        let present = self.dice.between(93, 100);
        figures.0[place::HOURS] = people * hours * present / 100;
        figures.0[place::PAY] = people * pay / 100 * present;
        figures.0[place::SUBSIDY] = figures.0[place::PAY] + people * SIDE_COSTS;
        let trained = if matches!(month.number(), 2 | 6) {
            people * self.dice.between(80, 98) / 100
        } else {
            people / 12
        };
        figures.0[place::TRAINED] = trained;
        figures.0[place::TRAINED_HOURS] = trained * 2;
        if people > 0 && self.dice.between(1, 3_000) <= people {
            figures.0[place::ACCIDENTS] = 1;
        }
        if people > 0 && self.dice.between(1, 60_000) <= people {
            figures.0[place::ACCIDENTS + 1] = 1;
        }
        figures.0[place::SAFETY_CHECKS] = self.dice.between(1, 3);
        figures.0[place::STAFF] = (people + 129) / 130;
        figures.0[place::SAFETY_OFFICERS] = i64::from(people > 100);
        figures.0[place::REGISTERED_EARLY] = if month.number() == 1 { people } else { 0 };
    }
}
