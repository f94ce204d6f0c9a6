//! What lists share: pages, sorting, and the same rows as a file.

use std::fmt::Write as _;

use base::Problem;
use documents::{
    Cell,
    separated::{self, Encoding},
    workbook::{Column, Kind, Sheet, Workbook},
};
use web::{Ask, Reply, pager::Pager};

/// A link of the page line.
pub(crate) struct PageItem {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) here: bool,
}

/// The page line of a list; nothing when there is one page only.
pub(crate) fn page_items(pager: &Pager) -> Vec<PageItem> {
    if pager.pages() <= 1 {
        return Vec::new();
    }
    let item = |link: web::pager::PageLink| PageItem {
        label: link.number.to_string(),
        href: link.href,
        here: link.current,
    };
    pager.links().into_iter().map(item).collect()
}

/// The rows of one page.
pub(crate) fn page_of<T>(rows: Vec<T>, pager: &Pager) -> Vec<T> {
    rows.into_iter().skip(pager.offset() as usize).take(web::pager::ROWS as usize).collect()
}

/// An address with parameters; empty ones are left out.
pub(crate) fn href(path: &str, params: &[(&str, &str)]) -> String {
    let encode = |text: &str| {
        text.bytes().fold(String::new(), |mut out, byte| {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
                out.push(char::from(byte));
            } else {
                write!(out, "%{byte:02X}").expect("a string takes every write");
            }
            out
        })
    };
    let pairs: Vec<String> =
        params.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("{k}={}", encode(v))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// Addresses of a list's file as CSV and as XLSX, with the list's filters.
pub(crate) fn file_hrefs(path: &str, params: &[(&str, &str)]) -> Files {
    let [csv, xlsx] = ["csv", "xlsx"].map(|format| href(path, &[params, &[("format", format)]].concat()));
    Files { csv, xlsx }
}

/// Addresses of a list's files.
pub(crate) struct Files {
    pub(crate) csv: String,
    pub(crate) xlsx: String,
}

/// How a column is sorted now, as `aria-sort` says it.
pub(crate) fn sorted(now: &str, column: &str) -> &'static str {
    if now == column { "ascending" } else { "" }
}

/// A table to be kept as a file.
pub(crate) struct Table {
    /// File name without its ending.
    pub(crate) name: String,
    /// Title of the sheet.
    pub(crate) title: String,
    /// Column titles.
    pub(crate) columns: Vec<String>,
    /// Rows.
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The bytes of the file in a format, with its ending and kind.
    pub(crate) fn bytes(
        &self,
        ask: &Ask,
        format: &str,
    ) -> Result<(Vec<u8>, &'static str, &'static str), Problem> {
        if format == "xlsx" {
            let columns = self
                .columns
                .iter()
                .map(|title| Column::new(title.clone(), title.clone(), Kind::Text).wide(20));
            let mut sheet = Sheet::new(self.title.clone(), columns.collect());
            sheet.sample_mark = ask.app.options().demo.then(|| ask.t("web-sample-mark"));
            sheet.rows = self
                .rows
                .iter()
                .map(|row| row.iter().map(|cell| Cell::Text(cell.plain())).collect())
                .collect();
            let bytes = Workbook::new(ask.today()).with(sheet).to_xlsx().map_err(Problem::fault)?;
            return Ok((bytes, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
        }
        let bytes = separated::write(&self.columns, &self.rows, Encoding::Utf8Bom).map_err(Problem::fault)?;
        Ok((bytes, "csv", "text/csv; charset=utf-8"))
    }

    /// The file as an answer.
    pub(crate) fn reply(&self, ask: &Ask, format: &str) -> Reply {
        let (bytes, ending, mime) = self.bytes(ask, format)?;
        ask.file(&format!("{}.{ending}", self.name), mime, bytes)
    }
}
