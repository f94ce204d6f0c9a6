//! Detailed-project sheets: one page each, printable, with what is still missing.

use askama::Template;
use axum::{Form, extract::Path};
use base::Problem;
use db::Tx;
use web::{Ask, Notes, Phrase, Reply, filters};

use super::shared::{self, Choice, Names, Nav, Stored};
use crate::{
    actions,
    model::{AddStep, Readiness, SaveSheet, Sheet, Step, Task, missing},
    store,
};

/// A sheet as a list shows it.
#[derive(Debug)]
pub struct SheetRow {
    /// The sheet.
    pub one: Sheet,
    /// Parts filled.
    pub filled: i64,
    /// Parts there are.
    pub parts: i64,
}

/// A task's sheets.
pub async fn of_task(tx: &mut Tx, task: &Task) -> Result<Vec<SheetRow>, Problem> {
    let mut rows = Vec::new();
    for one in store::sheets(tx, task.year).await?.into_iter().filter(|one| one.task_id == task.id) {
        let readiness = one.readiness(&store::steps(tx, &one.id).await?);
        rows.push(SheetRow { filled: readiness.filled(), parts: readiness.all(), one });
    }
    Ok(rows)
}

#[derive(Template)]
#[template(path = "sheet.html")]
struct SheetPage {
    nav: Nav,
    one: Sheet,
    task: String,
    owner: String,
    unit: String,
    district: String,
    cost: String,
    steps: Vec<Step>,
    readiness: Readiness,
    filled: i64,
    parts: i64,
    ways: Vec<Choice>,
    wish: AddStep,
    notes: Notes,
}

async fn sheet_view(ask: &Ask, id: &str, wish: AddStep, notes: Notes) -> Result<SheetPage, Problem> {
    let mut tx = ask.read().await?;
    let one = store::sheet(&mut tx, id).await?.ok_or_else(missing)?;
    let task = store::task(&mut tx, &one.task_id).await?.ok_or_else(missing)?;
    let steps = store::steps(&mut tx, id).await?;
    let names = Names::load(&mut tx).await?;
    let readiness = one.readiness(&steps);
    Ok(SheetPage {
        nav: shared::nav(ask, &mut tx, task.year, "").await?,
        task: shared::task_title(ask, &task),
        owner: names.person(one.owner_id.as_ref()),
        unit: names.unit(one.unit_id.as_ref()),
        district: names.district(one.district_id.as_ref()),
        cost: one.cost.map(|won| won.to_string()).unwrap_or_default(),
        ways: shared::word_choices(ask, "plan-way", &["desk", "face-to-face"], &wish.way),
        filled: readiness.filled(),
        parts: readiness.all(),
        one,
        steps,
        readiness,
        wish,
        notes,
    })
}

/// `GET /plan/sheets/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    ask.page(&sheet_view(&ask, &id, AddStep::default(), Notes::default()).await?)
}

#[derive(Template)]
#[template(path = "sheet_form.html")]
struct SheetForm {
    nav: Nav,
    action: String,
    wish: SaveSheet,
    tasks: Vec<Choice>,
    owners: Vec<Choice>,
    units: Vec<Choice>,
    districts: Vec<Choice>,
    stored: Vec<Stored>,
    notes: Notes,
}

async fn form_view(ask: &Ask, id: &str, wish: SaveSheet, notes: Notes) -> Result<SheetForm, Problem> {
    let mut tx = ask.read().await?;
    let task = store::task(&mut tx, &wish.task_id).await?;
    let year = match &task {
        Some(task) => task.year,
        None => shared::plan(ask, &mut tx).await?.year,
    };
    let names = Names::load(&mut tx).await?;
    Ok(SheetForm {
        nav: shared::nav(ask, &mut tx, year, "").await?,
        action: if id.is_empty() { "/plan/sheets".into() } else { format!("/plan/sheets/{id}") },
        tasks: shared::task_choices(ask, &mut tx, year, &wish.task_id).await?,
        owners: Names::choices(&names.people, &wish.owner_id),
        units: Names::choices(&names.units, &wish.unit_id),
        districts: Names::choices(&names.districts, &wish.district_id),
        stored: Vec::new(),
        wish,
        notes,
    })
}

