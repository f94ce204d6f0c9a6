//! Detailed-project sheets: the list with its files, and one printable page each with what is still missing.

use askama::Template;
use axum::{Form, extract::Path};
use base::Problem;
use db::Tx;
use documents::{Cell, workbook::Kind};
use web::{Ask, Notes, Phrase, Reply, filters, listing::Filter, pager::Pager};

use super::{
    activities,
    downloads::Table,
    shared::{self, Choice, Names, Nav, Stored},
};
use crate::{
    actions,
    model::{AddStep, Readiness, SaveSheet, Sheet, Step, Task, missing},
    store,
};

/// States of a sheet.
const STATES: &[&str] = &["draft", "ready", "started"];

/// A sheet as a list shows it.
#[derive(Debug)]
pub struct SheetRow {
    /// The sheet.
    pub one: Sheet,
    /// Its task's title.
    pub task: String,
    /// Who does it.
    pub owner: String,
    /// Its steps.
    pub steps: i64,
    /// Parts filled.
    pub filled: i64,
    /// Parts there are.
    pub parts: i64,
}

/// These sheets as rows.
pub async fn rows(ask: &Ask, tx: &mut Tx, of: Vec<Sheet>, tasks: &[Task]) -> Result<Vec<SheetRow>, Problem> {
    let names = Names::load(tx).await?;
    let mut rows = Vec::with_capacity(of.len());
    for one in of {
        let steps = store::steps(tx, &one.id).await?;
        let readiness = one.readiness(&steps);
        let task = tasks.iter().find(|task| task.id == one.task_id);
        rows.push(SheetRow {
            task: task.map(|task| shared::task_title(ask, task)).unwrap_or_default(),
            owner: names.person(one.owner_id.as_ref()),
            steps: steps.len() as i64,
            filled: readiness.filled(),
            parts: readiness.all(),
            one,
        });
    }
    Ok(rows)
}

/// A task's sheets.
pub async fn of_task(ask: &Ask, tx: &mut Tx, task: &Task) -> Result<Vec<SheetRow>, Problem> {
    let mut own = store::sheets(tx, task.year).await?;
    own.retain(|one| one.task_id == task.id);
    rows(ask, tx, own, std::slice::from_ref(task)).await
}

#[derive(Template)]
#[template(path = "sheets.html")]
struct SheetsPage {
    nav: Nav,
    filter: Filter,
    rows: Vec<SheetRow>,
    tasks: Vec<Choice>,
    states: Vec<Choice>,
    pager: Pager,
}

/// What the list of a year is narrowed to.
pub fn filter(ask: &Ask, year: i64) -> Filter {
    Filter::of(ask, "/plan/sheets", &["q", "task", "state"]).with("year", &year)
}

/// The wanted sheets of a year.
pub async fn wanted(tx: &mut Tx, year: i64, filter: &Filter) -> Result<Vec<Sheet>, Problem> {
    shared::known_word(filter, "state", STATES)?;
    shared::known_task(tx, year, filter).await?;
    let mut all = store::sheets(tx, year).await?;
    all.retain(|one| {
        filter.finds(&format!("{} {} {}", one.title, one.aim, one.people))
            && filter.fits("task", &one.task_id)
            && filter.fits("state", &one.state)
    });
    Ok(all)
}

/// `GET /plan/sheets`
pub async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let filter = filter(&ask, year);
    let (pager, shown) = filter.cut(wanted(&mut tx, year, &filter).await?);
    let tasks = store::tasks(&mut tx, year).await?;
    ask.page(&SheetsPage {
        nav: shared::nav(&ask, &mut tx, year, "/plan/sheets").await?,
        rows: rows(&ask, &mut tx, shown, &tasks).await?,
        tasks: shared::task_choices(&ask, &mut tx, year, filter.get("task")).await?,
        states: shared::word_choices(&ask, "plan-sheet-state", STATES, filter.get("state")),
        filter,
        pager,
    })
}

