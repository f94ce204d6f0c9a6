//! People who may be named: those who advise, and those of an agency.

use base::{Problem, UserId};
use db::{Tx, sql, vals};

/// Active people of the centre who may advise, by name.
pub async fn advisers(tx: &mut Tx) -> Result<Vec<(UserId, String)>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT u.id,u.name FROM register_user u WHERE u.agency_id IS NULL AND u.state='active' \
                  AND EXISTS (SELECT 1 FROM register_role_grant g WHERE g.user_id=u.id AND g.ended_at IS NULL \
                  AND g.role IN ('centre-staff','team-lead','director')) ORDER BY u.name,u.id"),
            vals![],
        )
        .await?)
}

/// Active people of an agency, by name.
pub async fn people_of(tx: &mut Tx, agency: &str) -> Result<Vec<(UserId, String)>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,name FROM register_user WHERE agency_id=$1 AND state='active' ORDER BY name,id"),
            vals![agency],
        )
        .await?)
}
