//! Operating modes in force: since when, why, where.
