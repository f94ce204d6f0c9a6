//! The risk list, the week's plan, peers and effects over what was filed.

use http::StatusCode;

use crate::scene::{FINE, Scene, agency, location, said, seen};

#[tokio::test]
async fn each_reason_has_its_figures_and_rows_and_no_return_is_not_zero() {
    let scene = Scene::set().await;
    for month in ["2026-01", "2026-02"] {
        scene.file("a", month, [100, 50, 98, 10, 2_800, 100_000, 2, 1, 0]).await;
        scene.file("b", month, FINE).await;
    }
    let list = scene.director.get("/api/consulting/risk").await.json();
    let of = |id: &str| {
        let found = list.as_array().expect("a list").iter().find(|one| one["agency"] == id);
        found.unwrap_or_else(|| panic!("{id} is not in {list}")).clone()
    };
    let measures = |id: &str| -> Vec<String> {
        let one = of(id);
        let reasons = one["reasons"].as_array().expect("a list");
        reasons.iter().map(|reason| reason["measure"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(measures("b"), ["not-visited"]);
    let mut bad = measures("a");
    bad.sort_unstable();
    assert_eq!(
        bad,
        ["accidents", "attainment", "data-quality", "drop-out", "not-visited", "spending", "training"]
    );
    let attainment = of("a")["reasons"][0].clone();
    assert_eq!(attainment["points"], 60, "50 percent is far below 80");
    let sentence = attainment["sentence"].as_str().unwrap_or_default();
    assert!(sentence.contains("100명 가운데 50명") && sentence.contains("50.0%"), "{sentence}");
    assert_eq!(
        attainment["rows"],
        "/returns/rows?agency=a&from=2026-02&until=2026-02&indicator=returns.people"
    );
    assert!(
        of("a")["unsure"][0].as_str().unwrap_or_default().contains("0이거나 0보다 작아"),
        "no staff: not divisible"
    );
    assert_eq!(measures("c"), ["missing-returns", "not-visited"], "only January is due");
    assert_eq!(of("c")["filed"], false);
    assert!(of("c")["unsure"][0].as_str().unwrap_or_default().contains("0으로 세지 않습니다"));
    let page = said(&scene.staff.get("/consulting").await, StatusCode::OK);
    assert!(page.contains("50.0%") && page.contains("미제출") && page.contains("사례 열기"));
    let card = said(&scene.staff.get("/consulting/agencies/c").await, StatusCode::OK);
    assert!(card.contains("미제출"), "the card says not filed");
    let card = scene.staff.get("/api/consulting/agencies/a").await.json();
    assert_eq!(card["months"][0]["figures"]["returns.people"], 50);
    assert_eq!(
        scene.staff.get("/api/consulting/agencies/c").await.json()["months"][0]["figures"]["returns.people"],
        serde_json::Value::Null
    );
    let csv = scene.staff.get("/consulting/risk.csv?q=c").await.text();
    assert_eq!(csv.lines().count(), 2, "{csv}");
}

#[tokio::test]
async fn the_card_warns_above_150_seniors_for_one_of_the_staff() {
    let scene = Scene::set().await;
    scene.file("a", "2026-01", [400, 301, 301, 0, 9_000, 2_000_000, 600, 0, 2]).await;
    scene.file("b", "2026-01", [300, 300, 300, 0, 9_000, 2_000_000, 600, 0, 2]).await;
    let above = scene.staff.get("/consulting/agencies/a").await.text();
    assert!(above.contains("150.5") && above.contains("기준은 150명입니다"), "{above}");
    let at_limit = scene.staff.get("/consulting/agencies/b").await.text();
    assert!(at_limit.contains("150.0") && !at_limit.contains("기준은 150명입니다"));
}

#[tokio::test]
async fn a_case_begun_from_the_risk_list_keeps_its_reasons() {
    let scene = Scene::set().await;
    scene.file("a", "2026-01", [100, 50, 98, 0, 2_800, 2_000_000, 200, 0, 1]).await;
    let form =
        said(&scene.staff.get("/consulting/cases/new?origin=risk-list&agency=a").await, StatusCode::OK);
    assert!(form.contains("위험 목록에서 시작한 컨설팅") && form.contains("50.0%"));
    let fields = [
        ("agency_id", "a"),
        ("origin", "risk-list"),
        ("title", "위험 목록에서 시작한 컨설팅"),
        ("request", "목표달성률"),
        ("fields", "recruiting"),
    ];
    let case = location(&scene.staff.post("/consulting/cases", &fields).await);
    scene.file("a", "2026-02", FINE).await;
    let page = said(&scene.staff.get(&case).await, StatusCode::OK);
    assert!(
        page.contains("위험 목록에서 찾은 까닭") && page.contains("50.0%"),
        "as known when it was opened"
    );
    assert_eq!(scene.json(&case).await["case"]["origin"], "risk-list");
    let list = said(&scene.staff.get("/consulting").await, StatusCode::OK);
    assert!(list.contains(">2026-001</a>"), "the open case stands beside the agency");
}

#[tokio::test]
async fn a_week_is_planned_within_the_hours_and_accepted_as_shown() {
    let scene = Scene::set().await;
    let plan = scene.staff.get("/api/consulting/week?monday=2026-03-09&hours=5").await.json();
    assert_eq!(plan["monday"], "2026-03-09");
    let trips = plan["plan"]["trips"].as_array().expect("trips");
    assert_eq!(trips.len(), 2, "{plan}");
    let page = said(&scene.staff.get("/consulting/week?monday=2026-03-09&hours=5").await, StatusCode::OK);
    let people: Vec<&str> =
        page.split("name=\"people\" value=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
    let shown = crate::scene::hidden(&page, "shown");
    let mut fields = vec![("monday", "2026-03-09"), ("hours", "5"), ("shown", shown.as_str())];
    fields.extend(people.iter().map(|id| ("people", *id)));
    let mut other = fields.clone();
    other[2].1 = "something else";
    let changed = scene.staff.post("/consulting/week", &other).await;
    crate::scene::refused(&changed, StatusCode::CONFLICT, "지금 세운 계획이 다릅니다");
    seen(&scene.staff.post("/consulting/week", &fields).await);
    let visits = scene.staff.get("/api/consulting/visits?state=planned").await.json();
    assert_eq!(visits.as_array().map(Vec::len), Some(3));
    let empty = scene.staff.get("/api/consulting/week?monday=2026-03-09&hours=5").await.json();
    assert_eq!(empty["plan"]["trips"].as_array().map(Vec::len), Some(0), "whoever is planned rests");
    let page = said(&scene.staff.get("/consulting/week?monday=2026-03-09&hours=5").await, StatusCode::OK);
    assert!(page.contains("세울 계획이 없습니다"));
}

#[tokio::test]
async fn an_agency_learns_from_who_reaches_more_with_the_same_means() {
    let scene = Scene::set().await;
    scene.file("a", "2026-01", [100, 50, 50, 0, 1_000, 2_000_000, 50, 0, 1]).await;
    scene.file("b", "2026-01", [100, 100, 100, 0, 3_000, 2_000_000, 200, 0, 1]).await;
    let found = scene.director.get("/api/consulting/learn").await.json();
    let first = &found["agencies"][0];
    assert_eq!((first["agency"].as_str(), first["reached_permille"].as_i64()), (Some("a"), Some(500)));
    assert_eq!(first["peers"][0]["agency"], "b");
    assert_eq!(found["agencies"][1]["reached_permille"], 1000);
    assert_eq!(found["left_out"][0]["agency"], "c");
    let page = said(&scene.staff.get("/consulting/learn").await, StatusCode::OK);
    assert!(
        page.contains("50.0%")
            && page.contains("가장 앞선 기관")
            && page.contains("전담인력 1명당 참여자 100.0명")
    );
}

#[tokio::test]
async fn the_effect_says_too_few_until_there_are_enough_and_then_gives_an_interval() {
    let scene = Scene::set().await;
    let few = scene.director.get("/api/consulting/effects").await.json();
    assert_eq!(few["effect"]["told"], false);
    assert!(few["sentence"].as_str().unwrap_or_default().contains("아직 말할 수 없습니다"));
    let ids: Vec<String> = (0..12).map(|at| format!("x{at:02}")).collect();
    for (at, id) in ids.iter().enumerate() {
        scene.house.set(async |work| agency(work, id, "namdong").await).await;
        for month in 1..=2 {
            // The year before, 70 people; after a visit in December 2025 the first six have 80, the others 71.
            let people = 70 + (at as i64 % 3) + if at < 6 { 10 } else { 1 };
            scene
                .file(id, &format!("2026-0{month}"), [100, people, 98, 1, 2_800, 2_000_000, 200, 0, 1])
                .await;
        }
        for month in 10..=12 {
            let people = 70 + (at as i64 % 3) + (at as i64 % 2) * month % 2;
            scene.file(id, &format!("2025-{month}"), [100, people, 98, 1, 2_800, 2_000_000, 200, 0, 1]).await;
        }
    }
    let staff = scene.staff_id.to_string();
    for id in &ids[..6] {
        let visit = [
            ("agency_id", id.as_str()),
            ("state", "held"),
            ("way", "phone"),
            ("purpose", "regular"),
            ("visit_on", "2025-12-15"),
            ("visitors", staff.as_str()),
            ("minutes", "30"),
        ];
        seen(&scene.staff.post("/consulting/visits", &visit).await);
    }
    let found = scene.director.get("/api/consulting/effects?year=2025&window=next-year").await.json();
    assert_eq!(found["effect"]["told"], true, "{found}");
    let estimate = found["effect"]["estimate"].as_f64().expect("a number");
    assert!((8.0..=10.0).contains(&estimate), "{estimate}");
    assert!(found["effect"]["low"].as_f64().expect("a number") > 0.0);
    let page = said(&scene.director.get("/consulting/effects?year=2025").await, StatusCode::OK);
    assert!(page.contains("95% 구간") && page.contains("올랐습니다"), "{page}");
}
