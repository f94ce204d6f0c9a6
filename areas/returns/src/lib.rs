//! The agencies' one monthly file, from upload to the locked month.
//!
//! Every other part of the house reads its figures from here: an approved return becomes facts in the ledger,
//! and no number is asked for twice. No return is never zero: it is shown as not filed.

mod actions;
mod api;
mod check;
mod due;
mod facts;
mod files;
mod import;
mod jobs;
mod model;
mod pages;
mod rules;
pub mod sample;
mod store;

pub use import::{ImportReport, Replace, import_agencies, import_csv, import_projects};

use db::Migration;
use web::{Area, JobKind, MenuEntry, Messages, Right};

/// What this area brings to the house.
pub const AREA: Area = Area {
    name: "returns",
    pages: pages::routes,
    api: api::routes,
    openapi: api::openapi,
    words: Messages { ko: include_str!("../i18n/ko.ftl"), en: include_str!("../i18n/en.ftl") },
    migrations: &[Migration::portable(
        "2026-11-23_returns",
        include_str!("../migrations/2026-11-23_returns.sql"),
    )],
    permissions: &[
        Right {
            name: "returns.read",
            roles: &["agency-staff", "centre-staff", "team-lead", "director", "city-official", "auditor"],
        },
        Right { name: "returns.file", roles: &["agency-staff", "centre-staff"] },
        Right { name: "returns.approve", roles: &["centre-staff", "team-lead", "director"] },
        Right { name: "returns.lock", roles: &["team-lead", "director"] },
        Right { name: "returns.reopen", roles: &["team-lead", "director"] },
    ],
    menu: &[MenuEntry { key: "returns-menu", href: "/returns", permission: "returns.read" }],
    jobs: &[
        JobKind { kind: "returns.remind", run: jobs::remind },
        JobKind { kind: "returns.import", run: jobs::import },
    ],
    indicators: facts::INDICATORS,
};
