//! SQL of batches, their sessions, sign-up and attendance.

use base::Problem;
use db::{Tx, sql, vals};
use jiff::{Timestamp, civil::Date};

use crate::model::{Attendance, Batch, Enrolment, Session};

/// Every batch, the latest to sign up for first.
pub async fn batches(tx: &mut Tx) -> Result<Vec<Batch>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,course_id,title,seats,sign_up_until_on,instructor_id,offering_id,state,sample,version FROM training_batch ORDER BY sign_up_until_on DESC,id"),
            vals![],
        )
        .await?)
}

/// The batch with `id`.
pub async fn batch(tx: &mut Tx, id: &str) -> Result<Option<Batch>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,course_id,title,seats,sign_up_until_on,instructor_id,offering_id,state,sample,version FROM training_batch WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Adds a batch.
pub async fn insert_batch(tx: &mut Tx, batch: &Batch) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO training_batch(id,course_id,title,seats,sign_up_until_on,instructor_id,offering_id,state,sample) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)"),
        vals![&batch.id, &batch.course_id, &batch.title, batch.seats, batch.sign_up_until_on, batch.instructor_id.as_ref(), batch.offering_id.as_ref(), &batch.state, batch.sample],
    )
    .await?;
    Ok(())
}

/// Writes a batch; counts 0 when it was changed meanwhile.
pub async fn update_batch(tx: &mut Tx, batch: &Batch) -> Result<u64, Problem> {
    Ok(tx
        .exec(
            sql!("UPDATE training_batch SET title=$3,seats=$4,sign_up_until_on=$5,instructor_id=$6,offering_id=$7,state=$8,version=version+1 WHERE id=$1 AND version=$2"),
            vals![&batch.id, batch.version, &batch.title, batch.seats, batch.sign_up_until_on, batch.instructor_id.as_ref(), batch.offering_id.as_ref(), &batch.state],
        )
        .await?)
}

/// The sessions of a batch, in order of time.
pub async fn sessions(tx: &mut Tx, batch: &str) -> Result<Vec<Session>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,batch_id,held_on,from_minute,until_minute,hours_tenths,way,room,link,code,closed_at,version FROM training_session WHERE batch_id=$1 ORDER BY held_on,from_minute,id"),
            vals![batch],
        )
        .await?)
}

/// Sessions of batches neither draft nor cancelled between two days, both included.
pub async fn sessions_between(tx: &mut Tx, from: Date, until: Date) -> Result<Vec<Session>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,batch_id,held_on,from_minute,until_minute,hours_tenths,way,room,link,code,closed_at,version FROM training_session WHERE held_on>=$1 AND held_on<=$2 AND batch_id IN (SELECT id FROM training_batch WHERE state NOT IN ('draft','cancelled')) ORDER BY held_on,from_minute,id"),
            vals![from, until],
        )
        .await?)
}

/// The session with `id`.
pub async fn session(tx: &mut Tx, id: &str) -> Result<Option<Session>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,batch_id,held_on,from_minute,until_minute,hours_tenths,way,room,link,code,closed_at,version FROM training_session WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// The session that a check-in code opens.
pub async fn session_of_code(tx: &mut Tx, code: &str) -> Result<Option<Session>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,batch_id,held_on,from_minute,until_minute,hours_tenths,way,room,link,code,closed_at,version FROM training_session WHERE code=$1"),
            vals![code],
        )
        .await?)
}

/// Adds a session.
pub async fn insert_session(tx: &mut Tx, session: &Session) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO training_session(id,batch_id,held_on,from_minute,until_minute,hours_tenths,way,room,link,code,closed_at) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)"),
        vals![&session.id, &session.batch_id, session.held_on, session.from_minute, session.until_minute, session.hours_tenths, &session.way, &session.room, &session.link, &session.code, session.closed_at],
    )
    .await?;
    Ok(())
}

/// Writes a session; counts 0 when it was changed meanwhile.
pub async fn update_session(tx: &mut Tx, session: &Session) -> Result<u64, Problem> {
    Ok(tx
        .exec(
            sql!("UPDATE training_session SET held_on=$3,from_minute=$4,until_minute=$5,hours_tenths=$6,way=$7,room=$8,link=$9,closed_at=$10,version=version+1 WHERE id=$1 AND version=$2"),
            vals![&session.id, session.version, session.held_on, session.from_minute, session.until_minute, session.hours_tenths, &session.way, &session.room, &session.link, session.closed_at],
        )
        .await?)
}

/// Takes a session away that has no attendance; counts 0 when it has some.
pub async fn delete_session(tx: &mut Tx, id: &str) -> Result<u64, Problem> {
    Ok(tx
        .exec(
            sql!("DELETE FROM training_session WHERE id=$1 AND NOT EXISTS (SELECT 1 FROM training_attendance a WHERE a.session_id=$1)"),
            vals![id],
        )
        .await?)
}

