//! Rules of selection: dated rulebooks that say who may take part, with how many points, in which order, and why.
//!
//! A [`Draft`] is a rulebook as it is typed, a [`Rulebook`] one that was judged: no line without its source, no bands that
//! overlap or leave a hole, no official table that nobody signed off. [`Rulebook::plan`] compiles it for a day;
//! [`Plan::decide`] runs it over [`Facts`] in columns, 64 applicants at a time. Every answer has three values (Kleene's
//! strong logic): a fact that is not known asks for its paper and is never guessed. [`Plan::case`] looks at one applicant:
//! clauses, points, reasons, and what would have changed it. [`Plan::ranking`] orders, [`compare()`] sets two rulebooks side
//! by side, [`Lineage`] keeps old type names readable.
//!
//! All arithmetic is on whole numbers: days, hundredths of points, units of the last place.
//!
//! ```
//! use jiff::civil::date;
//! use rules::{Intake, Rulebook, Verdict};
//!
//! let rulebook = Rulebook::from_toml(r#"
//!     schema = 1
//!     id = "doc"
//!     name = "Two rules"
//!     status = "sample"
//!     type = "public-interest"
//!     year = 2026
//!     source = "an example"
//!     as_of = "2026-01-01"
//!     in_force = { from = "2026-01-01", to = "2026-12-31" }
//!     paper = [{ id = "abstract", name = "resident abstract" }]
//!     field = [
//!       { id = "born_on", name = "birthday", kind = "date", paper = "abstract" },
//!       { id = "age", name = "age", kind = "age", of = "born_on" },
//!     ]
//!     require = [{ id = "of-age", name = "65 or older", when = { field = "age", at_least = 65 }, source = "art. 1" }]
//!
//!     [[criterion]]
//!     id = "age-points"
//!     name = "by age"
//!     field = "age"
//!     source = "art. 2"
//!     band = [{ below = 75, points = 5 }, { from = 75, points = 7.5 }]
//! "#)?;
//! let mut intake = Intake::new(&[&rulebook])?;
//! for (id, born) in [("a", "1950-05-01"), ("b", "1961-03-02"), ("c", ""), ("d", "1960-02-29")] {
//!     intake.push(id, [born]);
//! }
//! let facts = intake.finish().expect("sound facts");
//! let plan = rulebook.plan(date(2026, 3, 1))?;
//! let decisions = plan.decide(&facts, 2)?;
//! let verdicts: Vec<Verdict> = (0..4).map(|row| decisions.verdict(row)).collect();
//! assert_eq!(verdicts, [Verdict::Yes, Verdict::No, Verdict::Unknown, Verdict::Yes]);
//! assert_eq!(decisions.score(0).unwrap().to_string(), "7.5");
//! assert_eq!(plan.case(&facts, 1)?.eligible_from(), Some(date(2026, 3, 2)));
//! assert_eq!(plan.case(&facts, 2)?.reasons()[0].code(), "paper:abstract");
//! # Ok::<(), rules::Refused>(())
//! ```

mod calendar;
mod case;
mod compare;
mod decisions;
mod facts;
mod lineage;
mod number;
mod plan;
mod points;
mod ranking;
mod refused;
mod remedy;
mod rulebook;

pub use case::{Award, Case, Explanation, Finding, Reason};
pub use compare::{Comparison, Effect, Moved, Share, Side, Standing, compare};
pub use decisions::{Decisions, Verdict};
pub(crate) use facts::{Column, Values};
pub use facts::{Facts, Intake};
pub use lineage::{Lineage, ProgrammeType, TypeName};
pub(crate) use plan::Bound;
pub use plan::Plan;
pub use points::{Points, Typed};
pub use ranking::Ranking;
pub use refused::Refused;
pub use remedy::{Enough, Lift, Remedy, Way};
pub use rulebook::{
    Band, Bonus, Clause, Condition, Criterion, Deadline, Draft, DraftBand, DraftBonus, DraftChoice,
    DraftClause, DraftCriterion, DraftDeadline, DraftException, DraftField, DraftKind, DraftPaper,
    DraftPeriod, DraftSigned, DraftTie, DraftTier, Exception, Field, Kind, Label, Paper, Prefer, Role,
    Rulebook, Scale, Span, Status, Test, Tie, TieBy, Tier, Without, Word, Words,
};

/// The Korean words of every refusal and explanation (Fluent), for whoever loads the catalogue.
pub const WORDS_KO: &str = include_str!("../i18n/ko.ftl");

/// The English words of every refusal and explanation (Fluent).
pub const WORDS_EN: &str = include_str!("../i18n/en.ftl");
