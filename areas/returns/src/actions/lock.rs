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

/// Agencies that have projects in a month but no accepted return.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unaccepted {
    /// Those that filed and wait for approval.
    pub waiting: Vec<AgencyId>,
    /// Those that have not filed.
    pub missing: Vec<AgencyId>,
}

impl Unaccepted {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.waiting.len() + self.missing.len()
    }
}

/// Agencies that have projects in the month but no accepted return.
pub async fn unaccepted_in(tx: &mut Tx, month: Month) -> Result<Unaccepted, Problem> {
    let filed = store::filed_between(tx, month, month, "").await?;
    let state = |agency: &AgencyId| {
        filed.iter().find(|one| one.agency_id == *agency).map_or(State::None, |one| State::of(&one.state))
    };
    let mut open: Vec<AgencyId> = projects::with_places(tx, month.last_day(), None)
        .await?
        .into_iter()
        .filter(|project| runs_in(month, project.from_on, project.until_on))
        .map(|project| project.agency_id)
        .filter(|agency| !state(agency).is_accepted())
        .collect();
    open.sort();
    open.dedup();
    let (waiting, missing) = open.into_iter().partition(|agency| state(agency) == State::Submitted);
    Ok(Unaccepted { waiting, missing })
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
    let open = unaccepted_in(&mut work.tx, month).await?;
    let note = wish.note.trim();
    harmless(note)?;
    if open.count() > 0 && note.chars().count() < 2 {
        return Err(Refused::ReturnsMissing { missing: open.count() as i64 }.into());
    }
    for mut one in store::returns_of_months(&mut work.tx, month, month, "").await? {
        if one.state() == State::Approved {
            one.set_state(State::Locked);
            keep(work, &one).await?;
        }
    }
    let mut late: Vec<&str> = open.missing.iter().chain(&open.waiting).map(AgencyId::as_str).collect();
    late.sort_unstable();
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
        &serde_json::json!({ "missing": open.missing.len(), "waiting": open.waiting.len() }),
    )
    .await
}

/// Opens an approved, locked or imported return again, taking its facts back; or lets an agency file for a locked
/// month, whose return stays as it is. Gives the state it has then.
pub async fn reopen(
    work: &mut Work,
    agency: &AgencyId,
    month: Month,
    wish: &Reopen,
) -> Result<State, Problem> {
    work.actor.must("returns.reopen")?;
    let why = reason(&wish.reason)?;
    let found = store::return_of(&mut work.tx, agency, month).await?;
    let mut one = match found {
        Some(one) if one.version != wish.version => return Err(web::Refused::ChangedMeanwhile.into()),
        Some(one) => one,
        None => {
            super::context(&mut work.tx, agency, month).await?;
            let mut begun = Return::begun(agency, month, work.now);
            begun.set_state(State::None);
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
    let was_accepted = one.state().is_accepted();
    if was_accepted {
        one.set_state(State::Returned);
    }
    (one.reopened, one.reason) = (true, why.clone());
    keep(work, &one).await?;
    store::event(work, &one.id, if was_accepted { "reopened" } else { "let-in" }, &why).await?;
    let detail = serde_json::json!({ "facts_taken_back": taken_back, "was_accepted": was_accepted });
    work.note_with("returns.return-reopened", &one.id, &detail).await?;
    Ok(one.state())
}
