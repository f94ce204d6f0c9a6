//! Advice as JSON: the list, giving advice, and what became of it.

use axum::{Json, extract::Path};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use web::{Ask, Reply};

use super::day;
use crate::{
    actions,
    model::{Decide, GiveAdvice},
    pages,
};

/// A piece of advice.
#[derive(Debug, Serialize, ToSchema)]
pub struct AdviceWire {
    id: String,
    case: String,
    agency: String,
    agency_name: String,
    field: String,
    advice: String,
    owner: String,
    given_on: String,
    due_on: String,
    state: String,
    ended_on: Option<String>,
    sample: bool,
    /// Counts changes; sent with what becomes of the advice.
    version: i64,
}

/// A piece of advice as it is sent.
pub fn advice_wire(row: pages::AdviceRow) -> AdviceWire {
    AdviceWire {
        id: row.one.id,
        case: row.one.case_id,
        agency: row.one.agency_id.to_string(),
        agency_name: row.agency,
        field: row.one.field,
        advice: row.one.body,
        owner: row.owner,
        given_on: row.one.given_on.to_string(),
        due_on: row.one.due_on.to_string(),
        state: row.one.state,
        ended_on: day(row.one.ended_on),
        sample: row.one.sample,
        version: row.one.version,
    }
}

/// Advice, narrowed as the list is.
#[utoipa::path(get, path = "/advice", params(
    ("state" = Option<String>, Query, description = "open, done or dropped"),
    ("overdue" = Option<String>, Query, description = "Only what is overdue")),
    responses((status = 200, description = "Advice", body = [AdviceWire])))]
pub async fn advice(ask: Ask) -> Reply {
    let rows = pages::advice_wanted(&ask, &mut ask.read().await?).await?;
    ask.json(&rows.into_iter().map(advice_wire).collect::<Vec<_>>())
}

/// Advice to be given.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct AdviceBody {
    /// Word of the field of strengthening.
    advice_field: String,
    /// What should be done.
    advice: String,
    /// Who carries it out (opaque id).
    advice_owner: String,
    /// By when.
    advice_due_on: String,
}

/// Gives advice on a case; its owner gets a task.
#[utoipa::path(post, path = "/cases/{id}/advice", request_body = AdviceBody, params(("id" = String, Path, description = "Case")),
    responses((status = 200, description = "Id, state and last day"), (status = 404, description = "No such case"),
              (status = 409, description = "The case is not worked on"), (status = 422, description = "Fields at fault")))]
pub async fn give(ask: Ask, Path(id): Path<String>, Json(body): Json<AdviceBody>) -> Reply {
    let wish = GiveAdvice {
        field: body.advice_field,
        advice: body.advice,
        owner_id: body.advice_owner,
        due_on: body.advice_due_on,
    };
    let mut work = ask.work().await?;
    let one = actions::advice::give_advice(&mut work, &id, &wish).await?;
    work.commit().await?;
    ask.json(&json!({ "id": one.id, "state": one.state, "due_on": one.due_on }))
}

/// What became of advice.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct AdviceDecisionBody {
    /// done, dropped or open.
    decision: String,
    /// What was done, or why not.
    note: String,
    /// Version that was seen.
    version: i64,
}

/// Says that advice was carried out (its agency may), is dropped, or is open again.
#[utoipa::path(post, path = "/advice/{id}", request_body = AdviceDecisionBody, params(("id" = String, Path, description = "Advice")),
    responses((status = 200, description = "Id and state"), (status = 403, description = "Another agency's"),
              (status = 404, description = "No such advice"), (status = 409, description = "Decided already"),
              (status = 422, description = "Fields at fault")))]
pub async fn decide(ask: Ask, Path(id): Path<String>, Json(body): Json<AdviceDecisionBody>) -> Reply {
    let wish = Decide { decision: body.decision, note: body.note, version: body.version };
    let mut work = ask.work().await?;
    let one = actions::advice::decide_advice(&mut work, &id, &wish).await?;
    work.commit().await?;
    ask.json(&json!({ "id": one.id, "state": one.state }))
}

/// The letter on a piece of advice, as it is sent to the agency, with when it was.
#[utoipa::path(get, path = "/advice/{id}/letter", params(("id" = String, Path, description = "Advice")),
    responses((status = 200, description = "Subject, text and when it was sent"), (status = 403, description = "Another agency's")))]
pub async fn letter(ask: Ask, Path(id): Path<String>) -> Reply {
    let written = pages::written_letter(&ask, &id).await?;
    let sent: Vec<serde_json::Value> = written
        .sent
        .iter()
        .map(|one| json!({ "channel": one.channel, "made_at": one.made_at, "state": one.state }))
        .collect();
    ask.json(&json!({ "advice": id, "case": written.number, "agency": written.advice.agency_id,
        "subject": written.letter.subject, "body": written.letter.body, "sent": sent }))
}
