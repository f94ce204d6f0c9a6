//! Raw values of indicators from the fact ledger: numerator, denominator, value in millionths, or why there is none.

use std::collections::{BTreeMap, BTreeSet};

use base::{AgencyId, Month, Problem};
use db::Tx;
use jiff::{Timestamp, civil::Date};
use register::{
    agencies,
    facts::{self, Query},
    projects,
};

use crate::guideline::{INDICATORS, Mix, Source, Take};

/// Millionths in one.
pub const MILLION: i64 = 1_000_000;

/// What is measured: days, and what was known when.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Only what was recorded by then.
    pub known_at: Option<Timestamp>,
}

impl Period {
    /// The same days of the year before, as known now.
    pub fn before(self) -> Self {
        let year = jiff::Span::new().years(1);
        let back = |day: Date| day.checked_sub(year).unwrap_or(day);
        Self { from: back(self.from), until: back(self.until), known_at: self.known_at }
    }

    /// Months that end inside it.
    pub fn months(self) -> i64 {
        let months = i64::from(self.until.year() - self.from.year()) * 12;
        (months + i64::from(self.until.month() - self.from.month()) + 1).max(0)
    }
}

/// Places of one project: where, of which type, how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// District.
    pub district: String,
    /// Programme type.
    pub kind: String,
    /// Places.
    pub places: i64,
}

/// An agency that is evaluated, with what decides its league.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Agency.
    pub id: AgencyId,
    /// Name.
    pub name: String,
    /// `multi` or `single`.
    pub league: String,
    /// Projects of the year.
    pub projects: i64,
    /// Budget of its projects in won; none when unknown.
    pub budget_won: Option<i64>,
    /// Places of its projects with the district and the programme type of each.
    pub served: Vec<Served>,
    /// Whether it is sample data.
    pub sample: bool,
}

/// The raw value of one indicator for one agency.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Raw {
    /// Above the line.
    pub numerator: Option<i64>,
    /// Below the line; none for indicators without one.
    pub denominator: Option<i64>,
    /// In millionths of the unit.
    pub value: Option<i64>,
    /// Why there is no value: a word of `evaluation-missing-…`; empty when there is one.
    pub missing: String,
}

impl Raw {
    /// No value, for a reason.
    fn none(reason: &str) -> Self {
        Self { missing: reason.to_owned(), ..Self::default() }
    }
}

/// Sums of one fact by agency and day.
type Series = BTreeMap<AgencyId, BTreeMap<Date, i64>>;

/// Facts read once for a whole computation.
#[derive(Debug, Default)]
pub struct Ledger {
    series: BTreeMap<&'static str, Series>,
    /// Marks of the panel out of 100, in millionths.
    pub panel: BTreeMap<AgencyId, i64>,
}

