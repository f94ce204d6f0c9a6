//! Settings of the centre: few, named, with their change journalled.

use base::Problem;
use db::{Tx, row, sql, vals};
use jiff::Timestamp;

use crate::Work;

row! {
    /// A setting as it is stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Setting {
        /// Key, `<noun>.<what>`.
        pub key: String,
        /// Value.
        pub value: String,
        /// When it was last set.
        pub changed_at: Timestamp,
    }
}

/// The setting `key`, if it was ever set.
pub async fn get(tx: &mut Tx, key: &str) -> Result<Option<String>, Problem> {
    let found: Option<(String,)> =
        tx.opt(sql!("SELECT value FROM register_setting WHERE key=$1"), vals![key]).await?;
    Ok(found.map(|(value,)| value))
}

/// Every setting by key.
pub async fn all(tx: &mut Tx) -> Result<Vec<(String, String)>, Problem> {
    Ok(stored(tx).await?.into_iter().map(|one| (one.key, one.value)).collect())
}

/// Every setting by key, with when it was set.
pub async fn stored(tx: &mut Tx) -> Result<Vec<Setting>, Problem> {
    Ok(tx.all(sql!("SELECT key,value,changed_at FROM register_setting ORDER BY key"), vals![]).await?)
}

/// The values of two settings, each if it was ever set and is a whole number.
pub async fn two_numbers(tx: &mut Tx, keys: [&str; 2]) -> Result<[Option<i64>; 2], Problem> {
    let found: Vec<(String, String)> = tx
        .all(sql!("SELECT key,value FROM register_setting WHERE key IN ($1,$2)"), vals![keys[0], keys[1]])
        .await?;
    let number =
        |key: &str| found.iter().find(|(one, _)| one == key).and_then(|(_, value)| value.parse().ok());
    Ok(keys.map(number))
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
