//! The generation born 1955 to 1963 as it turns 65, and the variety of jobs.

use std::collections::BTreeMap;

use base::Ratio;
use jiff::civil::{Date, date};
use register::{figures::People, programmes::NamedType};

use crate::{
    model::{Activity, Cohort, Demand, Inside, TypeShare, Variety},
    store::ProjectRow,
};

/// First and last year of birth of the generation.
const GENERATION: (i16, i16) = (1955, 1963);
/// Age from which people are counted as older people.
const OLDER: i16 = 65;

/// Groups single ages into cohorts that hold a part of the generation, oldest first.
pub fn demand(ages: &[People]) -> Demand {
    let mut cohorts: Vec<Cohort> = ages.iter().filter_map(cohort).collect();
    cohorts.sort_by_key(|cohort| std::cmp::Reverse(cohort.age));
    let sum = |turned: bool| {
        cohorts.iter().filter(|cohort| cohort.turned == turned).map(|cohort| cohort.persons).sum()
    };
    Demand {
        counted_on: ages.first().map(|people| people.counted_on),
        basis: ages.first().map(|people| people.basis.clone()).unwrap_or_default(),
        source: ages.first().map(|people| people.source.clone()).unwrap_or_default(),
        as_of: ages.first().map(|people| people.as_of.clone()).unwrap_or_default(),
        turned: sum(true),
        to_come: sum(false),
        cohorts,
    }
}

/// The cohort of one age: born after the day of the count one year earlier, until that day.
fn cohort(people: &People) -> Option<Cohort> {
    let day = people.counted_on;
    let age = i16::try_from(people.age_from).ok()?;
    let (before, last) = (same_day(day, -age - 1)?, same_day(day, -age)?);
    let born_from = before.tomorrow().ok()?;
    let (first_day, last_day) = (date(GENERATION.0, 1, 1), date(GENERATION.1, 12, 31));
    if last < first_day || born_from > last_day {
        return None;
    }
    let whole = born_from >= first_day && last <= last_day;
    Some(Cohort {
        age: people.age_from,
        born_from,
        born_until: last,
        turns_from: same_day(born_from, OLDER)?,
        turns_until: same_day(last, OLDER)?,
        persons: people.persons,
        turned: age >= OLDER,
        inside: if whole { Inside::Whole } else { Inside::Part },
    })
}

/// The same day of another year; 29 February becomes 28 February where it must.
fn same_day(day: Date, years: i16) -> Option<Date> {
    day.checked_add(jiff::Span::new().years(years)).ok()
}

/// Shares of places by type and by activity.
pub fn variety(projects: &[ProjectRow], types: &[NamedType]) -> Variety {
    let all: i64 = projects.iter().map(|project| project.places).sum();
    let of_type = |named: &NamedType| {
        let own = || projects.iter().filter(|project| project.type_id == named.id.as_str());
        let places = own().map(|project| project.places).sum();
        TypeShare {
            type_id: named.id.to_string(),
            projects: own().count() as i64,
            places,
            share: Ratio::new(places, all),
        }
    };
    let types_used: Vec<TypeShare> = types.iter().map(of_type).filter(|share| share.projects > 0).collect();
    let public =
        |share: &&TypeShare| types.iter().any(|named| named.id.as_str() == share.type_id && named.public);
    let public: i64 = types_used.iter().filter(public).map(|share| share.places).sum();
    let activities = activities(projects, all);
    let five = activities.iter().take(5).map(|activity| activity.places).sum();
    Variety {
        types: types_used,
        activities,
        largest_five: Ratio::new(five, all),
        non_public: Ratio::new(all - public, all),
    }
}

fn activities(projects: &[ProjectRow], all: i64) -> Vec<Activity> {
    let mut by_code: BTreeMap<(&str, &str), Activity> = BTreeMap::new();
    for project in projects {
        let empty = || Activity {
            code: project.activity_code.clone(),
            name: project.activity_name.clone(),
            type_id: project.type_id.clone(),
            projects: 0,
            places: 0,
            share: Ratio::new(0, all),
        };
        let entry = by_code.entry((&project.activity_code, &project.type_id)).or_insert_with(empty);
        entry.projects += 1;
        entry.places += project.places;
    }
    let mut activities: Vec<Activity> = by_code.into_values().collect();
    for activity in &mut activities {
        activity.share = Ratio::new(activity.places, all);
    }
    activities.sort_by(|a, b| b.places.cmp(&a.places).then_with(|| a.code.cmp(&b.code)));
    activities
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_age(age: i64) -> People {
        People {
            level: "province".into(),
            area_code: "2800000000".into(),
            area_name: String::new(),
            counted_on: date(2026, 6, 30),
            basis: "registered_all".into(),
            sex: "T".into(),
            age_from: age,
            age_to: Some(age),
            persons: 10,
            source: String::new(),
            as_of: String::new(),
        }
    }

    #[test]
    fn people_of_64_on_30_june_2026_were_born_from_july_1961_and_turn_65_from_july_2026() {
        let demand = demand(&[of_age(64)]);
        let cohort = &demand.cohorts[0];
        assert_eq!((cohort.born_from, cohort.born_until), (date(1961, 7, 1), date(1962, 6, 30)));
        assert_eq!((cohort.turns_from, cohort.turns_until), (date(2026, 7, 1), date(2027, 6, 30)));
        assert_eq!((cohort.turned, cohort.inside), (false, Inside::Whole));
    }

    #[test]
    fn the_generation_of_1955_to_1963_is_aged_62_to_71_and_its_edges_belong_in_part() {
        let ages: Vec<People> = (55..=80).map(of_age).collect();
        let demand = demand(&ages);
        assert_eq!(
            demand.cohorts.iter().map(|cohort| cohort.age).collect::<Vec<_>>(),
            (62..=71).rev().collect::<Vec<_>>()
        );
        let part: Vec<i64> = demand
            .cohorts
            .iter()
            .filter(|cohort| cohort.inside == Inside::Part)
            .map(|cohort| cohort.age)
            .collect();
        assert_eq!(part, [71, 62]);
        assert_eq!((demand.turned, demand.to_come), (70, 30));
    }
}
