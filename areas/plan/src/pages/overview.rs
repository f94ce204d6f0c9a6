//! The year at a glance, one task with all that hangs on it, and copying a year.

use std::collections::BTreeMap;

use askama::Template;
use axum::{Form, extract::Path};
use base::{Problem, Won};
use db::Tx;
use register::{
    budget::{self, Line, Standing},
    files,
};
use serde::Deserialize;
use web::{
    Ask, Notes, Phrase, Reply,
    chart::{Caption, Decimals, StackedChart, StackedRow},
    filters,
};

use super::{
    activities::{self, ActivityRow},
    materials::{self, MaterialRow},
    shared::{self, Choice, FileRow, Names, Nav},
    sheets::{self, SheetRow},
    source::Source,
};
use crate::{
    actions,
    model::{CopyYear, Field, Task, Year, in_words, missing, task_subject},
    store,
};

/// A task with its money.
#[derive(Debug, Clone)]
pub struct TaskRow {
    /// Id.
    pub id: String,
    /// Title with its number.
    pub title: String,
    /// Whether it is a core task.
    pub core: bool,
    /// Unit's name.
    pub unit: String,
    /// How many activities carry it out.
    pub activities: usize,
    /// How its lines stand together.
    pub money: Standing,
}

/// A field with its tasks.
#[derive(Debug)]
pub struct FieldRow {
    /// Id.
    pub id: String,
    /// Number.
    pub number: i64,
    /// Title.
    pub title: String,
    /// Its tasks.
    pub tasks: Vec<TaskRow>,
    /// How its tasks' lines stand together.
    pub money: Standing,
}

#[derive(Template)]
#[template(path = "plan.html")]
pub struct PlanPage {
    /// What stands above the screen.
    pub nav: Nav,
    /// Title.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// Where it is known from.
    pub source: Option<Source>,
    /// All its money.
    pub budget: Won,
    /// How the lines of its tasks stand together.
    pub money: Standing,
    /// How the year's lines of no task stand together.
    pub outside: Standing,
    /// What no line has been given yet.
    pub unallotted: Won,
    /// Whether the split is made up.
    pub sample: bool,
    /// Fields with their tasks.
    pub fields: Vec<FieldRow>,
    chart: String,
    /// The lines that the sums are made of; empty for those who may not see them.
    budget_href: String,
}

/// How the lines about each thing stand together.
pub fn money_by_subject(
    lines: &[Line],
    standings: &BTreeMap<String, Standing>,
) -> BTreeMap<String, Standing> {
    let mut sums: BTreeMap<String, Standing> = BTreeMap::new();
    for line in lines {
        let own = standings.get(&line.id).copied().unwrap_or_default();
        let sum = sums.entry(line.about.clone()).or_default();
        *sum = [*sum, own].into_iter().sum();
    }
    sums
}

/// The fields of a year with their tasks and money.
async fn field_rows(ask: &Ask, tx: &mut Tx, year: i64) -> Result<Vec<FieldRow>, Problem> {
    let names = Names::load(tx).await?;
    let lines = budget::lines(tx, year).await?;
    let money = money_by_subject(&lines, &budget::standings(tx, year).await?);
    let activities = store::activities(tx, year).await?;
    let tasks = store::tasks(tx, year).await?;
    let row = |task: &Task| TaskRow {
        id: task.id.clone(),
        title: shared::task_title(ask, task),
        core: task.core,
        unit: names.answering(task),
        activities: activities.iter().filter(|one| one.task_id.as_ref() == Some(&task.id)).count(),
        money: money.get(&task_subject(&task.id)).copied().unwrap_or_default(),
    };
    let rows = store::fields(tx, year).await?.into_iter().map(|field: Field| {
        let own: Vec<TaskRow> = tasks.iter().filter(|task| task.field_id == field.id).map(row).collect();
        FieldRow {
            id: field.id,
            number: field.number,
            title: in_words(shared::english(ask), &field.title, &field.title_en).to_owned(),
            money: own.iter().map(|task| task.money).sum(),
            tasks: own,
        }
    });
    Ok(rows.collect())
}

