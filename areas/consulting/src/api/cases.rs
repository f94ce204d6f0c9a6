//! Cases as JSON: the list, asking for advice, one case, its checklist and the experts it may choose.

use axum::{Json, extract::Path};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use web::{Ask, Reply};

use super::{
    advice::{AdviceWire, advice_wire},
    day,
    visits::{VisitWire, visit_wire},
};
use crate::{
    actions,
    matching::Ranked,
    model::{Case, RequestCase},
    pages::{self, CaseRow},
    store,
};

/// A case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseWire {
    id: String,
    number: String,
    agency: String,
    agency_name: String,
    title: String,
    origin: String,
    state: String,
    fields: Vec<String>,
    urgent: bool,
    owner: String,
    asked_on: String,
    due_on: Option<String>,
    approved_on: Option<String>,
    closed_on: Option<String>,
    outcome: Option<String>,
    sample: bool,
    /// Counts changes; sent with what changes the case.
    version: i64,
}

/// A case as it is sent.
pub fn case_wire(row: CaseRow) -> CaseWire {
    let one: Case = row.one;
    CaseWire {
        fields: one.fields.split_whitespace().map(str::to_owned).collect(),
        id: one.id,
        number: one.number,
        agency: one.agency_id.to_string(),
        agency_name: row.agency,
        title: one.title,
        origin: one.origin,
        state: one.state,
        urgent: one.urgent,
        owner: row.owner,
        asked_on: one.asked_on.to_string(),
        due_on: day(one.due_on),
        approved_on: day(one.approved_on),
        closed_on: day(one.closed_on),
        outcome: one.outcome,
        sample: one.sample,
        version: one.version,
    }
}

/// Cases, narrowed as the list is.
#[utoipa::path(get, path = "/cases", params(
    ("q" = Option<String>, Query, description = "Words searched for"), ("state" = Option<String>, Query, description = "State"),
    ("agency" = Option<String>, Query, description = "Agency"), ("mine" = Option<String>, Query, description = "Own cases only")),
    responses((status = 200, description = "Cases", body = [CaseWire])))]
pub async fn cases(ask: Ask) -> Reply {
    let rows = pages::cases_wanted(&ask, &mut ask.read().await?).await?;
    ask.json(&rows.into_iter().map(case_wire).collect::<Vec<_>>())
}

/// A request for advice.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct RequestBody {
    /// Agency; left out by agency staff.
    agency_id: String,
    title: String,
    /// What is asked for.
    request: String,
    /// Words of the fields of strengthening.
    fields: Vec<String>,
    /// `yes` when it cannot wait.
    urgent: String,
    /// `risk-list` when it comes from there.
    origin: String,
}

/// Asks for advice.
#[utoipa::path(post, path = "/cases", request_body = RequestBody,
    responses((status = 200, description = "Id and number of the new case"), (status = 422, description = "Fields at fault")))]
pub async fn request(ask: Ask, Json(body): Json<RequestBody>) -> Reply {
    let wish = RequestCase {
        agency_id: body.agency_id,
        title: body.title,
        request: body.request,
        fields: body.fields,
        urgent: body.urgent,
        origin: body.origin,
        version: 0,
    };
    let reasons = pages::risk_reasons(&ask, &wish).await?;
    let mut work = ask.work().await?;
    let one = actions::cases::request_case(&mut work, &wish, &reasons).await?;
    work.commit().await?;
    ask.json(&json!({ "id": one.id, "number": one.number, "state": one.state }))
}

/// One case with its checklist, steps, visits and advice.
#[utoipa::path(get, path = "/cases/{id}", params(("id" = String, Path, description = "Case")),
    responses((status = 200, description = "The case"), (status = 404, description = "No such case")))]
