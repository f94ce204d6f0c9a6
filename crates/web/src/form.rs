//! Reading a form: what was typed becomes values, or sentences at its fields.

use axum::{extract::multipart::MultipartError, http::StatusCode};
use base::{FieldNote, Problem, Won};
use jiff::civil::Date;

use crate::Refused;

/// Longest text of one line.
pub const LINE: usize = 200;
/// Longest text of several lines.
pub const PAGE: usize = 10_000;

/// Collects sentences at fields while a form is read; every reader gives a value, so that all fields are judged at once.
#[derive(Debug, Default)]
pub struct Check {
    notes: Vec<FieldNote>,
}

impl Check {
    /// Notes `key` at `field`.
    pub fn note(&mut self, field: &str, key: &str) {
        self.notes.push(FieldNote::new(field, key));
    }

    /// Notes a sentence with arguments.
    pub fn note_with(&mut self, note: FieldNote) {
        self.notes.push(note);
    }

    /// A text that must be there, at most `longest` characters.
    pub fn text(&mut self, field: &str, text: &str, longest: usize) -> String {
        if text.trim().is_empty() {
            self.note(field, "web-field-empty");
        }
        self.short(field, text, longest)
    }

    /// A text that may be empty, at most `longest` characters and without a resident registration number.
    pub fn short(&mut self, field: &str, text: &str, longest: usize) -> String {
        if base::holds_resident_number(text) {
            self.note(field, "web-field-resident");
        }
        if text.trim().chars().count() > longest {
            self.notes.push(FieldNote::new(field, "web-field-long").with("longest", longest as i64));
        }
        text.trim().to_owned()
    }

    /// A day.
    pub fn day(&mut self, field: &str, text: &str) -> Date {
        self.day_or_none(field, text).unwrap_or_else(|| {
            if text.trim().is_empty() {
                self.note(field, "web-field-day");
            }
            Date::ZERO
        })
    }

    /// A day, or nothing.
    pub fn day_or_none(&mut self, field: &str, text: &str) -> Option<Date> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let day = text.parse::<Date>().ok().filter(|day| (2000..=2100).contains(&day.year()));
        if day.is_none() {
            self.note(field, "web-field-day");
        }
        day
    }

    /// A time of day such as `09:30`, in minutes after midnight.
    pub fn minute(&mut self, field: &str, text: &str) -> i64 {
        let read = || {
            let (hour, minute) = text.trim().split_once(':')?;
            let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
            ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
        };
        read().unwrap_or_else(|| {
            self.note(field, "web-field-time");
            0
        })
    }

    /// A whole number inside a range; commas are taken for what they are.
    pub fn number(&mut self, field: &str, text: &str, low: i64, high: i64) -> i64 {
        let number = text.trim().replace(',', "").parse::<i64>().ok();
        let fitting = number.filter(|number| (low..=high).contains(number));
        if fitting.is_none() {
            self.notes.push(FieldNote::new(field, "web-field-number").with("low", low).with("high", high));
        }
        fitting.unwrap_or_default()
    }

    /// A number with at most one digit behind the point, in tenths, inside a range of tenths.
    pub fn tenths(&mut self, field: &str, text: &str, low: i64, high: i64) -> i64 {
        let read = || {
            let (whole, tenth) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
            let digit = tenth.len() == 1 && tenth.bytes().all(|byte| byte.is_ascii_digit());
            let whole =
                whole.replace(',', "").parse::<i64>().ok().filter(|whole| (0..1_000_000).contains(whole));
            let tenths = whole? * 10 + tenth.parse::<i64>().ok()?;
            (digit && (low..=high).contains(&tenths)).then_some(tenths)
        };
        read().unwrap_or_else(|| {
            let (low, high) = (format!("{}.{}", low / 10, low % 10), format!("{}.{}", high / 10, high % 10));
            self.notes.push(FieldNote::new(field, "web-field-tenths").with("low", low).with("high", high));
            0
        })
    }

    /// Money between `low` and a trillion won.
    pub fn won(&mut self, field: &str, text: &str, low: i64) -> Won {
        Won(self.number(field, text, low, 1_000_000_000_000))
    }

    /// One of the words that are allowed.
    pub fn one_of(&mut self, field: &str, word: &str, allowed: &[&str]) -> String {
        if !allowed.contains(&word) {
            self.note(field, "web-field-choice");
        }
        word.to_owned()
    }

    /// Whether nothing was noted so far.
    pub fn is_clean(&self) -> bool {
        self.notes.is_empty()
    }

    /// Ends the reading: nothing, or the sentences.
    pub fn done(self) -> Result<(), Problem> {
        if self.notes.is_empty() { Ok(()) } else { Err(Problem::Fields(self.notes)) }
    }
}

/// The refusal of a file above the bound of the house.
pub fn too_large() -> Problem {
    Refused::TooLarge { megabytes: (register::files::MAX_BYTES / 1024 / 1024) as i64 }.into()
}

/// Why a form with a file could not be read: too large, or broken off.
pub fn unreadable(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return too_large();
    }
    Refused::Unreadable { detail: error.status().to_string() }.into()
}

/// An id of a form: none when empty.
pub fn chosen(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_gives_values_or_a_sentence_at_each_wrong_field() {
        let mut check = Check::default();
        assert_eq!(check.minute("a", "09:30"), 570);
        assert_eq!(check.tenths("b", "1,002.5", 1, 20_000), 10_025);
        assert_eq!(check.tenths("b", "3", 1, 100), 30);
        assert_eq!(check.number("c", "1,200", 0, 2000), 1200);
        assert!(check.is_clean());
        check.minute("d", "24:00");
        check.tenths("e", "1.25", 1, 100);
        check.tenths("f", "-1", 1, 100);
        check.day("g", "2026-02-30");
        check.text("h", "  ", 10);
        check.short("i", "12345678901", 10);
        check.one_of("j", "x", &["y"]);
        let Err(Problem::Fields(notes)) = check.done() else { panic!("wrong fields are refused") };
        let fields: Vec<&str> = notes.iter().map(|note| note.field.as_str()).collect();
        assert_eq!(fields, ["d", "e", "f", "g", "h", "i", "j"]);
    }
}
