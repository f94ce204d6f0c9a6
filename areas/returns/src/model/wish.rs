//! What a form or a client asks for.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de};

/// A version as a form writes it (text) or JSON does (a number): flattened forms hand over text only.
fn version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Number(i64),
        Text(String),
    }
    match Either::deserialize(deserializer)? {
        Either::Number(number) => Ok(number),
        Either::Text(text) => text.trim().parse().map_err(de::Error::custom),
    }
}

/// One project's figures as typed; read and checked by the action.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct FillRow {
    /// Version of the return the form was made from.
    #[serde(default, deserialize_with = "version")]
    pub version: i64,
    /// What was typed, by column.
    #[serde(flatten)]
    pub typed: BTreeMap<String, String>,
}

/// Submits a return: answers to its questions, by their place in the list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Submit {
    /// Version of the return that was looked at.
    #[serde(default, deserialize_with = "version")]
    pub version: i64,
    /// `answer-0`, `answer-1`, … with short texts, `ok-0`, … ticked.
    #[serde(flatten)]
    pub answers: BTreeMap<String, String>,
}

/// Approves a return.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Decide {
    /// Version of the return that was looked at.
    #[serde(default, deserialize_with = "version")]
    pub version: i64,
}

/// Sends a return back to its agency.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct SendBack {
    /// Version of the return that was looked at.
    #[serde(default, deserialize_with = "version")]
    pub version: i64,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// Opens an approved or locked return again, or lets an agency file late for a locked month.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Reopen {
    /// Version of the return that was looked at; 0 when there is none.
    #[serde(default, deserialize_with = "version")]
    pub version: i64,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// Locks a month.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct LockMonth {
    /// What is noted about agencies that are missing; needed when there are any.
    #[serde(default)]
    pub note: String,
}
