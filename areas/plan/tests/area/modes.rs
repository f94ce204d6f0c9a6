//! Operating modes through the front door: preview, switch, letters, sheets that start, taking it back.

use http::StatusCode;
use testkit::{Answer, Client, House};

use super::{AREAS, activity, id_of, refused, said};

/// A house with one meeting and one desk activity in 2026, and the people around them.
struct Scene {
    house: House,
    staff: Client,
    director: Client,
    meeting: String,
}

impl Scene {
    async fn set() -> Self {
        let house = House::with(AREAS).await;
        house.set(async |work| plan::seed(work).await).await;
        let (owner, staff) = house.member("centre-staff", None).await;
        let director = house.role("director").await;
        let days = [("from_on", "2026-03-01"), ("until_on", "2026-12-01")];
        let owner: &'static str = owner.to_string().leak();
        let meet = activity(&[days[0], days[1], ("owner_id", owner)]);
        let meeting = id_of(&staff.post("/plan/activities", &meet).await);
        let desk = activity(&[days[0], days[1], ("title", "자료 정리"), ("way", "desk")]);
        id_of(&staff.post("/plan/activities", &desk).await);
        Self { house, staff, director, meeting }
    }

    async fn switch(&self, mode: &str, from: &str, basis: &str) -> Answer {
        let fields = [
            ("mode", mode),
            ("from_on", from),
            ("legal_basis", basis),
            ("note", "감염 예방"),
            ("start_sheets", "yes"),
        ];
        self.director.post("/plan/modes", &fields).await
    }

    /// Begins distancing on the day of the test.
    async fn distance(&self) {
        let answer = self.switch("social-distancing", "2026-03-02", "공문").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }

    async fn undo_newest(&self) -> Answer {
        let modes = self.director.get("/api/plan/modes?year=2020").await.json();
        let kept = modes["history"].as_array().expect("a list").iter().find(|one| one["state"] == "in-force");
        let id = kept.unwrap_or(&modes["history"][0])["id"].as_str().expect("an id").to_owned();
        self.director.post(&format!("/plan/modes/{id}/undo"), &[]).await
    }

    async fn stands_still(&self) -> bool {
        let page = self.staff.get(&format!("/plan/activities/{}", self.meeting)).await;
        page.text().contains("때문에 멈춘 활동")
    }

    async fn letters(&self, state: &str) -> i64 {
        let mut tx = self.house.app.db().read().await.expect("a read begins");
        let filter = register::messages::Filter { state: state.into(), ..Default::default() };
        register::messages::count(&mut tx, &filter).await.expect("a count")
    }
}

#[tokio::test]
async fn a_mode_needs_a_known_word_a_legal_basis_and_another_mode_before_it() {
    let scene = Scene::set().await;
    let unknown = scene.switch("festival", "2026-03-02", "").await;
    refused(&unknown, StatusCode::UNPROCESSABLE_ENTITY, "festival 운영 방식이 없습니다");
    let baseless = scene.switch("social-distancing", "2026-03-02", "").await;
    refused(&baseless, StatusCode::UNPROCESSABLE_ENTITY, "받은 공문이나 고시");
    refused(&scene.switch("normal", "2026-03-02", "").await, StatusCode::CONFLICT, "이미 그 운영 방식");
}

#[tokio::test]
async fn distancing_is_previewed_stops_meetings_tells_owners_and_is_undone() {
    let scene = Scene::set().await;
    let path = "/plan/modes/preview?mode=social-distancing&from_on=2026-03-02&legal_basis=x&note=y";
    let preview = said(&scene.director.get(path).await, StatusCode::OK);
    for part in ["멈추는 활동 1개", "계속할 수 있는 활동 1개", "전화(유선) 홍보", "과제별 관련 자료 리스트업"]
    {
        assert!(preview.contains(part), "{part}: {preview}");
    }
    assert!(!scene.stands_still().await, "a preview changes nothing");
    scene.distance().await;
    assert!(scene.stands_still().await);
    assert_eq!(scene.letters("draft").await, 1, "the owner is told");
    assert_eq!(scene.undo_newest().await.status, StatusCode::SEE_OTHER);
    refused(&scene.undo_newest().await, StatusCode::CONFLICT, "이미 되돌린 결정");
    assert!(!scene.stands_still().await, "what stood still goes on");
    assert_eq!((scene.letters("draft").await, scene.letters("discarded").await), (0, 1));
    let days = scene.director.get("/api/plan/modes?year=2020").await.json()["days"].clone();
    assert_eq!(days, serde_json::json!({ "normal": 366 }));
}

