//! The dated data that the plan stands on: the plan of 2020, operating modes, the hours of a week.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

/// A word in both languages with its id.
#[derive(Debug, Clone, Deserialize)]
pub struct Named {
    /// Id.
    pub id: String,
    /// Korean.
    pub ko: String,
    /// English.
    pub en: String,
}

/// An operating mode and what it allows.
#[derive(Debug, Clone, Deserialize)]
pub struct ModeRule {
    /// The mode and its name.
    #[serde(flatten)]
    pub named: Named,
    /// `stops` or `goes-on`.
    pub face_to_face: String,
    /// Whether an order or notice must be named.
    pub legal_basis_required: bool,
    /// Ids of ways of working that may go on.
    pub goes_on: Vec<String>,
    /// Ids of audiences to be told.
    pub tell: Vec<String>,
}

/// `guidelines/operating_modes.toml`.
#[derive(Debug, Deserialize)]
pub struct Modes {
    /// The modes.
    pub mode: Vec<ModeRule>,
    /// Ways of working.
    pub way: Vec<Named>,
    /// Who is to be told.
    pub audience: Vec<Named>,
}

impl Modes {
    /// The rule of a mode's word.
    pub fn rule(&self, word: &str) -> Option<&ModeRule> {
        self.mode.iter().find(|rule| rule.named.id == word)
    }

    /// Whether face-to-face activities stop in this mode; in an unknown one they go on.
    pub fn stops_meetings(&self, word: &str) -> bool {
        self.rule(word).is_some_and(|rule| rule.face_to_face == "stops")
    }
}

/// The head of a plan.
#[derive(Debug, Deserialize)]
pub struct Head {
    /// Title in Korean.
    pub ko: String,
    /// Title in English.
    pub en: String,
    /// Year.
    pub year: i64,
    /// Who issued it, in Korean.
    pub issuer_ko: String,
    /// Who issued it, in English.
    pub issuer_en: String,
    /// Money in won.
    pub budget_won: i64,
    /// Where it was published.
    pub source: String,
    /// Day of the source.
    pub as_of: String,
}

/// A document of the plan.
#[derive(Debug, Deserialize)]
pub struct Paper {
    /// Id and title.
    #[serde(flatten)]
    pub named: Named,
    /// `basic-plan` or `detailed-plan`.
    pub kind: String,
    /// The document it carries out.
    pub follows: Option<String>,
    /// Month it was made, as far as known.
    pub month: String,
    /// Where it was published.
    pub source: String,
    /// Day of the source.
    pub as_of: String,
}

/// A field.
#[derive(Debug, Deserialize)]
pub struct Field {
    /// Id and title.
    #[serde(flatten)]
    pub named: Named,
    /// Number.
    pub number: i64,
}

/// A task.
#[derive(Debug, Deserialize)]
pub struct Task {
    /// Number in the plan.
    pub number: i64,
    /// Item of the document it carries out.
    pub item: String,
    /// That document.
    pub document: String,
    /// Its field.
    pub field: String,
    /// The area of work that does it.
    pub area: String,
    /// Whether it is a core task.
    pub core: bool,
    /// Title in Korean.
    pub ko: String,
    /// Title in English.
    pub en: String,
    /// Aim in Korean.
    pub aim_ko: String,
    /// Aim in English.
    pub aim_en: String,
    /// Where it was published.
    pub source: String,
    /// Day of the source.
    pub as_of: String,
}

/// A unit of the organization.
#[derive(Debug, Deserialize)]
pub struct Unit {
    /// Id and name.
    #[serde(flatten)]
    pub named: Named,
    /// `team` or `task-force`.
    pub kind: String,
    /// First day.
    pub valid_from: toml::value::Datetime,
    /// Last day, if it has ended.
    pub valid_to: Option<toml::value::Datetime>,
    /// Where it was published.
    pub source: String,
}

/// `guidelines/plan_2020.toml`.
#[derive(Debug, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the file's own table is called plan")]
pub struct Plan {
    /// Head.
    pub plan: Head,
    /// Documents.
    pub document: Vec<Paper>,
    /// Fields.
    pub field: Vec<Field>,
    /// Tasks.
    pub task: Vec<Task>,
    /// Units.
    pub unit: Vec<Unit>,
}

/// A structure of units; the public reports give none a name, so `data/structures.toml` does.
#[derive(Debug, Deserialize)]
pub struct Structure {
    /// Id and name.
    #[serde(flatten)]
    pub named: Named,
    /// First day.
    pub valid_from: toml::value::Datetime,
    /// What decided it.
    pub decided: String,
    /// Ids of its units.
    pub units: Vec<String>,
}

/// `data/structures.toml`.
#[derive(Debug, Deserialize)]
pub struct Structures {
    /// The structures.
    pub structure: Vec<Structure>,
}

/// One dated working week.
#[derive(Debug, Deserialize)]
struct Week {
    hours: i64,
    valid_from: toml::value::Datetime,
}

/// `guidelines/workload.toml`.
#[derive(Debug, Deserialize)]
struct Workload {
    week: Vec<Week>,
}

/// The operating modes.
pub static MODES: LazyLock<Modes> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../guidelines/operating_modes.toml"))
        .expect("the modes' file is sound")
});

/// The plan of 2020.
pub static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../guidelines/plan_2020.toml")).expect("the plan's file is sound")
});

/// The structures of the plan's organization.
pub static STRUCTURES: LazyLock<Structures> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/structures.toml")).expect("the structures' file is sound")
});

static WORKLOAD: LazyLock<Workload> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../guidelines/workload.toml")).expect("the workload's file is sound")
});

/// The civil day of a TOML date.
pub fn day(value: &toml::value::Datetime) -> Date {
    value.to_string().parse().expect("guidelines hold whole days")
}

/// Hours a week in force on `on`; those of the first known week before it.
pub fn week_hours(on: Date) -> i64 {
    let known = WORKLOAD.week.iter().filter(|week| day(&week.valid_from) <= on);
    let newest = known.max_by_key(|week| day(&week.valid_from)).or(WORKLOAD.week.first());
    newest.map_or(0, |week| week.hours)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_plan_of_2020_has_two_fields_ten_tasks_two_of_them_core_and_120_000_000_won() {
        let plan = &*PLAN;
        assert_eq!((plan.field.len(), plan.task.len(), plan.plan.budget_won), (2, 10, 120_000_000));
        let core: Vec<i64> = plan.task.iter().filter(|task| task.core).map(|task| task.number).collect();
        assert_eq!(core, [1, 6]);
    }

    #[test]
    fn three_teams_became_two_and_a_task_force_in_january_2020() {
        let on = |day_: Date| {
            let valid = |unit: &&Unit| {
                day(&unit.valid_from) <= day_ && unit.valid_to.as_ref().is_none_or(|to| day_ <= day(to))
            };
            PLAN.unit.iter().filter(valid).map(|unit| unit.kind.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(on(date(2019, 12, 31)), ["team", "team", "team"]);
        assert_eq!(on(date(2020, 1, 1)), ["team", "team", "task-force"]);
    }

    #[test]
    fn distancing_stops_meetings_and_needs_a_legal_basis() {
        assert!(MODES.stops_meetings("social-distancing"));
        assert!(!MODES.stops_meetings("normal"));
        assert_eq!(MODES.rule("social-distancing").map(|rule| rule.legal_basis_required), Some(true));
        assert_eq!(week_hours(date(2020, 3, 2)), 40);
    }
}
