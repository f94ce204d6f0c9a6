//! Who has how much to do in which week, and the year as bars.

use std::collections::BTreeMap;

use askama::Template;
use base::Problem;
use db::Tx;
use jiff::{Span, civil::Date};
use register::{modes, organization};
use web::{Ask, Phrase, Reply, filters};

use super::shared::{self, Choice, Names, Nav};
use crate::{
    actions::modes::is_stopped,
    gantt::{self, Bar},
    guideline,
    load::{self, Week},
    model::Activity,
    store,
};

/// Weeks on one screen.
const WEEKS: i64 = 8;

/// Someone's weeks.
#[derive(Debug)]
pub struct LoadRow {
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

/// The load of `weeks` weeks from the week of `from` on.
pub async fn load_from(tx: &mut Tx, from: Date, weeks: i64) -> Result<Load, Problem> {
    let mondays = load::mondays(from, weeks);
    let last = mondays.last().copied().unwrap_or(from).saturating_add(Span::new().days(6));
    let activities = store::activities_between(tx, load::monday(from), last).await?;
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
    let warnings = warnings(&people, &mondays, &names.people, &activities);
    let mut warnings: Vec<Warning> = warnings.into_iter().map(|said| Warning { said }).collect();
    warnings.extend(overloads(&units, &mondays, &names.units).into_iter().map(|said| Warning { said }));
    let named = |rows: BTreeMap<String, Vec<Week>>, names: &BTreeMap<String, String>| {
        let name = |id: String| names.get(&id).cloned().unwrap_or(id);
        rows.into_iter().map(|(id, weeks)| LoadRow { name: name(id), weeks }).collect::<Vec<_>>()
    };
    let (people, units) = (named(people, &names.people), named(units, &names.units));
    let sample = activities.iter().any(|one| one.sample);
    Ok(Load { mondays, people, units, warnings, sample })
}

/// Weeks with more work than hours.
fn overloads(
    rows: &BTreeMap<String, Vec<Week>>,
    mondays: &[Date],
    names: &BTreeMap<String, String>,
) -> Vec<Phrase> {
    let mut said = Vec::new();
    for (id, weeks) in rows {
        for (week, monday) in weeks.iter().zip(mondays).filter(|(week, _)| week.is_overloaded()) {
            let phrase = Phrase::new("plan-load-overload")
                .with("who", names.get(id).unwrap_or(id).as_str())
                .with("week", monday.to_string())
                .with("hours", week.total())
                .with("capacity", week.capacity);
            said.push(phrase);
        }
    }
    said
}

/// Overloads and clashes of people.
fn warnings(
    rows: &BTreeMap<String, Vec<Week>>,
    mondays: &[Date],
    names: &BTreeMap<String, String>,
    activities: &[Activity],
) -> Vec<Phrase> {
    let mut said = overloads(rows, mondays, names);
    let title = |id: &str| activities.iter().find(|one| one.id == id).map_or("", |one| one.title.as_str());
    for (id, weeks) in rows {
        for (week, monday) in weeks.iter().zip(mondays) {
            for clash in &week.clashes {
                let key = if clash.same_day { "plan-load-clash-day" } else { "plan-load-clash-week" };
                let phrase = Phrase::new(key)
                    .with("who", names.get(id).unwrap_or(id).as_str())
                    .with("week", monday.to_string())
                    .with("first", title(&clash.first))
                    .with("second", title(&clash.second));
                said.push(phrase);
            }
        }
    }
    said
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
        load: load_from(&mut tx, from, WEEKS).await?,
        earlier: shift(-WEEKS),
        later: shift(WEEKS),
        hours: guideline::week_hours(from),
        from: from.to_string(),
    })
}

/// One row of the table beside the bars.
#[derive(Debug)]
struct GanttRow {
    one: Activity,
    unit: String,
    state: String,
    milestones: Vec<(String, Date, bool)>,
}

#[derive(Template)]
#[template(path = "gantt.html")]
struct GanttPage {
    nav: Nav,
    svg: String,
    rows: Vec<GanttRow>,
    tasks: Vec<Choice>,
}

/// `GET /plan/gantt`
pub async fn gantt(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let task = ask.param("task").unwrap_or_default();
    let names = Names::load(&mut tx).await?;
    let history = modes::history(&mut tx).await?;
    let milestones = store::milestones(&mut tx, year).await?;
    let mut all = store::activities(&mut tx, year).await?;
    all.retain(|one| task.is_empty() || one.task_id.as_ref() == Some(&task));
    all.sort_by(|a, b| (&a.task_id, a.from_on, &a.id).cmp(&(&b.task_id, b.from_on, &b.id)));
    let row = |one: Activity| {
        let own = milestones.iter().filter(|milestone| milestone.activity_id == one.id);
        GanttRow {
            unit: names.unit(one.unit_id.as_ref()),
            state: if is_stopped(&history, &one, ask.today()) { "stopped".into() } else { one.state.clone() },
            milestones: own.map(|m| (m.title.clone(), m.due_on, m.reached_on.is_some())).collect(),
            one,
        }
    };
    let rows: Vec<GanttRow> = all.into_iter().map(row).collect();
    let bars: Vec<Bar> = rows.iter().map(bar).collect();
    let months = (1..=12).map(|month| ask.say(&Phrase::new("plan-month").with("month", month))).collect();
    let (title, description) = (ask.t("plan-gantt-title"), ask.t("plan-gantt-description"));
    let words = gantt::Words { title, description, months };
    ask.page(&GanttPage {
        nav: shared::nav(&ask, &mut tx, year, "/plan/gantt").await?,
        svg: gantt::svg(year as i16, &bars, &words),
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
        marks: row.milestones.iter().map(|(_, day, reached)| (*day, *reached)).collect(),
    }
}
