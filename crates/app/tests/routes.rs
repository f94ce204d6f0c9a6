//! Every route with its right, as reviewed; and nobody gets further than their rights.

use app::{AREAS, messages};
use axum::http::{Method, StatusCode};
use base::Clock;
use testkit::House;
use web::{App, Options, Words, open};

/// The address of a route: an area's own page has no slash at its end.
fn whole(before: &str, area: &str, path: &str) -> String {
    format!("{before}/{area}{}", path.trim_end_matches('/'))
}

/// Every route of the areas: method, path, right.
fn routes() -> Vec<(&'static str, String, &'static str)> {
    let mut all = Vec::new();
    for area in AREAS {
        for route in (area.pages)().list() {
            all.push((route.method, whole("", area.name, route.path), route.permission));
        }
        for route in (area.api)().list() {
            all.push((route.method, whole("/api", area.name, route.path), route.permission));
        }
    }
    all
}

#[test]
fn every_route_has_the_reviewed_right() {
    let lines: Vec<String> = routes()
        .iter()
        .map(|(method, path, right)| {
            let right = match *right {
                open::PUBLIC => "everyone",
                open::SIGNED_IN => "everyone signed in",
                right => right,
            };
            format!("{method} {path}: {right}")
        })
        .collect();
    insta::assert_snapshot!("routes", lines.join("\n"));
}

#[test]
fn every_right_of_a_route_is_declared_by_its_area() {
    let declared: Vec<&str> = AREAS.iter().flat_map(|a| a.permissions).map(|right| right.name).collect();
    let unknown: Vec<_> = routes()
        .into_iter()
        .filter(|(_, _, right)| right.contains('.') && !declared.contains(right))
        .collect();
    assert_eq!(unknown, Vec::new());
}

/// A path with its parameters filled with an id that is nobody's.
fn filled(path: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { "2022-10".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn visitors_and_roles_without_the_right_are_kept_out_of_every_route() {
    let house = House::with(AREAS).await;
    let mut wrong = Vec::new();
    let roles = [
        "agency-staff",
        "council-member",
        "auditor",
        "city-official",
        "centre-staff",
        "team-lead",
        "director",
        "system-admin",
    ];
    let visitor = house.visitor();
    let mut clients = Vec::new();
    for role in roles {
        clients.push((role, house.role(role).await));
    }
    for (method, path, right) in routes().into_iter().filter(|(_, _, right)| *right != open::PUBLIC) {
        let path = filled(&path);
        let method: Method = method.parse().expect("a method");
        let status = visitor.send(method.clone(), &path, None, Vec::new()).await.status;
        if status != StatusCode::FORBIDDEN {
            wrong.push(format!("visitor {method} {path}: {status}"));
        }
        for (role, client) in clients.iter().filter(|(role, _)| right.contains('.') && !has(role, right)) {
            let status = client.send(method.clone(), &path, None, Vec::new()).await.status;
            if status != StatusCode::FORBIDDEN {
                wrong.push(format!("{role} {method} {path}: {status}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Whether a role has a right.
fn has(role: &str, right: &str) -> bool {
    let rights = AREAS.iter().flat_map(|area| area.permissions);
    rights.filter(|r| r.name == right).any(|r| r.roles.contains(&role))
}

#[tokio::test]
async fn a_request_from_another_site_changes_nothing() {
    use tower::ServiceExt;
    let (address, _folder) = testkit::fresh_database();
    let db = db::Db::open(&address).await.expect("opens");
    db.migrate(&app::migrations()).await.expect("migrates");
    let words = Words::new(messages()).expect("sound words");
    let house = web::house(App::new(db, Clock::real(), words, AREAS, Options::default()));
    let request = axum::http::Request::builder()
        .method("POST")
        .uri("/view")
        .header("host", "dure.example")
        .header("origin", "https://elsewhere.example")
        .header("sec-fetch-site", "cross-site")
        .body(axum::body::Body::empty())
        .expect("a request");
    let response = house.oneshot(request).await.expect("an answer");
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_openapi_document_covers_every_json_route() {
    let house = House::with(AREAS).await;
    let document = house.visitor().get("/api/openapi.json").await.json();
    assert_eq!(document["openapi"], "3.1.0");
    let mut missing = Vec::new();
    for area in AREAS {
        for route in (area.api)().list() {
            let path = whole("/api", area.name, route.path);
            if !document["paths"][&path][route.method.to_lowercase()].is_object() {
                missing.push(format!("{} {path}", route.method));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

#[tokio::test]
async fn every_address_of_the_openapi_document_without_parameters_is_there() {
    let house = House::with(AREAS).await;
    let document = house.visitor().get("/api/openapi.json").await.json();
    let director = house.role("director").await;
    let mut missing = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        if methods["get"].is_object() && !path.contains('{') {
            let answer = director.get(path).await;
            if answer.status == StatusCode::NOT_FOUND && answer.json()["code"] == "web/no-such-page" {
                missing.push(path.clone());
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}
