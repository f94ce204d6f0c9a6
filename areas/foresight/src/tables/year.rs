//! How the year goes: months, early warnings and, for the centre, agencies.

use base::Ratio;
use documents::{Cell, workbook::Kind};
use serde_json::json;

use super::sample;
use crate::{
    listing::{Field, Listing},
    model::{MonthFigures, Situation, Warning},
    say::{Say, number},
};

const PERCENT: Kind = Kind::Rate { digits: 1 };

/// Address of the filed rows behind a month of an agency; empty for those who may not open it.
fn filed_rows(returns: bool, agency: &str, month: Option<base::Month>) -> String {
    month
        .filter(|_| returns)
        .map_or_else(String::new, |month| format!("/returns/rows?agency={agency}&month={month}"))
}

/// Returns, target, people and spending by month; with `staff` linked to the agencies behind them.
pub fn months(situation: &Situation, say: Say<'_>, staff: bool) -> Listing {
    let mut listing = Listing::new(
        say.f("foresight-months-title", &[("year", json!(situation.year.to_string()))]),
        vec![
            ("month", say.t("foresight-column-month"), Kind::Text),
            ("due", say.t("foresight-column-due"), Kind::Whole),
            ("filed", say.t("foresight-column-filed"), Kind::Whole),
            ("late", say.t("foresight-column-late"), Kind::Whole),
            ("missing", say.t("foresight-column-missing"), Kind::Whole),
            ("approved", say.t("foresight-column-approved"), Kind::Whole),
            ("target", say.t("foresight-column-target"), Kind::Whole),
            ("people", say.t("foresight-column-actual"), Kind::Whole),
            ("attainment", say.t("foresight-column-attainment"), PERCENT),
            ("cumulative", say.t("foresight-column-cumulative"), Kind::Whole),
            ("spent", say.t("foresight-column-subsidy"), Kind::Won),
        ],
    );
    let row = |month: &MonthFigures| {
        let known = month.approved > 0;
        let figure = |value: Cell, href: String| {
            if known {
                Field::link(value, href)
            } else {
                Field::default().or(say.t("foresight-not-approved"))
            }
        };
        let href = if staff {
            format!("/foresight/agencies?year={}&month={}", situation.year, month.month)
        } else {
            String::new()
        };
        vec![
            Field::of(month.month.to_string()),
            Field::of(month.filing.due),
            Field::link(month.filing.filed, href.clone()),
            Field::link(month.filing.late, href.clone()),
            Field::of(month.filing.missing),
            Field::link(month.approved, href.clone()),
            figure(month.target.into(), href.clone()),
            figure(month.people.into(), href.clone()),
            Field::rate(month.attainment.scaled(1000), 1).or(say.t("foresight-no-denominator")),
            figure(month.people_since_january.into(), href.clone()),
            figure(Cell::Won(month.subsidy_won), href),
        ]
    };
    listing.rows = situation.running.months.iter().map(row).collect();
    listing.note = say.t("foresight-months-note");
    listing.sample = sample(say, situation.running.sample);
    listing.sources = vec![say.t("foresight-source-ledger")];
    listing
}

/// Sorts of early warnings: threshold, how many agencies, whether the ledger holds the figures.
pub fn warning_kinds(situation: &Situation, say: Say<'_>, staff: bool) -> Listing {
    let mut listing = Listing::new(
        say.t("foresight-warning-kinds-title"),
        vec![
            ("kind", say.t("foresight-column-warning"), Kind::Text),
            ("threshold", say.t("foresight-column-threshold"), Kind::Text),
            ("agencies", say.t("foresight-column-agencies-warned"), Kind::Whole),
            ("source", say.t("foresight-column-source"), Kind::Text),
        ],
    );
    for kind in &situation.running.warning_kinds {
        let agencies = if kind.measurable && !staff {
            Field::of(kind.agencies)
        } else if kind.measurable {
            Field::link(
                kind.agencies,
                format!("/foresight/warnings?year={}&kind={}", situation.year, kind.id),
            )
        } else {
            Field::default().or(say.t("foresight-not-measurable"))
        };
        listing.rows.push(vec![
            Field::of(say.t(&format!("foresight-warning-{}", kind.id))),
            Field::of(
                say.f(
                    &format!("foresight-warning-{}.limit", kind.id),
                    &[("threshold", json!(kind.threshold))],
                ),
            ),
            agencies,
            Field::of(kind.source.as_str()),
        ]);
    }
    listing.note = say.t("foresight-warning-kinds-note");
    listing.sample = sample(say, situation.running.sample);
    listing
}

/// The reason of a warning in words and figures.
pub fn reason(say: Say<'_>, warning: &Warning) -> String {
    let tenths = |value: i64| {
        let sign = if value < 0 { "-" } else { "" };
        format!("{sign}{}.{}", number(value.abs() / 10), value.abs() % 10)
    };
    say.f(
        &format!("foresight-warning-{}.reason", warning.kind),
        &[
            ("month", json!(warning.month.to_string())),
            ("of", json!(warning.of)),
            ("per", json!(warning.per)),
            ("measure", json!(tenths(warning.measure_tenths))),
            ("threshold", json!(warning.threshold)),
            ("time", json!(tenths(warning.time_tenths))),
        ],
    )
}

