//! Money through the front door: import, promises, payments, transfers, carry-over, and the law over all of them.

use http::StatusCode;
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use register::budget;
use testkit::{Answer, Client, House};

use super::{TOTAL, demo, lines, refused, standing};

/// The line with the most money remaining.
async fn richest(house: &House) -> (budget::Line, budget::Standing) {
    let mut tx = house.app.db().read().await.expect("a read begins");
    let standings = budget::standings(&mut tx, 2020).await.expect("the sums can be read");
    let lines = budget::lines(&mut tx, 2020).await.expect("the lines can be read");
    let with = lines.into_iter().map(|line| (standings[&line.id], line));
    let (money, line) = with.max_by_key(|(money, line)| (money.remaining, line.id.clone())).expect("a line");
    (line, money)
}

fn budget_file(rows: &[(i64, &str, i64)]) -> Vec<u8> {
    let rows = rows.iter().map(|(task, line, won)| format!("{task},{line},\"{won}\"\n"));
    format!("task_no,line,planned_won\n{}", rows.collect::<String>()).into_bytes()
}

async fn import(client: &Client, bytes: &[u8]) -> Answer {
    client.upload("/plan/budget/import", &[("year", "2020")], ("file", "예산.csv", bytes)).await
}

#[tokio::test]
async fn one_import_replaces_the_sample_split_and_anything_wrong_changes_nothing() {
    let house = demo().await;
    let director = house.role("director").await;
    let before = lines(&house, 2020).await;
    let wrong = budget_file(&[(1, "컨설팅", TOTAL - 1)]);
    refused(
        &import(&director, &wrong).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "119,999,999원인데 120,000,000원이어야",
    );
    let unknown = budget_file(&[(11, "컨설팅", TOTAL)]);
    refused(&import(&director, &unknown).await, StatusCode::UNPROCESSABLE_ENTITY, "11번 과제가");
    let bad = b"task_no,line,planned_won\n1,a,-5\n";
    refused(
        &import(&director, bad).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "planned_won 값을 읽을 수 없습니다",
    );
    let short = b"task_no,line\n1,a\n";
    refused(&import(&director, short).await, StatusCode::UNPROCESSABLE_ENTITY, "planned_won 열이 없습니다");
    assert_eq!(lines(&house, 2020).await, before);
    let real = budget_file(&[(1, "컨설팅", 70_000_000), (6, "해외연수", 50_000_000)]);
    assert_eq!(import(&director, &real).await.status, StatusCode::SEE_OTHER);
    let after = lines(&house, 2020).await;
    assert_eq!((after.len(), after.iter().any(|line| line.sample)), (2, false));
    let sum = standing(&house, 2020).await;
    assert_eq!((sum.planned.0, sum.committed.0, sum.spent.0), (TOTAL, 0, 0));
    refused(&import(&director, &real).await, StatusCode::CONFLICT, "이미 실제 예산입니다");
}

