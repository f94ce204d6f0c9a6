//! Steps of a plan: added, done, found unneeded, taken back.

use base::Problem;
use register::Work;
use serde_json::json;

use super::{case, fresh, stands};
use crate::{
    model::{AddStep, Check, Decide, Refused, Step, missing},
    store,
};

/// Adds a step to a plan.
pub async fn add_step(work: &mut Work, id: &str, wish: &AddStep) -> Result<Step, Problem> {
    work.actor.must("consulting.work")?;
    let one = case(work, id).await?;
    stands(&one, &["planning", "running"])?;
    let mut check = Check::default();
    let title = check.text("step_title", &wish.title, 120);
    let due_on = check.day_or_none("step_due_on", &wish.due_on);
    if due_on.is_some_and(|due| due < work.today) {
        check.note("step_due_on", "consulting-field-past");
    }
    check.done()?;
    let steps = store::steps(&mut work.tx, id).await?;
    let step = Step {
        id: fresh(),
        case_id: id.to_owned(),
        position: steps.last().map_or(1, |last| last.position + 1),
        title,
        title_en: String::new(),
        mandatory: wish.mandatory == "yes",
        due_on,
        state: "open".to_owned(),
        done_on: None,
        note: String::new(),
    };
    store::insert_step(&mut work.tx, &step).await?;
    work.note_with("consulting.step-added", id, &json!({ "step": step.id })).await?;
    Ok(step)
}

/// Says that a step is done, unneeded (optional ones only), open again, or removes it while it is being planned.
/// Returns the id of its case.
pub async fn decide_step(work: &mut Work, id: &str, wish: &Decide) -> Result<String, Problem> {
    work.actor.must("consulting.work")?;
    let mut step = store::step(&mut work.tx, id).await?.ok_or_else(missing)?;
    let one = case(work, &step.case_id).await?;
    let mut check = Check::default();
    let decision = check.one_of("decision", &wish.decision, &["done", "unneeded", "open", "remove"]);
    check.done()?;
    let detail = json!({ "step": id, "decision": decision });
    if decision == "remove" {
        stands(&one, &["planning"])?;
        store::delete_step(&mut work.tx, id).await?;
        work.note_with("consulting.step-removed", &one.id, &detail).await?;
        return Ok(one.id);
    }
    stands(&one, &["running"])?;
    if decision == "unneeded" && step.mandatory {
        return Err(Refused::StepMandatory { title: step.title }.into());
    }
    step.done_on = (decision != "open").then_some(work.today);
    step.state = decision;
    step.note = wish.note.trim().chars().take(500).collect();
    store::update_step(&mut work.tx, &step).await?;
    work.note_with("consulting.step-decided", &one.id, &detail).await?;
    Ok(one.id)
}
