//! What can be read: every page and its JSON in both languages over the sample, downloads with names, rights.

use base::AgencyId;
use http::StatusCode;
use register::agencies;
use testkit::House;

use crate::scene::*;

async fn demo() -> House {
    let house = house().await;
    for number in 3..20 {
        let agency = agencies::Agency {
            id: AgencyId::from(format!("b{number}")),
            name: format!("기관 b{number:02}"),
            public_number: None,
            phone: String::new(),
            sample: true,
            source: "test".into(),
            version: 1,
        };
        house.set(async |work| agencies::insert(work, &agency).await).await;
    }
    house.role("director").await;
    house.set(async |work| training::sample::fill(work).await).await;
    house
}

/// The first address of a list's rows.
async fn first(client: &testkit::Client, list: &str) -> String {
    let rows = client.get(&format!("/api{list}")).await.json();
    rows["rows"][0]["href"].as_str().expect("an address").to_owned()
}

/// Every page of the area, over the sample.
async fn pages(director: &testkit::Client) -> Vec<String> {
    let mut pages: Vec<String> = [
        "",
        "/mine",
        "/people",
        "/people/new",
        "/duties",
        "/duties/participants",
        "/matrix",
        "/courses",
        "/courses/new",
        "/materials",
        "/materials/new",
        "/instructors",
        "/instructors/new",
        "/batches",
        "/batches/new",
        "/requests",
        "/certificates",
        "/keys",
        "/verify",
    ]
    .iter()
    .map(|path| format!("/training{path}"))
    .collect();
    let person = first(director, "/training/people").await;
    let certificate = first(director, "/training/certificates").await;
    let check = director.get(&format!("/api{certificate}")).await.json()["check"]
        .as_str()
        .expect("a check")
        .to_owned();
    pages.extend([format!("{person}/edit"), person, certificate, check]);
    for list in ["/training/courses", "/training/materials", "/training/instructors"] {
        pages.push(first(director, list).await);
    }
    for batch in
        ["sample-batch-basic", "sample-batch-care", "sample-batch-accounting", "sample-batch-reporting"]
    {
        pages.push(format!("/training/batches/{batch}"));
        pages.push(format!("/training/batches/{batch}/complete"));
        pages.push(format!("/training/enrolments/{batch}-1"));
        pages.push(format!("/training/sessions/{batch}-session-1"));
        pages.push(format!("/training/sessions/{batch}-session-1/sheet"));
    }
    pages.extend(
        ["/training/courses/sample-safety/report", "/training/batches/sample-batch-care/sessions/new"]
            .map(str::to_owned),
    );
    pages.push("/training/sessions/sample-batch-care-session-2/code".to_owned());
    pages
}

#[tokio::test]
async fn every_page_of_the_sample_opens_in_both_languages_without_a_bare_key() {
    let house = demo().await;
    let director = house.role("director").await;
    let pages = pages(&director).await;
    for language in ["ko", "en"] {
        let reader = director.clone().with_cookie(&format!("dure_view={language}"));
        for page in &pages {
            let text = said(&reader.get(page).await, StatusCode::OK);
            let bare: Vec<&str> = text
                .split(['>', '"'])
                .filter(|part| part.trim().starts_with("training-") && !part.contains("training-title"))
                .collect();
            let bare: Vec<&&str> = bare
                .iter()
                .filter(|part| part.trim().chars().all(|c| c.is_ascii_lowercase() || c == '-'))
                .collect();
            assert!(bare.is_empty(), "{page}: {bare:?}");
        }
    }
    let sheet = director.get("/training/sessions/sample-batch-care-session-2/sheet/file").await;
    assert!(sheet.bytes.starts_with(b"%PDF-"));
}

