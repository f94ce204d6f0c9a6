//! Checks the rows of a table against a schema: codes and places out, in the order of the file.

mod header;
mod rules;
mod summary;
pub(crate) mod value;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::finding::shown;
use crate::schema::{Field, Level, References, Schema, Type};
use crate::{CellRef, Finding, Line, Sheet, cell_name, column_name};
use header::Header;
pub use summary::{Summary, summarize};
pub use value::Value;

/// Findings kept of one table; the rest is counted.
const KEPT: usize = 10_000;

/// Words that name a row of sums, one per line.
const TOTAL_WORDS: &str = include_str!("../../data/total_words.txt");

/// What checking a sheet gives.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// The row of headers as in the file; none when it was not found.
    pub header_row: Option<u32>,
    /// For each field of the schema, its column counted from 0.
    pub columns: Vec<Option<usize>>,
    /// What was found, by row, then column.
    pub findings: Vec<Finding>,
    /// Findings beyond the 10,000 that are kept.
    pub more: u64,
    /// The rows with their values in the order of the schema's fields.
    pub records: Vec<Record<'a>>,
}

/// One row read by its schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record<'a> {
    /// The row as in the file.
    pub row: u32,
    /// A value per field; `Missing` also where the cell did not fit.
    pub values: Vec<Value<'a>>,
}

impl Report<'_> {
    /// Whether a finding keeps the table out.
    pub fn is_refused(&self) -> bool {
        self.more > 0 || self.findings.iter().any(|finding| finding.level == Level::Error)
    }
}

/// Checks a whole sheet.
pub fn check<'a>(schema: &Schema, sheet: &'a Sheet, references: &References) -> Report<'a> {
    let Some(at) = header::find(schema, &sheet.rows) else {
        let mut notes = Notes::default();
        let first = sheet.rows.first();
        let value =
            first.and_then(|row| row.cells.first()).map(|cell| cell.view().shown()).unwrap_or_default();
        notes.add(first.map_or(1, |row| row.number), 0, "", "", "header-missing", &value);
        let columns = vec![None; schema.fields.len()];
        return Report { header_row: None, columns, findings: notes.sorted(), more: 0, records: vec![] };
    };
    let top = &sheet.rows[at];
    let cells = top.cells.iter().map(crate::Cell::view);
    let mut checker = Checker::start(schema, references, top.number, cells);
    checker.typed_cells = sheet.format == crate::Format::Xlsx;
    header::note_row(&checker.header, &mut checker.notes);
    header::note_strays(schema, &sheet.rows, &checker.header, &mut checker.notes);
    header::note_merged(&checker.header, &sheet.merged, &mut checker.notes);
    let mut records = Vec::new();
    for row in &sheet.rows[at + 1..] {
        let view = |column: usize| row.cells.get(column).map_or(CellRef::Empty, crate::Cell::view);
        let mut values = Vec::with_capacity(schema.fields.len());
        if checker.row(&Row { number: row.number, width: row.cells.len(), cell: &view }, &mut values) {
            records.push(Record { row: row.number, values });
        }
    }
    let (header_row, columns) = (Some(checker.header.row), checker.header.columns.clone());
    let (findings, more) = checker.finish();
    Report { header_row, columns, findings, more, records }
}

/// One row as the checker sees it, from a sheet or from a line of text.
pub(crate) struct Row<'r, 'a> {
    number: u32,
    width: usize,
    cell: &'r dyn Fn(usize) -> CellRef<'a>,
}

/// Checks rows one after another and holds none of them, for tables of any length.
pub struct Checker<'s> {
    schema: &'s Schema,
    references: &'s References,
    header: Header,
    seen: Vec<HashMap<(u64, u64), u32>>,
    total_words: Vec<&'static str>,
    typed_cells: bool,
    rows: u64,
    /// For each field of numbers, the sum of the rows so far, in millionths.
    sums: Vec<i128>,
    notes: Notes,
}

