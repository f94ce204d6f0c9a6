//! Beside every page stands its JSON: each GET page has a twin below `/api`, or a reason why it has none.

use std::collections::BTreeSet;

use app::{AREAS, messages};
use testkit::House;
use web::{Lang, Words};

/// Pages whose twin has another address: the page and the twin.
const ELSEWHERE: &[(&str, &str)] = &[
    ("/consulting", "/api/consulting/risk"),
    ("/consulting/cases/{id}/report", "/api/consulting/cases/{id}"),
    ("/evaluation", "/api/evaluation/rounds"),
    ("/foresight", "/api/foresight/situation"),
    ("/office/journal/verify", "/api/office/journal/verdict"),
    ("/office/organization", "/api/office/units"),
];

/// Pages without a twin, each with its reason. `*` stands for any beginning or any end.
const WITHOUT: &[(&str, &str)] = &[
    ("*.csv", "the list as a file; the list itself has a twin"),
    ("*.xlsx", "the list as a file, or an official form; the list itself has a twin"),
    ("*.ics", "the calendar as a file; the calendar itself has a twin"),
    ("*/file", "the list as a file; the list itself has a twin"),
    ("*.pdf", "the record on paper; the record itself has a twin"),
    ("*.toml", "a format for machines already; its record has a twin"),
    ("*/files/{id}", "the bytes of a stored file, which are no page"),
    ("*/new", "an empty form: a client sends what it would hold"),
    ("*/edit", "a form around a record that has a twin"),
    (
        "/training/sessions/{id}/code",
        "the picture of a code that is shown on a wall; the code changes by the minute",
    ),
    ("/training/sessions/{id}/sheet", "the sheet to sign, for print; the session itself has a twin"),
    ("/training/verify/{token}/badge", "the badge as a signed credential, a format for machines already"),
    ("/office/demo", "the demo's door for people at this machine; a client has no use for it"),
    ("/office/sign-in", "a person signs in with a browser; there is no other way in"),
    ("/office/set-up", "a person sets a password with a browser, by a link that works once"),
    ("/office/second-factor", "a person gives a second factor with a browser"),
];

/// An area's own page has no slash at its end.
fn address(before: &str, area: &str, path: &str) -> String {
    format!("{before}/{area}{}", path.trim_end_matches('/'))
}

/// Addresses that are read: of pages, or of JSON.
fn read(before: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for area in AREAS {
        let routes = if before.is_empty() { (area.pages)() } else { (area.api)() };
        let gets = routes.list().iter().filter(|route| route.method == "GET");
        all.extend(gets.map(|route| address(before, area.name, route.path)));
    }
    all
}

/// Whether a pattern with a `*` at one end fits an address.
fn fits(pattern: &str, address: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(end), _) => address.ends_with(end),
        (_, Some(beginning)) => address.starts_with(beginning),
        _ => pattern == address,
    }
}

#[test]
fn every_page_has_its_json_or_a_reason_why_not() {
    let (pages, json) = (read(""), read("/api"));
    let twin = |page: &str| json.contains(&format!("/api{page}"));
    let elsewhere = |page: &str| ELSEWHERE.iter().any(|(one, _)| *one == page);
    let excused = |page: &str| WITHOUT.iter().any(|(pattern, _)| fits(pattern, page));
    let missing: Vec<&String> =
        pages.iter().filter(|page| !twin(page) && !elsewhere(page) && !excused(page)).collect();
    assert_eq!(missing, Vec::<&String>::new(), "pages without JSON and without a reason");
}

#[test]
fn an_exception_that_is_not_needed_any_more_is_taken_off_the_list() {
    let (pages, json) = (read(""), read("/api"));
    let twin = |page: &str| json.contains(&format!("/api{page}"));
    let mut idle = Vec::new();
    for (pattern, reason) in WITHOUT {
        assert!(reason.len() > 20, "{pattern} has no reason");
        if !pages.iter().any(|page| fits(pattern, page) && !twin(page)) {
            idle.push((*pattern).to_owned());
        }
    }
    for (page, other) in ELSEWHERE {
        if !pages.contains(*page) || !json.contains(*other) || twin(page) {
            idle.push(format!("{page} → {other}"));
        }
    }
    assert_eq!(idle, Vec::<String>::new());
}

#[tokio::test]
async fn a_page_and_its_json_open_for_the_same_roles() {
    let house = House::with(AREAS).await;
    let right = |routes: web::Routes, path: &str| {
        routes.list().iter().find(|one| one.method == "GET" && one.path == path).map(|one| one.permission)
    };
    let mut different = Vec::new();
    for area in AREAS {
        for route in (area.api)().list().iter().filter(|route| route.method == "GET") {
            let page = right((area.pages)(), route.path);
            if page.is_some_and(|page| page != route.permission) {
                different.push(address("/api", area.name, route.path));
            }
        }
    }
    assert_eq!(different, Vec::<String>::new());
    let visitor = house.visitor();
    assert_eq!(visitor.get("/api/office/settings").await.status, 403);
}

#[test]
fn every_right_has_words_on_the_page_of_roles() {
    let words = Words::new(messages()).expect("sound words");
    let mut bare = Vec::new();
    for right in AREAS.iter().flat_map(|area| area.permissions) {
        let (area, verb) = right.name.split_once('.').expect("a right is area.verb");
        let keys = [format!("{area}-right-{verb}"), format!("office-right-{area}-{verb}")];
        for lang in [Lang::Ko, Lang::En] {
            if !keys.iter().any(|key| words.has(lang, key)) {
                bare.push(format!("{} {}", keys[0], lang.tag()));
            }
        }
    }
    assert_eq!(bare, Vec::<String>::new(), "keys to be added to the area's words");
}