/// Everyone who asked for a batch, in the order of asking.
pub async fn enrolments(tx: &mut Tx, batch: &str) -> Result<Vec<Enrolment>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,batch_id,worker_id,state,reason,need_id,place,asked_at,asked_by,decided_at,decided_by,version FROM training_enrolment WHERE batch_id=$1 ORDER BY place,id"),
            vals![batch],
        )
        .await?)
}

/// A worker's enrolments, newest first.
pub async fn enrolments_of_worker(tx: &mut Tx, worker: &str) -> Result<Vec<Enrolment>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,batch_id,worker_id,state,reason,need_id,place,asked_at,asked_by,decided_at,decided_by,version FROM training_enrolment WHERE worker_id=$1 ORDER BY asked_at DESC,id"),
            vals![worker],
        )
        .await?)
}

/// The enrolment with `id`.
pub async fn enrolment(tx: &mut Tx, id: &str) -> Result<Option<Enrolment>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,batch_id,worker_id,state,reason,need_id,place,asked_at,asked_by,decided_at,decided_by,version FROM training_enrolment WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// A worker's enrolment in a batch.
pub async fn enrolment_of(tx: &mut Tx, batch: &str, worker: &str) -> Result<Option<Enrolment>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,batch_id,worker_id,state,reason,need_id,place,asked_at,asked_by,decided_at,decided_by,version FROM training_enrolment WHERE batch_id=$1 AND worker_id=$2"),
            vals![batch, worker],
        )
        .await?)
}

/// Adds an enrolment.
pub async fn insert_enrolment(tx: &mut Tx, enrolment: &Enrolment) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO training_enrolment(id,batch_id,worker_id,state,reason,need_id,place,asked_at,asked_by,decided_at,decided_by) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)"),
        vals![&enrolment.id, &enrolment.batch_id, &enrolment.worker_id, &enrolment.state, &enrolment.reason, enrolment.need_id.as_ref(), enrolment.place, enrolment.asked_at, &enrolment.asked_by, enrolment.decided_at, enrolment.decided_by.as_ref()],
    )
    .await?;
    Ok(())
}

/// Writes an enrolment; counts 0 when it was changed meanwhile.
pub async fn update_enrolment(tx: &mut Tx, enrolment: &Enrolment) -> Result<u64, Problem> {
    Ok(tx
        .exec(
            sql!("UPDATE training_enrolment SET state=$3,reason=$4,decided_at=$5,decided_by=$6,version=version+1 WHERE id=$1 AND version=$2"),
            vals![&enrolment.id, enrolment.version, &enrolment.state, &enrolment.reason, enrolment.decided_at, enrolment.decided_by.as_ref()],
        )
        .await?)
}

/// Attendance at every session of a batch.
pub async fn attendance(tx: &mut Tx, batch: &str) -> Result<Vec<Attendance>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT session_id,enrolment_id,state,how,marked_at,marked_by FROM training_attendance WHERE session_id IN (SELECT id FROM training_session WHERE batch_id=$1) ORDER BY session_id,enrolment_id"),
            vals![batch],
        )
        .await?)
}

/// Marks attendance; a mark made before is replaced.
pub async fn mark(tx: &mut Tx, id: &str, one: &Attendance) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO training_attendance(id,session_id,enrolment_id,state,how,marked_at,marked_by) VALUES($1,$2,$3,$4,$5,$6,$7) \
              ON CONFLICT (session_id,enrolment_id) DO UPDATE SET state=EXCLUDED.state,how=EXCLUDED.how,marked_at=EXCLUDED.marked_at,marked_by=EXCLUDED.marked_by"),
        vals![id, &one.session_id, &one.enrolment_id, &one.state, &one.how, one.marked_at, &one.marked_by],
    )
    .await?;
    Ok(())
}

/// Seats taken in a batch.
pub async fn seated(tx: &mut Tx, batch: &str) -> Result<i64, Problem> {
    let (count,): (i64,) = tx
        .one(
            sql!("SELECT COUNT(*) FROM training_enrolment WHERE batch_id=$1 AND state IN ('seated','completed','not-completed')"),
            vals![batch],
        )
        .await?;
    Ok(count)
}

/// Keeps the answers of a quiz.
pub async fn insert_quiz(
    tx: &mut Tx,
    id: &str,
    enrolment: &str,
    answers: &str,
    counts: (i64, i64),
    at: Timestamp,
) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO training_quiz(id,enrolment_id,answers,right_count,all_count,taken_at) VALUES($1,$2,$3,$4,$5,$6)"),
        vals![id, enrolment, answers, counts.0, counts.1, at],
    )
    .await?;
    Ok(())
}

/// The best quiz of an enrolment: right answers and questions.
pub async fn best_quiz(tx: &mut Tx, enrolment: &str) -> Result<Option<(i64, i64)>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT right_count,all_count FROM training_quiz WHERE enrolment_id=$1 ORDER BY right_count DESC,taken_at LIMIT 1"),
            vals![enrolment],
        )
        .await?)
}
