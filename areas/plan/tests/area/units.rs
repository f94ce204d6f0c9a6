//! Who answers for what: one task of the register for each record, in step with it, and pickers with the units of today.

use db::{sql, vals};
use http::StatusCode;
use jiff::civil::date;
use register::{organization, tasks};
use testkit::House;

use super::{AREAS, activity, demo, id_of, refused, said};

/// State, unit and year of the register's only task about a record.
async fn todo(house: &House, about: &str) -> (String, Option<String>, Option<i64>) {
    let mut tx = house.app.db().read().await.expect("a read begins");
    let mut found = tasks::about(&mut tx, about).await.expect("tasks can be read");
    assert_eq!(found.len(), 1, "{about}");
    let one = found.remove(0);
    (one.state, one.unit_id, one.year)
}

/// What [`todo`] gives for these words.
fn is(state: &str, unit: &str, year: i64) -> (String, Option<String>, Option<i64>) {
    (state.into(), Some(unit.to_owned()).filter(|unit| !unit.is_empty()), Some(year))
}

#[tokio::test]
async fn an_activity_has_one_task_in_the_register_that_keeps_step_with_it() {
    let house = demo().await;
    let staff = house.role("centre-staff").await;
    let id = id_of(&staff.post("/plan/activities", &activity(&[])).await);
    let (path, about) = (format!("/plan/activities/{id}"), format!("plan-activity:{id}"));
    assert_eq!(todo(&house, &about).await, is("open", "task-force", 2020));
    let to_team = activity(&[("unit_id", "team-2"), ("until_on", "2021-01-30")]);
    assert_eq!(staff.post(&path, &to_team).await.status, StatusCode::SEE_OTHER);
    assert_eq!(todo(&house, &about).await, is("open", "team-2", 2021), "it reaches into 2021");
    let stale = activity(&[("unit_id", "team-1")]);
    assert_eq!(staff.post(&path, &stale).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (state, version, kept) in [("running", "2", "open"), ("done", "3", "done"), ("planned", "4", "open")]
    {
        let moved = staff.post(&format!("{path}/state"), &[("state", state), ("version", version)]).await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER);
        assert_eq!(todo(&house, &about).await, is(kept, "team-2", 2021), "{state}");
    }
    let page = said(&staff.get(&path).await, StatusCode::OK);
    assert!(page.contains("<dd>2팀</dd>"), "{page}");
}

#[tokio::test]
async fn every_record_of_the_sample_and_of_a_copied_year_has_a_task_in_its_state() {
    let house = demo().await;
    let director = house.role("director").await;
    let wish = [("from_year", "2020"), ("to_year", "2026"), ("budget", "same")];
    assert_eq!(director.post("/plan/copy", &wish).await.status, StatusCode::SEE_OTHER);
    let mut tx = house.app.db().read().await.expect("a read begins");
    let (all,): (i64,) = tx
        .one(
            sql!("SELECT (SELECT COUNT(*) FROM plan_task)+(SELECT COUNT(*) FROM plan_activity)+(SELECT COUNT(*) FROM plan_sheet)"),
            vals![],
        )
        .await
        .expect("a count");
    let (kept,): (i64,) = tx
        .one(
            sql!("SELECT (SELECT COUNT(*) FROM plan_task t JOIN register_task r ON r.id=t.todo_id \
                    WHERE r.about='plan-task:'||t.id AND r.title=t.title AND r.year=t.year AND r.state='open') \
                  +(SELECT COUNT(*) FROM plan_activity a JOIN register_task r ON r.id=a.todo_id \
                    WHERE r.about='plan-activity:'||a.id AND r.title=a.title AND r.due_on=a.until_on AND (r.state='done')=(a.state='done')) \
                  +(SELECT COUNT(*) FROM plan_sheet s JOIN register_task r ON r.id=s.todo_id \
                    WHERE r.about='plan-sheet:'||s.id AND r.title=s.title AND (r.state='done')=(s.state='started'))"),
            vals![],
        )
        .await
        .expect("a count");
    let (tasks,): (i64,) =
        tx.one(sql!("SELECT COUNT(*) FROM register_task"), vals![]).await.expect("a count");
    assert!(all > 50, "{all}");
    assert_eq!((kept, tasks), (all, all));
}

#[tokio::test]
async fn a_task_is_given_to_a_unit_of_today_only() {
    let house = demo().await;
    let staff = house.role("centre-staff").await;
    let give = async |unit: &str, version: &str| {
        staff.post("/plan/tasks/2020-01/unit", &[("unit_id", unit), ("version", version)]).await
    };
    assert_eq!(give("team-2", "1").await.status, StatusCode::SEE_OTHER);
    assert_eq!(todo(&house, "plan-task:2020-01").await, is("open", "team-2", 2020));
    assert_eq!(give("team-1", "1").await.status, StatusCode::CONFLICT);
    assert_eq!(give("team-3", "2").await.status, StatusCode::UNPROCESSABLE_ENTITY, "it ended in 2019");
    assert_eq!(give("", "2").await.status, StatusCode::SEE_OTHER);
    assert_eq!(todo(&house, "plan-task:2020-01").await, is("open", "", 2020));
}

