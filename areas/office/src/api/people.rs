//! People, roles and one's own account as JSON.

use axum::extract::Path;
use base::{Problem, UserId};
use register::{sessions::Session, users};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Ask, Reply};

use super::List;
use crate::{
    actions,
    model::{Factors, ROLES},
    pages, store,
};

/// A person with an account.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Person {
    id: String,
    login: String,
    name: String,
    state: String,
    agency_id: Option<String>,
    agency_name: Option<String>,
    roles: Vec<String>,
    /// Last request of a session in force.
    seen_at: Option<String>,
    sample: bool,
}

/// People with their roles in force, narrowed by words, role and state.
#[utoipa::path(
    get,
    path = "/users",
    params(
        ("q" = Option<String>, Query), ("role" = Option<String>, Query), ("state" = Option<String>, Query),
        ("sort" = Option<String>, Query, description = "login, state or seen; by name when left out"),
        ("page" = Option<i64>, Query)
    ),
    responses((status = 200, body = List<Person>))
)]
pub(super) async fn users_list(ask: Ask) -> Reply {
    let rows = pages::users::fitting(&ask, &mut ask.read().await?).await?;
    let wire = |row: pages::users::Row| Person {
        id: row.user.id.to_string(),
        login: row.user.login,
        name: row.user.name,
        state: row.user.state,
        agency_id: row.user.agency_id.map(|id| id.to_string()),
        agency_name: row.user.agency_name,
        roles: row.roles,
        seen_at: row.user.seen_at.map(|at| at.to_string()),
        sample: row.user.sample,
    };
    ask.json(&List::page_of(&ask, rows.into_iter().map(wire).collect()))
}

/// A role given and perhaps taken away.
#[derive(Debug, Serialize, ToSchema)]
struct Grant {
    role: String,
    granted_at: String,
    granted_by: String,
    reason: String,
    ended_at: Option<String>,
    ended_by: Option<String>,
}

/// Second factors, without anything secret.
#[derive(Debug, Serialize, ToSchema)]
struct FactorsThere {
    app: bool,
    passkeys: Vec<PasskeyThere>,
    codes_left: i64,
}

/// A passkey by its name.
#[derive(Debug, Serialize, ToSchema)]
struct PasskeyThere {
    name: String,
    made_at: String,
    used_at: Option<String>,
}

impl From<Factors> for FactorsThere {
    fn from(factors: Factors) -> Self {
        let passkey = |key: crate::model::StoredPasskey| PasskeyThere {
            name: key.name,
            made_at: key.made_at.to_string(),
            used_at: key.used_at.map(|at| at.to_string()),
        };
        Self {
            app: factors.totp,
            passkeys: factors.passkeys.into_iter().map(passkey).collect(),
            codes_left: factors.codes_left,
        }
    }
}

/// A person with the history of their roles.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PersonWhole {
    id: String,
    login: String,
    name: String,
    email: String,
    state: String,
    agency_id: Option<String>,
    roles: Vec<String>,
    grants: Vec<Grant>,
    /// Whether there is a second factor.
    second_factor: bool,
    sample: bool,
    version: i64,
}

/// One person.
#[utoipa::path(get, path = "/users/{id}", params(("id" = String, Path)), responses((status = 200, body = PersonWhole), (status = 404)))]
pub(super) async fn user_one(ask: Ask, Path(id): Path<String>) -> Reply {
    let id = UserId::from(id);
    let mut tx = ask.read().await?;
    let user = users::user(&mut tx, &id).await?.ok_or_else(|| Problem::from(web::Refused::NoSuchRecord))?;
    let grant = |one: users::RoleGrant| Grant {
        role: one.role,
        granted_at: one.granted_at.to_string(),
        granted_by: one.granted_by,
        reason: one.reason,
        ended_at: one.ended_at.map(|at| at.to_string()),
        ended_by: one.ended_by,
    };
    ask.json(&PersonWhole {
        roles: users::roles(&mut tx, &id).await?,
        grants: users::grants(&mut tx, &id).await?.into_iter().map(grant).collect(),
        second_factor: actions::factors::factors(&mut tx, &id).await?.any(),
        id: user.id.to_string(),
        login: user.login,
        name: user.name,
        email: user.email,
        state: user.state,
        agency_id: user.agency_id.map(|id| id.to_string()),
        sample: user.sample,
        version: user.version,
    })
}

/// A right with its roles.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RightOfRoles {
    name: &'static str,
    /// What it lets one do, in words.
    words: String,
    roles: Vec<&'static str>,
}

/// Which right each role has.
#[utoipa::path(get, path = "/roles", responses((status = 200, body = [RightOfRoles])))]
pub(super) async fn roles_list(ask: Ask) -> Reply {
    let wire = |row: pages::users::RightRow| RightOfRoles {
        name: row.name,
        words: row.words,
        roles: ROLES.iter().zip(&row.has).filter(|(_, has)| **has).map(|(role, _)| *role).collect(),
    };
    ask.json(&pages::users::rights(&ask).into_iter().map(wire).collect::<Vec<_>>())
}

/// A session of one's own.
#[derive(Debug, Serialize, ToSchema)]
struct OwnSession {
    began_at: String,
    seen_at: String,
    ends_at: String,
    place: String,
    /// Whether this request belongs to it.
    here: bool,
}

/// One's own account.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Me {
    id: String,
    login: String,
    name: String,
    email: String,
    roles: Vec<String>,
    agency_id: Option<String>,
    factors: FactorsThere,
    sessions: Vec<OwnSession>,
    version: i64,
}

/// One's own account: name, roles, second factors, sessions.
#[utoipa::path(get, path = "/me", responses((status = 200, body = Me), (status = 403)))]
pub(super) async fn me(ask: Ask) -> Reply {
    let mut tx = ask.read().await?;
    let id = &ask.actor.id;
    let user = users::user(&mut tx, id).await?.ok_or_else(|| Problem::from(web::Refused::NoSuchRecord))?;
    let own = ask.session.as_ref().map(|session| session.id.clone());
    let session = |one: Session| OwnSession {
        here: Some(&one.id) == own.as_ref(),
        began_at: one.began_at.to_string(),
        seen_at: one.seen_at.to_string(),
        ends_at: one.ends_at.to_string(),
        place: one.place,
    };
    let sessions = store::sign_in::sessions(&mut tx, id, ask.app.clock().now()).await?;
    ask.json(&Me {
        roles: users::roles(&mut tx, id).await?,
        factors: actions::factors::factors(&mut tx, id).await?.into(),
        sessions: sessions.into_iter().map(session).collect(),
        id: user.id.to_string(),
        login: user.login,
        name: user.name,
        email: user.email,
        agency_id: user.agency_id.map(|id| id.to_string()),
        version: user.version,
    })
}
