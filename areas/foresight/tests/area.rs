//! What a person sees of the situation, through the front door.

use base::{AgencyId, Month, Won};
use foresight::AREA;
use jiff::civil::date;
use register::budget;
use testkit::House;

async fn loaded() -> House {
    let house = House::with(&[&AREA]).await;
    house.set(async |work| register::public::load(work).await).await;
    house
}

/// The total at the foot of a list, as its CSV says it: the last cell that is a number in the row of sums.
fn total(csv: &str, place: usize) -> i64 {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let sum = rows.iter().find(|row| row[0].starts_with("합계")).expect("a row of sums");
    sum[place].parse().expect("a number")
}

#[tokio::test]
async fn everyone_reads_the_situation_in_both_languages() {
    let house = loaded().await;
    let page = house.visitor().get("/foresight").await;
    assert_eq!(page.status, 200, "{}", page.text());
    for words in
        ["45,696", "추계 없음", "나눌 수 없음", "직속", "120,000,000원", "핵심과제", "TF팀", "48,438"]
    {
        assert!(page.text().contains(words), "{words}");
    }
    let english = house.visitor().with_cookie("dure_view=en.s2.normal").get("/foresight").await;
    assert!(english.text().contains("not divisible") && english.text().contains("no projection"));
    for text in [page.text(), english.text()] {
        let stray =
            text.match_indices("foresight-").find(|(at, _)| !text[..*at].ends_with(['/', '#', '"', '-']));
        assert_eq!(stray, None, "a key without words");
    }
}

#[tokio::test]
async fn every_figure_leads_to_rows_that_sum_to_it() {
    let house = loaded().await;
    let visitor = house.visitor();
    let csv = async |path: &str| visitor.get(path).await.text();
    let rows = "/foresight/rows?year=2022&format=csv&what=places";
    assert_eq!(total(&csv(rows).await, 8), 45_696);
    assert_eq!(total(&csv(&format!("{rows}&district=2871000000")).await, 8), 3_176);
    assert_eq!(total(&csv(&format!("{rows}&district=2800000000-direct")).await, 8), 555);
    assert_eq!(total(&csv(&format!("{rows}&district=2811000000&type=social-service")).await, 8), 180);
    assert_eq!(total(&csv(&format!("{rows}&activity=A-16")).await, 8), 9_984);
    assert_eq!(total(&csv("/foresight/rows?year=2022&format=csv&what=agencies").await, 3), 45_696);
    let people = "/foresight/population?format=csv&on=2022-12-31&basis=registered_resident";
    assert_eq!(total(&csv(people).await, 2), 461_767);
    assert_eq!(total(&csv(&format!("{people}&area=2811000000")).await, 2), 23_166);
    let now = "/foresight/population?format=csv&on=2026-06-30&basis=registered_all";
    assert_eq!(total(&csv(now).await, 2), 598_793);
    assert_eq!(total(&csv(&format!("{now}&age=64")).await, 2), 48_438);
    assert_eq!(total(&csv(&format!("{now}&area=2812500000")).await, 2), 30_308);
    let projected = "/foresight/projections?format=csv&year=2041";
    assert_eq!(total(&csv(projected).await, 3), 1_004_888);
    assert_eq!(total(&csv(&format!("{projected}&area=2811000000")).await, 3), 54_184);
}

#[tokio::test]
async fn a_list_is_searched_sorted_paged_and_kept_as_a_file() {
    let house = loaded().await;
    let visitor = house.visitor();
    let first = visitor.get("/foresight/rows?year=2022&what=projects&sort=-places").await;
    assert!(first.text().contains("aria-sort=\"descending\"") && first.text().contains("page=12"));
    let found = visitor.get("/foresight/rows?year=2022&q=%EA%B0%95%ED%99%94%EC%82%AC%EB%9E%91").await.text();
    assert!(found.contains("2022-07437"), "a search finds the project");
    let none = visitor.get("/foresight/rows?year=2022&q=zzzz").await;
    assert!(none.text().contains("맞는 줄이 없습니다"));
    let file = visitor.get("/foresight/rows?year=2022&format=xlsx").await;
    assert_eq!((file.status.as_u16(), &file.bytes[..2]), (200, b"PK".as_slice()));
}

