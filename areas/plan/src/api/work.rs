//! Bars, board and load as JSON.

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Reply};

use super::{activities::ActivityWire, given};
use crate::{
    load::Week,
    pages::{
        board,
        shared::{self, Choice},
        work::{self, GanttRow, LoadRow},
    },
};

/// A milestone on a bar.
#[derive(Debug, Serialize, ToSchema)]
pub struct MarkWire {
    title: String,
    #[schema(value_type = String, format = Date)]
    due_on: Date,
    reached: bool,
}

/// A bar.
#[derive(Debug, Serialize, ToSchema)]
pub struct BarWire {
    /// Id of the activity.
    id: String,
    task: Option<String>,
    title: String,
    /// `regular` or `strengthening`.
    kind: String,
    unit_name: Option<String>,
    #[schema(value_type = String, format = Date)]
    from_on: Date,
    #[schema(value_type = String, format = Date)]
    until_on: Date,
    /// Its state today, `stopped` while the operating mode stops it.
    state: String,
    milestones: Vec<MarkWire>,
    sample: bool,
}

impl From<GanttRow> for BarWire {
    fn from(row: GanttRow) -> Self {
        let mark = |one: work::Mark| MarkWire { title: one.title, due_on: one.due_on, reached: one.reached };
        Self {
            id: row.one.id,
            task: row.one.task_id,
            title: row.one.title,
            kind: row.one.kind,
            unit_name: given(row.unit),
            from_on: row.one.from_on,
            until_on: row.one.until_on,
            state: row.state,
            milestones: row.milestones.into_iter().map(mark).collect(),
            sample: row.one.sample,
        }
    }
}

/// The bars of a calendar year.
#[derive(Debug, Serialize, ToSchema)]
pub struct GanttWire {
    /// Year of the plan.
    year: i64,
    /// Calendar year that is drawn.
    shown: i64,
    /// Calendar years in which the plan's activities have a day.
    spans: Vec<i64>,
    rows: Vec<BarWire>,
}

/// The activities of a plan with a day in a calendar year, as bars with milestones.
#[utoipa::path(get, path = "/gantt", params(
    ("year" = Option<i64>, Query, description = "Year of the plan"),
    ("shown" = Option<i64>, Query, description = "Calendar year; the plan's own when left out"),
    ("task" = Option<String>, Query, description = "Id of a task")),
    responses((status = 200, description = "Bars", body = GanttWire)))]
pub async fn gantt(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let view = work::gantt_of(&ask, &mut tx, year).await?;
    let rows = view.rows.into_iter().map(BarWire::from).collect();
    ask.json(&GanttWire { year, shown: view.shown, spans: view.spans, rows })
}

/// A card of the board.
#[derive(Debug, Serialize, ToSchema)]
pub struct CardWire {
    #[serde(flatten)]
    activity: ActivityWire,
    /// States a person may move it to.
    moves: Vec<String>,
}

/// A column of the board.
#[derive(Debug, Serialize, ToSchema)]
pub struct LaneWire {
    /// `planned`, `running`, `stopped` or `done`.
    state: String,
    count: usize,
    cards: Vec<CardWire>,
}

/// The board.
#[derive(Debug, Serialize, ToSchema)]
pub struct BoardWire {
    /// Year of the plan.
    year: i64,
    lanes: Vec<LaneWire>,
}

/// The activities of a year in a column for each state.
#[utoipa::path(get, path = "/board", params(
    ("year" = Option<i64>, Query, description = "Year of the plan"),
    ("task" = Option<String>, Query, description = "Id of a task")),
    responses((status = 200, description = "Columns", body = BoardWire)))]
pub async fn board(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let moves = |moves: Vec<Choice>| moves.into_iter().map(|one| one.value).collect();
    let card = |card: board::Card| CardWire { activity: card.row.into(), moves: moves(card.moves) };
    let lane = |lane: board::Lane| LaneWire {
        state: lane.state.to_owned(),
        count: lane.cards.len(),
        cards: lane.cards.into_iter().map(card).collect(),
    };
    let lanes = board::lanes(&ask, &mut tx, year).await?.into_iter().map(lane).collect();
    ask.json(&BoardWire { year, lanes })
}

/// Two meetings of one person in one week.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClashWire {
    /// Id of one activity.
    first: String,
    /// Id of the other.
    second: String,
    same_day: bool,
}

/// A week of someone, in hours.
#[derive(Debug, Serialize, ToSchema)]
pub struct LoadWeekWire {
    regular: i64,
    strengthening: i64,
    total: i64,
    /// Hours there are; `null` for a unit without people.
    capacity: Option<i64>,
    overloaded: bool,
    clashes: Vec<ClashWire>,
}

impl From<Week> for LoadWeekWire {
    fn from(week: Week) -> Self {
        let clash = |one: crate::load::Clash| ClashWire {
            first: one.first,
            second: one.second,
            same_day: one.same_day,
        };
        Self {
            total: week.total(),
            overloaded: week.is_overloaded(),
            regular: week.regular,
            strengthening: week.strengthening,
            capacity: Some(week.capacity).filter(|hours| *hours != i64::MAX),
            clashes: week.clashes.into_iter().map(clash).collect(),
        }
    }
}

/// Someone's weeks.
#[derive(Debug, Serialize, ToSchema)]
pub struct LoadRowWire {
    id: String,
    name: String,
    weeks: Vec<LoadWeekWire>,
}

impl From<LoadRow> for LoadRowWire {
    fn from(row: LoadRow) -> Self {
        let weeks = row.weeks.into_iter().map(LoadWeekWire::from).collect();
        Self { id: row.id, name: row.name, weeks }
    }
}

/// The load of people and units.
#[derive(Debug, Serialize, ToSchema)]
pub struct LoadWire {
    /// Mondays of the weeks.
    #[schema(value_type = Vec<String>)]
    weeks: Vec<Date>,
    people: Vec<LoadRowWire>,
    units: Vec<LoadRowWire>,
    /// How many overloads and clashes there are.
    warnings: usize,
    /// Each of them in words.
    sentences: Vec<String>,
    /// Whether any of the work is made up for the demo.
    sample: bool,
}

/// Hours of people and units in eight weeks, with overloads and clashes.
#[utoipa::path(get, path = "/load", params(
    ("year" = Option<i64>, Query, description = "Year of the plan"),
    ("from" = Option<String>, Query, description = "A day of the first week; else today in the plan's year, else its first activity")),
    responses((status = 200, description = "Weeks by unit and person", body = LoadWire)))]
pub async fn load(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let from = work::first_day(&ask, &mut tx, year).await?;
    let load = work::load_from(&ask, &mut tx, from).await?;
    ask.json(&LoadWire {
        weeks: load.mondays,
        people: load.people.into_iter().map(LoadRowWire::from).collect(),
        units: load.units.into_iter().map(LoadRowWire::from).collect(),
        warnings: load.warnings.len(),
        sentences: load.warnings.iter().map(|one| ask.say(&one.said)).collect(),
        sample: load.sample,
    })
}
