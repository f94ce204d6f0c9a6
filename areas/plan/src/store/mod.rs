//! SQL of the plan, and nothing but SQL.

mod activities;
mod documents;
mod plans;
mod sheets;
mod transfers;

pub use activities::*;
pub use documents::*;
pub use plans::*;
pub use sheets::*;
pub use transfers::*;
