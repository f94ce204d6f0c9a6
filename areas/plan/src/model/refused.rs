//! Why the plan says no.

use base::{Kind, Refusal};
use jiff::civil::Date;
use serde::Serialize;

/// Why something in the plan was not done.
#[derive(Debug, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refused {
    /// No plan for the year.
    #[error("there is no plan for {year}")]
    NoPlan {
        /// The year asked for.
        year: i64,
    },
    /// Only a draft can be changed or approved.
    #[error("the document is no draft")]
    NotADraft,
    /// A draft of the same document is already under way.
    #[error("there is a draft already")]
    DraftExists,
    /// More is to be promised or moved than remains.
    #[error("{wanted} won wanted, {remaining} remain")]
    NotEnoughRemaining {
        /// What was asked for.
        wanted: i64,
        /// What remains.
        remaining: i64,
    },
    /// More is to be paid than was promised and is still owed.
    #[error("{wanted} won to be paid, {owed} are owed")]
    MoreThanCommitted {
        /// What was asked for.
        wanted: i64,
        /// What is still owed on the promise.
        owed: i64,
    },
    /// The promise is closed or cancelled.
    #[error("the commitment has ended")]
    CommitmentEnded,
    /// A promise on which something was paid cannot be cancelled.
    #[error("{paid} won were paid on the commitment")]
    CommitmentPaid {
        /// What was paid.
        paid: i64,
    },
    /// Nobody approves their own request.
    #[error("the request is the actor's own")]
    OwnRequest,
    /// The request has been decided.
    #[error("the request has been decided")]
    RequestDecided,
    /// A transfer needs two lines of one year.
    #[error("a transfer needs two lines of one year")]
    NotTwoLines,
    /// An imported budget differs from the plan's total.
    #[error("the rows sum to {sum}, the plan has {total}")]
    SumDiffers {
        /// Sum of the rows.
        sum: i64,
        /// What they must sum to.
        total: i64,
        /// How much too much (positive) or too little (negative).
        difference: i64,
    },
    /// A row of an imported budget cannot be used.
    #[error("row {row}: {column} cannot be read")]
    BadRow {
        /// Line of the file, from 1.
        row: i64,
        /// Column at fault.
        column: String,
    },
    /// An imported budget lacks a column.
    #[error("the column {column} is missing")]
    ColumnMissing {
        /// The column's name.
        column: String,
    },
    /// An imported budget names a task the plan does not have.
    #[error("row {row}: there is no task {number}")]
    UnknownTask {
        /// Line of the file, from 1.
        row: i64,
        /// The number.
        number: i64,
    },
    /// The plan's money has been split for real.
    #[error("the budget of {year} is not a sample any more")]
    BudgetIsReal {
        /// The year.
        year: i64,
    },
    /// Sample money carried into the next year is already promised there.
    #[error("carried money is promised in the next year")]
    CarriedMoneyUsed,
    /// The mode's word is in no guideline.
    #[error("there is no mode {mode}")]
    UnknownMode {
        /// The word.
        mode: String,
    },
    /// The mode already holds on that day.
    #[error("{mode} already holds on {on}")]
    ModeHolds {
        /// The mode's word.
        mode: String,
        /// The day.
        on: Date,
    },
    /// The switch has been taken back.
    #[error("the switch has been undone")]
    AlreadyUndone,
    /// A sheet lacks parts.
    #[error("the sheet has {filled} of {parts} parts")]
    SheetIncomplete {
        /// Parts filled in.
        filled: i64,
        /// Parts there are.
        parts: i64,
    },
    /// A sheet has been turned into activities.
    #[error("the sheet has been started")]
    SheetStarted,
    /// There is a plan for that year.
    #[error("there is a plan for {year}")]
    YearExists {
        /// The year.
        year: i64,
    },
    /// A form for a file was sent without one.
    #[error("no file was chosen")]
    FileMissing,
    /// A file of a kind that is not kept.
    #[error("files of kind {kind} are not kept")]
    FileKind {
        /// Kind by content.
        kind: String,
    },
    /// A file with a resident registration number.
    #[error("the file holds a resident registration number")]
    ResidentNumber,
    /// A file that could not be searched wholly came without the word of a person who looked.
    #[error("nobody says that they looked through the file")]
    NotLooked,
}

impl Refusal for Refused {
    const AREA: &'static str = "plan";

    fn kind(&self) -> Kind {
        match self {
            Self::NoPlan { .. } => Kind::Missing,
            Self::OwnRequest => Kind::Forbidden,
            Self::NotTwoLines
            | Self::SumDiffers { .. }
            | Self::BadRow { .. }
            | Self::ColumnMissing { .. }
            | Self::UnknownTask { .. }
            | Self::UnknownMode { .. }
            | Self::FileMissing
            | Self::FileKind { .. }
            | Self::ResidentNumber
            | Self::NotLooked => Kind::Invalid,
            _ => Kind::Conflict,
        }
    }
}
