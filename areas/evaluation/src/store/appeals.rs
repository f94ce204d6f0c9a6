//! Appeals.

use base::{AgencyId, Problem, UserId};
use db::{Tx, sql, vals};
use jiff::Timestamp;

use crate::model::Appeal;

/// Columns of an appeal in the order of its row.
macro_rules! columns {
    () => {
        "id,receipt,round_id,agency_id,indicator,text,filed_at,filed_by,due_on,officer_id,state,decision,decided_at,decided_by,sample,version"
    };
}

/// Appeals, the newest first: of one agency, or of all when `agency` is none.
pub async fn appeals(tx: &mut Tx, agency: Option<&AgencyId>) -> Result<Vec<Appeal>, Problem> {
    Ok(tx
        .all(
            sql!(concat!(
                "SELECT ",
                columns!(),
                " FROM evaluation_appeal WHERE ($1='' OR agency_id=$1) ORDER BY filed_at DESC,id DESC"
            )),
            vals![agency.map_or("", |id| id.as_str())],
        )
        .await?)
}

/// Appeals of a round, the newest first.
pub async fn appeals_of(tx: &mut Tx, round: &str) -> Result<Vec<Appeal>, Problem> {
    Ok(tx
        .all(
            sql!(concat!(
                "SELECT ",
                columns!(),
                " FROM evaluation_appeal WHERE round_id=$1 ORDER BY filed_at DESC,id DESC"
            )),
            vals![round],
        )
        .await?)
}

/// The appeal with `id`.
pub async fn appeal(tx: &mut Tx, id: &str) -> Result<Option<Appeal>, Problem> {
    Ok(tx.opt(sql!(concat!("SELECT ", columns!(), " FROM evaluation_appeal WHERE id=$1")), vals![id]).await?)
}

/// How many appeals there are in all, for the next receipt.
pub async fn count(tx: &mut Tx) -> Result<i64, Problem> {
    let (count,): (i64,) = tx.one(sql!("SELECT COUNT(*) FROM evaluation_appeal"), vals![]).await?;
    Ok(count)
}

/// Files an appeal.
pub async fn insert_appeal(tx: &mut Tx, one: &Appeal) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO evaluation_appeal(id,receipt,round_id,agency_id,indicator,text,filed_at,filed_by,due_on,state,decision,sample) \
              VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,'filed','',$10)"),
        vals![
            &one.id, &one.receipt, &one.round_id, &one.agency_id, &one.indicator, &one.text, one.filed_at, &one.filed_by, one.due_on,
            one.sample
        ],
    )
    .await?;
    Ok(())
}

/// Names the officer who decides; tells whether nobody changed it meanwhile.
pub async fn assign(tx: &mut Tx, id: &str, officer: &UserId, version: i64) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!(
                "UPDATE evaluation_appeal SET officer_id=$2,state='assigned',version=version+1 \
                  WHERE id=$1 AND version=$3 AND state IN ('filed','assigned')"
            ),
            vals![id, officer, version],
        )
        .await?;
    Ok(changed == 1)
}

/// Writes the decision down; tells whether nobody changed it meanwhile.
pub async fn decide(
    tx: &mut Tx,
    id: &str,
    (state, decision): (&str, &str),
    (at, by): (Timestamp, &str),
    version: i64,
) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!("UPDATE evaluation_appeal SET state=$2,decision=$3,decided_at=$4,decided_by=$5,version=version+1 \
                  WHERE id=$1 AND version=$6 AND state='assigned'"),
            vals![id, state, decision, at, by, version],
        )
        .await?;
    Ok(changed == 1)
}
