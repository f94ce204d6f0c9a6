//! Whether the months of a project follow one another after the import, in whatever order the file has them.
//!
//! A row is judged at once against the row of the month before when that one came right before it in the file.
//! Every other pair of months of which the import writes at least one is remembered by its later month and judged
//! at the end, by what is stored then: figures that the same file changes later, or rows that the file does not
//! have, count as they will be and not as they were.

use std::collections::HashMap;

use base::{Month, Problem};
use register::Work;

use super::Faults;
use super::history::Slots;
use super::known::Known;
use super::reading::{Read1, judge};
use crate::model::{Figures, Remark};
use crate::store::{self, KeptRow};

/// What will be stored of a project's month that the file came by last.
struct Last {
    month: Month,
    figures: Figures,
    written: bool,
}

/// What is remembered while the rows pass.
#[derive(Default)]
pub struct Continuity {
    last: HashMap<u32, Last>,
    /// Pairs still to be judged: project and later month, with the line that writes one of the two.
    open: HashMap<(u32, Month), u64>,
}

impl Continuity {
    /// Takes a row; `kept` is what stays stored in its place when it is not written. Gives what it breaks at once.
    pub fn take(
        &mut self,
        row: &Read1,
        kept: Option<Figures>,
        known: &Known,
        slots: &Slots,
    ) -> Option<Remark> {
        let (agency, written) = (known.agency(row.project), kept.is_none());
        let figures = kept.unwrap_or(row.figures);
        let is_there = |month: Month| slots.contains_key(&(agency.clone(), month));
        let before = self.last.insert(row.project, Last { month: row.month, figures, written });
        let before = before.filter(|before| before.month.next() == row.month && row.month.number() > 1);
        let mut broken = None;
        if let Some(before) = before {
            self.open.remove(&(row.project, row.month));
            if written || before.written {
                broken = judge(&Read1 { figures, ..row.clone() }, known, Some(&before.figures));
            }
        } else if written && row.month.number() > 1 && is_there(row.month.previous()) {
            self.open.insert((row.project, row.month), row.line);
        }
        if written && row.month.number() < 12 && is_there(row.month.next()) {
            self.open.insert((row.project, row.month.next()), row.line);
        }
        broken
    }

    /// Forgets what came last of a project: its next row does not follow the file.
    pub fn forget(&mut self, project: u32) {
        self.last.remove(&project);
    }

    /// Judges the pairs that are left by what the work has stored.
    pub async fn settle(self, work: &mut Work, known: &Known) -> Result<Faults, Problem> {
        let mut open: Vec<((u32, Month), u64)> = self.open.into_iter().collect();
        open.sort_by(|a, b| {
            let key = |one: &((u32, Month), u64)| (known.agency(one.0.0).clone(), one.0.1, one.1);
            key(a).cmp(&key(b))
        });
        let mut faults = Faults::default();
        let mut read: Option<(String, Vec<KeptRow>, Vec<KeptRow>)> = None;
        for ((project, month), line) in open {
            let agency = known.agency(project);
            let mark = format!("{agency} {month}");
            if read.as_ref().is_none_or(|(of, ..)| *of != mark) {
                let before = store::rows_of(&mut work.tx, agency, month.previous()).await?;
                read = Some((mark, before, store::rows_of(&mut work.tx, agency, month).await?));
            }
            let Some((_, before, now)) = &read else { continue };
            let of = |rows: &[KeptRow]| {
                rows.iter().find(|one| one.project == *known.id(project)).map(|one| one.figures)
            };
            if let (Some(before), Some(figures)) = (of(before), of(now)) {
                let row = Read1 { line, project, month, figures };
                if let Some(remark) = judge(&row, known, Some(&before)) {
                    faults.add(remark);
                }
            }
        }
        Ok(faults)
    }
}