#[tokio::test]
async fn pickers_offer_the_units_of_today_and_mark_the_records_own_ended_one() {
    let house = demo().await;
    let staff = house.role("centre-staff").await;
    let id = id_of(&staff.post("/plan/activities", &activity(&[("unit_id", "team-2")])).await);
    let form = "/plan/activities/new";
    let page = said(&staff.get(form).await, StatusCode::OK);
    assert!(page.contains("value=\"team-2\"") && !page.contains("value=\"team-3\""));
    house.set(async |work| organization::end_unit(work, "team-2", date(2026, 3, 1)).await).await;
    let page = said(&staff.get(form).await, StatusCode::OK);
    assert!(!page.contains("value=\"team-2\""));
    let path = format!("/plan/activities/{id}");
    let page = said(&staff.get(&format!("{path}/edit")).await, StatusCode::OK);
    assert!(page.contains("2팀 (없어진 팀)"), "{page}");
    let kept = staff.post(&path, &activity(&[("unit_id", "team-2")])).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    let other = staff.post("/plan/activities", &activity(&[("unit_id", "team-2")])).await;
    refused(&other, StatusCode::UNPROCESSABLE_ENTITY, "지금 있는 팀에서 골라 주세요");
}

#[tokio::test]
async fn a_sheet_that_starts_is_done_and_its_activities_are_open_until_the_switch_is_taken_back() {
    let house = House::with(AREAS).await;
    house.set(async |work| plan::seed(work).await).await;
    let (staff, director) = (house.role("centre-staff").await, house.role("director").await);
    let switch = async |mode: &str, from: &str| {
        let wish = [
            ("mode", mode),
            ("from_on", from),
            ("legal_basis", "공문"),
            ("note", "예방"),
            ("start_sheets", "yes"),
        ];
        assert_eq!(director.post("/plan/modes", &wish).await.status, StatusCode::SEE_OTHER);
    };
    switch("social-distancing", "2026-03-02").await;
    let sheet = [
        ("task_id", "2020-01"),
        ("title", "세부사업"),
        ("aim", "목적"),
        ("people", "사람"),
        ("cost_won", "1000"),
        ("unit_id", "task-force"),
    ];
    let id = id_of(&staff.post("/plan/sheets", &sheet).await);
    let (path, about) = (format!("/plan/sheets/{id}"), format!("plan-sheet:{id}"));
    let step =
        [("step_title", "방문"), ("after_days", "7"), ("days", "5"), ("way", "desk"), ("hours_week", "4")];
    staff.post(&format!("{path}/steps"), &step).await;
    assert_eq!(staff.post(&format!("{path}/ready"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(todo(&house, &about).await, is("open", "task-force", 2020));
    switch("normal", "2026-03-09").await;
    assert_eq!(todo(&house, &about).await, is("done", "task-force", 2020));
    let open = async || {
        let mut tx = house.app.db().read().await.expect("a read begins");
        let open = tasks::open_of_unit(&mut tx, "task-force").await.expect("tasks can be read");
        let own = open.into_iter().filter(|one| one.about.starts_with("plan-activity:"));
        own.map(|one| (one.title, one.year)).collect::<Vec<_>>()
    };
    assert_eq!(open().await, [("세부사업 · 방문".to_owned(), Some(2026))]);
    let modes = director.get("/api/plan/modes?year=2020").await.json();
    let newest = modes["history"].as_array().expect("a list").iter().find(|one| one["mode"] == "normal");
    let newest = newest.expect("it was switched")["id"].as_str().expect("an id").to_owned();
    let undone = director.post(&format!("/plan/modes/{newest}/undo"), &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    assert_eq!(open().await, []);
    assert_eq!(todo(&house, &about).await, is("open", "task-force", 2020));
}

#[tokio::test]
async fn a_task_that_a_person_took_over_shows_the_person_and_stays_until_a_unit_is_chosen() {
    let house = demo().await;
    let (person, staff) = house.member("centre-staff", None).await;
    house
        .set(async |work| {
            let todo =
                sql!("UPDATE register_task SET unit_id=NULL,owner_id=$1 WHERE about='plan-task:2020-01'");
            work.tx.exec(todo, vals![&person]).await?;
            Ok(())
        })
        .await;
    let page = said(&staff.get("/plan/tasks/2020-01").await, StatusCode::OK);
    assert!(page.contains("조직 개편으로 test centre-staff 님이 이 과제를 맡고 있습니다"), "{page}");
    let option = format!("<option value=\"person:{person}\" selected>test centre-staff");
    assert!(page.contains(&option), "{page}");
    let give = async |unit: &str, version: &str| {
        staff.post("/plan/tasks/2020-01/unit", &[("unit_id", unit), ("version", version)]).await.status
    };
    assert_eq!(give("person:someone", "1").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(give(&format!("person:{person}"), "1").await, StatusCode::SEE_OTHER);
    let owner = async || {
        let mut tx = house.app.db().read().await.expect("a read begins");
        let (owner,): (Option<String>,) = tx
            .one(sql!("SELECT owner_id FROM register_task WHERE about='plan-task:2020-01'"), vals![])
            .await
            .expect("the task");
        owner
    };
    assert_eq!(owner().await.as_deref(), Some(person.as_str()), "saving leaves it with the person");
    assert_eq!(give("team-2", "2").await, StatusCode::SEE_OTHER);
    assert_eq!(todo(&house, "plan-task:2020-01").await, is("open", "team-2", 2020));
}

#[tokio::test]
async fn the_tabs_beside_a_document_of_a_year_without_a_plan_lead_to_a_year_with_one() {
    let house = House::with(AREAS).await;
    house.set(async |work| plan::seed(work).await).await;
    let staff = house.role("centre-staff").await;
    let page = said(&staff.get("/plan/documents/basic-plan-2019").await, StatusCode::OK);
    assert!(page.contains("href=\"/plan?year=2020\"") && !page.contains("?year=2019"), "{page}");
    let tabs = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    for href in tabs.filter(|href| href.starts_with("/plan") && href.contains("year=")) {
        assert_eq!(staff.get(&href.replace("&#38;", "&").replace("&amp;", "&")).await.status, 200, "{href}");
    }
}
