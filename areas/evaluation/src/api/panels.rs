//! Panels and reviews as JSON. Persons go by id; reading stays blind as it does on the screens.

use axum::extract::Path;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Reply};

use super::{KeptFileWire, files_of};
use crate::{
    actions::{self, panels::Desk},
    model::{Criterion, Item, Panel, Refused, Reviewer, missing},
    pages::reviews::item,
    store,
};

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

impl From<Panel> for PanelWire {
    fn from(one: Panel) -> Self {
        Self {
            id: one.id,
            year: one.year,
            title: one.title,
            state: one.state,
            readers: one.readers,
            sample: one.sample,
        }
    }
}

/// Every panel.
#[utoipa::path(get, path = "/panels", responses((status = 200, description = "Panels", body = [PanelWire])))]
pub async fn panels(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let all = store::panels::panels(&mut tx).await?;
    ask.json(&all.into_iter().map(PanelWire::from).collect::<Vec<_>>())
}

/// A criterion of the rubric with its anchors.
#[derive(Debug, Serialize, ToSchema)]
pub struct CriterionWire {
    id: String,
    title: String,
    points: i64,
    low_anchor: String,
    middle_anchor: String,
    high_anchor: String,
}

impl From<Criterion> for CriterionWire {
    fn from(one: Criterion) -> Self {
        Self {
            id: one.id,
            title: one.title,
            points: one.points,
            low_anchor: one.low_anchor,
            middle_anchor: one.middle_anchor,
            high_anchor: one.high_anchor,
        }
    }
}

/// An item that is read.
#[derive(Debug, Serialize, ToSchema)]
pub struct PanelItemWire {
    id: String,
    code: String,
    /// Whether it is the item everyone reads for calibration.
    calibration: bool,
    /// Agency; none while reading is blind for the visitor.
    agency: Option<String>,
    /// How many read it.
    readers: i64,
}

/// A pair that a tie forbids.
#[derive(Debug, Serialize, ToSchema)]
pub struct BarredWire {
    /// Code of the item; none while reading is blind for the visitor.
    code: Option<String>,
    /// Kind of tie.
    tie: String,
}

/// A reader with the load.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewerWire {
    id: String,
    /// Opaque id.
    user: String,
    capacity: i64,
    load: i64,
    done: i64,
    barred: Vec<BarredWire>,
}

/// Who reads what.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssignmentWire {
    id: String,
    code: String,
    reviewer: String,
    way: String,
    state: String,
}

/// A panel with rubric, items, readers and who reads what.
#[derive(Debug, Serialize, ToSchema)]
pub struct PanelWholeWire {
    panel: PanelWire,
    /// Years in which a tie forbids reading.
    tie_years: i64,
    criteria: Vec<CriterionWire>,
    items: Vec<PanelItemWire>,
    reviewers: Vec<ReviewerWire>,
    assignments: Vec<AssignmentWire>,
}

/// Code of an item of the desk.
fn code(desk: &Desk, id: &str) -> String {
    desk.items.iter().find(|one| one.id == id).map(|one| one.code.clone()).unwrap_or_default()
}

/// Items with how often they are read; nobody who reads for the panel sees an agency before it is closed.
fn items(ask: &Ask, desk: &Desk) -> Vec<PanelItemWire> {
    let open = desk.is_open_to(&ask.actor);
    let wire = |one: &Item| PanelItemWire {
        id: one.id.clone(),
        code: one.code.clone(),
        calibration: one.agency_id.is_none(),
        agency: one.agency_id.as_ref().filter(|_| open).map(ToString::to_string),
        readers: desk.assignments.iter().filter(|of| of.item_id == one.id).count() as i64,
    };
    desk.items.iter().map(wire).collect()
}

/// A reader with load and forbidden pairs.
fn reviewer(ask: &Ask, desk: &Desk, one: &Reviewer) -> ReviewerWire {
    let open = desk.is_open_to(&ask.actor);
    let own = || desk.assignments.iter().filter(|of| of.reviewer_id == one.id);
    let barred = desk.barred.iter().filter(|((_, by), _)| *by == one.id);
    ReviewerWire {
        id: one.id.clone(),
        user: one.user_id.to_string(),
        capacity: one.capacity,
        load: own().count() as i64,
        done: own().filter(|of| of.state == "done").count() as i64,
        barred: barred
            .map(|((item, _), bond)| BarredWire {
                code: open.then(|| code(desk, item)),
                tie: bond.kind.clone(),
            })
            .collect(),
    }
}

