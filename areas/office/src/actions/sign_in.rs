//! Signing in with login and password, and setting passwords. Tries are counted before a password is
//! looked at, so that a burst of requests cannot slip past the count.

use base::{Problem, UserId};
use jiff::{SignedDuration, Timestamp};
use register::{Work, sessions, users};
use web::App;

use super::letters;
use crate::{
    model::{
        ChangePassword, DEVICE_DAYS, FREE_TRIES, FREE_TRIES_OF_ADDRESS, Refused, SetPassword, SignIn,
        wait_seconds,
    },
    password, secrets,
    store::sign_in as store,
};

/// Who tries, and from where.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// Network address.
    pub place: String,
    /// Token of the device cookie; empty when there is none.
    pub device: String,
}

/// The login as it is stored: without blanks around, in lower case.
pub fn plain_login(login: &str) -> String {
    login.trim().to_lowercase()
}

/// Keys whose failures count for a try, each with how many are free. A device its owner has used before
/// has a count of its own: failures of others do not hold it.
fn keys(what: &str, account: &str, caller: &Caller, known: bool) -> Vec<(String, i64)> {
    if known {
        return vec![(secrets::digest("try-device", &format!("{what}\n{}", caller.device)), FREE_TRIES)];
    }
    vec![
        (secrets::digest("try-account", &format!("{what}\n{account}")), FREE_TRIES),
        (secrets::digest("try-address", &caller.place), FREE_TRIES_OF_ADDRESS),
    ]
}

/// Counts a try, or refuses it while a key is held. Not a work: nobody decides anything, and a journal
/// line for each guess of a stranger would drown the rest; a wait that begins is logged.
async fn count_try(app: &App, keys: &[(String, i64)]) -> Result<(), Problem> {
    let now = app.clock().now();
    let mut tx = app.db().write().await?;
    let mut counts = Vec::new();
    for (key, free) in keys {
        let (failures, held) = store::attempts(&mut tx, key).await?;
        if let Some(until) = held.filter(|until| *until > now) {
            return Err(Refused::TooManyTries { minutes: minutes_until(now, until) }.into());
        }
        counts.push((key, failures + 1, *free));
    }
    for (key, failures, free) in counts {
        let wait = wait_seconds(failures, free);
        let held = (wait > 0).then(|| now + SignedDuration::from_secs(wait));
        if wait > 0 {
            tracing::warn!(key = &key[..12], failures, wait, "further tries have to wait");
        }
        store::put_attempts(&mut tx, key, failures, held, now).await?;
    }
    Ok(tx.commit().await?)
}

/// Whole minutes from one instant to another, at least one.
fn minutes_until(now: Timestamp, until: Timestamp) -> i64 {
    (until.duration_since(now).as_secs() + 59).max(60) / 60
}

/// Forgets the failures behind a try that succeeded; those of a shared address become one fewer.
async fn forgive(work: &mut Work, keys: &[(String, i64)]) -> Result<(), Problem> {
    for (key, free) in keys {
        if *free == FREE_TRIES_OF_ADDRESS {
            let (failures, _) = store::attempts(&mut work.tx, key).await?;
            store::put_attempts(&mut work.tx, key, (failures - 1).max(0), None, work.now).await?;
        } else {
            store::forget_attempts(&mut work.tx, key).await?;
        }
    }
    Ok(())
}

/// Whether the caller's device is known as this person's.
async fn is_known_device(app: &App, user: Option<&UserId>, caller: &Caller) -> Result<bool, Problem> {
    let Some(user) = user.filter(|_| !caller.device.is_empty()) else { return Ok(false) };
    let id = secrets::digest("device", &caller.device);
    store::knows_device(&mut app.db().read().await?, &id, user, app.clock().now()).await
}

/// Signs in: gives the token of a session that still waits for its second factor.
pub async fn sign_in(app: &App, wish: &SignIn, caller: &Caller) -> Result<String, Problem> {
    let login = plain_login(&wish.login);
    let user = users::user_by_login(&mut app.db().read().await?, &login)
        .await?
        .filter(|user| user.state == "active");
    let known = is_known_device(app, user.as_ref().map(|user| &user.id), caller).await?;
    let keys = keys("password", &login, caller, known);
    count_try(app, &keys).await?;
    let stored = match &user {
        Some(user) => store::password_hash(&mut app.db().read().await?, &user.id).await?,
        None => None,
    };
    let outdated = stored.as_deref().is_some_and(password::is_outdated);
    let fits = password::fits(&wish.password, stored).await?;
    let Some(user) = user.filter(|_| fits) else { return Err(Refused::WrongLogin.into()) };
    let renewed = if outdated { Some(password::hash(&wish.password).await?) } else { None };
    let mut work = app.work().await?;
    work.actor.id = user.id.clone();
    forgive(&mut work, &keys).await?;
    if let Some(hash) = renewed {
        store::put_password_hash(&mut work.tx, &user.id, &hash, work.now).await?;
    }
    let token = sessions::begin(&mut work, &user.id, false, &caller.place).await?;
    work.note("office.session-begun", user.id.as_str()).await?;
    work.commit().await?;
    Ok(token)
}

