//! The generation that turns 65, and the variety of jobs.

use base::Ratio;
use documents::workbook::Kind;
use serde_json::json;

use super::{How, single_ages, supply::type_name};
use crate::{
    listing::{Field, Listing},
    model::{Cohort, Demand, Inside, Situation},
    say::Say,
};

const PERCENT: Kind = Kind::Rate { digits: 1 };

/// Address of the people of a cohort, in the whole city or one district.
pub fn cohort_href(demand: &Demand, cohort: &Cohort, area: &str) -> String {
    let day = demand.counted_on.map(|day| day.to_string()).unwrap_or_default();
    format!("/foresight/population?on={day}&basis={}&age={}&area={area}", demand.basis, cohort.age)
}

/// Each twelve months of birth with the twelve months in which they turn 65; `area` is empty for the city.
pub fn cohorts(demand: &Demand, say: Say<'_>, area: &str) -> Listing {
    let mut listing = Listing::new(
        say.t("foresight-cohorts-title"),
        vec![
            ("born", say.t("foresight-column-born"), Kind::Text),
            ("turns", say.t("foresight-column-turns"), Kind::Text),
            ("age", say.t("foresight-column-age"), Kind::Whole),
            ("people", say.t("foresight-column-persons"), Kind::Whole),
            ("state", say.t("foresight-column-state"), Kind::Text),
        ],
    );
    let Some(day) = demand.counted_on else { return listing };
    let row = |cohort: &Cohort| {
        let inside = match cohort.inside {
            Inside::Whole if cohort.turned => "foresight-cohort-turned",
            Inside::Whole => "foresight-cohort-to-come",
            Inside::Part if cohort.turned => "foresight-cohort-turned-part",
            Inside::Part => "foresight-cohort-to-come-part",
        };
        vec![
            Field::of(span(cohort.born_from, cohort.born_until)),
            Field::of(span(cohort.turns_from, cohort.turns_until)),
            Field::of(cohort.age),
            Field::link(cohort.persons, cohort_href(demand, cohort, area)),
            Field::of(say.t(inside)),
        ]
    };
    listing.rows = demand.cohorts.iter().map(row).collect();
    listing.note = say.f("foresight-cohorts-note", &[("day", json!(day.to_string()))]);
    listing.sources = single_ages(say, demand).into_iter().collect();
    listing
}

/// Two days as months: 2026.7 – 2027.6.
pub fn span(from: jiff::civil::Date, until: jiff::civil::Date) -> String {
    format!("{}.{} – {}.{}", from.year(), from.month(), until.year(), until.month())
}

fn percent(ratio: Ratio) -> Field {
    Field::rate(ratio.scaled(1000), 1)
}

/// A figure of a note with the address of its computation.
fn more(situation: &Situation, say: Say<'_>, what: &str) -> (String, String) {
    let how = How::of(situation, &situation.supply.city);
    (say.t(&format!("foresight-calculation-{what}.link")), how.is(what))
}

/// What a page on the city adds to its cohorts: how the two sums of the lead come about.
pub fn cohorts_of_city(situation: &Situation, say: Say<'_>) -> Listing {
    let mut listing = cohorts(&situation.demand, say, "");
    if !listing.rows.is_empty() {
        listing.more = vec![more(situation, say, "turned"), more(situation, say, "to-come")];
    }
    listing
}

/// Shares of the types.
pub fn types(situation: &Situation, say: Say<'_>) -> Listing {
    let mut listing = Listing::new(
        say.f("foresight-shares-title", &[("year", json!(situation.year.to_string()))]),
        vec![
            ("type", say.t("foresight-column-type"), Kind::Text),
            ("projects", say.t("foresight-column-projects"), Kind::Whole),
            ("places", say.t("foresight-column-places"), Kind::Whole),
            ("share", say.t("foresight-column-share"), PERCENT),
        ],
    );
    let href = |type_id: &str| {
        format!("/foresight/rows?what=places&year={}&district=&type={type_id}", situation.year)
    };
    let variety = &situation.variety;
    let city = How::of(situation, &situation.supply.city);
    listing.rows = variety
        .types
        .iter()
        .map(|share| {
            vec![
                Field::of(type_name(situation, say, &share.type_id)),
                Field::link(share.projects, href(&share.type_id)),
                Field::link(share.places, href(&share.type_id)),
                percent(share.share).to(How { type_id: &share.type_id, ..city }.is("share")),
            ]
        })
        .collect();
    listing.note = say.f(
        "foresight-shares-note",
        &[
            ("share", json!(variety.non_public.percent().unwrap_or_default())),
            ("of", json!(variety.non_public.of)),
            ("per", json!(variety.non_public.per)),
            ("goal", json!(situation.supply.goal.non_public_per_mille / 10)),
            ("by", json!(situation.supply.goal.by.to_string())),
        ],
    );
    listing.more = vec![more(situation, say, "non-public")];
    listing
}

/// Shares of the activities, the largest first.
pub fn activities(situation: &Situation, say: Say<'_>) -> Listing {
    let mut listing = Listing::new(
        say.f("foresight-activities-title", &[("year", json!(situation.year.to_string()))]),
        vec![
            ("activity", say.t("foresight-column-activity"), Kind::Text),
            ("code", say.t("foresight-column-code"), Kind::Text),
            ("type", say.t("foresight-column-type"), Kind::Text),
            ("projects", say.t("foresight-column-projects"), Kind::Whole),
            ("places", say.t("foresight-column-places"), Kind::Whole),
            ("share", say.t("foresight-column-share"), PERCENT),
        ],
    );
    let variety = &situation.variety;
    let city = How::of(situation, &situation.supply.city);
    listing.rows = variety
        .activities
        .iter()
        .map(|activity| {
            let code = &activity.code;
            let href = format!(
                "/foresight/rows?what=places&year={}&district=&type={}&activity={code}",
                situation.year, activity.type_id
            );
            vec![
                Field::of(activity.name.as_str()),
                Field::of(code.as_str()),
                Field::of(type_name(situation, say, &activity.type_id)),
                Field::link(activity.projects, href.clone()),
                Field::link(activity.places, href),
                percent(activity.share)
                    .to(How { activity: code, type_id: &activity.type_id, ..city }.is("share")),
            ]
        })
        .collect();
    listing.note = say.f(
        "foresight-activities-note",
        &[
            ("count", json!(variety.activities.len())),
            ("share", json!(variety.largest_five.percent().unwrap_or_default())),
            ("of", json!(variety.largest_five.of)),
            ("per", json!(variety.largest_five.per)),
        ],
    );
    listing.more = vec![more(situation, say, "largest-five")];
    listing
}
