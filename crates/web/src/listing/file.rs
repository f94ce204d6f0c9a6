//! The rows of a list as a file: CSV for programs and Excel, XLSX with the mark of sample material.

use base::Problem;
use documents::{
    Cell,
    separated::{self, Encoding},
    workbook::{Column as FileColumn, Kind, Sheet, Workbook},
};

use crate::{Ask, Reply};

/// A column: its word in addresses and files, the message key of its head, its kind.
pub type Column = (&'static str, &'static str, Kind);

/// Rows to be written to a file.
#[derive(Debug, Clone)]
pub struct Table {
    /// Name of the file without its ending.
    pub name: &'static str,
    /// Its title in words.
    pub title: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
    /// Whether any of it is made up.
    pub sample: bool,
}

impl Table {
    /// As CSV.
    pub fn csv(&self, ask: &Ask) -> Reply {
        let mut header: Vec<String> = self.columns.iter().map(|(_, key, _)| ask.t(key)).collect();
        let mut rows = self.rows.clone();
        if self.sample {
            header.push(ask.t("web-sample-mark"));
            for row in &mut rows {
                row.push(Cell::from(ask.t("web-sample-mark")));
            }
        }
        let bytes = separated::write(&header, &rows, Encoding::Utf8Bom).map_err(Problem::fault)?;
        ask.file(&format!("{}.csv", self.name), "text/csv; charset=utf-8", bytes)
    }

    /// As a workbook.
    pub fn xlsx(&self, ask: &Ask) -> Reply {
        let column = |(word, key, kind): &Column| FileColumn::new(*word, ask.t(key), *kind).wide(18);
        let mut sheet = Sheet::new(self.title.clone(), self.columns.iter().map(column).collect());
        sheet.sample_mark = self.sample.then(|| ask.t("web-sample-mark"));
        sheet.rows.clone_from(&self.rows);
        let bytes = Workbook::new(ask.today()).with(sheet).to_xlsx().map_err(Problem::fault)?;
        let mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        ask.file(&format!("{}.xlsx", self.name), mime, bytes)
    }
}
