//! Signing in and out, and setting a password through a link.

use askama::Template;
use axum_extra::extract::{CookieJar, Form};
use register::sessions;
use web::{Ask, Notes, Phrase, Reply, filters};

use super::{Told, caller, set_cookie, told};
use crate::{
    actions::sign_in as actions,
    model::{SetPassword, SignIn},
};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    login: String,
    told: Told,
    demo: bool,
}

/// `GET /office/sign-in`
pub(super) async fn show(ask: Ask) -> Reply {
    if ask.actor.is_known() {
        return ask.see("/");
    }
    ask.page_real(&SignInPage { login: String::new(), told: Told::default(), demo: ask.app.options().demo })
}

/// `POST /office/sign-in`
pub(super) async fn sign_in(ask: Ask, jar: CookieJar, Form(wish): Form<SignIn>) -> Reply {
    let caller = caller(&ask, &jar);
    match actions::sign_in(&ask.app, &wish, &caller).await {
        Ok(token) => {
            let limits = sessions::limits(&mut ask.read().await?).await?;
            let mut response = ask.see("/")?;
            let seconds = limits.longest_minutes * 60;
            set_cookie(&ask, &mut response, web::session_cookie(&ask.app), &token, seconds);
            Ok(response)
        }
        Err(problem) => {
            let told = told(&ask, problem)?;
            ask.page_again(&SignInPage { login: wish.login, told, demo: ask.app.options().demo })
        }
    }
}

/// `POST /office/sign-out`
pub(super) async fn sign_out(ask: Ask) -> Reply {
    if let Some(session) = &ask.session {
        let mut work = ask.work().await?;
        sessions::end(&mut work, &session.id).await?;
        work.note("office.session-ended", ask.actor.id.as_str()).await?;
        work.commit().await?;
    }
    let mut response = ask.see_saying("/", &Phrase::new("office-signed-out"))?;
    set_cookie(&ask, &mut response, web::session_cookie(&ask.app), "", 0);
    Ok(response)
}

#[derive(Template)]
#[template(path = "set_up.html")]
struct SetUpPage {
    token: String,
    login: String,
    notes: Notes,
}

/// `GET /office/set-up?token=…`
pub(super) async fn set_up(ask: Ask) -> Reply {
    let token = ask.param("token").unwrap_or_default();
    let user = actions::invited(&ask.app, &token).await?;
    ask.page_real(&SetUpPage { token, login: user.login, notes: Notes::default() })
}

/// `POST /office/set-up`
pub(super) async fn set_password(ask: Ask, Form(wish): Form<SetPassword>) -> Reply {
    match actions::set_password(&ask.app, &wish).await {
        Ok(()) => ask.see_saying("/office/sign-in", &Phrase::new("office-set-up-done")),
        Err(base::Problem::Fields(notes)) => {
            let login = actions::invited(&ask.app, &wish.token).await?.login;
            ask.page_again(&SetUpPage { token: wish.token, login, notes: ask.notes(&notes) })
        }
        Err(problem) => Err(problem.into()),
    }
}
