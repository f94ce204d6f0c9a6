//! The year's plan: documents, fields, tasks, activities, money, material, sheets and operating modes.
//!
//! [`seed`] loads the public plan of 2020 and its organization; [`sample::fill`] adds what was never
//! published, marked as sample; [`import_budget`] replaces the sample split of the money by the real one.

mod actions;
mod api;
mod gantt;
mod guideline;
mod load;
mod model;
mod pages;
pub mod sample;
mod seeding;
mod store;

use web::{Area, MenuEntry, Messages, Right};

pub use actions::import::{BudgetRow, ImportReport, budget_rows, import_budget};
pub use seeding::seed;

/// Everyone who may read the plan; agencies may not, for it shows who at the centre does what.
const READERS: &[&str] =
    &["director", "team-lead", "centre-staff", "city-official", "council-member", "auditor"];

/// Everyone who may read lines of money, payments and evidence; council members see sums by task only.
const MONEY_READERS: &[&str] = &["director", "team-lead", "centre-staff", "city-official", "auditor"];

/// What this area brings to the house.
pub const AREA: Area = Area {
    name: "plan",
    pages: pages::routes,
    api: api::routes,
    openapi: api::document,
    words: Messages { ko: include_str!("../i18n/ko.ftl"), en: include_str!("../i18n/en.ftl") },
    migrations: &[db::Migration::portable(
        "2026-11-24_plan",
        include_str!("../migrations/2026-11-24_plan.sql"),
    )],
    permissions: &[
        Right { name: "plan.read", roles: READERS },
        Right { name: "plan.money", roles: MONEY_READERS },
        Right { name: "plan.edit", roles: &["director", "team-lead", "centre-staff"] },
        Right { name: "plan.approve", roles: &["director"] },
        Right { name: "plan.mode", roles: &["director"] },
    ],
    menu: &[MenuEntry { key: "plan-menu", href: "/plan", permission: "plan.read" }],
    jobs: &[],
    indicators: &[],
};
