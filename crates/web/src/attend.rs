//! Around every request: who asks, how they like it; and putting problems into words on the way out.

use std::net::{IpAddr, SocketAddr};

use askama::Template;
use axum::{
    body::Body,
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use base::{Actor, Id, Problem};
use register::sessions;
use serde_json::json;
use tower_http::csrf::ProtectionError;

use crate::{
    App, Ask, Failure, Look, Phrase, Refused,
    failure::{Carried, status},
    frame::filters,
    once, params,
};

/// The session cookie. The `__Host-` prefix pins it to this host over TLS.
pub fn session_cookie(app: &App) -> &'static str {
    if app.options().public_url.starts_with("https://") { "__Host-dure" } else { "dure" }
}

/// Largest typed form or JSON body.
const TYPED_BODY_BYTES: usize = 2 * 1_048_576;

/// Headers of every answer: nothing from elsewhere, no framing, nothing kept by caches.
const HEADERS: [(header::HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// The middleware: attends a request and words its answer.
pub async fn attend(State(app): State<App>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
    let (mut parts, body) = request.into_parts();
    let place = place(&app, peer, &parts.headers);
    let mut ask = stranger(&app, &parts, place);
    ask.at_this_machine = at_this_machine(peer, &parts.headers);
    let (body, body_hash) = match inspected(&parts.headers, body).await {
        Ok(inspected) => inspected,
        Err(problem) => return finish(&ask, worded(&ask, Failure(problem).into_response())),
    };
    ask.body_hash = body_hash;
    let token =
        CookieJar::from_headers(&parts.headers).get(session_cookie(&app)).map(|c| c.value().to_owned());
    if let Some(token) = token {
        match signed_in(&app, &token).await {
            Ok((actor, session)) => (ask.actor, ask.session) = (actor, session),
            Err(problem) => return finish(&ask, worded(&ask, Failure(problem).into_response())),
        }
    }
    if let Some(place) = detour(&ask) {
        return Redirect::to(place).into_response();
    }
    if let Err(refused) = params::readable(&ask.params) {
        return finish(&ask, worded(&ask, Failure(refused.into()).into_response()));
    }
    parts.extensions.insert(ask.clone());
    let response = next.run(Request::from_parts(parts, body)).await;
    let led_to =
        response.headers().get(header::LOCATION).and_then(|place| place.to_str().ok()).map(str::to_owned);
    remember_answer(&ask, led_to).await;
    finish(&ask, worded(&ask, response))
}

/// Who is at the other side. Behind a proxy that the operator trusts, the nearest address in
/// `X-Forwarded-For` that is none of the proxies; from anyone else that header is ignored.
fn place(app: &App, peer: Option<IpAddr>, headers: &HeaderMap) -> String {
    let trusted = &app.options().trusted_proxies;
    let Some(peer) = peer else { return String::new() };
    if !trusted.contains(&peer) {
        return peer.to_string();
    }
    let forwarded = text_header(headers, "x-forwarded-for").unwrap_or_default();
    let hops = forwarded.split(',').rev().filter_map(|hop| hop.trim().parse::<IpAddr>().ok());
    hops.into_iter().find(|hop| !trusted.contains(hop)).unwrap_or(peer).to_string()
}

/// Whether a request comes from this machine, under a name of this machine, through no proxy.
fn at_this_machine(peer: Option<IpAddr>, headers: &HeaderMap) -> bool {
    let host = text_header(headers, "host").unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host.as_str(), |(name, port)| {
        if port.bytes().all(|b| b.is_ascii_digit()) { name } else { host.as_str() }
    });
    let named = ["localhost", "127.0.0.1", "[::1]", ""].contains(&name);
    let proxied =
        ["forwarded", "x-forwarded-for", "x-real-ip", "via"].iter().any(|name| headers.contains_key(*name));
    peer.is_some_and(|peer| peer.to_canonical().is_loopback()) && named && !proxied
}

/// A request as that of someone not (yet) known.
fn stranger(app: &App, parts: &Parts, place: String) -> Ask {
    let (headers, uri) = (&parts.headers, &parts.uri);
    let jar = CookieJar::from_headers(headers);
    let cookie = |name: &str| jar.get(name).map(|c| c.value().to_owned());
    let params: Vec<(String, String)> = form_pairs(uri.query().unwrap_or_default());
    let once = params.iter().find(|(k, v)| k == "once" && !v.is_empty()).map(|(_, v)| v.clone());
    let referer = own_path(&text_header(headers, "referer").unwrap_or_default());
    let here = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    Ask {
        app: app.clone(),
        actor: Actor::anonymous(),
        session: None,
        look: cookie(Look::COOKIE).map_or_else(Look::default, |text| Look::from_cookie(&text)),
        request_id: Id::<Ask>::fresh().to_string(),
        place,
        flash: cookie("dure_said").and_then(|text| decoded(&text)).map(|text| ("success".to_owned(), text)),
        at_this_machine: false,
        once: once.or_else(|| text_header(headers, "idempotency-key")),
        body_hash: String::new(),
        back: if parts.method == Method::GET { here } else { referer.clone() },
        referer,
        json: uri.path().starts_with("/api/"),
        params: params.into(),
        path: uri.path().to_owned(),
    }
}

/// The body after a look into it: its hash where a client names a key to repeat its request under, and a
/// refusal where a typed field holds a resident number. Uploads pass as they come: `intake` looks into them.
async fn inspected(headers: &HeaderMap, body: Body) -> Result<(Body, String), Problem> {
    let keyed = headers.contains_key("idempotency-key");
    let kind = text_header(headers, "content-type").unwrap_or_default();
    let (form, json) =
        (kind.starts_with("application/x-www-form-urlencoded"), kind.starts_with("application/json"));
    if !keyed && !form && !json {
        return Ok((body, String::new()));
    }
    let bytes = axum::body::to_bytes(body, TYPED_BODY_BYTES)
        .await
        .map_err(|_| Problem::from(Refused::TooLarge { megabytes: (TYPED_BODY_BYTES / 1_048_576) as i64 }))?;
    let found = if form {
        form_pairs(&String::from_utf8_lossy(&bytes)).iter().any(|(name, value)| typed_number(name, value))
    } else {
        json && serde_json::from_slice(&bytes).is_ok_and(|value| json_number("", &value))
    };
    if found {
        return Err(Refused::ResidentNumber.into());
    }
    let hash = if keyed { register::files::sha256(&bytes) } else { String::new() };
    Ok((Body::from(bytes), hash))
}

/// Whether a typed field holds a resident number. Passwords and codes are never stored as they are typed.
fn typed_number(name: &str, value: &str) -> bool {
    let secret = ["password", "again", "code", "token", "credential"].iter().any(|part| name.contains(part));
    !secret && base::holds_resident_number(&without_ids(value))
}

/// A value without ids of ours, alone or in an address: 32 lower-case hexadecimal digits may have thirteen figures in
/// a row by chance.
fn without_ids(value: &str) -> String {
    let parts = value.split_inclusive(|at: char| !at.is_ascii_alphanumeric());
    let ours = |part: &str| {
        let word = part.trim_end_matches(|at: char| !at.is_ascii_alphanumeric());
        word.len() == 32 && word.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    parts.map(|part| if ours(part) { "id " } else { part }).collect()
}

/// The same for every text and number of a JSON value.
fn json_number(name: &str, value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::String(text) => typed_number(name, text),
        serde_json::Value::Number(number) => number.as_i64().is_some_and(base::is_resident_number),
        serde_json::Value::Array(items) => items.iter().any(|item| json_number(name, item)),
        serde_json::Value::Object(fields) if !name.contains("credential") => {
            fields.iter().any(|(name, value)| json_number(name, value))
        }
        _ => false,
    }
}

/// Notes where a form that was carried out led, so that its repetition leads there too.
async fn remember_answer(ask: &Ask, led_to: Option<String>) {
    let (Some(key), Some(place)) = (&ask.once, &led_to) else { return };
    if let Err(problem) = once::answer(&ask.app, &ask.actor, key, place).await {
        tracing::warn!(request = ask.request_id, %problem, "an answer was not remembered");
    }
}

/// The actor behind a session token, with the rights of their roles.
async fn signed_in(app: &App, token: &str) -> Result<(Actor, Option<sessions::Session>), Problem> {
    let mut tx = app.db().read().await?;
    let Some(session) = sessions::find(&mut tx, token, app.clock().now()).await? else {
        return Ok((Actor::anonymous(), None));
    };
    let Some(mut actor) = sessions::actor(&mut tx, &session).await? else {
        return Ok((Actor::anonymous(), None));
    };
    drop(tx);
    // Beside the request: a reader must not wait for whoever is writing.
    let (beside, seen) = (app.clone(), session.clone());
    if app.first_touch(&session.id) {
        tokio::spawn(async move {
            if let Err(problem) = sessions::touch(beside.db(), beside.clock(), &seen).await {
                tracing::warn!(%problem, "a session was not touched");
            }
        });
    }
    actor.permissions = app.permissions(&actor);
    Ok((actor, Some(session)))
}

/// Where someone has to go first: the second factor.
fn detour(ask: &Ask) -> Option<&'static str> {
    let waits = ask.actor.is_known() && !ask.actor.second_factor;
    let allowed = ["/office/second-factor", "/office/sign-out", "/static/", "/view", "/healthz"];
    (waits && !ask.json && !allowed.iter().any(|start| ask.path.starts_with(start)))
        .then_some("/office/second-factor")
}

