//! Why the monthly return says no.

use base::{Kind, Refusal};
use serde::Serialize;

/// The obstacles of this area.
#[derive(Debug, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refused {
    /// No such agency.
    #[error("no such agency")]
    NoSuchAgency,
    /// The address names no month.
    #[error("no such month")]
    NoSuchMonth,
    /// The project is not the agency's in that month.
    #[error("no such project in that month")]
    NoSuchProject,
    /// Nothing was filed for the month.
    #[error("nothing was filed for {month}")]
    NothingFiled {
        /// Month.
        month: String,
    },
    /// The month still runs.
    #[error("{month} is not over")]
    MonthNotOver {
        /// Month.
        month: String,
    },
    /// The month has not begun.
    #[error("{month} has not begun")]
    MonthAhead {
        /// Month.
        month: String,
    },
    /// The month is locked.
    #[error("{month} is locked")]
    MonthLocked {
        /// Month.
        month: String,
    },
    /// It was submitted and waits for the centre, or is approved.
    #[error("the return of {month} was submitted already")]
    AlreadySubmitted {
        /// Month.
        month: String,
    },
    /// Errors are left.
    #[error("{errors} errors are left")]
    ErrorsLeft {
        /// How many.
        errors: i64,
    },
    /// Questions without an answer are left.
    #[error("{questions} questions have no answer")]
    AnswersMissing {
        /// How many.
        questions: i64,
    },
    /// Only a submitted return can be approved or sent back.
    #[error("the return of {month} is not submitted")]
    NotSubmitted {
        /// Month.
        month: String,
    },
    /// Who filed does not approve.
    #[error("who submitted a return does not approve it")]
    OwnReturn,
    /// A reason is missing.
    #[error("a reason is missing")]
    ReasonMissing,
    /// Agencies are missing and no note says why the month is locked all the same.
    #[error("{missing} agencies have no approved return")]
    ReturnsMissing {
        /// How many.
        missing: i64,
    },
    /// It is open already.
    #[error("the return of {month} is open")]
    AlreadyOpen {
        /// Month.
        month: String,
    },
    /// No file came with the form.
    #[error("no file was chosen")]
    FileMissing,
    /// A text holds a resident registration number; the number itself goes nowhere.
    #[error("a text holds a resident registration number")]
    ResidentNumber,
    /// No return has this receipt number.
    #[error("no such receipt")]
    NoSuchReceipt,
    /// There is no file with marks.
    #[error("no file with marks is kept")]
    NoMarkedFile,
    /// No file of many agencies has this id.
    #[error("no such import")]
    NoSuchImport,
    /// A file of many agencies is taken as text only.
    #[error("a file of many agencies has to be CSV")]
    ImportNotText,
    /// The import waits for nobody's word: it is stored, called off, or its job still runs.
    #[error("the import is {state}")]
    ImportNotOpen {
        /// Word of its stage.
        state: String,
    },
    /// The import was called off while it ran.
    #[error("the import was called off")]
    ImportCancelled,
    /// A row of a bulk file does not fit; nothing of the file is kept.
    #[error("line {line} of the import does not fit: {why}")]
    ImportRow {
        /// Line of the file.
        line: u64,
        /// Cell.
        cell: String,
        /// Code of what was found.
        why: String,
        /// How many lines do not fit, as far as was read.
        found: u64,
    },
}

impl Refusal for Refused {
    const AREA: &'static str = "returns";
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchAgency
            | Self::NoSuchMonth
            | Self::NoSuchProject
            | Self::NoSuchReceipt
            | Self::NoMarkedFile
            | Self::NoSuchImport
            | Self::NothingFiled { .. } => Kind::Missing,
            Self::OwnReturn => Kind::Forbidden,
            Self::MonthNotOver { .. }
            | Self::MonthAhead { .. }
            | Self::MonthLocked { .. }
            | Self::AlreadySubmitted { .. }
            | Self::NotSubmitted { .. }
            | Self::ReturnsMissing { .. }
            | Self::AlreadyOpen { .. }
            | Self::ImportNotOpen { .. }
            | Self::ImportCancelled => Kind::Conflict,
            Self::ErrorsLeft { .. }
            | Self::AnswersMissing { .. }
            | Self::ReasonMissing
            | Self::FileMissing
            | Self::ResidentNumber
            | Self::ImportNotText
            | Self::ImportRow { .. } => Kind::Invalid,
        }
    }
}