#[tokio::test]
async fn every_json_path_answers_and_lists_come_as_files() {
    let house = demo().await;
    let director = house.role("director").await;
    for path in [
        "",
        "/mine",
        "/requests",
        "/people",
        "/duties",
        "/duties/participants",
        "/matrix",
        "/courses",
        "/courses/sample-safety",
        "/courses/sample-safety/report",
        "/materials",
        "/materials/sample-material-1",
        "/instructors",
        "/instructors/sample-instructor-1",
        "/batches",
        "/batches/sample-batch-basic",
        "/batches/sample-batch-basic/complete",
        "/sessions/sample-batch-basic-session-1",
        "/enrolments/sample-batch-basic-1",
        "/certificates",
        "/issuer",
        "/revoked",
        "/keys",
    ] {
        said(&director.get(&format!("/api/training{path}")).await, StatusCode::OK);
    }
    for list in ["courses", "batches", "materials", "duties/participants"] {
        for ending in ["csv", "xlsx"] {
            said(&director.get(&format!("/training/{list}.{ending}")).await, StatusCode::OK);
        }
    }
    for list in ["people", "duties", "matrix", "certificates", "instructors", "requests"] {
        let path = format!("/training/{list}/download");
        let bare = director.post(&path, &[("reason", ""), ("format", "csv")]).await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        let file = director.post(&path, &[("reason", "점검 회의"), ("format", "csv")]).await;
        assert_eq!((file.status, file.mime.as_str()), (StatusCode::OK, "text/csv; charset=utf-8"));
        said(&director.post(&path, &[("reason", "점검 회의"), ("format", "xlsx")]).await, StatusCode::OK);
    }
}

#[tokio::test]
async fn the_sample_is_filled_once_and_its_certificates_prove_themselves() {
    let house = demo().await;
    let director = house.role("director").await;
    let count = async || {
        director.get("/api/training/certificates").await.json()["rows"].as_array().expect("rows").len()
    };
    let before = count().await;
    assert!(before > 20, "{before}");
    house.set(async |work| training::sample::fill(work).await).await;
    assert_eq!(count().await, before);
    let one = first(&director, "/training/certificates").await;
    let check =
        director.get(&format!("/api{one}")).await.json()["check"].as_str().expect("a check").to_owned();
    assert!(house.visitor().get(&check).await.text().contains("전자 서명이 맞습니다."));
}

#[tokio::test]
async fn certificates_of_the_sample_run_from_the_first_session_to_the_last() {
    let house = demo().await;
    let director = house.role("director").await;
    let mut held = std::collections::BTreeSet::new();
    for batch in ["basic", "safety"] {
        let batch = director.get(&format!("/api/training/batches/sample-batch-{batch}")).await.json();
        let sessions = batch["sessions"].as_array().expect("sessions").clone();
        let day = |at: usize| sessions[at]["day"].as_str().expect("a day").to_owned();
        held.insert((day(0), day(sessions.len() - 1)));
    }
    assert_eq!(held.iter().filter(|(from, until)| from == until).count(), 1, "one of them took a day");
    let rows = director.get("/api/training/certificates").await.json();
    let mut told = std::collections::BTreeSet::new();
    for row in rows["rows"].as_array().expect("rows") {
        let number = row["number"].as_str().expect("a number");
        let one = house.visitor().get(&format!("/api/training/verify/sample-{number}")).await.json();
        let day = |key: &str| one[key].as_str().expect("a day").to_owned();
        told.insert((day("from"), day("until")));
    }
    assert_eq!(told, held);
}

