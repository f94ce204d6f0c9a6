//! A case from the request to the outcome, with what it writes for others.

use http::StatusCode;
use register::{decisions, needs, tasks, ties};

use crate::scene::{Scene, hidden, location, refused, said, seen};

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn a_case_goes_from_request_to_outcome_and_leaves_facts_needs_ties_tasks_and_a_decision() {
    let scene = Scene::set().await;
    let case = scene.running().await;
    let id = case.rsplit('/').next().unwrap_or_default().to_owned();
    let json = scene.json(&case).await;
    assert_eq!(json["case"]["number"], "2026-001");
    assert_eq!(json["case"]["state"], "running");
    let fields: Vec<&str> =
        json["case"]["fields"].as_array().expect("a list").iter().filter_map(|one| one.as_str()).collect();
    assert_eq!(fields, ["safety", "participant-care", "recruiting"]);
    assert_eq!(json["steps"].as_array().map(Vec::len), Some(4));

    let staff = scene.staff_id.to_string();
    let visit = [
        ("case_id", id.as_str()),
        ("state", "held"),
        ("way", "phone"),
        ("purpose", "advice"),
        ("visit_on", "2026-03-02"),
        ("visitors", staff.as_str()),
        ("minutes", "40"),
        ("visit_note", "위험성 평가를 함께 보았습니다"),
    ];
    seen(&scene.staff.post("/consulting/visits", &visit).await);
    let owner = scene.agency_id.to_string();
    let advice = [
        ("advice", "위험성 평가를 다시 합니다"),
        ("advice_field", "safety"),
        ("advice_owner", owner.as_str()),
        ("advice_due_on", "2026-03-31"),
    ];
    seen(&scene.staff.post(&format!("{case}/advice"), &advice).await);
    let mut tx = scene.house.app.db().read().await.expect("a read begins");
    let open = tasks::open_of_owner(&mut tx, &scene.agency_id).await.expect("tasks");
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].due_on.map(|day| day.to_string()).as_deref(), Some("2026-03-31"));
    let found = needs::open(&mut tx, Some(&"a".into())).await.expect("needs");
    let mut found: Vec<&str> = found.iter().map(|need| need.field.as_str()).collect();
    found.sort_unstable();
    assert_eq!(found, ["recruiting", "safety"]);
    let tied = ties::of_person(&mut tx, &format!("user:{staff}")).await.expect("ties");
    assert_eq!((tied.len(), tied[0].kind.as_str(), tied[0].agency_id.as_str()), (1, "advised", "a"));
    let decided = decisions::about(&mut tx, &format!("consulting-case:{id}")).await.expect("decisions");
    assert_eq!(decided[0].outcome, "approved");
    drop(tx);

    let page = said(&scene.agency.get(&case).await, StatusCode::OK);
    assert!(page.contains("위험성 평가를 다시 합니다") && !page.contains("id=\"transfer\""));
    let at = page.find("/consulting/advice/").expect("a form") + "/consulting/advice/".len();
    let advice_id = page[at..].split('?').next().unwrap_or_default().to_owned();
    let done = [("decision", "done"), ("note", "마쳤습니다"), ("version", "1")];
    seen(&scene.agency.post(&format!("/consulting/advice/{advice_id}"), &done).await);
    scene.finish_steps(&case).await;
    let version = scene.version(&case).await;
    let close = [
        ("outcome", "solved"),
        ("outcome_text", "모두 마쳤습니다"),
        ("needs_met", "yes"),
        ("version", version.as_str()),
    ];
    seen(&scene.staff.post(&format!("{case}/close"), &close).await);
    let json = scene.json(&case).await;
    assert_eq!(
        (json["case"]["state"].as_str(), json["case"]["outcome"].as_str()),
        (Some("closed"), Some("solved"))
    );
    let mut tx = scene.house.app.db().read().await.expect("a read begins");
    assert_eq!(needs::open(&mut tx, Some(&"a".into())).await.expect("needs"), []);
    assert_eq!(tasks::open_of_owner(&mut tx, &scene.agency_id).await.expect("tasks"), []);
    drop(tx);
    let expected = [
        ("consulting.cases", 1),
        ("consulting.visits", 1),
        ("consulting.minutes", 40),
        ("consulting.advice", 1),
        ("consulting.advice_done", 1),
    ];
    for (indicator, value) in expected {
        assert_eq!(scene.fact(indicator).await, value, "{indicator}");
    }
    let report = said(&scene.director.get(&format!("{case}/report")).await, StatusCode::OK);
    for words in ["두 곳이 빠짐", "위험성 평가를 함께 보았습니다", "모두 마쳤습니다", "(서명)"]
    {
        assert!(report.contains(words), "{words}");
    }
    let pdf = scene.director.get(&format!("{case}/report.pdf")).await;
    assert_eq!((pdf.status, &pdf.bytes[..5]), (StatusCode::OK, b"%PDF-".as_slice()));
    let page = said(&scene.staff.get(&case).await, StatusCode::OK);
    assert!(page.contains("계획을 승인했습니다") && page.contains("사례 다시 열기"), "history and reopening");
    let version = hidden(&page, "version");
    let again = [("note", "다시 사고가 났습니다"), ("version", version.as_str())];
    seen(&scene.staff.post(&format!("{case}/reopen"), &again).await);
    assert_eq!(scene.json(&case).await["case"]["state"], "running");
}

