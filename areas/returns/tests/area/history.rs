//! History from CSV: whole or not at all, once, and never over what was filed.

use std::io::Cursor;

use returns::{Replace, import_agencies, import_csv, import_projects};

use crate::scene::*;

fn january() -> Vec<Row> {
    let mut all = rows();
    all.push(row("b", "Q-1", 10));
    all.into_iter().map(|row| with(row, "month", "2026-01")).collect()
}

async fn import(
    house: &testkit::House,
    rows: &[Row],
    replace: Replace,
) -> Result<returns::ImportReport, base::Problem> {
    import_csv(&house.app, Cursor::new(csv(rows).into_bytes()), replace, |_| ()).await
}

#[tokio::test]
async fn history_is_imported_once_and_a_second_time_changes_nothing() {
    let house = house().await;
    let report = import(&house, &january(), Replace::No).await.expect("it fits");
    assert_eq!((report.rows, report.added, report.unchanged, report.changed), (3, 3, 0, 0));
    assert_eq!(report.sha256.len(), 64);
    assert_eq!(fact(&house, "returns.people").await, 19 + 29 + 9);
    let again = import(&house, &january(), Replace::No).await.expect("it fits");
    assert_eq!((again.rows, again.added, again.unchanged), (3, 0, 3));
    assert_eq!(fact(&house, "returns.people").await, 57);
    let staff = staff(&house).await;
    assert_eq!(staff.get("/api/returns/a/2026-01").await.json()["state"], "imported");
}

#[tokio::test]
async fn a_column_that_is_not_known_is_passed_over_and_a_missing_one_keeps_the_file_out() {
    let house = house().await;
    let wide: Vec<Row> = january()
        .into_iter()
        .map(|mut row| {
            row.push(("memo".into(), "x".into()));
            row
        })
        .collect();
    let report = import(&house, &wide, Replace::No).await.expect("it fits");
    assert_eq!((report.rows, report.added), (3, 3));
    let narrow: Vec<Row> = rows().into_iter().map(|row| row[..33].to_vec()).collect();
    let problem = import(&house, &narrow, Replace::No).await.expect_err("a column is missing");
    assert!(problem.to_string().contains("column-missing"), "{problem}");
}

#[tokio::test]
async fn other_figures_are_refused_unless_they_shall_replace() {
    let house = house().await;
    import(&house, &january(), Replace::No).await.expect("it fits");
    let mut other = january();
    other[0] = with(other[0].clone(), "people_men_80", "1");
    let report = import(&house, &other, Replace::No).await.expect("it fits");
    assert_eq!((report.unchanged, report.refused_count, report.refused[0].line), (2, 1, 2));
    assert_eq!(fact(&house, "returns.people").await, 57);
    let report = import(&house, &other, Replace::Yes).await.expect("it fits");
    assert_eq!((report.changed, report.refused_count), (1, 0));
    assert_eq!(fact(&house, "returns.people").await, 58);
}

#[tokio::test]
async fn a_return_that_its_agency_filed_is_not_changed_by_history() {
    let house = house().await;
    let staff = staff(&house).await;
    upload(&staff, 0, "a.csv", csv(&rows()).as_bytes()).await;
    let report = import(&house, &rows(), Replace::Yes).await.expect("it fits");
    assert_eq!((report.added, report.refused_count), (0, 2));
}

#[tokio::test]
async fn one_row_that_does_not_fit_keeps_the_whole_file_out() {
    let house = house().await;
    for (column, value, why) in [
        ("project", "P-9", "unknown-project"),
        ("agency", "b", "other-agency-project"),
        ("hours", "x", "not-a-number"),
        ("left_health", "99", "left-too-many"),
    ] {
        let mut bad = january();
        bad[1] = with(bad[1].clone(), column, value);
        let problem = import(&house, &bad, Replace::No).await.expect_err(column);
        assert_eq!(problem.code().as_deref(), Some("returns/import-row"));
        assert!(
            problem.to_string().contains(&format!("line 3 of the import does not fit: {why}")),
            "{problem}"
        );
        assert_eq!(fact(&house, "returns.people").await, 0);
    }
}

