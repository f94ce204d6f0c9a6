//! The projects, or the agencies that run them, behind a figure.

use std::collections::BTreeMap;

use base::Problem;
use documents::workbook::Kind;
use register::{districts, programmes};
use serde_json::json;
use web::Ask;

use super::say;
use crate::{
    listing::{Field, Listing},
    model::Refused,
    pages::year_of,
    say::Say,
    store::{self, Filter, ProjectRow},
};

/// The projects (or agencies) that a figure is the sum of.
pub(super) async fn rows(ask: &Ask) -> Result<Listing, Problem> {
    let mut tx = ask.read().await?;
    let years = register::projects::years(&mut tx).await?;
    let year = match year_of(ask)? {
        Some(year) => year,
        None => *years.first().ok_or(Refused::NoProjects)?,
    };
    let param = |name: &str| ask.param(name).unwrap_or_default();
    let filter = Filter {
        district: param("district"),
        type_id: param("type"),
        activity: param("activity"),
        agency: param("agency"),
    };
    let projects = store::projects(&mut tx, year, &filter).await?;
    let places = districts::all(&mut tx).await?;
    let types = programmes::types_on(&mut tx, jiff::civil::date(year as i16, 12, 31)).await?;
    let district = |id: &str| {
        places
            .iter()
            .find(|place| place.id.as_str() == id)
            .map_or_else(String::new, |place| place.name.clone())
    };
    let kind = |id: &str| {
        let named = types.iter().find(|named| named.id.as_str() == id);
        named.map_or_else(String::new, |named| say(ask).pick(&named.name, &named.name_en).to_owned())
    };
    match param("what").as_str() {
        "agencies" => Ok(agency_listing(ask, year, &projects, district)),
        "" | "places" | "projects" => Ok(project_listing(ask, year, &projects, district, kind)),
        what => Err(Refused::NoSuchRows { what: what.chars().take(40).collect() }.into()),
    }
}

fn sources(say: Say<'_>, projects: &[ProjectRow]) -> Vec<String> {
    let line = |project: &ProjectRow| {
        say.f(
            "foresight-source",
            &[
                ("what", json!(say.t("foresight-source-projects"))),
                ("source", json!(say.origin(&project.source))),
                ("day", json!(project.as_of)),
            ],
        )
    };
    let mut lines: Vec<String> = projects.iter().map(line).collect();
    lines.sort();
    lines.dedup();
    lines
}

fn project_listing(
    ask: &Ask,
    year: i64,
    projects: &[ProjectRow],
    district: impl Fn(&str) -> String,
    kind: impl Fn(&str) -> String,
) -> Listing {
    let say = say(ask);
    let mut list = Listing::new(
        say.f("foresight-rows-title", &[("year", json!(year.to_string()))]),
        vec![
            ("number", say.t("foresight-column-number"), Kind::Text),
            ("name", say.t("foresight-column-project"), Kind::Text),
            ("agency", say.t("foresight-column-agency"), Kind::Text),
            ("district", say.t("foresight-column-district"), Kind::Text),
            ("type", say.t("foresight-column-type"), Kind::Text),
            ("activity", say.t("foresight-column-activity"), Kind::Text),
            ("from", say.t("foresight-column-from"), Kind::Date),
            ("until", say.t("foresight-column-until"), Kind::Date),
            ("places", say.t("foresight-column-places"), Kind::Whole),
        ],
    );
    let row = |project: &ProjectRow| {
        vec![
            Field::of(project.number.as_str()),
            Field::of(project.name.as_str()),
            Field::of(project.agency.as_str()),
            Field::of(district(&project.district_id)),
            Field::of(kind(&project.type_id)),
            Field::of(format!("{} {}", project.activity_code, project.activity_name)),
            Field::of(project.from_on),
            Field::of(project.until_on),
            Field::of(project.places),
        ]
    };
    list.rows = projects.iter().map(row).collect();
    let mut total = vec![Field::default().or(" "); 8];
    total[0] = Field::of(say.t("foresight-sum"));
    total[1] = Field::of(say.f("foresight-sum-projects", &[("count", json!(projects.len()))]));
    total.push(Field::of(projects.iter().map(|project| project.places).sum::<i64>()));
    list.total = Some(total);
    list.sources = sources(say, projects);
    list.sample = projects.iter().any(|project| project.sample).then(|| say.t("web-sample-sentence"));
    list
}

fn agency_listing(
    ask: &Ask,
    year: i64,
    projects: &[ProjectRow],
    district: impl Fn(&str) -> String,
) -> Listing {
    let say = say(ask);
    let mut list = Listing::new(
        say.f("foresight-agency-rows-title", &[("year", json!(year.to_string()))]),
        vec![
            ("agency", say.t("foresight-column-agency"), Kind::Text),
            ("district", say.t("foresight-column-district"), Kind::Text),
            ("projects", say.t("foresight-column-projects"), Kind::Whole),
            ("places", say.t("foresight-column-places"), Kind::Whole),
        ],
    );
    let mut by_agency: BTreeMap<&str, Vec<&ProjectRow>> = BTreeMap::new();
    for project in projects {
        by_agency.entry(&project.agency_id).or_default().push(project);
    }
    // An agency of a narrowed list leads to the projects of the same narrowing.
    let narrow: String = ["district", "type", "activity"]
        .into_iter()
        .filter_map(|name| Some(format!("&{name}={}", ask.param(name).filter(|value| plain(value))?)))
        .collect();
    for (id, own) in &by_agency {
        let href = format!("/foresight/rows?what=projects&year={year}&agency={id}{narrow}");
        list.rows.push(vec![
            Field::of(own[0].agency.as_str()),
            Field::of(district(&own[0].district_id)),
            Field::link(own.len() as i64, href.clone()),
            Field::link(own.iter().map(|project| project.places).sum::<i64>(), href),
        ]);
    }
    list.total = Some(vec![
        Field::of(say.f("foresight-sum-agencies", &[("count", json!(by_agency.len()))])),
        Field::default().or(" "),
        Field::of(projects.len() as i64),
        Field::of(projects.iter().map(|project| project.places).sum::<i64>()),
    ]);
    list.note = say.t("foresight-agency-rows-note");
    list.sources = sources(say, projects);
    list
}

/// Whether a filter of the address is an id and may stand in one again.
fn plain(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
