//! Once keys: a form sent twice is carried out once.
//!
//! A form's address ends in `?once=KEY` (or a client sends `Idempotency-Key`). The key is stored in the
//! same transaction as the work, so a second sending finds it there whatever happened to the answer.

use base::{Actor, Problem};
use data_encoding::BASE64URL_NOPAD;
use db::{sql, vals};
use jiff::SignedDuration;
use register::Work;

use crate::{App, Refused};

/// A key for one rendering of a form: 128 random bits.
pub(crate) fn fresh_key() -> String {
    let mut bytes = [0_u8; 16];
    // Without random bits the key is empty, and the form is simply not protected from a double click.
    if getrandom::fill(&mut bytes).is_err() {
        return String::new();
    }
    BASE64URL_NOPAD.encode(&bytes)
}

/// Stores `key` inside `work`, or refuses when an earlier work has stored it.
pub(crate) async fn claim(work: &mut Work, key: &str, body_hash: &str, place: &str) -> Result<(), Problem> {
    let key = owned(&work.actor, key);
    let stored = work
        .tx
        .exec(
            sql!("INSERT INTO register_once(key,body_hash,answer,made_at) VALUES($1,$2,$3,$4) ON CONFLICT (key) DO NOTHING"),
            vals![&key, body_hash, place, work.now],
        )
        .await?;
    if stored == 1 {
        return Ok(());
    }
    let (hash, place): (String, String) =
        work.tx.one(sql!("SELECT body_hash,answer FROM register_once WHERE key=$1"), vals![&key]).await?;
    Err(if hash == body_hash { Refused::AlreadyDone { place } } else { Refused::AnotherBody }.into())
}

/// Notes where the work under `key` led. Not a work: nobody decides anything.
pub(crate) async fn answer(app: &App, actor: &Actor, key: &str, place: &str) -> Result<(), Problem> {
    let mut tx = app.db().write().await?;
    tx.exec(
        sql!("UPDATE register_once SET answer=$2 WHERE key=$1 AND answer<>$2"),
        vals![owned(actor, key), place],
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Drops keys older than a week: by then nobody repeats the request.
pub async fn purge_once(app: &App) -> Result<(), Problem> {
    let before = app.clock().now() - SignedDuration::from_hours(7 * 24);
    let mut tx = app.db().write().await?;
    tx.exec(sql!("DELETE FROM register_once WHERE made_at<$1"), vals![before]).await?;
    Ok(tx.commit().await?)
}

/// A key with whose it is: one person's key is nothing to another.
fn owned(actor: &Actor, key: &str) -> String {
    format!("{}:{key}", actor.id)
}
