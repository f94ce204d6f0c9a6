//! A panel: rubric, blind items, ties that forbid pairs with a reason, fair shares, severity, and marks in a round.

use base::UserId;
use http::StatusCode;
use jiff::civil::date;
use register::ties::{self, Tie};
use testkit::Client;

use crate::scene::{EXAMPLE, Scene, done, id_of, refused, said, scene};

/// A panel with two criteria, the calibration item, items of four agencies and three readers.
pub struct Desk {
    pub scene: Scene,
    pub at: String,
    pub readers: Vec<(UserId, Client)>,
}

/// A panel before reading begins; every reader takes so many.
pub async fn desk(capacity: &str) -> Desk {
    let scene = scene().await;
    let fields = [("title", "정성평가"), ("year", "2026"), ("readers", "2"), ("tie_years", "2")];
    let id = id_of(&scene.staff.post("/evaluation/panels", &fields).await);
    let at = format!("/evaluation/panels/{id}");
    refused(&scene.staff.post(&format!("{at}/assign"), &[]).await, StatusCode::CONFLICT, "심사 기준");
    for title in ["돌봄", "협력"] {
        let fields = [
            ("criterion", title),
            ("low_anchor", "없음"),
            ("middle_anchor", "보통"),
            ("high_anchor", "아주 좋음"),
            ("points", "10"),
        ];
        done(&scene.staff.post(&format!("{at}/criteria"), &fields).await);
    }
    let none: (&str, &str, &[u8]) = ("file", "", b"");
    for agency in ["a", "b", "c", "d"] {
        let fields = [("agency_id", agency), ("text", "올해 한 일을 적은 글입니다")];
        done(&scene.staff.upload(&format!("{at}/items"), &fields, none).await);
    }
    let named = [("agency_id", "e"), ("text", "기관 e에서 한 일입니다")];
    let answer = scene.staff.upload(&format!("{at}/items"), &named, none).await;
    refused(&answer, StatusCode::UNPROCESSABLE_ENTITY, "기관 이름이 있습니다");
    refused(&scene.staff.post(&format!("{at}/assign"), &[]).await, StatusCode::CONFLICT, "기준 글");
    done(&scene.staff.upload(&format!("{at}/items"), &[("text", "기준이 되는 글")], none).await);
    let mut readers = Vec::new();
    for _ in 0..3 {
        let (user, client) = scene.house.member("council-member", None).await;
        let fields = [("user_id", user.as_str()), ("capacity", capacity)];
        done(&scene.staff.post(&format!("{at}/reviewers"), &fields).await);
        readers.push((user, client));
    }
    Desk { scene, at, readers }
}

impl Desk {
    /// Ties a reader to an agency.
    async fn tie(&self, reader: usize, agency: &str) {
        let tie = Tie {
            id: String::new(),
            person: format!("user:{}", self.readers[reader].0),
            agency_id: agency.into(),
            kind: "advised".into(),
            from_on: date(2025, 6, 1),
            until_on: Some(date(2025, 8, 31)),
            source: "consulting-visit:1".into(),
        };
        self.scene.house.set(async |work| ties::declare(work, &tie).await.map(drop)).await;
    }

    /// Addresses of what a reader has to read.
    pub async fn reviews(&self, reader: usize) -> Vec<String> {
        let page = said(&self.readers[reader].1.get("/evaluation/reviews").await, StatusCode::OK);
        let links = page.split("href=\"/evaluation/reviews/").skip(1);
        links
            .filter_map(|rest| rest.split('"').next())
            .map(|id| format!("/evaluation/reviews/{id}"))
            .collect()
    }

    /// Gives the same points for every criterion of every item of a reader.
    pub async fn read_all(&self, reader: usize, points: &str) {
        for path in self.reviews(reader).await {
            let page = said(&self.readers[reader].1.get(&path).await, StatusCode::OK);
            assert!(!page.contains("기관 a") && !page.contains("기관 b"), "the reader sees a name");
            let fields = fields(&page, points);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            done(&self.readers[reader].1.post(&path, &fields).await);
        }
    }
}

/// The fields of a review with these points for each criterion.
fn fields(page: &str, points: &str) -> Vec<(String, String)> {
    let version = page.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let mut fields = vec![("version".to_owned(), version.expect("a version").to_owned())];
    for part in page.split("name=\"c-").skip(1) {
        let criterion = part.split('"').next().expect("an id");
        fields.push((format!("c-{criterion}"), points.to_owned()));
    }
    fields
}

