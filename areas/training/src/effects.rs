//! What changed six months after a course: a figure of the agencies whose people completed it, beside comparable ones.
//!
//! Comparable is who is in a league of the trained, has between half and twice as many places, and whose people did not
//! complete the course; without knowing league and places of both sides an agency takes no part.

use std::collections::BTreeMap;

use base::{AgencyId, Month, Problem};
use db::Tx;
use indicators::{Confidence, Effect, Group, Seen, effect};
use jiff::{ToSpan, civil::Date};
use register::{
    facts::{self, Query},
    workers,
};

use crate::{model::Course, store};

/// Months before and after.
const MONTHS: i64 = 6;

/// The figure looked at for a field: its word, numerator, denominator and scale.
pub fn measure(field: &str) -> (&'static str, &'static str, &'static str, f64) {
    match field {
        "safety" => ("accidents", "returns.accidents", "returns.people", 1000.0),
        "participant-care" => ("drop-out", "returns.left", "returns.people", 100.0),
        "reporting" => ("late", "returns.filed_late", "returns.filed", 100.0),
        _ => ("attainment", "returns.people", "returns.places", 100.0),
    }
}

/// Change of an agency's figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// Agency.
    pub agency: AgencyId,
    /// Whether its people completed the course.
    pub trained: bool,
    /// Mean of the six months before.
    pub before: f64,
    /// Mean of the six months after.
    pub after: f64,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Word of the figure.
    pub measure: &'static str,
    /// First day on which six months have passed for any batch; none when nobody completed the course.
    pub from: Option<Date>,
    /// The effect, or that there are too few to tell.
    pub effect: Effect,
    /// The agencies in it.
    pub rows: Vec<Changed>,
}

type Sums = BTreeMap<(AgencyId, Month), i64>;

async fn sums(tx: &mut Tx, indicator: &'static str, (from, until): (Date, Date)) -> Result<Sums, Problem> {
    let mut sums = Sums::new();
    for sum in facts::by_project(tx, &Query::between(indicator, from, until)).await? {
        *sums.entry((sum.agency_id, Month::of(sum.counted_on))).or_default() += sum.value;
    }
    Ok(sums)
}