#[tokio::test]
async fn each_district_has_a_page_and_the_ones_of_july_2026_too() {
    let house = loaded().await;
    let visitor = house.visitor();
    let page = async |id: &str| visitor.get(&format!("/foresight/districts/{id}")).await;
    assert!(page("2814000000").await.text().contains("동구는 공표된 장래인구추계가 없습니다"));
    assert!(page("2812500000").await.text().contains("동구 전체(2,582개), 중구 일부(모두 2,486개)"));
    assert!(page("2800000000-direct").await.text().contains("직속은 시가 직접 하는 사업입니다"));
    assert!(page("2811000000").await.text().contains("2026년 7월 1일"));
    let missing = page("0000000000").await;
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("찾는 군·구가 없습니다"));
}

#[tokio::test]
async fn what_is_not_there_is_refused_in_words() {
    let empty = House::with(&[&AREA]).await;
    let answer = empty.visitor().get("/foresight").await;
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("아직 사업단 자료가 없어"));
    let house = loaded().await;
    let year = house.visitor().get("/foresight?year=2019").await;
    assert!(year.status == 404 && year.text().contains("2019년에는 사업단 자료가 없습니다"));
    let rows = house.visitor().get("/foresight/rows?what=people").await;
    assert!(rows.status == 404 && rows.text().contains("‘people’에 맞는 목록이 없습니다"));
    let json = house.visitor().get("/api/foresight/situation?year=2019").await;
    assert_eq!(json.json()["code"], "foresight/no-such-year");
}

#[tokio::test]
async fn the_json_tells_the_same_as_the_page() {
    let house = loaded().await;
    let json = house.visitor().get("/api/foresight/situation").await.json();
    assert_eq!(json["supply"]["places"], 45_696);
    assert_eq!(json["supply"]["projects"], 555);
    assert_eq!(json["supply"]["institutions"], 51);
    assert_eq!(json, foresight::situation_json(&house.app).await.expect("JSON"));
    let part = serde_json::json!({
        "supply": json["supply"],
        "dong-gu": json["districts"][1],
        "direct": json["districts"][10],
        "after": json["after"],
        "projections": json["projections"],
        "demand": json["demand"],
        "sample": json["sample"],
    });
    insta::assert_json_snapshot!("situation", part);
}

#[tokio::test]
async fn the_workbook_holds_every_table_with_its_sources() {
    let house = loaded().await;
    let file = house.visitor().get("/foresight?format=xlsx").await;
    assert_eq!((file.status.as_u16(), &file.bytes[..2]), (200, b"PK".as_slice()));
    let situation = foresight::situation(&house.app, None).await.expect("a situation");
    let text = foresight::csv(&situation, house.app.words(), web::Lang::Ko).expect("csv");
    let text = String::from_utf8(text).expect("utf-8");
    assert!(text.contains("강화군,24704,3176,12.86,2.96,2,18,2471,-705"), "{text}");
    assert!(text.contains("data.go.kr 15050148"));
}

#[tokio::test]
async fn the_terminal_says_the_same_in_columns() {
    let house = loaded().await;
    let situation = foresight::situation(&house.app, None).await.expect("a situation");
    let text = foresight::terminal(&situation, house.app.words(), web::Lang::Ko);
    for words in ["45,696", "추계 없음", "나눌 수 없음", "48,438", "120,000,000원"] {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("foresight-"), "{text}");
}

/// One agency's approved return of a month, as the returns write it.
struct Reported {
    month: &'static str,
    late: i64,
    target: i64,
    people: i64,
    since_january: i64,
    left: i64,
    staff: i64,
}

