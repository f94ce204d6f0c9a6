//! The key that signs badges: made when first needed, rotated by hand; retired keys still prove what they signed.

use base::Problem;
use db::Tx;
use documents::badge::{KnownKey, PublicKey, SecretKey};
use register::Work;
use serde_json::json;
use web::App;

use super::fresh;
use crate::{model::Key, seal, store};

/// The key in use, made when there is none.
pub async fn current(work: &mut Work, app: &App) -> Result<(Key, SecretKey), Problem> {
    let used = store::keys(&mut work.tx).await?.into_iter().find(|key| key.retired_at.is_none());
    let key = match used {
        Some(key) => key,
        None => make(work, app).await?,
    };
    let secret = SecretKey::from_bytes(seal::open(app, &key.id, &key.sealed)?);
    Ok((key, secret))
}

async fn make(work: &mut Work, app: &App) -> Result<Key, Problem> {
    let bytes = seal::random::<32>()?;
    let id = fresh();
    let key = Key {
        public: SecretKey::from_bytes(bytes).public().multikey(),
        sealed: seal::seal(app, &id, &bytes)?,
        made_at: work.now,
        retired_at: None,
        id,
    };
    store::insert_key(&mut work.tx, &key).await?;
    work.note_with("training.key-made", &key.id, &json!({ "public_key": key.public })).await?;
    Ok(key)
}

/// Retires the key in use and makes another.
pub async fn rotate(work: &mut Work, app: &App) -> Result<Key, Problem> {
    work.actor.must("training.keys")?;
    let now = work.now;
    store::retire_keys(&mut work.tx, now).await?;
    make(work, app).await
}

/// Every key with the moment it was retired, for checking proofs.
pub async fn known(tx: &mut Tx) -> Result<Vec<KnownKey>, Problem> {
    let read = |key: Key| {
        let public = PublicKey::from_multikey(&key.public).map_err(Problem::fault)?;
        Ok(KnownKey { key: public, retired: key.retired_at })
    };
    store::keys(tx).await?.into_iter().map(read).collect()
}
