//! Credentials, second factors, failed tries, known devices and set-up links.

use base::{Problem, UserId};
use db::{Tx, sql, vals};
use jiff::{SignedDuration, Timestamp};
use register::sessions::Session;

use crate::model::{Ceremony, StoredPasskey, StoredTotp};

/// The stored hash of a person's password.
pub async fn password_hash(tx: &mut Tx, user: &UserId) -> Result<Option<String>, Problem> {
    let found: Option<(String,)> =
        tx.opt(sql!("SELECT password_hash FROM office_credential WHERE user_id=$1"), vals![user]).await?;
    Ok(found.map(|(hash,)| hash))
}

/// Stores a hash in place of the one before.
pub async fn put_password_hash(
    tx: &mut Tx,
    user: &UserId,
    hash: &str,
    now: Timestamp,
) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO office_credential(user_id,password_hash,changed_at) VALUES($1,$2,$3) \
              ON CONFLICT (user_id) DO UPDATE SET password_hash=excluded.password_hash,changed_at=excluded.changed_at"),
        vals![user, hash, now],
    )
    .await?;
    Ok(())
}

/// Failures of a key and until when it is held.
pub async fn attempts(tx: &mut Tx, key: &str) -> Result<(i64, Option<Timestamp>), Problem> {
    let found: Option<(i64, Option<Timestamp>)> =
        tx.opt(sql!("SELECT failures,held_until_at FROM office_attempt WHERE key=$1"), vals![key]).await?;
    Ok(found.unwrap_or((0, None)))
}

/// Stores failures of a key and until when it is held.
pub async fn put_attempts(
    tx: &mut Tx,
    key: &str,
    failures: i64,
    held: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO office_attempt(key,failures,held_until_at,last_at) VALUES($1,$2,$3,$4) \
              ON CONFLICT (key) DO UPDATE SET failures=excluded.failures,held_until_at=excluded.held_until_at,last_at=excluded.last_at"),
        vals![key, failures, held, now],
    )
    .await?;
    Ok(())
}

/// Forgets the failures of a key.
pub async fn forget_attempts(tx: &mut Tx, key: &str) -> Result<(), Problem> {
    tx.exec(sql!("DELETE FROM office_attempt WHERE key=$1"), vals![key]).await?;
    Ok(())
}

/// Whether a device is known to belong to a person.
pub async fn knows_device(tx: &mut Tx, id: &str, user: &UserId, now: Timestamp) -> Result<bool, Problem> {
    let found: Option<(String,)> = tx
        .opt(
            sql!("SELECT id FROM office_device WHERE id=$1 AND user_id=$2 AND ends_at>$3"),
            vals![id, user, now],
        )
        .await?;
    Ok(found.is_some())
}

/// Remembers a device.
pub async fn insert_device(
    tx: &mut Tx,
    id: &str,
    user: &UserId,
    now: Timestamp,
    days: i64,
) -> Result<(), Problem> {
    let ends = now + SignedDuration::from_hours(days * 24);
    tx.exec(
        sql!("INSERT INTO office_device(id,user_id,made_at,ends_at) VALUES($1,$2,$3,$4) ON CONFLICT (id) DO NOTHING"),
        vals![id, user, now, ends],
    )
    .await?;
    Ok(())
}

/// Forgets every device of a person.
pub async fn delete_devices(tx: &mut Tx, user: &UserId) -> Result<(), Problem> {
    tx.exec(sql!("DELETE FROM office_device WHERE user_id=$1"), vals![user]).await?;
    Ok(())
}

/// The authenticator app of a person.
pub async fn totp(tx: &mut Tx, user: &UserId) -> Result<Option<StoredTotp>, Problem> {
    Ok(tx.opt(sql!("SELECT secret,last_step FROM office_totp WHERE user_id=$1"), vals![user]).await?)
}

