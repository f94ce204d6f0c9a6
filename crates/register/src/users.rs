//! People who sign in, their roles with who granted them and why.

use base::{AgencyId, Id, Problem, UserId};
use db::{Tx, row, sql, vals};
use jiff::Timestamp;
use serde::Serialize;

use crate::Work;

row! {
    /// A person with an account.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct User {
        /// Opaque id; the only thing the journal and logs know.
        pub id: UserId,
        /// What the person types to sign in.
        pub login: String,
        /// Name as shown.
        pub name: String,
        /// Address for mail; empty when there is none.
        pub email: String,
        /// Set for agency staff: the one agency they see.
        pub agency_id: Option<AgencyId>,
        /// `invited`, `active` or `disabled`.
        pub state: String,
        /// Made up for the demo.
        pub sample: bool,
        /// Counts changes; guards against two editors.
        pub version: i64,
    }
}

row! {
    /// A role given to a person, with its end when it was taken away.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct RoleGrant {
        /// Id of the grant.
        pub id: String,
        /// To whom.
        pub user_id: UserId,
        /// Role word, such as `centre-staff`.
        pub role: String,
        /// When given.
        pub granted_at: Timestamp,
        /// By whom (opaque id).
        pub granted_by: String,
        /// Why.
        pub reason: String,
        /// When taken away.
        pub ended_at: Option<Timestamp>,
        /// By whom (opaque id).
        pub ended_by: Option<String>,
    }
}

/// Every person, by name.
pub async fn users(tx: &mut Tx) -> Result<Vec<User>, Problem> {
    Ok(tx
        .all(sql!("SELECT id,login,name,email,agency_id,state,sample,version FROM register_user ORDER BY name,login"), vals![])
        .await?)
}

/// The person with `id`.
pub async fn user(tx: &mut Tx, id: &UserId) -> Result<Option<User>, Problem> {
    Ok(tx
        .opt(
            sql!("SELECT id,login,name,email,agency_id,state,sample,version FROM register_user WHERE id=$1"),
            vals![id],
        )
        .await?)
}

/// The person who signs in as `login`.
pub async fn user_by_login(tx: &mut Tx, login: &str) -> Result<Option<User>, Problem> {
    Ok(tx
        .opt(
            sql!(
                "SELECT id,login,name,email,agency_id,state,sample,version FROM register_user WHERE login=$1"
            ),
            vals![login],
        )
        .await?)
}

/// Adds a person; the caller notes it.
pub async fn insert_user(work: &mut Work, user: &User) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO register_user(id,login,name,email,agency_id,state,sample,version) VALUES($1,$2,$3,$4,$5,$6,$7,1)"),
            vals![&user.id, &user.login, &user.name, &user.email, user.agency_id.as_ref(), &user.state, user.sample],
        )
        .await?;
    Ok(())
}

/// Changes a person if nobody else has since `user.version`; tells whether it did.
pub async fn update_user(work: &mut Work, user: &User) -> Result<bool, Problem> {
    let changed = work
        .tx
        .exec(
            sql!("UPDATE register_user SET login=$2,name=$3,email=$4,agency_id=$5,state=$6,version=version+1 WHERE id=$1 AND version=$7"),
            vals![&user.id, &user.login, &user.name, &user.email, user.agency_id.as_ref(), &user.state, user.version],
        )
        .await?;
    Ok(changed == 1)
}

/// Role words in force for a person.
pub async fn roles(tx: &mut Tx, user: &UserId) -> Result<Vec<String>, Problem> {
    let found: Vec<(String,)> = tx
        .all(sql!("SELECT DISTINCT role FROM register_role_grant WHERE user_id=$1 AND ended_at IS NULL ORDER BY role"), vals![user])
        .await?;
    Ok(found.into_iter().map(|(role,)| role).collect())
}

/// All grants, also ended ones: kept for at least three years (safety standard, art. 5③).
pub async fn grants(tx: &mut Tx, user: &UserId) -> Result<Vec<RoleGrant>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT id,user_id,role,granted_at,granted_by,reason,ended_at,ended_by FROM register_role_grant WHERE user_id=$1 ORDER BY granted_at DESC,id"),
            vals![user],
        )
        .await?)
}

/// Gives a role with a reason; the caller notes it.
pub async fn grant(work: &mut Work, user: &UserId, role: &str, reason: &str) -> Result<(), Problem> {
    let (id, now, by) = (Id::<()>::fresh(), work.now, work.actor.id.clone());
    work.tx
        .exec(
            sql!("INSERT INTO register_role_grant(id,user_id,role,granted_at,granted_by,reason) VALUES($1,$2,$3,$4,$5,$6)"),
            vals![&id, user, role, now, &by, reason],
        )
        .await?;
    Ok(())
}

/// Takes a role away; the caller notes it.
pub async fn end_grant(work: &mut Work, user: &UserId, role: &str) -> Result<u64, Problem> {
    let (now, by) = (work.now, work.actor.id.clone());
    Ok(work
        .tx
        .exec(
            sql!("UPDATE register_role_grant SET ended_at=$3,ended_by=$4 WHERE user_id=$1 AND role=$2 AND ended_at IS NULL"),
            vals![user, role, now, &by],
        )
        .await?)
}
