//! Overseas training with rules, panel, reserve, money and report; awards by the council.

use base::{AgencyId, Won};
use http::StatusCode;
use jiff::civil::{Date, date};
use register::{
    budget, decisions,
    workers::{self, Entry, Worker},
};
use testkit::{Answer, Client, House};

use crate::scene::{Scene, done, id_of, refused, said, scene};

/// A worker of an agency with training hours (tenths) and, if wished, a journey before.
async fn worker(house: &House, agency: Option<&str>, name: &str, tenths: i64, went: Option<Date>) -> String {
    house
        .set(async |work| {
            let one = Worker {
                id: String::new(),
                agency_id: agency.map(AgencyId::from),
                user_id: None,
                name: name.to_owned(),
                job: "dedicated".into(),
                from_on: date(2023, 1, 1),
                until_on: None,
                sample: false,
                version: 1,
            };
            let id = workers::insert_worker(work, &one).await?;
            let entry = |kind: &str, value: i64, on: Date| Entry {
                id: String::new(),
                worker_id: id.clone(),
                kind: kind.into(),
                value,
                recorded_on: on,
                title: "test".into(),
                source: "test".into(),
            };
            workers::put_on_record(work, &entry("training-hours", tenths, date(2025, 10, 1))).await?;
            if let Some(day) = went {
                workers::put_on_record(work, &entry("overseas-training", 1, day)).await?;
            }
            Ok(id)
        })
        .await
}

/// A tour with one seat in each league, one reserve, and a budget line of 5,000,000 won.
async fn tour(scene: &Scene) -> (String, String) {
    let round = scene.sent().await;
    let line = scene
        .house
        .set(async |work| {
            let line = budget::NewLine {
                year: 2026,
                about: "plan-task:2026-06",
                name: "해외연수",
                unit_id: None,
                planned: Won(5_000_000),
                sample: false,
                source: "test",
            };
            budget::insert_line(work, &line).await
        })
        .await;
    let fields = [
        ("year", "2026"),
        ("title", "2026 해외연수"),
        ("destination", "일본"),
        ("from_on", "2026-05-11"),
        ("until_on", "2026-05-15"),
        ("nominate_until_on", "2026-03-31"),
        ("seats_multi", "1"),
        ("seats_single", "1"),
        ("seats_centre", "0"),
        ("reserve", "1"),
        ("round_id", round.as_str()),
        ("line_id", line.as_str()),
    ];
    (id_of(&scene.staff.post("/evaluation/tours", &fields).await), line)
}

/// Five people: three who fit, one without training, one who went before.
pub struct People {
    pub scene: Scene,
    pub at: String,
    ids: [String; 5],
}

impl People {
    pub async fn nominated() -> Self {
        let scene = scene().await;
        let (tour, _) = tour(&scene).await;
        let at = format!("/evaluation/tours/{tour}");
        let ids = [
            worker(&scene.house, Some("a"), "종사자 1", 200, None).await,
            worker(&scene.house, Some("b"), "종사자 2", 100, None).await,
            worker(&scene.house, Some("c"), "종사자 3", 60, None).await,
            worker(&scene.house, Some("a"), "종사자 4", 10, None).await,
            worker(&scene.house, Some("e"), "종사자 5", 200, Some(date(2024, 5, 1))).await,
        ];
        let people = Self { scene, at, ids };
        for id in &people.ids {
            done(&people.nominate(&people.scene.staff, id).await);
        }
        people
    }

    async fn nominate(&self, client: &Client, id: &str) -> Answer {
        let fields = [("worker_id", id), ("reason", "안전을 챙겼습니다")];
        client.post(&format!("{}/nominees", self.at), &fields).await
    }

    /// A nominee as JSON.
    async fn one(&self, at: usize) -> serde_json::Value {
        let all = self.scene.staff.get(&format!("/api{}/nominees", self.at)).await.json();
        let all = all.as_array().expect("a list").clone();
        all.into_iter().find(|one| one["worker"] == self.ids[at].as_str()).expect("a nominee")
    }

    /// The address of a nominee.
    pub async fn href(&self, at: usize) -> String {
        format!("/evaluation/nominees/{}", self.one(at).await["id"].as_str().expect("an id"))
    }

    pub async fn points(&self, at: usize, points: &str) -> Answer {
        let council = self.scene.house.role("council-member").await;
        let fields = [("points", points), ("why", "고르게 잘했습니다")];
        council.post(&format!("{}/points", self.href(at).await), &fields).await
    }

    async fn rank(&self) -> Answer {
        self.scene.staff.post(&format!("{}/rank", self.at), &[]).await
    }

