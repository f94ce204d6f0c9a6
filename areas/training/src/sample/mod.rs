//! Made-up workers, courses, batches, attendance and certificates for the demo; all marked as sample.

mod costs;

use base::{Dice, Problem, UserId, Won};
use documents::badge::{Achievement, Badge, Issuer, Recipient, RecipientKind, SecretKey};
use jiff::{ToSpan, civil::Date};
use register::{
    Work, agencies, users,
    workers::{self, Worker},
};
use serde::Deserialize;

use crate::{
    actions::{self, certificates::verdicts},
    model::{
        Attendance, Batch, Certificate, Course, Edition, Enrolment, Feedback, Instructor, Key, Level,
        Material, Question, Session,
    },
    store,
};

/// The material as data, because its words are Korean.
const SOURCE: &str = include_str!("../../data/sample.toml");
/// Agencies that get workers.
const AGENCIES: usize = 24;
/// Who is named as the one who did it.
const MARK: &str = "sample";

#[derive(Debug, Deserialize)]
struct Sample {
    issuer: String,
    criteria: String,
    head: String,
    dedicated: String,
    safety: String,
    centre: String,
    room: String,
    reason: String,
    said: String,
    level_source: String,
    participants: String,
    instructor: Vec<Teacher>,
    course: Vec<Taught>,
    question: Vec<Asked>,
    material: Vec<Kept>,
    budget_word: String,
    cost: Vec<Spent>,
}

#[derive(Debug, Deserialize)]
struct Spent {
    kind: String,
    title: String,
    won: i64,
}

#[derive(Debug, Deserialize)]
struct Teacher {
    name: String,
    organization: String,
    fields: String,
    fee: i64,
}

#[derive(Debug, Deserialize)]
struct Taught {
    id: String,
    title: String,
    aim: String,
    kind: String,
    field: String,
    competencies: String,
    hours: i64,
    months: Option<i64>,
    pass: Option<i64>,
}

#[derive(Debug, Deserialize)]
struct Asked {
    text: String,
    choices: Vec<String>,
    answer: i64,
}

#[derive(Debug, Deserialize)]
struct Kept {
    title: String,
    field: String,
    text: String,
    change: String,
}

/// A batch of the sample: course, first day from today, days between sessions, hours of each, and how it ends.
struct Plan {
    id: &'static str,
    course: &'static str,
    first: i64,
    sessions: &'static [(i64, i64)],
    seats: i64,
    people: (usize, usize),
    state: &'static str,
}

/// Past batches come first: their hours are on record when later ones are judged.
const PLANS: &[Plan] = &[
    Plan {
        id: "sample-batch-basic",
        course: "sample-basic",
        first: -200,
        sessions: &[(0, 20), (1, 20)],
        seats: 30,
        people: (0, 22),
        state: "held",
    },
    Plan {
        id: "sample-batch-safety",
        course: "sample-safety",
        first: -70,
        sessions: &[(0, 30)],
        seats: 20,
        people: (4, 16),
        state: "held",
    },
    Plan {
        id: "sample-batch-care",
        course: "sample-care",
        first: -7,
        sessions: &[(0, 15), (7, 15)],
        seats: 15,
        people: (10, 10),
        state: "closed",
    },
    Plan {
        id: "sample-batch-accounting",
        course: "sample-accounting",
        first: 13,
        sessions: &[(0, 30)],
        seats: 6,
        people: (2, 8),
        state: "open",
    },
    Plan {
        id: "sample-batch-reporting",
        course: "sample-reporting",
        first: 16,
        sessions: &[(0, 20)],
        seats: 20,
        people: (12, 4),
        state: "open",
    },
    Plan {
        id: "sample-batch-safety-2",
        course: "sample-safety",
        first: 20,
        sessions: &[(0, 30)],
        seats: 20,
        people: (0, 0),
        state: "open",
    },
    Plan {
        id: "sample-batch-onboarding",
        course: "sample-onboarding",
        first: 9,
        sessions: &[(0, 30)],
        seats: 20,
        people: (0, 0),
        state: "open",
    },
];

fn after(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}

/// Fills in the sample, once: a second call changes nothing. Agencies and accounts must be there before.
pub async fn fill(work: &mut Work) -> Result<(), Problem> {
    if store::course(&mut work.tx, "sample-basic").await?.is_some() {
        return Ok(());
    }
    let sample: Sample = toml::from_str(SOURCE).map_err(Problem::fault)?;
    let staff = people(work, &sample).await?;
    library(work, &sample).await?;
    let secret = SecretKey::from_bytes([0x5a; 32]);
    let key = Key {
        id: "sample-key".into(),
        public: secret.public().multikey(),
        sealed: String::new(),
        made_at: work.now,
        retired_at: Some(work.now),
    };
    store::insert_key(&mut work.tx, &key).await?;
    for plan in PLANS {
        batch(work, &sample, plan, &staff).await?;
        costs::costs(work, &sample, plan).await?;
        if plan.state == "held" {
            finish(work, &sample, plan, &secret).await?;
        }
        actions::batches::keep_offering(work, plan.id).await?;
    }
    work.note("training.sample-filled", MARK).await
}