async fn report(house: &House, agency: &str, reported: Reported) {
    let agency = AgencyId::from(agency);
    house
        .set(async |work| {
            let day = reported.month.parse::<Month>().expect("a month").last_day();
            let facts = [
                ("returns.filed", 1),
                ("returns.filed_late", reported.late),
                ("returns.places", reported.target),
                ("returns.people", reported.people),
                ("returns.people_since_january", reported.since_january),
                ("returns.left", reported.left),
                ("returns.staff", reported.staff),
                ("returns.subsidy_won", 1_000_000),
            ];
            for (indicator, value) in facts.into_iter().filter(|(_, value)| *value != 0) {
                work.fact(indicator, &agency, day, value, "return").await?;
            }
            Ok(())
        })
        .await;
}

#[tokio::test]
async fn the_year_tells_target_people_and_different_people_apart() {
    let house = loaded().await;
    let agencies = {
        let mut tx = house.app.db().read().await.expect("a read begins");
        register::agencies::agencies(&mut tx, date(2022, 6, 1)).await.expect("agencies")
    };
    let ids: Vec<String> = agencies.iter().take(2).map(|agency| agency.id.to_string()).collect();
    let month = "2022-03";
    report(
        &house,
        &ids[0],
        Reported { month, late: 0, target: 100, people: 90, since_january: 104, left: 14, staff: 1 },
    )
    .await;
    report(
        &house,
        &ids[1],
        Reported { month, late: 1, target: 200, people: 120, since_january: 140, left: 30, staff: 0 },
    )
    .await;
    let situation = foresight::situation(&house.app, None).await.expect("a situation");
    let latest = situation.running.latest.clone().expect("a month with figures");
    assert_eq!((latest.target, latest.people, latest.people_since_january), (300, 210, 244));
    assert_eq!((latest.attainment.of, latest.attainment.per), (210, 300));
    assert_eq!((latest.filing.filed, latest.filing.late, latest.approved), (2, 1, 2));
    assert_eq!(latest.filing.due, latest.filing.filed + latest.filing.missing);
    let of = |kind: &str| {
        let own = situation.running.warnings.iter().filter(|warning| warning.kind == kind);
        own.map(|warning| (warning.agency_id.as_str(), warning.of, warning.per)).collect::<Vec<_>>()
    };
    assert_eq!(of("attainment-low"), [(ids[1].as_str(), 120, 200)]);
    assert_eq!(of("no-dedicated-staff"), [(ids[1].as_str(), 0, 1)]);
    assert_eq!(of("drop-out-high"), [(ids[1].as_str(), 30, 140)]);
    assert_eq!(of("spending-behind"), []);
    assert!(of("no-return").len() > 500, "months without a return are not read as zero people");
    let staff = house.role("centre-staff").await;
    let rows = staff.get(&format!("/foresight/agencies?year=2022&month={month}&format=csv")).await.text();
    assert_eq!((total(&rows, 6), total(&rows, 7), total(&rows, 9)), (300, 210, 244));
    let filing = latest.filing;
    let counts = [filing.due, filing.filed, filing.late, filing.missing, latest.approved];
    assert_eq!([1, 2, 3, 4, 5].map(|place| total(&rows, place)), counts);
    let year = staff.get("/foresight/agencies?year=2022&format=csv").await.text();
    let whole = situation.running.filing;
    assert_eq!(
        [1, 2, 3, 4].map(|place| total(&year, place)),
        [whole.due, whole.filed, whole.late, whole.missing]
    );
    assert_eq!(total(&year, 10), situation.running.pace.spent.of);
    let one = format!("/foresight/agencies?year=2022&agency={}&format=csv", ids[1]);
    let one = staff.get(&one).await.text();
    assert_eq!((total(&one, 2), total(&one, 3), total(&one, 10)), (1, 1, 1_000_000));
    assert_eq!(staff.get("/foresight/agencies?year=2022&agency=nobody").await.status, 404);
}

