//! Jobs: work done after the answer, with progress; kept in the same transaction as what ordered it.

use base::{Id, Problem};
use db::{Db, Tx, row, sql, vals};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::Work;

/// How long a job may run before another worker may take it over.
const LOCK_MINUTES: i64 = 5;
/// Tries before a job counts as failed.
pub const MAX_ATTEMPTS: i64 = 5;

/// The outcome of a job that was called off.
pub const CANCELLED: &str = "cancelled";

row! {
    /// A job and how far it is.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Job {
        /// Id.
        pub id: String,
        /// `<area>.<verb>`; the area's `jobs` list says what runs.
        pub kind: String,
        /// What it is about, such as a file's id.
        pub about: String,
        /// Its input as JSON.
        pub input: String,
        /// `waiting`, `running`, `done` or `failed`.
        pub state: String,
        /// Steps done.
        pub done: i64,
        /// Steps in all; 0 when unknown.
        pub total: i64,
        /// What came of it, as JSON.
        pub outcome: String,
        /// Tries so far.
        pub attempts: i64,
        /// When ordered.
        pub made_at: Timestamp,
        /// By whom (opaque id).
        pub made_by: String,
    }
}

/// Orders a job; it runs once the work is committed.
pub async fn order(work: &mut Work, kind: &str, about: &str, input: &str) -> Result<String, Problem> {
    let id = Id::<Job>::fresh().to_string();
    let (now, by) = (work.now, work.actor.id.clone());
    work.tx
        .exec(
            sql!("INSERT INTO register_job(id,kind,about,input,state,done,total,outcome,attempts,made_at,made_by,run_after_at) \
                  VALUES($1,$2,$3,$4,'waiting',0,0,'',0,$5,$6,$5)"),
            vals![&id, kind, about, input, now, &by],
        )
        .await?;
    Ok(id)
}

/// The job with `id`.
pub async fn job(tx: &mut Tx, id: &str) -> Result<Option<Job>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,kind,about,input,state,done,total,outcome,attempts,made_at,made_by FROM register_job WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// The newest `limit` jobs.
pub async fn recent(tx: &mut Tx, limit: i64) -> Result<Vec<Job>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,kind,about,input,state,done,total,outcome,attempts,made_at,made_by FROM register_job ORDER BY made_at DESC,id LIMIT $1"),
            vals![limit],
        )
        .await?)
}

/// Takes the next job that is due and locks it for this worker.
pub async fn take(db: &Db, now: Timestamp) -> Result<Option<Job>, Problem> {
    let due = sql!(
        "SELECT id,kind,about,input,state,done,total,outcome,attempts,made_at,made_by FROM register_job \
         WHERE (state='waiting' AND run_after_at<=$1) OR (state='running' AND locked_until_at<=$1) \
         ORDER BY run_after_at,id LIMIT 1"
    );
    if db.read().await?.opt::<Job>(due, vals![now]).await?.is_none() {
        return Ok(None);
    }
    let mut tx = db.write().await?;
    let Some(mut job) = tx.opt::<Job>(due, vals![now]).await? else { return Ok(None) };
    if job.attempts >= MAX_ATTEMPTS {
        // It took the process down with it each time: no further try.
        tx.exec(
            sql!("UPDATE register_job SET state='failed',outcome='gave up',locked_until_at=NULL WHERE id=$1"),
            vals![&job.id],
        )
        .await?;
        tx.commit().await?;
        return Ok(None);
    }
    let until = now + SignedDuration::from_mins(LOCK_MINUTES);
    tx.exec(
        sql!("UPDATE register_job SET state='running',attempts=attempts+1,locked_until_at=$2 WHERE id=$1"),
        vals![&job.id, until],
    )
    .await?;
    tx.commit().await?;
    job.attempts += 1;
    Ok(Some(job))
}

/// Tells how far a job is and keeps its lock. Not a work: nobody decides anything.
pub async fn progress(db: &Db, id: &str, now: Timestamp, done: i64, total: i64) -> Result<(), Problem> {
    let until = now + SignedDuration::from_mins(LOCK_MINUTES);
    let mut tx = db.write().await?;
    tx.exec(
        sql!("UPDATE register_job SET done=$2,total=$3,locked_until_at=$4 WHERE id=$1"),
        vals![id, done, total, until],
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Ends a job well.
pub async fn finish(db: &Db, id: &str, outcome: &str) -> Result<(), Problem> {
    let mut tx = db.write().await?;
    tx.exec(
        sql!("UPDATE register_job SET state='done',outcome=$2,done=CASE WHEN total>0 THEN total ELSE done END,locked_until_at=NULL WHERE id=$1"),
        vals![id, outcome],
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Puts a job back for a later try, or ends it as failed after [`MAX_ATTEMPTS`].
pub async fn fail(db: &Db, job: &Job, now: Timestamp, outcome: &str) -> Result<(), Problem> {
    let state = if job.attempts >= MAX_ATTEMPTS { "failed" } else { "waiting" };
    let wait = SignedDuration::from_secs(10 << job.attempts.min(8));
    let mut tx = db.write().await?;
    tx.exec(
        sql!("UPDATE register_job SET state=$2,outcome=$3,run_after_at=$4,locked_until_at=NULL WHERE id=$1"),
        vals![&job.id, state, outcome, now + wait],
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Ends a job that was refused: another try would be refused again.
pub async fn refuse(db: &Db, id: &str, outcome: &str) -> Result<(), Problem> {
    let mut tx = db.write().await?;
    tx.exec(
        sql!("UPDATE register_job SET state='failed',outcome=$2,locked_until_at=NULL WHERE id=$1"),
        vals![id, outcome],
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Calls a job off that has not ended; what it has not committed is not kept. The caller notes it.
pub async fn cancel(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("UPDATE register_job SET state='failed',outcome=$2,locked_until_at=NULL WHERE id=$1 AND state IN ('waiting','running')"),
            vals![id, CANCELLED],
        )
        .await?;
    Ok(())
}

/// Puts back what a process before this one was doing when it ended; called once, before the first job is taken.
pub async fn resume(db: &Db) -> Result<(), Problem> {
    let mut tx = db.write().await?;
    tx.exec(
        sql!("UPDATE register_job SET state='waiting',locked_until_at=NULL WHERE state='running'"),
        vals![],
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Whether a job of this kind about this thing was ever ordered.
pub async fn is_ordered(tx: &mut Tx, kind: &str, about: &str) -> Result<bool, Problem> {
    let (count,): (i64,) = tx
        .one(sql!("SELECT COUNT(*) FROM register_job WHERE kind=$1 AND about=$2"), vals![kind, about])
        .await?;
    Ok(count > 0)
}
