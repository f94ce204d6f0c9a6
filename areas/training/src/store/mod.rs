//! SQL of training, and nothing but SQL.

mod batches;
mod certificates;
mod courses;
mod money;
mod people;
mod voices;

pub use batches::*;
pub use certificates::*;
pub use courses::*;
pub use money::*;
pub use people::*;
pub use voices::*;
