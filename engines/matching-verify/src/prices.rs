//! An assignment is the best there is when its prices keep to every cost and add up to its total.

use std::collections::HashMap;

use crate::Violation;

/// The figures of a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sums {
    /// How many are placed.
    pub placed: u64,
    /// The sum of costs.
    pub total_cost: i128,
    /// What leaving somebody unplaced counts.
    pub unplaced_cost: i128,
}

/// The rows of an assignment: what was filed and what is claimed.
#[derive(Debug, Default)]
pub struct Prices {
    units: HashMap<String, u32>,
    places: Vec<(String, u64, Option<i128>)>,
    ids: HashMap<String, u32>,
    people: Vec<Person>,
    extra: Vec<String>,
}

#[derive(Debug, Default)]
struct Person {
    id: String,
    costs: Vec<(u32, i64)>,
    seat: Seat,
    price: Option<i128>,
}

/// What a claimed row says.
#[derive(Debug, Default, PartialEq)]
enum Seat {
    #[default]
    Missing,
    None,
    At(String, Option<i64>),
}

impl Prices {
    /// A unit as filed; all units before the first pair.
    pub fn unit(&mut self, id: &str, places: u64) {
        self.units.insert(id.to_owned(), self.places.len() as u32);
        self.places.push((id.to_owned(), places, None));
    }

    /// A pair and its cost as filed.
    pub fn arc(&mut self, applicant: &str, unit: &str, cost: i64) {
        let Some(&unit) = self.units.get(unit) else { return };
        let at = if let Some(&at) = self.ids.get(applicant) {
            at
        } else {
            let next = self.people.len() as u32;
            self.ids.insert(applicant.to_owned(), next);
            self.people.push(Person { id: applicant.to_owned(), ..Person::default() });
            next
        };
        self.people[at as usize].costs.push((unit, cost));
    }

    fn person(&mut self, id: &str) -> Option<&mut Person> {
        self.ids.get(id).map(|&at| &mut self.people[at as usize])
    }

    /// A claimed row: blank unit when unplaced.
    pub fn seat(&mut self, applicant: &str, unit: &str, cost: Option<i64>) {
        match self.person(applicant) {
            Some(person) if person.seat == Seat::Missing => {
                person.seat = if unit.is_empty() { Seat::None } else { Seat::At(unit.to_owned(), cost) };
            }
            _ => self.extra.push(applicant.to_owned()),
        }
    }

    /// A claimed price of an applicant.
    pub fn applicant_price(&mut self, id: &str, price: i128) {
        match self.person(id) {
            Some(person) if person.price.is_none() => person.price = Some(price),
            _ => self.extra.push(id.to_owned()),
        }
    }

    /// A claimed price of a unit.
    pub fn unit_price(&mut self, id: &str, price: i128) {
        match self.units.get(id).map(|&at| &mut self.places[at as usize].2) {
            Some(place) if place.is_none() => *place = Some(price),
            _ => self.extra.push(id.to_owned()),
        }
    }

    /// Everything that does not hold; nothing means that no assignment places more people, or as many for less.
    pub fn violations(&self, claimed: Option<Sums>) -> Vec<Violation> {
        let mut found: Vec<Violation> =
            self.extra.iter().map(|id| Violation::ApplicantExtra { applicant: id.clone() }).collect();
        let sums = self.seats(&mut found);
        if let Some(claimed) = claimed {
            let figures = [
                ("placed", i128::from(claimed.placed), i128::from(sums.placed)),
                ("total_cost", claimed.total_cost, sums.total_cost),
                ("M", claimed.unplaced_cost, sums.unplaced_cost),
            ];
            for (figure, claimed, ours) in figures.into_iter().filter(|(_, claimed, ours)| claimed != ours) {
                let (figure, claimed, found_sum) = (figure.to_owned(), claimed.to_string(), ours.to_string());
                found.push(Violation::SumWrong { figure, claimed, found: found_sum });
            }
        }
        let whole = self.bounds(sums.unplaced_cost, &mut found);
        if whole {
            self.proof(sums, &mut found);
        }
        found
    }

