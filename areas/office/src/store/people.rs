//! People with their agencies, projects of an agency, and the journal as its viewer reads it.

use base::{AgencyId, Problem, UserId};
use db::{Tx, sql, vals};
use jiff::Timestamp;
use register::journal::Line;

use crate::model::{AgencyProject, JournalFilter, ListedUser};

/// Every person with agency and last request, by name.
pub async fn listed_users(tx: &mut Tx) -> Result<Vec<ListedUser>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT u.id,u.login,u.name,u.email,u.agency_id,a.name,u.state,u.sample, \
                  (SELECT MAX(s.seen_at) FROM register_session s WHERE s.user_id=u.id) \
                  FROM register_user u LEFT JOIN register_agency a ON a.id=u.agency_id ORDER BY u.name,u.login"),
            vals![],
        )
        .await?)
}

/// Roles in force as pairs of person and role.
pub async fn roles_in_force(tx: &mut Tx) -> Result<Vec<(UserId, String)>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT DISTINCT user_id,role FROM register_role_grant WHERE ended_at IS NULL ORDER BY user_id,role"),
            vals![],
        )
        .await?)
}

/// How many active people other than `user` hold one of two roles.
pub async fn others_with(tx: &mut Tx, user: &UserId, roles: [&str; 2]) -> Result<i64, Problem> {
    let (count,): (i64,) = tx
        .one(
            sql!("SELECT COUNT(DISTINCT u.id) FROM register_user u JOIN register_role_grant g ON g.user_id=u.id AND g.ended_at IS NULL \
                  WHERE u.id<>$1 AND u.state='active' AND g.role IN ($2,$3)"),
            vals![user, roles[0], roles[1]],
        )
        .await?;
    Ok(count)
}

/// The projects of an agency, the latest year first.
pub async fn projects_of(tx: &mut Tx, agency: &AgencyId) -> Result<Vec<AgencyProject>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT p.number,p.name,p.year,p.from_on,p.until_on, \
                  CAST(COALESCE((SELECT SUM(q.places) FROM register_quota q WHERE q.project_id=p.id AND q.until_on IS NULL),0) AS BIGINT),p.sample \
                  FROM register_project p WHERE p.agency_id=$1 AND NOT p.withdrawn ORDER BY p.year DESC,p.number"),
            vals![agency],
        )
        .await?)
}

/// Projects and places of every agency in one year.
pub async fn places_by_agency(tx: &mut Tx, year: i64) -> Result<Vec<(AgencyId, i64, i64)>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT p.agency_id,COUNT(DISTINCT p.id),CAST(COALESCE(SUM(q.places),0) AS BIGINT) FROM register_project p \
                  LEFT JOIN register_quota q ON q.project_id=p.id AND q.until_on IS NULL \
                  WHERE p.year=$1 AND NOT p.withdrawn GROUP BY p.agency_id ORDER BY p.agency_id"),
            vals![year],
        )
        .await?)
}

/// The last year with projects.
pub async fn last_year(tx: &mut Tx) -> Result<Option<i64>, Problem> {
    let (year,): (Option<i64>,) = tx.one(sql!("SELECT MAX(year) FROM register_project"), vals![]).await?;
    Ok(year)
}

/// Lines of the journal that fit, newest first, below number `before`.
pub async fn journal_lines(
    tx: &mut Tx,
    filter: &JournalFilter,
    span: (Timestamp, Timestamp),
    limit: i64,
    offset: i64,
) -> Result<Vec<Line>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT seq,recorded_at,actor_id,deed,subject,detail,previous,hash FROM register_journal \
                  WHERE ($1='' OR deed=$1 OR SUBSTR(deed,1,LENGTH($1))=$1) AND ($2='' OR subject=$2) AND ($3='' OR actor_id=$3) \
                  AND recorded_at>=$4 AND recorded_at<$5 ORDER BY seq DESC LIMIT $6 OFFSET $7"),
            vals![&filter.deed, &filter.subject, &filter.actor, span.0, span.1, limit, offset],
        )
        .await?)
}

/// How many lines fit.
pub async fn journal_count(
    tx: &mut Tx,
    filter: &JournalFilter,
    span: (Timestamp, Timestamp),
) -> Result<i64, Problem> {
    let (count,): (i64,) = tx
        .one(
            sql!("SELECT COUNT(*) FROM register_journal \
                  WHERE ($1='' OR deed=$1 OR SUBSTR(deed,1,LENGTH($1))=$1) AND ($2='' OR subject=$2) AND ($3='' OR actor_id=$3) \
                  AND recorded_at>=$4 AND recorded_at<$5"),
            vals![&filter.deed, &filter.subject, &filter.actor, span.0, span.1],
        )
        .await?;
    Ok(count)
}
