//! The screens of the office: routes and what all of them share.

pub(crate) mod agencies;
mod demo;
pub(crate) mod districts;
pub(crate) mod hub;
pub(crate) mod journal;
mod lists;
mod me;
mod organization;
pub(crate) mod outbox;
pub(crate) mod said;
mod second_factor;
pub(crate) mod settings;
mod sign_in;
pub(crate) mod users;

use base::Problem;
use web::{
    Ask, Routes,
    open::{HALF_SIGNED_IN, PUBLIC, SIGNED_IN},
};

use crate::actions::sign_in::Caller;

/// All screens of the office.
pub fn routes() -> Routes {
    let routes = Routes::new()
        .get("/", "office.hub", hub::hub)
        .get("/demo", PUBLIC, demo::show)
        .post("/demo", PUBLIC, demo::step_in)
        .get("/districts", PUBLIC, districts::list)
        .get("/districts/file", PUBLIC, districts::file)
        .get("/institutions", PUBLIC, districts::institutions)
        .get("/institutions/file", PUBLIC, districts::institutions_file)
        .get("/journal", "office.journal", journal::list)
        .get("/journal/verify", "office.journal", journal::verify)
        .post("/journal/download", "office.journal", journal::download)
        .get("/settings", "office.settings", settings::show)
        .post("/settings", "office.settings", settings::change)
        .post("/settings/{group}", "office.settings", settings::change_group)
        .get("/jobs", "office.jobs", settings::jobs)
        .get("/outbox", "office.outbox", outbox::list)
        .post("/outbox/send", "office.outbox", outbox::send_many)
        .get("/outbox/{id}", "office.outbox", outbox::show)
        .post("/outbox/{id}", "office.outbox", outbox::change)
        .post("/outbox/{id}/send", "office.outbox", outbox::send)
        .post("/outbox/{id}/discard", "office.outbox", outbox::discard);
    organization_routes(agency_routes(people_routes(door_routes(routes))))
}

/// Signing in and out, second factors, one's own page.
fn door_routes(routes: Routes) -> Routes {
    routes
        .get("/sign-in", PUBLIC, sign_in::show)
        .post("/sign-in", PUBLIC, sign_in::sign_in)
        .post("/sign-out", PUBLIC, sign_in::sign_out)
        .get("/set-up", PUBLIC, sign_in::set_up)
        .post("/set-up", PUBLIC, sign_in::set_password)
        .get("/second-factor", HALF_SIGNED_IN, second_factor::show)
        .post("/second-factor", HALF_SIGNED_IN, second_factor::give_code)
        .post("/second-factor/app", HALF_SIGNED_IN, second_factor::add_app)
        .post("/second-factor/passkey/register", HALF_SIGNED_IN, second_factor::begin_passkey)
        .post("/second-factor/passkey/registered", HALF_SIGNED_IN, second_factor::add_passkey)
        .post("/second-factor/passkey/check", HALF_SIGNED_IN, second_factor::begin_check)
        .post("/second-factor/passkey/checked", HALF_SIGNED_IN, second_factor::give_passkey)
        .get("/me", SIGNED_IN, me::show)
        .post("/me", SIGNED_IN, me::change)
        .post("/me/password", SIGNED_IN, me::change_password)
        .post("/me/codes", SIGNED_IN, me::renew_codes)
        .post("/me/app/remove", SIGNED_IN, me::remove_app)
        .post("/me/passkeys/{id}/remove", SIGNED_IN, me::remove_passkey)
        .post("/me/sessions/{id}/end", SIGNED_IN, me::end_session)
        .post("/me/sessions/end", SIGNED_IN, me::end_sessions)
}

