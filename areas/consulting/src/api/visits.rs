//! Visits as JSON: the list, one visit, planning or taking one down, and the week's plan.

use axum::{Json, extract::Path};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Ask, Reply};

use crate::{
    actions::visits::{create_visit, meeting_stopped, update_visit},
    model::{SaveVisit, Visit},
    pages, store,
};

/// A visit.
#[derive(Debug, Serialize, ToSchema)]
pub struct VisitWire {
    id: String,
    case: Option<String>,
    agency: String,
    agency_name: String,
    way: String,
    purpose: String,
    state: String,
    visit_on: String,
    minutes: i64,
    travel_minutes: i64,
    visitors: String,
    /// Planned in person, and stopped by the operating mode.
    affected: bool,
    sample: bool,
    /// Counts changes; sent with what changes the visit.
    version: i64,
}

/// A visit as it is sent.
pub fn visit_wire(row: pages::VisitRow) -> VisitWire {
    VisitWire {
        id: row.one.id,
        case: row.one.case_id,
        agency: row.one.agency_id.to_string(),
        agency_name: row.agency,
        way: row.one.way,
        purpose: row.one.purpose,
        state: row.one.state,
        visit_on: row.one.visit_on.to_string(),
        minutes: row.one.minutes,
        travel_minutes: row.one.travel_minutes,
        visitors: row.visitors,
        affected: row.affected,
        sample: row.one.sample,
        version: row.one.version,
    }
}

/// Visits, narrowed as the list is.
#[utoipa::path(get, path = "/visits", params(
    ("state" = Option<String>, Query, description = "planned, held or cancelled"),
    ("affected" = Option<String>, Query, description = "Only what the operating mode stops")),
    responses((status = 200, description = "Visits", body = [VisitWire])))]
pub async fn visits(ask: Ask) -> Reply {
    let rows = pages::visits_wanted(&ask, &mut ask.read().await?).await?;
    ask.json(&rows.into_iter().map(visit_wire).collect::<Vec<_>>())
}

/// A visit with what was talked about.
#[derive(Debug, Serialize, ToSchema)]
pub struct VisitWholeWire {
    visit: VisitWire,
    note: String,
    /// Who goes (opaque ids).
    visitors: Vec<String>,
    /// Expert who came along.
    expert: Option<String>,
    /// The operating mode that stops meetings at the agency today.
    stopped_by: Option<String>,
}

/// One visit.
#[utoipa::path(get, path = "/visits/{id}", params(("id" = String, Path, description = "Visit")),
    responses((status = 200, description = "The visit", body = VisitWholeWire), (status = 404, description = "No such visit")))]
pub async fn visit(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = pages::found_visit(&ask, &id).await?;
    let mut tx = ask.read().await?;
    let visitors = store::visitors(&mut tx, &id).await?;
    let stopped = meeting_stopped(&mut tx, &one.agency_id, ask.today()).await?;
    ask.json(&VisitWholeWire {
        note: one.note.clone(),
        visitors: visitors.into_iter().map(|(_, user)| user.to_string()).collect(),
        expert: one.expert_id.clone(),
        stopped_by: stopped.map(|(_, mode)| mode.mode),
        visit: visit_wire(pages::visit_row(&ask, &mut tx, one).await?),
    })
}

/// A visit to be planned or taken down.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct VisitBody {
    /// Agency, for a visit without a case.
    agency_id: String,
    /// Case; left out for a visit without one.
    case_id: String,
    /// in-person, phone or video.
    way: String,
    /// regular, diagnosis, advice or follow-up.
    purpose: String,
    /// planned or held.
    state: String,
    visit_on: String,
    /// Who goes (opaque ids).
    visitors: Vec<String>,
    /// Minutes it took; left out while planned.
    minutes: i64,
    /// Minutes there and back.
    travel_minutes: i64,
    visit_note: String,
    /// Expert who came along.
    expert_id: String,
    /// Version that was changed; left out for a new one.
    version: i64,
}

impl From<VisitBody> for SaveVisit {
    fn from(body: VisitBody) -> Self {
        Self {
            agency_id: body.agency_id,
            case_id: body.case_id,
            way: body.way,
            purpose: body.purpose,
            state: body.state,
            visit_on: body.visit_on,
            visitors: body.visitors,
            minutes: body.minutes.to_string(),
            travel_minutes: body.travel_minutes.to_string(),
            visit_note: body.visit_note,
            expert_id: body.expert_id,
            version: body.version,
        }
    }
}

/// What was kept of a visit.
fn kept(ask: &Ask, one: &Visit) -> Reply {
    ask.json(&json!({ "id": one.id, "state": one.state, "visit_on": one.visit_on }))
}

/// Plans a visit, or takes down one that was held.
#[utoipa::path(post, path = "/visits", request_body = VisitBody,
    responses((status = 200, description = "Id, state and day"), (status = 409, description = "Nobody may meet there that day"),
              (status = 422, description = "Fields at fault")))]
pub async fn create(ask: Ask, Json(body): Json<VisitBody>) -> Reply {
    let mut work = ask.work().await?;
    let one = create_visit(&mut work, &body.into()).await?;
    work.commit().await?;
    kept(&ask, &one)
}

/// Changes a visit; its case and agency stay.
#[utoipa::path(post, path = "/visits/{id}", request_body = VisitBody, params(("id" = String, Path, description = "Visit")),
    responses((status = 200, description = "Id, state and day"), (status = 404, description = "No such visit"),
              (status = 409, description = "Over, or changed meanwhile"), (status = 422, description = "Fields at fault")))]
pub async fn update(ask: Ask, Path(id): Path<String>, Json(body): Json<VisitBody>) -> Reply {
    let mut work = ask.work().await?;
    let one = update_visit(&mut work, &id, &body.into()).await?;
    work.commit().await?;
    kept(&ask, &one)
}

/// The week's visit plan.
#[utoipa::path(get, path = "/week", params(
    ("monday" = Option<String>, Query, description = "A day of the week"), ("hours" = Option<i64>, Query, description = "Hours a week of each")),
    responses((status = 200, description = "Trips with agencies, minutes and points")))]
pub async fn week(ask: Ask) -> Reply {
    let param = |name: &str| ask.param(name).unwrap_or_default();
    let asked = pages::week_asked(&ask, (&param("monday"), &param("hours"), &[])).await?;
    ask.json(&json!({ "monday": asked.monday, "people": asked.people.len(), "hours": asked.hours, "plan": asked.plan }))
}
