//! Courses with their questions, and instructors.

use base::{Problem, UserId};
use register::{Work, needs, search, users};
use web::form::{Check, chosen};

use super::{fresh, unchanged};
use crate::{
    guideline,
    model::{
        AUDIENCES, AddQuestion, COURSE_STATES, Course, Instructor, KINDS, Question, SaveCourse,
        SaveInstructor, missing,
    },
    store,
};

/// A number inside a range, or nothing.
fn optional(check: &mut Check, field: &str, text: &str, (low, high): (i64, i64)) -> Option<i64> {
    chosen(text).map(|text| check.number(field, text, low, high))
}

/// Reads a form into a course, or says what is wrong at which field.
fn read(id: String, wish: &SaveCourse) -> Result<Course, Problem> {
    let mut check = Check::default();
    let known = |id: &&String| guideline::competency(id).is_some();
    let competencies: Vec<&str> = wish.competencies.iter().filter(known).map(String::as_str).collect();
    let certified = wish.certified == "yes";
    let valid_months = optional(&mut check, "valid_months", &wish.valid_months, (1, 120));
    if valid_months.is_some() && !certified {
        check.note("valid_months", "training-field-certified");
    }
    let course = Course {
        id,
        title: check.text("title", &wish.title, 100),
        aim: check.text("aim", &wish.aim, 1000),
        audience: check.one_of("audience", &wish.audience, AUDIENCES),
        kind: check.one_of("kind", &wish.kind, KINDS),
        field: check.one_of("field", &wish.field, &needs::FIELDS),
        competencies: competencies.join(" "),
        hours_tenths: check.tenths("hours", &wish.hours, 5, 2000),
        valid_months,
        pass_percent: optional(&mut check, "pass_percent", &wish.pass_percent, (1, 100)),
        attend_percent: check.number("attend_percent", &wish.attend_percent, 1, 100),
        certified,
        state: check.one_of("state", &wish.state, COURSE_STATES),
        sample: false,
        version: wish.version,
    };
    check.done()?;
    Ok(course)
}

/// Lets people find a course.
pub async fn index(work: &mut Work, course: &Course) -> Result<(), Problem> {
    let href = format!("/training/courses/{}", course.id);
    let entry = search::Entry {
        kind: "page",
        id: &course.id,
        title: &course.title,
        href: &href,
        permission: "training.read",
        agency: None,
    };
    search::put(work, &entry).await
}

/// Makes a course.
pub async fn create_course(work: &mut Work, wish: &SaveCourse) -> Result<Course, Problem> {
    work.actor.must("training.work")?;
    let course = read(fresh(), wish)?;
    store::insert_course(&mut work.tx, &course).await?;
    index(work, &course).await?;
    work.note("training.course-made", &course.id).await?;
    Ok(course)
}

/// Changes a course.
pub async fn update_course(work: &mut Work, id: &str, wish: &SaveCourse) -> Result<Course, Problem> {
    work.actor.must("training.work")?;
    store::course(&mut work.tx, id).await?.ok_or_else(missing)?;
    let course = read(id.to_owned(), wish)?;
    unchanged(store::update_course(&mut work.tx, &course).await?)?;
    index(work, &course).await?;
    work.note("training.course-changed", id).await?;
    Ok(course)
}

/// Adds a question to a course's quiz.
pub async fn add_question(work: &mut Work, course: &str, wish: &AddQuestion) -> Result<(), Problem> {
    work.actor.must("training.work")?;
    store::course(&mut work.tx, course).await?.ok_or_else(missing)?;
    let mut check = Check::default();
    let choices: Vec<&str> = wish.choices.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if choices.len() < 2 || choices.len() > 8 {
        check.note("choices", "training-field-choices");
    }
    let question = Question {
        id: fresh(),
        course_id: course.to_owned(),
        position: store::questions(&mut work.tx, course).await?.len() as i64 + 1,
        text: check.text("text", &wish.text, 500),
        choices: choices.join("\n"),
        answer: check.number("answer", &wish.answer, 1, choices.len().max(2) as i64),
        retired: false,
    };
    check.done()?;
    store::insert_question(&mut work.tx, &question).await?;
    work.note_with("training.question-added", course, &serde_json::json!({ "question": question.id })).await
}

/// Asks a question no more.
pub async fn retire_question(work: &mut Work, course: &str, id: &str) -> Result<(), Problem> {
    work.actor.must("training.work")?;
    if store::retire_question(&mut work.tx, id).await? == 0 {
        return Err(missing());
    }
    work.note_with("training.question-retired", course, &serde_json::json!({ "question": id })).await
}

/// Reads a form into an instructor.
async fn read_instructor(work: &mut Work, id: String, wish: &SaveInstructor) -> Result<Instructor, Problem> {
    let mut check = Check::default();
    let user_id = chosen(&wish.user_id).map(UserId::from);
    if let Some(user) = &user_id
        && users::user(&mut work.tx, user).await?.is_none()
    {
        check.note("user_id", "web-field-choice");
    }
    let known = |field: &&str| wish.fields.iter().any(|one| one == *field);
    let fields: Vec<&str> = needs::FIELDS.into_iter().filter(known).collect();
    if fields.is_empty() {
        check.note("fields", "web-field-choice");
    }
    let fee = if wish.fee_won.trim().is_empty() { "0" } else { &wish.fee_won };
    let one = Instructor {
        id,
        name: check.text("name", &wish.name, 60),
        fields: fields.join(" "),
        organization: check.short("organization", &wish.organization, 100),
        fee_won: check.won("fee_won", fee, 0),
        user_id,
        ended: wish.ended == "yes",
        sample: false,
        version: wish.version,
    };
    check.done()?;
    Ok(one)
}

/// Puts an instructor on the list, or changes one.
pub async fn save_instructor(
    work: &mut Work,
    id: Option<&str>,
    wish: &SaveInstructor,
) -> Result<Instructor, Problem> {
    work.actor.must("training.work")?;
    if let Some(id) = id {
        store::instructor(&mut work.tx, id).await?.ok_or_else(missing)?;
        let one = read_instructor(work, id.to_owned(), wish).await?;
        unchanged(store::update_instructor(&mut work.tx, &one).await?)?;
        work.note("training.instructor-changed", id).await?;
        return Ok(one);
    }
    let one = read_instructor(work, fresh(), wish).await?;
    store::insert_instructor(&mut work.tx, &one).await?;
    work.note("training.instructor-listed", &one.id).await?;
    Ok(one)
}
