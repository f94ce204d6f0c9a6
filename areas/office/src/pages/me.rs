//! One's own page: name, password, second factors, sessions.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::{CookieJar, Form};
use base::Problem;
use register::{sessions, sessions::Session, users};
use web::{Ask, Notes, Phrase, Reply, filters};

use super::{caller, second_factor, set_cookie};
use crate::{
    actions,
    model::{ChangeMe, ChangePassword, Factors},
    passkey, store,
};

#[derive(Template)]
#[template(path = "me.html")]
struct MePage {
    user: users::User,
    shown: String,
    email: String,
    roles: Vec<String>,
    factors: Factors,
    passkeys: bool,
    sessions: Vec<Session>,
    own: String,
    notes: Notes,
}

/// The page, with what was typed and notes at its fields.
async fn page(ask: &Ask, typed: Option<ChangeMe>, notes: Notes) -> Reply {
    let mut tx = ask.read().await?;
    let id = &ask.actor.id;
    let user = users::user(&mut tx, id).await?.ok_or_else(|| Problem::from(web::Refused::NoSuchRecord))?;
    let again = !notes.0.is_empty();
    let typed =
        typed.unwrap_or_else(|| ChangeMe { name: user.name.clone(), email: user.email.clone(), version: 0 });
    let view = MePage {
        roles: users::roles(&mut tx, id).await?,
        factors: actions::factors::factors(&mut tx, id).await?,
        sessions: store::sign_in::sessions(&mut tx, id, ask.app.clock().now()).await?,
        passkeys: passkey::party(&ask.app).is_some(),
        own: second_factor::session(ask)?.id,
        shown: typed.name,
        email: typed.email,
        user,
        notes,
    };
    if again { ask.page_again(&view) } else { ask.page(&view) }
}

/// `GET /office/me`
pub(super) async fn show(ask: Ask) -> Reply {
    page(&ask, None, Notes::default()).await
}

/// `POST /office/me`
pub(super) async fn change(ask: Ask, Form(wish): Form<ChangeMe>) -> Reply {
    let mut work = ask.work().await?;
    match actions::users::change_me(&mut work, &wish).await {
        Ok(()) => {
            work.commit().await?;
            ask.see_saying("/office/me", &Phrase::new("office-saved"))
        }
        Err(Problem::Fields(notes)) => {
            drop(work);
            page(&ask, Some(wish), ask.notes(&notes)).await
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /office/me/password`
pub(super) async fn change_password(ask: Ask, jar: CookieJar, Form(wish): Form<ChangePassword>) -> Reply {
    let caller = caller(&ask, &jar);
    let user = users::user(&mut ask.read().await?, &ask.actor.id).await?;
    let user = user.ok_or_else(|| Problem::from(web::Refused::NoSuchRecord))?;
    let hash = match actions::sign_in::judge_change(&ask.app, &user, &wish, &caller).await {
        Ok(hash) => hash,
        Err(Problem::Fields(notes)) => return page(&ask, None, ask.notes(&notes)).await,
        Err(problem) => return Err(problem.into()),
    };
    let session = second_factor::session(&ask)?;
    let mut work = ask.work().await?;
    actions::sign_in::change_password(&mut work, &session.id, &hash, &caller).await?;
    work.commit().await?;
    ask.see_saying("/office/me", &Phrase::new("office-password-changed"))
}

/// `POST /office/me/codes`: new recovery codes, shown once.
pub(super) async fn renew_codes(ask: Ask) -> Reply {
    let mut work = ask.work().await?;
    let codes = actions::factors::renew_codes(&mut work).await?;
    let login = users::user(&mut work.tx, &ask.actor.id).await?.map(|user| user.login).unwrap_or_default();
    work.commit().await?;
    ask.page_real(&second_factor::CodesPage { codes, login })
}

/// `POST /office/me/app/remove`
pub(super) async fn remove_app(ask: Ask) -> Reply {
    let mut work = ask.work().await?;
    actions::factors::remove_totp(&mut work).await?;
    work.commit().await?;
    ask.see_saying("/office/me", &Phrase::new("office-factor-removed"))
}

/// `POST /office/me/passkeys/{id}/remove`
pub(super) async fn remove_passkey(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    actions::factors::remove_passkey(&mut work, &id).await?;
    work.commit().await?;
    ask.see_saying("/office/me", &Phrase::new("office-factor-removed"))
}

/// `POST /office/me/sessions/{id}/end`
pub(super) async fn end_session(ask: Ask, Path(id): Path<String>) -> Reply {
    let mut work = ask.work().await?;
    if !store::sign_in::end_session_of(&mut work.tx, &ask.actor.id, &id).await? {
        return Err(Problem::from(web::Refused::NoSuchRecord).into());
    }
    work.note("office.session-ended", ask.actor.id.as_str()).await?;
    work.commit().await?;
    ask.see_saying("/office/me", &Phrase::new("office-session-ended"))
}

/// `POST /office/me/sessions/end`: signs out everywhere, here too, and forgets known devices.
pub(super) async fn end_sessions(ask: Ask) -> Reply {
    let mut work = ask.work().await?;
    sessions::end_all(&mut work, &ask.actor.id).await?;
    store::sign_in::delete_devices(&mut work.tx, &ask.actor.id).await?;
    work.note("office.sessions-ended", ask.actor.id.as_str()).await?;
    work.commit().await?;
    let mut response = ask.see_saying("/office/sign-in", &Phrase::new("office-signed-out-everywhere"))?;
    set_cookie(&ask, &mut response, web::session_cookie(&ask.app), "", 0);
    Ok(response)
}