    /// Gives everyone who fits the same points and ranks.
    async fn ranked(&self) {
        for at in 0..3 {
            done(&self.points(at, "20").await);
        }
        done(&self.rank().await);
    }

    async fn decide(&self, at: usize, decision: &str) -> Answer {
        let fields = [("decision", decision), ("why", "규칙에 따라")];
        self.scene.director.post(&format!("{}/decision", self.href(at).await), &fields).await
    }
}

#[tokio::test]
async fn nominees_are_ranked_by_rule_and_panel_and_each_agency_sees_its_own() {
    let people = People::nominated().await;
    let agency = people.scene.agency("a").await;
    refused(&people.nominate(&agency, &people.ids[0]).await, StatusCode::CONFLICT, "이미 추천된");
    let foreign = people.nominate(&agency, &people.ids[1]).await;
    refused(&foreign, StatusCode::UNPROCESSABLE_ENTITY, "목록에서 하나를 골라");
    let page = said(&people.scene.staff.get(&people.at).await, StatusCode::OK);
    assert!(page.contains("교육이 1.0시간으로, 5.0시간이") && page.contains("3년 안에 다녀왔습니다"));
    let own = said(&agency.get(&people.at).await, StatusCode::OK);
    assert!(own.contains("종사자 1") && !own.contains("종사자 2"));
    refused(&people.rank().await, StatusCode::CONFLICT, "심사 점수가 없는 사람이 3명");
    refused(&people.points(0, "31").await, StatusCode::UNPROCESSABLE_ENTITY, "0부터 30 사이");
    people.ranked().await;
    let mut standings = Vec::new();
    for at in 0..5 {
        standings.push(people.one(at).await["standing"].clone());
    }
    assert_eq!(standings, ["seat", "reserve", "below", "out", "out"]);
    // a is first of four: 40 + 20 of training + 0 + 20; b second: 30 + 10 + 20.
    let totals = [people.one(0).await["total_points"].clone(), people.one(1).await["total_points"].clone()];
    assert_eq!(totals, [80_000_000, 60_000_000]);
    refused(&people.decide(0, "approved").await, StatusCode::CONFLICT, "지금 상태에서는");
    let fields = [("rationale", "합계 점수 순서입니다")];
    done(&people.scene.lead.post(&format!("{}/publish", people.at), &fields).await);
    assert!(said(&agency.get(&people.at).await, StatusCode::OK).contains("합계 점수 순서입니다"));
}

#[tokio::test]
async fn each_nominee_is_decided_alone_a_reserve_moves_up_and_the_traveller_reports() {
    let people = People::nominated().await;
    people.ranked().await;
    let (scene, at) = (&people.scene, &people.at);
    done(&scene.lead.post(&format!("{at}/publish"), &[("rationale", "합계 점수 순서입니다")]).await);
    refused(&people.decide(1, "approved").await, StatusCode::CONFLICT, "자리 1개가 모두 찼습니다");
    let finish = format!("{at}/finish");
    refused(&scene.director.post(&finish, &[]).await, StatusCode::CONFLICT, "결정하지 않은 사람이 1명");
    done(&people.decide(0, "refused").await);
    done(&people.decide(1, "approved").await);
    refused(&people.decide(1, "approved").await, StatusCode::CONFLICT, "이미 결정한");
    refused(&people.decide(3, "approved").await, StatusCode::CONFLICT, "자격이 없는");
    let path = people.href(1).await;
    let page = said(&scene.director.get(&path).await, StatusCode::OK);
    assert!(
        page.contains("2026-06-16") && page.contains("낼 것"),
        "twenty working days after 15 May: {page}"
    );
    let file = ("file", "보고서.txt", "배운 것을 적었습니다".as_bytes());
    let wrong = scene.staff.upload(&format!("{}/report", people.href(0).await), &[], file).await;
    refused(&wrong, StatusCode::CONFLICT, "다녀온 사람만");
    done(&scene.agency("b").await.upload(&format!("{path}/report"), &[], file).await);
    assert!(said(&scene.agency("a").await.get(at).await, StatusCode::OK).contains("보고서.txt"));
    done(&scene.director.post(&finish, &[]).await);
    let mut tx = scene.house.app.db().read().await.expect("a read");
    let record = workers::record_of(&mut tx, &people.ids[1], date(2026, 1, 1), date(2026, 12, 31)).await;
    let record = record.expect("a record");
    assert_eq!(record.iter().filter(|entry| entry.kind == "overseas-training").count(), 1);
}

