//! Readings as JSON beside the pages of due days, locks, receipts and single rows.

use axum::extract::Path;
use base::{AgencyId, ProjectId};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Failure, Reply};

use super::by_name;
use crate::model::Refused;
use crate::pages::{self, agency_month};
use crate::{actions, store};

/// The due days of a year.
#[derive(Serialize, ToSchema)]
struct CalendarBody {
    year: i16,
    /// Where the rule comes from.
    source: String,
    months: Vec<DueBody>,
    holidays: Vec<HolidayBody>,
}

/// When the return of a month is due.
#[derive(Serialize, ToSchema)]
struct DueBody {
    month: String,
    due: String,
    past: bool,
}

/// A day off.
#[derive(Serialize, ToSchema)]
struct HolidayBody {
    day: String,
    name: String,
    name_en: String,
}

/// When what is due in the year asked for.
#[utoipa::path(get, path = "/calendar", responses((status = 200, body = CalendarBody)))]
pub async fn calendar(ask: Ask) -> Reply {
    let found = pages::due_days(&ask).await?;
    let due = |one: pages::DueDay| DueBody { month: one.month, due: one.day, past: one.past };
    let holiday = |one: register::workdays::Holiday| HolidayBody {
        day: one.held_on.to_string(),
        name: one.name,
        name_en: one.name_en,
    };
    ask.json(&CalendarBody {
        year: found.year,
        source: found.source,
        months: found.days.into_iter().map(due).collect(),
        holidays: found.holidays.into_iter().map(holiday).collect(),
    })
}

/// A reminder that was made for an agency and month.
#[derive(Serialize, ToSchema)]
struct ReminderBody {
    #[schema(value_type = String)]
    made_at: jiff::Timestamp,
    subject: String,
    /// Who it goes to.
    to: String,
    /// `draft`, `waiting`, `sent`, `failed` or `discarded`.
    state: String,
}

/// The reminders that the list of late returns counts for an agency and month, newest first.
#[utoipa::path(get, path = "/{agency}/{month}/reminders", responses((status = 200, body = Vec<ReminderBody>), (status = 404)))]
pub async fn reminders(ask: Ask, Path((agency, month)): Path<(String, String)>) -> Reply {
    let found = pages::reminders_of(&ask, &agency, &month).await?;
    let body = |one: pages::Reminder| ReminderBody {
        made_at: one.made_at,
        subject: one.subject,
        to: one.who,
        state: one.state,
    };
    ask.json(&found.made.into_iter().map(body).collect::<Vec<_>>())
}

/// A submission as it was filed.
#[derive(Serialize, ToSchema)]
struct ReceiptBody {
    receipt: String,
    /// Id of the agency.
    agency: String,
    agency_name: String,
    month: String,
    rows: i64,
    edition: i64,
    /// Whether it is the newest of its return.
    latest: bool,
    content_hash: String,
    #[schema(value_type = String)]
    submitted_at: jiff::Timestamp,
}

/// The submission with a receipt number.
#[utoipa::path(get, path = "/receipts/{receipt}", responses((status = 200, body = ReceiptBody), (status = 404)))]
pub async fn receipt(ask: Ask, Path(receipt): Path<String>) -> Reply {
    let found = pages::receipt_of(&ask, &receipt).await?;
    ask.json(&ReceiptBody {
        receipt,
        agency: found.agency.id.to_string(),
        agency_name: found.agency.name,
        month: found.month.to_string(),
        rows: found.edition.rows_filed,
        edition: found.edition.number,
        latest: found.latest,
        content_hash: found.edition.content_hash,
        submitted_at: found.edition.submitted_at,
    })
}

/// What locking a month would leave out.
#[derive(Serialize, ToSchema)]
struct LockingBody {
    month: String,
    locked: bool,
    /// Those that have not filed.
    missing: Vec<MissingBody>,
    /// Those that filed and wait for approval.
    waiting: Vec<MissingBody>,
}

/// An agency without an accepted return.
#[derive(Serialize, ToSchema)]
struct MissingBody {
    /// Id of the agency.
    agency: String,
    agency_name: String,
}

/// Who is missing, before a month is locked.
#[utoipa::path(get, path = "/months/{month}/lock", responses((status = 200, body = LockingBody), (status = 409)))]
pub async fn lock(ask: Ask, Path(month): Path<String>) -> Reply {
    let month = pages::month_of(&month)?;
    let found = pages::locking(&ask, month).await?;
    let body = |(id, agency_name): (AgencyId, String)| MissingBody { agency: id.to_string(), agency_name };
    ask.json(&LockingBody {
        month: month.to_string(),
        locked: found.locked,
        missing: found.missing.into_iter().map(body).collect(),
        waiting: found.waiting.into_iter().map(body).collect(),
    })
}

/// One project's figures in a month; none where it was not filed.
#[derive(Serialize, ToSchema)]
struct RowOfReturn {
    /// Id of the agency.
    agency: String,
    month: String,
    project: String,
    number: String,
    name: String,
    /// Places by the quota in force on the month's last day.
    places: Option<i64>,
    /// Version of the return, which a change has to name.
    version: i64,
    #[schema(value_type = Option<Object>)]
    figures: Option<serde_json::Map<String, serde_json::Value>>,
}

/// One project's figures, as the form shows them.
#[utoipa::path(get, path = "/{agency}/{month}/rows/{project}", responses((status = 200, body = RowOfReturn), (status = 404)))]
pub async fn row(ask: Ask, Path((agency, month, project)): Path<(String, String, String)>) -> Reply {
    let mut tx = ask.read().await?;
    let (agency, month) = agency_month(&ask, &mut tx, &agency, &month).await?;
    let project = ProjectId::from(project);
    let known = actions::context(&mut tx, &agency.id, month).await?;
    let Some(expected) = known.projects.into_iter().find(|one| one.id == project) else {
        return Err(Failure(Refused::NoSuchProject.into()));
    };
    let kept = store::rows_of(&mut tx, &agency.id, month).await?;
    let kept = kept.into_iter().find(|row| row.project == project);
    ask.json(&RowOfReturn {
        agency: agency.id.to_string(),
        month: month.to_string(),
        project: project.to_string(),
        number: expected.number,
        name: expected.name,
        places: expected.places,
        version: store::return_of(&mut tx, &agency.id, month).await?.map_or(0, |one| one.version),
        figures: kept.map(|row| by_name(&row.figures)),
    })
}
