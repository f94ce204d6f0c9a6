//! Reads and checks a history file row by row on its own thread, and hands batches over.

use std::collections::HashMap;
use std::io::Read;

use base::{Month, Problem};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use tables::{Checker, Limits, References, RowReader, Value};
use tokio::sync::mpsc::Sender;

use super::known::Known;
use crate::model::{Figures, Level, Refused};
use crate::{check, rules};

/// Rows handed over at a time.
const BATCH: usize = 2_000;
/// Findings after which reading stops.
const ENOUGH: u64 = 100;

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

/// Reads the whole file; gives its hash, or the first thing that does not fit.
pub fn read(reader: impl Read, known: &Known, batches: &Sender<Vec<Read1>>) -> Result<String, Problem> {
    let mut hashing = Hashing { inner: reader, hash: Sha256::new() };
    let outcome = rows(&mut hashing, known, batches);
    outcome?;
    Ok(HEXLOWER.encode(&hashing.hash.finalize()))
}

/// Reads the rows.
fn rows<R: Read>(input: &mut Hashing<R>, known: &Known, batches: &Sender<Vec<Read1>>) -> Result<(), Problem> {
    let unreadable = |reason: tables::Unreadable| Problem::from(intake::Refused::from(reason));
    let mut reader = RowReader::new(input, &Limits::bulk());
    let references = References::default();
    let Some(head) = reader.next_row().map_err(unreadable)? else {
        return Err(intake::Refused::Empty.into());
    };
    let mut checker = Checker::start_line(&check::SCHEMA, &references, head);
    // Headings that are not known are noted and passed over; they spoil no row.
    let noted = checker.found();
    let mut before: HashMap<u32, (Month, Figures)> = HashMap::new();
    let mut batch = Vec::with_capacity(BATCH);
    while let Some(line) = reader.next_row().map_err(unreadable)? {
        let narrow = checker.columns().iter().any(Option::is_none);
        if narrow || checker.found() > noted + ENOUGH {
            break;
        }
        let number = line.number();
        let mut values = Vec::with_capacity(40);
        if !checker.line(line, &mut values) || checker.found() > noted {
            continue;
        }
        let row = one(number, &values, known)?;
        cross(&row, known, &mut before)?;
        batch.push(row);
        if batch.len() == BATCH {
            let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
            if batches.blocking_send(full).is_err() {
                return Err(Problem::fault("the import was given up"));
            }
        }
    }
    let (findings, more) = checker.finish();
    let errors =
        findings.iter().filter(|finding| finding.level == tables::Level::Error).count() as u64 + more;
    if let Some(first) = findings.iter().find(|finding| finding.level == tables::Level::Error) {
        let why = first.code.clone();
        return Err(Refused::ImportRow {
            line: first.row.into(),
            cell: first.cell.clone(),
            why,
            found: errors,
        }
        .into());
    }
    let _ = batches.blocking_send(batch);
    Ok(())
}

/// Turns values into a row of a known project.
fn one(line: u64, values: &[Value<'_>], known: &Known) -> Result<Read1, Problem> {
    let wrong = |column: usize, why: &str| -> Problem {
        let cell = tables::cell_name(line, column);
        Refused::ImportRow { line, cell, why: why.to_owned(), found: 1 }.into()
    };
    let day = values[2].date().ok_or_else(|| wrong(2, "not-a-month"))?;
    let month = Month::of(day);
    let project = known.project(day.year(), &values[1].text()).ok_or_else(|| wrong(1, "unknown-project"))?;
    if !known.names_agency(project, &values[0].text()) {
        return Err(wrong(0, "other-agency-project"));
    }
    let figures = check::figures(values).ok_or_else(|| wrong(3, "required"))?;
    Ok(Read1 { line, project, month, figures })
}

/// Checks a row against itself and the row of the month before, if that came earlier in the file.
fn cross(row: &Read1, known: &Known, before: &mut HashMap<u32, (Month, Figures)>) -> Result<(), Problem> {
    let last =
        before.get(&row.project).filter(|(month, _)| month.next() == row.month && row.month.number() > 1);
    judge(row, known, last.map(|(_, figures)| figures))?;
    before.insert(row.project, (row.month, row.figures));
    Ok(())
}

/// Refuses a row that breaks a rule, alone or against the figures of the month before in the same year.
pub fn judge(row: &Read1, known: &Known, last: Option<&Figures>) -> Result<(), Problem> {
    let broken = rules::broken_rules(&row.figures, row.month, last, None);
    if let Some(first) = broken.iter().find(|broken| broken.level == Level::Error) {
        let column = check::SCHEMA.place(first.field).unwrap_or_default();
        return Err(Refused::ImportRow {
            line: row.line,
            cell: tables::cell_name(row.line, column),
            why: format!("{} {}", first.code, known.number(row.project)),
            found: 1,
        }
        .into());
    }
    Ok(())
}
