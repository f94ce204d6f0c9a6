//! What an area brings to the house: one `const AREA` in its `lib.rs` says it all.

use std::{future::Future, pin::Pin};

use base::{Actor, Problem, UserId};
use db::Migration;
use register::{Work, users};

use crate::{App, Messages, Routes};

/// A right and the roles that bring it.
#[derive(Debug, Clone, Copy)]
pub struct Right {
    /// `<area>.<verb>`.
    pub name: &'static str,
    /// Role words that have it.
    pub roles: &'static [&'static str],
}

/// An entry of the main menu.
#[derive(Debug, Clone, Copy)]
pub struct MenuEntry {
    /// Message key of its words; its hint is the attribute `.hint`.
    pub key: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Right needed to see it; empty for everyone.
    pub permission: &'static str,
}

/// A measured fact that the area writes to the ledger.
#[derive(Debug, Clone, Copy)]
pub struct Indicator {
    /// `<area>.<plural noun>`.
    pub name: &'static str,
    /// Unit of the value, such as `persons`, `won`, `hours`, `returns`.
    pub unit: &'static str,
}

/// What a job's code is handed.
#[derive(Debug, Clone)]
pub struct JobContext {
    /// The house.
    pub app: App,
    /// The job itself.
    pub job: register::jobs::Job,
}

impl JobContext {
    /// A work in the name of who ordered the job, with the rights they have now.
    pub async fn work(&self) -> Result<Work, Problem> {
        let actor = self.orderer().await?;
        Work::begin(self.app.db(), self.app.clock(), actor).await
    }

    /// Who ordered the job; someone whose account was closed since has no rights left.
    async fn orderer(&self) -> Result<Actor, Problem> {
        if self.job.made_by == Actor::system().id.as_str() {
            return Ok(Actor::system());
        }
        let id = UserId::from(self.job.made_by.as_str());
        let mut tx = self.app.db().read().await?;
        let user = users::user(&mut tx, &id).await?.filter(|user| user.state == "active");
        let Some(user) = user else { return Ok(Actor { id, ..Actor::anonymous() }) };
        let roles = users::roles(&mut tx, &id).await?.into_iter().collect();
        let (name, agency) = (user.name, user.agency_id);
        // Whoever ordered it had given a second factor.
        let mut actor = Actor { id, name, roles, agency, second_factor: true, ..Actor::anonymous() };
        actor.permissions = self.app.permissions(&actor);
        Ok(actor)
    }

    /// Tells how far the job is, in steps.
    pub fn tell(&self, done: i64, total: i64) {
        self.app.progress().tell(&self.job.id, done, total);
    }

    /// Whether the job was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.app.progress().is_cancelled(&self.job.id)
    }
}

/// A job's outcome as JSON, or why it failed.
pub type JobResult = Pin<Box<dyn Future<Output = Result<String, Problem>> + Send>>;

/// A kind of job and what runs it.
#[derive(Clone, Copy)]
pub struct JobKind {
    /// `<area>.<verb>`.
    pub kind: &'static str,
    /// Runs it; must bear being run again after a crash.
    pub run: fn(JobContext) -> JobResult,
}

impl std::fmt::Debug for JobKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind)
    }
}

/// An area: its word stands in its crate, its URL segment, its tables, rights, keys, indicators and guide page.
#[derive(Clone, Copy)]
pub struct Area {
    /// The word.
    pub name: &'static str,
    /// Its screens, below `/<name>`.
    pub pages: fn() -> Routes,
    /// Its JSON, below `/api/<name>`.
    pub api: fn() -> Routes,
    /// Its OpenAPI paths, written relative to `/api/<name>`.
    pub openapi: fn() -> utoipa::openapi::OpenApi,
    /// Its words.
    pub words: Messages,
    /// Its steps of the schema.
    pub migrations: &'static [Migration],
    /// Its rights.
    pub permissions: &'static [Right],
    /// Its menu entries.
    pub menu: &'static [MenuEntry],
    /// Its jobs.
    pub jobs: &'static [JobKind],
    /// Its indicators.
    pub indicators: &'static [Indicator],
}

impl std::fmt::Debug for Area {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// An empty OpenAPI document, for areas without JSON.
pub fn no_openapi() -> utoipa::openapi::OpenApi {
    utoipa::openapi::OpenApi::default()
}
