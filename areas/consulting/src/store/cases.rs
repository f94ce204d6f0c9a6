//! Cases, their transfers and the notes on agencies.

use base::{AgencyId, Problem};
use db::{Tx, sql, vals};

use crate::model::{Case, Note, Transfer};

/// Cases, newest first; an agency narrows them, empty takes all.
pub async fn cases(tx: &mut Tx, agency: &str) -> Result<Vec<Case>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,number,year,agency_id,title,origin,request,fields,urgent,state,owner_id,template_id,reasons,note,asked_on,asked_by,due_on,accepted_on,approved_on,approved_by,closed_on,outcome,outcome_text,sample,version \
                  FROM consulting_case WHERE ($1='' OR agency_id=$1) ORDER BY asked_on DESC,number DESC"),
            vals![agency],
        )
        .await?)
}

/// The case with `id`.
pub async fn case(tx: &mut Tx, id: &str) -> Result<Option<Case>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,number,year,agency_id,title,origin,request,fields,urgent,state,owner_id,template_id,reasons,note,asked_on,asked_by,due_on,accepted_on,approved_on,approved_by,closed_on,outcome,outcome_text,sample,version \
                  FROM consulting_case WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// How many cases a year has had.
pub async fn cases_of_year(tx: &mut Tx, year: i64) -> Result<i64, Problem> {
    let (count,): (i64,) =
        tx.one(sql!("SELECT COUNT(*) FROM consulting_case WHERE year=$1"), vals![year]).await?;
    Ok(count)
}

/// Adds a case.
pub async fn insert_case(tx: &mut Tx, one: &Case) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO consulting_case(id,number,year,agency_id,title,origin,request,fields,urgent,state,owner_id,template_id,reasons,note,asked_on,asked_by,due_on,accepted_on,approved_on,approved_by,closed_on,outcome,outcome_text,sample,version) \
              VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25)"),
        vals![
            &one.id, &one.number, one.year, &one.agency_id, &one.title, &one.origin, &one.request, &one.fields, one.urgent,
            &one.state, one.owner_id.as_ref(), one.template_id.as_ref(), &one.reasons, &one.note, one.asked_on,
            &one.asked_by, one.due_on, one.accepted_on, one.approved_on, one.approved_by.as_ref(), one.closed_on,
            one.outcome.as_ref(), &one.outcome_text, one.sample, one.version
        ],
    )
    .await?;
    Ok(())
}

/// Changes a case; tells whether nobody changed it meanwhile.
pub async fn update_case(tx: &mut Tx, one: &Case) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!("UPDATE consulting_case SET title=$3,request=$4,fields=$5,urgent=$6,state=$7,owner_id=$8,template_id=$9,note=$10, \
                  due_on=$11,accepted_on=$12,approved_on=$13,approved_by=$14,closed_on=$15,outcome=$16,outcome_text=$17,version=version+1 \
                  WHERE id=$1 AND version=$2"),
            vals![
                &one.id, one.version, &one.title, &one.request, &one.fields, one.urgent, &one.state, one.owner_id.as_ref(),
                one.template_id.as_ref(), &one.note, one.due_on, one.accepted_on, one.approved_on, one.approved_by.as_ref(),
                one.closed_on, one.outcome.as_ref(), &one.outcome_text
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Transfers of a case, newest first.
pub async fn transfers(tx: &mut Tx, case: &str) -> Result<Vec<Transfer>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,case_id,from_user_id,to_user_id,note,answer,state,offered_on,answered_on FROM consulting_transfer WHERE case_id=$1 ORDER BY offered_on DESC,id DESC"),
            vals![case],
        )
        .await?)
}

/// Transfers waiting for the answer of one person, oldest first.
pub async fn transfers_to(tx: &mut Tx, user: &str) -> Result<Vec<Transfer>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,case_id,from_user_id,to_user_id,note,answer,state,offered_on,answered_on FROM consulting_transfer WHERE to_user_id=$1 AND state='offered' ORDER BY offered_on,id"),
            vals![user],
        )
        .await?)
}

/// The transfer with `id`.
pub async fn transfer(tx: &mut Tx, id: &str) -> Result<Option<Transfer>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,case_id,from_user_id,to_user_id,note,answer,state,offered_on,answered_on FROM consulting_transfer WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Adds a transfer.
pub async fn insert_transfer(tx: &mut Tx, one: &Transfer) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO consulting_transfer(id,case_id,from_user_id,to_user_id,note,answer,state,offered_on,answered_on) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)"),
        vals![
            &one.id, &one.case_id, &one.from_user_id, &one.to_user_id, &one.note, &one.answer, &one.state, one.offered_on,
            one.answered_on
        ],
    )
    .await?;
    Ok(())
}

/// Answers a transfer.
pub async fn update_transfer(tx: &mut Tx, one: &Transfer) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE consulting_transfer SET answer=$2,state=$3,answered_on=$4 WHERE id=$1"),
        vals![&one.id, &one.answer, &one.state, one.answered_on],
    )
    .await?;
    Ok(())
}

/// Hand-over notes, newest first; an agency narrows them, empty takes all.
pub async fn notes(tx: &mut Tx, agency: &str) -> Result<Vec<Note>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,agency_id,body,written_on,written_by,sample FROM consulting_note WHERE ($1='' OR agency_id=$1) ORDER BY written_on DESC,id DESC"),
            vals![agency],
        )
        .await?)
}

/// Adds a note.
pub async fn insert_note(tx: &mut Tx, one: &Note) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO consulting_note(id,agency_id,body,written_on,written_by,sample) VALUES($1,$2,$3,$4,$5,$6)"),
        vals![&one.id, &one.agency_id, &one.body, one.written_on, &one.written_by, one.sample],
    )
    .await?;
    Ok(())
}

/// How many sample cases there are: a filled house is not filled twice.
pub async fn sample_cases(tx: &mut Tx) -> Result<i64, Problem> {
    let (count,): (i64,) = tx.one(sql!("SELECT COUNT(*) FROM consulting_case WHERE sample"), vals![]).await?;
    Ok(count)
}

/// The newest day an agency was visited, by agency.
pub async fn last_visits(tx: &mut Tx) -> Result<Vec<(AgencyId, jiff::civil::Date, i64)>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT agency_id,MAX(visit_on),COUNT(*) FROM consulting_visit WHERE state='held' GROUP BY agency_id ORDER BY agency_id"),
            vals![],
        )
        .await?)
}
