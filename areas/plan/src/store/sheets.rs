//! Detailed-project sheets and their steps.

use base::Problem;
use db::{Tx, sql, vals};

use crate::model::{Sheet, Step};

/// Sheets of a year's tasks, by task and title.
pub async fn sheets(tx: &mut Tx, year: i64) -> Result<Vec<Sheet>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT s.id,s.task_id,s.title,s.aim,s.people,s.cost_won,r.owner_id,r.unit_id,s.district_id,s.state,s.mode_id,s.sample,s.version \
                  FROM plan_sheet s JOIN register_task r ON r.id=s.todo_id JOIN plan_task t ON t.id=s.task_id WHERE t.year=$1 ORDER BY t.number,s.title,s.id"),
            vals![year],
        )
        .await?)
}

/// The sheet with `id`.
pub async fn sheet(tx: &mut Tx, id: &str) -> Result<Option<Sheet>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT s.id,s.task_id,s.title,s.aim,s.people,s.cost_won,r.owner_id,r.unit_id,s.district_id,s.state,s.mode_id,s.sample,s.version \
                  FROM plan_sheet s JOIN register_task r ON r.id=s.todo_id WHERE s.id=$1"),
            vals![id],
        )
        .await?)
}

/// Sheets that are ready, of whatever year.
pub async fn ready_sheets(tx: &mut Tx) -> Result<Vec<Sheet>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT s.id,s.task_id,s.title,s.aim,s.people,s.cost_won,r.owner_id,r.unit_id,s.district_id,s.state,s.mode_id,s.sample,s.version \
                  FROM plan_sheet s JOIN register_task r ON r.id=s.todo_id WHERE s.state='ready' ORDER BY s.task_id,s.title,s.id"),
            vals![],
        )
        .await?)
}

/// The register's task of a sheet, with the year of the sheet's plan.
pub async fn todo_of_sheet(tx: &mut Tx, id: &str) -> Result<Option<(String, i64)>, Problem> {
    Ok(tx
        .opt(
            sql!(
                "SELECT s.todo_id,t.year FROM plan_sheet s JOIN plan_task t ON t.id=s.task_id WHERE s.id=$1"
            ),
            vals![id],
        )
        .await?)
}

/// Adds a sheet whose owner and unit stand in the register's task `todo`.
pub async fn insert_sheet(tx: &mut Tx, one: &Sheet, todo: &str) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO plan_sheet(id,task_id,title,aim,people,cost_won,todo_id,district_id,state,mode_id,sample,version) \
              VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,1)"),
        vals![
            &one.id, &one.task_id, &one.title, &one.aim, &one.people, one.cost, todo,
            one.district_id.as_ref(), &one.state, one.mode_id.as_ref(), one.sample
        ],
    )
    .await?;
    Ok(())
}

/// Changes a sheet but for its owner and unit; tells whether nobody changed it meanwhile.
pub async fn update_sheet(tx: &mut Tx, one: &Sheet) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!("UPDATE plan_sheet SET title=$2,aim=$3,people=$4,cost_won=$5,district_id=$6,state=$7,mode_id=$8, \
                  version=version+1 WHERE id=$1 AND version=$9"),
            vals![
                &one.id, &one.title, &one.aim, &one.people, one.cost,
                one.district_id.as_ref(), &one.state, one.mode_id.as_ref(), one.version
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Makes sheets that a switch of mode started ready again, where none of their activities is left; the
/// register's tasks of them are returned.
pub async fn release_sheets_of_mode(tx: &mut Tx, mode: &str) -> Result<Vec<String>, Problem> {
    let released: Vec<(String,)> = tx
        .all(
            sql!("UPDATE plan_sheet SET state='ready',mode_id=NULL,version=version+1 WHERE mode_id=$1 AND state='started' \
                  AND NOT EXISTS (SELECT 1 FROM plan_activity a WHERE a.sheet_id=plan_sheet.id) RETURNING todo_id"),
            vals![mode],
        )
        .await?;
    Ok(released.into_iter().map(|(id,)| id).collect())
}

/// Steps of a sheet, in order.
pub async fn steps(tx: &mut Tx, sheet: &str) -> Result<Vec<Step>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,sheet_id,position,title,after_days,days,way,hours_week FROM plan_step WHERE sheet_id=$1 ORDER BY position,id"),
            vals![sheet],
        )
        .await?)
}

/// Adds a step.
pub async fn insert_step(tx: &mut Tx, one: &Step) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO plan_step(id,sheet_id,position,title,after_days,days,way,hours_week) VALUES($1,$2,$3,$4,$5,$6,$7,$8)"),
        vals![&one.id, &one.sheet_id, one.position, &one.title, one.after_days, one.days, &one.way, one.hours_week],
    )
    .await?;
    Ok(())
}

/// Removes a step.
pub async fn delete_step(tx: &mut Tx, sheet: &str, id: &str) -> Result<u64, Problem> {
    Ok(tx.exec(sql!("DELETE FROM plan_step WHERE sheet_id=$1 AND id=$2"), vals![sheet, id]).await?)
}
