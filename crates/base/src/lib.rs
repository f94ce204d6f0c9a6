//! Words that every crate shares: problems, actors, ids, money, months and the clock.
//!
//! Nothing here reads a file, opens a socket or knows a screen. What an engine, an area and the
//! command line all have to agree on lives here; anything else does not.

mod actor;
mod clock;
mod dice;
pub mod halves;
mod id;
mod money;
mod period;
mod problem;
pub mod resident;

pub use actor::{Actor, Permission};
pub use clock::{Clock, seoul_day};
pub use dice::Dice;
pub use id::{AgencyId, DistrictId, FileId, Id, ProgrammeTypeId, ProjectId, UserId};
pub use money::{Ratio, Won};
pub use period::{FiscalYear, Month, PeriodError};
pub use problem::{Fault, FieldNote, Kind, Problem, Refusal, Refused};
pub use resident::{holds_resident_number, is_resident_number};
