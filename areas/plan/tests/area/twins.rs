//! JSON beside every page: the same right, the same rows, the same figures.

use http::StatusCode;
use serde_json::Value;
use testkit::{Client, House};

use super::{AREAS, demo, lines, said};

/// Texts between two marks.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).map(|rest| rest.split(end).next().unwrap_or_default()).collect()
}

/// Text without its tags.
fn plain(markup: &str) -> String {
    let mut parts = markup.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('>').map_or("", |(_, rest)| rest)).trim().to_owned()
}

/// The whole number in a text.
fn number(text: &str) -> i64 {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
    digits.parse().expect("a whole number")
}

/// The figures of a page's tables, in reading order.
fn figures(page: &str) -> Vec<i64> {
    between(page, "<td class=\"num\">", "</td>").into_iter().map(|cell| number(&plain(cell))).collect()
}

/// What stands in the first cell's link of each row.
fn titles(page: &str) -> Vec<String> {
    between(page, "<tr><td><a href=\"", "</a>")
        .into_iter()
        .map(|rest| plain(rest.split_once('>').map_or("", |(_, text)| text)))
        .collect()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is a list in {value}"))
}

fn texts(rows: &[Value], key: &str) -> Vec<String> {
    rows.iter().map(|row| row[key].as_str().unwrap_or_default().to_owned()).collect()
}

fn numbers(rows: &[Value], key: &str) -> Vec<i64> {
    rows.iter().map(|row| row[key].as_i64().unwrap_or_else(|| panic!("{key} is a number in {row}"))).collect()
}

/// The six amounts in the order of the budget's table.
fn money(of: &Value) -> [i64; 6] {
    ["planned_won", "carried_won", "committed_won", "spent_won", "owed_won", "remaining_won"]
        .map(|key| of[key].as_i64().expect("won"))
}

