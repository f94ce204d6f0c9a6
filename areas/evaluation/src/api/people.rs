//! Tours and awards as JSON. Travellers go by id; their names stay on the screens.

use axum::extract::Path;
use base::Problem;
use db::Tx;
use register::{budget, decisions, tasks};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Reply};

use super::{KeptFileWire, files_of};
use crate::{
    actions,
    model::{Nominee, Tour, missing},
    pages::{awards as pages, travellers::person},
    store,
};

/// A tour.
#[derive(Debug, Serialize, ToSchema)]
pub struct TourWire {
    id: String,
    year: i64,
    title: String,
    destination: String,
    from: String,
    until: String,
    nominate_until: String,
    seats_multi: i64,
    seats_single: i64,
    seats_centre: i64,
    reserve: i64,
    state: String,
    rationale: String,
    sample: bool,
}

impl From<Tour> for TourWire {
    fn from(one: Tour) -> Self {
        Self {
            from: one.from_on.to_string(),
            until: one.until_on.to_string(),
            nominate_until: one.nominate_until_on.to_string(),
            id: one.id,
            year: one.year,
            title: one.title,
            destination: one.destination,
            seats_multi: one.seats_multi,
            seats_single: one.seats_single,
            seats_centre: one.seats_centre,
            reserve: one.reserve,
            state: one.state,
            rationale: one.rationale,
            sample: one.sample,
        }
    }
}

/// Every tour.
#[utoipa::path(get, path = "/tours", responses((status = 200, description = "Tours, newest first", body = [TourWire])))]
pub async fn tours(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    ask.json(&store::tours::tours(&mut tx).await?.into_iter().map(TourWire::from).collect::<Vec<_>>())
}

/// The rules a tour goes by.
#[derive(Debug, Serialize, ToSchema)]
pub struct TourRulesWire {
    months_served_min: i64,
    /// Tenths of an hour in the year before.
    training_tenths_min: i64,
    wait_years: i64,
    result_points: i64,
    training_points: i64,
    award_points: i64,
    panel_points: i64,
    report_working_days: i64,
    source: String,
    as_of: String,
}

impl TourRulesWire {
    fn of(tour: &Tour) -> Self {
        let rules = actions::tours::rules(tour);
        Self {
            months_served_min: rules.months_served_min,
            training_tenths_min: rules.training_tenths_min,
            wait_years: rules.wait_years,
            result_points: rules.result_points,
            training_points: rules.training_points,
            award_points: rules.award_points,
            panel_points: rules.panel_points,
            report_working_days: rules.report_working_days,
            source: rules.source.clone(),
            as_of: rules.as_of.clone(),
        }
    }
}

/// A day of the itinerary.
#[derive(Debug, Serialize, ToSchema)]
pub struct LegWire {
    id: String,
    held_on: String,
    place: String,
    what: String,
}

/// A cost.
#[derive(Debug, Serialize, ToSchema)]
pub struct CostWire {
    id: String,
    title: String,
    won: i64,
}

/// The costs of a tour and the budget line that pays them.
#[derive(Debug, Serialize, ToSchema)]
pub struct CostsWire {
    costs: Vec<CostWire>,
    sum_won: i64,
    line: Option<String>,
    /// What the line can still promise.
    remaining_won: Option<i64>,
}

/// A tour with its rules, nominees, itinerary, costs and reports.
#[derive(Debug, Serialize, ToSchema)]
pub struct TourWholeWire {
    tour: TourWire,
    rules: TourRulesWire,
    /// Those the visitor may see: an agency its own people.
    nominees: Vec<NomineeWire>,
    legs: Vec<LegWire>,
    /// For whoever may see every agency.
    costs: Option<CostsWire>,
    reports: Vec<KeptFileWire>,
    version: i64,
}

/// The costs with what remains on the line.
async fn costs(tx: &mut Tx, one: &Tour) -> Result<CostsWire, Problem> {
    let all = store::tours::costs(tx, &one.id).await?;
    let remaining = match &one.line_id {
        Some(line) => budget::standing(tx, line).await?.map(|standing| standing.remaining.0),
        None => None,
    };
    Ok(CostsWire {
        sum_won: all.iter().map(|cost| cost.won).sum(),
        costs: all.into_iter().map(|one| CostWire { id: one.id, title: one.title, won: one.won }).collect(),
        line: one.line_id.clone(),
        remaining_won: remaining,
    })
}

/// One tour.
#[utoipa::path(get, path = "/tours/{id}", params(("id" = String, Path, description = "Tour")),
    responses((status = 200, description = "The tour", body = TourWholeWire), (status = 404, description = "No such tour")))]
pub async fn tour(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let one = store::tours::tour(&mut tx, &id).await?.ok_or_else(missing)?;
    let mut seen = Vec::new();
    for nominee in store::tours::nominees(&mut tx, &id).await? {
        if person(&ask, &mut tx, &nominee).await?.is_some() {
            seen.push(NomineeWire::from(nominee));
        }
    }
    let leg = |one: crate::model::Leg| LegWire {
        id: one.id,
        held_on: one.held_on.to_string(),
        place: one.place,
        what: one.what,
    };
    let paid = if ask.actor.may("evaluation.all") { Some(costs(&mut tx, &one).await?) } else { None };
    ask.json(&TourWholeWire {
        rules: TourRulesWire::of(&one),
        nominees: seen,
        legs: store::tours::legs(&mut tx, &id).await?.into_iter().map(leg).collect(),
        costs: paid,
        reports: files_of(&mut tx, &format!("evaluation-report:{id}")).await?,
        version: one.version,
        tour: one.into(),
    })
}