#[tokio::test]
async fn money_is_promised_and_paid_only_as_far_as_it_is_there() {
    let house = demo().await;
    let staff = house.role("centre-staff").await;
    let (line, money) = richest(&house).await;
    let path = format!("/plan/budget/{}", line.id);
    let wish = |won: i64| {
        [
            ("commit-title", "계약".to_owned()),
            ("commit-won", won.to_string()),
            ("commit-on", "2020-06-01".into()),
        ]
    };
    let commit = async |won: i64| {
        let wish = wish(won);
        let fields: Vec<(&str, &str)> = wish.iter().map(|(k, v)| (*k, v.as_str())).collect();
        staff.post(&format!("{path}/commitments"), &fields).await
    };
    let remaining = money.remaining.0;
    refused(&commit(remaining + 1).await, StatusCode::CONFLICT, "쓸 수 있는 돈은");
    assert_eq!(commit(remaining).await.status, StatusCode::SEE_OTHER);
    let bad = staff
        .post(
            &format!("{path}/commitments"),
            &[("commit-title", ""), ("commit-won", "0"), ("commit-on", "2021-01-01")],
        )
        .await;
    refused(&bad, StatusCode::UNPROCESSABLE_ENTITY, "회계연도 안의 날짜");
    let mut tx = house.app.db().read().await.expect("a read begins");
    let promises = budget::commitments(&mut tx, &line.id).await.expect("promises");
    drop(tx);
    let fresh =
        promises.iter().find(|one| one.won.0 == remaining && one.title == "계약").expect("the promise");
    let pay = async |promise: &str, won: i64| {
        let won = won.to_string();
        let fields = [
            ("pay-title", "지출"),
            ("pay-won", won.as_str()),
            ("pay-on", "2020-07-01"),
            ("pay-commitment_id", promise),
        ];
        staff.post(&format!("{path}/payments"), &fields).await
    };
    let end = async |promise: &str, state: &str| {
        staff.post(&format!("/plan/commitments/{promise}"), &[("state", state)]).await
    };
    refused(&pay(&fresh.id, remaining + 1).await, StatusCode::CONFLICT, "이 약속에 남은 금액은");
    refused(&pay("", 1).await, StatusCode::CONFLICT, "쓸 수 있는 돈은 0원");
    assert_eq!(pay(&fresh.id, 1000).await.status, StatusCode::SEE_OTHER);
    refused(&end(&fresh.id, "cancelled").await, StatusCode::CONFLICT, "1,000원을 낸 약속은");
    assert_eq!(end(&fresh.id, "closed").await.status, StatusCode::SEE_OTHER);
    refused(&end(&fresh.id, "closed").await, StatusCode::CONFLICT, "이미 끝났거나 취소된 약속");
    refused(&pay(&fresh.id, 1).await, StatusCode::CONFLICT, "이미 끝났거나 취소된 약속");
    let mut tx = house.app.db().read().await.expect("a read begins");
    let own = budget::standing(&mut tx, &line.id).await.expect("the sums").expect("the line");
    drop(tx);
    assert_eq!(own.remaining.0, remaining - 1000, "closing gives back what was not paid");
    assert_eq!(own.spent.0, money.spent.0 + 1000);
    let sum = standing(&house, 2020).await;
    assert!(sum.is_exact() && sum.planned.0 == TOTAL);
}