#[tokio::test]
async fn costs_are_promised_on_the_budget_line_as_far_as_it_goes() {
    let scene = scene().await;
    let (tour, line) = tour(&scene).await;
    let at = format!("/evaluation/tours/{tour}");
    let cost = async |won: &str| {
        scene.staff.post(&format!("{at}/costs"), &[("cost_title", "항공료"), ("cost_won", won)]).await
    };
    done(&cost("3,000,000").await);
    refused(&cost("2000001").await, StatusCode::CONFLICT, "2,000,000원이 남아");
    said(&cost("x").await, StatusCode::UNPROCESSABLE_ENTITY);
    let mut tx = scene.house.app.db().read().await.expect("a read");
    let standing = budget::standing(&mut tx, &line).await.expect("a standing").expect("a line");
    assert_eq!((standing.committed, standing.remaining), (Won(3_000_000), Won(2_000_000)));
    drop(tx);
    let leg = |day: &'static str| [("held_on", day), ("place", "도쿄"), ("what", "방문")];
    done(&scene.staff.post(&format!("{at}/legs"), &leg("2026-05-12")).await);
    let outside = scene.staff.post(&format!("{at}/legs"), &leg("2026-06-12")).await;
    refused(&outside, StatusCode::UNPROCESSABLE_ENTITY, "연수 기간 안의");
    scene.house.app.clock().advance(40 * 24 * 3_600);
    let staff = scene.anew(&scene.staff_id).await;
    let late = staff.post(&format!("{at}/nominees"), &[("worker_id", "x"), ("reason", "y")]).await;
    refused(&late, StatusCode::CONFLICT, "추천이");
    let page = said(&staff.get(&format!("{at}/edit")).await, StatusCode::OK);
    assert!(page.contains("2026 해외연수"));
    let fields = [("year", "2026"), ("title", ""), ("version", "1")];
    said(&staff.post(&at, &fields).await, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn awards_stand_in_the_councils_register_and_a_bad_row_keeps_nothing() {
    let scene = scene().await;
    let fields = [
        ("year", "2026"),
        ("kind", "firm-certificate"),
        ("title", "우수기업 인증"),
        ("recipient", "기업 1"),
        ("decided_on", "2026-02-10"),
        ("until_on", "2029-02-09"),
    ];
    done(&scene.staff.post("/evaluation/awards", &fields).await);
    let bad = "year,kind,title,recipient,decided_on,until_on\n2026,firm-award,상,기업 2,2026-02-10,\n2026,medal,상,기업 3,2026-02-10,\n";
    let import = async |text: &str| {
        scene.staff.upload("/evaluation/awards/import", &[], ("file", "상.csv", text.as_bytes())).await
    };
    refused(&import(bad).await, StatusCode::UNPROCESSABLE_ENTITY, "3번째 줄의 kind");
    refused(&import("year,kind\n").await, StatusCode::UNPROCESSABLE_ENTITY, "title 열이 없습니다");
    done(&import(&bad.replace("medal", "firm-award")).await);
    let mut tx = scene.house.app.db().read().await.expect("a read");
    let council = decisions::recent(&mut tx, "council", 10).await.expect("decisions");
    assert_eq!((council.len(), council[0].outcome.as_str()), (3, "awarded"));
    drop(tx);
    let page = said(&scene.agency("a").await.get("/evaluation/awards").await, StatusCode::OK);
    assert!(page.contains("기업 1") && page.contains("기업 3"));
    let wire = scene.staff.get("/api/evaluation/awards").await.json();
    assert_eq!(wire.as_array().expect("a list").len(), 3);
}

#[tokio::test]
async fn the_sample_is_filled_once_marked_and_leaves_a_round_with_one_appeal() {
    let scene = scene().await;
    for _ in 0..2 {
        scene.house.set(async |work| evaluation::sample::fill(work).await).await;
    }
    let rounds = scene.staff.get("/api/evaluation/rounds").await.json();
    assert_eq!((rounds.as_array().expect("a list").len(), &rounds[0]["state"]), (1, &"provisional".into()));
    assert_eq!(rounds[0]["sample"], true);
    let appeals = scene.staff.get("/api/evaluation/appeals").await.json();
    assert_eq!((appeals.as_array().expect("a list").len(), &appeals[0]["state"]), (1, &"filed".into()));
    let tours = scene.staff.get("/api/evaluation/tours").await.json();
    assert_eq!(tours[0]["state"], "open");
    for path in [
        "/evaluation",
        "/evaluation/schemes",
        "/evaluation/indicators",
        "/evaluation/panels",
        "/evaluation/tours",
        "/evaluation/awards",
    ] {
        said(&scene.staff.get(path).await, StatusCode::OK);
    }
    let indicator =
        said(&scene.staff.get("/evaluation/indicators/attainment?year=2026").await, StatusCode::OK);
    assert!(indicator.contains("기관 a") && indicator.contains("98.00"));
}
