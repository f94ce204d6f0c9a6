//! Material lists: what is to be read for each task, to print and to tick off.

use askama::Template;
use axum::{Form, extract::Path};
use base::Problem;
use db::Tx;
use documents::{Cell, workbook::Kind};
use web::{Ask, Notes, Phrase, Reply, filters, listing::Filter, pager::Pager};

use super::{
    downloads::Table,
    overview,
    shared::{self, Choice, FileRow, Names, Nav, Stored},
};
use crate::{
    actions::{
        self,
        materials::{KINDS, STATES},
    },
    model::{Material, SaveMaterial, SetState, Task, missing},
    store,
};

/// A material as a list shows it.
#[derive(Debug, Clone)]
pub struct MaterialRow {
    /// The material.
    pub one: Material,
    /// Its task's title.
    pub task: String,
    /// Who looks for it.
    pub owner: String,
    /// How many files are kept beside it.
    pub files: usize,
    /// States it may move to.
    pub moves: Vec<Choice>,
}

/// These materials as rows.
pub async fn rows(
    ask: &Ask,
    tx: &mut Tx,
    of: Vec<Material>,
    tasks: &[Task],
) -> Result<Vec<MaterialRow>, Problem> {
    let names = Names::load(tx).await?;
    let mut rows = Vec::with_capacity(of.len());
    for one in of {
        let task = tasks.iter().find(|task| task.id == one.task_id);
        let others: Vec<&str> = STATES.iter().copied().filter(|state| *state != one.state).collect();
        rows.push(MaterialRow {
            task: task.map(|task| shared::task_title(ask, task)).unwrap_or_default(),
            owner: names.person(one.owner_id.as_ref()),
            files: overview::file_count(tx, &format!("plan-material:{}", one.id)).await?,
            moves: shared::word_choices(ask, "plan-material-state", &others, ""),
            one,
        });
    }
    Ok(rows)
}

/// A task's material list.
pub async fn of_task(ask: &Ask, tx: &mut Tx, task: &Task) -> Result<Vec<MaterialRow>, Problem> {
    let mut own = store::materials(tx, task.year).await?;
    own.retain(|one| one.task_id == task.id);
    rows(ask, tx, own, std::slice::from_ref(task)).await
}

#[derive(Template)]
#[template(path = "materials.html")]
struct MaterialsPage {
    nav: Nav,
    filter: Filter,
    rows: Vec<MaterialRow>,
    tasks: Vec<Choice>,
    states: Vec<Choice>,
    pager: Pager,
}

/// What the list of a year is narrowed to.
pub fn filter(ask: &Ask, year: i64) -> Filter {
    Filter::of(ask, "/plan/materials", &["q", "task", "state"]).with("year", &year)
}

/// The wanted materials of a year.
pub async fn wanted(tx: &mut Tx, year: i64, filter: &Filter) -> Result<Vec<Material>, Problem> {
    shared::known_word(filter, "state", STATES)?;
    shared::known_task(tx, year, filter).await?;
    let mut all = store::materials(tx, year).await?;
    all.retain(|one| {
        filter.finds(&format!("{} {}", one.title, one.origin))
            && filter.fits("task", &one.task_id)
            && filter.fits("state", &one.state)
    });
    Ok(all)
}

/// `GET /plan/materials`
pub async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let filter = filter(&ask, year);
    let (pager, shown) = filter.cut(wanted(&mut tx, year, &filter).await?);
    let tasks = store::tasks(&mut tx, year).await?;
    ask.page(&MaterialsPage {
        nav: shared::nav(&ask, &mut tx, year, "/plan/materials").await?,
        rows: rows(&ask, &mut tx, shown, &tasks).await?,
        tasks: shared::task_choices(&ask, &mut tx, year, filter.get("task")).await?,
        states: shared::word_choices(&ask, "plan-material-state", STATES, filter.get("state")),
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
        ("kind", "plan-f-kind", Kind::Text),
        ("origin", "plan-f-origin", Kind::Text),
        ("link", "plan-f-link", Kind::Text),
        ("state", "plan-f-state", Kind::Text),
    ];
    let cells = |row: &MaterialRow| {
        vec![
            Cell::from(row.task.as_str()),
            Cell::from(row.one.title.as_str()),
            Cell::from(ask.t(&format!("plan-material-kind-{}", row.one.kind))),
            Cell::from(row.one.origin.as_str()),
            Cell::from(row.one.link.as_str()),
            Cell::from(ask.t(&format!("plan-material-state-{}", row.one.state))),
        ]
    };
    let rows = rows(ask, &mut tx, all, &tasks).await?.iter().map(cells).collect();
    Ok(Table { name: "plan-materials", title: "plan-materials-title", columns, rows, sample })
}

/// `GET /plan/materials.csv`
pub async fn csv(ask: Ask) -> Reply {
    table(&ask).await?.csv(&ask)
}

/// `GET /plan/materials.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    table(&ask).await?.xlsx(&ask)
}

