//! What agencies have filed, read from the ledger by agency and month; a month that was not filed has no figures at all.

use std::{collections::BTreeMap, sync::Arc};

use base::{AgencyId, FiscalYear, Month, Problem};
use db::Tx;
use jiff::civil::Date;
use register::{facts, journal, projects, workdays::Calendar};
use web::Ask;

use crate::guideline;

/// Indicators read, in the order of [`Figure`].
const INDICATORS: [&str; 14] = [
    "returns.places",
    "returns.people",
    "returns.people_since_january",
    "returns.left",
    "returns.hours",
    "returns.subsidy_won",
    "returns.training_hours",
    "returns.accidents",
    "returns.accidents_serious",
    "returns.accidents_fatal",
    "returns.staff",
    "returns.safety_officers",
    "returns.filed",
    "returns.filed_late",
];

/// A figure of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Figure {
    /// Places assigned.
    Places,
    /// People on the last day.
    People,
    /// Different people since January.
    SinceJanuary,
    /// People who left in the month.
    Left,
    /// Hours of activity.
    Hours,
    /// Subsidy spent, in won.
    Subsidy,
    /// Hours of classes for participants.
    TrainingHours,
    /// Accidents of any gravity.
    Accidents,
    /// Serious accidents.
    Serious,
    /// Fatal accidents.
    Fatal,
    /// Dedicated staff.
    Staff,
    /// Safety officers.
    SafetyOfficers,
    /// 1 when the return was filed.
    Filed,
    /// 1 when it was filed late.
    FiledLate,
}

/// Every figure an agency's card shows by month.
pub const SHOWN: [Figure; 10] = [
    Figure::Places,
    Figure::People,
    Figure::SinceJanuary,
    Figure::Left,
    Figure::Hours,
    Figure::Subsidy,
    Figure::TrainingHours,
    Figure::Accidents,
    Figure::Staff,
    Figure::SafetyOfficers,
];

impl Figure {
    /// Its name in the ledger.
    pub fn indicator(self) -> &'static str {
        INDICATORS[self as usize]
    }

    /// Message key of its words.
    pub fn key(self) -> String {
        format!("consulting-figure-{}", self.indicator().trim_start_matches("returns.").replace('_', "-"))
    }
}

/// The figures of one agency in one month.
pub type Row = [i64; INDICATORS.len()];

/// What all agencies filed in some months.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    rows: BTreeMap<AgencyId, BTreeMap<Month, Row>>,
}

impl Ledger {
    /// Reads the months `from` to `until`.
    pub async fn read(tx: &mut Tx, from: Month, until: Month) -> Result<Self, Problem> {
        let mut ledger = Self::default();
        for (at, indicator) in INDICATORS.into_iter().enumerate() {
            let query = facts::Query::between(indicator, from.first_day(), until.last_day());
            for fact in facts::by_project(tx, &query).await? {
                ledger.add(fact.agency_id, Month::of(fact.counted_on), at, fact.value);
            }
        }
        Ok(ledger)
    }

    fn add(&mut self, agency: AgencyId, month: Month, at: usize, value: i64) {
        self.rows.entry(agency).or_default().entry(month).or_insert([0; INDICATORS.len()])[at] += value;
    }

    /// Adds one figure, for tests of what is computed from a ledger.
    #[cfg(test)]
    pub fn set(&mut self, agency: &AgencyId, month: Month, (figure, value): (Figure, i64)) {
        let before =
            self.rows.get(agency).and_then(|months| months.get(&month)).map_or(0, |row| row[figure as usize]);
        self.add(agency.clone(), month, figure as usize, value - before);
    }

    /// A figure of an agency's month; `None` when no figures of that month were approved.
    pub fn at(&self, agency: &AgencyId, month: Month, figure: Figure) -> Option<i64> {
        self.row(agency, month).map(|row| row[figure as usize])
    }

    /// The figures of an agency's month, if any were approved.
    fn row(&self, agency: &AgencyId, month: Month) -> Option<&Row> {
        let known = |row: &&Row| {
            [Figure::Places, Figure::People, Figure::SinceJanuary, Figure::Subsidy]
                .iter()
                .any(|figure| row[*figure as usize] != 0)
        };
        self.rows.get(agency)?.get(&month).filter(known)
    }

