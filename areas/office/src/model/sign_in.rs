//! Signing in: wishes of the forms and what is known of a person's factors.

use base::UserId;
use db::row;
use jiff::Timestamp;
use serde::Deserialize;

/// Failed tries that cost nothing.
pub const FREE_TRIES: i64 = 5;
/// Seconds of the first wait; it doubles with each further failure.
const FIRST_WAIT_SECONDS: i64 = 30;
/// Longest wait in seconds: one hour.
const LONGEST_WAIT_SECONDS: i64 = 3_600;
/// Failures that an address shared by many people may have before it waits.
pub const FREE_TRIES_OF_ADDRESS: i64 = 30;
/// Hours a link to set a password is good.
pub const LINK_HOURS: i64 = 24;
/// Days a device stays known.
pub const DEVICE_DAYS: i64 = 180;
/// Minutes a passkey ceremony may take.
pub const CEREMONY_MINUTES: i64 = 5;
/// Recovery codes of a person.
pub const RECOVERY_CODES: usize = 10;

/// Seconds to wait after `failures` of which `free` cost nothing.
pub fn wait_seconds(failures: i64, free: i64) -> i64 {
    if failures < free {
        return 0;
    }
    let doublings = (failures - free).clamp(0, 20) as u32;
    FIRST_WAIT_SECONDS.saturating_mul(1_i64 << doublings).min(LONGEST_WAIT_SECONDS)
}

/// Login and password.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SignIn {
    /// What the person signs in as.
    pub login: String,
    /// The password.
    pub password: String,
}

/// A code of an authenticator app, or a recovery code.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct GiveCode {
    /// Six digits, or four groups of four.
    pub code: String,
}

/// A password chosen through a set-up link.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SetPassword {
    /// Token of the link.
    pub token: String,
    /// The password.
    pub password: String,
    /// The password once more.
    pub again: String,
}

/// A password changed by its owner.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ChangePassword {
    /// The present one.
    pub present: String,
    /// The new one.
    pub password: String,
    /// The new one once more.
    pub again: String,
}

/// Name and address changed by their owner.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ChangeMe {
    /// Name as shown.
    pub name: String,
    /// Mail address; empty for none.
    pub email: String,
    /// Version the form was made from.
    pub version: i64,
}

row! {
    /// The stored authenticator app of a person.
    #[derive(Debug, Clone)]
    pub struct StoredTotp {
        /// Sealed secret.
        pub secret: Vec<u8>,
        /// Last time step whose code was taken; none before or at it is taken again.
        pub last_step: i64,
    }
}

row! {
    /// A stored passkey.
    #[derive(Debug, Clone)]
    pub struct StoredPasskey {
        /// Credential id.
        pub id: String,
        /// What its owner calls it.
        pub name: String,
        /// The credential as JSON; it holds a public key only.
        pub credential: String,
        /// When registered.
        pub made_at: Timestamp,
        /// When last used.
        pub used_at: Option<Timestamp>,
    }
}

row! {
    /// A passkey ceremony in progress.
    #[derive(Debug, Clone)]
    pub struct Ceremony {
        /// Whose.
        pub user_id: UserId,
        /// `register` or `check`.
        pub kind: String,
        /// State as JSON.
        pub content: String,
    }
}

/// Which factors a person has.
#[derive(Debug, Clone, Default)]
pub struct Factors {
    /// Whether an authenticator app is set up.
    pub totp: bool,
    /// Passkeys.
    pub passkeys: Vec<StoredPasskey>,
    /// Recovery codes left.
    pub codes_left: i64,
}

impl Factors {
    /// Whether there is a second factor at all.
    pub fn any(&self) -> bool {
        self.totp || !self.passkeys.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_from_the_fifth_failure_and_end_at_an_hour() {
        let waits: Vec<_> =
            [0, 4, 5, 6, 7, 11, 12, 99].iter().map(|&n| wait_seconds(n, FREE_TRIES)).collect();
        assert_eq!(waits, [0, 0, 30, 60, 120, 1_920, 3_600, 3_600]);
    }
}
