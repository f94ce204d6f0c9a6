//! What was decided about all applicants: a bit for each answer, a score for each applicant.

use serde::Serialize;

use crate::{Points, Rulebook, facts::BLOCK};

/// Whether somebody may take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every requirement holds, no exclusion does, and every fact is known that points hang on.
    Yes,
    /// A clause speaks against it, whatever is still unknown.
    No,
    /// A paper is missing on which the answer hangs.
    Unknown,
}

impl Verdict {
    /// The word of the result files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

/// Where each answer of a block stands among its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) against: usize,
    pub(crate) unclear: usize,
    pub(crate) tier: usize,
    pub(crate) criteria: usize,
    pub(crate) bonus: usize,
    pub(crate) bonus_unclear: usize,
    pub(crate) width: usize,
}

impl Layout {
    pub(crate) const NO: usize = 0;
    pub(crate) const YES: usize = 1;

    pub(crate) fn of(rulebook: &Rulebook) -> Self {
        let (clauses, bonuses) = (rulebook.clauses.len(), rulebook.bonuses.len());
        let against = 2;
        let unclear = against + clauses;
        let tier = unclear + clauses;
        let criteria = tier + 1;
        let bonus = criteria + rulebook.criteria.len();
        let bonus_unclear = bonus + bonuses;
        Self { against, unclear, tier, criteria, bonus, bonus_unclear, width: bonus_unclear + bonuses }
    }
}

/// Decisions over all applicants, in the order of the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decisions {
    pub(crate) layout: Layout,
    pub(crate) applicants: usize,
    /// The words of a block of 64 applicants side by side, block after block.
    pub(crate) planes: Vec<u64>,
    /// Hundredths of points.
    pub(crate) scores: Vec<i32>,
    pub(crate) tiers: Vec<u8>,
}

impl Decisions {
    /// How many were decided about.
    pub fn applicants(&self) -> usize {
        self.applicants
    }

    /// Whether an applicant may take part.
    pub fn verdict(&self, row: usize) -> Verdict {
        match (self.bit(row, Layout::NO), self.bit(row, Layout::YES)) {
            (true, _) => Verdict::No,
            (_, true) => Verdict::Yes,
            _ => Verdict::Unknown,
        }
    }

    /// The points of an applicant, may they take part or not; nothing while a paper is missing on which they hang.
    pub fn score(&self, row: usize) -> Option<Points> {
        let layout = &self.layout;
        let open = (layout.criteria..layout.bonus).chain(layout.bonus_unclear..layout.width);
        let known = !open.into_iter().any(|plane| self.bit(row, plane));
        known.then(|| Points::from_hundredths(self.scores[row]))
    }

    /// Place of the tier an applicant belongs to, the number of tiers for the rest; nothing while that is not known.
    pub fn tier(&self, row: usize) -> Option<usize> {
        (!self.bit(row, self.layout.tier)).then(|| self.tiers.get(row).map_or(0, |tier| usize::from(*tier)))
    }

    /// Places of the clauses that speak against an applicant, in the order of the rulebook.
    pub fn against(&self, row: usize) -> impl Iterator<Item = usize> {
        self.set(row, self.layout.against, self.layout.unclear)
    }

    /// Places of the clauses on which nothing can be said yet.
    pub fn unclear(&self, row: usize) -> impl Iterator<Item = usize> {
        self.set(row, self.layout.unclear, self.layout.tier)
    }

    /// Places of the bonus points an applicant has.
    pub fn bonuses(&self, row: usize) -> impl Iterator<Item = usize> {
        self.set(row, self.layout.bonus, self.layout.bonus_unclear)
    }

    /// How many have this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        let ones = |plane: usize| -> usize {
            self.planes.chunks(self.layout.width).map(|block| block[plane].count_ones() as usize).sum()
        };
        match verdict {
            Verdict::No => ones(Layout::NO),
            Verdict::Yes => ones(Layout::YES),
            Verdict::Unknown => self.applicants - ones(Layout::NO) - ones(Layout::YES),
        }
    }

    /// Of how many applicants each clause speaks against, in the order of the rulebook.
    pub fn against_counts(&self) -> Vec<usize> {
        let ones = |plane: usize| -> usize {
            let rows = |block: usize| (self.applicants - block * BLOCK).min(BLOCK);
            let blocks = self.planes.chunks(self.layout.width).enumerate();
            blocks.map(|(at, block)| (block[plane] << (BLOCK - rows(at))).count_ones() as usize).sum()
        };
        (self.layout.against..self.layout.unclear).map(ones).collect()
    }

    fn set(&self, row: usize, from: usize, to: usize) -> impl Iterator<Item = usize> {
        (from..to).filter(move |plane| self.bit(row, *plane)).map(move |plane| plane - from)
    }

    fn bit(&self, row: usize, plane: usize) -> bool {
        assert!(row < self.applicants, "row {row} of {}", self.applicants);
        self.planes[row / BLOCK * self.layout.width + plane] >> (row % BLOCK) & 1 == 1
    }
}
