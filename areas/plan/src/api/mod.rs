//! The plan as JSON: a twin of every screen with its filters, paging and rights, and wire types of its own.
//!
//! A list answers with the same rows as its page (`page` of `pages`, `total` rows in all), a form with where it
//! is sent and what may be chosen. What a reader may not see on the page (lines of money, evidence) is `null` here.
//! Files (CSV, XLSX, evidence) have addresses of their own and no twin.

mod activities;
mod documents;
mod forms;
mod materials;
mod modes;
mod money;
mod overview;
mod sheets;
mod work;

use jiff::Timestamp;
use register::budget::Standing;
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use web::{Routes, pager::Pager};

use crate::pages::shared::FileRow;

/// Every JSON route with its right: the right of the page beside it.
pub fn routes() -> Routes {
    forms(Routes::new())
        .get("/", "plan.read", overview::plan)
        .get("/tasks", "plan.read", overview::tasks)
        .get("/tasks/{id}", "plan.read", overview::task)
        .get("/activities", "plan.read", activities::list)
        .get("/activities/{id}", "plan.read", activities::one)
        .get("/gantt", "plan.read", work::gantt)
        .get("/board", "plan.read", work::board)
        .get("/load", "plan.read", work::load)
        .get("/materials", "plan.read", materials::list)
        .get("/materials/{id}", "plan.read", materials::one)
        .get("/sheets", "plan.read", sheets::list)
        .get("/sheets/{id}", "plan.read", sheets::one)
        .get("/documents", "plan.read", documents::list)
        .get("/documents/{id}", "plan.read", documents::one)
        .get("/budget", "plan.money", money::budget)
        .get("/budget/{id}", "plan.money", money::line)
        .get("/transfers", "plan.money", money::transfers)
        .get("/modes", "plan.read", modes::list)
        .get("/modes/preview", "plan.mode", modes::preview)
}

/// The twins of forms.
fn forms(routes: Routes) -> Routes {
    routes
        .get("/activities/new", "plan.edit", forms::new_activity)
        .get("/activities/{id}/edit", "plan.edit", forms::edit_activity)
        .get("/materials/new", "plan.edit", forms::new_material)
        .get("/sheets/new", "plan.edit", forms::new_sheet)
        .get("/sheets/{id}/edit", "plan.edit", forms::edit_sheet)
        .get("/documents/{id}/edit", "plan.edit", forms::edit_document)
        .get("/budget/import", "plan.approve", forms::import_budget)
        .get("/copy", "plan.approve", forms::copy)
        .get("/modes/switch", "plan.mode", forms::switch_mode)
}

#[derive(OpenApi)]
#[openapi(paths(
    overview::plan,
    overview::tasks,
    overview::task,
    activities::list,
    activities::one,
    work::gantt,
    work::board,
    work::load,
    materials::list,
    materials::one,
    sheets::list,
    sheets::one,
    documents::list,
    documents::one,
    money::budget,
    money::line,
    money::transfers,
    modes::list,
    modes::preview,
    forms::new_activity,
    forms::edit_activity,
    forms::new_material,
    forms::new_sheet,
    forms::edit_sheet,
    forms::edit_document,
    forms::import_budget,
    forms::copy,
    forms::switch_mode
))]
struct Document;

/// The OpenAPI paths of the plan.
pub fn document() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// Money in whole won: planned + carried = owed + spent + remaining, committed = owed + spent.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "on the wire every amount names its unit")]
pub struct MoneyWire {
    planned_won: i64,
    carried_won: i64,
    committed_won: i64,
    spent_won: i64,
    owed_won: i64,
    remaining_won: i64,
}

impl From<Standing> for MoneyWire {
    fn from(one: Standing) -> Self {
        Self {
            planned_won: one.planned.0,
            carried_won: one.carried.0,
            committed_won: one.committed.0,
            spent_won: one.spent.0,
            owed_won: one.owed.0,
            remaining_won: one.remaining.0,
        }
    }
}

/// Evidence kept beside something.
#[derive(Debug, Serialize, ToSchema)]
pub struct EvidenceWire {
    /// Where it is fetched.
    href: String,
    name: String,
    /// Size in kilobytes, rounded up.
    kilobytes: i64,
    #[schema(value_type = String, format = DateTime)]
    stored_at: Timestamp,
}

/// Evidence for those who may see it; `null` for the others.
fn evidence(may_money: bool, files: Vec<FileRow>) -> Option<Vec<EvidenceWire>> {
    let wire = |file: FileRow| EvidenceWire {
        href: file.href,
        name: file.name,
        kilobytes: file.kilobytes,
        stored_at: file.stored_at,
    };
    may_money.then(|| files.into_iter().map(wire).collect())
}

/// Which part of a list is shown.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanPageWire {
    /// Year of the plan.
    year: i64,
    /// Page shown, from 1.
    page: i64,
    /// Pages there are.
    pages: i64,
    /// Rows on all pages.
    total: i64,
    /// Whether any row shown is made up for the demo.
    sample: bool,
}

impl PlanPageWire {
    fn of(year: i64, pager: &Pager, sample: bool) -> Self {
        Self { year, page: pager.page, pages: pager.pages(), total: pager.total, sample }
    }
}

/// Nothing for an empty text: on the wire what is not there is `null`.
fn given(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