#[tokio::test]
async fn a_transfer_waits_for_the_answer_of_the_person_asked() {
    let scene = Scene::set().await;
    let case = scene.running().await;
    let lead = scene.lead_id.to_string();
    let offer = [("to_user_id", lead.as_str()), ("transfer_note", "휴가를 갑니다")];
    seen(&scene.staff.post(&format!("{case}/transfer"), &offer).await);
    refused(
        &scene.staff.post(&format!("{case}/transfer"), &offer).await,
        StatusCode::CONFLICT,
        "이미 넘겨받을 사람의 답을",
    );
    assert_eq!(scene.json(&case).await["case"]["owner"], "test centre-staff");
    let page = said(&scene.lead.get(&case).await, StatusCode::OK);
    assert!(page.contains("이 사례를 넘기려고 합니다"));
    let at = page.find("/consulting/transfers/").expect("a form") + "/consulting/transfers/".len();
    let transfer = format!("/consulting/transfers/{}", page[at..].split('?').next().unwrap_or_default());
    let accept = [("decision", "accept"), ("note", "")];
    refused(&scene.director.post(&transfer, &accept).await, StatusCode::FORBIDDEN, "부탁받은 사람뿐");
    let silent = scene.lead.post(&transfer, &[("decision", "refuse"), ("note", "")]).await;
    refused(&silent, StatusCode::UNPROCESSABLE_ENTITY, "이 칸을 채워 주십시오");
    seen(&scene.lead.post(&transfer, &accept).await);
    assert_eq!(scene.json(&case).await["case"]["owner"], "test team-lead");
    let mine = scene.lead.get("/consulting/cases?mine=yes").await.text();
    assert!(mine.contains("참여자 모집"));
    let none = scene.staff.get("/consulting/cases?mine=yes").await.text();
    assert!(none.contains("사례가 없습니다"));
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn distancing_forbids_a_visit_in_person_lists_planned_ones_and_lets_the_phone_pass() {
    let scene = Scene::set().await;
    let case = scene.running().await;
    let id = case.rsplit('/').next().unwrap_or_default().to_owned();
    let staff = scene.staff_id.to_string();
    let visit = |way: &'static str, state: &'static str| {
        vec![
            ("case_id", id.clone()),
            ("state", state.into()),
            ("way", way.into()),
            ("purpose", "advice".into()),
            ("visit_on", if state == "held" { "2026-03-02" } else { "2026-03-05" }.into()),
            ("visitors", staff.clone()),
            ("minutes", "30".into()),
        ]
    };
    let post = async |fields: Vec<(&'static str, String)>| {
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(key, value)| (*key, value.as_str())).collect();
        scene.staff.post("/consulting/visits", &pairs).await
    };
    seen(&post(visit("in-person", "planned")).await);
    scene
        .house
        .set(async |work| {
            let wish = register::modes::NewMode {
                mode: "social-distancing",
                district: Some(&"namdong".into()),
                from_on: "2026-03-01".parse().expect("a day"),
                until_on: None,
                legal_basis: "공문",
                note: "감염 예방",
            };
            register::modes::switch_on(work, &wish).await
        })
        .await;
    let answer = post(visit("in-person", "held")).await;
    refused(&answer, StatusCode::CONFLICT, "남동구는 2026년 3월 1일(일)부터 사회적 거리두기 중이라");
    refused(&answer, StatusCode::CONFLICT, "전화나 화상으로");
    let list = said(&scene.staff.get("/consulting/visits?affected=yes").await, StatusCode::OK);
    assert!(list.contains("예정 방문이 1건") && list.contains("전화로 바꾸기"));
    let at = list.find("/consulting/visits/").expect("a link");
    let at = list[at..].find("/way?").map(|end| at + end).expect("a form");
    let visit_path = list[..at].rsplit("action=\"").next().unwrap_or_default().to_owned();
    let stays =
        scene.staff.post(&format!("{visit_path}/way"), &[("way", "in-person"), ("version", "1")]).await;
    refused(&stays, StatusCode::CONFLICT, "직접 방문할 수 없습니다");
    seen(&scene.staff.post(&format!("{visit_path}/way"), &[("way", "phone"), ("version", "1")]).await);
    let json = scene.staff.get("/api/consulting/visits?affected=yes").await.json();
    assert_eq!(json.as_array().map(Vec::len), Some(0));
    seen(&post(visit("phone", "held")).await);
    assert_eq!(scene.fact("consulting.visits").await, 1);
    let other = [
        ("agency_id", "c"),
        ("state", "held"),
        ("way", "in-person"),
        ("purpose", "regular"),
        ("visit_on", "2026-03-02"),
        ("visitors", staff.as_str()),
        ("minutes", "100"),
        ("travel_minutes", "180"),
    ];
    seen(&scene.staff.post("/consulting/visits", &other).await);
}

