//! The nouns that areas share, the unit of work, the journal and the fact ledger.
//!
//! Every write goes through a [`Work`]: a write transaction that knows who and when, and refuses to
//! commit without a line in the [`journal`]. What areas tell one another is a noun here or a line in
//! the ledger of [`facts`]; no area sees another's tables.

pub mod agencies;
pub mod budget;
pub mod courses;
pub mod decisions;
pub mod districts;
pub mod facts;
pub mod figures;
pub mod files;
pub mod jobs;
pub mod journal;
pub mod messages;
pub mod modes;
pub mod needs;
pub mod organization;
pub mod programmes;
pub mod projects;
pub mod public;
pub mod search;
pub mod sessions;
pub mod settings;
pub mod tasks;
pub mod ties;
pub mod users;
pub mod vacancies;
mod work;
pub mod workdays;
pub mod workers;

pub use work::Work;

use db::Migration;

/// The register's own steps of the schema.
pub const MIGRATIONS: &[Migration] = &[
    Migration::portable("2026-11-22_register", include_str!("../migrations/2026-11-22_register.sql")),
    Migration::portable(
        "2026-11-25_strengthening",
        include_str!("../migrations/2026-11-25_strengthening.sql"),
    ),
];