async fn person(work: &mut Work, worker: Worker) -> Result<Worker, Problem> {
    let id = workers::insert_worker(work, &worker).await?;
    Ok(Worker { id, ..worker })
}

/// Workers of the first agencies and of the centre; gives the dedicated staff.
async fn people(work: &mut Work, sample: &Sample) -> Result<Vec<Worker>, Problem> {
    let today = work.today;
    let accounts = users::users(&mut work.tx).await?;
    let mut dice = Dice::new(8);
    let mut dedicated = Vec::new();
    for (at, agency) in agencies::agencies(&mut work.tx, today).await?.into_iter().take(AGENCIES).enumerate()
    {
        let account = accounts
            .iter()
            .find(|user| user.agency_id.as_ref() == Some(&agency.id))
            .map(|user| user.id.clone());
        // An account belongs to one worker: evaluation's sample may have given it away.
        let account = match account {
            Some(user) if workers::worker_of_user(&mut work.tx, &user, today).await?.is_none() => Some(user),
            _ => None,
        };
        let base = Worker {
            id: String::new(),
            agency_id: Some(agency.id.clone()),
            user_id: account,
            name: sample.head.clone(),
            job: "head".into(),
            from_on: after(today, -dice.between(500, 2000)),
            until_on: None,
            sample: true,
            version: 1,
        };
        person(work, base.clone()).await?;
        for (number, job, name) in [
            (1, "dedicated", &sample.dedicated),
            (2, "dedicated", &sample.dedicated),
            (3, "safety", &sample.safety),
        ] {
            // Now and then someone came a short while ago.
            let days = if number == 2 && at % 5 == 0 { 12 } else { dice.between(420, 1500) };
            let name = if number == 3 { name.clone() } else { format!("{name} {number}") };
            let one =
                Worker { user_id: None, name, job: job.into(), from_on: after(today, -days), ..base.clone() };
            let one = person(work, one).await?;
            levels(work, sample, &one, &mut dice).await?;
            if job == "dedicated" {
                dedicated.push(one);
            }
        }
    }
    for (number, user) in (1..).zip(accounts.into_iter().filter(|user| user.agency_id.is_none()).take(3)) {
        let one = Worker {
            id: String::new(),
            agency_id: None,
            user_id: Some(user.id),
            name: format!("{} {number}", sample.centre),
            job: "centre".into(),
            from_on: after(today, -900),
            until_on: None,
            sample: true,
            version: 1,
        };
        person(work, one).await?;
    }
    Ok(dedicated)
}

/// A few judged levels; most competencies stay unjudged.
async fn levels(work: &mut Work, sample: &Sample, one: &Worker, dice: &mut Dice) -> Result<(), Problem> {
    for competency in ["hazards", "subsidy-books", "older-people", "monthly-return"] {
        if !dice.chance(45) {
            continue;
        }
        let level = Level {
            worker_id: one.id.clone(),
            competency: competency.into(),
            value: dice.between(0, 3),
            judged_on: after(work.today, -dice.between(20, 150)),
            judged_by: MARK.into(),
            source: sample.level_source.clone(),
        };
        store::insert_level(&mut work.tx, &actions::fresh(), &level).await?;
    }
    Ok(())
}

/// Courses, questions, materials and instructors.
async fn library(work: &mut Work, sample: &Sample) -> Result<(), Problem> {
    for (at, one) in sample.instructor.iter().enumerate() {
        let instructor = Instructor {
            id: format!("sample-instructor-{}", at + 1),
            name: one.name.clone(),
            fields: one.fields.clone(),
            organization: one.organization.clone(),
            fee_won: Won(one.fee),
            user_id: None::<UserId>,
            ended: false,
            sample: true,
            version: 1,
        };
        store::insert_instructor(&mut work.tx, &instructor).await?;
    }
    for one in &sample.course {
        let course = course(one, "staff");
        store::insert_course(&mut work.tx, &course).await?;
        actions::courses::index(work, &course).await?;
    }
    let seniors = Taught {
        id: "sample-participants".into(),
        title: sample.participants.clone(),
        aim: sample.participants.clone(),
        kind: "safety".into(),
        field: "safety".into(),
        competencies: String::new(),
        hours: 20,
        months: None,
        pass: None,
    };
    store::insert_course(&mut work.tx, &Course { certified: false, ..course(&seniors, "seniors") }).await?;
    for (at, one) in sample.question.iter().enumerate() {
        let question = Question {
            id: format!("sample-question-{}", at + 1),
            course_id: "sample-safety".into(),
            position: at as i64 + 1,
            text: one.text.clone(),
            choices: one.choices.join("\n"),
            answer: one.answer,
            retired: false,
        };
        store::insert_question(&mut work.tx, &question).await?;
    }
    for (at, one) in sample.material.iter().enumerate() {
        material(work, &format!("sample-material-{}", at + 1), one).await?;
    }
    Ok(())
}

