//! The diagnosis: answers of the checklist, and what they find.

use std::collections::BTreeMap;

use base::Problem;
use register::{
    Work,
    needs::{self, Need},
    workdays,
};
use serde_json::json;

use super::{case, fresh, stands, unchanged};
use crate::{
    guideline,
    model::{Answer, Case, Check, Refused, Step, case_subject},
    store,
};

/// An answer as typed: a level (`0` to `3`, `none` when it does not apply, empty when not answered) and a remark.
pub type Typed = BTreeMap<String, (String, String)>;

/// Highest level that is a finding.
pub const FINDING: i64 = 1;

/// Keeps the answers of a case; with `finish` every item must have one, findings become needs, and the plan begins.
pub async fn save_diagnosis(
    work: &mut Work,
    id: &str,
    (typed, finish): (&Typed, bool),
    version: i64,
) -> Result<Case, Problem> {
    work.actor.must("consulting.work")?;
    let mut one = case(work, id).await?;
    stands(&one, &["diagnosis"])?;
    let open = keep_answers(work, &one, typed).await?;
    if finish {
        if open > 0 {
            return Err(Refused::DiagnosisIncomplete { open }.into());
        }
        "planning".clone_into(&mut one.state);
    }
    one.version = version;
    unchanged(store::update_case(&mut work.tx, &one).await?)?;
    if finish {
        find_needs(work, &one).await?;
        begin_plan(work, &one).await?;
        work.note("consulting.diagnosis-finished", id).await?;
    } else {
        work.note("consulting.diagnosis-saved", id).await?;
    }
    Ok(one)
}

/// Writes the answers; counts the items without one.
async fn keep_answers(work: &mut Work, one: &Case, typed: &Typed) -> Result<i64, Problem> {
    let mut check = Check::default();
    let mut open = 0;
    let empty = (String::new(), String::new());
    for item in guideline::items(&one.fields, work.today) {
        let (level, note) = typed.get(&item.id).unwrap_or(&empty);
        let note = check.short(&format!("note.{}", item.id), note, 500);
        let level = match level.as_str() {
            "" => {
                open += 1;
                store::delete_answer(&mut work.tx, &one.id, &item.id).await?;
                continue;
            }
            "none" => None,
            text => Some(check.number(&format!("level.{}", item.id), text, 0, 3)),
        };
        let answer = Answer {
            case_id: one.id.clone(),
            item: item.id.clone(),
            level: level.map(|level| level.clamp(0, 3)),
            note,
            answered_on: work.today,
            answered_by: work.actor.id.to_string(),
        };
        store::put_answer(&mut work.tx, &answer).await?;
    }
    check.done()?;
    Ok(open)
}

/// Writes a need for each field with findings, in place of those the case found before.
async fn find_needs(work: &mut Work, one: &Case) -> Result<(), Problem> {
    let subject = case_subject(&one.id);
    needs::withdraw(work, &subject).await?;
    let mut fields: BTreeMap<String, i64> = BTreeMap::new();
    for answer in store::answers(&mut work.tx, &one.id).await? {
        if answer.level.is_some_and(|level| level <= FINDING) {
            let field = answer.item.split('.').next().unwrap_or_default().to_owned();
            *fields.entry(field).or_default() += 1;
        }
    }
    for (field, count) in fields {
        let need = Need {
            id: String::new(),
            agency_id: one.agency_id.clone(),
            field,
            source: subject.clone(),
            reason: "consulting-need-diagnosis".to_owned(),
            reason_args: json!({ "number": one.number, "count": count }).to_string(),
            found_on: work.today,
            met_on: None,
            met_by: None,
        };
        needs::find(work, &need).await?;
    }
    Ok(())
}

/// Begins the plan with the steps of the template, once.
async fn begin_plan(work: &mut Work, one: &Case) -> Result<(), Problem> {
    let template = one.template_id.as_ref().and_then(|id| guideline::template(id, work.today));
    let Some(template) = template else { return Ok(()) };
    if !store::steps(&mut work.tx, &one.id).await?.is_empty() {
        return Ok(());
    }
    let calendar = workdays::calendar(&mut work.tx).await?;
    for (at, step) in template.step.iter().enumerate() {
        let step = Step {
            id: fresh(),
            case_id: one.id.clone(),
            position: at as i64 + 1,
            title: step.ko.clone(),
            title_en: step.en.clone(),
            mandatory: step.mandatory,
            due_on: Some(calendar.add(work.today, step.after_days)),
            state: "open".to_owned(),
            done_on: None,
            note: String::new(),
        };
        store::insert_step(&mut work.tx, &step).await?;
    }
    Ok(())
}
