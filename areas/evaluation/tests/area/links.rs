//! Every way that a page offers leads somewhere: heads that sort, pages of a list, searches, files and links.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use http::StatusCode;
use testkit::Client;

use crate::scene::{crowd, said, scene};

/// Addresses after an attribute of a page, with the ampersands of the address.
fn after<'a>(page: &'a str, attribute: &'a str) -> impl Iterator<Item = String> + 'a {
    let parts = page.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
    parts.map(|found| found.replace("&amp;", "&").replace("&#38;", "&").replace("&#x26;", "&"))
}

/// Whatever a visitor can press that reads: links, and forms that ask.
fn ways(page: &str) -> BTreeSet<String> {
    let asked = after(page, "<form class=\"filters\" method=\"get\" action=\"").map(|at| format!("{at}?q=a"));
    let own = |at: &String| at.starts_with("/evaluation") || at.starts_with("/api/evaluation");
    after(page, "href=\"").filter(|at| !at.contains('#')).chain(asked).filter(own).collect()
}

/// An address without what names one thing, so that of many alike only some are followed.
fn shape(path: &str) -> String {
    let things = [
        "rounds",
        "agencies",
        "panels",
        "tours",
        "nominees",
        "schemes",
        "appeals",
        "reviews",
        "indicators",
        "files",
    ];
    let mut shape = Vec::new();
    let mut thing = false;
    for part in path.split('/') {
        shape.push(if thing { "*" } else { part });
        thing = things.contains(&part);
    }
    shape.join("/")
}

/// Follows every way from some pages on; what has a query is opened and not searched for more.
async fn follow(client: &Client, from: &[&str]) -> BTreeSet<String> {
    let mut waiting: VecDeque<String> = from.iter().map(|at| (*at).to_owned()).collect();
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    let mut met = BTreeSet::new();
    while let Some(at) = waiting.pop_front() {
        let (path, query) = at.split_once('?').unwrap_or((&at, ""));
        let seen = alike.entry(format!("{}?{query}", shape(path))).or_default();
        if *seen > 0 || !met.insert(at.clone()) {
            continue;
        }
        *seen += 1;
        let answer = client.get(&at).await;
        assert_eq!(answer.status, StatusCode::OK, "{at}");
        if query.is_empty() && answer.bytes.starts_with(b"<!") {
            waiting.extend(ways(&answer.text()));
        }
    }
    met
}

#[tokio::test]
async fn every_link_sort_page_search_and_file_of_evaluation_is_there() {
    let scene = scene().await;
    scene.house.set(async |work| evaluation::sample::fill(work).await).await;
    crowd(&scene.house, 50).await;
    let from = [
        "/evaluation",
        "/evaluation/schemes",
        "/evaluation/indicators",
        "/evaluation/indicators/attainment?year=2026",
        "/evaluation/appeals",
        "/evaluation/panels",
        "/evaluation/reviews",
        "/evaluation/tours",
        "/evaluation/awards",
        "/evaluation/rewards",
    ];
    let met = follow(&scene.lead, &from).await;
    let at = |word: &str| met.iter().filter(|at| at.contains(word) && !at.starts_with("/api")).count();
    assert!(met.contains("/evaluation?sort=year"), "{met:?}");
    assert_eq!(at("?year=2026&page=2"), 1, "{met:?}");
    assert_eq!(met.iter().filter(|at| at.contains("/agencies/") && at.contains("?sort=")).count(), 9);
    assert!(at("/tours/") > 5 && at("/panels/") > 1 && at("/ranking?sort=") == 9, "{met:?}");
}

#[tokio::test]
async fn files_are_offered_only_to_whoever_may_fetch_them() {
    let people = crate::people::People::nominated().await;
    let agency = people.scene.agency("a").await;
    let own = said(&agency.get(&people.at).await, StatusCode::OK);
    assert!(own.contains("종사자 1") && !own.contains("nominees.csv") && !own.contains("nominees.xlsx"));
    assert_eq!(agency.get(&format!("{}?sort=name", people.at)).await.status, StatusCode::OK);
    let all = said(&people.scene.lead.get(&people.at).await, StatusCode::OK);
    assert!(all.contains("nominees.csv") && all.contains("5.0시간 이상이어야 합니다"));
}
