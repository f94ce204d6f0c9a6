//! The agencies' one monthly file, from upload to the locked month.

use web::{Area, Messages, Routes};

/// What this area brings to the house.
pub const AREA: Area = Area {
    name: "returns",
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
