//! A sentence not yet put into words: a message key with its arguments.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

/// A message key with arguments; reasons, warnings and outcomes are told with it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Phrase {
    /// Message key.
    pub key: String,
    /// Arguments by name.
    pub args: BTreeMap<String, Value>,
}

impl Phrase {
    /// The message `key` without arguments.
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), args: BTreeMap::new() }
    }

    /// Adds an argument.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }
}
