//! Who has how much to do in which week, and the year as bars.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use base::Problem;
use db::Tx;
use jiff::{Span, civil::Date};
use register::{modes, organization};
use web::{
    Ask, Phrase, Reply, filters,
    listing::{Filter, percent},
};

use super::shared::{self, Choice, Names, Nav, Tab};
use crate::{
    actions::modes::is_stopped,
    gantt::{self, Bar},
    guideline,
    load::{self, Week},
    model::{Activity, Milestone},
    store,
};

/// Weeks on one screen.
const WEEKS: i64 = 8;

/// Someone's weeks.
#[derive(Debug)]
pub struct LoadRow {
    /// Id of the person or unit.
    pub id: String,
    /// `owner` or `unit`: how the list of activities is narrowed to it.
    pub by: &'static str,
    /// Name.
    pub name: String,
    /// One for each week shown.
    pub weeks: Vec<Week>,
}

/// Something to be looked at.
#[derive(Debug)]
pub struct Warning {
    /// The sentence.
    pub said: Phrase,
    /// How the list of activities is narrowed to what makes it: the week and whose it is.
    pub rows: String,
}

/// The load of people and units over some weeks.
#[derive(Debug)]
pub struct Load {
    /// Mondays of the weeks.
    pub mondays: Vec<Date>,
    /// People.
    pub people: Vec<LoadRow>,
    /// Units.
    pub units: Vec<LoadRow>,
    /// Overloads and clashes, in words.
    pub warnings: Vec<Warning>,
    /// Whether any of the work is made up for the demo.
    pub sample: bool,
}

/// Hours a week by person and by unit, from their shares of working time on a day.
async fn capacities(
    tx: &mut Tx,
    on: Date,
) -> Result<(BTreeMap<String, i64>, BTreeMap<String, i64>), Problem> {
    let hours = guideline::week_hours(on);
    let (mut people, mut units) = (BTreeMap::new(), BTreeMap::new());
    for member in organization::members(tx, on).await? {
        *people.entry(member.user_id.to_string()).or_insert(0) += member.share_percent;
        *units.entry(member.unit_id).or_insert(0) += member.share_percent;
    }
    for share in people.values_mut() {
        *share = (*share).min(100) * hours / 100;
    }
    for share in units.values_mut() {
        *share = *share * hours / 100;
    }
    Ok((people, units))
}

/// The load of [`WEEKS`] weeks from the week of `from` on.
pub async fn load_from(ask: &Ask, tx: &mut Tx, from: Date) -> Result<Load, Problem> {
    let mondays = load::mondays(from, WEEKS);
    let last = mondays.last().copied().unwrap_or(from);
    let activities = store::activities_between(tx, load::monday(from), load::sunday(last)).await?;
    let activities: Vec<Activity> = activities.into_iter().filter(|one| one.hours_week > 0).collect();
    let history = modes::history(tx).await?;
    let names = Names::load(tx).await?;
    let (of_people, of_units) = capacities(tx, from).await?;
    let whole = guideline::week_hours(from);
    let stopped = |one: &Activity, day: Date| is_stopped(&history, one, day);
    let owner = |one: &Activity| one.owner_id.as_ref().map(ToString::to_string);
    let hours = |id: &str| of_people.get(id).copied().unwrap_or(whole);
    let people = load::weeks_by(&activities, &mondays, owner, hours, stopped);
    let hours = |id: &str| of_units.get(id).copied().unwrap_or(i64::MAX);
    let mut units = load::weeks_by(&activities, &mondays, |one| one.unit_id.clone(), hours, stopped);
    // Meetings of different people in one unit do not clash, and a unit without people has no hours to exceed.
    units.values_mut().flatten().for_each(|week| week.clashes.clear());
    let rows = |by: &'static str, rows: BTreeMap<String, Vec<Week>>, names: &BTreeMap<String, String>| {
        let name = |id: &String| names.get(id).cloned().unwrap_or_else(|| ask.t("plan-someone"));
        rows.into_iter().map(|(id, weeks)| LoadRow { name: name(&id), by, id, weeks }).collect::<Vec<_>>()
    };
    let (people, units) = (rows("owner", people, &names.people), rows("unit", units, &names.units));
    let mut warnings = overloads(&people, &mondays);
    warnings.extend(clashes(&people, &mondays, &activities));
    warnings.extend(overloads(&units, &mondays));
    let sample = activities.iter().any(|one| one.sample);
    Ok(Load { mondays, people, units, warnings, sample })
}

