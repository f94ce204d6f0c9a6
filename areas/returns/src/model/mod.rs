//! The nouns of monthly returns: figures, rows, returns with their states, remarks, wishes and refusals.

mod batch;
mod figures;
mod refused;
mod remark;
mod state;
mod wish;

pub use batch::{Batch, Stage};
pub use figures::{Figures, Line, MEASURES, PEOPLE, place};
pub use refused::Refused;
pub use remark::{Level, Remark};
pub use state::{Edition, Event, MonthLock, Return, State, Upload, month_to_file, return_id};
pub use wish::{Decide, FillRow, LockMonth, Reopen, SendBack, Submit};
