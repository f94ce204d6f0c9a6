//! What is refused, in words with a next step; and who sees what.

use http::StatusCode;

use crate::scene::{Scene, diagnosis, hidden, location, refused, said, seen};

#[tokio::test]
async fn a_case_with_open_mandatory_steps_advice_or_visits_is_not_closed() {
    let scene = Scene::set().await;
    let case = scene.running().await;
    let close = async || {
        let version = scene.version(&case).await;
        let fields =
            [("outcome", "solved"), ("outcome_text", "끝"), ("needs_met", ""), ("version", version.as_str())];
        scene.staff.post(&format!("{case}/close"), &fields).await
    };
    let answer = close().await;
    refused(&answer, StatusCode::CONFLICT, "꼭 할 일 3개가 남아");
    refused(&answer, StatusCode::CONFLICT, "위험성 평가 다시 하기");
    let page = scene.staff.get(&case).await.text();
    let steps: Vec<String> = page
        .split("action=\"/consulting/steps/")
        .skip(1)
        .map(|part| format!("/consulting/steps/{}", part.split('?').next().unwrap_or_default()))
        .collect();
    assert_eq!(steps.len(), 4);
    let skip = scene.staff.post(&steps[0], &[("decision", "unneeded")]).await;
    refused(&skip, StatusCode::CONFLICT, "건너뛸 수 없습니다");
    seen(&scene.staff.post(&steps[3], &[("decision", "unneeded")]).await);
    scene.finish_steps(&case).await;
    let owner = scene.staff_id.to_string();
    let advice = [
        ("advice", "고칩니다"),
        ("advice_field", "safety"),
        ("advice_owner", owner.as_str()),
        ("advice_due_on", "2026-04-01"),
    ];
    seen(&scene.staff.post(&format!("{case}/advice"), &advice).await);
    refused(&close().await, StatusCode::CONFLICT, "실행 중인 조언이 1건");
    let json = scene.staff.get("/api/consulting/advice").await.json();
    let path = format!("/consulting/advice/{}", json[0]["id"].as_str().expect("an id"));
    let drop = scene.staff.post(&path, &[("decision", "dropped"), ("note", ""), ("version", "1")]).await;
    refused(&drop, StatusCode::UNPROCESSABLE_ENTITY, "이 칸을 채워 주십시오");
    seen(&scene.staff.post(&path, &[("decision", "dropped"), ("note", "필요 없음"), ("version", "1")]).await);
    let twice = scene.staff.post(&path, &[("decision", "done"), ("version", "2")]).await;
    refused(&twice, StatusCode::CONFLICT, "이미 처리했습니다");
    let id = case.rsplit('/').next().unwrap_or_default();
    let visit = [
        ("case_id", id),
        ("state", "planned"),
        ("way", "video"),
        ("purpose", "follow-up"),
        ("visit_on", "2026-03-10"),
        ("visitors", owner.as_str()),
    ];
    seen(&scene.staff.post("/consulting/visits", &visit).await);
    refused(&close().await, StatusCode::CONFLICT, "예정된 방문이 1건");
    let json = scene.staff.get("/api/consulting/visits").await.json();
    let path = format!("/consulting/visits/{}", json[0]["id"].as_str().expect("an id"));
    seen(&scene.staff.post(&format!("{path}/cancel"), &[("version", "1")]).await);
    seen(&close().await);
    refused(&close().await, StatusCode::CONFLICT, "지금 ‘마침’이라");
}

#[tokio::test]
async fn a_plan_needs_answers_steps_and_someone_else_to_approve_it() {
    let scene = Scene::set().await;
    let case = scene.requested().await;
    let version = scene.version(&case).await;
    let owner = scene.lead_id.to_string();
    let triage = async |changes: [(&str, &str); 2]| {
        let mut fields = vec![("version", version.as_str())];
        fields.extend(changes);
        scene.lead.post(&format!("{case}/triage"), &fields).await
    };
    refused(
        &triage([("decision", "decline"), ("note", "")]).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "이 칸을 채워 주십시오",
    );
    refused(
        &triage([("decision", "accept"), ("owner_id", "nobody")]).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "맡을 사람을 목록에서",
    );
    seen(&triage([("decision", "accept"), ("owner_id", &owner)]).await);
    let version = scene.version(&case).await;
    let few = [("version", version.as_str()), ("finish", "yes"), ("level.safety.insurance", "3")];
    refused(
        &scene.lead.post(&format!("{case}/diagnosis"), &few).await,
        StatusCode::CONFLICT,
        "답하지 않은 항목이 4개",
    );
    let version = scene.version(&case).await;
    seen(&scene.lead.post(&format!("{case}/diagnosis"), &diagnosis(&version, "yes")).await);
    let version = scene.version(&case).await;
    let submit = scene.lead.post(&format!("{case}/submit"), &[("version", &version)]).await;
    refused(&submit, StatusCode::CONFLICT, "할 일이 하나도 없어");
    seen(&scene.lead.post(&format!("{case}/steps"), &[("step_title", "방문"), ("mandatory", "yes")]).await);
    seen(&scene.lead.post(&format!("{case}/submit"), &[("version", &version)]).await);
    let version = scene.version(&case).await;
    let approve = [("decision", "approve"), ("version", version.as_str())];
    refused(
        &scene.lead.post(&format!("{case}/plan"), &approve).await,
        StatusCode::FORBIDDEN,
        "스스로 승인할 수 없습니다",
    );
    assert_eq!(scene.staff.post(&format!("{case}/plan"), &approve).await.status, StatusCode::FORBIDDEN);
    let back = [("decision", "send-back"), ("note", "기한이 없습니다"), ("version", version.as_str())];
    seen(&scene.director.post(&format!("{case}/plan"), &back).await);
    let json = scene.json(&case).await;
    assert_eq!(json["case"]["state"], "planning");
    assert!(scene.lead.get(&case).await.text().contains("기한이 없습니다"));
}

