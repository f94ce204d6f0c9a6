//! Sign-in, people and their rights, agencies, districts, organisation, journal viewer and settings.

pub mod actions;
pub mod model;
pub mod passkey;
pub mod password;
pub mod secrets;
pub mod store;
pub mod totp;

use web::{Area, Messages, Routes};

/// What this area brings to the house.
pub const AREA: Area = Area {
    name: "office",
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
