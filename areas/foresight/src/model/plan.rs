//! The plan of 2020: fields, tasks, money and the organization that carries it out.

use base::Won;
use jiff::civil::Date;
use serde::Serialize;

/// How much money stands where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Money {
    /// Given.
    pub planned: Won,
    /// Promised, paid or not.
    pub committed: Won,
    /// Paid.
    pub spent: Won,
    /// Not yet promised.
    pub remaining: Won,
}

/// A task of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// Number, 1 to 10.
    pub number: i64,
    /// Number under which activities cite it.
    pub item: String,
    /// Korean title.
    pub ko: String,
    /// English title.
    pub en: String,
    /// Whether it is a core task.
    pub core: bool,
    /// Its money; none when no line names it.
    pub money: Option<Money>,
}

/// A field of the plan with its tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Number.
    pub number: i64,
    /// Korean title.
    pub ko: String,
    /// English title.
    pub en: String,
    /// Its tasks.
    pub tasks: Vec<Task>,
}

/// A unit of the organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitOfPlan {
    /// Korean name.
    pub ko: String,
    /// English name.
    pub en: String,
    /// `team` or `task-force`.
    pub kind: String,
    /// First day; none when it is not known.
    pub from_on: Option<Date>,
    /// Last day, if it ended.
    pub until_on: Option<Date>,
}

/// The plan of 2020.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanOf2020 {
    /// Korean title.
    pub ko: String,
    /// English title.
    pub en: String,
    /// Fiscal year of its money.
    pub year: i64,
    /// Money of the plan as published.
    pub budget: Won,
    /// Fields with tasks.
    pub fields: Vec<Field>,
    /// Money over all tasks; none while no line is entered.
    pub money: Option<Money>,
    /// Whether the split over tasks is made up for the demo.
    pub sample: bool,
    /// The day from which there are two teams and a task force.
    pub changed_on: Option<Date>,
    /// Units before that day.
    pub before: Vec<UnitOfPlan>,
    /// Units from that day on.
    pub after: Vec<UnitOfPlan>,
    /// Source.
    pub source: String,
    /// Day of the source.
    pub as_of: String,
}