#[derive(Template)]
#[template(path = "material_form.html")]
pub struct MaterialForm {
    /// What stands above the screen.
    pub nav: Nav,
    /// Where it is sent.
    pub action: String,
    id: String,
    /// What is filled in.
    pub wish: SaveMaterial,
    /// The year's tasks.
    pub tasks: Vec<Choice>,
    /// Kinds.
    pub kinds: Vec<Choice>,
    /// States.
    pub states: Vec<Choice>,
    /// People.
    pub owners: Vec<Choice>,
    /// Evidence beside it.
    pub files: Vec<FileRow>,
    stored: Vec<Stored>,
    notes: Notes,
}

async fn form_view(ask: &Ask, id: &str, wish: SaveMaterial, notes: Notes) -> Result<MaterialForm, Problem> {
    let mut tx = ask.read().await?;
    let task = store::task(&mut tx, &wish.task_id).await?;
    let year = match &task {
        Some(task) => task.year,
        None => shared::plan(ask, &mut tx).await?.year,
    };
    let names = Names::load(&mut tx).await?;
    Ok(MaterialForm {
        nav: shared::nav(ask, &mut tx, year, "").await?,
        action: if id.is_empty() { "/plan/materials".into() } else { format!("/plan/materials/{id}") },
        tasks: shared::task_choices(ask, &mut tx, year, &wish.task_id).await?,
        kinds: shared::word_choices(ask, "plan-material-kind", KINDS, &wish.kind),
        states: shared::word_choices(ask, "plan-material-state", STATES, &wish.state),
        owners: Names::choices(&names.people, &wish.owner_id),
        files: shared::files(&mut tx, &format!("plan-material:{id}")).await?,
        id: id.to_owned(),
        stored: Vec::new(),
        wish,
        notes,
    })
}

/// A stored material as its form.
fn as_wish(one: &Material) -> SaveMaterial {
    SaveMaterial {
        task_id: one.task_id.clone(),
        title: one.title.clone(),
        kind: one.kind.clone(),
        origin: one.origin.clone(),
        link: one.link.clone(),
        owner_id: one.owner_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        state: one.state.clone(),
        version: one.version,
    }
}

/// An empty form, begun for the task that the address names.
pub async fn new_form(ask: &Ask) -> Result<MaterialForm, Problem> {
    let task_id = ask.param("task").unwrap_or_default();
    let (kind, state) = ("report".into(), "wanted".into());
    let wish = SaveMaterial { task_id, kind, state, ..SaveMaterial::default() };
    form_view(ask, "", wish, Notes::default()).await
}

/// The form of a stored material.
pub async fn edit_form(ask: &Ask, id: &str) -> Result<MaterialForm, Problem> {
    let one = store::material(&mut ask.read().await?, id).await?.ok_or_else(missing)?;
    form_view(ask, id, as_wish(&one), Notes::default()).await
}

/// `GET /plan/materials/new`
pub async fn new(ask: Ask) -> Reply {
    ask.page(&new_form(&ask).await?)
}

/// `GET /plan/materials/{id}`
pub async fn edit(ask: Ask, Path(id): Path<String>) -> Reply {
    ask.page(&edit_form(&ask, &id).await?)
}

/// `POST /plan/materials`
pub async fn create(ask: Ask, Form(wish): Form<SaveMaterial>) -> Reply {
    let mut work = ask.work().await?;
    match actions::materials::create_material(&mut work, &wish).await {
        Ok(one) => {
            work.commit().await?;
            ask.see_saying(&format!("/plan/tasks/{}", one.task_id), &Phrase::new("plan-said-saved"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&form_view(&ask, "", wish, ask.notes(&notes)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /plan/materials/{id}`
pub async fn update(ask: Ask, Path(id): Path<String>, Form(mut wish): Form<SaveMaterial>) -> Reply {
    let mut work = ask.work().await?;
    let problem = match actions::materials::update_material(&mut work, &id, &wish).await {
        Ok(one) => {
            work.commit().await?;
            return ask.see_saying(&format!("/plan/tasks/{}", one.task_id), &Phrase::new("plan-said-saved"));
        }
        Err(problem) => problem,
    };
    drop(work);
    if shared::is_changed_meanwhile(&problem) {
        let now = store::material(&mut ask.read().await?, &id).await?.ok_or_else(missing)?;
        wish.version = now.version;
        let mut view = form_view(&ask, &id, wish, Notes::default()).await?;
        view.stored = stored(&ask, &now);
        return ask.page_again(&view);
    }
    let Problem::Fields(notes) = problem else { return Err(problem.into()) };
    ask.page_again(&form_view(&ask, &id, wish, ask.notes(&notes)).await?)
}

/// What is stored now, for the person whose change came second.
fn stored(ask: &Ask, now: &Material) -> Vec<Stored> {
    let pairs = [
        ("plan-f-title", now.title.clone()),
        ("plan-f-origin", now.origin.clone()),
        ("plan-f-link", now.link.clone()),
        ("plan-f-state", ask.t(&format!("plan-material-state-{}", now.state))),
    ];
    pairs.into_iter().map(|(key, value)| Stored { term: ask.t(key), value }).collect()
}

/// `POST /plan/materials/{id}/state`
pub async fn set_state(ask: Ask, Path(id): Path<String>, Form(wish): Form<SetState>) -> Reply {
    let mut work = ask.work().await?;
    let task = actions::materials::set_state(&mut work, &id, &wish).await?;
    work.commit().await?;
    ask.see_saying(&format!("/plan/tasks/{task}"), &Phrase::new("plan-said-moved"))
}
