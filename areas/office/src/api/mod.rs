//! JSON of the office beside every screen, with wire types of its own: the same filters, pages and rights.

mod house;
mod people;
mod places;

use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use web::{
    Ask, Routes,
    open::{PUBLIC, SIGNED_IN},
    pager::{self, Pager},
};

/// JSON below `/api/office`.
pub fn routes() -> Routes {
    Routes::new()
        .get("/", "office.hub", house::hub)
        .get("/districts", PUBLIC, places::districts_list)
        .get("/institutions", PUBLIC, places::institutions_list)
        .get("/agencies", "office.agencies-see", places::agencies_list)
        .get("/agencies/{id}", "office.agencies-see", places::agency_one)
        .get("/users", "office.users-see", people::users_list)
        .get("/users/{id}", "office.users-see", people::user_one)
        .get("/roles", "office.users-see", people::roles_list)
        .get("/me", SIGNED_IN, people::me)
        .get("/units", "office.organization-see", house::units_list)
        .get("/reorganizations/{id}", "office.organization-see", house::reorganization_one)
        .get("/journal", "office.journal", house::journal_list)
        .get("/journal/verdict", "office.journal", house::journal_verdict)
        .get("/settings", "office.settings", house::settings_list)
        .get("/jobs", "office.jobs", house::jobs_list)
        .get("/outbox", "office.outbox", house::outbox_list)
        .get("/outbox/{id}", "office.outbox", house::message_one)
}

/// The OpenAPI document of the office.
#[derive(OpenApi)]
#[openapi(paths(
    house::hub,
    places::districts_list,
    places::institutions_list,
    places::agencies_list,
    places::agency_one,
    people::users_list,
    people::user_one,
    people::roles_list,
    people::me,
    house::units_list,
    house::reorganization_one,
    house::journal_list,
    house::journal_verdict,
    house::settings_list,
    house::jobs_list,
    house::outbox_list,
    house::message_one
))]
struct Document;

/// The OpenAPI paths, relative to `/api/office`.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
struct List<T> {
    /// Rows of all pages.
    count: i64,
    /// Page shown, from 1.
    page: i64,
    /// Pages of fifty rows.
    pages: i64,
    rows: Vec<T>,
}

impl<T> List<T> {
    /// The page of `all` rows that the address asks for.
    fn page_of(ask: &Ask, all: Vec<T>) -> Self {
        let pager = Pager::new(ask.page_number(), all.len() as i64, "");
        let rows = all.into_iter().skip(pager.offset() as usize).take(pager::ROWS as usize).collect();
        Self::of(&pager, rows)
    }

    /// Rows that were read for one page.
    fn of(pager: &Pager, rows: Vec<T>) -> Self {
        Self { count: pager.total, page: pager.page, pages: pager.pages(), rows }
    }
}