#[tokio::test]
async fn leaving_distancing_turns_ready_sheets_into_dated_activities_and_undoing_it_takes_them_back() {
    let scene = Scene::set().await;
    scene.distance().await;
    let sheet = [
        ("task_id", "2020-01"),
        ("title", "세부사업"),
        ("aim", "목적"),
        ("people", "사람"),
        ("cost_won", "1000"),
        ("unit_id", "task-force"),
    ];
    let path = format!("/plan/sheets/{}", id_of(&scene.staff.post("/plan/sheets", &sheet).await));
    let ready = format!("{path}/ready");
    refused(&scene.staff.post(&ready, &[]).await, StatusCode::CONFLICT, "6가지 가운데 4가지만");
    let steps = format!("{path}/steps");
    let step = [
        ("step_title", "방문"),
        ("after_days", "7"),
        ("days", "5"),
        ("way", "face-to-face"),
        ("hours_week", "4"),
    ];
    assert_eq!(scene.staff.post(&steps, &step).await.status, StatusCode::SEE_OTHER);
    assert_eq!(scene.staff.post(&ready, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(scene.switch("normal", "2026-03-09", "").await.status, StatusCode::SEE_OTHER);
    let listed = said(&scene.staff.get("/plan/activities?q=세부사업").await, StatusCode::OK);
    for part in ["세부사업 · 방문", "2026년 3월 16일(월)", "2026년 3월 20일(금)"] {
        assert!(listed.contains(part), "{part}: {listed}");
    }
    refused(&scene.staff.post(&steps, &step).await, StatusCode::CONFLICT, "이미 활동으로 시작한");
    assert_eq!(scene.undo_newest().await.status, StatusCode::SEE_OTHER);
    let listed = said(&scene.staff.get("/plan/activities?q=세부사업").await, StatusCode::OK);
    assert!(!listed.contains("세부사업 · 방문"), "the activities are withdrawn");
    assert!(said(&scene.staff.get(&path).await, StatusCode::OK).contains("준비됨"));
}

#[tokio::test]
async fn a_decision_that_is_over_is_taken_back_with_a_reason_and_on_purpose_only() {
    let scene = Scene::set().await;
    scene
        .house
        .set(async |work| {
            let mode = register::modes::NewMode {
                mode: "social-distancing",
                district: None,
                from_on: jiff::civil::date(2020, 3, 22),
                until_on: Some(jiff::civil::date(2020, 5, 5)),
                legal_basis: "공문",
                note: "예방",
            };
            register::modes::switch_on(work, &mode).await
        })
        .await;
    let modes = scene.director.get("/api/plan/modes?year=2020").await.json();
    assert_eq!(modes["days"]["social-distancing"], 45);
    let id = modes["history"][0]["id"].as_str().expect("an id");
    let path = format!("/plan/modes/{id}/undo");
    let page = said(&scene.director.get("/plan/modes?year=2020").await, StatusCode::OK);
    assert!(page.contains("name=\"reason\"") && page.contains("name=\"confirmed\""), "{page}");
    let bare = scene.director.post(&path, &[]).await;
    refused(&bare, StatusCode::UNPROCESSABLE_ENTITY, "지난 기록이 바뀌는 것을 확인하고");
    let unconfirmed = scene.director.post(&path, &[("reason", "잘못 적음")]).await;
    refused(&unconfirmed, StatusCode::UNPROCESSABLE_ENTITY, "value=\"잘못 적음\"");
    let days = async || scene.director.get("/api/plan/modes?year=2020").await.json()["days"].clone();
    assert_eq!(days().await["social-distancing"], 45, "nothing has changed yet");
    let meant = [("reason", "잘못 적음"), ("confirmed", "yes")];
    assert_eq!(scene.director.post(&path, &meant).await.status, StatusCode::SEE_OTHER);
    assert_eq!(days().await, serde_json::json!({ "normal": 366 }));
}

#[tokio::test]
async fn the_heading_of_imported_history_gets_no_letter() {
    let scene = Scene::set().await;
    scene
        .house
        .set(async |work| {
            for (id, name) in [(register::agencies::COLLECTIVE, "지난 실적 모음"), ("a", "한 기관")]
            {
                let agency = register::agencies::Agency {
                    id: id.into(),
                    name: name.into(),
                    public_number: None,
                    phone: String::new(),
                    sample: false,
                    source: "test".into(),
                    version: 1,
                };
                register::agencies::insert(work, &agency).await?;
            }
            Ok(())
        })
        .await;
    let path = "/plan/modes/preview?mode=social-distancing&from_on=2026-03-02&legal_basis=x&note=y";
    let preview = said(&scene.director.get(path).await, StatusCode::OK);
    assert!(preview.contains("<li>한 기관</li>") && !preview.contains("지난 실적 모음"), "{preview}");
}