#[tokio::test]
async fn agency_staff_see_and_ask_for_their_own_agency_only() {
    let scene = Scene::set().await;
    let fields = [("agency_id", "b"), ("title", "나"), ("request", "다"), ("fields", "tax")];
    let case = location(&scene.agency.post("/consulting/cases", &fields).await);
    assert_eq!(scene.json(&case).await["case"]["agency"], "a", "the own agency, whatever was sent");
    let fields = [("agency_id", "b"), ("title", "비"), ("request", "다"), ("fields", "tax")];
    let other = location(&scene.staff.post("/consulting/cases", &fields).await);
    assert_eq!(scene.agency.get(&other).await.status, StatusCode::FORBIDDEN);
    assert_eq!(scene.agency.get(&format!("/api{other}")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(scene.agency.get("/consulting/agencies/b").await.status, StatusCode::FORBIDDEN);
    assert_eq!(scene.agency.get("/consulting/experts").await.status, StatusCode::FORBIDDEN);
    assert_eq!(scene.agency.get("/consulting/learn").await.status, StatusCode::FORBIDDEN);
    assert_eq!(location(&scene.agency.get("/consulting").await), "/consulting/agencies/a");
    let list = scene.agency.get("/api/consulting/cases?agency=b").await.json();
    assert_eq!(list.as_array().map(Vec::len), Some(1));
    seen(&scene.staff.post("/consulting/agencies/a/notes", &[("body", "회계 담당은 격주 근무")]).await);
    let own = said(&scene.agency.get("/consulting/agencies/a").await, StatusCode::OK);
    assert!(!own.contains("회계 담당은 격주 근무"), "notes stay inside the centre");
    assert!(scene.lead.get("/consulting/agencies/a").await.text().contains("회계 담당은 격주 근무"));
    let council = scene.house.role("council-member").await;
    assert_eq!(council.get("/consulting").await.status, StatusCode::FORBIDDEN);
    let auditor = scene.house.role("auditor").await;
    said(&auditor.get("/consulting").await, StatusCode::OK);
    assert_eq!(auditor.post("/consulting/cases", &[]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_wrong_form_comes_back_with_what_was_typed() {
    let scene = Scene::set().await;
    let text = said(
        &scene.staff.post("/consulting/cases", &[("title", "제목만"), ("agency_id", "zz")]).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    );
    for words in ["제목만", "수행기관을 목록에서", "이 칸을 채워 주십시오", "분야를 하나 이상"]
    {
        assert!(text.contains(words), "{words}");
    }
    let visit = [
        ("agency_id", "a"),
        ("state", "held"),
        ("way", "walk"),
        ("purpose", "advice"),
        ("visit_on", "2026-03-09"),
        ("minutes", "많이"),
    ];
    let text = said(&scene.staff.post("/consulting/visits", &visit).await, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["목록에서 하나를", "오늘이나 그 전의", "1부터 1,440 사이", "한 사람 이상"]
    {
        assert!(text.contains(words), "{words}");
    }
}

#[tokio::test]
async fn a_file_is_kept_beside_its_case_and_not_given_to_others() {
    let scene = Scene::set().await;
    let case = scene.requested().await;
    let path = format!("{case}/files");
    seen(&scene.agency.upload(&path, &[], ("file", "상담.txt", "상담 기록".as_bytes())).await);
    let page = scene.staff.get(&case).await.text();
    let at = page.find("/consulting/files/").expect("a link");
    let file = page[at..].split('"').next().unwrap_or_default().to_owned();
    assert_eq!(scene.staff.get(&file).await.text(), "상담 기록");
    let (_, other) = scene.house.member("agency-staff", Some("b".into())).await;
    assert_eq!(other.get(&file).await.status, StatusCode::FORBIDDEN);
    let number = scene.agency.upload(&path, &[], ("file", "a.txt", b"900101-1234568")).await;
    refused(&number, StatusCode::UNPROCESSABLE_ENTITY, "받지 않았습니다");
    let none = scene.agency.upload(&path, &[], ("other", "", b"")).await;
    refused(&none, StatusCode::UNPROCESSABLE_ENTITY, "파일을 고르지 않았습니다");
    let program = scene.agency.upload(&path, &[], ("file", "a.exe", b"MZ\x90\x00\x03\x00\x00\x00")).await;
    refused(&program, StatusCode::UNPROCESSABLE_ENTITY, "이런 종류의 파일은");
    let _ = hidden(&page, "version");
}
