//! Monthly returns as JSON: the same data and the same actions as the pages.

mod import;
mod reading;

use axum::Json;
use axum::extract::Path;
use base::{AgencyId, Month, Problem, ProjectId};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use web::{Ask, Reply, Routes, open};

use crate::model::{
    Decide, Figures, FillRow, Line, LockMonth, MEASURES, Refused, Remark, Reopen, Return, SendBack, State,
    Submit,
};
use crate::pages::agency_month;
use crate::{actions, pages, store};

/// Every JSON route with its right.
pub fn routes() -> Routes {
    Routes::new()
        .get("/", "returns.read", list)
        .get("/schema.json", open::PUBLIC, schema)
        .get("/rows", "returns.read", rows)
        .get("/late", "returns.read", late)
        .get("/calendar", "returns.read", reading::calendar)
        .get("/receipts/{receipt}", "returns.read", reading::receipt)
        .get("/import", "returns.approve", import::list)
        .get("/import/{id}", "returns.approve", import::show)
        .post("/import/{id}/confirm", "returns.approve", import::confirm)
        .post("/import/{id}/cancel", "returns.approve", import::cancel)
        .get("/months/{month}/lock", "returns.lock", reading::lock)
        .post("/months/{month}/lock", "returns.lock", lock)
        .get("/{agency}/{month}", "returns.read", show)
        .get("/{agency}/{month}/reminders", "returns.read", reading::reminders)
        .get("/{agency}/{month}/rows/{project}", "returns.file", reading::row)
        .post("/{agency}/{month}/rows/{project}", "returns.file", fill)
        .post("/{agency}/{month}/submit", "returns.file", submit)
        .post("/{agency}/{month}/approve", "returns.approve", approve)
        .post("/{agency}/{month}/send-back", "returns.approve", send_back)
        .post("/{agency}/{month}/reopen", "returns.reopen", reopen)
}

#[derive(OpenApi)]
#[openapi(paths(
    list,
    schema,
    rows,
    late,
    show,
    fill,
    submit,
    approve,
    send_back,
    reopen,
    lock,
    reading::calendar,
    reading::reminders,
    reading::receipt,
    reading::lock,
    reading::row,
    import::list,
    import::show,
    import::confirm,
    import::cancel
))]
struct Document;

/// The OpenAPI paths of this area.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// The state of one agency's month.
#[derive(Serialize, ToSchema)]
struct MonthState {
    /// Id of the agency.
    agency: String,
    agency_name: String,
    #[schema(example = "2022-10")]
    month: String,
    state: String,
    filed: bool,
    filed_late: bool,
    receipt: String,
    /// Whether it is sample data.
    sample: bool,
}

/// One row with its figures by column.
#[derive(Serialize, ToSchema)]
struct RowBody {
    /// Id of the agency.
    agency: String,
    agency_name: String,
    month: String,
    project: String,
    number: String,
    district: String,
    programme_type: String,
    state: String,
    /// Whether it is sample data.
    sample: bool,
    #[schema(value_type = Object)]
    figures: serde_json::Map<String, serde_json::Value>,
}

/// Rows that fit, how many there are, and their sums.
#[derive(Serialize, ToSchema)]
struct RowsBody {
    count: i64,
    page: i64,
    #[schema(value_type = Object)]
    total: serde_json::Map<String, serde_json::Value>,
    rows: Vec<RowBody>,
}

/// Something the check found.
#[derive(Serialize, ToSchema)]
struct RemarkBody {
    level: &'static str,
    cell: String,
    code: String,
    sentence: String,
    next: String,
    answer: String,
    /// Whether a remark before it tells it for many cells at once.
    folded: bool,
}

/// A return with its rows and remarks.
#[derive(Serialize, ToSchema)]
struct ReturnBody {
    /// Id of the agency.
    agency: String,
    agency_name: String,
    month: String,
    state: String,
    version: i64,
    receipt: String,
    content_hash: String,
    /// Whether it is sample data.
    sample: bool,
    remarks: Vec<RemarkBody>,
    /// Projects of the month, filed or not.
    projects: usize,
    /// Sums over the rows; nothing where nothing was filed, which is not zero.
    #[schema(value_type = Option<Object>)]
    total: Option<serde_json::Map<String, serde_json::Value>>,
    rows: Vec<ReturnRow>,
}

/// One project of a return.
#[derive(Serialize, ToSchema)]
struct ReturnRow {
    project: String,
    number: String,
    #[schema(value_type = Object)]
    figures: serde_json::Map<String, serde_json::Value>,
}

/// A late return.
#[derive(Serialize, ToSchema)]
struct LateBody {
    /// Id of the agency.
    agency: String,
    agency_name: String,
    month: String,
    state: String,
    due: String,
    working_days_late: i64,
    /// Reminders sent so far.
    reminders: i64,
    /// Whether it is sample data.
    sample: bool,
}

/// Figures of one project, by column.
#[derive(Deserialize, ToSchema)]
struct FillBody {
    version: i64,
    #[schema(value_type = Object)]
    figures: std::collections::BTreeMap<String, i64>,
}

