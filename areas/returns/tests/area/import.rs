//! A file of many agencies in the web: sent, looked through, confirmed, stored; cancelled, faulty, resumed.

use http::StatusCode;
use register::{jobs, journal};
use testkit::{Client, House};
use web::JobContext;

use crate::scene::*;

/// Takes and runs every job that is due, as the job loop does; gives how each ended.
async fn run_jobs(house: &House) -> Vec<String> {
    let mut ended = Vec::new();
    let (db, now) = (house.app.db(), house.app.clock().now());
    while let Some(job) = jobs::take(db, now).await.expect("jobs can be looked for") {
        let kind = returns::AREA.jobs.iter().find(|kind| kind.kind == job.kind).expect("a kind");
        match (kind.run)(JobContext { app: house.app.clone(), job: job.clone() }).await {
            Ok(outcome) => jobs::finish(db, &job.id, &outcome).await.expect("kept"),
            Err(problem) => jobs::refuse(db, &job.id, &problem.to_string()).await.expect("kept"),
        }
        house.app.progress().forget(&job.id);
        let state = jobs::job(&mut db.read().await.expect("a read"), &job.id).await.expect("a job");
        ended.push(state.expect("the job").outcome);
    }
    ended
}

/// Every project in each month of 2026 up to February, as many times as there are months.
fn two_months() -> Vec<Row> {
    let month = |month: &str| {
        let mut all = rows();
        all.push(row("b", "Q-1", 10));
        all.into_iter().map(|row| with(row, "month", month)).collect::<Vec<Row>>()
    };
    [month("2026-01"), month("2026-02")].concat()
}

/// Sends a file; gives the address of its page.
async fn send(client: &Client, rows: &[Row], fields: &[(&str, &str)]) -> String {
    let answer = client.upload("/returns/import", fields, ("file", "모음.csv", csv(rows).as_bytes())).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.location
}

async fn one(client: &Client, href: &str) -> serde_json::Value {
    client.get(&format!("/api{href}")).await.json()
}

async fn confirm(client: &Client, href: &str) -> StatusCode {
    let version = one(client, href).await["version"].to_string();
    client.post(&format!("{href}/confirm"), &[("version", &version)]).await.status
}

/// Deeds of the journal, oldest first.
async fn deeds(house: &House) -> Vec<(String, String)> {
    let mut tx = house.app.db().read().await.expect("a read");
    let filter = journal::Filter { deed: "returns.".into(), ..journal::Filter::default() };
    let mut lines = journal::lines(&mut tx, &filter, 100).await.expect("lines");
    lines.sort_by_key(|line| line.seq);
    lines.into_iter().map(|line| (line.deed, line.actor_id)).collect()
}

#[tokio::test]
async fn a_file_of_many_agencies_is_looked_through_confirmed_and_stored_by_jobs() {
    let house = house().await;
    let (id, centre) = house.member("centre-staff", None).await;
    let href = send(&centre, &two_months(), &[]).await;
    let page = centre.get(&href).await.text();
    assert!(page.contains("data-progress=\"/jobs/") && page.contains("살펴보는 중"), "{page}");
    assert_eq!(run_jobs(&house).await.len(), 1);
    let page = centre.get(&href).await.text();
    assert!(page.contains("아직 아무것도 저장하지 않았습니다") && page.contains("저장하기"), "{page}");
    assert!(page.contains("<dd id=\"added\">6</dd>"), "{page}");
    assert_eq!(fact(&house, "returns.people").await, 0, "nothing is stored before a person's word");
    assert_eq!(confirm(&centre, &href).await, StatusCode::SEE_OTHER);
    assert_eq!(confirm(&centre, &href).await, StatusCode::CONFLICT, "a word is given once");
    run_jobs(&house).await;
    let told = one(&centre, &href).await;
    assert_eq!((told["stage"].as_str(), told["rows"].as_i64()), (Some("stored"), Some(6)));
    assert_eq!((told["added"].as_i64(), told["changed"].as_i64()), (Some(6), Some(0)));
    assert_eq!(
        (told["first_month"].as_str(), told["last_month"].as_str()),
        (Some("2026-01"), Some("2026-02"))
    );
    assert_eq!(fact(&house, "returns.people").await, 2 * (19 + 29 + 9));
    let rows = centre.get("/api/returns/rows?from=2026-01&until=2026-02").await.json();
    assert_eq!((rows["count"].as_i64(), rows["total"]["target"].as_i64()), (Some(6), Some(120)));
    let page = centre.get(&href).await.text();
    assert!(page.contains("/returns/rows?from=2026-01&#38;until=2026-02"), "{page}");
    let expected = ["import-sent", "import-checked", "import-confirmed", "history-imported", "import-stored"];
    let expected: Vec<_> = expected.iter().map(|deed| (format!("returns.{deed}"), id.to_string())).collect();
    assert_eq!(deeds(&house).await, expected, "the journal names who ordered it");
    let list = centre.get("/api/returns/import").await.json();
    assert_eq!((list[0]["name"].as_str(), list[0]["stage"].as_str()), (Some("모음.csv"), Some("stored")));
    assert!(centre.get("/returns/import").await.text().contains("모음.csv"));
}

