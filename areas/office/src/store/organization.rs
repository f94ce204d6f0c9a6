//! Reorganizations: drafts, what stands in a unit, and what was moved.

use base::{Id, Problem, UserId};
use db::{ErrorKind, Tx, sql, vals};
use jiff::{Timestamp, civil::Date};

use crate::model::{Move, Reorganization, Standing};

/// Every reorganization, the latest first.
pub async fn reorganizations(tx: &mut Tx) -> Result<Vec<Reorganization>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT id,title,decided,effective_on,state,content,structure_id,made_at,applied_at,version \
                  FROM office_reorganization ORDER BY effective_on DESC,made_at DESC,id"
            ),
            vals![],
        )
        .await?)
}

/// The reorganization with `id`.
pub async fn reorganization(tx: &mut Tx, id: &str) -> Result<Option<Reorganization>, Problem> {
    Ok(tx
        .opt(
            sql!(
                "SELECT id,title,decided,effective_on,state,content,structure_id,made_at,applied_at,version \
                  FROM office_reorganization WHERE id=$1"
            ),
            vals![id],
        )
        .await?)
}

/// Adds a draft.
pub async fn insert_reorganization(tx: &mut Tx, one: &Reorganization, by: &UserId) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO office_reorganization(id,title,decided,effective_on,state,content,made_at,made_by,version) \
              VALUES($1,$2,$3,$4,'draft',$5,$6,$7,1)"),
        vals![&one.id, &one.title, &one.decided, one.effective_on, &one.content, one.made_at, by],
    )
    .await?;
    Ok(())
}

/// Changes title, paper, day and plan of a draft if nobody else has since `one.version`; tells whether it did.
pub async fn update_reorganization(tx: &mut Tx, one: &Reorganization) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!("UPDATE office_reorganization SET title=$2,decided=$3,effective_on=$4,content=$5,version=version+1 \
                  WHERE id=$1 AND version=$6 AND state='draft'"),
            vals![&one.id, &one.title, &one.decided, one.effective_on, &one.content, one.version],
        )
        .await?;
    Ok(changed == 1)
}

/// Sets the state of a reorganization, with the structure it made.
pub async fn set_state(
    tx: &mut Tx,
    id: &str,
    state: &str,
    structure: Option<&str>,
    now: Option<Timestamp>,
) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE office_reorganization SET state=$2,structure_id=$3,applied_at=$4,version=version+1 WHERE id=$1"),
        vals![id, state, structure, now],
    )
    .await?;
    Ok(())
}

/// Open tasks of a unit, but for those of a year before `year`: an ended year stays as it was.
pub async fn open_tasks(tx: &mut Tx, unit: &str, year: i64) -> Result<Vec<Standing>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT id,about,title,unit_id,owner_id,CAST(NULL AS DATE) FROM register_task \
                  WHERE unit_id=$1 AND state='open' AND (year IS NULL OR year>=$2) ORDER BY about,id"
            ),
            vals![unit, year],
        )
        .await?)
}

/// Budget lines of a unit from a year on.
pub async fn budget_lines(tx: &mut Tx, unit: &str, year: i64) -> Result<Vec<Standing>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT l.id,l.about,l.name,u.unit_id,CAST(NULL AS TEXT),CAST(NULL AS DATE) FROM register_budget_line l \
                  JOIN register_line_unit u ON u.line_id=l.id AND u.until_on IS NULL WHERE u.unit_id=$1 AND l.year>=$2 ORDER BY l.id"),
            vals![unit, year],
        )
        .await?)
}

/// Memberships of a unit that reach to `on` or beyond.
pub async fn memberships(tx: &mut Tx, unit: &str, on: Date) -> Result<Vec<Standing>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT m.id,'',p.name,m.unit_id,m.user_id,m.until_on FROM register_membership m JOIN register_user p ON p.id=m.user_id \
                  WHERE m.unit_id=$1 AND (m.until_on IS NULL OR m.until_on>=$2) ORDER BY m.id"),
            vals![unit, on],
        )
        .await?)
}

