//! The dated data that training stands on: yearly duties and what each job has to be able to do.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

/// The kind of hours on record that neither a session nor a form of this area wrote.
pub const ELSEWHERE: &str = "elsewhere";

/// `guidelines/training_duties.toml`.
#[derive(Debug, Deserialize)]
struct Duties {
    duty: Vec<Duty>,
}

/// Hours that must be reached, by whom and from what.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Id.
    pub id: String,
    /// A worker's job, or `participants`.
    pub who: String,
    /// Name in Korean.
    pub ko: String,
    /// Name in English.
    pub en: String,
    /// Kinds of courses whose hours count.
    pub kinds: Vec<String>,
    /// Tenths of an hour to be reached.
    pub hours_tenths: i64,
    /// Over what the hours are measured.
    pub for_each: String,
    /// Tenths of an hour that a month can bring at most; none where sessions to come decide what is in reach.
    pub most_tenths_a_month: Option<i64>,
    /// Days within which a newcomer must reach it; none for a duty of every year.
    pub within_days: Option<i64>,
    /// First day in force.
    pub from: toml::value::Datetime,
    /// Last day in force.
    pub until: Option<toml::value::Datetime>,
    /// Whether it is an example and no published rule.
    #[serde(default)]
    pub example: bool,
    /// Clause of the rule, in the law's own words.
    pub clause: String,
    /// Where it is published.
    pub source: String,
    /// Day of the source.
    pub as_of: String,
}

/// `guidelines/training_competencies.toml`.
#[derive(Debug, Deserialize)]
pub struct Competencies {
    source: String,
    source_ko: String,
    /// Day of the source.
    pub as_of: String,
    /// First day in force.
    from: toml::value::Datetime,
    /// The rows.
    pub competency: Vec<Competency>,
}

/// One row of the matrix: what is to be known, and how well in each job (0–3).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Competency {
    /// Id.
    pub id: String,
    /// Name in Korean.
    pub ko: String,
    /// Name in English.
    pub en: String,
    /// Field of need it belongs to ([`register::needs::FIELDS`]).
    pub field: String,
    /// Level of a head of agency.
    pub head: i64,
    /// Level of dedicated staff.
    pub dedicated: i64,
    /// Level of a safety officer.
    pub safety: i64,
    /// Level of an accounting officer.
    pub accounting: i64,
    /// Level of centre staff.
    pub centre: i64,
    /// Level of other workers.
    pub other: i64,
}

impl Competencies {
    /// Where the matrix comes from, in the reader's language.
    pub fn source(&self, english: bool) -> &str {
        if english { &self.source } else { &self.source_ko }
    }

    /// First day in force.
    pub fn from(&self) -> Date {
        day(&self.from)
    }
}

impl Competency {
    /// The level a job needs.
    pub fn level(&self, job: &str) -> i64 {
        match job {
            "head" => self.head,
            "dedicated" => self.dedicated,
            "safety" => self.safety,
            "accounting" => self.accounting,
            "centre" => self.centre,
            _ => self.other,
        }
    }
}

static DUTIES: LazyLock<Vec<Duty>> = LazyLock::new(|| {
    let file: Duties = toml::from_str(include_str!("../../../guidelines/training_duties.toml"))
        .expect("the duties' file is sound");
    file.duty
});

/// The matrix of competencies.
pub static COMPETENCIES: LazyLock<Competencies> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../guidelines/training_competencies.toml"))
        .expect("the competencies' file is sound")
});

/// A mode of operation, as far as it matters here.
#[derive(Debug, Deserialize)]
struct Mode {
    id: String,
    face_to_face: String,
}

/// `guidelines/operating_modes.toml`.
#[derive(Debug, Deserialize)]
struct Modes {
    mode: Vec<Mode>,
}

static MODES: LazyLock<Modes> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../guidelines/operating_modes.toml"))
        .expect("the modes' file is sound")
});

/// Whether meetings stop in a mode of operation.
pub fn stops_meetings(mode: &str) -> bool {
    MODES.mode.iter().any(|one| one.id == mode && one.face_to_face == "stops")
}

/// The civil day of a TOML date.
fn day(value: &toml::value::Datetime) -> Date {
    value.to_string().parse().expect("guidelines hold whole days")
}

/// The duties of `who` in force on `on`.
pub fn duties(who: &str, on: Date) -> Vec<&'static Duty> {
    let in_force =
        |duty: &&Duty| day(&duty.from) <= on && duty.until.as_ref().is_none_or(|until| on <= day(until));
    DUTIES.iter().filter(|duty| duty.who == who).filter(in_force).collect()
}

/// The competency with `id`.
pub fn competency(id: &str) -> Option<&'static Competency> {
    COMPETENCIES.competency.iter().find(|one| one.id == id)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn staff_owe_five_hours_and_participants_ten_since_november_2024() {
        let hours = |who, on| {
            let yearly = |duty: &&&Duty| duty.within_days.is_none();
            duties(who, on).iter().find(yearly).map(|duty| (duty.hours_tenths, duty.example))
        };
        assert_eq!(hours("dedicated", date(2025, 3, 2)), Some((50, false)));
        assert_eq!(hours("participants", date(2025, 3, 2)), Some((100, false)));
        assert_eq!(hours("dedicated", date(2022, 11, 23)), Some((50, true)));
    }

    #[test]
    fn every_competency_belongs_to_a_field_and_needs_levels_from_0_to_3() {
        for one in &COMPETENCIES.competency {
            assert!(register::needs::FIELDS.contains(&one.field.as_str()), "{}", one.id);
            for job in register::workers::JOBS {
                assert!((0..=3).contains(&one.level(job)), "{} {job}", one.id);
            }
        }
        assert_eq!(COMPETENCIES.competency.len(), 10);
    }
}