/// A page and its twin.
async fn both(reader: &Client, path: &str) -> (String, Value) {
    let page = said(&reader.get(path).await, StatusCode::OK);
    let answer = reader.get(&format!("/api{path}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
    (page, answer.json())
}

async fn scene() -> (House, Client) {
    let house = demo().await;
    let director = house.role("director").await;
    (house, director)
}

#[tokio::test]
async fn every_page_has_a_twin_with_the_same_right() {
    let pages = (AREAS[0].pages)();
    let twins = (AREAS[0].api)();
    let is_file = |path: &str| path.contains('.') || path == "/files/{id}";
    for page in pages.list().iter().filter(|page| page.method == "GET" && !is_file(page.path)) {
        let twin = twins.list().iter().find(|twin| twin.method == "GET" && twin.path == page.path);
        assert_eq!(twin.map(|twin| twin.permission), Some(page.permission), "{}", page.path);
    }
    let house = demo().await;
    let line = lines(&house, 2020).await.remove(0).id;
    let (council, staff) = (house.role("council-member").await, house.role("centre-staff").await);
    for path in
        ["/api/plan/budget".to_owned(), format!("/api/plan/budget/{line}"), "/api/plan/transfers".into()]
    {
        assert_eq!(council.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let (hidden, shown) =
        (council.get("/api/plan/tasks/2020-01").await, staff.get("/api/plan/tasks/2020-01").await);
    assert_eq!((&hidden.json()["lines"], &hidden.json()["files"]), (&Value::Null, &Value::Null));
    assert_eq!(list(&shown.json(), "lines").len(), 3);
}

#[tokio::test]
async fn the_overview_and_its_twin_show_the_same_money_by_task_and_field() {
    let (_house, director) = scene().await;
    let (page, json) = both(&director, "/plan").await;
    let mut expected = Vec::new();
    let four = |of: &Value| {
        let [planned, _, committed, spent, _, remaining] = money(of);
        [planned, committed, spent, remaining]
    };
    for field in list(&json, "fields") {
        for task in list(field, "tasks") {
            expected.push(task["activities"].as_i64().expect("a count"));
            expected.extend(four(&task["money"]));
        }
        expected.extend(four(&field["money"]));
    }
    assert_eq!(figures(&page), expected);
    let cards: Vec<i64> = between(&page, "<span class=\"figure\">", "<span class=\"unit\">")
        .into_iter()
        .map(|card| number(&plain(card)))
        .collect();
    let [_, _, _, spent, owed, remaining] = money(&json["money"]);
    assert_eq!(cards, [json["budget_won"].as_i64().expect("won"), spent, owed, remaining]);
    assert_eq!((&json["budget_won"], &json["sample"]), (&Value::from(super::TOTAL), &Value::Bool(true)));
}

#[tokio::test]
async fn a_task_and_its_twin_show_the_same_lines_activities_material_and_sheets() {
    let (_house, director) = scene().await;
    let (page, json) = both(&director, "/plan/tasks/2020-01").await;
    let mut expected = numbers(list(&json, "activity_rows"), "hours_week");
    let five = |of: &Value| {
        let [planned, carried, committed, spent, _, remaining] = money(of);
        [planned, carried, committed, spent, remaining]
    };
    for line in list(&json, "lines") {
        expected.extend(five(&line["money"]));
    }
    expected.extend(five(&json["money"]));
    expected.extend(numbers(list(&json, "materials"), "files"));
    assert_eq!(figures(&page), expected);
    let cards: Vec<String> =
        between(&page, "<span class=\"card-title\">", "</span>").into_iter().map(str::to_owned).collect();
    assert_eq!(cards, texts(list(&json, "sheets"), "title"));
}

#[tokio::test]
async fn the_activities_and_their_twin_narrow_sort_and_page_alike() {
    let (_house, director) = scene().await;
    for query in [
        "",
        "?kind=regular&sort=title",
        "?way=face-to-face&state=planned",
        "?q=%EC%83%81%EB%8B%B4",
        "?page=2",
        "?week=2022-11-23",
    ] {
        let (page, json) = both(&director, &format!("/plan/activities{query}")).await;
        let rows = list(&json, "rows");
        assert_eq!(titles(&page), texts(rows, "title"), "{query}");
        assert_eq!(figures(&page), numbers(rows, "hours_week"), "{query}");
        assert!(json["pages"].as_i64() >= json["page"].as_i64());
    }
    let all = director.get("/api/plan/activities").await.json();
    let id = list(&all, "rows")[0]["id"].as_str().expect("an id").to_owned();
    let (page, json) = both(&director, &format!("/plan/activities/{id}")).await;
    let hours = format!("<dd>{}</dd>", json["hours_week"]);
    assert!(page.contains(&hours), "{hours}");
    for one in list(&json, "milestones") {
        assert!(page.contains(one["title"].as_str().expect("a title")));
    }
}

#[tokio::test]
async fn the_bars_and_their_twin_show_one_calendar_year_alike() {
    let (_house, director) = scene().await;
    let mut counts = Vec::new();
    for query in ["?year=2020", "?year=2020&shown=2022", "?year=2020&task=2020-01"] {
        let (page, json) = both(&director, &format!("/plan/gantt{query}")).await;
        let rows = list(&json, "rows");
        assert_eq!(titles(&page), texts(rows, "title"), "{query}");
        assert_eq!(page.matches("rx=\"3\"").count(), rows.len(), "a bar for each row");
        let marks: usize = rows.iter().map(|row| list(row, "milestones").len()).sum();
        assert_eq!(page.matches('◆').count() + page.matches('◇').count(), marks, "{query}");
        counts.push(rows.len());
    }
    assert_eq!(counts, [28, 6, 3]);
}

#[tokio::test]
async fn the_board_and_its_twin_count_alike_and_each_count_leads_to_its_rows() {
    let (_house, director) = scene().await;
    for query in ["?year=2020", "?year=2020&task=2020-01"] {
        let (page, json) = both(&director, &format!("/plan/board{query}")).await;
        let lanes = list(&json, "lanes");
        let heads: Vec<&str> = between(&page, "<h2 id=\"lane-", "</h2>");
        assert_eq!(heads.len(), 4);
        for (head, lane) in heads.into_iter().zip(lanes) {
            let link = between(head, "<a href=\"", "<span").remove(0);
            let (href, count) = link.split_once("\">").expect("a link");
            assert_eq!(count.parse::<i64>().ok(), lane["count"].as_i64(), "{head}");
            let rows = director.get(&href.replace("&#38;", "&").replace("&amp;", "&")).await.text();
            assert_eq!(Some(titles(&rows).len() as i64), lane["count"].as_i64(), "{href}");
        }
    }
}

#[tokio::test]
async fn the_load_and_its_twin_show_the_same_hours_and_each_cell_leads_to_what_sums_to_it() {
    let (_house, director) = scene().await;
    for query in ["?year=2020&from=2020-06-01", "?year=2020&from=2022-11-14"] {
        let (page, json) = both(&director, &format!("/plan/load{query}")).await;
        let cells = between(&page, "<td><a href=\"", "</a>");
        let weeks: Vec<&Value> = list(&json, "people")
            .iter()
            .chain(list(&json, "units"))
            .flat_map(|row| list(row, "weeks"))
            .collect();
        assert_eq!(cells.len(), weeks.len());
        for (cell, week) in cells.iter().zip(&weeks) {
            let (href, text) = cell.split_once("\">").expect("a link");
            let shown =
                format!("상시 {} + 강화 {} = {}시간", week["regular"], week["strengthening"], week["total"]);
            assert_eq!(text.replace(['\u{2068}', '\u{2069}'], ""), shown);
            let rows = director.get(&format!("/api{}", href.replace("&amp;", "&"))).await.json();
            assert_eq!(rows["hours_week"], week["total"], "{href}");
        }
        assert_eq!(json["warnings"].as_u64().map(|n| n as usize), Some(list(&json, "sentences").len()));
        assert_eq!(page.matches("이 주의 활동 보기").count(), list(&json, "sentences").len());
    }
}

#[tokio::test]
async fn the_material_list_and_its_twin_narrow_and_page_alike() {
    let (_house, director) = scene().await;
    for query in ["", "?state=wanted", "?task=2020-03&q=%ED%86%B5%EA%B3%84", "?page=9"] {
        let (page, json) = both(&director, &format!("/plan/materials{query}")).await;
        let rows = list(&json, "rows");
        assert_eq!(titles(&page), texts(rows, "title"), "{query}");
        assert_eq!(figures(&page), numbers(rows, "files"), "{query}");
    }
    let all = director.get("/api/plan/materials").await.json();
    let id = list(&all, "rows")[0]["id"].as_str().expect("an id").to_owned();
    let (page, json) = both(&director, &format!("/plan/materials/{id}")).await;
    assert!(page.contains(&format!("value=\"{}\"", json["title"].as_str().expect("a title"))));
}

#[tokio::test]
async fn the_sheets_and_their_twin_show_the_same_readiness() {
    let (_house, director) = scene().await;
    for query in ["", "?state=ready", "?task=2020-06"] {
        let (page, json) = both(&director, &format!("/plan/sheets{query}")).await;
        let rows = list(&json, "rows");
        assert_eq!(titles(&page), texts(rows, "title"), "{query}");
        let filled = |row: &Value| format!("{}가지 가운데 {}가지를 채웠습니다.", row["parts"], row["filled"]);
        let shown: Vec<String> = between(&page, "#parts\">", "</a>")
            .into_iter()
            .map(|text| text.replace(['\u{2068}', '\u{2069}'], ""))
            .collect();
        assert_eq!(shown, rows.iter().map(filled).collect::<Vec<_>>());
    }
    let ready = director.get("/api/plan/sheets?state=ready").await.json();
    assert_eq!(ready["total"], 2, "the sheets of the two core tasks are ready");
    let id = list(&ready, "rows")[0]["id"].as_str().expect("an id").to_owned();
    let (page, json) = both(&director, &format!("/plan/sheets/{id}")).await;
    let expected: Vec<i64> = list(&json, "steps")
        .iter()
        .flat_map(|step| {
            ["after_days", "days", "hours_week"].map(|key| step[key].as_i64().expect("a number"))
        })
        .collect();
    assert_eq!((figures(&page), list(&json, "missing").len()), (expected, 0));
    let csv = said(&director.get("/plan/sheets.csv?state=ready").await, StatusCode::OK);
    assert_eq!(csv.lines().count(), 3);
    assert_eq!(&director.get("/plan/sheets.xlsx").await.bytes[..2], b"PK");
}

#[tokio::test]
async fn the_documents_and_their_twin_show_the_same_versions_and_items() {
    let (_house, director) = scene().await;
    let (page, json) = both(&director, "/plan/documents").await;
    let rows = json.as_array().expect("a list");
    assert_eq!((titles(&page), figures(&page)), (texts(rows, "title"), numbers(rows, "number")));
    let (page, json) = both(&director, "/plan/documents/detailed-plan-2020").await;
    let items = list(&json, "items");
    assert_eq!(page.matches("<div id=\"item-").count(), items.len());
    assert_eq!(items.len(), 10);
    let tasks: usize = items.iter().map(|item| list(item, "tasks").len()).sum();
    assert_eq!(page.matches("<br><a href=\"/plan/tasks/").count(), tasks);
}

#[tokio::test]
async fn the_budget_and_its_twin_narrow_sort_and_sum_alike() {
    let (house, director) = scene().await;
    for query in ["?year=2020", "?task=2020-01", "?sort=remaining&q=%EB%B9%84", "?field=2020-2"] {
        let (page, json) = both(&director, &format!("/plan/budget{query}")).await;
        let mut expected: Vec<i64> =
            list(&json, "lines").iter().flat_map(|line| money(&line["money"])).collect();
        expected.extend(money(&json["total"]));
        assert_eq!(figures(&page), expected, "{query}");
    }
    let line = lines(&house, 2020).await.remove(0).id;
    let (page, json) = both(&director, &format!("/plan/budget/{line}")).await;
    let mut expected: Vec<i64> = list(&json, "commitments")
        .iter()
        .flat_map(|one| ["won", "paid_won", "owed_won"].map(|key| one[key].as_i64().expect("won")))
        .collect();
    expected.extend(numbers(list(&json, "payments"), "won"));
    assert_eq!(figures(&page), expected);
    let promise = list(&json, "commitments")[0]["id"].as_str().expect("an id");
    let narrow = format!("/plan/budget/{line}?commitment={promise}");
    let (page, narrowed) = both(&director, &narrow).await;
    assert!(page.contains(&format!("{narrow}#payments")), "what was paid on a promise leads to its payments");
    let paid: i64 = numbers(list(&narrowed, "payments"), "won").iter().sum();
    assert_eq!(Some(paid), narrowed["commitments"][0]["paid_won"].as_i64());
}

#[tokio::test]
async fn the_requests_and_their_twin_show_the_same_amounts() {
    let (house, director) = scene().await;
    let staff = house.role("centre-staff").await;
    let all = lines(&house, 2020).await;
    for (kind, to, won) in [("transfer", all[1].id.as_str(), "1000"), ("carry-over", "", "2500")] {
        let fields = [
            ("kind", kind),
            ("from_line", all[0].id.as_str()),
            ("to_line", to),
            ("won", won),
            ("reason", "까닭"),
        ];
        assert_eq!(staff.post("/plan/transfers", &fields).await.status, StatusCode::SEE_OTHER);
    }
    let (page, json) = both(&director, "/plan/transfers?year=2020").await;
    let rows = list(&json, "rows");
    assert_eq!(figures(&page), numbers(rows, "won"));
    assert_eq!((rows.len(), &rows[0]["may_decide"]), (2, &Value::Bool(true)));
    assert_eq!(staff.get("/api/plan/transfers?year=2020").await.json()["rows"][0]["may_decide"], false);
}

#[tokio::test]
async fn the_modes_and_their_twin_count_the_same_days_and_preview_the_same_work() {
    let (_house, director) = scene().await;
    let (page, json) = both(&director, "/plan/modes?year=2020").await;
    let shown: Vec<i64> = between(&page, "<a href=\"#history\">", "</a>")
        .into_iter()
        .map(|days| number(&plain(days)))
        .collect();
    let days: Vec<i64> = json["days"].as_object().expect("days").values().filter_map(Value::as_i64).collect();
    assert_eq!((shown, days.iter().sum()), (days.clone(), 366));
    assert_eq!(page.matches("예시 공문").count(), list(&json, "history").len());
    let query = "mode=social-distancing&from_on=2022-11-23&note=a&legal_basis=b&start_sheets=yes";
    let (page, json) = both(&director, &format!("/plan/modes/preview?{query}")).await;
    let count = |key: &str| list(&json, key).len();
    let page = page.replace(['\u{2068}', '\u{2069}'], "");
    assert!(page.contains(&format!("멈추는 활동 {}개", count("stops"))), "{page}");
    assert!(page.contains(&format!("계속할 수 있는 활동 {}개", count("goes_on"))));
    let wrong = director.get("/api/plan/modes/preview?mode=social-distancing&from_on=x").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text());
}

#[tokio::test]
async fn forms_and_their_twins_begin_with_the_same_values_and_choices() {
    let (_house, director) = scene().await;
    let first = async |path: &str| {
        let json = director.get(path).await.json();
        json["rows"][0]["id"].as_str().expect("an id").to_owned()
    };
    let activity = first("/api/plan/activities").await;
    let sheet = first("/api/plan/sheets").await;
    let paths = [
        "/plan/activities/new?task=2020-01".to_owned(),
        format!("/plan/activities/{activity}/edit"),
        "/plan/materials/new?task=2020-03".into(),
        "/plan/sheets/new".into(),
        format!("/plan/sheets/{sheet}/edit"),
        "/plan/documents/detailed-plan-2020/edit".into(),
        "/plan/budget/import".into(),
        "/plan/copy".into(),
        "/plan/modes/switch".into(),
    ];
    for path in &paths {
        let (page, json) = both(&director, path).await;
        let action = json["action"].as_str().expect("an address");
        assert!(page.contains(&format!("action=\"{action}")), "{path}");
        for field in list(&json, "fields") {
            let name = field["name"].as_str().expect("a name");
            assert!(page.contains(&format!("name=\"{name}\"")), "{path}: {name}");
            for choice in field["choices"].as_array().into_iter().flatten() {
                let value = choice["value"].as_str().expect("a value");
                let there = page.contains(&format!("value=\"{value}\""));
                assert!(there || name == "task_id", "{path}: {name} may be {value}");
            }
        }
    }
}
