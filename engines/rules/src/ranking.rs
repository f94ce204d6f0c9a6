//! The order of those who may take part: tier, then points, then what decides between equals.

use std::cmp::Ordering;

use crate::{Decisions, Facts, Kind, Plan, Points, Prefer, Refused, TieBy, Verdict, calendar};

/// Those who may take part, the first of them first.
///
/// Applicants who are equal in everything the rulebook compares share a place: between them a lottery decides, which
/// is not a matter of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    order: Vec<u32>,
    places: Vec<u32>,
}

impl Ranking {
    /// How many may take part.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether nobody may.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Row and place from 1 of each, the first first; equals share the best place and stand in the order of their ids.
    pub fn rows(&self) -> impl Iterator<Item = (usize, u32)> {
        self.order.iter().zip(&self.places).map(|(row, place)| (*row as usize, *place))
    }

    /// The first row after those who share a place with the one at `index`, counted from 0.
    pub(crate) fn end_of_equals(&self, index: usize) -> usize {
        let place = self.places[index];
        index + self.places[index..].iter().take_while(|other| **other == place).count()
    }

    /// The first of those who share a place with the one at `index`.
    pub(crate) fn start_of_equals(&self, index: usize) -> usize {
        self.places[index] as usize - 1
    }

    /// The row at an index.
    pub(crate) fn row(&self, index: usize) -> usize {
        self.order[index] as usize
    }
}

impl Plan<'_> {
    /// Ranks those who may take part.
    pub fn ranking(&self, facts: &Facts, decisions: &Decisions) -> Result<Ranking, Refused> {
        let keys = self.tie_keys(facts)?;
        let eligible = (0..decisions.applicants()).filter(|row| decisions.verdict(*row) == Verdict::Yes);
        let mut order: Vec<u32> = eligible.map(|row| row as u32).collect();
        let tier = |row: u32| decisions.tiers.get(row as usize).copied().unwrap_or(0);
        let compare = |one: u32, other: u32| -> Ordering {
            let (a, b) = (one as usize, other as usize);
            let by_score = decisions.scores[b].cmp(&decisions.scores[a]);
            let by_ties = || {
                keys.iter()
                    .map(|key| key[b].cmp(&key[a]))
                    .find(|order| order.is_ne())
                    .unwrap_or(Ordering::Equal)
            };
            tier(one).cmp(&tier(other)).then(by_score).then_with(by_ties)
        };
        order.sort_unstable_by(|one, other| compare(*one, *other).then(one.cmp(other)));
        let mut places = vec![1_u32; order.len()];
        for at in 1..order.len() {
            let equal = compare(order[at - 1], order[at]).is_eq();
            places[at] = if equal { places[at - 1] } else { at as u32 + 1 };
        }
        Ok(Ranking { order, places })
    }

    /// For each tie-break a number per applicant, the larger the better; the least of all where nothing is known.
    pub fn tie_keys(&self, facts: &Facts) -> Result<Vec<Vec<i64>>, Refused> {
        let bound = self.bound(facts)?;
        let key = |by: TieBy, prefer: Prefer, row: usize| -> i64 {
            let value = match by {
                TieBy::Field(field) => self.counted(facts, bound.0[field], field, row),
                TieBy::Criterion(place) => {
                    let steps = &self.steps[place];
                    let value = facts.columns[bound.0[steps.field]].value(row);
                    value.map(|value| steps.at(value)).or(steps.without).map(i64::from)
                }
            };
            match (value, prefer) {
                (None, _) => i64::MIN,
                (Some(value), Prefer::Higher) => value,
                (Some(value), Prefer::Lower) => -value,
            }
        };
        let rows = 0..facts.applicants();
        let ties = self.rulebook.ties.iter();
        Ok(ties.map(|tie| rows.clone().map(|row| key(tie.by, tie.prefer, row)).collect()).collect())
    }

    /// The value of a field for a row; an age or a number of months is counted.
    pub(crate) fn counted(&self, facts: &Facts, column: usize, field: usize, row: usize) -> Option<i64> {
        let value = facts.columns[column].value(row)?;
        Some(match self.rulebook.fields[field].kind {
            Kind::Age { .. } => calendar::age(value, self.days[field]),
            Kind::Months { .. } => calendar::months_between(value, self.days[field]),
            _ => value,
        })
    }

    /// The points of a score as a decimal for which a higher tier counts more than any points, as a matching compares
    /// nothing before the score: each tier adds 10,000,000 points. Without tiers it is the score itself.
    pub fn matching_score(&self, decisions: &Decisions, row: usize) -> Option<String> {
        let tiers = self.rulebook.tiers.len();
        let score = i64::from(decisions.score(row)?.hundredths());
        let lift = (tiers - decisions.tier(row)?.min(tiers)) as i64 * 1_000_000_000;
        Some(crate::number::shown(score + lift, 2))
    }
}

/// The sum of points up to a cut, for a notice.
pub(crate) fn score_at(decisions: &Decisions, ranking: &Ranking, index: usize) -> Option<Points> {
    (index < ranking.len()).then(|| decisions.score(ranking.row(index))).flatten()
}