/// A submission with answers, by the place of their question.
#[derive(Deserialize, ToSchema)]
struct SubmitBody {
    version: i64,
    #[serde(default)]
    #[schema(value_type = Object)]
    answers: std::collections::BTreeMap<String, String>,
}

/// A decision; the reason where one is needed.
#[derive(Deserialize, ToSchema)]
struct DecideBody {
    #[serde(default)]
    version: i64,
    #[serde(default)]
    reason: String,
}

/// A note on agencies that are missing.
#[derive(Deserialize, ToSchema)]
struct LockBody {
    #[serde(default)]
    note: String,
}

/// Figures by column.
fn by_name(figures: &Figures) -> serde_json::Map<String, serde_json::Value> {
    MEASURES.iter().zip(figures.0).map(|(name, figure)| ((*name).to_owned(), figure.into())).collect()
}

/// States of the year's months; agency staff see their own.
#[utoipa::path(get, path = "/", responses((status = 200, body = Vec<MonthState>)))]
async fn list(ask: Ask) -> Reply {
    let year = pages::year_of(&ask);
    let own = ask.actor.agency.as_ref().map(AgencyId::as_str).unwrap_or_default();
    let (from, until) = (Month::of(year.first_day()), Month::of(year.last_day()));
    let filed = store::filed_between(&mut ask.read().await?, from, until, own).await?;
    let body = |one: store::FiledMonth| MonthState {
        agency: one.agency_id.to_string(),
        agency_name: one.agency,
        month: one.month.to_string(),
        state: one.state,
        filed: one.filed,
        filed_late: one.filed_late,
        receipt: one.receipt,
        sample: pages::is_sample(&ask, one.sample),
    };
    ask.json(&filed.into_iter().map(body).collect::<Vec<_>>())
}

/// The published Table Schema.
#[utoipa::path(get, path = "/schema.json", responses((status = 200, body = Object)))]
async fn schema(ask: Ask) -> Reply {
    let schema: serde_json::Value =
        serde_json::from_str(crate::check::SCHEMA_JSON).map_err(Problem::fault)?;
    ask.json(&schema)
}

/// Rows that fit: `from`, `until`, `month`, `agency`, `project`, `district`, `type`, `page`.
#[utoipa::path(get, path = "/rows", responses((status = 200, body = RowsBody)))]
async fn rows(ask: Ask) -> Reply {
    let filter = pages::rows_filter(&ask).await?;
    let mut tx = ask.read().await?;
    let count = store::filed_rows_count(&mut tx, &filter).await?;
    let total = store::filed_rows_total(&mut tx, &filter).await?;
    let pager = web::pager::Pager::new(ask.page_number(), count, "");
    let found = store::filed_rows(&mut tx, &filter, web::pager::ROWS, pager.offset()).await?;
    let row = |row: store::LedgerRow| RowBody {
        agency: row.agency_id.to_string(),
        agency_name: row.agency,
        month: row.month.to_string(),
        project: row.project_id.to_string(),
        number: row.number,
        district: row.district_id.to_string(),
        programme_type: row.type_id.to_string(),
        state: row.state,
        sample: pages::is_sample(&ask, row.sample),
        figures: by_name(&row.figures),
    };
    ask.json(&RowsBody {
        count,
        page: pager.page,
        total: by_name(&total),
        rows: found.into_iter().map(row).collect(),
    })
}

/// Returns of the year that are due and not filed.
#[utoipa::path(get, path = "/late", responses((status = 200, body = Vec<LateBody>)))]
async fn late(ask: Ask) -> Reply {
    let late = pages::late_returns(&ask).await?;
    let body = |one: pages::Late| LateBody {
        agency: one.agency_id,
        agency_name: one.agency,
        month: one.month,
        state: one.state.word().to_owned(),
        due: one.due,
        working_days_late: one.days,
        reminders: one.reminders,
        sample: one.sample,
    };
    ask.json(&late.into_iter().map(body).collect::<Vec<_>>())
}

/// One return.
#[utoipa::path(get, path = "/{agency}/{month}", responses((status = 200, body = ReturnBody), (status = 404)))]
async fn show(ask: Ask, Path((agency, month)): Path<(String, String)>) -> Reply {
    let mut tx = ask.read().await?;
    let (agency, month) = agency_month(&ask, &mut tx, &agency, &month).await?;
    let found = store::return_of(&mut tx, &agency.id, month).await?;
    let rows = store::rows_of(&mut tx, &agency.id, month).await?;
    let projects = actions::context(&mut tx, &agency.id, month).await?.projects.len();
    let lines: Vec<Line> = rows.iter().cloned().map(Line::from).collect();
    let remarks = found.as_ref().map(|one| Remark::list(&one.remarks)).unwrap_or_default();
    let remark = |remark: &Remark| RemarkBody {
        level: if remark.is_error() { "error" } else { "question" },
        cell: remark.cell.clone(),
        code: remark.key.clone(),
        sentence: ask.say(&remark.phrase()),
        next: ask.say(&remark.next()),
        answer: remark.answer.clone(),
        folded: remark.folded,
    };
    let row = |row: store::KeptRow| ReturnRow {
        project: row.project.to_string(),
        number: row.number,
        figures: by_name(&row.figures),
    };
    ask.json(&ReturnBody {
        agency: agency.id.to_string(),
        agency_name: agency.name,
        month: month.to_string(),
        state: found.as_ref().map_or(State::None, Return::state).word().to_owned(),
        version: found.as_ref().map_or(0, |one| one.version),
        receipt: found.as_ref().map(|one| one.receipt.clone()).unwrap_or_default(),
        sample: pages::is_sample(&ask, agency.sample || found.as_ref().is_some_and(|one| one.sample)),
        content_hash: found.map(|one| one.content_hash).unwrap_or_default(),
        remarks: remarks.iter().map(remark).collect(),
        projects,
        total: pages::sum(&lines).as_ref().map(by_name),
        rows: rows.into_iter().map(row).collect(),
    })
}

