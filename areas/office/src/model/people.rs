//! People, agencies, settings and messages: wishes of the forms.

use base::{AgencyId, UserId};
use db::row;
use jiff::{Timestamp, civil::Date};
use serde::Deserialize;

/// A person to be invited.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct InviteUser {
    /// What they will sign in as.
    pub login: String,
    /// Name as shown.
    pub name: String,
    /// Mail address; empty for none.
    #[serde(default)]
    pub email: String,
    /// First role.
    #[serde(default)]
    pub role: String,
    /// Agency, for agency staff.
    #[serde(default)]
    pub agency: String,
    /// Why the role is given.
    #[serde(default)]
    pub reason: String,
}

/// A person to be changed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ChangeUser {
    /// What they sign in as.
    pub login: String,
    /// Name as shown.
    pub name: String,
    /// Mail address; empty for none.
    #[serde(default)]
    pub email: String,
    /// Agency, for agency staff.
    #[serde(default)]
    pub agency: String,
    /// Version the form was made from.
    pub version: i64,
}

/// A role to be given or taken.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ChangeRole {
    /// The role.
    pub role: String,
    /// Why.
    pub reason: String,
}

/// A reason, for what must not be done without one.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct GiveReason {
    /// The reason.
    #[serde(default)]
    pub reason: String,
}

/// A list to be kept as a file.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Download {
    /// `csv` or `xlsx`.
    pub format: String,
    /// What it is for; needed where people are in it.
    #[serde(default)]
    pub reason: String,
}

row! {
    /// A person in the list.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ListedUser {
        /// Id.
        pub id: UserId,
        /// Login.
        pub login: String,
        /// Name.
        pub name: String,
        /// Mail address.
        pub email: String,
        /// Agency, for agency staff.
        pub agency_id: Option<AgencyId>,
        /// Its name.
        pub agency_name: Option<String>,
        /// `invited`, `active` or `disabled`.
        pub state: String,
        /// Made up for the demo.
        pub sample: bool,
        /// Last request of a session in force.
        pub seen_at: Option<Timestamp>,
    }
}

/// An agency to be added.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct AddAgency {
    /// Name.
    pub name: String,
    /// Number in the national project file.
    #[serde(default)]
    pub public_number: String,
    /// Telephone number.
    #[serde(default)]
    pub phone: String,
    /// Kind.
    pub kind: String,
    /// League.
    pub league: String,
    /// District.
    pub district: String,
    /// First day of what it is now.
    pub from_on: String,
}

/// An agency to be changed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ChangeAgency {
    /// Name.
    pub name: String,
    /// Number in the national project file.
    #[serde(default)]
    pub public_number: String,
    /// Telephone number.
    #[serde(default)]
    pub phone: String,
    /// Version the form was made from.
    pub version: i64,
}

/// What an agency is from a day on.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct AddTerm {
    /// Kind.
    pub kind: String,
    /// League.
    pub league: String,
    /// District.
    pub district: String,
    /// First day.
    pub from_on: String,
}

/// Kinds of agencies, as the form offers them.
pub const AGENCY_KINDS: [&str; 8] = [
    "senior-club",
    "workforce-center",
    "seniors-association",
    "welfare-center",
    "culture-center",
    "local-government",
    "social-economy-firm",
    "unknown",
];

/// Leagues, as the form offers them.
pub const LEAGUES: [&str; 3] = ["multi", "single", "unknown"];

row! {
    /// A project of an agency, for its page.
    #[derive(Debug, Clone, PartialEq)]
    pub struct AgencyProject {
        /// Number in its year.
        pub number: String,
        /// Name.
        pub name: String,
        /// Year.
        pub year: i64,
        /// First day.
        pub from_on: Date,
        /// Last day.
        pub until_on: Date,
        /// Places assigned.
        pub places: i64,
        /// Made up for the demo.
        pub sample: bool,
    }
}

/// What the centre calls itself, with what the form was made from.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ChangeSettings {
    /// Name of the centre.
    pub centre_name: String,
    /// Telephone number of a person.
    pub centre_phone: String,
    /// Name when the form was made.
    #[serde(default)]
    pub was_name: String,
    /// Number when the form was made.
    #[serde(default)]
    pub was_phone: String,
}

/// A draft message to be changed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ChangeMessage {
    /// Address.
    #[serde(default)]
    pub to_address: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub body: String,
}

/// Messages to be sent together: those ticked, or all that the list showed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SendMessages {
    /// Ids ticked.
    #[serde(default)]
    pub id: Vec<String>,
    /// Ids of all that the list showed and that can be sent.
    #[serde(default)]
    pub shown: Vec<String>,
    /// `yes` when all shown are meant.
    #[serde(default)]
    pub all: String,
    /// State the list was filtered by, to come back to it.
    #[serde(default)]
    pub state: String,
}

/// Which lines of the journal a reader wants; an empty text leaves that part open.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct JournalFilter {
    /// Deed, or the beginning of one.
    pub deed: String,
    /// Subject.
    pub subject: String,
    /// Id of an actor.
    pub actor: String,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}