/// Query pairs of an address.
fn form_pairs(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(key).unwrap_or_default(), decoded(&value.replace('+', " ")).unwrap_or_default())
        })
        .collect()
}

/// Percent-decoded text, if it is UTF-8.
fn decoded(text: &str) -> Option<String> {
    percent_encoding::percent_decode_str(text).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

fn text_header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// Whether an address is a path of this house: a browser must not read another host out of it.
pub(crate) fn is_own(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|b| b > 0x20 && b != b'\\' && b != 0x7f)
}

/// The path of our own page in a referer; never another site.
fn own_path(referer: &str) -> String {
    let after = referer.split_once("://").map_or("", |(_, rest)| rest);
    let path = after.find('/').map_or("/", |at| &after[at..]);
    if is_own(path) { path.to_owned() } else { "/".to_owned() }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    title: String,
    sentences: Vec<String>,
    next: String,
    request_id: String,
    back: String,
    sign_in: bool,
}

/// Turns a carried problem into a page or `problem+json`.
fn worded(ask: &Ask, response: Response) -> Response {
    let problem = if let Some(Carried(problem)) = response.extensions().get::<Carried>() {
        problem.clone()
    } else {
        match unworded(ask, &response) {
            Some(problem) => problem.into(),
            None => return response,
        }
    };
    if let Problem::Refused(refused) = &*problem
        && refused.code == "already-done"
        && !ask.json
    {
        let place = refused.args.get("place").and_then(|place| place.as_str()).unwrap_or("/");
        return ask
            .see_saying(place, &Phrase::new("web-already-done"))
            .unwrap_or_else(|_| StatusCode::CONFLICT.into_response());
    }
    log(ask, &problem);
    if ask.json { problem_json(ask, &problem) } else { problem_page(ask, &problem) }
}

