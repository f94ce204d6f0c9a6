//! Completing a batch by rule, issuing certificates with a signed badge, and revoking them.

use base::Problem;
use documents::badge::{Achievement, Badge, Issuer, Recipient, RecipientKind, SecretKey};
use jiff::{ToSpan, civil::Date};
use register::{
    Work,
    facts::{self, Fact},
    needs,
    tasks::{self, NewTask},
    workers::{self, Entry, Worker},
};
use serde_json::json;
use web::{App, Lang, Phrase, form::Check};

use super::{attendance::three_months_after, batch, batches, fresh, keys, stands};
use crate::{
    attend::{self, Reach, Share},
    model::{Batch, Certificate, Course, Enrolment, Refused, hours, missing},
    seal, store,
};

/// How someone stands at the end of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The enrolment.
    pub enrolment: Enrolment,
    /// What was attended.
    pub share: Share,
    /// How that stands.
    pub reach: Reach,
    /// The best quiz: right answers and questions.
    pub quiz: Option<(i64, i64)>,
    /// Whether the quiz was passed, or none was asked for.
    pub passed: bool,
}

impl Verdict {
    /// Whether the batch was completed.
    pub fn is_completed(&self) -> bool {
        self.reach == Reach::Reached && self.passed
    }

    /// Why it was not completed: `attendance`, `quiz` or nothing.
    pub fn lacks(&self) -> &'static str {
        match (self.reach, self.passed) {
            (Reach::Reached, true) => "",
            (Reach::Reached, false) => "quiz",
            _ => "attendance",
        }
    }
}

/// Everyone with a seat and how they stand.
pub async fn verdicts(tx: &mut db::Tx, batch: &Batch, course: &Course) -> Result<Vec<Verdict>, Problem> {
    let sessions = store::sessions(tx, &batch.id).await?;
    let marks = store::attendance(tx, &batch.id).await?;
    let mut all = Vec::new();
    for enrolment in store::enrolments(tx, &batch.id).await? {
        if !matches!(enrolment.state.as_str(), "seated" | "completed" | "not-completed") {
            continue;
        }
        let share = Share::of(&sessions, &marks, &enrolment.id);
        let quiz = store::best_quiz(tx, &enrolment.id).await?;
        let (reach, passed) = (share.reach(course.attend_percent), attend::passed(course, quiz));
        all.push(Verdict { enrolment, share, reach, quiz, passed });
    }
    Ok(all)
}

/// Completes a batch: who attended enough and passed has completed it; a person confirms the list that was shown.
pub async fn complete(work: &mut Work, app: &App, id: &str) -> Result<(i64, i64), Problem> {
    work.actor.must("training.work")?;
    let (own, course) = batch(&mut work.tx, id).await?;
    stands(&own, &["open", "closed"])?;
    let sessions = store::sessions(&mut work.tx, id).await?;
    let Some(last) = sessions.last().map(|session| session.held_on) else {
        return Err(Refused::BatchEmpty.into());
    };
    let count = sessions.iter().filter(|session| session.closed_at.is_none()).count() as i64;
    if count > 0 {
        return Err(Refused::SessionsOpen { count }.into());
    }
    let (mut done, mut not) = (0, 0);
    for verdict in verdicts(&mut work.tx, &own, &course).await? {
        let mut one = verdict.enrolment.clone();
        let completed = verdict.is_completed();
        *(if completed { &mut done } else { &mut not }) += 1;
        if completed { "completed" } else { "not-completed" }.clone_into(&mut one.state);
        verdict.lacks().clone_into(&mut one.reason);
        super::enrolments::keep(work, one.clone()).await?;
        if completed {
            follow_up(work, app, (&one, &course), last).await?;
        }
    }
    batches::set_state(work, own, "held").await?;
    work.note_with("training.batch-completed", id, &json!({ "completed": done, "not_completed": not }))
        .await?;
    Ok((done, not))
}

