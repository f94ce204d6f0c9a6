//! A file of many agencies' months: sent, looked through, confirmed or called off, stored; whole or not at all.

use std::io::Cursor;

use base::{Id, Problem};
use db::Tx;
use register::{Work, files, jobs};
use web::JobContext;

use crate::import::{Faults, Findings, Go, ImportReport, Replace, look_through, store_file};
use crate::model::{Batch, Refused, Stage};
use crate::store;

/// The kind of the job that works on a batch.
const JOB: &str = "returns.import";

/// What the last look at a batch found; nothing before the first.
pub fn findings(batch: &Batch) -> Findings {
    serde_json::from_str(&batch.report).unwrap_or_default()
}

/// A file that a person sent.
#[derive(Debug)]
pub struct SentBatch {
    /// Its name.
    pub name: String,
    /// Its bytes, searched for resident numbers before.
    pub bytes: Vec<u8>,
    /// Rows below its headings.
    pub rows: u64,
    /// Whether rows that are there are changed.
    pub replace: Replace,
}

/// The batch with `id`; refuses one that is not there.
async fn batch(tx: &mut Tx, id: &str) -> Result<Batch, Problem> {
    store::batch(tx, id).await?.ok_or_else(|| Refused::NoSuchImport.into())
}

/// Keeps a file and orders the look through it; gives the batch's id.
pub async fn send_batch(work: &mut Work, sent: SentBatch) -> Result<String, Problem> {
    work.actor.must("returns.approve")?;
    let id = Id::<Batch>::fresh().to_string();
    let name = if tables::holds_resident_number(&sent.name) { "file".to_owned() } else { sent.name };
    let about = format!("returns-import:{id}");
    let file = files::store(work, &name, "text/csv", &about, false, sent.bytes).await?;
    let job_id = jobs::order(work, JOB, &id, "{}").await?;
    let one = Batch {
        id: id.clone(),
        file_id: file.id,
        name,
        job_id,
        state: Stage::Checking.word().to_owned(),
        replaced: sent.replace == Replace::Yes,
        rows_expected: sent.rows as i64,
        report: String::new(),
        made_at: work.now,
        made_by: work.actor.id.to_string(),
        version: 1,
    };
    store::insert_batch(work, &one).await?;
    let detail = serde_json::json!({ "sha256": file.sha256, "rows": sent.rows, "replace": one.replaced });
    work.note_with("returns.import-sent", &id, &detail).await?;
    Ok(id)
}

/// Takes a person's word for what was shown, and orders the storing.
pub async fn confirm_batch(work: &mut Work, id: &str, version: i64) -> Result<(), Problem> {
    work.actor.must("returns.approve")?;
    let mut one = batch(&mut work.tx, id).await?;
    if one.stage() != Stage::Checked {
        return Err(Refused::ImportNotOpen { state: one.state }.into());
    }
    if one.version != version {
        return Err(web::Refused::ChangedMeanwhile.into());
    }
    one.job_id = jobs::order(work, JOB, id, "{}").await?;
    set(work, &mut one, Stage::Storing).await?;
    work.note("returns.import-confirmed", id).await
}

/// Calls a batch off that is not stored yet; a job that runs was asked to stop before this work began.
pub async fn cancel_batch(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.actor.must("returns.approve")?;
    let mut one = batch(&mut work.tx, id).await?;
    if !one.stage().is_open() {
        return Err(Refused::ImportNotOpen { state: one.state }.into());
    }
    jobs::cancel(work, &one.job_id).await?;
    set(work, &mut one, Stage::Cancelled).await?;
    work.note("returns.import-cancelled", id).await
}

/// Sets the stage, or says that someone else changed the batch.
async fn set(work: &mut Work, one: &mut Batch, stage: Stage) -> Result<(), Problem> {
    stage.word().clone_into(&mut one.state);
    if store::update_batch(work, one).await? {
        return Ok(());
    }
    Err(web::Refused::ChangedMeanwhile.into())
}

