//! The centre's decision: approve, which writes the facts, or send back with a reason.

use base::{AgencyId, Month, Problem};
use register::{Work, facts::Fact, projects};

use super::{is_locked, keep, reason};
use crate::model::{Decide, Refused, Return, SendBack, State};
use crate::{facts, store};

/// The submitted return of an agency for a month.
async fn submitted(
    work: &mut Work,
    agency: &AgencyId,
    month: Month,
    version: i64,
) -> Result<Return, Problem> {
    work.actor.must("returns.approve")?;
    let Some(one) = store::return_of(&mut work.tx, agency, month).await? else {
        return Err(Refused::NothingFiled { month: month.to_string() }.into());
    };
    if one.state() != State::Submitted {
        return Err(Refused::NotSubmitted { month: month.to_string() }.into());
    }
    if one.version != version {
        return Err(web::Refused::ChangedMeanwhile.into());
    }
    Ok(one)
}

/// Approves a return: another person than who submitted it; its figures become facts.
pub async fn approve(work: &mut Work, agency: &AgencyId, month: Month, wish: &Decide) -> Result<(), Problem> {
    let mut one = submitted(work, agency, month, wish.version).await?;
    if one.submitted_by.as_deref() == Some(work.actor.id.as_str()) {
        return Err(Refused::OwnReturn.into());
    }
    let locked = is_locked(&mut work.tx, month).await?;
    one.set_state(if locked { State::Locked } else { State::Approved });
    one.reopened = false;
    (one.approved_at, one.approved_by) = (Some(work.now), Some(work.actor.id.to_string()));
    let facts = facts_of(work, &one).await?;
    work.facts(&facts).await?;
    keep(work, &one).await?;
    store::event(work, &one.id, "approved", "").await?;
    work.note_with(
        "returns.return-approved",
        &one.id,
        &serde_json::json!({ "edition": one.edition, "facts": facts.len() }),
    )
    .await
}

/// The facts of a return: that it is approved, and its rows' figures, with the return as their source and its edition as version.
pub(crate) async fn facts_of(work: &mut Work, one: &Return) -> Result<Vec<Fact>, Problem> {
    let known = projects::projects(&mut work.tx, i64::from(one.month.year().0), Some(&one.agency_id)).await?;
    let approved = Fact::of_agency(facts::APPROVED, one.agency_id.clone(), one.month.last_day(), 1, &one.id);
    let mut all = vec![Fact { version: one.edition.max(1), ..approved }];
    for row in store::rows_of_id(&mut work.tx, &one.id).await? {
        let project = known.iter().find(|project| project.id == row.project);
        let like = Fact {
            project: Some(row.project),
            district: project.map(|project| project.district_id.clone()),
            programme_type: project.map(|project| project.type_id.clone()),
            version: one.edition.max(1),
            ..Fact::of_agency("returns.people", one.agency_id.clone(), one.month.last_day(), 0, &one.id)
        };
        all.extend(facts::of(&row.figures, &like));
    }
    Ok(all)
}

/// Sends a return back to its agency with a reason.
pub async fn send_back(
    work: &mut Work,
    agency: &AgencyId,
    month: Month,
    wish: &SendBack,
) -> Result<(), Problem> {
    let mut one = submitted(work, agency, month, wish.version).await?;
    one.reason = reason(&wish.reason)?;
    one.set_state(State::Returned);
    keep(work, &one).await?;
    let why = one.reason.clone();
    store::event(work, &one.id, "sent-back", &why).await?;
    work.note("returns.return-sent-back", &one.id).await
}
