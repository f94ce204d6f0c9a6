//! Consulting as JSON: risk list, agencies, cases, visits, advice, experts, week's plan, peers and effects.

use axum::{Json, extract::Path};
use base::AgencyId;
use indicators::Effect;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::{OpenApi, ToSchema};
use web::{Ask, Phrase, Reply, Routes};

use crate::{
    actions, learn as frontier,
    model::{Case, RequestCase},
    pages::{self, CaseRow},
    risk, store,
};

/// Every JSON route with its right.
pub fn routes() -> Routes {
    Routes::new()
        .get("/risk", "consulting.compare", risks)
        .get("/agencies/{id}", "consulting.read", agency)
        .get("/cases", "consulting.read", cases)
        .post("/cases", "consulting.request", request)
        .get("/cases/{id}", "consulting.read", case)
        .get("/visits", "consulting.read", visits)
        .get("/advice", "consulting.read", advice)
        .get("/experts", "consulting.internal", experts)
        .get("/week", "consulting.work", week)
        .get("/learn", "consulting.compare", learn)
        .get("/effects", "consulting.compare", effects)
}

#[derive(OpenApi)]
#[openapi(
    paths(risks, agency, cases, request, case, visits, advice, experts, week, learn, effects),
    components(schemas(RiskWire, ReasonWire, CaseWire, VisitWire, AdviceWire, ExpertWire))
)]
struct Document;

/// The OpenAPI paths of consulting.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// A reason of the risk list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReasonWire {
    measure: String,
    field: String,
    points: i64,
    /// The sentence in the language asked for.
    sentence: String,
    /// The rows it is the sum of.
    rows: String,
}

/// An agency on the risk list.
#[derive(Debug, Serialize, ToSchema)]
pub struct RiskWire {
    agency: String,
    agency_name: String,
    district: String,
    points: i64,
    reasons: Vec<ReasonWire>,
    /// What could not be judged, and why.
    unsure: Vec<String>,
    /// Whether any month of the year has approved figures.
    filed: bool,
    last_visit: Option<String>,
    visits: i64,
    sample: bool,
}

fn said(ask: &Ask, phrases: &[Phrase]) -> Vec<String> {
    phrases.iter().map(|phrase| ask.say(phrase)).collect()
}

fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// Who needs a visit and why, the most points first.
#[utoipa::path(get, path = "/risk", responses((status = 200, description = "The risk list", body = [RiskWire])))]
async fn risks(ask: Ask) -> Reply {
    let (_, risks) = risk::list(&ask).await?;
    let wire = |one: &risk::Risk| RiskWire {
        agency: one.agency.id.to_string(),
        agency_name: one.agency.name.clone(),
        district: one.agency.district_name.clone().unwrap_or_default(),
        points: one.points,
        reasons: one
            .reasons
            .iter()
            .map(|reason| ReasonWire {
                measure: reason.measure.to_owned(),
                field: reason.field.to_owned(),
                points: reason.points,
                sentence: ask.say(&reason.phrase),
                rows: reason.href.clone(),
            })
            .collect(),
        unsure: said(&ask, &one.unsure),
        filed: one.standing.is_some(),
        last_visit: day(one.last_visit),
        visits: one.visits,
        sample: one.agency.sample || ask.app.options().demo,
    };
    ask.json(&risks.iter().map(wire).collect::<Vec<_>>())
}

/// An agency's figures by month, its needs, cases, visits and advice; a month that was not filed is null.
#[utoipa::path(get, path = "/agencies/{id}", params(("id" = String, Path, description = "Agency")),
    responses((status = 200, description = "The card"), (status = 403, description = "Another agency's")))]
