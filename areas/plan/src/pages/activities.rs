//! Activities: the list with its files, one activity, its form, its states and milestones.

use askama::Template;
use axum::{Form, extract::Path};
use base::Problem;
use db::Tx;
use documents::{Cell, workbook::Kind};
use register::modes;
use web::{Ask, Notes, Phrase, Reply, filters, pager::Pager};

use super::{
    downloads::Table,
    shared::{self, Choice, FileRow, Names, Nav, Stored},
};
use crate::{
    actions::{self, modes::is_stopped},
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

/// What the list is narrowed to.
#[derive(Debug, Clone, Default)]
struct Wanted {
    q: String,
    task: String,
    kind: String,
    way: String,
    state: String,
    sort: String,
}

impl Wanted {
    fn of(ask: &Ask) -> Self {
        let param = |name: &str| ask.param(name).unwrap_or_default();
        let (q, task, kind) = (param("q"), param("task"), param("kind"));
        Self { q, task, kind, way: param("way"), state: param("state"), sort: param("sort") }
    }

    fn fits(&self, row: &ActivityRow) -> bool {
        let text = format!("{} {} {}", row.one.title, row.owner, row.unit).to_lowercase();
        let same = |wanted: &str, is: &str| wanted.is_empty() || wanted == is;
        text.contains(&self.q.to_lowercase())
            && same(&self.task, row.one.task_id.as_deref().unwrap_or_default())
            && same(&self.kind, &row.one.kind)
            && same(&self.way, &row.one.way)
            && same(&self.state, &row.state)
    }

    /// Address of the list with these wishes; values are words and ids of our own, but for the search.
    fn href(&self, year: i64, file: &str, sort: &str) -> String {
        let q = percent(&self.q);
        format!(
            "/plan/activities{file}?year={year}&q={q}&task={}&kind={}&way={}&state={}&sort={sort}",
            percent(&self.task),
            percent(&self.kind),
            percent(&self.way),
            percent(&self.state)
        )
    }
}

/// A value as part of an address.
pub fn percent(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// The wanted rows of a year, sorted.
async fn wanted_rows(
    ask: &Ask,
    tx: &mut Tx,
    year: i64,
    wanted: &Wanted,
) -> Result<Vec<ActivityRow>, Problem> {
    let names = Names::load(tx).await?;
    let all = store::activities(tx, year).await?;
    let mut rows = rows(ask, tx, all, &names).await?;
    rows.retain(|row| wanted.fits(row));
    match wanted.sort.as_str() {
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
    rows: Vec<ActivityRow>,
    q: String,
    tasks: Vec<Choice>,
    kinds: Vec<Choice>,
    ways: Vec<Choice>,
    states: Vec<Choice>,
    sort: String,
    by_title: String,
    by_from: String,
    by_until: String,
    by_owner: String,
    csv: String,
    xlsx: String,
    pager: Pager,
}

impl ActivitiesPage {
    /// How a column is sorted, for its head.
    fn sorted(&self, by: &str) -> &'static str {
        if self.sort == by { "ascending" } else { "" }
    }
}

/// `GET /plan/activities`
pub async fn list(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let wanted = Wanted::of(&ask);
    let rows = wanted_rows(&ask, &mut tx, year, &wanted).await?;
    let pager = Pager::new(ask.page_number(), rows.len() as i64, &wanted.href(year, "", &wanted.sort));
    let shown = rows.into_iter().skip(pager.offset() as usize).take(web::pager::ROWS as usize).collect();
    ask.page(&ActivitiesPage {
        nav: shared::nav(&ask, &mut tx, year, "/plan/activities").await?,
        rows: shown,
        tasks: shared::task_choices(&ask, &mut tx, year, &wanted.task).await?,
        kinds: shared::word_choices(&ask, "plan-kind", &["regular", "strengthening"], &wanted.kind),
        ways: shared::word_choices(&ask, "plan-way", &["desk", "face-to-face"], &wanted.way),
        states: shared::word_choices(
            &ask,
            "plan-state",
            &["planned", "running", "stopped", "done"],
            &wanted.state,
        ),
        by_title: wanted.href(year, "", "title"),
        by_from: wanted.href(year, "", "from"),
        by_until: wanted.href(year, "", "until"),
        by_owner: wanted.href(year, "", "owner"),
        csv: wanted.href(year, ".csv", &wanted.sort),
        xlsx: wanted.href(year, ".xlsx", &wanted.sort),
        sort: wanted.sort,
        q: wanted.q,
        pager,
    })
}

/// The list as a table to be written.
async fn table(ask: &Ask) -> Result<Table, Problem> {
    let mut tx = ask.read().await?;
    let year = shared::plan(ask, &mut tx).await?.year;
    let rows = wanted_rows(ask, &mut tx, year, &Wanted::of(ask)).await?;
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
struct ActivityPage {
    nav: Nav,
    row: ActivityRow,
    milestones: Vec<Milestone>,
    files: Vec<FileRow>,
    about: String,
    states: Vec<Choice>,
    wish: AddMilestone,
    notes: Notes,
}

async fn activity_view(
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
struct ActivityForm {
    nav: Nav,
    action: String,
    back: String,
    wish: SaveActivity,
    tasks: Vec<Choice>,
    kinds: Vec<Choice>,
    ways: Vec<Choice>,
    owners: Vec<Choice>,
    units: Vec<Choice>,
    districts: Vec<Choice>,
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
        kinds: shared::word_choices(ask, "plan-kind", &["regular", "strengthening"], &wish.kind),
        ways: shared::word_choices(ask, "plan-way", &["desk", "face-to-face"], &wish.way),
        owners: Names::choices(&names.people, &wish.owner_id),
        units: Names::choices(&names.units, &wish.unit_id),
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

/// `GET /plan/activities/new`
pub async fn new(ask: Ask) -> Reply {
    let task_id = ask.param("task").unwrap_or_default();
    let mut tx = ask.read().await?;
    let task = store::task(&mut tx, &task_id).await?;
    let year = match &task {
        Some(task) => task.year,
        None => shared::plan(&ask, &mut tx).await?.year,
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
    ask.page(&form_view(&ask, None, wish, Notes::default()).await?)
}

/// `GET /plan/activities/{id}/edit`
pub async fn edit(ask: Ask, Path(id): Path<String>) -> Reply {
    let one = store::activity(&mut ask.read().await?, &id).await?.ok_or_else(missing)?;
    ask.page(&form_view(&ask, Some(&id), as_wish(&one), Notes::default()).await?)
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
