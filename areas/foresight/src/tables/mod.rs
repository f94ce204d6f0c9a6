//! The tables of the situation in words: the same on the page, on paper, in files and in the terminal.

mod calculation;
mod demand;
mod later;
mod plan;
mod supply;
mod year;

pub use calculation::{How, Wanted, calculation};
pub use demand::{activities, cohort_href, cohorts, cohorts_of_city, span, types};
pub use later::{after, later, why};
pub use plan::plan;
pub use supply::{by_type, districts, near};
pub use year::{agencies, agencies_href, agencies_in, months, months_of, warning_kinds, warnings};

use serde_json::json;

use crate::{
    listing::Listing,
    model::{Count, Demand, Projection, Situation},
    say::Say,
};

/// All tables that everyone may see, in the order of the page.
pub fn all(situation: &Situation, say: Say<'_>) -> Vec<Listing> {
    vec![
        districts(situation, say),
        by_type(situation, say),
        near(situation, say),
        later(situation, say),
        after(situation, say),
        cohorts(&situation.demand, say, ""),
        types(situation, say),
        activities(situation, say),
        plan(situation, say, false),
        months(situation, say, false),
        warning_kinds(situation, say, false),
    ]
}

/// A source with its day as one line.
fn source(say: Say<'_>, what: &str, source: &str, as_of: &str) -> String {
    say.f(
        "foresight-source",
        &[("what", json!(say.t(what))), ("source", json!(say.origin(source))), ("day", json!(as_of))],
    )
}

/// The source of a count of people as one line.
fn counted(say: Say<'_>, people: &Count) -> String {
    say.f(
        "foresight-source-people",
        &[
            ("basis", json!(say.basis(&people.basis))),
            ("counted", json!(people.counted_on.to_string())),
            ("source", json!(say.origin(&people.source))),
            ("day", json!(people.as_of)),
        ],
    )
}

/// The source of people by single ages as one line; none when they are not loaded.
fn single_ages(say: Say<'_>, demand: &Demand) -> Option<String> {
    let count = Count {
        persons: 0,
        counted_on: demand.counted_on?,
        basis: demand.basis.clone(),
        source: demand.source.clone(),
        as_of: demand.as_of.clone(),
    };
    Some(counted(say, &count))
}

/// The source of a projection as one line.
fn projected(say: Say<'_>, edition: Option<&str>, projection: &Projection) -> String {
    say.f(
        "foresight-source-projection",
        &[
            ("edition", json!(say.origin(edition.unwrap_or_default()))),
            ("source", json!(say.origin(&projection.source))),
            ("day", json!(projection.as_of)),
        ],
    )
}

/// The sample mark with its sentence.
fn sample(say: Say<'_>, sample: bool) -> Option<String> {
    sample.then(|| format!("{}: {}", say.t("web-sample-mark"), say.t("web-sample-sentence")))
}
