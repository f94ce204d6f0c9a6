//! How the year goes: months, early warnings and, for the centre, agencies.

use std::collections::BTreeSet;

use base::Ratio;
use documents::{Cell, workbook::Kind};
use serde_json::json;

use super::sample;
use crate::{
    listing::{Field, Listing},
    model::{AgencyMonth, AgencyYear, Filing, MonthFigures, Pace, Situation, Warning},
    say::{Say, number},
};

const PERCENT: Kind = Kind::Rate { digits: 1 };

/// Address of the filed rows behind a month of an agency; empty for those who may not open it.
fn filed_rows(returns: bool, agency: &str, month: Option<base::Month>) -> String {
    month
        .filter(|_| returns)
        .map_or_else(String::new, |month| format!("/returns/rows?agency={agency}&month={month}"))
}

/// Columns of returns and figures after a first one that names the row.
fn columns(say: Say<'_>, first: (&'static str, &str), spent: &str) -> Vec<(&'static str, String, Kind)> {
    vec![
        (first.0, say.t(first.1), Kind::Text),
        ("due", say.t("foresight-column-due"), Kind::Whole),
        ("filed", say.t("foresight-column-filed"), Kind::Whole),
        ("late", say.t("foresight-column-late"), Kind::Whole),
        ("missing", say.t("foresight-column-missing"), Kind::Whole),
        ("approved", say.t("foresight-column-approved"), Kind::Whole),
        ("target", say.t("foresight-column-target"), Kind::Whole),
        ("people", say.t("foresight-column-actual"), Kind::Whole),
        ("attainment", say.t("foresight-column-attainment"), PERCENT),
        ("cumulative", say.t("foresight-column-cumulative"), Kind::Whole),
        ("spent", say.t(spent), Kind::Won),
    ]
}

/// One row of returns and figures.
struct Line {
    filing: Filing,
    approved: i64,
    target: i64,
    people: i64,
    people_since_january: i64,
    subsidy_won: i64,
}

impl From<&AgencyMonth> for Line {
    fn from(one: &AgencyMonth) -> Self {
        Self {
            filing: one.filing,
            approved: i64::from(one.approved),
            target: one.target,
            people: one.people,
            people_since_january: one.people_since_january,
            subsidy_won: one.subsidy_won,
        }
    }
}

impl Line {
    /// Counts of returns, leading to the rows they count.
    fn counts(&self, href: &str) -> Vec<Field> {
        let filing = &self.filing;
        [filing.due, filing.filed, filing.late, filing.missing, self.approved]
            .map(|count| Field::link(count, href.to_owned()))
            .into()
    }

    /// Figures of approved returns, leading to the rows they sum; words where nothing was approved.
    fn figures(&self, say: Say<'_>, href: &str) -> Vec<Field> {
        let none = if self.filing.missing > 0 { "foresight-no-return" } else { "foresight-not-approved" };
        let figure = |value: Cell| match self.approved {
            0 => Field::default().or(say.t(none)),
            _ => Field::link(value, href.to_owned()),
        };
        let attainment = Ratio::new(self.people, self.target).scaled(1000);
        vec![
            figure(self.target.into()),
            figure(self.people.into()),
            Field::rate(attainment, 1).to(href.to_owned()).or(say.t("foresight-no-denominator")),
            figure(self.people_since_january.into()),
            figure(Cell::Won(self.subsidy_won)),
        ]
    }
}

/// Address of what the agencies reported for a month.
pub fn agencies_href(situation: &Situation, month: base::Month) -> String {
    format!("/foresight/agencies?year={}&month={month}", situation.year)
}

