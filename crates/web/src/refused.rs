//! Refusals that any page can meet.

use base::{Kind, Refusal};
use serde::Serialize;

/// Why the house itself says no.
#[derive(Debug, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refused {
    /// Nothing is at this address.
    #[error("nothing is at this address")]
    NoSuchPage,
    /// A year, month, day or page number in the address cannot be read.
    #[error("the {what} in the address cannot be read")]
    UnclearAddress {
        /// `year`, `month`, `day`, `page` or `choice`.
        what: &'static str,
    },
    /// The record is not there (any more).
    #[error("no such record")]
    NoSuchRecord,
    /// Someone else changed the record meanwhile.
    #[error("the record was changed by someone else")]
    ChangedMeanwhile,
    /// The same form was sent before and has been carried out.
    #[error("this form was carried out before")]
    AlreadyDone {
        /// Where the first sending led.
        place: String,
    },
    /// The request came from another site.
    #[error("the request came from another site")]
    CrossSite,
    /// What was sent is larger than is taken.
    #[error("too large")]
    TooLarge {
        /// Largest size in megabytes.
        megabytes: i64,
    },
    /// What was sent cannot be read.
    #[error("the request cannot be read: {detail}")]
    Unreadable {
        /// English detail for the log.
        detail: String,
    },
    /// The same key came with another body.
    #[error("the same key came with another body")]
    AnotherBody,
    /// The answer took too long.
    #[error("the answer took too long")]
    TooSlow,
    /// A typed field holds a resident registration number.
    #[error("a field holds a resident number")]
    ResidentNumber,
    /// A file was asked for without a reason.
    #[error("a download needs a reason")]
    ReasonMissing,
}

impl Refusal for Refused {
    const AREA: &'static str = "web";
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchPage | Self::UnclearAddress { .. } | Self::NoSuchRecord => Kind::Missing,
            Self::ChangedMeanwhile | Self::AlreadyDone { .. } | Self::TooSlow => Kind::Conflict,
            Self::CrossSite => Kind::Forbidden,
            Self::TooLarge { .. }
            | Self::Unreadable { .. }
            | Self::ReasonMissing
            | Self::ResidentNumber
            | Self::AnotherBody => Kind::Invalid,
        }
    }
}