/// Gives a task to another unit and person.
pub async fn move_task(
    tx: &mut Tx,
    id: &str,
    unit: Option<&str>,
    owner: Option<&UserId>,
) -> Result<(), Problem> {
    tx.exec(sql!("UPDATE register_task SET unit_id=$2,owner_id=$3 WHERE id=$1"), vals![id, unit, owner])
        .await?;
    Ok(())
}

/// Sets the last day of a membership, or opens it again.
pub async fn set_membership_end(tx: &mut Tx, id: &str, last: Option<Date>) -> Result<(), Problem> {
    tx.exec(sql!("UPDATE register_membership SET until_on=$2 WHERE id=$1"), vals![id, last]).await?;
    Ok(())
}

/// Adds the continuation of a membership in another unit, with role and share as before.
pub async fn continue_membership(
    tx: &mut Tx,
    from: &str,
    unit: &str,
    first: Date,
    until: Option<Date>,
) -> Result<String, Problem> {
    let id = Id::<Move>::fresh().to_string();
    tx.exec(
        sql!(
            "INSERT INTO register_membership(id,unit_id,user_id,role,share_percent,from_on,until_on) \
              SELECT $2,$3,user_id,role,share_percent,CASE WHEN from_on>$4 THEN from_on ELSE $4 END,$5 FROM register_membership WHERE id=$1"
        ),
        vals![from, &id, unit, first, until],
    )
    .await?;
    Ok(id)
}

/// Removes a membership that a reorganization made.
pub async fn delete_membership(tx: &mut Tx, id: &str) -> Result<(), Problem> {
    tx.exec(sql!("DELETE FROM register_membership WHERE id=$1"), vals![id]).await?;
    Ok(())
}

/// Remembers a move; `made` is what continues it: a membership, or a budget line's time in the other unit.
pub async fn insert_move(
    tx: &mut Tx,
    reorganization: &str,
    one: &Move,
    made: Option<&str>,
) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO office_reorganization_move(id,reorganization_id,kind,record_id,from_unit_id,to_unit_id,from_user_id,to_user_id,made_record_id,from_until_on) \
              VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)"),
        vals![
            Id::<Move>::fresh(), reorganization, &one.kind, &one.record_id, &one.from_unit_id, one.to_unit_id.as_deref(),
            one.from_user_id.as_ref(), one.to_user_id.as_ref(), made, one.from_until_on
        ],
    )
    .await?;
    Ok(())
}

/// What a reorganization has moved, in the order it was done; the name is the record's kind.
pub async fn moves(tx: &mut Tx, reorganization: &str) -> Result<Vec<Move>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT m.kind,m.record_id,COALESCE(t.about,b.about,''),COALESCE(t.title,b.name,p.name,m.kind),m.from_unit_id,m.to_unit_id,m.from_user_id,m.to_user_id,m.from_until_on \
                  FROM office_reorganization_move m \
                  LEFT JOIN register_task t ON m.kind='task' AND t.id=m.record_id \
                  LEFT JOIN register_budget_line b ON m.kind='budget-line' AND b.id=m.record_id \
                  LEFT JOIN register_membership s ON m.kind='membership' AND s.id=m.record_id LEFT JOIN register_user p ON p.id=s.user_id \
                  WHERE m.reorganization_id=$1 ORDER BY m.id"),
            vals![reorganization],
        )
        .await?)
}

/// What a reorganization made, by the membership or budget line each continues.
pub async fn made_records(tx: &mut Tx, reorganization: &str) -> Result<Vec<(String, String)>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT record_id,made_record_id FROM office_reorganization_move \
                  WHERE reorganization_id=$1 AND made_record_id IS NOT NULL ORDER BY id"
            ),
            vals![reorganization],
        )
        .await?)
}

/// Forgets what was moved, after it was moved back.
pub async fn delete_moves(tx: &mut Tx, reorganization: &str) -> Result<(), Problem> {
    tx.exec(sql!("DELETE FROM office_reorganization_move WHERE reorganization_id=$1"), vals![reorganization])
        .await?;
    Ok(())
}

