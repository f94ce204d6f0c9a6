//! Activities: the list with its files, one activity, its form, its states and milestones.

use askama::Template;
use axum::{Form, extract::Path};
use base::{Problem, UserId};
use db::Tx;
use documents::{Cell, workbook::Kind};
use jiff::civil::Date;
use register::modes;
use web::{Ask, Notes, Phrase, Reply, filters, listing::Filter, pager::Pager};

use super::{
    downloads::Table,
    shared::{self, Choice, FileRow, Names, Nav, Stored},
};
use crate::{
    actions::{self, modes::is_stopped},
    load,
    model::{Activity, AddMilestone, Milestone, SaveActivity, SetState, Task, missing},
    store,
};

/// An activity as a list shows it.
#[derive(Debug, Clone)]
pub struct ActivityRow {
    /// The activity.
    pub one: Activity,
    /// Its task's title, if it has one.
    pub task: String,
    /// Owner's name.
    pub owner: String,
    /// Unit's name.
    pub unit: String,
    /// District's name; empty for everywhere.
    pub district: String,
    /// Its state today: `stopped` when the mode says so.
    pub state: String,
    /// How the state is shown.
    pub tone: &'static str,
}

/// Kinds of an activity.
const KINDS: &[&str] = &["regular", "strengthening"];
/// Ways of working.
pub const WAYS: &[&str] = &["desk", "face-to-face"];
/// States as they are shown, in the order of the board; `stopped` follows from the mode.
pub const LANES: &[&str] = &["planned", "running", "stopped", "done"];

/// The tone of a state.
fn tone(state: &str) -> &'static str {
    match state {
        "running" => "busy",
        "done" => "good",
        "stopped" => "warn",
        _ => "plain",
    }
}

/// These activities as rows, with their state of today.
pub async fn rows(
    ask: &Ask,
    tx: &mut Tx,
    of: Vec<Activity>,
    names: &Names,
) -> Result<Vec<ActivityRow>, Problem> {
    let history = modes::history(tx).await?;
    let mut tasks: Vec<Task> = Vec::new();
    for year in of.iter().map(|one| one.year).collect::<std::collections::BTreeSet<_>>() {
        tasks.extend(store::tasks(tx, year).await?);
    }
    let row = |one: Activity| {
        let stopped = is_stopped(&history, &one, ask.today());
        let state = if stopped { "stopped".to_owned() } else { one.state.clone() };
        let task = tasks.iter().find(|task| Some(&task.id) == one.task_id.as_ref());
        ActivityRow {
            task: task.map(|task| shared::task_title(ask, task)).unwrap_or_default(),
            owner: names.person(one.owner_id.as_ref()),
            unit: names.unit(one.unit_id.as_ref()),
            district: names.district(one.district_id.as_ref()),
            tone: tone(&state),
            state,
            one,
        }
    };
    Ok(of.into_iter().map(row).collect())
}

/// A task's activities.
pub async fn of_task(
    ask: &Ask,
    tx: &mut Tx,
    task: &Task,
    names: &Names,
) -> Result<Vec<ActivityRow>, Problem> {
    let mut own = store::activities(tx, task.year).await?;
    own.retain(|one| one.task_id.as_ref() == Some(&task.id));
    rows(ask, tx, own, names).await
}

/// What narrows the list; `week` (its Monday) takes the rows that make up a cell of the load.
const NARROWS: &[&str] = &["q", "task", "kind", "way", "state", "owner", "unit", "week"];

/// What the list of a year is narrowed to.
pub fn filter(ask: &Ask, year: i64) -> Filter {
    Filter::of(ask, "/plan/activities", NARROWS).with("year", &year)
}

/// Whether a row is wanted.
fn fits(filter: &Filter, row: &ActivityRow) -> bool {
    filter.finds(&format!("{} {} {}", row.one.title, row.owner, row.unit))
        && filter.fits("task", row.one.task_id.as_deref().unwrap_or_default())
        && filter.fits("kind", &row.one.kind)
        && filter.fits("way", &row.one.way)
        && filter.fits("state", &row.state)
        && filter.fits("owner", row.one.owner_id.as_ref().map(UserId::as_str).unwrap_or_default())
        && filter.fits("unit", row.one.unit_id.as_deref().unwrap_or_default())
}

/// The activities of a year, or those with hours in the week asked for, whatever plan they belong to.
async fn chosen(tx: &mut Tx, year: i64, filter: &Filter) -> Result<Vec<Activity>, Problem> {
    let Ok(day) = filter.get("week").parse::<Date>() else { return store::activities(tx, year).await };
    let monday = load::monday(day);
    let mut all = store::activities_between(tx, monday, load::sunday(monday)).await?;
    let history = modes::history(tx).await?;
    all.retain(|one| load::counts(one, monday, &|one, day| is_stopped(&history, one, day)));
    Ok(all)
}

