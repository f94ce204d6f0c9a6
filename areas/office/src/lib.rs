//! Sign-in, people and their rights, agencies, districts, organisation, journal viewer and settings.

pub mod actions;
mod api;
pub mod cli;
pub mod model;
mod pages;
mod passkey;
mod password;
pub mod sample;
pub mod secrets;
pub mod store;
pub mod totp;

use db::Migration;
use web::{Area, MenuEntry, Messages, Right};

/// Everyone who works with the house.
const STAFF: &[&str] = &model::ROLES;
/// Those who manage people and settings.
const ADMIN: &[&str] = &["director", "system-admin"];
/// The centre's own people.
const CENTRE: &[&str] = &["director", "team-lead", "centre-staff"];

/// What this area brings to the house.
pub const AREA: Area = Area {
    name: "office",
    pages: pages::routes,
    api: api::routes,
    openapi: api::openapi,
    words: Messages { ko: include_str!("../i18n/ko.ftl"), en: include_str!("../i18n/en.ftl") },
    migrations: &[Migration::portable(
        "2026-11-24_office",
        include_str!("../migrations/2026-11-24_office.sql"),
    )],
    permissions: &[
        Right { name: "office.hub", roles: STAFF },
        Right { name: "office.users", roles: ADMIN },
        Right { name: "office.users-see", roles: &["director", "system-admin", "auditor"] },
        Right { name: "office.agencies", roles: CENTRE },
        Right {
            name: "office.agencies-see",
            roles: &[
                "director",
                "team-lead",
                "centre-staff",
                "city-official",
                "agency-staff",
                "auditor",
                "system-admin",
            ],
        },
        Right { name: "office.organization", roles: &["director"] },
        Right {
            name: "office.organization-see",
            roles: &["director", "team-lead", "centre-staff", "city-official", "auditor", "system-admin"],
        },
        Right { name: "office.journal", roles: &["auditor", "director", "system-admin"] },
        Right { name: "office.settings", roles: ADMIN },
        Right { name: "office.outbox", roles: CENTRE },
        Right { name: "office.jobs", roles: &["director", "auditor", "system-admin"] },
    ],
    menu: &[MenuEntry { key: "office-menu", href: "/office", permission: "office.hub" }],
    jobs: &[],
    indicators: &[],
};