impl<'s> Checker<'s> {
    /// Starts with the row of headers.
    pub fn start<'c>(
        schema: &'s Schema,
        references: &'s References,
        row: u32,
        headers: impl Iterator<Item = CellRef<'c>>,
    ) -> Self {
        let mut notes = Notes::default();
        let header = header::read(schema, row, headers, &mut notes);
        notes.columns.clone_from(&header.columns);
        let keys = schema.fields.len() + 1;
        Self {
            schema,
            references,
            header,
            seen: vec![HashMap::new(); keys],
            total_words: TOTAL_WORDS.lines().collect(),
            typed_cells: false,
            rows: 0,
            sums: vec![0; schema.fields.len()],
            notes,
        }
    }

    /// Starts with the first line of a text file.
    pub fn start_line(schema: &'s Schema, references: &'s References, line: Line<'_>) -> Self {
        Self::start(schema, references, line.number() as u32, line.iter().map(CellRef::from_text))
    }

    /// Checks a line of a text file; false when it is blank or a row of sums and gives no values.
    pub fn line<'a>(&mut self, line: Line<'a>, values: &mut Vec<Value<'a>>) -> bool {
        let view = |column: usize| CellRef::from_text(line.get(column));
        self.row(&Row { number: line.number() as u32, width: line.len(), cell: &view }, values)
    }

    /// Checks one row; false when it is blank or a row of sums and gives no values.
    fn row<'a>(&mut self, row: &Row<'_, 'a>, values: &mut Vec<Value<'a>>) -> bool {
        values.clear();
        if (0..row.width).all(|column| (row.cell)(column) == CellRef::Empty) {
            return false;
        }
        if !self.schema.total_rows && self.note_total(row) {
            return false;
        }
        self.rows += 1;
        for place in 0..self.schema.fields.len() {
            let value = match self.header.columns[place] {
                Some(column) => self.cell(row, place, (row.cell)(column)),
                None => Value::Missing,
            };
            self.sums[place] +=
                value.measure().filter(|_| self.schema.fields[place].kind.is_number()).unwrap_or(0);
            values.push(value);
        }
        self.note_strays(row);
        self.note_keys(row, values);
        rules::check(self.schema, row, values, &mut self.notes);
        true
    }

    /// Reads one cell and checks its constraints.
    fn cell<'a>(&mut self, row: &Row<'_, '_>, place: usize, cell: CellRef<'a>) -> Value<'a> {
        let schema = self.schema;
        let field = &schema.fields[place];
        let blank = match cell {
            CellRef::Empty => true,
            CellRef::Text(text) => {
                let text = text.trim();
                text.is_empty() || schema.missing.contains(text)
            }
            _ => false,
        };
        if blank {
            if field.required {
                self.notes.add_field(schema, row, place, "required", "").arg("about", about(field));
            }
            return Value::Missing;
        }
        match value::read(field, cell) {
            Ok(value) => {
                if self.typed_cells && field.kind.is_number() && matches!(cell, CellRef::Text(_)) {
                    let found = self.notes.add_field(schema, row, place, "number-as-text", &cell.shown());
                    found.finding.level = Level::Note;
                }
                self.constraints(row, place, field, &value);
                value
            }
            Err(misfit) => {
                let found = self.notes.add_field(schema, row, place, misfit.code, &cell.shown());
                if let Some(meant) = misfit.meant {
                    found.arg("meant", meant);
                }
                Value::Missing
            }
        }
    }

    /// Checks bounds, lengths, choices and patterns; only the first that fails is told.
    fn constraints(&mut self, row: &Row<'_, '_>, place: usize, field: &Field, value: &Value<'_>) {
        let measure = value.measure();
        let below = field.minimum.as_ref().filter(|bound| measure.is_some_and(|value| value < bound.measure));
        let above = field.maximum.as_ref().filter(|bound| measure.is_some_and(|value| value > bound.measure));
        let (code, limit) = if let Some(bound) = below {
            let negative = bound.measure == 0 && field.kind.is_number();
            (if negative { "negative" } else { "below-minimum" }, bound.text.clone())
        } else if let Some(bound) = above {
            ("above-maximum", bound.text.clone())
        } else if let Some((code, limit)) = text_constraints(field, value) {
            (code, limit)
        } else {
            return;
        };
        let about = if matches!(field.kind, Type::Date | Type::Yearmonth) { "day" } else { "number" };
        self.notes
            .add_field(self.schema, row, place, code, &value.text())
            .arg("limit", limit)
            .arg("about", about);
    }

    /// Notes a row of sums, told by a word such as "total" in its first filled cells.
    fn note_total(&mut self, row: &Row<'_, '_>) -> bool {
        for column in 0..row.width.min(4) {
            let CellRef::Text(text) = (row.cell)(column) else { continue };
            if text.len() > 40 {
                continue;
            }
            let word: String =
                text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
            if self.total_words.contains(&word.as_str()) {
                let title = self.header.titles.get(column).cloned().unwrap_or_default();
                self.notes.add(row.number, column, &title, "", "total-row", text);
                return true;
            }
        }
        let total = self.unnamed_total(row);
        if let Some(place) = total {
            self.notes.add_field(self.schema, row, place, "total-row-unnamed", "");
        }
        total.is_some()
    }

    /// The blank text that a row of sums without a word has in place of a name: its figures are those of the rows
    /// above added up (or formulas), at least two of them, and there are two rows or more above.
    fn unnamed_total(&self, row: &Row<'_, '_>) -> Option<usize> {
        let fields = || self.schema.fields.iter().enumerate();
        let cell =
            |place: usize| self.header.columns[place].map_or(CellRef::Empty, |column| (row.cell)(column));
        let blank = |cell: CellRef<'_>| match cell {
            CellRef::Empty => true,
            CellRef::Text(text) => text.trim().is_empty(),
            _ => false,
        };
        let nameless = fields()
            .find(|(place, field)| field.kind == Type::String && field.required && blank(cell(*place)))?;
        let (mut equal, mut filled) = (0, false);
        for (place, field) in fields().filter(|(_, field)| field.kind.is_number()) {
            match cell(place) {
                one if blank(one) => {}
                CellRef::Formula => equal += 1,
                one => {
                    let measure = value::read(field, one).ok()?.measure()?;
                    if measure != self.sums[place] {
                        return None;
                    }
                    equal += 1;
                    filled |= measure != 0;
                }
            }
        }
        let formulas = fields().any(|(place, _)| cell(place) == CellRef::Formula);
        (self.rows >= 2 && equal >= 2 && (filled || formulas)).then_some(nameless.0)
    }

    /// Notes filled cells under no header: the row was pushed sideways.
    fn note_strays(&mut self, row: &Row<'_, '_>) {
        for column in 0..row.width {
            let headed = self.header.headed.get(column).copied().unwrap_or(false);
            let cell = (row.cell)(column);
            if !headed && cell != CellRef::Empty {
                self.notes.add(row.number, column, "", "", "cell-without-header", &cell.shown());
                return;
            }
        }
    }

    /// Checks unique fields, the primary key and keys into other tables.
    fn note_keys(&mut self, row: &Row<'_, '_>, values: &[Value<'_>]) {
        let schema = self.schema;
        for (place, field) in schema.fields.iter().enumerate() {
            if field.unique && values[place] != Value::Missing {
                self.note_twice(row, place, &[place], values, "duplicate-value");
            }
        }
        if let Some(first) = schema.primary_key.first().copied() {
            let complete = schema.primary_key.iter().all(|place| values[*place] != Value::Missing);
            if complete {
                let key = schema.primary_key.clone();
                self.note_twice(row, schema.fields.len(), &key, values, "duplicate-row");
            } else if schema.primary_key.iter().all(|place| values[*place] == Value::Missing) {
                let absent = self.header.columns[first].is_some() && !schema.fields[first].required;
                if absent {
                    let about = about(&schema.fields[first]);
                    self.notes.add_field(schema, row, first, "required", "").arg("about", about);
                }
            }
        }
        for key in &schema.foreign_keys {
            let complete = key.fields.iter().all(|place| values[*place] != Value::Missing);
            let text = joined(&key.fields, values);
            if let (true, Some(first)) = (complete, key.fields.first())
                && !self.references.has(&key.resource, &text)
            {
                let value = text.replace(References::JOINT, " / ");
                let found = self.notes.add_field(schema, row, *first, "not-known", &value);
                found.arg("table", key.resource.clone());
            }
        }
    }

    /// Notes a key that an earlier row has; keys are held as 128-bit digests, 24 bytes each.
    fn note_twice(&mut self, row: &Row<'_, '_>, set: usize, key: &[usize], values: &[Value<'_>], code: &str) {
        let text = joined(key, values);
        match self.seen[set].entry(digest(&text)) {
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(row.number);
            }
            std::collections::hash_map::Entry::Occupied(taken) => {
                let (first, value) = (*taken.get(), text.replace(References::JOINT, " / "));
                self.notes.add_field(self.schema, row, key[0], code, &value).arg("first", first);
            }
        }
    }

    /// Ends the check: the findings in order and how many more there were.
    pub fn finish(mut self) -> (Vec<Finding>, u64) {
        if self.rows == 0 {
            let row = self.header.row + 1;
            self.notes.add(row, 0, "", "", "no-rows", "");
        }
        let more = self.notes.more;
        (self.notes.sorted(), more)
    }

    /// For each field of the schema, its column counted from 0.
    pub fn columns(&self) -> &[Option<usize>] {
        &self.header.columns
    }

    /// What has been found so far, in no order; a reader of a long file may stop early.
    pub fn found(&self) -> u64 {
        self.notes.list.len() as u64 + self.notes.more
    }
}

