//! Decisions: what was decided about something, by whom, on which day, with its paper.

use base::{FileId, Id, Problem};
use db::{Tx, row, sql, vals};
use jiff::civil::Date;
use serde::Serialize;

use crate::Work;

row! {
    /// One decision; never changed, only followed by another.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Decision {
        /// Id.
        pub id: String,
        /// What it is about, such as `plan-document:2020`.
        pub about: String,
        /// Who decides: `director`, `council`, `city` or another body's word.
        pub body: String,
        /// What was to be decided.
        pub title: String,
        /// What came of it, such as `approved` or `refused`.
        pub outcome: String,
        /// Day of the decision.
        pub decided_on: Date,
        /// By whom (opaque id).
        pub decided_by: String,
        /// Its paper, if kept.
        pub file_id: Option<FileId>,
    }
}

/// A decision to be written down.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDecision<'a> {
    /// What it is about.
    pub about: &'a str,
    /// Who decides.
    pub body: &'a str,
    /// What was to be decided.
    pub title: &'a str,
    /// What came of it.
    pub outcome: &'a str,
    /// Day of the decision.
    pub decided_on: Date,
    /// Its paper, if kept.
    pub file: Option<&'a FileId>,
}

/// Writes a decision down under the actor's id; the caller notes it.
pub async fn record(work: &mut Work, decision: &NewDecision<'_>) -> Result<String, Problem> {
    let id = Id::<Decision>::fresh().to_string();
    let by = work.actor.id.clone();
    work.tx
        .exec(
            sql!("INSERT INTO register_decision(id,about,body,title,outcome,decided_on,decided_by,file_id) VALUES($1,$2,$3,$4,$5,$6,$7,$8)"),
            vals![&id, decision.about, decision.body, decision.title, decision.outcome, decision.decided_on, &by, decision.file],
        )
        .await?;
    Ok(id)
}

/// Decisions about one thing, newest first.
pub async fn about(tx: &mut Tx, about: &str) -> Result<Vec<Decision>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,about,body,title,outcome,decided_on,decided_by,file_id FROM register_decision WHERE about=$1 ORDER BY decided_on DESC,id DESC"),
            vals![about],
        )
        .await?)
}

/// The newest `limit` decisions of one body, or of all when `body` is empty.
pub async fn recent(tx: &mut Tx, body: &str, limit: i64) -> Result<Vec<Decision>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,about,body,title,outcome,decided_on,decided_by,file_id FROM register_decision WHERE ($1='' OR body=$1) ORDER BY decided_on DESC,id DESC LIMIT $2"),
            vals![body, limit],
        )
        .await?)
}

/// The decision with `id`.
pub async fn decision(tx: &mut Tx, id: &str) -> Result<Option<Decision>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,about,body,title,outcome,decided_on,decided_by,file_id FROM register_decision WHERE id=$1"),
            vals![id],
        )
        .await?)
}