#[tokio::test]
async fn hours_that_another_area_put_on_record_are_one_figure_in_every_list() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let who = worker(&house, "홍길동", Some(AgencyId::from("a1")), None).await;
    let fields = [("title", "여는 교육"), ("kind", "onboarding"), ("hours", "1"), ("day", "2026-02-03")];
    done(&staff.post(&format!("/training/people/{who}/hours"), &fields).await);
    let entry = register::workers::Entry {
        id: String::new(),
        worker_id: who.clone(),
        kind: "training-hours".into(),
        value: 40,
        recorded_on: jiff::civil::date(2026, 1, 12),
        title: "바깥 교육".into(),
        source: "elsewhere:1".into(),
    };
    house.set(async |work| register::workers::put_on_record(work, &entry).await).await;
    let row = async |path: &str| staff.get(&format!("/api/training/{path}")).await.json()["rows"][0].clone();
    let (person, duty) = (row("people").await, row("duties").await);
    assert_eq!(
        (&person["hours"], &duty["done"], &duty["wanted"]),
        (&"5.0".into(), &"4.0".into(), &"5.0".into())
    );
    assert!(staff.get("/training/people").await.text().contains("의무 교육에 드는 시간 4시간"));
    for path in ["/training/duties".to_owned(), format!("/training/people/{who}")] {
        let page = staff.get(&path).await.text();
        assert!(page.contains("다른 곳에서 적은 4시간 포함"), "{path}: {page}");
    }
    assert!(staff.get(&format!("/training/people/{who}")).await.text().contains("다른 곳에서 적은 시간"));
}

#[tokio::test]
async fn an_agency_is_told_that_none_of_its_own_people_signed_up_not_that_nobody_did() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let course = course(&staff, &[]).await;
    let (batch, _, _) = seated(&house, &staff, &course, "2026-04-06").await;
    let (_, other) = house.member("agency-staff", Some(AgencyId::from("a2"))).await;
    let page = other.get(&format!("/training/batches/{batch}")).await.text();
    assert!(page.contains("우리 기관에서 신청한 사람이 없습니다."), "{page}");
    assert!(!page.contains("아직 신청한 사람이 없습니다."));
    let who = worker(&house, "임꺽정", Some(AgencyId::from("a2")), None).await;
    let person = other.get(&format!("/training/people/{who}")).await.text();
    assert!(person.contains("신청한 교육") && person.contains("아직 신청한 교육이 없습니다."), "{person}");
}

#[tokio::test]
async fn costs_of_the_sample_are_promised_on_a_line_of_the_budget_that_has_room() {
    let house = house().await;
    let line = |name: &'static str, won: i64| register::budget::NewLine {
        year: 2026,
        about: "test",
        name,
        unit_id: None,
        planned: base::Won(won),
        sample: true,
        source: "test",
    };
    let lines = house
        .set(async |work| {
            let other = register::budget::insert_line(work, &line("회의비", 10_000_000)).await?;
            Ok((other, register::budget::insert_line(work, &line("종사자 교육비", 10_000_000)).await?))
        })
        .await;
    house.role("director").await;
    house.set(async |work| training::sample::fill(work).await).await;
    let mut tx = house.app.db().read().await.expect("a read");
    let standings = register::budget::standings(&mut tx, 2026).await.expect("standings");
    let left = |id: &str| standings[id].remaining.0;
    assert_eq!((left(&lines.0), left(&lines.1)), (10_000_000, 10_000_000 - 7 * 420_000));
}

