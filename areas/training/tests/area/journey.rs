//! From a need to hours on record: sign-up, check-in, attendance, quiz, completion, feedback and use.

use base::{AgencyId, Month};
use http::StatusCode;
use jiff::civil::date;
use register::{
    facts::{self, Query},
    needs::{self, Need},
    tasks, workers,
};
use testkit::House;

use crate::scene::*;

async fn total(house: &House, indicator: &'static str) -> i64 {
    let mut tx = house.app.db().read().await.expect("a read");
    facts::total(&mut tx, &Query::between(indicator, date(2020, 1, 1), date(2030, 1, 1))).await.expect("read")
}

async fn hours(house: &House, worker: &str) -> i64 {
    let mut tx = house.app.db().read().await.expect("a read");
    let all = workers::record_of(&mut tx, worker, date(2020, 1, 1), date(2030, 1, 1)).await.expect("read");
    all.iter().filter(|entry| entry.kind == "training-hours").map(|entry| entry.value).sum()
}

#[tokio::test]
async fn a_need_of_an_agency_leads_to_a_suggestion_a_seat_hours_and_is_met() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let need = Need {
        id: String::new(),
        agency_id: AgencyId::from("a1"),
        field: "safety".into(),
        source: "consulting-case:1".into(),
        reason: "training-title".into(),
        reason_args: "{}".into(),
        found_on: date(2026, 2, 1),
        met_on: None,
        met_by: None,
    };
    let need = house.set(async |work| needs::find(work, &need).await).await;
    let course = course(&staff, &[("pass_percent", "50")]).await;
    for (text, answer) in [("하나", "1"), ("둘", "2")] {
        let question = [("text", text), ("choices", "가\n나\n다"), ("answer", answer)];
        done(&staff.post(&format!("/training/courses/{course}/questions"), &question).await);
    }
    let (batch, session) = open_batch(&staff, &course, "5", "2026-03-02").await;
    let (user, own) = house.member("agency-staff", agency("a1")).await;
    let who = worker(&house, "홍길동", agency("a1"), Some(&user)).await;
    let page = own.get(&format!("/training/people/{who}")).await.text();
    assert!(page.contains("‘안전’ 강화가 필요합니다") && page.contains("시간이 모자랍니다"), "{page}");
    let fields = [("worker", who.as_str()), ("need_id", need.as_str()), ("why", "현장 점검")];
    done(&own.post(&format!("/training/batches/{batch}/sign-up"), &fields).await);
    let found = staff.get(&format!("/api/training/batches/{batch}")).await.json();
    let seat = found["enrolments"][0]["id"].as_str().expect("an id").to_owned();
    done(&approve(&staff, &batch, &seat).await);
    let code = staff.get(&format!("/training/sessions/{session}/code")).await.text();
    let code = code
        .split("/training/check-in/")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a code")
        .to_owned();
    done(&own.post(&format!("/training/check-in/{code}"), &[]).await);
    let checked = own.get(&format!("/api/training/check-in/{code}")).await.json();
    assert_eq!(checked["attendance"], "present");
    let wrong = staff.post(&format!("/training/enrolments/{seat}/quiz"), &[]).await;
    refused(&wrong, StatusCode::FORBIDDEN, "본인 계정으로만 답할 수 있습니다.");
    let quiz = own.get(&format!("/training/enrolments/{seat}")).await.text();
    let ids: Vec<&str> =
        quiz.split("name=\"question-").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut ids: Vec<String> = ids.into_iter().map(|id| format!("question-{id}")).collect();
    ids.dedup();
    assert_eq!(ids.len(), 2);
    let answers: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "2")).collect();
    done(&own.post(&format!("/training/enrolments/{seat}/quiz"), &answers).await);
    done(&staff.post(&format!("/training/sessions/{session}/close"), &[]).await);
    assert_eq!((hours(&house, &who).await, total(&house, "training.staff_hours").await), (30, 30));
    done(&staff.post(&format!("/training/batches/{batch}/complete"), &[]).await);
    assert_eq!(state(&staff, &seat).await, "completed");
    let mut tx = house.app.db().read().await.expect("a read");
    let met = needs::of_agency(&mut tx, &AgencyId::from("a1")).await.expect("read").remove(0);
    assert_eq!(met.met_by, Some(format!("training-batch:{batch}")));
    let due = tasks::open_of_owner(&mut tx, &user).await.expect("read");
    assert_eq!(due.iter().map(|task| task.due_on).collect::<Vec<_>>(), [Some(date(2026, 6, 2))]);
}

