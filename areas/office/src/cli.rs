//! What the command line does with people: the first account of a new house, a role, the list.

use base::{AgencyId, Problem, UserId};
use register::users;
use serde::Serialize;
use web::App;

use crate::{
    actions::{letters, sign_in::plain_login, users as actions},
    model::{ChangeRole, InviteUser, ListedUser},
    store::people,
};

/// An account made on the command line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Added {
    /// Id of the person.
    pub id: UserId,
    /// Address where they set their password, good for 24 hours; shown once.
    pub link: String,
}

/// A person as the command line lists them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// Login.
    pub login: String,
    /// Name.
    pub name: String,
    /// Roles in force.
    pub roles: Vec<String>,
    /// `invited`, `active` or `disabled`.
    pub state: String,
}

/// Invites a person with a role; `agency` for agency staff only.
pub async fn add_user(
    app: &App,
    login: &str,
    name: &str,
    role: &str,
    agency: Option<&AgencyId>,
) -> Result<Added, Problem> {
    let wish = InviteUser {
        login: login.to_owned(),
        name: name.to_owned(),
        role: role.to_owned(),
        agency: agency.map(ToString::to_string).unwrap_or_default(),
        reason: "command line".into(),
        ..InviteUser::default()
    };
    let mut work = app.work().await?;
    let (id, token) = actions::invite(&mut work, &wish).await?;
    work.commit().await?;
    Ok(Added { id, link: letters::link(app, &token) })
}

/// Gives a person a role, with a reason.
pub async fn grant(app: &App, login: &str, role: &str, reason: &str) -> Result<(), Problem> {
    let mut work = app.work().await?;
    let user =
        users::user_by_login(&mut work.tx, &plain_login(login)).await?.ok_or(web::Refused::NoSuchRecord)?;
    let wish = ChangeRole { role: role.to_owned(), reason: reason.to_owned() };
    actions::grant(&mut work, &user.id, &wish).await?;
    work.commit().await
}

/// Every person with their roles, by name.
pub async fn list(app: &App) -> Result<Vec<Listed>, Problem> {
    let mut tx = app.db().read().await?;
    let roles = people::roles_in_force(&mut tx).await?;
    let listed = |user: ListedUser| Listed {
        roles: roles.iter().filter(|(id, _)| *id == user.id).map(|(_, role)| role.clone()).collect(),
        login: user.login,
        name: user.name,
        state: user.state,
    };
    Ok(people::listed_users(&mut tx).await?.into_iter().map(listed).collect())
}
