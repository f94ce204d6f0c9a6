//! The situation: where present supply cannot meet the coming demand, and what the centre does about it.

pub mod actions;
mod charts;
mod compute;
mod guideline;
mod ledger;
pub mod model;
mod listing;
mod say;
mod store;
mod tables;

use web::{Area, Messages, Routes};

/// What this area brings to the house.
pub const AREA: Area = Area {
    name: "foresight",
    pages: Routes::new,
    api: Routes::new,
    openapi: web::no_openapi,
    words: Messages { ko: include_str!("../i18n/ko.ftl"), en: include_str!("../i18n/en.ftl") },
    migrations: &[],
    permissions: &[],
    menu: &[],
    jobs: &[],
    indicators: &[],
};