#[tokio::test]
async fn hours_are_credited_once_and_taken_back_with_a_reason() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let course = course(&staff, &[]).await;
    let (batch, session, seat) = seated(&house, &staff, &course, "2026-03-02").await;
    let found = staff.get(&format!("/api/training/batches/{batch}")).await.json();
    let who = found["enrolments"][0]["worker"].as_str().expect("an id").to_owned();
    let path = format!("/training/sessions/{session}");
    refused(
        &staff.post(&format!("{path}/close"), &[]).await,
        StatusCode::CONFLICT,
        "1명의 출석이 비어 있습니다.",
    );
    done(&mark(&staff, &session, &seat, "late").await);
    done(&staff.post(&format!("{path}/close"), &[]).await);
    refused(
        &staff.post(&format!("{path}/close"), &[]).await,
        StatusCode::CONFLICT,
        "이미 마감된 일정입니다.",
    );
    refused(&mark(&staff, &session, &seat, "absent").await, StatusCode::CONFLICT, "이미 마감된 일정입니다.");
    assert_eq!(hours(&house, &who).await, 30);
    let cancel = staff.post(&format!("/training/batches/{batch}/cancel"), &[("reason", "까닭")]).await;
    refused(&cancel, StatusCode::CONFLICT, "이미 인정된 교육 시간이 있어");
    let bare = staff.post(&format!("{path}/reopen"), &[("reason", " ")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    done(&staff.post(&format!("{path}/reopen"), &[("reason", "잘못 적음")]).await);
    assert_eq!((hours(&house, &who).await, total(&house, "training.staff_hours").await), (0, 0));
    refused(
        &staff.post(&format!("{path}/reopen"), &[("reason", "또")]).await,
        StatusCode::CONFLICT,
        "아직 마감되지 않은 일정입니다.",
    );
    done(&mark(&staff, &session, &seat, "present").await);
    done(&staff.post(&format!("{path}/close"), &[]).await);
    assert_eq!((hours(&house, &who).await, total(&house, "training.staff_hours").await), (30, 30));
}

#[tokio::test]
async fn a_session_in_a_locked_month_is_changed_by_a_director_with_a_reason_only() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let director = house.role("director").await;
    let course = course(&staff, &[]).await;
    let (_, session, seat) = seated(&house, &staff, &course, "2026-02-10").await;
    done(&mark(&staff, &session, &seat, "present").await);
    let month = Month::of(date(2026, 2, 10)).to_string();
    house.set(async |work| work.note("returns.month-locked", &month).await).await;
    let path = format!("/training/sessions/{session}");
    refused(
        &staff.post(&format!("{path}/close"), &[("reason", "늦음")]).await,
        StatusCode::CONFLICT,
        "2026년 2월의 실적이 마감되어 이 일정을 바꿀 수 없습니다.",
    );
    assert!(staff.get(&path).await.text().contains("센터장에게 까닭을 말하고"));
    refused(
        &director.post(&format!("{path}/close"), &[("reason", "")]).await,
        StatusCode::CONFLICT,
        "실적이 마감되어",
    );
    done(&director.post(&format!("{path}/close"), &[("reason", "출석부를 늦게 받음")]).await);
    assert_eq!(total(&house, "training.staff_hours").await, 30);
    let reopened = staff.post(&format!("{path}/reopen"), &[("reason", "고침")]).await;
    refused(&reopened, StatusCode::CONFLICT, "실적이 마감되어");
}

#[tokio::test]
async fn attendance_that_can_no_longer_be_reached_is_said_before_the_end_and_does_not_complete() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let course = course(&staff, &[("attend_percent", "60")]).await;
    let (batch, session, seat) = seated(&house, &staff, &course, "2026-03-02").await;
    let more = session_form("2026-03-09", "10:00", "12:00", "다른 방");
    done(&staff.post(&format!("/training/batches/{batch}/sessions"), &more).await);
    done(&mark(&staff, &session, &seat, "absent").await);
    let page = staff.get(&format!("/training/enrolments/{seat}")).await.text();
    assert!(page.contains("남은 시간을 모두 나와도"), "{page}");
    let early = mark(&staff, &sessions(&staff, &batch).await[1], &seat, "present").await;
    refused(&early, StatusCode::CONFLICT, "아직 출석을 적을 수 없습니다.");
    let complete = staff.post(&format!("/training/batches/{batch}/complete"), &[]).await;
    refused(&complete, StatusCode::CONFLICT, "마감되지 않은 일정이 2개 있습니다.");
    let removed = staff.post(&format!("/training/sessions/{session}/remove"), &[]).await;
    refused(&removed, StatusCode::CONFLICT, "출석이 적힌 일정은 지울 수 없습니다.");
    let second = sessions(&staff, &batch).await.remove(1);
    done(&staff.post(&format!("/training/sessions/{second}/remove"), &[]).await);
    done(&staff.post(&format!("/training/sessions/{session}/close"), &[]).await);
    done(&staff.post(&format!("/training/batches/{batch}/complete"), &[]).await);
    assert_eq!(state(&staff, &seat).await, "not-completed");
    let issue = staff.post(&format!("/training/batches/{batch}/certificates"), &[("enrolment", &seat)]).await;
    refused(&issue, StatusCode::CONFLICT, "수료하지 않았거나");
}

