//! How much of a stranger's file is read before reading stops.

use serde::{Deserialize, Serialize};

/// One mebibyte, in bytes.
pub const MEBIBYTE: u64 = 1024 * 1024;

/// Bounds of one file; each is checked before the memory it protects is taken.
///
/// The defaults are the product's bar for files of strangers: 20 MB, 200 MB unpacked, 50 MB per part,
/// 1,000 parts, ratio 100, 1 M cells, 50,000 rows, 100 columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of the file as sent.
    pub file_bytes: u64,
    /// Bytes of all parts of a packed file together, counted while unpacking.
    pub unpacked_bytes: u64,
    /// Bytes of one part of a packed file, counted while unpacking.
    pub entry_bytes: u64,
    /// Parts in a packed file.
    pub entries: u64,
    /// Unpacked bytes per packed byte of one part; parts below one mebibyte are not judged by it.
    pub ratio: u64,
    /// Cells kept, blank ones between filled ones included.
    pub cells: u64,
    /// Rows with something in them.
    pub rows: u64,
    /// Columns up to the last filled one.
    pub columns: u64,
    /// Bytes of one cell; a spreadsheet cell holds at most 32,767 characters.
    pub cell_bytes: u64,
    /// Bytes of text kept for one sheet: one long text used by a million cells would else be a bomb of its own.
    pub text_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 20 * MEBIBYTE,
            unpacked_bytes: 200 * MEBIBYTE,
            entry_bytes: 50 * MEBIBYTE,
            entries: 1_000,
            ratio: 100,
            cells: 1_000_000,
            rows: 50_000,
            columns: 100,
            cell_bytes: 128 * 1024,
            text_bytes: 32 * MEBIBYTE,
        }
    }
}

impl Limits {
    /// Bounds for streaming a large CSV of the operator's own, of which one row is held at a time.
    pub fn bulk() -> Self {
        Self { file_bytes: 8 * 1024 * MEBIBYTE, cells: 2_000_000_000, rows: 20_000_000, ..Self::default() }
    }

    /// The bound on the file, in whole mebibytes, for a sentence.
    pub fn file_megabytes(&self) -> u64 {
        self.file_bytes / MEBIBYTE
    }
}