#[tokio::test]
async fn hours_of_an_agency_are_listed_one_by_one_with_their_sum_and_not_for_another_agency() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let who = worker(&house, "홍길동", Some(AgencyId::from("a1")), None).await;
    for (title, hours, day) in [("밖에서 들은 교육", "2.5", "2026-02-03"), ("작년 교육", "8", "2025-05-06")]
    {
        let fields = [("title", title), ("kind", "basic"), ("hours", hours), ("day", day)];
        done(&staff.post(&format!("/training/people/{who}/hours"), &fields).await);
    }
    let page = staff.get("/training/hours?agency=a1&from=2026-01-01&until=2026-12-31").await.text();
    assert!(
        page.contains("밖에서 들은 교육") && page.contains("2.5") && !page.contains("작년 교육"),
        "{page}"
    );
    let all = staff.get("/api/training/hours?from=2025-01-01&until=2026-12-31").await.json();
    let sums: Vec<&str> =
        all["rows"].as_array().expect("rows").iter().filter_map(|row| row["hours"].as_str()).collect();
    assert_eq!(sums, ["2.5", "8.0"]);
    let (_, other) = house.member("agency-staff", Some(AgencyId::from("a2"))).await;
    let foreign = other.get("/api/training/hours?agency=a1&from=2025-01-01").await.json();
    assert_eq!(foreign["rows"], serde_json::json!([]));
    let silent = staff.post("/training/hours/download", &[("format", "csv")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", silent.text());
}

#[tokio::test]
async fn participants_whose_hours_can_no_longer_be_reached_are_warned_about() {
    let house = house().await;
    let fact = |indicator: &'static str, agency: &str, day: jiff::civil::Date, value: i64| {
        register::facts::Fact::of_agency(indicator, AgencyId::from(agency), day, value, agency)
    };
    house
        .set(async |work| {
            let (may, december) = (jiff::civil::date(2026, 5, 31), jiff::civil::date(2026, 12, 31));
            work.facts(&[
                fact("returns.people", "a1", december, 100),
                fact("returns.training_hours", "a1", december, 999),
                fact("returns.people", "a2", may, 100),
            ])
            .await
        })
        .await;
    let staff = house.role("centre-staff").await;
    let path = "/training/duties/participants";
    let page = staff.get(path).await.text();
    assert!(page.contains("1곳은 남은 달에 교육을 가장 많이 해도"), "{page}");
    let rows = staff.get(&format!("/api{path}?state=out-of-reach")).await.json();
    assert_eq!(rows["rows"].as_array().expect("rows").len(), 1);
    assert_eq!((&rows["rows"][0]["each"], &rows["rows"][0]["possible"]), (&"9.9".into(), &"0.0".into()));
    let (_, other) = house.member("agency-staff", Some(AgencyId::from("a2"))).await;
    assert!(!other.get(path).await.text().contains("가장 많이 해도"));
}

#[tokio::test]
async fn those_who_may_only_look_see_courses_but_no_people() {
    let house = demo().await;
    let city = house.role("city-official").await;
    for path in
        ["/training", "/training/courses", "/training/batches", "/training/batches/sample-batch-basic"]
    {
        let text = said(&city.get(path).await, StatusCode::OK);
        assert!(!text.contains("예시 전담인력 1"), "{path}");
    }
    for path in [
        "/training/people",
        "/training/duties",
        "/training/certificates",
        "/training/keys",
        "/training/instructors",
    ] {
        assert_eq!(city.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let visitor = house.visitor();
    for path in ["/training", "/training/courses", "/training/mine"] {
        assert_eq!(visitor.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(visitor.get("/training/verify").await.status, StatusCode::OK);
}

#[tokio::test]
async fn without_a_public_address_the_paper_is_printed_and_the_page_says_what_is_missing() {
    let house = House::with(AREAS).await;
    let agency = agencies::Agency {
        id: AgencyId::from("b1"),
        name: "기관 b01".into(),
        public_number: None,
        phone: String::new(),
        sample: true,
        source: "test".into(),
        version: 1,
    };
    house.set(async |work| agencies::insert(work, &agency).await).await;
    house.set(async |work| training::sample::fill(work).await).await;
    let director = house.role("director").await;
    let one = first(&director, "/training/certificates").await;
    assert!(director.get(&one).await.text().contains("밖에서 여는 주소가 정해지지 않아"));
    let pdf = director.get(&format!("{one}/file")).await;
    assert!(pdf.bytes.starts_with(b"%PDF-"), "{}", pdf.text());
    let code =
        said(&director.get("/training/sessions/sample-batch-care-session-2/code").await, StatusCode::OK);
    assert!(code.contains("밖에서 여는 주소가 정해지지 않아") && code.contains("출석부로 기록합니다."));
    assert!(!code.contains("휴대전화로 비추고"), "{code}");
}
