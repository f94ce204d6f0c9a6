//! History of returns from one CSV file: read on one thread, written on another, one transaction.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::sync::Arc;

use base::{AgencyId, DistrictId, Id, Month, Problem, ProgrammeTypeId, ProjectId};
use db::vals;
use register::{Work, agencies, facts::Fact};
use tokio::sync::mpsc;
use web::{App, Lang};

use super::known::Known;
use super::reading::{self, Read1};
use super::{ImportReport, RefusedRow, Replace};
use crate::model::{Figures, Line, Return, State, return_id};
use crate::{facts, store};

/// Batches that may wait between the threads.
const WAITING: usize = 4;
/// Refused rows that are listed.
const LISTED: usize = 1_000;
/// The agency that facts of imported history stand under.
const COLLECTIVE: &str = "imported-history";

/// One return of the import.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// Nothing was there.
    New,
    /// Imported before.
    There,
    /// Filed by its agency: history does not change it.
    Filed,
}

/// What is carried from batch to batch.
struct Load {
    known: Arc<Known>,
    replace: Replace,
    report: ImportReport,
    slots: HashMap<(AgencyId, Month), Slot>,
    /// The rows that were there of the return at hand; one at a time, however long the file is.
    there: HashMap<ProjectId, Figures>,
    /// What is stored of the agency's month before, where the file has not come by it: the reader knows the rest.
    earlier: HashMap<ProjectId, Figures>,
    sums: BTreeMap<(DistrictId, ProgrammeTypeId, Month), Figures>,
}

/// Imports approved history. A file that was imported before changes nothing; a row that is there with other
/// figures is refused, or changed with [`Replace::Yes`]. `progress` is told the rows so far.
pub async fn import_csv(
    app: &App,
    reader: impl Read + Send + 'static,
    replace: Replace,
    progress: impl Fn(u64) + Send,
) -> Result<ImportReport, Problem> {
    let mut work = app.work().await?;
    work.actor.must("returns.approve")?;
    let known = Arc::new(Known::read(&mut work.tx).await?);
    let (sender, mut batches) = mpsc::channel::<Vec<Read1>>(WAITING);
    let reading = {
        let known = Arc::clone(&known);
        tokio::task::spawn_blocking(move || reading::read(reader, &known, &sender))
    };
    let (slots, there, earlier, sums) = (HashMap::new(), HashMap::new(), HashMap::new(), BTreeMap::new());
    let mut load = Load { known, replace, report: ImportReport::default(), slots, there, earlier, sums };
    while let Some(batch) = batches.recv().await {
        load.batch(&mut work, batch).await?;
        progress(load.report.rows);
    }
    load.report.sha256 = reading.await.map_err(Problem::fault)??;
    load.finish(app, work).await
}

impl Load {
    /// Takes one batch: new rows are loaded, others compared.
    async fn batch(&mut self, work: &mut Work, batch: Vec<Read1>) -> Result<(), Problem> {
        let mut fresh: Vec<(String, Read1)> = Vec::with_capacity(batch.len());
        let mut changed: Vec<(String, Read1, Figures)> = Vec::new();
        let mut last: Option<(AgencyId, Month, String)> = None;
        for row in batch {
            self.report.rows += 1;
            let agency = self.known.agency(row.project);
            if last.as_ref().is_none_or(|(a, m, _)| a != agency || *m != row.month) {
                let (agency, id) = (agency.clone(), return_id(agency, row.month));
                self.open(work, &agency, row.month).await?;
                last = Some((agency, row.month, id));
            }
            let Some((agency, month, id)) = &last else { continue };
            let project = self.known.id(row.project);
            if self.slots.get(&(agency.clone(), *month)) == Some(&Slot::Filed) {
                self.refuse(&row);
                continue;
            }
            let before = self.there.get(project).copied();
            let kept = before == Some(row.figures) || (before.is_some() && self.replace == Replace::No);
            if let Some(earlier) = self.earlier.get(project).filter(|_| !kept) {
                reading::judge(&row, &self.known, Some(earlier))?;
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

    /// Looks at a return that the import comes to, and reads the rows it and the month before it had.
    async fn open(&mut self, work: &mut Work, agency: &AgencyId, month: Month) -> Result<(), Problem> {
        self.there.clear();
        let key = (agency.clone(), month);
        let slot = match self.slots.get(&key) {
            Some(slot) => *slot,
            None => match store::return_of(&mut work.tx, agency, month).await? {
                None => Slot::New,
                Some(one) if one.state() == State::Imported => Slot::There,
                Some(_) => Slot::Filed,
            },
        };
        if slot == Slot::There {
            let rows = store::rows_of(&mut work.tx, agency, month).await?;
            self.there.extend(rows.into_iter().map(|row| (row.project, row.figures)));
        }
        self.slots.insert(key, slot);
        self.earlier.clear();
        let last = month.previous();
        if month.number() > 1 && !self.slots.contains_key(&(agency.clone(), last)) {
            let rows = store::rows_of(&mut work.tx, agency, last).await?;
            self.earlier.extend(rows.into_iter().map(|row| (row.project, row.figures)));
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

    /// Writes the returns, the facts and the journal line, and commits; nothing when nothing changed.
    async fn finish(self, app: &App, mut work: Work) -> Result<ImportReport, Problem> {
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
            store::insert_return(&mut work, &one).await?;
        }
        let facts = collected(&self.sums, &id);
        if !facts.is_empty() {
            collective(app, &mut work).await?;
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
            "refused": report.refused_count, "facts": facts.len(),
        });
        work.note_with("returns.history-imported", &id, &detail).await?;
        work.commit().await?;
        Ok(report)
    }
}

/// The sums as facts.
fn collected(sums: &BTreeMap<(DistrictId, ProgrammeTypeId, Month), Figures>, source: &str) -> Vec<Fact> {
    let mut all = Vec::new();
    for ((district, kind, month), figures) in sums {
        let like = Fact {
            district: Some(district.clone()),
            programme_type: Some(kind.clone()),
            ..Fact::of_agency(facts::FILED, AgencyId::from(COLLECTIVE), month.last_day(), 0, source)
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
