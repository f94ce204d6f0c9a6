//! Open Badges 3.0: an achievement as a credential that anyone can check without asking the issuer.
//!
//! Method: the 1EdTech specification *Open Badges 3.0* (a W3C Verifiable Credential 2.0 of type `OpenBadgeCredential`),
//! proven by the cryptosuite `eddsa-jcs-2022` of *W3C Data Integrity EdDSA Cryptosuites 1.0*: the credential and the
//! proof's own data are written in the one order of RFC 8785, hashed with SHA-256 and signed with Ed25519.
//!
//! ```
//! use documents::badge::{Achievement, Badge, Issuer, KnownKey, Recipient, RecipientKind, SecretKey};
//! use jiff::Timestamp;
//!
//! let key = SecretKey::from_bytes([7; 32]);
//! let issuer = Issuer { id: key.public().did(), name: "Center".into(), url: None };
//! let recipient = Recipient::hashed("member-0412", RecipientKind::Identifier, "k3J9s0dQ2LmVx8Tz").unwrap();
//! let achievement = Achievement {
//!     id: "https://dure.example/achievements/safety".into(),
//!     name: "Safety".into(),
//!     description: "Five hours of safety training".into(),
//!     criteria: "Attended every session and passed the quiz".into(),
//! };
//! let badge = Badge {
//!     id: "urn:uuid:0198d7a4-0000-7000-8000-000000000001".into(),
//!     name: "Safety 2026".into(),
//!     issuer,
//!     recipient,
//!     achievement,
//!     valid_from: Timestamp::UNIX_EPOCH,
//!     valid_until: None,
//!     status_list: None,
//! };
//! let signed = key.sign(&badge.credential().unwrap(), &key.public().method(), badge.valid_from).unwrap();
//! let known = [KnownKey::current(key.public())];
//! assert!(documents::badge::verify(&signed, &known).is_ok());
//! ```

mod key;
mod proof;
mod refused;

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

pub use key::{KnownKey, PublicKey, SecretKey, did_web};
pub use proof::{Proof, verify, verify_with_key};
pub use refused::BadgeRefused;

/// The vocabularies of the credential, in the order the specification asks for.
const CONTEXTS: [&str; 3] = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
];

/// Where the form of the credential is written down for machines.
const SCHEMA: &str =
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

/// Fewest characters of a salt that still hides which identities are equal.
const SALT: usize = 16;

/// Longest text in characters.
const TEXT: usize = 2_000;

/// Who gives the badge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// A `did:web:` or `did:key:` (see [`did_web`] and [`PublicKey::did`]).
    pub id: String,
    /// The name people know.
    pub name: String,
    /// The home page.
    pub url: Option<String>,
}

/// What was achieved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Achievement {
    /// An address or URN that stays the same for every badge of this kind.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it means.
    pub description: String,
    /// What had to be done for it.
    pub criteria: String,
}

/// What kind of identity was hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecipientKind {
    /// An e-mail address.
    Email,
    /// A number or name that the issuer uses for the person.
    Identifier,
}

/// Who holds the badge, as a salted hash: the file names nobody.
///
/// The salt stands in the badge, so whoever has the badge and suspects somebody can test that guess; an e-mail address
/// or phone number can be found by trying many. A random number of the issuer cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    kind: RecipientKind,
    hash: String,
    salt: String,
}

impl Recipient {
    /// Hashes an identity with a random salt of at least 16 characters, new for every badge.
    pub fn hashed(identity: &str, kind: RecipientKind, salt: &str) -> Result<Self, BadgeRefused> {
        let identity = identity.trim();
        if identity.is_empty() {
            return Err(BadgeRefused::Empty { field: "recipient" });
        }
        if salt.chars().count() < SALT {
            return Err(BadgeRefused::SaltTooShort { needed: SALT });
        }
        Ok(Self { kind, hash: hash_of(identity, salt), salt: salt.to_owned() })
    }

    /// Tells whether this badge was given to that identity.
    pub fn is(&self, identity: &str) -> bool {
        self.hash == hash_of(identity.trim(), &self.salt)
    }

    /// Reads the recipient out of a credential, to compare it with an identity that somebody claims.
    pub fn of(credential: &Value) -> Option<Self> {
        let identifier = &credential["credentialSubject"]["identifier"][0];
        let kind = match identifier["identityType"].as_str()? {
            "emailAddress" => RecipientKind::Email,
            _ => RecipientKind::Identifier,
        };
        let text = |name: &str| identifier[name].as_str().map(str::to_owned);
        Some(Self { kind, hash: text("identityHash")?, salt: text("salt")? })
    }

