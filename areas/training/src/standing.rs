//! How everyone stands with the yearly duties: workers by their record and what is booked, participants by the returns.

use std::collections::{BTreeMap, BTreeSet};

use base::{AgencyId, Month, Problem};
use db::Tx;
use jiff::{ToSpan, civil::Date};
use register::{
    facts::{self, Query},
    workers::Worker,
};

use crate::{
    duties::{Hours, Standing, State, standing},
    guideline::{self, Duty, ELSEWHERE},
    store,
};

/// Hours of everyone: on record, booked, and what is still offered.
#[derive(Debug, Default)]
pub struct Ledger {
    credited: BTreeMap<String, Vec<Hours>>,
    booked: BTreeMap<String, Vec<Hours>>,
    offered: Vec<(String, Hours)>,
    enrolled: BTreeSet<(String, String)>,
}

impl Ledger {
    /// Everything that is known on `today`.
    pub async fn load(tx: &mut Tx, today: Date) -> Result<Self, Problem> {
        let kinds: BTreeMap<String, String> = store::session_kinds(tx).await?.into_iter().collect();
        let mut ledger = Self::default();
        for (worker, source, on, tenths) in store::credited(tx).await? {
            let kind = match source.split_once(':') {
                Some(("training-session", id)) => kinds.get(id).cloned().unwrap_or_default(),
                Some(("training-outside", kind)) => kind.to_owned(),
                _ => ELSEWHERE.to_owned(),
            };
            ledger.credited.entry(worker).or_default().push(Hours { kind, on, tenths });
        }
        for (worker, kind, on, tenths) in store::booked(tx).await? {
            ledger.booked.entry(worker).or_default().push(Hours { kind, on, tenths });
        }
        for (batch, kind, on, tenths) in store::offered(tx, today).await? {
            ledger.offered.push((batch, Hours { kind, on, tenths }));
        }
        for (worker, batch, _, state) in store::enrolled(tx).await? {
            if !matches!(state.as_str(), "withdrawn" | "refused" | "asked" | "waiting") {
                ledger.enrolled.insert((worker, batch));
            }
        }
        Ok(ledger)
    }

    /// Tenths of an hour between two days that another part of the house put on a worker's record.
    pub fn elsewhere(&self, worker: &str, (from, until): (Date, Date)) -> i64 {
        let all = self.credited.get(worker).into_iter().flatten();
        let counts = |one: &&Hours| one.kind == ELSEWHERE && from <= one.on && one.on <= until;
        all.filter(counts).map(|one| one.tenths).sum()
    }

    /// The duties that bind a worker on `today`, and how they stand; a newcomer's duty ends to matter after a year.
    pub fn duties(&self, worker: &Worker, today: Date) -> Vec<(&'static Duty, Standing)> {
        let empty = Vec::new();
        let credited = self.credited.get(&worker.id).unwrap_or(&empty);
        let booked = self.booked.get(&worker.id).unwrap_or(&empty);
        let free =
            |(batch, _): &&(String, Hours)| !self.enrolled.contains(&(worker.id.clone(), batch.clone()));
        let offered: Vec<Hours> = self.offered.iter().filter(free).map(|(_, hours)| hours.clone()).collect();
        let year_ago = today.checked_sub(1.year()).unwrap_or(today);
        let binds = |duty: &&Duty| duty.within_days.is_none() || worker.from_on >= year_ago;
        let judge = |duty| (duty, standing(duty, worker.from_on, today, credited, booked, &offered));
        guideline::duties(&worker.job, today).into_iter().filter(binds).map(judge).collect()
    }
}

/// The yearly duty of an agency's participants, from its approved returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participants {
    /// Agency.
    pub agency: AgencyId,
    /// Months with figures.
    pub months: i64,
    /// Hours of training in those months.
    pub hours: i64,
    /// People, summed over those months.
    pub people: i64,
    /// Tenths of an hour for each participant; none without people.
    pub tenths: Option<i64>,
    /// Tenths that the months not filed yet can still bring; none where the rule sets no limit.
    pub possible: Option<i64>,
    /// How it stands; none when it cannot be judged.
    pub state: Option<State>,
}

