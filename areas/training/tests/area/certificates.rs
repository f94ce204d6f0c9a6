//! Certificates: numbered, signed, checked by strangers, revoked, and still proven after the key was rotated.

use documents::badge::{self, KnownKey, PublicKey};
use http::StatusCode;
use serde_json::Value;
use testkit::{Client, House};

use crate::scene::*;

/// Completes a batch of one and issues the certificate; gives its id, enrolment and batch.
async fn issued(house: &House, staff: &Client, more: &[(&str, &str)]) -> (String, String, String) {
    let course = course(staff, more).await;
    let (batch, session, seat) = seated(house, staff, &course, "2026-03-02").await;
    done(&mark(staff, &session, &seat, "present").await);
    done(&staff.post(&format!("/training/sessions/{session}/close"), &[]).await);
    done(&staff.post(&format!("/training/batches/{batch}/complete"), &[]).await);
    done(&staff.post(&format!("/training/batches/{batch}/certificates"), &[("enrolment", &seat)]).await);
    let rows = staff.get("/api/training/certificates").await.json();
    let href = rows["rows"][0]["href"].as_str().expect("an address").to_owned();
    (href.rsplit('/').next().expect("an id").to_owned(), seat, batch)
}

async fn one(client: &Client, id: &str) -> Value {
    client.get(&format!("/api/training/certificates/{id}")).await.json()
}

#[tokio::test]
async fn anyone_checks_a_certificate_and_sees_the_name_only_when_they_know_it() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let (id, seat, batch) = issued(&house, &staff, &[("valid_months", "24")]).await;
    let own = one(&staff, &id).await;
    assert_eq!(own["number"], "2026-0001");
    assert_eq!(own["expires"], "2028-03-02");
    let twice = staff.post(&format!("/training/batches/{batch}/certificates"), &[("enrolment", &seat)]).await;
    refused(&twice, StatusCode::CONFLICT, "수료증을 이미 2026-0001호로 냈습니다.");
    let visitor = house.visitor();
    let check = own["check"].as_str().expect("an address").to_owned();
    let page = said(&visitor.get(&check).await, StatusCode::OK);
    assert!(
        page.contains("홍*동") && !page.contains("홍길동") && page.contains("전자 서명이 맞습니다."),
        "{page}"
    );
    assert!(page.contains("유효") && page.contains("3시간") && !page.contains("기관 a1"));
    let named = visitor.get(&format!("{check}?name=%ED%99%8D%EA%B8%B8%EB%8F%99")).await.text();
    assert!(named.contains("홍길동"));
    let by_number = "/training/verify?number=2026-0001&name=%ED%99%8D%EA%B8%B8%EB%8F%99";
    assert!(visitor.get(by_number).await.text().contains("전자 서명이 맞습니다."));
    let wrong = visitor.get("/training/verify?number=2026-0001&name=other").await.text();
    assert!(wrong.contains("그런 수료증을 찾지 못했습니다.") && !wrong.contains("안전점검"));
    refused(
        &visitor.get("/training/verify/none").await,
        StatusCode::NOT_FOUND,
        "그런 수료증을 찾지 못했습니다.",
    );
    assert_eq!(visitor.get(&format!("/training/certificates/{id}/file")).await.status, StatusCode::FORBIDDEN);
    let pdf = staff.get(&format!("/training/certificates/{id}/file")).await;
    assert_eq!(pdf.mime, "application/pdf");
    assert!(pdf.bytes.starts_with(b"%PDF-"));
}

#[tokio::test]
async fn the_badge_names_nobody_and_proves_itself_with_the_public_key_after_rotation() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let (id, _, _) = issued(&house, &staff, &[]).await;
    let own = one(&staff, &id).await;
    let address = own["badge"].as_str().expect("an address").to_owned();
    let signed = house.visitor().get(&address).await.json();
    assert!(!signed.to_string().contains("홍길동"));
    assert_eq!(signed["credentialStatus"]["id"], "https://dure.example/training/revoked");
    let keys = async || {
        let admin = house.role("system-admin").await;
        admin.get("/api/training/keys").await.json()["rows"].as_array().expect("rows").clone()
    };
    let public =
        PublicKey::from_multikey(keys().await[0]["key"].as_str().expect("a key")).expect("a multikey");
    assert!(badge::verify(&signed, &[KnownKey::current(public)]).is_ok());
    let mut changed = signed.clone();
    changed["name"] = Value::from("other");
    assert!(badge::verify(&changed, &[KnownKey::current(public)]).is_err());
    assert_eq!(staff.post("/training/keys", &[]).await.status, StatusCode::FORBIDDEN);
    done(&house.role("director").await.post("/training/keys", &[]).await);
    assert_eq!(keys().await.len(), 2);
    let check = own["check"].as_str().expect("an address").to_owned();
    assert!(house.visitor().get(&check).await.text().contains("전자 서명이 맞습니다."));
    let document = house.visitor().get("/training/issuer").await.json();
    assert!(!document.to_string().contains("sealed"));
}

#[tokio::test]
async fn a_revoked_certificate_says_so_with_its_day_and_what_it_said_stays_readable() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    let lead = house.role("team-lead").await;
    let (id, seat, batch) = issued(&house, &staff, &[]).await;
    let path = format!("/training/certificates/{id}/revoke");
    assert_eq!(staff.post(&path, &[("reason", "잘못")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(lead.post(&path, &[("reason", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    done(&lead.post(&path, &[("reason", "다른 사람의 출석")]).await);
    refused(&lead.post(&path, &[("reason", "또")]).await, StatusCode::CONFLICT, "이미 취소된 수료증입니다.");
    let own = one(&staff, &id).await;
    let page = house.visitor().get(own["check"].as_str().expect("an address")).await.text();
    assert!(page.contains("취소되었습니다.") && page.contains("안전점검") && page.contains("2026-03-02"));
    assert!(!page.contains("다른 사람의 출석"), "a stranger is not told why");
    let list = house.visitor().get("/training/revoked").await.json();
    assert_eq!(list["revokedCredential"].as_array().expect("a list").len(), 1);
    done(&staff.post(&format!("/training/batches/{batch}/certificates"), &[("enrolment", &seat)]).await);
    let rows = staff.get("/api/training/certificates").await.json();
    assert_eq!(rows["rows"][0]["number"], "2026-0002");
}

#[tokio::test]
async fn without_a_master_key_nothing_is_signed_and_the_way_is_said() {
    let house = House::with(AREAS).await;
    let mut work = house.work().await;
    let agency = register::agencies::Agency {
        id: base::AgencyId::from("a1"),
        name: "기관".into(),
        public_number: None,
        phone: String::new(),
        sample: false,
        source: "test".into(),
        version: 1,
    };
    register::agencies::insert(&mut work, &agency).await.expect("inserted");
    work.note("testkit.scene-set", "test").await.expect("noted");
    work.commit().await.expect("kept");
    let staff = house.role("centre-staff").await;
    let course = course(&staff, &[]).await;
    let (batch, session, seat) = seated(&house, &staff, &course, "2026-03-02").await;
    done(&mark(&staff, &session, &seat, "present").await);
    done(&staff.post(&format!("/training/sessions/{session}/close"), &[]).await);
    done(&staff.post(&format!("/training/batches/{batch}/complete"), &[]).await);
    let answer =
        staff.post(&format!("/training/batches/{batch}/certificates"), &[("enrolment", &seat)]).await;
    refused(&answer, StatusCode::CONFLICT, "비밀 열쇠를 잠글 열쇠 파일이 없습니다.");
}
