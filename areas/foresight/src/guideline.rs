//! What the guidelines say: the national goal, the plan of 2020, early warnings and the day returns are due.

use base::Problem;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};

use crate::model::{Goal, PlanOf2020, UnitOfPlan};

const GOAL: &str = include_str!("../../../guidelines/national_goal.toml");
const PLAN: &str = include_str!("../../../guidelines/plan_2020.toml");
const WARNINGS: &str = include_str!("../../../guidelines/returns_warnings.toml");
const CALENDAR: &str = include_str!("../../../guidelines/returns_calendar.toml");

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    toml::from_str(text).map_err(Problem::fault)
}

/// Reads a day of TOML's own kind.
fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let day = toml::value::Datetime::deserialize(deserializer)?;
    day.to_string().parse().map_err(serde::de::Error::custom)
}

/// Reads a day of TOML's own kind, if there is one.
fn maybe_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    day(deserializer).map(Some)
}

#[derive(Debug, Deserialize)]
struct GoalFile {
    goal: Vec<GoalEntry>,
}

#[derive(Debug, Deserialize)]
struct GoalEntry {
    field: String,
    value: i64,
    by: i64,
    source: String,
    as_of: String,
}

/// The national goal.
pub fn goal() -> Result<Goal, Problem> {
    let file: GoalFile = read(GOAL)?;
    let find = |field: &str| {
        file.goal
            .iter()
            .find(|entry| entry.field == field)
            .ok_or_else(|| Problem::fault(format!("national_goal.toml has no {field}")))
    };
    let places = find("places_per_mille_of_65_plus")?;
    Ok(Goal {
        places_per_mille: places.value,
        non_public_per_mille: find("non_public_share_per_mille_min")?.value,
        by: places.by,
        source: places.source.clone(),
        as_of: places.as_of.clone(),
    })
}

#[derive(Debug, Deserialize)]
struct PlanFile {
    plan: PlanEntry,
    field: Vec<FieldEntry>,
    task: Vec<TaskEntry>,
    unit: Vec<UnitEntry>,
}

#[derive(Debug, Deserialize)]
struct PlanEntry {
    ko: String,
    en: String,
    year: i64,
    budget_won: i64,
    source: String,
    as_of: String,
}

#[derive(Debug, Deserialize)]
struct FieldEntry {
    id: String,
    number: i64,
    ko: String,
    en: String,
}

#[derive(Debug, Deserialize)]
struct TaskEntry {
    number: i64,
    item: String,
    field: String,
    core: bool,
    ko: String,
    en: String,
}

#[derive(Debug, Deserialize)]
struct UnitEntry {
    kind: String,
    ko: String,
    en: String,
    #[serde(deserialize_with = "day")]
    valid_from: Date,
    #[serde(default = "known")]
    valid_from_is_known: bool,
    #[serde(default, deserialize_with = "maybe_day")]
    valid_to: Option<Date>,
}

fn known() -> bool {
    true
}

/// The plan of 2020 without its money, and the fiscal year of that money.
pub fn plan() -> Result<(i64, PlanOf2020), Problem> {
    use crate::model::{Field, Task};
    let file: PlanFile = read(PLAN)?;
    let task = |task: &TaskEntry| Task {
        number: task.number,
        item: task.item.clone(),
        ko: task.ko.clone(),
        en: task.en.clone(),
        core: task.core,
        money: None,
    };
    let field = |field: &FieldEntry| Field {
        number: field.number,
        ko: field.ko.clone(),
        en: field.en.clone(),
        tasks: file.task.iter().filter(|entry| entry.field == field.id).map(task).collect(),
    };
    let fields = file.field.iter().map(field).collect();
    // The change is the day on which the task force begins.
    let changed_on =
        file.unit.iter().filter(|unit| unit.kind == "task-force").map(|unit| unit.valid_from).min();
    let units = |after: bool| {
        let on = |unit: &&UnitEntry| match changed_on {
            Some(day) if after => unit.valid_from <= day && unit.valid_to.is_none_or(|last| last >= day),
            Some(day) => unit.valid_from < day,
            None => !after,
        };
        file.unit.iter().filter(on).map(UnitEntry::unit).collect()
    };
    let plan = PlanOf2020 {
        fields,
        changed_on,
        before: units(false),
        after: units(true),
        ko: file.plan.ko,
        en: file.plan.en,
        year: file.plan.year,
        budget: base::Won(file.plan.budget_won),
        money: None,
        sample: false,
        source: file.plan.source,
        as_of: file.plan.as_of,
    };
    Ok((file.plan.year, plan))
}

