//! What is stored: cases, answers, steps, visits, advice, transfers, notes, experts, engagements.

use base::{AgencyId, UserId, Won};
use db::row;
use jiff::civil::Date;
use serde::Serialize;

/// States of a case in the order they are gone through; `declined` and `closed` are ends.
pub const CASE_STATES: &[&str] =
    &["requested", "diagnosis", "planning", "approval", "running", "closed", "declined"];
/// Where a case came from.
pub const ORIGINS: &[&str] = &["agency", "risk-list", "centre"];
/// How a case ended.
pub const OUTCOMES: &[&str] = &["solved", "improved", "unchanged", "stopped"];
/// Ways of a visit.
pub const WAYS: &[&str] = &["in-person", "phone", "video"];
/// What a visit is for.
pub const PURPOSES: &[&str] = &["regular", "diagnosis", "advice", "follow-up"];
/// States of a visit.
pub const VISIT_STATES: &[&str] = &["planned", "held", "cancelled"];
/// States of a piece of advice.
pub const ADVICE_STATES: &[&str] = &["open", "done", "dropped"];

row! {
    /// A consulting case.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Case {
        /// Id.
        pub id: String,
        /// Number people quote, such as `2026-003`.
        pub number: String,
        /// Year it was asked for.
        pub year: i64,
        /// Agency advised.
        pub agency_id: AgencyId,
        /// Title.
        pub title: String,
        /// One of [`ORIGINS`].
        pub origin: String,
        /// What is asked for.
        pub request: String,
        /// Fields looked at, words of `register::needs::FIELDS` with blanks between.
        pub fields: String,
        /// Whether it cannot wait.
        pub urgent: bool,
        /// One of [`CASE_STATES`].
        pub state: String,
        /// Who answers for it.
        pub owner_id: Option<UserId>,
        /// Template it was planned with.
        pub template_id: Option<String>,
        /// Reasons of the risk list on the day it was opened, as JSON phrases.
        pub reasons: String,
        /// Why it was last declined, sent back or reopened.
        pub note: String,
        /// Day it was asked for.
        pub asked_on: Date,
        /// By whom (opaque id).
        pub asked_by: String,
        /// By when it should be closed.
        pub due_on: Option<Date>,
        /// Day of triage.
        pub accepted_on: Option<Date>,
        /// Day its plan was approved.
        pub approved_on: Option<Date>,
        /// By whom (opaque id).
        pub approved_by: Option<String>,
        /// Day it was closed.
        pub closed_on: Option<Date>,
        /// One of [`OUTCOMES`].
        pub outcome: Option<String>,
        /// The outcome in words.
        pub outcome_text: String,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes; guards against two editors.
        pub version: i64,
    }
}

impl Case {
    /// Whether nothing more is to be done on it.
    pub fn is_over(&self) -> bool {
        matches!(self.state.as_str(), "closed" | "declined")
    }
}

row! {
    /// An answer of the checklist.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Answer {
        /// Case.
        pub case_id: String,
        /// Item of `guidelines/consulting_checklist.toml`.
        pub item: String,
        /// 0 (worst) to 3 (best); none when the item does not apply.
        pub level: Option<i64>,
        /// Remark.
        pub note: String,
        /// Day.
        pub answered_on: Date,
        /// By whom (opaque id).
        pub answered_by: String,
    }
}

row! {
    /// A step of a case's plan.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Step {
        /// Id.
        pub id: String,
        /// Case.
        pub case_id: String,
        /// Place in the plan.
        pub position: i64,
        /// Title.
        pub title: String,
        /// English title of a template's step; empty for own ones.
        pub title_en: String,
        /// Whether the case stays open until it is done.
        pub mandatory: bool,
        /// By when.
        pub due_on: Option<Date>,
        /// `open`, `done` or `unneeded`.
        pub state: String,
        /// Day it was done or found unneeded.
        pub done_on: Option<Date>,
        /// Remark.
        pub note: String,
    }
}

