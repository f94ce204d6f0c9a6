//! The job loop: takes what is due, runs what the areas declare, keeps going after a failure.

use std::time::Duration;

use base::Problem;
use observe::metrics;
use register::{jobs, sessions};
use web::{App, JobContext, JobKind};

/// Pause when nothing is due.
const PAUSE: Duration = Duration::from_secs(1);
/// Jobs ordered by the house itself on the first look of each day.
const DAILY: &[&str] = &["returns.remind"];

/// Runs until the process ends.
pub(crate) async fn run(app: App) {
    let mut cleaned = None;
    if let Err(problem) = jobs::resume(app.db()).await {
        tracing::error!(%problem, "jobs of the process before could not be put back");
    }
    loop {
        let today = app.clock().today();
        if cleaned != Some(today) {
            match daily(&app).await {
                Ok(()) => cleaned = Some(today),
                Err(problem) => tracing::error!(%problem, "the day's house-keeping failed"),
            }
        }
        match once(&app).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(problem) => tracing::error!(%problem, "the job loop could not look for work"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Once a day: drops what is over, orders the daily jobs, looks for damage in the file.
async fn daily(app: &App) -> Result<(), Problem> {
    sessions::purge(app.db(), app.clock().now()).await?;
    web::purge_once(app).await?;
    let day = app.clock().today().to_string();
    for kind in DAILY {
        let mut work = app.work().await?;
        if !jobs::is_ordered(&mut work.tx, kind, &day).await? {
            let id = jobs::order(&mut work, kind, &day, "{}").await?;
            work.note("office.job-ordered", &id).await?;
            work.commit().await?;
        }
    }
    Ok(app.db().check().await?)
}

/// Takes and runs one job; tells whether there was one.
pub(crate) async fn once(app: &App) -> Result<bool, Problem> {
    let Some(job) = jobs::take(app.db(), app.clock().now()).await? else { return Ok(false) };
    let kind = app.areas().iter().flat_map(|area| area.jobs).find(|kind| kind.kind == job.kind).copied();
    match kind {
        Some(kind) => finish(app, job.clone(), kind).await?,
        None => jobs::fail(app.db(), &job, app.clock().now(), "no area runs this kind of job").await?,
    }
    Ok(true)
}

/// Runs a job in a task of its own, so that a panic ends the job and not the loop.
async fn finish(app: &App, job: jobs::Job, kind: JobKind) -> Result<(), Problem> {
    let context = JobContext { app: app.clone(), job: job.clone() };
    let outcome = tokio::spawn((kind.run)(context)).await;
    app.progress().forget(&job.id);
    let now = app.clock().now();
    match outcome {
        Ok(Ok(text)) => {
            metrics::count(&metrics::JOBS, &[("outcome", "done")], 1);
            jobs::finish(app.db(), &job.id, &text).await
        }
        Ok(Err(problem @ (Problem::Refused(_) | Problem::Fields(_)))) => {
            metrics::count(&metrics::JOBS, &[("outcome", "refused")], 1);
            jobs::refuse(app.db(), &job.id, &problem.to_string()).await
        }
        Ok(Err(problem)) => {
            tracing::error!(job = job.id, kind = job.kind, %problem, "a job failed");
            metrics::count(&metrics::JOBS, &[("outcome", "failed")], 1);
            jobs::fail(app.db(), &job, now, &problem.to_string()).await
        }
        Err(panic) => {
            tracing::error!(job = job.id, kind = job.kind, %panic, "a job panicked");
            jobs::fail(app.db(), &job, now, "panicked").await
        }
    }
}
