//! What a person can do with monthly returns: right → decide → write → note → facts.

mod batch;
mod decide;
mod file;
mod lock;
mod remind;

pub use batch::{SentBatch, cancel_batch, confirm_batch, findings, run_batch, send_batch};
pub use decide::{approve, send_back};
pub use file::{Sent, Taken, fill_row, submit, take_sheet};
pub use lock::{lock_month, must_be_over, reopen, unaccepted_in};
pub use remind::remind;

use base::{AgencyId, Month, Problem};
use db::Tx;
use register::{Work, agencies, projects};
use tables::holds_resident_number;

use crate::check::{Context, Expected, runs_in};
use crate::model::{Refused, Return, State};
use crate::store;

/// What the register knows about an agency and a month; refuses an agency that is not there.
pub async fn context(tx: &mut Tx, agency: &AgencyId, month: Month) -> Result<Context, Problem> {
    let Some(known) = agencies::agency(tx, agency).await? else { return Err(Refused::NoSuchAgency.into()) };
    let all = projects::with_places(tx, month.last_day(), None).await?;
    let (own, other): (Vec<_>, Vec<_>) = all.into_iter().partition(|project| project.agency_id == *agency);
    let running = own.into_iter().filter(|project| runs_in(month, project.from_on, project.until_on));
    let expected =
        |p: projects::ProjectPlaces| Expected { id: p.id, number: p.number, name: p.name, places: p.places };
    let before = store::rows_of(tx, agency, month.previous()).await?;
    Ok(Context {
        agency_words: [Some(agency.to_string()), known.public_number, Some(known.name)]
            .into_iter()
            .flatten()
            .collect(),
        projects: running.map(expected).collect(),
        foreign: other.into_iter().map(|project| project.number).collect(),
        before: before.into_iter().map(|row| (row.project, row.figures)).collect(),
    })
}

/// Whether a month is locked.
pub async fn is_locked(tx: &mut Tx, month: Month) -> Result<bool, Problem> {
    Ok(store::month_lock(tx, month).await?.is_some_and(|lock| lock.locked))
}

/// The return to be changed by its agency: begun if there is none, refused when it is closed.
async fn open_return(
    work: &mut Work,
    agency: &AgencyId,
    month: Month,
    version: i64,
) -> Result<Return, Problem> {
    work.actor.must("returns.file")?;
    work.actor.must_see(agency)?;
    if month > Month::of(work.today) {
        return Err(Refused::MonthAhead { month: month.to_string() }.into());
    }
    let found = store::return_of(&mut work.tx, agency, month).await?;
    let reopened = found.as_ref().is_some_and(|one| one.reopened);
    let state = found.as_ref().map_or(State::None, Return::state);
    if state == State::Locked || (!reopened && is_locked(&mut work.tx, month).await?) {
        return Err(Refused::MonthLocked { month: month.to_string() }.into());
    }
    if !state.is_open() {
        return Err(Refused::AlreadySubmitted { month: month.to_string() }.into());
    }
    let one = if let Some(one) = found {
        one
    } else {
        let begun = Return::begun(agency, month, work.now);
        store::insert_return(work, &begun).await?;
        Return { version: 1, ..begun }
    };
    let begun_now = one.version == 1 && version == 0;
    if one.version != version && !begun_now {
        return Err(web::Refused::ChangedMeanwhile.into());
    }
    Ok(one)
}

/// Changes a return, or says that someone else did.
async fn keep(work: &mut Work, one: &Return) -> Result<(), Problem> {
    if store::update_return(work, one).await? {
        return Ok(());
    }
    Err(web::Refused::ChangedMeanwhile.into())
}

/// A reason in words: at least two letters, and no resident number.
fn reason(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.chars().count() < 2 {
        return Err(Refused::ReasonMissing.into());
    }
    harmless(text)?;
    Ok(text.chars().take(500).collect())
}

/// Refuses a text that holds a resident number.
fn harmless(text: &str) -> Result<(), Problem> {
    if holds_resident_number(text) {
        return Err(Refused::ResidentNumber.into());
    }
    Ok(())
}
