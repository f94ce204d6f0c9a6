//! Reorganization: what the preview says is what happens, and it can be undone while nothing depends on it.

use db::{sql, vals};
use jiff::civil::{Date, date};
use office::{
    actions::organization as actions,
    model::{DraftReorganization, Move, PlanEnds},
    store::organization as store,
};
use register::{budget, organization};

use super::*;

/// The sample units with three open tasks in one team, one of an ended year, and a budget line of last year and this.
async fn scene(house: &House) {
    house
        .set(async |work| {
            office::sample::fill(work).await?;
            let now = work.now;
            for (id, year) in [("t1", None), ("t2", Some(2026_i64)), ("t3", Some(2025))] {
                work.tx
                    .exec(
                        sql!("INSERT INTO register_task(id,about,title,owner_id,unit_id,year,state,made_at,made_by) VALUES($1,'x',$1,'sample-staff-1','sample-team-1',$3,'open',$2,'x')"),
                        vals![id, now, year],
                    )
                    .await?;
            }
            for (id, year) in [("b2025", 2025_i64), ("b2026", 2026)] {
                work.tx
                    .exec(
                        sql!("INSERT INTO register_budget_line(id,year,about,name,planned_won,sample,source) VALUES($1,$2,'x',$1,10,TRUE,'x')"),
                        vals![id, year],
                    )
                    .await?;
                work.tx
                    .exec(
                        sql!("INSERT INTO register_line_unit(id,line_id,unit_id,from_on) VALUES($1,$1,'sample-team-1',$2)"),
                        vals![id, date(year as i16, 1, 1)],
                    )
                    .await?;
            }
            Ok(())
        })
        .await;
}

/// A draft that makes one unit and ends `sample-team-1`; `to` names the receiver, `NEW` the new unit.
async fn draft(house: &House, to: &str) -> String {
    draft_with(house, to, "").await
}

/// The same, saying where the unit's people go.
async fn draft_with(house: &House, to: &str, members_to: &str) -> String {
    house
        .set(async |work| {
            let wish = DraftReorganization {
                title: "새 조직".into(),
                decided: "결재 1".into(),
                effective_on: "2026-03-02".into(),
                unit_name: vec!["통합팀".into(), String::new()],
                unit_kind: vec!["team".into(), "team".into()],
            };
            let id = actions::draft(work, &wish).await?;
            let made = store::reorganization(&mut work.tx, &id).await?.expect("it is drafted").plan().starts
                [0]
            .id
            .clone();
            let to = to.replace("NEW", &made);
            let ends = PlanEnds {
                unit: vec!["sample-team-1".into()],
                to: vec![to],
                members_to: vec![members_to.replace("NEW", &made)],
                version: 1,
            };
            actions::plan_ends(work, &id, &ends).await?;
            Ok(id)
        })
        .await
}

/// What a draft would move.
async fn preview(house: &House, id: &str) -> Vec<Move> {
    let mut tx = house.app.db().read().await.expect("a read");
    let one = store::reorganization(&mut tx, id).await.expect("a read").expect("it is there");
    actions::moves(&mut tx, &one, date(2026, 3, 2)).await.expect("a preview")
}