#[tokio::test]
async fn a_tie_forbids_its_pair_with_a_reason_and_shares_stay_fair() {
    let desk = desk("4").await;
    desk.tie(0, "a").await;
    done(&desk.scene.staff.post(&format!("{}/assign", desk.at), &[]).await);
    let mut loads = Vec::new();
    for reader in 0..3 {
        loads.push(desk.reviews(reader).await.len());
    }
    loads.sort_unstable();
    // Eight readings of four items over three readers, and the calibration item for each.
    assert_eq!(loads, [3, 4, 4]);
    let page = said(&desk.scene.staff.get(&desk.at).await, StatusCode::OK);
    let option = |name: &str| {
        let list = page.split(&format!("name=\"{name}\"")).nth(1).expect("a list").split("</select>").next();
        list.expect("options").to_owned()
    };
    let value = |text: &str, label: &str| {
        let part = text.split("<option value=\"").find(|part| part.contains(label)).expect("an option");
        part.split('"').next().expect("a value").to_owned()
    };
    let row = page.split("<tr>").find(|row| row.contains("기관 a<")).expect("the item of a");
    let code = row.split("R-").nth(1).and_then(|rest| rest.split('<').next()).expect("a code");
    let item = value(&option("item_id"), &format!("R-{code}"));
    let reviewer = option("reviewer_id");
    let all: Vec<String> = reviewer
        .split("<option value=\"")
        .filter(|part| part.contains("test council-member"))
        .filter_map(|part| part.split('"').next().map(str::to_owned))
        .collect();
    let mut forbidden = 0;
    for by in &all {
        let fields = [("item_id", item.as_str()), ("reviewer_id", by.as_str())];
        let answer = desk.scene.staff.post(&format!("{}/assignments", desk.at), &fields).await;
        let text = said(&answer, StatusCode::CONFLICT);
        if text.contains("관계가 있습니다") {
            assert!(text.contains("기관 a"), "{text}");
            forbidden += 1;
        } else {
            assert!(text.contains("이미 맡은"), "{text}");
        }
    }
    assert_eq!(forbidden, 1);
}

#[tokio::test]
async fn too_few_readers_and_a_reader_without_work_are_named() {
    let desk = desk("2").await;
    refused(
        &desk.scene.staff.post(&format!("{}/assign", desk.at), &[]).await,
        StatusCode::CONFLICT,
        "읽을 사람이 2명 필요한데",
    );
    let desk = self::desk("9").await;
    for agency in ["a", "b", "c", "d"] {
        desk.tie(2, agency).await;
    }
    refused(
        &desk.scene.staff.post(&format!("{}/assign", desk.at), &[]).await,
        StatusCode::CONFLICT,
        "읽을 글이 없습니다",
    );
}

#[tokio::test]
async fn marks_are_adjusted_for_severity_and_enter_a_round_when_the_scheme_says_so() {
    let desk = desk("4").await;
    done(&desk.scene.staff.post(&format!("{}/assign", desk.at), &[]).await);
    let staff = &desk.scene.staff;
    refused(&staff.post(&format!("{}/close", desk.at), &[]).await, StatusCode::CONFLICT, "읽지 않은 글이");
    let path = desk.reviews(0).await[0].clone();
    let page = said(&desk.readers[0].1.get(&path).await, StatusCode::OK);
    let send = async |fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        desk.readers[0].1.post(&path, &fields).await
    };
    let silent = send(fields(&page, "abstain")).await;
    refused(&silent, StatusCode::UNPROCESSABLE_ENTITY, "모든 기준을 판단하지 않으면");
    refused(&send(fields(&page, "11")).await, StatusCode::UNPROCESSABLE_ENTITY, "0부터 10 사이");
    refused(&desk.readers[1].1.get(&path).await, StatusCode::FORBIDDEN, "다른 심사위원이 맡은");
    for (reader, points) in [(0, "9"), (1, "7"), (2, "5")] {
        desk.read_all(reader, points).await;
    }
    done(&staff.post(&format!("{}/close", desk.at), &[]).await);
    let wire = staff.get(&format!("/api{}/marks", desk.at)).await.json();
    let mut severity: Vec<i64> = wire["reviewers"]
        .as_array()
        .expect("reviewers")
        .iter()
        .map(|one| one["severity"].as_i64().expect("a severity"))
        .collect();
    severity.sort_unstable();
    assert_eq!(severity, [-20_000_000, 0, 20_000_000]);
    for item in wire["items"].as_array().expect("items") {
        assert_eq!(item["adjusted"], 70_000_000, "severity alone made the differences");
    }
    let page = said(&staff.get(&format!("{}/marks", desk.at)).await, StatusCode::OK);
    assert!(page.contains("기관 a") && page.contains("-20.00"));
    let with_panel =
        EXAMPLE.replace("id = \"completeness\"", "id = \"panel\"").replace(", \"league-mean\"", "");
    let round = desk.scene.computed(&with_panel).await;
    let book = staff.get(&format!("/api/evaluation/rounds/{round}/agencies/a/values")).await.json();
    let panel = book["values"].as_array().expect("values").iter().find(|v| v["indicator"] == "panel");
    assert_eq!(panel.expect("the panel")["value"], 70_000_000);
}

#[tokio::test]
async fn a_reader_who_declares_a_tie_gives_the_item_back() {
    let desk = desk("4").await;
    done(&desk.scene.staff.post(&format!("{}/assign", desk.at), &[]).await);
    let before: usize = desk.reviews(0).await.len();
    let mut freed = 0;
    for agency in ["a", "b", "c", "d"] {
        let fields = [("agency_id", agency), ("kind", "family")];
        done(&desk.readers[0].1.post("/evaluation/ties", &fields).await);
        freed += 1;
    }
    assert_eq!((freed, desk.reviews(0).await.len()), (4, 1));
    assert!(before > 1);
    let wrong = desk.readers[0].1.post("/evaluation/ties", &[("agency_id", "x"), ("kind", "friend")]).await;
    refused(&wrong, StatusCode::UNPROCESSABLE_ENTITY, "목록에서 하나를 골라");
}
