//! Checks what a matching claims, from the same input and without any code of the solvers.
//!
//! [`Round`] takes the rows of a call and of a claimed result and names every [`Violation`]: places overfilled or
//! wasted, a lower rank before a higher one, a wrong cut-off or waiting list, a lottery that does not follow from the
//! seed, and at last whether the result is the one that suits applicants best. [`Prices`] checks an assignment by its
//! prices alone: if they keep to all costs and add up to the total, no other assignment can be better.
//!
//! Everything is computed the plain way, from sorted lists, so that it can be read in one sitting.
//!
//! ```
//! use matching_verify::{Prices, Sums};
//!
//! let mut prices = Prices::default();
//! prices.unit("park", 1);
//! prices.arc("kim", "park", 70);
//! prices.seat("kim", "park", Some(70));
//! prices.applicant_price("kim", 70);
//! prices.unit_price("park", 0);
//! let claimed = Sums { placed: 1, total_cost: 70, unplaced_cost: 71 };
//! assert_eq!(prices.violations(Some(claimed)), []);
//! ```

mod lottery;
mod prices;
mod round;
mod violation;

pub use lottery::{draw_number, list_sum};
pub use prices::{Prices, Sums};
pub use round::{Fallback, Round};
pub use violation::Violation;

/// The Korean words of every violation (Fluent), for whoever loads the catalogue.
pub const WORDS_KO: &str = include_str!("../i18n/ko.ftl");

/// The English words of every violation (Fluent).
pub const WORDS_EN: &str = include_str!("../i18n/en.ftl");
