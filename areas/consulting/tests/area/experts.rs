//! The pool: who is matched, who is refused, and whose fee is promised.

use http::StatusCode;
use register::budget;

use crate::scene::{Scene, location, refused, said, seen};

async fn line(scene: &Scene, planned: i64) -> String {
    scene
        .house
        .set(async |work| {
            let line = budget::NewLine {
                year: 2026,
                about: "test",
                name: "자문비",
                unit_id: None,
                planned: base::Won(planned),
                sample: false,
                source: "test",
            };
            budget::insert_line(work, &line).await
        })
        .await
}

async fn expert(scene: &Scene, name: &str, line: &str) -> String {
    let fields = [
        ("name", name),
        ("belongs", "사무소"),
        ("fields", "safety"),
        ("fields", "labor"),
        ("weekdays", "1"),
        ("weekdays", "3"),
        ("from_on", "2026-01-01"),
        ("off", "2026-03-04"),
        ("line_id", line),
        ("fee_won", "300,000"),
    ];
    location(&scene.staff.post("/consulting/experts", &fields).await)
}

#[tokio::test]
async fn an_expert_is_matched_by_need_and_ties_and_the_fee_is_promised_within_its_line() {
    let scene = Scene::set().await;
    let case = scene.running().await;
    let line_id = line(&scene, 500_000).await;
    let first = expert(&scene, "전문가 하나", &line_id).await;
    let second = expert(&scene, "전문가 둘", &line_id).await;
    let tie = [("agency_id", "a"), ("kind", "board"), ("tie_from_on", "2025-01-01")];
    seen(&scene.staff.post(&format!("{first}/ties"), &tie).await);
    let path = format!("{case}/experts");
    let page = said(&scene.staff.get(&path).await, StatusCode::OK);
    let (one, two) = (page.find("전문가 하나").expect("listed"), page.find("전문가 둘").expect("listed"));
    assert!(two < one, "who is tied comes last");
    assert!(page.contains("필요한 3개 분야 가운데 1개를 압니다") && page.contains("2026년 3월 2일(월)부터"));
    let id = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let choose = async |expert: &str, on: &str| {
        let expert = id(expert);
        scene.staff.post(&path, &[("expert_id", expert.as_str()), ("held_on", on)]).await
    };
    refused(&choose(&first, "2026-03-09").await, StatusCode::CONFLICT, "관계(이사회나 위원회)가 있어");
    refused(
        &choose(&second, "2026-03-04").await,
        StatusCode::CONFLICT,
        "2026년 3월 4일(수)에 만날 수 없습니다",
    );
    refused(&choose(&second, "2026-03-03").await, StatusCode::CONFLICT, "만날 수 없습니다");
    seen(&choose(&second, "2026-03-09").await);
    let standing = async || {
        let mut tx = scene.house.app.db().read().await.expect("a read begins");
        budget::standing(&mut tx, &line_id).await.expect("sums").expect("the line")
    };
    assert_eq!((standing().await.committed.0, standing().await.remaining.0), (300_000, 200_000));
    refused(&choose(&second, "2026-03-11").await, StatusCode::CONFLICT, "사례비 300,000원이");
    let page = scene.staff.get(&case).await.text();
    let at = page.find("/consulting/engagements/").expect("a form") + "/consulting/engagements/".len();
    let engagement = page[at..].split('?').next().unwrap_or_default();
    seen(&scene.staff.post(&format!("/consulting/engagements/{engagement}"), &[]).await);
    assert_eq!(standing().await.remaining.0, 500_000);
}

#[tokio::test]
async fn the_pool_leaves_the_house_only_with_a_reason_and_the_fee_needs_a_line() {
    let scene = Scene::set().await;
    let line_id = line(&scene, 1).await;
    let path = expert(&scene, "전문가 하나", &line_id).await;
    let none = scene.staff.post("/consulting/experts/download", &[("reason", " "), ("format", "csv")]).await;
    refused(&none, StatusCode::UNPROCESSABLE_ENTITY, "파일을 받는 까닭을");
    let file =
        scene.staff.post("/consulting/experts/download", &[("reason", "위촉 심의"), ("format", "csv")]).await;
    assert!(said(&file, StatusCode::OK).contains("전문가 하나"));
    let json = scene.staff.get("/api/consulting/experts").await.text();
    assert!(!json.contains("전문가 하나") && json.contains("\"fee_won\":300000"));
    let wish = [
        ("name", "전문가 하나"),
        ("fields", "safety"),
        ("from_on", "2026-02-01"),
        ("until_on", "2026-01-01"),
        ("fee_won", "5"),
        ("version", "1"),
    ];
    let text = said(&scene.staff.post(&path, &wish).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text.contains("시작하는 날보다 빠릅니다") && text.contains("사례비를 낼"));
    let ok = |name: &'static str, version: &'static str| {
        [("name", name), ("fields", "safety"), ("from_on", "2026-02-01"), ("version", version)]
    };
    seen(&scene.staff.post(&path, &ok("이름 바꿈", "1")).await);
    let stale = said(&scene.lead.post(&path, &ok("늦은 이름", "1")).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.contains("이름 바꿈") && stale.contains("늦은 이름"));
}