#[tokio::test]
async fn a_faulty_file_is_told_row_by_row_and_nothing_of_it_is_stored() {
    let house = house().await;
    let centre = house.role("centre-staff").await;
    let mut bad = two_months();
    bad[1] = with(bad[1].clone(), "project", "P-9");
    bad[2] = with(bad[2].clone(), "hours", "많음");
    bad[3] = with(bad[3].clone(), "people_since_january", "1");
    let href = send(&centre, &bad, &[]).await;
    run_jobs(&house).await;
    let told = one(&centre, &href).await;
    assert_eq!((told["stage"].as_str(), told["faults"].as_i64()), (Some("faulty"), Some(3)), "{told}");
    let codes: Vec<&str> =
        told["remarks"].as_array().expect("remarks").iter().filter_map(|one| one["code"].as_str()).collect();
    let expected = [
        "returns-finding-unknown-project",
        "tables-finding-not-a-number",
        "returns-finding-since-january-too-few",
    ];
    assert_eq!(codes, expected);
    let page = centre.get(&href).await.text();
    assert!(page.contains("B3 칸의 사업번호 P-9를 찾지 못했습니다."), "{page}");
    assert_eq!(confirm(&centre, &href).await, StatusCode::CONFLICT);
    assert_eq!(fact(&house, "returns.people").await, 0);
}

/// The page of a file of many agencies that was looked through.
async fn looked_through(house: &House, text: &str) -> String {
    let centre = house.role("centre-staff").await;
    let answer = centre.upload("/returns/import", &[], ("file", "모음.csv", text.as_bytes())).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    run_jobs(house).await;
    centre.get(&answer.location).await.text()
}

#[tokio::test]
async fn a_pushed_file_another_table_and_months_that_run_are_each_told_in_one_sentence_first() {
    let house = house().await;
    let many: Vec<Row> = (0..23).map(|_| row("a", "P-1", 20)).collect();
    let mut lines: Vec<String> = csv(&many).lines().map(str::to_owned).collect();
    for line in &mut lines[1..] {
        let mut cells: Vec<&str> = line.split(',').collect();
        cells.insert(4, "");
        *line = cells.join(",");
    }
    let page = looked_through(&house, &(lines.join("\n") + "\n")).await;
    let (open, folded) = page.split_once("<details>").expect("the rest is folded");
    let first = "2행부터 ‘이달 신청자’ 칸부터 한 칸씩 오른쪽으로 밀린 것 같습니다(모두 23줄).";
    assert!(open.contains("고칠 곳 1군데") && open.contains(first), "{open}");
    assert!(folded.contains("이달 신청자"), "{folded}");
    let page = looked_through(&house, "이름,사업번호,금액\n가,P-1,3\n").await;
    let open = page.split("<details>").next().unwrap_or_default();
    assert!(open.contains("고칠 곳 1군데") && open.contains("실적 양식이 아닙니다."), "{open}");
    let running: Vec<Row> = ["2026-03", "2026-04", "2026-05", "2026-06"]
        .map(|month| with(row("a", "P-1", 20), "month", month))
        .to_vec();
    let page = looked_through(&house, &csv(&running)).await;
    let (open, folded) = page.split_once("<details>").expect("the rest is folded");
    assert!(open.contains("열의 4칸에 같은 잘못이 있습니다. 첫 칸은 C2입니다."), "{open}");
    assert_eq!(
        (open.matches("아직 끝나지 않아").count(), folded.matches("아직 끝나지 않아").count()),
        (1, 3)
    );
}