    fn value(&self) -> Value {
        let kind = match self.kind {
            RecipientKind::Email => "emailAddress",
            RecipientKind::Identifier => "identifier",
        };
        json!([{
            "type": "IdentityObject",
            "hashed": true,
            "identityHash": self.hash,
            "identityType": kind,
            "salt": self.salt,
        }])
    }
}

/// Writes SHA-256 over identity and salt as the specification asks: the algorithm, a dollar sign, hexadecimal digits.
fn hash_of(identity: &str, salt: &str) -> String {
    let digest = Sha256::new().chain_update(identity).chain_update(salt).finalize();
    format!("sha256${}", HEXLOWER.encode(&digest))
}

/// A badge before it is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// An address or `urn:uuid:` of its own.
    pub id: String,
    /// The name shown beside the badge.
    pub name: String,
    /// Who gives it.
    pub issuer: Issuer,
    /// Who holds it.
    pub recipient: Recipient,
    /// What was achieved.
    pub achievement: Achievement,
    /// From when it counts.
    pub valid_from: Timestamp,
    /// Until when it counts.
    pub valid_until: Option<Timestamp>,
    /// The public list that says whether it was taken back.
    pub status_list: Option<String>,
}

impl Badge {
    /// Writes the credential without its proof; sign it with [`SecretKey::sign`].
    pub fn credential(&self) -> Result<Value, BadgeRefused> {
        self.check()?;
        let mut credential = json!({
            "@context": CONTEXTS,
            "id": self.id,
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": self.name,
            "issuer": { "id": self.issuer.id, "type": ["Profile"], "name": self.issuer.name },
            "validFrom": moment(self.valid_from),
            "credentialSubject": {
                "type": ["AchievementSubject"],
                "identifier": self.recipient.value(),
                "achievement": {
                    "id": self.achievement.id,
                    "type": ["Achievement"],
                    "name": self.achievement.name,
                    "description": self.achievement.description,
                    "criteria": { "narrative": self.achievement.criteria },
                },
            },
            "credentialSchema": [{ "id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019" }],
        });
        if let Some(url) = &self.issuer.url {
            credential["issuer"]["url"] = json!(url);
        }
        if let Some(until) = self.valid_until {
            credential["validUntil"] = json!(moment(until));
        }
        if let Some(list) = &self.status_list {
            credential["credentialStatus"] = json!({ "id": list, "type": "1EdTechRevocationList" });
        }
        Ok(credential)
    }

    fn check(&self) -> Result<(), BadgeRefused> {
        let texts = [
            ("name", &self.name),
            ("issuer name", &self.issuer.name),
            ("achievement name", &self.achievement.name),
            ("achievement description", &self.achievement.description),
            ("achievement criteria", &self.achievement.criteria),
        ];
        for (field, text) in texts {
            if text.trim().is_empty() {
                return Err(BadgeRefused::Empty { field });
            }
            if text.chars().count() > TEXT {
                return Err(BadgeRefused::TooLong { field, limit: TEXT });
            }
        }
        let addresses =
            [("id", &self.id), ("issuer", &self.issuer.id), ("achievement", &self.achievement.id)];
        let lists = self.status_list.iter().map(|list| ("status list", list));
        let urls = self.issuer.url.iter().map(|url| ("issuer url", url));
        for (field, address) in addresses.into_iter().chain(lists).chain(urls) {
            if !is_address(address) {
                return Err(BadgeRefused::NotAnAddress { field });
            }
        }
        match self.valid_until {
            Some(until) if until <= self.valid_from => Err(BadgeRefused::EndsBeforeItBegins),
            _ => Ok(()),
        }
    }
}

/// Whether a text can stand where the specification asks for a URI.
fn is_address(text: &str) -> bool {
    let known = ["https://", "http://", "urn:", "did:"]
        .iter()
        .any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
    known && text.len() <= 500 && text.chars().all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c))
}

/// Writes a moment to the second in coordinated universal time, as both specifications ask.
pub(crate) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The members of a JSON object, or nothing.
pub(crate) fn members(value: &Value) -> Option<&Map<String, Value>> {
    value.as_object()
}
