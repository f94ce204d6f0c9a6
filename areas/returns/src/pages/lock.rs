//! Locking a month.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use base::{Month, Problem};
use register::agencies;
use web::{Ask, Phrase, Reply, filters};

use crate::actions;
use crate::model::{LockMonth, Refused};

#[derive(Template)]
#[template(path = "lock.html")]
struct LockPage {
    month: String,
    locked: bool,
    missing: Vec<(String, String)>,
}

fn month_of(text: &str) -> Result<Month, Problem> {
    text.parse().map_err(|_| Refused::NoSuchMonth.into())
}

/// `GET /returns/months/{month}/lock`: who is missing, before the month is locked.
pub async fn ask_lock(ask: Ask, Path(month): Path<String>) -> Reply {
    let month = month_of(&month)?;
    actions::must_be_over(month, ask.today())?;
    let mut tx = ask.read().await?;
    let locked = actions::is_locked(&mut tx, month).await?;
    let names = agencies::agencies(&mut tx, month.last_day()).await?;
    let missing = actions::missing_in(&mut tx, month).await?.into_iter().map(|id| {
        let name = names.iter().find(|one| one.id == id).map(|one| one.name.clone()).unwrap_or_default();
        (name, format!("/returns/{id}/{month}"))
    });
    ask.page(&LockPage { month: month.to_string(), locked, missing: missing.collect() })
}

/// `POST /returns/months/{month}/lock`
pub async fn lock(ask: Ask, Path(month): Path<String>, Form(wish): Form<LockMonth>) -> Reply {
    let month = month_of(&month)?;
    let mut work = ask.work().await?;
    actions::lock_month(&mut work, month, &wish).await?;
    work.commit().await?;
    ask.see_saying("/returns", &Phrase::new("returns-said-locked").with("month", month.to_string()))
}
