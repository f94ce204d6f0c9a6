//! One file with many agencies' months: sent, looked through by a job, shown, confirmed, stored by a job.

use std::io::Cursor;

use askama::Template;
use axum::extract::{Multipart, Path};
use axum_extra::extract::Form;
use base::Problem;
use db::Tx;
use register::jobs::{self, Job};
use tables::Kind;
use web::{Ask, Failure, Phrase, Reply, filters};

use super::{told, upload};
use crate::actions::{self, SentBatch};
use crate::files::Told;
use crate::import::{self, Findings, RefusedRow, Replace};
use crate::model::{Batch, Decide, Refused, Stage};
use crate::store;

/// Batches on the first page.
const LISTED: i64 = 20;
/// Rows that are there with other figures, on the page.
const SHOWN: usize = 100;

/// A batch in the list.
struct BatchRow {
    href: String,
    batch: Batch,
    key: String,
    tone: &'static str,
    rows: u64,
}

#[derive(Template)]
#[template(path = "imports.html")]
struct ImportsPage {
    rows: Vec<BatchRow>,
}

/// A batch with its job and what was found.
pub struct Seen {
    /// The batch.
    pub batch: Batch,
    /// Its job, with how far it is by now.
    pub job: Option<Job>,
    /// What the last look found.
    pub found: Findings,
}

impl Seen {
    /// Whether its job ended without an outcome, so that nobody works on it any more.
    pub fn is_stuck(&self) -> bool {
        let failed = self.job.as_ref().is_none_or(|job| job.state == "failed");
        self.batch.stage().is_running() && failed
    }
}

#[derive(Template)]
#[template(path = "import.html")]
struct ImportPage {
    base: String,
    name: String,
    stage: Stage,
    stuck: bool,
    running: bool,
    job_id: String,
    job_key: String,
    done: i64,
    total: i64,
    version: i64,
    replaced: bool,
    found: Findings,
    faults: Vec<Told>,
    /// What a sentence among `faults` tells for many rows at once.
    folded: Vec<Told>,
    refused: Vec<RefusedRow>,
    rows_href: String,
}

/// Reads a batch with its job.
pub async fn seen(ask: &Ask, tx: &mut Tx, id: &str) -> Result<Seen, Problem> {
    let batch = store::batch(tx, id).await?.ok_or_else(|| Problem::from(Refused::NoSuchImport))?;
    let mut job = jobs::job(tx, &batch.job_id).await?;
    if let Some(job) = &mut job {
        ask.app.overlay(job);
    }
    let found = actions::findings(&batch);
    Ok(Seen { batch, job, found })
}

/// The newest batches.
pub async fn newest(ask: &Ask) -> Result<Vec<Batch>, Problem> {
    store::batches(&mut ask.read().await?, LISTED).await
}

/// Where the rows of a stored batch are shown.
pub fn rows_href(found: &Findings) -> String {
    format!("/returns/rows?from={}&until={}", found.report.first_month, found.report.last_month)
}

/// `GET /returns/import`
pub async fn list(ask: Ask) -> Reply {
    let row = |batch: Batch| BatchRow {
        href: format!("/returns/import/{}", batch.id),
        key: batch.stage().key(),
        tone: batch.stage().tone(),
        rows: batch.rows_expected.unsigned_abs(),
        batch,
    };
    let rows = newest(&ask).await?.into_iter().map(row).collect();
    ask.page(&ImportsPage { rows })
}

/// `POST /returns/import`: the file is searched for resident numbers before anything of it is kept.
pub async fn send(ask: Ask, parts: Multipart) -> Reply {
    let form = upload::form(parts).await?;
    match intake::kind(&form.bytes) {
        Kind::Text => {}
        Kind::Xlsx => return Err(Failure(Refused::ImportNotText.into())),
        other => {
            let refusal = other.refusal().map_or_else(|| Refused::ImportNotText.into(), Problem::from);
            return Err(Failure(refusal));
        }
    }
    let counting = tokio::task::spawn_blocking(move || {
        let rows = import::count(Cursor::new(&form.bytes));
        (form, rows)
    });
    let (form, rows) = counting.await.map_err(Problem::fault)?;
    let rows = rows.map_err(Problem::from)?;
    let replace = if form.ticked("replace") { Replace::Yes } else { Replace::No };
    let mut work = ask.work().await?;
    let sent = SentBatch { name: form.name, bytes: form.bytes, rows, replace };
    let id = actions::send_batch(&mut work, sent).await?;
    work.commit().await?;
    ask.see(&format!("/returns/import/{id}"))
}

/// `GET /returns/import/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    let seen = seen(&ask, &mut ask.read().await?, &id).await?;
    let stage = seen.batch.stage();
    let stuck = seen.is_stuck();
    let told_of = |folded: bool| {
        let list = seen.found.faults.list.iter().filter(|remark| remark.folded == folded);
        list.map(|remark| told(&ask, remark)).collect()
    };
    let (faults, folded) = (told_of(false), told_of(true));
    let (job_id, state, done, total) =
        seen.job.map_or_else(Default::default, |job| (job.id, job.state, job.done, job.total));
    ask.page(&ImportPage {
        base: format!("/returns/import/{id}"),
        stuck,
        running: stage.is_running() && !stuck,
        job_key: format!("web-job-{}", if state.is_empty() { "waiting" } else { &state }),
        job_id,
        done,
        total: if total > 0 { total } else { seen.batch.rows_expected },
        version: seen.batch.version,
        replaced: seen.batch.replaced,
        faults,
        folded,
        refused: seen.found.report.refused.iter().take(SHOWN).cloned().collect(),
        rows_href: rows_href(&seen.found),
        name: seen.batch.name,
        found: seen.found,
        stage,
    })
}

/// `POST /returns/import/{id}/confirm`
pub async fn confirm(ask: Ask, Path(id): Path<String>, Form(wish): Form<Decide>) -> Reply {
    let mut work = ask.work().await?;
    actions::confirm_batch(&mut work, &id, wish.version).await?;
    work.commit().await?;
    ask.see(&format!("/returns/import/{id}"))
}

/// `POST /returns/import/{id}/cancel`
pub async fn cancel(ask: Ask, Path(id): Path<String>) -> Reply {
    called_off(&ask, &id).await?;
    ask.see_saying(&format!("/returns/import/{id}"), &Phrase::new("returns-said-import-cancelled"))
}

/// Calls a batch off: its job is asked to stop first, because it holds the one write.
pub async fn called_off(ask: &Ask, id: &str) -> Result<(), Failure> {
    let batch = store::batch(&mut ask.read().await?, id).await?;
    let job = batch.map(|batch| batch.job_id).unwrap_or_default();
    ask.app.progress().cancel(&job);
    let cancelled = async {
        let mut work = ask.work().await?;
        actions::cancel_batch(&mut work, id).await?;
        work.commit().await
    };
    let outcome = cancelled.await;
    ask.app.progress().forget(&job);
    Ok(outcome?)
}
