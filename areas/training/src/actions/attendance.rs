//! Attendance: marked by hand, by QR or by the person; hours credited once when a session is closed, and taken back.

use base::{AgencyId, Problem};
use jiff::{ToSpan, tz};
use register::{
    Work, agencies,
    facts::{self, Fact},
    workers::{self, Entry, Worker},
};
use serde_json::json;
use web::form::Check;

use super::{batch, fresh, may_touch, sessions::open_session, stands, unchanged};
use crate::{
    model::{ATTENDANCE, Attendance, Enrolment, Refused, Session, missing},
    store,
};

/// Minutes after the begin from which someone is late.
const LATE_AFTER: i64 = 10;

/// Marks attendance by hand from the sheet: enrolments with their states, empty ones left as they are.
pub async fn mark(
    work: &mut Work,
    id: &str,
    marks: &[(String, String)],
    reason: &str,
) -> Result<i64, Problem> {
    work.actor.must("training.work")?;
    let session = open_session(&mut work.tx, id).await?;
    may_touch(work, &session, reason).await?;
    if session.held_on > work.today {
        return Err(Refused::SessionNotHeld { on: session.held_on }.into());
    }
    let seats = store::enrolments(&mut work.tx, &session.batch_id).await?;
    let mut count = 0;
    for (enrolment, state) in marks.iter().filter(|(_, state)| ATTENDANCE.contains(&state.as_str())) {
        if !seats.iter().any(|one| one.id == *enrolment && one.state == "seated") {
            return Err(Refused::NoSeat.into());
        }
        put(work, &session, enrolment, (state, "sheet")).await?;
        count += 1;
    }
    work.note_with("training.attendance-marked", id, &json!({ "marks": count })).await?;
    Ok(count)
}

async fn put(
    work: &mut Work,
    session: &Session,
    enrolment: &str,
    (state, how): (&str, &str),
) -> Result<(), Problem> {
    let one = Attendance {
        session_id: session.id.clone(),
        enrolment_id: enrolment.to_owned(),
        state: state.to_owned(),
        how: how.to_owned(),
        marked_at: work.now,
        marked_by: work.actor.id.to_string(),
    };
    store::mark(&mut work.tx, &fresh(), &one).await
}

/// The seat that the signed-in person has at a session, if they are a worker with one.
pub async fn own_seat(
    tx: &mut db::Tx,
    ask: (&base::UserId, jiff::civil::Date),
    session: &Session,
) -> Result<(Worker, Enrolment), Problem> {
    let worker = workers::worker_of_user(tx, ask.0, ask.1).await?;
    let worker = worker.ok_or_else(|| Problem::from(Refused::NotAWorker))?;
    let seat = store::enrolment_of(tx, &session.batch_id, &worker.id).await?;
    let seat = seat.filter(|seat| seat.state == "seated").ok_or_else(|| Problem::from(Refused::NoSeat))?;
    Ok((worker, seat))
}

/// Checks the signed-in worker in, on the session's own day; whoever comes late is marked so.
pub async fn check_in(work: &mut Work, session: &Session, how: &str) -> Result<String, Problem> {
    if session.closed_at.is_some() {
        return Err(Refused::SessionClosed.into());
    }
    if session.held_on != work.today {
        return Err(Refused::NotToday { on: session.held_on }.into());
    }
    let (user, today) = (work.actor.id.clone(), work.today);
    let (_, seat) = own_seat(&mut work.tx, (&user, today), session).await?;
    let seoul = tz::TimeZone::fixed(tz::offset(9)).to_datetime(work.now);
    let minute = i64::from(seoul.hour()) * 60 + i64::from(seoul.minute());
    let state = if minute > session.from_minute + LATE_AFTER { "late" } else { "present" };
    put(work, session, &seat.id, (state, how)).await?;
    work.note_with("training.checked-in", &session.id, &json!({ "enrolment": seat.id, "how": how })).await?;
    Ok(state.to_owned())
}

/// Counts an agency's participants at a session for seniors.
pub async fn count_heads(work: &mut Work, id: &str, agency: &str, people: &str) -> Result<(), Problem> {
    work.actor.must("training.work")?;
    let session = open_session(&mut work.tx, id).await?;
    may_touch(work, &session, "").await?;
    let agency = AgencyId::from(agency);
    let mut check = Check::default();
    if agencies::agency(&mut work.tx, &agency).await?.is_none() {
        check.note("agency_id", "web-field-choice");
    }
    let people = check.number("people", people, 1, 10_000);
    check.done()?;
    store::put_headcount(&mut work.tx, &fresh(), id, &agency, people).await?;
    work.note_with("training.heads-counted", id, &json!({ "agency": agency, "people": people })).await
}