impl Ledger {
    /// Reads every fact that these sources need.
    pub async fn read(tx: &mut Tx, sources: &[&'static Source], period: Period) -> Result<Self, Problem> {
        let mut names: BTreeSet<&'static str> = BTreeSet::new();
        for source in sources {
            names.extend([source.numerator.as_str(), source.denominator.as_str(), source.presence.as_str()]);
        }
        for mix in &INDICATORS.mix {
            names.extend(mix.numerator.iter().chain(&mix.denominator).map(String::as_str));
        }
        names.insert("returns.places");
        let mut ledger = Self::default();
        for name in names.into_iter().filter(|name| is_fact(name)) {
            let query =
                Query { indicator: name, from: period.from, until: period.until, known_at: period.known_at };
            let mut series = Series::new();
            for sum in facts::by_project(tx, &query).await? {
                *series.entry(sum.agency_id).or_default().entry(sum.counted_on).or_default() += sum.value;
            }
            ledger.series.insert(name, series);
        }
        Ok(ledger)
    }

    /// Days on which an agency has the fact.
    fn days(&self, name: &str, agency: &AgencyId) -> Vec<Date> {
        let of = self.series.get(name).and_then(|series| series.get(agency));
        of.map(|days| days.keys().copied().collect()).unwrap_or_default()
    }

    /// Whether anyone has the fact at all.
    pub fn is_fed(&self, source: &Source) -> bool {
        if source.numerator == "panel.points" {
            return !self.panel.is_empty();
        }
        self.series.get(source.presence.as_str()).is_some_and(|series| !series.is_empty())
    }

    /// What is taken of a fact's months, and the number of months it is the mean of.
    fn taken(&self, name: &str, take: Take, source: &Source, agency: &AgencyId) -> Option<(i64, i64)> {
        let empty = BTreeMap::new();
        let own = self.series.get(name).and_then(|series| series.get(agency)).unwrap_or(&empty);
        let days = if area(name) == area(&source.presence) {
            self.days(&source.presence, agency)
        } else {
            own.keys().copied().collect()
        };
        let at = |day: &Date| own.get(day).copied().unwrap_or(0);
        let sum = || own.values().sum::<i64>();
        match take {
            _ if days.is_empty() => None,
            Take::Sum => Some((sum(), 1)),
            Take::Mean => Some((sum(), days.len() as i64)),
            Take::Last => days.last().map(|day| (at(day), 1)),
            Take::First => days.first().map(|day| (at(day), 1)),
        }
    }

    /// The raw value of an indicator.
    pub fn raw(&self, source: &Source, subject: &Subject, period: Period) -> Raw {
        if source.numerator == "panel.points" {
            return match self.panel.get(&subject.id) {
                Some(points) => Raw {
                    numerator: Some(*points),
                    denominator: None,
                    value: Some(*points),
                    ..Raw::default()
                },
                None => Raw::none("no-panel"),
            };
        }
        if self.days(&source.presence, &subject.id).is_empty() {
            return Raw::none("not-filed");
        }
        let Some(top) = self.side(&source.numerator, source.numerator_take, source, subject, period) else {
            return Raw::none("no-numerator");
        };
        if source.denominator.is_empty() {
            return ratio(top, (1, 1), source.factor, false);
        }
        match self.side(&source.denominator, source.denominator_take, source, subject, period) {
            None => Raw { numerator: Some(top.0), ..Raw::none("no-denominator") },
            Some(bottom) => ratio(top, bottom, source.factor, true),
        }
    }

    /// One side of the line.
    fn side(
        &self,
        name: &str,
        take: Take,
        source: &Source,
        subject: &Subject,
        period: Period,
    ) -> Option<(i64, i64)> {
        match name {
            "register.projects" => Some((subject.projects, 1)),
            "register.budget_won" => subject.budget_won.map(|won| (won, 1)),
            "calendar.months" => Some((period.months(), 1)),
            _ => self.taken(name, take, source, &subject.id),
        }
    }

    /// A part of what an agency serves, in millionths; none when it is not known.
    pub fn mix(&self, mix: &Mix, subject: &Subject) -> Option<i64> {
        let placed = |names: &[String]| names.iter().any(|name| name == "register.places");
        if placed(&mix.numerator) {
            let fits = |list: &[String], word: &String| list.is_empty() || list.contains(word);
            let all = || subject.served.iter();
            let own = all().filter(|one| fits(&mix.districts, &one.district) && fits(&mix.types, &one.kind));
            let bottom = if mix.denominator.is_empty() { 1_000 } else { all().map(|one| one.places).sum() };
            return base::Ratio::new(own.map(|one| one.places).sum(), bottom).scaled(MILLION);
        }
        let day = *self.days("returns.places", &subject.id).last()?;
        let sum = |names: &[String]| -> i64 {
            let of = |name: &String| {
                let own = self.series.get(name.as_str()).and_then(|series| series.get(&subject.id));
                own.and_then(|days| days.get(&day)).copied().unwrap_or(0)
            };
            names.iter().map(of).sum()
        };
        let (top, bottom) = (sum(&mix.numerator), sum(&mix.denominator));
        let bottom = if mix.denominator.is_empty() { 1_000 } else { bottom };
        base::Ratio::new(top, bottom).scaled(MILLION)
    }

    /// First and last month for which an agency filed.
    pub fn filed(&self, agency: &AgencyId) -> Option<(Month, Month)> {
        let days = self.days("returns.places", agency);
        days.first().zip(days.last()).map(|(first, last)| (Month::of(*first), Month::of(*last)))
    }
}

/// Days of a period for which an agency filed, oldest first.
pub async fn filed_days(tx: &mut Tx, agency: &AgencyId, period: Period) -> Result<Vec<Date>, Problem> {
    let query = Query {
        indicator: "returns.places",
        from: period.from,
        until: period.until,
        known_at: period.known_at,
    };
    let own = facts::by_project(tx, &query).await?.into_iter().filter(|sum| sum.agency_id == *agency);
    let days: BTreeSet<Date> = own.map(|sum| sum.counted_on).collect();
    Ok(days.into_iter().collect())
}

/// Whether a name is a fact of the ledger and not another source.
fn is_fact(name: &str) -> bool {
    !matches!(
        name,
        "" | "register.projects"
            | "register.budget_won"
            | "register.places"
            | "calendar.months"
            | "panel.points"
    )
}

/// The area that writes a fact.
fn area(name: &str) -> &str {
    name.split('.').next().unwrap_or_default()
}

/// A value from both sides of the line, each a sum over so many months.
fn ratio(top: (i64, i64), bottom: (i64, i64), factor: i64, shown: bool) -> Raw {
    let denominator = shown.then_some(bottom.0);
    if bottom.0 <= 0 {
        let reason = if bottom.0 == 0 { "zero-denominator" } else { "negative-denominator" };
        return Raw { numerator: Some(top.0), denominator, value: None, missing: reason.to_owned() };
    }
    let product = |a: i64, b: i64| i64::try_from(i128::from(a) * i128::from(b)).ok();
    let sides = product(top.0, bottom.1).zip(product(bottom.0, top.1));
    let scaled = sides.and_then(|(of, per)| base::Ratio::new(of, per).scaled(factor * MILLION));
    match scaled {
        Some(value) => {
            Raw { numerator: Some(top.0), denominator, value: Some(value), missing: String::new() }
        }
        None => Raw { numerator: Some(top.0), denominator, value: None, missing: "too-large".to_owned() },
    }
}

/// The agencies that have projects in the period's year, by name, with their leagues.
///
/// A league that is not on record follows from the projects: of several programme types it is `multi`, of one `single`.
pub async fn subjects(tx: &mut Tx, period: Period) -> Result<Vec<Subject>, Problem> {
    let mut types: BTreeMap<AgencyId, BTreeSet<String>> = BTreeMap::new();
    let mut served: BTreeMap<AgencyId, Vec<Served>> = BTreeMap::new();
    let mut projects: BTreeMap<AgencyId, (i64, i64, bool)> = BTreeMap::new();
    for project in projects::with_places(tx, period.until, None).await? {
        types.entry(project.agency_id.clone()).or_default().insert(project.type_id.to_string());
        served.entry(project.agency_id.clone()).or_default().push(Served {
            district: project.district_id.to_string(),
            kind: project.type_id.to_string(),
            places: project.places.unwrap_or(0),
        });
        let own = projects.entry(project.agency_id).or_default();
        own.0 += 1;
        own.1 += project.budget_won.unwrap_or(0);
        own.2 |= project.budget_won.is_none_or(|won| won == 0);
    }
    let known = agencies::agencies(tx, period.until).await?;
    let subject = |agency: agencies::AgencyOn| {
        let (count, budget, unknown) = *projects.get(&agency.id)?;
        let kinds = types.get(&agency.id).map_or(0, BTreeSet::len);
        let on_record = agency.league.filter(|league| league != "unknown");
        let derived = if kinds > 1 { "multi" } else { "single" };
        Some(Subject {
            league: on_record.unwrap_or_else(|| derived.to_owned()),
            served: served.get(&agency.id).cloned().unwrap_or_default(),
            id: agency.id,
            name: agency.name,
            projects: count,
            budget_won: (!unknown && budget > 0).then_some(budget),
            sample: agency.sample,
        })
    };
    Ok(known.into_iter().filter_map(subject).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denominator_of_zero_or_less_gives_no_value_and_says_why() {
        assert_eq!(ratio((3, 1), (4, 1), 100, true).value, Some(75 * MILLION));
        assert_eq!(ratio((3, 1), (0, 1), 100, true).missing, "zero-denominator");
        assert_eq!(ratio((3, 1), (-4, 1), 100, true).missing, "negative-denominator");
        assert_eq!(ratio((3, 1), (0, 1), 100, true).value, None);
        assert_eq!(ratio((30, 3), (5, 1), 1, true).value, Some(2 * MILLION));
    }

    #[test]
    fn what_an_agency_serves_is_told_by_the_places_of_its_projects() {
        let served = |district: &str, kind: &str, places: i64| Served {
            district: district.into(),
            kind: kind.into(),
            places,
        };
        let subject = Subject {
            id: "a".into(),
            name: "a".into(),
            league: "multi".into(),
            projects: 3,
            budget_won: None,
            served: vec![
                served("2871000000", "public-interest", 50),
                served("2820000000", "public-interest", 100),
                served("2872000000", "market", 50),
            ],
            sample: false,
        };
        let of = |id: &str| {
            let mix = INDICATORS.mix.iter().find(|mix| mix.id == id).expect("the part is shipped");
            (
                Ledger::default().mix(mix, &subject),
                Ledger::default().mix(mix, &Subject { served: Vec::new(), ..subject.clone() }),
            )
        };
        assert_eq!(of("share_islands"), (Some(MILLION / 2), None));
        assert_eq!(of("share_public_interest"), (Some(MILLION * 3 / 4), None));
        assert_eq!(of("share_social_service"), (Some(0), None));
        assert_eq!(of("places"), (Some(MILLION / 5), Some(0)));
        assert_eq!(of("share_80"), (None, None));
    }

    #[test]
    fn a_year_has_twelve_months_and_the_year_before_the_same_days() {
        let period = Period {
            from: jiff::civil::date(2022, 1, 1),
            until: jiff::civil::date(2022, 10, 31),
            known_at: None,
        };
        assert_eq!((period.months(), period.before().until.to_string()), (10, "2021-10-31".to_owned()));
    }
}