#[tokio::test]
async fn the_preview_equals_what_apply_moves_and_undo_brings_all_back() {
    let house = house().await;
    scene(&house).await;
    let id = draft(&house, "unit:NEW").await;
    let before = preview(&house, &id).await;
    let kinds: Vec<_> = before.iter().map(|one| (one.kind.as_str(), one.record_id.as_str())).collect();
    assert_eq!(
        kinds[..3],
        [("task", "t1"), ("task", "t2"), ("budget-line", "b2026")],
        "a past year's line and task stay"
    );
    assert_eq!(kinds.len(), 5, "two people belong to the team");
    let director = house.role("director").await;
    let page = director.get(&format!("/office/reorganizations/{id}")).await.text();
    assert!(page.contains("할 일 2건, 예산 항목 1건, 소속 2건"), "{page}");
    let applied = director.post(&format!("/office/reorganizations/{id}/apply"), &[("version", "2")]).await;
    assert_eq!(applied.status, 303, "{}", applied.text());
    let mut tx = house.app.db().read().await.expect("a read");
    assert_eq!(store::moves(&mut tx, &id).await.expect("moves"), before);
    let old = organization::people(&mut tx, "sample-team-1", date(2026, 3, 1)).await.expect("people");
    assert_eq!(old.len(), 2, "the day before shows the old team");
    assert!(
        organization::people(&mut tx, "sample-team-1", date(2026, 3, 2)).await.expect("people").is_empty()
    );
    let new = before[0].to_unit_id.clone().expect("a new unit");
    assert_eq!(organization::people(&mut tx, &new, date(2026, 3, 2)).await.expect("people").len(), 2);
    drop(tx);
    assert_eq!(units_of_line(&house, date(2026, 3, 1)).await, ["sample-team-1", "sample-team-1"]);
    assert_eq!(units_of_line(&house, date(2026, 3, 2)).await, ["sample-team-1", &new]);
    let undone = director.post(&format!("/office/reorganizations/{id}/undo"), &[]).await;
    assert_eq!(undone.status, 303, "{}", undone.text());
    let mut tx = house.app.db().read().await.expect("a read");
    assert_eq!(
        organization::people(&mut tx, "sample-team-1", date(2026, 3, 2)).await.expect("people").len(),
        2
    );
    assert_eq!(store::open_tasks(&mut tx, "sample-team-1", 2026).await.expect("tasks").len(), 2);
    assert!(organization::unit(&mut tx, &new).await.expect("a read").is_none());
    let spans = budget::line_units(&mut tx, "b2026").await.expect("spans");
    assert_eq!(
        spans.iter().map(|one| (one.id.as_str(), one.until_on)).collect::<Vec<_>>(),
        [("b2026", None)]
    );
    drop(tx);
    assert_eq!(director.post(&format!("/office/reorganizations/{id}/undo"), &[]).await.status, 409);
}

/// The units that the lines of 2025 and 2026 had on a day.
async fn units_of_line(house: &House, on: Date) -> Vec<String> {
    let mut tx = house.app.db().read().await.expect("a read");
    let mut units = Vec::new();
    for year in [2025, 2026] {
        let lines = budget::lines_on(&mut tx, year, on).await.expect("lines");
        units.extend(lines.into_iter().filter_map(|line| line.unit_id));
    }
    units
}

#[tokio::test]
async fn a_task_of_the_plan_is_called_what_it_is_and_an_ended_unit_takes_nothing_over() {
    let house = house().await;
    scene(&house).await;
    house
        .set(async |work| {
            let table = sql!("UPDATE register_task SET about='plan-activity:1' WHERE id='t1'");
            work.tx.exec(table, vals![]).await?;
            organization::end_unit(work, "sample-team-2", date(2026, 3, 1)).await?;
            organization::end_unit(work, "sample-team-1", date(2026, 12, 31)).await
        })
        .await;
    let id = draft(&house, "unit:NEW").await;
    let director = house.role("director").await;
    let path = format!("/office/reorganizations/{id}");
    let page = director.get(&path).await.text();
    assert!(page.contains("계획의 과제 0건, 활동 1건, 설계서 0건") && page.contains("<td>계획의 활동</td>"));
    assert!(!page.contains("unit:sample-team-2"), "a unit that has ended is not offered");
    assert_eq!(director.post(&format!("{path}/apply"), &[("version", "2")]).await.status, 303);
    assert_eq!(director.post(&format!("{path}/undo"), &[]).await.status, 303);
    let mut tx = house.app.db().read().await.expect("a read");
    let unit = organization::unit(&mut tx, "sample-team-1").await.expect("a read").expect("it is there");
    assert_eq!(unit.until_on, Some(date(2026, 12, 31)), "the day it was to end is back");
}

