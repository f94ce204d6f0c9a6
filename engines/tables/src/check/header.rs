//! Finds the row of headers and which column each field stands in.

use std::collections::BTreeMap;

use crate::schema::{ColumnOrder, Field, Level, Schema};
use crate::sheet::{Row, Span};
use crate::{CellRef, column_name};

use super::Notes;

/// Rows from the top in which the headers are looked for.
pub(super) const HEADER_ROWS: usize = 10;

/// The headers of a table.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) row: u32,
    /// For each field, its column.
    pub(super) columns: Vec<Option<usize>>,
    /// For each column, its header as written.
    pub(super) titles: Vec<String>,
    /// For each column, whether it has a header.
    pub(super) headed: Vec<bool>,
}

/// The field that a header names: by title, alias or name, without blanks, case or a unit in brackets.
fn field_of(schema: &Schema, header: &str) -> Option<usize> {
    let names = |field: &Field, wanted: &str| {
        [&field.title, &field.name].into_iter().chain(&field.aliases).any(|name| plain(name) == wanted)
    };
    let whole = plain(header);
    if whole.is_empty() {
        return None;
    }
    let bare = whole.split(['(', '\u{ff08}', '[']).next().unwrap_or(&whole).to_owned();
    let find = |wanted: &str| schema.fields.iter().position(|field| names(field, wanted));
    find(&whole).or_else(|| if bare.is_empty() { None } else { find(&bare) })
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The row among the first ten that names the most fields; nothing when none names any.
pub(super) fn find(schema: &Schema, rows: &[Row]) -> Option<usize> {
    let named = |row: &Row| {
        let fields = row.cells.iter().filter_map(|cell| field_of(schema, &cell.view().shown()));
        fields.collect::<std::collections::BTreeSet<_>>().len()
    };
    let counts: Vec<usize> = rows.iter().take(HEADER_ROWS).map(named).collect();
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    counts.iter().position(|count| *count == most)
}

/// Reads the headers of a row and notes what is missing, twice, unknown or moved.
pub(super) fn read<'a>(
    schema: &Schema,
    row: u32,
    cells: impl Iterator<Item = CellRef<'a>>,
    notes: &mut Notes,
) -> Header {
    let titles: Vec<String> = cells.map(|cell| cell.shown()).collect();
    let mut columns = vec![None; schema.fields.len()];
    for (column, title) in titles.iter().enumerate() {
        match field_of(schema, title) {
            Some(field) => match columns[field] {
                None => columns[field] = Some(column),
                Some(first) => {
                    let first = crate::cell_name(row.into(), first);
                    notes.add(row, column, title, "", "column-twice", title).arg("first", first);
                }
            },
            None if plain(title).is_empty() => {}
            None => {
                let found = notes.add(row, column, title, "", "column-unknown", title);
                found.finding.level = schema.unknown_columns;
            }
        }
    }
    note_places(schema, row, &columns, notes);
    let headed = titles.iter().map(|title| !title.trim().is_empty()).collect();
    Header { row, columns, titles, headed }
}

/// Notes fields without a column, and with a fixed order columns out of place.
fn note_places(schema: &Schema, row: u32, columns: &[Option<usize>], notes: &mut Notes) {
    for (place, (field, column)) in schema.fields.iter().zip(columns).enumerate() {
        match column {
            None => {
                notes.add(row, place, &field.title, &field.name, "column-missing", "");
            }
            Some(column) if schema.order == ColumnOrder::Fixed && *column != place => {
                let expected = column_name(place);
                notes
                    .add(row, *column, &field.title, &field.name, "column-moved", &field.title)
                    .arg("expected", expected);
            }
            Some(_) => {}
        }
    }
}

/// Notes where a missing header stands outside the header row.
pub(super) fn note_strays(schema: &Schema, rows: &[Row], header: &Header, notes: &mut Notes) {
    let mut strays = BTreeMap::new();
    for row in rows.iter().take(HEADER_ROWS).filter(|row| row.number != header.row) {
        for (column, cell) in row.cells.iter().enumerate() {
            if let (CellRef::Text(text), Some(field)) = (cell.view(), field_of(schema, &cell.view().shown()))
                && header.columns[field].is_none()
            {
                strays.entry(field).or_insert((row.number, column, text.to_owned()));
            }
        }
    }
    for (field, (row, column, text)) in strays {
        let field = &schema.fields[field];
        let expected = header.row;
        notes
            .add(row, column, &field.title, &field.name, "header-elsewhere", &text)
            .arg("expected", expected);
    }
}

/// Notes joined cells among the headers and below them; joined cells above are a heading and harmless.
pub(super) fn note_merged(header: &Header, merged: &[Span], notes: &mut Notes) {
    for span in merged {
        let title = header.titles.get(span.left).map_or("", String::as_str);
        let last = crate::cell_name(span.bottom.into(), span.right);
        if (span.top..=span.bottom).contains(&header.row) {
            notes.add(span.top, span.left, title, "", "header-merged", title).arg("last", last);
        } else if span.top > header.row {
            notes.add(span.top, span.left, title, "", "cell-merged", "").arg("last", last);
        }
    }
}

/// A header below the first row is worth a note.
pub(super) fn note_row(header: &Header, notes: &mut Notes) {
    if header.row > 1 {
        let title = header.titles.iter().find(|title| !title.is_empty()).cloned().unwrap_or_default();
        let column = header.titles.iter().position(|title| !title.is_empty()).unwrap_or(0);
        notes.add(header.row, column, &title, "", "header-moved", &title).finding.level = Level::Note;
    }
}