#[tokio::test]
async fn a_visit_that_was_held_is_corrected_in_the_ledger_and_never_planned_again() {
    let scene = Scene::set().await;
    let staff = scene.staff_id.to_string();
    let visit = |minutes: &'static str, state: &'static str, version: &'static str| {
        [
            ("agency_id", "b".to_owned()),
            ("state", state.to_owned()),
            ("way", "video".to_owned()),
            ("purpose", "regular".to_owned()),
            ("visit_on", "2026-03-02".to_owned()),
            ("visitors", staff.clone()),
            ("minutes", minutes.to_owned()),
            ("version", version.to_owned()),
        ]
    };
    let post = async |path: &str, fields: [(&'static str, String); 8]| {
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(key, value)| (*key, value.as_str())).collect();
        scene.staff.post(path, &pairs).await
    };
    seen(&post("/consulting/visits", visit("30", "held", "0")).await);
    let json = scene.staff.get("/api/consulting/visits").await.json();
    let path = format!("/consulting/visits/{}", json[0]["id"].as_str().expect("an id"));
    seen(&post(&path, visit("50", "held", "1")).await);
    assert_eq!((scene.fact("consulting.visits").await, scene.fact("consulting.minutes").await), (1, 50));
    let text = said(&post(&path, visit("70", "held", "1")).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        text.contains("다른 사람이 먼저 고쳤습니다") && text.contains("value=\"70\"") && text.contains("50")
    );
    refused(&post(&path, visit("1", "planned", "2")).await, StatusCode::CONFLICT, "이미 ‘마침’");
    let cancel = scene.staff.post(&format!("{path}/cancel"), &[("version", "2")]).await;
    refused(&cancel, StatusCode::CONFLICT, "바꿀 수 없습니다");
}

