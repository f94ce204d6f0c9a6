//! Panels, tours and awards as JSON. Persons go by id; their names stay on the screens.

use axum::extract::Path;
use register::decisions;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Reply};

use crate::{actions, model::missing, store};

/// A panel.
#[derive(Debug, Serialize, ToSchema)]
pub struct PanelWire {
    id: String,
    year: i64,
    title: String,
    state: String,
    readers: i64,
    sample: bool,
}

/// Every panel.
#[utoipa::path(get, path = "/panels", responses((status = 200, description = "Panels", body = [PanelWire])))]
pub async fn panels(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let wire = |one: crate::model::Panel| PanelWire {
        id: one.id,
        year: one.year,
        title: one.title,
        state: one.state,
        readers: one.readers,
        sample: one.sample,
    };
    ask.json(&store::panels::panels(&mut tx).await?.into_iter().map(wire).collect::<Vec<_>>())
}

/// A mark out of 100 in millionths.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarkWire {
    code: String,
    /// Agency once the panel is closed; none for the calibration item.
    agency: Option<String>,
    raw: Option<i64>,
    adjusted: Option<i64>,
}

/// How severe a reader is, in millionths of a point: above zero is generous.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeverityWire {
    reviewer: String,
    severity: Option<i64>,
}

/// The marks of a panel.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarksWire {
    state: String,
    items: Vec<MarkWire>,
    reviewers: Vec<SeverityWire>,
}

/// The marks of a panel with the severity of its readers.
#[utoipa::path(get, path = "/panels/{id}/marks", params(("id" = String, Path, description = "Panel")),
    responses((status = 200, description = "Marks", body = MarksWire), (status = 404, description = "No such panel")))]
pub async fn marks(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let panel = store::panels::panel(&mut tx, &id).await?.ok_or_else(missing)?;
    let found = actions::panels::adjusted(&mut tx, &panel).await?.unwrap_or_default();
    let shown = panel.state == "closed";
    let items = store::panels::items(&mut tx, &id).await?.into_iter().map(|one| MarkWire {
        raw: found.raw.get(&one.id).copied(),
        adjusted: found.items.get(&one.id).copied(),
        agency: one.agency_id.filter(|_| shown).map(|id| id.to_string()),
        code: one.code,
    });
    let items = items.collect();
    let reviewers = store::panels::reviewers(&mut tx, &id).await?.into_iter().map(|one| SeverityWire {
        severity: found.readers.get(&one.id).copied(),
        reviewer: one.user_id.to_string(),
    });
    ask.json(&MarksWire { state: panel.state, items, reviewers: reviewers.collect() })
}

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

/// Every tour.
#[utoipa::path(get, path = "/tours", responses((status = 200, description = "Tours, newest first", body = [TourWire])))]
pub async fn tours(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let wire = |one: crate::model::Tour| TourWire {
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
    };
    ask.json(&store::tours::tours(&mut tx).await?.into_iter().map(wire).collect::<Vec<_>>())
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

/// The nominees of a tour.
#[utoipa::path(get, path = "/tours/{id}/nominees", params(("id" = String, Path, description = "Tour")),
    responses((status = 200, description = "By league and place", body = [NomineeWire])))]
pub async fn nominees(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let wire = |one: crate::model::Nominee| NomineeWire {
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
    };
    ask.json(&store::tours::nominees(&mut tx, &id).await?.into_iter().map(wire).collect::<Vec<_>>())
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

/// Every award with the day of the council's decision.
#[utoipa::path(get, path = "/awards", responses((status = 200, description = "Awards, newest first", body = [AwardWire])))]
pub async fn awards(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let mut wires = Vec::new();
    for one in store::awards::awards(&mut tx).await? {
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