row! {
    /// A visit, in person or not, planned or held.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    #[expect(clippy::struct_field_names, reason = "one day for both: planned for it, or held on it")]
    pub struct Visit {
        /// Id.
        pub id: String,
        /// Case it belongs to, if any.
        pub case_id: Option<String>,
        /// Agency.
        pub agency_id: AgencyId,
        /// One of [`WAYS`].
        pub way: String,
        /// One of [`PURPOSES`].
        pub purpose: String,
        /// One of [`VISIT_STATES`].
        pub state: String,
        /// Day planned, or day it was held.
        pub visit_on: Date,
        /// Minutes it took; 0 while planned.
        pub minutes: i64,
        /// Minutes there and back.
        pub travel_minutes: i64,
        /// What was talked about.
        pub note: String,
        /// Expert who came along.
        pub expert_id: Option<String>,
        /// Monday of the week plan it comes from.
        pub week_on: Option<Date>,
        /// Day it was written down.
        pub made_on: Date,
        /// By whom (opaque id).
        pub made_by: String,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes.
        pub version: i64,
    }
}

row! {
    /// A piece of advice with its owner and due date.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Advice {
        /// Id.
        pub id: String,
        /// Case.
        pub case_id: String,
        /// Agency.
        pub agency_id: AgencyId,
        /// Field, a word of `register::needs::FIELDS`.
        pub field: String,
        /// What should be done.
        pub body: String,
        /// Day given.
        pub given_on: Date,
        /// By whom (opaque id).
        pub given_by: String,
        /// Who carries it out.
        pub owner_id: UserId,
        /// By when.
        pub due_on: Date,
        /// Its task in the register.
        pub task_id: String,
        /// One of [`ADVICE_STATES`].
        pub state: String,
        /// Day it was carried out or dropped.
        pub ended_on: Option<Date>,
        /// By whom (opaque id).
        pub ended_by: Option<String>,
        /// What was done, or why not.
        pub note: String,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes.
        pub version: i64,
    }
}

row! {
    /// An offer to hand a case over.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Transfer {
        /// Id.
        pub id: String,
        /// Case.
        pub case_id: String,
        /// Who hands it over (opaque id).
        pub from_user_id: String,
        /// Who is to take it.
        pub to_user_id: UserId,
        /// What the other needs to know.
        pub note: String,
        /// What the other answered.
        pub answer: String,
        /// `offered`, `accepted` or `refused`.
        pub state: String,
        /// Day offered.
        pub offered_on: Date,
        /// Day answered.
        pub answered_on: Option<Date>,
    }
}

row! {
    /// A hand-over note on an agency: what the next person should know.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Note {
        /// Id.
        pub id: String,
        /// Agency.
        pub agency_id: AgencyId,
        /// Text.
        pub body: String,
        /// Day.
        pub written_on: Date,
        /// By whom (opaque id).
        pub written_by: String,
        /// Made up for the demo.
        pub sample: bool,
    }
}

row! {
    /// An outside expert.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Expert {
        /// Id.
        pub id: String,
        /// Name as known at work.
        pub name: String,
        /// Office or firm.
        pub belongs: String,
        /// Fields, words of `register::needs::FIELDS` with blanks between.
        pub fields: String,
        /// Weekdays available, digits 1 (Monday) to 7.
        pub weekdays: String,
        /// First day in the pool.
        pub from_on: Date,
        /// Last day, if known.
        pub until_on: Option<Date>,
        /// Budget line the fee is paid from.
        pub line_id: Option<String>,
        /// Fee for one consultation, in won.
        pub fee_won: Won,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes.
        pub version: i64,
    }
}

impl Expert {
    /// The person's name among ties.
    pub fn person(&self) -> String {
        format!("consulting-expert:{}", self.id)
    }
}

row! {
    /// An expert chosen for a case.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Engagement {
        /// Id.
        pub id: String,
        /// Case.
        pub case_id: String,
        /// Expert.
        pub expert_id: String,
        /// Day of the consultation.
        pub held_on: Date,
        /// Fee, in won.
        pub fee_won: Won,
        /// Commitment on the fee's budget line.
        pub commitment_id: Option<String>,
        /// How the expert was ranked when chosen, as JSON phrases.
        pub reasons: String,
        /// Day chosen.
        pub chosen_on: Date,
        /// By whom (opaque id).
        pub chosen_by: String,
        /// `engaged` or `ended`.
        pub state: String,
        /// Made up for the demo.
        pub sample: bool,
    }
}
