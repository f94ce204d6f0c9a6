//! Sign-up: asked for, approved with a seat or a place in the waiting list, withdrawn, and who moves up.

use base::Problem;
use register::{
    Work, needs,
    workers::{self, Worker},
};
use serde_json::json;
use web::{
    Phrase, Words,
    form::{Check, chosen},
};

use super::{batch, fresh, stands, tell, unchanged, worker};
use crate::{
    model::{DecideSeats, Enrolment, Refused, SignUp, missing},
    store,
};

/// What came of a decision about several who asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Decided {
    /// Who have a seat now.
    pub seated: i64,
    /// Who wait.
    pub waiting: i64,
    /// Who were refused.
    pub refused: i64,
}

/// Writes an enrolment that was read in this very work.
pub async fn keep(work: &mut Work, mut one: Enrolment) -> Result<(), Problem> {
    one.decided_at = Some(work.now);
    one.decided_by = Some(work.actor.id.to_string());
    unchanged(store::update_enrolment(&mut work.tx, &one).await?)
}

/// An enrolment with its worker, whom the actor may see: their own, or by agency.
pub async fn enrolment(work: &mut Work, id: &str) -> Result<(Enrolment, Worker), Problem> {
    let one = store::enrolment(&mut work.tx, id).await?.ok_or_else(missing)?;
    let whose = worker(work, &one.worker_id).await?;
    Ok((one, whose))
}

/// Signs workers up; each of them has asked then, and someone decides.
pub async fn sign_up(work: &mut Work, id: &str, wish: &SignUp) -> Result<Vec<String>, Problem> {
    work.actor.must("training.enrol")?;
    let (own, course) = batch(&mut work.tx, id).await?;
    stands(&own, &["open"])?;
    if own.sign_up_until_on < work.today {
        return Err(Refused::SignUpOver { until: own.sign_up_until_on }.into());
    }
    if course.audience != "staff" {
        return Err(Refused::WrongAudience.into());
    }
    let mut check = Check::default();
    if wish.worker.is_empty() {
        check.note("worker", "training-field-worker");
    }
    let reason = check.short("why", &wish.why, 300);
    check.done()?;
    let mut asked = Vec::new();
    for whom in &wish.worker {
        asked.push(ask(work, id, whom, (&reason, chosen(&wish.need_id))).await?);
    }
    work.note_with("training.seats-asked", id, &json!({ "enrolments": asked })).await?;
    Ok(asked)
}

/// Asks for a seat for one worker.
async fn ask(
    work: &mut Work,
    id: &str,
    whom: &str,
    (reason, need): (&str, Option<&str>),
) -> Result<String, Problem> {
    let whose = worker(work, whom).await?;
    let today = work.today;
    if whose.until_on.is_some_and(|until| until < today) {
        return Err(missing());
    }
    let need_id = match (need, &whose.agency_id) {
        (Some(need), Some(agency)) => {
            let open = needs::open(&mut work.tx, Some(agency)).await?;
            open.into_iter().find(|one| one.id == need).map(|one| one.id)
        }
        _ => None,
    };
    let old = store::enrolment_of(&mut work.tx, id, whom).await?;
    let again = old.as_ref().is_some_and(|old| matches!(old.state.as_str(), "withdrawn" | "refused"));
    if old.is_some() && !again {
        return Err(Refused::AlreadyAsked { worker: whose.name }.into());
    }
    let one = Enrolment {
        id: old.as_ref().map_or_else(fresh, |old| old.id.clone()),
        batch_id: id.to_owned(),
        worker_id: whom.to_owned(),
        state: "asked".to_owned(),
        reason: reason.to_owned(),
        need_id,
        place: store::next_place(&mut work.tx, id).await?,
        asked_at: work.now,
        asked_by: work.actor.id.to_string(),
        decided_at: None,
        decided_by: None,
        version: old.map_or(1, |old| old.version),
    };
    if again {
        unchanged(store::ask_again(&mut work.tx, &one).await?)?;
    } else {
        store::insert_enrolment(&mut work.tx, &one).await?;
    }
    Ok(one.id)
}