#[tokio::test]
async fn the_first_month_of_a_file_is_checked_against_the_stored_month_before() {
    let house = house().await;
    import(&house, &january(), Replace::No).await.expect("it fits");
    let mut fallen = rows();
    fallen[1] = with(with(row("a", "P-2", 30), "people_since_january", "29"), "joined", "0");
    let problem = import(&house, &fallen, Replace::No).await.expect_err("people since January fell");
    assert!(
        problem.to_string().contains("line 3 of the import does not fit: since-january-fell P-2"),
        "{problem}"
    );
    assert_eq!(fact(&house, "returns.people").await, 57, "nothing of the file is kept");
    assert_eq!(import(&house, &rows(), Replace::No).await.expect("it fits").added, 2);
}

/// A row of project P-1 in a month of 2026, with people since January.
fn since(month: u32, people: i64) -> Row {
    let one = with(row("a", "P-1", 20), "month", &format!("2026-{month:02}"));
    with(with(one, "people_since_january", &people.to_string()), "joined", "1")
}

#[tokio::test]
async fn replacing_months_out_of_their_order_is_judged_by_what_will_be_stored() {
    let house = house().await;
    import(&house, &[since(1, 25), since(2, 28), since(3, 30)], Replace::No).await.expect("it fits");
    let lower = [since(3, 22), since(1, 20), since(2, 21)];
    let report =
        import(&house, &lower, Replace::Yes).await.expect("the file's own months follow one another");
    assert_eq!(report.changed, 3);
    let fallen = [since(3, 20), since(2, 21)];
    let problem =
        import(&house, &fallen, Replace::Yes).await.expect_err("March falls below the new February");
    assert!(problem.to_string().contains("since-january-fell P-1"), "{problem}");
    let problem = import(&house, &[since(2, 24)], Replace::Yes).await.expect_err("the stored March falls");
    assert!(
        problem.to_string().contains("line 2 of the import does not fit: since-january-fell P-1"),
        "{problem}"
    );
    let report = import(&house, &[since(3, 26), since(2, 24)], Replace::Yes).await.expect("both are mended");
    assert_eq!(report.changed, 2);
}

#[tokio::test]
async fn a_row_that_is_not_taken_does_not_count_for_the_months_beside_it() {
    let house = house().await;
    import(&house, &[since(1, 25)], Replace::No).await.expect("it fits");
    let problem =
        import(&house, &[since(1, 20), since(2, 22)], Replace::No).await.expect_err("January stays 25");
    assert!(
        problem.to_string().contains("line 3 of the import does not fit: since-january-fell P-1"),
        "{problem}"
    );
    let report =
        import(&house, &[since(1, 20), since(2, 22)], Replace::Yes).await.expect("January is changed");
    assert_eq!((report.changed, report.added), (1, 1));
}

#[tokio::test]
async fn agencies_and_projects_are_imported_by_district_name_and_left_alone_afterwards() {
    let house = house().await;
    let agencies = "id,name,kind,league,district\nB1,institution B1,senior-club,multi,남동구\n";
    let projects =
        "number,name,year,agency,type,district,places\nX-1,카페,2026,B1,public-interest,남동구,12\n";
    for expected in [1, 0] {
        let report = import_agencies(&house.app, Cursor::new(agencies)).await.expect("it fits");
        assert_eq!((report.rows, report.added), (1, expected));
        let report = import_projects(&house.app, Cursor::new(projects)).await.expect("it fits");
        assert_eq!((report.rows, report.added), (1, expected));
    }
    let with_budget = "number,name,year,agency,type,district,places,budget_won\n\
        X-3,카페,2026,B1,public-interest,남동구,12,34560000\nX-4,숲,2026,B1,public-interest,남동구,5,\n";
    let report = import_projects(&house.app, Cursor::new(with_budget)).await.expect("it fits");
    assert_eq!((report.rows, report.added), (2, 2));
    for (id, won) in [("2026.X-1", 0), ("2026.X-3", 34_560_000), ("2026.X-4", 0)] {
        let mut tx = house.app.db().read().await.expect("a read");
        let quotas = register::projects::quotas(&mut tx, &id.into()).await.expect("quotas");
        assert_eq!(quotas.iter().map(|one| one.budget_won).collect::<Vec<_>>(), [won], "{id}");
    }
    for (budget, why) in [("-1", "out-of-range"), ("1.5", "not-a-number"), ("많음", "not-a-number")] {
        let wrong = with_budget.replace("X-3", "X-5").replace("34560000", budget);
        let problem = import_projects(&house.app, Cursor::new(wrong)).await.expect_err("no budget");
        assert!(problem.to_string().contains(why), "{problem}");
    }
    let wrong = projects.replace("B1", "B2").replace("X-1", "X-2");
    let problem = import_projects(&house.app, Cursor::new(wrong)).await.expect_err("no such agency");
    assert_eq!(problem.code().as_deref(), Some("returns/import-row"));
}