async fn agency(ask: Ask, Path(id): Path<String>) -> Reply {
    let id = AgencyId::from(id);
    let (span, standing, months) = pages::standing(&ask, &id).await?;
    let month = |row: &pages::MonthRow| {
        let figures: serde_json::Map<String, Value> =
            row.cells.iter().map(|cell| (cell.indicator.to_owned(), json!(cell.value))).collect();
        json!({ "month": row.month.to_string(), "filed": row.filed, "figures": figures })
    };
    let mut tx = ask.read().await?;
    let needs = pages::need_rows(&ask, &mut tx, &id).await?;
    let needs: Vec<Value> = needs
        .iter()
        .map(|row| json!({ "field": row.one.field, "reason": ask.say(&row.reason), "found_on": row.one.found_on }))
        .collect();
    let cases: Vec<CaseWire> =
        pages::cases_of_agency(&ask, &mut tx, &id).await?.into_iter().map(case_wire).collect();
    let ratio = standing.as_ref().and_then(|standing| standing.staff_ratio().shown(1));
    ask.json(&json!({
        "agency": id, "year": span.year().0, "months": months.iter().map(month).collect::<Vec<_>>(),
        "seniors_per_staff": ratio, "needs": needs, "cases": cases,
    }))
}

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
}

fn case_wire(row: CaseRow) -> CaseWire {
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
    }
}

/// Cases, narrowed as the list is.
#[utoipa::path(get, path = "/cases", params(
    ("q" = Option<String>, Query, description = "Words searched for"), ("state" = Option<String>, Query, description = "State"),
    ("agency" = Option<String>, Query, description = "Agency"), ("mine" = Option<String>, Query, description = "Own cases only")),
    responses((status = 200, description = "Cases", body = [CaseWire])))]
async fn cases(ask: Ask) -> Reply {
    let rows = pages::cases_wanted(&ask, &mut ask.read().await?).await?;
    ask.json(&rows.into_iter().map(case_wire).collect::<Vec<_>>())
}

/// Asks for advice.
#[utoipa::path(post, path = "/cases", responses((status = 200, description = "Id and number of the new case"), (status = 422, description = "Fields at fault")))]
async fn request(ask: Ask, Json(wish): Json<RequestCase>) -> Reply {
    let mut work = ask.work().await?;
    let one = actions::cases::request_case(&mut work, &wish, &[]).await?;
    work.commit().await?;
    ask.json(&json!({ "id": one.id, "number": one.number, "state": one.state }))
}

/// One case with its checklist, steps, visits and advice.
#[utoipa::path(get, path = "/cases/{id}", params(("id" = String, Path, description = "Case")),
    responses((status = 200, description = "The case"), (status = 404, description = "No such case")))]
async fn case(ask: Ask, Path(id): Path<String>) -> Reply {
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
}

fn visit_wire(row: pages::VisitRow) -> VisitWire {
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
    }
}

/// Visits, narrowed as the list is.
#[utoipa::path(get, path = "/visits", params(
    ("state" = Option<String>, Query, description = "planned, held or cancelled"),
    ("affected" = Option<String>, Query, description = "Only what the operating mode stops")),
    responses((status = 200, description = "Visits", body = [VisitWire])))]
async fn visits(ask: Ask) -> Reply {
    let rows = pages::visits_wanted(&ask, &mut ask.read().await?).await?;
    ask.json(&rows.into_iter().map(visit_wire).collect::<Vec<_>>())
}

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
}

fn advice_wire(row: pages::AdviceRow) -> AdviceWire {
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
    }
}

/// Advice, narrowed as the list is.
#[utoipa::path(get, path = "/advice", params(
    ("state" = Option<String>, Query, description = "open, done or dropped"),
    ("overdue" = Option<String>, Query, description = "Only what is overdue")),
    responses((status = 200, description = "Advice", body = [AdviceWire])))]
async fn advice(ask: Ask) -> Reply {
    let rows = pages::advice_wanted(&ask, &mut ask.read().await?).await?;
    ask.json(&rows.into_iter().map(advice_wire).collect::<Vec<_>>())
}

/// An expert without name: names leave the house only with a reason.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExpertWire {
    id: String,
    fields: Vec<String>,
    weekdays: Vec<String>,
    from_on: String,
    until_on: Option<String>,
    fee_won: i64,
    sample: bool,
}

