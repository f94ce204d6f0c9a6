//! Work to be done by a person or a unit: one list, whichever area asks for it.
//!
//! A record of an area that someone answers for, such as an activity of the plan, keeps who that is here
//! and nowhere else: so a reorganization moves it without knowing the area. Such a task is opened with
//! the record, kept in step by [`revise`] and never opened twice.

use base::{Id, Problem, UserId};
use db::{Tx, row, sql, vals};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use crate::Work;

row! {
    /// One thing to do.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Task {
        /// Id.
        pub id: String,
        /// What it belongs to, such as `plan-activity:…`.
        pub about: String,
        /// What is to be done.
        pub title: String,
        /// Who does it.
        pub owner_id: Option<UserId>,
        /// Which unit answers for it.
        pub unit_id: Option<String>,
        /// Year it belongs to; once that year has ended, a reorganization leaves it as it was.
        pub year: Option<i64>,
        /// By when.
        pub due_on: Option<Date>,
        /// `open`, `done` or `dropped`.
        pub state: String,
        /// When it was asked for.
        pub made_at: Timestamp,
        /// By whom (opaque id).
        pub made_by: String,
        /// When it was done or dropped.
        pub closed_at: Option<Timestamp>,
    }
}

/// A thing to be asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct NewTask<'a> {
    /// What it belongs to.
    pub about: &'a str,
    /// What is to be done.
    pub title: &'a str,
    /// Who does it.
    pub owner: Option<&'a UserId>,
    /// Which unit answers for it.
    pub unit: Option<&'a str>,
    /// Year it belongs to, if it ends with one.
    pub year: Option<i64>,
    /// By when.
    pub due_on: Option<Date>,
}

/// Asks for something to be done; the caller notes it.
pub async fn open(work: &mut Work, task: &NewTask<'_>) -> Result<String, Problem> {
    let id = Id::<Task>::fresh().to_string();
    let (now, by) = (work.now, work.actor.id.clone());
    work.tx
        .exec(
            sql!("INSERT INTO register_task(id,about,title,owner_id,unit_id,year,due_on,state,made_at,made_by) VALUES($1,$2,$3,$4,$5,$6,$7,'open',$8,$9)"),
            vals![&id, task.about, task.title, task.owner, task.unit, task.year, task.due_on, now, &by],
        )
        .await?;
    Ok(id)
}

/// The task with `id`.
pub async fn task(tx: &mut Tx, id: &str) -> Result<Option<Task>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,about,title,owner_id,unit_id,year,due_on,state,made_at,made_by,closed_at FROM register_task WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Open tasks of a person, the earliest due first.
pub async fn open_of_owner(tx: &mut Tx, owner: &UserId) -> Result<Vec<Task>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,about,title,owner_id,unit_id,year,due_on,state,made_at,made_by,closed_at FROM register_task WHERE owner_id=$1 AND state='open' ORDER BY due_on NULLS LAST,id"),
            vals![owner],
        )
        .await?)
}

/// Open tasks of a unit, the earliest due first.
pub async fn open_of_unit(tx: &mut Tx, unit: &str) -> Result<Vec<Task>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,about,title,owner_id,unit_id,year,due_on,state,made_at,made_by,closed_at FROM register_task WHERE unit_id=$1 AND state='open' ORDER BY due_on NULLS LAST,id"),
            vals![unit],
        )
        .await?)
}

/// Tasks about one thing, open ones first, then the earliest due.
pub async fn about(tx: &mut Tx, about: &str) -> Result<Vec<Task>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,about,title,owner_id,unit_id,year,due_on,state,made_at,made_by,closed_at FROM register_task WHERE about=$1 \
                  ORDER BY CASE WHEN state='open' THEN 0 ELSE 1 END,due_on NULLS LAST,id"),
            vals![about],
        )
        .await?)
}

/// Ends a task as `done` or `dropped`; the caller notes it. Tells whether it was open.
pub async fn close(work: &mut Work, id: &str, state: &str) -> Result<bool, Problem> {
    let now = work.now;
    let changed = work
        .tx
        .exec(
            sql!("UPDATE register_task SET state=$2,closed_at=$3 WHERE id=$1 AND state='open'"),
            vals![id, state, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Gives an open task to another person or unit; the caller notes it. Tells whether it was open.
pub async fn hand_over(
    work: &mut Work,
    id: &str,
    owner: Option<&UserId>,
    unit: Option<&str>,
) -> Result<bool, Problem> {
    let changed = work
        .tx
        .exec(
            sql!("UPDATE register_task SET owner_id=$2,unit_id=$3 WHERE id=$1 AND state='open'"),
            vals![id, owner, unit],
        )
        .await?;
    Ok(changed == 1)
}

/// Puts a task in step with the record it is about, in whatever state; the caller notes it.
pub async fn revise(work: &mut Work, id: &str, task: &NewTask<'_>, state: &str) -> Result<(), Problem> {
    let now = work.now;
    work.tx
        .exec(
            sql!("UPDATE register_task SET title=$2,owner_id=$3,unit_id=$4,year=$5,due_on=$6, \
                  closed_at=CASE WHEN $7='open' THEN NULL WHEN state=$7 THEN closed_at ELSE $8 END,state=$7 WHERE id=$1"),
            vals![id, task.title, task.owner, task.unit, task.year, task.due_on, state, now],
        )
        .await?;
    Ok(())
}

/// Opens a task again that was done or dropped; the caller notes it. Tells whether it was closed.
pub async fn reopen(work: &mut Work, id: &str) -> Result<bool, Problem> {
    let changed = work
        .tx
        .exec(
            sql!("UPDATE register_task SET state='open',closed_at=NULL WHERE id=$1 AND state<>'open'"),
            vals![id],
        )
        .await?;
    Ok(changed == 1)
}

/// Gives every open task of one person to another, as when someone leaves; counts them.
pub async fn move_owner(work: &mut Work, from: &UserId, to: &UserId) -> Result<u64, Problem> {
    Ok(work
        .tx
        .exec(
            sql!("UPDATE register_task SET owner_id=$2 WHERE owner_id=$1 AND state='open'"),
            vals![from, to],
        )
        .await?)
}
