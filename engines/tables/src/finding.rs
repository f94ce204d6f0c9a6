//! What is wrong with a cell: a place, a code and arguments, never a sentence.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::schema::Level;
use crate::written::text_cell_holds;

/// Letters of a cell that a finding repeats.
const SHOWN: usize = 60;

/// Every code that checking and summing up give of their own accord; rules of a schema may bring further ones.
pub const CODES: &[&str] = &[
    "header-missing",
    "header-moved",
    "header-elsewhere",
    "header-merged",
    "cell-merged",
    "column-missing",
    "column-twice",
    "column-unknown",
    "column-moved",
    "cell-without-header",
    "required",
    "blank-at-end",
    "formula",
    "error-value",
    "not-a-number",
    "text-in-number",
    "not-a-whole-number",
    "number-too-long",
    "number-as-text",
    "date-in-number",
    "not-a-date",
    "date-as-serial",
    "not-a-month",
    "day-in-month",
    "not-yes-or-no",
    "negative",
    "below-minimum",
    "above-maximum",
    "too-short",
    "too-long",
    "not-in-list",
    "wrong-pattern",
    "duplicate-value",
    "duplicate-row",
    "not-known",
    "total-row",
    "total-row-unnamed",
    "no-rows",
    "sum-too-large",
    "sum-differs",
    "larger-than",
    "columns-shifted",
    "column-alike",
];

/// One thing found in a table; its words are the message `tables-finding-<code>`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The row as in the file; the first is 1.
    pub row: u32,
    /// The column's header, or its letters when it has none.
    pub column: String,
    /// The field's name in the schema; blank when it has none.
    pub field: String,
    /// The cell, such as `C7`.
    pub cell: String,
    /// Kebab-case code.
    pub code: String,
    /// What the cell shows, shortened; blank when it holds a resident number.
    pub value: String,
    /// Whether it keeps the table out.
    pub level: Level,
    /// More arguments of the sentence.
    pub args: BTreeMap<String, Value>,
    /// The column counted from 0, for the order.
    #[serde(skip)]
    pub(crate) place: usize,
}

impl Finding {
    /// Every argument of the sentence: `cell`, `row`, `column`, `value` and the finding's own.
    pub fn arguments(&self) -> BTreeMap<String, Value> {
        let mut all = self.args.clone();
        all.insert("cell".into(), self.cell.clone().into());
        all.insert("row".into(), self.row.into());
        all.insert("column".into(), self.column.clone().into());
        all.insert("value".into(), self.value.clone().into());
        all
    }

    /// The key of the sentence; what to do is its attribute `next`.
    pub fn key(&self) -> String {
        format!("tables-finding-{}", self.code)
    }
}

/// Findings by cell, for marking them in a copy of the workbook.
pub fn annotations(findings: &[Finding]) -> BTreeMap<&str, Vec<&Finding>> {
    let mut cells: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        cells.entry(&finding.cell).or_default().push(finding);
    }
    cells
}

/// A value as a finding may repeat it: shortened, on one line, and blank when it holds a resident number.
pub(crate) fn shown(value: &str) -> String {
    if text_cell_holds(value) {
        return String::new();
    }
    let mut short: String = value.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if value.chars().nth(SHOWN).is_some() {
        short.push('…');
    }
    short
}