/// The money of each task as a bar of spent, owed and remaining.
fn money_chart(ask: &Ask, fields: &[FieldRow]) -> String {
    let bar = |task: &TaskRow| StackedRow {
        label: task.title.clone(),
        parts: [task.money.spent, task.money.owed, task.money.remaining].map(|won| Some(won.0)).to_vec(),
        href: Some(format!("/plan/tasks/{}", task.id)),
    };
    let chart = StackedChart {
        caption: Caption {
            id: "plan-money".into(),
            title: ask.t("plan-chart-title"),
            description: ask.t("plan-chart-description"),
            unit: ask.t("plan-won"),
            row_head: ask.t("plan-f-task"),
        },
        series: ["plan-spent", "plan-owed", "plan-remaining"].map(|key| ask.t(key)).to_vec(),
        rows: fields.iter().flat_map(|field| &field.tasks).map(bar).collect(),
        decimals: Decimals(0),
        as_shares: false,
        total_head: ask.t("plan-planned"),
    };
    chart.svg()
}

/// The year at a glance.
pub async fn plan_view(ask: &Ask) -> Result<PlanPage, Problem> {
    let mut tx = ask.read().await?;
    let plan: Year = shared::plan(ask, &mut tx).await?;
    let lines = budget::lines(&mut tx, plan.year).await?;
    let money = super::budget::given_to_tasks(&mut tx, plan.year).await?;
    let whole = budget::year_standing(&mut tx, plan.year).await?;
    let fields = field_rows(ask, &mut tx, plan.year).await?;
    let english = shared::english(ask);
    let nav = shared::nav(ask, &mut tx, plan.year, "/plan").await?;
    let budget_href = format!("/plan/budget?year={}", plan.year);
    Ok(PlanPage {
        budget_href: if nav.may_money { budget_href } else { String::new() },
        nav,
        title: in_words(english, &plan.title, &plan.title_en).to_owned(),
        issuer: in_words(english, &plan.issuer, &plan.issuer_en).to_owned(),
        unallotted: plan.budget - money.planned,
        chart: if lines.is_empty() { String::new() } else { money_chart(ask, &fields) },
        source: Source::of(ask, &plan.source, &plan.as_of),
        budget: plan.budget,
        sample: lines.iter().any(|line| line.sample),
        outside: Standing::of(
            whole.planned - money.planned,
            whole.carried - money.carried,
            whole.committed - money.committed,
            whole.spent - money.spent,
        ),
        money,
        fields,
    })
}

/// `GET /plan`
pub async fn show(ask: Ask) -> Reply {
    ask.page(&plan_view(&ask).await?)
}

/// A budget line with how it stands.
#[derive(Debug)]
pub struct LineRow {
    /// The line.
    pub line: Line,
    /// How it stands.
    pub money: Standing,
}

#[derive(Template)]
#[template(path = "task.html")]
pub struct TaskPage {
    /// What stands above the screen.
    pub nav: Nav,
    /// The task.
    pub task: Task,
    title: String,
    /// Its aim.
    pub aim: String,
    /// Id and title of the document it carries out.
    pub document: Option<(String, String)>,
    units: Vec<Choice>,
    /// The person who took it over; empty while a unit answers for it.
    person: String,
    /// Unit or person that answers for it.
    pub unit: String,
    /// Its lines of money.
    pub lines: Vec<LineRow>,
    /// How they stand together.
    pub money: Standing,
    /// Its activities.
    pub activities: Vec<ActivityRow>,
    /// Its material.
    pub materials: Vec<MaterialRow>,
    /// Its sheets.
    pub sheets: Vec<SheetRow>,
    /// Evidence beside it.
    pub files: Vec<FileRow>,
    about: String,
    source: Option<Source>,
}

/// Who can answer for a task: the units of today and, while a person has it, that person.
fn receivers(ask: &Ask, names: &Names, task: &Task) -> Vec<Choice> {
    let mut choices = names.unit_choices(ask, task.unit_id.as_deref().unwrap_or_default());
    if let (None, Some(owner)) = (&task.unit_id, &task.owner_id) {
        let label = Phrase::new("plan-unit-person").with("name", names.person(Some(owner)));
        let value = format!("person:{owner}");
        choices.insert(0, Choice::new(&value, &ask.say(&label), &value));
    }
    choices
}

