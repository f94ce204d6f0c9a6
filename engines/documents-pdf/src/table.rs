//! A table of a report: columns that say how they are aligned, rows of words, an optional line of sums.

use serde::Serialize;
use serde_json::{Value, json};

use crate::Refused;
use crate::clean::Cleaner;

/// How many columns fit beside each other.
const COLUMNS: usize = 20;

/// How many rows one table takes.
const ROWS: usize = 10_000;

/// Longest text of a cell in characters.
const CELL: usize = 1_000;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnKind {
    /// Names the row: a screen reader says it with every cell of the row.
    Title,
    /// Words, from the left.
    Words,
    /// Numbers, to the right, in digits of equal width.
    Number,
    /// Short marks in the middle.
    Mark,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The word in the header.
    pub title: String,
    /// What stands below it.
    pub kind: ColumnKind,
    /// Its part of the width beside the other parts; 0 takes what its longest cell needs.
    pub share: u8,
}

impl Column {
    /// Makes a column with its part of the width.
    pub fn new(title: impl Into<String>, kind: ColumnKind, share: u8) -> Self {
        Self { title: title.into(), kind, share }
    }
}

/// How high the rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rows {
    /// As high as their text.
    #[default]
    Close,
    /// High enough for a signature by hand.
    ForSigning,
}

/// A table whose header repeats on every page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The sentence above it.
    pub caption: Option<String>,
    /// At most 20 columns.
    pub columns: Vec<Column>,
    /// At most 10,000 rows, each with one text for each column.
    pub rows: Vec<Vec<String>>,
    /// A last line in bold.
    pub sums: Option<Vec<String>>,
    /// How high the rows are.
    pub height: Rows,
}

impl Table {
    /// Starts a table without rows.
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns, ..Self::default() }
    }

    /// Takes every text in; `place` names the table in a refusal.
    pub(crate) fn value(&self, place: &str, clean: &mut Cleaner<'_>) -> Result<Value, Refused> {
        self.fits(place)?;
        let mut columns = Vec::with_capacity(self.columns.len());
        for (at, column) in self.columns.iter().enumerate() {
            let title = clean.line(format_args!("{place}, column {} title", at + 1), &column.title, 100)?;
            columns.push(json!({ "title": title, "kind": column.kind, "share": column.share }));
        }
        let mut rows = Vec::with_capacity(self.rows.len());
        for (at, row) in self.rows.iter().enumerate() {
            rows.push(self.row(&format!("{place}, row {}", at + 1), row, clean)?);
        }
        let sums =
            self.sums.as_ref().map(|row| self.row(&format!("{place}, sums"), row, clean)).transpose()?;
        Ok(json!({
            "kind": "table",
            "caption": clean.maybe(format_args!("{place}, caption"), self.caption.as_deref(), 200)?,
            "columns": columns,
            "rows": rows,
            "sums": sums,
            "height": self.height,
        }))
    }

    fn fits(&self, place: &str) -> Result<(), Refused> {
        for (what, count, limit) in
            [("columns", self.columns.len(), COLUMNS), ("rows", self.rows.len(), ROWS)]
        {
            if count > limit {
                return Err(Refused::TooMany { place: format!("{place}, {what}"), count, limit });
            }
        }
        if self.columns.is_empty() {
            return Err(Refused::Empty { place: format!("{place}, columns") });
        }
        Ok(())
    }

    fn row(&self, place: &str, row: &[String], clean: &mut Cleaner<'_>) -> Result<Vec<String>, Refused> {
        if row.len() != self.columns.len() {
            let columns = self.columns.len();
            return Err(Refused::RowWidth { place: place.to_owned(), cells: row.len(), columns });
        }
        row.iter()
            .enumerate()
            .map(|(at, cell)| clean.lines(format_args!("{place}, column {}", at + 1), cell, CELL))
            .collect()
    }
}
