//! Agencies as JSON: the risk list, the list, one card, whom each can learn from, and whether advice helped.

use axum::extract::Path;
use base::AgencyId;
use indicators::Effect;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use web::{Ask, Phrase, Reply};

use super::{
    advice::{AdviceWire, advice_wire},
    cases::{CaseWire, case_wire},
    day,
    visits::{VisitWire, visit_wire},
};
use crate::{learn as frontier, pages, risk};

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

/// Who needs a visit and why, the most points first.
#[utoipa::path(get, path = "/risk", responses((status = 200, description = "The risk list", body = [RiskWire])))]
pub async fn risks(ask: Ask) -> Reply {
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

/// An agency with its first figures.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgencyVisitedWire {
    agency: String,
    agency_name: String,
    district: String,
    projects: i64,
    places: i64,
    /// People on the last day; none when nothing was filed.
    people: Option<i64>,
    staff: Option<i64>,
    /// Seniors for one of the dedicated staff, with one decimal; none without a value.
    seniors_per_staff: Option<String>,
    above_limit: bool,
    last_visit: Option<String>,
    visits: i64,
    sample: bool,
}

/// Agencies with the limit that the ratio is held against.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgenciesVisitedWire {
    limit: i64,
    agencies: Vec<AgencyVisitedWire>,
}

/// Agencies, narrowed and sorted as the list is.
#[utoipa::path(get, path = "/agencies", params(
    ("q" = Option<String>, Query, description = "Words searched for"), ("district" = Option<String>, Query, description = "District"),
    ("sort" = Option<String>, Query, description = "visited, places or district")),
    responses((status = 200, description = "Agencies", body = AgenciesVisitedWire)))]
pub async fn agencies(ask: Ask) -> Reply {
    let (limit, rows) = pages::agency_rows(&ask).await?;
    let wire = |row: pages::AgencyRow| {
        let standing = row.risk.standing;
        AgencyVisitedWire {
            agency: row.risk.agency.id.to_string(),
            agency_name: row.risk.agency.name,
            district: row.risk.agency.district_name.unwrap_or_default(),
            projects: row.risk.money.projects,
            places: row.risk.money.places,
            people: standing.as_ref().map(|standing| standing.people),
            staff: standing.as_ref().map(|standing| standing.staff),
            seniors_per_staff: Some(row.ratio).filter(|ratio| !ratio.is_empty()),
            above_limit: row.above,
            last_visit: day(row.risk.last_visit),
            visits: row.risk.visits,
            sample: row.risk.agency.sample || ask.app.options().demo,
        }
    };
    ask.json(&AgenciesVisitedWire { limit, agencies: rows.into_iter().map(wire).collect() })
}

/// An agency's figures by month, its needs, cases, visits and advice; a month that was not filed is null.
#[utoipa::path(get, path = "/agencies/{id}", params(("id" = String, Path, description = "Agency")),
    responses((status = 200, description = "The card"), (status = 403, description = "Another agency's")))]
pub async fn agency(ask: Ask, Path(id): Path<String>) -> Reply {
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
    let visits = pages::visits_of_agency(&ask, &mut tx, &id).await?;
    let visits: Vec<VisitWire> = visits.into_iter().map(visit_wire).collect();
    let advice = pages::advice_of_agency(&ask, &mut tx, &id).await?;
    let advice: Vec<AdviceWire> = advice.into_iter().map(advice_wire).collect();
    let ratio = standing.as_ref().and_then(|standing| standing.staff_ratio().shown(1));
    ask.json(&json!({
        "agency": id, "year": span.year().0, "months": months.iter().map(month).collect::<Vec<_>>(),
        "seniors_per_staff": ratio, "needs": needs, "cases": cases,
        "visits": visits, "advice": advice,
    }))
}

/// Whom each agency can learn from.
#[utoipa::path(get, path = "/learn", responses((status = 200, description = "Agencies with what they reach and their peers")))]
pub async fn learn(ask: Ask) -> Reply {
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
pub async fn effects(ask: Ask) -> Reply {
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
