//! Bulk import: history of returns, agencies and projects from CSV, for the command line and for the web.
//!
//! A file is taken whole or not at all, in one transaction with one journal line. Imported returns have the
//! state `imported`: approved history. Their facts are summed by district, type and month under one collective
//! agency (`imported-history`), so that a million rows add some thousand facts and not thirty million; the
//! rows themselves keep agency and project and are shown under `/returns/rows`. Such a return is opened again with a
//! reason like any other; its figures are then taken out of those sums.

mod continuity;
mod gaps;
mod history;
mod known;
mod reading;

pub use gaps::Gap;
pub use history::{Go, import_csv, look_through, store_file, take_back};
pub use known::{import_agencies, import_projects};
pub use reading::count;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::check;
use crate::model::{Refused, Remark};

/// Faults that are listed.
const LISTED_FAULTS: usize = 200;
/// Rows with one and the same fault from which on they are told together.
const ALIKE: usize = 3;

/// Whether rows that are there with other figures are changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replace {
    /// They are listed as refused.
    No,
    /// They are changed, and their facts with them.
    Yes,
}

/// A row that was not taken because another one is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRow {
    /// Line of the file.
    pub line: u64,
    /// Project's number.
    pub project: String,
    /// Month.
    pub month: String,
}

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Rows read.
    pub rows: u64,
    /// Rows that were new.
    pub added: u64,
    /// Rows that were there with the same figures.
    pub unchanged: u64,
    /// Rows that were changed.
    pub changed: u64,
    /// Rows that are there with other figures; the first thousand.
    pub refused: Vec<RefusedRow>,
    /// How many such rows there are in all.
    pub refused_count: u64,
    /// SHA-256 of the file.
    pub sha256: String,
    /// First month of the file; empty without rows.
    pub first_month: String,
    /// Last month of the file.
    pub last_month: String,
    /// Months in which an agency's projects are missing; the first two hundred.
    #[serde(default)]
    pub gaps: Vec<Gap>,
}

/// What does not fit in a file: the first of it, and how much there is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Faults {
    /// Remarks by line, as they came.
    pub list: Vec<Remark>,
    /// How many there are, as far as was read.
    pub count: u64,
    /// Rows that were pushed sideways; whatever else does not fit in them comes from that.
    #[serde(default, skip)]
    pub shifted: BTreeSet<u32>,
}

/// What a look through a file found; nothing of it is stored.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// What storing it does or did.
    pub report: ImportReport,
    /// What does not fit.
    pub faults: Faults,
}

impl Faults {
    /// Adds one.
    pub fn add(&mut self, remark: Remark) {
        self.count += 1;
        if self.list.len() < LISTED_FAULTS {
            self.list.push(remark);
        }
    }

    /// Puts others beside these, all in the order of the file.
    fn join(&mut self, others: Self) {
        self.count += others.count;
        self.list.extend(others.list);
        self.shifted.extend(others.shifted);
        self.list.sort_by_key(|remark| remark.row);
    }

    /// Puts sentences that tell for many first, and folds away what they tell; what is told one by one stays as it is.
    fn sum_up(&mut self) {
        check::fold_another_table(&mut self.list);
        for remark in self.list.iter_mut().filter(|remark| !remark.sums_up()) {
            remark.folded |= self.shifted.contains(&remark.row);
        }
        let mut groups: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        let open = self.list.iter().enumerate().filter(|(_, one)| !one.folded && !one.sums_up());
        for (at, one) in open.filter(|(_, one)| !one.field.is_empty()) {
            groups.entry((one.key.clone(), one.field.clone())).or_default().push(at);
        }
        for group in groups.into_values().filter(|group| group.len() >= ALIKE) {
            let first = self.list[group[0]].clone();
            let title =
                check::SCHEMA.place(&first.field).map(|place| check::SCHEMA.fields[place].title.clone());
            let sentence = Remark {
                key: "tables-finding-column-alike".to_owned(),
                args: BTreeMap::new(),
                row: first.row,
                ..first
            };
            let cell = sentence.cell.clone();
            self.list.push(
                sentence
                    .with("column", title.unwrap_or_default())
                    .with("count", group.len())
                    .with("cell", cell),
            );
            for at in &group[1..] {
                self.list[*at].folded = true;
            }
        }
        self.list.sort_by_key(|one| (!one.sums_up(), one.folded, one.row));
    }

    /// The first as a refusal; nothing when everything fits.
    fn refusal(&self) -> Option<Refused> {
        let first = self.list.iter().find(|one| !one.sums_up()).or(self.list.first())?;
        let code = first.key.split_once("-finding-").map_or(first.key.as_str(), |(_, code)| code);
        let why =
            if first.project.is_empty() { code.to_owned() } else { format!("{code} {}", first.project) };
        Some(Refused::ImportRow { line: first.row.into(), cell: first.cell.clone(), why, found: self.count })
    }
}