/// Does what the batch's stage asks for. Run again after a crash it begins anew: nothing of it was kept.
pub async fn run_batch(context: &JobContext) -> Result<String, Problem> {
    let mut tx = context.app.db().read().await?;
    let one = batch(&mut tx, &context.job.about).await?;
    let file = files::file(&mut tx, &one.file_id).await?;
    let file = file.ok_or_else(|| Problem::fault("the file of an import is gone"))?;
    let bytes = files::content(&mut tx, &file).await?;
    drop(tx);
    context.tell(0, one.rows_expected);
    match one.stage() {
        Stage::Checking => check(context, one, bytes).await,
        Stage::Storing => store_batch(context, one, bytes).await,
        stage => Ok(said(stage, &findings(&one))),
    }
}

/// The job's outcome.
fn said(stage: Stage, found: &Findings) -> String {
    serde_json::json!({ "stage": stage.word(), "rows": found.report.rows, "faults": found.faults.count })
        .to_string()
}

/// Tells the batch's job how far it is.
fn telling(context: &JobContext, one: &Batch) -> impl Fn(u64) -> Go + Send {
    let (context, total) = (context.clone(), one.rows_expected);
    move |rows| {
        context.tell(rows as i64, total);
        if context.is_cancelled() { Go::Off } else { Go::On }
    }
}

fn replace(one: &Batch) -> Replace {
    if one.replaced { Replace::Yes } else { Replace::No }
}

/// Looks a file through and keeps what was found, not the rows.
async fn check(context: &JobContext, one: Batch, bytes: Vec<u8>) -> Result<String, Problem> {
    let told = telling(context, &one);
    let looked = look_through(context.work().await?, Cursor::new(bytes), replace(&one), told).await?;
    let stage = if looked.faults.count > 0 { Stage::Faulty } else { Stage::Checked };
    keep_findings(context, &one, stage, &looked).await
}

/// Stores a file: rows, facts, stage and journal line in one work.
async fn store_batch(context: &JobContext, one: Batch, bytes: Vec<u8>) -> Result<String, Problem> {
    let told = telling(context, &one);
    let mut work = context.work().await?;
    let mut now = batch(&mut work.tx, &one.id).await?;
    if now.stage() != Stage::Storing {
        return Ok(said(now.stage(), &findings(&now)));
    }
    let stored = store_file(&context.app, &mut work, Cursor::new(bytes), replace(&one), told).await?;
    let report = match stored {
        Ok(report) => report,
        Err(faults) => {
            drop(work);
            let found = Findings { faults, ..findings(&one) };
            return keep_findings(context, &one, Stage::Faulty, &found).await;
        }
    };
    let found = Findings { report, faults: Faults::default() };
    now.report = serde_json::to_string(&found).map_err(Problem::fault)?;
    set(&mut work, &mut now, Stage::Stored).await?;
    let counts = counts(&found.report);
    work.note_with("returns.import-stored", &one.id, &counts).await?;
    work.commit().await?;
    Ok(said(Stage::Stored, &found))
}

/// The figures of a report, for the journal.
fn counts(report: &ImportReport) -> serde_json::Value {
    serde_json::json!({
        "rows": report.rows, "added": report.added, "changed": report.changed,
        "unchanged": report.unchanged, "refused": report.refused_count,
    })
}

/// Keeps what a look found, unless the batch was called off meanwhile.
async fn keep_findings(
    context: &JobContext,
    one: &Batch,
    stage: Stage,
    found: &Findings,
) -> Result<String, Problem> {
    let mut work = context.work().await?;
    let mut now = batch(&mut work.tx, &one.id).await?;
    if now.state != one.state {
        return Ok(said(now.stage(), found));
    }
    now.report = serde_json::to_string(found).map_err(Problem::fault)?;
    set(&mut work, &mut now, stage).await?;
    let mut detail = counts(&found.report);
    detail["faults"] = found.faults.count.into();
    work.note_with("returns.import-checked", &one.id, &detail).await?;
    work.commit().await?;
    Ok(said(stage, found))
}