async fn material(work: &mut Work, id: &str, one: &Kept) -> Result<(), Problem> {
    let material = Material {
        id: id.to_owned(),
        course_id: Some(format!("sample-{}", one.field)),
        title: one.title.clone(),
        field: one.field.clone(),
        origin: String::new(),
        state: "open".into(),
        sample: true,
        version: 1,
    };
    store::insert_material(&mut work.tx, &material).await?;
    let edition = Edition {
        id: format!("{id}-1"),
        material_id: id.to_owned(),
        number: 1,
        text: one.text.clone(),
        link: String::new(),
        file_id: None,
        change: one.change.clone(),
        made_at: work.now,
        made_by: MARK.into(),
    };
    store::insert_edition(&mut work.tx, &edition).await
}

fn course(one: &Taught, audience: &str) -> Course {
    Course {
        id: one.id.clone(),
        title: one.title.clone(),
        aim: one.aim.clone(),
        audience: audience.to_owned(),
        kind: one.kind.clone(),
        field: one.field.clone(),
        competencies: one.competencies.clone(),
        hours_tenths: one.hours,
        valid_months: one.months,
        pass_percent: one.pass,
        attend_percent: 80,
        certified: true,
        state: "open".into(),
        sample: true,
        version: 1,
    }
}

/// One batch with its sessions, who signed up, and the attendance of what was held.
async fn batch(work: &mut Work, sample: &Sample, plan: &Plan, staff: &[Worker]) -> Result<(), Problem> {
    let first = after(work.today, plan.first);
    let title = sample
        .course
        .iter()
        .find(|one| one.id == plan.course)
        .map(|one| one.title.clone())
        .unwrap_or_default();
    let one = Batch {
        id: plan.id.into(),
        course_id: plan.course.into(),
        title: format!("{title} {first}"),
        seats: plan.seats,
        sign_up_until_on: after(first, -2),
        instructor_id: Some(
            if plan.course == "sample-accounting" { "sample-instructor-2" } else { "sample-instructor-1" }
                .into(),
        ),
        offering_id: None,
        state: if plan.state == "held" { "closed" } else { plan.state }.into(),
        sample: true,
        version: 1,
    };
    store::insert_batch(&mut work.tx, &one).await?;
    seats(work, sample, plan, staff).await?;
    for (number, (days, tenths)) in (1..).zip(plan.sessions) {
        let held_on = after(first, *days);
        let session = Session {
            id: format!("{}-session-{number}", plan.id),
            batch_id: plan.id.into(),
            held_on,
            from_minute: 600,
            until_minute: 600 + tenths * 6,
            hours_tenths: *tenths,
            way: "face-to-face".into(),
            room: sample.room.clone(),
            link: String::new(),
            code: actions::fresh(),
            closed_at: None,
            version: 1,
        };
        store::insert_session(&mut work.tx, &session).await?;
        if held_on < work.today {
            attend(work, plan, &session).await?;
        }
    }
    Ok(())
}

/// Who signed up for a batch.
async fn seats(work: &mut Work, sample: &Sample, plan: &Plan, staff: &[Worker]) -> Result<(), Problem> {
    let (from, count) = plan.people;
    for (at, worker) in staff.iter().skip(from).take(count).enumerate() {
        let place = at as i64 + 1;
        let state = if place > plan.seats {
            "waiting"
        } else if plan.id == "sample-batch-reporting" {
            "asked"
        } else {
            "seated"
        };
        let seat = Enrolment {
            id: format!("{}-{place}", plan.id),
            batch_id: plan.id.into(),
            worker_id: worker.id.clone(),
            state: state.into(),
            reason: sample.reason.clone(),
            need_id: None,
            place,
            asked_at: work.now,
            asked_by: MARK.into(),
            decided_at: None,
            decided_by: None,
            version: 1,
        };
        store::insert_enrolment(&mut work.tx, &seat).await?;
    }
    Ok(())
}

/// Marks everyone at a session that was held, one in nine absent, and closes it.
async fn attend(work: &mut Work, plan: &Plan, session: &Session) -> Result<(), Problem> {
    for seat in store::enrolments(&mut work.tx, plan.id).await?.iter().filter(|seat| seat.state == "seated") {
        let state = if seat.place % 9 == 0 {
            "absent"
        } else if seat.place % 7 == 0 {
            "late"
        } else {
            "present"
        };
        let mark = Attendance {
            session_id: session.id.clone(),
            enrolment_id: seat.id.clone(),
            state: state.into(),
            how: "sheet".into(),
            marked_at: work.now,
            marked_by: MARK.into(),
        };
        store::mark(&mut work.tx, &actions::fresh(), &mark).await?;
    }
    actions::attendance::close_session(work, &session.id, MARK).await?;
    Ok(())
}

