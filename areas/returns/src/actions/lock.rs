//! Locking a month, and opening a return again with a reason.

use base::{AgencyId, Month, Problem};
use db::Tx;
use jiff::civil::Date;
use register::{Work, facts, projects};

use super::{harmless, is_locked, keep, reason};
use crate::check::runs_in;
use crate::import;
use crate::model::{LockMonth, MonthLock, Refused, Reopen, Return, State};
use crate::store;

/// Agencies that have projects in the month but no accepted return.
pub async fn missing_in(tx: &mut Tx, month: Month) -> Result<Vec<AgencyId>, Problem> {
    let filed = store::filed_between(tx, month, month, "").await?;
    let accepted = |agency: &AgencyId| {
        filed.iter().any(|one| one.agency_id == *agency && State::of(&one.state).is_accepted())
    };
    let mut missing: Vec<AgencyId> = projects::with_places(tx, month.last_day(), None)
        .await?
        .into_iter()
        .filter(|project| runs_in(month, project.from_on, project.until_on))
        .map(|project| project.agency_id)
        .filter(|agency| !accepted(agency))
        .collect();
    missing.sort();
    missing.dedup();
    Ok(missing)
}

/// Refuses a month that still runs: it cannot be locked.
pub fn must_be_over(month: Month, today: Date) -> Result<(), Problem> {
    if month.last_day() < today {
        Ok(())
    } else {
        Err(Refused::MonthNotOver { month: month.to_string() }.into())
    }
}

/// Locks a month when every return is approved, or with a note about those that are not.
pub async fn lock_month(work: &mut Work, month: Month, wish: &LockMonth) -> Result<(), Problem> {
    work.actor.must("returns.lock")?;
    must_be_over(month, work.today)?;
    if is_locked(&mut work.tx, month).await? {
        return Err(Refused::MonthLocked { month: month.to_string() }.into());
    }
    let missing = missing_in(&mut work.tx, month).await?;
    let note = wish.note.trim();
    harmless(note)?;
    if !missing.is_empty() && note.chars().count() < 2 {
        return Err(Refused::ReturnsMissing { missing: missing.len() as i64 }.into());
    }
    for mut one in store::returns_of_months(&mut work.tx, month, month, "").await? {
        if one.state() == State::Approved {
            one.set_state(State::Locked);
            keep(work, &one).await?;
        }
    }
    let late: Vec<&str> = missing.iter().map(AgencyId::as_str).collect();
    let lock = MonthLock {
        month,
        locked: true,
        note: note.chars().take(500).collect(),
        late: late.join("\n"),
        locked_at: work.now,
        locked_by: work.actor.id.to_string(),
    };
    store::put_month_lock(work, &lock).await?;
    work.note_with(
        "returns.month-locked",
        &month.to_string(),
        &serde_json::json!({ "missing": missing.len() }),
    )
    .await
}

/// Opens an approved, locked or imported return again, taking its facts back; or lets an agency file for a locked month.
pub async fn reopen(work: &mut Work, agency: &AgencyId, month: Month, wish: &Reopen) -> Result<(), Problem> {
    work.actor.must("returns.reopen")?;
    let why = reason(&wish.reason)?;
    let found = store::return_of(&mut work.tx, agency, month).await?;
    let mut one = match found {
        Some(one) if one.version != wish.version => return Err(web::Refused::ChangedMeanwhile.into()),
        Some(one) => one,
        None => {
            super::context(&mut work.tx, agency, month).await?;
            let begun = Return::begun(agency, month, work.now);
            store::insert_return(work, &begun).await?;
            Return { version: 1, ..begun }
        }
    };
    let locked = is_locked(&mut work.tx, month).await?;
    if one.state() == State::Submitted || (one.state().is_open() && (!locked || one.reopened)) {
        return Err(Refused::AlreadyOpen { month: month.to_string() }.into());
    }
    let taken_back = match one.state() {
        State::Imported => import::take_back(work, &one).await?,
        state if state.is_accepted() => facts::reverse(work, &one.id).await?,
        _ => 0,
    };
    one.set_state(State::Returned);
    (one.reopened, one.reason) = (true, why.clone());
    keep(work, &one).await?;
    store::event(work, &one.id, "reopened", &why).await?;
    work.note_with("returns.return-reopened", &one.id, &serde_json::json!({ "facts_taken_back": taken_back }))
        .await
}
