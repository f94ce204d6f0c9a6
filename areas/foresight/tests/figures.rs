//! The situation against sums done by hand from the shipped files, read here by a path of their own.

use std::collections::{BTreeMap, BTreeSet};

use foresight::{
    AREA,
    actions::{self, Question},
    model::{Carried, Situation},
};
use jiff::civil::date;
use testkit::House;

/// Reads a shipped file as rows of named cells.
fn rows(name: &str) -> Vec<BTreeMap<String, String>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data").join(name);
    let mut reader = csv::Reader::from_path(path).expect("the file is there");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> i64 {
    row[column].parse().expect("a whole number")
}

/// Plans that were not deleted.
fn plans() -> Vec<BTreeMap<String, String>> {
    rows("senior_job_projects_incheon_2022.csv").into_iter().filter(|row| row["deleted"] == "N").collect()
}

async fn loaded() -> House {
    let house = House::with(&[&AREA]).await;
    house.set(async |work| register::public::load(work).await).await;
    house
}

async fn situation(house: &House) -> Situation {
    let mut tx = house.app.db().read().await.expect("a read begins");
    let question = Question { year: None, today: date(2022, 11, 23), demo: false };
    actions::situation(&mut tx, question).await.expect("there is a situation")
}

#[tokio::test]
async fn the_city_of_2022_has_45_696_places_in_555_projects_of_51_institutions() {
    let city = situation(&loaded().await).await.supply.city;
    assert_eq!((city.tally.places, city.tally.projects, city.tally.institutions), (45_696, 555, 51));
    assert_eq!(city.people.map(|people| people.persons), Some(461_767));
}

#[tokio::test]
async fn every_district_and_type_equals_the_sum_done_by_hand() {
    let situation = situation(&loaded().await).await;
    let plans = plans();
    let names: BTreeSet<&str> = plans.iter().map(|plan| plan["district"].as_str()).collect();
    let shown: BTreeSet<&str> =
        situation.supply.districts.iter().map(|district| district.name.as_str()).collect();
    assert_eq!(shown, names);
    let words = [("public-interest", "공익활동형"), ("social-service", "사회서비스형"), ("market", "시장형")];
    for district in &situation.supply.districts {
        let own: Vec<_> = plans.iter().filter(|plan| plan["district"] == district.name).collect();
        let places: i64 = own.iter().map(|plan| number(plan, "target_jobs")).sum();
        let institutions: BTreeSet<_> = own.iter().map(|plan| &plan["institution_id"]).collect();
        let tally = district.tally;
        assert_eq!(
            (tally.places, tally.projects, tally.institutions),
            (places, own.len() as i64, institutions.len() as i64),
            "{}",
            district.name
        );
        for (id, word) in words {
            let of_type: Vec<_> = own.iter().filter(|plan| plan["programme_type"] == word).collect();
            let places: i64 = of_type.iter().map(|plan| number(plan, "target_jobs")).sum();
            let found = district.types.iter().find(|found| found.type_id == id).expect("the type is listed");
            assert_eq!(
                (found.tally.places, found.tally.projects),
                (places, of_type.len() as i64),
                "{} {word}",
                district.name
            );
        }
    }
}

#[tokio::test]
async fn a_rate_divides_places_of_2022_by_residents_of_the_same_year() {
    let situation = situation(&loaded().await).await;
    let people: BTreeMap<String, i64> = rows("population.csv")
        .iter()
        .filter(|row| row["basis"] == "registered_resident" && row["ref_date"] == "2022-12-31")
        .map(|row| (row["area_code"].clone(), number(row, "age_65_plus")))
        .collect();
    let mut sum = 0;
    for district in situation.supply.districts.iter().filter(|district| !district.is_direct()) {
        let rate = district.rate.expect("a district has a rate");
        let counted = district.people.as_ref().expect("a district has people");
        assert_eq!((rate.of, rate.per), (district.tally.places, people[&district.id]), "{}", district.name);
        assert_eq!((counted.counted_on, counted.basis.as_str()), (date(2022, 12, 31), "registered_resident"));
        let now = district.now.as_ref().expect("a district has people of 2026");
        assert_eq!((now.people.counted_on, now.people.basis.as_str()), (date(2026, 6, 30), "registered_all"));
        assert_eq!(district.goal.map(|gap| gap.needed), Some((counted.persons + 9) / 10));
        sum += counted.persons;
    }
    assert_eq!(sum, 461_767);
    assert_eq!(situation.supply.city.rate.and_then(base::Ratio::per_hundred).as_deref(), Some("9.90"));
}

#[tokio::test]
async fn what_the_city_runs_directly_has_places_but_no_people_rate_or_projection() {
    let situation = situation(&loaded().await).await;
    let direct = situation.supply.districts.last().expect("there are rows");
    assert_eq!((direct.name.as_str(), direct.tally.places, direct.tally.projects), ("직속", 555, 12));
    assert!(direct.is_direct() && direct.rate.is_none() && direct.people.is_none() && direct.now.is_none());
    assert!(!direct.has_projection());
}