/// The mean of a ratio over the months that have a denominator; a month without a numerator is a zero of the ratio.
fn mean(over: &Sums, under: &Sums, agency: &AgencyId, months: &[Month], scale: f64) -> Option<f64> {
    let value = |month: &Month| {
        let key = (agency.clone(), *month);
        let under = under.get(&key).copied().filter(|value| *value > 0)?;
        Some(over.get(&key).copied().unwrap_or(0) as f64 * scale / under as f64)
    };
    let values: Vec<f64> = months.iter().filter_map(value).collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn run(from: Month, count: i64, step: fn(Month) -> Month) -> Vec<Month> {
    std::iter::successors(Some(step(from)), |month| Some(step(*month))).take(count as usize).collect()
}

/// First completion of the course by each agency's people: the day of the batch's last session.
async fn completed(tx: &mut Tx, course: &Course) -> Result<BTreeMap<AgencyId, Date>, Problem> {
    let mut first: BTreeMap<AgencyId, Date> = BTreeMap::new();
    for batch in
        store::batches(tx).await?.into_iter().filter(|one| one.course_id == course.id && one.state == "held")
    {
        let Some(last) = store::sessions(tx, &batch.id).await?.last().map(|session| session.held_on) else {
            continue;
        };
        for seat in store::enrolments(tx, &batch.id).await?.into_iter().filter(|one| one.state == "completed")
        {
            let worker = workers::worker(tx, &seat.worker_id).await?;
            if let Some(agency) = worker.and_then(|worker| worker.agency_id) {
                let day = first.entry(agency).or_insert(last);
                *day = last.min(*day);
            }
        }
    }
    Ok(first)
}

/// Who may be compared: leagues and sizes of the agencies whose people completed the course.
struct Alike {
    leagues: BTreeMap<AgencyId, Option<String>>,
    sizes: BTreeMap<AgencyId, i64>,
    trained: Vec<AgencyId>,
}

impl Alike {
    /// Leagues on `today`, and the places that each agency filed last between two days.
    async fn of(
        tx: &mut Tx,
        first: &BTreeMap<AgencyId, Date>,
        (span, today): ((Date, Date), Date),
    ) -> Result<Self, Problem> {
        let all = register::agencies::agencies(tx, today).await?;
        let mut sizes = BTreeMap::new();
        for ((agency, _), places) in sums(tx, "returns.places", span).await? {
            sizes.insert(agency, places);
        }
        Ok(Self {
            leagues: all.into_iter().map(|one| (one.id, one.league)).collect(),
            sizes,
            trained: first.keys().cloned().collect(),
        })
    }

    /// Whether an agency is in a league of the trained and between half and twice their size.
    fn holds(&self, agency: &AgencyId) -> bool {
        let sizes = || self.trained.iter().filter_map(|one| self.sizes.get(one)).copied();
        let (low, high) = (sizes().min().unwrap_or(0), sizes().max().unwrap_or(0));
        let size = self.sizes.get(agency).is_some_and(|size| size * 2 >= low && *size <= high * 2);
        let league = self.leagues.get(agency);
        size && league.is_some() && self.trained.iter().any(|one| self.leagues.get(one) == league)
    }
}

/// The change of each agency's figure around the completion, and what can be told from it.
pub async fn of_course(tx: &mut Tx, course: &Course, today: Date) -> Result<Outcome, Problem> {
    let (word, over, under, scale) = measure(&course.field);
    let first = completed(tx, course).await?;
    let due = |day: &Date| day.checked_add(MONTHS.months()).unwrap_or(*day);
    let from = first.values().map(due).min();
    let mut outcome =
        Outcome { measure: word, from, effect: effect(&[], Confidence::NinetyFive), rows: Vec::new() };
    let ripe: Vec<Date> = first.values().copied().filter(|day| due(day) <= today).collect();
    let (Some(early), Some(late)) = (ripe.iter().min(), ripe.iter().max()) else { return Ok(outcome) };
    let span =
        (early.checked_sub(8.months()).unwrap_or(*early), late.checked_add(8.months()).unwrap_or(*late));
    let (over, under) = (sums(tx, over, span).await?, sums(tx, under, span).await?);
    let middle = Month::of(ripe[ripe.len() / 2]);
    let alike = Alike::of(tx, &first, (span, today)).await?;
    let agencies: std::collections::BTreeSet<AgencyId> =
        under.keys().map(|(agency, _)| agency.clone()).collect();
    for agency in agencies {
        let own = first.get(&agency);
        if own.is_some_and(|day| due(day) > today) || (own.is_none() && !alike.holds(&agency)) {
            continue;
        }
        let around = own.map_or(middle, |day| Month::of(*day));
        let before = mean(&over, &under, &agency, &run(around, MONTHS, Month::previous), scale);
        let after = mean(&over, &under, &agency, &run(around, MONTHS, Month::next), scale);
        if let (Some(before), Some(after)) = (before, after) {
            outcome.rows.push(Changed { trained: own.is_some(), agency, before, after });
        }
    }
    let group = |row: &Changed| if row.trained { Group::Advised } else { Group::Compared };
    let seen = |row: &Changed| Seen {
        unit: row.agency.to_string(),
        before: row.before,
        after: row.after,
        group: group(row),
    };
    outcome.effect = effect(&outcome.rows.iter().map(seen).collect::<Vec<_>>(), Confidence::NinetyFive);
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_agencies_of_the_same_league_and_about_the_same_size_are_compared() {
        let id = |name: &str| AgencyId::from(name);
        let multi = Some("multi".to_owned());
        let alike = Alike {
            leagues: BTreeMap::from([
                (id("trained"), multi.clone()),
                (id("half"), multi.clone()),
                (id("small"), multi.clone()),
                (id("single"), Some("single".to_owned())),
                (id("silent"), multi),
            ]),
            sizes: BTreeMap::from([
                (id("trained"), 100),
                (id("half"), 50),
                (id("small"), 49),
                (id("single"), 100),
            ]),
            trained: vec![id("trained")],
        };
        let held = ["half", "small", "single", "silent", "gone"].map(|name| alike.holds(&id(name)));
        assert_eq!(held, [true, false, false, false, false]);
    }
}