/// Meets the need an enrolment answered, and asks after three months whether the course is used.
async fn follow_up(
    work: &mut Work,
    app: &App,
    (one, course): (&Enrolment, &Course),
    last: Date,
) -> Result<(), Problem> {
    if let Some(need) = &one.need_id {
        let today = work.today;
        needs::meet(work, need, today, &format!("training-batch:{}", one.batch_id)).await?;
    }
    let worker = workers::worker(&mut work.tx, &one.worker_id).await?.ok_or_else(missing)?;
    let asker = register::users::user(&mut work.tx, &base::UserId::from(one.asked_by.as_str())).await?;
    let owner = worker.user_id.or(asker.map(|user| user.id));
    let phrase = Phrase::new("training-task-use").with("course", course.title.as_str());
    let title = app.words().fill(Lang::Ko, &phrase.key, &phrase.args);
    let task = NewTask {
        about: &format!("training-enrolment:{}", one.id),
        title: &title,
        owner: owner.as_ref(),
        unit: None,
        year: None,
        due_on: Some(three_months_after(last)),
    };
    tasks::open(work, &task).await?;
    Ok(())
}

/// Issues certificates to these who completed a batch.
pub async fn issue(work: &mut Work, app: &App, enrolments: &[String]) -> Result<Vec<Certificate>, Problem> {
    work.actor.must("training.work")?;
    if enrolments.is_empty() {
        return Err(Problem::field("enrolment", "training-field-worker"));
    }
    let (key, secret) = keys::current(work, app).await?;
    let mut issued = Vec::new();
    for id in enrolments {
        let one = store::enrolment(&mut work.tx, id).await?.ok_or_else(missing)?;
        let worker = workers::worker(&mut work.tx, &one.worker_id).await?.ok_or_else(missing)?;
        issued.push(issue_one(work, app, (&one, &worker), (&key.id, &secret)).await?);
    }
    Ok(issued)
}

async fn issue_one(
    work: &mut Work,
    app: &App,
    (one, worker): (&Enrolment, &Worker),
    (key, secret): (&str, &SecretKey),
) -> Result<Certificate, Problem> {
    let (own, course) = batch(&mut work.tx, &one.batch_id).await?;
    if one.state != "completed" || !course.certified {
        return Err(Refused::NotCompleted.into());
    }
    let before = store::certificates_of_worker(&mut work.tx, &worker.id).await?;
    if let Some(old) = before.iter().find(|old| old.enrolment_id == one.id && old.revoked_on.is_none()) {
        return Err(Refused::AlreadyIssued { number: old.number.clone() }.into());
    }
    let sessions = store::sessions(&mut work.tx, &own.id).await?;
    let (first, last) = (sessions.first().ok_or_else(missing)?, sessions.last().ok_or_else(missing)?);
    let marks = store::attendance(&mut work.tx, &own.id).await?;
    let year = format!("{}-", work.today.year());
    let number = format!("{year}{:04}", store::numbered(&mut work.tx, &year).await? + 1);
    let mut certificate = Certificate {
        id: fresh(),
        number,
        token: seal::token()?,
        enrolment_id: one.id.clone(),
        worker_id: worker.id.clone(),
        holder: worker.name.clone(),
        course: course.title.clone(),
        hours_tenths: Share::of(&sessions, &marks, &one.id).attended,
        from_on: first.held_on,
        until_on: last.held_on,
        issued_on: work.today,
        expires_on: course.valid_months.and_then(|months| work.today.checked_add(months.months()).ok()),
        issued_by: work.actor.id.to_string(),
        badge: String::new(),
        key_id: key.to_owned(),
        revoked_on: None,
        revoked_by: None,
        revoked_reason: String::new(),
        sample: own.sample,
    };
    let salt = seal::token()?;
    certificate.badge = badge(work, app, (&certificate, &course), (secret, &salt))?;
    keep(work, &certificate, worker).await?;
    Ok(certificate)
}

/// Writes a certificate with what it puts on record and counts.
pub async fn keep(work: &mut Work, certificate: &Certificate, worker: &Worker) -> Result<(), Problem> {
    store::insert_certificate(&mut work.tx, certificate).await?;
    on_record(work, certificate, 1).await?;
    if let Some(agency) = &worker.agency_id {
        let indicator = "training.certificates";
        let fact = Fact::of_agency(indicator, agency.clone(), certificate.issued_on, 1, &certificate.id);
        work.facts(&[fact]).await?;
    }
    let detail = json!({ "number": certificate.number, "key": certificate.key_id });
    work.note_with("training.certificate-issued", &certificate.id, &detail).await
}

