//! Activities as JSON.

use axum::extract::Path;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Notes, Reply};

use super::{EvidenceWire, PlanPageWire, evidence, given};
use crate::{
    model::{AddMilestone, Milestone},
    pages::{
        activities::{self, ActivityRow},
        shared,
    },
};

/// An activity.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityWire {
    id: String,
    year: i64,
    task: Option<String>,
    task_title: Option<String>,
    title: String,
    /// `regular` or `strengthening`.
    kind: String,
    /// `desk` or `face-to-face`.
    way: String,
    #[schema(value_type = String, format = Date)]
    from_on: Date,
    #[schema(value_type = String, format = Date)]
    until_on: Date,
    owner: Option<String>,
    owner_name: Option<String>,
    unit: Option<String>,
    unit_name: Option<String>,
    district: Option<String>,
    district_name: Option<String>,
    hours_week: i64,
    /// Its state today: `planned`, `running`, `done`, or `stopped` while the operating mode stops it.
    state: String,
    /// Sheet it was made from.
    sheet: Option<String>,
    /// Made up for the demo.
    sample: bool,
    version: i64,
}

impl From<ActivityRow> for ActivityWire {
    fn from(row: ActivityRow) -> Self {
        let one = row.one;
        Self {
            id: one.id,
            year: one.year,
            task: one.task_id,
            task_title: given(row.task),
            title: one.title,
            kind: one.kind,
            way: one.way,
            from_on: one.from_on,
            until_on: one.until_on,
            owner: one.owner_id.map(|id| id.to_string()),
            owner_name: given(row.owner),
            unit: one.unit_id,
            unit_name: given(row.unit),
            district: one.district_id.map(|id| id.to_string()),
            district_name: given(row.district),
            hours_week: one.hours_week,
            state: row.state,
            sheet: one.sheet_id,
            sample: one.sample,
            version: one.version,
        }
    }
}

/// These rows on the wire.
pub fn wires(rows: Vec<ActivityRow>) -> Vec<ActivityWire> {
    rows.into_iter().map(ActivityWire::from).collect()
}

/// A page of activities.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivitiesWire {
    #[serde(flatten)]
    of: PlanPageWire,
    /// Hours a week of all rows on all pages together.
    hours_week: i64,
    rows: Vec<ActivityWire>,
}

/// The activities of a year, narrowed, sorted and paged as on the page.
#[utoipa::path(get, path = "/activities", params(
    ("year" = Option<i64>, Query, description = "Year of the plan"),
    ("q" = Option<String>, Query, description = "Words in title, owner or unit"),
    ("task" = Option<String>, Query, description = "Id of a task"),
    ("kind" = Option<String>, Query, description = "`regular` or `strengthening`"),
    ("way" = Option<String>, Query, description = "`desk` or `face-to-face`"),
    ("state" = Option<String>, Query, description = "`planned`, `running`, `stopped` or `done`"),
    ("owner" = Option<String>, Query, description = "Id of a person"),
    ("unit" = Option<String>, Query, description = "Id of a unit"),
    ("week" = Option<String>, Query, description = "A day: what has hours in its week, whatever plan it belongs to"),
    ("sort" = Option<String>, Query, description = "`title`, `from`, `until` or `owner`"),
    ("page" = Option<i64>, Query, description = "Page, from 1")),
    responses((status = 200, description = "Activities", body = ActivitiesWire)))]
pub async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let filter = activities::filter(&ask, year);
    let rows = activities::wanted(&ask, &mut tx, year, &filter).await?;
    let hours_week = rows.iter().map(|row| row.one.hours_week).sum();
    let (pager, rows) = filter.cut(rows);
    let of = PlanPageWire::of(year, &pager, rows.iter().any(|row| row.one.sample));
    ask.json(&ActivitiesWire { of, hours_week, rows: wires(rows) })
}

/// A milestone.
#[derive(Debug, Serialize, ToSchema)]
pub struct MilestoneWire {
    id: String,
    title: String,
    #[schema(value_type = String, format = Date)]
    due_on: Date,
    #[schema(value_type = Option<String>, format = Date)]
    reached_on: Option<Date>,
}

impl From<Milestone> for MilestoneWire {
    fn from(one: Milestone) -> Self {
        Self { id: one.id, title: one.title, due_on: one.due_on, reached_on: one.reached_on }
    }
}

/// An activity with what hangs on it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityWholeWire {
    #[serde(flatten)]
    activity: ActivityWire,
    milestones: Vec<MilestoneWire>,
    files: Option<Vec<EvidenceWire>>,
}

/// One activity with its milestones and evidence.
#[utoipa::path(get, path = "/activities/{id}", params(("id" = String, Path, description = "Id")), responses(
    (status = 200, description = "The activity", body = ActivityWholeWire), (status = 404, description = "No such activity")))]
pub async fn one(ask: Ask, Path(id): Path<String>) -> Reply {
    let view = activities::activity_view(&ask, &id, AddMilestone::default(), Notes::default()).await?;
    ask.json(&ActivityWholeWire {
        files: evidence(ask.actor.may("plan.money"), view.files),
        milestones: view.milestones.into_iter().map(MilestoneWire::from).collect(),
        activity: view.row.into(),
    })
}