#[tokio::test]
async fn warnings_about_single_agencies_are_for_the_centre_and_the_city() {
    let house = loaded().await;
    assert_eq!(house.visitor().get("/foresight/warnings").await.status, 403);
    assert_eq!(house.role("agency-staff").await.get("/foresight/agencies").await.status, 403);
    assert_eq!(house.visitor().get("/api/foresight/warnings").await.status, 403);
    let official = house.role("city-official").await;
    assert!(official.get("/foresight/warnings").await.text().contains("근무일 지났습니다"));
    assert!(official.get("/foresight").await.text().contains("모두 보기"));
    assert!(!house.visitor().get("/foresight").await.text().contains("근무일 지났습니다"));
}

#[tokio::test]
async fn the_money_of_a_task_comes_from_its_budget_lines_and_samples_are_marked() {
    let house = loaded().await;
    house
        .set(async |work| {
            for (about, planned) in [("plan-task:2020-01", 70_000_000), ("plan-task:2020-06", 50_000_000)] {
                let planned = Won(planned);
                let line = budget::NewLine {
                    year: 2020,
                    about,
                    name: "예시",
                    unit_id: None,
                    planned,
                    sample: true,
                    source: "예시",
                };
                budget::insert_line(work, &line).await?;
            }
            Ok(())
        })
        .await;
    let situation = foresight::situation(&house.app, None).await.expect("a situation");
    assert_eq!(situation.plan.money.map(|money| money.planned), Some(Won(120_000_000)));
    assert!(situation.plan.sample);
    let page = house.visitor().get("/foresight").await.text();
    assert!(page.contains("70,000,000") && page.contains("예시 자료"));
}

#[tokio::test]
async fn the_page_follows_the_ledger_at_once() {
    let house = loaded().await;
    let visitor = house.visitor();
    assert!(visitor.get("/foresight").await.text().contains("아직 없습니다"));
    let agency = {
        let mut tx = house.app.db().read().await.expect("a read begins");
        register::agencies::agencies(&mut tx, date(2022, 6, 1)).await.expect("agencies")[0].id.to_string()
    };
    for (month, people) in [("2022-03", 4_321), ("2022-04", 5_432)] {
        report(
            &house,
            &agency,
            Reported { month, late: 0, target: 9_999, people, since_january: 9_999, left: 0, staff: 99 },
        )
        .await;
        let page = visitor.get("/foresight").await.text();
        assert!(page.contains(&web::number(&people.to_string())), "{month}");
    }
    let mut tx = house.app.db().read().await.expect("a read begins");
    let question = foresight::actions::Question { year: None, today: house.app.clock().today(), demo: false };
    let fresh =
        foresight::actions::situation(&mut tx, question).await.expect("computed without what was kept");
    assert_eq!(*foresight::situation(&house.app, None).await.expect("kept"), fresh);
}

#[tokio::test]
async fn a_year_that_is_none_is_refused_on_every_address() {
    let house = loaded().await;
    let official = house.role("city-official").await;
    let addresses = [
        "/foresight",
        "/foresight/rows",
        "/foresight/projections",
        "/foresight/agencies",
        "/foresight/warnings",
        "/foresight/districts/2811000000",
        "/api/foresight/situation",
        "/api/foresight/warnings",
    ];
    for address in addresses {
        for year in ["9999999999999", "1899", "2201", "-1", "99999999999999999999", "x"] {
            let answer = official.get(&format!("{address}?year={year}")).await;
            assert_eq!(answer.status, 404, "{address} {year}");
        }
    }
}

