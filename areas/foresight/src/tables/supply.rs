//! Districts and types: places, people, rates and gaps.

use documents::workbook::Kind;
use serde_json::json;

use super::{How, counted, source};
use crate::{
    listing::{Field, Listing},
    model::{District, Situation, TypeName},
    say::{Say, per_hundred},
};

const RATE: Kind = Kind::Rate { digits: 2 };

/// Address of the projects behind a figure.
pub(super) fn rows(situation: &Situation, what: &str, district: &District, type_id: &str) -> String {
    let id = if district.kind == "city" { "" } else { &district.id };
    format!("/foresight/rows?what={what}&year={}&district={id}&type={type_id}", situation.year)
}

/// Address of the people behind a figure.
pub fn people_href(district: &District, people: &crate::model::Count) -> String {
    let area = if district.kind == "city" { "" } else { &district.id };
    format!("/foresight/population?on={}&basis={}&area={area}", people.counted_on, people.basis)
}

fn name(district: &District) -> Field {
    match district.kind.as_str() {
        "city" => Field::of(district.name.as_str()),
        _ => Field::link(district.name.as_str(), format!("/foresight/districts/{}", district.id)),
    }
}

/// Places against people of the same year, with agencies, projects and both gaps.
pub fn districts(situation: &Situation, say: Say<'_>) -> Listing {
    let supply = &situation.supply;
    let year = [("year", json!(situation.year.to_string()))];
    let mut listing = Listing::new(
        say.f("foresight-districts-title", &year),
        vec![
            ("district", say.t("foresight-column-district"), Kind::Text),
            ("people", say.t("foresight-column-people"), Kind::Whole),
            ("places", say.t("foresight-column-places"), Kind::Whole),
            ("rate", say.t("foresight-column-rate"), RATE),
            ("above", say.t("foresight-column-above"), RATE),
            ("agencies", say.t("foresight-column-agencies"), Kind::Whole),
            ("projects", say.t("foresight-column-projects"), Kind::Whole),
            ("needed", say.t("foresight-column-needed"), Kind::Whole),
            ("lacking", say.t("foresight-column-lacking"), Kind::Whole),
        ],
    );
    listing.rows = supply.districts.iter().map(|district| district_row(situation, say, district)).collect();
    listing.total = Some(district_row(situation, say, &supply.city));
    listing.note = say.t("foresight-districts-note");
    listing.sources = vec![source(say, "foresight-source-projects", &supply.source, &supply.as_of)];
    if let Some(people) = &supply.city.people {
        listing.sources.push(counted(say, people));
    }
    listing.sources.push(source(say, "foresight-source-goal", &supply.goal.source, &supply.goal.as_of));
    listing
}

fn district_row(situation: &Situation, say: Say<'_>, district: &District) -> Vec<Field> {
    let none = if district.is_direct() { say.t("foresight-no-area") } else { say.t("foresight-no-people") };
    let how = How::of(situation, district);
    let rate =
        |ratio: Option<base::Ratio>, what: &str| Field::rate(ratio.and_then(per_hundred), 2).to(how.is(what));
    let people = district.people.as_ref();
    vec![
        name(district),
        people
            .map_or_else(Field::default, |people| Field::link(people.persons, people_href(district, people)))
            .or(&none),
        Field::link(district.tally.places, rows(situation, "places", district, "")),
        rate(district.rate, "rate").or(say.t("foresight-no-rate")),
        rate(district.above_mean, "above"),
        Field::link(district.tally.institutions, rows(situation, "agencies", district, "")),
        Field::link(district.tally.projects, rows(situation, "projects", district, "")),
        Field::link(district.goal.map(|goal| goal.needed), how.is("needed")),
        Field::link(district.goal.map(|goal| goal.lacking), how.is("lacking")),
    ]
}

pub(super) fn type_name<'a>(situation: &'a Situation, say: Say<'_>, id: &str) -> &'a str {
    let named = |named: &&TypeName| named.id == id;
    situation.supply.types.iter().find(named).map_or("", |named| say.pick(&named.name, &named.name_en))
}

/// One row for each district and type.
pub fn by_type(situation: &Situation, say: Say<'_>) -> Listing {
    let supply = &situation.supply;
    let mut listing = Listing::new(
        say.f("foresight-types-title", &[("year", json!(situation.year.to_string()))]),
        vec![
            ("district", say.t("foresight-column-district"), Kind::Text),
            ("type", say.t("foresight-column-type"), Kind::Text),
            ("places", say.t("foresight-column-places"), Kind::Whole),
            ("rate", say.t("foresight-column-rate"), RATE),
            ("above", say.t("foresight-column-above-type"), RATE),
            ("agencies", say.t("foresight-column-agencies"), Kind::Whole),
            ("projects", say.t("foresight-column-projects"), Kind::Whole),
        ],
    );
    let type_rows = |district: &District| {
        let row = |one: &crate::model::TypeTally| {
            let how = How { type_id: &one.type_id, ..How::of(situation, district) };
            let rate = |ratio: Option<base::Ratio>, what: &str| {
                Field::rate(ratio.and_then(per_hundred), 2).to(how.is(what))
            };
            vec![
                name(district),
                Field::of(type_name(situation, say, &one.type_id)),
                Field::link(one.tally.places, rows(situation, "places", district, &one.type_id)),
                rate(one.rate, "rate").or(say.t("foresight-no-rate")),
                rate(one.above_mean, "above"),
                Field::link(one.tally.institutions, rows(situation, "agencies", district, &one.type_id)),
                Field::link(one.tally.projects, rows(situation, "projects", district, &one.type_id)),
            ]
        };
        district.types.iter().map(row).collect::<Vec<_>>()
    };
    listing.rows = supply.districts.iter().chain([&supply.city]).flat_map(type_rows).collect();
    listing.note = say.t("foresight-types-note");
    listing.sources = vec![source(say, "foresight-source-projects", &supply.source, &supply.as_of)];
    listing
}

/// People of the newest count with their own basis, and their need at the goal.
pub fn near(situation: &Situation, say: Say<'_>) -> Listing {
    let supply = &situation.supply;
    let now = supply.city.now.as_ref();
    let day = now.map(|now| say.day(now.people.counted_on)).unwrap_or_default();
    let mut listing = Listing::new(
        say.f("foresight-near-title", &[("day", json!(day))]),
        vec![
            ("district", say.t("foresight-column-district"), Kind::Text),
            ("people", say.t("foresight-column-people"), Kind::Whole),
            ("needed", say.t("foresight-column-needed"), Kind::Whole),
        ],
    );
    let row = |district: &District| {
        let none =
            if district.is_direct() { say.t("foresight-no-area") } else { say.t("foresight-no-people") };
        let people = district
            .now
            .as_ref()
            .map(|now| Field::link(now.people.persons, people_href(district, &now.people)));
        vec![
            name(district),
            people.unwrap_or_default().or(none),
            district.now.as_ref().map_or_else(Field::default, |now| {
                Field::link(now.needed, How::of(situation, district).is("needed-now"))
            }),
        ]
    };
    listing.rows = supply.districts.iter().map(row).collect();
    listing.total = Some(row(&supply.city));
    listing.note = say.t("foresight-near-note");
    if let Some(now) = now {
        listing.sources = vec![counted(say, &now.people)];
    }
    listing
}
