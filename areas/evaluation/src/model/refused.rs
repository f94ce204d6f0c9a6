//! Why evaluation says no.

use base::{Kind, Refusal};
use jiff::civil::Date;
use serde::Serialize;

/// Why something in evaluation was not done.
#[derive(Debug, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refused {
    /// Only a draft can be changed.
    #[error("the scheme is published or frozen")]
    SchemeFixed,
    /// A scheme is published only after it was simulated as it stands.
    #[error("the scheme was not simulated as it stands")]
    NotSimulated,
    /// A round needs a published scheme.
    #[error("the scheme is not published")]
    SchemeNotPublished,
    /// A round of the same year and scheme is not final.
    #[error("the round {title} of the same year and scheme is not final")]
    RoundOpen {
        /// Its title.
        title: String,
    },
    /// A newer draft of the scheme is there already.
    #[error("there is a draft already")]
    DraftExists,
    /// No return of the year feeds an indicator.
    #[error("nothing feeds {indicator}")]
    IndicatorUnfed {
        /// The indicator's name.
        indicator: String,
    },
    /// An indicator that the house cannot measure.
    #[error("there is no source for {indicator}")]
    IndicatorUnknown {
        /// As typed.
        indicator: String,
    },
    /// No agency has projects in the year.
    #[error("no agency had projects in {year}")]
    NobodyToEvaluate {
        /// The year.
        year: i64,
    },
    /// The round is past that step.
    #[error("the round is {state}")]
    RoundElsewhere {
        /// State word.
        state: String,
    },
    /// The round is to be computed first.
    #[error("the round was not computed")]
    NotComputed,
    /// Appeals may still be filed.
    #[error("appeals may be filed until {until}")]
    AppealsOpen {
        /// Last day.
        until: Date,
    },
    /// Appeals are not decided.
    #[error("{count} appeals are not decided")]
    AppealsUndecided {
        /// How many.
        count: i64,
    },
    /// The time for appeals is not running.
    #[error("appeals could be filed until {until}")]
    AppealTooLate {
        /// Last day.
        until: Date,
    },
    /// The result was not sent.
    #[error("the result was not sent yet")]
    AppealTooEarly,
    /// The agency has an open appeal about the same thing.
    #[error("there is an open appeal about it")]
    AppealOpen {
        /// Its receipt.
        receipt: String,
    },
    /// Whoever computed or published does not decide.
    #[error("the officer computed or published the round")]
    SameOfficer,
    /// An officer who is tied to the agency does not decide.
    #[error("the officer is tied to the agency: {tie}")]
    OfficerTied {
        /// Kind of tie.
        tie: String,
    },
    /// Only the officer named decides.
    #[error("another officer was named")]
    OtherOfficer,
    /// An appeal without an officer.
    #[error("no officer was named")]
    NoOfficer,
    /// The appeal is decided.
    #[error("the appeal has been decided")]
    AppealDecided,
    /// Results are confirmed one by one by whoever did not compute them.
    #[error("the result is confirmed")]
    ResultConfirmed,
    /// An agency without a result.
    #[error("the agency has no result")]
    NoResult,
    /// Some results are not confirmed.
    #[error("{count} results are not confirmed")]
    ResultsUnconfirmed {
        /// How many.
        count: i64,
    },
    /// The panel is past that step.
    #[error("the panel is {state}")]
    PanelElsewhere {
        /// State word.
        state: String,
    },
    /// A panel needs criteria, items and reviewers.
    #[error("the panel lacks {part}")]
    PanelIncomplete {
        /// `criteria`, `items` or `reviewers`.
        part: String,
    },
    /// Not enough reviewers who may read an item.
    #[error("{item}: {found} of {needed} readers")]
    TooFewReaders {
        /// Code of the item.
        item: String,
        /// Readers found.
        found: i64,
        /// Readers needed.
        needed: i64,
    },
    /// A pair that a tie forbids.
    #[error("{reviewer} may not read {agency}: {tie} since {since}")]
    PairForbidden {
        /// Reviewer's name.
        reviewer: String,
        /// Agency's name.
        agency: String,
        /// Kind of tie.
        tie: String,
        /// Since when.
        since: Date,
    },
    /// A reviewer without anything to read.
    #[error("{reviewer} has nothing to read")]
    ReviewerIdle {
        /// Reviewer's name.
        reviewer: String,
    },
    /// The pair is there.
    #[error("the reviewer reads it already")]
    AlreadyAssigned,
    /// The review belongs to someone else.
    #[error("the review belongs to another reviewer")]
    NotYourReview,
    /// Reviews are open.
    #[error("{count} reviews are open")]
    ReviewsOpen {
        /// How many.
        count: i64,
    },
    /// Every criterion was left out.
    #[error("every criterion was left out")]
    AllAbstained,
    /// Readers and items fall apart into groups that cannot be compared.
    #[error("readers and items fall apart")]
    PanelFallsApart,
    /// Nominations are closed.
    #[error("nominations ended on {until}")]
    NominationsEnded {
        /// Last day.
        until: Date,
    },
    /// The tour is past that step.
    #[error("the tour is {state}")]
    TourElsewhere {
        /// State word.
        state: String,
    },
    /// The person is nominated.
    #[error("the person is nominated already")]
    AlreadyNominated,
    /// Panel scores are missing.
    #[error("{count} nominees have no panel points")]
    OpinionsMissing {
        /// How many.
        count: i64,
    },
    /// Nobody judges a person of an agency they are tied to.
    #[error("the judge is tied to the agency: {tie}")]
    JudgeTied {
        /// Kind of tie.
        tie: String,
    },
    /// Every seat is taken.
    #[error("all {seats} seats of {league} are taken")]
    SeatsTaken {
        /// League word.
        league: String,
        /// Seats.
        seats: i64,
    },
    /// The person is decided.
    #[error("the person has been decided")]
    NomineeDecided,
    /// The person does not meet the rules.
    #[error("the person does not meet the rules")]
    NomineeUnfit,
    /// Some are not decided.
    #[error("{count} nominees are not decided")]
    NomineesUndecided {
        /// How many.
        count: i64,
    },
    /// A cost needs a budget line.
    #[error("the tour has no budget line")]
    NoBudgetLine,
    /// More is to be promised than remains.
    #[error("{wanted} won wanted, {remaining} remain")]
    NotEnoughRemaining {
        /// What was asked for.
        wanted: i64,
        /// What remains.
        remaining: i64,
    },
    /// Only people who travel report.
    #[error("the person did not travel")]
    NoTraveller,
    /// A file is needed.
    #[error("no file was chosen")]
    FileMissing,
    /// A file of a kind that is not kept.
    #[error("the file is of a kind that is not kept")]
    FileKind,
    /// A row of a file cannot be used.
    #[error("row {row}: {column} cannot be read")]
    BadRow {
        /// Line of the file, from 1.
        row: i64,
        /// Column at fault.
        column: String,
    },
    /// A file lacks a column.
    #[error("the column {column} is missing")]
    ColumnMissing {
        /// The column's name.
        column: String,
    },
}

impl Refusal for Refused {
    const AREA: &'static str = "evaluation";

    fn kind(&self) -> Kind {
        match self {
            Self::SameOfficer
            | Self::OfficerTied { .. }
            | Self::OtherOfficer
            | Self::NotYourReview
            | Self::JudgeTied { .. } => Kind::Forbidden,
            Self::IndicatorUnfed { .. }
            | Self::IndicatorUnknown { .. }
            | Self::NobodyToEvaluate { .. }
            | Self::AllAbstained
            | Self::FileMissing
            | Self::FileKind
            | Self::BadRow { .. }
            | Self::ColumnMissing { .. } => Kind::Invalid,
            _ => Kind::Conflict,
        }
    }
}
