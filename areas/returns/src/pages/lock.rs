//! Locking a month.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use base::{AgencyId, Month, Problem};
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
    waiting: Vec<(String, String)>,
}

/// The month of an address.
pub fn month_of(text: &str) -> Result<Month, Problem> {
    text.parse().map_err(|_| Refused::NoSuchMonth.into())
}

/// `GET /returns/months/{month}/lock`: who is missing, before the month is locked.
pub async fn ask_lock(ask: Ask, Path(month): Path<String>) -> Reply {
    let month = month_of(&month)?;
    let Locking { locked, missing, waiting } = locking(&ask, month).await?;
    let link = |(id, name): (AgencyId, String)| (name, format!("/returns/{id}/{month}"));
    ask.page(&LockPage {
        month: month.to_string(),
        locked,
        missing: missing.into_iter().map(link).collect(),
        waiting: waiting.into_iter().map(link).collect(),
    })
}

/// What a month's lock would leave out.
pub struct Locking {
    /// Whether it is locked already.
    pub locked: bool,
    /// Agencies with projects in the month that have not filed, with their names.
    pub missing: Vec<(AgencyId, String)>,
    /// Agencies that filed and wait for approval, with their names.
    pub waiting: Vec<(AgencyId, String)>,
}

/// Reads what a month's lock would leave out; refuses a month that still runs.
pub async fn locking(ask: &Ask, month: Month) -> Result<Locking, Problem> {
    actions::must_be_over(month, ask.today())?;
    let mut tx = ask.read().await?;
    let locked = actions::is_locked(&mut tx, month).await?;
    let names = agencies::agencies(&mut tx, month.last_day()).await?;
    let open = actions::unaccepted_in(&mut tx, month).await?;
    let named = |id: AgencyId| {
        let name = names.iter().find(|one| one.id == id).map(|one| one.name.clone()).unwrap_or_default();
        (id, name)
    };
    Ok(Locking {
        locked,
        missing: open.missing.into_iter().map(named).collect(),
        waiting: open.waiting.into_iter().map(named).collect(),
    })
}

/// `POST /returns/months/{month}/lock`
pub async fn lock(ask: Ask, Path(month): Path<String>, Form(wish): Form<LockMonth>) -> Reply {
    let month = month_of(&month)?;
    let mut work = ask.work().await?;
    actions::lock_month(&mut work, month, &wish).await?;
    work.commit().await?;
    ask.see_saying("/returns", &Phrase::new("returns-said-locked").with("month", month.to_string()))
}
