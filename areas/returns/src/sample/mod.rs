//! Sample returns for the demo: January to October of the practice year for every agency but a few, and all of the
//! year before.
//!
//! Made up from a fixed seed and marked as sample. They follow the rules of the check: nobody leaves who was
//! not there, and different people since January never fall. About 12 % a year drop out (the nation's rate
//! 2018–2020), for health in 45 and for a better job in 10 of a hundred cases.

mod project;
mod year;

pub use year::{last_year, next_year};

use std::collections::BTreeMap;

use base::{AgencyId, Dice, Id, Month, Problem};
use db::{Val, vals};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use register::{Work, facts::Fact, files, projects, workdays};

use crate::check::{canonical, runs_in};
use crate::model::{Line, MonthLock, State, return_id};
use crate::{due, facts, store};
use project::Running;

const SEED: u64 = 20_221_123;
/// Who did what in sample data: nobody in particular.
const CLERK: &str = "sample";

/// How an agency's month stands in the sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Story {
    OnTime,
    Late,
    Waiting,
    Missing,
}

/// The months of one year that are filled.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    /// Last month; the first is January.
    last: Month,
    /// Where the dice begin.
    seed: u64,
    /// Nothing is open any more: every month is filed, approved and locked.
    over: bool,
}

impl Stretch {
    /// Its months.
    fn months(self) -> impl Iterator<Item = Month> {
        self.last.year().months().filter(move |month| *month <= self.last)
    }

    /// Whether a month is locked: all of a year that is over, else all but the last.
    fn locked(self, month: Month) -> bool {
        self.over || month < self.last
    }

    /// The story of the agency at `place` in the list: a few are late or missing, most are not.
    fn story(self, place: usize, month: Month) -> Story {
        match (place % 17, self.last.number() - month.number()) {
            (8, 2) | (1, 6) => Story::Late,
            _ if self.over => Story::OnTime,
            (3, 0) | (11, 0 | 1) => Story::Missing,
            (5 | 14, 0) => Story::Waiting,
            _ => Story::OnTime,
        }
    }
}

/// Everything that is loaded at the end.
#[derive(Default)]
struct Heap {
    returns: Vec<Vec<Val>>,
    rows: Vec<Vec<Val>>,
    editions: Vec<Vec<Val>>,
    events: Vec<Vec<Val>>,
    facts: Vec<Fact>,
}

/// Fills the practice year's returns up to the month before last; does nothing when some are there.
pub async fn fill(work: &mut Work) -> Result<(), Problem> {
    let year = work.today.year();
    let last = Month::of(work.today).previous();
    if last.year().0 != year {
        return Ok(());
    }
    fill_year(work, Stretch { last, seed: SEED, over: false }).await
}

