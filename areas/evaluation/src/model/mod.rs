//! The nouns of evaluation, what people wish to do with them, and why they may be refused.

mod check;
mod refused;
mod rows;
mod tours;

pub use check::{Check, chosen};
pub use refused::Refused;
pub use rows::*;
pub use tours::*;

use base::Problem;

/// The refusal for a record that is not there.
pub fn missing() -> Problem {
    web::Refused::NoSuchRecord.into()
}

/// Korean or, where there is one, English.
pub fn in_words<'a>(english: bool, ko: &'a str, en: &'a str) -> &'a str {
    if english && !en.is_empty() { en } else { ko }
}
