//! The situation as JSON: on `/api/foresight/situation` and from `dure situation --json` alike.
//!
//! A rate is written in words of two decimals beside its two counts; what is missing is `null`, never zero.

use base::Ratio;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::model::{After, Carried, District, NeedInYear, Situation, TypeTally};

impl Serialize for Situation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        whole(self).serialize(serializer)
    }
}

fn whole(situation: &Situation) -> Value {
    let supply = &situation.supply;
    json!({
        "year": situation.year,
        "years": situation.years,
        "today": situation.today,
        "sample": situation.running.sample || situation.plan.sample,
        "supply": city(situation),
        "districts": supply.districts.iter().map(district).collect::<Vec<_>>(),
        "types": supply.types,
        "after": {
            "changed_on": supply.changed_on,
            "districts": supply.after.iter().map(after).collect::<Vec<_>>(),
        },
        "projections": {
            "edition": supply.edition,
            "sum_over_districts_with_a_projection": supply.later_sum,
        },
        "demand": situation.demand,
        "variety": situation.variety,
        "plan": situation.plan,
        "running": situation.running,
    })
}

fn city(situation: &Situation) -> Value {
    let supply = &situation.supply;
    let mut value = district(&supply.city);
    value["goal"] = json!(supply.goal);
    value["source"] = json!(supply.source);
    value["as_of"] = json!(supply.as_of);
    value
}

fn per_100(rate: Option<Ratio>) -> Value {
    json!(rate.and_then(Ratio::per_hundred))
}

fn district(district: &District) -> Value {
    json!({
        "id": district.id,
        "name": district.name,
        "kind": district.kind,
        "places": district.tally.places,
        "projects": district.tally.projects,
        "institutions": district.tally.institutions,
        "people_65_plus": district.people,
        "rate": district.rate,
        "places_per_100": per_100(district.rate),
        "places_per_100_above_city": per_100(district.above_mean),
        "needed": district.goal.map(|goal| goal.needed),
        "lacking": district.goal.map(|goal| goal.lacking),
        "types": district.types.iter().map(of_type).collect::<Vec<_>>(),
        "newest_count": district.now,
        "projections": district.later.iter().map(later).collect::<Vec<_>>(),
    })
}

fn of_type(one: &TypeTally) -> Value {
    json!({
        "type": one.type_id,
        "places": one.tally.places,
        "projects": one.tally.projects,
        "institutions": one.tally.institutions,
        "rate": one.rate,
        "places_per_100": per_100(one.rate),
        "places_per_100_above_city": per_100(one.above_mean),
    })
}

fn later(year: &NeedInYear) -> Value {
    json!({
        "year": year.year,
        "people_65_plus": year.projection,
        "needed": year.needed,
        "more_than_now": year.more_than_now,
    })
}

fn after(after: &After) -> Value {
    let (places, not_divisible_from) = match &after.carried {
        Carried::Whole { places } => (Some(*places), None),
        Carried::NotDivisible { from } => (None, Some(from)),
    };
    json!({
        "id": after.id,
        "name": after.name,
        "newest_count": after.now,
        "places": places,
        "not_divisible_from": not_divisible_from,
    })
}
