//! Second factors: authenticator apps, passkeys and recovery codes.

use base::{Problem, UserId};
use db::Tx;
use jiff::{SignedDuration, Timestamp};
use register::{Work, sessions::Session, users};
use serde::de::DeserializeOwned;
use web::App;
use webauthn_rs::prelude::{
    CreationChallengeResponse, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, RequestChallengeResponse,
};

use crate::{
    model::{CEREMONY_MINUTES, Ceremony, Factors, RECOVERY_CODES, Refused, StoredPasskey, StoredTotp},
    passkey, secrets,
    store::sign_in as store,
    totp,
};

/// Which factors a person has.
pub async fn factors(tx: &mut Tx, user: &UserId) -> Result<Factors, Problem> {
    Ok(Factors {
        totp: store::totp(tx, user).await?.is_some(),
        passkeys: store::passkeys(tx, user).await?,
        codes_left: store::codes_left(tx, user).await?,
    })
}

/// A factor may be added by a session that has given one, or while there is none yet. Otherwise a stolen
/// password would be enough to add one's own.
fn must_add(session: &Session, factors: &Factors) -> Result<(), Problem> {
    if session.second_factor || !factors.any() { Ok(()) } else { Err(Refused::FactorFirst.into()) }
}

/// Where a person's sealed secret belongs to.
fn place(user: &UserId) -> String {
    format!("office_totp.secret:{user}")
}

/// The authenticator app that a session may set up: derived from the session, so that showing the page
/// stores nothing and a reload shows the same.
pub fn offered(app: &App, session: &Session, user: &users::User) -> Result<totp_rs::Totp, Problem> {
    let secret = secrets::derived(app, &format!("totp-offer\n{}\n{}", session.id, user.id))?;
    let centre = app.facade().centre;
    totp::generator(&secret, if centre.is_empty() { "Dure" } else { &centre }, &user.login)
}

/// Seconds since 1970 that authenticator apps agree on, also where the house lives on a practice day.
fn seconds(app: &App) -> i64 {
    app.clock().machine_now().as_second()
}

/// Sets up the offered authenticator app with its first code; gives recovery codes when there were none.
pub async fn add_totp(
    app: &App,
    work: &mut Work,
    session: &Session,
    code: &str,
) -> Result<Vec<String>, Problem> {
    let user = users::user(&mut work.tx, &work.actor.id).await?.ok_or(web::Refused::NoSuchRecord)?;
    let factors = factors(&mut work.tx, &user.id).await?;
    must_add(session, &factors)?;
    let offered = offered(app, session, &user)?;
    let Some(step) = totp::step(&offered, code, seconds(app), 0) else {
        return Err(Refused::WrongCode.into());
    };
    let secret = secrets::seal(app, &place(&user.id), offered.secret().as_bytes())?;
    store::put_totp(&mut work.tx, &user.id, &StoredTotp { secret, last_step: step }, work.now).await?;
    work.note("office.totp-added", user.id.as_str()).await?;
    first_codes(work, &factors).await
}

/// Recovery codes with the first factor; none when there are some left.
async fn first_codes(work: &mut Work, before: &Factors) -> Result<Vec<String>, Problem> {
    if before.codes_left > 0 { Ok(Vec::new()) } else { renew_codes(work).await }
}

/// Makes ten recovery codes in place of those before; they are shown once.
pub async fn renew_codes(work: &mut Work) -> Result<Vec<String>, Problem> {
    let user = work.actor.id.clone();
    store::delete_codes(&mut work.tx, &user).await?;
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let code = secrets::recovery_code()?;
        store::insert_code(&mut work.tx, &user, &code_hash(&user, &code), work.now).await?;
        codes.push(code);
    }
    work.note("office.recovery-codes-made", user.as_str()).await?;
    Ok(codes)
}

/// What is stored of a recovery code: letters and digits only, whatever was typed between.
fn code_hash(user: &UserId, code: &str) -> String {
    let letters: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    secrets::digest("recovery", &format!("{user}\n{}", letters.to_lowercase()))
}

/// Takes a code of the authenticator app or a recovery code, each once.
pub async fn give_code(app: &App, work: &mut Work, code: &str) -> Result<(), Problem> {
    let user = work.actor.id.clone();
    let letters = code.chars().filter(char::is_ascii_alphanumeric).count();
    if letters == 16 {
        if !store::use_code(&mut work.tx, &user, &code_hash(&user, code), work.now).await? {
            return Err(Refused::WrongCode.into());
        }
        return work.note("office.recovery-code-used", user.as_str()).await;
    }
    let Some(stored) = store::totp(&mut work.tx, &user).await? else { return Err(Refused::WrongCode.into()) };
    let secret = secrets::open(app, &place(&user), &stored.secret)?;
    let totp = totp::generator(&secret, "Dure", user.as_str())?;
    let Some(step) = totp::step(&totp, code, seconds(app), stored.last_step) else {
        return Err(Refused::WrongCode.into());
    };
    if !store::use_step(&mut work.tx, &user, step).await? {
        return Err(Refused::WrongCode.into());
    }
    work.note("office.totp-given", user.as_str()).await
}

/// Removes the asker's authenticator app, unless it is their only factor.
pub async fn remove_totp(work: &mut Work) -> Result<(), Problem> {
    let user = work.actor.id.clone();
    if factors(&mut work.tx, &user).await?.passkeys.is_empty() {
        return Err(Refused::LastFactor.into());
    }
    store::delete_totp(&mut work.tx, &user).await?;
    work.note("office.totp-removed", user.as_str()).await
}

