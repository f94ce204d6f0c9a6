//! Why demand rises, and how varied the jobs are.

use base::Ratio;
use jiff::civil::Date;
use serde::Serialize;

/// How much of a cohort was born inside the generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Inside {
    /// Everyone.
    Whole,
    /// Those of one half of the twelve months.
    Part,
}

/// People of one age on the day of the count: born within twelve months, turning 65 within twelve months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cohort {
    /// Age in completed years on the day of the count.
    pub age: i64,
    /// First birthday of the twelve months.
    pub born_from: Date,
    /// Last birthday of the twelve months.
    pub born_until: Date,
    /// First day on which one of them turns 65.
    pub turns_from: Date,
    /// Last day on which one of them turns 65.
    pub turns_until: Date,
    /// People living in the area on the day of the count.
    pub persons: i64,
    /// Whether they have turned 65 by that day.
    pub turned: bool,
    /// How much of it lies inside the generation.
    pub inside: Inside,
}

/// The generation born 1955 to 1963 as it turns 65.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Demand {
    /// Day of the count; none when single ages are not loaded.
    pub counted_on: Option<Date>,
    /// Definition of the count.
    pub basis: String,
    /// The cohorts, oldest first.
    pub cohorts: Vec<Cohort>,
    /// People of the cohorts that have turned 65.
    pub turned: i64,
    /// People of the cohorts that have not yet turned 65.
    pub to_come: i64,
    /// Source.
    pub source: String,
    /// Day of the source.
    pub as_of: String,
}

/// A type's share of the places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypeShare {
    /// Programme type.
    pub type_id: String,
    /// Projects.
    pub projects: i64,
    /// Places.
    pub places: i64,
    /// Its places of all places.
    pub share: Ratio,
}

/// An activity's share of the places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Activity {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Programme type.
    pub type_id: String,
    /// Projects.
    pub projects: i64,
    /// Places.
    pub places: i64,
    /// Its places of all places.
    pub share: Ratio,
}

/// How varied the jobs are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Variety {
    /// Shares by type.
    pub types: Vec<TypeShare>,
    /// Shares by activity, the largest first.
    pub activities: Vec<Activity>,
    /// Places of the five largest activities of all places.
    pub largest_five: Ratio,
    /// Places outside the public type of all places; the national goal asks for 40 %.
    pub non_public: Ratio,
}
