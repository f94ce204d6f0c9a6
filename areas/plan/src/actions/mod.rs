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

use base::{Id, Problem};

/// Refuses when another editor was quicker.
fn unchanged(was_written: bool) -> Result<(), Problem> {
    if was_written { Ok(()) } else { Err(web::Refused::ChangedMeanwhile.into()) }
}

/// A fresh id as text.
pub fn fresh() -> String {
    Id::<()>::fresh().to_string()
}
