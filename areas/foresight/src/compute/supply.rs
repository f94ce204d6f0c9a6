//! Places against people, by district and type.

use std::collections::{BTreeMap, BTreeSet};

use base::Ratio;
use jiff::civil::Date;
use register::{
    districts::{District as Place, Succession},
    figures::{People, Projected},
    programmes::NamedType,
};

use super::needed;
use crate::{
    model::{
        After, Carried, Count, District, Gap, Goal, LaterSum, NeedInYear, NeedNow, Origin, Projection,
        Supply, Tally, TypeName, TypeTally,
    },
    store::ProjectRow,
};

/// The rows that supply is computed from.
#[derive(Debug)]
pub struct SupplyRows<'a> {
    /// Year of the projects.
    pub year: i64,
    /// The national goal.
    pub goal: Goal,
    /// Projects of the year that were not withdrawn.
    pub projects: &'a [ProjectRow],
    /// Every district there ever was.
    pub districts: &'a [Place],
    /// What became of districts.
    pub successions: &'a [Succession],
    /// Types with their names of the year.
    pub types: &'a [NamedType],
    /// People 65 and over at the end of the year, of one basis.
    pub people: &'a [People],
    /// People 65 and over of the newest count, of its own basis.
    pub people_now: &'a [People],
    /// Projections of one edition.
    pub projections: &'a [Projected],
}

/// Computes supply and need. A rate divides counts of one year; a projection is of one edition.
pub fn supply(rows: &SupplyRows<'_>) -> Supply {
    let last_day = jiff::civil::date(rows.year as i16, 12, 31);
    let used: BTreeSet<&str> = rows.projects.iter().map(|project| project.district_id.as_str()).collect();
    let listed = |place: &&Place| {
        place.kind != "city"
            && (used.contains(place.id.as_str()) || (place.kind != "direct" && place.valid_on(last_day)))
    };
    let city_place = rows.districts.iter().find(|place| place.kind == "city");
    let city = row(rows, city_place, None);
    let mut places: Vec<&Place> = rows.districts.iter().filter(listed).collect();
    places.sort_by_key(|place| (place.kind == "direct", place.id.as_str()));
    let districts: Vec<District> = places.iter().map(|place| row(rows, Some(place), Some(&city))).collect();
    let (changed_on, after) = after(rows, &districts);
    Supply {
        later_sum: later_sum(&districts),
        edition: rows.projections.first().map(|projected| projected.edition.clone()),
        types: rows
            .types
            .iter()
            .filter(|named| rows.projects.iter().any(|p| p.type_id == named.id.as_str()))
            .map(type_name)
            .collect(),
        source: rows.projects.first().map(|project| project.source.clone()).unwrap_or_default(),
        as_of: rows.projects.first().map(|project| project.as_of.clone()).unwrap_or_default(),
        goal: rows.goal.clone(),
        city,
        districts,
        after,
        changed_on,
    }
}

fn type_name(named: &NamedType) -> TypeName {
    TypeName {
        id: named.id.to_string(),
        name: named.name.clone(),
        name_en: named.name_en.clone(),
        public: named.public,
    }
}

/// Counts projects, places and agencies.
fn tally<'a>(projects: impl Iterator<Item = &'a ProjectRow>) -> Tally {
    let mut tally = Tally::default();
    let mut agencies = BTreeSet::new();
    for project in projects {
        tally.places += project.places;
        tally.projects += 1;
        agencies.insert(project.agency_id.as_str());
    }
    tally.institutions = agencies.len() as i64;
    tally
}

/// A rate less another, exact.
fn above(rate: Ratio, mean: Ratio) -> Ratio {
    Ratio::new(rate.of * mean.per - mean.of * rate.per, rate.per * mean.per)
}

fn count(people: &People) -> Count {
    Count {
        persons: people.persons,
        counted_on: people.counted_on,
        basis: people.basis.clone(),
        source: people.source.clone(),
        as_of: people.as_of.clone(),
    }
}

fn need_now(rows: &SupplyRows<'_>, id: &str) -> Option<NeedNow> {
    let people = rows.people_now.iter().find(|people| people.area_code == id).map(count)?;
    Some(NeedNow { needed: needed(people.persons, rows.goal.places_per_mille), people })
}

/// The row of a place; the city's own row has no mean to be compared with and holds every project.
fn row(rows: &SupplyRows<'_>, place: Option<&Place>, city: Option<&District>) -> District {
    let id = place.map(|place| place.id.to_string()).unwrap_or_default();
    let own = |project: &&ProjectRow| city.is_none() || project.district_id == id;
    let tally = tally(rows.projects.iter().filter(own));
    let people = rows.people.iter().find(|people| people.area_code == id).map(count);
    let rate_of = |places: i64| people.as_ref().map(|people| Ratio::new(places, people.persons));
    let rate = rate_of(tally.places);
    let above_mean = rate.zip(city.and_then(|city| city.rate)).map(|(rate, mean)| above(rate, mean));
    let goal = people.as_ref().map(|people| {
        let needed = needed(people.persons, rows.goal.places_per_mille);
        Gap { needed, lacking: needed - tally.places }
    });
    District {
        name: place.map(|place| place.name.clone()).unwrap_or_default(),
        kind: place.map(|place| place.kind.clone()).unwrap_or_default(),
        types: type_rows(rows, &id, city, people.as_ref()),
        now: need_now(rows, &id),
        later: if city.is_none() { Vec::new() } else { later(rows, &id, tally.places) },
        tally,
        people,
        rate,
        above_mean,
        goal,
        id,
    }
}