async fn on_record(work: &mut Work, certificate: &Certificate, value: i64) -> Result<(), Problem> {
    let entry = Entry {
        id: String::new(),
        worker_id: certificate.worker_id.clone(),
        kind: "certificate".to_owned(),
        value,
        recorded_on: certificate.issued_on,
        title: certificate.course.clone(),
        source: format!("training-certificate:{}", certificate.id),
    };
    workers::put_on_record(work, &entry).await?;
    Ok(())
}

/// A simple id as `urn:uuid:` with its hyphens.
fn urn(id: &str) -> String {
    if id.len() != 32 || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return format!("urn:dure:{id}");
    }
    format!("urn:uuid:{}-{}-{}-{}-{}", &id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..])
}

/// The first instant of a day in Seoul.
fn begin(day: Date) -> Result<jiff::Timestamp, Problem> {
    let seoul = jiff::tz::TimeZone::fixed(jiff::tz::offset(9));
    Ok(day.to_zoned(seoul).map_err(Problem::fault)?.timestamp())
}

/// The signed badge of a certificate as JSON: it names nobody, only a salted hash of the worker's number.
fn badge(
    work: &Work,
    app: &App,
    (one, course): (&Certificate, &Course),
    (secret, salt): (&SecretKey, &str),
) -> Result<String, Problem> {
    let facade = app.facade();
    let words = app.words();
    let name = if facade.centre.is_empty() { words.plain(Lang::Ko, "web-centre") } else { facade.centre };
    let home = app.options().public_url.trim_end_matches('/').to_owned();
    let criteria = Phrase::new("training-badge-criteria")
        .with("percent", course.attend_percent)
        .with("hours", hours(course.hours_tenths));
    let until = match one.expires_on {
        Some(day) => Some(begin(day.tomorrow().map_err(Problem::fault)?)?),
        None => None,
    };
    let badge = Badge {
        id: urn(&one.id),
        name: one.course.clone(),
        issuer: Issuer { id: secret.public().did(), name, url: (!home.is_empty()).then(|| home.clone()) },
        recipient: Recipient::hashed(&one.worker_id, RecipientKind::Identifier, salt)
            .map_err(Problem::fault)?,
        achievement: Achievement {
            id: urn(&course.id),
            name: one.course.clone(),
            description: course.aim.clone(),
            criteria: words.fill(Lang::Ko, &criteria.key, &criteria.args),
        },
        valid_from: work.now,
        valid_until: until,
        status_list: (!home.is_empty()).then(|| format!("{home}/training/revoked")),
    };
    let credential = badge.credential().map_err(Problem::fault)?;
    let signed = secret.sign(&credential, &secret.public().method(), work.now).map_err(Problem::fault)?;
    serde_json::to_string(&signed).map_err(Problem::fault)
}

/// Revokes a certificate with a reason; what it said stays readable.
pub async fn revoke(work: &mut Work, id: &str, reason: &str) -> Result<Certificate, Problem> {
    work.actor.must("training.lead")?;
    let one = store::certificate(&mut work.tx, id).await?.ok_or_else(missing)?;
    let mut check = Check::default();
    let reason = check.text("reason", reason, 300);
    check.done()?;
    let (today, by) = (work.today, work.actor.id.to_string());
    if store::revoke_certificate(&mut work.tx, id, today, &by, &reason).await? == 0 {
        return Err(Refused::AlreadyRevoked.into());
    }
    on_record(work, &one, -1).await?;
    facts::reverse(work, id).await?;
    work.note_with("training.certificate-revoked", id, &json!({ "number": one.number })).await?;
    Ok(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_the_house_becomes_a_urn() {
        assert_eq!(urn("0198d7a400007000800000000000000a"), "urn:uuid:0198d7a4-0000-7000-8000-00000000000a");
        assert_eq!(urn("course-1"), "urn:dure:course-1");
    }
}
