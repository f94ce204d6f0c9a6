//! Panels with their rubric, items, reviewers, assignments and marks.

use base::{Problem, UserId};
use db::{Tx, sql, vals};

use crate::model::{Assignment, Criterion, Item, Mark, Panel, Reviewer};

/// Every panel, newest year first.
pub async fn panels(tx: &mut Tx) -> Result<Vec<Panel>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,year,title,readers,tie_years,state,sample,version FROM evaluation_panel ORDER BY year DESC,title,id"),
            vals![],
        )
        .await?)
}

/// The panel with `id`.
pub async fn panel(tx: &mut Tx, id: &str) -> Result<Option<Panel>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,year,title,readers,tie_years,state,sample,version FROM evaluation_panel WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Adds a panel as a draft.
pub async fn insert_panel(tx: &mut Tx, one: &Panel) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO evaluation_panel(id,year,title,readers,tie_years,state,sample) VALUES($1,$2,$3,$4,$5,'draft',$6)"),
        vals![&one.id, one.year, &one.title, one.readers, one.tie_years, one.sample],
    )
    .await?;
    Ok(())
}

/// Moves a panel to another state; tells whether nobody changed it meanwhile.
pub async fn set_state(tx: &mut Tx, id: &str, state: &str, version: i64) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!("UPDATE evaluation_panel SET state=$2,version=version+1 WHERE id=$1 AND version=$3"),
            vals![id, state, version],
        )
        .await?;
    Ok(changed == 1)
}

/// The rubric of a panel.
pub async fn criteria(tx: &mut Tx, panel: &str) -> Result<Vec<Criterion>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,panel_id,position,title,low_anchor,middle_anchor,high_anchor,points FROM evaluation_criterion \
                  WHERE panel_id=$1 ORDER BY position,id"),
            vals![panel],
        )
        .await?)
}

/// Adds a criterion at the end of the rubric.
pub async fn insert_criterion(tx: &mut Tx, one: &Criterion) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO evaluation_criterion(id,panel_id,position,title,low_anchor,middle_anchor,high_anchor,points) \
              VALUES($1,$2,$3,$4,$5,$6,$7,$8)"),
        vals![
            &one.id, &one.panel_id, one.position, &one.title, &one.low_anchor, &one.middle_anchor, &one.high_anchor, one.points
        ],
    )
    .await?;
    Ok(())
}

/// Items of a panel, by code.
pub async fn items(tx: &mut Tx, panel: &str) -> Result<Vec<Item>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT id,panel_id,code,agency_id,text FROM evaluation_item WHERE panel_id=$1 ORDER BY code"
            ),
            vals![panel],
        )
        .await?)
}

/// Adds an item.
pub async fn insert_item(tx: &mut Tx, one: &Item) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO evaluation_item(id,panel_id,code,agency_id,text) VALUES($1,$2,$3,$4,$5)"),
        vals![&one.id, &one.panel_id, &one.code, one.agency_id.as_ref(), &one.text],
    )
    .await?;
    Ok(())
}

/// Changes the text of an item.
pub async fn update_item(tx: &mut Tx, id: &str, text: &str) -> Result<(), Problem> {
    tx.exec(sql!("UPDATE evaluation_item SET text=$2 WHERE id=$1"), vals![id, text]).await?;
    Ok(())
}

/// Reviewers of a panel.
pub async fn reviewers(tx: &mut Tx, panel: &str) -> Result<Vec<Reviewer>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT id,panel_id,user_id,capacity FROM evaluation_reviewer WHERE panel_id=$1 ORDER BY id"
            ),
            vals![panel],
        )
        .await?)
}

/// Adds a reviewer, or changes how much the person reads.
pub async fn put_reviewer(tx: &mut Tx, one: &Reviewer) -> Result<(), Problem> {
    tx.exec(
        sql!(
            "INSERT INTO evaluation_reviewer(id,panel_id,user_id,capacity) VALUES($1,$2,$3,$4) \
              ON CONFLICT (panel_id,user_id) DO UPDATE SET capacity=excluded.capacity"
        ),
        vals![&one.id, &one.panel_id, &one.user_id, one.capacity],
    )
    .await?;
    Ok(())
}

/// Assignments of a panel.
pub async fn assignments(tx: &mut Tx, panel: &str) -> Result<Vec<Assignment>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,panel_id,item_id,reviewer_id,way,state,note,version FROM evaluation_assignment WHERE panel_id=$1 ORDER BY id"),
            vals![panel],
        )
        .await?)
}

/// The assignment with `id`.
pub async fn assignment(tx: &mut Tx, id: &str) -> Result<Option<Assignment>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,panel_id,item_id,reviewer_id,way,state,note,version FROM evaluation_assignment WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// Assignments of one person in every panel, open ones first.
pub async fn assignments_of(tx: &mut Tx, user: &UserId) -> Result<Vec<Assignment>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT a.id,a.panel_id,a.item_id,a.reviewer_id,a.way,a.state,a.note,a.version FROM evaluation_assignment a \
                  JOIN evaluation_reviewer r ON r.id=a.reviewer_id WHERE r.user_id=$1 \
                  ORDER BY CASE WHEN a.state='open' THEN 0 ELSE 1 END,a.id"),
            vals![user],
        )
        .await?)
}

/// Adds an assignment.
pub async fn insert_assignment(tx: &mut Tx, one: &Assignment) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO evaluation_assignment(id,panel_id,item_id,reviewer_id,way,state,note) VALUES($1,$2,$3,$4,$5,'open','')"),
        vals![&one.id, &one.panel_id, &one.item_id, &one.reviewer_id, &one.way],
    )
    .await?;
    Ok(())
}

/// Removes an assignment that was not read; counts 0 when it was.
pub async fn delete_assignment(tx: &mut Tx, id: &str) -> Result<u64, Problem> {
    Ok(tx.exec(sql!("DELETE FROM evaluation_assignment WHERE id=$1 AND state='open'"), vals![id]).await?)
}

/// Marks an assignment as read; tells whether nobody changed it meanwhile.
pub async fn finish_assignment(tx: &mut Tx, id: &str, note: &str, version: i64) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!("UPDATE evaluation_assignment SET state='done',note=$2,version=version+1 WHERE id=$1 AND version=$3"),
            vals![id, note, version],
        )
        .await?;
    Ok(changed == 1)
}

/// Marks of a panel.
pub async fn marks(tx: &mut Tx, panel: &str) -> Result<Vec<Mark>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT m.assignment_id,m.criterion_id,m.points FROM evaluation_mark m \
                  JOIN evaluation_assignment a ON a.id=m.assignment_id WHERE a.panel_id=$1 ORDER BY m.assignment_id,m.criterion_id"),
            vals![panel],
        )
        .await?)
}

/// Gives points, or changes them.
pub async fn put_mark(tx: &mut Tx, one: &Mark) -> Result<(), Problem> {
    tx.exec(
        sql!(
            "INSERT INTO evaluation_mark(assignment_id,criterion_id,points) VALUES($1,$2,$3) \
              ON CONFLICT (assignment_id,criterion_id) DO UPDATE SET points=excluded.points"
        ),
        vals![&one.assignment_id, &one.criterion_id, one.points],
    )
    .await?;
    Ok(())
}