/// Fills the months of a stretch; does nothing when some are there.
async fn fill_year(work: &mut Work, stretch: Stretch) -> Result<(), Problem> {
    let last = stretch.last;
    let first = Month::of(last.year().first_day());
    if !store::filed_between(&mut work.tx, first, last, "").await?.is_empty() {
        return Ok(());
    }
    let calendar = workdays::calendar(&mut work.tx).await?;
    let known = projects::with_places(&mut work.tx, last.last_day(), None).await?;
    let mut agencies: BTreeMap<AgencyId, Vec<Running>> = BTreeMap::new();
    for (place, project) in known.into_iter().enumerate() {
        let dice = Dice::new(stretch.seed ^ (place as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        agencies.entry(project.agency_id.clone()).or_default().push(Running::new(project, dice));
    }
    for project in agencies.values().flatten() {
        projects::set_budget(work, &project.about.id, project.budget()).await?;
    }
    let mut heap = Heap::default();
    for (place, (agency, running)) in agencies.iter_mut().enumerate() {
        for month in stretch.months() {
            let lines = lines(running, month);
            let story = stretch.story(place, month);
            if !lines.is_empty() && story != Story::Missing {
                let due = due::due_on(month, &calendar);
                let day = if story == Story::Late { calendar.add(due, 3) } else { calendar.add(due, -1) };
                heap.file(agency, month, story, day, &lines, running, stretch.locked(month));
            }
        }
    }
    heap.load(work).await?;
    locks(work, stretch, &agencies.keys().cloned().collect::<Vec<_>>(), &calendar).await?;
    let seed = serde_json::json!({ "seed": stretch.seed });
    work.note_with("returns.sample-filled", &last.year().to_string(), &seed).await
}

/// The lines of an agency's month; every project moves on by one month.
fn lines(running: &mut [Running], month: Month) -> Vec<Line> {
    let mut lines = Vec::new();
    for project in running {
        if runs_in(month, project.about.from_on, project.about.until_on) {
            let figures = project.month(month);
            let (id, number) = (project.about.id.clone(), project.about.number.clone());
            lines.push(Line { row: 0, project: id, number, figures });
        }
    }
    lines
}

/// Nine in the morning in Seoul, some hours later.
fn at(day: Date, hours: i8) -> Timestamp {
    let zone = TimeZone::fixed(jiff::tz::offset(9));
    zone.to_timestamp(day.at(9 + hours, 0, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH)
}

impl Heap {
    /// Files one month of one agency.
    #[expect(clippy::too_many_arguments, reason = "the facts of one filed month, used once")]
    fn file(
        &mut self,
        agency: &AgencyId,
        month: Month,
        story: Story,
        day: Date,
        lines: &[Line],
        running: &[Running],
        locked: bool,
    ) {
        let id = return_id(agency, month);
        let content = canonical(agency, month, lines);
        let hash = files::sha256(content.as_bytes());
        let mark = files::sha256(format!("{id}\n1\n{hash}").as_bytes()).to_uppercase();
        let receipt = format!("{}-{}-{}", month.to_string().replace('-', ""), &mark[..4], &mark[4..8]);
        let state = match story {
            Story::Waiting => State::Submitted,
            _ if locked => State::Locked,
            _ => State::Approved,
        };
        let (sent, approved) = (at(day, 1), (state != State::Submitted).then(|| at(day, 6)));
        let by = approved.map(|_| CLERK.to_owned());
        self.returns.push(
            vals![
                &id,
                agency,
                month,
                state.word(),
                &hash,
                "[]",
                &receipt,
                1_i64,
                true,
                story == Story::Late,
                false,
                "",
                sent,
                CLERK,
                approved,
                by,
                approved.unwrap_or(sent),
                true,
                1_i64
            ]
            .to_vec(),
        );
        let rows = lines.len();
        self.editions.push(
            vals![Id::<Heap>::fresh(), &id, 1_i64, &receipt, &hash, content, rows, sent, CLERK].to_vec(),
        );
        self.event(&id, "submitted", &receipt, sent);
        let filed = format!("{id}:filed");
        let fact = |indicator| Fact::of_agency(indicator, agency.clone(), month.last_day(), 1, &filed);
        self.facts.push(fact(facts::FILED));
        if story == Story::Late {
            self.facts.push(fact(facts::FILED_LATE));
        }
        if let Some(approved) = approved {
            self.event(&id, "approved", "", approved);
            self.facts.push(Fact::of_agency(facts::APPROVED, agency.clone(), month.last_day(), 1, &id));
        }
        for line in lines {
            self.rows.push(store::row_vals(&id, &line.project, &line.figures));
            if approved.is_some() {
                self.count(agency, month, &id, line, running);
            }
        }
    }

    /// Adds an event.
    fn event(&mut self, id: &str, deed: &str, reason: &str, when: Timestamp) {
        self.events.push(vals![Id::<Heap>::fresh(), id, deed, reason, when, CLERK].to_vec());
    }

    /// Adds the facts of a line.
    fn count(&mut self, agency: &AgencyId, month: Month, id: &str, line: &Line, running: &[Running]) {
        let about = running.iter().find(|one| one.about.id == line.project).map(|one| &one.about);
        let like = Fact {
            project: Some(line.project.clone()),
            district: about.map(|about| about.district_id.clone()),
            programme_type: about.map(|about| about.type_id.clone()),
            ..Fact::of_agency(facts::FILED, agency.clone(), month.last_day(), 0, id)
        };
        self.facts.extend(facts::of(&line.figures, &like));
    }

    /// Loads everything.
    async fn load(self, work: &mut Work) -> Result<(), Problem> {
        const RETURN: &[&str] = &[
            "id",
            "agency_id",
            "month",
            "state",
            "content_hash",
            "remarks",
            "receipt",
            "edition",
            "filed",
            "filed_late",
            "reopened",
            "reason",
            "submitted_at",
            "submitted_by",
            "approved_at",
            "approved_by",
            "changed_at",
            "sample",
            "version",
        ];
        const EDITION: &[&str] = &[
            "id",
            "return_id",
            "number",
            "receipt",
            "content_hash",
            "content",
            "rows_filed",
            "submitted_at",
            "submitted_by",
        ];
        const EVENT: &[&str] = &["id", "return_id", "deed", "reason", "happened_at", "actor_id"];
        load(work, "returns_return", RETURN, &self.returns).await?;
        load(work, "returns_row", store::COLUMNS, &self.rows).await?;
        load(work, "returns_edition", EDITION, &self.editions).await?;
        load(work, "returns_event", EVENT, &self.events).await?;
        work.facts(&self.facts).await
    }
}

/// Loads rows into one table.
async fn load(
    work: &mut Work,
    table: &'static str,
    columns: &'static [&'static str],
    rows: &[Vec<Val>],
) -> Result<(), Problem> {
    let mut loader = work.tx.loader(table, columns).await?;
    for row in rows {
        loader.push(row).await?;
    }
    loader.finish().await?;
    Ok(())
}

/// Locks the months that are locked; the agencies that were missing are named with each lock.
async fn locks(
    work: &mut Work,
    stretch: Stretch,
    agencies: &[AgencyId],
    calendar: &workdays::Calendar,
) -> Result<(), Problem> {
    for month in stretch.months().filter(|month| stretch.locked(*month)) {
        let missing =
            agencies.iter().enumerate().filter(|(place, _)| stretch.story(*place, month) == Story::Missing);
        let late: Vec<&str> = missing.map(|(_, agency)| agency.as_str()).collect();
        let lock = MonthLock {
            month,
            locked: true,
            note: if late.is_empty() { String::new() } else { "sample".to_owned() },
            late: late.join("\n"),
            locked_at: at(calendar.add(due::due_on(month, calendar), 5), 8),
            locked_by: CLERK.to_owned(),
        };
        store::put_month_lock(work, &lock).await?;
        let missing = serde_json::json!({ "missing": late.len() });
        work.note_with("returns.month-locked", &month.to_string(), &missing).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use projects::ProjectPlaces;

    use super::*;
    use crate::model::{Figures, Level};
    use crate::rules::broken_rules;

    fn running(seed: u64) -> Running {
        let about = ProjectPlaces {
            id: "p".into(),
            number: "2022-1".into(),
            name: "p".into(),
            agency_id: "a".into(),
            type_id: "public-interest".into(),
            district_id: "d".into(),
            from_on: date(2022, 1, 17),
            until_on: date(2022, 12, 30),
            sample: true,
            places: Some(120),
            budget_won: None,
        };
        Running::new(about, Dice::new(seed))
    }

    #[test]
    fn sample_figures_keep_every_rule_and_stay_near_their_target() {
        for seed in 0..50 {
            let mut project = running(seed);
            let mut before: Option<Figures> = None;
            for number in 1..=10 {
                let month = Month::new(2022, number).expect("a month");
                let now = project.month(month);
                let broken = broken_rules(&now, month, before.as_ref(), Some(120));
                assert_eq!(
                    broken.iter().filter(|one| one.level == Level::Error).count(),
                    0,
                    "{seed} {broken:?}"
                );
                assert!(now.people() * 10 <= 120 * 11, "{seed}: {}", now.people());
                before = Some(now);
            }
        }
        let month = Month::new(2022, 3).expect("a month");
        let mut many: Vec<Running> = (0..50).map(running).collect();
        lines(&mut many, month.previous());
        let people: i64 = lines(&mut many, month).iter().map(|line| line.figures.people()).sum();
        assert!(people * 100 >= 120 * 50 * 85, "{people} of {}", 120 * 50);
    }
}
