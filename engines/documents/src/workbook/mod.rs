//! A workbook told as data: sheets, columns, rows, drop-downs, locks and marks; written as XLSX.
//!
//! Text is always stored as text, so a cell that begins with `=` never runs, neither on opening nor when it is edited
//! (it carries Excel's quote prefix). Protection has no password: it guards against slips, not against people.

use jiff::civil::Date;

use crate::{Cell, Unwritable};

mod layout;
mod lists;
mod rules;
mod style;
mod write;

/// A workbook of one or more sheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// The day it is made; stored in the file, so that the same input gives the same bytes.
    pub created: Date,
    /// The title in the file's properties.
    pub title: Option<String>,
    /// The sheets in order; readers of one sheet take the first.
    pub sheets: Vec<Sheet>,
}

impl Workbook {
    /// Begins an empty workbook made on the given day.
    pub fn new(created: Date) -> Self {
        Self { created, title: None, sheets: Vec::new() }
    }

    /// Adds a sheet at the end.
    pub fn with(mut self, sheet: Sheet) -> Self {
        self.sheets.push(sheet);
        self
    }

    /// Writes the workbook as XLSX bytes, or says what cannot be written and where.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, Unwritable> {
        write::xlsx(self)
    }
}

/// One table on one sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The name on the tab; what Excel forbids is taken out and doubles get a number.
    pub name: String,
    /// Marks the whole sheet as sample material: shown above the table and in the footer of every printed page.
    pub sample_mark: Option<String>,
    /// Lines above the table, such as its title and date.
    pub above: Vec<String>,
    /// The columns in order.
    pub columns: Vec<Column>,
    /// The rows; a short row is filled with empty cells.
    pub rows: Vec<Vec<Cell>>,
    /// Empty rows below the table that may be filled in, with the same drop-downs and checks.
    pub spare_rows: usize,
    /// Lines below the table, such as sources and notes.
    pub below: Vec<String>,
    /// Whether the header stays in sight while scrolling.
    pub freeze_header: bool,
    /// Whether locked cells refuse typing; columns that are not locked stay open.
    pub protect: bool,
    /// How it is printed.
    pub print: Print,
    /// Cells to be put right, each with its sentence.
    pub marks: Vec<Mark>,
}

impl Sheet {
    /// Begins a sheet with the given columns, a frozen header and landscape print.
    pub fn new(name: impl Into<String>, columns: Vec<Column>) -> Self {
        Self {
            name: name.into(),
            sample_mark: None,
            above: Vec::new(),
            columns,
            rows: Vec::new(),
            spare_rows: 0,
            below: Vec::new(),
            freeze_header: true,
            protect: false,
            print: Print::Landscape,
            marks: Vec::new(),
        }
    }

    /// Tells on which line of the sheet the header stands, counted from 0: below the sample mark and the lines above.
    pub fn header_line(&self) -> usize {
        usize::from(self.sample_mark.is_some()) + self.above.len()
    }
}

/// One column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The machine's name for it; not shown.
    pub key: String,
    /// The title in the header.
    pub title: String,
    /// The width in characters of the standard font; Hangul takes two.
    pub width: u16,
    /// What kind of values it holds.
    pub kind: Kind,
    /// Whether its cells refuse typing when the sheet is protected.
    pub locked: bool,
    /// What may be chosen, if there is a list.
    pub choices: Option<Choices>,
    /// Help for whoever fills it in: a note on the header and a hint beside the cell.
    pub note: Option<String>,
    /// The sentence shown when something else is typed than the column takes.
    pub refusal: Option<String>,
}

impl Column {
    /// Begins an open column without list or note, twelve characters wide.
    pub fn new(key: impl Into<String>, title: impl Into<String>, kind: Kind) -> Self {
        Self {
            key: key.into(),
            title: title.into(),
            width: 12,
            kind,
            locked: false,
            choices: None,
            note: None,
            refusal: None,
        }
    }

    /// Sets the width in characters.
    pub fn wide(mut self, width: u16) -> Self {
        self.width = width;
        self
    }

    /// Makes its cells refuse typing when the sheet is protected.
    pub fn locked(mut self) -> Self {
        self.locked = true;
        self
    }

    /// Offers a list to choose from.
    pub fn choices(mut self, choices: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.choices = Some(Choices(choices.into_iter().map(Into::into).collect()));
        self
    }

    /// Adds help for whoever fills it in.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Sets the sentence shown when something else is typed than the column takes.
    pub fn refusal(mut self, refusal: impl Into<String>) -> Self {
        self.refusal = Some(refusal.into());
        self
    }
}

/// What kind of values a column holds; open columns of a protected sheet accept nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words and ids.
    Text,
    /// Whole numbers, 0 or more when typed in.
    Whole,
    /// Whole won, 0 or more when typed in, shown with separators.
    Won,
    /// A rate shown with so many digits behind the point.
    Rate {
        /// Digits behind the point.
        digits: u8,
    },
    /// A day, shown as 2026-03-02.
    Date,
}

/// The values a column offers; long lists are kept on a hidden sheet, because Excel takes only 255 characters in place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Choices(pub Vec<String>);

/// How a sheet is printed: A4, fitted to the width, the header on every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Print {
    /// The long side across.
    Landscape,
    /// The short side across.
    Portrait,
}

/// A cell to be put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The row, counted from 0 without the header.
    pub row: usize,
    /// The column, counted from 0.
    pub column: usize,
    /// What is wrong and what to do, shown as a note on the cell.
    pub comment: String,
}
