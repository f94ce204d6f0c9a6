//! Batches: made, opened, closed for sign-up, cancelled; their costs; and the shared course offering kept in step.

use base::Problem;
use register::{
    Work,
    budget::{self, Commitment},
    courses::{self, CourseOffering},
};
use serde_json::json;
use web::{
    Phrase, Words,
    form::{Check, chosen},
};

use super::{batch, enrolments, fresh, sessions, stands, tell, unchanged};
use crate::{
    model::{AddCost, Batch, COST_KINDS, Cost, Refused, SaveBatch, missing},
    store,
};

/// Reads a form into a batch, or says what is wrong at which field.
async fn read(work: &mut Work, old: Option<&Batch>, wish: &SaveBatch) -> Result<Batch, Problem> {
    let mut check = Check::default();
    let course_id = old.map_or_else(|| wish.course_id.clone(), |old| old.course_id.clone());
    let course = store::course(&mut work.tx, &course_id).await?;
    if course.is_none() {
        check.note("course_id", "web-field-choice");
    }
    if let Some(course) = course.filter(|course| old.is_none() && course.state != "open") {
        return Err(Refused::CourseNotOpen { course: course.title, state: course.state }.into());
    }
    let instructor_id = chosen(&wish.instructor_id).map(str::to_owned);
    if let Some(id) = &instructor_id
        && store::instructor(&mut work.tx, id).await?.is_none()
    {
        check.note("instructor_id", "web-field-choice");
    }
    let seats = check.number("seats", &wish.seats, 1, 1000);
    if let Some(old) = old
        && check.is_clean()
        && seats < store::seated(&mut work.tx, &old.id).await?
    {
        check.note("seats", "training-field-seats");
    }
    let one = Batch {
        id: old.map_or_else(fresh, |old| old.id.clone()),
        course_id,
        title: check.text("title", &wish.title, 100),
        seats,
        sign_up_until_on: check.day("sign_up_until_on", &wish.sign_up_until_on),
        instructor_id,
        offering_id: old.and_then(|old| old.offering_id.clone()),
        state: old.map_or("draft", |old| old.state.as_str()).to_owned(),
        sample: old.is_some_and(|old| old.sample),
        version: wish.version,
    };
    check.done()?;
    Ok(one)
}

/// Makes a batch of an open course.
pub async fn create_batch(work: &mut Work, wish: &SaveBatch) -> Result<Batch, Problem> {
    work.actor.must("training.work")?;
    let one = read(work, None, wish).await?;
    store::insert_batch(&mut work.tx, &one).await?;
    work.note("training.batch-made", &one.id).await?;
    Ok(one)
}

/// Changes a batch; whoever waits moves up when there are more seats.
pub async fn update_batch(
    work: &mut Work,
    words: &Words,
    id: &str,
    wish: &SaveBatch,
) -> Result<Batch, Problem> {
    work.actor.must("training.work")?;
    let (old, _) = batch(&mut work.tx, id).await?;
    stands(&old, &["draft", "open", "closed"])?;
    let one = read(work, Some(&old), wish).await?;
    unchanged(store::update_batch(&mut work.tx, &one).await?)?;
    for session in store::sessions(&mut work.tx, id).await?.iter().filter(|one| one.closed_at.is_none()) {
        sessions::no_clash(&mut work.tx, &one, session).await?;
    }
    keep_offering(work, id).await?;
    enrolments::move_up(work, words, id).await?;
    work.note("training.batch-changed", id).await?;
    Ok(one)
}

/// Writes a batch's state whose row was read in this very work.
pub async fn set_state(work: &mut Work, mut one: Batch, state: &str) -> Result<(), Problem> {
    state.clone_into(&mut one.state);
    unchanged(store::update_batch(&mut work.tx, &one).await?)?;
    keep_offering(work, &one.id).await
}

/// Opens a batch for sign-up: its course is open, it has a session, and nothing clashes.
pub async fn open_batch(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.actor.must("training.work")?;
    let (one, course) = batch(&mut work.tx, id).await?;
    stands(&one, &["draft", "closed"])?;
    if course.state != "open" {
        return Err(Refused::CourseNotOpen { course: course.title, state: course.state }.into());
    }
    let planned = store::sessions(&mut work.tx, id).await?;
    if planned.is_empty() {
        return Err(Refused::BatchEmpty.into());
    }
    for session in planned.iter().filter(|session| session.closed_at.is_none()) {
        sessions::no_clash(&mut work.tx, &one, session).await?;
    }
    set_state(work, one, "open").await?;
    work.note("training.batch-opened", id).await
}

/// Ends sign-up.
pub async fn close_batch(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.actor.must("training.work")?;
    let (one, _) = batch(&mut work.tx, id).await?;
    stands(&one, &["open"])?;
    set_state(work, one, "closed").await?;
    work.note("training.batch-closed", id).await
}

