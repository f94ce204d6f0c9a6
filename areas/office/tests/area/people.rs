//! People and their rights.

use register::users;

use super::*;

#[tokio::test]
async fn a_disabled_persons_live_session_is_refused_at_the_next_request() {
    let house = house().await;
    let director = house.role("director").await;
    let (id, staff) = house.member("centre-staff", None).await;
    assert_eq!(staff.get("/office/agencies").await.status, 200);
    let blank = director.post(&format!("/office/users/{id}/disable"), &[("reason", " ")]).await;
    assert_eq!(blank.status, 422);
    let done = director.post(&format!("/office/users/{id}/disable"), &[("reason", "퇴사")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(staff.get("/office/agencies").await.status, 403);
    let again = director.post(&format!("/office/users/{id}/disable"), &[("reason", "퇴사")]).await;
    assert_eq!(again.status, 409);
    let enabled = director.post(&format!("/office/users/{id}/enable"), &[("reason", "복직")]).await;
    assert!(enabled.text().contains("/office/set-up?token="));
    assert_eq!(staff.get("/office/agencies").await.status, 403, "an invited person has no session");
}

#[tokio::test]
async fn an_invitation_shows_its_link_once_and_a_double_click_invites_once() {
    let house = house().await;
    let director = house.role("director").await;
    let fields =
        [("login", "new.person"), ("name", "새 사람"), ("role", "team-lead"), ("reason", "인사 발령")];
    let made = director.post("/office/users?once=abc", &fields).await;
    assert_eq!(made.status, 200);
    assert!(made.text().contains("https://dure.example.kr/office/set-up?token="));
    assert_eq!(director.post("/office/users?once=abc", &fields).await.status, 303);
    let list = cli::list(&house.app).await.expect("the list");
    assert_eq!(list.iter().filter(|one| one.login == "new.person").count(), 1);
    let wrong = director
        .post("/office/users", &[("login", "새 사람"), ("name", ""), ("role", "king"), ("reason", "")])
        .await;
    assert_eq!(wrong.status, 422);
    for sentence in ["영문 소문자", "꼭 적어 주세요", "역할을 골라", "두 글자 넘게"] {
        assert!(wrong.text().contains(sentence), "{sentence}");
    }
}

#[tokio::test]
async fn roles_are_given_and_taken_with_a_reason_and_stay_in_the_log() {
    let house = house().await;
    let director = house.role("director").await;
    let (id, _) = house.member("centre-staff", None).await;
    let path = format!("/office/users/{id}/roles");
    assert_eq!(director.post(&path, &[("role", "team-lead"), ("reason", "승진")]).await.status, 303);
    assert_eq!(director.post(&path, &[("role", "team-lead"), ("reason", "승진")]).await.status, 409);
    assert_eq!(director.post(&path, &[("role", "agency-staff"), ("reason", "실수")]).await.status, 422);
    let ended =
        director.post(&format!("{path}/end"), &[("role", "team-lead"), ("reason", "조직 개편")]).await;
    assert_eq!(ended.status, 303);
    let grants =
        users::grants(&mut house.app.db().read().await.expect("a read"), &id).await.expect("the log");
    let lead = grants.iter().find(|grant| grant.role == "team-lead").expect("the grant is kept");
    assert_eq!(lead.reason, "승진");
    assert!(lead.ended_at.is_some() && lead.ended_by.is_some());
    let journal = director.get(&format!("/api/office/journal?subject={id}")).await.json();
    let reasons: Vec<_> = journal["rows"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| line["deed"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(reasons, ["office.role-ended", "office.role-granted"]);
}

#[tokio::test]
async fn nobody_changes_their_own_rights_and_the_last_manager_stays() {
    let house = house().await;
    let (id, director) = house.member("director", None).await;
    let own = director
        .post(&format!("/office/users/{id}/roles"), &[("role", "auditor"), ("reason", "나에게")])
        .await;
    assert_eq!(own.status, 403);
    let mut work = house.work().await;
    let wish = office::model::ChangeRole { role: "director".into(), reason: "시험".into() };
    let last = office::actions::users::end_role(&mut work, &id, &wish).await.expect_err("the last manager");
    assert_eq!(last.code().as_deref(), Some("office/last-admin"));
    drop(work);
    house.member("system-admin", None).await;
    let mut work = house.work().await;
    office::actions::users::end_role(&mut work, &id, &wish).await.expect("another manager is left");
}

#[tokio::test]
async fn two_editors_of_one_person_both_keep_their_text() {
    let house = house().await;
    let director = house.role("director").await;
    let (id, _) = house.member("centre-staff", None).await;
    let path = format!("/office/users/{id}");
    let first = director.post(&path, &[("login", "one.name"), ("name", "첫째 이름"), ("version", "1")]).await;
    assert_eq!(first.status, 303, "{}", first.text());
    let second =
        director.post(&path, &[("login", "one.name"), ("name", "둘째 이름"), ("version", "1")]).await;
    assert_eq!(second.status, 422);
    assert!(second.text().contains("첫째 이름") && second.text().contains("둘째 이름"));
    let third = director.post(&path, &[("login", "one.name"), ("name", "둘째 이름"), ("version", "2")]).await;
    assert_eq!(third.status, 303);
}

#[tokio::test]
async fn a_list_of_people_leaves_only_with_a_reason_that_is_journalled() {
    let house = house().await;
    let director = house.role("director").await;
    assert_eq!(
        director.post("/office/users/download", &[("format", "csv"), ("reason", "no")]).await.status,
        422
    );
    let file =
        director.post("/office/users/download", &[("format", "csv"), ("reason", "반기 권한 점검")]).await;
    assert_eq!(file.mime, "text/csv; charset=utf-8");
    let lines = director.get("/api/office/journal?deed=office.list-downloaded").await.json();
    assert!(lines["rows"][0]["detail"].as_str().unwrap_or_default().contains("반기 권한 점검"));
    let auditor = house.role("auditor").await;
    assert_eq!(auditor.get("/office/users").await.status, 200);
    assert_eq!(auditor.get("/office/users/new").await.status, 403);
}

#[tokio::test]
async fn the_command_line_adds_grants_and_lists() {
    let house = house().await;
    person(&house, "first", "system-admin").await;
    cli::grant(&house.app, "FIRST", "director", "작은 센터").await.expect("the role is given");
    let list = cli::list(&house.app).await.expect("the list");
    assert_eq!(list[0].roles, ["director", "system-admin"]);
    assert_eq!(list[0].state, "active");
    let unknown = cli::grant(&house.app, "nobody", "director", "x y").await.expect_err("nobody");
    assert_eq!(unknown.code().as_deref(), Some("web/no-such-record"));
}

#[tokio::test]
async fn the_roles_page_and_every_room_open_for_the_director() {
    let house = house().await;
    let director = house.role("director").await;
    for path in [
        "/office",
        "/office/users",
        "/office/users/new",
        "/office/roles",
        "/office/agencies",
        "/office/agencies/new",
        "/office/districts",
        "/office/institutions",
        "/office/organization",
        "/office/reorganizations/new",
        "/office/journal",
        "/office/journal/verify",
        "/office/settings",
        "/office/outbox",
        "/office/jobs",
        "/office/me",
        "/office/second-factor",
    ] {
        let answer = director.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        let text = answer.text();
        let bare = text.split("office-").nth(1).map(|rest| rest.chars().take(40).collect::<String>());
        assert_eq!(bare, None, "{path} shows a key without words");
    }
}
