//! Why a stranger's file is not opened: what the bytes are, or what became of the process that reads.

use base::{Kind, Problem, Refusal};
use serde::{Deserialize, Serialize};
use tables::Unreadable;

/// The reason a file is not opened; it carries places and bounds, never a value from the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum NotOpened {
    /// The bytes are not what they should be.
    #[error(transparent)]
    Bytes(#[from] Unreadable),
    /// The document is closed or holds what is not kept, or the process that reads came to an end.
    #[error(transparent)]
    Reader(#[from] Refused),
}

impl From<NotOpened> for Problem {
    fn from(reason: NotOpened) -> Self {
        match reason {
            NotOpened::Bytes(reason) => reason.into(),
            NotOpened::Reader(reason) => reason.into(),
        }
    }
}

/// The reasons that the bytes of a table alone do not give.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refused {
    /// A resident registration number in a document; the number itself goes nowhere.
    #[error("the document holds a resident registration number")]
    ResidentNumberInDocument,
    /// A document locked with a password or for handing out only: nothing in it can be searched.
    #[error("the document is locked")]
    Locked,
    /// A document of a make too old to be searched.
    #[error("the document is too old to be searched")]
    TooOld,
    /// A file of a kind that can be neither searched nor shown, such as a program or a page of tags.
    #[error("no kind of file that is kept as evidence")]
    NotEvidence,
    /// The end of the name promises another kind than the content is.
    #[error("the name of the file does not fit its content")]
    NameMisleads,
    /// Reading took longer than it may.
    #[error("reading took longer than {seconds} seconds")]
    TimedOut {
        /// The bound in seconds.
        seconds: u64,
    },
    /// The process that reads ended without an answer: out of memory, or a fault that the file provoked.
    #[error("the reading process stopped")]
    ReaderStopped,
    /// The process that reads could not be started.
    #[error("the reading process could not be started")]
    ReaderMissing,
}

impl Refusal for Refused {
    const AREA: &'static str = "intake";

    fn kind(&self) -> Kind {
        match self {
            Self::ReaderMissing => Kind::Conflict,
            _ => Kind::Invalid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes of an enum's variants, read from its source.
    fn codes(source: &str, name: &str) -> Vec<String> {
        let list =
            source.split(&format!("pub enum {name} {{")).nth(1).unwrap().split("\n}\n").next().unwrap();
        list.lines()
            .filter_map(|line| line.strip_prefix("    ").filter(|line| line.starts_with(char::is_uppercase)))
            .map(|line| {
                let name = line.chars().take_while(char::is_ascii_alphanumeric).enumerate();
                name.fold(String::new(), |kebab, (at, letter)| {
                    let dash = if at > 0 && letter.is_uppercase() { "-" } else { "" };
                    kebab + dash + &letter.to_ascii_lowercase().to_string()
                })
            })
            .collect()
    }

    #[test]
    fn every_refusal_has_its_words_and_its_next_step_in_both_languages() {
        let bytes = codes(include_str!("../../../engines/tables/src/unreadable.rs"), "Unreadable");
        let all: Vec<String> =
            bytes.into_iter().chain(codes(include_str!("refused.rs"), "Refused")).collect();
        for words in [crate::WORDS_KO, crate::WORDS_EN] {
            let message = |line: &'static str| line.strip_prefix("intake-refused-")?.split(" = ").next();
            let keys: Vec<_> = words.lines().filter_map(message).collect();
            assert_eq!(keys, all);
            assert_eq!(words.matches("    .next = ").count(), keys.len());
        }
    }

    #[test]
    fn every_place_of_a_file_is_named_in_both_languages() {
        for place in codes(include_str!("../../../engines/tables/src/place.rs"), "Place") {
            for words in [crate::WORDS_KO, crate::WORDS_EN] {
                assert_eq!(words.matches(&format!("[{place}] ")).count(), 1, "{place}");
            }
        }
    }

    #[test]
    fn a_refusal_of_the_engine_is_told_in_the_words_of_this_crate() {
        let Problem::Refused(told) =
            NotOpened::from(Unreadable::TooManyColumns { row: 7, limit: 100 }).into()
        else {
            panic!("a refusal")
        };
        assert_eq!(told.key(), "intake-refused-too-many-columns");
        assert_eq!(told.args["row"], 7);
    }
}
