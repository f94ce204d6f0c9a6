//! SQL of the office, and nothing but SQL.

pub mod letters;
pub mod organization;
pub mod people;
pub mod sign_in;
