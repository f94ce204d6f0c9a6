//! The screens of monthly returns.

mod due;
pub mod import;
mod list;
mod lock;
mod one;
mod row;
mod rows;
mod upload;

use axum::extract::Path;
use base::{AgencyId, FiscalYear, Month, Problem};
use db::Tx;
use register::agencies::{self, Agency};
use web::{Ask, Reply, Routes, open};

pub use due::{DueDay, Late, Reminder, due_days, late_returns, reminders_of};
pub use lock::{locking, month_of};
pub use one::{receipt_of, sum};
pub use rows::filter as rows_filter;

use crate::check::SCHEMA_JSON;
use crate::files::Told;
use crate::model::{Refused, Remark, month_to_file};

/// Every screen with its right.
pub fn routes() -> Routes {
    Routes::new()
        .get("/", "returns.read", list::list)
        .get("/schema.json", open::PUBLIC, schema)
        .get("/rows", "returns.read", rows::list)
        .get("/rows.csv", "returns.read", rows::csv)
        .get("/rows.xlsx", "returns.read", rows::xlsx)
        .get("/late", "returns.read", due::late)
        .get("/late.csv", "returns.read", due::late_csv)
        .get("/late.xlsx", "returns.read", due::late_xlsx)
        .get("/import", "returns.approve", import::list)
        .post("/import", "returns.approve", import::send)
        .get("/import/{id}", "returns.approve", import::show)
        .post("/import/{id}/confirm", "returns.approve", import::confirm)
        .post("/import/{id}/cancel", "returns.approve", import::cancel)
        .get("/calendar", "returns.read", due::calendar)
        .get("/calendar.ics", "returns.read", due::calendar_file)
        .get("/months/{month}/lock", "returns.lock", lock::ask_lock)
        .post("/months/{month}/lock", "returns.lock", lock::lock)
        .get("/receipts/{receipt}", "returns.read", one::receipt)
        .get("/{agency}/{month}", "returns.read", one::show)
        .get("/{agency}/{month}/reminders", "returns.read", due::reminders)
        .get("/{agency}/{month}/template.xlsx", "returns.file", upload::template)
        .post("/{agency}/{month}/upload", "returns.file", upload::upload)
        .get("/{agency}/{month}/marked.xlsx", "returns.read", upload::marked)
        .get("/{agency}/{month}/rows/{project}", "returns.file", row::edit)
        .post("/{agency}/{month}/rows/{project}", "returns.file", row::update)
        .post("/{agency}/{month}/submit", "returns.file", one::submit)
        .post("/{agency}/{month}/approve", "returns.approve", one::approve)
        .post("/{agency}/{month}/send-back", "returns.approve", one::send_back)
        .post("/{agency}/{month}/reopen", "returns.reopen", one::reopen)
}

/// `GET /returns/schema.json`: the published Table Schema, for everyone.
async fn schema(ask: Ask) -> Reply {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA_JSON).map_err(Problem::fault)?;
    ask.json(&schema)
}

/// The agency and month of an address; agency staff see their own only.
pub async fn place(
    ask: &Ask,
    tx: &mut Tx,
    path: &Path<(String, String)>,
) -> Result<(Agency, Month), Problem> {
    agency_month(ask, tx, &path.0.0, &path.0.1).await
}

/// The agency and month by their words in an address.
pub async fn agency_month(
    ask: &Ask,
    tx: &mut Tx,
    agency: &str,
    month: &str,
) -> Result<(Agency, Month), Problem> {
    let month: Month = month.parse().map_err(|_| Problem::from(Refused::NoSuchMonth))?;
    let id = AgencyId::from(agency);
    ask.actor.must_see(&id)?;
    let agency = agencies::agency(tx, &id).await?.ok_or_else(|| Problem::from(Refused::NoSuchAgency))?;
    Ok((agency, month))
}

/// A remark in the visitor's words.
pub fn told(ask: &Ask, remark: &Remark) -> Told {
    Told {
        cell: remark.cell.clone(),
        error: remark.is_error(),
        sentence: ask.say(&remark.phrase()),
        next: ask.say(&remark.next()),
    }
}

/// Whether something is sample data: made up itself, or kept in a demo, where everything is.
pub fn is_sample(ask: &Ask, made_up: bool) -> bool {
    made_up || ask.app.options().demo
}

/// The mark of sample data for files; empty for real ones.
pub fn sample_mark(ask: &Ask, made_up: bool) -> String {
    if is_sample(ask, made_up) { ask.t("returns-file-sample") } else { String::new() }
}

/// The refusal of an address with a condition that is none.
pub fn unclear() -> Problem {
    web::Refused::UnclearAddress { what: "choice" }.into()
}

/// The year asked for, else the one whose months are filed now.
pub fn year_of(ask: &Ask) -> FiscalYear {
    let asked =
        ask.param("year").and_then(|year| year.parse().ok()).filter(|year| (2004..=2200).contains(year));
    FiscalYear(asked.unwrap_or(month_to_file(ask.today()).year().0))
}

/// Address of an agency's own page; everyone who may see returns may open it.
pub fn agency_href(agency: &AgencyId) -> String {
    format!("/office/agencies/{agency}")
}

/// A choice of a drop-down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Value sent.
    pub value: String,
    /// Words shown.
    pub label: String,
    /// Whether it is chosen.
    pub selected: bool,
}

impl Choice {
    /// A choice that is selected when it equals `now`.
    pub fn new(value: &str, label: &str, now: &str) -> Self {
        Self { value: value.to_owned(), label: label.to_owned(), selected: value == now }
    }
}

/// A link to a page of a list, as the paging component takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageStep {
    /// Number.
    pub label: String,
    /// Address.
    pub href: String,
    /// Whether it is shown now.
    pub here: bool,
}

/// The links of a pager; none for one page.
pub fn steps(pager: &web::pager::Pager) -> Vec<PageStep> {
    if pager.pages() < 2 {
        return Vec::new();
    }
    let step = |link: web::pager::PageLink| PageStep {
        label: link.number.to_string(),
        href: link.href,
        here: link.current,
    };
    pager.links().into_iter().map(step).collect()
}
