//! Visits and who went.

use base::{Problem, UserId};
use db::{Tx, sql, vals};

use crate::model::Visit;

/// Visits, the latest first; an agency and a case narrow them, empty takes all.
pub async fn visits(tx: &mut Tx, agency: &str, case: &str) -> Result<Vec<Visit>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,case_id,agency_id,way,purpose,state,visit_on,minutes,travel_minutes,note,expert_id,week_on,made_on,made_by,sample,version \
                  FROM consulting_visit WHERE ($1='' OR agency_id=$1) AND ($2='' OR case_id=$2) ORDER BY visit_on DESC,id DESC"),
            vals![agency, case],
        )
        .await?)
}

/// The visit with `id`.
pub async fn visit(tx: &mut Tx, id: &str) -> Result<Option<Visit>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,case_id,agency_id,way,purpose,state,visit_on,minutes,travel_minutes,note,expert_id,week_on,made_on,made_by,sample,version \
                  FROM consulting_visit WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Adds a visit.
pub async fn insert_visit(tx: &mut Tx, one: &Visit) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO consulting_visit(id,case_id,agency_id,way,purpose,state,visit_on,minutes,travel_minutes,note,expert_id,week_on,made_on,made_by,sample,version) \
              VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)"),
        vals![
            &one.id, one.case_id.as_ref(), &one.agency_id, &one.way, &one.purpose, &one.state, one.visit_on, one.minutes,
            one.travel_minutes, &one.note, one.expert_id.as_ref(), one.week_on, one.made_on, &one.made_by, one.sample,
            one.version
        ],
    )
    .await?;
    Ok(())
}

/// Changes a visit; tells whether nobody changed it meanwhile.
pub async fn update_visit(tx: &mut Tx, one: &Visit) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!("UPDATE consulting_visit SET way=$3,purpose=$4,state=$5,visit_on=$6,minutes=$7,travel_minutes=$8,note=$9,expert_id=$10,version=version+1 \
                  WHERE id=$1 AND version=$2"),
            vals![
                &one.id, one.version, &one.way, &one.purpose, &one.state, one.visit_on, one.minutes, one.travel_minutes,
                &one.note, one.expert_id.as_ref()
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Everyone who goes or went, by visit.
pub async fn visitors(tx: &mut Tx, visit: &str) -> Result<Vec<(String, UserId)>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT visit_id,user_id FROM consulting_visitor WHERE ($1='' OR visit_id=$1) ORDER BY visit_id,user_id"),
            vals![visit],
        )
        .await?)
}

/// Says who goes.
pub async fn put_visitors(tx: &mut Tx, visit: &str, people: &[UserId]) -> Result<(), Problem> {
    tx.exec(sql!("DELETE FROM consulting_visitor WHERE visit_id=$1"), vals![visit]).await?;
    for person in people {
        tx.exec(sql!("INSERT INTO consulting_visitor(visit_id,user_id) VALUES($1,$2)"), vals![visit, person])
            .await?;
    }
    Ok(())
}