#[tokio::test]
async fn a_line_handed_on_again_keeps_an_earlier_reorganization_from_being_undone() {
    let house = house().await;
    scene(&house).await;
    let id = draft(&house, "unit:NEW").await;
    let director = house.role("director").await;
    director.post(&format!("/office/reorganizations/{id}/apply"), &[("version", "2")]).await;
    let made = house
        .set(async |work| budget::hand_line(work, "b2026", "sample-team-1", date(2026, 3, 2)).await)
        .await;
    let path = format!("/office/reorganizations/{id}/undo");
    assert_eq!(director.post(&path, &[]).await.status, 409);
    house.set(async |work| budget::take_line_back(work, "b2026", &made).await).await;
    assert_eq!(director.post(&path, &[]).await.status, 303);
    assert_eq!(units_of_line(&house, date(2026, 3, 2)).await, ["sample-team-1", "sample-team-1"]);
}

#[tokio::test]
async fn later_work_keeps_a_reorganization_from_being_undone() {
    let house = house().await;
    scene(&house).await;
    let id = draft(&house, "unit:NEW").await;
    let director = house.role("director").await;
    director.post(&format!("/office/reorganizations/{id}/apply"), &[("version", "2")]).await;
    house
        .set(async |work| {
            work.tx.exec(sql!("UPDATE register_task SET state='done' WHERE id='t1'"), vals![]).await?;
            Ok(())
        })
        .await;
    let refused = director.post(&format!("/office/reorganizations/{id}/undo"), &[]).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains("1건 있어 되돌릴 수 없습니다"));
}

#[tokio::test]
async fn a_unit_that_another_area_names_is_not_undone_and_nothing_is_moved_back() {
    let house = house().await;
    scene(&house).await;
    let id = draft(&house, "unit:NEW").await;
    let director = house.role("director").await;
    director.post(&format!("/office/reorganizations/{id}/apply"), &[("version", "2")]).await;
    let mut tx = house.app.db().read().await.expect("a read");
    let moves = store::moves(&mut tx, &id).await.expect("moves");
    drop(tx);
    let unit = moves[0].to_unit_id.clone().expect("a new unit");
    house
        .set(async |work| {
            let table = sql!("CREATE TABLE other_area (unit_id TEXT REFERENCES register_unit (id))");
            work.tx.exec(table, vals![]).await?;
            work.tx.exec(sql!("INSERT INTO other_area(unit_id) VALUES($1)"), vals![unit]).await?;
            Ok(())
        })
        .await;
    let refused = director.post(&format!("/office/reorganizations/{id}/undo"), &[]).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    let mut tx = house.app.db().read().await.expect("a read");
    assert_eq!(store::moves(&mut tx, &id).await.expect("moves"), moves);
}

#[tokio::test]
async fn work_without_a_receiver_or_a_day_to_come_is_refused() {
    let house = house().await;
    scene(&house).await;
    assert_eq!(draft_code(&house, "open").await.as_deref(), Some("office/no-receiver"));
    assert_eq!(
        draft_code(&house, "person:sample-lead-2").await.as_deref(),
        Some("office/no-receiver"),
        "a line needs a unit"
    );
    assert_eq!(draft_code(&house, "unit:sample-team-a").await.as_deref(), Some("office/unit-gone"));
    let director = house.role("director").await;
    let past = [("title", "x"), ("decided", "y"), ("effective_on", "2020-01-01")];
    assert_eq!(director.post("/office/reorganizations", &past).await.status, 422);
    let later = [
        ("title", "x"),
        ("decided", "y"),
        ("effective_on", "2027-01-01"),
        ("unit_name", "새 팀"),
        ("unit_kind", "team"),
    ];
    let made = director.post("/office/reorganizations", &later).await;
    let early = director.post(&format!("{}/apply", made.location), &[("version", "1")]).await;
    assert_eq!(early.status, 409);
    assert!(early.text().contains("2027년 1월 1일"));
    let empty = director
        .post("/office/reorganizations", &[("title", "x"), ("decided", "y"), ("effective_on", "2026-03-02")])
        .await;
    let nothing = director.post(&format!("{}/apply", empty.location), &[("version", "1")]).await;
    assert!(nothing.text().contains("바뀌는 것이 없습니다"));
    assert_eq!(director.post(&format!("{}/drop", empty.location), &[]).await.status, 303);
    assert_eq!(director.post(&format!("{}/apply", empty.location), &[("version", "2")]).await.status, 409);
    assert_eq!(house.role("team-lead").await.get("/office/reorganizations/new").await.status, 403);
}

