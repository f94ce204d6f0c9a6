//! What cannot be done is refused in words: clashes, distancing, wrong states, wrong days, wrong people, wrong files.

use http::StatusCode;
use register::modes::{self, NewMode};

use crate::scene::*;

#[tokio::test]
async fn a_room_or_an_instructor_is_in_one_session_at_a_time() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let course = course(&staff, &[]).await;
    let teacher = [("name", "강사"), ("fields", "safety"), ("fee_won", "100000")];
    done(&staff.post("/training/instructors", &teacher).await);
    let rows = staff.get("/api/training/instructors").await.json();
    let teacher =
        rows["rows"][0]["href"].as_str().expect("an address").rsplit('/').next().expect("an id").to_owned();
    let make = async |title: &str| {
        let fields = [
            ("course_id", course.as_str()),
            ("title", title),
            ("seats", "5"),
            ("sign_up_until_on", "2026-12-31"),
            ("instructor_id", teacher.as_str()),
        ];
        id_of(&staff.post("/training/batches", &fields).await)
    };
    let (one, two) = (make("첫 모집").await, make("둘째 모집").await);
    let add = async |batch: &str, from: &str, until: &str, room: &str| {
        staff
            .post(
                &format!("/training/batches/{batch}/sessions"),
                &session_form("2026-04-06", from, until, room),
            )
            .await
    };
    let empty = staff.post(&format!("/training/batches/{one}/open"), &[]).await;
    refused(&empty, StatusCode::CONFLICT, "일정이 없는 모집입니다.");
    done(&add(&one, "10:00", "12:00", "1강의실").await);
    refused(&add(&one, "11:00", "13:00", "1강의실").await, StatusCode::CONFLICT, "1강의실에는");
    done(&staff.post(&format!("/training/batches/{one}/open"), &[]).await);
    let taken = add(&two, "11:00", "13:00", "2강의실").await;
    refused(
        &taken,
        StatusCode::CONFLICT,
        "강사는 2026년 4월 6일(월) 10:00부터 12:00까지 ‘첫 모집’에서 가르칩니다.",
    );
    done(&add(&two, "12:00", "13:00", "1강의실").await);
    let open =
        register::courses::course_offerings(&mut house.app.db().read().await.expect("a read"), "open").await;
    let open = open.expect("read");
    assert_eq!(open.iter().map(|one| (one.title.as_str(), one.hours)).collect::<Vec<_>>(), [("첫 모집", 2)]);
}

#[tokio::test]
async fn while_distancing_a_session_is_held_online() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let course = course(&staff, &[]).await;
    let batch = batch(&staff, &course, "5", "2026-12-31").await;
    house
        .set(async |work| {
            let mode = NewMode {
                mode: "social-distancing",
                district: None,
                from_on: jiff::civil::date(2026, 3, 1),
                until_on: None,
                legal_basis: "고시",
                note: "",
            };
            modes::switch_on(work, &mode).await
        })
        .await;
    let path = format!("/training/batches/{batch}/sessions");
    refused(
        &staff.post(&path, &session_form("2026-04-06", "10:00", "12:00", "강의실")).await,
        StatusCode::CONFLICT,
        "온라인으로 바꾸거나 다른 날을 골라 주십시오.",
    );
    let online = [
        ("held_on", "2026-04-06"),
        ("from", "10:00"),
        ("until", "12:00"),
        ("way", "online"),
        ("link", "https://meet.example/1"),
    ];
    done(&staff.post(&path, &online).await);
}

