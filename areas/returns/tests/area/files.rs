//! Lists as files and as JSON: the mark of sample data, the same keys everywhere, the table of agencies and months.

use tables::{Cell, Limits, Sheet};

use crate::scene::*;

/// The mark of sample data.
const MARK: &str = "예시 자료";

/// A CSV file's lines without its byte order mark.
fn lines(text: &str) -> Vec<String> {
    text.trim_start_matches('\u{feff}').lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn sample_rows_are_marked_in_every_file_and_real_ones_are_not() {
    let house = house().await;
    holidays(&house).await;
    let (staff, centre) = (staff(&house).await, house.role("centre-staff").await);
    upload(&staff, 0, "a.csv", csv(&rows()).as_bytes()).await;
    submit(&staff).await;
    approve(&centre).await;
    for path in ["/returns/rows.csv", "/returns/late.csv", "/returns?file=csv"] {
        let text = centre.get(path).await.text();
        assert!(lines(&text).len() > 1 && !text.contains(MARK), "{path}: {text}");
    }
    for path in ["/api/returns", "/api/returns/late"] {
        assert_eq!(centre.get(path).await.json()[0]["sample"], false, "{path}");
    }
    assert_eq!(centre.get("/api/returns/rows").await.json()["rows"][0]["sample"], false);
    assert_eq!(state(&centre).await["sample"], false);
}

#[tokio::test]
async fn made_up_returns_and_everything_of_a_demo_carry_the_mark() {
    let house = house().await;
    house.app.clock().advance(86_400 * 266);
    house.set(async |work| returns::sample::fill(work).await).await;
    let lead = house.role("team-lead").await;
    for path in ["/returns/rows.csv", "/returns?file=csv"] {
        let text = lead.get(path).await.text();
        assert!(lines(&text).iter().all(|line| line.ends_with(&format!(",{MARK}"))), "{path}: {text}");
    }
    let book = lead.get("/returns/rows.xlsx").await.bytes;
    let sheet = Sheet::read(&book, &Limits::default(), None).expect("the list opens");
    assert_eq!(sheet.rows[0].cells[0], Cell::Text(MARK.into()));
    assert_eq!(lead.get("/api/returns").await.json()[0]["sample"], true);
    assert_eq!(lead.get("/api/returns/rows").await.json()["rows"][0]["sample"], true);

    let demo = demo().await;
    let lead = demo.role("team-lead").await;
    let late = lead.get("/returns/late.csv").await.text();
    assert!(lines(&late).iter().all(|line| line.ends_with(&format!(",{MARK}"))), "{late}");
    let late = lead.get("/api/returns/late").await.json();
    assert_eq!(late[0]["sample"], true, "{late}");
}

#[tokio::test]
async fn the_marked_file_of_a_sample_return_says_so_and_keeps_its_cells_in_place() {
    let house = demo().await;
    let staff = staff(&house).await;
    let bad = csv(&[with(row("a", "P-1", 20), "people_men_80", "세 명"), row("a", "P-2", 30)]);
    for (at, file) in [bad.clone(), format!("{MARK}\n{bad}")].into_iter().enumerate() {
        upload(&staff, version(&staff).await, "a.csv", file.as_bytes()).await;
        let bytes = staff.get("/returns/a/2026-02/marked.xlsx").await.bytes;
        let list = Sheet::read(&bytes, &Limits::default(), Some("오류 목록")).expect("the list opens");
        assert_eq!(list.rows[0].cells[0], Cell::Text(MARK.into()));
        assert_eq!(list.rows[2].cells[0], Cell::Text(format!("M{}", at + 2)));
        let first = Sheet::read(&bytes, &Limits::default(), None).expect("the file opens");
        let row = |number: usize| first.rows.iter().find(|row| row.number as usize == number);
        assert_eq!(row(at + 2).map(|row| &row.cells[12]), Some(&Cell::Text("세 명".into())));
        let said = first.rows.iter().filter(|row| row.cells[0] == Cell::Text(MARK.into())).count();
        assert_eq!(said, 1, "the mark stands there once");
    }
}

#[tokio::test]
async fn an_agency_is_named_by_the_same_two_keys_everywhere() {
    let house = house().await;
    holidays(&house).await;
    let (staff, centre) = (staff(&house).await, house.role("centre-staff").await);
    upload(&staff, 0, "a.csv", csv(&rows()).as_bytes()).await;
    submit(&staff).await;
    approve(&centre).await;
    let rows = centre.get("/api/returns/rows?month=2026-02").await.json()["rows"].clone();
    let late = staff.get("/api/returns/late").await.json();
    assert_eq!(late[0]["month"], "2026-01");
    for list in [centre.get("/api/returns").await.json(), rows, late] {
        assert_eq!((&list[0]["agency"], &list[0]["agency_name"]), (&"a".into(), &"가 기관".into()), "{list}");
    }
    assert_eq!(state(&centre).await["agency_name"], "가 기관");
}

#[tokio::test]
async fn a_year_out_of_range_is_passed_over_and_one_that_is_no_year_is_told() {
    let house = house().await;
    let centre = house.role("centre-staff").await;
    upload(&staff(&house).await, 0, "a.csv", csv(&rows()).as_bytes()).await;
    let now = centre.get("/api/returns").await.json();
    assert_eq!(now.as_array().map(Vec::len), Some(1));
    for year in ["32767", "2003", "2201"] {
        assert_eq!(centre.get(&format!("/api/returns?year={year}")).await.json(), now, "{year}");
    }
    for year in ["-32768", "99999", "x"] {
        let told = centre.get(&format!("/api/returns?year={year}")).await;
        assert_eq!(told.status, http::StatusCode::NOT_FOUND, "{year}");
    }
    assert_eq!(centre.get("/api/returns?year=2025").await.json(), serde_json::json!([]));
    assert_eq!(centre.get("/api/returns?year=2200").await.json(), serde_json::json!([]));
}

#[tokio::test]
async fn the_table_of_agencies_and_months_can_be_kept_as_a_file_with_its_conditions() {
    let house = house().await;
    let lead = house.role("team-lead").await;
    upload(&staff(&house).await, 0, "a.csv", csv(&rows()).as_bytes()).await;
    let page = lead.get("/returns?state=ready").await.text();
    assert!(page.contains("/returns?year=2026&#38;name=&#38;state=ready&#38;file=csv"), "{page}");
    assert!(page.contains("<a href=\"/office/agencies/a\">가 기관</a>"), "{page}");
    let text = lead.get("/returns?file=csv").await.text();
    assert_eq!(
        lines(&text),
        [
            "기관번호,기관,군·구,2026-01,2026-02,2026-03",
            "a,가 기관,,미제출 · 지연,제출 가능,미제출",
            "b,나 기관,,미제출 · 지연,미제출,미제출"
        ]
    );
    let text = lead.get("/returns?state=ready&file=csv").await.text();
    assert_eq!(lines(&text).len(), 2, "{text}");
    let book = lead.get("/returns?file=xlsx").await.bytes;
    let sheet = Sheet::read(&book, &Limits::default(), None).expect("the table opens");
    assert_eq!(sheet.rows[2].cells[1], Cell::Text("나 기관".into()));
}

#[tokio::test]
async fn rows_lead_to_the_page_of_their_agency() {
    let house = house().await;
    let (staff, centre) = (staff(&house).await, house.role("centre-staff").await);
    upload(&staff, 0, "a.csv", csv(&rows()).as_bytes()).await;
    submit(&staff).await;
    approve(&centre).await;
    let page = centre.get("/returns/rows?month=2026-02").await.text();
    assert!(page.contains("<a href=\"/office/agencies/a\">가 기관</a>"), "{page}");
}