/// One panel.
#[utoipa::path(get, path = "/panels/{id}", params(("id" = String, Path, description = "Panel")),
    responses((status = 200, description = "The panel", body = PanelWholeWire), (status = 404, description = "No such panel")))]
pub async fn panel(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let one = store::panels::panel(&mut tx, &id).await?.ok_or_else(missing)?;
    let desk = actions::panels::desk(&mut tx, one, ask.today()).await?;
    let criteria = store::panels::criteria(&mut tx, &id).await?;
    let assignment = |one: &crate::model::Assignment| AssignmentWire {
        id: one.id.clone(),
        code: code(&desk, &one.item_id),
        reviewer: one.reviewer_id.clone(),
        way: one.way.clone(),
        state: one.state.clone(),
    };
    ask.json(&PanelWholeWire {
        tie_years: desk.panel.tie_years,
        criteria: criteria.into_iter().map(CriterionWire::from).collect(),
        items: items(&ask, &desk),
        reviewers: desk.reviewers.iter().map(|one| reviewer(&ask, &desk, one)).collect(),
        assignments: desk.assignments.iter().map(assignment).collect(),
        panel: desk.panel.clone().into(),
    })
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

/// What the visitor has to read.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewWire {
    id: String,
    code: String,
    panel: String,
    panel_title: String,
    state: String,
}

/// The visitor's own reviews, what is not read yet first.
#[utoipa::path(get, path = "/reviews", responses((status = 200, description = "Own reviews", body = [ReviewWire])))]
pub async fn reviews(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let mut wires = Vec::new();
    for one in store::panels::assignments_of(&mut tx, &ask.actor.id).await? {
        let (panel, item) = item(&mut tx, &one).await?;
        wires.push(ReviewWire {
            id: one.id,
            code: item.code,
            panel: panel.id,
            panel_title: panel.title,
            state: one.state,
        });
    }
    ask.json(&wires)
}

/// The visitor's answer to a criterion.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarkGivenWire {
    criterion: CriterionWire,
    answered: bool,
    /// Points given; none when the criterion was left out or not answered.
    points: Option<i64>,
}

/// A review of the visitor: the item without its agency.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewWholeWire {
    review: ReviewWire,
    /// Whether marks are taken now.
    open: bool,
    text: String,
    files: Vec<KeptFileWire>,
    marks: Vec<MarkGivenWire>,
    note: String,
    sample: bool,
    version: i64,
}

/// One of the visitor's own reviews; reading is blind.
#[utoipa::path(get, path = "/reviews/{id}", params(("id" = String, Path, description = "Review")),
    responses((status = 200, description = "The review", body = ReviewWholeWire), (status = 403, description = "Somebody else's")))]
pub async fn review(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let own = store::panels::assignments_of(&mut tx, &ask.actor.id).await?;
    let own = own.into_iter().find(|one| one.id == id);
    let one = own.ok_or_else(|| base::Problem::from(Refused::NotYourReview))?;
    let (panel, item) = item(&mut tx, &one).await?;
    let given = store::panels::marks(&mut tx, &panel.id).await?;
    let mark = |criterion: Criterion| {
        let of = given.iter().find(|of| of.assignment_id == id && of.criterion_id == criterion.id);
        let (answered, points) = (of.is_some(), of.and_then(|of| of.points));
        MarkGivenWire { criterion: criterion.into(), answered, points }
    };
    let criteria = store::panels::criteria(&mut tx, &panel.id).await?;
    ask.json(&ReviewWholeWire {
        open: panel.state == "reading",
        text: item.text,
        files: files_of(&mut tx, &format!("evaluation-item:{}", item.id)).await?,
        marks: criteria.into_iter().map(mark).collect(),
        note: one.note,
        sample: panel.sample,
        version: one.version,
        review: ReviewWire {
            id: one.id,
            code: item.code,
            panel: panel.id,
            panel_title: panel.title,
            state: one.state,
        },
    })
}
