//! Reads and checks a history file row by row on its own thread, and hands batches over.

use std::io::Read;

use base::{Month, Problem};
use data_encoding::HEXLOWER;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use tables::{Cell, Checker, Format, Limits, Line, References, Row, RowReader, Sheet, Unreadable, Value};
use tokio::sync::mpsc::Sender;

use super::Faults;
use super::known::Known;
use crate::model::{Figures, Level, Remark};
use crate::{check, rules};

/// Rows handed over at a time.
const BATCH: usize = 2_000;
/// Faults after which reading stops.
const ENOUGH: u64 = 100;

/// Rows from the first faulty one on that are looked at together.
const TOGETHER: usize = 1_000;

/// One row read.
#[derive(Debug, Clone)]
pub struct Read1 {
    /// Line of the file.
    pub line: u64,
    /// Place of the project among the known ones.
    pub project: u32,
    /// Month.
    pub month: Month,
    /// Figures.
    pub figures: Figures,
}

/// A reader that hashes what passes.
struct Hashing<R> {
    inner: R,
    hash: Sha256,
}

impl<R: Read> Read for &mut Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.hash.update(&buffer[..count]);
        Ok(count)
    }
}

/// How many rows a file has below its headings; refused when it cannot be read or holds a resident number.
pub fn count(reader: impl Read) -> Result<u64, Unreadable> {
    let mut reader = RowReader::new(reader, &Limits::bulk());
    let mut rows = 0_u64;
    while reader.next_row()?.is_some() {
        rows += 1;
    }
    if rows == 0 { Err(Unreadable::Empty) } else { Ok(rows - 1) }
}

/// Reads the whole file; gives its hash and what does not fit in it. With `over_by`, months that are not over on
/// that day do not fit.
pub fn read(
    reader: impl Read,
    known: &Known,
    over_by: Option<Date>,
    batches: &Sender<Vec<Read1>>,
) -> Result<(String, Faults), Problem> {
    let mut hashing = Hashing { inner: reader, hash: Sha256::new() };
    let faults = rows(&mut hashing, known, over_by, batches)?;
    Ok((HEXLOWER.encode(&hashing.hash.finalize()), faults))
}

/// Reads the rows.
fn rows<R: Read>(
    input: &mut Hashing<R>,
    known: &Known,
    over_by: Option<Date>,
    batches: &Sender<Vec<Read1>>,
) -> Result<Faults, Problem> {
    let mut reader = RowReader::new(input, &Limits::bulk());
    let references = References::default();
    let Some(head) = reader.next_row()? else { return Err(Unreadable::Empty.into()) };
    let mut together = vec![row_of(head)];
    let mut checker = Checker::start_line(&check::SCHEMA, &references, head);
    let (mut faults, mut batch) = (Faults::default(), Vec::with_capacity(BATCH));
    // Headings that are not known are noted and passed over; they spoil no row.
    let noted = checker.found();
    let narrow = checker.columns().iter().any(Option::is_none);
    while !narrow && checker.found() - noted + faults.count <= ENOUGH {
        let Some(line) = reader.next_row()? else { break };
        let (number, before) = (line.number(), checker.found());
        let mut values = Vec::with_capacity(40);
        let fits = checker.line(line, &mut values) && checker.found() == before;
        match fits.then(|| one(number, &values, known, over_by)) {
            Some(Ok(row)) => batch.push(row),
            Some(Err(remark)) => faults.add(*remark),
            None => {}
        }
        if together.len() <= TOGETHER && checker.found() - noted + faults.count > 0 {
            together.push(row_of(line));
        }
        if batch.len() == BATCH {
            let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
            if batches.blocking_send(full).is_err() {
                return Err(Problem::fault("the import was given up"));
            }
        }
    }
    let _ = batches.blocking_send(batch);
    while !narrow && together.len() > 1 && together.len() <= TOGETHER {
        let Some(line) = reader.next_row()? else { break };
        together.push(row_of(line));
    }
    let (findings, more) = checker.finish();
    faults.count += more;
    for finding in findings.iter().filter(|finding| finding.level == tables::Level::Error) {
        faults.add(check::of_finding(finding));
    }
    look_together(together, &mut faults);
    Ok(faults)
}

/// A line of the file as a row of a sheet.
fn row_of(line: Line<'_>) -> Row {
    let cell = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) };
    Row { number: line.number() as u32, cells: line.iter().map(cell).collect() }
}

/// Looks at the headings and the rows from the first faulty one on for cells pushed sideways.
fn look_together(rows: Vec<Row>, faults: &mut Faults) {
    let sheet = Sheet { name: None, format: Format::CsvUtf8, rows, merged: vec![] };
    let report = tables::check(&check::SCHEMA, &sheet, &References::default());
    let summary = tables::summarize(&check::SCHEMA, &sheet, &report);
    let shifted = summary.first.iter().filter(|finding| finding.code == "columns-shifted");
    faults.list.extend(shifted.map(check::of_finding));
    faults.shifted = summary.shifted;
}

/// Turns values into a row of a known project, or says what is wrong with it taken alone.
fn one(line: u64, values: &[Value<'_>], known: &Known, over_by: Option<Date>) -> Result<Read1, Box<Remark>> {
    let wrong = |column: usize, code: &str| {
        let cell = tables::cell_name(line, column);
        let field = check::SCHEMA.fields[column].name.clone();
        let remark =
            Remark { row: line as u32, cell: cell.clone(), field, ..Remark::new(Level::Error, code) };
        let (value, month) = (values[column].text().into_owned(), values[2].text().into_owned());
        Box::new(remark.with("cell", cell).with("value", value).with("month", month))
    };
    let day = values[2].date().ok_or_else(|| wrong(2, "wrong-month"))?;
    let month = Month::of(day);
    if over_by.is_some_and(|today| month.last_day() >= today) {
        return Err(wrong(2, "month-not-over"));
    }
    let number = values[1].text();
    let project = known.project(day.year(), &number).ok_or_else(|| wrong(1, "unknown-project"))?;
    if !known.names_agency(project, &values[0].text()) {
        return Err(wrong(1, "other-agency-project"));
    }
    // The schema asks for every figure: a row without one was found faulty before.
    let figures = check::figures(values).ok_or_else(|| wrong(1, "unknown-project"))?;
    let row = Read1 { line, project, month, figures };
    match judge(&row, known, None) {
        Some(remark) => Err(Box::new(remark)),
        None => Ok(row),
    }
}

/// The rule that a row breaks, alone or against the figures of the month before in the same year.
pub fn judge(row: &Read1, known: &Known, last: Option<&Figures>) -> Option<Remark> {
    let broken = rules::broken_rules(&row.figures, row.month, last, None);
    let first = broken.into_iter().find(|broken| broken.level == Level::Error)?;
    let column = check::SCHEMA.place(first.field).unwrap_or_default();
    let cell = tables::cell_name(row.line, column);
    Some(check::of_broken(first, row.line as u32, known.number(row.project), cell))
}
