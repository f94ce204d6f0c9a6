//! The plan as JSON: tasks, money, modes and load, with wire types of their own.

use axum::extract::Path;
use base::FiscalYear;
use db::Tx;
use register::{
    budget::{self, Standing},
    modes,
};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use web::{Ask, Reply, Routes};

use crate::{
    model::{Task, missing, task_subject},
    pages::{self, shared_plan},
    sample, store,
};

/// Every JSON route with its right.
pub fn routes() -> Routes {
    Routes::new()
        .get("/tasks", "plan.read", tasks)
        .get("/tasks/{id}", "plan.read", task)
        .get("/budget", "plan.money", money)
        .get("/modes", "plan.read", modes_)
        .get("/load", "plan.read", load)
}

#[derive(OpenApi)]
#[openapi(
    paths(tasks, task, money, modes_, load),
    components(schemas(TaskWire, MoneyWire, LineWire, BudgetWire))
)]
struct Document;

/// The OpenAPI paths of the plan.
pub fn document() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// Money in whole won: planned + carried = owed + spent + remaining, committed = owed + spent.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "on the wire every amount names its unit")]
pub struct MoneyWire {
    planned_won: i64,
    carried_won: i64,
    committed_won: i64,
    spent_won: i64,
    owed_won: i64,
    remaining_won: i64,
}

impl From<Standing> for MoneyWire {
    fn from(one: Standing) -> Self {
        Self {
            planned_won: one.planned.0,
            carried_won: one.carried.0,
            committed_won: one.committed.0,
            spent_won: one.spent.0,
            owed_won: one.owed.0,
            remaining_won: one.remaining.0,
        }
    }
}

/// A task.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskWire {
    id: String,
    year: i64,
    number: i64,
    field: String,
    item: String,
    area: String,
    core: bool,
    title: String,
    title_en: String,
    unit: Option<String>,
    source: String,
    as_of: String,
    activities: i64,
    /// Whether its money or any of its activities is made up for the demo.
    sample: bool,
    money: MoneyWire,
}

async fn task_wire(tx: &mut Tx, task: Task) -> Result<TaskWire, base::Problem> {
    let standings = budget::standings(tx, task.year).await?;
    let lines = budget::lines_about(tx, &task_subject(&task.id)).await?;
    let money: Standing = lines.iter().filter_map(|line| standings.get(&line.id).copied()).sum();
    let activities = store::activities(tx, task.year).await?;
    let own: Vec<_> = activities.iter().filter(|one| one.task_id.as_ref() == Some(&task.id)).collect();
    Ok(TaskWire {
        id: task.id,
        year: task.year,
        number: task.number,
        field: task.field_id,
        item: task.item,
        area: task.area,
        core: task.core,
        title: task.title,
        title_en: task.title_en,
        unit: task.unit_id,
        source: task.source,
        as_of: task.as_of,
        activities: own.len() as i64,
        sample: own.iter().any(|one| one.sample) || lines.iter().any(|line| line.sample),
        money: money.into(),
    })
}

/// The tasks of a year with their money.
#[utoipa::path(get, path = "/tasks", params(("year" = Option<i64>, Query, description = "Year of the plan")),
    responses((status = 200, description = "Tasks by number", body = [TaskWire])))]
async fn tasks(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared_plan(&ask, &mut tx).await?.year;
    let mut wires = Vec::new();
    for task in store::tasks(&mut tx, year).await? {
        wires.push(task_wire(&mut tx, task).await?);
    }
    ask.json(&wires)
}

/// One task with its money.
#[utoipa::path(get, path = "/tasks/{id}", params(("id" = String, Path, description = "Id, such as 2020-01")),
    responses((status = 200, description = "The task", body = TaskWire), (status = 404, description = "No such task")))]
async fn task(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut tx = ask.read().await?;
    let task = store::task(&mut tx, &id).await?.ok_or_else(missing)?;
    ask.json(&task_wire(&mut tx, task).await?)
}

/// A budget line.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineWire {
    id: String,
    about: String,
    name: String,
    unit: Option<String>,
    sample: bool,
    money: MoneyWire,
}

/// The money of a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct BudgetWire {
    year: i64,
    budget_won: i64,
    sample: bool,
    total: MoneyWire,
    lines: Vec<LineWire>,
}

/// The money of a year by line.
#[utoipa::path(get, path = "/budget", params(("year" = Option<i64>, Query, description = "Year of the plan")),
    responses((status = 200, description = "The year's money", body = BudgetWire)))]
async fn money(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let plan = shared_plan(&ask, &mut tx).await?;
    let standings = budget::standings(&mut tx, plan.year).await?;
    let wire = |line: budget::Line| LineWire {
        money: standings.get(&line.id).copied().unwrap_or_default().into(),
        id: line.id,
        about: line.about,
        name: line.name,
        unit: line.unit_id,
        sample: line.sample,
    };
    let lines: Vec<LineWire> = budget::lines(&mut tx, plan.year).await?.into_iter().map(wire).collect();
    ask.json(&BudgetWire {
        year: plan.year,
        budget_won: plan.budget.0,
        sample: lines.iter().any(|line| line.sample),
        total: standings.values().copied().sum::<Standing>().into(),
        lines,
    })
}

/// Operating modes: which holds today, every decision, days of the year in each.
#[utoipa::path(get, path = "/modes", params(("year" = Option<i64>, Query, description = "Year whose days are counted")),
    responses((status = 200, description = "Mode of today, history and days")))]
async fn modes_(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared_plan(&ask, &mut tx).await?.year;
    let history = modes::history(&mut tx).await?;
    let period = FiscalYear(year as i16);
    let days = modes::days_by_mode(&history, period.first_day(), period.last_day(), None);
    let today = modes::holding(&history, ask.today(), None).map_or(modes::NORMAL, |mode| mode.mode.as_str());
    let any = history.iter().any(sample::is_sample);
    let history: Vec<_> = history
        .iter()
        .map(|one| {
            serde_json::json!({
                "id": one.id, "mode": one.mode, "district": one.district_id, "from": one.from_on,
                "until": one.until_on, "legal_basis": one.legal_basis, "reason": one.note, "state": one.state,
                "sample": sample::is_sample(one),
            })
        })
        .collect();
    ask.json(
        &serde_json::json!({ "today": today, "year": year, "days": days, "sample": any, "history": history }),
    )
}

/// Hours of people and units in eight weeks, with the number of warnings.
#[utoipa::path(get, path = "/load", params(
    ("year" = Option<i64>, Query, description = "Year of the plan"),
    ("from" = Option<String>, Query, description = "A day of the first week; else today in the plan's year, else its first activity")),
    responses((status = 200, description = "Weeks by unit and person")))]
async fn load(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared_plan(&ask, &mut tx).await?.year;
    let from = pages::first_day(&ask, &mut tx, year).await?;
    let load = pages::load_from(&mut tx, from, 8).await?;
    let rows = |rows: &[pages::LoadRow]| {
        let row = |row: &pages::LoadRow| serde_json::json!({ "name": row.name, "weeks": row.weeks });
        rows.iter().map(row).collect::<Vec<_>>()
    };
    ask.json(&serde_json::json!({
        "weeks": load.mondays, "people": rows(&load.people), "units": rows(&load.units),
        "warnings": load.warnings.len(), "sample": load.sample,
    }))
}