/// A stored sheet as its form.
fn as_wish(one: &Sheet) -> SaveSheet {
    SaveSheet {
        task_id: one.task_id.clone(),
        title: one.title.clone(),
        aim: one.aim.clone(),
        people: one.people.clone(),
        cost_won: one.cost.map(|won| won.0.to_string()).unwrap_or_default(),
        owner_id: one.owner_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        unit_id: one.unit_id.clone().unwrap_or_default(),
        district_id: one.district_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        version: one.version,
    }
}

/// `GET /plan/sheets/new`
pub async fn new(ask: Ask) -> Reply {
    let wish = SaveSheet { task_id: ask.param("task").unwrap_or_default(), ..SaveSheet::default() };
    ask.page(&form_view(&ask, "", wish, Notes::default()).await?)
}

/// `GET /plan/sheets/{id}/edit`
pub async fn edit(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = store::sheet(&mut ask.read().await?, &id).await?.ok_or_else(missing)?;
    ask.page(&form_view(&ask, &id, as_wish(&one), Notes::default()).await?)
}

/// `POST /plan/sheets`
pub async fn create(ask: Ask, Form(wish): Form<SaveSheet>) -> Reply {
    let mut work = ask.work().await?;
    match actions::sheets::create_sheet(&mut work, &wish).await {
        Ok(one) => {
            work.commit().await?;
            ask.see_saying(&format!("/plan/sheets/{}", one.id), &Phrase::new("plan-said-saved"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&form_view(&ask, "", wish, ask.notes(&notes)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /plan/sheets/{id}`
pub async fn update(ask: Ask, Path(id): Path<String>, Form(mut wish): Form<SaveSheet>) -> Reply {
    let mut work = ask.work().await?;
    let problem = match actions::sheets::update_sheet(&mut work, &id, &wish).await {
        Ok(one) => {
            work.commit().await?;
            return ask.see_saying(&format!("/plan/sheets/{}", one.id), &Phrase::new("plan-said-saved"));
        }
        Err(problem) => problem,
    };
    drop(work);
    if shared::is_changed_meanwhile(&problem) {
        let now = store::sheet(&mut ask.read().await?, &id).await?.ok_or_else(missing)?;
        wish.version = now.version;
        let mut view = form_view(&ask, &id, wish, Notes::default()).await?;
        let pairs = [("plan-f-title", now.title), ("plan-f-aim", now.aim), ("plan-f-people", now.people)];
        view.stored = pairs.into_iter().map(|(key, value)| Stored { term: ask.t(key), value }).collect();
        return ask.page_again(&view);
    }
    let Problem::Fields(notes) = problem else { return Err(problem.into()) };
    ask.page_again(&form_view(&ask, &id, wish, ask.notes(&notes)).await?)
}

/// `POST /plan/sheets/{id}/steps`
pub async fn add_step(ask: Ask, Path(id): Path<String>, Form(wish): Form<AddStep>) -> Reply {
    let mut work = ask.work().await?;
    match actions::sheets::add_step(&mut work, &id, &wish).await {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&format!("/plan/sheets/{id}"), &Phrase::new("plan-said-saved"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&sheet_view(&ask, &id, wish, ask.notes(&notes)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /plan/sheets/{id}/steps/{step}`
pub async fn remove_step(ask: Ask, Path((id, step)): Path<(String, String)>) -> Reply {
    let mut work = ask.work().await?;
    actions::sheets::remove_step(&mut work, &id, &step).await?;
    work.commit().await?;
    ask.see_saying(&format!("/plan/sheets/{id}"), &Phrase::new("plan-said-removed"))
}

/// `POST /plan/sheets/{id}/ready`
pub async fn ready(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    actions::sheets::mark_ready(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying(&format!("/plan/sheets/{id}"), &Phrase::new("plan-said-ready"))
}
