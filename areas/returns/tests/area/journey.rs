//! One month: template, faulty file, mended file, submission, approval, lock, reopening.

use http::StatusCode;
use tables::{Limits, Sheet};

use crate::scene::*;

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn one_month_goes_from_a_faulty_file_to_a_locked_month_and_back() {
    let house = house().await;
    let staff = staff(&house).await;
    let centre = house.role("centre-staff").await;
    let lead = house.role("team-lead").await;
    let titles = titles(&staff).await;

    let faulty = with(row("a", "P-1", 20), "people_men_80", "세 명");
    let answer = upload(&staff, 0, "2월.xlsx", &xlsx(&titles, &[faulty, row("a", "P-2", 30)])).await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/returns/a/2026-02#errors")
    );
    let page = staff.get("/returns/a/2026-02").await.text();
    assert!(page.contains("M2 칸의 세 명은 숫자가 아닙니다."), "{page}");
    assert!(page.contains("marked.xlsx"));
    assert_eq!(state(&staff).await["rows"].as_array().map(Vec::len), Some(0), "nothing is half-stored");

    let marked = staff.get("/returns/a/2026-02/marked.xlsx").await;
    assert_eq!(marked.status, StatusCode::OK);
    let list =
        Sheet::read(&marked.bytes, &Limits::default(), Some("오류 목록")).expect("the marked file opens");
    assert_eq!(list.rows[1].cells[0], tables::Cell::Text("M2".into()));
    let first = Sheet::read(&marked.bytes, &Limits::default(), None).expect("the marked file opens");
    assert_eq!(first.rows[1].cells[12], tables::Cell::Text("세 명".into()), "cells keep their places");

    let good = xlsx(&titles, &rows());
    let answer = upload(&staff, version(&staff).await, "2월.xlsx", &good).await;
    assert_eq!(answer.location, "/returns/a/2026-02");
    assert_eq!(state(&staff).await["state"], "ready");
    let answer = submit(&staff).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let receipt = staff.get(&answer.location).await.text();
    assert!(receipt.contains("<svg"), "{receipt}");
    let hash = state(&staff).await["content_hash"].as_str().expect("a hash").to_owned();
    assert!(receipt.contains(&hash));
    assert_eq!((fact(&house, "returns.filed").await, fact(&house, "returns.people").await), (1, 0));

    let answer = approve(&centre).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(fact(&house, "returns.people").await, 48);
    assert_eq!(fact(&house, "returns.places").await, 50);
    assert_eq!(fact(&house, "returns.left_health").await, 2);
    assert_eq!(fact(&house, "returns.subsidy_won").await, 50 * 280_000);

    let answer = lead.post("/returns/months/2026-02/lock", &[("note", "나 기관은 전화로 확인 중")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(state(&staff).await["state"], "locked");
    assert_eq!(
        upload(&staff, version(&staff).await, "2월.xlsx", b"x,y\n1,2\n").await.status,
        StatusCode::CONFLICT
    );

    let version_now = version(&lead).await.to_string();
    let answer = lead
        .post("/returns/a/2026-02/reopen", &[("version", &version_now), ("reason", "인원을 잘못 셈")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(fact(&house, "returns.people").await, 0, "the facts are taken back");
    let corrected = vec![with(row("a", "P-1", 20), "people_men_80", "1"), row("a", "P-2", 30)];
    upload(&staff, version(&staff).await, "2월.xlsx", &xlsx(&titles, &corrected)).await;
    assert_eq!(submit(&staff).await.status, StatusCode::SEE_OTHER);
    assert_eq!(approve(&centre).await.status, StatusCode::SEE_OTHER);
    assert_eq!(state(&staff).await["state"], "locked", "a return of a locked month is locked again");
    assert_eq!(fact(&house, "returns.people").await, 49);
    assert_eq!(fact(&house, "returns.filed").await, 1, "a month is filed once");

    let mut tx = house.app.db().read().await.expect("a read");
    let verdict = register::journal::verify(&mut tx, None).await.expect("the journal can be read");
    assert!(matches!(verdict, register::journal::Verdict::Sound { .. }), "{verdict:?}");
}

#[tokio::test]
async fn the_template_is_taken_as_it_was_sent_out_once_it_is_filled_in() {
    let house = house().await;
    let staff = staff(&house).await;
    let template = staff.get("/returns/a/2026-02/template.xlsx").await;
    assert_eq!(template.status, StatusCode::OK);
    let sheet = Sheet::read(&template.bytes, &Limits::default(), None).expect("the template opens");
    let head = sheet.rows.iter().position(|row| row.cells.len() == 35).expect("a row of titles");
    let text = |row: usize, column: usize| sheet.rows[head + row].cells[column].view().shown();
    assert_eq!(
        [text(1, 0), text(1, 1), text(1, 2), text(1, 3), text(1, 4)],
        ["a", "P-1", "P-1 사업", "2026-02", "20"]
    );
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    for (column, cell) in sheet.rows[head].cells.iter().enumerate() {
        page.write_string(2, column as u16, cell.view().shown()).expect("a title");
    }
    for (at, row) in rows().iter().enumerate() {
        let mut cells: Vec<String> = row.iter().map(|(_, value)| value.clone()).collect();
        cells.insert(2, "사업 이름".into());
        for (column, value) in cells.iter().enumerate() {
            let place = (at as u32 + 3, column as u16);
            match value.parse::<i64>() {
                Ok(number) => page.write_number(place.0, place.1, number as f64).expect("a number"),
                Err(_) => page.write_string(place.0, place.1, value).expect("a text"),
            };
        }
    }
    upload(&staff, 0, "a.xlsx", &book.save_to_buffer().expect("a workbook")).await;
    assert_eq!(sentences(&staff).await, Vec::<String>::new());
    assert_eq!(state(&staff).await["state"], "ready");
}

#[tokio::test]
async fn the_same_rows_have_the_same_hash_in_any_order_and_encoding() {
    let house = house().await;
    let staff = staff(&house).await;
    let titles = titles(&staff).await;
    let mut hashes = Vec::new();
    let mut turned = rows();
    turned.reverse();
    let korean = csv(&rows()).replacen(
        &rows()[0].iter().map(|(n, _)| n.as_str()).collect::<Vec<_>>().join(","),
        &titles.join(","),
        1,
    );
    let (cp949, _, _) = encoding_rs::EUC_KR.encode(&korean);
    for bytes in
        [csv(&rows()).into_bytes(), csv(&turned).into_bytes(), xlsx(&titles, &turned), cp949.into_owned()]
    {
        let version = if hashes.is_empty() { 0 } else { version(&staff).await };
        let answer = upload(&staff, version, "a.csv", &bytes).await;
        assert_eq!(answer.location, "/returns/a/2026-02", "{}", answer.text());
        hashes.push(state(&staff).await["content_hash"].as_str().expect("a hash").to_owned());
    }
    hashes.dedup();
    assert_eq!(hashes.len(), 1);
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing() {
    let house = house().await;
    let staff = staff(&house).await;
    let file = csv(&rows());
    upload(&staff, 0, "a.csv", file.as_bytes()).await;
    let before = state(&staff).await;
    let answer = upload(&staff, version(&staff).await, "a.csv", file.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(state(&staff).await, before);
    assert!(staff.get("/returns/a/2026-02").await.text().contains("제출하기"));
}

#[tokio::test]
async fn a_row_can_be_typed_in_with_the_same_checks_as_a_file() {
    let house = house().await;
    let staff = staff(&house).await;
    let fill = async |row: &Row, version: &str| {
        let mut fields: Vec<(&str, &str)> = row[3..].iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        fields.push(("version", version));
        staff.post("/returns/a/2026-02/rows/p-1", &fields).await
    };
    let answer = fill(&with(row("a", "P-1", 20), "left_health", "99"), "0").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("그만둔 사람 99명이 있던 사람 21명보다 많습니다"), "{}", answer.text());
    assert!(answer.text().contains("value=\"99\""), "what was typed is kept");
    let answer = fill(&with(row("a", "P-1", 20), "hours", "육백"), "0").await;
    assert!(answer.text().contains("정수만 적을 수 있습니다."));
    assert_eq!(fill(&row("a", "P-1", 20), "0").await.status, StatusCode::SEE_OTHER);
    assert_eq!(state(&staff).await["rows"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        sentences(&staff).await,
        ["P-2 P-2 사업 사업의 줄이 없습니다. 미제출로 남고 0명으로 세지 않습니다."]
    );
    let answer = fill(&with(row("a", "P-1", 20), "hours", "1"), "1").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let both = answer.text();
    assert!(both.contains("그 사이에 다른 사람이"), "{both}");
    assert!(
        both.contains("지금 저장되어 있는 값: 600") && both.contains("value=\"1\""),
        "both versions are shown"
    );
}

#[tokio::test]
async fn the_director_may_approve_and_send_back_too() {
    let house = house().await;
    let (staff, director) = (staff(&house).await, house.role("director").await);
    upload(&staff, 0, "a.csv", csv(&rows()).as_bytes()).await;
    submit(&staff).await;
    assert!(director.get("/returns/a/2026-02").await.text().contains("승인하기"));
    assert_eq!(approve(&director).await.status, StatusCode::SEE_OTHER);
    assert_eq!(state(&staff).await["state"], "approved");
}

#[tokio::test]
async fn every_page_answers_and_shows_no_key_instead_of_words() {
    let house = house().await;
    let staff = staff(&house).await;
    let lead = house.role("team-lead").await;
    let centre = house.role("centre-staff").await;
    upload(&staff, 0, "a.csv", csv(&rows()).as_bytes()).await;
    let receipt = submit(&staff).await.location;
    approve(&centre).await;
    let paths = [
        "/returns",
        "/returns?year=2026&state=approved",
        "/returns/rows?from=2026-02&until=2026-02",
        "/returns/late",
        "/returns/calendar",
        "/returns/months/2026-02/lock",
        "/returns/a/2026-02",
        "/returns/b/2026-02",
        "/returns/a/2026-03",
        &receipt,
    ];
    for client in [&staff, &lead] {
        for path in paths {
            let answer = client.get(path).await;
            let refused = [StatusCode::FORBIDDEN, StatusCode::OK].contains(&answer.status);
            assert!(refused, "{path}: {} {}", answer.status, answer.text());
            for word in answer.text().split(['>', '<', '"', ' ']) {
                assert!(!word.starts_with("returns-") && !word.starts_with("tables-"), "{path}: {word}");
            }
        }
    }
    let rows =
        lead.get("/returns/rows?from=2026-02&until=2026-02&indicator=returns.subsidy_won").await.text();
    assert!(rows.contains("14,000,000"), "{rows}");
    let body = lead.get("/api/returns/rows?month=2026-02").await.json();
    assert_eq!((body["count"].as_i64(), body["total"]["hours"].as_i64()), (Some(2), Some(1_500)));
    for file in [
        "/returns/rows.csv",
        "/returns/rows.xlsx",
        "/returns/late.csv",
        "/returns/late.xlsx",
        "/returns/calendar.ics",
    ] {
        assert_eq!(lead.get(file).await.status, StatusCode::OK, "{file}");
    }
    assert_eq!(
        staff.get("/returns/b/2026-02").await.status,
        StatusCode::FORBIDDEN,
        "another agency's return"
    );
    assert_eq!(house.visitor().get("/returns/schema.json").await.status, StatusCode::OK);
}
