//! The JSON beside the pages: the same people see the same rows, and reading stays blind.

use http::StatusCode;
use jiff::civil::date;
use register::workers::{self, Worker};
use serde_json::{Value, json};
use testkit::Answer;

use crate::{
    panels::desk,
    people::People,
    scene::{EXAMPLE, done, said, scene},
};

/// The answer's JSON, after its status was checked.
fn wire(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

/// How many a list has.
fn count(list: &Value) -> usize {
    list.as_array().expect("a list").len()
}

#[tokio::test]
async fn a_round_that_was_not_sent_is_hidden_from_an_agency_as_on_its_page() {
    let scene = scene().await;
    let round = scene.computed(EXAMPLE).await;
    let at = format!("/api/evaluation/rounds/{round}");
    let agency = scene.agency("a").await;
    for path in [at.clone(), format!("{at}/agencies/a"), format!("{at}/agencies/a/values")] {
        assert_eq!(agency.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(count(&wire(&agency.get("/api/evaluation/rounds").await)), 0);
    let one = wire(&scene.staff.get(&at).await);
    assert_eq!(
        one["counts"],
        json!({ "reasons": one["counts"]["reasons"], "evaluated": 6, "appeals": 0, "confirmed": 0 })
    );
    assert_eq!((&one["round"]["state"], &one["computed_on"]), (&json!("computed"), &json!("2026-03-02")));
    done(&scene.lead.post(&format!("/evaluation/rounds/{round}/send"), &[]).await);
    let own = wire(&agency.get(&at).await);
    assert_eq!((&own["round"]["outcome_hash"], &own["counts"]), (&json!(""), &Value::Null));
    assert_eq!(agency.get(&format!("{at}/agencies/b")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(agency.get(&format!("{at}/again")).await.status, StatusCode::FORBIDDEN);
    let again = wire(&scene.staff.get(&format!("{at}/again")).await);
    assert_eq!((&again["same"], &again["differences"]), (&json!(true), &json!([])));
    assert_eq!(again["hash_again"], one["round"]["outcome_hash"]);
}

#[tokio::test]
async fn an_agency_files_an_appeal_by_script_and_finds_it_in_its_book() {
    let scene = scene().await;
    let round = scene.sent().await;
    let agency = scene.agency("b").await;
    let book = format!("/api/evaluation/rounds/{round}/agencies/b");
    let body = json!({ "indicator": "attainment", "text": "대장을 다시 봐 주세요" });
    let filed = wire(&agency.post_json(&format!("{book}/appeals"), &body).await);
    assert_eq!(filed["receipt"], "EA-2026-0001");
    let twice = agency.post_json(&format!("{book}/appeals"), &body).await;
    assert_eq!(twice.status, StatusCode::CONFLICT, "{}", twice.text());
    let empty = agency.post_json(&format!("{book}/appeals"), &json!({})).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", empty.text());
    let whole = wire(&agency.get(&book).await);
    assert_eq!((&whole["appeals"][0]["receipt"], &whole["of"]), (&filed["receipt"], &json!(4)));
    let at = format!("/api/evaluation/appeals/{}", filed["id"].as_str().expect("an id"));
    let own = wire(&agency.get(&at).await);
    assert_eq!((&own["text"], &own["appeal"]["state"]), (&json!("대장을 다시 봐 주세요"), &json!("filed")));
    assert_eq!(wire(&scene.staff.get(&at).await), own);
    assert_eq!(scene.agency("a").await.get(&at).await.status, StatusCode::FORBIDDEN);
    assert_eq!(scene.house.role("council-member").await.get(&at).await.status, StatusCode::FORBIDDEN);
    let foreign = scene.agency("a").await.post_json(&format!("{book}/appeals"), &body).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_would_lift_an_agency_is_the_same_on_its_page_and_as_json() {
    let scene = scene().await;
    let round = scene.sent().await;
    let better = [
        ("a", "A", "S"),
        ("b", "B", "A"),
        ("c", "B", "A"),
        ("d", "C", "B"),
        ("e", "B", "A"),
        ("f", "C", "B"),
    ];
    for (agency, now, next) in better {
        let book = format!("/evaluation/rounds/{round}/agencies/{agency}");
        let told = wire(&scene.staff.get(&format!("/api{book}")).await)["next_grade"].clone();
        assert_eq!(told, json!({ "now": now, "next": next, "changes": [] }), "{agency}");
        let page = said(&scene.staff.get(&book).await, StatusCode::OK);
        assert!(page.contains(&format!("지표 하나만 바꾸어서는 {next} 등급에 이르지 못합니다")), "{agency}");
    }
}

#[tokio::test]
async fn a_draft_scheme_and_its_simulation_are_for_those_who_see_every_agency() {
    let scene = scene().await;
    let id = scene.import(EXAMPLE).await;
    let at = format!("/api/evaluation/schemes/{id}");
    let agency = scene.agency("a").await;
    assert_eq!(agency.get(&at).await.status, StatusCode::NOT_FOUND);
    assert_eq!(wire(&scene.staff.get(&at).await)["simulation"], Value::Null);
    let page = format!("/evaluation/schemes/{id}");
    done(&scene.staff.post(&format!("{page}/simulate"), &[("year", "2026")]).await);
    let simulated = wire(&scene.staff.get(&at).await)["simulation"].clone();
    assert_eq!((count(&simulated["rows"]), &simulated["stale"]), (6, &json!(false)));
    done(&scene.lead.post(&format!("{page}/publish"), &[("year", "2026")]).await);
    let seen = wire(&agency.get(&at).await);
    assert_eq!((&seen["simulation"], &seen["fault"]), (&Value::Null, &Value::Null));
    assert_eq!((&seen["published_on"], &seen["scheme"]["year"]), (&json!("2026-03-02"), &json!(2026)));
    let values = wire(&scene.staff.get("/api/evaluation/indicators/attainment?year=2026").await);
    assert_eq!((count(&values["values"]), &values["values"][0]["value"]), (6, &json!(98_000_000)));
    assert_eq!(agency.get("/api/evaluation/indicators/attainment").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn blind_reading_stays_blind_as_json() {
    let desk = desk("4").await;
    done(&desk.scene.staff.post(&format!("{}/assign", desk.at), &[]).await);
    let own = wire(&desk.readers[0].1.get("/api/evaluation/reviews").await);
    assert_eq!(count(&own), desk.reviews(0).await.len());
    let at = format!("/api/evaluation/reviews/{}", own[0]["id"].as_str().expect("an id"));
    let answer = desk.readers[0].1.get(&at).await;
    let one = wire(&answer);
    assert!(!answer.text().contains("agency") && !answer.text().contains("기관 a"));
    assert_eq!((&one["open"], &one["marks"][0]["answered"]), (&json!(true), &json!(false)));
    assert_eq!(desk.readers[1].1.get(&at).await.status, StatusCode::FORBIDDEN);
    let panel = format!("/api{}", desk.at);
    let agencies = |panel: &Value| {
        let items = panel["items"].as_array().expect("items");
        items.iter().filter(|item| item["agency"].is_string()).count()
    };
    let prepared = wire(&desk.scene.staff.get(&panel).await);
    let official = desk.scene.house.role("city-official").await;
    let blind = wire(&official.get(&panel).await);
    assert_eq!((agencies(&prepared), agencies(&blind), count(&blind["items"])), (4, 0, 5));
    assert_eq!(count(&blind["assignments"]), 11);
    desk.read_all(0, "9").await;
    let read = wire(&desk.readers[0].1.get(&at).await);
    assert_eq!((&read["marks"][1]["points"], &read["review"]["state"]), (&json!(9), &json!("done")));
}

#[tokio::test]
async fn a_tour_as_json_shows_an_agency_its_own_people_and_no_opinions() {
    let people = People::nominated().await;
    let at = format!("/api{}", people.at);
    let (own, foreign) = (people.href(0).await, people.href(1).await);
    done(&people.points(0, "20").await);
    let agency = people.scene.agency("a").await;
    let tour = wire(&agency.get(&at).await);
    assert_eq!((count(&tour["nominees"]), &tour["costs"]), (2, &Value::Null));
    let council = people.scene.house.role("council-member").await;
    assert_eq!(count(&wire(&council.get(&at).await)["nominees"]), 5);
    let whole = wire(&people.scene.staff.get(&at).await);
    assert_eq!((count(&whole["nominees"]), &whole["costs"]["remaining_won"]), (5, &json!(5_000_000)));
    assert_eq!(agency.get(&format!("/api{foreign}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(wire(&agency.get(&format!("/api{own}")).await)["opinions"], json!([]));
    let opinions = wire(&council.get(&format!("/api{own}")).await)["opinions"].clone();
    assert_eq!((count(&opinions), &opinions[0]["points"]), (1, &json!(20)));
}

#[tokio::test]
async fn a_persons_award_is_named_to_the_same_people_on_the_page_and_as_json() {
    let scene = scene().await;
    let worker = scene
        .house
        .set(async |work| {
            let one = Worker {
                id: String::new(),
                agency_id: Some("a".into()),
                user_id: None,
                name: "종사자 1".into(),
                job: "dedicated".into(),
                from_on: date(2023, 1, 1),
                until_on: None,
                sample: false,
                version: 1,
            };
            workers::insert_worker(work, &one).await
        })
        .await;
    let award = |kind: &'static str, recipient: &'static str, worker: &str| {
        let fields = [
            ("year", "2026"),
            ("kind", kind),
            ("title", "표창"),
            ("recipient", recipient),
            ("decided_on", "2026-02-10"),
            ("worker_id", worker),
        ];
        fields.map(|(name, value)| (name, value.to_owned()))
    };
    for fields in [award("firm-award", "기업 1", ""), award("person-award", "종사자 1", &worker)] {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        done(&scene.staff.post("/evaluation/awards", &fields).await);
    }
    let (own, other) = (scene.agency("a").await, scene.agency("b").await);
    let council = scene.house.role("council-member").await;
    for (client, expected) in [(&scene.staff, 2), (&own, 2), (&council, 2), (&other, 1)] {
        let page = said(&client.get("/evaluation/awards").await, StatusCode::OK);
        let awards = wire(&client.get("/api/evaluation/awards").await);
        let named = page.contains("종사자 1");
        assert_eq!((count(&awards), named), (expected, expected == 2));
        assert!(awards.as_array().expect("a list").iter().all(|one| one["decided_on"] == "2026-02-10"));
    }
    assert_eq!(scene.house.visitor().get("/api/evaluation/awards").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn who_reads_for_a_panel_sees_no_agency_before_it_is_closed_also_when_they_prepare_it() {
    let desk = desk("4").await;
    let lead = &desk.scene.lead;
    let named = async |client: &testkit::Client| {
        let page = said(&client.get(&desk.at).await, StatusCode::OK);
        let items = page.split("<h2>읽을 글</h2>").nth(1).and_then(|rest| rest.split("</table>").next());
        let shown = items.expect("the items").matches("기관 ").count();
        let panel = wire(&client.get(&format!("/api{}", desk.at)).await);
        let items = panel["items"].as_array().expect("items").clone();
        (shown, items.iter().filter(|item| item["agency"].is_string()).count())
    };
    assert_eq!(named(lead).await, (4, 4));
    let fields = [("user_id", desk.scene.lead_id.as_str()), ("capacity", "6")];
    done(&desk.scene.staff.post(&format!("{}/reviewers", desk.at), &fields).await);
    assert_eq!((named(lead).await, named(&desk.scene.staff).await), ((0, 0), (4, 4)));
    done(&desk.scene.staff.post(&format!("{}/assign", desk.at), &[]).await);
    assert_eq!(named(lead).await, (0, 0));
}
