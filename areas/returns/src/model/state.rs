//! A return (one agency, one month), its states, editions, uploads and events.

use base::{AgencyId, FileId, Month};
use db::row;
use jiff::{Timestamp, civil::Date};

/// The id of the return of an agency for a month.
pub fn return_id(agency: &AgencyId, month: Month) -> String {
    format!("{month}.{agency}")
}

/// How far a return is. A return that is not there at all is [`State::None`], which is never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nothing was filed.
    None,
    /// Begun, or the last file had errors.
    Draft,
    /// Checked without errors, not yet submitted.
    Ready,
    /// Submitted with a receipt.
    Submitted,
    /// Approved by the centre.
    Approved,
    /// Sent back or reopened, with a reason.
    Returned,
    /// The month is locked.
    Locked,
    /// History from before, imported as approved.
    Imported,
}

impl State {
    /// Every state, in the order of the work.
    pub const ALL: [Self; 8] = [
        Self::None,
        Self::Draft,
        Self::Ready,
        Self::Submitted,
        Self::Returned,
        Self::Approved,
        Self::Locked,
        Self::Imported,
    ];

    /// The word kept in the table and used in message keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Draft => "draft",
            Self::Ready => "ready",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Returned => "returned",
            Self::Locked => "locked",
            Self::Imported => "imported",
        }
    }

    /// The state of a word; an unknown one is none.
    pub fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.word() == word).unwrap_or(Self::None)
    }

    /// Message key of its name.
    pub fn key(self) -> String {
        format!("returns-state-{}", self.word())
    }

    /// The tone of its badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::None | Self::Returned => "bad",
            Self::Draft => "warn",
            Self::Ready | Self::Submitted => "busy",
            Self::Approved | Self::Locked => "good",
            Self::Imported => "plain",
        }
    }

    /// Whether the agency may still change its rows.
    pub fn is_open(self) -> bool {
        matches!(self, Self::None | Self::Draft | Self::Ready | Self::Returned)
    }

    /// Whether the centre has accepted it.
    pub fn is_accepted(self) -> bool {
        matches!(self, Self::Approved | Self::Locked | Self::Imported)
    }
}

row! {
    /// The return of one agency for one month.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Return {
        /// `<month>.<agency>`.
        pub id: String,
        /// Agency.
        pub agency_id: AgencyId,
        /// Month.
        pub month: Month,
        /// A word of [`State`].
        pub state: String,
        /// SHA-256 of the canonical rows; empty without rows.
        pub content_hash: String,
        /// Remarks of the last check as JSON.
        pub remarks: String,
        /// Receipt of the last submission; empty before.
        pub receipt: String,
        /// Submissions so far.
        pub edition: i64,
        /// Whether it was ever submitted.
        pub filed: bool,
        /// Whether the first submission came after the due day.
        pub filed_late: bool,
        /// Whether it may be changed though its month is locked.
        pub reopened: bool,
        /// Why it was sent back or reopened.
        pub reason: String,
        /// When last submitted.
        pub submitted_at: Option<Timestamp>,
        /// By whom.
        pub submitted_by: Option<String>,
        /// When approved.
        pub approved_at: Option<Timestamp>,
        /// By whom.
        pub approved_by: Option<String>,
        /// When anything was last changed.
        pub changed_at: Timestamp,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes; guards against two editors.
        pub version: i64,
    }
}

impl Return {
    /// A return nobody has begun.
    pub fn begun(agency: &AgencyId, month: Month, now: Timestamp) -> Self {
        Self {
            id: return_id(agency, month),
            agency_id: agency.clone(),
            month,
            state: State::Draft.word().to_owned(),
            content_hash: String::new(),
            remarks: "[]".to_owned(),
            receipt: String::new(),
            edition: 0,
            filed: false,
            filed_late: false,
            reopened: false,
            reason: String::new(),
            submitted_at: None,
            submitted_by: None,
            approved_at: None,
            approved_by: None,
            changed_at: now,
            sample: false,
            version: 0,
        }
    }

    /// Its state.
    pub fn state(&self) -> State {
        State::of(&self.state)
    }

    /// Moves it to another state.
    pub fn set_state(&mut self, state: State) {
        state.word().clone_into(&mut self.state);
    }
}

row! {
    /// One submission: what exactly was filed, and its receipt.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Edition {
        /// Id.
        pub id: String,
        /// Return.
        pub return_id: String,
        /// From 1.
        pub number: i64,
        /// Receipt number.
        pub receipt: String,
        /// SHA-256 of `content`.
        pub content_hash: String,
        /// The canonical rows.
        pub content: String,
        /// Projects filed.
        pub rows_filed: i64,
        /// When.
        pub submitted_at: Timestamp,
        /// By whom (opaque id).
        pub submitted_by: String,
    }
}

row! {
    /// The last file that was uploaded for a return.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Upload {
        /// Return.
        pub return_id: String,
        /// The file as it came.
        pub file_id: FileId,
        /// Its SHA-256.
        pub sha256: String,
        /// What was found in it, as JSON.
        pub remarks: String,
        /// Whether its rows were taken.
        pub taken: bool,
        /// When.
        pub uploaded_at: Timestamp,
        /// By whom (opaque id).
        pub uploaded_by: String,
    }
}

row! {
    /// Something that was done to a return, with its reason.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Event {
        /// Last part of the journal's deed, such as `approved`.
        pub deed: String,
        /// Why; empty when no reason is asked for.
        pub reason: String,
        /// When.
        pub happened_at: Timestamp,
        /// By whom (opaque id).
        pub actor_id: String,
    }
}

row! {
    /// Whether a month is locked.
    #[derive(Debug, Clone, PartialEq)]
    pub struct MonthLock {
        /// Month.
        pub month: Month,
        /// Whether it is locked.
        pub locked: bool,
        /// What the centre noted when agencies were missing.
        pub note: String,
        /// Agencies that had no approved return then, by id.
        pub late: String,
        /// When.
        pub locked_at: Timestamp,
        /// By whom (opaque id).
        pub locked_by: String,
    }
}

/// The month that is filed on `today`: the one before.
pub fn month_to_file(today: Date) -> Month {
    Month::of(today).previous()
}
