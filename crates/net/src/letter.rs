//! A letter as the outbox hands it over.

use jiff::Timestamp;

/// Somebody who writes or gets letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The name shown, may be empty.
    pub name: String,
    /// The mail address.
    pub address: String,
}

/// A letter ready to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The outbox's id of it: ASCII letters, digits and hyphens; becomes the Message-ID.
    pub id: String,
    /// When it was written; becomes the Date header, so that a repeat has the same bytes.
    pub written_at: Timestamp,
    /// Who gets it.
    pub to: Party,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// Files that go with it.
    pub attachments: Vec<Attachment>,
}

/// A file that goes with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The file's name, without a folder.
    pub name: String,
    /// Its media type, such as `text/calendar; charset=utf-8`.
    pub media_type: String,
    /// Its content.
    pub bytes: Vec<u8>,
}
