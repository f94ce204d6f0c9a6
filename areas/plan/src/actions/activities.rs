//! Activities, their states and milestones, and the unit of a task.

use base::{DistrictId, Problem, UserId};
use register::Work;

use super::{fresh, todos, unchanged, unit};
use crate::{
    model::{Activity, AddMilestone, Check, LINE, Milestone, SaveActivity, SetState, chosen, missing},
    store,
};

/// States that a person may put an activity into; *stopped* follows from the mode.
pub const STATES: &[&str] = &["planned", "running", "done"];

/// Reads a form into an activity, or says what is wrong at which field.
async fn read(
    work: &mut Work,
    id: String,
    wish: &SaveActivity,
    old: Option<&Activity>,
) -> Result<Activity, Problem> {
    let mut check = Check::default();
    let task = match chosen(&wish.task_id) {
        Some(id) => store::task(&mut work.tx, id).await?,
        None => None,
    };
    let kind = check.one_of("kind", &wish.kind, &["regular", "strengthening"]);
    if task.is_none() && (kind == "strengthening" || chosen(&wish.task_id).is_some()) {
        check.note("task_id", "plan-field-task");
    }
    let from_on = check.day("from_on", &wish.from_on);
    let until_on = check.day("until_on", &wish.until_on);
    if until_on < from_on {
        check.note("until_on", "plan-field-order");
    }
    let year =
        task.as_ref().map_or_else(|| wish.year.parse().unwrap_or(i64::from(from_on.year())), |t| t.year);
    if !store::years(&mut work.tx).await?.iter().any(|one| one.year == year) {
        check.note("task_id", "plan-field-year");
    }
    let unit_id = unit(work, &mut check, &wish.unit_id, old.and_then(|old| old.unit_id.as_ref())).await?;
    let activity = Activity {
        id,
        year,
        task_id: task.map(|task| task.id),
        title: check.text("title", &wish.title, LINE),
        kind,
        way: check.one_of("way", &wish.way, &["desk", "face-to-face"]),
        from_on,
        until_on,
        owner_id: chosen(&wish.owner_id).map(UserId::from),
        unit_id,
        district_id: chosen(&wish.district_id).map(DistrictId::from),
        hours_week: check.number("hours_week", &wish.hours_week, 0, 168),
        state: "planned".into(),
        sheet_id: None,
        mode_id: None,
        sample: false,
        version: wish.version,
    };
    check.done()?;
    Ok(activity)
}

/// Makes an activity.
pub async fn create_activity(work: &mut Work, wish: &SaveActivity) -> Result<Activity, Problem> {
    work.actor.must("plan.edit")?;
    let activity = read(work, fresh(), wish, None).await?;
    todos::add_activity(work, &activity).await?;
    work.note("plan.activity-made", &activity.id).await?;
    Ok(activity)
}

/// Changes an activity, keeping its state.
pub async fn update_activity(work: &mut Work, id: &str, wish: &SaveActivity) -> Result<Activity, Problem> {
    work.actor.must("plan.edit")?;
    let old = store::activity(&mut work.tx, id).await?.ok_or_else(missing)?;
    let mut activity = read(work, old.id.clone(), wish, Some(&old)).await?;
    activity.state = old.state;
    unchanged(todos::change_activity(work, &activity).await?)?;
    work.note("plan.activity-changed", &activity.id).await?;
    Ok(activity)
}

/// Moves an activity to another column of the board.
pub async fn set_state(work: &mut Work, id: &str, wish: &SetState) -> Result<(), Problem> {
    work.actor.must("plan.edit")?;
    let mut activity = store::activity(&mut work.tx, id).await?.ok_or_else(missing)?;
    let mut check = Check::default();
    activity.state = check.one_of("state", &wish.state, STATES);
    check.done()?;
    activity.version = wish.version;
    unchanged(todos::change_activity(work, &activity).await?)?;
    work.note_with("plan.activity-moved", id, &serde_json::json!({ "state": activity.state })).await
}

/// Adds a milestone inside the days of its activity.
pub async fn add_milestone(work: &mut Work, activity: &str, wish: &AddMilestone) -> Result<(), Problem> {
    work.actor.must("plan.edit")?;
    let activity = store::activity(&mut work.tx, activity).await?.ok_or_else(missing)?;
    let mut check = Check::default();
    let title = check.text("title", &wish.title, LINE);
    let due_on = check.day("due_on", &wish.due_on);
    if !(activity.from_on..=activity.until_on).contains(&due_on) {
        check.note("due_on", "plan-field-inside");
    }
    check.done()?;
    let id = fresh();
    let sample = activity.sample;
    let one = Milestone { id, activity_id: activity.id, title, due_on, reached_on: None, sample };
    store::insert_milestone(&mut work.tx, &one).await?;
    work.note("plan.milestone-made", &one.id).await
}

/// Says that a milestone was reached today, or takes that back.
pub async fn toggle_milestone(work: &mut Work, id: &str) -> Result<String, Problem> {
    work.actor.must("plan.edit")?;
    let one = store::milestone(&mut work.tx, id).await?.ok_or_else(missing)?;
    let (reached_on, deed) = match one.reached_on {
        None => (Some(work.today), "plan.milestone-reached"),
        Some(_) => (None, "plan.milestone-reopened"),
    };
    store::update_milestone(&mut work.tx, id, reached_on).await?;
    work.note(deed, id).await?;
    Ok(one.activity_id)
}

/// Gives a task to a unit, or to nobody; `person:ID` leaves it with the person who took it over.
pub async fn assign_task(work: &mut Work, id: &str, wished: &str, version: i64) -> Result<(), Problem> {
    work.actor.must("plan.edit")?;
    let task = store::task(&mut work.tx, id).await?.ok_or_else(missing)?;
    let mut check = Check::default();
    if let Some(person) = wished.strip_prefix("person:") {
        // Only a reorganization gives a task to a person; the picker can leave it there.
        if task.unit_id.is_some() || task.owner_id.as_ref().is_none_or(|owner| owner.as_str() != person) {
            check.note("unit_id", "plan-field-unit");
        }
        check.done()?;
        unchanged(store::touch_task(&mut work.tx, id, version).await?)?;
        return work.note_with("plan.task-assigned", id, &serde_json::json!({ "owner": person })).await;
    }
    let unit = unit(work, &mut check, wished, task.unit_id.as_ref()).await?;
    check.done()?;
    unchanged(store::touch_task(&mut work.tx, id, version).await?)?;
    todos::give_task(work, id, unit.as_deref()).await?;
    work.note_with("plan.task-assigned", id, &serde_json::json!({ "unit": unit })).await
}
