//! Giving or setting up the second factor.

use askama::Template;
use axum::Json;
use axum_extra::extract::{CookieJar, Form};
use base::Problem;
use register::{sessions::Session, users};
use serde::{Deserialize, Serialize};
use web::{Ask, Failure, Phrase, Reply, filters};
use webauthn_rs::prelude::{PublicKeyCredential, RegisterPublicKeyCredential};

use super::{Told, caller, device_cookie, set_cookie, told};
use crate::{
    actions::{factors as actions, sign_in},
    model::{DEVICE_DAYS, Factors, GiveCode},
    passkey, totp,
};

#[derive(Template)]
#[template(path = "second_factor.html")]
struct GivePage {
    factors: Factors,
    passkeys: bool,
    told: Told,
}

#[derive(Template)]
#[template(path = "second_factor_new.html")]
struct SetUpPage {
    qr: String,
    secret: String,
    passkeys: bool,
    told: Told,
}

#[derive(Template)]
#[template(path = "codes.html")]
pub(super) struct CodesPage {
    pub(super) codes: Vec<String>,
    pub(super) login: String,
}

/// The session of a signed-in person.
pub(super) fn session(ask: &Ask) -> Result<Session, Failure> {
    ask.session.clone().ok_or_else(|| Failure(Problem::fault("a signed-in request has no session")))
}

/// `GET /office/second-factor`: asks for the factor, or offers to set one up.
pub(super) async fn show(ask: Ask) -> Reply {
    page(&ask, Told::default(), false).await
}

/// The page for giving or setting up, with what a refused try was told.
async fn page(ask: &Ask, told: Told, again: bool) -> Reply {
    let session = session(ask)?;
    let mut tx = ask.read().await?;
    let factors = actions::factors(&mut tx, &ask.actor.id).await?;
    if factors.any() && !session.second_factor {
        let passkeys = !factors.passkeys.is_empty() && passkey::party(&ask.app).is_some();
        let view = GivePage { factors, passkeys, told };
        return if again { ask.page_again(&view) } else { ask.page_real(&view) };
    }
    let user = users::user(&mut tx, &ask.actor.id)
        .await?
        .ok_or(web::Refused::NoSuchRecord)
        .map_err(Problem::from)?;
    let offered = actions::offered(&ask.app, &session, &user)?;
    let url = offered.to_url().map_err(|error| Problem::fault(error.to_string()))?;
    let qr = documents::qr::svg(&url, &ask.t("office-factor-qr")).map_err(Problem::fault)?;
    let view =
        SetUpPage { qr, secret: totp::typed(&offered), passkeys: passkey::party(&ask.app).is_some(), told };
    if again { ask.page_again(&view) } else { ask.page_real(&view) }
}

/// `POST /office/second-factor`
pub(super) async fn give_code(ask: Ask, jar: CookieJar, Form(wish): Form<GiveCode>) -> Reply {
    match try_code(&ask, &jar, &wish.code).await {
        Ok(opened) => {
            let mut response = ask.see("/")?;
            set_tokens(&ask, &mut response, &opened);
            Ok(response)
        }
        Err(problem) => page(&ask, told(&ask, problem)?, true).await,
    }
}

/// Takes a code and opens the session.
async fn try_code(ask: &Ask, jar: &CookieJar, code: &str) -> Result<sign_in::Opened, Problem> {
    let caller = caller(ask, jar);
    let session = ask.session.clone().ok_or_else(|| Problem::fault("a signed-in request has no session"))?;
    let keys = sign_in::count_factor_try(&ask.app, &ask.actor.id, &caller).await?;
    let mut work = ask.work().await?;
    actions::give_code(&ask.app, &mut work, code).await?;
    let opened = sign_in::factor_given(&mut work, &session, &keys, &caller).await?;
    work.commit().await?;
    Ok(opened)
}