/// Stores an authenticator app.
pub async fn put_totp(tx: &mut Tx, user: &UserId, totp: &StoredTotp, now: Timestamp) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO office_totp(user_id,secret,last_step,made_at) VALUES($1,$2,$3,$4) \
              ON CONFLICT (user_id) DO UPDATE SET secret=excluded.secret,last_step=excluded.last_step,made_at=excluded.made_at"),
        vals![user, totp.secret.clone(), totp.last_step, now],
    )
    .await?;
    Ok(())
}

/// Marks a time step as used, unless it or a later one was before; tells whether it did.
pub async fn use_step(tx: &mut Tx, user: &UserId, step: i64) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!("UPDATE office_totp SET last_step=$2 WHERE user_id=$1 AND last_step<$2"),
            vals![user, step],
        )
        .await?;
    Ok(changed == 1)
}

/// Forgets the authenticator app.
pub async fn delete_totp(tx: &mut Tx, user: &UserId) -> Result<(), Problem> {
    tx.exec(sql!("DELETE FROM office_totp WHERE user_id=$1"), vals![user]).await?;
    Ok(())
}

/// The passkeys of a person, the oldest first.
pub async fn passkeys(tx: &mut Tx, user: &UserId) -> Result<Vec<StoredPasskey>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,name,credential,made_at,used_at FROM office_passkey WHERE user_id=$1 ORDER BY made_at,id"),
            vals![user],
        )
        .await?)
}

/// Stores a passkey; false when its id is known already, whoever's it is.
pub async fn insert_passkey(tx: &mut Tx, user: &UserId, one: &StoredPasskey) -> Result<bool, Problem> {
    let stored = tx
        .exec(
            sql!("INSERT INTO office_passkey(id,user_id,name,credential,made_at) VALUES($1,$2,$3,$4,$5) ON CONFLICT (id) DO NOTHING"),
            vals![&one.id, user, &one.name, &one.credential, one.made_at],
        )
        .await?;
    Ok(stored == 1)
}

/// Marks a passkey as used, with its counter.
pub async fn use_passkey(tx: &mut Tx, id: &str, credential: &str, now: Timestamp) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE office_passkey SET credential=$2,used_at=$3 WHERE id=$1"),
        vals![id, credential, now],
    )
    .await?;
    Ok(())
}

/// Forgets one passkey of a person; tells whether there was one.
pub async fn delete_passkey(tx: &mut Tx, user: &UserId, id: &str) -> Result<bool, Problem> {
    let gone =
        tx.exec(sql!("DELETE FROM office_passkey WHERE user_id=$1 AND id=$2"), vals![user, id]).await?;
    Ok(gone == 1)
}

/// Forgets every passkey of a person.
pub async fn delete_passkeys(tx: &mut Tx, user: &UserId) -> Result<(), Problem> {
    tx.exec(sql!("DELETE FROM office_passkey WHERE user_id=$1"), vals![user]).await?;
    Ok(())
}

/// Begins a ceremony and clears those that are over.
pub async fn insert_ceremony(
    tx: &mut Tx,
    id: &str,
    ceremony: &Ceremony,
    now: Timestamp,
    ends: Timestamp,
) -> Result<(), Problem> {
    tx.exec(sql!("DELETE FROM office_ceremony WHERE ends_at<=$1"), vals![now]).await?;
    tx.exec(
        sql!("INSERT INTO office_ceremony(id,user_id,kind,content,ends_at) VALUES($1,$2,$3,$4,$5)"),
        vals![id, &ceremony.user_id, &ceremony.kind, &ceremony.content, ends],
    )
    .await?;
    Ok(())
}

/// Takes a ceremony out: it can be answered once.
pub async fn take_ceremony(tx: &mut Tx, id: &str, now: Timestamp) -> Result<Option<Ceremony>, Problem> {
    let found = tx
        .opt(
            sql!("SELECT user_id,kind,content FROM office_ceremony WHERE id=$1 AND ends_at>$2"),
            vals![id, now],
        )
        .await?;
    tx.exec(sql!("DELETE FROM office_ceremony WHERE id=$1"), vals![id]).await?;
    Ok(found)
}