/// Where people belong on the first day of the new order, by unit.
async fn people_in(house: &House, unit: &str) -> usize {
    let mut tx = house.app.db().read().await.expect("a read");
    organization::people(&mut tx, unit, date(2026, 3, 2)).await.expect("people").len()
}

#[tokio::test]
async fn a_person_who_takes_over_leaves_no_membership_to_end_unsaid() {
    let house = house().await;
    scene(&house).await;
    house
        .set(async |work| {
            work.tx.exec(sql!("DELETE FROM register_line_unit WHERE id='b2026'"), vals![]).await?;
            Ok(())
        })
        .await;
    let director = house.role("director").await;
    let unsaid = format!("/office/reorganizations/{}", draft(&house, "person:sample-lead-2").await);
    let page = director.get(&unsaid).await.text();
    assert!(page.contains("소속을 어떻게 할지 정하지 않았습니다") && page.contains("name=\"members_to\""));
    let refused = director.post(&format!("{unsaid}/apply"), &[("version", "2")]).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert_eq!(people_in(&house, "sample-team-1").await, 2);
    let gone = draft_with(&house, "person:sample-lead-2", "unit:sample-team-1").await;
    let mut work = house.work().await;
    let code = actions::apply(&mut work, &gone, 2).await.expect_err("the unit ends itself").code();
    assert_eq!(code.as_deref(), Some("office/unit-gone"));
    drop(work);
    let moved = draft_with(&house, "person:sample-lead-2", "unit:NEW").await;
    let steps = preview(&house, &moved).await;
    let people: Vec<_> = steps.iter().filter(|one| one.kind == "membership").collect();
    assert!(people.iter().all(|one| one.to_user_id == one.from_user_id && !one.ends_membership()));
    let path = format!("/office/reorganizations/{moved}");
    assert_eq!(director.post(&format!("{path}/apply"), &[("version", "2")]).await.status, 303);
    let new = people[0].to_unit_id.clone().expect("a unit");
    assert_eq!((people_in(&house, &new).await, people_in(&house, "sample-team-1").await), (2, 0));
    assert_eq!(director.post(&format!("{path}/undo"), &[]).await.status, 303);
    let ended =
        format!("/office/reorganizations/{}", draft_with(&house, "person:sample-lead-2", "end").await);
    let page = director.get(&ended).await.text();
    assert!(page.contains("소속 2건은 옮길 팀이") && page.contains("<td>소속이 끝남</td>"), "{page}");
    assert_eq!(director.post(&format!("{ended}/apply"), &[("version", "2")]).await.status, 303);
    assert_eq!(people_in(&house, "sample-team-1").await, 0);
    assert_eq!(director.post(&format!("{ended}/undo"), &[]).await.status, 303);
    assert_eq!(people_in(&house, "sample-team-1").await, 2);
}

/// The code that applying a draft with this receiver is refused with.
async fn draft_code(house: &House, to: &str) -> Option<String> {
    let id = draft(house, to).await;
    let mut work = house.work().await;
    actions::apply(&mut work, &id, 2).await.expect_err("it is refused").code()
}

#[tokio::test]
async fn sample_structures_say_so_in_korean() {
    let house = house().await;
    scene(&house).await;
    let page = house.role("director").await.get("/office/organization").await.text();
    assert!(page.contains("· 예시</p>") && !page.contains("· sample"), "{page}");
}
