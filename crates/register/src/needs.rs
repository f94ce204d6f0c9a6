//! Needs found at an agency: in which field it wants strengthening, from which record, and why.
//!
//! Evaluation and consulting write them, consulting and training answer them.

use base::{AgencyId, Id, Problem};
use db::{Tx, row, sql, vals};
use jiff::civil::Date;
use serde::Serialize;

use crate::Work;

/// Fields in which an agency can want strengthening: those the law names for advice (management, technology,
/// tax, labor, accounting), and safety, care of participants, recruiting and reporting.
pub const FIELDS: [&str; 9] = [
    "management",
    "labor",
    "tax",
    "accounting",
    "technology",
    "safety",
    "participant-care",
    "recruiting",
    "reporting",
];

row! {
    /// One need.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Need {
        /// Id.
        pub id: String,
        /// Agency.
        pub agency_id: AgencyId,
        /// One of [`FIELDS`].
        pub field: String,
        /// Record that found it, such as `evaluation-result:…`.
        pub source: String,
        /// Message key of the reason.
        pub reason: String,
        /// Arguments of the reason as a JSON object.
        pub reason_args: String,
        /// Day it was found.
        pub found_on: Date,
        /// Day it was met.
        pub met_on: Option<Date>,
        /// Record that met it, such as `training-batch:…`.
        pub met_by: Option<String>,
    }
}

/// Writes a need down under a new id; the id given is not used. The caller notes it.
pub async fn find(work: &mut Work, need: &Need) -> Result<String, Problem> {
    let id = Id::<Need>::fresh().to_string();
    work.tx
        .exec(
            sql!("INSERT INTO register_need(id,agency_id,field,source,reason,reason_args,found_on) VALUES($1,$2,$3,$4,$5,$6,$7)"),
            vals![&id, &need.agency_id, &need.field, &need.source, &need.reason, &need.reason_args, need.found_on],
        )
        .await?;
    Ok(id)
}

/// Marks a need as met by a record; counts 0 when it is unknown or met already. The caller notes it.
pub async fn meet(work: &mut Work, id: &str, on: Date, by: &str) -> Result<u64, Problem> {
    Ok(work
        .tx
        .exec(
            sql!("UPDATE register_need SET met_on=$2,met_by=$3 WHERE id=$1 AND met_on IS NULL"),
            vals![id, on, by],
        )
        .await?)
}

/// Takes back the unmet needs a record found, before it is judged again. The caller notes it.
pub async fn withdraw(work: &mut Work, source: &str) -> Result<u64, Problem> {
    Ok(work
        .tx
        .exec(sql!("DELETE FROM register_need WHERE source=$1 AND met_on IS NULL"), vals![source])
        .await?)
}

/// Needs not yet met, optionally of one agency, newest first.
pub async fn open(tx: &mut Tx, agency: Option<&AgencyId>) -> Result<Vec<Need>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,agency_id,field,source,reason,reason_args,found_on,met_on,met_by FROM register_need \
                  WHERE met_on IS NULL AND ($1='' OR agency_id=$1) ORDER BY found_on DESC,agency_id,field,id"),
            vals![agency.map_or("", |id| id.as_str())],
        )
        .await?)
}

/// Every need of one agency, newest first.
pub async fn of_agency(tx: &mut Tx, agency: &AgencyId) -> Result<Vec<Need>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,agency_id,field,source,reason,reason_args,found_on,met_on,met_by FROM register_need \
                  WHERE agency_id=$1 ORDER BY found_on DESC,field,id"),
            vals![agency],
        )
        .await?)
}
