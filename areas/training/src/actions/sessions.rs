//! Sessions of a batch: no two in one room or with one instructor at a time, none face to face while distancing.

use base::Problem;
use db::Tx;
use register::{Work, modes};
use serde_json::json;
use web::form::Check;

use super::{batch, batches, fresh, may_touch, stands, unchanged};
use crate::{
    guideline,
    model::{Batch, Refused, SaveSession, Session, clock, missing},
    store,
};

/// Ways of holding a session.
pub const WAYS: &[&str] = &["face-to-face", "online"];

/// Reads a form into a session, or says what is wrong at which field.
fn read(batch: &str, old: Option<&Session>, wish: &SaveSession) -> Result<Session, Problem> {
    let mut check = Check::default();
    let (from_minute, until_minute) = (check.minute("from", &wish.from), check.minute("until", &wish.until));
    if check.is_clean() && until_minute <= from_minute {
        check.note("until", "training-field-times");
    }
    let between = ((until_minute - from_minute) / 6).max(1);
    let hours_tenths =
        if wish.hours.trim().is_empty() { between } else { check.tenths("hours", &wish.hours, 1, 240) };
    if check.is_clean() && hours_tenths > between {
        check.note("hours", "training-field-longer");
    }
    let way = check.one_of("way", &wish.way, WAYS);
    let online = way == "online";
    let room = if online { String::new() } else { check.text("room", &wish.room, 80) };
    let link = if online { check.text("link", &wish.link, 500) } else { String::new() };
    if online && !link.is_empty() && !link.starts_with("https://") && !link.starts_with("http://") {
        check.note("link", "training-field-link");
    }
    let session = Session {
        id: old.map_or_else(fresh, |old| old.id.clone()),
        batch_id: batch.to_owned(),
        held_on: check.day("held_on", &wish.held_on),
        from_minute,
        until_minute,
        hours_tenths,
        way,
        room,
        link,
        code: old.map_or_else(fresh, |old| old.code.clone()),
        closed_at: None,
        version: wish.version,
    };
    check.done()?;
    Ok(session)
}

/// Refuses a session face to face on a day on which nobody may meet.
async fn may_meet(tx: &mut Tx, session: &Session) -> Result<(), Problem> {
    if session.way != "face-to-face" {
        return Ok(());
    }
    let holds = modes::in_force(tx, session.held_on, None).await?;
    match holds.filter(|mode| guideline::stops_meetings(&mode.mode)) {
        Some(mode) => Err(Refused::Distancing { on: session.held_on, since: mode.from_on }.into()),
        None => Ok(()),
    }
}

/// Whether two sessions lie over each other in time.
fn overlap(a: &Session, b: &Session) -> bool {
    a.id != b.id && a.held_on == b.held_on && a.from_minute < b.until_minute && b.from_minute < a.until_minute
}

/// Refuses a session in a room, or with an instructor, that another session has at that time.
pub async fn no_clash(tx: &mut Tx, own: &Batch, session: &Session) -> Result<(), Problem> {
    may_meet(tx, session).await?;
    let mut others = store::sessions_between(tx, session.held_on, session.held_on).await?;
    others.extend(store::sessions(tx, &own.id).await?);
    for other in others.iter().filter(|other| overlap(session, other)) {
        let batch = store::batch(tx, &other.batch_id).await?.ok_or_else(missing)?;
        let (on, from, until) = (other.held_on, clock(other.from_minute), clock(other.until_minute));
        let same_room = !session.room.is_empty() && session.room.to_lowercase() == other.room.to_lowercase();
        if same_room {
            let room = session.room.clone();
            return Err(Refused::RoomTaken { room, on, from, until, batch: batch.title }.into());
        }
        if let Some(id) = &own.instructor_id
            && batch.instructor_id.as_ref() == Some(id)
        {
            let name = store::instructor(tx, id).await?.map(|one| one.name).unwrap_or_default();
            return Err(Refused::InstructorTaken { name, on, from, until, batch: batch.title }.into());
        }
    }
    Ok(())
}

/// Adds a session to a batch.
pub async fn create_session(work: &mut Work, id: &str, wish: &SaveSession) -> Result<Session, Problem> {
    work.actor.must("training.work")?;
    let (own, _) = batch(&mut work.tx, id).await?;
    stands(&own, &["draft", "open", "closed"])?;
    let session = read(id, None, wish)?;
    may_touch(work, &session, &wish.reason).await?;
    no_clash(&mut work.tx, &own, &session).await?;
    store::insert_session(&mut work.tx, &session).await?;
    batches::keep_offering(work, &own.id).await?;
    work.note_with("training.session-planned", &session.id, &json!({ "batch": id })).await?;
    Ok(session)
}

/// A session that is not closed.
pub async fn open_session(tx: &mut Tx, id: &str) -> Result<Session, Problem> {
    let session = store::session(tx, id).await?.ok_or_else(missing)?;
    if session.closed_at.is_some() {
        return Err(Refused::SessionClosed.into());
    }
    Ok(session)
}

/// Changes a session that is not closed.
pub async fn update_session(work: &mut Work, id: &str, wish: &SaveSession) -> Result<Session, Problem> {
    work.actor.must("training.work")?;
    let old = open_session(&mut work.tx, id).await?;
    let (own, _) = batch(&mut work.tx, &old.batch_id).await?;
    stands(&own, &["draft", "open", "closed"])?;
    let session = read(&old.batch_id, Some(&old), wish)?;
    may_touch(work, &old, &wish.reason).await?;
    may_touch(work, &session, &wish.reason).await?;
    no_clash(&mut work.tx, &own, &session).await?;
    unchanged(store::update_session(&mut work.tx, &session).await?)?;
    batches::keep_offering(work, &own.id).await?;
    work.note_with("training.session-changed", id, &json!({ "batch": own.id })).await?;
    Ok(session)
}

/// Takes a session away that nobody was marked at.
pub async fn delete_session(work: &mut Work, id: &str) -> Result<String, Problem> {
    work.actor.must("training.work")?;
    let session = open_session(&mut work.tx, id).await?;
    may_touch(work, &session, "").await?;
    if store::delete_session(&mut work.tx, id).await? == 0 {
        return Err(Refused::HasAttendance.into());
    }
    batches::keep_offering(work, &session.batch_id).await?;
    work.note_with("training.session-removed", id, &json!({ "batch": session.batch_id })).await?;
    Ok(session.batch_id)
}
