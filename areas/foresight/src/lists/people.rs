//! People counted and projected behind a figure.

use base::Problem;
use documents::workbook::Kind;
use jiff::civil::Date;
use register::figures;
use serde_json::json;
use web::Ask;

use super::say;
use crate::{
    actions::{EVERYONE, OLDER, RESIDENTS},
    listing::{Field, Listing},
    model::Refused,
    pages::year_of,
    say::Say,
    store::{self, PeopleRow},
};

/// People by district on one day of one basis, one district by age, or those of one age.
pub(super) async fn population(ask: &Ask) -> Result<Listing, Problem> {
    let mut tx = ask.read().await?;
    let basis = ask.param("basis").unwrap_or_else(|| RESIDENTS.to_owned());
    let on: Option<Date> = ask.param("on").and_then(|on| on.parse().ok());
    let on = match on {
        Some(on) => on,
        None => store::newest_count(&mut tx, &basis).await?.ok_or(Refused::NoProjects)?,
    };
    let age = match ask.param("age").filter(|age| !age.is_empty()) {
        None => None,
        Some(text) => {
            let nothing = || Refused::NoSuchRows { what: text.chars().take(40).collect() };
            Some(text.parse::<i64>().map_err(|_| nothing())?)
        }
    };
    let area = ask.param("area").unwrap_or_default();
    let mut people = match (area.as_str(), age) {
        (_, Some(age)) => store::of_age(&mut tx, on, &basis, age).await?,
        ("", None) => {
            let found = figures::people(&mut tx, on, &basis, OLDER).await?;
            found.into_iter().map(PeopleRow::from).collect()
        }
        (area, None) => store::bands(&mut tx, area, on, &basis).await?,
    };
    people.retain(|row| if area.is_empty() { row.level == "sigungu" } else { row.area_code == area });
    let leads = area.is_empty() && age.is_none();
    Ok(population_listing(say(ask), on, &basis, &people, leads))
}

/// Counts in words; `leads` to the ages of each district.
fn population_listing(say: Say<'_>, on: Date, basis: &str, people: &[PeopleRow], leads: bool) -> Listing {
    let titled = [("day", json!(on.to_string())), ("basis", json!(say.basis(basis)))];
    let mut list = Listing::new(
        say.f("foresight-population-title", &titled),
        vec![
            ("area", say.t("foresight-column-area"), Kind::Text),
            ("ages", say.t("foresight-column-ages"), Kind::Text),
            ("people", say.t("foresight-column-persons"), Kind::Whole),
            ("basis", say.t("foresight-column-basis"), Kind::Text),
            ("source", say.t("foresight-column-source"), Kind::Text),
        ],
    );
    for row in people {
        let href = format!("/foresight/population?on={on}&basis={basis}&area={}", row.area_code);
        list.rows.push(vec![
            Field::of(row.area.as_str()).to(if leads { href } else { String::new() }),
            Field::of(ages(say, row.age_from, row.age_to)),
            Field::of(row.persons),
            Field::of(say.basis(&row.basis)),
            Field::of(format!("{} ({})", say.origin(&row.source), row.as_of)),
        ]);
    }
    let sum = people.iter().map(|row| row.persons).sum::<i64>();
    let blank = || Field::default().or(" ");
    list.total = Some(vec![Field::of(say.t("foresight-sum")), blank(), Field::of(sum), blank(), blank()]);
    list.note =
        say.t(if basis == EVERYONE { "foresight-population-note-all" } else { "foresight-population-note" });
    list
}

fn ages(say: Say<'_>, from: i64, to: Option<i64>) -> String {
    match to {
        Some(to) if to == from => say.f("foresight-age", &[("age", json!(from))]),
        Some(to) => say.f("foresight-ages", &[("from", json!(from)), ("to", json!(to))]),
        None => say.f("foresight-ages-open", &[("from", json!(from))]),
    }
}

/// Projected people by district in one year, or one district by age.
pub(super) async fn projections(ask: &Ask) -> Result<Listing, Problem> {
    let mut tx = ask.read().await?;
    let edition = figures::district_edition(&mut tx, OLDER).await?.unwrap_or_default();
    let area = ask.param("area").unwrap_or_default();
    let year = year_of(ask)?;
    let say = say(ask);
    let mut list = Listing::new(
        say.f("foresight-projections-title", &[("edition", json!(say.origin(&edition)))]),
        vec![
            ("area", say.t("foresight-column-area"), Kind::Text),
            ("year", say.t("foresight-column-year"), Kind::Text),
            ("ages", say.t("foresight-column-ages"), Kind::Text),
            ("people", say.t("foresight-column-persons"), Kind::Whole),
            ("source", say.t("foresight-column-source"), Kind::Text),
        ],
    );
    let mut sum = 0;
    let mut row = |area: String, year: i64, ages: String, people: Field, source: String| {
        list.rows.push(vec![
            Field::of(area),
            Field::of(year.to_string()),
            Field::of(ages),
            people,
            Field::of(source),
        ]);
    };
    let source = |source: &str, as_of: &str| format!("{} ({as_of})", say.origin(source));
    if let (false, Some(year), Some(code)) = (area.is_empty(), year, area.get(..5)) {
        for one in store::projected_bands(&mut tx, &edition, code, year).await? {
            sum += one.persons;
            let ages = ages(say, one.age_from, one.age_to);
            row(one.area, one.year, ages, Field::of(one.persons), source(&one.source, &one.as_of));
        }
    } else {
        let wanted = |one: &figures::Projected| year.is_none_or(|year| one.year == year);
        for one in figures::projections(&mut tx, &edition, OLDER).await?.into_iter().filter(wanted) {
            sum += one.persons;
            let href = format!("/foresight/projections?area={}&year={}", one.area_code, one.year);
            let people = Field::link(one.persons, href);
            row(one.area_name, one.year, ages(say, OLDER, None), people, source(&one.source, &one.as_of));
        }
    }
    // Years are never added to one another.
    if year.is_some() {
        let blank = || Field::default().or(" ");
        list.total = Some(vec![Field::of(say.t("foresight-sum")), blank(), blank(), Field::of(sum), blank()]);
    }
    list.note = say.t("foresight-projections-note");
    Ok(list)
}
