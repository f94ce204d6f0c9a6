//! Sign-up: seats are given in one write, who waits moves up and is told, and a cancelled batch tells everyone.

use http::StatusCode;
use register::messages;

use crate::scene::*;

#[tokio::test]
async fn thirty_one_approvals_at_the_same_moment_give_thirty_seats_and_one_place_in_the_waiting_list() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let course = course(&staff, &[]).await;
    let (batch, _) = open_batch(&staff, &course, "30", "2026-04-06").await;
    let mut seats = Vec::new();
    for number in 1..=31 {
        let who = worker(&house, &format!("사람 {number}"), agency("a1"), None).await;
        seats.push(sign_up(&staff, &batch, &who).await);
    }
    let together = tokio::task::LocalSet::new();
    let running: Vec<_> = seats
        .iter()
        .map(|seat| {
            let (staff, batch, seat) = (staff.clone(), batch.clone(), seat.clone());
            together.spawn_local(async move { approve(&staff, &batch, &seat).await })
        })
        .collect();
    together.await;
    for one in running {
        done(&one.await.expect("the request ends"));
    }
    let found = staff.get(&format!("/api/training/batches/{batch}")).await.json();
    assert_eq!((found["seated"].as_i64(), found["waiting"].as_i64()), (Some(30), Some(1)));
    let waiting: Vec<i64> = found["enrolments"]
        .as_array()
        .expect("seats")
        .iter()
        .filter_map(|one| one["waiting_place"].as_i64())
        .collect();
    assert_eq!(waiting, [1]);
}

#[tokio::test]
async fn whoever_withdraws_gives_the_seat_to_the_first_who_waits_and_they_are_told() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let course = course(&staff, &[]).await;
    let (batch, _) = open_batch(&staff, &course, "1", "2026-04-06").await;
    let mut seats = Vec::new();
    for name in ["하나", "둘", "셋"] {
        let who = worker(&house, name, agency("a1"), None).await;
        seats.push(sign_up(&staff, &batch, &who).await);
    }
    let all: Vec<(&str, &str)> = seats.iter().map(|seat| ("enrolment", seat.as_str())).collect();
    let fields = [all.as_slice(), &[("decision", "approve")]].concat();
    done(&staff.post(&format!("/training/batches/{batch}/seats"), &fields).await);
    let states = |at: usize| state(&staff, &seats[at]);
    assert_eq!([states(0).await, states(1).await, states(2).await], ["seated", "waiting", "waiting"]);
    let (_, agency_staff) = house.member("agency-staff", agency("a1")).await;
    done(
        &agency_staff
            .post(&format!("/training/enrolments/{}/withdraw", seats[0]), &[("reason", "휴가")])
            .await,
    );
    assert_eq!([states(0).await, states(1).await, states(2).await], ["withdrawn", "seated", "waiting"]);
    let filter = messages::Filter { about: format!("training-batch:{batch}"), ..messages::Filter::default() };
    let told = messages::messages(&mut house.app.db().read().await.expect("a read"), &filter, 50, 0)
        .await
        .expect("read");
    assert!(told.iter().any(|one| one.body == "‘1기’에 자리가 나서 참석하실 수 있습니다."), "{told:?}");
    assert_eq!(told.len(), 4);
}

#[tokio::test]
async fn more_seats_let_those_who_wait_move_up_and_fewer_than_given_are_refused() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let course = course(&staff, &[]).await;
    let (batch, _) = open_batch(&staff, &course, "1", "2026-04-06").await;
    let mut seats = Vec::new();
    for name in ["하나", "둘"] {
        let who = worker(&house, name, agency("a1"), None).await;
        let seat = sign_up(&staff, &batch, &who).await;
        done(&approve(&staff, &batch, &seat).await);
        seats.push(seat);
    }
    let form = staff.get(&format!("/training/batches/{batch}/edit")).await.text();
    let version = form
        .split("name=\"version\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a version");
    let fields = |seats: &'static str| {
        vec![("title", "1기"), ("seats", seats), ("sign_up_until_on", "2026-12-31"), ("version", version)]
    };
    let path = format!("/training/batches/{batch}");
    done(&staff.post(&path, &fields("2")).await);
    assert_eq!(state(&staff, &seats[1]).await, "seated");
    let old = said(&staff.post(&path, &fields("5")).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(old.contains("다른 사람이 먼저 고쳤습니다.") && old.contains("value=\"5\""));
    let few = staff.post(&path, &fields("1")).await;
    refused(&few, StatusCode::UNPROCESSABLE_ENTITY, "이미 자리를 받은 사람보다 적게 줄일 수 없습니다.");
}

