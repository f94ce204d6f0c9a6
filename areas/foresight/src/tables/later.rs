//! Need in the years of the projections, and the districts after they changed.

use documents::workbook::Kind;
use serde_json::json;

use super::{How, counted, projected, source, supply::people_href};
use crate::{
    listing::{Field, Listing},
    model::{After, Carried, District, NeedInYear, Situation},
    say::{Say, number},
};

/// Places needed at the goal by official projections; a district without a projection says so.
pub fn later(situation: &Situation, say: Say<'_>) -> Listing {
    let supply = &situation.supply;
    let mut columns = vec![("district", say.t("foresight-column-district"), Kind::Text)];
    let years: Vec<i64> = supply.later_sum.iter().map(|sum| sum.year).collect();
    for (key, year) in ["p1", "p2", "p3", "p4", "p5", "p6"].into_iter().zip(&years) {
        columns.push((
            key,
            say.f("foresight-column-projected", &[("year", json!(year.to_string()))]),
            Kind::Whole,
        ));
    }
    for (key, year) in ["n1", "n2", "n3", "n4", "n5", "n6"].into_iter().zip(&years) {
        columns.push((
            key,
            say.f("foresight-column-needed-in", &[("year", json!(year.to_string()))]),
            Kind::Whole,
        ));
    }
    let last = years.last().copied().unwrap_or(situation.year);
    let more = [("year", json!(last.to_string())), ("now", json!(situation.year.to_string()))];
    columns.push(("more", say.f("foresight-column-more", &more), Kind::Whole));
    let mut listing = Listing::new(say.t("foresight-later-title"), columns);
    let listed = supply.districts.iter().filter(|district| !district.is_direct());
    listing.rows = listed.map(|district| later_row(situation, say, district)).collect();
    listing.total = Some(later_total(situation, say));
    listing.note = say.t("foresight-later-note");
    if let Some(projection) =
        supply.districts.iter().flat_map(|d| &d.later).find_map(|year| year.projection.as_ref())
    {
        listing.sources = vec![projected(say, supply.edition.as_deref(), projection)];
    }
    listing.sources.push(source(say, "foresight-source-goal", &supply.goal.source, &supply.goal.as_of));
    listing
}

fn later_row(situation: &Situation, say: Say<'_>, district: &District) -> Vec<Field> {
    let none = say.t("foresight-no-projection");
    let mut row = vec![Field::link(district.name.as_str(), format!("/foresight/districts/{}", district.id))];
    let href = |year: i64| format!("/foresight/projections?area={}&year={year}", district.id);
    for year in &district.later {
        let people =
            year.projection.as_ref().map(|projection| Field::link(projection.persons, href(year.year)));
        row.push(people.unwrap_or_default().or(&none));
    }
    let how = |year: i64| How { later: Some(year), ..How::of(situation, district) };
    let needed = |year: &NeedInYear| Field::link(year.needed, how(year.year).is("needed-in")).or(&none);
    row.extend(district.later.iter().map(needed));
    let last = district.later.last();
    let more = last.map(|year| Field::link(year.more_than_now, how(year.year).is("more")));
    row.push(more.unwrap_or_default().or(&none));
    row
}

/// The sum over the districts that have a projection, named so that nobody takes it for the city.
fn later_total(situation: &Situation, say: Say<'_>) -> Vec<Field> {
    let sums = &situation.supply.later_sum;
    let count = sums.first().map_or(0, |sum| sum.districts);
    let mut row = vec![Field::of(say.f("foresight-later-sum", &[("count", json!(count))]))];
    let link = |year: i64| format!("/foresight/projections?year={year}");
    row.extend(sums.iter().map(|sum| Field::link(sum.persons, link(sum.year))));
    let how = |year: i64| How { later: Some(year), ..How::of(situation, &situation.supply.city) };
    row.extend(sums.iter().map(|sum| Field::link(sum.needed, how(sum.year).is("needed-in"))));
    let with = situation.supply.districts.iter().filter(|district| district.has_projection());
    let more = with.filter_map(|district| district.later.last()?.more_than_now).sum::<i64>();
    row.push(Field::of(more).to(sums.last().map(|sum| how(sum.year).is("more")).unwrap_or_default()));
    row
}

/// The districts after the change: people of the newest count, need, and places only where they can be told.
pub fn after(situation: &Situation, say: Say<'_>) -> Listing {
    let supply = &situation.supply;
    let day = supply.changed_on.map(|day| say.day(day)).unwrap_or_default();
    let mut listing = Listing::new(
        say.f("foresight-after-title", &[("day", json!(day))]),
        vec![
            ("district", say.t("foresight-column-district"), Kind::Text),
            ("people", say.t("foresight-column-people"), Kind::Whole),
            ("needed", say.t("foresight-column-needed"), Kind::Whole),
            (
                "places",
                say.f("foresight-column-places-of", &[("year", json!(situation.year.to_string()))]),
                Kind::Whole,
            ),
            ("why", say.t("foresight-column-why"), Kind::Text),
        ],
    );
    listing.rows = supply.after.iter().map(|after| after_row(situation, say, after)).collect();
    listing.note = say.t("foresight-after-note");
    if let Some(now) = supply.after.iter().find_map(|after| after.now.as_ref()) {
        listing.sources = vec![counted(say, &now.people)];
    }
    listing
}

fn after_row(situation: &Situation, say: Say<'_>, after: &After) -> Vec<Field> {
    let district =
        District { id: after.id.clone(), kind: "district".into(), ..situation.supply.city.clone() };
    let href = after.now.as_ref().map(|now| people_href(&district, &now.people)).unwrap_or_default();
    let people = after.now.as_ref().map(|now| Field::link(now.people.persons, href));
    let places = match &after.carried {
        Carried::Whole { places } => Field::link(
            *places,
            format!("/foresight/rows?what=places&year={}&district={}&type=", situation.year, after.id),
        ),
        Carried::NotDivisible { .. } => Field::default().or(say.t("foresight-not-divisible")),
    };
    vec![
        Field::link(after.name.as_str(), format!("/foresight/districts/{}", after.id)),
        people.unwrap_or_default().or(say.t("foresight-no-people")),
        Field::link(after.now.as_ref().map(|now| now.needed), How::of(situation, &district).is("needed-now")),
        places,
        Field::of(why(say, after)).or(" "),
    ]
}

/// From what a district was made, when its places cannot be told.
pub fn why(say: Say<'_>, after: &After) -> String {
    let Carried::NotDivisible { from } = &after.carried else { return String::new() };
    let origin = |origin: &crate::model::Origin| {
        let key = if origin.whole { "foresight-origin-whole" } else { "foresight-origin-part" };
        say.f(key, &[("name", json!(origin.name)), ("places", json!(number(origin.places)))])
    };
    let origins: Vec<String> = from.iter().map(origin).collect();
    say.f("foresight-not-divisible-why", &[("from", json!(origins.join(", ")))])
}
