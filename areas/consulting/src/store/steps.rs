//! The checklist's answers and the plan's steps.

use base::Problem;
use db::{Tx, sql, vals};

use crate::model::{Answer, Step};

/// Answers of a case.
pub async fn answers(tx: &mut Tx, case: &str) -> Result<Vec<Answer>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT case_id,item,level,note,answered_on,answered_by FROM consulting_answer WHERE case_id=$1 ORDER BY item"),
            vals![case],
        )
        .await?)
}

/// Writes an answer, new or again.
pub async fn put_answer(tx: &mut Tx, one: &Answer) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO consulting_answer(case_id,item,level,note,answered_on,answered_by) VALUES($1,$2,$3,$4,$5,$6) \
              ON CONFLICT (case_id,item) DO UPDATE SET level=excluded.level,note=excluded.note,answered_on=excluded.answered_on,answered_by=excluded.answered_by"),
        vals![&one.case_id, &one.item, one.level, &one.note, one.answered_on, &one.answered_by],
    )
    .await?;
    Ok(())
}

/// Takes an answer back.
pub async fn delete_answer(tx: &mut Tx, case: &str, item: &str) -> Result<(), Problem> {
    tx.exec(sql!("DELETE FROM consulting_answer WHERE case_id=$1 AND item=$2"), vals![case, item]).await?;
    Ok(())
}

/// Steps of a case in order.
pub async fn steps(tx: &mut Tx, case: &str) -> Result<Vec<Step>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,case_id,position,title,title_en,mandatory,due_on,state,done_on,note FROM consulting_step WHERE case_id=$1 ORDER BY position,id"),
            vals![case],
        )
        .await?)
}

/// The step with `id`.
pub async fn step(tx: &mut Tx, id: &str) -> Result<Option<Step>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,case_id,position,title,title_en,mandatory,due_on,state,done_on,note FROM consulting_step WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Adds a step.
pub async fn insert_step(tx: &mut Tx, one: &Step) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO consulting_step(id,case_id,position,title,title_en,mandatory,due_on,state,done_on,note) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)"),
        vals![
            &one.id, &one.case_id, one.position, &one.title, &one.title_en, one.mandatory, one.due_on, &one.state,
            one.done_on, &one.note
        ],
    )
    .await?;
    Ok(())
}

/// Puts a step into another state.
pub async fn update_step(tx: &mut Tx, one: &Step) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE consulting_step SET state=$2,done_on=$3,note=$4 WHERE id=$1"),
        vals![&one.id, &one.state, one.done_on, &one.note],
    )
    .await?;
    Ok(())
}

/// Removes a step from a plan that was not approved.
pub async fn delete_step(tx: &mut Tx, id: &str) -> Result<(), Problem> {
    tx.exec(sql!("DELETE FROM consulting_step WHERE id=$1"), vals![id]).await?;
    Ok(())
}
