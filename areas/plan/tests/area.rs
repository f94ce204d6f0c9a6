//! The plan through the front door: real router, real SQL, its own database, the day 2026-03-02.

#[path = "area/modes.rs"]
mod modes;
#[path = "area/money.rs"]
mod money;
#[path = "area/practice.rs"]
mod practice;
#[path = "area/twins.rs"]
mod twins;
#[path = "area/units.rs"]
mod units;

use http::StatusCode;
use register::budget;
use testkit::{Answer, House};

const AREAS: &[&web::Area] = &[&plan::AREA];
const TOTAL: i64 = 120_000_000;
/// What is said of a file of a kind that is no evidence.
const NOT_KEPT: &str = "증빙으로 받는 종류의 파일이 아닙니다";

async fn demo() -> House {
    let house = House::with(AREAS).await;
    house.set(async |work| plan::sample::fill(work).await).await;
    house
}

/// The answer's text, after its status was checked.
fn said(answer: &Answer, status: StatusCode) -> String {
    assert_eq!(answer.status, status, "{}", answer.text());
    answer.text()
}

/// Asserts a refusal by status and a part of its sentence.
fn refused(answer: &Answer, status: StatusCode, sentence: &str) {
    let text = said(answer, status);
    assert!(text.contains(sentence), "{sentence} is not in {text}");
}

/// Id at the end of a redirect.
fn id_of(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.location.rsplit('/').next().unwrap_or_default().to_owned()
}

async fn standing(house: &House, year: i64) -> budget::Standing {
    let mut tx = house.app.db().read().await.expect("a read begins");
    budget::year_standing(&mut tx, year).await.expect("the sums can be read")
}

async fn lines(house: &House, year: i64) -> Vec<budget::Line> {
    let mut tx = house.app.db().read().await.expect("a read begins");
    budget::lines(&mut tx, year).await.expect("the lines can be read")
}

#[tokio::test]
async fn the_public_plan_of_2020_is_loaded_once_with_its_units_and_without_a_split() {
    let house = House::with(AREAS).await;
    for _ in 0..2 {
        house.set(async |work| plan::seed(work).await).await;
    }
    let reader = house.role("city-official").await;
    let tasks = reader.get("/api/plan/tasks").await.json();
    let tasks = tasks.as_array().expect("a list");
    let core: Vec<i64> =
        tasks.iter().filter(|task| task["core"] == true).filter_map(|task| task["number"].as_i64()).collect();
    assert_eq!((tasks.len(), core), (10, vec![1, 6]));
    assert_eq!(reader.get("/api/plan/budget").await.json()["budget_won"], TOTAL);
    assert_eq!(lines(&house, 2020).await, []);
    let page = said(&reader.get("/plan").await, StatusCode::OK);
    assert!(page.contains("120,000,000") && page.contains("연계기능 강화") && page.contains("핵심과제"));
    let mut tx = house.app.db().read().await.expect("a read begins");
    let day = |text: &str| text.parse().expect("a day");
    let before = register::organization::units(&mut tx, day("2019-12-31")).await.expect("units");
    let after = register::organization::units(&mut tx, day("2020-01-01")).await.expect("units");
    let kinds = |units: &[register::organization::Unit]| {
        let mut kinds: Vec<String> = units.iter().map(|unit| unit.kind.clone()).collect();
        kinds.sort();
        kinds
    };
    assert_eq!(kinds(&before), ["team", "team", "team"]);
    assert_eq!(kinds(&after), ["task-force", "team", "team"]);
}

#[tokio::test]
async fn the_sample_split_sums_to_the_won_and_is_marked() {
    let house = demo().await;
    let sum = standing(&house, 2020).await;
    assert_eq!(sum.planned.0, TOTAL);
    assert!(sum.is_exact() && sum.spent.0 > 0 && sum.owed.0 > 0 && sum.remaining.0 > 0);
    assert!(lines(&house, 2020).await.iter().all(|line| line.sample));
    let csv = said(&house.role("auditor").await.get("/plan/budget.csv").await, StatusCode::OK);
    assert!(csv.lines().skip(1).all(|line| line.ends_with("예시 자료")), "{csv}");
}

