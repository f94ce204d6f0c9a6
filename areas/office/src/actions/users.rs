//! People and their rights: invite, change, give and take roles, disable.

use base::{AgencyId, FieldNote, Problem, UserId};
use register::{Work, agencies, search, sessions, users};
use serde_json::json;

use crate::{
    model::{ADMIN_ROLES, ChangeRole, ChangeUser, InviteUser, LINK_HOURS, ROLES, Refused, need, settled},
    secrets,
    store::{people, sign_in},
};

use super::{letters, sign_in::plain_login};

/// Shortest reason taken.
pub const REASON: usize = 2;

/// Puts a person into the search index for those who may see people.
async fn index(work: &mut Work, user: &users::User) -> Result<(), Problem> {
    let href = format!("/office/users/{}", user.id);
    let entry = search::Entry {
        kind: "person",
        id: user.id.as_str(),
        title: &user.name,
        href: &href,
        permission: "office.users-see",
        agency: user.agency_id.as_ref(),
    };
    search::put(work, &entry).await
}

/// Notes for the fields that inviting and changing share; gives the agency.
async fn judge(
    work: &mut Work,
    notes: &mut Vec<FieldNote>,
    login: &str,
    name: &str,
    email: &str,
    agency: &str,
    own: Option<&UserId>,
) -> Result<Option<AgencyId>, Problem> {
    need(notes, "name", name, 100);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | '@');
    if !(3..=64).contains(&login.chars().count()) || !login.chars().all(plain) {
        notes.push(FieldNote::new("login", "office-login-form"));
    } else if users::user_by_login(&mut work.tx, login).await?.is_some_and(|user| Some(&user.id) != own) {
        notes.push(FieldNote::new("login", "office-login-taken"));
    }
    let mail = email.trim();
    if !mail.is_empty() && (mail.len() > 200 || mail.split('@').filter(|part| !part.is_empty()).count() != 2)
    {
        notes.push(FieldNote::new("email", "office-email-form"));
    }
    if agency.is_empty() {
        return Ok(None);
    }
    let id = AgencyId::from(agency);
    if agencies::agency(&mut work.tx, &id).await?.is_none() {
        notes.push(FieldNote::new("agency", "office-agency-unknown"));
    }
    Ok(Some(id))
}

/// Invites a person: gives their id and the token of the link to set a password, which is shown once.
pub async fn invite(work: &mut Work, wish: &InviteUser) -> Result<(UserId, String), Problem> {
    work.actor.must("office.users")?;
    let login = plain_login(&wish.login);
    let mut notes = Vec::new();
    let agency = judge(work, &mut notes, &login, &wish.name, &wish.email, &wish.agency, None).await?;
    if !ROLES.contains(&wish.role.as_str()) {
        notes.push(FieldNote::new("role", "office-role-unknown"));
    } else if (wish.role == "agency-staff") != agency.is_some() {
        notes.push(FieldNote::new("agency", "office-refused-agency-role"));
    }
    if wish.reason.trim().chars().count() < REASON {
        notes.push(FieldNote::new("reason", "office-reason-needed"));
    }
    settled(notes)?;
    let user = users::User {
        id: UserId::fresh(),
        login,
        name: wish.name.trim().to_owned(),
        email: wish.email.trim().to_owned(),
        agency_id: agency,
        state: "invited".into(),
        sample: false,
        version: 1,
    };
    users::insert_user(work, &user).await?;
    users::grant(work, &user.id, &wish.role, wish.reason.trim()).await?;
    index(work, &user).await?;
    work.note_with("office.user-invited", user.id.as_str(), &json!({ "role": wish.role })).await?;
    let token = link(work, &user.id).await?;
    Ok((user.id, token))
}

/// A fresh link to set a password; links made before are over, and letters with them.
async fn link(work: &mut Work, user: &UserId) -> Result<String, Problem> {
    letters::forget_links(work, user).await?;
    let token = secrets::token()?;
    let (by, now) = (work.actor.id.clone(), work.now);
    sign_in::insert_invitation(
        &mut work.tx,
        &secrets::digest("invitation", &token),
        user,
        &by,
        now,
        LINK_HOURS,
    )
    .await?;
    Ok(token)
}

