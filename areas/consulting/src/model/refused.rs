//! Why consulting says no.

use base::{Kind, Refusal};
use jiff::civil::Date;
use serde::Serialize;

/// Why something was not done.
#[derive(Debug, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refused {
    /// The case is not at the point where this is done.
    #[error("the case is {state}")]
    WrongState {
        /// Where it stands.
        state: String,
    },
    /// Items of the checklist have no answer.
    #[error("{open} items have no answer")]
    DiagnosisIncomplete {
        /// How many.
        open: i64,
    },
    /// A plan has no step.
    #[error("the plan has no step")]
    PlanEmpty,
    /// Nobody approves the plan of their own case.
    #[error("the plan is the actor's own")]
    OwnPlan,
    /// Mandatory steps are open.
    #[error("{count} mandatory steps are open")]
    StepsOpen {
        /// How many.
        count: i64,
        /// Their titles.
        titles: String,
    },
    /// A mandatory step cannot be unneeded.
    #[error("the step is mandatory")]
    StepMandatory {
        /// Its title.
        title: String,
    },
    /// Advice is neither done nor dropped.
    #[error("{count} pieces of advice are open")]
    AdviceOpen {
        /// How many.
        count: i64,
    },
    /// Visits are planned and not held.
    #[error("{count} visits are planned")]
    VisitsOpen {
        /// How many.
        count: i64,
    },
    /// Meetings stop in the operating mode of that district on that day.
    #[error("no visits in person in {district} on {on}")]
    DistancingForbids {
        /// District's name.
        district: String,
        /// The day.
        on: Date,
        /// Since when the mode holds.
        since: Date,
    },
    /// A visit that was held or cancelled is not changed that way.
    #[error("the visit is {state}")]
    VisitOver {
        /// Its state.
        state: String,
    },
    /// Only a visit that was held can be taken back.
    #[error("the visit is {state}, not held")]
    VisitNotHeld {
        /// State.
        state: String,
    },
    /// The advice was ended before.
    #[error("the advice is {state}")]
    AdviceOver {
        /// Its state.
        state: String,
    },
    /// A transfer is already on its way.
    #[error("a transfer is already offered")]
    TransferOpen,
    /// Only the person asked may answer, once.
    #[error("the transfer is not the actor's to answer")]
    NotYours,
    /// A tie forbids the expert to advise this agency.
    #[error("a tie of kind {kind} forbids the expert")]
    ExpertTied {
        /// Name of the expert.
        expert: String,
        /// Kind of the tie.
        kind: String,
    },
    /// The expert is not available that day.
    #[error("the expert is not available on {on}")]
    ExpertAway {
        /// Name of the expert.
        expert: String,
        /// The day.
        on: Date,
    },
    /// The fee is more than remains on its line.
    #[error("a fee of {fee} won, {remaining} remain")]
    FeeTooLarge {
        /// The fee.
        fee: i64,
        /// What remains.
        remaining: i64,
    },
    /// The plan shown is not the plan that would be made now.
    #[error("the week's plan has changed")]
    WeekChanged,
    /// There is nothing to plan in the week.
    #[error("the week's plan is empty")]
    WeekEmpty,
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
}

impl Refusal for Refused {
    const AREA: &'static str = "consulting";

    fn kind(&self) -> Kind {
        match self {
            Self::OwnPlan | Self::NotYours => Kind::Forbidden,
            Self::FileMissing | Self::FileKind { .. } | Self::ResidentNumber => Kind::Invalid,
            _ => Kind::Conflict,
        }
    }
}
