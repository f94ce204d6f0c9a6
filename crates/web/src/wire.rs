//! The house's own pages as JSON: what was searched for, and how far a job is.

use axum::extract::Path;
use register::jobs;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};

use crate::{Ask, Reply, house};

/// The OpenAPI document of the house's own addresses.
#[derive(OpenApi)]
#[openapi(paths(search, job))]
struct Document;

/// The OpenAPI paths, relative to `/api`.
pub(crate) fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// Something found.
#[derive(Debug, Serialize, ToSchema)]
struct Hit {
    /// `agency`, `project`, `task`, `person`, `page`, `institution` or `district`.
    kind: String,
    title: String,
    /// Page it leads to.
    href: String,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Search {
    query: String,
    rows: Vec<Hit>,
}

/// What the asker may see of what fits: words, or the first sounds of Korean words; a hundred at most.
#[utoipa::path(get, path = "/search", params(("q" = Option<String>, Query, description = "What is searched for")),
    responses((status = 200, description = "What was found", body = Search)))]
pub(crate) async fn search(ask: Ask) -> Reply {
    let (query, found) = house::found(&ask).await?;
    let hit = |one: register::search::Found| Hit { kind: one.kind, title: one.title, href: one.href };
    ask.json(&Search { query, rows: found.into_iter().map(hit).collect() })
}

/// How far a job is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Progress {
    id: String,
    /// `<area>.<verb>`.
    kind: String,
    /// `waiting`, `running`, `done` or `failed`.
    state: String,
    /// Steps done.
    done: i64,
    /// Steps in all; 0 when unknown.
    total: i64,
    made_at: String,
}

impl From<jobs::Job> for Progress {
    fn from(job: jobs::Job) -> Self {
        let made_at = job.made_at.to_string();
        Self { id: job.id, kind: job.kind, state: job.state, done: job.done, total: job.total, made_at }
    }
}

/// One job, for who ordered it and for readers of the journal.
#[utoipa::path(get, path = "/jobs/{id}", params(("id" = String, Path, description = "Id of the job")), responses(
    (status = 200, description = "How far it is", body = Progress), (status = 404, description = "No such job")))]
pub(crate) async fn job(ask: Ask, Path(id): Path<String>) -> Reply {
    ask.json(&Progress::from(house::own_job(&ask, &id).await?))
}