/// What a blank cell asks for: a `number`, where nothing is written as 0, or a `value` of another sort.
fn about(field: &Field) -> &'static str {
    if field.kind.is_number() { "number" } else { "value" }
}

/// Lengths, choices and patterns.
fn text_constraints(field: &Field, value: &Value<'_>) -> Option<(&'static str, String)> {
    if field.min_length.is_none()
        && field.max_length.is_none()
        && field.choices.is_none()
        && field.pattern.is_none()
    {
        return None;
    }
    let text = value.text();
    let letters = text.chars().count();
    if let Some(limit) = field.min_length.filter(|limit| letters < *limit && field.kind == Type::String) {
        return Some(("too-short", limit.to_string()));
    }
    if let Some(limit) = field.max_length.filter(|limit| letters > *limit && field.kind == Type::String) {
        return Some(("too-long", limit.to_string()));
    }
    if let Some(choices) = field.choices.as_ref().filter(|choices| !choices.contains(text.as_ref())) {
        let some: Vec<&str> = choices.iter().take(10).map(String::as_str).collect();
        return Some(("not-in-list", some.join(", ")));
    }
    let pattern = field.pattern.as_ref().filter(|pattern| !pattern.is_match(&text))?;
    Some(("wrong-pattern", pattern.as_str().to_owned()))
}

