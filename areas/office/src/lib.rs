//! Sign-in, people and their rights, agencies, districts, organisation, journal viewer and settings.

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