#[tokio::test]
async fn need_follows_the_official_projection_and_dong_gu_has_none() {
    let situation = situation(&loaded().await).await;
    let projected: BTreeMap<(String, i64), i64> = rows("projection.csv")
        .iter()
        .filter(|row| {
            row["edition"].starts_with("KOSTAT 시군구")
                && row["age_from"] == "65"
                && row["age_to"].is_empty()
                && row["sex"] == "T"
        })
        .map(|row| ((row["area_name"].clone(), number(row, "year")), number(row, "persons")))
        .collect();
    for district in situation.supply.districts.iter().filter(|district| !district.is_direct()) {
        let years: Vec<i64> = district.later.iter().map(|later| later.year).collect();
        assert_eq!(years, [2026, 2031, 2036, 2041]);
        assert_eq!(district.has_projection(), district.name != "동구");
        for later in &district.later {
            let persons = projected.get(&(format!("인천광역시 {}", district.name), later.year)).copied();
            assert_eq!(later.projection.as_ref().map(|found| found.persons), persons, "{}", district.name);
            assert_eq!(later.needed, persons.map(|persons| (persons + 9) / 10));
        }
    }
    assert!(situation.supply.later_sum.iter().all(|sum| sum.districts == 9));
}

#[tokio::test]
async fn nothing_is_spread_over_the_districts_of_july_2026() {
    let situation = situation(&loaded().await).await;
    assert_eq!(situation.supply.changed_on, Some(date(2026, 7, 1)));
    assert_eq!(situation.supply.after.len(), 11);
    let mut divided = BTreeMap::new();
    for after in &situation.supply.after {
        match &after.carried {
            Carried::Whole { places } => {
                let before = situation.district(&after.id).map(|district| district.tally.places);
                assert_eq!(before, Some(*places), "{}", after.name);
            }
            Carried::NotDivisible { from } => {
                let from: Vec<(&str, i64, bool)> =
                    from.iter().map(|o| (o.name.as_str(), o.places, o.whole)).collect();
                divided.insert(after.name.as_str(), from);
            }
        }
        assert!(after.now.is_some(), "{}", after.name);
    }
    let expected = BTreeMap::from([
        ("제물포구", vec![("동구", 2_582, true), ("중구", 2_486, false)]),
        ("영종구", vec![("중구", 2_486, false)]),
        ("서해구", vec![("서구", 5_418, false)]),
        ("검단구", vec![("서구", 5_418, false)]),
    ]);
    assert_eq!(divided, expected);
}

#[tokio::test]
async fn single_ages_of_2026_add_up_to_the_people_65_and_over_of_that_day() {
    let situation = situation(&loaded().await).await;
    let ages: i64 = rows("population_single_age_incheon.csv")
        .iter()
        .filter(|row| row["area_code"] == "2800000000" && row["sex"] == "T" && number(row, "age") >= 65)
        .map(|row| number(row, "persons"))
        .sum();
    assert_eq!(situation.supply.city.now.as_ref().map(|now| now.people.persons), Some(ages));
    let by_age: BTreeMap<i64, i64> = rows("population_single_age_incheon.csv")
        .iter()
        .filter(|row| row["area_code"] == "2800000000" && row["sex"] == "T")
        .map(|row| (number(row, "age"), number(row, "persons")))
        .collect();
    let shown: Vec<(i64, i64)> =
        situation.demand.cohorts.iter().map(|cohort| (cohort.age, cohort.persons)).collect();
    let expected: Vec<(i64, i64)> = (62..=71).rev().map(|age| (age, by_age[&age])).collect();
    assert_eq!(shown, expected);
}

#[tokio::test]
async fn shares_by_activity_and_type_add_up_to_all_places() {
    let situation = situation(&loaded().await).await;
    let variety = &situation.variety;
    assert_eq!(variety.types.iter().map(|share| share.places).sum::<i64>(), 45_696);
    assert_eq!(variety.activities.iter().map(|share| share.places).sum::<i64>(), 45_696);
    let projects: Vec<i64> = variety.types.iter().map(|share| share.projects).collect();
    assert_eq!(projects, [342, 111, 102]);
    let published: BTreeMap<String, i64> = rows("job_activities_2022.csv")
        .iter()
        .filter(|row| number(row, "target_jobs_incheon") > 0)
        .map(|row| (row["activity_code"].clone(), number(row, "target_jobs_incheon")))
        .collect();
    let shown: BTreeMap<String, i64> =
        variety.activities.iter().map(|activity| (activity.code.clone(), activity.places)).collect();
    assert_eq!(shown, published);
}

#[tokio::test]
async fn loading_twice_changes_nothing() {
    let house = loaded().await;
    let before = situation(&house).await;
    let mut work = house.work().await;
    let head = register::journal::head(&mut work.tx).await.expect("a head");
    let again = register::public::load(&mut work).await.expect("it can be loaded again");
    assert!(again.is_nothing());
    assert_eq!(register::journal::head(&mut work.tx).await.expect("a head"), head);
    drop(work);
    assert_eq!(situation(&house).await, before);
}

#[tokio::test]
async fn the_withdrawn_plans_are_kept_but_not_counted() {
    let house = House::with(&[&AREA]).await;
    let loaded = house.set(async |work| register::public::load(work).await).await;
    assert_eq!((loaded.projects, loaded.agencies, loaded.districts), (610, 51, 16));
    let mut tx = house.app.db().read().await.expect("a read begins");
    let plan = rows("senior_job_projects_incheon_2022.csv")
        .into_iter()
        .find(|row| row["deleted"] == "Y")
        .expect("a plan");
    let kept =
        register::projects::project_by_number(&mut tx, 2022, &plan["project_no"]).await.expect("a read");
    assert_eq!(kept.map(|project| project.withdrawn), Some(true));
    assert_eq!(register::projects::projects(&mut tx, 2022, None).await.map(|all| all.len()).ok(), Some(555));
}
