//! Requests to move money: between lines of a year, or into the next year; decided by another person.

use askama::Template;
use axum::{Form, extract::Path};
use base::Problem;
use web::{Ask, Notes, Phrase, Reply, filters};

use super::{
    budget,
    shared::{self, Choice, Names, Nav},
};
use crate::{
    actions,
    model::{AskTransfer, Decide, Transfer},
    store,
};

/// A request as a list shows it.
#[derive(Debug)]
pub struct TransferRow {
    /// The request.
    pub one: Transfer,
    /// Name of the line it leaves.
    pub from: String,
    /// Name of the line it enters; empty until a carry-over is approved.
    pub to: String,
    /// Who asked.
    pub asked_by: String,
    /// Who decided.
    pub decided_by: String,
    tone: &'static str,
    /// Whether the reader may decide it.
    pub may_decide: bool,
}

#[derive(Template)]
#[template(path = "transfers.html")]
pub struct TransfersPage {
    /// What stands above the screen.
    pub nav: Nav,
    /// The requests of the year.
    pub rows: Vec<TransferRow>,
    kinds: Vec<Choice>,
    from: Vec<Choice>,
    to: Vec<Choice>,
    wish: AskTransfer,
    notes: Notes,
}

/// The requests of a year, and the form of a new one.
pub async fn view(ask: &Ask, wish: AskTransfer, notes: Notes) -> Result<TransfersPage, Problem> {
    let mut tx = ask.read().await?;
    let asked = register::budget::line(&mut tx, &wish.from_line).await?.map(|line| line.year);
    let year = match asked {
        Some(year) => year,
        None => shared::plan(ask, &mut tx).await?.year,
    };
    let names = Names::load(&mut tx).await?;
    let mut lines = budget::rows(ask, &mut tx, year).await?;
    let options = |now: &str| -> Vec<Choice> {
        let label =
            |row: &budget::LineRow| format!("{} – {} ({})", row.task, row.line.name, row.money.remaining);
        lines.iter().map(|row| Choice::new(&row.line.id, &label(row), now)).collect()
    };
    let (from, to) = (options(&wish.from_line), options(&wish.to_line));
    lines.extend(budget::rows(ask, &mut tx, year + 1).await?);
    let name = |id: &str| lines.iter().find(|row| row.line.id == id).map(|row| row.line.name.clone());
    let own = ask.actor.id.to_string();
    let row = |one: Transfer| TransferRow {
        from: name(&one.from_line).unwrap_or_default(),
        to: one.to_line.as_deref().and_then(name).unwrap_or_default(),
        asked_by: names.actor(ask, &one.asked_by),
        decided_by: one.decided_by.as_deref().map(|id| names.actor(ask, id)).unwrap_or_default(),
        tone: match one.state.as_str() {
            "approved" => "good",
            "refused" => "bad",
            _ => "busy",
        },
        may_decide: one.state == "requested" && one.asked_by != own && ask.actor.may("plan.approve"),
        one,
    };
    let rows = store::transfers(&mut tx, year).await?.into_iter().map(row).collect();
    Ok(TransfersPage {
        nav: shared::nav(ask, &mut tx, year, "/plan/transfers").await?,
        kinds: shared::word_choices(ask, "plan-transfer-kind", &["transfer", "carry-over"], &wish.kind),
        rows,
        from,
        to,
        wish,
        notes,
    })
}

/// `GET /plan/transfers`
pub async fn list(ask: Ask) -> Reply {
    let wish = AskTransfer { kind: "transfer".into(), ..AskTransfer::default() };
    ask.page(&view(&ask, wish, Notes::default()).await?)
}

/// `POST /plan/transfers`
pub async fn ask(ask: Ask, Form(wish): Form<AskTransfer>) -> Reply {
    let mut work = ask.work().await?;
    match actions::budget::ask_transfer(&mut work, &wish).await {
        Ok(_) => {
            work.commit().await?;
            ask.see_saying("/plan/transfers", &Phrase::new("plan-said-requested"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            ask.page_again(&view(&ask, wish, ask.notes(&notes)).await?)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /plan/transfers/{id}`
pub async fn decide(ask: Ask, Path(id): Path<String>, Form(wish): Form<Decide>) -> Reply {
    let mut work = ask.work().await?;
    let one = actions::budget::decide_transfer(&mut work, &id, &wish).await?;
    work.commit().await?;
    let said = Phrase::new(format!("plan-said-transfer-{}", one.state));
    ask.see_saying(&format!("/plan/transfers?year={}", one.year), &said)
}
