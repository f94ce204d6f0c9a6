//! A scheme: every choice of an evaluation, written out and judged before any figure is read.

mod check;
mod draft;

use serde::{Deserialize, Serialize};

pub use draft::{
    Draft, DraftCaseMix, DraftGrading, DraftGroup, DraftIndicator, DraftReward, DraftRewardGrade, DraftStep,
    DraftUncertainty, RewardMethod, SplitBy,
};

use crate::{Micro, Refused};

/// What a scheme may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// An invented example; every result says so.
    Sample,
    /// The rules in force, with their source.
    Official,
    /// A form to be typed in; it refuses to be used.
    Empty,
}

/// Among whom an indicator is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// With the units of the same league.
    League,
    /// With all units.
    All,
}

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// What happens to a value that is not there. It is never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// The indicator does not count for this unit; its weight goes to the others in proportion.
    ExcludeReweight,
    /// The mean of the unit's league stands in.
    LeagueMean,
    /// The worst value that was filed stands in.
    Worst,
}

/// How indicators become comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Normalise {
    /// From 0 for the worst to 1 for the best.
    MinMax,
    /// Distance from the mean in population standard deviations.
    ZScore,
    /// One more than the number of units beaten.
    Rank,
    /// The value over its target.
    Target,
    /// Units beaten, and half of those that are equal.
    Borda,
}

/// What happens when all have the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ZeroRange {
    /// The evaluation stops and names the indicator.
    Refuse,
    /// Everybody gets one half.
    Half,
}

/// How indicators become one score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aggregate {
    /// Weighted mean: good values make up for bad ones.
    Arithmetic,
    /// Weighted geometric mean: every indicator above zero, and bad ones weigh more.
    Geometric,
}

/// Which rank equals share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RankTies {
    /// The best of their places: 1, 2, 2, 4.
    Min,
}

/// How a grade is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// So many of the best.
    Count,
    /// Such a share of the league, rounded down.
    Share,
    /// From such a score.
    Cutoff,
    /// The grade was published and is read from the data.
    Given,
}

/// Who gets the grade when equals stand on both sides of a cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieAtCut {
    /// All of them; more units than planned.
    Expand,
    /// None of them; fewer units than planned.
    None,
    /// The evaluation stops and names them.
    Refuse,
}

/// Which view of an indicator counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counts {
    /// The value itself.
    Level,
    /// The value less the unit's own value before.
    Change,
    /// The value less what is expected of a unit that serves such people and places.
    Difference,
}

/// Where an indicator's values come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Feed {
    /// From one column.
    Column(String),
    /// From two columns as a rate.
    Rate {
        /// What is counted.
        of: String,
        /// What it is counted against; zero or blank gives no rate, below zero is refused.
        per: String,
        /// What the rate is multiplied by.
        times: Micro,
    },
}

/// One indicator of a judged scheme.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Its id.
    pub id: String,
    /// Name as people say it; the id when none was typed.
    pub name: String,
    /// Which way is good.
    pub direction: Direction,
    /// Its weight of the whole, from 0 to 1.
    pub weight: f64,
    /// Its group.
    pub group: Option<String>,
    /// The value to reach.
    pub target: Option<Micro>,
    /// Fixed ends of min-max.
    pub goalposts: Option<[Micro; 2]>,
    /// Where its values come from.
    pub feed: Feed,
    /// The column with the value before.
    pub before: Option<String>,
    /// Which view counts.
    pub counts: Counts,
    /// Decimals in which it is filed.
    pub decimals: u32,
}

/// What a step of a ladder of grades asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// To be among so many.
    Count(u32),
    /// To be in such a share.
    Share(Micro),
    /// To reach such a score.
    Cutoff(Micro),
}

/// One grade of a ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The league it is for.
    pub league: Option<String>,
    /// The grade.
    pub grade: String,
    /// What it asks for.
    pub ask: Ask,
}

