//! Tells in one sentence what many findings have in common: cells pushed sideways, or one mistake down a whole column.
//!
//! Rows are read again as if every cell from one column on stood a column further left or right. When half of the
//! rows, or three rows one after another, have at most a third of their misfits then, they were pushed, and so was
//! every other row that fits better then. The column with the fewest misfits in all is where it began; of two that
//! are as good, the one under which more numbers and days are read, then the one nearest to the first misfit.

use std::collections::{BTreeMap, BTreeSet};

use super::{Notes, Report, value};
use crate::schema::{Field, Level, Schema, Type};
use crate::sheet::Row;
use crate::{CellRef, Finding, Sheet};

/// Rows that are read again to find a push; a file that was pushed shows it in its first rows.
const LOOKED_AT: usize = 200;
/// Rows one after another that a push mends, from which on it is believed of a part of the file.
const IN_A_ROW: usize = 3;
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
    summary.folded.extend(joined(sheet, report));
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
    let mut groups: BTreeMap<(usize, &str, &str), Vec<usize>> = BTreeMap::new();
    let open = report.findings.iter().enumerate().filter(|(at, finding)| {
        !folded.contains(at) && finding.level == Level::Error && finding.code != "header-merged"
    });
    for (at, finding) in open {
        groups.entry((finding.place, &finding.field, &finding.code)).or_default().push(at);
    }
    let many = |group: &Vec<usize>| group.len() >= ALIKE && group.len() * 2 >= report.records.len();
    let mut found: Vec<_> =
        groups.into_values().filter(many).map(|group| (group[0], group[1..].to_vec())).collect();
    found.sort();
    found
}

/// What comes from joined headers: the columns that lack one under them, and whatever is found in their cells.
fn joined(sheet: &Sheet, report: &Report<'_>) -> Vec<usize> {
    let top = report.header_row.unwrap_or_default();
    let spans = || sheet.merged.iter().filter(|span| (span.top..=span.bottom).contains(&top));
    // A missing column lies under a span when the field before it, or after it, has its column there.
    let lost = |name: &str| {
        let Some(place) = report_place(report, name) else { return false };
        let before = report.columns[..place].iter().rev().find_map(|column| *column);
        let after = report.columns[place + 1..].iter().find_map(|column| *column);
        spans().any(|span| {
            before.is_some_and(|column| (span.left..=span.right).contains(&column) || column + 1 == span.left)
                || after.is_some_and(|column| column == span.right + 1)
        })
    };
    let covers = |finding: &Finding| spans().any(|span| (span.left..=span.right).contains(&finding.place));
    let from_it = |finding: &Finding| match finding.code.as_str() {
        "header-merged" => false,
        "column-missing" => lost(&finding.field),
        _ => finding.row >= top && covers(finding),
    };
    let all = report.findings.iter().enumerate();
    all.filter(|(_, finding)| from_it(finding)).map(|(at, _)| at).collect()
}

/// The place of the field that a column was missing for: such a finding stands at its field's own place.
fn report_place(report: &Report<'_>, name: &str) -> Option<usize> {
    let missing = report.findings.iter().find(|one| one.code == "column-missing" && one.field == name)?;
    Some(missing.place).filter(|place| *place < report.columns.len())
}

/// How the rows were pushed, and which; nothing when they were not.
fn pushed(schema: &Schema, sheet: &Sheet, report: &Report<'_>) -> Option<(Push, Vec<u32>)> {
    let numbers: BTreeSet<u32> = report.records.iter().map(|record| record.row).collect();
    let rows: Vec<&Row> = sheet.rows.iter().filter(|row| numbers.contains(&row.number)).collect();
    let base: Vec<Fit> = rows.iter().map(|row| fit(schema, report, row, None)).collect();
    let tried = rows.len().min(LOOKED_AT);
    if !believed(base[..tried].iter().map(|fit| fit.misfits >= 2)) {
        return None;
    }
    let columns: Vec<usize> = report.columns.iter().flatten().copied().collect();
    let first = report.findings.iter().filter(|finding| numbers.contains(&finding.row));
    let first = first.map(|finding| finding.place).min().unwrap_or_default();
    let mut best = None;
    for push in columns.iter().flat_map(|from| [true, false].map(|right| Push { from: *from, right })) {
        let after: Vec<Fit> = rows[..tried].iter().map(|row| fit(schema, report, row, Some(push))).collect();
        let pairs = || base.iter().zip(&after);
        if !believed(pairs().map(|(base, after)| base.misfits >= 2 && after.misfits * 3 <= base.misfits)) {
            continue;
        }
        let left: usize = pairs().map(|(base, after)| base.misfits.min(after.misfits)).sum();
        let told: usize =
            pairs().filter(|(base, after)| after.misfits < base.misfits).map(|(_, a)| a.told).sum();
        let key = (left, std::cmp::Reverse(told), push.from.abs_diff(first), push.from);
        if best.as_ref().is_none_or(|(least, _)| key < *least) {
            best = Some((key, push));
        }
    }
    let (_, push) = best?;
    let mended = |(row, base): (&&Row, &Fit)| {
        (fit(schema, report, row, Some(push)).misfits < base.misfits).then_some(row.number)
    };
    Some((push, rows.iter().zip(&base).filter_map(mended).collect()))
}

/// Whether half of the rows say so, or some one after another.
fn believed(rows: impl Iterator<Item = bool>) -> bool {
    let (mut all, mut yes, mut run, mut longest) = (0_usize, 0_usize, 0_usize, 0_usize);
    for says in rows {
        all += 1;
        yes += usize::from(says);
        run = if says { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    all > 0 && (yes * 2 >= all || longest >= IN_A_ROW)
}

/// How well a row fits.
#[derive(Debug, Clone, Copy, Default)]
struct Fit {
    /// Cells that are not what their field says, and cells under no header.
    misfits: usize,
    /// Filled cells that are the number, day or choice which their field asks for.
    told: usize,
}

/// How well a row fits when its cells are looked for where a push left them.
fn fit(schema: &Schema, report: &Report<'_>, row: &Row, push: Option<Push>) -> Fit {
    let cell = |column: usize| row.cells.get(column).map_or(CellRef::Empty, crate::Cell::view);
    let mut read = BTreeSet::new();
    let mut fit = Fit::default();
    for (field, column) in schema.fields.iter().zip(&report.columns) {
        let Some(column) = column else { continue };
        let column = push.map_or(Some(*column), |push| push.column(*column));
        if let Some(column) = column {
            read.insert(column);
            let good = fits(schema, field, cell(column));
            let strict = field.kind != Type::String || field.choices.is_some() || field.pattern.is_some();
            fit.misfits += usize::from(!good);
            fit.told += usize::from(good && strict && cell(column) != CellRef::Empty);
        }
    }
    let (last, inserted) = (read.last().copied().unwrap_or_default(), push.filter(|push| push.right));
    let stray =
        |column: &usize| cell(*column) != CellRef::Empty && inserted.is_none_or(|push| push.from != *column);
    fit.misfits += (last + 1..row.cells.len()).filter(stray).count().min(1);
    fit
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