/// The pool of experts.
#[utoipa::path(get, path = "/experts", responses((status = 200, description = "Experts", body = [ExpertWire])))]
async fn experts(ask: Ask) -> Reply {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
    let wire = |one: crate::model::Expert| ExpertWire {
        fields: words(&one.fields),
        weekdays: words(&one.weekdays),
        id: one.id,
        from_on: one.from_on.to_string(),
        until_on: day(one.until_on),
        fee_won: one.fee_won.0,
        sample: one.sample,
    };
    let all = store::experts(&mut ask.read().await?).await?;
    ask.json(&all.into_iter().map(wire).collect::<Vec<_>>())
}

/// The week's visit plan.
#[utoipa::path(get, path = "/week", params(
    ("monday" = Option<String>, Query, description = "A day of the week"), ("hours" = Option<i64>, Query, description = "Hours a week of each")),
    responses((status = 200, description = "Trips with agencies, minutes and points")))]
async fn week(ask: Ask) -> Reply {
    let param = |name: &str| ask.param(name).unwrap_or_default();
    let asked = pages::week_asked(&ask, (&param("monday"), &param("hours"), &[])).await?;
    ask.json(&json!({ "monday": asked.monday, "people": asked.people.len(), "hours": asked.hours, "plan": asked.plan }))
}

/// Whom each agency can learn from.
#[utoipa::path(get, path = "/learn", responses((status = 200, description = "Agencies with what they reach and their peers")))]
async fn learn(ask: Ask) -> Reply {
    let (_, risks) = risk::list(&ask).await?;
    let found = frontier::learn(&risks)?;
    let name = |at: usize| risks[at].agency.name.clone();
    let place = |one: &frontier::Place| {
        let peers: Vec<Value> = one
            .peers
            .iter()
            .map(|(at, weight)| json!({ "agency": risks[*at].agency.id, "agency_name": name(*at), "weight_percent": weight }))
            .collect();
        json!({ "agency": risks[one.at].agency.id, "agency_name": name(one.at), "reached_permille": one.reached, "peers": peers })
    };
    let left: Vec<Value> = found
        .left_out
        .iter()
        .map(|(at, why)| json!({ "agency": risks[*at].agency.id, "why": ask.say(why) }))
        .collect();
    ask.json(&json!({ "agencies": found.places.iter().map(place).collect::<Vec<_>>(), "left_out": left }))
}

/// Whether advice helped: difference in differences with its interval, or too few to tell.
#[utoipa::path(get, path = "/effects", params(
    ("measure" = Option<String>, Query, description = "attainment, people, drop-out, training, hours or accidents"),
    ("year" = Option<i64>, Query, description = "Year of the visits"), ("window" = Option<String>, Query, description = "months or next-year")),
    responses((status = 200, description = "The effect and the agencies in it")))]
async fn effects(ask: Ask) -> Reply {
    let (question, outcome) = pages::effect_of(&ask).await?;
    let sentence = ask.say(&pages::shown_effect(&outcome, &question.measure));
    let effect = match &outcome.effect {
        Effect::TooFew { advised, compared, needed } => {
            json!({ "told": false, "advised": advised, "compared": compared, "needed": needed })
        }
        Effect::Measured(found) => json!({
            "told": true, "estimate": found.estimate, "low": found.low, "high": found.high, "advised": found.advised,
            "compared": found.compared, "exact_probability": found.exact,
        }),
    };
    let rows: Vec<Value> = outcome
        .rows
        .iter()
        .map(|row| json!({ "agency": row.agency, "agency_name": row.name, "visited": row.visited.map(|m| m.to_string()), "before": row.before, "after": row.after }))
        .collect();
    ask.json(&json!({
        "measure": question.measure, "year": question.year, "window": question.window, "sentence": sentence,
        "effect": effect, "agencies": rows, "left_out": outcome.left_out,
    }))
}