fn type_rows(
    rows: &SupplyRows<'_>,
    id: &str,
    city: Option<&District>,
    people: Option<&Count>,
) -> Vec<TypeTally> {
    let used = |named: &&NamedType| rows.projects.iter().any(|project| project.type_id == named.id.as_str());
    let of_type = |named: &NamedType| {
        let own = |project: &&ProjectRow| {
            project.type_id == named.id.as_str() && (city.is_none() || project.district_id == id)
        };
        let tally = tally(rows.projects.iter().filter(own));
        let rate = people.map(|people| Ratio::new(tally.places, people.persons));
        let mean =
            city.and_then(|city| city.types.iter().find(|mean| mean.type_id == named.id.as_str())?.rate);
        let above_mean = rate.zip(mean).map(|(rate, mean)| above(rate, mean));
        TypeTally { type_id: named.id.to_string(), tally, rate, above_mean }
    };
    rows.types.iter().filter(used).map(of_type).collect()
}

/// Need in every year that the projections have; a district without one keeps the years, empty.
fn later(rows: &SupplyRows<'_>, id: &str, places: i64) -> Vec<NeedInYear> {
    let years: BTreeSet<i64> = rows
        .projections
        .iter()
        .filter(|projected| projected.level == "sigungu")
        .map(|projected| projected.year)
        .collect();
    let own =
        |projected: &&Projected| !projected.area_code.is_empty() && id.starts_with(&projected.area_code);
    let mut by_year: BTreeMap<i64, &Projected> = BTreeMap::new();
    // What the city runs directly has no area: its id must not pass for the city's.
    if !id.contains('-') {
        by_year.extend(rows.projections.iter().filter(own).map(|projected| (projected.year, projected)));
    }
    years
        .into_iter()
        .map(|year| {
            let projected = by_year.get(&year);
            let needed = projected.map(|projected| needed(projected.persons, rows.goal.places_per_mille));
            NeedInYear {
                year,
                projection: projected.map(|projected| Projection {
                    persons: projected.persons,
                    source: projected.source.clone(),
                    as_of: projected.as_of.clone(),
                }),
                needed,
                more_than_now: needed.map(|needed| needed - places),
            }
        })
        .collect()
}

fn later_sum(districts: &[District]) -> Vec<LaterSum> {
    let mut sums: BTreeMap<i64, LaterSum> = BTreeMap::new();
    for year in districts.iter().flat_map(|district| &district.later) {
        if let (Some(projection), Some(needed)) = (&year.projection, year.needed) {
            let empty = LaterSum { year: year.year, persons: 0, needed: 0, districts: 0 };
            let sum = sums.entry(year.year).or_insert(empty);
            sum.persons += projection.persons;
            sum.needed += needed;
            sum.districts += 1;
        }
    }
    sums.into_values().collect()
}

/// The districts after the latest change that touches the ones listed.
fn after(rows: &SupplyRows<'_>, districts: &[District]) -> (Option<Date>, Vec<After>) {
    let touched =
        |step: &&Succession| districts.iter().any(|district| district.id == step.district_id.as_str());
    let Some(changed_on) = rows.successions.iter().filter(touched).map(|step| step.changed_on).max() else {
        return (None, Vec::new());
    };
    let mut places: Vec<&Place> = rows
        .districts
        .iter()
        .filter(|place| ["district", "county"].contains(&place.kind.as_str()) && place.valid_on(changed_on))
        .collect();
    places.sort_by_key(|place| place.id.as_str());
    let after = places.iter().map(|place| After {
        id: place.id.to_string(),
        name: place.name.clone(),
        now: need_now(rows, place.id.as_str()),
        carried: carried(rows, districts, place),
    });
    (Some(changed_on), after.collect())
}

/// What of the year's places a district of the new order certainly has.
fn carried(rows: &SupplyRows<'_>, districts: &[District], place: &Place) -> Carried {
    let places_of = |id: &str| {
        districts.iter().find(|district| district.id == id).map_or(0, |district| district.tally.places)
    };
    let from: Vec<Origin> = rows
        .successions
        .iter()
        .filter(|step| step.successor_id == place.id)
        .map(|step| Origin {
            id: step.district_id.to_string(),
            name: step.district_name.clone(),
            places: places_of(step.district_id.as_str()),
            whole: step.whole,
        })
        .collect();
    if from.iter().all(|origin| origin.whole) {
        let own = places_of(place.id.as_str());
        return Carried::Whole { places: own + from.iter().map(|origin| origin.places).sum::<i64>() };
    }
    Carried::NotDivisible { from }
}