/// The person with `id`, or a refusal.
async fn person(work: &mut Work, id: &UserId) -> Result<users::User, Problem> {
    users::user(&mut work.tx, id).await?.ok_or_else(|| web::Refused::NoSuchRecord.into())
}

/// Makes a new set-up link for someone who lost theirs or forgot the password.
pub async fn renew_link(work: &mut Work, id: &UserId) -> Result<String, Problem> {
    work.actor.must("office.users")?;
    let user = person(work, id).await?;
    if user.state == "disabled" {
        return Err(Refused::AccountState { state: user.state }.into());
    }
    work.note("office.link-made", id.as_str()).await?;
    link(work, id).await
}

/// Changes login, name, address and agency.
pub async fn change(work: &mut Work, id: &UserId, wish: &ChangeUser) -> Result<(), Problem> {
    work.actor.must("office.users")?;
    let user = person(work, id).await?;
    let login = plain_login(&wish.login);
    let mut notes = Vec::new();
    let agency = judge(work, &mut notes, &login, &wish.name, &wish.email, &wish.agency, Some(id)).await?;
    let staff = users::roles(&mut work.tx, id).await?.iter().any(|role| role == "agency-staff");
    if staff != agency.is_some() {
        notes.push(FieldNote::new("agency", "office-refused-agency-role"));
    }
    settled(notes)?;
    let moved = user.agency_id != agency;
    let changed = users::User {
        login,
        name: wish.name.trim().to_owned(),
        email: wish.email.trim().to_owned(),
        agency_id: agency,
        version: wish.version,
        ..user
    };
    if !users::update_user(work, &changed).await? {
        return Err(web::Refused::ChangedMeanwhile.into());
    }
    if moved {
        sessions::end_all(work, id).await?;
    }
    index(work, &changed).await?;
    work.note_with("office.user-changed", id.as_str(), &json!({ "agency": changed.agency_id })).await
}

/// Refuses to change one's own rights.
fn must_be_other(work: &Work, id: &UserId) -> Result<(), Problem> {
    if work.actor.id == *id { Err(Refused::OwnRights.into()) } else { Ok(()) }
}

/// A reason that says something, or a note.
fn reason(text: &str) -> Result<&str, Problem> {
    let text = text.trim();
    if text.chars().count() < REASON {
        Err(Problem::field("reason", "office-reason-needed"))
    } else {
        Ok(text)
    }
}

/// Gives a role with a reason.
pub async fn grant(work: &mut Work, id: &UserId, wish: &ChangeRole) -> Result<(), Problem> {
    work.actor.must("office.users")?;
    must_be_other(work, id)?;
    let user = person(work, id).await?;
    let why = reason(&wish.reason)?;
    if !ROLES.contains(&wish.role.as_str()) {
        return Err(Problem::field("role", "office-role-unknown"));
    }
    let present = users::roles(&mut work.tx, id).await?;
    if present.contains(&wish.role) {
        return Err(Refused::RoleAlready { role: wish.role.clone() }.into());
    }
    // Agency staff see one agency's records; another role beside it would open the rest.
    let mixes = if wish.role == "agency-staff" {
        !present.is_empty()
    } else {
        present.iter().any(|r| r == "agency-staff")
    };
    if mixes || (wish.role == "agency-staff") != user.agency_id.is_some() {
        return Err(Refused::AgencyRole.into());
    }
    users::grant(work, id, &wish.role, why).await?;
    work.note_with("office.role-granted", id.as_str(), &json!({ "role": wish.role, "reason": why })).await
}

/// Takes a role away with a reason; the person's sessions end, so that it holds at once.
pub async fn end_role(work: &mut Work, id: &UserId, wish: &ChangeRole) -> Result<(), Problem> {
    work.actor.must("office.users")?;
    must_be_other(work, id)?;
    let why = reason(&wish.reason)?;
    person(work, id).await?;
    must_leave_admin(work, id, &wish.role).await?;
    if users::end_grant(work, id, &wish.role).await? == 0 {
        return Err(Refused::RoleAlready { role: wish.role.clone() }.into());
    }
    sessions::end_all(work, id).await?;
    work.note_with("office.role-ended", id.as_str(), &json!({ "role": wish.role, "reason": why })).await
}

