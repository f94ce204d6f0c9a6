//! Why a letter did not go, in words a person can act on, and whether waiting helps.

use base::{Kind, Refusal};
use serde::Serialize;

/// Why a letter did not go. Addresses and subjects are never among the arguments: failures are logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refused {
    /// The receiver's address is not one a mail server takes.
    #[error("the receiver's address is not a mail address")]
    AddressInvalid,
    /// The sender's address in the settings is not one a mail server takes.
    #[error("the sender's address in the settings is not a mail address")]
    SenderInvalid,
    /// A line break or another control character in a line of the head could smuggle in further lines.
    #[error("the subject, a name or a file name holds a control character")]
    HeadInvalid,
    /// The id cannot become a Message-ID or a file name.
    #[error("the letter's id is not made of letters, digits and hyphens")]
    IdInvalid,
    /// An attachment has no usable name or type.
    #[error("attachment {number} has no usable name or type")]
    AttachmentInvalid {
        /// Its place, counted from 1.
        number: usize,
    },
    /// The letter with its files is larger than mail servers take.
    #[error("the letter has {megabytes} MB, more than {limit} MB")]
    TooLarge {
        /// Its size in whole megabytes, rounded up.
        megabytes: u64,
        /// What is allowed.
        limit: u64,
    },
    /// Unencrypted mail is only for a server on the same machine.
    #[error("unencrypted mail to {host} is refused: only this machine may be reached without encryption")]
    PlainOutward {
        /// The server in the settings.
        host: String,
    },
    /// The server's certificate is not trusted, or it offers no encryption.
    #[error("no trusted encrypted connection to {host}")]
    ConnectionUntrusted {
        /// The server in the settings.
        host: String,
    },
    /// The server cannot be reached.
    #[error("{host} cannot be reached")]
    ServerUnreachable {
        /// The server in the settings.
        host: String,
    },
    /// The server did not answer in time.
    #[error("{host} did not answer within {seconds} s")]
    ServerSlow {
        /// The server in the settings.
        host: String,
        /// The limit.
        seconds: u64,
    },
    /// The conversation broke off.
    #[error("the conversation with {host} broke off")]
    ConversationBroken {
        /// The server in the settings.
        host: String,
    },
    /// The server did not accept the user name or password.
    #[error("{host} did not accept the user name or password")]
    SignInRefused {
        /// The server in the settings.
        host: String,
    },
    /// The server asks to come again later.
    #[error("the server asks to come again later ({status})")]
    ServerBusy {
        /// Its reply code, 400 to 499.
        status: u16,
    },
    /// The server does not take this letter.
    #[error("the server does not take this letter ({status})")]
    LetterRefused {
        /// Its reply code, 500 to 599.
        status: u16,
    },
    /// The folder for letters cannot be written.
    #[error("the folder for letters cannot be written")]
    FolderUnwritable,
}

impl Refusal for Refused {
    const AREA: &'static str = "net";

    fn kind(&self) -> Kind {
        match self {
            Self::AddressInvalid
            | Self::SenderInvalid
            | Self::HeadInvalid
            | Self::IdInvalid
            | Self::AttachmentInvalid { .. }
            | Self::TooLarge { .. } => Kind::Invalid,
            Self::PlainOutward { .. } => Kind::Forbidden,
            Self::ConnectionUntrusted { .. }
            | Self::ServerUnreachable { .. }
            | Self::ServerSlow { .. }
            | Self::ConversationBroken { .. }
            | Self::SignInRefused { .. }
            | Self::ServerBusy { .. }
            | Self::LetterRefused { .. }
            | Self::FolderUnwritable => Kind::Conflict,
        }
    }
}

/// Whether waiting helps, and why it failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The same letter may go later: try again after [`crate::backoff()`].
    #[error("for now: {0}")]
    Temporary(Refused),
    /// The letter itself must be changed; trying again is of no use.
    #[error("for good: {0}")]
    Permanent(Refused),
}

impl Failure {
    /// Why it failed.
    pub fn refused(&self) -> &Refused {
        match self {
            Self::Temporary(refused) | Self::Permanent(refused) => refused,
        }
    }

    /// Whether the same letter may go later.
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Temporary(_))
    }
}

impl From<Refused> for Failure {
    /// Faults of the letter are permanent; faults of settings, server or line are not the letter's, so it waits.
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::AddressInvalid
            | Refused::HeadInvalid
            | Refused::IdInvalid
            | Refused::AttachmentInvalid { .. }
            | Refused::TooLarge { .. }
            | Refused::LetterRefused { .. } => Self::Permanent(refused),
            Refused::SenderInvalid
            | Refused::PlainOutward { .. }
            | Refused::ConnectionUntrusted { .. }
            | Refused::ServerUnreachable { .. }
            | Refused::ServerSlow { .. }
            | Refused::ConversationBroken { .. }
            | Refused::SignInRefused { .. }
            | Refused::ServerBusy { .. }
            | Refused::FolderUnwritable => Self::Temporary(refused),
        }
    }
}
