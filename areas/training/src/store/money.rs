//! SQL of a batch's costs and of head counts at sessions for seniors.

use base::{AgencyId, Problem};
use db::{Tx, sql, vals};

use crate::model::{Cost, Headcount};

/// The costs of a batch.
pub async fn costs(tx: &mut Tx, batch: &str) -> Result<Vec<Cost>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,batch_id,kind,title,won,line_id,commitment_id FROM training_cost WHERE batch_id=$1 ORDER BY kind,title,id"),
            vals![batch],
        )
        .await?)
}

/// The cost with `id`.
pub async fn cost(tx: &mut Tx, id: &str) -> Result<Option<Cost>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,batch_id,kind,title,won,line_id,commitment_id FROM training_cost WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Adds a cost.
pub async fn insert_cost(tx: &mut Tx, cost: &Cost) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO training_cost(id,batch_id,kind,title,won,line_id,commitment_id) VALUES($1,$2,$3,$4,$5,$6,$7)"),
        vals![&cost.id, &cost.batch_id, &cost.kind, &cost.title, cost.won, &cost.line_id, &cost.commitment_id],
    )
    .await?;
    Ok(())
}

/// Takes a cost away.
pub async fn delete_cost(tx: &mut Tx, id: &str) -> Result<(), Problem> {
    tx.exec(sql!("DELETE FROM training_cost WHERE id=$1"), vals![id]).await?;
    Ok(())
}

/// Participants of each agency at a session.
pub async fn headcounts(tx: &mut Tx, session: &str) -> Result<Vec<Headcount>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT session_id,agency_id,people FROM training_headcount WHERE session_id=$1 ORDER BY agency_id"),
            vals![session],
        )
        .await?)
}

/// Counts an agency's participants at a session; a count made before is replaced.
pub async fn put_headcount(
    tx: &mut Tx,
    id: &str,
    session: &str,
    agency: &AgencyId,
    people: i64,
) -> Result<(), Problem> {
    tx.exec(
        sql!(
            "INSERT INTO training_headcount(id,session_id,agency_id,people) VALUES($1,$2,$3,$4) \
              ON CONFLICT (session_id,agency_id) DO UPDATE SET people=EXCLUDED.people"
        ),
        vals![id, session, agency, people],
    )
    .await?;
    Ok(())
}