#[tokio::test]
async fn spending_counts_only_agencies_and_months_that_were_approved() {
    let house = loaded().await;
    let id = {
        let mut tx = house.app.db().read().await.expect("a read begins");
        register::agencies::agencies(&mut tx, date(2022, 6, 1)).await.expect("agencies")[0].id.to_string()
    };
    for month in ["2022-03", "2022-05"] {
        let one = Reported { month, late: 0, target: 100, people: 90, since_january: 95, left: 0, staff: 1 };
        report(&house, &id, one).await;
    }
    let situation = foresight::situation(&house.app, None).await.expect("a situation");
    let own = situation.running.agencies.iter().find(|agency| agency.agency_id == id).expect("the agency");
    let pace = situation.running.pace;
    assert_eq!((pace.agencies, pace.spent.of, pace.time.of), (1, 2_000_000, 2));
    assert_eq!(pace, own.pace, "agencies without an approved month are in none of the sums");
    let link = "/foresight/agencies?year=2022";
    let shown = async |role: &'static str| house.role(role).await.get("/foresight").await.text();
    assert!(shown("city-official").await.contains(link));
    assert!(!shown("agency-staff").await.contains(link), "no link to a page that would be refused");
    assert!(!house.visitor().get("/foresight").await.text().contains(link));
}

#[tokio::test]
async fn a_rate_or_difference_leads_to_its_terms_and_they_to_their_rows() {
    let house = loaded().await;
    let visitor = house.visitor();
    let terms = async |query: &str| {
        let body = visitor.get(&format!("/api/foresight/calculation?year=2022&{query}")).await.json();
        let values: Vec<_> =
            body["rows"].as_array().expect("rows").iter().map(|row| row["cells"]["value"].clone()).collect();
        (values, body["total"]["cells"]["value"].clone())
    };
    let json = |values: serde_json::Value| values.as_array().expect("an array").clone();
    let ganghwa = "district=2871000000";
    assert_eq!(
        terms(&format!("what=rate&{ganghwa}")).await,
        (json([3_176, 24_704].into_iter().collect()), "12.86".into())
    );
    assert_eq!(
        terms(&format!("what=lacking&{ganghwa}")).await,
        (json([2_471, 3_176].into_iter().collect()), (-705).into())
    );
    let (above, result) = terms(&format!("what=above&{ganghwa}")).await;
    assert_eq!((above[2].clone(), above[5].clone(), result), ("12.86".into(), "9.90".into(), "2.96".into()));
    let (districts, later) = terms("what=needed-in&in=2041").await;
    assert_eq!(
        districts.iter().filter_map(serde_json::Value::as_i64).sum::<i64>(),
        later.as_i64().expect("a number")
    );
    let (cohorts, turned) = terms("what=turned").await;
    assert_eq!(
        cohorts.iter().filter_map(serde_json::Value::as_i64).sum::<i64>(),
        turned.as_i64().expect("a number")
    );
    for what in
        ["needed", "needed-now", "more&in=2041", "non-public", "largest-five", "to-come", "share&type=market"]
    {
        assert_eq!(
            visitor.get(&format!("/foresight/calculation?year=2022&what={what}")).await.status,
            200,
            "{what}"
        );
    }
    for nothing in [
        "what=",
        "what=rate&district=0",
        "what=above",
        "what=share&type=none",
        "what=more&in=1999&district=1",
        "what=more&in=soon",
        "what=rate&year=abc",
    ] {
        assert_eq!(visitor.get(&format!("/foresight/calculation?{nothing}")).await.status, 404, "{nothing}");
    }
}

#[tokio::test]
async fn a_calculation_cites_the_sources_of_its_own_figures_and_no_others() {
    let house = loaded().await;
    let visitor = house.visitor();
    let [projects, goal, people, later] =
        ["출처: 일자리와 사업단", "출처: 국가 목표", "출처: 65세 이상 인구", "출처: 장래인구추계"];
    for (what, wanted) in [
        ("rate", vec![projects, people]),
        ("needed", vec![people, goal]),
        ("needed-now", vec![people, goal]),
        ("lacking", vec![people, goal, projects]),
        ("needed-in&in=2041", vec![goal, later]),
        ("more&in=2041&district=2811000000", vec![goal, later, projects]),
        ("more&in=2041", vec![goal, projects, later]),
        ("non-public", vec![projects]),
        ("turned", vec![people]),
    ] {
        let body = visitor.get(&format!("/api/foresight/calculation?year=2022&what={what}")).await.json();
        let cited: Vec<String> = body["sources"]
            .as_array()
            .expect("sources")
            .iter()
            .map(|line| line.as_str().unwrap_or_default().to_owned())
            .collect();
        let begins: Vec<bool> =
            cited.iter().zip(&wanted).map(|(line, start)| line.starts_with(start)).collect();
        assert!(cited.len() == wanted.len() && begins.iter().all(|fits| *fits), "{what}: {cited:?}");
    }
}

