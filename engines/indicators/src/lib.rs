//! Composite indicators: from filed figures to scores, ranks, how sure they are, grades and money.
//!
//! The chain is that of the OECD/JRC Handbook on Constructing Composite Indicators (2008): [`screen()`], draw outliers
//! in, treat what is missing (never as zero), normalise, weight, aggregate, rank. A [`Scheme`] writes every choice out
//! and is judged before any figure is read; [`evaluate()`] runs it over a [`Table`] and, when asked, runs it again under
//! thousands of other reasonable choices, which gives the interval beside each rank and the choices that move it
//! ([`spread`]). A score is `Σ w·v / Σ w` over what is known, or `exp(Σ w·ln v / Σ w)` for a geometric mean, rounded
//! half-even to a billionth before it ranks.
//!
//! Beside it: [`expected`], what a unit that serves such people and places reaches; [`next_grade()`], what would lift a
//! unit; [`frontier()`], whom to learn from; [`effect()`], whether advice helped.
//!
//! ```
//! use indicators::{Column, Micro, Run, Scheme, Table, Unit, evaluate};
//!
//! let scheme = Scheme::from_toml(r#"
//!     schema = 1
//!     id = "doc"
//!     name = "Two indicators"
//!     status = "sample"
//!     scope = "all"
//!     missing = "exclude-reweight"
//!     normalise = "min-max"
//!     zero_range = "refuse"
//!     aggregate = "arithmetic"
//!     rank_ties = "min"
//!     indicator = [
//!       { id = "attainment", direction = "higher", weight = 0.75 },
//!       { id = "drop_out", direction = "lower", weight = 0.25 },
//!     ]
//! "#)?;
//! let unit = |id: &str| Unit { id: id.into(), league: "1".into(), grade: None };
//! let column = |name: &str, texts: [&str; 3]| Column {
//!     name: name.into(),
//!     values: texts.iter().map(|text| Micro::parse(text)).collect(),
//! };
//! let table = Table::new(
//!     vec![unit("a"), unit("b"), unit("c")],
//!     vec![column("attainment", ["100", "90", "80"]), column("drop_out", ["4", "", "2"])],
//! )?;
//! let result = evaluate(&scheme, &table, &Run::plain())?;
//! let line: Vec<String> = result.units.iter().map(|u| format!("{} {}", u.id, u.score.unwrap())).collect();
//! assert_eq!(line, ["a 0.750000", "b 0.500000", "c 0.250000"]);
//! # Ok::<(), indicators::Refused>(())
//! ```

mod aggregate;
mod case_mix;
mod effect;
mod evaluate;
pub mod frontier;
mod grade;
mod input;
mod next_grade;
mod normalise;
mod number;
mod outcome;
mod prepare;
mod refused;
mod reward;
mod scheme;
mod screen;
pub mod spread;

pub use case_mix::{Covariate, Fit, expected, units_needed};
pub use effect::{Confidence, Effect, Group, Measured, NEEDED, Seen, Summary, Verdict, difference, effect};
pub use evaluate::evaluate;
pub use frontier::{Mode, Orientation, Position, Question, Returns, Units, frontier};
pub use input::{Column, Table, Unit};
pub use next_grade::{Change, NextGrade, next_grade};
pub use number::{Micro, Score, fixed};
pub use outcome::{Cut, Detail, Evaluation, Factor, Money, Reason, UnitResult, View};
pub use refused::Refused;
pub use scheme::{
    Aggregate, Ask, Counts, Direction, Draft, DraftCaseMix, DraftGrading, DraftGroup, DraftIndicator,
    DraftReward, DraftRewardGrade, DraftStep, DraftUncertainty, Feed, Grading, Indicator, LeaveOut, Method,
    Missing, Normalise, Purse, RankTies, Reward, RewardGrade, RewardMethod, Scheme, Scope, SplitBy, Status,
    Step, TieAtCut, Vary, ZeroRange,
};
pub use screen::{Screening, correlation, screen};
pub use spread::{Run, evaluations};

/// The Korean words of every refusal and reason (Fluent), for whoever loads the catalogue.
pub const WORDS_KO: &str = include_str!("../i18n/ko.ftl");

/// The English words of every refusal and reason (Fluent).
pub const WORDS_EN: &str = include_str!("../i18n/en.ftl");
