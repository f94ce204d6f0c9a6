//! Reminders, sample data, indicators and words.

use base::AgencyId;
use register::{journal, messages};
use web::{JobContext, Lang};

use crate::scene::*;

/// Runs the reminders of the house's day.
async fn remind(house: &testkit::House) -> String {
    let id = house.set(async |work| register::jobs::order(work, "returns.remind", "", "{}").await).await;
    let mut tx = house.app.db().read().await.expect("a read");
    let job = register::jobs::job(&mut tx, &id).await.expect("a job").expect("the job");
    drop(tx);
    (returns::AREA.jobs[0].run)(JobContext { app: house.app.clone(), job }).await.expect("it runs")
}

#[tokio::test]
async fn agencies_that_have_not_filed_are_reminded_once_on_each_day() {
    let house = house().await;
    holidays(&house).await;
    house.member("agency-staff", Some(AgencyId::from("a"))).await;
    house.member("agency-staff", Some(AgencyId::from("b"))).await;
    assert_eq!(remind(&house).await, "{\"sent\":0}", "2026-03-02 is a day off");
    // The fifth working day of March 2026 is the 9th: Monday the 2nd is the substitute of the 1st.
    house.app.clock().advance(4 * 86_400);
    assert_eq!(remind(&house).await, "{\"sent\":0}");
    house.app.clock().advance(-86_400);
    assert_eq!(remind(&house).await, "{\"sent\":2}");
    assert_eq!(remind(&house).await, "{\"sent\":0}", "a day's reminder is sent once");
    house.app.clock().advance(5 * 86_400);
    assert_eq!(remind(&house).await, "{\"sent\":2}", "the day after the due day");
    let mut tx = house.app.db().read().await.expect("a read");
    let filter = messages::Filter { about: "returns:2026-02:a:".into(), ..messages::Filter::default() };
    let sent = messages::messages(&mut tx, &filter, 10, 0).await.expect("messages");
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].subject, "2026년 2월 실적보고 기한이 지났습니다");
    drop(tx);
    let late = house.role("team-lead").await.get("/api/returns/late").await.json();
    assert_eq!(late.as_array().map(Vec::len), Some(4), "{late}");
    let lead = house.role("team-lead").await;
    let page = lead.get("/returns/late").await.text();
    assert!(page.contains("<a href=\"/returns/a/2026-02/reminders\">2</a>"), "{page}");
    let page = lead.get("/returns/a/2026-02/reminders").await.text();
    assert_eq!(page.matches("<tr><td>").count(), 2, "the count leads to the messages it counts: {page}");
    assert!(page.contains("모두 2건입니다") && page.contains("실적보고 기한이 지났습니다"), "{page}");
    let twin = lead.get("/api/returns/a/2026-02/reminders").await.json();
    assert_eq!(twin.as_array().map(Vec::len), Some(2), "{twin}");
    let others = house.member("agency-staff", Some(AgencyId::from("b"))).await.1;
    assert_eq!(others.get("/returns/a/2026-02/reminders").await.status, http::StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_calendar_says_in_both_languages_where_the_due_day_comes_from() {
    let house = house().await;
    let lead = house.role("team-lead").await;
    let page = lead.get("/returns/calendar?year=2026").await.text();
    assert!(page.contains("이 시스템의 기본값(다음 달 5번째 근무일)입니다"), "{page}");
    assert!(!page.contains("house default"), "{page}");
}

#[tokio::test]
async fn sample_data_fills_the_year_with_a_few_gaps_and_matching_facts() {
    let house = house().await;
    holidays(&house).await;
    house.app.clock().advance(86_400 * 266);
    house.set(async |work| returns::sample::fill(work).await).await;
    let lead = house.role("team-lead").await;
    let months = lead.get("/api/returns?year=2026").await.json();
    assert_eq!(months.as_array().map(Vec::len), Some(20), "{months}");
    let rows = lead.get("/api/returns/rows?from=2026-01&until=2026-10").await.json();
    assert_eq!(rows["total"]["subsidy_won"].as_i64(), Some(fact(&house, "returns.subsidy_won").await));
    assert_eq!(fact(&house, "returns.filed").await, 20);
    house.set(async |work| returns::sample::fill(work).await).await;
    assert_eq!(fact(&house, "returns.filed").await, 20, "a second time changes nothing");
    let page = lead.get("/returns").await.text();
    assert!(page.contains("마감"), "{page}");
    let mut tx = house.app.db().read().await.expect("a read");
    let filter = journal::Filter { deed: "returns.month-locked".into(), ..journal::Filter::default() };
    let mut locked: Vec<String> = journal::lines(&mut tx, &filter, 100)
        .await
        .expect("lines")
        .into_iter()
        .map(|line| line.subject)
        .collect();
    locked.sort();
    let expected: Vec<String> = (1..=9).map(|month| format!("2026-{month:02}")).collect();
    assert_eq!(locked, expected, "a lock of the sample is in the journal as a real one is");
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn every_indicator_state_finding_and_refusal_has_words_in_both_languages() {
    let house = house().await;
    let words = house.app.words();
    let mut keys: Vec<String> = returns::AREA
        .indicators
        .iter()
        .filter(|one| !one.name.starts_with("returns.filed") && one.name != "returns.approved")
        .map(|one| format!("returns-indicator-{}", one.name.trim_start_matches("returns.").replace('_', "-")))
        .collect();
    for state in
        ["none", "draft", "ready", "submitted", "approved", "returned", "locked", "imported", "idle", "late"]
    {
        keys.push(format!("returns-state-{state}"));
    }
    for code in [
        "unknown-project",
        "other-agency-project",
        "wrong-agency",
        "wrong-month",
        "month-not-over",
        "left-too-many",
        "since-january-too-few",
        "since-january-fell",
        "joined-too-many",
        "trained-too-many",
        "early-only-january",
        "target-differs",
        "people-do-not-add-up",
        "far-over-target",
        "pay-without-hours",
        "missing-project",
    ] {
        keys.push(format!("returns-finding-{code}"));
        keys.push(format!("returns-finding-{code}.next"));
    }
    for code in [
        "no-such-agency",
        "no-such-month",
        "no-such-project",
        "nothing-filed",
        "month-not-over",
        "month-ahead",
        "month-locked",
        "already-submitted",
        "errors-left",
        "answers-missing",
        "not-submitted",
        "own-return",
        "reason-missing",
        "returns-missing",
        "already-open",
        "file-missing",
        "resident-number",
        "no-such-receipt",
        "no-marked-file",
        "import-row",
    ] {
        keys.push(format!("returns-refused-{code}"));
        keys.push(format!("returns-refused-{code}.next"));
    }
    keys.extend(MEASURES.iter().map(|name| format!("returns-column-{}", name.replace('_', "-"))));
    for key in keys {
        assert!(words.has(Lang::Ko, &key) && words.has(Lang::En, &key), "{key} has no words");
    }
    let titles = titles(&house.visitor()).await;
    let columns = ["agency", "project", "month"].into_iter().chain(MEASURES);
    for (column, title) in columns.zip(titles) {
        assert_eq!(words.plain(Lang::Ko, &format!("returns-column-{}", column.replace('_', "-"))), title);
    }
}

#[tokio::test]
async fn the_real_projects_of_2022_get_plausible_sample_returns() {
    let house = testkit::House::with(AREAS).await;
    house.app.clock().advance(-86_400 * 1_195);
    assert_eq!(house.app.clock().today().to_string(), "2022-11-23");
    house.set(async |work| register::public::load(work).await.map(drop)).await;
    let begun = std::time::Instant::now();
    house.set(async |work| returns::sample::fill(work).await).await;
    assert!(begun.elapsed().as_secs() < 60, "it takes {:?}", begun.elapsed());
    let lead = house.role("team-lead").await;
    let rows = lead.get("/api/returns/rows?month=2022-06").await.json();
    let sum = |name: &str| rows["total"][name].as_i64().expect("a figure");
    assert_eq!(rows["count"].as_i64().map(|count| count > 400), Some(true), "{}", rows["count"]);
    let people: i64 = MEASURES[2..10].iter().map(|name| sum(name)).sum();
    let percent = people * 100 / sum("target");
    assert!((85..=105).contains(&percent), "{percent} % of the target");
    let year = lead.get("/api/returns/rows?from=2022-01&until=2022-10").await.json();
    let sum = |name: &str| year["total"][name].as_i64().expect("a figure");
    let left: i64 = MEASURES[12..18].iter().map(|name| sum(name)).sum();
    let health = sum("left_health") * 100 / left;
    assert!((40..=50).contains(&health), "{health} % left for their health");
}
