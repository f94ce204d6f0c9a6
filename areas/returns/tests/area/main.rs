//! Monthly returns through the front door: one month from the template to the lock, bad input, history, reminders.

mod bad_input;
mod figures;
mod files;
mod history;
mod import;
mod journey;
mod last_year;
mod refusals;
mod scene;
mod upkeep;