#[tokio::test]
async fn rows_that_are_there_are_left_and_listed_or_changed_when_the_box_is_ticked() {
    let house = house().await;
    let centre = house.role("centre-staff").await;
    for (fields, expected) in
        [(vec![], (6, 0, 0)), (vec![], (0, 0, 1)), (vec![("replace", "yes")], (0, 1, 0))]
    {
        let mut rows = two_months();
        if expected.0 == 0 {
            rows[0] = with(rows[0].clone(), "people_men_80", "1");
        }
        let href = send(&centre, &rows, &fields).await;
        run_jobs(&house).await;
        assert_eq!(confirm(&centre, &href).await, StatusCode::SEE_OTHER);
        run_jobs(&house).await;
        let told = one(&centre, &href).await;
        let figures = ["added", "changed", "refused"].map(|name| told[name].as_i64().unwrap_or(-1));
        assert_eq!((figures[0], figures[1], figures[2]), expected, "{told}");
    }
    assert_eq!(fact(&house, "returns.people").await, 2 * 57 + 1);
}

#[tokio::test]
async fn an_import_is_called_off_while_it_waits_and_while_it_runs() {
    let house = house().await;
    // All twelve months are over.
    house.app.clock().advance(86_400 * 310);
    let centre = house.role("centre-staff").await;
    let waiting = send(&centre, &two_months(), &[]).await;
    assert_eq!(centre.post(&format!("{waiting}/cancel"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(run_jobs(&house).await, Vec::<String>::new(), "its job is called off too");
    assert!(centre.get(&waiting).await.text().contains("그만두었습니다"));
    assert_eq!(centre.post(&format!("{waiting}/cancel"), &[]).await.status, StatusCode::CONFLICT);

    let many: Vec<Row> = (1..=12)
        .flat_map(|month| {
            two_months().into_iter().take(3).map(move |row| with(row, "month", &format!("2026-{month:02}")))
        })
        .map(|row| with(row, "registered_early", "0"))
        .collect();
    let running = send(&centre, &many, &[]).await;
    run_jobs(&house).await;
    assert_eq!(one(&centre, &running).await["stage"], "checked");
    assert_eq!(confirm(&centre, &running).await, StatusCode::SEE_OTHER);
    let job = jobs::take(house.app.db(), house.app.clock().now()).await.expect("a look").expect("a job");
    house.app.progress().cancel(&job.id);
    let kind = returns::AREA.jobs.iter().find(|kind| kind.kind == job.kind).expect("a kind");
    let problem = (kind.run)(JobContext { app: house.app.clone(), job }).await.expect_err("asked to stop");
    assert_eq!(problem.code().as_deref(), Some("returns/import-cancelled"));
    assert_eq!(fact(&house, "returns.people").await, 0, "nothing is half-stored");
    assert_eq!(centre.post(&format!("{running}/cancel"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(one(&centre, &running).await["stage"], "cancelled");
}

#[tokio::test]
async fn a_job_whose_process_died_is_taken_up_again_and_stores_once() {
    let house = house().await;
    let centre = house.role("centre-staff").await;
    let href = send(&centre, &two_months(), &[]).await;
    let (db, now) = (house.app.db(), house.app.clock().now());
    let lost = jobs::take(db, now).await.expect("a look").expect("a job");
    assert!(jobs::take(db, now).await.expect("a look").is_none(), "it is locked");
    jobs::resume(db).await.expect("the next process puts it back");
    assert_eq!(run_jobs(&house).await.len(), 1);
    assert_eq!(confirm(&centre, &href).await, StatusCode::SEE_OTHER);
    run_jobs(&house).await;
    // The process died after the commit and before the job was ended: it runs once more.
    let kind = returns::AREA.jobs.iter().find(|kind| kind.kind == lost.kind).expect("a kind");
    (kind.run)(JobContext { app: house.app.clone(), job: lost }).await.expect("nothing is left to do");
    assert_eq!(fact(&house, "returns.people").await, 2 * 57);
    assert_eq!(one(&centre, &href).await["stage"], "stored");
}

#[tokio::test]
async fn a_job_of_someone_who_lost_the_right_fails_in_words() {
    let house = house().await;
    let (id, centre) = house.member("centre-staff", None).await;
    let lead = house.role("team-lead").await;
    let href = send(&centre, &two_months(), &[]).await;
    house.set(async |work| register::users::end_grant(work, &id, "centre-staff").await).await;
    run_jobs(&house).await;
    let told = one(&lead, &href).await;
    assert_eq!((told["stage"].as_str(), told["stuck"].as_bool()), (Some("checking"), Some(true)));
    assert!(lead.get(&href).await.text().contains("처리하지 못했습니다"));
    assert_eq!(lead.post(&format!("{href}/cancel"), &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_is_no_text_or_holds_a_resident_number_is_refused_before_anything_is_kept() {
    let house = house().await;
    let centre = house.role("centre-staff").await;
    let number = csv(&[with(row("a", "P-1", 20), "agency", "550505-2345678")]);
    let parted = "a,b\n550505-,2345678\n";
    for (bytes, words) in [
        (number.as_bytes().to_vec(), "주민등록번호"),
        (parted.as_bytes().to_vec(), "주민등록번호"),
        (xlsx(&titles(&centre).await, &rows()), "CSV 파일만 받습니다"),
        (b"%PDF-1.7".to_vec(), "PDF"),
        (Vec::new(), "비어 있습니다"),
    ] {
        let answer = centre.upload("/returns/import", &[], ("file", "x.csv", &bytes)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(answer.text().contains(words), "{}", answer.text());
    }
    let mut tx = house.app.db().read().await.expect("a read");
    let kept: (i64,) =
        tx.one(db::sql!("SELECT COUNT(*) FROM register_file"), db::vals![]).await.expect("a count");
    assert_eq!(kept.0, 0);
    drop(tx);
    assert_eq!(staff(&house).await.get("/returns/import").await.status, StatusCode::FORBIDDEN);
    assert_eq!(centre.get("/returns/import/none").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn months_that_still_run_are_refused_in_the_web() {
    let house = house().await;
    let centre = house.role("centre-staff").await;
    let mut early = two_months();
    early.push(with(row("a", "P-1", 20), "month", "2026-03"));
    let href = send(&centre, &early, &[]).await;
    run_jobs(&house).await;
    let told = one(&centre, &href).await;
    assert_eq!((told["stage"].as_str(), told["faults"].as_i64()), (Some("faulty"), Some(1)), "{told}");
    let page = centre.get(&href).await.text();
    assert!(page.contains("C8 칸의 2026년 3월은 아직 끝나지 않아 넣을 수 없습니다."), "{page}");
    assert_eq!(fact(&house, "returns.people").await, 0);
}

#[tokio::test]
async fn a_month_in_which_projects_are_missing_is_warned_about_before_it_is_stored() {
    let house = house().await;
    let centre = house.role("centre-staff").await;
    let whole = send(&centre, &two_months(), &[]).await;
    run_jobs(&house).await;
    assert_eq!(one(&centre, &whole).await["gaps"], serde_json::json!([]));
    let part: Vec<Row> =
        two_months().into_iter().filter(|row| row[1].1 != "P-2" || row[2].1 != "2026-02").collect();
    let href = send(&centre, &part, &[]).await;
    run_jobs(&house).await;
    let gap = serde_json::json!([
        { "agency": "a", "agency_name": "가 기관", "month": "2026-02", "projects": ["P-2"], "missing": 1 }
    ]);
    assert_eq!(one(&centre, &href).await["gaps"], gap);
    let page = centre.get(&href).await.text();
    assert!(page.contains("사업이 빠진 달 1곳") && page.contains("가 기관 · 2026년 2월"), "{page}");
    assert_eq!(confirm(&centre, &href).await, StatusCode::SEE_OTHER, "a warning, not a refusal");
    run_jobs(&house).await;
    assert_eq!(one(&centre, &href).await["gaps"], gap, "it is still told after storing");
    let rest: Vec<Row> = vec![with(row("a", "P-2", 30), "month", "2026-02")];
    let filled = send(&centre, &rest, &[]).await;
    run_jobs(&house).await;
    assert_eq!(
        one(&centre, &filled).await["gaps"],
        serde_json::json!([]),
        "rows stored before fill the month"
    );
}