/// A sentence about someone's week.
fn warning(key: &str, row: &LoadRow, monday: Date) -> Warning {
    let said = Phrase::new(key).with("who", row.name.as_str()).with("week", monday.to_string());
    Warning { said, rows: format!("week={monday}&{}={}", row.by, row.id) }
}

/// Weeks with more work than hours.
fn overloads(rows: &[LoadRow], mondays: &[Date]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for row in rows {
        for (week, monday) in row.weeks.iter().zip(mondays).filter(|(week, _)| week.is_overloaded()) {
            let mut one = warning("plan-load-overload", row, *monday);
            one.said = one.said.with("hours", week.total()).with("capacity", week.capacity);
            warnings.push(one);
        }
    }
    warnings
}

/// Weeks in which one person has two meetings.
fn clashes(rows: &[LoadRow], mondays: &[Date], activities: &[Activity]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let title = |id: &str| activities.iter().find(|one| one.id == id).map_or("", |one| one.title.as_str());
    for row in rows {
        for (week, monday) in row.weeks.iter().zip(mondays) {
            for clash in &week.clashes {
                let key = if clash.same_day { "plan-load-clash-day" } else { "plan-load-clash-week" };
                let mut one = warning(key, row, *monday);
                one.said = one.said.with("first", title(&clash.first)).with("second", title(&clash.second));
                warnings.push(one);
            }
        }
    }
    warnings
}

#[derive(Template)]
#[template(path = "load.html")]
struct LoadPage {
    nav: Nav,
    load: Load,
    from: String,
    earlier: String,
    later: String,
    hours: i64,
}

/// The Monday the screen and its JSON begin: asked for, else today in the plan's year, else its first activity.
pub async fn first_day(ask: &Ask, tx: &mut Tx, year: i64) -> Result<Date, Problem> {
    if let Some(day) = ask.param("from").and_then(|day| day.parse::<Date>().ok()) {
        return Ok(load::monday(day));
    }
    if i64::from(ask.today().year()) == year {
        return Ok(load::monday(ask.today()));
    }
    let first = store::activities(tx, year).await?.first().map(|one| one.from_on);
    Ok(load::monday(first.unwrap_or_else(|| base::FiscalYear(year as i16).first_day())))
}

/// `GET /plan/load`
pub async fn load(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let from = first_day(&ask, &mut tx, year).await?;
    let shift = |weeks: i64| {
        let day = from.saturating_add(Span::new().days(7 * weeks));
        format!("/plan/load?year={year}&from={day}")
    };
    ask.page(&LoadPage {
        nav: shared::nav(&ask, &mut tx, year, "/plan/load").await?,
        load: load_from(&ask, &mut tx, from).await?,
        earlier: shift(-WEEKS),
        later: shift(WEEKS),
        hours: guideline::week_hours(from),
        from: from.to_string(),
    })
}

/// A milestone as the bars show it.
#[derive(Debug)]
pub struct Mark {
    /// What.
    pub title: String,
    /// By when.
    pub due_on: Date,
    /// Whether it was reached.
    pub reached: bool,
}

/// One row of the table beside the bars.
#[derive(Debug)]
pub struct GanttRow {
    /// The activity.
    pub one: Activity,
    /// Unit's name.
    pub unit: String,
    /// Its state today.
    pub state: String,
    /// Its milestones.
    pub milestones: Vec<Mark>,
}

