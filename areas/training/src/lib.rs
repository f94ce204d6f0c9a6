//! Courses, attendance, yearly duties and certificates that anyone can verify.
//!
//! Needs found by evaluation and consulting, gaps in what a job needs and unmet duties lead to suggested courses; batches
//! take sign-up, hours are credited once when a session is closed, and certificates are signed ([`documents::badge`]).

mod actions;
mod api;
mod attend;
mod duties;
mod effects;
mod guideline;
mod model;
mod pages;
pub mod sample;
mod seal;
mod standing;
mod store;
mod suggest;

use db::Migration;
use web::{Area, Indicator, MenuEntry, Messages, Right};

/// Everyone at the centre who runs training.
const CENTRE: &[&str] = &["centre-staff", "team-lead", "director"];
/// Everyone who takes part: agencies' and the centre's own staff.
const STAFF: &[&str] = &["agency-staff", "centre-staff", "team-lead", "director"];
/// Everyone who may see people by name; agency staff see their own agency's only.
const PEOPLE: &[&str] = &["agency-staff", "centre-staff", "team-lead", "director", "auditor"];
/// Everyone who may see courses and batches.
const READERS: &[&str] =
    &["agency-staff", "centre-staff", "team-lead", "director", "city-official", "council-member", "auditor"];

/// What this area brings to the house.
pub const AREA: Area = Area {
    name: "training",
    pages: pages::routes,
    api: api::routes,
    openapi: api::openapi,
    words: Messages { ko: include_str!("../i18n/ko.ftl"), en: include_str!("../i18n/en.ftl") },
    migrations: &[Migration::portable(
        "2026-11-26_training",
        include_str!("../migrations/2026-11-26_training.sql"),
    )],
    permissions: &[
        Right { name: "training.read", roles: READERS },
        Right { name: "training.people", roles: PEOPLE },
        Right { name: "training.attend", roles: PEOPLE },
        Right { name: "training.keep", roles: STAFF },
        Right { name: "training.enrol", roles: STAFF },
        Right { name: "training.judge", roles: &["agency-staff", "team-lead", "director"] },
        Right { name: "training.work", roles: CENTRE },
        Right { name: "training.approve", roles: CENTRE },
        Right { name: "training.lead", roles: &["team-lead", "director"] },
        Right { name: "training.reopen", roles: &["director"] },
        Right { name: "training.keys", roles: &["director", "system-admin"] },
    ],
    menu: &[MenuEntry { key: "training-menu", href: "/training", permission: "training.read" }],
    jobs: &[],
    indicators: &[
        Indicator { name: "training.staff_hours", unit: "tenths of an hour" },
        Indicator { name: "training.participant_hours", unit: "tenths of an hour" },
        Indicator { name: "training.certificates", unit: "certificates" },
    ],
};
