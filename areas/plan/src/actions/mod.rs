//! What a person can do in the plan. Every action checks the right, decides, writes and notes.

pub mod activities;
pub mod budget;
pub mod copying;
pub mod documents;
pub mod files;
pub mod import;
pub mod materials;
pub mod modes;
pub mod sheets;
pub mod todos;

use base::{Id, Problem};
use register::{Work, organization};

use crate::model::{Check, chosen};

/// Refuses when another editor was quicker.
fn unchanged(was_written: bool) -> Result<(), Problem> {
    if was_written { Ok(()) } else { Err(web::Refused::ChangedMeanwhile.into()) }
}

/// The unit a form names: one of today, or the one that the record has already.
async fn unit(
    work: &mut Work,
    check: &mut Check,
    wished: &str,
    now: Option<&String>,
) -> Result<Option<String>, Problem> {
    let Some(id) = chosen(wished) else { return Ok(None) };
    let today = work.today;
    let there = organization::units(&mut work.tx, today).await?;
    if now.map(String::as_str) != Some(id) && !there.iter().any(|unit| unit.id == id) {
        check.note("unit_id", "plan-field-unit");
    }
    Ok(Some(id.to_owned()))
}

/// A fresh id as text.
pub fn fresh() -> String {
    Id::<()>::fresh().to_string()
}
