//! The year at a glance and its tasks as JSON.

use axum::extract::Path;
use db::Tx;
use register::budget::{self, Standing};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Reply};

use super::{
    EvidenceWire, MoneyWire,
    activities::{ActivityWire, wires},
    evidence, given,
    materials::MaterialWire,
    money::LineWire,
    sheets::SheetWire,
};
use crate::{
    model::{Task, task_subject},
    pages::{budget as lines, overview, shared},
    store,
};

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
pub async fn tasks(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let mut wires = Vec::new();
    for task in store::tasks(&mut tx, year).await? {
        wires.push(task_wire(&mut tx, task).await?);
    }
    ask.json(&wires)
}

/// A task with all that hangs on it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskWholeWire {
    #[serde(flatten)]
    task: TaskWire,
    aim: Option<String>,
    unit_name: Option<String>,
    /// Id of the document it carries out.
    document: Option<String>,
    /// Its lines of money; `null` for those who may see sums by task only.
    lines: Option<Vec<LineWire>>,
    activity_rows: Vec<ActivityWire>,
    materials: Vec<MaterialWire>,
    sheets: Vec<SheetWire>,
    files: Option<Vec<EvidenceWire>>,
}

/// One task with its money, activities, material, sheets and evidence.
#[utoipa::path(get, path = "/tasks/{id}", params(("id" = String, Path, description = "Id, such as 2020-01")), responses(
    (status = 200, description = "The task", body = TaskWholeWire), (status = 404, description = "No such task")))]
pub async fn task(ask: Ask, Path(id): Path<String>) -> Reply {
    let view = overview::task_view(&ask, &id).await?;
    let mut tx = ask.read().await?;
    let may_money = view.nav.may_money;
    let own = lines::rows(&ask, &mut tx, view.task.year).await?.into_iter().filter(|row| row.task_id == id);
    ask.json(&TaskWholeWire {
        lines: may_money.then(|| own.map(LineWire::from).collect()),
        task: task_wire(&mut tx, view.task).await?,
        aim: given(view.aim),
        unit_name: given(view.unit),
        document: view.document.map(|(id, _)| id),
        activity_rows: wires(view.activities),
        materials: view.materials.into_iter().map(MaterialWire::from).collect(),
        sheets: view.sheets.into_iter().map(SheetWire::from).collect(),
        files: evidence(may_money, view.files),
    })
}

/// A task as the overview shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskLineWire {
    id: String,
    title: String,
    core: bool,
    unit_name: Option<String>,
    activities: usize,
    money: MoneyWire,
}

/// A field with its tasks.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldWire {
    id: String,
    number: i64,
    title: String,
    money: MoneyWire,
    tasks: Vec<TaskLineWire>,
}

/// The year at a glance.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanWire {
    year: i64,
    title: String,
    issuer: String,
    source: Option<String>,
    as_of: Option<String>,
    budget_won: i64,
    /// What no line has been given yet.
    unallotted_won: i64,
    money: MoneyWire,
    /// The year's lines of no task, which are no part of the plan's money.
    outside: MoneyWire,
    /// Whether the split is made up for the demo.
    sample: bool,
    fields: Vec<FieldWire>,
}

/// The plan of a year: its money, its fields and their tasks.
#[utoipa::path(get, path = "/", params(("year" = Option<i64>, Query, description = "Year of the plan")),
    responses((status = 200, description = "The plan", body = PlanWire), (status = 404, description = "No plan of that year")))]
pub async fn plan(ask: Ask) -> Reply {
    let view = overview::plan_view(&ask).await?;
    let task = |row: overview::TaskRow| TaskLineWire {
        id: row.id,
        title: row.title,
        core: row.core,
        unit_name: given(row.unit),
        activities: row.activities,
        money: row.money.into(),
    };
    let field = |row: overview::FieldRow| FieldWire {
        id: row.id,
        number: row.number,
        title: row.title,
        money: row.money.into(),
        tasks: row.tasks.into_iter().map(task).collect(),
    };
    let source = view.source;
    ask.json(&PlanWire {
        year: view.nav.year,
        title: view.title,
        issuer: view.issuer,
        as_of: source.as_ref().map(|one| one.as_of.clone()),
        source: source.map(|one| if one.href.is_empty() { one.name } else { one.href }),
        budget_won: view.budget.0,
        unallotted_won: view.unallotted.0,
        money: view.money.into(),
        outside: view.outside.into(),
        sample: view.sample,
        fields: view.fields.into_iter().map(field).collect(),
    })
}
