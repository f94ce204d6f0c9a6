//! Advice to implementing agencies: who needs a visit and why, cases from request to outcome, visits, advice, experts.
//!
//! The risk list reads only what agencies have filed already (`figures`); nothing is asked twice. A case goes through
//! request, triage, diagnosis, plan, approval, visits, advice, follow-up and outcome; afterwards the area asks whether it
//! helped, against comparable agencies that were not advised (`effects`).

mod actions;
mod api;
mod effects;
mod figures;
mod guideline;
mod learn;
mod matching;
mod model;
mod pages;
mod risk;
pub mod sample;
mod store;
mod week;

use db::Migration;
use web::{Area, Indicator, MenuEntry, Messages, Right};

/// Everyone at the centre who advises.
const CENTRE: &[&str] = &["centre-staff", "team-lead", "director"];
/// Everyone who may compare agencies with each other.
const COMPARERS: &[&str] = &["centre-staff", "team-lead", "director", "city-official", "auditor"];
/// Everyone who may read cases; agency staff see their own agency's only.
const READERS: &[&str] =
    &["agency-staff", "centre-staff", "team-lead", "director", "city-official", "auditor"];

/// What this area brings to the house.
pub const AREA: Area = Area {
    name: "consulting",
    pages: pages::routes,
    api: api::routes,
    openapi: api::openapi,
    words: Messages { ko: include_str!("../i18n/ko.ftl"), en: include_str!("../i18n/en.ftl") },
    migrations: &[Migration::portable(
        "2026-11-26_consulting",
        include_str!("../migrations/2026-11-26_consulting.sql"),
    )],
    permissions: &[
        Right { name: "consulting.read", roles: READERS },
        Right { name: "consulting.compare", roles: COMPARERS },
        Right {
            name: "consulting.request",
            roles: &["agency-staff", "centre-staff", "team-lead", "director"],
        },
        Right {
            name: "consulting.carry-out",
            roles: &["agency-staff", "centre-staff", "team-lead", "director"],
        },
        Right { name: "consulting.work", roles: CENTRE },
        Right { name: "consulting.approve", roles: &["team-lead", "director"] },
        Right { name: "consulting.internal", roles: &["centre-staff", "team-lead", "director", "auditor"] },
    ],
    menu: &[MenuEntry { key: "consulting-menu", href: "/consulting", permission: "consulting.read" }],
    jobs: &[],
    indicators: INDICATORS,
};

/// What this area writes to the ledger.
const INDICATORS: &[Indicator] = &[
    Indicator { name: "consulting.visits", unit: "visits" },
    Indicator { name: "consulting.minutes", unit: "minutes" },
    Indicator { name: "consulting.cases", unit: "cases" },
    Indicator { name: "consulting.advice", unit: "pieces of advice" },
    Indicator { name: "consulting.advice_done", unit: "pieces of advice" },
];
