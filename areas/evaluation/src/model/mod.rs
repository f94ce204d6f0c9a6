//! The nouns of evaluation, what people wish to do with them, and why they may be refused.

mod refused;
mod rows;
mod tours;

pub use refused::Refused;
pub use rows::*;
pub use tours::*;

use base::Problem;
pub use web::form::{Check, LINE, PAGE, chosen};

/// The refusal for a record that is not there.
pub fn missing() -> Problem {
    web::Refused::NoSuchRecord.into()
}

/// Korean or, where there is one, English.
pub fn in_words<'a>(english: bool, ko: &'a str, en: &'a str) -> &'a str {
    if english && !en.is_empty() { en } else { ko }
}

/// A decimal of at most six digits behind the point, in millionths.
pub fn millionths(check: &mut Check, field: &str, text: &str) -> i64 {
    let read = indicators::Micro::parse(text.trim().replace(',', "").as_str());
    if read.is_none() {
        check.note(field, "evaluation-field-decimal");
    }
    read.map(indicators::Micro::millionths).unwrap_or_default()
}
