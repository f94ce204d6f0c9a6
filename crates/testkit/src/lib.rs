//! A whole app on its own database for one test: real router, real SQL, a clock that stands still.
//!
//! `House::with(&[&AREA])` migrates a fresh database (SQLite, or PostgreSQL when `TEST_DATABASE_URL`
//! is set) on the fixed day 2026-03-02. A [`Client`] is a browser without a screen: it keeps cookies
//! and follows nothing by itself.

use std::{
    net::{IpAddr, SocketAddr},
    sync::atomic::{AtomicBool, Ordering},
};

use axum::{Router, body::Body, extract::ConnectInfo};
use base::{Actor, AgencyId, Clock, Id, Problem, UserId};
use db::{Address, Db, Migration};
use http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use register::{Work, sessions, users};
use tower::ServiceExt;
use web::{App, Area, Messages, Options, Words};

/// The instant every test begins at: Monday 2026-03-02, 09:00 in Seoul.
pub const NOW: &str = "2026-03-02T00:00:00Z";

/// A whole app on its own database.
#[derive(Debug)]
pub struct House {
    /// The app.
    pub app: App,
    router: Router,
    _folder: tempfile::TempDir,
}

/// Hours after which a schema that a test left behind is dropped.
const KEPT_HOURS: i64 = 24;

/// A fresh, empty database of the kind under test, and the folder that keeps it alive.
///
/// A schema is named by an id that never comes twice: numbers of processes do, and two tests would share one.
pub fn fresh_database() -> (Address, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let address = match std::env::var("TEST_DATABASE_URL") {
        Ok(url) => {
            let mark = format!("t_{}", Id::<House>::fresh());
            let joint = if url.contains('?') { '&' } else { '?' };
            format!("{url}{joint}schema={mark}").parse().expect("TEST_DATABASE_URL is an address")
        }
        Err(_) => Address::sqlite(folder.path().join("test.db")),
    };
    (address, folder)
}

/// Drops what tests of another day left behind, once in a process; that another process drops it too is no failure.
async fn sweep(db: &Db) {
    static SWEPT: AtomicBool = AtomicBool::new(false);
    if SWEPT.swap(true, Ordering::SeqCst) {
        return;
    }
    let made_before = Clock::real().machine_now() - jiff::SignedDuration::from_hours(KEPT_HOURS);
    drop(db.drop_left_behind(made_before).await);
}

/// Every step of the schema for these areas.
pub fn migrations(areas: &[&Area]) -> Vec<Migration> {
    let own = register::MIGRATIONS.iter();
    own.chain(areas.iter().flat_map(|area| area.migrations)).copied().collect()
}

impl House {
    /// A house with these areas.
    pub async fn with(areas: &'static [&'static Area]) -> Self {
        Self::with_options(areas, Options::default()).await
    }

    /// A house with these areas, run in another way.
    pub async fn with_options(areas: &'static [&'static Area], options: Options) -> Self {
        let (address, folder) = fresh_database();
        let db = Db::open(&address).await.expect("the test database opens");
        sweep(&db).await;
        db.migrate(&migrations(areas)).await.expect("the schema fits both databases");
        let clock = Clock::fixed(NOW.parse().expect("an instant"));
        let messages: Vec<Messages> = areas.iter().map(|area| area.words).collect();
        let words = Words::new(messages).expect("the words are sound");
        let app = App::new(db, clock, words, areas, options);
        let router = web::house(app.clone());
        Self { app, router, _folder: folder }
    }

    /// A work of the system, for setting the scene.
    pub async fn work(&self) -> Work {
        self.app.work().await.expect("a work begins")
    }

    /// Does something as the system and commits it.
    pub async fn set<T, F>(&self, act: F) -> T
    where
        F: AsyncFnOnce(&mut Work) -> Result<T, Problem>,
    {
        let mut work = self.work().await;
        let made = act(&mut work).await.expect("the scene can be set");
        work.note("testkit.scene-set", "test").await.expect("a line can be written");
        work.commit().await.expect("the scene is kept");
        made
    }

    /// A visitor who is not signed in.
    pub fn visitor(&self) -> Client {
        Client::new(self.router.clone(), None)
    }

    /// Someone signed in with one role, second factor given.
    pub async fn role(&self, role: &'static str) -> Client {
        self.member(role, None).await.1
    }

    /// Someone signed in with one role, bound to an agency if one is given; also their id.
    pub async fn member(&self, role: &'static str, agency: Option<AgencyId>) -> (UserId, Client) {
        let id = UserId::from(format!("user-{role}-{}", Id::<()>::fresh()));
        let user = users::User {
            id: id.clone(),
            login: id.to_string(),
            name: format!("test {role}"),
            email: String::new(),
            agency_id: agency,
            state: "active".into(),
            sample: false,
            version: 1,
        };
        let token = self
            .set(async |work| {
                users::insert_user(work, &user).await?;
                users::grant(work, &user.id, role, "test").await?;
                sessions::begin(work, &user.id, true, "127.0.0.1").await
            })
            .await;
        let cookie = format!("{}={token}", web::session_cookie(&self.app));
        (id, Client::new(self.router.clone(), Some(cookie)))
    }

    /// An actor with every right, for calling actions directly.
    pub fn system(&self) -> Actor {
        Actor::system()
    }
}

