//! Documents with their versions and items.

use base::{Id, Problem};
use db::{Tx, sql, vals};
use jiff::civil::Date;

use crate::model::{Document, Item};

/// Every version of every document, the newest first within each.
pub async fn documents(tx: &mut Tx) -> Result<Vec<Document>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,series,number,year,kind,title,title_en,follows,body,month,state,approved_on,approved_by,source,as_of,version \
                  FROM plan_document ORDER BY month,series,number DESC"),
            vals![],
        )
        .await?)
}

/// The version with `id`.
pub async fn document(tx: &mut Tx, id: &str) -> Result<Option<Document>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,series,number,year,kind,title,title_en,follows,body,month,state,approved_on,approved_by,source,as_of,version \
                  FROM plan_document WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// The version of a series that holds: approved, else the newest.
pub async fn document_in_force(tx: &mut Tx, series: &str) -> Result<Option<Document>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,series,number,year,kind,title,title_en,follows,body,month,state,approved_on,approved_by,source,as_of,version \
                  FROM plan_document WHERE series=$1 ORDER BY CASE WHEN state='approved' THEN 0 ELSE 1 END,number DESC LIMIT 1"),
            vals![series],
        )
        .await?)
}

/// Adds a version.
pub async fn insert_document(tx: &mut Tx, one: &Document) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO plan_document(id,series,number,year,kind,title,title_en,follows,body,month,state,approved_on,approved_by,source,as_of,version) \
              VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,1)"),
        vals![
            &one.id, &one.series, one.number, one.year, &one.kind, &one.title, &one.title_en, one.follows.as_ref(), &one.body,
            &one.month, &one.state, one.approved_on, one.approved_by.as_ref(), &one.source, &one.as_of
        ],
    )
    .await?;
    Ok(())
}

/// Changes a draft's text; tells whether nobody changed it meanwhile.
pub async fn update_document(tx: &mut Tx, id: &str, body: &str, version: i64) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!("UPDATE plan_document SET body=$2,version=version+1 WHERE id=$1 AND version=$3 AND state='draft'"),
            vals![id, body, version],
        )
        .await?;
    Ok(changed == 1)
}

/// Approves a draft and supersedes the version approved before.
pub async fn approve_document(tx: &mut Tx, one: &Document, on: Date, by: &str) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE plan_document SET state='superseded',version=version+1 WHERE series=$1 AND state='approved'"),
        vals![&one.series],
    )
    .await?;
    tx.exec(
        sql!("UPDATE plan_document SET state='approved',approved_on=$2,approved_by=$3,version=version+1 WHERE id=$1"),
        vals![&one.id, on, by],
    )
    .await?;
    Ok(())
}

/// Items of a version, in order.
pub async fn items(tx: &mut Tx, document: &str) -> Result<Vec<Item>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,document_id,code,position,title,title_en,text,text_en FROM plan_item WHERE document_id=$1 ORDER BY position,id"),
            vals![document],
        )
        .await?)
}

/// Puts these items in place of a version's items.
pub async fn replace_items(tx: &mut Tx, document: &str, items: &[Item]) -> Result<(), Problem> {
    tx.exec(sql!("DELETE FROM plan_item WHERE document_id=$1"), vals![document]).await?;
    for (at, item) in items.iter().enumerate() {
        let id = Id::<Item>::fresh().to_string();
        tx.exec(
            sql!("INSERT INTO plan_item(id,document_id,code,position,title,title_en,text,text_en) VALUES($1,$2,$3,$4,$5,$6,$7,$8)"),
            vals![&id, document, &item.code, at, &item.title, &item.title_en, &item.text, &item.text_en],
        )
        .await?;
    }
    Ok(())
}