#[tokio::test]
async fn money_moves_between_lines_and_years_only_with_another_persons_approval() {
    let house = demo().await;
    let (staff, director) = (house.role("centre-staff").await, house.role("director").await);
    let (from, money) = richest(&house).await;
    let other = lines(&house, 2020).await.into_iter().find(|line| line.id != from.id).expect("another line");
    let won = money.remaining.0.min(money.planned.0);
    let ask = async |client: &Client, kind: &str, to: &str, won: i64| {
        let won = won.to_string();
        let fields = [
            ("kind", kind),
            ("from_line", from.id.as_str()),
            ("to_line", to),
            ("won", won.as_str()),
            ("reason", "까닭"),
        ];
        client.post("/plan/transfers", &fields).await
    };
    let newest = async || {
        let page = director.get("/plan/transfers?year=2020").await.text();
        let at = page.find("action=\"/plan/transfers/").map(|at| at + "action=\"/plan/transfers/".len());
        at.map(|at| page[at..].split('?').next().unwrap_or_default().to_owned()).unwrap_or_default()
    };
    let decide = async |client: &Client, id: &str, state: &str| {
        client.post(&format!("/plan/transfers/{id}"), &[("state", state)]).await
    };
    refused(
        &ask(&staff, "transfer", &from.id, 1).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "서로 다른 두 항목",
    );
    refused(&ask(&staff, "transfer", &other.id, won + 1).await, StatusCode::CONFLICT, "쓸 수 있는 돈은");
    assert_eq!(ask(&staff, "transfer", &other.id, 1000).await.status, StatusCode::SEE_OTHER);
    let first = newest().await;
    assert_eq!(decide(&staff, &first, "approved").await.status, StatusCode::FORBIDDEN);
    assert_eq!(decide(&director, &first, "approved").await.status, StatusCode::SEE_OTHER);
    refused(&decide(&director, &first, "approved").await, StatusCode::CONFLICT, "이미 결정된 신청");
    let now = lines(&house, 2020).await;
    let planned = |id: &str| now.iter().find(|line| line.id == id).map(|line| line.planned_won.0);
    assert_eq!(planned(&from.id), Some(from.planned_won.0 - 1000));
    assert_eq!(planned(&other.id), Some(other.planned_won.0 + 1000));
    assert_eq!(ask(&director, "carry-over", "", 2000).await.status, StatusCode::SEE_OTHER);
    let second = house.role("director").await;
    let page = second.get("/plan/transfers?year=2020").await.text();
    let at = page.find("action=\"/plan/transfers/").expect("a form") + "action=\"/plan/transfers/".len();
    let own = page[at..].split('?').next().unwrap_or_default().to_owned();
    refused(&decide(&director, &own, "approved").await, StatusCode::FORBIDDEN, "내가 한 신청");
    assert_eq!(decide(&second, &own, "approved").await.status, StatusCode::SEE_OTHER);
    let (this, next) = (standing(&house, 2020).await, standing(&house, 2021).await);
    assert_eq!((this.planned.0, this.carried.0, next.planned.0, next.carried.0), (TOTAL, -2000, 0, 2000));
    assert!(this.is_exact() && next.is_exact());
    let carried = lines(&house, 2021).await.remove(0);
    let fields = [("commit-title", "계약"), ("commit-won", "1"), ("commit-on", "2021-02-01")];
    let spent = staff.post(&format!("/plan/budget/{}/commitments", carried.id), &fields).await;
    assert_eq!(spent.status, StatusCode::SEE_OTHER);
    let real = budget_file(&[(1, "컨설팅", TOTAL)]);
    refused(&import(&director, &real).await, StatusCode::CONFLICT, "다음 해에 이미 쓰여");
}

/// Ops on money in any order: what a person may try through the forms.
#[derive(Debug, Clone)]
enum Try {
    Commit(usize, i64),
    Pay(usize, i64, bool),
    End(usize, bool),
    Move(usize, usize, i64),
    Carry(usize, i64),
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let won = || 1_i64..6_000_000;
    let one = prop_oneof![
        (0_usize..30, won()).prop_map(|(line, won)| Try::Commit(line, won)),
        (0_usize..30, won(), any::<bool>()).prop_map(|(line, won, on)| Try::Pay(line, won, on)),
        (0_usize..30, any::<bool>()).prop_map(|(line, close)| Try::End(line, close)),
        (0_usize..30, 0_usize..30, won()).prop_map(|(from, to, won)| Try::Move(from, to, won)),
        (0_usize..30, won()).prop_map(|(from, won)| Try::Carry(from, won)),
    ];
    proptest::collection::vec(one, 1..25)
}