/// The agencies that the register lists.
async fn listed(house: &testkit::House) -> Vec<String> {
    let mut tx = house.app.db().read().await.expect("a read");
    let all = register::agencies::agencies(&mut tx, house.app.clock().today()).await.expect("agencies");
    all.into_iter().map(|one| one.id.to_string()).collect()
}

#[tokio::test]
async fn the_collective_agency_of_history_is_in_no_list_of_agencies() {
    let house = house().await;
    import(&house, &january(), Replace::No).await.expect("it fits");
    assert_eq!(listed(&house).await, ["a", "b"]);
    let lead = house.role("team-lead").await;
    for path in ["/returns?year=2026", "/returns/late?year=2026", "/api/returns?year=2026"] {
        let text = lead.get(path).await.text();
        assert!(!text.contains("imported-history") && !text.contains("이전 실적(합계)"), "{path}: {text}");
    }
    let mut tx = house.app.db().read().await.expect("a read");
    let collective = register::agencies::agency(&mut tx, &register::agencies::COLLECTIVE.into()).await;
    assert_eq!(collective.expect("a look").map(|one| one.name), Some("이전 실적(합계)".to_owned()));
}

/// Opens the January of an agency again.
async fn reopen(house: &testkit::House, agency: &str) -> testkit::Answer {
    let lead = house.role("team-lead").await;
    let path = format!("/returns/{agency}/2026-01");
    let version = lead.get(&format!("/api{path}")).await.json()["version"].to_string();
    assert!(lead.get(&path).await.text().contains("다시 여는 까닭"));
    lead.post(&format!("{path}/reopen"), &[("version", &version), ("reason", "사업이 빠졌습니다")]).await
}

#[tokio::test]
async fn an_imported_month_is_opened_again_with_a_reason_and_its_figures_leave_the_sums() {
    let house = house().await;
    import(&house, &january(), Replace::No).await.expect("it fits");
    let staff = staff(&house).await;
    let send = async || {
        let version = staff.get("/api/returns/a/2026-01").await.json()["version"].to_string();
        let rows: Vec<Row> = rows().into_iter().map(|row| with(row, "month", "2026-01")).collect();
        let fields = [("version", version.as_str())];
        staff.upload("/returns/a/2026-01/upload", &fields, ("file", "a.csv", csv(&rows).as_bytes())).await
    };
    let closed = send().await;
    assert_eq!(closed.status, http::StatusCode::CONFLICT, "{}", closed.text());
    assert_eq!(reopen(&house, "a").await.status, http::StatusCode::SEE_OTHER);
    assert_eq!(fact(&house, "returns.people").await, 9, "only agency B is left");
    assert_eq!(fact(&house, "returns.approved").await, 1, "history of the month is still there");
    assert_eq!(send().await.status, http::StatusCode::SEE_OTHER);
    let version = staff.get("/api/returns/a/2026-01").await.json()["version"].to_string();
    let fields = [("version", version.as_str()), ("ok-0", "yes"), ("ok-1", "yes"), ("ok-2", "yes")];
    let filed = staff.post("/returns/a/2026-01/submit", &fields).await;
    assert_eq!(filed.status, http::StatusCode::SEE_OTHER, "{}", filed.text());
    let centre = house.role("centre-staff").await;
    let version = centre.get("/api/returns/a/2026-01").await.json()["version"].to_string();
    let approved = centre.post("/returns/a/2026-01/approve", &[("version", &version)]).await;
    assert_eq!(approved.status, http::StatusCode::SEE_OTHER, "{}", approved.text());
    assert_eq!(fact(&house, "returns.people").await, 57, "nothing is counted twice");
    assert_eq!(reopen(&house, "b").await.status, http::StatusCode::SEE_OTHER);
    assert_eq!(fact(&house, "returns.people").await, 48);
    assert_eq!(fact(&house, "returns.approved").await, 1, "the month's last imported return takes it back");
}
