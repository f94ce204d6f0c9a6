//! Korean working days.
