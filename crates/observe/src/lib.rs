//! Logs without personal data, and metrics.
//!
//! Every line that leaves passes a mask: resident numbers, mobile and card numbers and mail addresses never reach the
//! log, whoever wrote them into a field. Names cannot be recognised by machine, so code logs a [`Subject`] and no name.

mod logging;
mod mask;
pub mod metrics;
mod subject;

pub use logging::{AlreadySet, Format, Masking, init, subscriber};
pub use mask::{MASKED, masked};
pub use subject::Subject;
