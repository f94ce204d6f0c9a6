//! The situation: where present supply cannot meet the coming demand, and what the centre does about it.

pub mod actions;
mod api;
mod charts;
mod compute;
mod files;
mod guideline;
mod ledger;
mod listing;
mod lists;
pub mod model;
mod pages;
mod say;
mod store;
mod tables;
mod terminal;
mod view;
mod wire;

pub use actions::situation_of as situation;
pub use api::situation_json;
pub use files::{csv, xlsx};
pub use terminal::terminal;

use web::{Area, MenuEntry, Messages, Right};

/// What this area brings to the house.
pub const AREA: Area = Area {
    name: "foresight",
    pages: pages::routes,
    api: api::routes,
    openapi: api::openapi,
    words: Messages { ko: include_str!("../i18n/ko.ftl"), en: include_str!("../i18n/en.ftl") },
    migrations: &[],
    permissions: &[Right {
        name: "foresight.warnings",
        roles: &["director", "team-lead", "centre-staff", "city-official", "auditor"],
    }],
    menu: &[MenuEntry { key: "foresight-menu", href: "/foresight", permission: "" }],
    jobs: &[],
    indicators: &[],
};