/// Completes a held batch: quizzes, feedback, states, and certificates signed with a key that is retired at once.
async fn finish(work: &mut Work, sample: &Sample, plan: &Plan, secret: &SecretKey) -> Result<(), Problem> {
    let (own, course) = actions::batch(&mut work.tx, plan.id).await?;
    let now = work.now;
    for seat in store::enrolments(&mut work.tx, plan.id).await? {
        if course.pass_percent.is_some() {
            let right = if seat.place % 8 == 0 { 1 } else { 3 };
            store::insert_quiz(&mut work.tx, &actions::fresh(), &seat.id, "[]", (right, 3), now).await?;
        }
        let marks = format!("{} {} {} {}", 3 + seat.place % 3, 4 + seat.place % 2, 3 + seat.place % 2, 4);
        let said = Feedback {
            enrolment_id: seat.id.clone(),
            stage: "at-once".into(),
            marks,
            text: if seat.place == 1 { sample.said.clone() } else { String::new() },
            given_at: now,
        };
        store::insert_feedback(&mut work.tx, &actions::fresh(), &said).await?;
        if plan.first < -100 && seat.place % 3 != 0 {
            let used = if seat.place % 4 == 0 { "sometimes" } else { "often" };
            let said =
                Feedback { stage: "three-months".into(), marks: used.into(), text: String::new(), ..said };
            store::insert_feedback(&mut work.tx, &actions::fresh(), &said).await?;
        }
    }
    let held: Vec<Date> =
        store::sessions(&mut work.tx, plan.id).await?.into_iter().map(|session| session.held_on).collect();
    let span = (held.first().copied().unwrap_or(work.today), held.last().copied().unwrap_or(work.today));
    for verdict in verdicts(&mut work.tx, &own, &course).await? {
        let mut seat = verdict.enrolment.clone();
        seat.state = if verdict.is_completed() { "completed" } else { "not-completed" }.into();
        verdict.lacks().clone_into(&mut seat.reason);
        store::update_enrolment(&mut work.tx, &seat).await?;
        if verdict.is_completed() {
            certificate(work, (sample, &course), (&seat, verdict.share.attended), (span, secret)).await?;
        }
    }
    store::update_batch(&mut work.tx, &Batch { state: "held".into(), ..own }).await?;
    Ok(())
}

/// One sample certificate.
async fn certificate(
    work: &mut Work,
    (sample, course): (&Sample, &Course),
    (seat, hours_tenths): (&Enrolment, i64),
    ((first, last), secret): ((Date, Date), &SecretKey),
) -> Result<(), Problem> {
    let worker = workers::worker(&mut work.tx, &seat.worker_id).await?.ok_or_else(crate::model::missing)?;
    let issued_on = after(last, 1);
    let year = format!("{}-", issued_on.year());
    let number = format!("{year}{:04}", store::numbered(&mut work.tx, &year).await? + 1);
    let badge = Badge {
        id: format!("urn:dure:sample:{number}"),
        name: course.title.clone(),
        issuer: Issuer { id: secret.public().did(), name: sample.issuer.clone(), url: None },
        recipient: Recipient::hashed(&worker.id, RecipientKind::Identifier, &actions::fresh())
            .map_err(Problem::fault)?,
        achievement: Achievement {
            id: format!("urn:dure:{}", course.id),
            name: course.title.clone(),
            description: course.aim.clone(),
            criteria: sample.criteria.clone(),
        },
        valid_from: work.now,
        valid_until: None,
        status_list: None,
    };
    let credential = badge.credential().map_err(Problem::fault)?;
    let signed = secret.sign(&credential, &secret.public().method(), work.now).map_err(Problem::fault)?;
    let one = Certificate {
        id: actions::fresh(),
        token: format!("sample-{number}"),
        number,
        enrolment_id: seat.id.clone(),
        worker_id: worker.id.clone(),
        holder: worker.name.clone(),
        course: course.title.clone(),
        hours_tenths,
        from_on: first,
        until_on: last,
        issued_on,
        expires_on: course.valid_months.and_then(|months| issued_on.checked_add(months.months()).ok()),
        issued_by: MARK.into(),
        badge: serde_json::to_string(&signed).map_err(Problem::fault)?,
        key_id: "sample-key".into(),
        revoked_on: None,
        revoked_by: None,
        revoked_reason: String::new(),
        sample: true,
    };
    actions::certificates::keep(work, &one, &worker).await
}