/// The problem behind a bare status of the framework.
fn unworded(ask: &Ask, response: &Response) -> Option<Problem> {
    let typed = |kind: &str| {
        response
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|v| v.to_str().ok())
            .is_some_and(|v| v.starts_with(kind))
    };
    if typed("text/html") || typed("application/json") || typed("application/problem") {
        return None;
    }
    if response.extensions().get::<ProtectionError>().is_some() {
        return Some(Refused::CrossSite.into());
    }
    match response.status() {
        StatusCode::NOT_FOUND if !ask.path.starts_with("/static/") => Some(Refused::NoSuchPage.into()),
        StatusCode::METHOD_NOT_ALLOWED => Some(Refused::NoSuchPage.into()),
        StatusCode::SERVICE_UNAVAILABLE => Some(Refused::TooSlow.into()),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Refused::TooLarge { megabytes: 20 }.into()),
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            Some(Refused::Unreadable { detail: response.status().to_string() }.into())
        }
        StatusCode::INTERNAL_SERVER_ERROR => Some(Problem::fault("the handler ended without an answer")),
        _ => None,
    }
}

/// Logs a refusal as information and a fault as an error, once.
fn log(ask: &Ask, problem: &Problem) {
    let (request, path) = (&ask.request_id, &ask.path);
    match problem {
        Problem::Fault(fault) => tracing::error!(%request, %path, %fault, "fault"),
        Problem::Refused(refused) => tracing::info!(%request, %path, code = refused.key(), "refused"),
        Problem::Fields(_) => {}
    }
}