/// One task with all that hangs on it.
pub async fn task_view(ask: &Ask, id: &str) -> Result<TaskPage, Problem> {
    let mut tx = ask.read().await?;
    let task = store::task(&mut tx, id).await?.ok_or_else(missing)?;
    let names = Names::load(&mut tx).await?;
    let english = shared::english(ask);
    let about = task_subject(&task.id);
    let standings = budget::standings(&mut tx, task.year).await?;
    let own = budget::lines_about(&mut tx, &about).await?;
    let lines: Vec<LineRow> = own
        .into_iter()
        .map(|line| LineRow { money: standings.get(&line.id).copied().unwrap_or_default(), line })
        .collect();
    let document = store::document_in_force(&mut tx, &task.series).await?;
    Ok(TaskPage {
        nav: shared::nav(ask, &mut tx, task.year, "").await?,
        title: shared::task_title(ask, &task),
        aim: in_words(english, &task.aim, &task.aim_en).to_owned(),
        document: document.map(|one| (one.id, in_words(english, &one.title, &one.title_en).to_owned())),
        units: receivers(ask, &names, &task),
        person: if task.unit_id.is_none() { names.person(task.owner_id.as_ref()) } else { String::new() },
        unit: names.answering(&task),
        money: lines.iter().map(|row| row.money).sum(),
        lines,
        activities: activities::of_task(ask, &mut tx, &task, &names).await?,
        materials: materials::of_task(ask, &mut tx, &task).await?,
        sheets: sheets::of_task(ask, &mut tx, &task).await?,
        files: shared::files(&mut tx, &about).await?,
        about,
        source: Source::of(ask, &task.source, &task.as_of),
        task,
    })
}

/// `GET /plan/tasks/{id}`
pub async fn task(ask: Ask, Path(id): Path<String>) -> Reply {
    ask.page(&task_view(&ask, &id).await?)
}

/// The unit a task is given to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AssignTask {
    unit_id: String,
    version: i64,
}

/// `POST /plan/tasks/{id}/unit`
pub async fn assign(ask: Ask, Path(id): Path<String>, Form(wish): Form<AssignTask>) -> Reply {
    let mut work = ask.work().await?;
    actions::activities::assign_task(&mut work, &id, &wish.unit_id, wish.version).await?;
    work.commit().await?;
    ask.see_saying(&format!("/plan/tasks/{id}"), &Phrase::new("plan-said-saved"))
}

#[derive(Template)]
#[template(path = "copy_form.html")]
pub struct CopyForm {
    nav: Nav,
    /// What is filled in.
    pub wish: CopyYear,
    /// Years there are.
    pub years: Vec<Choice>,
    /// What becomes of the money.
    pub budgets: Vec<Choice>,
    notes: Notes,
}

async fn copy_view(ask: &Ask, wish: CopyYear, notes: Notes) -> Result<CopyForm, Problem> {
    let mut tx = ask.read().await?;
    let plan = shared::plan(ask, &mut tx).await?;
    let years = store::years(&mut tx).await?.into_iter().map(|one| one.year.to_string());
    Ok(CopyForm {
        nav: shared::nav(ask, &mut tx, plan.year, "").await?,
        years: years.map(|year| Choice::new(&year, &year, &wish.from_year)).collect(),
        budgets: shared::word_choices(ask, "plan-copy-budget", &["zero", "same"], &wish.budget),
        wish,
        notes,
    })
}

/// The form of a copy, begun for the year shown and the next one.
pub async fn copy_begun(ask: &Ask) -> Result<CopyForm, Problem> {
    let plan = shared::plan(ask, &mut ask.read().await?).await?;
    let (from_year, to_year) = (plan.year.to_string(), (plan.year + 1).to_string());
    copy_view(ask, CopyYear { from_year, to_year, budget: "zero".into() }, Notes::default()).await
}

/// `GET /plan/copy`
pub async fn copy_form(ask: Ask) -> Reply {
    ask.page(&copy_begun(&ask).await?)
}

/// `POST /plan/copy`
pub async fn copy(ask: Ask, Form(wish): Form<CopyYear>) -> Reply {
    let mut work = ask.work().await?;
    match actions::copying::copy_year(&mut work, &wish).await {
        Ok(year) => {
            work.commit().await?;
            let said = Phrase::new("plan-said-copied").with("year", year.to_string());
            ask.see_saying(&format!("/plan?year={year}"), &said)
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&copy_view(&ask, wish, ask.notes(&notes)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Number of files kept beside something, for lists.
pub async fn file_count(tx: &mut Tx, about: &str) -> Result<usize, Problem> {
    Ok(files::files(tx, about).await?.len())
}
