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

use crate::{listing::Listing, model::Situation, say::Say};

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

/// The sample mark with its sentence.
fn sample(say: Say<'_>, sample: bool) -> Option<String> {
    sample.then(|| format!("{}: {}", say.t("web-sample-mark"), say.t("web-sample-sentence")))
}