/// The texts of several fields as one key.
fn joined(key: &[usize], values: &[Value<'_>]) -> String {
    let texts: Vec<_> = key.iter().map(|place| values[*place].text()).collect();
    texts.join("\u{1f}")
}

/// Two independent 64-bit hashes.
fn digest(text: &str) -> (u64, u64) {
    let hash = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, text).hash(&mut hasher);
        hasher.finish()
    };
    (hash(0), hash(1))
}

/// Findings as they come.
#[derive(Default)]
pub(crate) struct Notes {
    list: Vec<Finding>,
    more: u64,
    /// Where a finding beyond those kept is put while arguments are added.
    spare: Option<Finding>,
    /// For each field its column, once the headers are read.
    columns: Vec<Option<usize>>,
}

/// A finding just added, to which arguments can be put.
pub(crate) struct Added<'a> {
    pub(crate) finding: &'a mut Finding,
}

impl Added<'_> {
    /// Adds an argument of the sentence.
    pub(crate) fn arg(self, name: &str, value: impl Into<serde_json::Value>) -> Self {
        self.finding.args.insert(name.to_owned(), value.into());
        self
    }
}

impl Notes {
    /// Adds a finding at a place; past the 10,000th it is only counted.
    pub(crate) fn add(
        &mut self,
        row: u32,
        column: usize,
        title: &str,
        field: &str,
        code: &str,
        value: &str,
    ) -> Added<'_> {
        let title = if title.trim().is_empty() { column_name(column) } else { shown(title) };
        let finding = Finding {
            row,
            column: title,
            field: field.to_owned(),
            cell: cell_name(row.into(), column),
            code: code.to_owned(),
            value: shown(value),
            level: Level::Error,
            args: std::collections::BTreeMap::new(),
            place: column,
        };
        if self.list.len() >= KEPT {
            self.more += 1;
            return Added { finding: self.spare.insert(finding) };
        }
        self.list.push(finding);
        let last = self.list.len() - 1;
        Added { finding: &mut self.list[last] }
    }

    /// Adds a finding at a field of a row.
    pub(crate) fn add_field(
        &mut self,
        schema: &Schema,
        row: &Row<'_, '_>,
        place: usize,
        code: &str,
        value: &str,
    ) -> Added<'_> {
        let field = &schema.fields[place];
        let column = self.columns[place].unwrap_or(place);
        self.add(row.number, column, &field.title, &field.name, code, value)
    }

    /// The findings by row, then column.
    fn sorted(mut self) -> Vec<Finding> {
        self.list.sort_by(|a, b| (a.row, a.place, &a.code).cmp(&(b.row, b.place, &b.code)));
        self.list
    }
}
