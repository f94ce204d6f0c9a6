//! Detailed-project sheets as JSON.

use axum::extract::Path;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Notes, Reply};

use super::{PlanPageWire, given};
use crate::{
    model::{AddStep, Sheet, Step},
    pages::{
        shared,
        sheets::{self, SheetRow},
    },
    store,
};

/// A sheet.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetWire {
    id: String,
    task: String,
    task_title: Option<String>,
    title: String,
    aim: Option<String>,
    people: Option<String>,
    cost_won: Option<i64>,
    owner: Option<String>,
    owner_name: Option<String>,
    unit: Option<String>,
    district: Option<String>,
    /// `draft`, `ready` or `started`.
    state: String,
    /// Parts filled.
    filled: i64,
    /// Parts there are.
    parts: i64,
    /// Made up for the demo.
    sample: bool,
    version: i64,
}

impl SheetWire {
    fn of(one: Sheet, task: String, owner: String, (filled, parts): (i64, i64)) -> Self {
        Self {
            id: one.id,
            task: one.task_id,
            task_title: given(task),
            title: one.title,
            aim: given(one.aim),
            people: given(one.people),
            cost_won: one.cost.map(|won| won.0),
            owner: one.owner_id.map(|id| id.to_string()),
            owner_name: given(owner),
            unit: one.unit_id,
            district: one.district_id.map(|id| id.to_string()),
            state: one.state,
            filled,
            parts,
            sample: one.sample,
            version: one.version,
        }
    }
}

impl From<SheetRow> for SheetWire {
    fn from(row: SheetRow) -> Self {
        Self::of(row.one, row.task, row.owner, (row.filled, row.parts))
    }
}

/// A page of sheets.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetsWire {
    #[serde(flatten)]
    of: PlanPageWire,
    rows: Vec<SheetWire>,
}

/// The sheets of a year's tasks, narrowed and paged as on the page.
#[utoipa::path(get, path = "/sheets", params(
    ("year" = Option<i64>, Query, description = "Year of the plan"),
    ("q" = Option<String>, Query, description = "Words in title, aim or people"),
    ("task" = Option<String>, Query, description = "Id of a task"),
    ("state" = Option<String>, Query, description = "`draft`, `ready` or `started`"),
    ("page" = Option<i64>, Query, description = "Page, from 1")),
    responses((status = 200, description = "Sheets", body = SheetsWire)))]
pub async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let filter = sheets::filter(&ask, year);
    let (pager, shown) = filter.cut(sheets::wanted(&mut tx, year, &filter).await?);
    let tasks = store::tasks(&mut tx, year).await?;
    let of = PlanPageWire::of(year, &pager, shown.iter().any(|one| one.sample));
    let rows = sheets::rows(&ask, &mut tx, shown, &tasks).await?;
    ask.json(&SheetsWire { of, rows: rows.into_iter().map(SheetWire::from).collect() })
}

/// A step of a sheet.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetStepWire {
    id: String,
    title: String,
    /// Days after the start.
    after_days: i64,
    /// How many days it takes.
    days: i64,
    /// `desk` or `face-to-face`.
    way: String,
    hours_week: i64,
}

impl From<Step> for SheetStepWire {
    fn from(one: Step) -> Self {
        let Step { id, title, after_days, days, way, hours_week, .. } = one;
        Self { id, title, after_days, days, way, hours_week }
    }
}

/// A sheet with its steps.
#[derive(Debug, Serialize, ToSchema)]
pub struct SheetWholeWire {
    #[serde(flatten)]
    sheet: SheetWire,
    unit_name: Option<String>,
    district_name: Option<String>,
    /// Parts that are still empty: `aim`, `people`, `steps`, `cost`, `schedule`, `owner`.
    missing: Vec<String>,
    steps: Vec<SheetStepWire>,
}

/// One sheet with its steps and what is still missing.
#[utoipa::path(get, path = "/sheets/{id}", params(("id" = String, Path, description = "Id")), responses(
    (status = 200, description = "The sheet", body = SheetWholeWire), (status = 404, description = "No such sheet")))]
pub async fn one(ask: Ask, Path(id): Path<String>) -> Reply {
    let view = sheets::sheet_view(&ask, &id, AddStep::default(), Notes::default()).await?;
    let counts = (view.readiness.filled(), view.readiness.all());
    let missing = view.readiness.parts.iter().filter(|(_, filled)| !filled);
    ask.json(&SheetWholeWire {
        missing: missing.map(|(part, _)| (*part).to_owned()).collect(),
        unit_name: given(view.unit),
        district_name: given(view.district),
        steps: view.steps.into_iter().map(SheetStepWire::from).collect(),
        sheet: SheetWire::of(view.one, view.task, view.owner, counts),
    })
}
