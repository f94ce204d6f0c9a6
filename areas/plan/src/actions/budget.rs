//! Money: promises, payments, transfers and carry-over, exact to the won.

use base::{Problem, Won};
use jiff::civil::Date;
use register::{
    Work,
    budget::{self, Commitment, Line, NewLine, Payment, Standing},
};
use serde_json::json;

use super::fresh;
use crate::{
    model::{AskTransfer, Check, Commit, Decide, LINE, Pay, Refused, Transfer, chosen, missing},
    store,
};

/// A line with how it stands.
async fn line(work: &mut Work, id: &str) -> Result<(Line, Standing), Problem> {
    let line = budget::line(&mut work.tx, id).await?.ok_or_else(missing)?;
    let standing = budget::standing(&mut work.tx, id).await?.ok_or_else(missing)?;
    Ok((line, standing))
}

/// Refuses when more is wanted than remains.
fn within(wanted: Won, remaining: Won) -> Result<(), Problem> {
    if wanted <= remaining {
        return Ok(());
    }
    Err(Refused::NotEnoughRemaining { wanted: wanted.0, remaining: remaining.0 }.into())
}

/// Notes a day outside the line's fiscal year.
fn inside_year(check: &mut Check, on: Date, line: &Line) {
    if on != Date::ZERO && i64::from(on.year()) != line.year {
        check.note("on", "plan-field-fiscal-year");
    }
}

/// Promises money of a line (원인행위), as far as it remains.
pub async fn commit(work: &mut Work, line_id: &str, wish: &Commit) -> Result<String, Problem> {
    work.actor.must("plan.edit")?;
    let (line, standing) = line(work, line_id).await?;
    let mut check = Check::default();
    let (title, won) = (check.text("title", &wish.title, LINE), check.won("won", &wish.won, 1));
    let committed_on = check.day("on", &wish.on);
    inside_year(&mut check, committed_on, &line);
    check.done()?;
    within(won, standing.remaining)?;
    let one = Commitment {
        id: fresh(),
        line_id: line.id,
        title,
        won,
        committed_on,
        state: "open".into(),
        sample: line.sample,
    };
    budget::insert_commitment(work, &one).await?;
    work.note_with("plan.money-committed", &one.id, &json!({ "line": one.line_id, "won": won })).await?;
    Ok(one.id)
}

/// Pays money: what was promised, or without a promise as far as it remains.
pub async fn pay(work: &mut Work, line_id: &str, wish: &Pay) -> Result<String, Problem> {
    work.actor.must("plan.edit")?;
    let (line, standing) = line(work, line_id).await?;
    let mut check = Check::default();
    let (title, won) = (check.text("title", &wish.title, LINE), check.won("won", &wish.won, 1));
    let paid_on = check.day("on", &wish.on);
    inside_year(&mut check, paid_on, &line);
    check.done()?;
    let promise = if let Some(id) = chosen(&wish.commitment_id) {
        Some(owed_promise(work, &line, id, won).await?)
    } else {
        within(won, standing.remaining)?;
        None
    };
    let (id, sample) = (fresh(), line.sample);
    let one = Payment { id, line_id: line.id, commitment_id: promise, title, won, paid_on, sample };
    budget::insert_payment(work, &one).await?;
    work.note_with("plan.money-paid", &one.id, &json!({ "line": one.line_id, "won": won })).await?;
    Ok(one.id)
}

/// The promise a payment fulfils, if it is open and still owes that much.
async fn owed_promise(work: &mut Work, line: &Line, id: &str, won: Won) -> Result<String, Problem> {
    let promise = budget::commitment(&mut work.tx, id).await?.filter(|one| one.line_id == line.id);
    let promise = promise.ok_or_else(missing)?;
    if promise.state != "open" {
        return Err(Refused::CommitmentEnded.into());
    }
    let owed = promise.won - budget::paid_on_commitment(&mut work.tx, id).await?;
    if won > owed {
        return Err(Refused::MoreThanCommitted { wanted: won.0, owed: owed.0 }.into());
    }
    Ok(promise.id)
}

/// Ends a promise: closed keeps what was paid, cancelled is only for promises on which nothing was paid.
pub async fn end_commitment(work: &mut Work, id: &str, state: &str) -> Result<String, Problem> {
    work.actor.must("plan.edit")?;
    let promise = budget::commitment(&mut work.tx, id).await?.ok_or_else(missing)?;
    let mut check = Check::default();
    let state = check.one_of("state", state, &["closed", "cancelled"]);
    check.done()?;
    let paid = budget::paid_on_commitment(&mut work.tx, id).await?;
    if state == "cancelled" && paid != Won::ZERO {
        return Err(Refused::CommitmentPaid { paid: paid.0 }.into());
    }
    if !budget::end_commitment(work, id, &state).await? {
        return Err(Refused::CommitmentEnded.into());
    }
    work.note_with("plan.commitment-ended", id, &json!({ "state": state })).await?;
    Ok(promise.line_id)
}