/// How ranks become grades.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grading {
    /// Published grades, read from a column.
    Given {
        /// The column.
        column: String,
    },
    /// A ladder of steps from the best grade down.
    Ladder {
        /// Who gets the grade when equals stand on both sides of a cut.
        tie_at_cut: TieAtCut,
        /// The steps.
        steps: Vec<Step>,
        /// The grade of everybody else.
        rest: Option<String>,
    },
}

/// One rewarded grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RewardGrade {
    /// The league it is for.
    pub league: Option<String>,
    /// The grade.
    pub grade: String,
    /// The fixed sum in won, or the weight in a split in millionths.
    pub amount: i64,
    /// How the sum is known, when it was not published as such.
    pub note: Option<String>,
}

/// How grades become money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reward {
    /// A fixed sum per grade.
    Fixed(Vec<RewardGrade>),
    /// A budget is split.
    Split {
        /// What the split goes by.
        by: SplitBy,
        /// The money, the floor, the cap and the rounding.
        purse: Purse,
        /// Who takes part; empty means every scored unit.
        grades: Vec<RewardGrade>,
    },
}

/// The money of a split, in won.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purse {
    /// The money to split.
    pub budget: i64,
    /// The least for each.
    pub floor: i64,
    /// The most for each.
    pub cap: Option<i64>,
    /// Rewards are whole multiples of this.
    pub rounding: i64,
}

/// What is varied to see how sure a rank is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vary {
    /// Half-width of the uniform factor on each weight.
    pub weights: Micro,
    /// Normalisations to draw from.
    pub normalise: Vec<Normalise>,
    /// Treatments of missing values to draw from.
    pub missing: Vec<Missing>,
    /// Whether one indicator is left out in some of the variants.
    pub leave_one_out: LeaveOut,
}

/// Whether one indicator is left out in some of the variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaveOut {
    /// All indicators stay.
    Never,
    /// None or any one of them is left out, each as likely.
    One,
}

/// A judged scheme. Only [`Scheme::new`] makes one, so whoever holds one need not doubt it.
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    /// Short name.
    pub id: String,
    /// Name as people say it.
    pub name: String,
    /// What it may be used for.
    pub status: Status,
    /// Among whom an indicator is compared.
    pub scope: Scope,
    /// Quantiles to which outliers are drawn in.
    pub winsor: Option<[Micro; 2]>,
    /// What happens to a value that is not there.
    pub missing: Missing,
    /// Share of the weight that must be there for a score.
    pub min_coverage: Micro,
    /// How indicators become comparable.
    pub normalise: Normalise,
    /// Ends of the min-max scale.
    pub range: [Micro; 2],
    /// What happens when all have the same value.
    pub zero_range: ZeroRange,
    /// How indicators become one score.
    pub aggregate: Aggregate,
    /// What is measured; empty only when grades are given.
    pub indicators: Vec<Indicator>,
    /// Columns that explain a value beside the unit's own work.
    pub covariates: Vec<String>,
    /// How ranks become grades.
    pub grading: Option<Grading>,
    /// How grades become money.
    pub reward: Option<Reward>,
    /// What is varied.
    pub vary: Option<Vary>,
}

impl Scheme {
    /// Reads and judges a scheme.
    pub fn from_toml(text: &str) -> Result<Self, Refused> {
        Self::new(&Draft::from_toml(text)?)
    }

    /// Judges a draft: every choice written out, weights that sum, grades and rewards that fit together.
    pub fn new(draft: &Draft) -> Result<Self, Refused> {
        check::judged(draft)
    }

    /// Every column of the data that the scheme reads, sorted.
    pub fn columns(&self) -> Vec<String> {
        let mut all = self.covariates.clone();
        for indicator in &self.indicators {
            match &indicator.feed {
                Feed::Column(column) => all.push(column.clone()),
                Feed::Rate { of, per, .. } => all.extend([of.clone(), per.clone()]),
            }
            all.extend(indicator.before.clone());
        }
        all.sort();
        all.dedup();
        all
    }

    /// The column of published grades, when grades are given.
    pub fn grade_column(&self) -> Option<&str> {
        match &self.grading {
            Some(Grading::Given { column }) => Some(column),
            _ => None,
        }
    }
}