/// The list as a table to be written.
async fn table(ask: &Ask) -> Result<Table, Problem> {
    let mut tx = ask.read().await?;
    let year = shared::plan(ask, &mut tx).await?.year;
    let all = wanted(&mut tx, year, &filter(ask, year)).await?;
    let tasks = store::tasks(&mut tx, year).await?;
    let sample = all.iter().any(|one| one.sample);
    let columns = vec![
        ("task", "plan-f-task", Kind::Text),
        ("title", "plan-f-title", Kind::Text),
        ("aim", "plan-f-aim", Kind::Text),
        ("people", "plan-f-people", Kind::Text),
        ("steps", "plan-steps-title", Kind::Whole),
        ("cost_won", "plan-f-cost", Kind::Won),
        ("state", "plan-f-state", Kind::Text),
    ];
    let cells = |row: &SheetRow| {
        vec![
            Cell::from(row.task.as_str()),
            Cell::from(row.one.title.as_str()),
            Cell::from(row.one.aim.as_str()),
            Cell::from(row.one.people.as_str()),
            Cell::Whole(row.steps),
            row.one.cost.map_or(Cell::Empty, |cost| Cell::Won(cost.0)),
            Cell::from(ask.t(&format!("plan-sheet-state-{}", row.one.state))),
        ]
    };
    let rows = rows(ask, &mut tx, all, &tasks).await?.iter().map(cells).collect();
    Ok(Table { name: "plan-sheets", title: "plan-sheets-title", columns, rows, sample })
}

/// `GET /plan/sheets.csv`
pub async fn csv(ask: Ask) -> Reply {
    table(&ask).await?.csv(&ask)
}

/// `GET /plan/sheets.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    table(&ask).await?.xlsx(&ask)
}

#[derive(Template)]
#[template(path = "sheet.html")]
pub struct SheetPage {
    nav: Nav,
    /// The sheet.
    pub one: Sheet,
    /// Its task's title.
    pub task: String,
    /// Who does it.
    pub owner: String,
    /// Unit that answers for it.
    pub unit: String,
    /// District's name; empty for everywhere.
    pub district: String,
    cost: String,
    /// Its steps.
    pub steps: Vec<Step>,
    /// How far it is from starting.
    pub readiness: Readiness,
    filled: i64,
    parts: i64,
    ways: Vec<Choice>,
    wish: AddStep,
    notes: Notes,
}

/// One sheet with its steps and what is missing.
pub async fn sheet_view(ask: &Ask, id: &str, wish: AddStep, notes: Notes) -> Result<SheetPage, Problem> {
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
        ways: shared::word_choices(ask, "plan-way", activities::WAYS, &wish.way),
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
pub struct SheetForm {
    nav: Nav,
    /// Where it is sent.
    pub action: String,
    /// What is filled in.
    pub wish: SaveSheet,
    /// The year's tasks.
    pub tasks: Vec<Choice>,
    /// People.
    pub owners: Vec<Choice>,
    /// Units.
    pub units: Vec<Choice>,
    /// Districts.
    pub districts: Vec<Choice>,
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
        units: names.unit_choices(ask, &wish.unit_id),
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

/// An empty form, begun for the task that the address names.
pub async fn new_form(ask: &Ask) -> Result<SheetForm, Problem> {
    let wish = SaveSheet { task_id: ask.param("task").unwrap_or_default(), ..SaveSheet::default() };
    form_view(ask, "", wish, Notes::default()).await
}

/// The form of a stored sheet.
pub async fn edit_form(ask: &Ask, id: &str) -> Result<SheetForm, Problem> {
    let one = store::sheet(&mut ask.read().await?, id).await?.ok_or_else(missing)?;
    form_view(ask, id, as_wish(&one), Notes::default()).await
}

/// `GET /plan/sheets/new`
pub async fn new(ask: Ask) -> Reply {
    ask.page(&new_form(&ask).await?)
}

/// `GET /plan/sheets/{id}/edit`
pub async fn edit(ask: Ask, Path(id): Path<String>) -> Reply {
    ask.page(&edit_form(&ask, &id).await?)
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
