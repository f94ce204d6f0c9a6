//! The year before: what a round's values were then, and the year that a scheme is tried on.

use http::StatusCode;
use jiff::civil::date;
use register::facts::Fact;

use crate::scene::{EXAMPLE, said, scene};

#[tokio::test]
async fn a_value_stands_beside_that_of_the_same_months_of_the_year_before() {
    let scene = scene().await;
    scene
        .house
        .set(async |work| {
            let fact = |name: &'static str, value: i64| {
                Fact::of_agency(name, "a".into(), date(2025, 2, 28), value, "return-a-2025")
            };
            work.facts(&[fact("returns.filed", 1), fact("returns.places", 100), fact("returns.people", 91)])
                .await
        })
        .await;
    let round = scene.computed(EXAMPLE).await;
    let past = async |agency: &str| {
        let path = format!("/api/evaluation/rounds/{round}/agencies/{agency}/values");
        let wire = scene.staff.get(&path).await.json();
        let values = wire["values"].as_array().expect("a list").clone();
        let one = values.into_iter().find(|one| one["indicator"] == "attainment").expect("the indicator");
        one["past"].as_i64()
    };
    assert_eq!((past("a").await, past("b").await), (Some(91_000_000), None));
}

#[tokio::test]
async fn a_scheme_is_tried_on_the_year_that_is_over_and_published_for_this_one() {
    let scene = scene().await;
    let id = scene.import(EXAMPLE).await;
    let at = format!("/evaluation/schemes/{id}");
    let page = said(&scene.staff.get(&at).await, StatusCode::OK);
    assert!(page.contains("value=\"2025\"") && !page.contains("value=\"2026\""), "{page}");
    let empty = scene.staff.post(&format!("{at}/simulate"), &[("year", "2025")]).await;
    assert!(said(&empty, StatusCode::UNPROCESSABLE_ENTITY).contains("2025년 실적이 없습니다"));
    scene.staff.post(&format!("{at}/simulate"), &[("year", "2026")]).await;
    let page = said(&scene.lead.get(&at).await, StatusCode::OK);
    assert!(page.contains("value=\"2025\"") && page.contains("value=\"2026\""), "{page}");
}
