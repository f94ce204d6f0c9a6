//! Settings of the centre, messages of the outbox, and files taken out of the house.

use base::Problem;
use register::{Work, files, messages, settings};
use serde_json::json;

use crate::model::{ChangeMessage, ChangeSettings, Refused, need, settled};

/// Shortest reason for taking a file with people in it.
pub const DOWNLOAD_REASON: usize = 5;

/// Changes name and telephone number of the centre.
pub async fn change(work: &mut Work, wish: &ChangeSettings) -> Result<(), Problem> {
    work.actor.must("office.settings")?;
    let mut notes = Vec::new();
    need(&mut notes, "centre_name", &wish.centre_name, 100);
    if wish.centre_phone.chars().any(|c| !c.is_ascii_digit() && !matches!(c, '-' | ' ' | '+' | '(' | ')')) {
        notes.push(base::FieldNote::new("centre_phone", "office-phone-form"));
    }
    settled(notes)?;
    for (key, now, was) in [
        ("centre.name", &wish.centre_name, &wish.was_name),
        ("centre.phone", &wish.centre_phone, &wish.was_phone),
    ] {
        let present = settings::get(&mut work.tx, key).await?.unwrap_or_default();
        if present != *was {
            return Err(web::Refused::ChangedMeanwhile.into());
        }
        if present != now.trim() {
            settings::set(work, key, now.trim()).await?;
            work.note_with("office.setting-changed", key, &json!({ "from": present, "to": now.trim() }))
                .await?;
        }
    }
    work.note("office.settings-saved", "centre").await
}

/// The state a message is in, as a refusal.
async fn message_state(work: &mut Work, id: &str) -> Result<Problem, Problem> {
    let found = messages::message(&mut work.tx, id).await?.ok_or(web::Refused::NoSuchRecord)?;
    Ok(Refused::MessageState { state: found.state }.into())
}

/// Changes a draft.
pub async fn change_message(work: &mut Work, id: &str, wish: &ChangeMessage) -> Result<(), Problem> {
    work.actor.must("office.outbox")?;
    let mut notes = Vec::new();
    need(&mut notes, "subject", &wish.subject, 200);
    need(&mut notes, "body", &wish.body, 10_000);
    settled(notes)?;
    if !messages::edit(work, id, wish.to_address.trim(), wish.subject.trim(), &wish.body).await? {
        return Err(message_state(work, id).await?);
    }
    work.note("office.message-changed", id).await
}

/// Releases a draft, or tries a failed message again.
pub async fn send_message(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.actor.must("office.outbox")?;
    if !messages::send(work, id).await? {
        return Err(message_state(work, id).await?);
    }
    work.note("office.message-released", id).await
}

/// Throws a message away before it is sent.
pub async fn discard_message(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.actor.must("office.outbox")?;
    if !messages::discard(work, id).await? {
        return Err(message_state(work, id).await?);
    }
    work.note("office.message-discarded", id).await
}

/// Notes that a list with people in it leaves the house: which, why, how many rows, and the file's hash.
pub async fn note_download(
    work: &mut Work,
    list: &str,
    reason: &str,
    rows: usize,
    bytes: &[u8],
) -> Result<(), Problem> {
    let reason = reason.trim();
    if reason.chars().count() < DOWNLOAD_REASON {
        return Err(web::Refused::ReasonMissing.into());
    }
    let detail = json!({ "reason": reason, "rows": rows, "sha256": files::sha256(bytes) });
    work.note_with("office.list-downloaded", list, &detail).await
}
