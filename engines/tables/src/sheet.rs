//! A whole table held in memory, from a CSV file or from one sheet of a workbook.

use serde::{Deserialize, Serialize};

use crate::csv::{Encoding, RowReader};
use crate::kind::{Kind, kind};
use crate::{Cell, Limits, Unreadable, xlsx};

/// What a sheet was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Comma-separated text in UTF-8.
    CsvUtf8,
    /// Comma-separated text in CP949.
    CsvCp949,
    /// A sheet of a workbook.
    Xlsx,
}

/// Cells joined into one, by their corners; rows count from 1, columns from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Row of the upper corner.
    pub top: u32,
    /// Column of the left corner.
    pub left: usize,
    /// Row of the lower corner.
    pub bottom: u32,
    /// Column of the right corner.
    pub right: usize,
}

/// One row with something in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The row as the file counts it: the first is 1, blank ones count.
    pub number: u32,
    /// The cells up to the last filled one.
    pub cells: Vec<Cell>,
}

/// A table as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The sheet's name; none for text.
    pub name: Option<String>,
    /// What it was read from.
    pub format: Format,
    /// Rows with something in them, from the top.
    pub rows: Vec<Row>,
    /// Joined cells.
    pub merged: Vec<Span>,
}

impl Sheet {
    /// Reads a file of any name by its content; `sheet` names a sheet of a workbook, else the first shown.
    ///
    /// A resident registration number anywhere in it refuses the whole file.
    pub fn read(bytes: &[u8], limits: &Limits, sheet: Option<&str>) -> Result<Self, Unreadable> {
        if bytes.len() as u64 > limits.file_bytes {
            return Err(Unreadable::TooLarge { limit: limits.file_megabytes() });
        }
        let kind = kind(bytes);
        match kind.refusal() {
            Some(refusal) => Err(refusal),
            None if kind == Kind::Xlsx => xlsx::read(bytes, limits, sheet),
            None => Self::read_text(bytes, limits),
        }
    }

    /// Reads comma-separated text.
    fn read_text(bytes: &[u8], limits: &Limits) -> Result<Self, Unreadable> {
        let mut reader = RowReader::new(bytes, limits);
        let mut keep = Keeper::new(limits);
        while let Some(line) = reader.next_row()? {
            let cells: Vec<Cell> = line.iter().map(Cell::text).collect();
            keep.row(line.number() as u32, cells)?;
        }
        let format = match reader.encoding() {
            Encoding::Cp949 => Format::CsvCp949,
            Encoding::Utf8 => Format::CsvUtf8,
        };
        let rows = keep.rows;
        if let [Row { cells, .. }, ..] = rows.as_slice() {
            refuse_other_separator(cells)?;
        }
        if rows.is_empty() {
            Err(Unreadable::Empty)
        } else {
            Ok(Self { name: None, format, rows, merged: vec![] })
        }
    }
}

/// A header that is one cell with tabs or semicolons was not parted by commas.
fn refuse_other_separator(cells: &[Cell]) -> Result<(), Unreadable> {
    match cells {
        [Cell::Text(text)] if text.contains('\t') || text.matches([';', '|']).count() >= 2 => {
            Err(Unreadable::Separator)
        }
        _ => Ok(()),
    }
}

/// Keeps rows as long as they stay inside the bounds.
pub(crate) struct Keeper<'a> {
    limits: &'a Limits,
    pub(crate) rows: Vec<Row>,
    cells: u64,
    text: u64,
}

impl<'a> Keeper<'a> {
    pub(crate) fn new(limits: &'a Limits) -> Self {
        Self { limits, rows: Vec::new(), cells: 0, text: 0 }
    }

    /// Counts text before it is copied into a cell.
    pub(crate) fn count_text(&mut self, bytes: u64) -> Result<(), Unreadable> {
        self.text += bytes;
        if self.text > self.limits.text_bytes {
            return Err(Unreadable::TooMuchText { limit: self.limits.text_bytes / crate::limits::MEBIBYTE });
        }
        Ok(())
    }

    /// Counts cells of a row that is still being filled, `cells` in all.
    pub(crate) fn refuse_cells(&self, cells: usize) -> Result<(), Unreadable> {
        if self.cells + cells as u64 > self.limits.cells {
            return Err(Unreadable::TooManyCells { limit: self.limits.cells });
        }
        Ok(())
    }

    /// Keeps a row without the blanks at its end; a blank row is dropped.
    pub(crate) fn row(&mut self, number: u32, mut cells: Vec<Cell>) -> Result<(), Unreadable> {
        let filled = cells.iter().rposition(|cell| *cell != Cell::Empty).map_or(0, |last| last + 1);
        cells.truncate(filled);
        if cells.is_empty() {
            return Ok(());
        }
        if self.rows.len() as u64 >= self.limits.rows {
            return Err(Unreadable::TooManyRows { limit: self.limits.rows });
        }
        self.refuse_cells(filled)?;
        self.cells += filled as u64;
        self.count_text(cells.iter().map(Cell::text_bytes).sum())?;
        cells.shrink_to_fit();
        self.rows.push(Row { number, cells });
        Ok(())
    }
}
