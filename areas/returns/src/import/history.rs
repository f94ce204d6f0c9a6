//! History of returns from one CSV file: read on one thread, written on another, one transaction.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read;
use std::sync::Arc;

use base::{AgencyId, DistrictId, Id, Month, Problem, ProgrammeTypeId, ProjectId};
use db::vals;
use jiff::civil::Date;
use register::agencies::{self, COLLECTIVE};
use register::{Work, facts::Fact, projects};
use tokio::sync::mpsc;
use web::{App, Lang};

use super::continuity::Continuity;
use super::gaps::{self, Seen};
use super::known::Known;
use super::reading::{self, Read1};
use super::{Faults, Findings, ImportReport, RefusedRow, Replace};
use crate::model::{Figures, Line, Refused, Return, State, return_id};
use crate::{facts, store};

/// Batches that may wait between the threads.
const WAITING: usize = 4;
/// Refused rows that are listed.
const LISTED: usize = 1_000;
/// Rows between two tellings of progress.
const TELL: u64 = 20;
/// One return of the import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// Nothing was there.
    New,
    /// Imported before.
    There,
    /// Filed by its agency: history does not change it.
    Filed,
}

/// The returns there are, and those of the file.
pub type Slots = HashMap<(AgencyId, Month), Slot>;

/// Whether an import goes on after being told how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// It does.
    On,
    /// It was called off.
    Off,
}

/// What is carried from batch to batch.
struct Load<P> {
    known: Arc<Known>,
    replace: Replace,
    report: ImportReport,
    slots: Slots,
    /// The rows that were there of the return at hand; one at a time, however long the file is.
    there: HashMap<ProjectId, Figures>,
    continuity: Continuity,
    seen: Seen,
    sums: BTreeMap<(DistrictId, ProgrammeTypeId, Month), Figures>,
    faults: Faults,
    progress: P,
}

/// Imports approved history, of whatever months: whoever runs the program answers for them. A file that was imported before changes nothing; a row that is there with other
/// figures is refused, or changed with [`Replace::Yes`]. `progress` is told the rows so far.
pub async fn import_csv(
    app: &App,
    reader: impl Read + Send + 'static,
    replace: Replace,
    progress: impl Fn(u64) + Send,
) -> Result<ImportReport, Problem> {
    let mut work = app.work().await?;
    let told = move |rows| {
        progress(rows);
        Go::On
    };
    let report = store_any(app, &mut work, (reader, None), replace, told).await?;
    let report = report.map_err(|faults| not_fitting(&faults))?;
    if report.added + report.changed > 0 {
        work.commit().await?;
    }
    Ok(report)
}

/// The first fault as a refusal.
fn not_fitting(faults: &Faults) -> Problem {
    faults.refusal().map_or_else(|| Problem::fault("faults that are none"), Problem::from)
}

/// Does everything that storing a file does and keeps nothing of it, so that what is shown is what will be.
///
/// Months that still run are refused: an agency could not file them any more.
pub async fn look_through(
    mut work: Work,
    reader: impl Read + Send + 'static,
    replace: Replace,
    progress: impl Fn(u64) -> Go + Send,
) -> Result<Findings, Problem> {
    let today = Some(work.today);
    let load = loaded(&mut work, (reader, today), replace, progress).await?;
    Ok(Findings { report: load.report, faults: load.faults })
}

/// Writes a file's rows, returns, facts and journal line; the caller commits. With faults nothing may be committed.
///
/// Months that still run are refused, as in [`look_through`].
pub async fn store_file(
    app: &App,
    work: &mut Work,
    reader: impl Read + Send + 'static,
    replace: Replace,
    progress: impl Fn(u64) -> Go + Send,
) -> Result<Result<ImportReport, Faults>, Problem> {
    let today = Some(work.today);
    store_any(app, work, (reader, today), replace, progress).await
}

