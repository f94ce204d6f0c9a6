//! Files of many agencies' months.

use base::Problem;
use db::{Tx, sql, vals};
use register::Work;

use crate::model::Batch;

/// The newest `limit` batches.
pub async fn batches(tx: &mut Tx, limit: i64) -> Result<Vec<Batch>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,file_id,name,job_id,state,replaced,rows_expected,report,made_at,made_by,version FROM returns_batch ORDER BY made_at DESC,id LIMIT $1"),
            vals![limit],
        )
        .await?)
}

/// The batch with `id`.
pub async fn batch(tx: &mut Tx, id: &str) -> Result<Option<Batch>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,file_id,name,job_id,state,replaced,rows_expected,report,made_at,made_by,version FROM returns_batch WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Puts a batch in; its version becomes 1.
pub async fn insert_batch(work: &mut Work, one: &Batch) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO returns_batch(id,file_id,name,job_id,state,replaced,rows_expected,report,made_at,made_by,version) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,1)"),
            vals![
                &one.id, &one.file_id, &one.name, &one.job_id, &one.state, one.replaced, one.rows_expected, &one.report,
                one.made_at, &one.made_by
            ],
        )
        .await?;
    Ok(())
}

/// Changes stage, job and report of a batch; false when its version is no longer the one given.
pub async fn update_batch(work: &mut Work, one: &Batch) -> Result<bool, Problem> {
    let changed = work
        .tx
        .exec(
            sql!("UPDATE returns_batch SET state=$2,job_id=$3,report=$4,version=version+1 WHERE id=$1 AND version=$5"),
            vals![&one.id, &one.state, &one.job_id, &one.report, one.version],
        )
        .await?;
    Ok(changed == 1)
}