#[tokio::test]
async fn a_visit_taken_down_by_mistake_is_taken_back_with_a_reason_and_leaves_no_count_and_no_tie() {
    let scene = Scene::set().await;
    let staff = scene.staff_id.to_string();
    let fields = [
        ("agency_id", "b"),
        ("state", "held"),
        ("way", "phone"),
        ("purpose", "regular"),
        ("visit_on", "2026-03-02"),
        ("visitors", staff.as_str()),
        ("minutes", "40"),
    ];
    seen(&scene.staff.post("/consulting/visits", &fields).await);
    let json = scene.staff.get("/api/consulting/visits").await.json();
    let path = format!("/consulting/visits/{}", json[0]["id"].as_str().expect("an id"));
    let back = format!("{path}/take-back");
    let silent = scene.staff.post(&back, &[("version", "1")]).await;
    refused(&silent, StatusCode::UNPROCESSABLE_ENTITY, "이 칸을 채워 주십시오");
    assert_eq!(scene.fact("consulting.visits").await, 1);
    let version = hidden(&said(&scene.staff.get(&path).await, StatusCode::OK), "version");
    let why = [("reason", "다른 기관의 방문이었음"), ("version", version.as_str())];
    seen(&scene.staff.post(&back, &why).await);
    assert_eq!((scene.fact("consulting.visits").await, scene.fact("consulting.minutes").await), (0, 0));
    let person = format!("user:{staff}");
    let mut tx = scene.house.app.db().read().await.expect("a read begins");
    let ties = ties::of_person(&mut tx, &person).await.expect("ties can be read");
    assert_eq!(ties, Vec::new());
    drop(tx);
    refused(&scene.staff.post(&back, &why).await, StatusCode::CONFLICT, "마친 것으로 적은 방문만");
    let list = scene.staff.get("/api/consulting/visits").await.json();
    assert_eq!(list[0]["state"], "cancelled");
}

#[tokio::test]
async fn a_letter_on_advice_is_read_printed_and_sent_to_its_agency_and_to_nobody_else() {
    let scene = Scene::set().await;
    let case = scene.running().await;
    let owner = scene.staff_id.to_string();
    let fields = [
        ("advice", "대기자 명단을 달마다 고칩니다"),
        ("advice_field", "recruiting"),
        ("advice_owner", owner.as_str()),
        ("advice_due_on", "2026-04-01"),
    ];
    seen(&scene.staff.post(&format!("{case}/advice"), &fields).await);
    let all = scene.staff.get("/api/consulting/advice").await.json();
    let letter = format!("/consulting/advice/{}/letter", all[0]["id"].as_str().expect("an id"));
    let page = said(&scene.staff.get(&letter).await, StatusCode::OK);
    assert!(
        page.contains("대기자 명단을 달마다 고칩니다") && page.contains("아직 보내지 않았습니다."),
        "{page}"
    );
    let pdf = scene.staff.get(&format!("{letter}.pdf")).await;
    assert!(pdf.bytes.starts_with(b"%PDF-"), "{}", pdf.text());
    assert_eq!(scene.agency.post(&letter, &[]).await.status, StatusCode::FORBIDDEN);
    seen(&scene.staff.post(&letter, &[]).await);
    let wire = scene.agency.get(&format!("/api{letter}")).await.json();
    let screens = wire["sent"].as_array().expect("messages").iter().filter(|one| one["channel"] == "screen");
    assert_eq!(screens.count(), 1);
    assert!(wire["body"].as_str().expect("a text").contains("2026년 4월 1일"), "{wire}");
    let days = "from=2026-03-02&until=2026-03-02";
    let given = scene.staff.get(&format!("/api/consulting/advice?{days}")).await.json();
    let done = scene.staff.get(&format!("/api/consulting/advice?{days}&state=done")).await.json();
    let before = scene.staff.get("/api/consulting/advice?until=2026-03-01").await.json();
    let counts = [given, done, before].map(|list| list.as_array().expect("a list").len());
    assert_eq!(counts, [1, 0, 0]);
}

