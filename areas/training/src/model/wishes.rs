//! What people ask for: forms as they are sent, kept as typed so that a form can be shown again.

use serde::Deserialize;

/// Put a worker on the list or change one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct SaveWorker {
    /// Agency; left out by agency staff, empty for the centre.
    pub agency_id: String,
    /// Name as known at work.
    pub name: String,
    /// Job.
    pub job: String,
    /// First day.
    pub from_on: String,
    /// Last day.
    pub until_on: String,
    /// Account.
    pub user_id: String,
    /// Version that was changed.
    pub version: i64,
}

/// Put hours on record that were taken elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RecordHours {
    /// What it was.
    pub title: String,
    /// Kind of course.
    pub kind: String,
    /// Hours.
    pub hours: String,
    /// Day.
    pub day: String,
}

/// Make a course or change one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct SaveCourse {
    /// Title.
    pub title: String,
    /// What one can do afterwards.
    pub aim: String,
    /// For whom.
    pub audience: String,
    /// Kind.
    pub kind: String,
    /// Field of need.
    pub field: String,
    /// Competencies it raises.
    pub competencies: Vec<String>,
    /// Hours.
    pub hours: String,
    /// Months after which it must be taken again.
    pub valid_months: String,
    /// Percent of right answers.
    pub pass_percent: String,
    /// Percent of hours.
    pub attend_percent: String,
    /// `yes` when it earns a certificate.
    pub certified: String,
    /// State.
    pub state: String,
    /// Version that was changed.
    pub version: i64,
}

/// Add a question to a quiz.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct AddQuestion {
    /// The question.
    pub text: String,
    /// Choices, one a line.
    pub choices: String,
    /// Number of the right one, from 1.
    pub answer: String,
}

/// Make a material or change one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaveMaterial {
    /// Title.
    pub title: String,
    /// Course.
    pub course_id: String,
    /// Field.
    pub field: String,
    /// What it was made from.
    pub origin: String,
    /// State.
    pub state: String,
    /// Version that was changed.
    pub version: i64,
}

/// Add an edition to a material.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddEdition {
    /// Text.
    pub text: String,
    /// Link.
    pub link: String,
    /// What changed.
    pub change: String,
}

/// Put an instructor on the list or change one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct SaveInstructor {
    /// Name.
    pub name: String,
    /// Fields.
    pub fields: Vec<String>,
    /// Where from.
    pub organization: String,
    /// Fee for one hour.
    pub fee_won: String,
    /// Account.
    pub user_id: String,
    /// `yes` when asked no more.
    pub ended: String,
    /// Version that was changed.
    pub version: i64,
}

/// Make a batch or change one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct SaveBatch {
    /// Course.
    pub course_id: String,
    /// Title.
    pub title: String,
    /// Seats.
    pub seats: String,
    /// Last day to sign up.
    pub sign_up_until_on: String,
    /// Instructor.
    pub instructor_id: String,
    /// Version that was changed.
    pub version: i64,
}

/// Make a session or change one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct SaveSession {
    /// Day.
    pub held_on: String,
    /// Begin.
    pub from: String,
    /// End.
    pub until: String,
    /// Hours that count; what lies between begin and end when empty.
    pub hours: String,
    /// `face-to-face` or `online`.
    pub way: String,
    /// Room.
    pub room: String,
    /// Link.
    pub link: String,
    /// Why, in a locked month.
    pub reason: String,
    /// Version that was changed.
    pub version: i64,
}

/// Commit a cost of a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct AddCost {
    /// Kind.
    pub cost_kind: String,
    /// What for.
    pub cost_title: String,
    /// How much.
    pub cost_won: String,
    /// Budget line.
    pub line_id: String,
}

/// Sign workers up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct SignUp {
    /// Workers.
    pub worker: Vec<String>,
    /// Need it answers.
    pub need_id: String,
    /// Why.
    pub why: String,
}

/// Decide about people who asked for a seat.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct DecideSeats {
    /// Enrolments.
    pub enrolment: Vec<String>,
    /// `approve` or `refuse`.
    pub decision: String,
    /// Why they are refused.
    pub note: String,
}
