//! What a person can do in evaluation. Every action checks the right, decides, writes and notes.

pub mod appeals;
pub mod awards;
pub mod files;
pub mod nominees;
pub mod panels;
pub mod results;
pub mod reviews;
pub mod rounds;
pub mod schemes;
pub mod tours;

use base::{AgencyId, Id, Problem, UserId};
use db::Tx;
use jiff::{Span, civil::Date};
use register::{Work, messages, search, ties, users};

/// Words of a message that is sent to agencies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// Subject.
    pub subject: String,
    /// Text.
    pub body: String,
}

/// Refuses when another editor was quicker.
pub fn unchanged(was_written: bool) -> Result<(), Problem> {
    if was_written { Ok(()) } else { Err(web::Refused::ChangedMeanwhile.into()) }
}

/// A fresh id as text.
pub fn fresh() -> String {
    Id::<()>::fresh().to_string()
}

/// A tie between a person and an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bond {
    /// Kind of tie.
    pub kind: String,
    /// Since when.
    pub since: Date,
}

/// Ties in force within the last `years`, by person's account and agency; who works at an agency is tied to it.
pub async fn bonds(tx: &mut Tx, today: Date, years: i64) -> Result<Vec<(String, AgencyId, Bond)>, Problem> {
    let since = today.checked_sub(Span::new().years(years)).unwrap_or(today);
    let mut found = Vec::new();
    for user in users::users(tx).await? {
        if let Some(agency) = user.agency_id {
            found.push((user.id.to_string(), agency, Bond { kind: "employed".into(), since }));
        }
    }
    for tie in ties::since(tx, since).await?.into_iter().filter(|tie| tie.from_on <= today) {
        if let Some(user) = tie.person.strip_prefix("user:") {
            found.push((user.to_owned(), tie.agency_id, Bond { kind: tie.kind, since: tie.from_on }));
        }
    }
    Ok(found)
}

/// The tie of one person to one agency within the last `years`, if there is one.
pub async fn bond(
    tx: &mut Tx,
    today: Date,
    (user, agency): (&UserId, &AgencyId),
    years: i64,
) -> Result<Option<Bond>, Problem> {
    let all = bonds(tx, today, years).await?;
    Ok(all.into_iter().find(|(who, of, _)| who == user.as_str() && of == agency).map(|(_, _, bond)| bond))
}

/// Puts a page of this area into the search of the house.
pub async fn findable(work: &mut Work, id: &str, title: &str, href: &str) -> Result<(), Problem> {
    let entry = search::Entry { kind: "page", id, title, href, permission: "evaluation.read", agency: None };
    search::put(work, &entry).await
}

/// Sends a letter to the screens of an agency.
pub async fn tell(work: &mut Work, about: &str, agency: &AgencyId, letter: &Letter) -> Result<(), Problem> {
    let draft = messages::Draft {
        about: about.to_owned(),
        channel: "screen",
        to_agency: Some(agency.clone()),
        subject: letter.subject.clone(),
        body: letter.body.clone(),
        ..messages::Draft::default()
    };
    let id = messages::draft(work, &draft).await?;
    messages::send(work, &id).await.map(drop)
}
