//! What cannot be put into a file, and where it stands.

use serde::Serialize;

/// A character that the encoding asked for does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outside {
    /// The line of the file, the header being 1.
    pub line: usize,
    /// The title of the column.
    pub column: String,
    /// The character as it was given.
    pub character: char,
}

/// Why a document could not be written; nothing has been written then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Unwritable {
    /// A sheet without columns cannot hold a table.
    #[error("sheet {sheet} has no columns")]
    NoColumns {
        /// The sheet's name.
        sheet: String,
    },
    /// A row has more values than the table has columns.
    #[error("row {row} has more values than columns")]
    RowTooWide {
        /// The row, counted from 1 without the header.
        row: usize,
    },
    /// More rows or columns than the format holds (xlsx: 1,048,576 × 16,384).
    #[error("sheet {sheet} is larger than the format allows")]
    TooLarge {
        /// The sheet's name.
        sheet: String,
    },
    /// A text longer than a cell can hold (xlsx: 32,767 UTF-16 units).
    #[error("the text in row {row}, column {column} is longer than a cell can hold")]
    TextTooLong {
        /// The row, counted from 1 without the header.
        row: usize,
        /// The title of the column.
        column: String,
    },
    /// A mark points at a cell that is not in the table.
    #[error("a mark points outside the table (row {row}, column {column})")]
    MarkOutside {
        /// The row, counted from 1 without the header.
        row: usize,
        /// The column, counted from 1.
        column: usize,
    },
    /// Characters that CP949 does not have; at most the first hundred are listed.
    #[error("{} characters are not in CP949", characters.len())]
    OutsideCp949 {
        /// The characters with their places.
        characters: Vec<Outside>,
    },
    /// More text than a QR code can carry.
    #[error("{bytes} bytes do not fit into a QR code")]
    QrTooLong {
        /// The length of the text in bytes.
        bytes: usize,
    },
    /// The xlsx writer refused for a reason that is not the caller's.
    #[error("the workbook could not be written: {reason}")]
    Writer {
        /// The writer's own words, for the log.
        reason: String,
    },
}

impl From<rust_xlsxwriter::XlsxError> for Unwritable {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        Self::Writer { reason: error.to_string() }
    }
}