/// How many tasks, budget lines and memberships name a unit, open or not.
pub async fn uses_of_unit(tx: &mut Tx, unit: &str) -> Result<i64, Problem> {
    let (count,): (i64,) = tx
        .one(
            sql!("SELECT (SELECT COUNT(*) FROM register_task WHERE unit_id=$1) + (SELECT COUNT(*) FROM register_line_unit WHERE unit_id=$1) \
                  + (SELECT COUNT(*) FROM register_membership WHERE unit_id=$1)"),
            vals![unit],
        )
        .await?;
    Ok(count)
}

/// Whether a task still stands where a move put it, open.
pub async fn task_stands(
    tx: &mut Tx,
    id: &str,
    unit: Option<&str>,
    owner: Option<&UserId>,
) -> Result<bool, Problem> {
    let (count,): (i64,) = tx
        .one(
            sql!("SELECT COUNT(*) FROM register_task WHERE id=$1 AND state='open' AND COALESCE(unit_id,'')=$2 AND COALESCE(owner_id,'')=$3"),
            vals![id, unit.unwrap_or_default(), owner.map(UserId::as_str).unwrap_or_default()],
        )
        .await?;
    Ok(count == 1)
}

/// Whether a budget line's time in a unit, made by a move, is still its last.
pub async fn line_stands(tx: &mut Tx, made: &str) -> Result<bool, Problem> {
    let (count,): (i64,) = tx
        .one(sql!("SELECT COUNT(*) FROM register_line_unit WHERE id=$1 AND until_on IS NULL"), vals![made])
        .await?;
    Ok(count == 1)
}

/// Whether a membership made by a move is still as it was made.
pub async fn membership_stands(
    tx: &mut Tx,
    id: &str,
    unit: &str,
    until: Option<Date>,
) -> Result<bool, Problem> {
    let found: Option<(String, Option<Date>)> =
        tx.opt(sql!("SELECT unit_id,until_on FROM register_membership WHERE id=$1"), vals![id]).await?;
    Ok(found.is_some_and(|(now_in, ends)| now_in == unit && ends == until))
}

/// Opens a unit again, with the last day it had before.
pub async fn reopen_unit(tx: &mut Tx, id: &str, had_until: Option<Date>) -> Result<(), Problem> {
    tx.exec(sql!("UPDATE register_unit SET until_on=$2 WHERE id=$1"), vals![id, had_until]).await?;
    Ok(())
}

/// Opens a structure again.
pub async fn reopen_structure(tx: &mut Tx, id: &str) -> Result<(), Problem> {
    tx.exec(sql!("UPDATE register_structure SET until_on=NULL WHERE id=$1"), vals![id]).await?;
    Ok(())
}

/// Removes a unit; false when a record of any area still names it.
pub async fn delete_unit(tx: &mut Tx, id: &str) -> Result<bool, Problem> {
    match tx.exec(sql!("DELETE FROM register_unit WHERE id=$1"), vals![id]).await {
        Ok(_) => Ok(true),
        Err(error) if error.kind == ErrorKind::ForeignKey => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Removes a structure without units.
pub async fn delete_structure(tx: &mut Tx, id: &str) -> Result<(), Problem> {
    tx.exec(sql!("DELETE FROM register_structure WHERE id=$1"), vals![id]).await?;
    Ok(())
}

/// Clears the mark of a reorganization on its structure, so that the structure can go.
pub async fn unlink_structure(tx: &mut Tx, id: &str) -> Result<(), Problem> {
    tx.exec(sql!("UPDATE office_reorganization SET structure_id=NULL WHERE id=$1"), vals![id]).await?;
    Ok(())
}

/// Units of a structure still open.
pub async fn open_units_of(tx: &mut Tx, structure: &str) -> Result<i64, Problem> {
    let (count,): (i64,) = tx
        .one(
            sql!("SELECT COUNT(*) FROM register_unit WHERE structure_id=$1 AND until_on IS NULL"),
            vals![structure],
        )
        .await?;
    Ok(count)
}
