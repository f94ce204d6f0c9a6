//! Settings of the centre, messages of the outbox, and files taken out of the house.

use std::collections::{BTreeMap, BTreeSet};

use base::Problem;
use register::{Work, files, messages, settings};
use serde_json::json;

use super::letters;
use crate::model::{
    ChangeMessage, ChangeSettings, Check, Refused, SETTINGS, SendMessages, Setting, need, settled,
};

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

/// Changes the settings of a group: what was typed by field, and what stood there when the form was made.
pub async fn change_group(
    work: &mut Work,
    group: &str,
    typed: &BTreeMap<String, String>,
) -> Result<(), Problem> {
    work.actor.must("office.settings")?;
    let own: Vec<&Setting> = SETTINGS.iter().filter(|setting| setting.group == group).collect();
    if own.is_empty() {
        return Err(web::Refused::NoSuchRecord.into());
    }
    let of = |field: &str| typed.get(field).map(|text| text.trim().to_owned()).unwrap_or_default();
    let mut notes: Vec<_> = own.iter().filter_map(|one| one.note(&of(&one.field()))).collect();
    // Without encryption a letter, and the password with it, would cross the network in the open.
    if of("mail_security") == "plain" && !Check::is_this_machine(&of("mail_host")) {
        notes.push(base::FieldNote::new("mail_security", "office-settings-plain"));
    }
    if number(&of("session_idle_minutes")) > number(&of("session_longest_minutes")) {
        notes.push(base::FieldNote::new("session_idle_minutes", "office-settings-idle-longer"));
    }
    settled(notes)?;
    for one in own {
        let (now, was) = (of(&one.field()), of(&format!("was_{}", one.field())));
        let stored = settings::get(&mut work.tx, one.key).await?;
        let present = stored.unwrap_or_else(|| one.default.to_owned());
        if present != was {
            return Err(web::Refused::ChangedMeanwhile.into());
        }
        if present != now {
            settings::set(work, one.key, &now).await?;
            let detail = json!({ "from": present, "to": now });
            work.note_with("office.setting-changed", one.key, &detail).await?;
        }
    }
    work.note("office.settings-saved", group).await
}

/// A whole number, or zero.
fn number(text: &str) -> i64 {
    text.parse().unwrap_or(0)
}

/// The state a message is in, as a refusal.
async fn message_state(work: &mut Work, id: &str) -> Result<Problem, Problem> {
    let found = messages::message(&mut work.tx, id).await?.ok_or(web::Refused::NoSuchRecord)?;
    Ok(Refused::MessageState { state: found.state }.into())
}

/// The letter with `id`, if its words hold a set-up link.
async fn linked(work: &mut Work, id: &str) -> Result<Option<messages::Message>, Problem> {
    let found = messages::message(&mut work.tx, id).await?;
    Ok(found.filter(|letter| letters::holds_link(&letter.about)))
}

/// Changes a draft.
pub async fn change_message(work: &mut Work, id: &str, wish: &ChangeMessage) -> Result<(), Problem> {
    work.actor.must("office.outbox")?;
    let mut notes = Vec::new();
    need(&mut notes, "subject", &wish.subject, 200);
    need(&mut notes, "body", &wish.body, 10_000);
    settled(notes)?;
    if linked(work, id).await?.is_some() {
        return Err(message_state(work, id).await?);
    }
    if !messages::edit(work, id, wish.to_address.trim(), wish.subject.trim(), &wish.body).await? {
        return Err(message_state(work, id).await?);
    }
    work.note("office.message-changed", id).await
}

/// Releases one message and notes it; false when its state does not allow it.
async fn release(work: &mut Work, id: &str) -> Result<bool, Problem> {
    let forgotten = linked(work, id).await?.is_some_and(|letter| letter.body.is_empty());
    if forgotten || !messages::send(work, id).await? {
        return Ok(false);
    }
    work.note("office.message-released", id).await?;
    Ok(true)
}

/// Releases a draft, or tries a failed message again.
pub async fn send_message(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.actor.must("office.outbox")?;
    if release(work, id).await? { Ok(()) } else { Err(message_state(work, id).await?) }
}

/// How many messages of a list were released, and how many stayed as they were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Released {
    /// Released now.
    pub sent: usize,
    /// Left alone: sent or discarded meanwhile, or not there.
    pub kept: usize,
}

/// Releases messages one by one, each as [`send_message`] does; one that was sent or discarded meanwhile stays as it is.
pub async fn send_messages(work: &mut Work, wish: &SendMessages) -> Result<Released, Problem> {
    work.actor.must("office.outbox")?;
    let ids: BTreeSet<&String> = if wish.all == "yes" { &wish.shown } else { &wish.id }.iter().collect();
    if ids.is_empty() {
        return Err(Refused::NothingTicked.into());
    }
    let mut done = Released { sent: 0, kept: 0 };
    for id in ids {
        if release(work, id).await? { done.sent += 1 } else { done.kept += 1 }
    }
    if done.sent == 0 {
        work.note_with("office.messages-kept", "outbox", &json!({ "rows": done.kept })).await?;
    }
    Ok(done)
}

/// Throws a message away before it is sent.
pub async fn discard_message(work: &mut Work, id: &str) -> Result<(), Problem> {
    work.actor.must("office.outbox")?;
    if !messages::discard(work, id).await? {
        return Err(message_state(work, id).await?);
    }
    if let Some(letter) = linked(work, id).await? {
        letters::forget_words(work, &letter).await?;
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
