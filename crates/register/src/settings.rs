//! Settings of the centre: few, named, with their change journalled.

use base::Problem;
use db::{Tx, sql, vals};

use crate::Work;

/// The setting `key`, if it was ever set.
pub async fn get(tx: &mut Tx, key: &str) -> Result<Option<String>, Problem> {
    let found: Option<(String,)> =
        tx.opt(sql!("SELECT value FROM register_setting WHERE key=$1"), vals![key]).await?;
    Ok(found.map(|(value,)| value))
}

/// Every setting by key.
pub async fn all(tx: &mut Tx) -> Result<Vec<(String, String)>, Problem> {
    Ok(tx.all(sql!("SELECT key,value FROM register_setting ORDER BY key"), vals![]).await?)
}

/// Sets `key`; the caller notes it.
pub async fn set(work: &mut Work, key: &str, value: &str) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!(
                "INSERT INTO register_setting(key,value,changed_at) VALUES($1,$2,$3) \
                  ON CONFLICT (key) DO UPDATE SET value=excluded.value, changed_at=excluded.changed_at"
            ),
            vals![key, value, work.now],
        )
        .await?;
    Ok(())
}