#[tokio::test]
async fn a_line_of_no_task_stands_apart_and_the_copied_plan_keeps_its_total() {
    let house = demo().await;
    house
        .set(async |work| {
            let line = budget::NewLine {
                year: 2022,
                about: "elsewhere",
                name: "다른 업무의 예산",
                unit_id: None,
                planned: base::Won(12_000_000),
                sample: true,
                source: "test",
            };
            budget::insert_line(work, &line).await.map(drop)
        })
        .await;
    let director = house.role("director").await;
    let wish = [("from_year", "2020"), ("to_year", "2022"), ("budget", "same")];
    assert_eq!(director.post("/plan/copy", &wish).await.status, StatusCode::SEE_OTHER);
    let plan = director.get("/api/plan?year=2022").await.json();
    assert_eq!((plan["unallotted_won"].as_i64(), plan["budget_won"].as_i64()), (Some(0), Some(TOTAL)));
    assert_eq!(plan["money"]["planned_won"], TOTAL);
    assert_eq!(plan["outside"]["planned_won"], 12_000_000);
    let page = said(&director.get("/plan?year=2022").await, StatusCode::OK);
    assert!(page.contains("과제 밖 예산") && page.contains("12,000,000"), "{page}");
    assert!(!page.contains("아직 항목에 나누지 않은 돈") && !page.contains("-12,000,000"), "{page}");
    let page = said(&director.get("/plan/budget?year=2022").await, StatusCode::OK);
    assert!(page.contains("id=\"outside\"") && page.contains("다른 업무의 예산"), "{page}");
}

#[tokio::test]
async fn a_condition_that_no_list_has_is_refused_in_words() {
    let house = demo().await;
    let director = house.role("director").await;
    for path in [
        "/plan/activities?state=zz",
        "/plan/activities?kind=zz",
        "/plan/activities?task=zz",
        "/plan/sheets?state=zz",
        "/plan/materials?state=zz",
        "/plan/board?task=zz",
        "/plan/board?state=zz",
    ] {
        let text = said(&director.get(path).await, StatusCode::NOT_FOUND);
        assert!(text.contains("주소에 적힌 조건을 알아볼 수 없습니다."), "{path}: {text}");
    }
}

#[tokio::test]
async fn every_screen_opens_for_the_director_in_both_languages_and_no_key_is_left_bare() {
    let house = demo().await;
    let director = house.role("director").await;
    let api = director.get("/api/plan/budget").await.json();
    let line = api["lines"][0]["id"].as_str().expect("an id").to_owned();
    let list = director.get("/plan/activities").await.text();
    let found = |text: &str, start: &str| {
        let at = text.find(start).expect("a link") + start.len();
        text[at..].split('"').next().unwrap_or_default().to_owned()
    };
    let activity = found(&list, "<td><a href=\"/plan/activities/");
    let task = director.get("/plan/tasks/2020-01").await.text();
    let sheet = found(&task, "class=\"card\" href=\"/plan/sheets/");
    let material = found(&task, "<td><a href=\"/plan/materials/");
    let preview =
        "/plan/modes/preview?mode=social-distancing&from_on=2020-06-01&note=a&legal_basis=b&start_sheets=yes";
    let pages = [
        "/plan".to_owned(),
        "/plan/tasks/2020-01".into(),
        "/plan/activities".into(),
        format!("/plan/activities/{activity}"),
        format!("/plan/activities/{activity}/edit"),
        "/plan/activities/new".into(),
        "/plan/load?from=2020-09-07".into(),
        "/plan/gantt".into(),
        "/plan/board".into(),
        "/plan/budget".into(),
        format!("/plan/budget/{line}"),
        "/plan/budget/import".into(),
        "/plan/transfers".into(),
        "/plan/materials".into(),
        format!("/plan/materials/{material}"),
        "/plan/materials/new".into(),
        format!("/plan/sheets/{sheet}"),
        format!("/plan/sheets/{sheet}/edit"),
        "/plan/sheets".into(),
        "/plan/sheets/new".into(),
        "/plan/documents".into(),
        "/plan/documents/detailed-plan-2020".into(),
        "/plan/modes".into(),
        "/plan/modes/switch".into(),
        preview.into(),
        "/plan/modes/preview?mode=normal&from_on=2020-04-20&note=a&start_sheets=yes".into(),
        "/plan/copy".into(),
    ];
    for cookie in ["dure_look=lang=ko", "dure_look=lang=en"] {
        let reader = director.clone().with_cookie(cookie);
        for path in &pages {
            let text = said(&reader.get(path).await, StatusCode::OK);
            let bare = ["plan-f-", "plan-said-", "plan-tab-", ">plan-", " plan-state-", "plan-kind-"];
            assert!(!bare.iter().any(|key| text.contains(key)), "{path}: {text}");
        }
    }
    for file in ["/plan/budget.xlsx", "/plan/activities.xlsx", "/plan/materials.xlsx"] {
        assert_eq!(&director.get(file).await.bytes[..2], b"PK");
    }
    for file in
        ["/plan/activities.csv", "/plan/materials.csv", "/api/plan/modes", "/api/plan/load?from=2020-09-07"]
    {
        said(&director.get(file).await, StatusCode::OK);
    }
}

