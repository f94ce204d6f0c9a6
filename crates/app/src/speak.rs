//! What the command line says: results to standard output, problems to standard error, in words.

use std::{fmt::Display, io::Write, process::ExitCode};

use base::{Kind, Problem};
use web::{Lang, Phrase, Words, WordsError};

use crate::messages;

/// Says things in the language asked for.
#[derive(Debug, Clone)]
pub(crate) struct Speaker {
    /// All words.
    pub(crate) words: Words,
    /// The language.
    pub(crate) lang: Lang,
}

/// All words of the program.
pub(crate) fn words() -> Result<Words, WordsError> {
    Words::new(messages())
}

/// Prints a line; a closed pipe is nobody's fault.
pub(crate) fn line(text: impl Display) {
    drop(writeln!(std::io::stdout(), "{text}"));
}

/// A fault of ours: exit status 3.
pub(crate) fn fault(detail: &str) -> ExitCode {
    drop(writeln!(std::io::stderr(), "dure: {detail}"));
    ExitCode::from(3)
}

impl Speaker {
    /// Says a phrase on standard output.
    pub(crate) fn say(&self, phrase: &Phrase) {
        line(self.words.fill(self.lang, &phrase.key, &phrase.args));
    }

    /// Says a phrase on standard error, for progress and warnings.
    pub(crate) fn aside(&self, phrase: &Phrase) {
        drop(writeln!(std::io::stderr(), "{}", self.words.fill(self.lang, &phrase.key, &phrase.args)));
    }

    /// Says on standard error what to do next.
    pub(crate) fn next(&self, phrase: &Phrase) {
        let said = self.words.fill(self.lang, &phrase.key, &phrase.args);
        drop(writeln!(std::io::stderr(), "→ {}", said.trim_end()));
    }

    /// Says what went wrong and what to do; the exit status of `contracts`: 1 refused, 3 fault.
    pub(crate) fn problem(&self, problem: &Problem) -> ExitCode {
        let mut err = std::io::stderr();
        match problem {
            Problem::Refused(refused) => {
                let key = refused.key();
                drop(writeln!(err, "{}", self.words.fill(self.lang, &key, &refused.args)));
                drop(writeln!(
                    err,
                    "→ {}",
                    self.words.fill(self.lang, &format!("{key}.next"), &refused.args)
                ));
                ExitCode::from(if refused.kind == Kind::Missing { 2 } else { 1 })
            }
            Problem::Fields(notes) => {
                for note in notes.iter().take(100) {
                    drop(writeln!(
                        err,
                        "{}: {}",
                        note.field,
                        self.words.fill(self.lang, &note.key, &note.args)
                    ));
                }
                ExitCode::from(1)
            }
            Problem::Fault(cause) => fault(&cause.to_string()),
        }
    }
}
