//! From ranks to grades: by count, share or cut-off within a league, with a stated rule for equals at a cut.

use std::ops::Range;

use crate::{
    Refused, Table, TieAtCut,
    aggregate::NONE,
    scheme::{Ask, Grading, Step},
};

/// Grades, and the last place above each line between two of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grades {
    /// By unit, in the order of the table.
    pub(crate) grades: Vec<Option<String>>,
    /// League, grade above the line, last place above it.
    pub(crate) lines: Vec<(Range<usize>, String, u32)>,
}

/// Grades every unit of the table.
pub(crate) fn grades(
    grading: Option<&Grading>,
    table: &Table,
    scores: &[i64],
    ranks: &[u32],
) -> Result<Grades, Refused> {
    let mut all = Grades { grades: vec![None; table.units().len()], lines: Vec::new() };
    match grading {
        None => {}
        Some(Grading::Given { .. }) => {
            all.grades = table.units().iter().map(|unit| unit.grade.clone()).collect();
        }
        Some(Grading::Ladder { tie_at_cut, steps, rest }) => {
            for range in table.leagues() {
                let league =
                    League { table, range, scores: &scores[range.clone()], ranks: &ranks[range.clone()] };
                league.grade(*tie_at_cut, &steps_of(steps, table.league(range)), rest.as_ref(), &mut all)?;
            }
        }
    }
    Ok(all)
}

/// The steps of a league: its own, or those for every league.
pub(crate) fn steps_of<'a>(steps: &'a [Step], league: &str) -> Vec<&'a Step> {
    let own: Vec<&Step> = steps.iter().filter(|step| step.league.as_deref() == Some(league)).collect();
    if own.is_empty() { steps.iter().filter(|step| step.league.is_none()).collect() } else { own }
}

/// One league.
struct League<'a> {
    table: &'a Table,
    range: &'a Range<usize>,
    scores: &'a [i64],
    ranks: &'a [u32],
}

impl League<'_> {
    fn grade(
        &self,
        ties: TieAtCut,
        steps: &[&Step],
        rest: Option<&String>,
        all: &mut Grades,
    ) -> Result<(), Refused> {
        let scored = self.scores.iter().filter(|score| **score != NONE).count() as u32;
        let last_places = self.last_places();
        let mut limit = 0_u32;
        let mut above = 0_u32;
        for step in steps {
            limit = match step.ask {
                Ask::Count(count) => limit.saturating_add(count),
                Ask::Share(share) => limit + share_of(scored, share.millionths()),
                Ask::Cutoff(_) => limit,
            };
            for (at, &last_place) in last_places.iter().enumerate() {
                let place = self.range.start + at;
                if self.scores[at] == NONE || all.grades[place].is_some() {
                    continue;
                }
                let reached = match step.ask {
                    Ask::Cutoff(cutoff) => self.scores[at] >= cutoff.millionths().saturating_mul(1_000),
                    _ if self.ranks[at] <= limit && last_place > limit => match ties {
                        TieAtCut::Expand => true,
                        TieAtCut::None => false,
                        TieAtCut::Refuse => return Err(self.tie(at, &step.grade)),
                    },
                    _ => last_place <= limit,
                };
                if reached {
                    all.grades[place] = Some(step.grade.clone());
                    above += 1;
                }
            }
            let known =
                all.lines.last().is_some_and(|(league, _, place)| league == self.range && *place == above);
            if above > 0 && above < scored && !known {
                all.lines.push((self.range.clone(), step.grade.clone(), above));
            }
        }
        for (at, score) in self.scores.iter().enumerate() {
            let grade = &mut all.grades[self.range.start + at];
            if *score != NONE && grade.is_none() {
                *grade = rest.cloned();
            }
        }
        Ok(())
    }

    /// The last place that each unit shares with its equals.
    fn last_places(&self) -> Vec<u32> {
        let mut equals = vec![0_u32; self.ranks.len() + 1];
        self.ranks.iter().for_each(|&rank| equals[rank as usize] += 1);
        self.ranks.iter().map(|&rank| rank + equals[rank as usize] - 1).collect()
    }

    fn tie(&self, at: usize, grade: &str) -> Refused {
        let units = self.table.units()[self.range.clone()].iter().zip(self.ranks);
        let equals = units.filter(|(_, rank)| **rank == self.ranks[at]).map(|(unit, _)| unit.id.as_str());
        Refused::TieAtCut {
            league: self.table.league(self.range).to_owned(),
            grade: grade.to_owned(),
            units: equals.collect::<Vec<_>>().join(", "),
        }
    }
}

/// A share of so many, rounded down.
fn share_of(units: u32, millionths: i64) -> u32 {
    (i64::from(units) * millionths / 1_000_000) as u32
}
