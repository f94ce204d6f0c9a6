//! SQL of people: hours on record, sessions to come, who asked for what, and judged levels.

use base::Problem;
use db::{Tx, sql, vals};
use jiff::civil::Date;
use register::workers::Worker;

use crate::model::{HourRow, Level};

/// Everyone who ever worked at an agency or the centre, agencies first, then by name.
pub async fn all_workers(tx: &mut Tx) -> Result<Vec<Worker>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,agency_id,user_id,name,job,from_on,until_on,sample,version FROM register_worker ORDER BY agency_id NULLS LAST,name,id"),
            vals![],
        )
        .await?)
}

/// Hours on record: worker, record they come from, day, tenths.
pub async fn credited(tx: &mut Tx) -> Result<Vec<(String, String, Date, i64)>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT worker_id,source,recorded_on,value FROM register_worker_record WHERE kind='training-hours' ORDER BY recorded_on,id"),
            vals![],
        )
        .await?)
}

/// Hours put on record between two days, both included, newest first; an agency narrows it, empty takes all.
pub async fn hours_between(
    tx: &mut Tx,
    agency: &str,
    (from, until): (Date, Date),
) -> Result<Vec<HourRow>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT r.id,r.worker_id,w.name,w.agency_id,r.recorded_on,r.title,r.value,w.sample FROM register_worker_record r \
                  JOIN register_worker w ON w.id=r.worker_id WHERE r.kind='training-hours' AND ($1='' OR w.agency_id=$1) \
                  AND r.recorded_on>=$2 AND r.recorded_on<=$3 ORDER BY r.recorded_on DESC,w.name,r.id"),
            vals![agency, from, until],
        )
        .await?)
}

/// The kind of course of every session.
pub async fn session_kinds(tx: &mut Tx) -> Result<Vec<(String, String)>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT s.id,c.kind FROM training_session s JOIN training_batch b ON b.id=s.batch_id JOIN training_course c ON c.id=b.course_id ORDER BY s.id"),
            vals![],
        )
        .await?)
}

/// Sessions not closed in which someone has a seat: worker, kind, day, tenths.
pub async fn booked(tx: &mut Tx) -> Result<Vec<(String, String, Date, i64)>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT e.worker_id,c.kind,s.held_on,s.hours_tenths FROM training_enrolment e \
                  JOIN training_batch b ON b.id=e.batch_id JOIN training_course c ON c.id=b.course_id \
                  JOIN training_session s ON s.batch_id=b.id \
                  WHERE e.state='seated' AND b.state IN ('open','closed') AND s.closed_at IS NULL \
                  AND NOT EXISTS (SELECT 1 FROM training_attendance a WHERE a.session_id=s.id AND a.enrolment_id=e.id AND a.state IN ('absent','excused')) \
                  ORDER BY e.worker_id,s.held_on"),
            vals![],
        )
        .await?)
}

/// Sessions of batches that staff may still sign up for: batch, kind, day, tenths.
pub async fn offered(tx: &mut Tx, today: Date) -> Result<Vec<(String, String, Date, i64)>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT b.id,c.kind,s.held_on,s.hours_tenths FROM training_batch b JOIN training_course c ON c.id=b.course_id \
                  JOIN training_session s ON s.batch_id=b.id \
                  WHERE b.state='open' AND b.sign_up_until_on>=$1 AND c.audience='staff' AND s.closed_at IS NULL ORDER BY s.held_on,b.id"),
            vals![today],
        )
        .await?)
}

/// Every enrolment: worker, batch, course and state.
pub async fn enrolled(tx: &mut Tx) -> Result<Vec<(String, String, String, String)>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT e.worker_id,e.batch_id,b.course_id,e.state FROM training_enrolment e JOIN training_batch b ON b.id=e.batch_id ORDER BY e.worker_id,e.place,e.id"),
            vals![],
        )
        .await?)
}

/// Every level ever judged, the latest first.
pub async fn levels(tx: &mut Tx, worker: &str) -> Result<Vec<Level>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT worker_id,competency,level,judged_on,judged_by,source FROM training_level WHERE ($1='' OR worker_id=$1) ORDER BY judged_on DESC,id DESC"),
            vals![worker],
        )
        .await?)
}

/// Writes a judged level down.
pub async fn insert_level(tx: &mut Tx, id: &str, one: &Level) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO training_level(id,worker_id,competency,level,judged_on,judged_by,source) VALUES($1,$2,$3,$4,$5,$6,$7)"),
        vals![id, &one.worker_id, &one.competency, one.value, one.judged_on, &one.judged_by, &one.source],
    )
    .await?;
    Ok(())
}
