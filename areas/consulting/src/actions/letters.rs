//! The letter on a piece of advice: sent to the agency by the outbox, and noted.

use base::Problem;
use register::{Work, messages, users};
use serde_json::json;

use crate::{
    model::{Advice, missing},
    store,
};

/// A letter's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Subject.
    pub subject: String,
    /// Text.
    pub body: String,
}

/// What the messages of a letter are about.
pub fn about(advice: &str) -> String {
    format!("consulting-advice:{advice}")
}

/// Sends the letter to the screens of the agency, and by mail to those of its people who have an address. Returns the
/// advice and how many messages went out.
pub async fn send_letter(work: &mut Work, id: &str, letter: &Letter) -> Result<(Advice, i64), Problem> {
    work.actor.must("consulting.work")?;
    let advice = store::one_advice(&mut work.tx, id).await?.ok_or_else(missing)?;
    let people = users::users(&mut work.tx).await?;
    let own = people.into_iter().filter(|one| {
        one.agency_id.as_ref() == Some(&advice.agency_id) && one.state == "active" && !one.email.is_empty()
    });
    let screen = messages::Draft {
        about: about(id),
        channel: "screen",
        to_agency: Some(advice.agency_id.clone()),
        subject: letter.subject.clone(),
        body: letter.body.clone(),
        ..messages::Draft::default()
    };
    let mails = own.map(|one| messages::Draft {
        channel: "mail",
        to_user: Some(one.id),
        to_address: one.email,
        ..screen.clone()
    });
    let mut sent = 0;
    for draft in std::iter::once(screen.clone()).chain(mails) {
        let message = messages::draft(work, &draft).await?;
        messages::send(work, &message).await?;
        sent += 1;
    }
    let detail = json!({ "advice": id, "messages": sent });
    work.note_with("consulting.letter-sent", &advice.case_id, &detail).await?;
    Ok((advice, sent))
}
