//! What the check has to say about a row: an error that blocks, or a question that wants an answer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::Phrase;

/// How much a remark weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Keeps the return from being submitted.
    Error,
    /// Wants a short answer or a confirmation.
    Question,
}

/// One thing found, at a cell where there is one; its words are the message `key`, what to do its `.next`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remark {
    /// How much it weighs.
    pub level: Level,
    /// Row of the file, from 1; 0 when it is about no row.
    pub row: u32,
    /// Cell, such as `C7`; empty when it is about no cell.
    pub cell: String,
    /// Name of the column; empty when it is about no column.
    pub field: String,
    /// Number of the project; empty when it is not known.
    pub project: String,
    /// Message key.
    pub key: String,
    /// Arguments of the sentence.
    pub args: BTreeMap<String, Value>,
    /// What the agency answered; empty before.
    #[serde(default)]
    pub answer: String,
    /// Whether a sentence before it tells it for many cells at once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub folded: bool,
}

impl Remark {
    /// A remark of our own: the message `returns-finding-<code>`.
    pub fn new(level: Level, code: &str) -> Self {
        Self {
            level,
            row: 0,
            cell: String::new(),
            field: String::new(),
            project: String::new(),
            key: format!("returns-finding-{code}"),
            args: BTreeMap::new(),
            answer: String::new(),
            folded: false,
        }
    }

    /// Adds an argument of the sentence.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }

    /// Whether it tells for many cells at once.
    pub fn sums_up(&self) -> bool {
        let codes = ["-columns-shifted", "-column-alike", "-header-merged", "-not-the-form"];
        codes.iter().any(|code| self.key.ends_with(code))
    }

    /// Whether it keeps the return from being submitted.
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }

    /// The sentence.
    pub fn phrase(&self) -> Phrase {
        Phrase { key: self.key.clone(), args: self.args.clone() }
    }

    /// What to do.
    pub fn next(&self) -> Phrase {
        Phrase { key: format!("{}.next", self.key), args: self.args.clone() }
    }

    /// What two remarks have to share so that an answer to one is an answer to the other.
    pub fn topic(&self) -> (&str, &str, &str, String) {
        let args = serde_json::to_string(&self.args).unwrap_or_default();
        (&self.key, &self.project, &self.field, if self.project.is_empty() { args } else { String::new() })
    }

    /// Remarks kept as JSON.
    pub fn list(json: &str) -> Vec<Self> {
        serde_json::from_str(json).unwrap_or_default()
    }
}
