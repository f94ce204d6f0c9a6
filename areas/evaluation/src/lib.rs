//! Evaluation of agencies: schemes, rounds, result books, appeals, panels, overseas training and awards.
//!
//! A round is computed from the fact ledger as it was known at one instant, by a scheme whose hash stands in the
//! notice; every value is kept, so that it can be computed again and compared. Nothing about a person or an award is
//! final until a named person decides it, one by one.

mod actions;
mod api;
mod compute;
mod fair;
mod guideline;
mod model;
mod pages;
mod published;
pub mod sample;
mod severity;
mod sources;
mod store;

use web::{Area, Indicator, MenuEntry, Messages, Right};

/// Everyone who may read what was published; agencies see their own results among it.
const READERS: &[&str] =
    &["agency-staff", "centre-staff", "team-lead", "director", "city-official", "council-member", "auditor"];
/// Everyone who may see every agency.
const ALL_READERS: &[&str] = &["centre-staff", "team-lead", "director", "city-official", "auditor"];
/// The staff of the center.
const STAFF: &[&str] = &["centre-staff", "team-lead", "director"];

/// What this area brings to the house.
pub const AREA: Area = Area {
    name: "evaluation",
    pages: pages::routes,
    api: api::routes,
    openapi: api::openapi,
    words: Messages { ko: include_str!("../i18n/ko.ftl"), en: include_str!("../i18n/en.ftl") },
    migrations: &[db::Migration::portable(
        "2026-11-26_evaluation",
        include_str!("../migrations/2026-11-26_evaluation.sql"),
    )],
    permissions: &[
        Right { name: "evaluation.read", roles: READERS },
        Right { name: "evaluation.all", roles: ALL_READERS },
        Right { name: "evaluation.edit", roles: STAFF },
        Right { name: "evaluation.publish", roles: &["team-lead", "director"] },
        Right { name: "evaluation.confirm", roles: &["director"] },
        Right { name: "evaluation.appeal", roles: &["agency-staff"] },
        Right { name: "evaluation.judge", roles: STAFF },
        Right {
            name: "evaluation.review",
            roles: &["centre-staff", "team-lead", "director", "council-member"],
        },
        Right {
            name: "evaluation.nominate",
            roles: &["agency-staff", "centre-staff", "team-lead", "director"],
        },
        Right { name: "evaluation.award", roles: STAFF },
    ],
    menu: &[MenuEntry { key: "evaluation-menu", href: "/evaluation", permission: "evaluation.read" }],
    jobs: &[],
    indicators: &[
        Indicator { name: "evaluation.scores", unit: "millionths" },
        Indicator { name: "evaluation.ranks", unit: "places" },
    ],
};