#[tokio::test]
async fn agencies_see_nothing_and_readers_change_nothing() {
    let house = demo().await;
    assert_eq!(house.role("agency-staff").await.get("/plan").await.status, StatusCode::FORBIDDEN);
    let auditor = house.role("auditor").await;
    assert_eq!(auditor.post("/plan/activities", &[]).await.status, StatusCode::FORBIDDEN);
    let staff = house.role("centre-staff").await;
    assert_eq!(staff.post("/plan/modes", &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(staff.post("/plan/copy", &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(staff.get("/plan/tasks/none").await.status, StatusCode::NOT_FOUND);
    refused(&staff.get("/plan?year=1999").await, StatusCode::NOT_FOUND, "1999년 계획이 없습니다");
}

#[tokio::test]
async fn a_document_is_revised_approved_and_supersedes_the_one_before() {
    let house = demo().await;
    let (staff, director) = (house.role("centre-staff").await, house.role("director").await);
    let old = "/plan/documents/detailed-plan-2020";
    let edit = staff.post(&format!("{old}/revise"), &[]).await;
    let draft = edit.location.trim_end_matches("/edit").to_owned();
    refused(&staff.post(&format!("{old}/revise"), &[]).await, StatusCode::CONFLICT, "쓰는 중인 판이 이미");
    refused(
        &staff.post(old, &[("body", "x"), ("items", ""), ("version", "1")]).await,
        StatusCode::CONFLICT,
        "승인된 문서는",
    );
    let twice = [("body", "b"), ("items", "2020-01 | 가\n2020-01 | 나"), ("version", "1")];
    refused(&staff.post(&draft, &twice).await, StatusCode::UNPROCESSABLE_ENTITY, "번호가 겹치지 않게");
    let fields = [("body", "머리글"), ("items", "2020-01 | 컨설팅 | 내용"), ("version", "1")];
    assert_eq!(staff.post(&draft, &fields).await.status, StatusCode::SEE_OTHER);
    let stale = staff.post(&draft, &[("body", "내 글"), ("items", ""), ("version", "1")]).await;
    let text = said(&stale, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text.contains("내 글") && text.contains("머리글"), "both texts are shown");
    assert_eq!(
        director.post(&format!("{draft}/approve"), &[("on", "2026-03-02")]).await.status,
        StatusCode::SEE_OTHER
    );
    refused(
        &director.post(&format!("{draft}/approve"), &[("on", "2026-03-02")]).await,
        StatusCode::CONFLICT,
        "승인된 문서는",
    );
    let page = said(&staff.get(&draft).await, StatusCode::OK);
    assert!(page.contains("이전 판") && page.contains("2026년 3월 2일(월)"));
}

/// A complete form of an activity.
fn activity(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let mut fields = vec![
        ("year", "2020"),
        ("task_id", "2020-01"),
        ("title", "방문"),
        ("kind", "strengthening"),
        ("way", "face-to-face"),
        ("from_on", "2020-06-01"),
        ("until_on", "2020-06-30"),
        ("hours_week", "8"),
        ("unit_id", "task-force"),
        ("version", "1"),
    ];
    for (key, value) in changes {
        fields.retain(|(name, _)| name != key);
        fields.push((key, value));
    }
    fields
}

#[tokio::test]
async fn an_activity_is_made_changed_moved_and_two_editors_see_both_texts() {
    let house = House::with(AREAS).await;
    house.set(async |work| plan::seed(work).await).await;
    let staff = house.role("centre-staff").await;
    let wrong = staff
        .post(
            "/plan/activities",
            &activity(&[("task_id", ""), ("until_on", "2020-05-01"), ("hours_week", "x"), ("title", "")]),
        )
        .await;
    let text = said(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
    for sentence in ["어느 과제를", "시작일보다 빠릅니다", "0부터 168 사이", "이 칸을 채워 주십시오"]
    {
        assert!(text.contains(sentence), "{sentence}: {text}");
    }
    let id = id_of(&staff.post("/plan/activities", &activity(&[])).await);
    let path = format!("/plan/activities/{id}");
    assert_eq!(staff.post(&path, &activity(&[("title", "새 제목")])).await.status, StatusCode::SEE_OTHER);
    let text = said(
        &staff.post(&path, &activity(&[("title", "늦은 제목")])).await,
        StatusCode::UNPROCESSABLE_ENTITY,
    );
    assert!(text.contains("새 제목") && text.contains("늦은 제목"));
    assert_eq!(
        staff.post(&format!("{path}/state"), &[("state", "running"), ("version", "2")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        staff.post(&format!("{path}/state"), &[("state", "done"), ("version", "2")]).await.status,
        StatusCode::CONFLICT
    );
    let outside =
        staff.post(&format!("{path}/milestones"), &[("title", "보고"), ("due_on", "2020-08-01")]).await;
    refused(&outside, StatusCode::UNPROCESSABLE_ENTITY, "활동 기간 안의 날짜");
    assert_eq!(
        staff
            .post(&format!("{path}/milestones"), &[("title", "보고"), ("due_on", "2020-06-15")])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    let page = said(&staff.get(&path).await, StatusCode::OK);
    assert!(page.contains("보고") && page.contains("진행"));
    let once = "/plan/activities?once=same-key";
    assert_eq!(staff.post(once, &activity(&[])).await.status, StatusCode::SEE_OTHER);
    assert_ne!(staff.post(once, &activity(&[])).await.status, StatusCode::INTERNAL_SERVER_ERROR);
    let listed = said(&staff.get("/plan/activities?year=2020").await, StatusCode::OK);
    assert_eq!(listed.matches("<td><a href=\"/plan/activities/").count(), 2, "a double click makes one");
}

#[tokio::test]
async fn a_year_is_copied_with_its_tasks_and_activities_a_year_later() {
    let house = demo().await;
    let director = house.role("director").await;
    let copy = async |from: &str, to: &str, budget: &str| {
        director.post("/plan/copy", &[("from_year", from), ("to_year", to), ("budget", budget)]).await
    };
    refused(&copy("2019", "2021", "same").await, StatusCode::NOT_FOUND, "2019년 계획이 없습니다");
    refused(&copy("2020", "2020", "same").await, StatusCode::CONFLICT, "2020년 계획이 이미");
    assert_eq!(copy("2020", "2021", "same").await.status, StatusCode::SEE_OTHER);
    assert_eq!(copy("2020", "2022", "zero").await.status, StatusCode::SEE_OTHER);
    let (same, zero) = (standing(&house, 2021).await, standing(&house, 2022).await);
    assert_eq!((same.planned.0, same.committed.0, zero.planned.0), (TOTAL, 0, 0));
    let tasks = director.get("/api/plan/tasks?year=2021").await.json();
    let (old, new) = (director.get("/api/plan/tasks?year=2020").await.json(), &tasks);
    assert_eq!(new[0]["id"], "2021-01");
    assert_eq!(new[5]["activities"], old[5]["activities"]);
    let list = said(&director.get("/plan/activities?year=2021").await, StatusCode::OK);
    assert!(list.contains("2021년 5월 11일(화)"), "{list}");
}

#[tokio::test]
async fn evidence_is_kept_by_content_and_resident_numbers_never() {
    let house = demo().await;
    let staff = house.role("centre-staff").await;
    let fields = [("about", "plan-task:2020-01"), ("back", "/plan/tasks/2020-01")];
    let send =
        async |name: &str, bytes: &[u8]| staff.upload("/plan/files", &fields, ("file", name, bytes)).await;
    refused(&send("증빙.pdf", b"PK\x03\x04 not a pdf").await, StatusCode::UNPROCESSABLE_ENTITY, NOT_KEPT);
    refused(
        &send("명단.txt", "홍 900101-1234568".as_bytes()).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "주민등록번호",
    );
    assert_eq!(send("결과.txt", "잘 끝났습니다".as_bytes()).await.status, StatusCode::SEE_OTHER);
    let page = said(&staff.get("/plan/tasks/2020-01").await, StatusCode::OK);
    assert!(page.contains("그림과 문서 속 그림은 찾아볼 수 없으니") && page.contains("name=\"looked\""));
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\0\0\0\0\0\0\0\x01IDAT\0";
    refused(&send("사진.png", picture).await, StatusCode::UNPROCESSABLE_ENTITY, "직접 확인했습니다");
    let looked = [fields[0], fields[1], ("looked", "yes")];
    let sent = staff.upload("/plan/files", &looked, ("file", "사진.png", picture)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let mut tx = house.app.db().read().await.expect("a read");
    let filter = register::journal::Filter { deed: "plan.file-kept".into(), ..Default::default() };
    let lines = register::journal::lines(&mut tx, &filter, 10).await.expect("lines");
    let details: Vec<&str> = lines.iter().map(|line| line.detail.as_str()).collect();
    assert!(
        details.iter().any(|one| one.contains("\"searched\":\"partly\"") && one.contains("\"looked\":true"))
    );
    assert!(
        details.iter().any(|one| one.contains("\"searched\":\"wholly\"") && one.contains("\"looked\":false"))
    );
    drop(tx);
    let page = said(&staff.get("/plan/tasks/2020-01").await, StatusCode::OK);
    let at = page.find(">결과.txt<").and_then(|at| page[..at].rfind("/plan/files/")).expect("a link");
    let href = page[at..].split('"').next().unwrap_or_default();
    assert_eq!(staff.get(href).await.text(), "잘 끝났습니다");
}

/// A workbook with this text in a second sheet, where no table is read from.
fn workbook(text: &str) -> Vec<u8> {
    use documents::{
        Cell,
        workbook::{Column, Kind, Sheet, Workbook},
    };
    let sheet = |name: &str, text: &str| {
        let mut sheet = Sheet::new(name, vec![Column::new("note", "비고", Kind::Text)]);
        sheet.rows = vec![vec![Cell::from(text)]];
        sheet
    };
    let book = Workbook::new("2026-03-02".parse().expect("a day"));
    let book = book.with(sheet("첫째", "잘 끝났습니다")).with(sheet("둘째", text));
    book.to_xlsx().expect("a workbook is written")
}

#[tokio::test]
async fn resident_numbers_are_found_in_every_encoding_and_every_sheet() {
    let house = demo().await;
    let staff = house.role("centre-staff").await;
    let fields = [("about", "plan-task:2020-01"), ("back", "/plan/tasks/2020-01")];
    let send =
        async |name: &str, bytes: &[u8]| staff.upload("/plan/files", &fields, ("file", name, bytes)).await;
    let wide = |text: &str, mark: &[u8], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect()
    };
    let with = "홍 ９００１０１－１２３４５６７ 끝";
    let cp949 = |text: &str| encoding_rs::EUC_KR.encode(text).0.into_owned();
    let texts = [
        cp949(with),
        wide(with, b"\xff\xfe", u16::to_le_bytes),
        wide(with, b"\xfe\xff", u16::to_be_bytes),
        wide("note 900101-1234567", b"", u16::to_le_bytes),
    ];
    for bytes in texts {
        refused(&send("명단.txt", &bytes).await, StatusCode::UNPROCESSABLE_ENTITY, "주민등록번호");
    }
    refused(
        &send("표.xlsx", &workbook("900101-1234567")).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "주민등록번호",
    );
    let sound =
        [cp949("잘 끝났습니다"), wide("잘 끝났습니다", b"\xff\xfe", u16::to_le_bytes), workbook("비고 없음")];
    for (name, bytes) in ["결과.txt", "결과.txt", "결과.xlsx"].into_iter().zip(sound) {
        assert_eq!(send(name, &bytes).await.status, StatusCode::SEE_OTHER, "{name}");
    }
}

#[tokio::test]
async fn an_upload_without_a_file_of_no_use_or_too_large_is_told_why() {
    let house = demo().await;
    let director = house.role("director").await;
    let task = [("about", "plan-task:2020-01"), ("year", "2020")];
    let large = vec![b'a'; 20 * 1024 * 1024 + 1];
    let larger = vec![b'a'; 22 * 1024 * 1024];
    for path in ["/plan/files", "/plan/budget/import"] {
        let send = async |name: &str, bytes: &[u8]| director.upload(path, &task, ("file", name, bytes)).await;
        refused(&send("", b"").await, StatusCode::UNPROCESSABLE_ENTITY, "파일을 고르지 않았습니다");
        for bytes in [&large, &larger] {
            let answer = send("큰.csv", bytes).await;
            refused(&answer, StatusCode::UNPROCESSABLE_ENTITY, "파일이 너무 큽니다. 20MB까지");
        }
    }
    for (bytes, words) in
        [(&b""[..], "파일이 비어 있습니다"), (b"Rar!\x1a\x07", NOT_KEPT), (b"<html></html>", NOT_KEPT)]
    {
        let answer = director.upload("/plan/files", &task, ("file", "증빙", bytes)).await;
        refused(&answer, StatusCode::UNPROCESSABLE_ENTITY, words);
    }
    for about in ["plan-task:ghost", "plan-activity:ghost", "plan-line:ghost", "users:1", "plan-task"] {
        let answer = director.upload("/plan/files", &[("about", about)], ("file", "글.txt", b"text")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{about}");
    }
}

#[tokio::test]
async fn council_members_see_the_overview_and_no_lines_payments_or_evidence() {
    let house = demo().await;
    let line = lines(&house, 2020).await.remove(0).id;
    let staff = house.role("centre-staff").await;
    let about = [("about", "plan-task:2020-01")];
    assert_eq!(
        staff.upload("/plan/files", &about, ("file", "결과.txt", b"done")).await.status,
        StatusCode::SEE_OTHER
    );
    let page = staff.get("/plan/tasks/2020-01").await.text();
    let at = page.find("/plan/files/").expect("a link");
    let file = page[at..].split('"').next().unwrap_or_default().to_owned();
    let closed = [
        "/plan/budget".to_owned(),
        "/plan/budget.csv".into(),
        "/plan/budget.xlsx".into(),
        format!("/plan/budget/{line}"),
        "/plan/transfers".into(),
        "/api/plan/budget".into(),
        file,
    ];
    let (council, auditor) = (house.role("council-member").await, house.role("auditor").await);
    for path in &closed {
        assert_eq!(council.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(auditor.get(path).await.status, StatusCode::OK, "{path}");
    }
    for path in ["/plan", "/plan/tasks/2020-01", "/plan/activities", "/plan/documents"] {
        let text = said(&council.get(path).await, StatusCode::OK);
        for closed in ["/plan/budget", "/plan/transfers", "/plan/files"] {
            assert!(!text.contains(closed), "{path} leads to {closed}");
        }
    }
}

#[tokio::test]
async fn every_sum_of_the_overview_leads_to_the_lines_it_is_made_of() {
    let house = demo().await;
    let director = house.role("director").await;
    let overview = said(&director.get("/plan?year=2020").await, StatusCode::OK);
    let tasks = director.get("/api/plan/tasks?year=2020").await.json();
    for task in tasks.as_array().expect("a list") {
        let href = format!("/plan/budget?year=2020&amp;task={}", task["id"].as_str().expect("an id"));
        assert_eq!(overview.matches(&href).count(), 4, "{href}");
        let page = said(&director.get(&href.replace("&amp;", "&")).await, StatusCode::OK);
        let planned = base::Won(task["money"]["planned_won"].as_i64().expect("a number"));
        let sum = format!("<th scope=\"row\" colspan=\"3\">합계</th><td class=\"num\">{planned}</td>");
        assert!(page.contains(&sum), "{sum} is not in {page}");
    }
    assert_eq!(overview.matches("/plan/budget?year=2020&amp;field=").count(), 8);
    let all = director.get("/plan/budget.csv?year=2020").await.text().lines().count();
    let some = director.get("/plan/budget.csv?year=2020&task=2020-01").await.text().lines().count();
    assert!(1 < some && some < all, "{some} of {all}");
}

#[tokio::test]
async fn the_load_begins_on_the_same_day_as_page_and_json_and_says_that_it_is_sample() {
    let house = demo().await;
    let director = house.role("director").await;
    for query in ["", "?year=2020", "?from=2020-09-09"] {
        let page = director.get(&format!("/plan/load{query}")).await.text();
        let json = director.get(&format!("/api/plan/load{query}")).await.json();
        let first = json["weeks"][0].as_str().expect("a day");
        assert!(page.contains(&format!("value=\"{first}\"")), "{query}: {first}");
    }
    assert_eq!(director.get("/plan/load?from=9999-12-31").await.status, StatusCode::OK);
    let get = async |path: &str| director.get(path).await.json();
    assert_eq!(get("/api/plan/load").await["sample"], true);
    assert_eq!(get("/api/plan/load?from=2019-01-07").await["sample"], false);
    assert_eq!(get("/api/plan/tasks/2020-01").await["sample"], true);
    let modes = get("/api/plan/modes").await;
    assert_eq!((&modes["sample"], &modes["history"][0]["sample"]), (&true.into(), &true.into()));
}

#[tokio::test]
async fn material_is_listed_and_ticked_off() {
    let house = demo().await;
    let staff = house.role("centre-staff").await;
    let bad = [
        ("task_id", "2020-03"),
        ("title", "자료"),
        ("kind", "law"),
        ("state", "wanted"),
        ("link", "javascript:1"),
    ];
    refused(
        &staff.post("/plan/materials", &bad).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "https:// 나 http://",
    );
    let good = [
        ("task_id", "2020-03"),
        ("title", "새 자료"),
        ("kind", "law"),
        ("state", "wanted"),
        ("link", "https://www.law.go.kr/"),
    ];
    assert_eq!(staff.post("/plan/materials", &good).await.status, StatusCode::SEE_OTHER);
    let list =
        said(&staff.get("/plan/materials?q=새 자료".replace(' ', "%20").as_str()).await, StatusCode::OK);
    let at = list.find("<td><a href=\"/plan/materials/").expect("a link") + "<td><a href=\"".len();
    let path = list[at..].split('"').next().unwrap_or_default().to_owned();
    assert_eq!(
        staff.post(&format!("{path}/state"), &[("state", "read"), ("version", "1")]).await.status,
        StatusCode::SEE_OTHER
    );
    let csv = said(&staff.get("/plan/materials.csv?state=read&task=2020-03").await, StatusCode::OK);
    assert!(csv.contains("새 자료") && csv.contains("읽음"));
}
