//! Advice.

use base::Problem;
use db::{Tx, sql, vals};

use crate::model::Advice;

/// Advice, the earliest due first; an agency and a case narrow it, empty takes all.
pub async fn advice(tx: &mut Tx, agency: &str, case: &str) -> Result<Vec<Advice>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,case_id,agency_id,field,body,given_on,given_by,owner_id,due_on,task_id,state,ended_on,ended_by,note,sample,version \
                  FROM consulting_advice WHERE ($1='' OR agency_id=$1) AND ($2='' OR case_id=$2) ORDER BY due_on,id"),
            vals![agency, case],
        )
        .await?)
}

/// The piece of advice with `id`.
pub async fn one_advice(tx: &mut Tx, id: &str) -> Result<Option<Advice>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,case_id,agency_id,field,body,given_on,given_by,owner_id,due_on,task_id,state,ended_on,ended_by,note,sample,version \
                  FROM consulting_advice WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Adds a piece of advice.
pub async fn insert_advice(tx: &mut Tx, one: &Advice) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO consulting_advice(id,case_id,agency_id,field,body,given_on,given_by,owner_id,due_on,task_id,state,ended_on,ended_by,note,sample,version) \
              VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)"),
        vals![
            &one.id, &one.case_id, &one.agency_id, &one.field, &one.body, one.given_on, &one.given_by, &one.owner_id, one.due_on,
            &one.task_id, &one.state, one.ended_on, one.ended_by.as_ref(), &one.note, one.sample, one.version
        ],
    )
    .await?;
    Ok(())
}

/// Puts a piece of advice into another state; tells whether nobody changed it meanwhile.
pub async fn update_advice(tx: &mut Tx, one: &Advice) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!("UPDATE consulting_advice SET state=$3,ended_on=$4,ended_by=$5,note=$6,version=version+1 WHERE id=$1 AND version=$2"),
            vals![&one.id, one.version, &one.state, one.ended_on, one.ended_by.as_ref(), &one.note],
        )
        .await?;
    Ok(changed == 1)
}
