//! Tells in one sentence what many findings have in common: cells pushed sideways, or one mistake down a whole column.
//!
//! Rows are read again as if every cell from one column on stood a column further left or right. When at least
//! half of the rows have at most half of their misfits then, they were pushed; the column with the fewest misfits
//! in all is where it began. Of two that are as good, the one where the first misfit stands is told.

use std::collections::{BTreeMap, BTreeSet};

use super::{Notes, Report, value};
use crate::schema::{Field, Level, Schema};
use crate::sheet::Row;
use crate::{CellRef, Finding, Sheet};

/// Rows that are read again; a file that was pushed shows it in its first rows.
const LOOKED_AT: usize = 200;
/// Cells with one and the same mistake from which on they are told together.
const ALIKE: usize = 3;

/// What many findings have in common.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// The sentences to begin with: `columns-shifted`, `column-alike`.
    pub first: Vec<Finding>,
    /// Which findings of the report those sentences stand for, by their place in its list.
    pub folded: BTreeSet<usize>,
    /// The rows that were pushed; whatever else is found in them comes from that.
    pub shifted: BTreeSet<u32>,
}

/// Where a cell is looked for instead: every column from `from` on stands one to the right, or one to the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Push {
    from: usize,
    right: bool,
}

impl Push {
    /// Where the cell of a column stands; nothing for the one that was lost.
    fn column(self, column: usize) -> Option<usize> {
        match (column.cmp(&self.from), self.right) {
            (std::cmp::Ordering::Less, _) => Some(column),
            (_, true) => Some(column + 1),
            (std::cmp::Ordering::Equal, false) => None,
            (std::cmp::Ordering::Greater, false) => Some(column - 1),
        }
    }
}

/// Sums a report up; nothing where its findings have little in common.
pub fn summarize(schema: &Schema, sheet: &Sheet, report: &Report<'_>) -> Summary {
    let mut summary = Summary::default();
    let mut notes = Notes::default();
    if let Some((push, rows)) = pushed(schema, sheet, report) {
        let place = report.columns.iter().position(|column| *column == Some(push.from));
        let (row, count) = (rows.first().copied().unwrap_or_default(), rows.len());
        let (title, name) = place.map_or(("", ""), |place| names(&schema.fields[place]));
        let side = if push.right { "right" } else { "left" };
        notes.add(row, push.from, title, name, "columns-shifted", "").arg("side", side).arg("count", count);
        summary.shifted = rows.into_iter().collect();
        let of_it = |finding: &Finding| summary.shifted.contains(&finding.row);
        let folded = report.findings.iter().enumerate().filter(|(_, finding)| of_it(finding));
        summary.folded.extend(folded.map(|(at, _)| at));
    }
    for (first, rest) in alike(report, &summary.folded) {
        let finding = &report.findings[first];
        let count = rest.len() + 1;
        notes
            .add(finding.row, finding.place, &finding.column, &finding.field, "column-alike", &finding.value)
            .arg("count", count);
        summary.folded.extend(rest);
    }
    summary.first = notes.list;
    summary
}

fn names(field: &Field) -> (&str, &str) {
    (&field.title, &field.name)
}

/// Groups of findings of one column and code, at least half of the rows: the first of each, and the others.
fn alike(report: &Report<'_>, folded: &BTreeSet<usize>) -> Vec<(usize, Vec<usize>)> {
    let mut groups: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    let open = report.findings.iter().enumerate().filter(|(at, finding)| {
        !folded.contains(at) && finding.level == Level::Error && !finding.field.is_empty()
    });
    for (at, finding) in open {
        groups.entry((&finding.field, &finding.code)).or_default().push(at);
    }
    let many = |group: &Vec<usize>| group.len() >= ALIKE && group.len() * 2 >= report.records.len();
    let mut found: Vec<_> =
        groups.into_values().filter(many).map(|group| (group[0], group[1..].to_vec())).collect();
    found.sort();
    found
}

/// How the rows were pushed, and which; nothing when they were not.
fn pushed(schema: &Schema, sheet: &Sheet, report: &Report<'_>) -> Option<(Push, Vec<u32>)> {
    let numbers: BTreeSet<u32> = report.records.iter().map(|record| record.row).collect();
    let rows: Vec<&Row> =
        sheet.rows.iter().filter(|row| numbers.contains(&row.number)).take(LOOKED_AT).collect();
    let base: Vec<usize> = rows.iter().map(|row| misfits(schema, report, row, None)).collect();
    if base.iter().filter(|misfits| **misfits >= 2).count() * 2 < rows.len().max(1) {
        return None;
    }
    let columns: Vec<usize> = report.columns.iter().flatten().copied().collect();
    let first = report.findings.iter().filter(|finding| numbers.contains(&finding.row));
    let first = first.map(|finding| finding.place).min().unwrap_or_default();
    let mut best: Option<(usize, usize, Push, Vec<u32>)> = None;
    for push in columns.iter().flat_map(|from| [true, false].map(|right| Push { from: *from, right })) {
        let after: Vec<usize> = rows.iter().map(|row| misfits(schema, report, row, Some(push))).collect();
        let better = |at: &usize| base[*at] >= 2 && after[*at] * 2 <= base[*at];
        let mended: Vec<u32> = (0..rows.len()).filter(better).map(|at| rows[at].number).collect();
        let key = (after.iter().sum::<usize>(), push.from.abs_diff(first));
        if mended.len() * 2 >= rows.len() && best.as_ref().is_none_or(|best| key < (best.0, best.1)) {
            best = Some((key.0, key.1, push, mended));
        }
    }
    best.map(|(_, _, push, mended)| (push, mended))
}

/// Cells of a row that are not what their field says, and cells under no header.
fn misfits(schema: &Schema, report: &Report<'_>, row: &Row, push: Option<Push>) -> usize {
    let cell = |column: usize| row.cells.get(column).map_or(CellRef::Empty, crate::Cell::view);
    let mut read = BTreeSet::new();
    let mut count = 0;
    for (field, column) in schema.fields.iter().zip(&report.columns) {
        let Some(column) = column else { continue };
        let column = push.map_or(Some(*column), |push| push.column(*column));
        if let Some(column) = column {
            read.insert(column);
            count += usize::from(!fits(schema, field, cell(column)));
        }
    }
    let (last, inserted) = (read.last().copied().unwrap_or_default(), push.filter(|push| push.right));
    let stray =
        |column: &usize| cell(*column) != CellRef::Empty && inserted.is_none_or(|push| push.from != *column);
    count + (last + 1..row.cells.len()).filter(stray).count().min(1)
}

/// Whether a cell is what its field says.
fn fits(schema: &Schema, field: &Field, cell: CellRef<'_>) -> bool {
    let blank = match cell {
        CellRef::Empty => true,
        CellRef::Text(text) => text.trim().is_empty() || schema.missing.contains(text.trim()),
        _ => false,
    };
    if blank {
        return !field.required;
    }
    let Ok(value) = value::read(field, cell) else { return false };
    let inside = value.measure().is_none_or(|measure| {
        field.minimum.as_ref().is_none_or(|bound| measure >= bound.measure)
            && field.maximum.as_ref().is_none_or(|bound| measure <= bound.measure)
    });
    let text = value.text();
    let chosen = field.choices.as_ref().is_none_or(|choices| choices.contains(text.as_ref()));
    inside && chosen && field.pattern.as_ref().is_none_or(|pattern| pattern.is_match(&text))
}
