//! The board: a column for each state, cards moved by buttons.

use askama::Template;
use web::{Ask, Reply, filters};

use super::{
    activities::{self, ActivityRow},
    shared::{self, Choice, Names, Nav},
};
use crate::{actions::activities::STATES, store};

/// A card with the states it may move to.
#[derive(Debug)]
struct Card {
    row: ActivityRow,
    moves: Vec<Choice>,
}

/// A column.
#[derive(Debug)]
struct Lane {
    state: &'static str,
    cards: Vec<Card>,
}

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    nav: Nav,
    lanes: Vec<Lane>,
    tasks: Vec<Choice>,
}

/// `GET /plan/board`
pub async fn show(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let year = shared::plan(&ask, &mut tx).await?.year;
    let names = Names::load(&mut tx).await?;
    let task = ask.param("task").unwrap_or_default();
    let mut all = store::activities(&mut tx, year).await?;
    all.retain(|one| task.is_empty() || one.task_id.as_ref() == Some(&task));
    let rows = activities::rows(&ask, &mut tx, all, &names).await?;
    let card = |row: &ActivityRow| {
        let others: Vec<&str> = STATES.iter().copied().filter(|state| *state != row.one.state).collect();
        Card { row: row.clone(), moves: shared::word_choices(&ask, "plan-state", &others, "") }
    };
    let lane = |state: &'static str| Lane {
        state,
        cards: rows.iter().filter(|row| row.state == state).map(card).collect(),
    };
    ask.page(&BoardPage {
        nav: shared::nav(&ask, &mut tx, year, "/plan/board").await?,
        lanes: ["planned", "running", "stopped", "done"].map(lane).into(),
        tasks: shared::task_choices(&ask, &mut tx, year, &task).await?,
    })
}
