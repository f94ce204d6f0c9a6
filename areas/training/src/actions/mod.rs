//! What a person can do in training. Every action checks the right, decides, writes, notes and writes facts.

pub mod attendance;
pub mod batches;
pub mod certificates;
pub mod courses;
pub mod enrolments;
pub mod keys;
pub mod learning;
pub mod materials;
pub mod people;
pub mod sessions;

use base::{Id, Month, Problem, UserId};
use db::Tx;
use jiff::civil::Date;
use register::{
    Work,
    journal::{self, Filter},
    messages::{self, Draft},
    users,
    workers::{self, Worker},
};
use serde_json::json;
use web::{Lang, Phrase, Words};

use crate::{
    model::{Batch, Course, Refused, Session, missing},
    store,
};

/// A fresh id as text.
pub fn fresh() -> String {
    Id::<()>::fresh().to_string()
}

/// Refuses when another editor was quicker.
fn unchanged(written: u64) -> Result<(), Problem> {
    if written == 1 { Ok(()) } else { Err(web::Refused::ChangedMeanwhile.into()) }
}

/// The worker with `id`; agency staff see their own agency's only.
pub async fn worker(work: &mut Work, id: &str) -> Result<Worker, Problem> {
    let one = workers::worker(&mut work.tx, id).await?.ok_or_else(missing)?;
    match (&one.agency_id, &work.actor.agency) {
        (Some(agency), _) => work.actor.must_see(agency)?,
        (None, Some(_)) => return Err(missing()),
        (None, None) => {}
    }
    Ok(one)
}

/// A batch with its course.
pub async fn batch(tx: &mut Tx, id: &str) -> Result<(Batch, Course), Problem> {
    let batch = store::batch(tx, id).await?.ok_or_else(missing)?;
    let course = store::course(tx, &batch.course_id).await?.ok_or_else(missing)?;
    Ok((batch, course))
}

/// Refuses when a batch stands at none of these states.
fn stands(batch: &Batch, states: &[&str]) -> Result<(), Problem> {
    if states.contains(&batch.state.as_str()) {
        return Ok(());
    }
    Err(Refused::BatchState { state: batch.state.clone() }.into())
}

/// Whether the returns of a day's month were locked, as the journal of the house tells.
pub async fn is_locked(tx: &mut Tx, day: Date) -> Result<bool, Problem> {
    let subject = Month::of(day).to_string();
    let filter = Filter { deed: "returns.month-locked".to_owned(), subject, ..Filter::default() };
    Ok(!journal::lines(tx, &filter, 1).await?.is_empty())
}

/// Refuses to touch a day in a locked month, unless a director does it with a reason, which is kept.
pub async fn may_touch(work: &mut Work, session: &Session, reason: &str) -> Result<(), Problem> {
    if !is_locked(&mut work.tx, session.held_on).await? {
        return Ok(());
    }
    let month = Month::of(session.held_on).to_string();
    if !work.actor.may("training.reopen") || reason.trim().chars().count() < 2 {
        return Err(Refused::MonthLocked { month }.into());
    }
    let detail = json!({ "month": month, "reason": reason.trim() });
    work.note_with("training.locked-month-changed", &session.id, &detail).await
}

/// Writes a message about someone's place to the person, else to the agency.
pub async fn tell(
    work: &mut Work,
    words: &Words,
    worker: &Worker,
    (about, body): (&str, &Phrase),
) -> Result<(), Problem> {
    let user = match &worker.user_id {
        Some(id) => users::user(&mut work.tx, id).await?,
        None => None,
    };
    let email = user.as_ref().map(|user| user.email.clone()).unwrap_or_default();
    let to_user: Option<UserId> = user.map(|user| user.id);
    if to_user.is_none() && worker.agency_id.is_none() {
        return Ok(());
    }
    let draft = Draft {
        about: about.to_owned(),
        channel: if email.is_empty() { "screen" } else { "mail" },
        to_user,
        to_agency: worker.agency_id.clone(),
        to_address: email,
        subject: words.plain(Lang::Ko, "training-message-subject"),
        body: words.fill(Lang::Ko, &body.key, &body.args),
    };
    let id = messages::draft(work, &draft).await?;
    messages::send(work, &id).await?;
    Ok(())
}
