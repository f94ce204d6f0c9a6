//! Reading a form: what was typed becomes values, or sentences at its fields.

use base::{FieldNote, Problem, Won};
use jiff::civil::Date;

/// Longest text of one line.
const LINE: usize = 200;
/// Longest text of several lines.
const PAGE: usize = 10_000;

/// Collects sentences at fields while a form is read.
#[derive(Debug, Default)]
pub struct Check {
    notes: Vec<FieldNote>,
}

impl Check {
    /// Notes `key` at `field`.
    pub fn note(&mut self, field: &str, key: &str) {
        self.notes.push(FieldNote::new(field, key));
    }

    /// A line that must be there.
    pub fn line(&mut self, field: &str, text: &str) -> String {
        self.filled(field, text, LINE)
    }

    /// Several lines that must be there.
    pub fn text(&mut self, field: &str, text: &str) -> String {
        self.filled(field, text, PAGE)
    }

    fn filled(&mut self, field: &str, text: &str, most: usize) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.note(field, "evaluation-field-empty");
        } else if base::holds_resident_number(text) {
            self.note(field, "evaluation-field-resident");
        } else if text.chars().count() > most {
            let note = FieldNote::new(field, "evaluation-field-long").with("most", most as i64);
            self.notes.push(note);
        }
        text.to_owned()
    }

    /// A day.
    pub fn day(&mut self, field: &str, text: &str) -> Date {
        let day = text.trim().parse::<Date>().ok().filter(|day| (2000..=2100).contains(&day.year()));
        if day.is_none() {
            self.note(field, "evaluation-field-day");
        }
        day.unwrap_or(Date::ZERO)
    }

    /// A day, or nothing.
    pub fn day_or_none(&mut self, field: &str, text: &str) -> Option<Date> {
        if text.trim().is_empty() { None } else { Some(self.day(field, text)) }
    }

    /// A whole number inside a range; commas are taken for what they are.
    pub fn number(&mut self, field: &str, text: &str, low: i64, high: i64) -> i64 {
        let number = text.trim().replace(',', "").parse::<i64>().ok();
        let fitting = number.filter(|number| (low..=high).contains(number));
        if fitting.is_none() {
            let note = FieldNote::new(field, "evaluation-field-number").with("low", low).with("high", high);
            self.notes.push(note);
        }
        fitting.unwrap_or_default()
    }

    /// Money of at least one won.
    pub fn won(&mut self, field: &str, text: &str) -> Won {
        Won(self.number(field, text, 1, 1_000_000_000_000))
    }

    /// A decimal of at most six digits behind the point, in millionths.
    pub fn millionths(&mut self, field: &str, text: &str) -> i64 {
        let read = indicators::Micro::parse(text.trim().replace(',', "").as_str());
        if read.is_none() {
            self.note(field, "evaluation-field-decimal");
        }
        read.map(indicators::Micro::millionths).unwrap_or_default()
    }

    /// One of the words that are allowed.
    pub fn one_of(&mut self, field: &str, word: &str, allowed: &[&str]) -> String {
        if !allowed.contains(&word) {
            self.note(field, "evaluation-field-choice");
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

/// An id of a form: none when empty.
pub fn chosen(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}
