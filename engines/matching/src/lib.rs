//! People to places: stable matching with a committed lottery, exact assignment with prices, and rounds that go on.
//!
//! [`stable()`] is applicant-proposing deferred acceptance (Gale and Shapley 1962) with places, choices, tie-breaks,
//! reserved places and couples; nobody can gain by hiding what they want. Equals are told apart by a [`Draw`] whose
//! seed was committed to ([`Commitment`]). [`Standing`] goes on from there when somebody drops out. [`assign()`] places
//! the most people at the least cost and proves it with prices (an auction with ε-scaling, Bertsekas 1992).
//!
//! Input comes in row by row through [`Call`] and [`Costs`], which name every fault; results depend on nothing but the
//! set of rows: not on their order, not on the number of threads.
//!
//! ```
//! use matching::{Call, Draw, Mark, Seed, stable};
//!
//! let mut call = Call::new();
//! call.unit("park", 1);
//! call.unit("school", 1);
//! for (who, unit, choice, score) in
//!     [("kim", "park", 1, 70), ("lee", "park", 1, 80), ("lee", "school", 2, 80), ("kim", "school", 2, 70)]
//! {
//!     call.choose(who, unit, choice, &[Mark::from_whole(score)]);
//! }
//! let market = call.close(1).map_err(|wrong| wrong[0].why.clone())?;
//! let placement = stable(&market, &Draw::new(&market, &Seed([7; 32]), 1), 1)?;
//! let kim = market.applicants().place("kim").unwrap();
//! assert_eq!(placement.of(&market, kim).map(|(unit, _)| market.units().get(unit)), Some("school"));
//! # Ok::<(), matching::Refused>(())
//! ```

mod assign;
mod lottery;
mod mark;
mod market;
mod names;
mod refused;
mod scale;
mod shard;
mod share;
mod stable;
mod standing;

pub use assign::{Assignment, Costs, Network, assign};
pub use lottery::{Commitment, Draw, Seed, list_sha256};
pub use mark::Mark;
pub use market::{Call, Market, Unfilled};
pub use names::Names;
pub use refused::{List, Refused, Wrong};
pub use stable::{Cutoff, Placement, Waiting, stable};
pub use standing::{Event, Moved, Rule, Standing};

/// The Korean words of every refusal (Fluent), for whoever loads the catalogue.
pub const WORDS_KO: &str = include_str!("../i18n/ko.ftl");

/// The English words of every refusal (Fluent).
pub const WORDS_EN: &str = include_str!("../i18n/en.ftl");