#[tokio::test]
async fn wrong_fields_bring_the_form_back_with_what_was_typed() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let course = course(&staff, &[]).await;
    let batch = batch(&staff, &course, "5", "2026-12-31").await;
    let path = format!("/training/batches/{batch}/sessions");
    let back = staff.post(&path, &session_form("2026-04-06", "12:00", "10:00", "강의실")).await;
    refused(&back, StatusCode::UNPROCESSABLE_ENTITY, "끝나는 시각이 시작 시각보다 뒤여야 합니다.");
    assert!(back.text().contains("value=\"강의실\""));
    let mut long = session_form("2026-04-06", "10:00", "11:00", "강의실");
    long.push(("hours", "2"));
    refused(
        &staff.post(&path, &long).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "인정 시간이 시작과 끝 사이보다 깁니다.",
    );
    let person = [("name", ""), ("job", "dedicated"), ("from_on", "2026-02-30"), ("agency_id", "none")];
    let text = said(&staff.post("/training/people", &person).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text.contains("이 칸을 채워 주십시오.") && text.contains("2026-02-30"));
    let resident = [("name", "900101-1234568"), ("job", "dedicated"), ("from_on", "2026-02-03")];
    assert_eq!(staff.post("/training/people", &resident).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn sign_up_is_refused_when_it_is_over_closed_or_was_asked_before() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let draft = course(&staff, &[("state", "draft")]).await;
    let closed =
        [("course_id", draft.as_str()), ("title", "x"), ("seats", "3"), ("sign_up_until_on", "2026-12-31")];
    refused(
        &staff.post("/training/batches", &closed).await,
        StatusCode::CONFLICT,
        "과정이 열려 있지 않습니다.",
    );
    let course = course(&staff, &[]).await;
    let late = batch(&staff, &course, "5", "2026-03-01").await;
    let who = worker(&house, "홍길동", agency("a1"), None).await;
    let path = format!("/training/batches/{late}");
    let early = staff.post(&format!("{path}/sign-up"), &[("worker", &who)]).await;
    refused(&early, StatusCode::CONFLICT, "지금 상태의 모집에서는 할 수 없는 일입니다.");
    done(
        &staff
            .post(&format!("{path}/sessions"), &session_form("2026-04-06", "10:00", "12:00", "강의실"))
            .await,
    );
    done(&staff.post(&format!("{path}/open"), &[]).await);
    let over = staff.post(&format!("{path}/sign-up"), &[("worker", &who)]).await;
    refused(&over, StatusCode::CONFLICT, "신청은 2026년 3월 1일(일)에 끝났습니다.");
    let (open, _) = open_batch(&staff, &course, "5", "2026-04-07").await;
    let seat = sign_up(&staff, &open, &who).await;
    let twice = staff.post(&format!("/training/batches/{open}/sign-up"), &[("worker", &who)]).await;
    refused(&twice, StatusCode::CONFLICT, "홍길동은 이미 신청했습니다.");
    let nobody = staff.post(&format!("/training/batches/{open}/sign-up"), &[]).await;
    refused(&nobody, StatusCode::UNPROCESSABLE_ENTITY, "한 사람 이상 골라 주십시오.");
    let bare = [("enrolment", seat.as_str()), ("decision", "refuse"), ("note", "")];
    let seats = format!("/training/batches/{open}/seats");
    assert_eq!(staff.post(&seats, &bare).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refuse = [("enrolment", seat.as_str()), ("decision", "refuse"), ("note", "대상 아님")];
    done(&staff.post(&seats, &refuse).await);
    refused(&approve(&staff, &open, &seat).await, StatusCode::CONFLICT, "지금 상태의 신청에서는");
    let again = sign_up(&staff, &open, &who).await;
    assert_eq!((again == seat, state(&staff, &seat).await), (true, "asked".to_owned()));
}

#[tokio::test]
async fn check_in_opens_on_the_day_for_those_with_a_seat() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let course = course(&staff, &[]).await;
    let (batch, session) = open_batch(&staff, &course, "5", "2026-03-03").await;
    let (user, own) = house.member("agency-staff", agency("a1")).await;
    let path = format!("/training/sessions/{session}/here");
    refused(&own.post(&path, &[]).await, StatusCode::CONFLICT, "출석은 교육하는 날인 2026년 3월 3일(화)에만");
    let (today, now) = open_batch(&staff, &course, "5", "2026-03-02").await;
    let here = format!("/training/sessions/{now}/here");
    refused(&own.post(&here, &[]).await, StatusCode::FORBIDDEN, "이 계정에 이어진 종사자가 없습니다.");
    let who = worker(&house, "홍길동", agency("a1"), Some(&user)).await;
    refused(&own.post(&here, &[]).await, StatusCode::FORBIDDEN, "이 교육에 자리가 없습니다.");
    let seat = sign_up(&own, &today, &who).await;
    done(&approve(&staff, &today, &seat).await);
    assert!(own.get("/training/mine").await.text().contains("오늘 교육이 있습니다."));
    done(&own.post(&here, &[]).await);
    let marks = staff.get(&format!("/api/training/sessions/{now}")).await.json();
    assert_eq!(marks["attendance"][0]["attendance"], "present");
    let _ = batch;
    assert_eq!(house.visitor().get("/training/check-in/none").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_quiz_is_tried_three_times_and_a_course_without_one_asks_none() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let plain = course(&staff, &[]).await;
    let (_, _, seat) = seated(&house, &staff, &plain, "2026-03-02").await;
    let path = |seat: &str| format!("/training/enrolments/{seat}/quiz");
    refused(&staff.post(&path(&seat), &[]).await, StatusCode::CONFLICT, "이 과정에는 시험이 없습니다.");
    let tested = course(&staff, &[("pass_percent", "100")]).await;
    let question = [("text", "물음"), ("choices", "가\n나"), ("answer", "1")];
    let one_choice = [("text", "물음"), ("choices", "가"), ("answer", "1")];
    let questions = format!("/training/courses/{tested}/questions");
    refused(&staff.post(&questions, &one_choice).await, StatusCode::UNPROCESSABLE_ENTITY, "보기를 두 개에서");
    done(&staff.post(&questions, &question).await);
    let (_, _, seat) = seated(&house, &staff, &tested, "2026-03-02").await;
    let page = staff.get(&format!("/training/enrolments/{seat}")).await.text();
    let id =
        page.split("name=\"question-").nth(1).and_then(|rest| rest.split('"').next()).expect("a question");
    let key = format!("question-{id}");
    for _ in 0..3 {
        done(&staff.post(&path(&seat), &[(key.as_str(), "2")]).await);
    }
    refused(&staff.post(&path(&seat), &[(key.as_str(), "1")]).await, StatusCode::CONFLICT, "시험은 3번까지");
}

#[tokio::test]
async fn materials_keep_every_edition_and_refuse_programs_and_resident_numbers() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let fields =
        [("title", "점검표"), ("field", "safety"), ("origin", "consulting-case:1"), ("change", "처음")];
    let program = staff.upload("/training/materials", &fields, ("file", "a.exe", b"MZ\x90\x00\x03")).await;
    refused(&program, StatusCode::UNPROCESSABLE_ENTITY, "증빙으로 받는 종류의 파일이 아닙니다.");
    let resident = staff
        .upload("/training/materials", &fields, ("file", "a.txt", "번호 900101-1234568".as_bytes()))
        .await;
    assert_eq!(resident.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", resident.text());
    let bare = staff.upload("/training/materials", &fields, ("file", "a.txt", b"")).await;
    refused(&bare, StatusCode::UNPROCESSABLE_ENTITY, "글, 링크, 파일 가운데 하나를");
    let made = staff.upload("/training/materials", &fields, ("file", "점검.txt", "하나".as_bytes())).await;
    let id = id_of(&made);
    let second = [("text", "둘째 판"), ("change", "고침")];
    done(&staff.upload(&format!("/training/materials/{id}/editions"), &second, ("file", "", b"")).await);
    let one = staff.get(&format!("/api/training/materials/{id}")).await.json();
    let numbers: Vec<i64> = one["editions"]
        .as_array()
        .expect("editions")
        .iter()
        .filter_map(|one| one["number"].as_i64())
        .collect();
    assert_eq!(numbers, [2, 1]);
    let file = staff.get(one["editions"][1]["file"].as_str().expect("a file")).await;
    assert_eq!(file.text(), "하나");
    assert!(staff.get(&format!("/training/materials/{id}")).await.text().contains("/consulting/cases/1"));
}
