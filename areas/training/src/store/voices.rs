//! SQL of what learners said and how often they tried, and of places in the order of asking.

use base::Problem;
use db::{Tx, sql, vals};

use crate::model::{Enrolment, Feedback};

/// Writes feedback down.
pub async fn insert_feedback(tx: &mut Tx, id: &str, one: &Feedback) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO training_feedback(id,enrolment_id,stage,marks,text,given_at) VALUES($1,$2,$3,$4,$5,$6)"),
        vals![id, &one.enrolment_id, &one.stage, &one.marks, &one.text, one.given_at],
    )
    .await?;
    Ok(())
}

/// What was said in one enrolment.
pub async fn feedback(tx: &mut Tx, enrolment: &str) -> Result<Vec<Feedback>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT enrolment_id,stage,marks,text,given_at FROM training_feedback WHERE enrolment_id=$1 ORDER BY given_at"),
            vals![enrolment],
        )
        .await?)
}

/// What was said about a course, newest first.
pub async fn feedback_of_course(tx: &mut Tx, course: &str) -> Result<Vec<Feedback>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT f.enrolment_id,f.stage,f.marks,f.text,f.given_at FROM training_feedback f JOIN training_enrolment e ON e.id=f.enrolment_id \
                  JOIN training_batch b ON b.id=e.batch_id WHERE b.course_id=$1 ORDER BY f.given_at DESC,f.id"),
            vals![course],
        )
        .await?)
}

/// How often a quiz was tried.
pub async fn quiz_tries(tx: &mut Tx, enrolment: &str) -> Result<i64, Problem> {
    let (count,): (i64,) =
        tx.one(sql!("SELECT COUNT(*) FROM training_quiz WHERE enrolment_id=$1"), vals![enrolment]).await?;
    Ok(count)
}

/// The next place in the order of asking.
pub async fn next_place(tx: &mut Tx, batch: &str) -> Result<i64, Problem> {
    let (place,): (i64,) = tx
        .one(
            sql!("SELECT CAST(COALESCE(MAX(place),0)+1 AS BIGINT) FROM training_enrolment WHERE batch_id=$1"),
            vals![batch],
        )
        .await?;
    Ok(place)
}

/// Asks again after having withdrawn or been refused: at the end of the order.
pub async fn ask_again(tx: &mut Tx, one: &Enrolment) -> Result<u64, Problem> {
    Ok(tx
        .exec(
            sql!("UPDATE training_enrolment SET state='asked',reason=$3,need_id=$4,place=$5,asked_at=$6,asked_by=$7,decided_at=NULL,decided_by=NULL,version=version+1 \
                  WHERE id=$1 AND version=$2 AND state IN ('withdrawn','refused')"),
            vals![&one.id, one.version, &one.reason, one.need_id.as_ref(), one.place, one.asked_at, &one.asked_by],
        )
        .await?)
}

/// Enrolments in one state, oldest first.
pub async fn enrolments_in(tx: &mut Tx, state: &str) -> Result<Vec<Enrolment>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,batch_id,worker_id,state,reason,need_id,place,asked_at,asked_by,decided_at,decided_by,version FROM training_enrolment WHERE state=$1 ORDER BY asked_at,id"),
            vals![state],
        )
        .await?)
}