/// Returns, target, people and spending by month; with `staff` linked to the agencies behind them.
pub fn months(situation: &Situation, say: Say<'_>, staff: bool) -> Listing {
    let mut listing = Listing::new(
        say.f("foresight-months-title", &[("year", json!(situation.year.to_string()))]),
        columns(say, ("month", "foresight-column-month"), "foresight-column-subsidy"),
    );
    let row = |month: &MonthFigures| {
        let href = if staff { agencies_href(situation, month.month) } else { String::new() };
        let line = Line {
            filing: month.filing,
            approved: month.approved,
            target: month.target,
            people: month.people,
            people_since_january: month.people_since_january,
            subsidy_won: month.subsidy_won,
        };
        let mut row = vec![Field::of(month.month.to_string())];
        row.extend(line.counts(&href));
        // A month that some have filed is not approved yet; it is not missing.
        let known = Line { filing: Filing { missing: 0, ..line.filing }, ..line };
        row.extend(known.figures(say, &href));
        row
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
            Field::of(say.origin(&kind.source)),
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
pub fn warnings(situation: &Situation, say: Say<'_>, kind: &str, returns: bool) -> Listing {
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
    let found: Vec<&Warning> = situation.running.warnings.iter().filter(wanted).collect();
    let row = |warning: &&Warning| {
        let rows = filed_rows(returns, &warning.agency_id, Some(warning.month));
        vec![
            Field::link(warning.agency.as_str(), agency_href(situation, &warning.agency_id)),
            Field::of(say.t(&format!("foresight-warning-{}", warning.kind))),
            Field::link(warning.month.to_string(), rows),
            Field::of(reason(say, warning)),
        ]
    };
    listing.rows = found.iter().map(row).collect();
    if !found.is_empty() {
        let agencies: BTreeSet<&str> = found.iter().map(|warning| warning.agency_id.as_str()).collect();
        let counts = [("count", json!(found.len())), ("agencies", json!(agencies.len()))];
        let blank = || Field::default().or(" ");
        let sum = Field::of(say.f("foresight-sum-warnings", &counts));
        listing.total = Some(vec![sum, blank(), blank(), blank()]);
    }
    listing.sample = sample(say, situation.running.sample);
    listing.sources = vec![say.t("foresight-source-ledger")];
    listing
}

/// Address of what one agency reported month by month.
fn agency_href(situation: &Situation, agency: &str) -> String {
    format!("/foresight/agencies?year={}&agency={agency}", situation.year)
}

/// What each agency reported up to its latest month, for the centre and the city.
pub fn agencies(situation: &Situation, say: Say<'_>) -> Listing {
    let mut columns = columns(say, ("agency", "foresight-column-agency"), "foresight-column-spent-since");
    columns[5] = ("month", say.t("foresight-column-latest"), Kind::Text);
    columns.extend([
        ("budget", say.t("foresight-column-budget"), Kind::Won),
        ("pace", say.t("foresight-column-spending-rate"), PERCENT),
        ("gone", say.t("foresight-column-gone"), Kind::Whole),
        ("all", say.t("foresight-column-operating"), Kind::Whole),
        ("time", say.t("foresight-column-time"), PERCENT),
    ]);
    let title = say.f("foresight-agencies-title", &[("year", json!(situation.year.to_string()))]);
    let mut listing = Listing::new(title, columns);
    let running = &situation.running;
    let row = |one: &AgencyYear| agency_row(say, one, &agency_href(situation, &one.agency_id));
    listing.rows = running.agencies.iter().map(row).collect();
    let mut total = vec![Field::of(say.t("foresight-sum"))];
    total.extend(Line::from(&AgencyMonth { filing: running.filing, ..AgencyMonth::default() }).counts(""));
    total.truncate(5);
    total.extend(vec![Field::default().or(" "); 5]);
    total.extend(pace_fields(say, running.pace, ""));
    listing.total = Some(total);
    listing.note = say.t("foresight-agencies-note");
    listing.sample = sample(say, running.sample);
    listing.sources = vec![say.t("foresight-source-ledger")];
    listing
}

/// Spending against time; agencies without an approved month are in none of it.
fn pace_fields(say: Say<'_>, pace: Pace, href: &str) -> Vec<Field> {
    let known = pace.agencies > 0;
    let none = || say.t(if known { "foresight-no-denominator" } else { "foresight-no-return" });
    let won =
        |won: i64| Field::link(if known { Cell::Won(won) } else { Cell::Empty }, href.to_owned()).or(none());
    let count = |count: i64| Field::of(known.then_some(count)).or(none());
    vec![
        won(pace.spent.of),
        won(pace.spent.per),
        Field::rate(pace.spent.scaled(1000), 1).or(none()),
        count(pace.time.of),
        count(pace.time.per),
        Field::rate(pace.time.scaled(1000), 1).or(none()),
    ]
}

fn agency_row(say: Say<'_>, one: &AgencyYear, href: &str) -> Vec<Field> {
    let line =
        Line { filing: one.filing, approved: i64::from(one.latest.is_some()), ..Line::from(&one.figures) };
    let mut row = vec![Field::link(one.agency.as_str(), href.to_owned())];
    row.extend(line.counts(href));
    row[5] = Field::link(one.latest.map(|month| month.to_string()).unwrap_or_default(), href.to_owned())
        .or(say.t("foresight-no-return"));
    row.extend(line.figures(say, href));
    row.pop();
    row.extend(pace_fields(say, one.pace, href));
    row
}

/// What one agency reported, month by month: the rows that its counts and its spending are the sums of.
pub fn months_of(situation: &Situation, say: Say<'_>, one: &AgencyYear, returns: bool) -> Listing {
    let titled = [("agency", json!(one.agency)), ("year", json!(situation.year.to_string()))];
    let mut listing = Listing::new(
        say.f("foresight-agency-months-title", &titled),
        columns(say, ("month", "foresight-column-month"), "foresight-column-subsidy"),
    );
    let mut approved = 0;
    for (month, figures) in &one.months {
        let line = Line::from(figures);
        approved += line.approved;
        let mut row = vec![Field::of(month.to_string())];
        row.extend(line.counts(""));
        row.extend(line.figures(say, &filed_rows(returns, &one.agency_id, Some(*month))));
        listing.rows.push(row);
    }
    let mut total = vec![Field::of(say.t("foresight-sum"))];
    let sum = AgencyMonth { filing: one.filing, ..AgencyMonth::default() };
    total.extend(Line { approved, ..Line::from(&sum) }.counts(""));
    // People of different months are never added to one another.
    total.extend(vec![Field::default().or(" "); 4]);
    total.push(Field::of(Cell::Won(one.pace.spent.of)));
    listing.total = Some(total);
    listing.note = say.t("foresight-agency-months-note");
    listing.sample = sample(say, situation.running.sample);
    listing.sources = vec![say.t("foresight-source-ledger")];
    listing
}

/// What each agency reported for one month: the rows that the month's figures are the sums of.
pub fn agencies_in(situation: &Situation, say: Say<'_>, wanted: base::Month, returns: bool) -> Listing {
    let mut listing = Listing::new(
        say.f("foresight-agencies-in-title", &[("month", json!(wanted.to_string()))]),
        columns(say, ("agency", "foresight-column-agency"), "foresight-column-subsidy"),
    );
    let mut sum = Line::from(&AgencyMonth::default());
    for agency in &situation.running.agencies {
        let Some((_, figures)) = agency.months.iter().find(|(month, _)| *month == wanted) else { continue };
        let line = Line::from(figures);
        let name = Field::link(agency.agency.as_str(), agency_href(situation, &agency.agency_id));
        let mut row = vec![name];
        row.extend(line.counts(""));
        row.extend(line.figures(say, &filed_rows(returns, &agency.agency_id, Some(wanted))));
        listing.rows.push(row);
        sum.add(&line);
    }
    let mut total = vec![Field::of(say.t("foresight-sum"))];
    total.extend(sum.counts(""));
    sum.filing.missing = 0;
    total.extend(sum.figures(say, ""));
    listing.total = Some(total);
    listing.note = say.t("foresight-agencies-in-note");
    listing.sample = sample(say, situation.running.sample);
    listing.sources = vec![say.t("foresight-source-ledger")];
    listing
}

impl Line {
    /// Adds another row; figures that were not approved are not known and add nothing.
    fn add(&mut self, one: &Self) {
        self.filing.due += one.filing.due;
        self.filing.filed += one.filing.filed;
        self.filing.late += one.filing.late;
        self.filing.missing += one.filing.missing;
        if one.approved == 0 {
            return;
        }
        self.approved += one.approved;
        self.target += one.target;
        self.people += one.people;
        self.people_since_january += one.people_since_january;
        self.subsidy_won += one.subsidy_won;
    }
}
