//! Why a badge cannot be issued, or why one that was shown is not believed.

use serde::Serialize;

/// Why a badge cannot be issued, or why one that was shown is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum BadgeRefused {
    /// A text the badge cannot do without is empty.
    #[error("{field} is empty")]
    Empty {
        /// Which text.
        field: &'static str,
    },
    /// A text is longer than a badge should carry.
    #[error("{field} is longer than {limit} characters")]
    TooLong {
        /// Which text.
        field: &'static str,
        /// How many characters are taken.
        limit: usize,
    },
    /// An identifier is not an `https:`, `urn:` or `did:` address in ASCII.
    #[error("{field} is not an address")]
    NotAnAddress {
        /// Which identifier.
        field: &'static str,
    },
    /// With a short salt, equal recipients could be found by comparing hashes.
    #[error("the salt needs {needed} characters")]
    SaltTooShort {
        /// How many characters are needed.
        needed: usize,
    },
    /// The last moment of validity is not after the first.
    #[error("the badge ends before it begins")]
    EndsBeforeItBegins,
    /// The file is not a credential.
    #[error("the credential is malformed: {what}")]
    Malformed {
        /// What is missing or wrong.
        what: &'static str,
    },
    /// The text is not an Ed25519 key in multibase.
    #[error("this is not an Ed25519 key")]
    NotAKey,
    /// There is no proof in the file.
    #[error("the badge is not signed")]
    NotSigned,
    /// The proof uses another method than `eddsa-jcs-2022`.
    #[error("the proof uses another method")]
    OtherMethod,
    /// The key named in the proof is not one of the issuer's.
    #[error("the signing key is not known")]
    UnknownKey {
        /// The key as the proof names it.
        method: String,
    },
    /// The proof says it was made after the key had been retired.
    #[error("the proof was made after its key was retired")]
    AfterRetirement,
    /// Something was changed after signing, or somebody else signed.
    #[error("the signature does not fit the badge")]
    SignatureWrong,
}
