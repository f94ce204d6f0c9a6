//! The real split of the money in place of the sample, in one import.

use base::{Problem, Won};
use register::{
    Work,
    budget::{self, NewLine},
};
use serde::Serialize;
use serde_json::json;
use tables::Sheet;

use crate::{
    model::{Refused, Year, task_subject},
    store,
};

/// One row of a budget file: `task_no,line,planned_won`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetRow {
    /// Line of the file, from 1.
    pub row: i64,
    /// Number of the task.
    pub task_no: i64,
    /// Name of the budget line.
    pub line: String,
    /// Money in won.
    pub planned_won: Won,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// The year.
    pub year: i64,
    /// Sample lines removed.
    pub removed: u64,
    /// Real lines made.
    pub made: i64,
    /// Their sum in won.
    pub sum: Won,
}

/// Columns of a budget file.
const COLUMNS: [&str; 3] = ["task_no", "line", "planned_won"];

/// Reads the rows of a budget file; every row must have all three values.
pub fn budget_rows(sheet: &Sheet) -> Result<Vec<BudgetRow>, Problem> {
    let mut rows = sheet.rows.iter();
    let header: Vec<String> = match rows.next() {
        Some(row) => row.cells.iter().map(|cell| cell.view().shown().trim().to_owned()).collect(),
        None => Vec::new(),
    };
    let place = |column: &str| {
        let at = header.iter().position(|title| title == column);
        at.ok_or_else(|| Problem::from(Refused::ColumnMissing { column: column.to_owned() }))
    };
    let [number, line, planned] = [place(COLUMNS[0])?, place(COLUMNS[1])?, place(COLUMNS[2])?];
    let mut found = Vec::new();
    for row in rows {
        let at = i64::from(row.number);
        let shown = |column: usize| {
            row.cells.get(column).map(|cell| cell.view().shown()).unwrap_or_default().trim().to_owned()
        };
        let bad = |column: &str| Problem::from(Refused::BadRow { row: at, column: column.to_owned() });
        let whole = |text: &str| text.replace(',', "").parse::<i64>().ok().filter(|number| *number >= 0);
        let name = Some(shown(line)).filter(|name| !name.is_empty() && name.chars().count() <= 200);
        found.push(BudgetRow {
            row: at,
            task_no: whole(&shown(number)).ok_or_else(|| bad(COLUMNS[0]))?,
            line: name.ok_or_else(|| bad(COLUMNS[1]))?,
            planned_won: Won(whole(&shown(planned)).ok_or_else(|| bad(COLUMNS[2]))?),
        });
    }
    Ok(found)
}

/// Puts the real split of a year's money in place of the sample, in one work; refuses unless the lines that
/// stay and the rows together sum to the plan's total.
pub async fn import_budget(work: &mut Work, year: i64, rows: &[BudgetRow]) -> Result<ImportReport, Problem> {
    work.actor.must("plan.approve")?;
    let plans = store::years(&mut work.tx).await?;
    let plan = plans.into_iter().find(|plan| plan.year == year).ok_or(Refused::NoPlan { year })?;
    let kept = kept_lines(work, &plan).await?;
    let sum: Won = rows.iter().map(|row| row.planned_won).sum();
    let difference = kept + sum - plan.budget;
    if difference != Won::ZERO {
        let total = plan.budget - kept;
        return Err(Refused::SumDiffers { sum: sum.0, total: total.0, difference: difference.0 }.into());
    }
    let removed = remove_sample(work, year).await?;
    let tasks = store::tasks(&mut work.tx, year).await?;
    for row in rows {
        let unknown = || Refused::UnknownTask { row: row.row, number: row.task_no };
        let task = tasks.iter().find(|task| task.number == row.task_no).ok_or_else(unknown)?;
        let line = NewLine {
            year,
            about: &task_subject(&task.id),
            name: &row.line,
            unit_id: task.unit_id.as_deref(),
            planned: row.planned_won,
            sample: false,
            source: "import",
        };
        budget::insert_line(work, &line).await?;
    }
    let report = ImportReport { year, removed, made: rows.len() as i64, sum };
    work.note_with("plan.budget-imported", &year.to_string(), &json!(report)).await?;
    Ok(report)
}

/// Planned money of the lines an import leaves alone; refuses when nothing is left to import.
async fn kept_lines(work: &mut Work, plan: &Year) -> Result<Won, Problem> {
    let lines = budget::lines(&mut work.tx, plan.year).await?;
    let kept: Won = lines.iter().filter(|line| !line.sample).map(|line| line.planned_won).sum();
    if kept == plan.budget && kept != Won::ZERO {
        return Err(Refused::BudgetIsReal { year: plan.year }.into());
    }
    Ok(kept)
}

/// Removes the sample lines with everything that hangs on them; sample money carried on goes back first.
async fn remove_sample(work: &mut Work, year: i64) -> Result<u64, Problem> {
    let lines = budget::lines(&mut work.tx, year).await?;
    for one in store::transfers(&mut work.tx, year).await? {
        let sample = lines.iter().any(|line| line.id == one.from_line && line.sample);
        let (true, "carry-over", "approved", Some(to)) =
            (sample, one.kind.as_str(), one.state.as_str(), &one.to_line)
        else {
            continue;
        };
        let standing = budget::standing(&mut work.tx, to).await?.unwrap_or_default();
        if standing.remaining < one.won {
            return Err(Refused::CarriedMoneyUsed.into());
        }
        budget::carry_over(work, to, &one.from_line, one.won).await?;
    }
    store::delete_sample_transfers(&mut work.tx, year).await?;
    budget::remove_sample(work, year).await
}