/// Title, sentences and next step of a problem.
fn spoken(ask: &Ask, problem: &Problem) -> (String, Vec<String>, String) {
    let (words, lang) = (ask.app.words(), ask.look.lang);
    match problem {
        Problem::Refused(refused) => {
            let key = refused.key();
            let next = format!("{key}.next");
            (words.fill(lang, &key, &refused.args), Vec::new(), words.fill(lang, &next, &refused.args))
        }
        Problem::Fields(notes) => {
            let sentences = notes.iter().map(|note| words.fill(lang, &note.key, &note.args)).collect();
            (words.plain(lang, "web-problem-fields"), sentences, words.plain(lang, "web-problem-fields.next"))
        }
        Problem::Fault(_) => {
            (words.plain(lang, "web-problem-fault"), Vec::new(), words.plain(lang, "web-problem-fault.next"))
        }
    }
}

/// Where the way back leads: to the page before; from an address that cannot be read, to the page without its
/// parameters.
fn way_back(ask: &Ask, problem: &Problem) -> String {
    let unclear = problem.code().as_deref() == Some("web/unclear-address");
    match () {
        () if unclear => ask.path.clone(),
        () if ask.referer.is_empty() => "/".to_owned(),
        () => ask.referer.clone(),
    }
}

fn problem_page(ask: &Ask, problem: &Problem) -> Response {
    let (title, sentences, next) = spoken(ask, problem);
    let view = ProblemPage {
        title,
        sentences,
        next,
        request_id: ask.request_id.clone(),
        back: way_back(ask, problem),
        sign_in: problem.code().as_deref() == Some("base/sign-in-first"),
    };
    ask.render_status(status(problem), &view).unwrap_or_else(|Failure(problem)| {
        tracing::error!(%problem, "the problem page itself failed");
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    })
}

/// `application/problem+json` (RFC 9457) with code, title, next step and arguments; a fault has a number only.
fn problem_json(ask: &Ask, problem: &Problem) -> Response {
    let (title, _, next) = spoken(ask, problem);
    let status = status(problem);
    let mut body =
        json!({ "status": status.as_u16(), "title": title, "next": next, "request": ask.request_id });
    match problem {
        Problem::Refused(refused) => {
            body["code"] = json!(format!("{}/{}", refused.area, refused.code));
            body["args"] = json!(refused.args);
        }
        Problem::Fields(notes) => {
            let words = ask.app.words();
            body["code"] = json!("web/fields");
            body["fields"] = notes
                .iter()
                .map(|note| json!({ "field": note.field, "key": note.key, "text": words.fill(ask.look.lang, &note.key, &note.args) }))
                .collect();
        }
        Problem::Fault(_) => body["code"] = json!("web/fault"),
    }
    let headers = [(header::CONTENT_TYPE, "application/problem+json")];
    (status, headers, Body::from(body.to_string())).into_response()
}

/// Adds the headers of every answer and takes away the message that was shown.
fn finish(ask: &Ask, mut response: Response) -> Response {
    // A message is taken away once a page has shown it, not by a redirect or a download on the way.
    let html =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"text/html"));
    let shown = html && !response.headers().contains_key(header::SET_COOKIE);
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if ask.app.options().public_url.starts_with("https://") {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000"));
    }
    if ask.flash.is_some() && shown {
        headers.append(
            header::SET_COOKIE,
            HeaderValue::from_static("dure_said=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"),
        );
    }
    if let Ok(value) = HeaderValue::from_str(&ask.request_id) {
        headers.insert("x-request-id", value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::typed_number;

    #[test]
    fn ids_of_ours_are_no_resident_numbers_alone_or_in_an_address_and_typed_ones_are_found() {
        let id = "01a2850101123456789abcdef0123456";
        assert!(base::holds_resident_number("850101-1234567"));
        for fine in
            [id.to_owned(), format!("user-{id}"), format!("/plan/tasks/{id}?once=1"), format!("a {id} b")]
        {
            assert!(!typed_number("back", &fine), "{fine}");
        }
        for bad in ["850101-1234567", "번호 8501011234567", "01a2 850101-1234567"] {
            assert!(typed_number("note", bad), "{bad}");
            assert!(!typed_number("password", bad), "{bad}");
        }
    }
}
