//! Ties between a person and an agency that forbid the person to judge it: advice given, board, work, family, business.

use base::{AgencyId, Id, Problem};
use db::{Tx, row, sql, vals};
use jiff::civil::Date;
use serde::Serialize;

use crate::Work;

/// Kinds of ties.
pub const KINDS: [&str; 5] = ["advised", "board", "employed", "family", "business"];

row! {
    /// One tie with its time.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Tie {
        /// Id.
        pub id: String,
        /// `user:ID`, or an area's own record of a person without an account, such as `consulting-expert:ID`.
        pub person: String,
        /// Agency.
        pub agency_id: AgencyId,
        /// One of [`KINDS`].
        pub kind: String,
        /// First day.
        pub from_on: Date,
        /// Last day; none while it lasts.
        pub until_on: Option<Date>,
        /// Record it comes from: `declared` when the person said so, else such as `consulting-visit:…`.
        pub source: String,
    }
}

/// Writes a tie down under a new id; the id given is not used. The caller notes it.
pub async fn declare(work: &mut Work, tie: &Tie) -> Result<String, Problem> {
    let id = Id::<Tie>::fresh().to_string();
    work.tx
        .exec(
            sql!("INSERT INTO register_tie(id,person,agency_id,kind,from_on,until_on,source) VALUES($1,$2,$3,$4,$5,$6,$7)"),
            vals![&id, &tie.person, &tie.agency_id, &tie.kind, tie.from_on, tie.until_on, &tie.source],
        )
        .await?;
    Ok(id)
}

/// Ends a tie on `on`; counts 0 when it is unknown or ended already. The caller notes it.
pub async fn end(work: &mut Work, id: &str, on: Date) -> Result<u64, Problem> {
    Ok(work
        .tx
        .exec(sql!("UPDATE register_tie SET until_on=$2 WHERE id=$1 AND until_on IS NULL"), vals![id, on])
        .await?)
}

/// Takes away the ties that came from a record which was taken back; counts them. The caller notes it.
pub async fn take_back(work: &mut Work, source: &str) -> Result<u64, Problem> {
    Ok(work.tx.exec(sql!("DELETE FROM register_tie WHERE source=$1"), vals![source]).await?)
}

/// Every tie of `person`, newest first.
pub async fn of_person(tx: &mut Tx, person: &str) -> Result<Vec<Tie>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,person,agency_id,kind,from_on,until_on,source FROM register_tie WHERE person=$1 ORDER BY from_on DESC,id"),
            vals![person],
        )
        .await?)
}

/// Ties in force at some time since `since`, by person and agency: who may not judge whom, and why.
///
/// A person who works at an agency by account ([`crate::users`]) is tied to it as well; callers add that.
pub async fn since(tx: &mut Tx, since: Date) -> Result<Vec<Tie>, Problem> {
    Ok(tx
        .all(
            sql!(
                "SELECT id,person,agency_id,kind,from_on,until_on,source FROM register_tie \
                  WHERE COALESCE(until_on,$1)>=$1 ORDER BY person,agency_id,from_on,id"
            ),
            vals![since],
        )
        .await?)
}