impl UnitEntry {
    fn unit(&self) -> UnitOfPlan {
        UnitOfPlan {
            ko: self.ko.clone(),
            en: self.en.clone(),
            kind: self.kind.clone(),
            from_on: self.valid_from_is_known.then_some(self.valid_from),
            until_on: self.valid_to,
        }
    }
}

/// Which way a measure must pass its threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Greater than the threshold.
    Above,
    /// Less than the threshold.
    Below,
    /// At least the threshold.
    Any,
}

/// An early warning of the guideline.
#[derive(Debug, Clone, Deserialize)]
pub struct Rule {
    /// Id.
    pub id: String,
    /// What is counted.
    pub numerator: String,
    /// Against what; a plain count without it.
    #[serde(default)]
    pub denominator: Option<String>,
    /// Which way it warns.
    pub direction: Direction,
    /// Threshold in `unit`.
    pub threshold: i64,
    /// Unit of the threshold.
    pub unit: String,
    /// First day in force.
    #[serde(deserialize_with = "day")]
    pub from: Date,
    /// Where the threshold comes from.
    pub source: String,
}

#[derive(Debug, Deserialize)]
struct WarningFile {
    warning: Vec<Rule>,
}

/// The early warnings in force on `day`; of several with one id, the latest.
pub fn warnings(day: Date) -> Result<Vec<Rule>, Problem> {
    let file: WarningFile = read(WARNINGS)?;
    let mut rules: Vec<Rule> = Vec::new();
    for rule in file.warning.into_iter().filter(|rule| rule.from <= day) {
        match rules.iter_mut().find(|kept| kept.id == rule.id) {
            Some(kept) if kept.from <= rule.from => *kept = rule,
            Some(_) => {}
            None => rules.push(rule),
        }
    }
    Ok(rules)
}

#[derive(Debug, Deserialize)]
struct CalendarFile {
    rule: Vec<DueRule>,
}

/// On which working day of the following month a return is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct DueRule {
    /// First day in force; a month is judged by the rule of its first day.
    #[serde(deserialize_with = "day")]
    pub from: Date,
    /// The working day, from 1.
    pub due_workday: usize,
}

/// The rules by which returns are due.
pub fn due_rules() -> Result<Vec<DueRule>, Problem> {
    let file: CalendarFile = read(CALENDAR)?;
    Ok(file.rule)
}

#[cfg(test)]
mod tests {
    use base::Won;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_plan_has_two_fields_ten_tasks_two_of_them_core_and_120_million_won() {
        let (year, plan) = plan().expect("the plan can be read");
        assert_eq!((year, plan.budget, plan.fields.len()), (2020, Won(120_000_000), 2));
        let tasks: Vec<_> = plan.fields.iter().flat_map(|field| &field.tasks).collect();
        assert_eq!(tasks.iter().map(|task| task.number).collect::<Vec<_>>(), (1..=10).collect::<Vec<_>>());
        assert_eq!(tasks.iter().filter(|task| task.core).map(|task| task.number).collect::<Vec<_>>(), [1, 6]);
    }

    #[test]
    fn three_teams_became_two_and_a_task_force_in_january_2020() {
        let (_, plan) = plan().expect("the plan can be read");
        let kinds = |units: &[UnitOfPlan]| units.iter().map(|unit| unit.kind.clone()).collect::<Vec<_>>();
        assert_eq!(plan.changed_on, Some(date(2020, 1, 1)));
        assert_eq!(kinds(&plan.before), ["team", "team", "team"]);
        assert_eq!(kinds(&plan.after), ["team", "team", "task-force"]);
    }

    #[test]
    fn a_warning_holds_from_its_first_day() {
        let ids = |day| {
            warnings(day)
                .expect("the warnings can be read")
                .into_iter()
                .map(|rule| rule.id)
                .collect::<Vec<_>>()
        };
        assert!(!ids(date(2022, 11, 23)).contains(&"no-safety-officer".to_owned()));
        assert!(ids(date(2024, 11, 1)).contains(&"no-safety-officer".to_owned()));
        assert_eq!(due_rules().ok().and_then(|rules| rules.first().map(|rule| rule.due_workday)), Some(5));
        assert_eq!(
            goal().ok().map(|goal| (goal.places_per_mille, goal.non_public_per_mille)),
            Some((100, 400))
        );
    }
}