/// Removes one of the asker's passkeys, unless it is their only factor.
pub async fn remove_passkey(work: &mut Work, id: &str) -> Result<(), Problem> {
    let user = work.actor.id.clone();
    let factors = factors(&mut work.tx, &user).await?;
    if !factors.totp && factors.passkeys.len() <= 1 {
        return Err(Refused::LastFactor.into());
    }
    if !store::delete_passkey(&mut work.tx, &user, id).await? {
        return Err(web::Refused::NoSuchRecord.into());
    }
    work.note("office.passkey-removed", user.as_str()).await
}

/// Stores the state of a ceremony; gives its id.
async fn begin(
    tx: &mut Tx,
    now: Timestamp,
    user: &UserId,
    kind: &str,
    state: &impl serde::Serialize,
) -> Result<String, Problem> {
    let id = secrets::token()?;
    let content = serde_json::to_string(state).map_err(Problem::fault)?;
    let ceremony = Ceremony { user_id: user.clone(), kind: kind.to_owned(), content };
    let ends = now + SignedDuration::from_mins(CEREMONY_MINUTES);
    store::insert_ceremony(tx, &secrets::digest("ceremony", &id), &ceremony, now, ends).await?;
    Ok(id)
}

/// Takes the state of a ceremony out, if it is this person's and of this kind.
async fn take<S: DeserializeOwned>(work: &mut Work, id: &str, kind: &str) -> Result<S, Problem> {
    let found = store::take_ceremony(&mut work.tx, &secrets::digest("ceremony", id), work.now).await?;
    let fits = |ceremony: &Ceremony| ceremony.user_id == work.actor.id && ceremony.kind == kind;
    let Some(ceremony) = found.filter(fits) else { return Err(Refused::WrongPasskey.into()) };
    serde_json::from_str(&ceremony.content).map_err(Problem::fault)
}

/// Begins to register a passkey. Not a work: nothing is decided yet, and the state ends by itself.
pub async fn begin_passkey(
    app: &App,
    session: &Session,
    user: &UserId,
) -> Result<(String, CreationChallengeResponse), Problem> {
    let party = passkey::must(app)?;
    let mut tx = app.db().write().await?;
    let person = users::user(&mut tx, user).await?.ok_or(web::Refused::NoSuchRecord)?;
    let factors = factors(&mut tx, user).await?;
    must_add(session, &factors)?;
    let present = passkey::credentials(&factors.passkeys).iter().map(|key| key.cred_id().clone()).collect();
    let (options, state) = party
        .start_passkey_registration(passkey::handle(user), &person.login, &person.name, Some(present))
        .map_err(|error| Problem::fault(error.to_string()))?;
    let id = begin(&mut tx, app.clock().now(), user, "register", &state).await?;
    tx.commit().await?;
    Ok((id, options))
}

/// Stores the passkey that answers a ceremony; gives recovery codes when there were none.
pub async fn add_passkey(
    app: &App,
    work: &mut Work,
    session: &Session,
    ceremony: &str,
    answer: &RegisterPublicKeyCredential,
    name: &str,
) -> Result<Vec<String>, Problem> {
    let user = work.actor.id.clone();
    let factors = factors(&mut work.tx, &user).await?;
    must_add(session, &factors)?;
    let state: PasskeyRegistration = take(work, ceremony, "register").await?;
    let made = passkey::must(app)?.finish_passkey_registration(answer, &state).map_err(|error| {
        tracing::info!(%error, "a passkey was not registered");
        Problem::from(Refused::WrongPasskey)
    })?;
    let one = StoredPasskey {
        id: data_encoding::BASE64URL_NOPAD.encode(made.cred_id().as_ref()),
        name: name.chars().take(60).collect(),
        credential: serde_json::to_string(&made).map_err(Problem::fault)?,
        made_at: work.now,
        used_at: None,
    };
    if !store::insert_passkey(&mut work.tx, &user, &one).await? {
        return Err(Refused::WrongPasskey.into());
    }
    work.note("office.passkey-added", user.as_str()).await?;
    first_codes(work, &factors).await
}

/// Begins to check a passkey of the asker.
pub async fn begin_check(app: &App, user: &UserId) -> Result<(String, RequestChallengeResponse), Problem> {
    let party = passkey::must(app)?;
    let mut tx = app.db().write().await?;
    let keys = passkey::credentials(&store::passkeys(&mut tx, user).await?);
    if keys.is_empty() {
        return Err(Refused::WrongPasskey.into());
    }
    let (options, state) =
        party.start_passkey_authentication(&keys).map_err(|error| Problem::fault(error.to_string()))?;
    let id = begin(&mut tx, app.clock().now(), user, "check", &state).await?;
    tx.commit().await?;
    Ok((id, options))
}

/// Takes the answer of a passkey.
pub async fn give_passkey(
    app: &App,
    work: &mut Work,
    ceremony: &str,
    answer: &PublicKeyCredential,
) -> Result<(), Problem> {
    let user = work.actor.id.clone();
    let state: PasskeyAuthentication = take(work, ceremony, "check").await?;
    let result = passkey::must(app)?.finish_passkey_authentication(answer, &state).map_err(|error| {
        tracing::info!(%error, "a passkey was not accepted");
        Problem::from(Refused::WrongPasskey)
    })?;
    let id = data_encoding::BASE64URL_NOPAD.encode(result.cred_id().as_ref());
    let stored = store::passkeys(&mut work.tx, &user).await?.into_iter().find(|key| key.id == id);
    let mut key = stored
        .and_then(|key| serde_json::from_str::<webauthn_rs::prelude::Passkey>(&key.credential).ok())
        .ok_or_else(|| Problem::from(Refused::WrongPasskey))?;
    key.update_credential(&result);
    let credential = serde_json::to_string(&key).map_err(Problem::fault)?;
    store::use_passkey(&mut work.tx, &id, &credential, work.now).await?;
    work.note("office.passkey-given", user.as_str()).await
}