/// The wanted rows of a year, sorted.
pub async fn wanted(ask: &Ask, tx: &mut Tx, year: i64, filter: &Filter) -> Result<Vec<ActivityRow>, Problem> {
    for (name, words) in [("kind", KINDS), ("way", WAYS), ("state", LANES)] {
        shared::known_word(filter, name, words)?;
    }
    shared::known_task(tx, year, filter).await?;
    let names = Names::load(tx).await?;
    let all = chosen(tx, year, filter).await?;
    let mut rows = rows(ask, tx, all, &names).await?;
    rows.retain(|row| fits(filter, row));
    match filter.sort() {
        "title" => rows.sort_by(|a, b| (&a.one.title, &a.one.id).cmp(&(&b.one.title, &b.one.id))),
        "until" => rows.sort_by(|a, b| (a.one.until_on, &a.one.id).cmp(&(b.one.until_on, &b.one.id))),
        "owner" => rows.sort_by(|a, b| (&a.owner, &a.one.id).cmp(&(&b.owner, &b.one.id))),
        _ => {}
    }
    Ok(rows)
}

#[derive(Template)]
#[template(path = "activities.html")]
struct ActivitiesPage {
    nav: Nav,
    filter: Filter,
    rows: Vec<ActivityRow>,
    tasks: Vec<Choice>,
    kinds: Vec<Choice>,
    ways: Vec<Choice>,
    states: Vec<Choice>,
    /// The week and all its hours, when the list shows what a cell of the load is made of.
    week: Option<(Date, i64)>,
    pager: Pager,
}

/// `GET /plan/activities`
pub async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let filter = filter(&ask, year);
    let rows = wanted(&ask, &mut tx, year, &filter).await?;
    let hours = rows.iter().map(|row| row.one.hours_week).sum();
    let (pager, rows) = filter.cut(rows);
    ask.page(&ActivitiesPage {
        nav: shared::nav(&ask, &mut tx, year, "/plan/activities").await?,
        rows,
        tasks: shared::task_choices(&ask, &mut tx, year, filter.get("task")).await?,
        kinds: shared::word_choices(&ask, "plan-kind", KINDS, filter.get("kind")),
        ways: shared::word_choices(&ask, "plan-way", WAYS, filter.get("way")),
        states: shared::word_choices(&ask, "plan-state", LANES, filter.get("state")),
        week: filter.get("week").parse().ok().map(|day| (load::monday(day), hours)),
        filter,
        pager,
    })
}

/// The list as a table to be written.
async fn table(ask: &Ask) -> Result<Table, Problem> {
    let mut tx = ask.read().await?;
    let year = shared::plan(ask, &mut tx).await?.year;
    let rows = wanted(ask, &mut tx, year, &filter(ask, year)).await?;
    let columns = vec![
        ("task", "plan-f-task", Kind::Text),
        ("title", "plan-f-title", Kind::Text),
        ("kind", "plan-f-kind", Kind::Text),
        ("way", "plan-f-way", Kind::Text),
        ("from", "plan-f-from", Kind::Date),
        ("until", "plan-f-until", Kind::Date),
        ("unit", "plan-f-unit", Kind::Text),
        ("hours", "plan-f-hours", Kind::Whole),
        ("state", "plan-f-state", Kind::Text),
    ];
    let sample = rows.iter().any(|row| row.one.sample);
    let cells = |row: &ActivityRow| {
        vec![
            Cell::from(row.task.as_str()),
            Cell::from(row.one.title.as_str()),
            Cell::from(ask.t(&format!("plan-kind-{}", row.one.kind))),
            Cell::from(ask.t(&format!("plan-way-{}", row.one.way))),
            Cell::Date(row.one.from_on),
            Cell::Date(row.one.until_on),
            Cell::from(row.unit.as_str()),
            Cell::Whole(row.one.hours_week),
            Cell::from(ask.t(&format!("plan-state-{}", row.state))),
        ]
    };
    let rows = rows.iter().map(cells).collect();
    Ok(Table { name: "plan-activities", title: "plan-activities-title", columns, rows, sample })
}

/// `GET /plan/activities.csv`
pub async fn csv(ask: Ask) -> Reply {
    table(&ask).await?.csv(&ask)
}