    /// Whether the return of a month came in, approved or not.
    pub fn filed(&self, agency: &AgencyId, month: Month) -> bool {
        let filed = self.rows.get(agency).and_then(|months| months.get(&month));
        filed.is_some_and(|row| row[Figure::Filed as usize] > 0) || self.row(agency, month).is_some()
    }

    /// Whether the return of a month came in late.
    pub fn filed_late(&self, agency: &AgencyId, month: Month) -> bool {
        let row = self.rows.get(agency).and_then(|months| months.get(&month));
        row.is_some_and(|row| row[Figure::FiledLate as usize] > 0)
    }
}

/// The ledger of these months, kept until the journal grows.
pub async fn ledger(ask: &Ask, from: Month, until: Month) -> Result<Arc<Ledger>, Problem> {
    let head = journal::head(&mut ask.read().await?).await?.seq;
    let make = async { Ledger::read(&mut ask.read().await?, from, until).await };
    ask.app.cache().get_or_make(&format!("consulting.ledger.{from}.{until}"), head, make).await
}

/// The months looked at on a day: the year of the newest return that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// January.
    pub first: Month,
    /// The newest month whose return is due.
    pub due: Month,
    /// The newest month that has ended in that year.
    pub until: Month,
}

impl Span {
    /// The months to be looked at on `today`.
    pub fn on(today: Date, calendar: &Calendar) -> Self {
        let ended = Month::of(today).previous();
        let due = if guideline::due_on(ended, calendar) <= today { ended } else { ended.previous() };
        let until = if ended.year() == due.year() { ended } else { due };
        Self { first: Month::of(due.year().first_day()), due, until }
    }

    /// The year looked at.
    pub fn year(self) -> FiscalYear {
        self.due.year()
    }

    /// Its months up to the last one looked at.
    pub fn months(self) -> impl Iterator<Item = Month> {
        self.year().months().filter(move |month| *month <= self.until)
    }
}

/// A quotient that says why it has no value; nothing is ever divided by zero or by less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rate {
    /// Numerator and a denominator above zero.
    Is(i64, i64),
    /// The denominator is zero or negative.
    NotDivisible,
    /// A part of it was not filed.
    NotFiled,
}

impl Rate {
    /// The quotient of two figures that may not have been filed.
    pub fn of(numerator: Option<i64>, denominator: Option<i64>) -> Self {
        match (numerator, denominator) {
            (Some(numerator), Some(denominator)) if denominator > 0 => Self::Is(numerator, denominator),
            (Some(_), Some(_)) => Self::NotDivisible,
            _ => Self::NotFiled,
        }
    }

