//! The nouns of the plan, what people wish to do with them, and why they may be refused.

mod refused;
mod rows;
mod wishes;

pub use refused::Refused;
pub use rows::*;
pub use wishes::*;

use base::Problem;

/// Subject under which a task's money, files and decisions are kept in the register.
pub fn task_subject(id: &str) -> String {
    format!("plan-task:{id}")
}

/// Subject under which an activity's files and its place in the register are kept.
pub fn activity_subject(id: &str) -> String {
    format!("plan-activity:{id}")
}

/// Subject under which a sheet's files and its place in the register are kept.
pub fn sheet_subject(id: &str) -> String {
    format!("plan-sheet:{id}")
}

/// The refusal for a record that is not there.
pub fn missing() -> Problem {
    web::Refused::NoSuchRecord.into()
}

/// Korean or, where there is one, English.
pub fn in_words<'a>(english: bool, ko: &'a str, en: &'a str) -> &'a str {
    if english && !en.is_empty() { en } else { ko }
}