/// Sums of one figure by agency.
async fn sums(
    tx: &mut Tx,
    indicator: &'static str,
    (from, until): (Date, Date),
) -> Result<BTreeMap<AgencyId, BTreeMap<Month, i64>>, Problem> {
    let mut sums: BTreeMap<AgencyId, BTreeMap<Month, i64>> = BTreeMap::new();
    for sum in facts::by_project(tx, &Query::between(indicator, from, until)).await? {
        *sums.entry(sum.agency_id).or_default().entry(Month::of(sum.counted_on)).or_default() += sum.value;
    }
    Ok(sums)
}

/// The participants' duty in the year of `today`, by agency with any figures.
pub async fn participants(tx: &mut Tx, today: Date, duty: &Duty) -> Result<Vec<Participants>, Problem> {
    let year = (jiff::civil::date(today.year(), 1, 1), jiff::civil::date(today.year(), 12, 31));
    let people = sums(tx, "returns.people", year).await?;
    let hours = sums(tx, "returns.training_hours", year).await?;
    let judge = |(agency, months): (AgencyId, BTreeMap<Month, i64>)| {
        let taught = hours.get(&agency).map_or(0, |own| own.values().sum());
        let last = months.keys().last().map_or(0, |month| i64::from(month.first_day().month()));
        let figures =
            Figures { months: months.len() as i64, people: months.values().sum(), hours: taught, last };
        measured(agency, figures, duty)
    };
    Ok(people.into_iter().map(judge).collect())
}

/// What an agency filed in a year.
#[derive(Debug, Clone, Copy)]
struct Figures {
    /// Months with figures.
    months: i64,
    /// People, summed over them.
    people: i64,
    /// Hours, summed over them.
    hours: i64,
    /// Number of the last month with figures, from 1.
    last: i64,
}

/// Hours for each participant: all hours over the mean number of people in the months with figures. What the months
/// after the last one filed can bring at most decides whether the duty can still be reached.
fn measured(agency: AgencyId, figures: Figures, duty: &Duty) -> Participants {
    let Figures { months, people, hours, last } = figures;
    let tenths = (people > 0).then(|| hours * 10 * months / people);
    let possible = duty.most_tenths_a_month.map(|most| most * (12 - last).max(0));
    let state = tenths.map(|tenths| {
        if tenths >= duty.hours_tenths {
            State::Reached
        } else if possible.is_some_and(|possible| tenths + possible < duty.hours_tenths) {
            State::OutOfReach
        } else {
            State::Reachable
        }
    });
    Participants { agency, months, hours, people, tenths, possible, state }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duty() -> &'static Duty {
        let all = guideline::duties("participants", jiff::civil::date(2025, 3, 2));
        all.into_iter().next().expect("the participants' duty is shipped")
    }

    #[test]
    fn hours_are_divided_by_the_people_of_the_months_that_were_filed() {
        let of = |months, people, hours| {
            measured(AgencyId::from("a"), Figures { months, people, hours, last: months }, duty())
        };
        assert_eq!((of(2, 200, 1000).tenths, of(2, 200, 1000).state), (Some(100), Some(State::Reached)));
        assert_eq!((of(2, 200, 999).tenths, of(2, 200, 999).state), (Some(99), Some(State::Reachable)));
        assert_eq!((of(1, 0, 10).tenths, of(1, 0, 10).state), (None, None));
    }

    #[test]
    fn what_the_months_to_come_cannot_bring_is_out_of_reach() {
        let of = |hours, last| {
            let figures = Figures { months: 11, people: 1100, hours, last };
            let found = measured(AgencyId::from("a"), figures, duty());
            (found.tenths, found.possible, found.state)
        };
        assert_eq!(of(100, 11), (Some(10), Some(90), Some(State::Reachable)));
        assert_eq!(of(90, 11), (Some(9), Some(90), Some(State::OutOfReach)));
        assert_eq!(of(900, 12), (Some(90), Some(0), Some(State::OutOfReach)));
    }
}
