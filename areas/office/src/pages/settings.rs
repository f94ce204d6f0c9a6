//! Settings of the centre and the list of background jobs.

use askama::Template;
use axum_extra::extract::Form;
use base::Problem;
use register::{jobs, sessions, settings};
use web::{Ask, Notes, Phrase, Reply, filters};

use super::{Choice, choices};
use crate::{actions::settings as actions, model::ChangeSettings, passkey};

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    wish: ChangeSettings,
    stored: Option<(String, String)>,
    address: String,
    demo: bool,
    passkeys: bool,
    sealed: bool,
    idle_minutes: i64,
    hours: i64,
    others: Vec<(String, String)>,
    notes: Notes,
}

/// Name and number as they are stored.
async fn stored(ask: &Ask) -> Result<(String, String), Problem> {
    let mut tx = ask.read().await?;
    let name = settings::get(&mut tx, "centre.name").await?.unwrap_or_default();
    Ok((name, settings::get(&mut tx, "centre.phone").await?.unwrap_or_default()))
}

/// The page around a form.
async fn page(ask: &Ask, wish: ChangeSettings, other: Option<(String, String)>, notes: Notes) -> Reply {
    let again = other.is_some() || !notes.0.is_empty();
    let all = settings::all(&mut ask.read().await?).await?;
    let options = ask.app.options();
    let view = SettingsPage {
        wish,
        stored: other,
        address: options.public_url.clone(),
        demo: options.demo,
        passkeys: passkey::party(&ask.app).is_some(),
        sealed: options.master_key.len() == 32,
        idle_minutes: sessions::IDLE_MINUTES,
        hours: sessions::HOURS,
        others: all.into_iter().filter(|(key, _)| !key.starts_with("centre.")).collect(),
        notes,
    };
    if again { ask.page_again(&view) } else { ask.page_real(&view) }
}

/// `GET /office/settings`
pub(super) async fn show(ask: Ask) -> Reply {
    let (name, phone) = stored(&ask).await?;
    let wish = ChangeSettings {
        centre_name: name.clone(),
        centre_phone: phone.clone(),
        was_name: name,
        was_phone: phone,
    };
    page(&ask, wish, None, Notes::default()).await
}

/// `POST /office/settings`
pub(super) async fn change(ask: Ask, Form(mut wish): Form<ChangeSettings>) -> Reply {
    let mut work = ask.work().await?;
    let problem = match actions::change(&mut work, &wish).await {
        Ok(()) => {
            work.commit().await?;
            ask.app.refresh_facade().await?;
            return ask.see_saying("/office/settings", &Phrase::new("office-saved"));
        }
        Err(problem) => problem,
    };
    drop(work);
    if problem.code().as_deref() == Some("web/changed-meanwhile") {
        let now = stored(&ask).await?;
        (wish.was_name, wish.was_phone) = now.clone();
        return page(&ask, wish, Some(now), Notes::default()).await;
    }
    match problem {
        Problem::Fields(notes) => page(&ask, wish, None, ask.notes(&notes)).await,
        problem => Err(problem.into()),
    }
}

/// Jobs shown at most.
const JOBS: i64 = 200;

#[derive(Template)]
#[template(path = "jobs.html")]
struct JobsPage {
    rows: Vec<jobs::Job>,
    states: Vec<Choice>,
}

/// `GET /office/jobs`
pub(super) async fn jobs(ask: Ask) -> Reply {
    let state = ask.param("state").unwrap_or_default();
    let rows = jobs::recent(&mut ask.read().await?, JOBS).await?;
    ask.page(&JobsPage {
        rows: rows.into_iter().filter(|job| state.is_empty() || job.state == state).collect(),
        states: choices(&ask, "office-job-state-", &["waiting", "running", "done", "failed"], &state),
    })
}