pub async fn case(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = pages::found_case(&ask, &id).await?;
    let whole = pages::whole_case(&ask, &mut ask.read().await?, one).await?;
    let items: Vec<Value> = whole
        .items
        .iter()
        .map(|item| json!({ "item": item.id, "level": item.answer.as_ref().map(|answer| answer.level), "note": item.note() }))
        .collect();
    let steps: Vec<Value> = whole
        .steps
        .iter()
        .map(|step| json!({ "title": step.title, "mandatory": step.one.mandatory, "due_on": step.one.due_on, "state": step.one.state }))
        .collect();
    let (request, outcome_text) = (whole.row.one.request.clone(), whole.row.one.outcome_text.clone());
    let visits: Vec<VisitWire> = whole.visits.into_iter().map(visit_wire).collect();
    let advice: Vec<AdviceWire> = whole.advice.into_iter().map(advice_wire).collect();
    ask.json(&json!({
        "case": case_wire(whole.row), "request": request, "checklist": items, "steps": steps,
        "visits": visits, "advice": advice, "outcome_text": outcome_text,
    }))
}

/// An item of the checklist with its answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChecklistItemWire {
    item: String,
    /// Name of the field in the language asked for.
    field: String,
    /// The statement in the language asked for.
    text: String,
    /// Law or paper it rests on.
    source: String,
    /// What each level means, from 0 (worst) to 3 (best).
    levels: Vec<String>,
    answered: bool,
    /// None when not answered, or when the item does not apply.
    level: Option<i64>,
    note: String,
    /// Whether the answer is a finding.
    finding: bool,
}

/// The checklist of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChecklistWire {
    case: String,
    state: String,
    items: Vec<ChecklistItemWire>,
    version: i64,
}

/// The checklist of a case, with the answers given so far.
#[utoipa::path(get, path = "/cases/{id}/diagnosis", params(("id" = String, Path, description = "Case")),
    responses((status = 200, description = "The checklist", body = ChecklistWire), (status = 404, description = "No such case")))]
pub async fn diagnosis(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = pages::found_case(&ask, &id).await?;
    let answers = store::answers(&mut ask.read().await?, &id).await?;
    let wire = |row: pages::ItemRow| ChecklistItemWire {
        note: row.note().to_owned(),
        answered: row.answer.is_some(),
        level: row.answer.as_ref().and_then(|answer| answer.level),
        item: row.id,
        field: row.field,
        text: row.text,
        source: row.source.to_owned(),
        levels: row.anchors.into_iter().map(|(_, text, _)| text).collect(),
        finding: row.found,
    };
    let items = pages::item_rows(&ask, &one, &answers).into_iter().map(wire).collect();
    ask.json(&ChecklistWire { case: one.id, state: one.state, items, version: one.version })
}

/// An expert as a case sees them, without name.
#[derive(Debug, Serialize, ToSchema)]
pub struct RankedExpertWire {
    expert: String,
    /// Kind of the tie that forbids the expert; none when nothing does.
    forbidden: Option<String>,
    /// Fields of the case they know.
    known: i64,
    /// Next day they are available.
    next_on: Option<String>,
    /// Cases they are engaged in now.
    engaged: i64,
    fee_won: i64,
    /// Why they stand where they do, in the language asked for.
    reasons: Vec<String>,
}

/// The pool as a case sees it, in order: a person chooses.
#[utoipa::path(get, path = "/cases/{id}/experts", params(("id" = String, Path, description = "Case")),
    responses((status = 200, description = "Experts, the best fit first", body = [RankedExpertWire]), (status = 404, description = "No such case")))]
pub async fn experts(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = pages::found_case(&ask, &id).await?;
    let ranked = pages::ranked_experts(&mut ask.read().await?, &one, ask.today()).await?;
    let wire = |one: Ranked| RankedExpertWire {
        forbidden: one.forbidden,
        known: one.known as i64,
        next_on: day(one.next_on),
        engaged: one.engaged as i64,
        fee_won: one.expert.fee_won.0,
        expert: one.expert.id,
        reasons: one.reasons.iter().map(|reason| ask.say(reason)).collect(),
    };
    ask.json(&ranked.into_iter().map(wire).collect::<Vec<_>>())
}
