//! What people ask for: forms as they are sent, kept as typed so that a form can be shown again.

use base::{FieldNote, Problem, Won};
use jiff::civil::Date;
use register::needs;
use serde::Deserialize;

/// Ask for advice.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct RequestCase {
    /// Agency; left out by agency staff.
    pub agency_id: String,
    /// Title.
    pub title: String,
    /// What is asked for.
    pub request: String,
    /// Fields.
    pub fields: Vec<String>,
    /// `yes` when it cannot wait.
    pub urgent: String,
    /// `risk-list` when it comes from there.
    pub origin: String,
    /// Version that was changed.
    pub version: i64,
}

/// Take a request on, or decline it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct TriageCase {
    /// `accept` or `decline`.
    pub decision: String,
    /// Who answers for it.
    pub owner_id: String,
    /// Template.
    pub template_id: String,
    /// Why it is declined.
    pub note: String,
    /// Version that was seen.
    pub version: i64,
}

/// Add a step to a plan.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct AddStep {
    /// Title.
    #[serde(rename = "step_title")]
    pub title: String,
    /// `yes` when it is mandatory.
    pub mandatory: String,
    /// By when.
    #[serde(rename = "step_due_on")]
    pub due_on: String,
}

/// Decide something in words.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Decide {
    /// What: a word the verb knows.
    pub decision: String,
    /// Why.
    pub note: String,
    /// Version that was seen.
    pub version: i64,
}

/// Plan a visit or take one down.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct SaveVisit {
    /// Agency, for a visit without a case.
    pub agency_id: String,
    /// Case, if any.
    pub case_id: String,
    /// Way.
    pub way: String,
    /// What for.
    pub purpose: String,
    /// `planned` or `held`.
    pub state: String,
    /// Day.
    pub visit_on: String,
    /// Who goes.
    pub visitors: Vec<String>,
    /// Minutes it took.
    pub minutes: String,
    /// Minutes there and back.
    pub travel_minutes: String,
    /// What was talked about.
    pub visit_note: String,
    /// Expert who came along.
    pub expert_id: String,
    /// Version that was changed.
    pub version: i64,
}

/// Give advice.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct GiveAdvice {
    /// Field.
    #[serde(rename = "advice_field")]
    pub field: String,
    /// What should be done.
    pub advice: String,
    /// Who carries it out.
    #[serde(rename = "advice_owner")]
    pub owner_id: String,
    /// By when.
    #[serde(rename = "advice_due_on")]
    pub due_on: String,
}

/// Close a case.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct CloseCase {
    /// Outcome.
    pub outcome: String,
    /// The outcome in words.
    pub outcome_text: String,
    /// `yes` when the needs found by the case are met.
    pub needs_met: String,
    /// Version that was seen.
    pub version: i64,
}

/// Hand a case over.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct OfferTransfer {
    /// Who is to take it.
    pub to_user_id: String,
    /// What the other needs to know.
    pub transfer_note: String,
}

/// Write a hand-over note.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct WriteNote {
    /// Text.
    pub body: String,
}

/// Put an expert into the pool or change one.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct SaveExpert {
    /// Name.
    pub name: String,
    /// Office or firm.
    pub belongs: String,
    /// Fields.
    pub fields: Vec<String>,
    /// Weekdays, 1 to 7.
    pub weekdays: Vec<String>,
    /// First day.
    pub from_on: String,
    /// Last day.
    pub until_on: String,
    /// Days off, separated by blanks or commas.
    pub off: String,
    /// Budget line of the fee.
    pub line_id: String,
    /// Fee.
    pub fee_won: String,
    /// Version that was changed.
    pub version: i64,
}

/// Declare a tie of an expert.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct DeclareTie {
    /// Agency.
    pub agency_id: String,
    /// Kind.
    pub kind: String,
    /// First day.
    pub tie_from_on: String,
    /// Last day.
    pub tie_until_on: String,
}

/// Choose an expert for a case.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct EngageExpert {
    /// Expert.
    pub expert_id: String,
    /// Day of the consultation.
    pub held_on: String,
}

/// Accept a week's plan.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct AcceptWeek {
    /// Monday.
    pub monday: String,
    /// Hours a week for one person.
    pub hours: String,
    /// Who goes.
    pub people: Vec<String>,
    /// What was shown, so that nothing else is accepted.
    pub shown: String,
}

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

    /// A text that must be there, at most `longest` characters.
    pub fn text(&mut self, field: &str, text: &str, longest: usize) -> String {
        if text.trim().is_empty() {
            self.note(field, "consulting-field-empty");
        }
        self.short(field, text, longest)
    }

    /// A text that may be empty, at most `longest` characters.
    pub fn short(&mut self, field: &str, text: &str, longest: usize) -> String {
        if text.trim().chars().count() > longest {
            self.notes.push(FieldNote::new(field, "consulting-field-long").with("longest", longest as i64));
        }
        text.trim().to_owned()
    }

    /// A day.
    pub fn day(&mut self, field: &str, text: &str) -> Date {
        self.day_or_none(field, text).unwrap_or_else(|| {
            if text.trim().is_empty() {
                self.note(field, "consulting-field-day");
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
            self.note(field, "consulting-field-day");
        }
        day
    }

    /// A whole number inside a range; commas are taken for what they are.
    pub fn number(&mut self, field: &str, text: &str, low: i64, high: i64) -> i64 {
        let number = text.trim().replace(',', "").parse::<i64>().ok();
        let fitting = number.filter(|number| (low..=high).contains(number));
        if fitting.is_none() {
            let note = FieldNote::new(field, "consulting-field-number").with("low", low).with("high", high);
            self.notes.push(note);
        }
        fitting.unwrap_or_default()
    }

    /// Money of 0 won or more.
    pub fn won(&mut self, field: &str, text: &str) -> Won {
        Won(self.number(field, text, 0, 1_000_000_000))
    }

    /// One of the words that are allowed.
    pub fn one_of(&mut self, field: &str, word: &str, allowed: &[&str]) -> String {
        if !allowed.contains(&word) {
            self.note(field, "consulting-field-choice");
        }
        word.to_owned()
    }

    /// At least one field of consulting, in the order of `register::needs::FIELDS`.
    pub fn fields(&mut self, field: &str, chosen: &[String]) -> String {
        let known: Vec<&str> =
            needs::FIELDS.into_iter().filter(|one| chosen.iter().any(|word| word == one)).collect();
        if known.is_empty() || known.len() < chosen.len() {
            self.note(field, "consulting-field-fields");
        }
        known.join(" ")
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
