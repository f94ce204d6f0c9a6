//! The register's task behind every task, activity and sheet of the plan.
//!
//! Who answers for a record of the plan stands in that task and nowhere else, so a reorganization moves it
//! there and every screen of the plan follows. The task is open while the record is work to be done, and it
//! carries the year of the record: what belongs to an ended year stays where it was.

use base::Problem;
use register::{
    Work,
    tasks::{self, NewTask},
};

use crate::{
    model::{Activity, Sheet, Task, activity_subject, missing, sheet_subject, task_subject},
    store,
};

/// State of the register's task for the state of an activity or a sheet.
fn state_of(state: &str) -> &'static str {
    match state {
        "done" | "started" => "done",
        _ => "open",
    }
}

/// Opens a task in the register, or writes one down that is over already.
async fn open(work: &mut Work, new: &NewTask<'_>, state: &str) -> Result<String, Problem> {
    let id = tasks::open(work, new).await?;
    if state_of(state) != "open" {
        tasks::close(work, &id, state_of(state)).await?;
    }
    Ok(id)
}

/// What the register keeps of an activity; one that reaches into a later year belongs to that.
fn of_activity<'a>(one: &'a Activity, about: &'a str) -> NewTask<'a> {
    NewTask {
        about,
        title: &one.title,
        owner: one.owner_id.as_ref(),
        unit: one.unit_id.as_deref(),
        year: Some(one.year.max(i64::from(one.until_on.year()))),
        due_on: Some(one.until_on),
    }
}

/// What the register keeps of a sheet of a year's plan.
fn of_sheet<'a>(one: &'a Sheet, about: &'a str, year: i64) -> NewTask<'a> {
    let (owner, unit) = (one.owner_id.as_ref(), one.unit_id.as_deref());
    NewTask { about, title: &one.title, owner, unit, year: Some(year), due_on: None }
}

/// Adds a task with its place in the register.
pub async fn add_task(work: &mut Work, one: &Task) -> Result<(), Problem> {
    let about = task_subject(&one.id);
    let (owner, unit) = (one.owner_id.as_ref(), one.unit_id.as_deref());
    let new = NewTask { about: &about, title: &one.title, owner, unit, year: Some(one.year), due_on: None };
    let todo = tasks::open(work, &new).await?;
    store::insert_task(&mut work.tx, one, &todo).await
}

/// Gives a task to a unit, or to nobody.
pub async fn give_task(work: &mut Work, id: &str, unit: Option<&str>) -> Result<(), Problem> {
    let todo = store::todo_of_task(&mut work.tx, id).await?.ok_or_else(missing)?;
    tasks::hand_over(work, &todo, None, unit).await.map(drop)
}

/// Adds an activity with its place in the register.
pub async fn add_activity(work: &mut Work, one: &Activity) -> Result<(), Problem> {
    let about = activity_subject(&one.id);
    let todo = open(work, &of_activity(one, &about), &one.state).await?;
    store::insert_activity(&mut work.tx, one, &todo).await
}

/// Changes an activity, here and in the register; tells whether nobody changed it meanwhile.
pub async fn change_activity(work: &mut Work, one: &Activity) -> Result<bool, Problem> {
    if !store::update_activity(&mut work.tx, one).await? {
        return Ok(false);
    }
    let todo = store::todo_of_activity(&mut work.tx, &one.id).await?.ok_or_else(missing)?;
    let about = activity_subject(&one.id);
    tasks::revise(work, &todo, &of_activity(one, &about), state_of(&one.state)).await?;
    Ok(true)
}

/// Removes what a switch of mode made and nobody has touched since; counts the activities.
pub async fn remove_activities_of_mode(work: &mut Work, mode: &str) -> Result<u64, Problem> {
    let removed = store::delete_activities_of_mode(&mut work.tx, mode).await?;
    for todo in &removed {
        tasks::close(work, todo, "dropped").await?;
    }
    Ok(removed.len() as u64)
}

/// Adds a sheet of a year's plan with its place in the register.
pub async fn add_sheet(work: &mut Work, one: &Sheet, year: i64) -> Result<(), Problem> {
    let about = sheet_subject(&one.id);
    let todo = open(work, &of_sheet(one, &about, year), &one.state).await?;
    store::insert_sheet(&mut work.tx, one, &todo).await
}

/// Changes a sheet, here and in the register; tells whether nobody changed it meanwhile.
pub async fn change_sheet(work: &mut Work, one: &Sheet) -> Result<bool, Problem> {
    if !store::update_sheet(&mut work.tx, one).await? {
        return Ok(false);
    }
    let (todo, year) = store::todo_of_sheet(&mut work.tx, &one.id).await?.ok_or_else(missing)?;
    let about = sheet_subject(&one.id);
    tasks::revise(work, &todo, &of_sheet(one, &about, year), state_of(&one.state)).await?;
    Ok(true)
}

/// Makes sheets that a switch of mode started ready again, where none of their activities is left.
pub async fn release_sheets_of_mode(work: &mut Work, mode: &str) -> Result<(), Problem> {
    for todo in store::release_sheets_of_mode(&mut work.tx, mode).await? {
        tasks::reopen(work, &todo).await?;
    }
    Ok(())
}
