//! What a person can do in the office. Every action checks the right, decides, writes, notes.

pub mod agencies;
pub mod factors;
pub mod letters;
pub mod organization;
pub mod settings;
pub mod sign_in;
pub mod users;
