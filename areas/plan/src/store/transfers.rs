//! Requests to move money.

use base::Problem;
use db::{Tx, sql, vals};
use jiff::Timestamp;

use crate::model::Transfer;

/// Requests of a year, the newest first.
pub async fn transfers(tx: &mut Tx, year: i64) -> Result<Vec<Transfer>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,kind,year,from_line,to_line,won,reason,state,asked_by,asked_at,decided_by,decided_at FROM plan_transfer WHERE year=$1 ORDER BY asked_at DESC,id DESC"),
            vals![year],
        )
        .await?)
}

/// The request with `id`.
pub async fn transfer(tx: &mut Tx, id: &str) -> Result<Option<Transfer>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,kind,year,from_line,to_line,won,reason,state,asked_by,asked_at,decided_by,decided_at FROM plan_transfer WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Adds a request.
pub async fn insert_transfer(tx: &mut Tx, one: &Transfer) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO plan_transfer(id,kind,year,from_line,to_line,won,reason,state,asked_by,asked_at) VALUES($1,$2,$3,$4,$5,$6,$7,'requested',$8,$9)"),
        vals![&one.id, &one.kind, one.year, &one.from_line, one.to_line.as_ref(), one.won, &one.reason, &one.asked_by, one.asked_at],
    )
    .await?;
    Ok(())
}

/// Writes down who decided a request, how and when.
pub async fn decide_transfer(
    tx: &mut Tx,
    one: &Transfer,
    state: &str,
    by: &str,
    at: Timestamp,
) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE plan_transfer SET state=$2,to_line=$3,decided_by=$4,decided_at=$5 WHERE id=$1"),
        vals![&one.id, state, one.to_line.as_ref(), by, at],
    )
    .await?;
    Ok(())
}

/// Removes every request that touches a made-up line of a year.
pub async fn delete_sample_transfers(tx: &mut Tx, year: i64) -> Result<u64, Problem> {
    Ok(tx
        .exec(
            sql!("DELETE FROM plan_transfer WHERE from_line IN (SELECT id FROM register_budget_line WHERE year=$1 AND sample) \
                  OR to_line IN (SELECT id FROM register_budget_line WHERE year=$1 AND sample)"),
            vals![year],
        )
        .await?)
}