#[tokio::test]
async fn two_editors_of_a_case_see_both_texts() {
    let scene = Scene::set().await;
    let case = scene.requested().await;
    let edit =
        |title: &'static str| [("title", title), ("request", "내용"), ("fields", "safety"), ("version", "1")];
    seen(&scene.staff.post(&case, &edit("첫 제목")).await);
    let second = said(&scene.lead.post(&case, &edit("둘째 제목")).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(second.contains("첫 제목") && second.contains("둘째 제목"));
    let version = hidden(&second, "version");
    let fields =
        [("title", "둘째 제목"), ("request", "내용"), ("fields", "safety"), ("version", version.as_str())];
    assert_eq!(location(&scene.lead.post(&case, &fields).await), case);
}

#[tokio::test]
async fn the_report_names_the_role_of_the_one_who_approved() {
    let scene = Scene::set().await;
    let case = scene.planned().await;
    let version = scene.version(&case).await;
    seen(&scene.staff.post(&format!("{case}/submit"), &[("version", &version)]).await);
    let report = async || scene.director.get(&format!("{case}/report")).await.text();
    assert!(report().await.contains(">센터 팀장</th>"), "a plan that waits waits for a team lead");
    let version = scene.version(&case).await;
    let fields = [("decision", "approve"), ("version", version.as_str())];
    seen(&scene.director.post(&format!("{case}/plan"), &fields).await);
    let signed = report().await;
    assert!(signed.contains(">센터장</th>") && !signed.contains(">센터 팀장</th>"), "{signed}");
}

#[tokio::test]
async fn a_planned_visit_shows_no_minutes_on_the_way_until_they_are_said() {
    let scene = Scene::set().await;
    let staff = scene.staff_id.to_string();
    let fields = [
        ("agency_id", "b"),
        ("state", "planned"),
        ("way", "in-person"),
        ("purpose", "regular"),
        ("visit_on", "2026-03-09"),
        ("visitors", staff.as_str()),
    ];
    seen(&scene.staff.post("/consulting/visits", &fields).await);
    let json = scene.staff.get("/api/consulting/visits").await.json();
    let path = format!("/consulting/visits/{}", json[0]["id"].as_str().expect("an id"));
    let form = said(&scene.staff.get(&path).await, StatusCode::OK);
    let input = form.split("name=\"travel_minutes\"").nth(1).expect("a field");
    let input = input.split('>').next().unwrap_or_default();
    assert!(!input.contains("value=\"0\""), "{input}");
    let csv = scene.staff.get("/consulting/visits.csv").await.text();
    let line = csv.lines().find(|line| line.contains("2026-03-09")).expect("the visit");
    assert!(line.contains("예정") && !line.ends_with(",0") && !line.contains(",0,0"), "{line}");
}

#[tokio::test]
async fn a_league_that_is_not_on_record_follows_from_the_types_of_the_projects() {
    let scene = Scene::set().await;
    let bare = async |id: &'static str| {
        let one = register::agencies::Agency {
            id: id.into(),
            name: format!("{id} 기관"),
            public_number: None,
            phone: String::new(),
            sample: false,
            source: "test".into(),
            version: 1,
        };
        scene.house.set(async |work| register::agencies::insert(work, &one).await).await;
    };
    bare("x").await;
    bare("y").await;
    scene
        .house
        .set(async |work| {
            let known = register::projects::project(&mut work.tx, &"p-a".into()).await?;
            let mut one = known.expect("the project of the scene");
            (one.id, one.number, one.agency_id) = ("p-x".into(), "P-x".into(), "x".into());
            register::projects::insert_project(work, &one).await
        })
        .await;
    let card = async |id: &str| scene.director.get(&format!("/consulting/agencies/{id}")).await.text();
    assert!(card("x").await.contains("단일유형 (사업 유형으로 정함)"), "{}", card("x").await);
    assert!(
        !card("y").await.contains("사업 유형으로 정함") && !card("a").await.contains("사업 유형으로 정함")
    );
}
