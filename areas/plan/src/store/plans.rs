//! Plans of years, their fields and tasks.

use base::Problem;
use db::{Tx, sql, vals};

use crate::model::{Field, Task, Year};

/// Every plan, the newest year first.
pub async fn years(tx: &mut Tx) -> Result<Vec<Year>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT year,title,title_en,issuer,issuer_en,budget_won,copied_from,source,as_of FROM plan_year ORDER BY year DESC"),
            vals![],
        )
        .await?)
}

/// Adds a plan.
pub async fn insert_year(tx: &mut Tx, year: &Year) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO plan_year(year,title,title_en,issuer,issuer_en,budget_won,copied_from,source,as_of) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)"),
        vals![year.year, &year.title, &year.title_en, &year.issuer, &year.issuer_en, year.budget, year.copied_from, &year.source, &year.as_of],
    )
    .await?;
    Ok(())
}

/// Fields of a year, by number.
pub async fn fields(tx: &mut Tx, year: i64) -> Result<Vec<Field>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,year,number,title,title_en FROM plan_field WHERE year=$1 ORDER BY number,id"),
            vals![year],
        )
        .await?)
}

/// Adds a field.
pub async fn insert_field(tx: &mut Tx, field: &Field) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO plan_field(id,year,number,title,title_en) VALUES($1,$2,$3,$4,$5)"),
        vals![&field.id, field.year, field.number, &field.title, &field.title_en],
    )
    .await?;
    Ok(())
}

/// Tasks of a year, by number.
pub async fn tasks(tx: &mut Tx, year: i64) -> Result<Vec<Task>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT t.id,t.year,t.number,t.field_id,t.series,t.item,t.area,t.core,t.title,t.title_en,t.aim,t.aim_en,r.owner_id,r.unit_id,t.source,t.as_of,t.version \
                  FROM plan_task t JOIN register_task r ON r.id=t.todo_id WHERE t.year=$1 ORDER BY t.number"),
            vals![year],
        )
        .await?)
}

/// The task with `id`.
pub async fn task(tx: &mut Tx, id: &str) -> Result<Option<Task>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT t.id,t.year,t.number,t.field_id,t.series,t.item,t.area,t.core,t.title,t.title_en,t.aim,t.aim_en,r.owner_id,r.unit_id,t.source,t.as_of,t.version \
                  FROM plan_task t JOIN register_task r ON r.id=t.todo_id WHERE t.id=$1"),
            vals![id],
        )
        .await?)
}

/// The task of a year with a number.
pub async fn task_by_number(tx: &mut Tx, year: i64, number: i64) -> Result<Option<Task>, Problem> {
    Ok(tasks(tx, year).await?.into_iter().find(|task| task.number == number))
}

/// The register's task of a task.
pub async fn todo_of_task(tx: &mut Tx, id: &str) -> Result<Option<String>, Problem> {
    let found: Option<(String,)> =
        tx.opt(sql!("SELECT todo_id FROM plan_task WHERE id=$1"), vals![id]).await?;
    Ok(found.map(|(id,)| id))
}

/// Adds a task whose unit stands in the register's task `todo`.
pub async fn insert_task(tx: &mut Tx, task: &Task, todo: &str) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO plan_task(id,year,number,field_id,series,item,area,core,title,title_en,aim,aim_en,todo_id,source,as_of,version) \
              VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,1)"),
        vals![
            &task.id, task.year, task.number, &task.field_id, &task.series, &task.item, &task.area, task.core, &task.title,
            &task.title_en, &task.aim, &task.aim_en, todo, &task.source, &task.as_of
        ],
    )
    .await?;
    Ok(())
}

/// Counts a change of a task; tells whether nobody changed it meanwhile.
pub async fn touch_task(tx: &mut Tx, id: &str, version: i64) -> Result<bool, Problem> {
    let changed = tx
        .exec(sql!("UPDATE plan_task SET version=version+1 WHERE id=$1 AND version=$2"), vals![id, version])
        .await?;
    Ok(changed == 1)
}
