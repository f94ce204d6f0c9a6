//! Awards and certificates of firms and people.

use base::Problem;
use db::{Tx, sql, vals};

use crate::model::Award;

/// Every award, newest first.
pub async fn awards(tx: &mut Tx) -> Result<Vec<Award>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,year,kind,title,recipient,agency_id,worker_id,until_on,decision_id,sample FROM evaluation_award \
                  ORDER BY year DESC,kind,recipient,id"),
            vals![],
        )
        .await?)
}

/// Adds an award.
pub async fn insert_award(tx: &mut Tx, one: &Award) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO evaluation_award(id,year,kind,title,recipient,agency_id,worker_id,until_on,decision_id,sample) \
              VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)"),
        vals![
            &one.id, one.year, &one.kind, &one.title, &one.recipient, one.agency_id.as_ref(), one.worker_id.as_ref(), one.until_on,
            &one.decision_id, one.sample
        ],
    )
    .await?;
    Ok(())
}
