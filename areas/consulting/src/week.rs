//! The week's visit plan: which agencies to see within the team's minutes, chosen exactly, and on which day.
//!
//! Maximizes the sum of risk points of the agencies seen. Seeing n agencies of a district costs n visits and as many
//! trips as they need; within a district the agencies with the most points come first. So every district offers a
//! choice of how many, and dynamic programming over minutes finds the best mix for every number of minutes. The mix with
//! the most points (of equal ones the shorter) whose trips fit into everyone's week is the plan.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

/// Minutes of one step of the computation; costs are rounded up to it.
const GRAIN: i64 = 5;

/// An agency that could be visited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Agency.
    pub agency: String,
    /// District.
    pub district: String,
    /// Points of the risk list.
    pub points: i64,
}

/// What visits in a district cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cost {
    /// Way of the visits: `in-person`, or `phone` where nobody may meet.
    pub way: &'static str,
    /// Minutes of one visit.
    pub minutes: i64,
    /// Minutes there and back of one trip.
    pub travel: i64,
    /// Visits on one trip, at least 1.
    pub per_trip: i64,
}

impl Cost {
    /// Trips that so many visits need.
    fn trips(&self, visits: usize) -> i64 {
        (visits as i64 + self.per_trip - 1) / self.per_trip.max(1)
    }

    /// Minutes of so many visits with their trips.
    fn of(&self, visits: usize) -> i64 {
        visits as i64 * self.minutes + self.trips(visits) * self.travel
    }
}

/// A trip: one person on one day in one district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trip {
    /// Day.
    pub day: Date,
    /// Number of the person, from 0.
    pub person: usize,
    /// District.
    pub district: String,
    /// Way.
    pub way: &'static str,
    /// Agencies in the order of their points.
    pub agencies: Vec<String>,
    /// Minutes with travel.
    pub minutes: i64,
    /// Minutes of travel among them.
    pub travel: i64,
}

/// A week's plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Trips, by day, person and district.
    pub trips: Vec<Trip>,
    /// Points of the agencies seen.
    pub points: i64,
    /// Minutes used.
    pub minutes: i64,
    /// Minutes there are.
    pub capacity: i64,
}

/// Makes the plan: `people` persons with `minutes_each`, on `days`; `cost` says what a district costs.
pub fn plan(
    candidates: &[Candidate],
    (people, minutes_each): (usize, i64),
    days: &[Date],
    cost: impl Fn(&str) -> Cost,
) -> Plan {
    let capacity = people as i64 * minutes_each.max(0);
    let districts = by_district(candidates);
    let costs: Vec<Cost> = districts.keys().map(|id| cost(id)).collect();
    let groups: Vec<&Vec<&Candidate>> = districts.values().collect();
    let table = Table::of(&groups, &costs, capacity / GRAIN);
    for (points, used) in table.by_points() {
        let counts = table.counts(used, &costs);
        let trips = trips(&districts, &costs, &counts);
        if let Some(trips) = laid_out(trips, (people, minutes_each), days) {
            let minutes = trips.iter().map(|trip| trip.minutes).sum();
            return Plan { trips, points, minutes, capacity };
        }
    }
    Plan { capacity, ..Plan::default() }
}

/// The trips that so many agencies of each district need; their days are not known yet.
fn trips(districts: &BTreeMap<&str, Vec<&Candidate>>, costs: &[Cost], counts: &[usize]) -> Vec<Trip> {
    let mut trips = Vec::new();
    for (((district, agencies), cost), count) in districts.iter().zip(costs).zip(counts) {
        for part in agencies[..*count].chunks(cost.per_trip.max(1) as usize) {
            trips.push(Trip {
                day: Date::ZERO,
                person: 0,
                district: (*district).to_owned(),
                way: cost.way,
                agencies: part.iter().map(|one| one.agency.clone()).collect(),
                minutes: part.len() as i64 * cost.minutes + cost.travel,
                travel: cost.travel,
            });
        }
    }
    trips
}

