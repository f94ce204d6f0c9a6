//! The router of the whole house: every area below its word, and the few pages that belong to none.

use std::{convert::Infallible, time::Duration};

use askama::Template;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::from_fn_with_state,
    response::{
        Html, IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::get,
};
use axum_extra::extract::Form;
use futures_util::{Stream, stream};
use register::{jobs, journal, search, sessions};
use serde::Deserialize;
use tower_http::{
    CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer,
    timeout::TimeoutLayer,
};

use crate::{
    App, Ask, Failure, Lang, Look, Phrase, Refused, Reply, Routes,
    attend::{attend, is_own},
    frame::filters,
    open, wire,
};

/// Largest request body: an upload of 20 MB with its form around it.
const BODY_BYTES: usize = 21 * 1024 * 1024;
/// Events of one progress stream, two a second; the browser connects again for more.
const EVENTS: u32 = 60;
/// Seconds after which an answer is given up.
const ANSWER_SECONDS: u64 = 120;

/// The router of the whole house.
pub fn house(app: App) -> Router {
    let mut router = own_routes().into_router();
    for area in app.areas() {
        router = router
            .nest(&format!("/{}", area.name), (area.pages)().into_router())
            .nest(&format!("/api/{}", area.name), (area.api)().into_router());
    }
    let attended = router
        .fallback(nowhere)
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            Failure(base::Problem::fault("a handler panicked")).into_response()
        }))
        .layer(CsrfLayer::new())
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_secs(ANSWER_SECONDS),
        ))
        .layer(from_fn_with_state(app.clone(), attend));
    Router::new()
        .route("/static/{hash}/{*path}", get(asset))
        .route("/healthz", get(health))
        .merge(attended)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .with_state(app)
}

/// No page is here; an address typed with a slash at its end leads to the one without.
async fn nowhere(ask: Ask) -> Reply {
    let trimmed = ask.path.trim_end_matches('/');
    if trimmed.len() < ask.path.len() && is_own(trimmed) && !ask.json {
        return ask.see(trimmed);
    }
    Err(Failure(Refused::NoSuchPage.into()))
}

/// The pages that belong to no area.
pub(crate) fn own_routes() -> Routes {
    Routes::new()
        .get("/", open::PUBLIC, home)
        .get("/search", open::PUBLIC, find)
        .post("/view", open::PUBLIC, view)
        .get("/help", open::PUBLIC, help)
        .get("/privacy", open::PUBLIC, privacy)
        .get("/accessibility", open::PUBLIC, accessibility)
        .get("/api", open::PUBLIC, api_page)
        .get("/api/openapi.json", open::PUBLIC, api_document)
        .get("/jobs/{id}", open::SIGNED_IN, job_page)
        .get("/jobs/{id}/events", open::SIGNED_IN, job_events)
        .get("/api/search", open::PUBLIC, wire::search)
        .get("/api/jobs/{id}", open::SIGNED_IN, wire::job)
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    choices: Vec<Choice>,
    signed_in: bool,
    demo: bool,
}

struct Choice {
    href: &'static str,
    key: &'static str,
    hint: String,
}

/// `GET /`: large plain choices, for everyone.
async fn home(ask: Ask) -> Reply {
    let shown = |permission: &str| permission.is_empty() || ask.actor.may(permission);
    let entries = ask.app.areas().iter().flat_map(|area| area.menu).filter(|entry| shown(entry.permission));
    let choices =
        entries.map(|e| Choice { href: e.href, key: e.key, hint: format!("{}.hint", e.key) }).collect();
    let demo = ask.app.options().demo;
    ask.page_real(&HomePage { choices, signed_in: ask.actor.is_known(), demo })
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    query: String,
    found: Vec<search::Found>,
}

/// What is searched for, and what of it the asker may see.
pub(crate) async fn found(ask: &Ask) -> Result<(String, Vec<search::Found>), Failure> {
    let query = ask.param("q").unwrap_or_default().trim().chars().take(100).collect::<String>();
    let found = search::find(&mut ask.read().await?, &ask.actor, &query, 100).await?;
    Ok((query, found))
}

/// `GET /search?q=…`
async fn find(ask: Ask) -> Reply {
    let (query, found) = found(&ask).await?;
    ask.page(&SearchPage { query, found })
}

/// One choice of the view settings.
#[derive(Debug, Deserialize)]
struct ChangeView {
    back: Option<String>,
    size: Option<String>,
    contrast: Option<String>,
    lang: Option<String>,
}

/// `POST /view`: text size, contrast and language, kept for a year.
async fn view(ask: Ask, Form(wish): Form<ChangeView>) -> Reply {
    let mut look = ask.look;
    if let Some(size) = &wish.size {
        look.set(&format!("s{size}"));
    }
    for part in [&wish.contrast, &wish.lang].into_iter().flatten() {
        look.set(part);
    }
    // Only a path of our own: a foreign address would make this an open redirect.
    let back = wish.back.filter(|back| is_own(back));
    let mut response = ask.see(back.as_deref().unwrap_or("/"))?;
    let cookie =
        format!("{}={}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax", Look::COOKIE, look.to_cookie());
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}

#[derive(Template)]
#[template(path = "text.html")]
struct TextPage {
    title: &'static str,
    lead: &'static str,
    paragraphs: &'static [&'static str],
}

/// `GET /help`
async fn help(ask: Ask) -> Reply {
    ask.page_real(&TextPage {
        title: "web-help-page-title",
        lead: "web-help-page-lead",
        paragraphs: &["web-help-page-1", "web-help-page-2", "web-help-page-3", "web-help-page-4"],
    })
}

