//! Once keys: a form sent twice is carried out once.
//!
//! A form's address ends in `?once=KEY` (or a client sends `Idempotency-Key`). The key is stored in the
//! same transaction as the work, so a second sending finds it there whatever happened to the answer.

use base::Problem;
use data_encoding::BASE64URL_NOPAD;
use db::{ErrorKind, sql, vals};
use register::Work;

use crate::Refused;

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
pub(crate) async fn claim(work: &mut Work, key: &str, place: &str) -> Result<(), Problem> {
    let key = format!("{}:{key}", work.actor.id);
    let stored = work
        .tx
        .exec(
            sql!("INSERT INTO register_once(key,body_hash,answer,made_at) VALUES($1,'',$2,$3) ON CONFLICT (key) DO NOTHING"),
            vals![&key, place, work.now],
        )
        .await;
    match stored {
        Ok(1) => Ok(()),
        Ok(_) => {
            let (place,): (String,) =
                work.tx.one(sql!("SELECT answer FROM register_once WHERE key=$1"), vals![&key]).await?;
            Err(Refused::AlreadyDone { place }.into())
        }
        Err(error) if error.kind == ErrorKind::Unique => {
            Err(Refused::AlreadyDone { place: place.to_owned() }.into())
        }
        Err(error) => Err(error.into()),
    }
}
