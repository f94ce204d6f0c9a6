//! Lines of money, their promises and payments, and requests to move money, as JSON.

use axum::extract::Path;
use jiff::{Timestamp, civil::Date};
use register::budget::Standing;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Notes, Reply};

use super::{EvidenceWire, MoneyWire, evidence, given};
use crate::{
    model::{AskTransfer, Commit, Pay},
    pages::{
        budget::{self, CommitmentRow, LineRow, PaymentRow},
        shared,
        transfers::{self, TransferRow},
    },
};

/// A budget line.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineWire {
    id: String,
    /// What it pays for, such as `plan-task:2020-01`.
    about: String,
    /// Id of the task it pays for.
    task: Option<String>,
    name: String,
    unit: Option<String>,
    unit_name: Option<String>,
    /// Made up for the demo.
    sample: bool,
    money: MoneyWire,
}

impl From<LineRow> for LineWire {
    fn from(row: LineRow) -> Self {
        Self {
            id: row.line.id,
            about: row.line.about,
            task: given(row.task_id),
            name: row.line.name,
            unit: row.line.unit_id,
            unit_name: given(row.unit),
            sample: row.line.sample,
            money: row.money.into(),
        }
    }
}

/// The money of a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct BudgetWire {
    year: i64,
    /// All the plan's money, given to lines or not.
    budget_won: i64,
    /// Whether any line is made up for the demo.
    sample: bool,
    /// Those of the lines below together that belong to a task.
    total: MoneyWire,
    /// The others together.
    outside: MoneyWire,
    lines: Vec<LineWire>,
}

/// The money of a year by line, narrowed and sorted as on the page.
#[utoipa::path(get, path = "/budget", params(
    ("year" = Option<i64>, Query, description = "Year of the plan"),
    ("q" = Option<String>, Query, description = "Words in task, line or unit"),
    ("task" = Option<String>, Query, description = "Id of a task"),
    ("field" = Option<String>, Query, description = "Id of a field"),
    ("on" = Option<String>, Query, description = "Day whose units are shown, such as 2020-03-02; the last ones without it"),
    ("sort" = Option<String>, Query, description = "`task` or `remaining`")),
    responses((status = 200, description = "The year's money", body = BudgetWire)))]
pub async fn budget(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let plan = shared::plan(&ask, &mut tx).await?;
    let rows = budget::wanted(&ask, &mut tx, plan.year, &budget::filter(&ask, plan.year)).await?;
    let sum = |wanted: &dyn Fn(&LineRow) -> bool| -> Standing {
        rows.iter().filter(|row| wanted(row)).map(|row| row.money).sum()
    };
    ask.json(&BudgetWire {
        year: plan.year,
        budget_won: plan.budget.0,
        sample: rows.iter().any(|row| row.line.sample),
        total: sum(&|row| !row.task_id.is_empty()).into(),
        outside: sum(&|row| row.task_id.is_empty()).into(),
        lines: rows.into_iter().map(LineWire::from).collect(),
    })
}

/// A promise to pay.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommitmentWire {
    id: String,
    title: String,
    won: i64,
    paid_won: i64,
    owed_won: i64,
    #[schema(value_type = String, format = Date)]
    committed_on: Date,
    /// `open`, `closed` or `cancelled`.
    state: String,
    sample: bool,
}

impl From<CommitmentRow> for CommitmentWire {
    fn from(row: CommitmentRow) -> Self {
        Self {
            id: row.one.id,
            title: row.one.title,
            won: row.one.won.0,
            paid_won: row.paid.0,
            owed_won: row.owed.0,
            committed_on: row.one.committed_on,
            state: row.one.state,
            sample: row.one.sample,
        }
    }
}

/// Money paid.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentWire {
    id: String,
    title: String,
    /// Promise it fulfils, if any.
    commitment: Option<String>,
    won: i64,
    #[schema(value_type = String, format = Date)]
    paid_on: Date,
    sample: bool,
}

impl From<PaymentRow> for PaymentWire {
    fn from(row: PaymentRow) -> Self {
        let one = row.one;
        let (commitment, won) = (one.commitment_id, one.won.0);
        Self { id: one.id, title: one.title, commitment, won, paid_on: one.paid_on, sample: one.sample }
    }
}

/// A line with its promises, payments and evidence.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineWholeWire {
    #[serde(flatten)]
    line: LineWire,
    commitments: Vec<CommitmentWire>,
    payments: Vec<PaymentWire>,
    files: Option<Vec<EvidenceWire>>,
}

/// One line with its promises and payments.
#[utoipa::path(get, path = "/budget/{id}", params(
    ("id" = String, Path, description = "Id of the line"),
    ("commitment" = Option<String>, Query, description = "Only the payments on this promise")),
    responses((status = 200, description = "The line", body = LineWholeWire), (status = 404, description = "No such line")))]
pub async fn line(ask: Ask, Path(id): Path<String>) -> Reply {
    let view = budget::line_view(&ask, &id, Commit::default(), Pay::default(), Notes::default()).await?;
    ask.json(&LineWholeWire {
        line: view.row.into(),
        commitments: view.commitments.into_iter().map(CommitmentWire::from).collect(),
        payments: view.payments.into_iter().map(PaymentWire::from).collect(),
        files: evidence(true, view.files),
    })
}

/// A request to move money.
#[derive(Debug, Serialize, ToSchema)]
pub struct TransferWire {
    id: String,
    /// `transfer` or `carry-over`.
    kind: String,
    /// Id of the line it leaves.
    from_line: String,
    from_name: Option<String>,
    /// Id of the line it enters; for a carry-over made on approval.
    to_line: Option<String>,
    to_name: Option<String>,
    won: i64,
    reason: String,
    /// `requested`, `approved` or `refused`.
    state: String,
    asked_by: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    asked_at: Timestamp,
    decided_by: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Timestamp>,
    /// Whether the reader may decide it.
    may_decide: bool,
}

impl From<TransferRow> for TransferWire {
    fn from(row: TransferRow) -> Self {
        let one = row.one;
        Self {
            id: one.id,
            kind: one.kind,
            from_line: one.from_line,
            from_name: given(row.from),
            to_line: one.to_line,
            to_name: given(row.to),
            won: one.won.0,
            reason: one.reason,
            state: one.state,
            asked_by: given(row.asked_by),
            asked_at: one.asked_at,
            decided_by: given(row.decided_by),
            decided_at: one.decided_at,
            may_decide: row.may_decide,
        }
    }
}

/// The requests of a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct TransfersWire {
    year: i64,
    rows: Vec<TransferWire>,
}

/// Requests to move money between lines or into the next year, the newest first.
#[utoipa::path(get, path = "/transfers", params(("year" = Option<i64>, Query, description = "Year the money leaves")),
    responses((status = 200, description = "Requests", body = TransfersWire)))]
pub async fn transfers(ask: Ask) -> Reply {
    let view = transfers::view(&ask, AskTransfer::default(), Notes::default()).await?;
    let rows = view.rows.into_iter().map(TransferWire::from).collect();
    ask.json(&TransfersWire { year: view.nav.year, rows })
}
