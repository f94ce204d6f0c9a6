//! The same list as a file: CSV for programs and Excel, XLSX with the mark of sample material.

use base::Problem;
use documents::{
    Cell,
    separated::{self, Encoding},
    workbook::{Column, Kind, Sheet, Workbook},
};
use web::{Ask, Reply};

/// A table to be written.
pub struct Table {
    /// Name of the file without its ending.
    pub name: &'static str,
    /// Message key of its title.
    pub title: &'static str,
    /// Each column's key, message key of its head and kind.
    pub columns: Vec<(&'static str, &'static str, Kind)>,
    /// The rows.
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

    /// As XLSX.
    pub fn xlsx(&self, ask: &Ask) -> Reply {
        let column =
            |(key, title, kind): &(&str, &str, Kind)| Column::new(*key, ask.t(title), *kind).wide(18);
        let mut sheet = Sheet::new(ask.t(self.title), self.columns.iter().map(column).collect());
        sheet.sample_mark = self.sample.then(|| ask.t("web-sample-mark"));
        sheet.rows.clone_from(&self.rows);
        let bytes = Workbook::new(ask.today()).with(sheet).to_xlsx().map_err(Problem::fault)?;
        let mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        ask.file(&format!("{}.xlsx", self.name), mime, bytes)
    }
}