/// Does one try as the people would; refusals are as good as successes.
async fn attempt(house: &House, staff: &Client, director: &Client, one: &Try) {
    let lines = lines(house, 2020).await;
    let id = |at: usize| lines[at % lines.len()].id.clone();
    let open = async |line: &str| {
        let mut tx = house.app.db().read().await.expect("a read begins");
        let all = budget::commitments(&mut tx, line).await.expect("promises");
        all.into_iter().find(|promise| promise.state == "open").map(|promise| promise.id).unwrap_or_default()
    };
    match one {
        Try::Commit(line, won) => {
            let won = won.to_string();
            let fields = [("commit-title", "a"), ("commit-won", won.as_str()), ("commit-on", "2020-06-01")];
            staff.post(&format!("/plan/budget/{}/commitments", id(*line)), &fields).await;
        }
        Try::Pay(line, won, on_promise) => {
            let won = won.to_string();
            let promise = if *on_promise { open(&id(*line)).await } else { String::new() };
            let fields = [
                ("pay-title", "a"),
                ("pay-won", won.as_str()),
                ("pay-on", "2020-06-01"),
                ("pay-commitment_id", promise.as_str()),
            ];
            staff.post(&format!("/plan/budget/{}/payments", id(*line)), &fields).await;
        }
        Try::End(line, close) => {
            let promise = open(&id(*line)).await;
            let state = if *close { "closed" } else { "cancelled" };
            staff.post(&format!("/plan/commitments/{promise}"), &[("state", state)]).await;
        }
        Try::Move(..) | Try::Carry(..) => {
            let (kind, from, to, won) = match one {
                Try::Move(from, to, won) => ("transfer", id(*from), id(*to), won.to_string()),
                Try::Carry(from, won) => ("carry-over", id(*from), String::new(), won.to_string()),
                _ => return,
            };
            let fields =
                [("kind", kind), ("from_line", &from), ("to_line", &to), ("won", &won), ("reason", "a")];
            staff.post("/plan/transfers", &fields).await;
            let page = director.get("/plan/transfers?year=2020").await.text();
            if let Some((_, rest)) = page.split_once("action=\"/plan/transfers/") {
                let request = rest.split('?').next().unwrap_or_default();
                director.post(&format!("/plan/transfers/{request}"), &[("state", "approved")]).await;
            }
        }
    }
}

#[test]
fn whatever_is_tried_in_any_order_planned_stays_120_000_000_and_every_line_is_exact() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut runner = TestRunner::new(Config { cases: 6, failure_persistence: None, ..Config::default() });
    let law = |tries: Vec<Try>| {
        runtime.block_on(async {
            let house = demo().await;
            let (staff, director) = (house.role("centre-staff").await, house.role("director").await);
            for one in &tries {
                attempt(&house, &staff, &director, one).await;
                let sum = standing(&house, 2020).await;
                prop_assert_eq!(sum.planned.0, TOTAL);
                prop_assert!(sum.is_exact());
                let carried = standing(&house, 2021).await.carried;
                prop_assert_eq!(sum.carried.0 + carried.0, 0);
                let mut tx = house.app.db().read().await.expect("a read begins");
                for own in budget::standings(&mut tx, 2020).await.expect("the sums").values() {
                    prop_assert!(own.is_exact() && own.remaining.0 >= 0 && own.owed.0 >= 0);
                }
            }
            Ok(())
        })
    };
    if let Err(failure) = runner.run(&tries(), law) {
        panic!("{failure}");
    }
}

#[tokio::test]
async fn a_day_for_the_units_of_the_budget_is_read_or_refused_on_the_page_and_as_json() {
    let house = demo().await;
    let director = house.role("director").await;
    for path in ["/plan/budget", "/api/plan/budget"] {
        let refused = director.get(&format!("{path}?on=yesterday")).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{path}");
        assert!(refused.text().contains("날짜를 알아볼 수 없습니다"), "{}", refused.text());
    }
    let document = director.get("/api/openapi.json").await.json();
    let params = &document["paths"]["/api/plan/budget"]["get"]["parameters"];
    assert!(params.as_array().expect("parameters").iter().any(|one| one["name"] == "on"), "{params}");
    let line = lines(&house, 2020).await.remove(0);
    let day = jiff::civil::date(2020, 7, 1);
    house.set(async |work| budget::hand_line(work, &line.id, "team-2", day).await).await;
    let unit = async |on: &str| {
        let body = director.get(&format!("/api/plan/budget?year=2020&on={on}")).await.json();
        let found = body["lines"].as_array().expect("lines").iter().find(|one| one["id"] == line.id).cloned();
        found.expect("the line")["unit"].as_str().map(str::to_owned)
    };
    assert_ne!(line.unit_id.as_deref(), Some("team-2"));
    assert_eq!(unit("2020-06-30").await, line.unit_id, "the day before it was handed on");
    assert_eq!(unit("2020-07-01").await.as_deref(), Some("team-2"));
}