/// Candidates by district, the most points first.
fn by_district(candidates: &[Candidate]) -> BTreeMap<&str, Vec<&Candidate>> {
    let mut districts: BTreeMap<&str, Vec<&Candidate>> = BTreeMap::new();
    for one in candidates.iter().filter(|one| one.points > 0) {
        districts.entry(&one.district).or_default().push(one);
    }
    for list in districts.values_mut() {
        list.sort_by(|a, b| (b.points, &a.agency).cmp(&(a.points, &b.agency)));
    }
    districts
}

/// The best mixes: for every number of grains the most points, and what they are made of.
struct Table {
    /// Most points with exactly so many grains.
    best: Vec<Option<i64>>,
    /// How many agencies each district gives for so many grains of it and the districts before.
    taken: Vec<Vec<usize>>,
}

/// Grains of so many visits.
fn grains(cost: &Cost, visits: usize) -> usize {
    usize::try_from((cost.of(visits) + GRAIN - 1) / GRAIN).unwrap_or(usize::MAX)
}

impl Table {
    fn of(groups: &[&Vec<&Candidate>], costs: &[Cost], capacity: i64) -> Self {
        let size = usize::try_from(capacity).unwrap_or(0) + 1;
        let mut best: Vec<Option<i64>> = vec![None; size];
        best[0] = Some(0);
        let mut taken = Vec::new();
        for (group, cost) in groups.iter().zip(costs) {
            let mut next: Vec<Option<i64>> = vec![None; size];
            let mut took = vec![0; size];
            let mut points = 0;
            for count in 0..=group.len() {
                points += count.checked_sub(1).map_or(0, |at| group[at].points);
                let grains = grains(cost, count);
                if grains >= size {
                    break;
                }
                for used in grains..size {
                    let Some(before) = best[used - grains] else { continue };
                    if next[used].is_none_or(|now| before + points > now) {
                        next[used] = Some(before + points);
                        took[used] = count;
                    }
                }
            }
            best = next;
            taken.push(took);
        }
        Self { best, taken }
    }

    /// Points and grains of the mixes, the most points first, then the fewest grains.
    fn by_points(&self) -> Vec<(i64, usize)> {
        let known =
            self.best.iter().enumerate().filter_map(|(used, points)| points.map(|points| (points, used)));
        let mut all: Vec<(i64, usize)> = known.collect();
        all.sort_by_key(|(points, used)| (std::cmp::Reverse(*points), *used));
        all
    }

    /// How many agencies each district gives in the mix of so many grains.
    fn counts(&self, mut used: usize, costs: &[Cost]) -> Vec<usize> {
        let mut counts = vec![0; self.taken.len()];
        for at in (0..self.taken.len()).rev() {
            counts[at] = self.taken[at][used];
            used -= grains(&costs[at], counts[at]);
        }
        counts
    }
}

