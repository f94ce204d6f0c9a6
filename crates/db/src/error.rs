//! What can go wrong with a database, told by kind and never by constraint name.

use base::{Kind, Problem, Refusal};
use serde::Serialize;

/// What sort of failure it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// A row with this key is there already.
    Unique,
    /// A row that another needs is missing, or still needed.
    ForeignKey,
    /// A value the schema forbids.
    Check,
    /// The file is no database, or damaged.
    Corrupt,
    /// The database was written by a newer program.
    Newer,
    /// Anything else.
    Other,
}

/// A database failure with the statement that met it.
#[derive(Debug, thiserror::Error)]
#[error("{message}{}", statement.map(|s| format!(" in {s}")).unwrap_or_default())]
pub struct Error {
    /// What sort.
    pub kind: ErrorKind,
    message: String,
    statement: Option<&'static str>,
    #[source]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error of `kind` in own words.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), statement: None, source: None }
    }

    /// Names the statement that failed.
    pub(crate) fn at(mut self, statement: &'static str) -> Self {
        self.statement = Some(statement);
        self
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi;
        let kind = match &error {
            rusqlite::Error::SqliteFailure(code, _) => match code.extended_code {
                ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => ErrorKind::Unique,
                ffi::SQLITE_CONSTRAINT_FOREIGNKEY => ErrorKind::ForeignKey,
                ffi::SQLITE_CONSTRAINT_CHECK | ffi::SQLITE_CONSTRAINT_NOTNULL => ErrorKind::Check,
                _ if matches!(
                    code.code,
                    rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt
                ) =>
                {
                    ErrorKind::Corrupt
                }
                _ => ErrorKind::Other,
            },
            _ => ErrorKind::Other,
        };
        Self { kind, message: error.to_string(), statement: None, source: Some(error.into()) }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        use tokio_postgres::error::SqlState;
        let kind = match error.code() {
            Some(&SqlState::UNIQUE_VIOLATION) => ErrorKind::Unique,
            Some(&SqlState::FOREIGN_KEY_VIOLATION) => ErrorKind::ForeignKey,
            Some(&SqlState::CHECK_VIOLATION | &SqlState::NOT_NULL_VIOLATION) => ErrorKind::Check,
            Some(&SqlState::DATA_CORRUPTED | &SqlState::INDEX_CORRUPTED) => ErrorKind::Corrupt,
            _ => ErrorKind::Other,
        };
        let message = error.as_db_error().map_or_else(|| error.to_string(), |db| db.message().to_owned());
        // The server's details repeat values of the row; they must not reach a log.
        let source = error.as_db_error().is_none().then(|| error.into());
        Self { kind, message, statement: None, source }
    }
}

/// Database states that an operator, not a developer, has to mend.
#[derive(Debug, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
enum Unusable {
    #[error("the database is damaged: {detail}")]
    Damaged { detail: String },
    #[error("the database was written by a newer program: {detail}")]
    Newer { detail: String },
}

impl Refusal for Unusable {
    const AREA: &'static str = "db";
    fn kind(&self) -> Kind {
        Kind::Conflict
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::fault(error)
    }
}

impl Error {
    /// The refusal to start over a damaged or newer database; anything else is a fault.
    pub fn refused(self) -> Problem {
        match self.kind {
            ErrorKind::Corrupt => Unusable::Damaged { detail: self.to_string() }.into(),
            ErrorKind::Newer => Unusable::Newer { detail: self.to_string() }.into(),
            _ => Problem::fault(self),
        }
    }
}
