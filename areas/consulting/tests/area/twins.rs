//! The JSON beside the pages: the same rights and rows, and a script may do what a form does.

use http::StatusCode;
use serde_json::{Value, json};
use testkit::Answer;

use crate::scene::{FINE, Scene, location, said, seen};

/// The answer's JSON, after its status was checked.
fn wire(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

/// A visit of the staff to agency `b` as a script sends it.
fn visit(scene: &Scene, state: &str, minutes: i64) -> Value {
    json!({
        "agency_id": "b", "way": "video", "purpose": "regular", "state": state, "visit_on": "2026-03-02",
        "visitors": [scene.staff_id.to_string()], "minutes": minutes, "visit_note": "서류를 함께 봤습니다",
    })
}

#[tokio::test]
async fn the_checklist_as_json_has_every_item_with_the_answers_given_so_far() {
    let scene = Scene::set().await;
    let case = scene.accepted().await;
    let path = format!("/api{case}/diagnosis");
    let before = wire(&scene.staff.get(&path).await);
    let items = before["items"].as_array().expect("items").clone();
    assert_eq!((items.len(), &before["state"]), (7, &json!("diagnosis")));
    assert!(items.iter().all(|item| item["answered"] == false && item["levels"][3].is_string()));
    let version = before["version"].to_string();
    let answers = crate::scene::diagnosis(&version, "yes");
    seen(&scene.staff.post(&format!("{case}/diagnosis"), &answers).await);
    let after = wire(&scene.staff.get(&path).await);
    let of = |id: &str| {
        let all = after["items"].as_array().expect("items");
        all.iter().find(|item| item["item"] == id).cloned().expect("the item")
    };
    let worst = of("safety.risk-assessment");
    assert_eq!((&worst["level"], &worst["finding"]), (&json!(0), &json!(true)));
    assert_eq!(worst["note"], "두 곳이 빠짐");
    let none = of("participant-care.education");
    assert_eq!((&none["answered"], &none["level"]), (&json!(true), &Value::Null));
}

#[tokio::test]
async fn agencies_as_json_are_those_of_the_list_and_what_was_not_filed_is_not_zero() {
    let scene = Scene::set().await;
    scene.file("a", "2026-01", FINE).await;
    let all = wire(&scene.director.get("/api/consulting/agencies").await);
    let of = |id: &str| {
        let agencies = all["agencies"].as_array().expect("agencies");
        agencies.iter().find(|one| one["agency"] == id).cloned().expect("the agency")
    };
    assert_eq!((&of("a")["people"], &of("a")["seniors_per_staff"]), (&json!(95), &json!("95.0")));
    assert_eq!((&of("c")["people"], &of("c")["seniors_per_staff"]), (&Value::Null, &Value::Null));
    let narrowed = wire(&scene.director.get("/api/consulting/agencies?q=강화군").await);
    assert_eq!(narrowed["agencies"].as_array().expect("agencies").len(), 1);
    let page = said(&scene.director.get("/consulting/agencies").await, StatusCode::OK);
    assert!(page.contains("href=\"/api/consulting/agencies\""));
}

#[tokio::test]
async fn a_script_takes_down_a_visit_corrects_it_and_is_told_the_fields_at_fault() {
    let scene = Scene::set().await;
    let made = wire(&scene.staff.post_json("/api/consulting/visits", &visit(&scene, "held", 30)).await);
    let path = format!("/api/consulting/visits/{}", made["id"].as_str().expect("an id"));
    let one = wire(&scene.staff.get(&path).await);
    assert_eq!((&one["visit"]["minutes"], &one["visit"]["version"]), (&json!(30), &json!(1)));
    assert_eq!((&one["note"], &one["visitors"][0]), (&json!("서류를 함께 봤습니다"), &json!(scene.staff_id)));
    let mut better = visit(&scene, "held", 50);
    better["version"] = json!(1);
    wire(&scene.staff.post_json(&path, &better).await);
    assert_eq!((scene.fact("consulting.visits").await, scene.fact("consulting.minutes").await), (1, 50));
    let late = scene.staff.post_json(&path, &better).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text());
    let wrong = scene.staff.post_json("/api/consulting/visits", &visit(&scene, "held", 0)).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text());
    assert!(wrong.text().contains("minutes"));
}

