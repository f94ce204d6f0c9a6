//! What people ask for: forms as they are sent, kept as typed so that a form can be shown again.

use serde::Deserialize;
pub use web::form::{Check, chosen};

/// Make or change an activity.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct SaveActivity {
    /// Year, for regular work without a task.
    pub year: String,
    /// Task it carries out.
    pub task_id: String,
    /// Title.
    pub title: String,
    /// `regular` or `strengthening`.
    pub kind: String,
    /// `desk` or `face-to-face`.
    pub way: String,
    /// First day.
    pub from_on: String,
    /// Last day.
    pub until_on: String,
    /// Who does it.
    pub owner_id: String,
    /// Unit that answers for it.
    pub unit_id: String,
    /// Where, if in one district.
    pub district_id: String,
    /// Hours a week.
    pub hours_week: String,
    /// Version that was changed.
    pub version: i64,
}

/// Make or change a material.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct SaveMaterial {
    /// Task.
    pub task_id: String,
    /// Title.
    pub title: String,
    /// Kind.
    pub kind: String,
    /// Who made it, or where it is.
    pub origin: String,
    /// Link.
    pub link: String,
    /// Who looks for it.
    pub owner_id: String,
    /// `wanted`, `found` or `read`.
    pub state: String,
    /// Version that was changed.
    pub version: i64,
}

/// Make or change a sheet.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct SaveSheet {
    /// Task.
    pub task_id: String,
    /// Title.
    pub title: String,
    /// Aim.
    pub aim: String,
    /// For whom and with whom.
    pub people: String,
    /// Cost.
    pub cost_won: String,
    /// Who does it.
    pub owner_id: String,
    /// Unit that answers for it.
    pub unit_id: String,
    /// Where, if in one district.
    pub district_id: String,
    /// Version that was changed.
    pub version: i64,
}

/// Add a step to a sheet.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct AddStep {
    /// Title.
    #[serde(rename = "step_title")]
    pub title: String,
    /// Days after the start.
    pub after_days: String,
    /// How many days.
    pub days: String,
    /// `desk` or `face-to-face`.
    pub way: String,
    /// Hours a week.
    pub hours_week: String,
}

/// Add a milestone to an activity.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct AddMilestone {
    /// Title.
    pub title: String,
    /// By when.
    pub due_on: String,
}

/// Put something into another state.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct SetState {
    /// The state's word.
    pub state: String,
    /// Version that was seen.
    pub version: i64,
}

/// Change a draft document.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct SaveDocument {
    /// Text before the items.
    pub body: String,
    /// Items, one on each line: `code | title | text`.
    pub items: String,
    /// Version that was changed.
    pub version: i64,
}

/// Promise money.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Commit {
    /// What for.
    #[serde(rename = "commit-title")]
    pub title: String,
    /// Amount.
    #[serde(rename = "commit-won")]
    pub won: String,
    /// Day.
    #[serde(rename = "commit-on")]
    pub on: String,
}

/// Pay money.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Pay {
    /// What for.
    #[serde(rename = "pay-title")]
    pub title: String,
    /// Amount.
    #[serde(rename = "pay-won")]
    pub won: String,
    /// Day.
    #[serde(rename = "pay-on")]
    pub on: String,
    /// Promise it fulfils, if any.
    #[serde(rename = "pay-commitment_id")]
    pub commitment_id: String,
}

/// Ask to move money.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct AskTransfer {
    /// `transfer` or `carry-over`.
    pub kind: String,
    /// Line it leaves.
    pub from_line: String,
    /// Line it enters.
    pub to_line: String,
    /// Amount.
    pub won: String,
    /// Why.
    pub reason: String,
}

/// Decide a request.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Decide {
    /// `approved` or `refused`.
    pub state: String,
}

/// Switch the operating mode.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct SwitchMode {
    /// The mode's word.
    pub mode: String,
    /// First day.
    pub from_on: String,
    /// Last day, if known.
    pub until_on: String,
    /// District; empty for everywhere.
    pub district_id: String,
    /// Order or notice acted on.
    pub legal_basis: String,
    /// Why.
    pub note: String,
    /// Whether ready sheets become activities: `yes` or empty.
    pub start_sheets: String,
}

/// A decision about the mode to be taken back; one that has run its time needs both.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct UndoMode {
    /// Why.
    pub reason: String,
    /// `yes` when it was said that history is meant to change.
    pub confirmed: String,
}

/// Copy a year's plan.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct CopyYear {
    /// Year to copy.
    pub from_year: String,
    /// Year to make.
    pub to_year: String,
    /// `zero` or `same`.
    pub budget: String,
}

/// Longest text of one line, in characters.
pub const LINE: usize = 500;