/// A nominee; points in millionths.
#[derive(Debug, Serialize, ToSchema)]
pub struct NomineeWire {
    id: String,
    worker: String,
    league: String,
    route: String,
    fits: bool,
    why: String,
    result_points: i64,
    training_points: i64,
    award_points: i64,
    panel_points: Option<i64>,
    total_points: i64,
    place: Option<i64>,
    standing: String,
    decision: String,
}

impl From<Nominee> for NomineeWire {
    fn from(one: Nominee) -> Self {
        Self {
            id: one.id,
            worker: one.worker_id,
            league: one.league,
            route: one.route,
            fits: one.fits,
            why: one.why,
            result_points: one.result_points,
            training_points: one.training_points,
            award_points: one.award_points,
            panel_points: one.panel_points,
            total_points: one.total_points,
            place: one.place,
            standing: one.standing,
            decision: one.decision,
        }
    }
}

/// The nominees of a tour.
#[utoipa::path(get, path = "/tours/{id}/nominees", params(("id" = String, Path, description = "Tour")),
    responses((status = 200, description = "By league and place", body = [NomineeWire])))]
pub async fn nominees(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let all = store::tours::nominees(&mut tx, &id).await?;
    ask.json(&all.into_iter().map(NomineeWire::from).collect::<Vec<_>>())
}

/// Points a reader of the panel gave a nominee.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpinionWire {
    /// Opaque id.
    reader: String,
    points: i64,
    note: String,
}

/// The report that a traveller owes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportDueWire {
    due_on: Option<String>,
    state: String,
}

/// A nominee with opinions, decision and report.
#[derive(Debug, Serialize, ToSchema)]
pub struct NomineeWholeWire {
    nominee: NomineeWire,
    tour: String,
    /// Agency; none for people of the center.
    agency: Option<String>,
    /// Why the person was proposed.
    reason: String,
    decided_why: String,
    /// None are shown to agencies.
    opinions: Vec<OpinionWire>,
    reports: Vec<ReportDueWire>,
    version: i64,
}

/// Opinions about a nominee; agencies see none.
async fn opinions(ask: &Ask, tx: &mut Tx, one: &Nominee) -> Result<Vec<OpinionWire>, Problem> {
    if ask.actor.agency.is_some() {
        return Ok(Vec::new());
    }
    let all = store::tours::opinions(tx, &one.tour_id).await?.into_iter();
    let own = all.filter(|opinion| opinion.nominee_id == one.id);
    let wire = |opinion: crate::model::Opinion| OpinionWire {
        reader: opinion.user_id.to_string(),
        points: opinion.points,
        note: opinion.note,
    };
    Ok(own.map(wire).collect())
}

/// One nominee; an agency sees its own people only.
#[utoipa::path(get, path = "/nominees/{id}", params(("id" = String, Path, description = "Nominee")),
    responses((status = 200, description = "The nominee", body = NomineeWholeWire),
              (status = 404, description = "No such nominee, or another agency's")))]
pub async fn nominee(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let one = store::tours::nominee(&mut tx, &id).await?.ok_or_else(missing)?;
    let worker = person(&ask, &mut tx, &one).await?.ok_or_else(missing)?;
    let due = tasks::about(&mut tx, &format!("evaluation-nominee:{id}")).await?;
    let report = |task: tasks::Task| ReportDueWire {
        due_on: task.due_on.map(|day| day.to_string()),
        state: task.state,
    };
    ask.json(&NomineeWholeWire {
        tour: one.tour_id.clone(),
        agency: worker.agency_id.map(|id| id.to_string()),
        reason: one.reason.clone(),
        decided_why: one.decided_why.clone(),
        opinions: opinions(&ask, &mut tx, &one).await?,
        reports: due.into_iter().map(report).collect(),
        version: one.version,
        nominee: one.into(),
    })
}

/// An award or certificate.
#[derive(Debug, Serialize, ToSchema)]
pub struct AwardWire {
    id: String,
    year: i64,
    kind: String,
    title: String,
    recipient: String,
    decided_on: Option<String>,
    valid_until: Option<String>,
    sample: bool,
}

/// Awards that the visitor may read, with the day of the council's decision; a person's only to whom the page names it.
#[utoipa::path(get, path = "/awards", responses((status = 200, description = "Awards, newest first", body = [AwardWire])))]
pub async fn awards(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let mut wires = Vec::new();
    for one in pages::seen(&ask, &mut tx).await? {
        let decision = decisions::decision(&mut tx, &one.decision_id).await?;
        wires.push(AwardWire {
            decided_on: decision.map(|decision| decision.decided_on.to_string()),
            valid_until: one.until_on.map(|day| day.to_string()),
            id: one.id,
            year: one.year,
            kind: one.kind,
            title: one.title,
            recipient: one.recipient,
            sample: one.sample,
        });
    }
    ask.json(&wires)
}