#[tokio::test]
async fn a_script_asks_for_advice_gives_it_and_the_agency_says_that_it_was_carried_out() {
    let scene = Scene::set().await;
    let ask = json!({ "title": "참여자 모집", "request": "대기자가 없습니다", "fields": ["recruiting"] });
    let made = wire(&scene.agency.post_json("/api/consulting/cases", &ask).await);
    assert_eq!((&made["number"], &made["state"]), (&json!("2026-001"), &json!("requested")));
    let case = scene.running().await;
    let give = json!({
        "advice_field": "safety", "advice": "위험성 평가를 다시 합니다",
        "advice_owner": scene.agency_id.to_string(), "advice_due_on": "2026-04-01",
    });
    let given = wire(&scene.staff.post_json(&format!("/api{case}/advice"), &give).await);
    assert_eq!((&given["state"], &given["due_on"]), (&json!("open"), &json!("2026-04-01")));
    let path = format!("/api/consulting/advice/{}", given["id"].as_str().expect("an id"));
    let done = json!({ "decision": "done", "note": "고쳤습니다", "version": 1 });
    assert_eq!(wire(&scene.agency.post_json(&path, &done).await)["state"], "done");
    let card = wire(&scene.agency.get("/api/consulting/agencies/a").await);
    assert_eq!((&card["advice"][0]["state"], &card["visits"]), (&json!("done"), &json!([])));
    assert_eq!(scene.agency.post_json(&path, &done).await.status, StatusCode::CONFLICT);
    assert_eq!(scene.fact("consulting.advice_done").await, 1);
}

#[tokio::test]
async fn experts_as_json_come_in_the_order_of_the_page_and_without_their_names() {
    let scene = Scene::set().await;
    let case = scene.accepted().await;
    let fields = [
        ("name", "전문가 하나"),
        ("fields", "safety"),
        ("weekdays", "1"),
        ("from_on", "2026-01-01"),
        ("off", "2026-03-02"),
    ];
    let path = location(&scene.staff.post("/consulting/experts", &fields).await);
    let tie = [("agency_id", "a"), ("kind", "board"), ("tie_from_on", "2025-01-01")];
    seen(&scene.staff.post(&format!("{path}/ties"), &tie).await);
    let other = [("name", "전문가 둘"), ("fields", "labor"), ("weekdays", "1"), ("from_on", "2026-01-01")];
    let free = location(&scene.staff.post("/consulting/experts", &other).await);
    let answer = scene.staff.get(&format!("/api{case}/experts")).await;
    let ranked = wire(&answer);
    assert!(!answer.text().contains("전문가"));
    let id = |path: &str| json!(path.rsplit('/').next().unwrap_or_default());
    assert_eq!((&ranked[0]["expert"], &ranked[1]["expert"]), (&id(&free), &id(&path)));
    assert_eq!((&ranked[1]["forbidden"], &ranked[1]["next_on"]), (&json!("board"), &json!("2026-03-09")));
    let answer = scene.staff.get(&format!("/api{path}")).await;
    let one = wire(&answer);
    assert!(!answer.text().contains("전문가 하나"));
    assert_eq!((&one["off"], &one["ties"][0]["kind"]), (&json!(["2026-03-02"]), &json!("board")));
}

#[tokio::test]
async fn what_the_pages_keep_from_an_agency_its_json_keeps_too() {
    let scene = Scene::set().await;
    let case = scene.accepted().await;
    let made = wire(&scene.staff.post_json("/api/consulting/visits", &visit(&scene, "planned", 0)).await);
    let visit = format!("/consulting/visits/{}", made["id"].as_str().expect("an id"));
    let paths = [
        "/consulting/agencies".to_owned(),
        visit,
        format!("{case}/diagnosis"),
        format!("{case}/experts"),
        "/consulting/experts/none".to_owned(),
        "/consulting/agencies/b".to_owned(),
    ];
    for path in paths {
        let statuses =
            (scene.agency.get(&path).await.status, scene.agency.get(&format!("/api{path}")).await.status);
        assert_eq!(statuses, (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN), "{path}");
    }
    assert_eq!(scene.staff.get("/api/consulting/visits/none").await.status, StatusCode::NOT_FOUND);
    assert_eq!(scene.staff.get("/api/consulting/experts/none").await.status, StatusCode::NOT_FOUND);
}