/// What may leave a line: for a transfer never more than it was given itself.
fn movable(kind: &str, standing: Standing) -> Won {
    if kind == "transfer" { standing.remaining.min(standing.planned) } else { standing.remaining }
}

/// Asks to move money to another line (전용) or into the next year (이월).
pub async fn ask_transfer(work: &mut Work, wish: &AskTransfer) -> Result<String, Problem> {
    work.actor.must("plan.edit")?;
    let (from, standing) = line(work, &wish.from_line).await?;
    let mut check = Check::default();
    let kind = check.one_of("kind", &wish.kind, &["transfer", "carry-over"]);
    let (won, reason) = (check.won("won", &wish.won, 1), check.text("reason", &wish.reason, LINE));
    check.done()?;
    let to_line = if kind == "transfer" { Some(other_line(work, &from, &wish.to_line).await?) } else { None };
    within(won, movable(&kind, standing))?;
    let one = Transfer {
        id: fresh(),
        kind,
        year: from.year,
        from_line: from.id,
        to_line,
        won,
        reason,
        state: "requested".into(),
        asked_by: work.actor.id.to_string(),
        asked_at: work.now,
        decided_by: None,
        decided_at: None,
    };
    store::insert_transfer(&mut work.tx, &one).await?;
    work.note_with("plan.transfer-requested", &one.id, &json!({ "kind": one.kind, "won": won })).await?;
    Ok(one.id)
}

/// The line a transfer goes to: another one of the same year.
async fn other_line(work: &mut Work, from: &Line, to: &str) -> Result<String, Problem> {
    let to = budget::line(&mut work.tx, to).await?.ok_or_else(missing)?;
    if to.id == from.id || to.year != from.year {
        return Err(Refused::NotTwoLines.into());
    }
    Ok(to.id)
}

/// Approves or refuses a request; another person than the one who asked, and only while the money is there.
pub async fn decide_transfer(work: &mut Work, id: &str, wish: &Decide) -> Result<Transfer, Problem> {
    work.actor.must("plan.approve")?;
    let mut one = store::transfer(&mut work.tx, id).await?.ok_or_else(missing)?;
    let mut check = Check::default();
    let state = check.one_of("state", &wish.state, &["approved", "refused"]);
    check.done()?;
    if one.state != "requested" {
        return Err(Refused::RequestDecided.into());
    }
    if one.asked_by == work.actor.id.as_str() {
        return Err(Refused::OwnRequest.into());
    }
    if state == "approved" {
        carry_out(work, &mut one).await?;
    }
    let (by, now) = (work.actor.id.to_string(), work.now);
    store::decide_transfer(&mut work.tx, &one, &state, &by, now).await?;
    work.note_with("plan.transfer-decided", id, &json!({ "state": state, "won": one.won })).await?;
    one.state = state;
    Ok(one)
}

/// Moves the money of an approved request.
async fn carry_out(work: &mut Work, one: &mut Transfer) -> Result<(), Problem> {
    let (from, standing) = line(work, &one.from_line).await?;
    within(one.won, movable(&one.kind, standing))?;
    if let Some(to) = &one.to_line {
        return budget::move_planned(work, &from.id, to, one.won).await;
    }
    let to = next_years_line(work, &from).await?;
    budget::carry_over(work, &from.id, &to, one.won).await?;
    one.to_line = Some(to);
    Ok(())
}

/// The line of the next year that carried money enters: the same name for the same task, made if missing.
async fn next_years_line(work: &mut Work, from: &Line) -> Result<String, Problem> {
    let year = from.year + 1;
    let about = about_next_year(work, from).await?;
    let there = budget::lines(&mut work.tx, year).await?;
    if let Some(line) = there.into_iter().find(|line| line.about == about && line.name == from.name) {
        return Ok(line.id);
    }
    let unit_id = from.unit_id.as_deref();
    let (name, source, sample) = (from.name.as_str(), from.source.as_str(), from.sample);
    budget::insert_line(
        work,
        &NewLine { year, about: &about, name, unit_id, planned: Won::ZERO, sample, source },
    )
    .await
}

/// What the line is about in the next year: the task with the same number, if that year has a plan.
async fn about_next_year(work: &mut Work, from: &Line) -> Result<String, Problem> {
    let Some(id) = from.about.strip_prefix("plan-task:") else { return Ok(from.about.clone()) };
    let Some(task) = store::task(&mut work.tx, id).await? else { return Ok(from.about.clone()) };
    let next = store::task_by_number(&mut work.tx, from.year + 1, task.number).await?;
    Ok(next.map_or_else(|| from.about.clone(), |task| crate::model::task_subject(&task.id)))
}