/// `GET /plan/activities.xlsx`
pub async fn xlsx(ask: Ask) -> Reply {
    table(&ask).await?.xlsx(&ask)
}

#[derive(Template)]
#[template(path = "activity.html")]
pub struct ActivityPage {
    nav: Nav,
    /// The activity.
    pub row: ActivityRow,
    /// Its milestones.
    pub milestones: Vec<Milestone>,
    /// Its evidence.
    pub files: Vec<FileRow>,
    about: String,
    states: Vec<Choice>,
    wish: AddMilestone,
    notes: Notes,
}

/// One activity with its milestones and evidence.
pub async fn activity_view(
    ask: &Ask,
    id: &str,
    wish: AddMilestone,
    notes: Notes,
) -> Result<ActivityPage, Problem> {
    let mut tx = ask.read().await?;
    let one = store::activity(&mut tx, id).await?.ok_or_else(missing)?;
    let names = Names::load(&mut tx).await?;
    let mut milestones = store::milestones(&mut tx, one.year).await?;
    milestones.retain(|milestone| milestone.activity_id == one.id);
    let states = actions::activities::STATES;
    let about = format!("plan-activity:{id}");
    let nav = shared::nav(ask, &mut tx, one.year, "").await?;
    let states = shared::word_choices(ask, "plan-state", states, &one.state);
    let row = rows(ask, &mut tx, vec![one], &names).await?.remove(0);
    let files = shared::files(&mut tx, &about).await?;
    Ok(ActivityPage { nav, row, milestones, files, about, states, wish, notes })
}

/// `GET /plan/activities/{id}`
pub async fn show(ask: Ask, Path(id): Path<String>) -> Reply {
    ask.page(&activity_view(&ask, &id, AddMilestone::default(), Notes::default()).await?)
}

#[derive(Template)]
#[template(path = "activity_form.html")]
pub struct ActivityForm {
    nav: Nav,
    /// Where it is sent.
    pub action: String,
    back: String,
    /// What is filled in.
    pub wish: SaveActivity,
    /// The year's tasks.
    pub tasks: Vec<Choice>,
    /// Kinds.
    pub kinds: Vec<Choice>,
    /// Ways of working.
    pub ways: Vec<Choice>,
    /// People.
    pub owners: Vec<Choice>,
    /// Units.
    pub units: Vec<Choice>,
    /// Districts.
    pub districts: Vec<Choice>,
    stored: Vec<Stored>,
    notes: Notes,
}

async fn form_view(
    ask: &Ask,
    id: Option<&str>,
    wish: SaveActivity,
    notes: Notes,
) -> Result<ActivityForm, Problem> {
    let mut tx = ask.read().await?;
    let year = match wish.year.parse() {
        Ok(year) => year,
        Err(_) => shared::plan(ask, &mut tx).await?.year,
    };
    let names = Names::load(&mut tx).await?;
    let path = id.map_or_else(|| "/plan/activities".to_owned(), |id| format!("/plan/activities/{id}"));
    Ok(ActivityForm {
        nav: shared::nav(ask, &mut tx, year, "").await?,
        tasks: shared::task_choices(ask, &mut tx, year, &wish.task_id).await?,
        kinds: shared::word_choices(ask, "plan-kind", KINDS, &wish.kind),
        ways: shared::word_choices(ask, "plan-way", WAYS, &wish.way),
        owners: Names::choices(&names.people, &wish.owner_id),
        units: names.unit_choices(ask, &wish.unit_id),
        districts: Names::choices(&names.districts, &wish.district_id),
        back: path.clone(),
        action: path,
        stored: Vec::new(),
        wish,
        notes,
    })
}

/// A stored activity as its form.
fn as_wish(one: &Activity) -> SaveActivity {
    SaveActivity {
        year: one.year.to_string(),
        task_id: one.task_id.clone().unwrap_or_default(),
        title: one.title.clone(),
        kind: one.kind.clone(),
        way: one.way.clone(),
        from_on: one.from_on.to_string(),
        until_on: one.until_on.to_string(),
        owner_id: one.owner_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        unit_id: one.unit_id.clone().unwrap_or_default(),
        district_id: one.district_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        hours_week: one.hours_week.to_string(),
        version: one.version,
    }
}

/// An empty form, begun for the task that the address names.
pub async fn new_form(ask: &Ask) -> Result<ActivityForm, Problem> {
    let task_id = ask.param("task").unwrap_or_default();
    let mut tx = ask.read().await?;
    let task = store::task(&mut tx, &task_id).await?;
    let year = match &task {
        Some(task) => task.year,
        None => shared::plan(ask, &mut tx).await?.year,
    };
    let wish = SaveActivity {
        year: year.to_string(),
        task_id,
        kind: "strengthening".into(),
        way: "desk".into(),
        unit_id: task.and_then(|task| task.unit_id).unwrap_or_default(),
        ..SaveActivity::default()
    };
    drop(tx);
    form_view(ask, None, wish, Notes::default()).await
}

