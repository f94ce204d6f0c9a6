//! Why training says no.

use base::{Kind, Refusal};
use jiff::civil::Date;
use serde::Serialize;

/// Why something was not done.
#[derive(Debug, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refused {
    /// The course is not open.
    #[error("the course {course} is {state}")]
    CourseNotOpen {
        /// Its title.
        course: String,
        /// Where it stands.
        state: String,
    },
    /// The batch is not at the point where this is done.
    #[error("the batch is {state}")]
    BatchState {
        /// Where it stands.
        state: String,
    },
    /// A batch without a session.
    #[error("the batch has no session")]
    BatchEmpty,
    /// The days to sign up are over.
    #[error("sign-up ended on {until}")]
    SignUpOver {
        /// Last day.
        until: Date,
    },
    /// The worker asked before.
    #[error("the worker has asked already")]
    AlreadyAsked {
        /// Name of the worker.
        worker: String,
    },
    /// The course is for others.
    #[error("the course is for seniors")]
    WrongAudience,
    /// Another session is in the room.
    #[error("{room} is taken on {on} from {from}")]
    RoomTaken {
        /// Room.
        room: String,
        /// Day.
        on: Date,
        /// Begin.
        from: String,
        /// End.
        until: String,
        /// Whose session it is.
        batch: String,
    },
    /// The instructor teaches elsewhere.
    #[error("{name} teaches on {on} from {from}")]
    InstructorTaken {
        /// Name.
        name: String,
        /// Day.
        on: Date,
        /// Begin.
        from: String,
        /// End.
        until: String,
        /// Whose session it is.
        batch: String,
    },
    /// Nobody may meet on that day.
    #[error("no face-to-face session on {on}")]
    Distancing {
        /// Day.
        on: Date,
        /// Since when.
        since: Date,
    },
    /// The month's returns are locked.
    #[error("{month} is locked")]
    MonthLocked {
        /// Month.
        month: String,
    },
    /// The session is closed.
    #[error("the session is closed")]
    SessionClosed,
    /// The session is not closed.
    #[error("the session is open")]
    SessionOpen,
    /// The session lies ahead.
    #[error("the session is on {on}")]
    SessionNotHeld {
        /// Day.
        on: Date,
    },
    /// Somebody's attendance is not marked.
    #[error("{count} are not marked")]
    NotMarked {
        /// How many.
        count: i64,
    },
    /// Sessions are not closed.
    #[error("{count} sessions are open")]
    SessionsOpen {
        /// How many.
        count: i64,
    },
    /// Attendance was marked.
    #[error("attendance was marked")]
    HasAttendance,
    /// Hours were credited.
    #[error("hours were credited")]
    HoursCredited,
    /// The person has no seat.
    #[error("no seat")]
    NoSeat,
    /// The account stands for no worker.
    #[error("the account stands for no worker")]
    NotAWorker,
    /// Check-in on another day.
    #[error("the session is on {on}")]
    NotToday {
        /// Day.
        on: Date,
    },
    /// The enrolment is not at the point where this is done.
    #[error("the enrolment is {state}")]
    EnrolmentState {
        /// Where it stands.
        state: String,
    },
    /// Only the lead decides.
    #[error("only the lead decides about the centre's own staff")]
    LeadOnly,
    /// Only the head judges.
    #[error("only the head of the agency judges levels")]
    HeadOnly,
    /// No try is left.
    #[error("{tries} tries are used up")]
    QuizOver {
        /// How many.
        tries: i64,
    },
    /// There is no quiz.
    #[error("there is no quiz")]
    NoQuiz,
    /// Only the person answers.
    #[error("only the person answers")]
    NotYours,
    /// It was said before.
    #[error("the feedback was given")]
    AlreadyGiven,
    /// It is too early to ask.
    #[error("asked from {from}")]
    TooEarly {
        /// First day.
        from: Date,
    },
    /// The course earns no certificate, or was not completed.
    #[error("not completed")]
    NotCompleted,
    /// The certificate was issued before.
    #[error("issued already as {number}")]
    AlreadyIssued {
        /// Its number.
        number: String,
    },
    /// It was revoked before.
    #[error("revoked already")]
    AlreadyRevoked,
    /// No certificate under that number and name.
    #[error("no such certificate")]
    NoSuchCertificate,
    /// The house has no master key.
    #[error("the house has no master key")]
    NoMasterKey,
    /// The cost is more than remains on its line.
    #[error("{cost} won, {remaining} remain")]
    CostTooLarge {
        /// The cost.
        cost: i64,
        /// What remains.
        remaining: i64,
    },
    /// A file of a kind that is not kept.
    #[error("files of kind {kind} are not kept")]
    FileKind {
        /// Kind by content.
        kind: String,
    },
    /// A file that cannot be searched, without the sender's word.
    #[error("the file was not looked through")]
    NotLooked,
}

impl Refusal for Refused {
    const AREA: &'static str = "training";

    fn kind(&self) -> Kind {
        match self {
            Self::LeadOnly | Self::HeadOnly | Self::NoSeat | Self::NotAWorker | Self::NotYours => {
                Kind::Forbidden
            }
            Self::NoSuchCertificate => Kind::Missing,
            Self::FileKind { .. } | Self::NotLooked => Kind::Invalid,
            _ => Kind::Conflict,
        }
    }
}
