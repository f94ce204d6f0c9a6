//! Activities, milestones and material.

use base::Problem;
use db::{Tx, sql, vals};
use jiff::civil::Date;

use crate::model::{Activity, Material, Milestone};

/// Activities of a year, the earliest first.
pub async fn activities(tx: &mut Tx, year: i64) -> Result<Vec<Activity>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT a.id,a.year,a.task_id,a.title,a.kind,a.way,a.from_on,a.until_on,r.owner_id,r.unit_id,a.district_id,a.hours_week,a.state,a.sheet_id,a.mode_id,a.sample,a.version \
                  FROM plan_activity a JOIN register_task r ON r.id=a.todo_id WHERE a.year=$1 ORDER BY a.from_on,a.until_on,a.title,a.id"),
            vals![year],
        )
        .await?)
}

/// Activities with a day in a period, whatever year they belong to.
pub async fn activities_between(tx: &mut Tx, from: Date, until: Date) -> Result<Vec<Activity>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT a.id,a.year,a.task_id,a.title,a.kind,a.way,a.from_on,a.until_on,r.owner_id,r.unit_id,a.district_id,a.hours_week,a.state,a.sheet_id,a.mode_id,a.sample,a.version \
                  FROM plan_activity a JOIN register_task r ON r.id=a.todo_id WHERE a.from_on<=$2 AND a.until_on>=$1 ORDER BY a.from_on,a.until_on,a.title,a.id"),
            vals![from, until],
        )
        .await?)
}

/// The activity with `id`.
pub async fn activity(tx: &mut Tx, id: &str) -> Result<Option<Activity>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT a.id,a.year,a.task_id,a.title,a.kind,a.way,a.from_on,a.until_on,r.owner_id,r.unit_id,a.district_id,a.hours_week,a.state,a.sheet_id,a.mode_id,a.sample,a.version \
                  FROM plan_activity a JOIN register_task r ON r.id=a.todo_id WHERE a.id=$1"),
            vals![id],
        )
        .await?)
}

/// The register's task of an activity.
pub async fn todo_of_activity(tx: &mut Tx, id: &str) -> Result<Option<String>, Problem> {
    let found: Option<(String,)> =
        tx.opt(sql!("SELECT todo_id FROM plan_activity WHERE id=$1"), vals![id]).await?;
    Ok(found.map(|(id,)| id))
}

/// Adds an activity whose owner and unit stand in the register's task `todo`.
pub async fn insert_activity(tx: &mut Tx, one: &Activity, todo: &str) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO plan_activity(id,year,task_id,title,kind,way,from_on,until_on,todo_id,district_id,hours_week,state,sheet_id,mode_id,sample,version) \
              VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,1)"),
        vals![
            &one.id, one.year, one.task_id.as_ref(), &one.title, &one.kind, &one.way, one.from_on, one.until_on,
            todo, one.district_id.as_ref(), one.hours_week, &one.state, one.sheet_id.as_ref(), one.mode_id.as_ref(), one.sample
        ],
    )
    .await?;
    Ok(())
}

/// Changes an activity but for its owner and unit; tells whether nobody changed it meanwhile.
pub async fn update_activity(tx: &mut Tx, one: &Activity) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!("UPDATE plan_activity SET task_id=$2,title=$3,kind=$4,way=$5,from_on=$6,until_on=$7,district_id=$8, \
                  hours_week=$9,state=$10,year=$12,version=version+1 WHERE id=$1 AND version=$11"),
            vals![
                &one.id, one.task_id.as_ref(), &one.title, &one.kind, &one.way, one.from_on, one.until_on,
                one.district_id.as_ref(), one.hours_week, &one.state, one.version, one.year
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Removes what a switch of mode made and nobody has touched since; the register's tasks of it are returned.
pub async fn delete_activities_of_mode(tx: &mut Tx, mode: &str) -> Result<Vec<String>, Problem> {
    tx.exec(
        sql!("DELETE FROM plan_milestone WHERE activity_id IN (SELECT id FROM plan_activity WHERE mode_id=$1 AND version=1 AND state='planned')"),
        vals![mode],
    )
    .await?;
    let removed: Vec<(String,)> = tx
        .all(
            sql!("DELETE FROM plan_activity WHERE mode_id=$1 AND version=1 AND state='planned' RETURNING todo_id"),
            vals![mode],
        )
        .await?;
    Ok(removed.into_iter().map(|(id,)| id).collect())
}

/// Milestones of a year's activities, the earliest first.
pub async fn milestones(tx: &mut Tx, year: i64) -> Result<Vec<Milestone>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT m.id,m.activity_id,m.title,m.due_on,m.reached_on,m.sample FROM plan_milestone m \
                  JOIN plan_activity a ON a.id=m.activity_id WHERE a.year=$1 ORDER BY m.due_on,m.id"
            ),
            vals![year],
        )
        .await?)
}

/// The milestone with `id`.
pub async fn milestone(tx: &mut Tx, id: &str) -> Result<Option<Milestone>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,activity_id,title,due_on,reached_on,sample FROM plan_milestone WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Adds a milestone.
pub async fn insert_milestone(tx: &mut Tx, one: &Milestone) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO plan_milestone(id,activity_id,title,due_on,reached_on,sample) VALUES($1,$2,$3,$4,$5,$6)"),
        vals![&one.id, &one.activity_id, &one.title, one.due_on, one.reached_on, one.sample],
    )
    .await?;
    Ok(())
}

/// Says when a milestone was reached, or that it was not.
pub async fn update_milestone(tx: &mut Tx, id: &str, reached_on: Option<Date>) -> Result<(), Problem> {
    tx.exec(sql!("UPDATE plan_milestone SET reached_on=$2 WHERE id=$1"), vals![id, reached_on]).await?;
    Ok(())
}

/// Material of a year's tasks, by task and title.
pub async fn materials(tx: &mut Tx, year: i64) -> Result<Vec<Material>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT m.id,m.task_id,m.title,m.kind,m.origin,m.link,m.owner_id,m.state,m.sample,m.version FROM plan_material m \
                  JOIN plan_task t ON t.id=m.task_id WHERE t.year=$1 ORDER BY t.number,m.title,m.id"),
            vals![year],
        )
        .await?)
}

/// The material with `id`.
pub async fn material(tx: &mut Tx, id: &str) -> Result<Option<Material>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,task_id,title,kind,origin,link,owner_id,state,sample,version FROM plan_material WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Adds a material.
pub async fn insert_material(tx: &mut Tx, one: &Material) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO plan_material(id,task_id,title,kind,origin,link,owner_id,state,sample,version) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,1)"),
        vals![&one.id, &one.task_id, &one.title, &one.kind, &one.origin, &one.link, one.owner_id.as_ref(), &one.state, one.sample],
    )
    .await?;
    Ok(())
}

/// Changes a material; tells whether nobody changed it meanwhile.
pub async fn update_material(tx: &mut Tx, one: &Material) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!("UPDATE plan_material SET title=$2,kind=$3,origin=$4,link=$5,owner_id=$6,state=$7,version=version+1 WHERE id=$1 AND version=$8"),
            vals![&one.id, &one.title, &one.kind, &one.origin, &one.link, one.owner_id.as_ref(), &one.state, one.version],
        )
        .await?;
    Ok(changed == 1)
}
