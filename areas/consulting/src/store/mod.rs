//! SQL of consulting, and nothing but SQL.

mod advice;
mod cases;
mod experts;
mod people;
mod steps;
mod visits;

pub use advice::*;
pub use cases::*;
pub use experts::*;
pub use people::*;
pub use steps::*;
pub use visits::*;