/// Writes a file's rows; with a day, months that are not over on it do not fit.
async fn store_any(
    app: &App,
    work: &mut Work,
    file: (impl Read + Send + 'static, Option<Date>),
    replace: Replace,
    progress: impl Fn(u64) -> Go + Send,
) -> Result<Result<ImportReport, Faults>, Problem> {
    let load = loaded(work, file, replace, progress).await?;
    if load.faults.count > 0 {
        return Ok(Err(load.faults));
    }
    load.finish(app, work).await.map(Ok)
}

/// Reads and writes the rows of a file.
async fn loaded<P: Fn(u64) -> Go + Send>(
    work: &mut Work,
    (reader, over_by): (impl Read + Send + 'static, Option<Date>),
    replace: Replace,
    progress: P,
) -> Result<Load<P>, Problem> {
    work.actor.must("returns.approve")?;
    let known = Arc::new(Known::read(&mut work.tx).await?);
    let (sender, mut batches) = mpsc::channel::<Vec<Read1>>(WAITING);
    let reading = {
        let known = Arc::clone(&known);
        tokio::task::spawn_blocking(move || reading::read(reader, &known, over_by, &sender))
    };
    let slot = |state: &str| if State::of(state) == State::Imported { Slot::There } else { Slot::Filed };
    let there = store::all_states(&mut work.tx).await?.into_iter();
    let mut load = Load {
        known,
        replace,
        report: ImportReport::default(),
        slots: there.map(|(agency, month, state)| ((agency, month), slot(&state))).collect(),
        there: HashMap::new(),
        continuity: Continuity::default(),
        seen: Seen::default(),
        sums: BTreeMap::new(),
        faults: Faults::default(),
        progress,
    };
    while let Some(batch) = batches.recv().await {
        load.batch(work, batch).await?;
    }
    let (sha256, faults) = reading.await.map_err(Problem::fault)??;
    load.report.sha256 = sha256;
    load.faults.join(faults);
    let continuity = std::mem::take(&mut load.continuity);
    load.faults.join(continuity.settle(work, &load.known).await?);
    load.faults.sum_up();
    load.report.gaps = gaps::find(&mut work.tx, &load.known, &load.seen).await?;
    Ok(load)
}

impl<P: Fn(u64) -> Go + Send> Load<P> {
    /// Takes one batch: new rows are loaded, others compared.
    async fn batch(&mut self, work: &mut Work, batch: Vec<Read1>) -> Result<(), Problem> {
        let mut fresh: Vec<(String, Read1)> = Vec::with_capacity(batch.len());
        let mut changed: Vec<(String, Read1, Figures)> = Vec::new();
        let mut last: Option<(AgencyId, Month, String)> = None;
        for row in batch {
            self.report.rows += 1;
            if self.report.rows.is_multiple_of(TELL) && (self.progress)(self.report.rows) == Go::Off {
                return Err(Refused::ImportCancelled.into());
            }
            let agency = self.known.agency(row.project);
            if last.as_ref().is_none_or(|(a, m, _)| a != agency || *m != row.month) {
                let (agency, id) = (agency.clone(), return_id(agency, row.month));
                self.open(work, &agency, row.month).await?;
                last = Some((agency, row.month, id));
            }
            let Some((agency, month, id)) = &last else { continue };
            if self.slots.get(&(agency.clone(), *month)) == Some(&Slot::Filed) {
                self.continuity.forget(row.project);
                self.refuse(&row);
                continue;
            }
            let before = self.there.get(self.known.id(row.project)).copied();
            let kept = before.filter(|before| *before == row.figures || self.replace == Replace::No);
            self.seen.take(&row);
            if let Some(remark) = self.continuity.take(&row, kept, &self.known, &self.slots) {
                self.faults.add(remark);
            }
            match before {
                None => fresh.push((id.clone(), row)),
                Some(before) if before == row.figures => self.report.unchanged += 1,
                Some(before) if self.replace == Replace::Yes => changed.push((id.clone(), row, before)),
                Some(_) => self.refuse(&row),
            }
        }
        self.write(work, fresh, changed).await
    }

    /// Looks at a return that the import comes to, and reads the rows it had.
    async fn open(&mut self, work: &mut Work, agency: &AgencyId, month: Month) -> Result<(), Problem> {
        self.there.clear();
        let (word, report) = (month.to_string(), &mut self.report);
        if report.first_month.is_empty() || word < report.first_month {
            report.first_month.clone_from(&word);
        }
        if word > report.last_month {
            report.last_month = word;
        }
        let slot = *self.slots.entry((agency.clone(), month)).or_insert(Slot::New);
        if slot == Slot::There {
            let rows = store::rows_of(&mut work.tx, agency, month).await?;
            self.there.extend(rows.into_iter().map(|row| (row.project, row.figures)));
        }
        Ok(())
    }

    /// Counts a row that is not taken, and lists the first thousand.
    fn refuse(&mut self, row: &Read1) {
        self.report.refused_count += 1;
        if self.report.refused.len() < LISTED {
            let project = self.known.number(row.project).to_owned();
            self.report.refused.push(RefusedRow { line: row.line, project, month: row.month.to_string() });
        }
    }

    /// Adds a row's figures to the sums that become facts, or takes them away.
    fn add(&mut self, row: &Read1, figures: &Figures, sign: i64) {
        let (district, kind) = self.known.group(row.project).clone();
        let sums = self.sums.entry((district, kind, row.month)).or_default();
        for (sum, figure) in sums.0.iter_mut().zip(figures.0) {
            *sum += sign * figure;
        }
    }

    /// Writes the rows of a batch.
    async fn write(
        &mut self,
        work: &mut Work,
        fresh: Vec<(String, Read1)>,
        changed: Vec<(String, Read1, Figures)>,
    ) -> Result<(), Problem> {
        let mut loader = work.tx.loader("returns_row", store::COLUMNS).await?;
        for (id, row) in &fresh {
            loader.push(&store::row_vals(id, self.known.id(row.project), &row.figures)).await?;
        }
        self.report.added += loader.finish().await?;
        for (_, row) in &fresh {
            self.add(row, &row.figures, 1);
        }
        for (id, row, before) in &changed {
            let (project, number) =
                (self.known.id(row.project).clone(), self.known.number(row.project).to_owned());
            store::put_row(work, id, &Line { row: 0, project, number, figures: row.figures }).await?;
            self.add(row, before, -1);
            self.add(row, &row.figures, 1);
            self.report.changed += 1;
        }
        Ok(())
    }

    /// Writes the returns, the facts and the journal line; nothing when nothing changed.
    async fn finish(self, app: &App, work: &mut Work) -> Result<ImportReport, Problem> {
        if self.report.added + self.report.changed == 0 {
            return Ok(self.report);
        }
        let id = Id::<ImportReport>::fresh().to_string();
        let new = self.slots.iter().filter(|(_, slot)| matches!(slot, Slot::New));
        let mut new: Vec<(AgencyId, Month)> = new.map(|(key, _)| key.clone()).collect();
        new.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
        for (agency, month) in new {
            let one = Return {
                state: State::Imported.word().to_owned(),
                filed: true,
                ..Return::begun(&agency, month, work.now)
            };
            store::insert_return(work, &one).await?;
        }
        let facts = collected(&self.sums, &id);
        if !facts.is_empty() {
            collective(app, work).await?;
            work.facts(&facts).await?;
        }
        let report = self.report;
        let mut loader = work
            .tx
            .loader(
                "returns_import",
                &["id", "sha256", "rows_read", "rows_added", "rows_changed", "imported_at"],
            )
            .await?;
        let counts = (report.rows as i64, report.added as i64, report.changed as i64);
        loader.push(vals![&id, &report.sha256, counts.0, counts.1, counts.2, work.now]).await?;
        loader.finish().await?;
        let detail = serde_json::json!({
            "sha256": report.sha256, "rows": report.rows, "added": report.added, "changed": report.changed,
            "refused": report.refused_count, "facts": facts.len(), "gaps": report.gaps.len(),
        });
        work.note_with("returns.history-imported", &id, &detail).await?;
        Ok(report)
    }
}

/// Takes the figures of one imported return back out of the ledger, where they stand in the sums of its month; gives
/// the count of facts. With the last such return of a month, that it was approved is taken back too.
pub async fn take_back(work: &mut Work, one: &Return) -> Result<u64, Problem> {
    let running =
        projects::projects(&mut work.tx, i64::from(one.month.year().0), Some(&one.agency_id)).await?;
    let mut sums: BTreeMap<(DistrictId, ProgrammeTypeId, Month), Figures> = BTreeMap::new();
    for row in store::rows_of_id(&mut work.tx, &one.id).await? {
        let project = running.iter().find(|project| project.id == row.project);
        let project = project.ok_or_else(|| Problem::fault("a row of a project that is gone"))?;
        let group = (project.district_id.clone(), project.type_id.clone(), one.month);
        let sum = sums.entry(group).or_default();
        for (sum, figure) in sum.0.iter_mut().zip(row.figures.0) {
            *sum -= figure;
        }
    }
    let source = format!("{}:taken-back", one.id);
    let mut facts = collected(&sums, &source);
    facts.retain(|fact| fact.indicator != facts::APPROVED);
    let imported = store::filed_between(&mut work.tx, one.month, one.month, "").await?;
    let last = imported.iter().filter(|one| State::of(&one.state) == State::Imported).count() == 1;
    if last {
        let day = one.month.last_day();
        let query = register::facts::Query::between(facts::APPROVED, day, day);
        let stood = register::facts::by_project(&mut work.tx, &query).await?;
        let stood: i64 =
            stood.iter().filter(|sum| sum.agency_id.as_str() == COLLECTIVE).map(|sum| sum.value).sum();
        let collective = AgencyId::from(COLLECTIVE);
        facts.push(Fact::of_agency(facts::APPROVED, collective, day, -stood, &source));
    }
    work.facts(&facts).await?;
    Ok(facts.len() as u64)
}

/// The sums as facts.
fn collected(sums: &BTreeMap<(DistrictId, ProgrammeTypeId, Month), Figures>, source: &str) -> Vec<Fact> {
    let collective = |month: &Month, indicator, value| {
        Fact::of_agency(indicator, AgencyId::from(COLLECTIVE), month.last_day(), value, source)
    };
    let months: BTreeSet<&Month> = sums.keys().map(|(_, _, month)| month).collect();
    let mut all: Vec<Fact> = months.into_iter().map(|month| collective(month, facts::APPROVED, 1)).collect();
    for ((district, kind, month), figures) in sums {
        let like = Fact {
            district: Some(district.clone()),
            programme_type: Some(kind.clone()),
            ..collective(month, facts::FILED, 0)
        };
        all.extend(facts::of(figures, &like).into_iter().filter(|fact| fact.value != 0));
    }
    all
}

/// Makes the collective agency, if it is not there.
async fn collective(app: &App, work: &mut Work) -> Result<(), Problem> {
    let id = AgencyId::from(COLLECTIVE);
    if agencies::agency(&mut work.tx, &id).await?.is_some() {
        return Ok(());
    }
    let agency = agencies::Agency {
        id,
        name: app.words().plain(Lang::Ko, "returns-import-agency"),
        public_number: None,
        phone: String::new(),
        sample: false,
        source: "import".to_owned(),
        version: 1,
    };
    agencies::insert(work, &agency).await
}
