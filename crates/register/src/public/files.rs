//! The shipped files themselves and their typed rows.

use base::Problem;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};

/// Districts and the days they exist.
pub const DISTRICTS: &str = include_str!("../../../../data/districts.csv");
/// Dongs with the district of each before and after 2026-07-01.
pub const DONGS: &str = include_str!("../../../../data/population_dong.csv");
/// Institutions of the city's directory.
pub const INSTITUTIONS: &str = include_str!("../../../../data/agencies.csv");
/// Programme types and their names.
pub const TYPES: &str = include_str!("../../../../guidelines/programme_types.toml");
/// Every project plan of 2022.
pub const PROJECTS: &str = include_str!("../../../../data/senior_job_projects_incheon_2022.csv");
/// People by area and day, open-ended ages.
pub const PEOPLE: &str = include_str!("../../../../data/population.csv");
/// People by area, day and band of ages.
pub const AGE_BANDS: &str = include_str!("../../../../data/population_age.csv");
/// People by single years of age.
pub const SINGLE_AGES: &str = include_str!("../../../../data/population_single_age_incheon.csv");
/// Projected people.
pub const PROJECTIONS: &str = include_str!("../../../../data/projection.csv");
/// Targets, results, budgets and waiting people as published.
pub const SENIOR_JOBS: &str = include_str!("../../../../data/senior_jobs.csv");
/// Demand for senior jobs as published.
pub const DEMAND: &str = include_str!("../../../../data/demand_projection.csv");
/// Codes of activities with their totals.
pub const ACTIVITIES: &str = include_str!("../../../../data/job_activities_2022.csv");
/// Public holidays.
pub const HOLIDAYS: &str = include_str!("../../../../data/holidays_kr.csv");

/// Every file, in a fixed order.
pub const ALL: [&str; 13] = [
    DISTRICTS,
    DONGS,
    INSTITUTIONS,
    TYPES,
    PROJECTS,
    PEOPLE,
    AGE_BANDS,
    SINGLE_AGES,
    PROJECTIONS,
    SENIOR_JOBS,
    DEMAND,
    ACTIVITIES,
    HOLIDAYS,
];

/// Reads the rows of a shipped CSV by the names of its columns.
pub fn rows<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, Problem> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().map_err(Problem::fault)
}

/// Reads a day written `20260701`; nothing when the cell is empty.
pub fn compact_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() {
        return Ok(None);
    }
    Date::strptime("%Y%m%d", &text).map(Some).map_err(serde::de::Error::custom)
}

/// Reads a day written `2026-07-01`.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}