/// Early warnings with their reasons, for the centre and the city.
pub fn warnings(situation: &Situation, say: Say<'_>, kind: &str) -> Listing {
    let mut listing = Listing::new(
        say.f("foresight-warnings-title", &[("year", json!(situation.year.to_string()))]),
        vec![
            ("agency", say.t("foresight-column-agency"), Kind::Text),
            ("kind", say.t("foresight-column-warning"), Kind::Text),
            ("month", say.t("foresight-column-month"), Kind::Text),
            ("reason", say.t("foresight-column-reason"), Kind::Text),
        ],
    );
    let wanted = |warning: &&Warning| kind.is_empty() || warning.kind == kind;
    listing.rows = situation
        .running
        .warnings
        .iter()
        .filter(wanted)
        .map(|warning| {
            let href =
                format!("/foresight/rows?what=projects&year={}&agency={}", situation.year, warning.agency_id);
            vec![
                Field::link(warning.agency.as_str(), href),
                Field::of(say.t(&format!("foresight-warning-{}", warning.kind))),
                Field::of(warning.month.to_string()),
                Field::of(reason(say, warning)),
            ]
        })
        .collect();
    listing.sample = sample(say, situation.running.sample);
    listing.sources = vec![say.t("foresight-source-ledger")];
    listing
}

/// What each agency reported up to its latest month, for the centre and the city.
pub fn agencies(situation: &Situation, say: Say<'_>, returns: bool) -> Listing {
    let mut listing = Listing::new(
        say.f("foresight-agencies-title", &[("year", json!(situation.year.to_string()))]),
        vec![
            ("agency", say.t("foresight-column-agency"), Kind::Text),
            ("due", say.t("foresight-column-due"), Kind::Whole),
            ("filed", say.t("foresight-column-filed"), Kind::Whole),
            ("late", say.t("foresight-column-late"), Kind::Whole),
            ("missing", say.t("foresight-column-missing"), Kind::Whole),
            ("month", say.t("foresight-column-latest"), Kind::Text),
            ("target", say.t("foresight-column-target"), Kind::Whole),
            ("people", say.t("foresight-column-actual"), Kind::Whole),
            ("attainment", say.t("foresight-column-attainment"), PERCENT),
            ("cumulative", say.t("foresight-column-cumulative"), Kind::Whole),
            ("spent", say.t("foresight-column-spent-since"), Kind::Won),
            ("pace", say.t("foresight-column-spending-rate"), PERCENT),
        ],
    );
    listing.rows = situation
        .running
        .agencies
        .iter()
        .map(|agency| {
            let known = agency.latest.is_some();
            let href = filed_rows(returns, &agency.agency_id, agency.latest);
            let figure = |value: i64| {
                Field::link(known.then_some(value), href.clone()).or(say.t("foresight-no-return"))
            };
            let rate =
                |ratio: Ratio| Field::rate(ratio.scaled(1000), 1).or(say.t("foresight-no-denominator"));
            vec![
                Field::of(agency.agency.as_str()),
                Field::of(agency.filing.due),
                Field::of(agency.filing.filed),
                Field::of(agency.filing.late),
                Field::of(agency.filing.missing),
                Field::link(agency.latest.map(|month| month.to_string()).unwrap_or_default(), href.clone())
                    .or(say.t("foresight-no-return")),
                figure(agency.figures.target),
                figure(agency.figures.people),
                rate(Ratio::new(agency.figures.people, agency.figures.target)),
                figure(agency.figures.people_since_january),
                if known { Field::of(Cell::Won(agency.pace.spent.of)) } else { figure(0) },
                rate(agency.pace.spent),
            ]
        })
        .collect();
    listing.sample = sample(say, situation.running.sample);
    listing.sources = vec![say.t("foresight-source-ledger")];
    listing
}

/// What each agency reported for one month: the rows that the month's figures are the sums of.
pub fn agencies_in(situation: &Situation, say: Say<'_>, wanted: base::Month, returns: bool) -> Listing {
    let mut listing = Listing::new(
        say.f("foresight-agencies-in-title", &[("month", json!(wanted.to_string()))]),
        vec![
            ("agency", say.t("foresight-column-agency"), Kind::Text),
            ("late", say.t("foresight-column-late"), Kind::Text),
            ("target", say.t("foresight-column-target"), Kind::Whole),
            ("people", say.t("foresight-column-actual"), Kind::Whole),
            ("attainment", say.t("foresight-column-attainment"), PERCENT),
            ("cumulative", say.t("foresight-column-cumulative"), Kind::Whole),
            ("spent", say.t("foresight-column-subsidy"), Kind::Won),
        ],
    );
    let row = |name: String, late: String, figures: &crate::model::AgencyMonth, href: String| {
        let figure = |value: i64| {
            Field::link(figures.approved.then_some(value), href.clone()).or(say.t("foresight-not-approved"))
        };
        vec![
            Field::of(name),
            Field::of(late).or(" "),
            figure(figures.target),
            figure(figures.people),
            Field::rate(Ratio::new(figures.people, figures.target).scaled(1000), 1)
                .or(say.t("foresight-no-denominator")),
            figure(figures.people_since_january),
            if figures.approved { Field::link(Cell::Won(figures.subsidy_won), href) } else { figure(0) },
        ]
    };
    let mut sum = crate::model::AgencyMonth { approved: true, ..crate::model::AgencyMonth::default() };
    for agency in &situation.running.agencies {
        let Some((_, figures)) = agency.months.iter().find(|(month, _)| *month == wanted) else { continue };
        let late = if figures.late { say.t("foresight-late") } else { String::new() };
        let href = filed_rows(returns, &agency.agency_id, Some(wanted));
        listing.rows.push(row(agency.agency.clone(), late, figures, href));
        sum.target += figures.target;
        sum.people += figures.people;
        sum.people_since_january += figures.people_since_january;
        sum.subsidy_won += figures.subsidy_won;
    }
    listing.total = Some(row(say.t("foresight-sum"), String::new(), &sum, String::new()));
    listing.sample = sample(say, situation.running.sample);
    listing.sources = vec![say.t("foresight-source-ledger")];
    listing
}