    /// Seats against costs and places: how many are placed, and at what total.
    fn seats(&self, found: &mut Vec<Violation>) -> Sums {
        let mut filled = vec![0_u64; self.places.len()];
        let (mut placed, mut total_cost) = (0, 0);
        for person in &self.people {
            let applicant = person.id.clone();
            let (unit, cost) = match &person.seat {
                Seat::None => continue,
                Seat::Missing => {
                    found.push(Violation::ApplicantMissing { applicant });
                    continue;
                }
                Seat::At(unit, cost) => (unit, cost),
            };
            let place = self.units.get(unit);
            let Some(&(place, filed)) = person.costs.iter().find(|(other, _)| Some(other) == place) else {
                found.push(Violation::NotChosen { applicant, unit: unit.clone() });
                continue;
            };
            if *cost != Some(filed) {
                let claimed = cost.map(|cost| cost.to_string()).unwrap_or_default();
                let (unit, filed) = (unit.clone(), filed.to_string());
                found.push(Violation::FigureChanged { applicant, unit, claimed, filed });
            }
            placed += 1;
            total_cost += i128::from(filed);
            filled[place as usize] += 1;
        }
        for ((unit, places, _), &filled) in
            self.places.iter().zip(&filled).filter(|(unit, filled)| **filled > unit.1)
        {
            found.push(Violation::OverCapacity { unit: unit.clone(), filled, places: *places });
        }
        Sums { placed, total_cost, unplaced_cost: self.unplaced_cost() }
    }

    /// M of the contract: 1 + greatest cost × min(applicants, places).
    fn unplaced_cost(&self) -> i128 {
        let most = self.people.iter().flat_map(|person| &person.costs).map(|&(_, cost)| cost).max();
        let places: u128 = self.places.iter().map(|&(_, places, _)| u128::from(places)).sum();
        1 + i128::from(most.unwrap_or(0)) * places.min(self.people.len() as u128) as i128
    }

    /// Every inequality; whether all prices are there.
    fn bounds(&self, most: i128, found: &mut Vec<Violation>) -> bool {
        let mut whole = true;
        let units = self.places.iter().map(|(id, _, price)| (id, *price, i128::MAX));
        let people = self.people.iter().map(|person| (&person.id, person.price, most));
        for (at, (id, price, most)) in units.chain(people).enumerate() {
            match price {
                None => {
                    whole = false;
                    found.push(Violation::PriceMissing { id: id.clone() });
                }
                Some(price) if price > most || (at < self.places.len() && price < 0) => {
                    found.push(Violation::PriceOutOfBounds { id: id.clone(), price: price.to_string() });
                }
                Some(_) => {}
            }
        }
        for person in &self.people {
            let Some(price) = person.price else { continue };
            let of_unit = |unit: u32| self.places[unit as usize].2;
            let dear =
                |&&(unit, cost): &&(u32, i64)| of_unit(unit).is_some_and(|p| price - p > i128::from(cost));
            if let Some(&(unit, _)) = person.costs.iter().find(dear) {
                let unit = self.places[unit as usize].0.clone();
                found.push(Violation::PriceTooHigh { applicant: person.id.clone(), unit });
            }
        }
        whole
    }

    /// Σu − Σ places·p = total cost + M × unplaced.
    fn proof(&self, sums: Sums, found: &mut Vec<Violation>) {
        let people: i128 = self.people.iter().filter_map(|person| person.price).sum();
        let of_unit =
            |(_, places, price): &(String, u64, Option<i128>)| i128::from(*places) * price.unwrap_or(0);
        let prices = people - self.places.iter().map(of_unit).sum::<i128>();
        let unplaced = self.people.len() as i128 - i128::from(sums.placed);
        let total = sums.total_cost + unplaced * sums.unplaced_cost;
        if prices != total {
            found.push(Violation::ProofFails { prices: prices.to_string(), total: total.to_string() });
        }
    }
}