/// How many recovery codes are left.
pub async fn codes_left(tx: &mut Tx, user: &UserId) -> Result<i64, Problem> {
    let (count,): (i64,) = tx
        .one(
            sql!("SELECT COUNT(*) FROM office_recovery_code WHERE user_id=$1 AND used_at IS NULL"),
            vals![user],
        )
        .await?;
    Ok(count)
}

/// Forgets every recovery code.
pub async fn delete_codes(tx: &mut Tx, user: &UserId) -> Result<(), Problem> {
    tx.exec(sql!("DELETE FROM office_recovery_code WHERE user_id=$1"), vals![user]).await?;
    Ok(())
}

/// Stores the hash of a recovery code.
pub async fn insert_code(tx: &mut Tx, user: &UserId, hash: &str, now: Timestamp) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO office_recovery_code(code_hash,user_id,made_at) VALUES($1,$2,$3)"),
        vals![hash, user, now],
    )
    .await?;
    Ok(())
}

/// Uses a recovery code up; tells whether it was good.
pub async fn use_code(tx: &mut Tx, user: &UserId, hash: &str, now: Timestamp) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!("UPDATE office_recovery_code SET used_at=$3 WHERE user_id=$1 AND code_hash=$2 AND used_at IS NULL"),
            vals![user, hash, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Makes a set-up link; links made before are over.
pub async fn insert_invitation(
    tx: &mut Tx,
    id: &str,
    user: &UserId,
    by: &UserId,
    now: Timestamp,
    hours: i64,
) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE office_invitation SET used_at=$2 WHERE user_id=$1 AND used_at IS NULL"),
        vals![user, now],
    )
    .await?;
    let ends = now + SignedDuration::from_hours(hours);
    tx.exec(
        sql!("INSERT INTO office_invitation(id,user_id,made_at,made_by,ends_at) VALUES($1,$2,$3,$4,$5)"),
        vals![id, user, now, by, ends],
    )
    .await?;
    Ok(())
}

/// Whose set-up link it is, while it is good.
pub async fn invited(tx: &mut Tx, id: &str, now: Timestamp) -> Result<Option<UserId>, Problem> {
    let found: Option<(UserId,)> = tx
        .opt(
            sql!("SELECT user_id FROM office_invitation WHERE id=$1 AND used_at IS NULL AND ends_at>$2"),
            vals![id, now],
        )
        .await?;
    Ok(found.map(|(user,)| user))
}

/// Ends every set-up link of a person.
pub async fn end_invitations(tx: &mut Tx, user: &UserId, now: Timestamp) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE office_invitation SET used_at=$2 WHERE user_id=$1 AND used_at IS NULL"),
        vals![user, now],
    )
    .await?;
    Ok(())
}

/// Sessions of a person that are not over, the newest first.
pub async fn sessions(tx: &mut Tx, user: &UserId, now: Timestamp) -> Result<Vec<Session>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT id,user_id,second_factor,began_at,seen_at,ends_at,place FROM register_session \
                  WHERE user_id=$1 AND ends_at>$2 ORDER BY seen_at DESC,id"
            ),
            vals![user, now],
        )
        .await?)
}

/// Ends one session of a person; tells whether there was one.
pub async fn end_session_of(tx: &mut Tx, user: &UserId, id: &str) -> Result<bool, Problem> {
    let gone =
        tx.exec(sql!("DELETE FROM register_session WHERE user_id=$1 AND id=$2"), vals![user, id]).await?;
    Ok(gone == 1)
}

/// Ends every session of a person but one.
pub async fn end_other_sessions(tx: &mut Tx, user: &UserId, keep: &str) -> Result<(), Problem> {
    tx.exec(sql!("DELETE FROM register_session WHERE user_id=$1 AND id<>$2"), vals![user, keep]).await?;
    Ok(())
}
