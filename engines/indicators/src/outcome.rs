//! What an evaluation says: scores, ranks, grades and money, each with its reasons.

use std::collections::BTreeMap;

use base::Won;
use serde::Serialize;
use serde_json::Value;

use crate::Score;

/// One thing a reader has to know: a code and arguments, whose words are `indicators-reason-<code>`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// Kebab-case code.
    pub code: &'static str,
    /// Arguments of the sentence.
    pub args: BTreeMap<String, Value>,
}

impl Reason {
    /// A reason without arguments.
    pub fn new(code: &'static str) -> Self {
        Self { code, args: BTreeMap::new() }
    }

    /// Adds an argument.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }

    /// The key of the sentence.
    pub fn key(&self) -> String {
        format!("indicators-reason-{}", self.code)
    }
}

/// The result of one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitResult {
    /// The unit.
    pub id: String,
    /// Its league.
    pub league: String,
    /// Its score; none when too little of it is known, or when grades are given.
    pub score: Option<Score>,
    /// Its rank in its league, equals share the best place.
    pub rank: Option<u32>,
    /// The 5 % quantile of its rank over the variants, rounded outward.
    pub rank_low: Option<u32>,
    /// The 95 % quantile of its rank over the variants, rounded outward.
    pub rank_high: Option<u32>,
    /// Its grade.
    pub grade: Option<String>,
    /// Its reward.
    pub reward: Won,
    /// What a reader has to know about this unit.
    pub reasons: Vec<Reason>,
}

/// One indicator of one unit, step by step.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    /// The unit.
    pub unit: String,
    /// The indicator.
    pub indicator: String,
    /// The value as filed, or the rate made of two.
    pub raw: Option<f64>,
    /// After the view that counts, outliers and what stands in for a missing value.
    pub treated: Option<f64>,
    /// On the common scale.
    pub normalised: Option<f64>,
    /// The weight it had for this unit; zero when it did not count.
    pub weight: f64,
    /// What it brought: weight × value (they sum to the score), or value ^ weight in a geometric mean (their
    /// product is the score).
    pub contribution: Option<f64>,
}

/// The three ways to look at one indicator of one unit, side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The unit.
    pub unit: String,
    /// The indicator.
    pub indicator: String,
    /// The value.
    pub level: Option<f64>,
    /// The unit's own value before.
    pub before: Option<f64>,
    /// Level less before.
    pub change: Option<f64>,
    /// What is expected of a unit that serves such people and places.
    pub expected: Option<f64>,
    /// Level less expected.
    pub difference: Option<f64>,
    /// Which of them counts.
    pub counts: crate::Counts,
}

/// A line between two grades.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The league.
    pub league: String,
    /// The grade above the line.
    pub grade: String,
    /// The last place above the line.
    pub place: u32,
    /// Units whose rank interval lies on both sides, in the order of the ranking.
    pub contested: Vec<String>,
}

/// How much one choice moves the ranks.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// `weights`, `weight:<indicator>`, `normalise`, `missing` or `leave-one-out`.
    pub name: String,
    /// First-order Sobol index of the ranks of all units together; none when no rank moves at all.
    pub first_order: Option<f64>,
    /// Total Sobol index; none when no rank moves at all.
    pub total: Option<f64>,
    /// Places a unit moves on average when only this choice is drawn again.
    pub mean_rank_shift: f64,
    /// The unit that it moves most; none when it moves nobody.
    pub moves_most: Option<String>,
}

/// The money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// The budget of a split; none for fixed sums.
    pub budget: Option<Won>,
    /// All rewards.
    pub rewards: Won,
    /// Budget less rewards: what caps and rounding leave over.
    pub unspent: Won,
}

/// The whole result.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// By league, rank and id.
    pub units: Vec<UnitResult>,
    /// By unit (league, then id) and indicator (as in the scheme).
    pub details: Vec<Detail>,
    /// In the same order; only for schemes with a value before or a case-mix.
    pub views: Vec<View>,
    /// By league and place.
    pub cuts: Vec<Cut>,
    /// As drawn.
    pub factors: Vec<Factor>,
    /// The money.
    pub money: Money,
    /// What a reader has to know about the whole.
    pub reasons: Vec<Reason>,
}

impl Evaluation {
    /// The result of one unit.
    pub fn unit(&self, id: &str) -> Option<&UnitResult> {
        self.units.iter().find(|unit| unit.id == id)
    }
}
