//! The language a document declares to those who have it read aloud.

use serde::Serialize;

/// The language of a document; a screen reader chooses its voice by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// Korean.
    #[default]
    Ko,
    /// English.
    En,
}
