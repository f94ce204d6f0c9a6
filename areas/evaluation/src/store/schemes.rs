//! Schemes with their versions.

use base::Problem;
use db::{Tx, sql, vals};
use jiff::Timestamp;

use crate::model::SchemeRow;

/// Columns of a scheme in the order of its row.
macro_rules! columns {
    () => {
        "id,series,number,title,body,state,hash,simulated_year,simulated_hash,simulation,year,notice,published_at,published_by,\
         frozen_at,source,sample,made_at,made_by,version"
    };
}

/// Every scheme, newest first within each series.
pub async fn schemes(tx: &mut Tx) -> Result<Vec<SchemeRow>, Problem> {
    Ok(tx
        .all(
            sql!(concat!(
                "SELECT ",
                columns!(),
                " FROM evaluation_scheme ORDER BY title,series,number DESC,id"
            )),
            vals![],
        )
        .await?)
}

/// The scheme with `id`.
pub async fn scheme(tx: &mut Tx, id: &str) -> Result<Option<SchemeRow>, Problem> {
    Ok(tx.opt(sql!(concat!("SELECT ", columns!(), " FROM evaluation_scheme WHERE id=$1")), vals![id]).await?)
}

/// Adds a scheme as a draft.
pub async fn insert_scheme(tx: &mut Tx, one: &SchemeRow) -> Result<(), Problem> {
    tx.exec(
        sql!("INSERT INTO evaluation_scheme(id,series,number,title,body,state,hash,simulated_hash,simulation,notice,source,sample,made_at,made_by) \
              VALUES($1,$2,$3,$4,$5,'draft',$6,'','','',$7,$8,$9,$10)"),
        vals![
            &one.id, &one.series, one.number, &one.title, &one.body, &one.hash, &one.source, one.sample, one.made_at, &one.made_by
        ],
    )
    .await?;
    Ok(())
}

/// A draft's text with what is read from it.
#[derive(Debug, Clone, Copy)]
pub struct SchemeText<'a> {
    /// Title.
    pub title: &'a str,
    /// The scheme as TOML.
    pub body: &'a str,
    /// SHA-256 of `body`.
    pub hash: &'a str,
    /// Where it comes from.
    pub source: &'a str,
    /// Whether it is an invented example.
    pub sample: bool,
}

/// Changes a draft's text; back to draft when it was simulated. Tells whether nobody changed it meanwhile.
pub async fn update_scheme(
    tx: &mut Tx,
    id: &str,
    text: &SchemeText<'_>,
    version: i64,
) -> Result<bool, Problem> {
    let changed = tx
        .exec(
            sql!(
                "UPDATE evaluation_scheme SET title=$2,body=$3,hash=$4,source=$5,sample=$6,state='draft',version=version+1 \
                  WHERE id=$1 AND version=$7 AND state IN ('draft','simulated')"
            ),
            vals![id, text.title, text.body, text.hash, text.source, text.sample, version],
        )
        .await?;
    Ok(changed == 1)
}

/// Keeps what a simulation gave.
pub async fn keep_simulation(
    tx: &mut Tx,
    id: &str,
    year: i64,
    (hash, outcome): (&str, &str),
) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE evaluation_scheme SET state='simulated',simulated_year=$2,simulated_hash=$3,simulation=$4,version=version+1 \
              WHERE id=$1 AND state IN ('draft','simulated')"),
        vals![id, year, hash, outcome],
    )
    .await?;
    Ok(())
}

/// Publishes a scheme for a year.
pub async fn publish(
    tx: &mut Tx,
    id: &str,
    year: i64,
    notice: &str,
    (at, by): (Timestamp, &str),
) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE evaluation_scheme SET state='published',year=$2,notice=$3,published_at=$4,published_by=$5,version=version+1 WHERE id=$1"),
        vals![id, year, notice, at, by],
    )
    .await?;
    Ok(())
}

/// Freezes a published scheme: a round uses it from now on.
pub async fn freeze(tx: &mut Tx, id: &str, at: Timestamp) -> Result<(), Problem> {
    tx.exec(
        sql!("UPDATE evaluation_scheme SET state='frozen',frozen_at=$2,version=version+1 WHERE id=$1 AND state='published'"),
        vals![id, at],
    )
    .await?;
    Ok(())
}
