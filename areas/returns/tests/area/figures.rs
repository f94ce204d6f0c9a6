//! Figures on pages and in JSON: equal, linked to their rows, and missing where nothing was filed.

use http::StatusCode;

use crate::scene::*;

#[tokio::test]
async fn the_sum_of_a_month_nothing_was_filed_for_is_not_filed_and_never_zero() {
    let house = house().await;
    let staff = staff(&house).await;
    let page = staff.get("/returns/a/2026-02").await.text();
    let foot =
        page.split("<tfoot>").nth(1).and_then(|rest| rest.split("</tfoot>").next()).expect("a row of sums");
    assert!(foot.contains("미제출") && !foot.contains(">0<"), "{foot}");
    assert_eq!(state(&staff).await["total"], serde_json::Value::Null);
    upload(&staff, 0, "2월.csv", csv(&rows()).as_bytes()).await;
    let page = staff.get("/returns/a/2026-02").await.text();
    let link =
        "/returns/rows?month=2026-02&#38;agency=a&#38;accepted=no&amp;indicator=returns.people\">48</a>";
    assert!(page.contains(link), "{page}");
    assert!(page.contains("class=\"nowrap\""), "project numbers stay on one line");
    let json = state(&staff).await;
    assert_eq!((json["total"]["target"].as_i64(), json["projects"].as_i64()), (Some(50), Some(2)));
    let rows = staff.get("/api/returns/rows?month=2026-02&accepted=no").await.json();
    assert_eq!(rows["total"], json["total"], "the rows behind the sums");
    let page = staff.get("/returns/rows?month=2026-02&accepted=no&indicator=returns.people").await.text();
    assert!(page.contains("승인하기 전의 줄") && page.contains("accepted=no"), "{page}");
}

#[tokio::test]
async fn a_reopened_return_of_nothing_but_zeros_no_longer_reads_as_approved() {
    let house = house().await;
    let staff = staff(&house).await;
    let (centre, lead) = (house.role("centre-staff").await, house.role("team-lead").await);
    let zeros = rows().into_iter().map(|row| {
        let keys = row[..3].to_vec();
        keys.into_iter().chain(MEASURES.iter().map(|name| ((*name).to_owned(), "0".to_owned()))).collect()
    });
    let zeros: Vec<Row> = zeros.collect();
    upload(&staff, 0, "2월.csv", csv(&zeros).as_bytes()).await;
    let answer = submit(&staff).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(approve(&centre).await.status, StatusCode::SEE_OTHER);
    assert_eq!((fact(&house, "returns.approved").await, fact(&house, "returns.places").await), (1, 0));
    let version = version(&staff).await.to_string();
    lead.post("/returns/a/2026-02/reopen", &[("version", &version), ("reason", "다시 셈")]).await;
    assert_eq!(fact(&house, "returns.approved").await, 0);
    assert_eq!(state(&staff).await["state"], "returned");
}

#[tokio::test]
async fn json_stands_beside_every_page_with_the_same_figures() {
    let house = house().await;
    holidays(&house).await;
    let staff = staff(&house).await;
    let lead = house.role("team-lead").await;
    let days = staff.get("/api/returns/calendar?year=2026").await.json();
    assert_eq!(days["months"].as_array().map(Vec::len), Some(12));
    assert_eq!(
        (days["months"][1]["month"].as_str(), days["months"][1]["due"].as_str()),
        (Some("2026-02"), Some("2026-03-09"))
    );
    let page = staff.get("/returns/calendar?year=2026").await.text();
    assert!(page.contains("3월 9일"), "{page}");

    let empty = staff.get("/api/returns/a/2026-02/rows/p-1").await.json();
    assert_eq!((empty["places"].as_i64(), &empty["figures"]), (Some(20), &serde_json::Value::Null));
    assert_eq!(staff.get("/api/returns/a/2026-02/rows/q-1").await.status, StatusCode::NOT_FOUND);
    upload(&staff, 0, "2월.csv", csv(&rows()).as_bytes()).await;
    let filled = staff.get("/api/returns/a/2026-02/rows/p-1").await.json();
    assert_eq!((filled["figures"]["target"].as_i64(), filled["version"].as_i64()), (Some(20), Some(2)));

    let receipt = submit(&staff).await.location;
    let told = staff.get(&format!("/api{receipt}")).await.json();
    assert_eq!(
        (told["rows"].as_i64(), told["edition"].as_i64(), told["latest"].as_bool()),
        (Some(2), Some(1), Some(true))
    );
    let page = staff.get(&receipt).await.text();
    assert!(page.contains(told["content_hash"].as_str().expect("a hash")), "{page}");
    assert_eq!(lead.get("/api/returns/receipts/none").await.status, StatusCode::NOT_FOUND);

    let lock = lead.get("/api/returns/months/2026-02/lock").await.json();
    let missing = lock["missing"].as_array().expect("agencies");
    let page = lead.get("/returns/months/2026-02/lock").await.text();
    assert!(
        page.contains(&format!("{}곳", missing.len()))
            || missing.iter().all(|one| page.contains(one["agency_name"].as_str().unwrap_or("?")))
    );
    let waiting = lock["waiting"].as_array().expect("agencies");
    assert_eq!((missing.len(), waiting.len()), (1, 1), "who filed is not told as missing");
    assert!(
        page.contains("승인을 기다리는 기관 1곳") && page.contains("아직 제출하지 않은 기관 1곳"),
        "{page}"
    );
}

#[tokio::test]
async fn the_count_of_late_returns_is_the_number_of_rows_behind_it() {
    let house = house().await;
    holidays(&house).await;
    house.app.clock().advance(86_400 * 30);
    let lead = house.role("team-lead").await;
    let late = lead.get("/api/returns/late").await.json();
    let count = late.as_array().map(Vec::len).expect("a list");
    assert_eq!(count, 4, "two agencies, January and February");
    let page = lead.get("/returns").await.text();
    assert!(page.contains(&format!("({count})")), "{page}");
    let page = lead.get("/returns/late").await.text();
    assert_eq!(page.matches("<th scope=\"row\">").count(), count);
    assert_eq!(late[0]["state"], "none");
}
