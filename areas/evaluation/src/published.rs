//! The published case of 2020: grades are read as they were announced, the engine computes only the rewards.

use std::{collections::BTreeMap, sync::LazyLock};

use indicators::{Draft, Run, Scheme, Table, Unit};
use serde::Deserialize;

/// One agency of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// Name as published.
    pub agency: String,
    /// League as published.
    pub league: String,
    /// Grade as published.
    pub grade: String,
    /// Reward in won.
    pub reward_won: i64,
    /// Whether the sum of the grade is our arithmetic and not a published figure.
    pub derived: bool,
}

/// A case with its rewards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Id of its scheme.
    pub id: String,
    /// Name of its scheme.
    pub name: String,
    /// Where it was published.
    pub source: String,
    /// Day of the source.
    pub as_of: String,
    /// Agencies with their rewards.
    pub rows: Vec<CaseRow>,
    /// Sum of the rewards in won.
    pub total_won: i64,
    /// The total that was published, in won.
    pub published_won: i64,
}

impl Case {
    /// Each grade with how many have it, its sum, and whether that is derived; the highest sum first.
    pub fn grades(&self) -> Vec<(String, i64, i64, bool)> {
        let mut found: BTreeMap<(i64, String, bool), i64> = BTreeMap::new();
        for row in &self.rows {
            *found.entry((row.reward_won, row.grade.clone(), row.derived)).or_default() += 1;
        }
        let all = found.into_iter().rev();
        all.map(|((won, grade, derived), count)| (grade, count, won, derived)).collect()
    }
}

#[derive(Deserialize)]
struct Line {
    unit_id: String,
    league: String,
    grade: String,
}

#[derive(Deserialize)]
struct Expect {
    rewards_won: i64,
}

#[derive(Deserialize)]
struct Published {
    source: String,
    as_of: String,
    expect: Expect,
}

/// Reads and computes the case.
fn computed() -> Case {
    let sound = "the case's files are sound";
    let draft =
        Draft::from_toml(include_str!("../../../guidelines/evaluation/incheon_2020.toml")).expect(sound);
    let scheme = Scheme::new(&draft).expect(sound);
    let published: Published =
        toml::from_str(include_str!("../../../guidelines/cases/evaluation/incheon_2020.toml")).expect(sound);
    let text = include_str!("../../../guidelines/cases/evaluation/incheon_2020.csv");
    let lines: Vec<Line> =
        csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>().expect(sound);
    let unit = |line: &Line| Unit {
        league: line.league.clone(),
        id: line.unit_id.clone(),
        grade: Some(line.grade.clone()),
    };
    let table = Table::new(lines.iter().map(unit).collect(), Vec::new()).expect(sound);
    let found = indicators::evaluate(&scheme, &table, &Run::plain()).expect(sound);
    let grades = draft.reward.map(|reward| reward.grades).unwrap_or_default();
    let derived = |grade: &str| grades.iter().any(|one| one.grade == grade && one.note.is_some());
    let row = |line: &Line| CaseRow {
        agency: line.unit_id.clone(),
        league: line.league.clone(),
        grade: line.grade.clone(),
        reward_won: found.unit(&line.unit_id).map_or(0, |unit| unit.reward.0),
        derived: derived(&line.grade),
    };
    Case {
        id: draft.id,
        name: draft.name,
        source: published.source,
        as_of: published.as_of,
        rows: lines.iter().map(row).collect(),
        total_won: found.money.rewards.0,
        published_won: published.expect.rewards_won,
    }
}

/// The evaluation of 2019, published in September 2020, for Incheon. These are the ministry's rewards.
pub fn incheon_2020() -> &'static Case {
    static CASE: LazyLock<Case> = LazyLock::new(computed);
    &CASE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn incheon_2020_is_four_s_one_a_and_seven_single_and_185_000_000_won() {
        let case = incheon_2020();
        let counts: Vec<(i64, i64, bool)> =
            case.grades().into_iter().map(|(_, count, won, derived)| (count, won, derived)).collect();
        assert_eq!(counts, [(4, 35_000_000, false), (1, 10_000_000, true), (7, 5_000_000, false)]);
        assert_eq!((case.total_won, case.published_won), (185_000_000, 185_000_000));
    }
}
