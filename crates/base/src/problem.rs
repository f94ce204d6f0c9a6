//! Two kinds of failure: *refused* (a person can act on it) and *fault* (only an operator can).

use std::{collections::BTreeMap, error::Error, fmt};

use serde::Serialize;
use serde_json::Value;

/// What the outside world learns about a refusal: the only thing HTTP and the command line know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The thing asked for is not there (404).
    Missing,
    /// The actor may not do this (403).
    Forbidden,
    /// What was sent cannot be right whatever the state (422).
    Invalid,
    /// It clashes with the present state (409).
    Conflict,
}

/// An area's own reasons to say no; serialised as `{"code": "...", ...arguments}`.
///
/// Derive `thiserror::Error` (English, for the log) and `serde::Serialize` with
/// `#[serde(tag = "code", rename_all = "kebab-case")]`; the words a person reads are the message
/// `<AREA>-refused-<code>` with its attribute `.next`.
pub trait Refusal: Error + Serialize {
    /// The area's word: first part of the message key.
    const AREA: &'static str;

    /// How the outside world classes this refusal.
    fn kind(&self) -> Kind;
}

/// A refusal with its type erased: enough to find the words and fill them.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// The area's word.
    pub area: String,
    /// Kebab-case code, unique inside the area.
    pub code: String,
    /// Class for HTTP and exit codes.
    pub kind: Kind,
    /// Arguments of the sentence, by field name.
    pub args: BTreeMap<String, Value>,
    /// English, for the log.
    pub log: String,
}

impl Refused {
    /// The message key of the sentence; the next step is its attribute `next`.
    pub fn key(&self) -> String {
        format!("{}-refused-{}", self.area, self.code)
    }
}

impl<R: Refusal> From<R> for Refused {
    fn from(refusal: R) -> Self {
        let (code, args) = match serde_json::to_value(&refusal) {
            Ok(Value::Object(mut fields)) => {
                let code = match fields.remove("code") {
                    Some(Value::String(code)) => code,
                    _ => "unknown".to_owned(),
                };
                (code, fields.into_iter().collect())
            }
            _ => ("unknown".to_owned(), BTreeMap::new()),
        };
        Self { area: R::AREA.to_owned(), code, kind: refusal.kind(), args, log: refusal.to_string() }
    }
}

/// One sentence at one field of a form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldNote {
    /// The field's name in the form.
    pub field: String,
    /// Message key of the sentence.
    pub key: String,
    /// Arguments of the sentence.
    pub args: BTreeMap<String, Value>,
}

impl FieldNote {
    /// Notes `key` at `field`, without arguments.
    pub fn new(field: &str, key: &str) -> Self {
        Self { field: field.to_owned(), key: key.to_owned(), args: BTreeMap::new() }
    }

    /// Adds an argument of the sentence.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }
}

/// A failure nobody at the screen can help: I/O, a broken invariant, a lost database.
#[derive(Debug)]
pub struct Fault {
    source: Box<dyn Error + Send + Sync>,
}

impl Fault {
    /// Wraps the cause; it is logged once, with its chain, and never shown.
    pub fn new(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { source: source.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source)?;
        let mut cause = self.source.source();
        while let Some(inner) = cause {
            write!(f, ": {inner}")?;
            cause = inner.source();
        }
        Ok(())
    }
}

/// Why something was not done. Every action returns it; `web` and `app` turn it into words.
#[derive(Debug)]
pub enum Problem {
    /// The form again, what was typed kept, a sentence at each field.
    Fields(Vec<FieldNote>),
    /// What and why, then what to do next.
    Refused(Box<Refused>),
    /// An apology with a request number.
    Fault(Fault),
}

impl Problem {
    /// A fault from any error; use it only where nobody at the screen can help.
    pub fn fault(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Fault(Fault::new(source))
    }

    /// One note at one field.
    pub fn field(field: &str, key: &str) -> Self {
        Self::Fields(vec![FieldNote::new(field, key)])
    }

    /// The refusal's `area/code`, for tests and exit codes.
    pub fn code(&self) -> Option<String> {
        match self {
            Self::Refused(refused) => Some(format!("{}/{}", refused.area, refused.code)),
            _ => None,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fields(notes) => {
                let names: Vec<_> =
                    notes.iter().map(|note| format!("{}: {}", note.field, note.key)).collect();
                write!(f, "fields: {}", names.join(", "))
            }
            Self::Refused(refused) => write!(f, "refused: {}", refused.log),
            Self::Fault(fault) => write!(f, "fault: {fault}"),
        }
    }
}

impl<R: Refusal> From<R> for Problem {
    fn from(refusal: R) -> Self {
        Self::Refused(Box::new(refusal.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error, Serialize)]
    #[serde(tag = "code", rename_all = "kebab-case")]
    enum Sample {
        #[error("{agency} may be visited from {earliest}")]
        VisitTooSoon { agency: String, earliest: String },
    }

    impl Refusal for Sample {
        const AREA: &'static str = "sample";
        fn kind(&self) -> Kind {
            Kind::Conflict
        }
    }

    #[test]
    fn a_refusal_keeps_its_code_and_arguments() {
        let problem =
            Problem::from(Sample::VisitTooSoon { agency: "가".into(), earliest: "2026-04-09".into() });
        let Problem::Refused(refused) = &problem else { panic!("not refused: {problem}") };
        assert_eq!(refused.key(), "sample-refused-visit-too-soon");
        assert_eq!(refused.args["earliest"], "2026-04-09");
        assert_eq!(problem.code().as_deref(), Some("sample/visit-too-soon"));
        assert_eq!(refused.kind, Kind::Conflict);
    }

    #[test]
    fn a_fault_shows_its_whole_chain() {
        #[derive(Debug, thiserror::Error)]
        #[error("the page was not read")]
        struct Outer(#[source] std::io::Error);
        let fault = Fault::new(Outer(std::io::Error::other("disk gone")));
        assert_eq!(fault.to_string(), "the page was not read: disk gone");
    }
}