/// People and their rights.
fn people_routes(routes: Routes) -> Routes {
    routes
        .get("/users", "office.users-see", users::list)
        .post("/users/download", "office.users-see", users::download)
        .get("/users/new", "office.users", users::new)
        .post("/users", "office.users", users::create)
        .get("/users/{id}", "office.users-see", users::show)
        .get("/users/{id}/edit", "office.users", users::edit)
        .post("/users/{id}", "office.users", users::update)
        .post("/users/{id}/roles", "office.users", users::grant)
        .post("/users/{id}/roles/end", "office.users", users::end_role)
        .post("/users/{id}/disable", "office.users", users::disable)
        .post("/users/{id}/enable", "office.users", users::enable)
        .post("/users/{id}/link", "office.users", users::renew_link)
        .post("/users/{id}/factors/reset", "office.users", users::reset_factors)
        .get("/roles", "office.users-see", users::roles)
}

/// Agencies.
fn agency_routes(routes: Routes) -> Routes {
    routes
        .get("/agencies", "office.agencies-see", agencies::list)
        .get("/agencies/file", "office.agencies-see", agencies::file)
        .get("/agencies/new", "office.agencies", agencies::new)
        .post("/agencies", "office.agencies", agencies::create)
        .get("/agencies/{id}", "office.agencies-see", agencies::show)
        .get("/agencies/{id}/edit", "office.agencies", agencies::edit)
        .post("/agencies/{id}", "office.agencies", agencies::update)
        .get("/agencies/{id}/terms/new", "office.agencies", agencies::new_term)
        .post("/agencies/{id}/terms", "office.agencies", agencies::add_term)
}

/// Units and reorganization.
fn organization_routes(routes: Routes) -> Routes {
    routes
        .get("/organization", "office.organization-see", organization::show)
        .get("/reorganizations/new", "office.organization", organization::new)
        .post("/reorganizations", "office.organization", organization::create)
        .get("/reorganizations/{id}", "office.organization-see", organization::draft)
        .post("/reorganizations/{id}/ends", "office.organization", organization::plan_ends)
        .post("/reorganizations/{id}/apply", "office.organization", organization::apply)
        .post("/reorganizations/{id}/drop", "office.organization", organization::drop_draft)
        .post("/reorganizations/{id}/undo", "office.organization", organization::undo)
}

/// One option of a drop-down.
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) selected: bool,
}

/// Options whose labels are messages `prefix` + value.
pub(crate) fn choices(ask: &Ask, prefix: &str, values: &[&str], chosen: &str) -> Vec<Choice> {
    let choice = |value: &&str| Choice {
        value: (*value).to_owned(),
        label: ask.t(&format!("{prefix}{value}")),
        selected: *value == chosen,
    };
    values.iter().map(choice).collect()
}

/// What a refusal says and what to do next, for showing it on the form it came from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    pub(crate) text: String,
    pub(crate) next: String,
}

/// Words of a refusal; other problems are handed back.
pub(crate) fn told(ask: &Ask, problem: Problem) -> Result<Told, Problem> {
    let Problem::Refused(refused) = &problem else { return Err(problem) };
    let say = |key: String| ask.say(&web::Phrase { key, args: refused.args.clone() });
    Ok(Told { text: say(refused.key()), next: say(format!("{}.next", refused.key())) })
}

/// Name of the cookie that makes a device known.
pub(crate) fn device_cookie(app: &web::App) -> &'static str {
    if app.options().public_url.starts_with("https://") { "__Host-dure-device" } else { "dure-device" }
}

/// Who tries to sign in, and from where.
pub(crate) fn caller(ask: &Ask, jar: &axum_extra::extract::CookieJar) -> Caller {
    let device = jar.get(device_cookie(&ask.app)).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
    Caller { place: ask.place.clone(), device }
}

/// Adds a cookie to an answer; `seconds` 0 takes it away.
pub(crate) fn set_cookie(
    ask: &Ask,
    response: &mut axum::response::Response,
    name: &str,
    value: &str,
    seconds: i64,
) {
    let secure = if ask.app.options().public_url.starts_with("https://") { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(value) = axum::http::HeaderValue::from_str(&cookie) {
        response.headers_mut().append(axum::http::header::SET_COOKIE, value);
    }
}
