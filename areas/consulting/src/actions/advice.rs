//! Advice: given with an owner and a due date, carried out, dropped, opened again.

use base::{Problem, UserId};
use register::{Work, facts, needs, tasks};
use serde_json::json;

use super::{case, fresh, stands, unchanged};
use crate::{
    model::{Advice, Check, Decide, GiveAdvice, Refused, missing},
    store,
};

/// Gives advice on a case; its owner gets a task.
pub async fn give_advice(work: &mut Work, id: &str, wish: &GiveAdvice) -> Result<Advice, Problem> {
    work.actor.must("consulting.work")?;
    let one = case(work, id).await?;
    stands(&one, &["diagnosis", "planning", "approval", "running"])?;
    let mut check = Check::default();
    let field = check.one_of("advice_field", &wish.field, &needs::FIELDS);
    let body = check.text("advice", &wish.advice, 1000);
    let due_on = check.day("advice_due_on", &wish.due_on);
    if due_on < work.today {
        check.note("advice_due_on", "consulting-field-past");
    }
    let owner = UserId::from(wish.owner_id.as_str());
    let mut people = store::advisers(&mut work.tx).await?;
    people.extend(store::people_of(&mut work.tx, one.agency_id.as_str()).await?);
    if !people.iter().any(|(id, _)| *id == owner) {
        check.note("advice_owner", "consulting-field-owner");
    }
    check.done()?;
    let advice_id = fresh();
    let title: String = body.chars().take(80).collect();
    let task = tasks::NewTask {
        about: &format!("consulting-advice:{advice_id}"),
        title: &title,
        owner: Some(&owner),
        unit: None,
        year: None,
        due_on: Some(due_on),
    };
    let advice = Advice {
        task_id: tasks::open(work, &task).await?,
        id: advice_id,
        case_id: one.id,
        agency_id: one.agency_id,
        field,
        body,
        given_on: work.today,
        given_by: work.actor.id.to_string(),
        owner_id: owner,
        due_on,
        state: "open".to_owned(),
        ended_on: None,
        ended_by: None,
        note: String::new(),
        sample: false,
        version: 1,
    };
    store::insert_advice(&mut work.tx, &advice).await?;
    work.note_with("consulting.advice-given", id, &json!({ "advice": advice.id })).await?;
    work.fact("consulting.advice", &advice.agency_id, work.today, 1, &advice.id).await?;
    Ok(advice)
}

/// Says that advice was carried out (its agency may), is dropped, or is open again. Returns the advice.
pub async fn decide_advice(work: &mut Work, id: &str, wish: &Decide) -> Result<Advice, Problem> {
    work.actor.must("consulting.carry-out")?;
    let mut one = store::one_advice(&mut work.tx, id).await?.ok_or_else(missing)?;
    work.actor.must_see(&one.agency_id)?;
    let mut check = Check::default();
    let decision = check.one_of("decision", &wish.decision, &["done", "dropped", "open"]);
    let note = if decision == "done" {
        check.short("note", &wish.note, 500)
    } else {
        check.text("note", &wish.note, 500)
    };
    check.done()?;
    if decision != "done" {
        work.actor.must("consulting.work")?;
    }
    let ends = decision != "open";
    if ends == (one.state != "open") {
        return Err(Refused::AdviceOver { state: one.state }.into());
    }
    let of_case = case(work, &one.case_id).await?;
    stands(&of_case, &["diagnosis", "planning", "approval", "running"])?;
    let done_source = format!("{id}:done");
    if ends {
        tasks::close(work, &one.task_id, &decision).await?;
    } else {
        tasks::reopen(work, &one.task_id).await?;
        facts::reverse(work, &done_source).await?;
    }
    if decision == "done" {
        work.fact("consulting.advice_done", &one.agency_id, work.today, 1, &done_source).await?;
    }
    one.ended_on = ends.then_some(work.today);
    one.ended_by = ends.then(|| work.actor.id.to_string());
    one.state = decision;
    one.note = note;
    one.version = wish.version;
    unchanged(store::update_advice(&mut work.tx, &one).await?)?;
    let detail = json!({ "advice": id, "state": one.state });
    work.note_with("consulting.advice-decided", &one.case_id, &detail).await?;
    Ok(one)
}
