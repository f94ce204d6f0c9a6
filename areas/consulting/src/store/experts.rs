//! Experts, their days off and engagements.

use base::Problem;
use db::{Tx, sql, vals};
use jiff::civil::Date;

use crate::model::{Engagement, Expert};

/// The pool by name.
pub async fn experts(tx: &mut Tx) -> Result<Vec<Expert>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,name,belongs,fields,weekdays,from_on,until_on,line_id,fee_won,sample,version FROM consulting_expert ORDER BY name,id"),
            vals![],
        )
        .await?)
}

/// The expert with `id`.
pub async fn expert(tx: &mut Tx, id: &str) -> Result<Option<Expert>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,name,belongs,fields,weekdays,from_on,until_on,line_id,fee_won,sample,version FROM consulting_expert WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Adds an expert.
pub async fn insert_expert(tx: &mut Tx, one: &Expert) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO consulting_expert(id,name,belongs,fields,weekdays,from_on,until_on,line_id,fee_won,sample,version) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)"),
        vals![
            &one.id, &one.name, &one.belongs, &one.fields, &one.weekdays, one.from_on, one.until_on, one.line_id.as_ref(),
            one.fee_won, one.sample, one.version
        ],
    )
    .await?;
    Ok(())
}

/// Changes an expert; tells whether nobody changed them meanwhile.
pub async fn update_expert(tx: &mut Tx, one: &Expert) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!("UPDATE consulting_expert SET name=$3,belongs=$4,fields=$5,weekdays=$6,from_on=$7,until_on=$8,line_id=$9,fee_won=$10,version=version+1 \
                  WHERE id=$1 AND version=$2"),
            vals![
                &one.id, one.version, &one.name, &one.belongs, &one.fields, &one.weekdays, one.from_on, one.until_on,
                one.line_id.as_ref(), one.fee_won
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Days off, by expert; an id narrows them, empty takes all.
pub async fn days_off(tx: &mut Tx, expert: &str) -> Result<Vec<(String, Date)>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT expert_id,off_on FROM consulting_expert_day WHERE ($1='' OR expert_id=$1) ORDER BY expert_id,off_on"),
            vals![expert],
        )
        .await?)
}

/// Says which days are off.
pub async fn put_days_off(tx: &mut Tx, expert: &str, days: &[Date]) -> Result<(), Problem> {
    tx.exec(sql!("DELETE FROM consulting_expert_day WHERE expert_id=$1"), vals![expert]).await?;
    for day in days {
        tx.exec(
            sql!("INSERT INTO consulting_expert_day(expert_id,off_on) VALUES($1,$2)"),
            vals![expert, *day],
        )
        .await?;
    }
    Ok(())
}

/// Engagements, newest first; a case narrows them, empty takes all.
pub async fn engagements(tx: &mut Tx, case: &str) -> Result<Vec<Engagement>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,case_id,expert_id,held_on,fee_won,commitment_id,reasons,chosen_on,chosen_by,state,sample FROM consulting_engagement WHERE ($1='' OR case_id=$1) ORDER BY held_on DESC,id DESC"),
            vals![case],
        )
        .await?)
}

/// The engagement with `id`.
pub async fn engagement(tx: &mut Tx, id: &str) -> Result<Option<Engagement>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,case_id,expert_id,held_on,fee_won,commitment_id,reasons,chosen_on,chosen_by,state,sample FROM consulting_engagement WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Adds an engagement.
pub async fn insert_engagement(tx: &mut Tx, one: &Engagement) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO consulting_engagement(id,case_id,expert_id,held_on,fee_won,commitment_id,reasons,chosen_on,chosen_by,state,sample) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)"),
        vals![
            &one.id, &one.case_id, &one.expert_id, one.held_on, one.fee_won, one.commitment_id.as_ref(), &one.reasons,
            one.chosen_on, &one.chosen_by, &one.state, one.sample
        ],
    )
    .await?;
    Ok(())
}

/// Ends an engagement.
pub async fn end_engagement(tx: &mut Tx, id: &str) -> Result<(), Problem> {
    tx.exec(sql!("UPDATE consulting_engagement SET state='ended' WHERE id=$1"), vals![id]).await?;
    Ok(())
}