#[tokio::test]
async fn every_link_of_the_situation_opens_for_whom_it_is_shown_to() {
    let house = loaded().await;
    for client in [house.visitor(), house.role("city-official").await] {
        let page = client.get("/foresight").await.text();
        let links: std::collections::BTreeSet<&str> = page
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .filter(|href| href.starts_with("/foresight/") || href.starts_with("/api/foresight/"))
            .collect();
        assert!(links.len() > 150, "{}", links.len());
        for href in links {
            let href = href.replace("&#38;", "&").replace("&amp;", "&");
            assert_eq!(client.get(&href).await.status, 200, "{href}");
        }
    }
}

#[tokio::test]
async fn a_list_as_json_has_the_filters_pages_and_sums_of_the_page() {
    let house = loaded().await;
    let visitor = house.visitor();
    let second = visitor.get("/api/foresight/rows?year=2022&what=places&sort=-places&page=2").await.json();
    assert_eq!((&second["count"], &second["page"], &second["pages"]), (&555.into(), &2.into(), &12.into()));
    assert_eq!(second["rows"].as_array().map(Vec::len), Some(50));
    assert_eq!(second["total"]["cells"]["places"], 45_696);
    let found =
        visitor.get("/api/foresight/rows?year=2022&q=%EA%B0%95%ED%99%94%EC%82%AC%EB%9E%91").await.json();
    assert_eq!(
        (found["rows"][0]["cells"]["number"].as_str(), found["total"].is_null()),
        (Some("2022-07437"), true)
    );
    let people =
        visitor.get("/api/foresight/population?on=2022-12-31&basis=registered_resident").await.json();
    assert_eq!(people["total"]["cells"]["people"], 461_767);
    let later = visitor.get("/api/foresight/projections?year=2041").await.json();
    assert_eq!(later["total"]["cells"]["people"], 1_004_888);
    let district = visitor.get("/api/foresight/districts/2814000000").await.json();
    assert!(district["notes"][0].as_str().unwrap_or_default().contains("추계가 없습니다"));
    assert_eq!(visitor.get("/api/foresight/districts/1").await.status, 404);
    assert_eq!(visitor.get("/api/foresight/agencies").await.status, 403);
    let official = house.role("city-official").await;
    let warnings = official.get("/api/foresight/warnings?kind=no-return").await.json();
    assert!(warnings["rows"][0]["cells"]["reason"].as_str().unwrap_or_default().contains("근무일"));
    let own = visitor
        .get("/api/foresight/population?on=2026-06-30&basis=registered_all&age=64&area=2811000000")
        .await
        .json();
    assert_eq!(own["count"], 1, "a district's cohort is the district's");
}

#[tokio::test]
async fn sources_are_told_in_the_readers_language() {
    let house = loaded().await;
    let page = house.visitor().get("/foresight").await.text();
    for raw in
        ["house default", "to be confirmed", "third master plan", "KOSTAT", "sum of dong rows", "rule 1069"]
    {
        assert!(!page.contains(raw), "{raw}");
    }
    for words in ["한국노인인력개발원 노인일자리사업 통합정보", "이 시스템이 정한 값", "통계청 시·군·구"]
    {
        assert!(page.contains(words), "{words}");
    }
    let english = house.visitor().with_cookie("dure_view=en.s2.normal").get("/foresight").await.text();
    assert!(english.contains("A default of this system"));
}