/// `GET /privacy`
async fn privacy(ask: Ask) -> Reply {
    ask.page_real(&TextPage {
        title: "web-privacy-title",
        lead: "web-privacy-lead",
        paragraphs: &["web-privacy-1", "web-privacy-2", "web-privacy-3", "web-privacy-4"],
    })
}

/// `GET /accessibility`
async fn accessibility(ask: Ask) -> Reply {
    ask.page_real(&TextPage {
        title: "web-accessibility-title",
        lead: "web-accessibility-lead",
        paragraphs: &["web-accessibility-1", "web-accessibility-2", "web-accessibility-3"],
    })
}

#[derive(Template)]
#[template(path = "api.html")]
struct ApiPage {
    paths: Vec<ApiPath>,
}

struct ApiPath {
    method: String,
    path: String,
    /// What it gives, in the reader's language.
    what: String,
}

/// What an address of the API gives: for readers of English the summary of its document, else the screen beside it.
fn api_words(ask: &Ask, method: &str, path: &str, summary: &str) -> String {
    if ask.look.lang == Lang::En && !summary.is_empty() {
        return summary.to_owned();
    }
    let page = path.trim_start_matches("/api");
    let area = page.split('/').nth(1).unwrap_or_default();
    let menu = ask.app.areas().iter().find(|one| one.name == area).and_then(|one| one.menu.first());
    let room = menu.map_or_else(|| ask.t("web-api-house"), |entry| ask.t(entry.key));
    let key = if method == "get" { "web-api-reads" } else { "web-api-does" };
    ask.say(&Phrase::new(key).with("room", room).with("page", page))
}

/// `GET /api`: the OpenAPI document as a page.
async fn api_page(ask: Ask) -> Reply {
    let document = serde_json::to_value(openapi(&ask.app)).map_err(base::Problem::fault)?;
    let mut paths = Vec::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let what = api_words(&ask, method, path, operation["summary"].as_str().unwrap_or_default());
            paths.push(ApiPath { method: method.to_uppercase(), path: path.clone(), what });
        }
    }
    ask.page_real(&ApiPage { paths })
}

/// `GET /api/openapi.json`
async fn api_document(ask: Ask) -> Reply {
    ask.json(&openapi(&ask.app))
}

/// The OpenAPI 3.1 document of all areas.
pub fn openapi(app: &App) -> utoipa::openapi::OpenApi {
    let info = utoipa::openapi::InfoBuilder::new().title("Dure").version(env!("CARGO_PKG_VERSION")).build();
    let mut whole = utoipa::openapi::OpenApiBuilder::new().info(info).build().nest("/api", wire::openapi());
    for area in app.areas() {
        whole = whole.nest(format!("/api/{}", area.name), (area.openapi)());
    }
    // An area's own address is served without a slash at its end.
    let paths = std::mem::take(&mut whole.paths.paths);
    let bare = |path: String| path.strip_suffix('/').map(str::to_owned).unwrap_or(path);
    whole.paths.paths = paths.into_iter().map(|(path, item)| (bare(path), item)).collect();
    whole
}

#[derive(Template)]
#[template(path = "job.html")]
struct JobPage {
    job: jobs::Job,
}

/// The job, if it is the asker's own (or the asker may see the journal).
pub(crate) async fn own_job(ask: &Ask, id: &str) -> Result<jobs::Job, Failure> {
    let job = jobs::job(&mut ask.read().await?, id).await?;
    let own = |job: &jobs::Job| job.made_by == ask.actor.id.as_str() || ask.actor.may("office.journal");
    let mut job = job.filter(own).ok_or_else(|| Failure(Refused::NoSuchRecord.into()))?;
    ask.app.overlay(&mut job);
    Ok(job)
}

/// `GET /jobs/{id}`
async fn job_page(ask: Ask, Path(id): Path<String>) -> Reply {
    let job = own_job(&ask, &id).await?;
    ask.page(&JobPage { job })
}

/// `GET /jobs/{id}/events`: how far the job is, as server-sent events until it ends.
async fn job_events(
    ask: Ask,
    Path(id): Path<String>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    own_job(&ask, &id).await?;
    let events = stream::unfold(Some((ask, id, EVENTS)), |state| async move {
        let (ask, id, left) = state?;
        // Rights are looked at again each time: a disabled person reads no further.
        let session = ask.session.as_ref()?;
        let mut tx = ask.read().await.ok()?;
        sessions::actor(&mut tx, session).await.ok()??;
        drop(tx);
        let job = own_job(&ask, &id).await.ok()?;
        let over = matches!(job.state.as_str(), "done" | "failed");
        let text = ask.say(
            &Phrase::new(format!("web-job-{}", job.state)).with("done", job.done).with("total", job.total),
        );
        let event = Event::default().event(if over { "end" } else { "progress" }).data(text);
        if !over {
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        Some((Ok(event), (!over && left > 0).then_some((ask, id, left.saturating_sub(1)))))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()))
}

/// `GET /healthz`: whether the database answers.
async fn health(State(app): State<App>) -> Response {
    let answers = async { journal::head(&mut app.db().read().await?).await };
    match answers.await {
        Ok(_) => (StatusCode::OK, "ok").into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response(),
    }
}

/// `GET /static/{hash}/{path}`: embedded files; the current hash may be kept for a year.
async fn asset(Path((hash, path)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Some(asset) = assets::get(&path) else {
        return (StatusCode::NOT_FOUND, Html("")).into_response();
    };
    if headers.get(header::IF_NONE_MATCH).is_some_and(|tag| tag == asset.etag.as_str()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let keep =
        if assets::is_current(&hash, &path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = (
        [
            (header::CONTENT_TYPE, asset.mime.to_owned()),
            (header::CACHE_CONTROL, keep.to_owned()),
            (header::ETAG, asset.etag),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        ],
        asset.bytes,
    )
        .into_response();
    if asset.gzip {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}