/// A browser without a screen.
#[derive(Debug, Clone)]
pub struct Client {
    router: Router,
    cookie: Option<String>,
    peer: IpAddr,
    site: &'static str,
    headers: Vec<(&'static str, String)>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: StatusCode,
    /// Where a redirect leads; empty otherwise.
    pub location: String,
    /// Content type.
    pub mime: String,
    /// Cookies that were set.
    pub cookies: Vec<String>,
    /// All headers.
    pub headers: http::HeaderMap,
    /// The body.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).expect("the body is JSON")
    }
}

impl Client {
    fn new(router: Router, cookie: Option<String>) -> Self {
        let peer = IpAddr::from([127, 0, 0, 1]);
        Self { router, cookie, peer, site: "same-origin", headers: Vec::new() }
    }

    /// The same browser at another network address.
    pub fn from_address(mut self, peer: IpAddr) -> Self {
        self.peer = peer;
        self
    }

    /// The same browser sending what another site made it send.
    pub fn from_another_site(mut self) -> Self {
        self.site = "cross-site";
        self.headers.push(("origin", "https://elsewhere.example".to_owned()));
        self.headers.push(("host", "dure.example".to_owned()));
        self
    }

    /// The same browser with one more header on each request.
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// The same browser with this `name=value` cookie beside its session.
    pub fn with_cookie(mut self, cookie: &str) -> Self {
        let all = self.cookie.take().map_or_else(|| cookie.to_owned(), |own| format!("{own}; {cookie}"));
        self.cookie = Some(all);
        self
    }

    /// Reads a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, Vec::new()).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pairs: Vec<_> = fields.iter().map(|(k, v)| format!("{}={}", encode(k), encode(v))).collect();
        let mime = "application/x-www-form-urlencoded";
        self.send(Method::POST, path, Some(mime), pairs.join("&").into_bytes()).await
    }

    /// Sends JSON.
    pub async fn post_json(&self, path: &str, body: &serde_json::Value) -> Answer {
        self.send(Method::POST, path, Some("application/json"), body.to_string().into_bytes()).await
    }

    /// Sends one file with fields beside it, as a form with an upload does.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Answer {
        const EDGE: &str = "edge-of-a-test-form";
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        let (name, file_name, bytes) = file;
        body.extend(
            format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .bytes(),
        );
        body.extend(bytes);
        body.extend(format!("\r\n--{EDGE}--\r\n").bytes());
        self.send(Method::POST, path, Some(&format!("multipart/form-data; boundary={EDGE}")), body).await
    }

    /// Sends any request.
    pub async fn send(&self, method: Method, path: &str, mime: Option<&str>, body: Vec<u8>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("sec-fetch-site", self.site);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(mime) = mime {
            request = request.header(header::CONTENT_TYPE, mime);
        }
        let mut request = request.body(Body::from(body)).expect("the request is well formed");
        let peer = SocketAddr::from((self.peer, 40_000));
        request.extensions_mut().insert(ConnectInfo(peer));
        let response = self.router.clone().oneshot(request).await.expect("the router always answers");
        let header = |name| {
            let value = response.headers().get(name);
            value.and_then(|v: &http::HeaderValue| v.to_str().ok()).unwrap_or_default().to_owned()
        };
        let (status, location, mime) =
            (response.status(), header(header::LOCATION), header(header::CONTENT_TYPE));
        let cookies = response.headers().get_all(header::SET_COOKIE).iter();
        let cookies = cookies.filter_map(|v| v.to_str().ok()).map(str::to_owned).collect();
        let headers = response.headers().clone();
        let bytes = response.into_body().collect().await.expect("the body can be read").to_bytes().to_vec();
        Answer { status, location, mime, cookies, headers, bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A database in the schema `name`, or none where PostgreSQL is not under test.
    async fn schema(name: &str) -> Option<Db> {
        let url = std::env::var("TEST_DATABASE_URL").ok()?;
        let joint = if url.contains('?') { '&' } else { '?' };
        let address: Address = format!("{url}{joint}schema={name}").parse().expect("an address");
        Some(Db::open(&address).await.expect("it opens"))
    }

    #[test]
    fn two_databases_of_tests_are_never_one() {
        let (one, _first) = fresh_database();
        let (other, _second) = fresh_database();
        assert_ne!(one, other);
    }

    #[tokio::test]
    async fn a_schema_left_behind_long_ago_is_dropped_and_one_of_today_stays() {
        let now = Clock::real().machine_now();
        let (old, young) = (format!("t_{:032x}", 1), format!("t_{}", Id::<House>::fresh()));
        for name in [&old, &young] {
            if let Some(db) = schema(name).await {
                db.migrate(register::MIGRATIONS).await.expect("it migrates");
            }
        }
        let Some(db) = schema(&young).await else { return };
        db.drop_left_behind(now - jiff::SignedDuration::from_hours(KEPT_HOURS)).await.expect("it sweeps");
        let [gone, kept] = [schema(&old).await, schema(&young).await].map(|db| db.expect("a database"));
        assert_eq!(kept.pending(register::MIGRATIONS).await.expect("steps"), Vec::<&str>::new());
        assert!(!gone.pending(register::MIGRATIONS).await.expect("steps").is_empty());
    }
}