#[tokio::test]
async fn a_cancelled_batch_tells_everyone_and_frees_its_money() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let course = course(&staff, &[]).await;
    let (batch, _) = open_batch(&staff, &course, "5", "2026-04-06").await;
    for name in ["하나", "둘"] {
        let who = worker(&house, name, agency("a1"), None).await;
        sign_up(&staff, &batch, &who).await;
    }
    let line = house
        .set(async |work| {
            let line = register::budget::NewLine {
                year: 2026,
                about: "plan-task:1",
                name: "교육비",
                unit_id: None,
                planned: base::Won(500_000),
                sample: false,
                source: "test",
            };
            register::budget::insert_line(work, &line).await
        })
        .await;
    let cost = |won: &'static str| {
        [("cost_kind", "instructor"), ("cost_title", "강사료"), ("cost_won", won), ("line_id", line.as_str())]
    };
    let path = format!("/training/batches/{batch}");
    refused(
        &staff.post(&format!("{path}/costs"), &cost("500001")).await,
        StatusCode::CONFLICT,
        "항목에 남은",
    );
    done(&staff.post(&format!("{path}/costs"), &cost("300,000")).await);
    let remaining = async || {
        let mut tx = house.app.db().read().await.expect("a read");
        register::budget::standing(&mut tx, &line).await.expect("read").expect("a line").remaining.0
    };
    assert_eq!(remaining().await, 200_000);
    let open = staff.post(&format!("{path}/cancel"), &[("reason", "")]).await;
    refused(&open, StatusCode::UNPROCESSABLE_ENTITY, "이 칸을 채워 주십시오.");
    done(&staff.post(&format!("{path}/cancel"), &[("reason", "강사 사정")]).await);
    assert_eq!(remaining().await, 500_000);
    let filter = messages::Filter { about: format!("training-batch:{batch}"), ..messages::Filter::default() };
    let mut tx = house.app.db().read().await.expect("a read");
    let told = messages::messages(&mut tx, &filter, 50, 0).await.expect("read");
    assert_eq!(told.len(), 2);
    let offerings = register::courses::course_offerings(&mut tx, "open").await.expect("read");
    assert_eq!(offerings, vec![]);
}

#[tokio::test]
async fn the_lead_decides_about_the_centres_own_staff_and_agencies_see_their_own_people_only() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let lead = house.role("team-lead").await;
    let course = course(&staff, &[]).await;
    let (batch, _) = open_batch(&staff, &course, "5", "2026-04-06").await;
    let own = worker(&house, "센터 사람", None, None).await;
    let seat = sign_up(&staff, &batch, &own).await;
    refused(
        &approve(&staff, &batch, &seat).await,
        StatusCode::FORBIDDEN,
        "센터 직원의 신청은 팀장이 승인합니다.",
    );
    done(&approve(&lead, &batch, &seat).await);
    let one = worker(&house, "일번 사람", agency("a1"), None).await;
    let other = worker(&house, "이번 사람", agency("a2"), None).await;
    let (_, a1) = house.member("agency-staff", agency("a1")).await;
    sign_up(&a1, &batch, &one).await;
    let theirs = a1.post(&format!("/training/batches/{batch}/sign-up"), &[("worker", &other)]).await;
    assert_eq!(theirs.status, StatusCode::FORBIDDEN);
    sign_up(&staff, &batch, &other).await;
    let page = a1.get(&format!("/training/batches/{batch}")).await.text();
    assert!(page.contains("일번 사람") && !page.contains("이번 사람") && !page.contains("센터 사람"));
    let people = a1.get("/training/people").await.text();
    assert!(people.contains("일번 사람") && !people.contains("이번 사람"));
    assert_eq!(a1.get(&format!("/training/people/{other}")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(a1.get(&format!("/training/people/{own}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(approve(&a1, &batch, &seat).await.status, StatusCode::FORBIDDEN);
}
