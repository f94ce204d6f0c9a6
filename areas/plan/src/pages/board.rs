//! The board: a column for each state, cards moved by buttons, or dragged where a script is at work.

use askama::Template;
use base::Problem;
use db::Tx;
use web::{
    Ask, Reply, filters,
    listing::{Filter, percent},
};

use super::{
    activities::{self, ActivityRow},
    shared::{self, Choice, Names, Nav},
};
use crate::{actions::activities::STATES, store};

/// A card with the states it may move to.
#[derive(Debug)]
pub struct Card {
    /// The activity.
    pub row: ActivityRow,
    /// States it may move to.
    pub moves: Vec<Choice>,
}

/// A column.
#[derive(Debug)]
pub struct Lane {
    /// State.
    pub state: &'static str,
    /// Whether a person may move a card here; into `stopped` only the mode does.
    pub open: bool,
    /// The rows that the lane's number counts.
    pub href: String,
    /// Cards.
    pub cards: Vec<Card>,
}

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    nav: Nav,
    lanes: Vec<Lane>,
    tasks: Vec<Choice>,
}

/// The lanes of a year, narrowed to the task that the address names.
pub async fn lanes(ask: &Ask, tx: &mut Tx, year: i64) -> Result<Vec<Lane>, Problem> {
    let names = Names::load(tx).await?;
    let filter = Filter::of(ask, "/plan/board", &["task", "state"]).with("year", &year);
    shared::known_task(tx, year, &filter).await?;
    shared::known_word(&filter, "state", activities::LANES)?;
    let mut all = store::activities(tx, year).await?;
    all.retain(|one| filter.fits("task", one.task_id.as_deref().unwrap_or_default()));
    let rows = activities::rows(ask, tx, all, &names).await?;
    let card = |row: &ActivityRow| {
        let others: Vec<&str> = STATES.iter().copied().filter(|state| *state != row.one.state).collect();
        Card { row: row.clone(), moves: shared::word_choices(ask, "plan-state", &others, "") }
    };
    let task = percent(filter.get("task"));
    let lane = |state: &'static str| Lane {
        state,
        open: STATES.contains(&state),
        href: format!("/plan/activities?year={year}&task={task}&state={state}"),
        cards: rows.iter().filter(|row| row.state == state).map(card).collect(),
    };
    Ok(activities::LANES.iter().copied().map(lane).collect())
}

/// `GET /plan/board`
pub async fn show(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let task = ask.param("task").unwrap_or_default();
    ask.page(&BoardPage {
        nav: shared::nav(&ask, &mut tx, year, "/plan/board").await?,
        lanes: lanes(&ask, &mut tx, year).await?,
        tasks: shared::task_choices(&ask, &mut tx, year, &task).await?,
    })
}
