//! What learners do: answer the quiz, say how it was, and say after three months whether they use it.

use base::{Dice, Problem, UserId};
use register::{Work, tasks, workers::Worker};
use serde_json::json;
use web::form::Check;

use super::{attendance::three_months_after, batch, enrolments::enrolment, fresh};
use crate::{
    attend,
    model::{Enrolment, Feedback, Question, Refused},
    store,
};

/// How often a quiz may be tried.
pub const TRIES: i64 = 3;
/// What is asked at once, each from 1 to 5.
pub const AT_ONCE: &[&str] = &["content", "teaching", "place", "useful"];
/// What is asked after three months.
pub const USES: &[&str] = &["often", "sometimes", "not-yet"];

/// A seed from an id, the same on every machine (FNV-1a).
fn seed(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Shuffles in place, the same way each time for one seed.
fn shuffle<T>(dice: &mut Dice, all: &mut [T]) {
    for at in (1..all.len()).rev() {
        all.swap(at, dice.between(0, at as i64) as usize);
    }
}

/// A quiz's questions with numbered choices in this enrolment's own order: the same at every look.
pub fn shuffled(enrolment: &str, questions: &[Question]) -> Vec<(Question, Vec<(i64, String)>)> {
    let mut dice = Dice::new(seed(enrolment));
    let mut all: Vec<(Question, Vec<(i64, String)>)> = Vec::new();
    for question in questions {
        let mut choices: Vec<(i64, String)> =
            (1..).zip(question.choices.lines().map(str::to_owned)).collect();
        shuffle(&mut dice, &mut choices);
        all.push((question.clone(), choices));
    }
    shuffle(&mut dice, &mut all);
    all
}

/// Refuses when someone answers for a person who has an account of their own.
fn own_words(work: &Work, whose: &Worker) -> Result<(), Problem> {
    let by_account = |user: &UserId| *user == work.actor.id;
    match &whose.user_id {
        Some(user) if !by_account(user) => Err(Refused::NotYours.into()),
        _ => Ok(()),
    }
}

/// Keeps the answers of a quiz; gives right answers, questions and whether it was passed.
pub async fn answer(
    work: &mut Work,
    id: &str,
    answers: &[(String, String)],
) -> Result<(i64, i64, bool), Problem> {
    let (one, whose) = enrolment(work, id).await?;
    own_words(work, &whose)?;
    if one.state != "seated" {
        return Err(Refused::EnrolmentState { state: one.state }.into());
    }
    let (_, course) = batch(&mut work.tx, &one.batch_id).await?;
    let questions = store::questions(&mut work.tx, &course.id).await?;
    if questions.is_empty() || course.pass_percent.is_none() {
        return Err(Refused::NoQuiz.into());
    }
    if store::quiz_tries(&mut work.tx, id).await? >= TRIES {
        return Err(Refused::QuizOver { tries: TRIES }.into());
    }
    let mut check = Check::default();
    let mut right = 0;
    for question in &questions {
        let field = format!("question-{}", question.id);
        let given = answers.iter().find(|(key, _)| *key == field).map_or("", |(_, value)| value);
        if check.number(&field, given, 1, 8) == question.answer {
            right += 1;
        }
    }
    check.done()?;
    let all = questions.len() as i64;
    let text = serde_json::to_string(answers).map_err(Problem::fault)?;
    let now = work.now;
    store::insert_quiz(&mut work.tx, &fresh(), id, &text, (right, all), now).await?;
    work.note_with("training.quiz-taken", id, &json!({ "right": right, "all": all })).await?;
    Ok((right, all, attend::passed(&course, Some((right, all)))))
}

/// Whether something was said already at this stage, and whether it is time.
async fn may_say(work: &mut Work, one: &Enrolment, stage: &str) -> Result<(), Problem> {
    if !matches!(one.state.as_str(), "seated" | "completed" | "not-completed") {
        return Err(Refused::EnrolmentState { state: one.state.clone() }.into());
    }
    if store::feedback(&mut work.tx, &one.id).await?.iter().any(|said| said.stage == stage) {
        return Err(Refused::AlreadyGiven.into());
    }
    let sessions = store::sessions(&mut work.tx, &one.batch_id).await?;
    let Some(last) = sessions.last() else { return Err(Refused::BatchEmpty.into()) };
    let from = if stage == "at-once" { sessions[0].held_on } else { three_months_after(last.held_on) };
    if work.today < from {
        return Err(Refused::TooEarly { from }.into());
    }
    Ok(())
}

/// Keeps what someone said at once: four marks and their own words.
pub async fn say_at_once(work: &mut Work, id: &str, sent: &[(String, String)]) -> Result<(), Problem> {
    let (one, whose) = enrolment(work, id).await?;
    own_words(work, &whose)?;
    may_say(work, &one, "at-once").await?;
    let get = |name: &str| sent.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    let mut check = Check::default();
    let marks: Vec<String> = AT_ONCE
        .iter()
        .map(|part| {
            let field = format!("mark-{part}");
            check.number(&field, get(&field), 1, 5).to_string()
        })
        .collect();
    let text = check.short("text", get("text"), 1000);
    check.done()?;
    keep(work, &one, ("at-once", marks.join(" "), text)).await
}

/// Keeps whether someone uses what they learned; the task that asked for it is done.
pub async fn say_use(work: &mut Work, id: &str, use_: &str, text: &str) -> Result<(), Problem> {
    let (one, whose) = enrolment(work, id).await?;
    own_words(work, &whose)?;
    may_say(work, &one, "three-months").await?;
    let mut check = Check::default();
    let used = check.one_of("use", use_, USES);
    let text = check.short("use_text", text, 1000);
    check.done()?;
    keep(work, &one, ("three-months", used, text)).await?;
    for task in tasks::about(&mut work.tx, &format!("training-enrolment:{id}")).await? {
        tasks::close(work, &task.id, "done").await?;
    }
    Ok(())
}

async fn keep(
    work: &mut Work,
    one: &Enrolment,
    (stage, marks, text): (&str, String, String),
) -> Result<(), Problem> {
    let said =
        Feedback { enrolment_id: one.id.clone(), stage: stage.to_owned(), marks, text, given_at: work.now };
    store::insert_feedback(&mut work.tx, &fresh(), &said).await?;
    work.note_with("training.feedback-given", &one.id, &json!({ "stage": stage })).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quiz_is_shuffled_the_same_way_at_every_look_and_another_way_for_others() {
        let question = |id: usize| Question {
            id: id.to_string(),
            course_id: String::new(),
            position: id as i64,
            text: String::new(),
            choices: "a\nb\nc\nd".into(),
            answer: 1,
            retired: false,
        };
        let all: Vec<Question> = (0..6).map(question).collect();
        let order = |id: &str| shuffled(id, &all).iter().map(|(one, _)| one.id.clone()).collect::<Vec<_>>();
        assert_eq!(order("one"), order("one"));
        assert_ne!(order("one"), order("two"));
        for (_, mut choices) in shuffled("one", &all) {
            choices.sort();
            assert_eq!(choices.iter().map(|(_, text)| text.as_str()).collect::<String>(), "abcd");
        }
    }
}
