//! Workers: put on the list, changed, their levels judged, hours taken elsewhere put on record.

use base::{AgencyId, Problem, UserId};
use register::{
    Work, agencies,
    facts::Fact,
    users,
    workers::{self, Entry, JOBS, Worker},
};
use serde_json::json;
use web::form::{Check, chosen};

use super::{fresh, unchanged, worker};
use crate::{
    guideline,
    model::{KINDS, Level, RecordHours, Refused, SaveWorker},
    store,
};

/// Reads a form into a worker, or says what is wrong at which field.
async fn read(work: &mut Work, old: Option<&Worker>, wish: &SaveWorker) -> Result<Worker, Problem> {
    let mut check = Check::default();
    let own = work.actor.agency.clone();
    let asked = own.or_else(|| chosen(&wish.agency_id).map(AgencyId::from));
    let agency_id = old.map_or(asked, |old| old.agency_id.clone());
    if let Some(agency) = &agency_id
        && agencies::agency(&mut work.tx, agency).await?.is_none()
    {
        check.note("agency_id", "web-field-choice");
    }
    let user_id = chosen(&wish.user_id).map(UserId::from);
    if let Some(user) = &user_id {
        let found = users::user(&mut work.tx, user).await?;
        if found.is_none_or(|user| user.agency_id != agency_id) {
            check.note("user_id", "web-field-choice");
        }
    }
    let from_on = check.day("from_on", &wish.from_on);
    let until_on = check.day_or_none("until_on", &wish.until_on);
    if until_on.is_some_and(|until| until < from_on) {
        check.note("until_on", "training-field-order");
    }
    let one = Worker {
        id: old.map(|old| old.id.clone()).unwrap_or_default(),
        agency_id,
        user_id,
        name: check.text("name", &wish.name, 60),
        job: check.one_of("job", &wish.job, &JOBS),
        from_on,
        until_on,
        sample: old.is_some_and(|old| old.sample),
        version: wish.version,
    };
    check.done()?;
    Ok(one)
}

/// Puts a worker on the list.
pub async fn create_worker(work: &mut Work, wish: &SaveWorker) -> Result<Worker, Problem> {
    work.actor.must("training.keep")?;
    let mut one = read(work, None, wish).await?;
    one.id = workers::insert_worker(work, &one).await?;
    work.note("training.worker-listed", &one.id).await?;
    Ok(one)
}

/// Changes a worker, or ends their time there.
pub async fn update_worker(work: &mut Work, id: &str, wish: &SaveWorker) -> Result<Worker, Problem> {
    work.actor.must("training.keep")?;
    let old = worker(work, id).await?;
    let one = read(work, Some(&old), wish).await?;
    unchanged(workers::update_worker(work, &one).await?)?;
    let ended = one.until_on.is_some() && old.until_on.is_none();
    let deed = if ended { "training.worker-ended" } else { "training.worker-changed" };
    work.note(deed, id).await?;
    Ok(one)
}

/// Writes down how well a worker knows each competency; only what differs from the level before is kept.
pub async fn judge(
    work: &mut Work,
    id: &str,
    levels: &[(String, String)],
    source: &str,
) -> Result<i64, Problem> {
    work.actor.must("training.judge")?;
    let one = worker(work, id).await?;
    if work.actor.agency.is_some() {
        let (user, today) = (work.actor.id.clone(), work.today);
        let judge = workers::worker_of_user(&mut work.tx, &user, today).await?;
        if judge.is_none_or(|judge| judge.job != "head" || judge.agency_id != one.agency_id) {
            return Err(Refused::HeadOnly.into());
        }
    }
    let before = store::levels(&mut work.tx, id).await?;
    let mut check = Check::default();
    let source = check.short("source", source, 200);
    let mut judged = Vec::new();
    for (competency, text) in levels.iter().filter(|(_, text)| !text.trim().is_empty()) {
        if guideline::competency(competency).is_none() {
            continue;
        }
        let level = check.number(&format!("level-{competency}"), text, 0, 3);
        if before.iter().find(|one| one.competency == *competency).map(|one| one.value) != Some(level) {
            judged.push((competency.clone(), level));
        }
    }
    check.done()?;
    for (competency, level) in &judged {
        let level = Level {
            worker_id: id.to_owned(),
            competency: competency.clone(),
            value: *level,
            judged_on: work.today,
            judged_by: work.actor.id.to_string(),
            source: source.clone(),
        };
        store::insert_level(&mut work.tx, &fresh(), &level).await?;
    }
    work.note_with("training.levels-judged", id, &json!({ "levels": judged.len() })).await?;
    Ok(judged.len() as i64)
}

/// Puts hours on record that a worker took elsewhere.
pub async fn record_hours(work: &mut Work, id: &str, wish: &RecordHours) -> Result<(), Problem> {
    work.actor.must("training.work")?;
    let one = worker(work, id).await?;
    let mut check = Check::default();
    let title = check.text("title", &wish.title, 120);
    let kind = check.one_of("kind", &wish.kind, KINDS);
    let value = check.tenths("hours", &wish.hours, 1, 2000);
    let recorded_on = check.day("day", &wish.day);
    if recorded_on > work.today {
        check.note("day", "training-field-future");
    }
    check.done()?;
    let source = format!("training-outside:{kind}");
    let entry = Entry {
        id: String::new(),
        worker_id: id.to_owned(),
        kind: "training-hours".to_owned(),
        value,
        recorded_on,
        title,
        source,
    };
    let entry = workers::put_on_record(work, &entry).await?;
    if let Some(agency) = one.agency_id {
        let fact = Fact::of_agency("training.staff_hours", agency, recorded_on, value, &entry);
        work.facts(&[fact]).await?;
    }
    work.note_with("training.hours-recorded", id, &json!({ "tenths": value, "entry": entry })).await
}