    /// The value times `scale`, with one decimal in words, such as `73.4`.
    pub fn shown(self, scale: i64) -> Option<String> {
        let Self::Is(numerator, denominator) = self else { return None };
        let tenths = rounded(i128::from(numerator) * i128::from(scale) * 10, i128::from(denominator));
        let sign = if tenths < 0 { "-" } else { "" };
        Some(format!("{sign}{}.{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10))
    }

    /// Whether the value times `scale` lies beyond `limit`, compared without rounding; `None` without a value.
    pub fn beyond(self, scale: i64, limit: i64, direction: &str) -> Option<bool> {
        let Self::Is(numerator, denominator) = self else { return None };
        let (left, right) =
            (i128::from(numerator) * i128::from(scale), i128::from(limit) * i128::from(denominator));
        Some(if direction == "below" { left < right } else { left > right })
    }
}

/// A quotient rounded to the nearest whole number, halves away from zero; the divisor is above zero.
fn rounded(numerator: i128, denominator: i128) -> i128 {
    let half = if numerator < 0 { -denominator } else { denominator };
    (2 * numerator + half) / (2 * denominator)
}

/// What one agency's filed months of a year say so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Months with approved figures.
    pub months: Vec<Month>,
    /// Places of the newest known month.
    pub places: i64,
    /// People on its last day.
    pub people: i64,
    /// Different people since January.
    pub since_january: i64,
    /// Who left since January.
    pub left: i64,
    /// Subsidy spent since January, in won.
    pub subsidy: i64,
    /// Hours of classes since January.
    pub training_hours: i64,
    /// Accidents since January.
    pub accidents: i64,
    /// Serious and fatal ones among them.
    pub grave: i64,
    /// Hours of activity since January.
    pub hours: i64,
    /// Dedicated staff of the newest known month.
    pub staff: i64,
    /// Months whose figures contradict each other, with the word of the contradiction.
    pub odd: Vec<(Month, &'static str)>,
}

impl Standing {
    /// Reads an agency's months; `None` when none of them has approved figures.
    pub fn of(ledger: &Ledger, agency: &AgencyId, months: impl Iterator<Item = Month>) -> Option<Self> {
        let rows: Vec<(Month, &Row)> =
            months.filter_map(|month| ledger.row(agency, month).map(|row| (month, row))).collect();
        let (_, last) = *rows.last()?;
        let sum = |figure: Figure| rows.iter().map(|(_, row)| row[figure as usize]).sum();
        Some(Self {
            months: rows.iter().map(|(month, _)| *month).collect(),
            places: last[Figure::Places as usize],
            people: last[Figure::People as usize],
            since_january: last[Figure::SinceJanuary as usize],
            left: sum(Figure::Left),
            subsidy: sum(Figure::Subsidy),
            training_hours: sum(Figure::TrainingHours),
            accidents: sum(Figure::Accidents),
            grave: rows
                .iter()
                .map(|(_, row)| row[Figure::Serious as usize] + row[Figure::Fatal as usize])
                .sum(),
            hours: sum(Figure::Hours),
            staff: last[Figure::Staff as usize],
            odd: odd(&rows),
        })
    }

    /// The newest known month.
    pub fn last(&self) -> Month {
        *self.months.last().expect("a standing has at least one month")
    }

    /// Seniors for one of the dedicated staff.
    pub fn staff_ratio(&self) -> Rate {
        Rate::of(Some(self.people), Some(self.staff))
    }
}

/// Contradictions among the figures of an agency's months.
fn odd(rows: &[(Month, &Row)]) -> Vec<(Month, &'static str)> {
    let mut found = Vec::new();
    let mut before = 0;
    for (month, row) in rows {
        let at = |figure: Figure| row[figure as usize];
        if at(Figure::People) > 0 && at(Figure::Hours) == 0 {
            found.push((*month, "no-hours"));
        }
        if at(Figure::People) > 0 && at(Figure::Staff) == 0 {
            found.push((*month, "no-staff"));
        }
        if at(Figure::SinceJanuary) < at(Figure::People) || at(Figure::SinceJanuary) < before {
            found.push((*month, "since-january"));
        }
        before = at(Figure::SinceJanuary);
    }
    found
}

/// Money an agency was given for a year and how much of it the months passed would have used, in won.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Money {
    /// First and last day of each project.
    pub runs: Vec<(Date, Date)>,
    /// Given for the year.
    pub budget: i64,
    /// Share of the months of each project that are known, times its money.
    pub expected: i64,
    /// Projects.
    pub projects: i64,
    /// Places of the year.
    pub places: i64,
}

impl Money {
    /// Whether a project runs in a month, so that its return is due.
    pub fn runs_in(&self, month: Month) -> bool {
        self.runs.iter().any(|(from, until)| *from <= month.last_day() && *until >= month.first_day())
    }
}

/// The money of every agency with projects in the year, as expected after the month `until`.
pub async fn money(tx: &mut Tx, until: Month) -> Result<BTreeMap<AgencyId, Money>, Problem> {
    let mut all: BTreeMap<AgencyId, Money> = BTreeMap::new();
    for project in projects::with_places(tx, until.last_day(), None).await? {
        let own = all.entry(project.agency_id).or_default();
        own.projects += 1;
        own.places += project.places.unwrap_or(0);
        let budget = project.budget_won.unwrap_or(0);
        let run = (project.from_on, project.until_on);
        own.runs.push(run);
        own.budget += budget;
        own.expected += budget_until(budget, run, until);
    }
    Ok(all)
}

/// The part of a budget that the months of its run up to `until` would use.
fn budget_until(budget: i64, (from, to): (Date, Date), until: Month) -> i64 {
    let months = |last: Month| {
        let years = i64::from(last.year().0 - Month::of(from).year().0);
        (years * 12 + i64::from(last.number() - Month::of(from).number()) + 1).max(0)
    };
    let whole = months(Month::of(to)).max(1);
    let passed = months(until).min(whole);
    i64::try_from(i128::from(budget) * i128::from(passed) / i128::from(whole)).unwrap_or(budget)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_is_divided_by_zero_or_less_and_what_is_missing_is_not_zero() {
        assert_eq!(Rate::of(Some(5), Some(0)), Rate::NotDivisible);
        assert_eq!(Rate::of(Some(5), Some(-3)), Rate::NotDivisible);
        assert_eq!(Rate::of(None, Some(3)), Rate::NotFiled);
        assert_eq!(Rate::of(Some(5), None), Rate::NotFiled);
        assert_eq!(Rate::of(Some(0), Some(4)).shown(100).as_deref(), Some("0.0"));
        assert_eq!(Rate::of(Some(2), Some(3)).shown(100).as_deref(), Some("66.7"));
        assert_eq!(Rate::of(Some(-1), Some(40)).shown(100).as_deref(), Some("-2.5"));
        assert_eq!(Rate::NotDivisible.beyond(100, 80, "below"), None);
    }

    #[test]
    fn a_limit_itself_is_not_beyond_it() {
        assert_eq!(Rate::of(Some(80), Some(100)).beyond(100, 80, "below"), Some(false));
        assert_eq!(Rate::of(Some(79), Some(100)).beyond(100, 80, "below"), Some(true));
        assert_eq!(Rate::of(Some(150), Some(1)).beyond(1, 150, "above"), Some(false));
        assert_eq!(Rate::of(Some(301), Some(2)).beyond(1, 150, "above"), Some(true));
    }

    #[test]
    fn the_year_looked_at_is_that_of_the_newest_return_due() {
        let calendar = Calendar::default();
        let on = |day: Date| {
            let span = Span::on(day, &calendar);
            (span.first.to_string(), span.due.to_string(), span.until.to_string())
        };
        let three = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(on(date(2022, 11, 23)), three("2022-01", "2022-10", "2022-10"));
        assert_eq!(on(date(2026, 3, 2)), three("2026-01", "2026-01", "2026-02"));
        assert_eq!(on(date(2026, 1, 2)), three("2025-01", "2025-11", "2025-12"));
        assert_eq!(on(date(2026, 2, 2)), three("2025-01", "2025-12", "2025-12"));
    }

    #[test]
    fn a_month_that_was_only_filed_has_no_figures_yet() {
        let (agency, month) = (AgencyId::from("a"), Month::new(2026, 1).expect("a month"));
        let mut ledger = Ledger::default();
        ledger.add(agency.clone(), month, Figure::Filed as usize, 1);
        assert!(ledger.filed(&agency, month));
        assert_eq!(ledger.at(&agency, month, Figure::People), None);
        assert_eq!(Standing::of(&ledger, &agency, [month].into_iter()), None);
        ledger.add(agency.clone(), month, Figure::Places as usize, 20);
        assert_eq!(ledger.at(&agency, month, Figure::People), Some(0));
        assert!(!ledger.filed(&agency, month.next()));
    }

    proptest! {
        #[test]
        fn the_expected_part_of_a_budget_grows_from_nothing_to_all_of_it(budget in 0_i64..10_000_000_000, last in 1_i8..=12) {
            let run = (date(2022, 2, 1), date(2022, last.max(2), 20));
            let mut before = 0;
            for number in 1..=12 {
                let part = budget_until(budget, run, Month::new(2022, number).expect("a month"));
                prop_assert!(part >= before && part <= budget);
                before = part;
            }
            prop_assert_eq!(budget_until(budget, run, Month::new(2022, 1).expect("a month")), 0);
            prop_assert_eq!(before, budget);
        }
    }
}
