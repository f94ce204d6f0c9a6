//! Returns, their editions, uploads, events and the locks of months.

use base::{AgencyId, Id, Month, Problem};
use db::{Tx, sql, vals};
use register::Work;

use crate::model::{Edition, Event, MonthLock, Return, Upload};

/// The return of an agency for a month.
pub async fn return_of(tx: &mut Tx, agency: &AgencyId, month: Month) -> Result<Option<Return>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,agency_id,month,state,content_hash,remarks,receipt,edition,filed,filed_late,reopened,reason,submitted_at,submitted_by,approved_at,approved_by,changed_at,sample,version FROM returns_return WHERE agency_id=$1 AND month=$2"),
            vals![agency, month],
        )
        .await?)
}

/// Begins a return; its version becomes 1.
pub async fn insert_return(work: &mut Work, one: &Return) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO returns_return(id,agency_id,month,state,content_hash,remarks,receipt,edition,filed,filed_late,reopened,reason,submitted_at,submitted_by,approved_at,approved_by,changed_at,sample,version) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,1)"),
            vals![
                &one.id, &one.agency_id, one.month, &one.state, &one.content_hash, &one.remarks, &one.receipt, one.edition,
                one.filed, one.filed_late, one.reopened, &one.reason, one.submitted_at, one.submitted_by.as_ref(),
                one.approved_at, one.approved_by.as_ref(), one.changed_at, one.sample
            ],
        )
        .await?;
    Ok(())
}

/// Changes a return; false when its version is no longer the one given.
pub async fn update_return(work: &mut Work, one: &Return) -> Result<bool, Problem> {
    let changed = work
        .tx
        .exec(
            sql!("UPDATE returns_return SET state=$2,content_hash=$3,remarks=$4,receipt=$5,edition=$6,filed=$7,filed_late=$8,reopened=$9, \
                  reason=$10,submitted_at=$11,submitted_by=$12,approved_at=$13,approved_by=$14,changed_at=$15,version=version+1 \
                  WHERE id=$1 AND version=$16"),
            vals![
                &one.id, &one.state, &one.content_hash, &one.remarks, &one.receipt, one.edition, one.filed, one.filed_late,
                one.reopened, &one.reason, one.submitted_at, one.submitted_by.as_ref(), one.approved_at,
                one.approved_by.as_ref(), work.now, one.version
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Keeps a submission as it was filed.
pub async fn insert_edition(work: &mut Work, one: &Edition) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO returns_edition(id,return_id,number,receipt,content_hash,content,rows_filed,submitted_at,submitted_by) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)"),
            vals![
                &one.id, &one.return_id, one.number, &one.receipt, &one.content_hash, &one.content, one.rows_filed,
                one.submitted_at, &one.submitted_by
            ],
        )
        .await?;
    Ok(())
}

/// Submissions of a return, newest first.
pub async fn editions(tx: &mut Tx, return_id: &str) -> Result<Vec<Edition>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,return_id,number,receipt,content_hash,content,rows_filed,submitted_at,submitted_by FROM returns_edition WHERE return_id=$1 ORDER BY number DESC"),
            vals![return_id],
        )
        .await?)
}

/// The submission with this receipt.
pub async fn edition_by_receipt(tx: &mut Tx, receipt: &str) -> Result<Option<Edition>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,return_id,number,receipt,content_hash,content,rows_filed,submitted_at,submitted_by FROM returns_edition WHERE receipt=$1"),
            vals![receipt],
        )
        .await?)
}

/// The last file uploaded for a return.
pub async fn upload(tx: &mut Tx, return_id: &str) -> Result<Option<Upload>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT return_id,file_id,sha256,remarks,taken,uploaded_at,uploaded_by FROM returns_upload WHERE return_id=$1"),
            vals![return_id],
        )
        .await?)
}

/// Keeps which file was uploaded last.
pub async fn put_upload(work: &mut Work, one: &Upload) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO returns_upload(return_id,file_id,sha256,remarks,taken,uploaded_at,uploaded_by) VALUES($1,$2,$3,$4,$5,$6,$7) \
                  ON CONFLICT (return_id) DO UPDATE SET file_id=excluded.file_id,sha256=excluded.sha256,remarks=excluded.remarks, \
                  taken=excluded.taken,uploaded_at=excluded.uploaded_at,uploaded_by=excluded.uploaded_by"),
            vals![&one.return_id, &one.file_id, &one.sha256, &one.remarks, one.taken, one.uploaded_at, &one.uploaded_by],
        )
        .await?;
    Ok(())
}

/// Writes down what was done to a return, for its own page; the journal has it too.
pub async fn event(work: &mut Work, return_id: &str, deed: &str, reason: &str) -> Result<(), Problem> {
    let (id, by) = (Id::<Event>::fresh(), work.actor.id.clone());
    work.tx
        .exec(
            sql!("INSERT INTO returns_event(id,return_id,deed,reason,happened_at,actor_id) VALUES($1,$2,$3,$4,$5,$6)"),
            vals![id, return_id, deed, reason, work.now, by],
        )
        .await?;
    Ok(())
}

/// What was done to a return, newest first.
pub async fn events(tx: &mut Tx, return_id: &str) -> Result<Vec<Event>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT deed,reason,happened_at,actor_id FROM returns_event WHERE return_id=$1 ORDER BY happened_at DESC,id DESC"),
            vals![return_id],
        )
        .await?)
}

/// The lock of a month, if it was ever locked.
pub async fn month_lock(tx: &mut Tx, month: Month) -> Result<Option<MonthLock>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT month,locked,note,late,locked_at,locked_by FROM returns_month WHERE month=$1"),
            vals![month],
        )
        .await?)
}

/// The locks of the months between two, both included.
pub async fn month_locks(tx: &mut Tx, from: Month, until: Month) -> Result<Vec<MonthLock>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT month,locked,note,late,locked_at,locked_by FROM returns_month WHERE month>=$1 AND month<=$2 ORDER BY month"),
            vals![from, until],
        )
        .await?)
}

/// Locks a month, or locks it again.
pub async fn put_month_lock(work: &mut Work, one: &MonthLock) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO returns_month(month,locked,note,late,locked_at,locked_by) VALUES($1,$2,$3,$4,$5,$6) \
                  ON CONFLICT (month) DO UPDATE SET locked=excluded.locked,note=excluded.note,late=excluded.late, \
                  locked_at=excluded.locked_at,locked_by=excluded.locked_by"),
            vals![one.month, one.locked, &one.note, &one.late, one.locked_at, &one.locked_by],
        )
        .await?;
    Ok(())
}
