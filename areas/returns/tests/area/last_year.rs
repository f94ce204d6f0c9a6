//! The sample year before the practice year: who filed, what was locked, and which agencies are gone.

use std::collections::BTreeSet;

use base::{AgencyId, Month};
use jiff::{Timestamp, civil::date};
use register::{
    agencies,
    facts::{self, Query},
};

use crate::scene::*;

/// A house of the practice day with the public figures, the sample year before and the practice year.
async fn practice() -> testkit::House {
    let house =
        testkit::House::with_options(AREAS, web::Options { demo: true, ..web::Options::default() }).await;
    let day: Timestamp = "2022-11-23T00:00:00Z".parse().expect("a day");
    house.app.clock().advance(day.as_second() - house.app.clock().now().as_second());
    house
        .set(async |work| {
            register::public::load(work).await?;
            returns::sample::last_year(work).await?;
            returns::sample::fill(work).await?;
            returns::sample::last_year(work).await
        })
        .await;
    house
}

/// The agencies with approved returns in a year.
async fn approved(house: &testkit::House, year: i16) -> BTreeSet<AgencyId> {
    let mut tx = house.app.db().read().await.expect("a read");
    let query = Query::between("returns.approved", date(year, 1, 1), date(year, 12, 31));
    let sums = facts::by_project(&mut tx, &query).await.expect("sums");
    sums.into_iter().map(|sum| sum.agency_id).collect()
}

#[tokio::test]
async fn more_than_sixty_agencies_filed_the_year_before_and_those_that_ended_are_in_no_list_of_today() {
    let house = practice().await;
    let (before, now) = (approved(&house, 2021).await, approved(&house, 2022).await);
    assert_eq!((before.len(), now.len()), (65, 51));
    assert!(now.is_subset(&before), "change against the own past has a past");
    let mut tx = house.app.db().read().await.expect("a read");
    let today = agencies::agencies(&mut tx, date(2022, 11, 23)).await.expect("agencies");
    assert_eq!(today.iter().filter(|one| one.sample).count(), 0);
    let then = agencies::agencies(&mut tx, date(2021, 12, 31)).await.expect("agencies");
    assert_eq!(then.iter().filter(|one| one.sample && one.league.is_some()).count(), 14);
    let names = agencies::names(&mut tx).await.expect("names");
    assert_eq!(names.len(), 65);
    drop(tx);
    let lead = house.role("team-lead").await;
    let (this, last) =
        (lead.get("/returns?year=2022").await.text(), lead.get("/returns?year=2021").await.text());
    assert!(!this.contains("예시 수행기관"), "{this}");
    assert!(last.contains("예시 자료"), "{last}");
    let found = lead
        .get("/returns?year=2021&name=%EC%98%88%EC%8B%9C+%EC%88%98%ED%96%89%EA%B8%B0%EA%B4%80")
        .await
        .text();
    assert!(found.contains("예시 수행기관 14"), "{found}");
}

#[tokio::test]
async fn every_month_of_the_year_before_is_locked_and_its_figures_differ_from_this_year() {
    let house = practice().await;
    let lead = house.role("team-lead").await;
    let months = lead.get("/api/returns?year=2021").await.json();
    let states: BTreeSet<&str> =
        months.as_array().expect("a list").iter().filter_map(|one| one["state"].as_str()).collect();
    assert_eq!(states, BTreeSet::from(["locked"]));
    let people = async |month: Month| {
        let path = format!("/api/returns/rows?from={month}&until={month}&agency=institution-158");
        lead.get(&path).await.json()["total"]["people_since_january"].as_i64().expect("a number")
    };
    let (before, now) =
        (people(Month::of(date(2021, 9, 30))).await, people(Month::of(date(2022, 9, 30))).await);
    assert!(before > 0 && before != now, "{before} {now}");
}
