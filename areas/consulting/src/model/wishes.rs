//! What people ask for: forms as they are sent, kept as typed so that a form can be shown again.

use register::needs;
use serde::Deserialize;
pub use web::form::{Check, chosen};

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

/// Take back a visit that was taken down.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct TakeBack {
    /// Why.
    pub reason: String,
    /// Version that was seen.
    pub version: i64,
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

/// At least one field of consulting, in the order of `register::needs::FIELDS`.
pub fn fields(check: &mut Check, field: &str, chosen: &[String]) -> String {
    let known: Vec<&str> =
        needs::FIELDS.into_iter().filter(|one| chosen.iter().any(|word| word == one)).collect();
    if known.is_empty() || known.len() < chosen.len() {
        check.note(field, "consulting-field-fields");
    }
    known.join(" ")
}
