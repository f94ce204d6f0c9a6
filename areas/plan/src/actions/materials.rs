//! The material list of a task.

use base::{Problem, UserId};
use register::Work;

use super::{fresh, unchanged};
use crate::{
    model::{Check, LINE, Material, SaveMaterial, SetState, chosen, missing},
    store,
};

/// Kinds of material.
pub const KINDS: &[&str] = &["law", "plan", "report", "statistics", "case", "press", "other"];
/// How far one is with a material.
pub const STATES: &[&str] = &["wanted", "found", "read"];

/// Reads a form into a material, or says what is wrong at which field.
fn read(id: String, task_id: String, wish: &SaveMaterial) -> Result<Material, Problem> {
    let mut check = Check::default();
    let link = wish.link.trim().to_owned();
    if !link.is_empty() && !link.starts_with("https://") && !link.starts_with("http://") {
        check.note("link", "plan-field-link");
    }
    let one = Material {
        id,
        task_id,
        title: check.text("title", &wish.title, LINE),
        kind: check.one_of("kind", &wish.kind, KINDS),
        origin: wish.origin.trim().to_owned(),
        link,
        owner_id: chosen(&wish.owner_id).map(UserId::from),
        state: check.one_of("state", &wish.state, STATES),
        sample: false,
        version: wish.version,
    };
    check.done()?;
    Ok(one)
}

/// Adds a material to a task's list.
pub async fn create_material(work: &mut Work, wish: &SaveMaterial) -> Result<Material, Problem> {
    work.actor.must("plan.edit")?;
    let task = store::task(&mut work.tx, &wish.task_id).await?.ok_or_else(missing)?;
    let one = read(fresh(), task.id, wish)?;
    store::insert_material(&mut work.tx, &one).await?;
    work.note("plan.material-listed", &one.id).await?;
    Ok(one)
}

/// Changes a material.
pub async fn update_material(work: &mut Work, id: &str, wish: &SaveMaterial) -> Result<Material, Problem> {
    work.actor.must("plan.edit")?;
    let old = store::material(&mut work.tx, id).await?.ok_or_else(missing)?;
    let one = read(old.id, old.task_id, wish)?;
    unchanged(store::update_material(&mut work.tx, &one).await?)?;
    work.note("plan.material-changed", id).await?;
    Ok(one)
}

/// Says that a material is wanted, found or read.
pub async fn set_state(work: &mut Work, id: &str, wish: &SetState) -> Result<String, Problem> {
    work.actor.must("plan.edit")?;
    let mut one = store::material(&mut work.tx, id).await?.ok_or_else(missing)?;
    let mut check = Check::default();
    one.state = check.one_of("state", &wish.state, STATES);
    check.done()?;
    one.version = wish.version;
    unchanged(store::update_material(&mut work.tx, &one).await?)?;
    work.note_with("plan.material-moved", id, &serde_json::json!({ "state": one.state })).await?;
    Ok(one.task_id)
}