/// The bars of a calendar year.
#[derive(Debug)]
pub struct Gantt {
    /// The calendar year drawn.
    pub shown: i64,
    /// Calendar years in which the plan's activities have a day.
    pub spans: Vec<i64>,
    /// The activities with a day in it.
    pub rows: Vec<GanttRow>,
}

#[derive(Template)]
#[template(path = "gantt.html")]
struct GanttPage {
    nav: Nav,
    svg: String,
    shown: i64,
    spans: Vec<Tab>,
    rows: Vec<GanttRow>,
    tasks: Vec<Choice>,
}

/// The bars of the plan of `year`: the calendar year asked for (`shown`), else the plan's own; one task if asked.
pub async fn gantt_of(ask: &Ask, tx: &mut Tx, year: i64) -> Result<Gantt, Problem> {
    let filter = Filter::of(ask, "/plan/gantt", &["task"]).with("year", &year);
    let shown =
        ask.param("shown").and_then(|year| year.parse().ok()).filter(|year| (1900..=9999).contains(year));
    let shown = shown.unwrap_or(year);
    let (names, history) = (Names::load(tx).await?, modes::history(tx).await?);
    let milestones = store::milestones(tx, year).await?;
    let mut all = store::activities(tx, year).await?;
    all.retain(|one| filter.fits("task", one.task_id.as_deref().unwrap_or_default()));
    let years = |one: &Activity| i64::from(one.from_on.year())..=i64::from(one.until_on.year());
    let spans: BTreeSet<i64> = all.iter().flat_map(years).chain([shown]).collect();
    all.retain(|one| years(one).contains(&shown));
    all.sort_by(|a, b| (&a.task_id, a.from_on, &a.id).cmp(&(&b.task_id, b.from_on, &b.id)));
    let row = |one: Activity| {
        let own = milestones.iter().filter(|milestone| milestone.activity_id == one.id);
        let mark = |one: &Milestone| Mark {
            title: one.title.clone(),
            due_on: one.due_on,
            reached: one.reached_on.is_some(),
        };
        GanttRow {
            unit: names.unit(one.unit_id.as_ref()),
            state: if is_stopped(&history, &one, ask.today()) { "stopped".into() } else { one.state.clone() },
            milestones: own.map(mark).collect(),
            one,
        }
    };
    Ok(Gantt { shown, spans: spans.into_iter().collect(), rows: all.into_iter().map(row).collect() })
}

/// `GET /plan/gantt`
pub async fn gantt(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let Gantt { shown, spans, rows } = gantt_of(&ask, &mut tx, year).await?;
    let bars: Vec<Bar> = rows.iter().map(bar).collect();
    let months = (1..=12).map(|month| ask.say(&Phrase::new("plan-month").with("month", month))).collect();
    let (title, description) = (ask.t("plan-gantt-title"), ask.t("plan-gantt-description"));
    let words = gantt::Words { title, description, months };
    let task = ask.param("task").unwrap_or_default();
    let tab = |one: i64| Tab {
        label: ask.say(&Phrase::new("plan-gantt-shown").with("year", one.to_string())),
        href: format!("/plan/gantt?year={year}&task={}&shown={one}", percent(&task)),
        here: one == shown,
    };
    ask.page(&GanttPage {
        nav: shared::nav(&ask, &mut tx, year, "/plan/gantt").await?,
        svg: gantt::svg(shown as i16, &bars, &words),
        shown,
        spans: if spans.len() > 1 { spans.into_iter().map(tab).collect() } else { Vec::new() },
        rows,
        tasks: shared::task_choices(&ask, &mut tx, year, &task).await?,
    })
}

/// The bar of a row.
fn bar(row: &GanttRow) -> Bar {
    Bar {
        label: row.one.title.clone(),
        href: format!("/plan/activities/{}", row.one.id),
        from: row.one.from_on,
        until: row.one.until_on,
        regular: row.one.kind == "regular",
        stopped: row.state == "stopped",
        marks: row.milestones.iter().map(|mark| (mark.due_on, mark.reached)).collect(),
    }
}
