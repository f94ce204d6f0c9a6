//! The nouns of consulting, the wishes people send, and why the area says no.

mod refused;
mod rows;
mod wishes;

pub use refused::Refused;
pub use rows::*;
pub use wishes::*;

use base::Problem;

/// The refusal for a record that is not there.
pub fn missing() -> Problem {
    web::Refused::NoSuchRecord.into()
}

/// What a file of a case is kept beside, and what its tasks and decisions are about.
pub fn case_subject(id: &str) -> String {
    format!("consulting-case:{id}")
}

/// The Korean text, or the English where it is wanted and there.
pub fn in_words<'a>(english: bool, ko: &'a str, en: &'a str) -> &'a str {
    if english && !en.is_empty() { en } else { ko }
}