/// Cancels a batch: everyone who asked is told, its costs are free again.
pub async fn cancel_batch(work: &mut Work, words: &Words, id: &str, reason: &str) -> Result<i64, Problem> {
    work.actor.must("training.work")?;
    let (one, _) = batch(&mut work.tx, id).await?;
    stands(&one, &["draft", "open", "closed"])?;
    let mut check = Check::default();
    let reason = check.text("reason", reason, 300);
    check.done()?;
    if store::sessions(&mut work.tx, id).await?.iter().any(|session| session.closed_at.is_some()) {
        return Err(Refused::HoursCredited.into());
    }
    let body = Phrase::new("training-message-cancelled")
        .with("batch", one.title.as_str())
        .with("reason", reason.as_str());
    let mut told = 0;
    for mut seat in store::enrolments(&mut work.tx, id).await? {
        if !matches!(seat.state.as_str(), "asked" | "seated" | "waiting") {
            continue;
        }
        "withdrawn".clone_into(&mut seat.state);
        seat.reason.clone_from(&reason);
        enrolments::keep(work, seat.clone()).await?;
        if let Some(worker) = register::workers::worker(&mut work.tx, &seat.worker_id).await? {
            tell(work, words, &worker, (&format!("training-batch:{id}"), &body)).await?;
            told += 1;
        }
    }
    for cost in store::costs(&mut work.tx, id).await? {
        free(work, &cost).await?;
    }
    set_state(work, one, "cancelled").await?;
    work.note_with("training.batch-cancelled", id, &json!({ "told": told })).await?;
    Ok(told)
}

/// Commits a cost on a line of the budget.
pub async fn add_cost(work: &mut Work, id: &str, wish: &AddCost) -> Result<(), Problem> {
    work.actor.must("training.work")?;
    let (one, _) = batch(&mut work.tx, id).await?;
    stands(&one, &["draft", "open", "closed", "held"])?;
    let mut check = Check::default();
    let kind = check.one_of("cost_kind", &wish.cost_kind, COST_KINDS);
    let title = check.text("cost_title", &wish.cost_title, 100);
    let won = check.won("cost_won", &wish.cost_won, 1);
    let standing = budget::standing(&mut work.tx, &wish.line_id).await?;
    if standing.is_none() {
        check.note("line_id", "web-field-choice");
    }
    check.done()?;
    let standing = standing.ok_or_else(missing)?;
    if standing.remaining < won {
        return Err(Refused::CostTooLarge { cost: won.0, remaining: standing.remaining.0 }.into());
    }
    let commitment = Commitment {
        id: fresh(),
        line_id: wish.line_id.clone(),
        title: format!("{}: {title}", one.title),
        won,
        committed_on: work.today,
        state: "open".to_owned(),
        sample: one.sample,
    };
    budget::insert_commitment(work, &commitment).await?;
    let cost = Cost {
        id: fresh(),
        batch_id: id.to_owned(),
        kind,
        title,
        won,
        line_id: wish.line_id.clone(),
        commitment_id: commitment.id,
    };
    store::insert_cost(&mut work.tx, &cost).await?;
    work.note_with("training.cost-committed", id, &json!({ "won": won.0, "line": cost.line_id })).await
}

/// Frees the money of a cost on which nothing was paid.
async fn free(work: &mut Work, cost: &Cost) -> Result<(), Problem> {
    if budget::paid_on_commitment(&mut work.tx, &cost.commitment_id).await? == base::Won(0) {
        budget::end_commitment(work, &cost.commitment_id, "cancelled").await?;
    }
    Ok(())
}

/// Takes a cost back.
pub async fn remove_cost(work: &mut Work, id: &str) -> Result<String, Problem> {
    work.actor.must("training.work")?;
    let cost = store::cost(&mut work.tx, id).await?.ok_or_else(missing)?;
    free(work, &cost).await?;
    store::delete_cost(&mut work.tx, id).await?;
    work.note_with("training.cost-freed", &cost.batch_id, &json!({ "won": cost.won.0 })).await?;
    Ok(cost.batch_id)
}

/// Keeps the course offering that other areas see in step with a batch.
pub async fn keep_offering(work: &mut Work, id: &str) -> Result<(), Problem> {
    let (mut one, course) = batch(&mut work.tx, id).await?;
    let planned = store::sessions(&mut work.tx, id).await?;
    let shown = match (planned.first(), planned.last()) {
        (Some(first), Some(last)) if one.state == "open" => Some((first.held_on, last.held_on)),
        _ => None,
    };
    let hours = planned.iter().map(|session| session.hours_tenths).sum::<i64>();
    let wanted = shown.map(|(begin_on, end_on)| CourseOffering {
        id: String::new(),
        title: one.title.clone(),
        audience: course.audience.clone(),
        seats: one.seats,
        hours: (hours + 5) / 10,
        begin_on,
        end_on,
        district_id: None,
        state: "open".to_owned(),
        sample: one.sample,
    });
    let open = courses::course_offerings(&mut work.tx, "open").await?;
    let now = open.into_iter().find(|offering| Some(&offering.id) == one.offering_id.as_ref());
    let same = now.clone().map(|now| CourseOffering { id: String::new(), ..now });
    if same == wanted {
        return Ok(());
    }
    if let Some(now) = now {
        courses::close_course_offering(work, &now.id).await?;
    }
    one.offering_id = match wanted {
        Some(wanted) => Some(courses::insert_course_offering(work, &wanted).await?),
        None => None,
    };
    unchanged(store::update_batch(&mut work.tx, &one).await?)
}