/// Puts in one project's figures.
#[utoipa::path(post, path = "/{agency}/{month}/rows/{project}", request_body = FillBody, responses((status = 200)))]
async fn fill(
    ask: Ask,
    Path((agency, month, project)): Path<(String, String, String)>,
    Json(body): Json<FillBody>,
) -> Reply {
    let (agency, month) = agency_month(&ask, &mut ask.read().await?, &agency, &month).await?;
    let typed = body.figures.into_iter().map(|(name, figure)| (name, figure.to_string())).collect();
    let wish = FillRow { version: body.version, typed };
    let mut work = ask.work().await?;
    actions::fill_row(&mut work, &agency.id, month, &ProjectId::from(project), &wish).await?;
    work.commit().await?;
    ask.json(&serde_json::json!({ "saved": true }))
}

/// Submits a checked return; gives its receipt number.
#[utoipa::path(post, path = "/{agency}/{month}/submit", request_body = SubmitBody, responses((status = 200)))]
async fn submit(
    ask: Ask,
    Path((agency, month)): Path<(String, String)>,
    Json(body): Json<SubmitBody>,
) -> Reply {
    let (agency, month) = agency_month(&ask, &mut ask.read().await?, &agency, &month).await?;
    let mut work = ask.work().await?;
    let wish = Submit { version: body.version, answers: body.answers };
    let receipt = actions::submit(&mut work, &agency.id, month, &wish).await?;
    work.commit().await?;
    ask.json(&serde_json::json!({ "receipt": receipt }))
}

/// Approves a return.
#[utoipa::path(post, path = "/{agency}/{month}/approve", request_body = DecideBody, responses((status = 200)))]
async fn approve(
    ask: Ask,
    Path((agency, month)): Path<(String, String)>,
    Json(body): Json<DecideBody>,
) -> Reply {
    let (agency, month) = agency_month(&ask, &mut ask.read().await?, &agency, &month).await?;
    let mut work = ask.work().await?;
    actions::approve(&mut work, &agency.id, month, &Decide { version: body.version }).await?;
    work.commit().await?;
    ask.json(&serde_json::json!({ "state": "approved" }))
}

/// Sends a return back with a reason.
#[utoipa::path(post, path = "/{agency}/{month}/send-back", request_body = DecideBody, responses((status = 200)))]
async fn send_back(
    ask: Ask,
    Path((agency, month)): Path<(String, String)>,
    Json(body): Json<DecideBody>,
) -> Reply {
    let (agency, month) = agency_month(&ask, &mut ask.read().await?, &agency, &month).await?;
    let mut work = ask.work().await?;
    let wish = SendBack { version: body.version, reason: body.reason };
    actions::send_back(&mut work, &agency.id, month, &wish).await?;
    work.commit().await?;
    ask.json(&serde_json::json!({ "state": "returned" }))
}

/// Opens a return again with a reason.
#[utoipa::path(post, path = "/{agency}/{month}/reopen", request_body = DecideBody, responses((status = 200)))]
async fn reopen(
    ask: Ask,
    Path((agency, month)): Path<(String, String)>,
    Json(body): Json<DecideBody>,
) -> Reply {
    let (agency, month) = agency_month(&ask, &mut ask.read().await?, &agency, &month).await?;
    let mut work = ask.work().await?;
    let wish = Reopen { version: body.version, reason: body.reason };
    let state = actions::reopen(&mut work, &agency.id, month, &wish).await?;
    work.commit().await?;
    ask.json(&serde_json::json!({ "state": state.word() }))
}

/// Locks a month.
#[utoipa::path(post, path = "/months/{month}/lock", request_body = LockBody, responses((status = 200)))]
async fn lock(ask: Ask, Path(month): Path<String>, Json(body): Json<LockBody>) -> Reply {
    let month: Month = month.parse().map_err(|_| Problem::from(Refused::NoSuchMonth))?;
    let mut work = ask.work().await?;
    actions::lock_month(&mut work, month, &LockMonth { note: body.note }).await?;
    work.commit().await?;
    ask.json(&serde_json::json!({ "locked": true }))
}
