//! SQL of certificates and of the keys that sign them.

use base::Problem;
use db::{Tx, sql, vals};
use jiff::{Timestamp, civil::Date};

use crate::model::{Certificate, Key};

/// Every certificate, newest first.
pub async fn certificates(tx: &mut Tx) -> Result<Vec<Certificate>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,number,token,enrolment_id,worker_id,holder,course,hours_tenths,from_on,until_on,issued_on,expires_on,issued_by,badge,key_id,revoked_on,revoked_by,revoked_reason,sample FROM training_certificate ORDER BY number DESC"),
            vals![],
        )
        .await?)
}

/// The certificate with `id`.
pub async fn certificate(tx: &mut Tx, id: &str) -> Result<Option<Certificate>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,number,token,enrolment_id,worker_id,holder,course,hours_tenths,from_on,until_on,issued_on,expires_on,issued_by,badge,key_id,revoked_on,revoked_by,revoked_reason,sample FROM training_certificate WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// The certificate that a public address names.
pub async fn certificate_of_token(tx: &mut Tx, token: &str) -> Result<Option<Certificate>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,number,token,enrolment_id,worker_id,holder,course,hours_tenths,from_on,until_on,issued_on,expires_on,issued_by,badge,key_id,revoked_on,revoked_by,revoked_reason,sample FROM training_certificate WHERE token=$1"),
            vals![token],
        )
        .await?)
}

/// The certificate with a number.
pub async fn certificate_of_number(tx: &mut Tx, number: &str) -> Result<Option<Certificate>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,number,token,enrolment_id,worker_id,holder,course,hours_tenths,from_on,until_on,issued_on,expires_on,issued_by,badge,key_id,revoked_on,revoked_by,revoked_reason,sample FROM training_certificate WHERE number=$1"),
            vals![number],
        )
        .await?)
}

/// A worker's certificates, newest first.
pub async fn certificates_of_worker(tx: &mut Tx, worker: &str) -> Result<Vec<Certificate>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,number,token,enrolment_id,worker_id,holder,course,hours_tenths,from_on,until_on,issued_on,expires_on,issued_by,badge,key_id,revoked_on,revoked_by,revoked_reason,sample FROM training_certificate WHERE worker_id=$1 ORDER BY issued_on DESC,number DESC"),
            vals![worker],
        )
        .await?)
}

/// Adds a certificate.
pub async fn insert_certificate(tx: &mut Tx, certificate: &Certificate) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO training_certificate(id,number,token,enrolment_id,worker_id,holder,course,hours_tenths,from_on,until_on,issued_on,expires_on,issued_by,badge,key_id,revoked_on,revoked_by,revoked_reason,sample) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19)"),
        vals![&certificate.id, &certificate.number, &certificate.token, &certificate.enrolment_id, &certificate.worker_id, &certificate.holder, &certificate.course, certificate.hours_tenths, certificate.from_on, certificate.until_on, certificate.issued_on, certificate.expires_on, &certificate.issued_by, &certificate.badge, &certificate.key_id, certificate.revoked_on, certificate.revoked_by.as_ref(), &certificate.revoked_reason, certificate.sample],
    )
    .await?;
    Ok(())
}

/// Revokes a certificate; counts 0 when it is unknown or revoked already.
pub async fn revoke_certificate(
    tx: &mut Tx,
    id: &str,
    on: Date,
    by: &str,
    reason: &str,
) -> Result<u64, Problem> {
    Ok(tx
        .exec(
            sql!("UPDATE training_certificate SET revoked_on=$2,revoked_by=$3,revoked_reason=$4 WHERE id=$1 AND revoked_on IS NULL"),
            vals![id, on, by, reason],
        )
        .await?)
}

/// How many certificates have a number that begins with `prefix`.
pub async fn numbered(tx: &mut Tx, prefix: &str) -> Result<i64, Problem> {
    let (count,): (i64,) = tx
        .one(sql!("SELECT COUNT(*) FROM training_certificate WHERE number LIKE $1 || '%'"), vals![prefix])
        .await?;
    Ok(count)
}

/// Every key, newest first.
pub async fn keys(tx: &mut Tx) -> Result<Vec<Key>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,public_key,sealed_key,made_at,retired_at FROM training_key ORDER BY made_at DESC,id"),
            vals![],
        )
        .await?)
}

/// Adds a key.
pub async fn insert_key(tx: &mut Tx, key: &Key) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO training_key(id,public_key,sealed_key,made_at,retired_at) VALUES($1,$2,$3,$4,$5)"),
        vals![&key.id, &key.public, &key.sealed, key.made_at, key.retired_at],
    )
    .await?;
    Ok(())
}

/// Retires every key still in use.
pub async fn retire_keys(tx: &mut Tx, at: Timestamp) -> Result<u64, Problem> {
    Ok(tx.exec(sql!("UPDATE training_key SET retired_at=$1 WHERE retired_at IS NULL"), vals![at]).await?)
}
