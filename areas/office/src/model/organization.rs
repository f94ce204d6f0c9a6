//! Reorganization: a draft, what it moves, and what it has moved.

use base::UserId;
use db::row;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// New units that one form offers.
pub const NEW_UNITS: usize = 6;

row! {
    /// A reorganization, drafted or carried out.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Reorganization {
        /// Id.
        pub id: String,
        /// Title; the name of the new structure.
        pub title: String,
        /// Paper that decided it.
        pub decided: String,
        /// First day of the new order.
        pub effective_on: Date,
        /// `draft`, `applied`, `undone` or `dropped`.
        pub state: String,
        /// The plan as JSON; see [`Plan`].
        pub content: String,
        /// Structure it made, once applied.
        pub structure_id: Option<String>,
        /// When drafted.
        pub made_at: Timestamp,
        /// When applied.
        pub applied_at: Option<Timestamp>,
        /// Counts changes.
        pub version: i64,
    }
}

impl Reorganization {
    /// The plan inside.
    pub fn plan(&self) -> Plan {
        serde_json::from_str(&self.content).unwrap_or_default()
    }
}

/// What is to begin and to end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Units that begin.
    pub starts: Vec<NewUnit>,
    /// Units that end, each with who takes over.
    pub ends: Vec<EndUnit>,
}

/// A unit that begins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewUnit {
    /// Id it will have.
    pub id: String,
    /// Name.
    pub name: String,
    /// `team`, `task-force` or `office`.
    pub kind: String,
}

/// A unit that ends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndUnit {
    /// Its id.
    pub unit_id: String,
    /// Who takes over: `unit:ID`, `person:ID`, or empty while nobody is named.
    pub to: String,
    /// Where its people go when a person takes over the work, for nobody can belong to a person: `unit:ID`, or `end`
    /// when their membership ends on purpose; empty while nothing is said. Without meaning when a unit takes over.
    #[serde(default)]
    pub members_to: String,
    /// Last day it had before this reorganization was applied, if one was set; undoing brings it back.
    #[serde(default)]
    pub had_until_on: Option<Date>,
}

impl EndUnit {
    /// The unit that takes over, if one does.
    pub fn to_unit(&self) -> Option<&str> {
        self.to.strip_prefix("unit:")
    }

    /// The person who takes over, if one does.
    pub fn to_person(&self) -> Option<UserId> {
        self.to.strip_prefix("person:").map(UserId::from)
    }

    /// The unit its people go to: the one that takes over, or the one named for them.
    pub fn members_unit(&self) -> Option<&str> {
        self.to_unit().or_else(|| self.members_to.strip_prefix("unit:"))
    }

    /// Whether it was said on purpose that memberships end with the unit.
    pub fn members_end(&self) -> bool {
        self.to_person().is_some() && self.members_to == "end"
    }
}

/// First step of a draft: what begins.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct DraftReorganization {
    /// Title.
    pub title: String,
    /// Paper that decided it.
    pub decided: String,
    /// First day.
    pub effective_on: String,
    /// Names of new units; blank ones are left out.
    #[serde(default)]
    pub unit_name: Vec<String>,
    /// Their kinds, in the same order.
    #[serde(default)]
    pub unit_kind: Vec<String>,
}

/// Second step: what ends, and who takes over. One pair for each present unit.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct PlanEnds {
    /// Present units, in the order of the form.
    #[serde(default)]
    pub unit: Vec<String>,
    /// `stay`, or who takes over, or `open` for ending without a receiver yet.
    #[serde(default)]
    pub to: Vec<String>,
    /// Where the people of each go: `unit:ID`, `end`, or empty; in the order of the form.
    #[serde(default)]
    pub members_to: Vec<String>,
    /// Version the form was made from.
    pub version: i64,
}

row! {
    /// One record that moves, or has moved.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Move {
        /// `task`, `budget-line` or `membership`.
        pub kind: String,
        /// The record.
        pub record_id: String,
        /// What it is about, such as `plan-activity:…`; empty for a membership.
        pub about: String,
        /// What it is called: a title, a line's name or a person's name.
        pub name: String,
        /// Unit it comes from.
        pub from_unit_id: String,
        /// Unit it goes to, if one.
        pub to_unit_id: Option<String>,
        /// Person who had it, if one.
        pub from_user_id: Option<UserId>,
        /// Person who takes it, if one.
        pub to_user_id: Option<UserId>,
        /// Last day of a membership as it was before.
        pub from_until_on: Option<Date>,
    }
}

/// Records of other areas that the preview calls by their own name, by the first part of what a task is about.
pub const NAMED_TASKS: [&str; 3] = ["plan-task", "plan-activity", "plan-sheet"];

impl Move {
    /// Whether it is a membership that goes nowhere, so that it ends.
    pub fn ends_membership(&self) -> bool {
        self.kind == "membership" && self.to_unit_id.is_none()
    }

    /// What it is, as the preview calls it: one of [`NAMED_TASKS`], else its kind.
    pub fn noun(&self) -> &str {
        let own = self.about.split(':').next().unwrap_or_default();
        let known = NAMED_TASKS.contains(&own) && self.kind == "task";
        if known { own } else { &self.kind }
    }
}

row! {
    /// A record as it stands in a unit that ends.
    #[derive(Debug, Clone)]
    pub struct Standing {
        /// The record.
        pub record_id: String,
        /// What it is about; empty for a membership.
        pub about: String,
        /// What it is called.
        pub name: String,
        /// Unit it stands in.
        pub unit_id: String,
        /// Person who has it.
        pub user_id: Option<UserId>,
        /// Last day, for a membership.
        pub until_on: Option<Date>,
    }
}