/// Refuses to lose the last person who manages people; an empty `role` means all of the person's.
async fn must_leave_admin(work: &mut Work, id: &UserId, role: &str) -> Result<(), Problem> {
    if !role.is_empty() && !ADMIN_ROLES.contains(&role) {
        return Ok(());
    }
    if people::others_with(&mut work.tx, id, ADMIN_ROLES).await? == 0 {
        let held = users::roles(&mut work.tx, id).await?;
        if held.iter().any(|held| ADMIN_ROLES.contains(&held.as_str())) {
            return Err(Refused::LastAdmin.into());
        }
    }
    Ok(())
}

/// Disables a person: sessions and links end at once; nothing they did goes away.
pub async fn disable(work: &mut Work, id: &UserId, why: &str) -> Result<(), Problem> {
    work.actor.must("office.users")?;
    must_be_other(work, id)?;
    let why = reason(why)?.to_owned();
    let user = person(work, id).await?;
    must_leave_admin(work, id, "").await?;
    set_state(work, user, "disabled").await?;
    sessions::end_all(work, id).await?;
    let now = work.now;
    sign_in::end_invitations(&mut work.tx, id, now).await?;
    letters::forget_links(work, id).await?;
    sign_in::delete_devices(&mut work.tx, id).await?;
    work.note_with("office.user-disabled", id.as_str(), &json!({ "reason": why })).await
}

/// Lets a disabled person in again, by a new set-up link.
pub async fn enable(work: &mut Work, id: &UserId, why: &str) -> Result<String, Problem> {
    work.actor.must("office.users")?;
    let why = reason(why)?.to_owned();
    let user = person(work, id).await?;
    if user.state != "disabled" {
        return Err(Refused::AccountState { state: user.state }.into());
    }
    set_state(work, user, "invited").await?;
    work.note_with("office.user-enabled", id.as_str(), &json!({ "reason": why })).await?;
    link(work, id).await
}

/// Sets the state of an account.
async fn set_state(work: &mut Work, user: users::User, state: &str) -> Result<(), Problem> {
    if user.state == state {
        return Err(Refused::AccountState { state: user.state }.into());
    }
    let changed = users::User { state: state.to_owned(), ..user };
    if users::update_user(work, &changed).await? {
        Ok(())
    } else {
        Err(web::Refused::ChangedMeanwhile.into())
    }
}

/// Forgets a person's second factors, for someone who lost them all; sessions end.
pub async fn reset_factors(work: &mut Work, id: &UserId, why: &str) -> Result<(), Problem> {
    work.actor.must("office.users")?;
    must_be_other(work, id)?;
    let why = reason(why)?.to_owned();
    person(work, id).await?;
    sign_in::delete_totp(&mut work.tx, id).await?;
    sign_in::delete_passkeys(&mut work.tx, id).await?;
    sign_in::delete_codes(&mut work.tx, id).await?;
    sessions::end_all(work, id).await?;
    work.note_with("office.factors-reset", id.as_str(), &json!({ "reason": why })).await
}

/// Changes the asker's own name and address.
pub async fn change_me(work: &mut Work, wish: &crate::model::ChangeMe) -> Result<(), Problem> {
    let id = work.actor.id.clone();
    let user = person(work, &id).await?;
    let mut notes = Vec::new();
    let login = user.login.clone();
    judge(work, &mut notes, &login, &wish.name, &wish.email, "", Some(&id)).await?;
    settled(notes)?;
    let changed = users::User {
        name: wish.name.trim().to_owned(),
        email: wish.email.trim().to_owned(),
        version: wish.version,
        ..user
    };
    if !users::update_user(work, &changed).await? {
        return Err(web::Refused::ChangedMeanwhile.into());
    }
    index(work, &changed).await?;
    work.note("office.user-changed", id.as_str()).await
}
