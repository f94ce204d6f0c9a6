//! Every screen with the sample: both languages, files, words everywhere.

use http::StatusCode;
use testkit::House;

use crate::scene::{AREAS, FINE, Scene, agency, said};

/// A house with thirty agencies and the sample, with returns of both months.
async fn filled() -> Scene {
    let scene = Scene::set().await;
    for at in 0..30 {
        let id = format!("s{at:02}");
        scene.house.set(async |work| agency(work, &id, "namdong").await).await;
        if at % 7 != 3 {
            scene.file(&id, "2026-01", FINE).await;
        }
    }
    for _ in 0..2 {
        scene.house.set(async |work| consulting::sample::fill(work).await).await;
    }
    scene
}

/// The first address in a page that begins so.
fn first(page: &str, start: &str) -> String {
    let found = page.match_indices(start).find_map(|(at, _)| {
        let whole = page[at..].split(['"', '#', '?']).next().unwrap_or_default();
        (whole.len() > start.len() && !whole.ends_with("/new")).then(|| whole.to_owned())
    });
    found.unwrap_or_else(|| panic!("nothing begins with {start}"))
}

#[tokio::test]
async fn every_screen_opens_in_both_languages_and_no_key_is_left_bare() {
    let scene = filled().await;
    let cases = scene.director.get("/consulting/cases").await.text();
    let case = first(&cases, "/consulting/cases/");
    let visit = first(&scene.director.get("/consulting/visits").await.text(), "/consulting/visits/");
    let expert = first(&scene.director.get("/consulting/experts").await.text(), "/consulting/experts/");
    let all = scene.director.get("/api/consulting/cases").await.json();
    let mut pages: Vec<String> = [
        "/consulting",
        "/consulting?sort=visited",
        "/consulting/agencies?sort=visited",
        "/consulting/agencies/s02",
        "/consulting/agencies/s03",
        "/consulting/cases?state=running&field=safety",
        "/consulting/cases/new",
        "/consulting/visits?way=phone",
        "/consulting/visits/new?agency=s02",
        "/consulting/week",
        "/consulting/advice?overdue=yes",
        "/consulting/experts",
        "/consulting/experts/new",
        "/consulting/learn",
        "/consulting/effects",
        "/consulting/effects?window=next-year&measure=training",
    ]
    .map(str::to_owned)
    .to_vec();
    pages.extend([
        visit,
        expert,
        format!("{case}/edit"),
        format!("{case}/experts"),
        format!("{case}/diagnosis"),
    ]);
    for one in all.as_array().expect("a list") {
        let id = one["id"].as_str().unwrap_or_default();
        pages.push(format!("/consulting/cases/{id}"));
        pages.push(format!("/consulting/cases/{id}/report"));
    }
    for cookie in ["dure_view=ko.s2.normal", "dure_view=en.s2.normal"] {
        let reader = scene.director.clone().with_cookie(cookie);
        for path in &pages {
            let text = said(&reader.get(path).await, StatusCode::OK);
            let bare = text
                .match_indices("consulting-")
                .find(|(at, _)| text[..*at].ends_with(['>', ' ', '(', '\n']) || text[..*at].ends_with("; "));
            assert_eq!(bare.map(|(at, _)| &text[at..(at + 60).min(text.len())]), None, "{path}");
        }
    }
}

#[tokio::test]
async fn the_sample_has_cases_in_each_state_is_marked_and_filled_once() {
    let scene = filled().await;
    let cases = scene.director.get("/api/consulting/cases").await.json();
    let cases = cases.as_array().expect("a list");
    assert_eq!(cases.len(), 12);
    for state in ["requested", "declined", "diagnosis", "planning", "approval", "running", "closed"] {
        assert!(cases.iter().any(|one| one["state"] == state), "{state}");
    }
    assert!(cases.iter().all(|one| one["sample"] == true));
    for path in ["/consulting/cases.csv", "/consulting/visits.csv", "/consulting/advice.csv"] {
        let csv = said(&scene.director.get(path).await, StatusCode::OK);
        assert!(csv.lines().skip(1).all(|line| line.ends_with("예시 자료")), "{path}: {csv}");
    }
    for path in ["cases", "visits", "advice", "agencies", "learn", "effects", "risk"] {
        assert_eq!(
            &scene.director.get(&format!("/consulting/{path}.xlsx")).await.bytes[..2],
            b"PK",
            "{path}"
        );
    }
    let facts = (scene.fact("consulting.visits").await, scene.fact("consulting.advice_done").await);
    assert!(facts.0 > 0, "{facts:?}");
}

#[tokio::test]
async fn an_empty_house_says_so_on_every_list() {
    let house = House::with(AREAS).await;
    house.set(async |work| consulting::sample::fill(work).await).await;
    let director = house.role("director").await;
    for (path, words) in [
        ("/consulting", "조건에 맞는 기관이 없습니다"),
        ("/consulting/cases", "사례가 없습니다"),
        ("/consulting/visits", "방문이 없습니다"),
        ("/consulting/week", "세울 계획이 없습니다"),
        ("/consulting/advice", "조언이 없습니다"),
        ("/consulting/experts", "전문가가 없습니다"),
        ("/consulting/learn", "비교할 실적이 없습니다"),
        ("/consulting/effects", "견줄 기관이 없습니다"),
    ] {
        let text = said(&director.get(path).await, StatusCode::OK);
        assert!(text.contains(words), "{path}");
    }
    assert_eq!(director.get("/consulting/cases/none").await.status, StatusCode::NOT_FOUND);
    assert_eq!(director.get("/consulting/agencies/none").await.status, StatusCode::NOT_FOUND);
}
