//! Detailed-project sheets: designed part by part, then ready to start.

use base::{DistrictId, Problem, UserId, Won};
use register::Work;

use super::{fresh, todos, unchanged, unit};
use crate::{
    model::{AddStep, Check, LINE, Refused, SaveSheet, Sheet, Step, chosen, missing},
    store,
};

/// Reads a form into a sheet, or says what is wrong at which field.
async fn read(
    work: &mut Work,
    id: String,
    task_id: String,
    wish: &SaveSheet,
    old: Option<&String>,
) -> Result<Sheet, Problem> {
    let mut check = Check::default();
    let unit_id = unit(work, &mut check, &wish.unit_id, old).await?;
    let cost = chosen(&wish.cost_won).map(|cost| Won(check.number("cost_won", cost, 0, 1_000_000_000_000)));
    let sheet = Sheet {
        id,
        task_id,
        title: check.text("title", &wish.title, LINE),
        aim: wish.aim.trim().to_owned(),
        people: wish.people.trim().to_owned(),
        cost,
        owner_id: chosen(&wish.owner_id).map(UserId::from),
        unit_id,
        district_id: chosen(&wish.district_id).map(DistrictId::from),
        state: "draft".into(),
        mode_id: None,
        sample: false,
        version: wish.version,
    };
    check.done()?;
    Ok(sheet)
}

/// A sheet that may still be changed.
async fn open_sheet(work: &mut Work, id: &str) -> Result<Sheet, Problem> {
    let sheet = store::sheet(&mut work.tx, id).await?.ok_or_else(missing)?;
    if sheet.state == "started" {
        return Err(Refused::SheetStarted.into());
    }
    Ok(sheet)
}

/// Begins a sheet.
pub async fn create_sheet(work: &mut Work, wish: &SaveSheet) -> Result<Sheet, Problem> {
    work.actor.must("plan.edit")?;
    let task = store::task(&mut work.tx, &wish.task_id).await?.ok_or_else(missing)?;
    let sheet = read(work, fresh(), task.id, wish, None).await?;
    todos::add_sheet(work, &sheet, task.year).await?;
    work.note("plan.sheet-made", &sheet.id).await?;
    Ok(sheet)
}

/// Changes a sheet; a ready one becomes a draft again.
pub async fn update_sheet(work: &mut Work, id: &str, wish: &SaveSheet) -> Result<Sheet, Problem> {
    work.actor.must("plan.edit")?;
    let old = open_sheet(work, id).await?;
    let sheet = read(work, old.id, old.task_id, wish, old.unit_id.as_ref()).await?;
    unchanged(todos::change_sheet(work, &sheet).await?)?;
    work.note("plan.sheet-changed", id).await?;
    Ok(sheet)
}

/// Adds a step at the end of a sheet; a ready one becomes a draft again.
pub async fn add_step(work: &mut Work, id: &str, wish: &AddStep) -> Result<(), Problem> {
    work.actor.must("plan.edit")?;
    let sheet = open_sheet(work, id).await?;
    let position = store::steps(&mut work.tx, id).await?.last().map_or(1, |step| step.position + 1);
    let mut check = Check::default();
    let step = Step {
        id: fresh(),
        sheet_id: sheet.id.clone(),
        position,
        title: check.text("step_title", &wish.title, LINE),
        after_days: check.number("after_days", &wish.after_days, 0, 730),
        days: check.number("days", &wish.days, 1, 366),
        way: check.one_of("way", &wish.way, &["desk", "face-to-face"]),
        hours_week: check.number("hours_week", &wish.hours_week, 0, 168),
    };
    check.done()?;
    store::insert_step(&mut work.tx, &step).await?;
    back_to_draft(work, sheet).await?;
    work.note("plan.step-added", &step.id).await
}

/// Removes a step; a ready sheet becomes a draft again.
pub async fn remove_step(work: &mut Work, id: &str, step: &str) -> Result<(), Problem> {
    work.actor.must("plan.edit")?;
    let sheet = open_sheet(work, id).await?;
    if store::delete_step(&mut work.tx, id, step).await? == 0 {
        return Err(missing());
    }
    back_to_draft(work, sheet).await?;
    work.note("plan.step-removed", step).await
}

/// What was ready is checked again after a change.
async fn back_to_draft(work: &mut Work, mut sheet: Sheet) -> Result<(), Problem> {
    if sheet.state == "ready" {
        sheet.state = "draft".into();
        todos::change_sheet(work, &sheet).await?;
    }
    Ok(())
}

/// Marks a sheet as ready once no part is missing.
pub async fn mark_ready(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.actor.must("plan.edit")?;
    let mut sheet = open_sheet(work, id).await?;
    let readiness = sheet.readiness(&store::steps(&mut work.tx, id).await?);
    if !readiness.is_complete() {
        return Err(Refused::SheetIncomplete { filled: readiness.filled(), parts: readiness.all() }.into());
    }
    sheet.state = "ready".into();
    unchanged(todos::change_sheet(work, &sheet).await?)?;
    work.note("plan.sheet-readied", id).await
}
