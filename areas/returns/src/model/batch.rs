//! A file of many agencies' months on its way into the house: looked through, shown, confirmed, stored.

use base::FileId;
use db::row;
use jiff::Timestamp;

/// How far a batch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// A job looks it through.
    Checking,
    /// Looked through; waits for a person's word.
    Checked,
    /// Rows do not fit; nothing is stored.
    Faulty,
    /// A job stores it.
    Storing,
    /// Stored.
    Stored,
    /// Called off; nothing is stored.
    Cancelled,
}

impl Stage {
    /// Every stage, in the order of the work.
    pub const ALL: [Self; 6] =
        [Self::Checking, Self::Checked, Self::Faulty, Self::Storing, Self::Stored, Self::Cancelled];

    /// The word kept in the table and used in message keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Checking => "checking",
            Self::Checked => "checked",
            Self::Faulty => "faulty",
            Self::Storing => "storing",
            Self::Stored => "stored",
            Self::Cancelled => "cancelled",
        }
    }

    /// The stage of a word; an unknown one was called off.
    pub fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|stage| stage.word() == word).unwrap_or(Self::Cancelled)
    }

    /// Message key of its name.
    pub fn key(self) -> String {
        format!("returns-batch-{}", self.word())
    }

    /// The tone of its badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Checking | Self::Storing => "busy",
            Self::Checked => "warn",
            Self::Faulty => "bad",
            Self::Stored => "good",
            Self::Cancelled => "plain",
        }
    }

    /// Whether a job works on it.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Checking | Self::Storing)
    }

    /// Whether it can still be called off.
    pub fn is_open(self) -> bool {
        self.is_running() || self == Self::Checked
    }
}

row! {
    /// A file of many agencies' months.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Batch {
        /// Id.
        pub id: String,
        /// The file as it came.
        pub file_id: FileId,
        /// Its name.
        pub name: String,
        /// The job that works or worked on it last.
        pub job_id: String,
        /// A word of [`Stage`].
        pub state: String,
        /// Whether rows that are there with other figures are changed.
        pub replaced: bool,
        /// Rows of the file.
        pub rows_expected: i64,
        /// What came of the last look, as JSON.
        pub report: String,
        /// When it was sent.
        pub made_at: Timestamp,
        /// By whom.
        pub made_by: String,
        /// Counts changes; guards against two editors.
        pub version: i64,
    }
}

impl Batch {
    /// The stage.
    pub fn stage(&self) -> Stage {
        Stage::of(&self.state)
    }
}