/// Counts a try of a second factor; give the keys to [`factor_given`] when it was right.
pub async fn count_factor_try(
    app: &App,
    user: &UserId,
    caller: &Caller,
) -> Result<Vec<(String, i64)>, Problem> {
    let known = is_known_device(app, Some(user), caller).await?;
    let keys = keys("factor", user.as_str(), caller, known);
    count_try(app, &keys).await?;
    Ok(keys)
}

/// Tokens for the browser once the second factor was right.
#[derive(Debug)]
pub struct Opened {
    /// Of the session that takes the place of the one before.
    pub token: String,
    /// Of the device, which is known from now on.
    pub device: String,
    /// Seconds the session lasts at most.
    pub seconds: i64,
}

/// Opens a new session after the second factor was right, and remembers the device.
pub async fn factor_given(
    work: &mut Work,
    session: &sessions::Session,
    keys: &[(String, i64)],
    caller: &Caller,
) -> Result<Opened, Problem> {
    forgive(work, keys).await?;
    let token = sessions::confirm(work, session).await?;
    let device = if caller.device.is_empty() { secrets::token()? } else { caller.device.clone() };
    let user = work.actor.id.clone();
    store::insert_device(&mut work.tx, &secrets::digest("device", &device), &user, work.now, DEVICE_DAYS)
        .await?;
    let seconds = sessions::limits(&mut work.tx).await?.longest_minutes * 60;
    Ok(Opened { token, device, seconds })
}

/// Notes for a new password and its repetition.
fn judged(password: &str, again: &str, login: &str) -> Result<(), Problem> {
    let mut notes = Vec::new();
    if let Err(note) = password::judge(password, login) {
        notes.push(note);
    }
    if password != again {
        notes.push(base::FieldNote::new("again", "office-password-differs"));
    }
    crate::model::settled(notes)
}

/// Whose set-up link `token` is, while it is good.
pub async fn invited(app: &App, token: &str) -> Result<users::User, Problem> {
    let mut tx = app.db().read().await?;
    let id = store::invited(&mut tx, &secrets::digest("invitation", token), app.clock().now()).await?;
    let user = match id {
        Some(id) => users::user(&mut tx, &id).await?,
        None => None,
    };
    user.filter(|user| user.state != "disabled").ok_or_else(|| Refused::LinkOver.into())
}

/// Sets the password through a set-up link, which is over then; sessions begun before end.
pub async fn set_password(app: &App, wish: &SetPassword) -> Result<(), Problem> {
    let user = invited(app, &wish.token).await?;
    judged(&wish.password, &wish.again, &user.login)?;
    let hash = password::hash(&wish.password).await?;
    let mut work = app.work().await?;
    let link = secrets::digest("invitation", &wish.token);
    if store::invited(&mut work.tx, &link, work.now).await?.as_ref() != Some(&user.id) {
        return Err(Refused::LinkOver.into());
    }
    work.actor.id = user.id.clone();
    store::end_invitations(&mut work.tx, &user.id, work.now).await?;
    letters::forget_links(&mut work, &user.id).await?;
    store::put_password_hash(&mut work.tx, &user.id, &hash, work.now).await?;
    sessions::end_all(&mut work, &user.id).await?;
    let active = users::User { state: "active".into(), ..user };
    if !users::update_user(&mut work, &active).await? {
        return Err(web::Refused::ChangedMeanwhile.into());
    }
    work.note("office.password-set", active.id.as_str()).await?;
    work.commit().await
}

/// Checks a change of the asker's own password and hashes the new one, before any write begins.
pub async fn judge_change(
    app: &App,
    user: &users::User,
    wish: &ChangePassword,
    caller: &Caller,
) -> Result<String, Problem> {
    judged(&wish.password, &wish.again, &user.login)?;
    let keys = keys("password", &user.login, caller, is_known_device(app, Some(&user.id), caller).await?);
    count_try(app, &keys).await?;
    let stored = store::password_hash(&mut app.db().read().await?, &user.id).await?;
    if !password::fits(&wish.present, stored).await? {
        return Err(Problem::field("present", "office-password-present-wrong"));
    }
    password::hash(&wish.password).await
}

/// Changes the asker's own password; their other sessions and known devices end, their failures are forgotten.
pub async fn change_password(
    work: &mut Work,
    session: &str,
    hash: &str,
    caller: &Caller,
) -> Result<(), Problem> {
    let user = users::user(&mut work.tx, &work.actor.id).await?.ok_or(web::Refused::NoSuchRecord)?;
    for known in [true, false] {
        forgive(work, &keys("password", &user.login, caller, known)).await?;
    }
    store::put_password_hash(&mut work.tx, &user.id, hash, work.now).await?;
    store::end_other_sessions(&mut work.tx, &user.id, session).await?;
    store::delete_devices(&mut work.tx, &user.id).await?;
    work.note("office.password-changed", user.id.as_str()).await
}
