//! Bulk import for the command line: history of returns, agencies and projects from CSV.
//!
//! A file is taken whole or not at all, in one transaction with one journal line. Imported returns have the
//! state `imported`: approved history. Their facts are summed by district, type and month under one collective
//! agency (`imported-history`), so that a million rows add some thousand facts and not thirty million; the
//! rows themselves keep agency and project and are shown under `/returns/rows`.

mod history;
mod known;
mod reading;

pub use history::import_csv;
pub use known::{import_agencies, import_projects};

use serde::Serialize;

/// Whether rows that are there with other figures are changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replace {
    /// They are listed as refused.
    No,
    /// They are changed, and their facts with them.
    Yes,
}

/// A row that was not taken because another one is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusedRow {
    /// Line of the file.
    pub line: u64,
    /// Project's number.
    pub project: String,
    /// Month.
    pub month: String,
}

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Rows read.
    pub rows: u64,
    /// Rows that were new.
    pub added: u64,
    /// Rows that were there with the same figures.
    pub unchanged: u64,
    /// Rows that were changed.
    pub changed: u64,
    /// Rows that are there with other figures; the first thousand.
    pub refused: Vec<RefusedRow>,
    /// How many such rows there are in all.
    pub refused_count: u64,
    /// SHA-256 of the file.
    pub sha256: String,
}