/// Refuses when the actor may not decide about this worker: the lead decides about the centre's own staff.
fn may_decide(work: &Work, whose: &Worker) -> Result<(), Problem> {
    work.actor.must("training.approve")?;
    if whose.agency_id.is_none() && !work.actor.may("training.lead") {
        return Err(Refused::LeadOnly.into());
    }
    Ok(())
}

/// Approves or refuses those who asked; whoever is approved when no seat is left waits in the order of asking.
pub async fn decide(
    work: &mut Work,
    words: &Words,
    id: &str,
    wish: &DecideSeats,
) -> Result<Decided, Problem> {
    let (own, _) = batch(&mut work.tx, id).await?;
    stands(&own, &["open", "closed"])?;
    let mut check = Check::default();
    if wish.enrolment.is_empty() {
        check.note("enrolment", "training-field-worker");
    }
    let approve = check.one_of("decision", &wish.decision, &["approve", "refuse"]) == "approve";
    let note =
        if approve { check.short("note", &wish.note, 300) } else { check.text("note", &wish.note, 300) };
    check.done()?;
    let mut chosen = Vec::new();
    for one in &wish.enrolment {
        chosen.push(enrolment(work, one).await?);
    }
    chosen.sort_by_key(|(one, _)| one.place);
    let mut decided = Decided::default();
    for (mut one, whose) in chosen {
        may_decide(work, &whose)?;
        if one.batch_id != own.id || one.state != "asked" {
            return Err(Refused::EnrolmentState { state: one.state }.into());
        }
        let free = store::seated(&mut work.tx, id).await? < own.seats;
        let (state, count) = match (approve, free) {
            (false, _) => ("refused", &mut decided.refused),
            (true, true) => ("seated", &mut decided.seated),
            (true, false) => ("waiting", &mut decided.waiting),
        };
        *count += 1;
        state.clone_into(&mut one.state);
        if !note.is_empty() {
            one.reason.clone_from(&note);
        }
        keep(work, one).await?;
        let body = Phrase::new(format!("training-message-{state}")).with("batch", own.title.as_str());
        let body = body.with("reason", note.as_str());
        tell(work, words, &whose, (&format!("training-batch:{id}"), &body)).await?;
    }
    let detail = json!({ "seated": decided.seated, "waiting": decided.waiting, "refused": decided.refused });
    work.note_with("training.seats-decided", id, &detail).await?;
    Ok(decided)
}

/// Gives free seats to those who wait, the first who asked first, and tells them; counts them.
pub async fn move_up(work: &mut Work, words: &Words, id: &str) -> Result<i64, Problem> {
    let (own, _) = batch(&mut work.tx, id).await?;
    if !matches!(own.state.as_str(), "open" | "closed") {
        return Ok(0);
    }
    let free = own.seats - store::seated(&mut work.tx, id).await?;
    let all = store::enrolments(&mut work.tx, id).await?;
    let mut moved = 0;
    for mut one in all.into_iter().filter(|one| one.state == "waiting").take(free.max(0) as usize) {
        "seated".clone_into(&mut one.state);
        let whom = one.worker_id.clone();
        keep(work, one).await?;
        moved += 1;
        if let Some(whose) = workers::worker(&mut work.tx, &whom).await? {
            let body = Phrase::new("training-message-moved-up").with("batch", own.title.as_str());
            tell(work, words, &whose, (&format!("training-batch:{id}"), &body)).await?;
        }
    }
    Ok(moved)
}

/// Withdraws from a batch; the first who waits moves up. Counts who moved up.
pub async fn withdraw(
    work: &mut Work,
    words: &Words,
    id: &str,
    reason: &str,
) -> Result<(String, i64), Problem> {
    work.actor.must("training.enrol")?;
    let (mut one, _) = enrolment(work, id).await?;
    if !matches!(one.state.as_str(), "asked" | "waiting" | "seated") {
        return Err(Refused::EnrolmentState { state: one.state }.into());
    }
    let mut check = Check::default();
    one.reason = check.short("reason", reason, 300);
    check.done()?;
    "withdrawn".clone_into(&mut one.state);
    let own = one.batch_id.clone();
    keep(work, one).await?;
    let moved = move_up(work, words, &own).await?;
    work.note_with("training.seat-withdrawn", &own, &json!({ "enrolment": id, "moved_up": moved })).await?;
    Ok((own, moved))
}
