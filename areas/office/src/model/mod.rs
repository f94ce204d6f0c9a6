//! Nouns, wishes and refusals of the office.

mod organization;
mod people;
mod settings;
mod sign_in;

use base::{Kind, Refusal};
use serde::Serialize;

pub use organization::*;
pub use people::*;
pub use settings::*;
pub use sign_in::*;

/// Role words, in the order of the roles page.
pub const ROLES: [&str; 8] = [
    "director",
    "team-lead",
    "centre-staff",
    "city-official",
    "agency-staff",
    "council-member",
    "auditor",
    "system-admin",
];

/// Roles that may manage people; the last one holding such a role cannot be lost.
pub const ADMIN_ROLES: [&str; 2] = ["director", "system-admin"];

/// Why the office says no.
#[derive(Debug, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refused {
    /// Login and password do not belong together; said the same way for unknown logins.
    #[error("login or password is wrong")]
    WrongLogin,
    /// Too many failed tries; the next one is taken later.
    #[error("too many tries, {minutes} minutes to wait")]
    TooManyTries {
        /// Minutes to wait, rounded up.
        minutes: i64,
    },
    /// The code of the second factor is wrong, old or used.
    #[error("the code is wrong, old or used")]
    WrongCode,
    /// The passkey's answer does not fit what was asked.
    #[error("the passkey's answer does not fit")]
    WrongPasskey,
    /// A factor cannot be added before an existing one was given.
    #[error("give the present second factor first")]
    FactorFirst,
    /// The last second factor cannot be removed.
    #[error("the last second factor stays")]
    LastFactor,
    /// The link to set a password is unknown, used or over.
    #[error("the link is unknown, used or over")]
    LinkOver,
    /// The house was started without a master key.
    #[error("no master key")]
    NoMasterKey,
    /// Passkeys need a host name and TLS.
    #[error("passkeys are not possible at this address")]
    NoPasskeys,
    /// A person cannot change their own rights.
    #[error("own rights cannot be changed by oneself")]
    OwnRights,
    /// Someone must be left who manages people.
    #[error("the last person who manages people stays")]
    LastAdmin,
    /// Agency staff have an agency and no other role.
    #[error("agency staff have an agency and no other role")]
    AgencyRole,
    /// The role was given already, or is not there to be taken.
    #[error("the role {role} is already so")]
    RoleAlready {
        /// The role.
        role: String,
    },
    /// The account is in a state that does not allow it.
    #[error("the account is {state}")]
    AccountState {
        /// State of the account.
        state: String,
    },
    /// A term begins on that day or later already.
    #[error("a later term is there already")]
    TermTooEarly,
    /// The reorganization takes effect on a later day.
    #[error("takes effect on {effective}")]
    NotYet {
        /// The day.
        effective: jiff::civil::Date,
    },
    /// The reorganization is not in the state needed.
    #[error("the reorganization is {state}")]
    ReorganizationState {
        /// Its state.
        state: String,
    },
    /// A unit that ends has no receiver for its work.
    #[error("{unit} has no receiver")]
    NoReceiver {
        /// Name of the unit.
        unit: String,
    },
    /// A person takes over from a unit, and it is not said where the unit's people go.
    #[error("nobody said where the people of {unit} go")]
    PeopleLeft {
        /// Name of the unit.
        unit: String,
        /// Names of its people.
        people: String,
    },
    /// A unit named in the draft has ended meanwhile.
    #[error("a unit of the draft is no longer there")]
    UnitGone,
    /// Later work depends on the reorganization, so it cannot be undone.
    #[error("{count} records depend on it")]
    SomethingDepends {
        /// How many records.
        count: i64,
    },
    /// Reorganization would change nothing.
    #[error("the draft changes nothing")]
    NothingChanges,
    /// The message is no longer in a state that allows it.
    #[error("the message is {state}")]
    MessageState {
        /// State of the message.
        state: String,
    },
    /// No message of the list was ticked.
    #[error("no message was ticked")]
    NothingTicked,
}

impl Refusal for Refused {
    const AREA: &'static str = "office";
    fn kind(&self) -> Kind {
        match self {
            Self::FactorFirst | Self::OwnRights | Self::TooManyTries { .. } => Kind::Forbidden,
            Self::WrongLogin
            | Self::WrongCode
            | Self::WrongPasskey
            | Self::AgencyRole
            | Self::NoReceiver { .. }
            | Self::PeopleLeft { .. }
            | Self::NothingTicked => Kind::Invalid,
            Self::LinkOver => Kind::Missing,
            _ => Kind::Conflict,
        }
    }
}

/// Notes for a text that must be there: its field, when it is blank or too long.
pub(crate) fn need(notes: &mut Vec<base::FieldNote>, field: &str, text: &str, most: usize) {
    if text.trim().is_empty() {
        notes.push(base::FieldNote::new(field, "office-field-needed"));
    } else if text.chars().count() > most {
        notes.push(base::FieldNote::new(field, "office-field-long").with("most", most));
    }
}

/// The notes as a problem, or nothing when there are none.
pub(crate) fn settled(notes: Vec<base::FieldNote>) -> Result<(), base::Problem> {
    if notes.is_empty() { Ok(()) } else { Err(base::Problem::Fields(notes)) }
}
