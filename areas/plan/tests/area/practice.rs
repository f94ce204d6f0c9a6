//! The practice day of the demo, 2022-11-23: what distancing stops, what may go on, and which sheets begin after it.

use http::StatusCode;
use serde_json::Value;

use super::{TOTAL, demo, said, standing};

fn titles(json: &Value, key: &str) -> Vec<String> {
    let rows = json[key].as_array().expect("a list");
    let mut titles: Vec<String> =
        rows.iter().map(|row| row["title"].as_str().expect("a title").to_owned()).collect();
    titles.sort();
    titles
}

#[tokio::test]
async fn distancing_on_the_practice_day_stops_meetings_and_leaving_it_starts_the_ready_sheets() {
    let house = demo().await;
    let director = house.role("director").await;
    let preview = async |mode: &str, from: &str| {
        let query = format!("mode={mode}&from_on={from}&note=a&legal_basis=b&start_sheets=yes");
        director.get(&format!("/api/plan/modes/preview?{query}")).await.json()
    };
    let stop = preview("social-distancing", "2022-11-23").await;
    assert_eq!(titles(&stop, "stops"), ["구직 상담 창구 운영", "수행기관 방문 컨설팅", "종사자 안전 교육반"]);
    assert_eq!(titles(&stop, "goes_on"), ["다음 해 사업 모델 설계", "새 직업 자료 리스트업"]);
    let switch = async |mode: &str, from: &str| {
        let fields = [
            ("mode", mode),
            ("from_on", from),
            ("legal_basis", "공문"),
            ("note", "감염 예방"),
            ("start_sheets", "yes"),
        ];
        assert_eq!(director.post("/plan/modes", &fields).await.status, StatusCode::SEE_OTHER);
    };
    switch("social-distancing", "2022-11-23").await;
    let leave = preview("normal", "2022-11-28").await;
    assert_eq!(titles(&leave, "resumes"), titles(&stop, "stops"));
    let starts = leave["starts"].as_array().expect("a list");
    assert_eq!(starts.len(), 2, "the sheets of the two core tasks");
    switch("normal", "2022-11-28").await;
    let made =
        director.get("/api/plan/activities?year=2020&q=%EC%84%B8%EB%B6%80%EC%82%AC%EC%97%85").await.json();
    let made = made["rows"].as_array().expect("rows");
    assert_eq!(made.len(), 6, "three steps of each");
    assert!(made.iter().all(|row| row["from_on"].as_str() >= Some("2022-11-28") && row["sample"] == true));
    assert_eq!(director.get("/api/plan/sheets?state=started").await.json()["total"], 2);
    assert_eq!(standing(&house, 2020).await.planned.0, TOTAL);
}

#[tokio::test]
async fn the_bars_say_in_which_calendar_year_work_goes_on_and_the_sources_have_korean_names() {
    let house = demo().await;
    let director = house.role("director").await;
    let page = said(&director.get("/plan/gantt?year=2020").await, StatusCode::OK);
    assert!(page.contains("2022년 달력") && !page.contains("새 직업 자료 리스트업"));
    let page = said(&director.get("/plan/gantt?year=2020&shown=2022").await, StatusCode::OK);
    assert!(page.contains("새 직업 자료 리스트업") && !page.contains("현장 방문 컨설팅</a>"));
    for path in ["/plan", "/plan/tasks/2020-01", "/plan/documents/basic-plan-2019"] {
        let page = said(&director.get(path).await, StatusCode::OK);
        let source = page.split("<p class=\"source\">").nth(1).unwrap_or_default().split("</p>").next();
        let source = source.expect("a source line");
        assert!(source.contains("보도</a>") && !source.contains(">http"), "{path}: {source}");
    }
}

#[tokio::test]
async fn the_board_carries_its_script_and_words_only_for_those_who_may_move_cards() {
    let house = demo().await;
    let board = said(&house.role("centre-staff").await.get("/plan/board").await, StatusCode::OK);
    for part in ["board.js", "data-board ", "data-lane=\"running\"", "aria-live=\"polite\"", "끌어 다른 칸에"]
    {
        assert!(board.contains(part), "{part}");
    }
    assert!(!board.contains("data-lane=\"stopped\""), "only the mode stops work");
    assert!(!board.contains("draggable"), "without the script nothing looks as if it could be dragged");
    let board = said(&house.role("auditor").await.get("/plan/board").await, StatusCode::OK);
    assert!(!board.contains("board.js") && !board.contains("data-board"));
}