/// Who was at a session, with their workers.
async fn attended(work: &mut Work, session: &Session) -> Result<Vec<Worker>, Problem> {
    let marks = store::attendance(&mut work.tx, &session.batch_id).await?;
    let mut present = Vec::new();
    for seat in store::enrolments(&mut work.tx, &session.batch_id).await? {
        let there = marks.iter().any(|mark| {
            mark.session_id == session.id
                && mark.enrolment_id == seat.id
                && matches!(mark.state.as_str(), "present" | "late")
        });
        if there && matches!(seat.state.as_str(), "seated" | "completed" | "not-completed") {
            present.push(workers::worker(&mut work.tx, &seat.worker_id).await?.ok_or_else(missing)?);
        }
    }
    Ok(present)
}

/// Puts the hours of a session on everyone's record, or takes them back with `sign` -1; gives hours by agency.
async fn credit(work: &mut Work, session: &Session, title: &str, sign: i64) -> Result<Vec<Fact>, Problem> {
    let mut facts: Vec<Fact> = Vec::new();
    for worker in attended(work, session).await? {
        let entry = Entry {
            id: String::new(),
            worker_id: worker.id,
            kind: "training-hours".to_owned(),
            value: sign * session.hours_tenths,
            recorded_on: session.held_on,
            title: title.to_owned(),
            source: format!("training-session:{}", session.id),
        };
        workers::put_on_record(work, &entry).await?;
        let Some(agency) = worker.agency_id else { continue };
        let hours = session.hours_tenths;
        if let Some(fact) = facts.iter_mut().find(|fact| fact.agency == agency) {
            fact.value += hours;
        } else {
            let fact = Fact::of_agency("training.staff_hours", agency, session.held_on, hours, &session.id);
            facts.push(Fact { version: session.version, ..fact });
        }
    }
    for heads in store::headcounts(&mut work.tx, &session.id).await? {
        let hours = heads.people * session.hours_tenths;
        let indicator = "training.participant_hours";
        let fact = Fact::of_agency(indicator, heads.agency_id, session.held_on, hours, &session.id);
        facts.push(Fact { version: session.version, ..fact });
    }
    Ok(facts)
}

/// Closes a session that was held: everyone is marked, and its hours are credited, once.
pub async fn close_session(work: &mut Work, id: &str, reason: &str) -> Result<i64, Problem> {
    work.actor.must("training.work")?;
    let mut session = open_session(&mut work.tx, id).await?;
    may_touch(work, &session, reason).await?;
    if session.held_on > work.today {
        return Err(Refused::SessionNotHeld { on: session.held_on }.into());
    }
    let (own, course) = batch(&mut work.tx, &session.batch_id).await?;
    stands(&own, &["open", "closed"])?;
    let marks = store::attendance(&mut work.tx, &own.id).await?;
    let seats = store::enrolments(&mut work.tx, &own.id).await?;
    let is_marked = |seat: &Enrolment| {
        marks.iter().any(|mark| mark.session_id == session.id && mark.enrolment_id == seat.id)
    };
    let count = seats.iter().filter(|seat| seat.state == "seated" && !is_marked(seat)).count() as i64;
    if count > 0 {
        return Err(Refused::NotMarked { count }.into());
    }
    session.closed_at = Some(work.now);
    unchanged(store::update_session(&mut work.tx, &session).await?)?;
    let facts = credit(work, &session, &course.title, 1).await?;
    let tenths = facts.iter().map(|fact| fact.value).sum::<i64>();
    work.facts(&facts).await?;
    work.note_with("training.session-closed", id, &json!({ "tenths": tenths })).await?;
    Ok(attended(work, &session).await?.len() as i64)
}

/// Opens a closed session again with a reason: its hours are taken back.
pub async fn reopen_session(work: &mut Work, id: &str, reason: &str) -> Result<String, Problem> {
    work.actor.must("training.work")?;
    let mut session = store::session(&mut work.tx, id).await?.ok_or_else(missing)?;
    if session.closed_at.is_none() {
        return Err(Refused::SessionOpen.into());
    }
    let mut check = Check::default();
    let reason = check.text("reason", reason, 300);
    check.done()?;
    may_touch(work, &session, &reason).await?;
    let (own, course) = batch(&mut work.tx, &session.batch_id).await?;
    stands(&own, &["open", "closed"])?;
    credit(work, &session, &course.title, -1).await?;
    facts::reverse(work, id).await?;
    session.closed_at = None;
    unchanged(store::update_session(&mut work.tx, &session).await?)?;
    work.note_with("training.session-reopened", id, &json!({ "reason": reason })).await?;
    Ok(own.id)
}

/// The day three months after a day.
pub fn three_months_after(day: jiff::civil::Date) -> jiff::civil::Date {
    day.checked_add(3.months()).unwrap_or(day)
}
