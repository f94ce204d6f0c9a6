//! Agencies and districts.

use base::AgencyId;
use jiff::civil::{Date, date};
use register::{agencies, districts};

use super::*;

/// Two agencies in two districts, one of which ends.
async fn scene(house: &House) -> (AgencyId, AgencyId) {
    house
        .set(async |work| {
            for (id, name, until) in [("old", "중구", Some(date(2026, 6, 30))), ("new", "제물포구", None)]
            {
                let from: Date = if until.is_some() { date(1995, 3, 1) } else { date(2026, 7, 1) };
                let one = districts::District {
                    id: id.into(),
                    name: name.into(),
                    kind: "district".into(),
                    from_on: from,
                    until_on: until,
                    source: "test".into(),
                };
                districts::put_district(work, &one).await?;
            }
            let step = districts::Succession {
                district_id: "old".into(),
                district_name: String::new(),
                successor_id: "new".into(),
                successor_name: String::new(),
                changed_on: date(2026, 7, 1),
                whole: false,
                source: "test".into(),
            };
            districts::put_succession(work, &step).await?;
            let mut ids = Vec::new();
            for name in ["institution 1453 (중구)", "institution 2000 (중구)"] {
                let agency = agencies::Agency {
                    id: AgencyId::fresh(),
                    name: name.into(),
                    public_number: None,
                    phone: String::new(),
                    sample: false,
                    source: "test".into(),
                    version: 1,
                };
                agencies::insert(work, &agency).await?;
                let term = agencies::Term {
                    id: String::new(),
                    agency_id: agency.id.clone(),
                    kind: "senior-club".into(),
                    league: "multi".into(),
                    district_id: "old".into(),
                    from_on: date(2022, 1, 1),
                    until_on: None,
                };
                agencies::add_term(work, &term).await?;
                ids.push(agency.id);
            }
            Ok((ids.remove(0), ids.remove(0)))
        })
        .await
}

#[tokio::test]
async fn agency_staff_see_their_own_agency_only() {
    let house = house().await;
    let (own, other) = scene(&house).await;
    let (_, staff) = house.member("agency-staff", Some(own.clone())).await;
    assert_eq!(staff.get(&format!("/office/agencies/{own}")).await.status, 200);
    assert_eq!(staff.get(&format!("/office/agencies/{other}")).await.status, 403);
    assert_eq!(staff.get(&format!("/api/office/agencies/{other}")).await.status, 403);
    assert!(!staff.get("/office/agencies").await.text().contains("institution 2000"));
    assert_eq!(staff.get("/api/office/agencies").await.json()["count"], 1);
    assert_eq!(staff.get("/office/users").await.status, 403);
}

#[tokio::test]
async fn a_term_ends_the_one_before_and_the_past_is_not_rewritten() {
    let house = house().await;
    let (id, _) = scene(&house).await;
    let staff = house.role("centre-staff").await;
    let path = format!("/office/agencies/{id}/terms");
    let wish = |from: &'static str, district: &'static str| {
        [("kind", "senior-club"), ("league", "single"), ("district", district), ("from_on", from)]
    };
    let wrong = staff.post(&path, &wish("2026-07-01", "old")).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("중구는 그날에 없는"), "{}", wrong.text());
    assert_eq!(staff.post(&path, &wish("2026-07-01", "new")).await.status, 303);
    assert_eq!(staff.post(&path, &wish("2026-07-01", "new")).await.status, 409);
    let before = staff.get(&format!("/api/office/agencies/{id}?on=2026-06-30")).await.json();
    let after = staff.get(&format!("/api/office/agencies/{id}?on=2026-07-01")).await.json();
    assert_eq!((before["league"].as_str(), before["district_name"].as_str()), (Some("multi"), Some("중구")));
    assert_eq!(
        (after["league"].as_str(), after["district_name"].as_str()),
        (Some("single"), Some("제물포구"))
    );
}

#[tokio::test]
async fn two_editors_of_one_agency_both_keep_their_text() {
    let house = house().await;
    let (id, _) = scene(&house).await;
    let staff = house.role("centre-staff").await;
    let path = format!("/office/agencies/{id}");
    assert_eq!(staff.post(&path, &[("name", "첫째"), ("version", "1")]).await.status, 303);
    let second = staff.post(&path, &[("name", "둘째"), ("version", "1")]).await;
    assert_eq!(second.status, 422);
    assert!(second.text().contains("첫째") && second.text().contains("둘째"));
}

#[tokio::test]
async fn districts_are_shown_as_of_a_day_with_what_they_became() {
    let house = house().await;
    scene(&house).await;
    let visitor = house.visitor();
    let on = async |day: &str| {
        visitor.get(&format!("/api/office/districts?on={day}")).await.json()["now"][0]["name"].clone()
    };
    assert_eq!((on("2026-06-30").await, on("2026-07-01").await), ("중구".into(), "제물포구".into()));
    assert!(visitor.get("/office/districts").await.text().contains("중구 → 제물포구"));
    assert_eq!(visitor.get("/office/districts/file?format=xlsx").await.bytes[..2], *b"PK");
}

#[tokio::test]
async fn a_new_agency_is_found_by_its_first_letters() {
    let house = house().await;
    scene(&house).await;
    let staff = house.role("centre-staff").await;
    let fields = [
        ("name", "강화 나눔터"),
        ("kind", "senior-club"),
        ("league", "multi"),
        ("district", "old"),
        ("from_on", "2026-03-02"),
    ];
    assert_eq!(staff.post("/office/agencies", &fields).await.status, 303);
    assert!(staff.get("/search?q=%E3%84%B1%E3%85%8E%E3%84%B4").await.text().contains("강화 나눔터"));
    assert_eq!(
        staff
            .post(
                "/office/agencies",
                &[("name", ""), ("kind", ""), ("league", ""), ("district", ""), ("from_on", "")]
            )
            .await
            .status,
        422
    );
}

#[tokio::test]
async fn the_heading_of_imported_history_is_no_agency() {
    let house = house().await;
    scene(&house).await;
    house
        .set(async |work| {
            let heading = agencies::Agency {
                id: agencies::COLLECTIVE.into(),
                name: "지난 실적 모음".into(),
                public_number: None,
                phone: String::new(),
                sample: false,
                source: "test".into(),
                version: 1,
            };
            agencies::insert(work, &heading).await
        })
        .await;
    let director = house.role("director").await;
    let page = director.get("/office/agencies").await.text();
    assert!(page.contains("institution 1453") && !page.contains("지난 실적 모음"), "{page}");
    for path in ["/office/agencies/imported-history", "/api/office/agencies/imported-history"] {
        assert_eq!(director.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn an_address_that_cannot_be_read_says_so_on_the_page_and_as_json() {
    let house = house().await;
    let director = house.role("director").await;
    for (path, sentence) in [
        ("/office/agencies?year=abc", "연도를 알아볼 수 없습니다"),
        ("/office/organization?on=tomorrow", "날짜를 알아볼 수 없습니다"),
        ("/office/journal?from=2026-02-30", "날짜를 알아볼 수 없습니다"),
        ("/office/users?page=0", "쪽 번호를 알아볼 수 없습니다"),
    ] {
        let page = director.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        let back = path.split('?').next().unwrap_or_default();
        assert!(
            page.text().contains(sentence) && page.text().contains(&format!("href=\"{back}\"")),
            "{path}"
        );
    }
    let json = director.get("/api/office/agencies?year=abc").await;
    assert_eq!((json.status.as_u16(), json.json()["code"].as_str()), (404, Some("web/unclear-address")));
}