/// The form of a stored activity.
pub async fn edit_form(ask: &Ask, id: &str) -> Result<ActivityForm, Problem> {
    let one = store::activity(&mut ask.read().await?, id).await?.ok_or_else(missing)?;
    form_view(ask, Some(id), as_wish(&one), Notes::default()).await
}

/// `GET /plan/activities/new`
pub async fn new(ask: Ask) -> Reply {
    ask.page(&new_form(&ask).await?)
}

/// `GET /plan/activities/{id}/edit`
pub async fn edit(ask: Ask, Path(id): Path<String>) -> Reply {
    ask.page(&edit_form(&ask, &id).await?)
}

/// `POST /plan/activities`
pub async fn create(ask: Ask, Form(wish): Form<SaveActivity>) -> Reply {
    let mut work = ask.work().await?;
    match actions::activities::create_activity(&mut work, &wish).await {
        Ok(one) => {
            work.commit().await?;
            ask.see_saying(&format!("/plan/activities/{}", one.id), &Phrase::new("plan-said-saved"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&form_view(&ask, None, wish, ask.notes(&notes)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /plan/activities/{id}`
pub async fn update(ask: Ask, Path(id): Path<String>, Form(mut wish): Form<SaveActivity>) -> Reply {
    let mut work = ask.work().await?;
    let problem = match actions::activities::update_activity(&mut work, &id, &wish).await {
        Ok(one) => {
            work.commit().await?;
            return ask.see_saying(&format!("/plan/activities/{}", one.id), &Phrase::new("plan-said-saved"));
        }
        Err(problem) => problem,
    };
    drop(work);
    if shared::is_changed_meanwhile(&problem) {
        let now = store::activity(&mut ask.read().await?, &id).await?.ok_or_else(missing)?;
        wish.version = now.version;
        let mut view = form_view(&ask, Some(&id), wish, Notes::default()).await?;
        view.stored = stored(&ask, &as_wish(&now));
        return ask.page_again(&view);
    }
    let Problem::Fields(notes) = problem else { return Err(problem.into()) };
    ask.page_again(&form_view(&ask, Some(&id), wish, ask.notes(&notes)).await?)
}

/// What is stored now, for the person whose change came second.
fn stored(ask: &Ask, now: &SaveActivity) -> Vec<Stored> {
    let pairs = [
        ("plan-f-title", &now.title),
        ("plan-f-from", &now.from_on),
        ("plan-f-until", &now.until_on),
        ("plan-f-hours", &now.hours_week),
    ];
    let mut stored: Vec<Stored> =
        pairs.into_iter().map(|(key, value)| Stored { term: ask.t(key), value: value.clone() }).collect();
    stored.push(Stored { term: ask.t("plan-f-kind"), value: ask.t(&format!("plan-kind-{}", now.kind)) });
    stored.push(Stored { term: ask.t("plan-f-way"), value: ask.t(&format!("plan-way-{}", now.way)) });
    stored
}

/// `POST /plan/activities/{id}/state`
pub async fn set_state(ask: Ask, Path(id): Path<String>, Form(wish): Form<SetState>) -> Reply {
    let mut work = ask.work().await?;
    actions::activities::set_state(&mut work, &id, &wish).await?;
    work.commit().await?;
    let back = if ask.param("back").as_deref() == Some("board") {
        format!("/plan/board?year={}", ask.param("year").unwrap_or_default())
    } else {
        format!("/plan/activities/{id}")
    };
    ask.see_saying(&back, &Phrase::new("plan-said-moved"))
}

/// `POST /plan/activities/{id}/milestones`
pub async fn add_milestone(ask: Ask, Path(id): Path<String>, Form(wish): Form<AddMilestone>) -> Reply {
    let mut work = ask.work().await?;
    match actions::activities::add_milestone(&mut work, &id, &wish).await {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying(&format!("/plan/activities/{id}"), &Phrase::new("plan-said-saved"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&activity_view(&ask, &id, wish, ask.notes(&notes)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /plan/milestones/{id}`
pub async fn toggle_milestone(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    let activity = actions::activities::toggle_milestone(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying(&format!("/plan/activities/{activity}"), &Phrase::new("plan-said-saved"))
}