#[tokio::test]
async fn feedback_is_given_at_once_and_use_after_three_months_and_the_report_counts_both() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let course = course(&staff, &[]).await;
    let (batch, session, seat) = seated(&house, &staff, &course, "2025-11-20").await;
    let path = format!("/training/enrolments/{seat}");
    let marks = [
        ("mark-content", "5"),
        ("mark-teaching", "4"),
        ("mark-place", "3"),
        ("mark-useful", "5"),
        ("text", "좋음"),
    ];
    assert_eq!(
        staff.post(&format!("{path}/feedback"), &marks[..3]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    done(&staff.post(&format!("{path}/feedback"), &marks).await);
    refused(
        &staff.post(&format!("{path}/feedback"), &marks).await,
        StatusCode::CONFLICT,
        "이미 답한 내용입니다.",
    );
    done(&mark(&staff, &session, &seat, "present").await);
    done(&staff.post(&format!("/training/sessions/{session}/close"), &[]).await);
    done(&staff.post(&format!("/training/batches/{batch}/complete"), &[]).await);
    done(&staff.post(&format!("{path}/use"), &[("use", "often"), ("use_text", "")]).await);
    let report = staff.get(&format!("/api/training/courses/{course}/report")).await.json();
    assert_eq!(report["use_at_three_months"]["often"], 1);
    assert_eq!(report["at_once"]["place"], serde_json::json!({ "answers": 1, "sum": 3 }));
    assert_eq!(report["effect"], "2026년 5월 20일(수)부터 볼 수 있습니다.");
    let (_, _, late) = seated(&house, &staff, &course, "2026-03-02").await;
    let early = staff.post(&format!("/training/enrolments/{late}/use"), &[("use", "often")]).await;
    refused(&early, StatusCode::CONFLICT, "2026년 6월 2일(화)부터 답할 수 있습니다.");
}

#[tokio::test]
async fn participants_are_counted_by_agency_without_names() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let course = course(&staff, &[("audience", "seniors"), ("kind", "safety"), ("certified", "")]).await;
    let (batch, session) = open_batch(&staff, &course, "50", "2026-03-02").await;
    let who = worker(&house, "홍길동", agency("a1"), None).await;
    let sign = staff.post(&format!("/training/batches/{batch}/sign-up"), &[("worker", &who)]).await;
    refused(&sign, StatusCode::CONFLICT, "참여 어르신을 위한 과정이라");
    let heads = [("agency_id", "a2"), ("people", "40")];
    done(&staff.post(&format!("/training/sessions/{session}/heads"), &heads).await);
    done(&staff.post(&format!("/training/sessions/{session}/close"), &[]).await);
    assert_eq!(total(&house, "training.participant_hours").await, 1200);
}

#[tokio::test]
async fn a_duty_counts_hours_taken_elsewhere_once_and_levels_are_judged_by_the_head_or_the_lead() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let lead = house.role("team-lead").await;
    let who = worker(&house, "홍길동", agency("a1"), None).await;
    let duty = async || {
        let person = staff.get(&format!("/api/training/people/{who}")).await.json();
        person["duties"][0]["state"].as_str().expect("a state").to_owned()
    };
    assert_eq!(duty().await, "out-of-reach");
    let outside = [("title", "온라인 기본교육"), ("kind", "basic"), ("hours", "5"), ("day", "2026-02-03")];
    done(&staff.post(&format!("/training/people/{who}/hours"), &outside).await);
    assert_eq!(duty().await, "reached");
    assert_eq!(total(&house, "training.staff_hours").await, 50);
    let levels = [("level-hazards", "1"), ("level-planning", "2")];
    let (user, own) = house.member("agency-staff", agency("a1")).await;
    let path = format!("/training/people/{who}/levels");
    refused(&own.post(&path, &levels).await, StatusCode::FORBIDDEN, "역량 수준은 기관장이 판단합니다.");
    worker_as(&house, "기관장", "head", (agency("a1"), Some(&user))).await;
    done(&own.post(&path, &levels).await);
    done(&lead.post(&path, &[("level-hazards", "0")]).await);
    let person = staff.get(&format!("/api/training/people/{who}")).await.json();
    assert_eq!(person["gaps"], serde_json::json!([{ "competency": "hazards", "has": 0, "wants": 2 }]));
}
