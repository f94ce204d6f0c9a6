//! What an area brings to the house: one `const AREA` in its `lib.rs` says it all.

use std::{future::Future, pin::Pin};

use base::Problem;
use db::Migration;

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
#[derive(Debug)]
pub struct JobContext {
    /// The house.
    pub app: App,
    /// The job itself.
    pub job: register::jobs::Job,
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
