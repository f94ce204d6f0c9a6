//! Every refusal of the area is met once, by its code.

use http::{Method, StatusCode};
use serde_json::json;
use testkit::{Answer, Client};

use crate::scene::*;

/// The refusal's code and status in an answer of the JSON side.
async fn refused(client: &Client, path: &str, body: serde_json::Value) -> (String, StatusCode) {
    let answer = client.post_json(path, &body).await;
    code(&answer)
}

fn code(answer: &Answer) -> (String, StatusCode) {
    (answer.json()["code"].as_str().unwrap_or_default().to_owned(), answer.status)
}

fn is(code: &str, status: StatusCode) -> (String, StatusCode) {
    (format!("returns/{code}"), status)
}

#[tokio::test]
async fn a_place_that_is_not_there_is_told() {
    let house = house().await;
    let centre = house.role("centre-staff").await;
    let get = async |path: &str| code(&centre.get(path).await);
    assert_eq!(get("/api/returns/zzz/2026-02").await, is("no-such-agency", StatusCode::NOT_FOUND));
    assert_eq!(get("/api/returns/a/2026-13").await, is("no-such-month", StatusCode::NOT_FOUND));
    let figures = json!({ "version": 0, "figures": {} });
    let path = "/api/returns/a/2026-02/rows/q-1";
    assert_eq!(refused(&centre, path, figures).await, is("no-such-project", StatusCode::NOT_FOUND));
    let page = centre.get("/returns/receipts/202602-0000-0000").await;
    assert!(page.status == StatusCode::NOT_FOUND && page.text().contains("그런 접수번호가 없습니다."));
    let page = centre.get("/returns/a/2026-02/marked.xlsx").await;
    assert!(
        page.status == StatusCode::NOT_FOUND && page.text().contains("고칠 곳을 표시한 파일이 없습니다.")
    );
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn filing_out_of_turn_is_refused() {
    let house = house().await;
    let (staff, centre, lead) =
        (staff(&house).await, house.role("centre-staff").await, house.role("team-lead").await);
    let path = "/api/returns/a/2026-02";
    let submit_path = format!("{path}/submit");
    let nothing = json!({ "version": 0 });
    assert_eq!(
        refused(&staff, &submit_path, nothing.clone()).await,
        is("nothing-filed", StatusCode::NOT_FOUND)
    );
    let ahead = refused(&staff, "/api/returns/a/2026-04/submit", nothing.clone()).await;
    assert_eq!(ahead, is("month-ahead", StatusCode::CONFLICT));
    let no_file = staff.send(
        Method::POST,
        "/returns/a/2026-02/upload",
        Some("multipart/form-data; boundary=x"),
        b"--x\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n0\r\n--x--\r\n".to_vec(),
    );
    assert!(no_file.await.text().contains("파일을 고르지 않았습니다."));

    upload(&staff, 0, "a.csv", csv(&rows()[..1]).as_bytes()).await;
    let now = json!({ "version": version(&staff).await });
    assert_eq!(
        refused(&staff, &submit_path, now).await,
        is("answers-missing", StatusCode::UNPROCESSABLE_ENTITY)
    );
    let bad = vec![with(row("a", "P-1", 20), "hours", "x")];
    upload(&staff, version(&staff).await, "a.csv", csv(&bad).as_bytes()).await;
    let now = json!({ "version": version(&staff).await });
    assert_eq!(refused(&staff, &submit_path, now).await, is("errors-left", StatusCode::UNPROCESSABLE_ENTITY));

    let approve_path = format!("{path}/approve");
    let now = json!({ "version": version(&staff).await });
    assert_eq!(refused(&centre, &approve_path, now).await, is("not-submitted", StatusCode::CONFLICT));
    upload(&staff, version(&staff).await, "a.csv", csv(&rows()).as_bytes()).await;
    assert_eq!(submit(&staff).await.status, StatusCode::SEE_OTHER);
    let now = json!({ "version": version(&staff).await });
    assert_eq!(
        refused(&staff, &submit_path, now.clone()).await,
        is("already-submitted", StatusCode::CONFLICT)
    );
    let reopen_path = format!("{path}/reopen");
    let reason = json!({ "version": version(&staff).await, "reason": "까닭이 있음" });
    assert_eq!(refused(&lead, &reopen_path, reason).await, is("already-open", StatusCode::CONFLICT));
    let back = format!("{path}/send-back");
    assert_eq!(refused(&centre, &back, now).await, is("reason-missing", StatusCode::UNPROCESSABLE_ENTITY));

    let lock_path = "/api/returns/months/2026-02/lock";
    let missing = refused(&lead, lock_path, json!({})).await;
    assert_eq!(missing, is("returns-missing", StatusCode::CONFLICT));
    assert_eq!(
        refused(&lead, "/api/returns/months/2026-03/lock", json!({})).await.0,
        "returns/month-not-over"
    );
    assert_eq!(lead.post_json(lock_path, &json!({ "note": "확인했음" })).await.status, StatusCode::OK);
    assert_eq!(
        refused(&lead, lock_path, json!({ "note": "다시" })).await,
        is("month-locked", StatusCode::CONFLICT)
    );
    let b = refused(&centre, "/api/returns/b/2026-02/submit", json!({ "version": 0 })).await;
    assert_eq!(b, is("month-locked", StatusCode::CONFLICT));
    let reopen = lead.post_json("/api/returns/b/2026-02/reopen", &json!({ "reason": "늦게 냄" })).await;
    assert_eq!(reopen.status, StatusCode::OK, "{}", reopen.text());
    assert_eq!(reopen.json()["state"], "none", "what was never filed stays so");
    let b = refused(&centre, "/api/returns/b/2026-02/submit", json!({ "version": 2 })).await;
    assert_eq!(
        b,
        is("nothing-filed", StatusCode::NOT_FOUND),
        "an agency let in again may file for a locked month"
    );
}

#[tokio::test]
async fn who_submitted_does_not_approve_and_a_sent_back_return_is_filed_again() {
    let house = house().await;
    let (centre, other) = (house.role("centre-staff").await, house.role("centre-staff").await);
    upload(&centre, 0, "a.csv", csv(&rows()).as_bytes()).await;
    submit(&centre).await;
    let now = json!({ "version": version(&centre).await });
    let own = refused(&centre, "/api/returns/a/2026-02/approve", now.clone()).await;
    assert_eq!(own, is("own-return", StatusCode::FORBIDDEN));
    let stale = refused(&other, "/api/returns/a/2026-02/approve", json!({ "version": 1 })).await;
    assert_eq!(stale, ("web/changed-meanwhile".to_owned(), StatusCode::CONFLICT));
    let body = json!({ "version": version(&centre).await, "reason": "목표를 확인해 주세요" });
    assert_eq!(other.post_json("/api/returns/a/2026-02/send-back", &body).await.status, StatusCode::OK);
    assert_eq!(state(&centre).await["state"], "returned");
    assert!(centre.get("/returns/a/2026-02").await.text().contains("목표를 확인해 주세요"));
    assert_eq!(submit(&centre).await.status, StatusCode::SEE_OTHER);
    assert_eq!(approve(&other).await.status, StatusCode::SEE_OTHER);
    assert_eq!(fact(&house, "returns.filed").await, 1);
}

#[tokio::test]
async fn a_double_click_submits_once() {
    let house = house().await;
    let staff = staff(&house).await;
    upload(&staff, 0, "a.csv", csv(&rows()).as_bytes()).await;
    let version = version(&staff).await.to_string();
    for _ in 0..2 {
        let answer = staff.post("/returns/a/2026-02/submit?once=k1", &[("version", &version)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }
    assert_eq!(fact(&house, "returns.filed").await, 1);
    assert_eq!(state(&staff).await["state"], "submitted");
}

#[tokio::test]
async fn questions_are_answered_with_a_word_or_a_tick() {
    let house = house().await;
    let staff = staff(&house).await;
    let changed = vec![with(row("a", "P-1", 20), "target", "25"), row("a", "P-2", 30)];
    upload(&staff, 0, "a.csv", csv(&changed).as_bytes()).await;
    assert_eq!(sentences(&staff).await, ["D2 · P-1: 적은 목표인원 25명이 등록된 20명과 다릅니다."]);
    let version = version(&staff).await.to_string();
    let fields = [("version", version.as_str()), ("answer-0", "2월에 5명 늘었습니다")];
    let answer = staff.post("/returns/a/2026-02/submit", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let state = state(&staff).await;
    assert_eq!(state["remarks"][0]["answer"], "2월에 5명 늘었습니다");
}

#[tokio::test]
async fn the_month_before_is_looked_at() {
    let house = house().await;
    let staff = staff(&house).await;
    let centre = house.role("centre-staff").await;
    let january: Vec<Row> =
        rows().into_iter().map(|row| with(with(row, "month", "2026-01"), "registered_early", "3")).collect();
    let answer = staff
        .upload("/returns/a/2026-01/upload", &[("version", "0")], ("file", "a.csv", csv(&january).as_bytes()))
        .await;
    assert_eq!(answer.location, "/returns/a/2026-01", "{}", answer.text());
    drop(centre);
    let fewer = vec![with(row("a", "P-1", 20), "people_since_january", "20"), row("a", "P-2", 30)];
    upload(&staff, 0, "a.csv", csv(&fewer).as_bytes()).await;
    let said = sentences(&staff).await;
    assert!(
        said.iter().any(|line| line == "N2 · P-1: 1월부터 참여한 사람 20명이 지난달 21명보다 적습니다."),
        "{said:?}"
    );
    upload(&staff, version(&staff).await, "a.csv", csv(&rows()).as_bytes()).await;
    let said = sentences(&staff).await;
    assert!(
        said.iter().any(|line| line.starts_with(
            "F2 · P-1: 월말 참여 인원 19명이 계산한 20명과 다릅니다(지난달 말 19 + 새로 2 - 그만둔 1)."
        )),
        "{said:?}"
    );
}