/// `POST /office/second-factor/app`: the first code of the offered authenticator app.
pub(super) async fn add_app(ask: Ask, jar: CookieJar, Form(wish): Form<GiveCode>) -> Reply {
    let session = session(&ask)?;
    let caller = caller(&ask, &jar);
    let keys = sign_in::count_factor_try(&ask.app, &ask.actor.id, &caller).await?;
    let mut work = ask.work().await?;
    let codes = match actions::add_totp(&ask.app, &mut work, &session, &wish.code).await {
        Ok(codes) => codes,
        Err(problem) => {
            drop(work);
            return page(&ask, told(&ask, problem)?, true).await;
        }
    };
    let opened = sign_in::factor_given(&mut work, &session, &keys, &caller).await?;
    work.commit().await?;
    let mut response = if codes.is_empty() {
        ask.see_saying("/office/me", &Phrase::new("office-factor-added"))?
    } else {
        ask.page_real(&CodesPage { codes, login: String::new() })?
    };
    set_tokens(&ask, &mut response, &opened);
    Ok(response)
}

/// Gives the browser its new session and its device.
fn set_tokens(ask: &Ask, response: &mut axum::response::Response, opened: &sign_in::Opened) {
    set_cookie(ask, response, web::session_cookie(&ask.app), &opened.token, opened.seconds);
    set_cookie(ask, response, device_cookie(&ask.app), &opened.device, DEVICE_DAYS * 86_400);
}

/// The options of a ceremony with its id.
#[derive(Debug, Serialize)]
struct Asked<T> {
    ceremony: String,
    options: T,
}

/// What came of a ceremony: where to go, and codes to be shown once.
#[derive(Debug, Serialize)]
struct Answered {
    next: &'static str,
    codes: Vec<String>,
}

/// A browser's answer to a registration.
#[derive(Debug, Deserialize)]
pub(super) struct Registered {
    ceremony: String,
    #[serde(default)]
    name: String,
    credential: RegisterPublicKeyCredential,
}

/// A browser's answer to a check.
#[derive(Debug, Deserialize)]
pub(super) struct Checked {
    ceremony: String,
    credential: PublicKeyCredential,
}

/// `POST /office/second-factor/passkey/register`
pub(super) async fn begin_passkey(ask: Ask) -> Reply {
    let session = session(&ask)?;
    let (ceremony, options) = actions::begin_passkey(&ask.app, &session, &ask.actor.id).await?;
    ask.json(&Asked { ceremony, options })
}

/// `POST /office/second-factor/passkey/registered`
pub(super) async fn add_passkey(ask: Ask, jar: CookieJar, Json(wish): Json<Registered>) -> Reply {
    let session = session(&ask)?;
    let caller = caller(&ask, &jar);
    let keys = sign_in::count_factor_try(&ask.app, &ask.actor.id, &caller).await?;
    let mut work = ask.work().await?;
    let name = if wish.name.trim().is_empty() { ask.t("office-passkey-name") } else { wish.name };
    let codes =
        actions::add_passkey(&ask.app, &mut work, &session, &wish.ceremony, &wish.credential, &name).await?;
    let opened = sign_in::factor_given(&mut work, &session, &keys, &caller).await?;
    work.commit().await?;
    answered(&ask, &opened, &Answered { next: "/office/me", codes })
}

/// `POST /office/second-factor/passkey/check`
pub(super) async fn begin_check(ask: Ask) -> Reply {
    let (ceremony, options) = actions::begin_check(&ask.app, &ask.actor.id).await?;
    ask.json(&Asked { ceremony, options })
}

/// `POST /office/second-factor/passkey/checked`
pub(super) async fn give_passkey(ask: Ask, jar: CookieJar, Json(wish): Json<Checked>) -> Reply {
    let session = session(&ask)?;
    let caller = caller(&ask, &jar);
    let keys = sign_in::count_factor_try(&ask.app, &ask.actor.id, &caller).await?;
    let mut work = ask.work().await?;
    actions::give_passkey(&ask.app, &mut work, &wish.ceremony, &wish.credential).await?;
    let opened = sign_in::factor_given(&mut work, &session, &keys, &caller).await?;
    work.commit().await?;
    answered(&ask, &opened, &Answered { next: "/", codes: Vec::new() })
}

/// The answer of a ceremony, with the new tokens.
fn answered(ask: &Ask, opened: &sign_in::Opened, answer: &Answered) -> Reply {
    let mut response = ask.json(answer)?;
    set_tokens(ask, &mut response, opened);
    Ok(response)
}
