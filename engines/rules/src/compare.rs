//! Two rulebooks over the same applicants: who gains, who loses, how many places change hands.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{Decisions, Facts, Plan, Points, Ranking, Refused, Verdict, ranking::score_at};

/// Places one comparison may fill.
const MOST_PLACES: usize = 5_000_000;

/// Where somebody stands when so many places are filled by a rulebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// A place is theirs.
    Placed,
    /// Equal to others at the last place: a lottery decides.
    Contested,
    /// They may take part, and the places were full before them.
    Waiting,
    /// A paper is missing.
    Unknown,
    /// They may not take part.
    Ineligible,
}

impl Standing {
    /// The word of the result files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::Contested => "contested",
            Self::Waiting => "waiting",
            Self::Unknown => "unknown",
            Self::Ineligible => "ineligible",
        }
    }
}

/// What one rulebook comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Who may take part.
    pub eligible: usize,
    /// Who may not.
    pub ineligible: usize,
    /// Whose papers are missing.
    pub unknown: usize,
    /// Who has a place.
    pub placed: usize,
    /// Who is equal at the last place.
    pub contested: usize,
    /// Places left for those.
    pub contested_places: usize,
    /// Points of the last who has or contests a place.
    pub cutoff: Option<Points>,
    #[serde(skip)]
    standings: Vec<Standing>,
    #[serde(skip)]
    scores: Vec<Option<Points>>,
}

impl Side {
    fn of(plan: &Plan<'_>, facts: &Facts, places: usize, workers: usize) -> Result<Self, Refused> {
        let decisions = plan.decide(facts, workers)?;
        let ranking = plan.ranking(facts, &decisions)?;
        let (sure, contested_to) = cut(&ranking, places);
        let standings = standings(&decisions, &ranking, sure, contested_to);
        let last = contested_to.checked_sub(1);
        Ok(Self {
            eligible: ranking.len(),
            ineligible: decisions.count(Verdict::No),
            unknown: decisions.count(Verdict::Unknown),
            placed: sure,
            contested: contested_to - sure,
            contested_places: if contested_to > sure { places - sure } else { 0 },
            cutoff: last.and_then(|last| score_at(&decisions, &ranking, last)),
            standings,
            scores: (0..decisions.applicants()).map(|row| decisions.score(row)).collect(),
        })
    }

    /// The chance of a place, as a fraction.
    fn chance(&self, row: usize) -> (usize, usize) {
        match self.standings[row] {
            Standing::Placed => (1, 1),
            Standing::Contested => (self.contested_places, self.contested),
            _ => (0, 1),
        }
    }
}

/// How many surely have a place, and up to whom it is contested.
fn cut(ranking: &Ranking, places: usize) -> (usize, usize) {
    if places == 0 {
        return (0, 0);
    }
    if places >= ranking.len() {
        return (ranking.len(), ranking.len());
    }
    let end = ranking.end_of_equals(places - 1);
    if end == places { (places, places) } else { (ranking.start_of_equals(places - 1), end) }
}

fn standings(decisions: &Decisions, ranking: &Ranking, sure: usize, contested_to: usize) -> Vec<Standing> {
    let verdict = |row: usize| match decisions.verdict(row) {
        Verdict::No => Standing::Ineligible,
        Verdict::Unknown => Standing::Unknown,
        Verdict::Yes => Standing::Waiting,
    };
    let mut all: Vec<Standing> = (0..decisions.applicants()).map(verdict).collect();
    for (index, (row, _)) in ranking.rows().enumerate().take(contested_to) {
        all[row] = if index < sure { Standing::Placed } else { Standing::Contested };
    }
    all
}

/// Two rulebooks over the same applicants and the same number of places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The one.
    pub before: Side,
    /// The other.
    pub after: Side,
}

/// Whether the other rulebook is better or worse for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Their chance of a place is larger.
    Gains,
    /// Their chance of a place is smaller.
    Loses,
    /// It is the same.
    Same,
}

impl Effect {
    /// The word of the result files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Gains => "gains",
            Self::Loses => "loses",
            Self::Same => "same",
        }
    }
}

/// What changes for one applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// Standing by the one rulebook.
    pub before: Standing,
    /// Standing by the other.
    pub after: Standing,
    /// Points by the one.
    pub score_before: Option<Points>,
    /// Points by the other.
    pub score_after: Option<Points>,
    /// Better, worse or the same.
    pub effect: Effect,
}

/// What changes for those who have the same value of a fact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The value; blank where it is not known.
    pub value: String,
    /// How many applied.
    pub applicants: usize,
    /// Placed by the one rulebook.
    pub placed_before: usize,
    /// Placed by the other.
    pub placed_after: usize,
    /// Whose chance is larger.
    pub gains: usize,
    /// Whose chance is smaller.
    pub loses: usize,
}

/// Fills the same places by two rulebooks, each on its own day; both have to be of the same programme type.
pub fn compare(
    facts: &Facts,
    before: &Plan<'_>,
    after: &Plan<'_>,
    (places, workers): (usize, usize),
) -> Result<Comparison, Refused> {
    let (one, other) = (&before.rulebook().programme, &after.rulebook().programme);
    if one != other {
        return Err(Refused::TypesDiffer { before: one.clone(), after: other.clone() });
    }
    if places > MOST_PLACES {
        return Err(Refused::TooManyPlaces { places: places as i64, limit: MOST_PLACES as i64 });
    }
    Ok(Comparison {
        before: Side::of(before, facts, places, workers)?,
        after: Side::of(after, facts, places, workers)?,
    })
}

impl Comparison {
    /// What changes for an applicant.
    pub fn moved(&self, row: usize) -> Moved {
        let ((now, of), (then, other)) = (self.before.chance(row), self.after.chance(row));
        let effect = match (then * of).cmp(&(now * other)) {
            std::cmp::Ordering::Greater => Effect::Gains,
            std::cmp::Ordering::Less => Effect::Loses,
            std::cmp::Ordering::Equal => Effect::Same,
        };
        Moved {
            before: self.before.standings[row],
            after: self.after.standings[row],
            score_before: self.before.scores[row],
            score_after: self.after.scores[row],
            effect,
        }
    }

    /// How many gain, or lose.
    pub fn count(&self, effect: Effect) -> usize {
        (0..self.before.standings.len()).filter(|row| self.moved(*row).effect == effect).count()
    }

    /// Places that are surely somebody else's: held by the other rulebook by somebody who surely had none by the one.
    pub fn places_moved(&self) -> usize {
        let none = |standing: Standing| !matches!(standing, Standing::Placed | Standing::Contested);
        let pairs = self.before.standings.iter().zip(&self.after.standings);
        pairs.filter(|(before, after)| none(**before) && **after == Standing::Placed).count()
    }

    /// What changes for those who share a value of a column, by value.
    pub fn by(&self, facts: &Facts, column: &str) -> Vec<Share> {
        let mut shares: BTreeMap<String, Share> = BTreeMap::new();
        for row in 0..facts.applicants() {
            let (value, moved) = (facts.shown(column, row).unwrap_or_default(), self.moved(row));
            let share = shares.entry(value.clone()).or_insert_with(|| Share { value, ..Share::default() });
            share.applicants += 1;
            share.placed_before += usize::from(moved.before == Standing::Placed);
            share.placed_after += usize::from(moved.after == Standing::Placed);
            share.gains += usize::from(moved.effect == Effect::Gains);
            share.loses += usize::from(moved.effect == Effect::Loses);
        }
        shares.into_values().collect()
    }
}