/// Lays trips on people and days: the longest first, to whoever has most time left, on their emptiest day; none when
/// one does not fit.
fn laid_out(mut trips: Vec<Trip>, (people, minutes_each): (usize, i64), days: &[Date]) -> Option<Vec<Trip>> {
    trips.sort_by(|a, b| (b.minutes, &a.district, &a.agencies).cmp(&(a.minutes, &b.district, &b.agencies)));
    let mut left = vec![minutes_each; people];
    let mut load = vec![vec![0_i64; days.len()]; people];
    for trip in &mut trips {
        let person = (0..people).max_by_key(|&person| (left[person], std::cmp::Reverse(person)))?;
        let at = (0..days.len()).min_by_key(|&at| (load[person][at], at))?;
        if left[person] < trip.minutes {
            return None;
        }
        left[person] -= trip.minutes;
        load[person][at] += trip.minutes;
        trip.person = person;
        trip.day = days[at];
    }
    trips.sort_by(|a, b| {
        (a.day, a.person, &a.district, &a.agencies).cmp(&(b.day, b.person, &b.district, &b.agencies))
    });
    Some(trips)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const IN_PERSON: Cost = Cost { way: "in-person", minutes: 120, travel: 60, per_trip: 2 };

    fn candidate(agency: &str, district: &str, points: i64) -> Candidate {
        Candidate { agency: agency.to_owned(), district: district.to_owned(), points }
    }

    fn week() -> Vec<Date> {
        (28..=30).map(|day| date(2022, 11, day)).chain([date(2022, 12, 1), date(2022, 12, 2)]).collect()
    }

    #[test]
    fn two_agencies_of_one_district_share_a_trip() {
        let all = [candidate("a", "1", 50), candidate("b", "1", 40), candidate("c", "2", 45)];
        // 300 minutes: a and b on one trip (2 × 120 + 60), not a and c on two (2 × 180).
        let plan = plan(&all, (1, 300), &week(), |_| IN_PERSON);
        assert_eq!((plan.points, plan.minutes, plan.trips.len()), (90, 300, 1));
        assert_eq!(plan.trips[0].agencies, ["a", "b"]);
    }

    #[test]
    fn a_far_district_waits_when_nearer_ones_bring_more_and_phones_cost_no_travel() {
        let all = [candidate("a", "far", 50), candidate("b", "near", 40), candidate("c", "near", 30)];
        let cost = |district: &str| match district {
            "far" => Cost { travel: 360, ..IN_PERSON },
            _ => IN_PERSON,
        };
        let by_car = plan(&all, (1, 480), &week(), cost);
        assert_eq!(by_car.points, 70);
        let phone = |_: &str| Cost { way: "phone", minutes: 30, travel: 0, per_trip: 1 };
        let by_phone = plan(&all, (1, 90), &week(), phone);
        assert_eq!((by_phone.points, by_phone.minutes), (120, 90));
    }

    #[test]
    fn nobody_and_nothing_give_an_empty_plan() {
        assert_eq!(plan(&[], (2, 720), &week(), |_| IN_PERSON).trips, []);
        let one = [candidate("a", "1", 9)];
        assert_eq!(plan(&one, (0, 720), &week(), |_| IN_PERSON).trips, []);
        assert_eq!(plan(&one, (1, -5), &week(), |_| IN_PERSON).trips, []);
    }

    #[test]
    fn every_trip_of_a_plan_fits_into_someones_week() {
        let all: Vec<Candidate> = (0..5).map(|at| candidate(&at.to_string(), &at.to_string(), 10)).collect();
        // Two people with 300 minutes: 600 would hold three trips of 180, but each week holds one only.
        let plan = plan(&all, (2, 300), &week(), |_| IN_PERSON);
        assert_eq!((plan.trips.len(), plan.points, plan.minutes), (2, 20, 360));
        let people: Vec<usize> = plan.trips.iter().map(|trip| trip.person).collect();
        assert_eq!(people, [0, 1]);
    }

    /// The most points by trying every subset.
    fn by_hand(all: &[Candidate], capacity: i64) -> i64 {
        let mut best = 0;
        for mask in 0_u32..(1 << all.len()) {
            let mut per: BTreeMap<&str, usize> = BTreeMap::new();
            let mut points = 0;
            for (at, one) in all.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0) {
                let _ = at;
                *per.entry(&one.district).or_default() += 1;
                points += one.points;
            }
            if per.values().map(|count| IN_PERSON.of(*count)).sum::<i64>() <= capacity {
                best = best.max(points);
            }
        }
        best
    }

    proptest! {
        #[test]
        fn no_other_choice_has_more_points_and_the_order_of_input_does_not_matter(
            points in prop::collection::vec((1_i64..60, 0_u8..4), 1..9),
            hours in 1_i64..16,
        ) {
            let mut all: Vec<Candidate> = points
                .iter()
                .enumerate()
                .map(|(at, (points, district))| candidate(&at.to_string(), &district.to_string(), *points))
                .collect();
            let first = plan(&all, (1, hours * 60), &week(), |_| IN_PERSON);
            prop_assert_eq!(first.points, by_hand(&all, hours * 60));
            prop_assert!(first.minutes <= hours * 60);
            all.reverse();
            prop_assert_eq!(plan(&all, (1, hours * 60), &week(), |_| IN_PERSON), first);
        }
    }
}
