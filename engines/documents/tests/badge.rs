//! Badges: the published test vector to the byte, and everything a stranger might do to a badge.

use documents::badge::{
    Achievement, Badge, BadgeRefused, Issuer, KnownKey, PublicKey, Recipient, RecipientKind, SecretKey,
    did_web, verify, verify_with_key,
};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Appendix B of W3C "Data Integrity EdDSA Cryptosuites v1.0", representation eddsa-jcs-2022: keys, credential, proof.
const PUBLIC: &str = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
const SECRET: &str = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq";
const METHOD: &str = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
const PROOF: &str =
    "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX";

fn vector() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
        "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential", "AlumniCredential"],
        "name": "Alumni Credential",
        "description": "A minimum viable example of an Alumni Credential.",
        "issuer": "https://vc.example/issuers/5678",
        "validFrom": "2023-01-01T00:00:00Z",
        "credentialSubject": { "id": "did:example:abcdefgh", "alumniOf": "The School of Examples" },
    })
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("well formed")
}

fn key() -> SecretKey {
    SecretKey::from_bytes([7; 32])
}

fn badge() -> Badge {
    Badge {
        id: "urn:uuid:0198d7a4-0000-7000-8000-000000000001".to_owned(),
        name: "안전교육 수료".to_owned(),
        issuer: Issuer {
            id: did_web("dure.example:8443").expect("well formed"),
            name: "노인일자리지원센터".to_owned(),
            url: Some("https://dure.example".to_owned()),
        },
        recipient: Recipient::hashed("member-0412", RecipientKind::Identifier, "k3J9s0dQ2LmVx8Tz")
            .expect("well formed"),
        achievement: Achievement {
            id: "https://dure.example/achievements/safety".to_owned(),
            name: "안전교육".to_owned(),
            description: "다섯 시간 과정".to_owned(),
            criteria: "모든 회차에 참석하고 평가를 통과함".to_owned(),
        },
        valid_from: at("2026-03-02T00:00:00Z"),
        valid_until: Some(at("2029-03-02T00:00:00Z")),
        status_list: Some("https://dure.example/badges/revoked".to_owned()),
    }
}

fn signed(by: &SecretKey, badge: &Badge) -> Value {
    let method = by.public().method_of(&badge.issuer.id);
    by.sign(&badge.credential().expect("well formed"), &method, at("2026-03-02T09:00:00Z"))
        .expect("well formed")
}

#[test]
fn the_published_vector_is_signed_to_the_same_digits() {
    let key = SecretKey::from_multikey(SECRET).unwrap();
    assert_eq!(key.public().multikey(), PUBLIC);
    assert_eq!(key.public().method(), METHOD);
    let signed = key.sign(&vector(), METHOD, at("2023-02-24T23:36:38Z")).unwrap();
    assert_eq!(signed["proof"]["proofValue"], PROOF);
    assert_eq!(signed["proof"]["@context"], vector()["@context"]);
}

#[test]
fn the_published_vector_is_believed() {
    let mut credential = vector();
    credential["proof"] = json!({
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2023-02-24T23:36:38Z",
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
        "@context": vector()["@context"],
        "proofValue": PROOF,
    });
    let proof = verify_with_key(&credential, &PublicKey::from_multikey(PUBLIC).unwrap()).unwrap();
    assert_eq!((proof.method.as_str(), proof.created), (METHOD, Some(at("2023-02-24T23:36:38Z"))));
}

#[test]
fn a_badge_carries_what_the_specification_requires_and_names_nobody() {
    let credential = badge().credential().unwrap();
    assert_eq!(credential["type"], json!(["VerifiableCredential", "OpenBadgeCredential"]));
    assert_eq!(credential["issuer"]["id"], "did:web:dure.example%3A8443");
    assert_eq!(credential["validFrom"], "2026-03-02T00:00:00Z");
    assert_eq!(credential["validUntil"], "2029-03-02T00:00:00Z");
    assert_eq!(credential["credentialStatus"]["type"], "1EdTechRevocationList");
    let identifier = &credential["credentialSubject"]["identifier"][0];
    assert_eq!(
        identifier["identityHash"],
        // printf %s 'member-0412k3J9s0dQ2LmVx8Tz' | sha256sum
        "sha256$fbb4f8ad746e14585b8f842186aceabb62f9f60595f7c16ca85bca7fe36aad7f"
    );
    assert!(!credential.to_string().contains("member-0412"));
}

#[test]
fn the_holder_is_recognized_by_the_identity_and_nobody_else_is() {
    let recipient = Recipient::of(&badge().credential().unwrap()).unwrap();
    assert!(recipient.is(" member-0412 "));
    assert!(!recipient.is("member-0413"));
}

#[test]
fn a_changed_badge_is_not_believed() {
    let key = key();
    let known = [KnownKey::current(key.public())];
    let good = signed(&key, &badge());
    assert!(verify(&good, &known).is_ok());
    for change in ["/name", "/credentialSubject/achievement/name", "/validUntil", "/proof/created"] {
        let mut forged = good.clone();
        *forged.pointer_mut(change).unwrap() = json!("2030-01-01T00:00:00Z");
        assert_eq!(verify(&forged, &known), Err(BadgeRefused::SignatureWrong), "{change}");
    }
    let mut longer = good.clone();
    longer["credentialSubject"]["extra"] = json!(true);
    assert_eq!(verify(&longer, &known), Err(BadgeRefused::SignatureWrong));
}

#[test]
fn another_key_is_unknown_even_under_the_name_of_ours() {
    let known = [KnownKey::current(key().public())];
    let stranger = SecretKey::from_bytes([9; 32]);
    let foreign = signed(&stranger, &badge());
    let method = foreign["proof"]["verificationMethod"].as_str().unwrap().to_owned();
    assert_eq!(verify(&foreign, &known), Err(BadgeRefused::UnknownKey { method }));
    let ours = key().public().method_of(&badge().issuer.id);
    let disguised = stranger.sign(&badge().credential().unwrap(), &ours, at("2026-03-02T09:00:00Z")).unwrap();
    assert_eq!(verify(&disguised, &known), Err(BadgeRefused::SignatureWrong));
}

#[test]
fn a_retired_key_proves_what_it_signed_until_then_and_nothing_after() {
    let (old, new) = (key(), SecretKey::from_bytes([8; 32]));
    let good = signed(&old, &badge());
    let keys = |retired: &str| {
        [KnownKey::current(new.public()), KnownKey { key: old.public(), retired: Some(at(retired)) }]
    };
    assert!(verify(&good, &keys("2026-12-31T00:00:00Z")).is_ok());
    assert_eq!(verify(&good, &keys("2026-03-01T00:00:00Z")), Err(BadgeRefused::AfterRetirement));
}

#[test]
fn a_badge_that_was_taken_back_keeps_its_proof_readable() {
    let badge = badge();
    let good = signed(&key(), &badge);
    assert_eq!(good["credentialStatus"]["id"], badge.status_list.unwrap());
    let known = [KnownKey { key: key().public(), retired: Some(at("2028-01-01T00:00:00Z")) }];
    assert_eq!(verify(&good, &known).unwrap().created, Some(at("2026-03-02T09:00:00Z")));
}

#[test]
fn signing_again_replaces_the_proof_and_gives_the_same_bytes() {
    let once = signed(&key(), &badge());
    let method = key().public().method_of(&badge().issuer.id);
    let twice = key().sign(&once, &method, at("2026-03-02T09:00:00Z")).unwrap();
    assert_eq!(once.to_string(), twice.to_string());
}

#[test]
fn the_document_of_the_issuer_lists_every_key_it_ever_used() {
    let issuer = did_web("dure.example").unwrap();
    let old = KnownKey { key: key().public(), retired: Some(at("2027-01-01T00:00:00Z")) };
    let new = KnownKey::current(SecretKey::from_bytes([8; 32]).public());
    let document = KnownKey::document(&issuer, &[new, old]);
    assert_eq!(document["id"], "did:web:dure.example");
    assert_eq!(document["verificationMethod"][1]["publicKeyMultibase"], key().public().multikey());
    assert_eq!(document["verificationMethod"][1]["expires"], "2027-01-01T00:00:00Z");
    assert_eq!(document["assertionMethod"].as_array().unwrap().len(), 2);
}

#[test]
fn what_is_not_a_signed_badge_is_refused_with_a_reason() {
    let known = [KnownKey::current(key().public())];
    let good = signed(&key(), &badge());
    let with = |path: &str, value: Value| {
        let mut changed = good.clone();
        *changed.pointer_mut(path).unwrap() = value;
        verify(&changed, &known).unwrap_err()
    };
    assert_eq!(verify(&badge().credential().unwrap(), &known), Err(BadgeRefused::NotSigned));
    assert_eq!(verify(&json!("text"), &known), Err(BadgeRefused::NotSigned));
    assert_eq!(with("/proof", json!(null)), BadgeRefused::NotSigned);
    assert_eq!(with("/proof", json!([1, 2])), BadgeRefused::Malformed { what: "not exactly one proof" });
    assert_eq!(with("/proof/cryptosuite", json!("bbs-2023")), BadgeRefused::OtherMethod);
    assert_eq!(with("/proof/proofValue", json!("z0OIl")), BadgeRefused::SignatureWrong);
    assert_eq!(with("/proof/proofValue", json!("z".repeat(10_000))), BadgeRefused::SignatureWrong);
    assert_eq!(with("/proof/created", json!("yesterday")), BadgeRefused::Malformed { what: "created" });
    assert_eq!(
        with("/proof/proofPurpose", json!("authentication")),
        BadgeRefused::Malformed { what: "the proof was made for another purpose" }
    );
    assert_eq!(
        with("/proof/@context", json!(["https://evil.example"])),
        BadgeRefused::Malformed { what: "the proof has another context" }
    );
}

#[test]
fn a_badge_that_says_too_little_is_not_issued() {
    let refused = |change: &dyn Fn(&mut Badge)| {
        let mut badge = badge();
        change(&mut badge);
        badge.credential().unwrap_err()
    };
    assert_eq!(refused(&|b| b.name = " ".to_owned()), BadgeRefused::Empty { field: "name" });
    assert_eq!(refused(&|b| b.id = "7".to_owned()), BadgeRefused::NotAnAddress { field: "id" });
    assert_eq!(
        refused(&|b| b.achievement.id = "https://한글.example".to_owned()),
        BadgeRefused::NotAnAddress { field: "achievement" }
    );
    assert_eq!(
        refused(&|b| b.achievement.criteria = "가".repeat(2_001)),
        BadgeRefused::TooLong { field: "achievement criteria", limit: 2_000 }
    );
    assert_eq!(refused(&|b| b.valid_until = Some(b.valid_from)), BadgeRefused::EndsBeforeItBegins);
    assert_eq!(
        Recipient::hashed("a", RecipientKind::Email, "short").unwrap_err(),
        BadgeRefused::SaltTooShort { needed: 16 }
    );
    assert_eq!(did_web("a/b"), Err(BadgeRefused::NotAnAddress { field: "host" }));
}

#[test]
fn a_weak_or_foreign_key_is_not_taken() {
    // The neutral point of the curve: every signature of zeros would fit it.
    let mut neutral = vec![0xed, 0x01, 1];
    neutral.extend([0; 31]);
    let weak = format!("z{}", bs58::encode(neutral).into_string());
    for text in [weak.as_str(), SECRET, "", "z", "uAAAA", "zOOOO"] {
        assert_eq!(PublicKey::from_multikey(text), Err(BadgeRefused::NotAKey), "{text}");
    }
}

#[test]
fn a_secret_key_does_not_print_itself() {
    assert_eq!(format!("{:?}", key()), "SecretKey(…)");
}

proptest! {
    #[test]
    fn every_badge_is_believed_as_it_is_and_in_any_order_of_its_members(
        name in "\\PC{1,40}",
        seed in any::<[u8; 32]>(),
    ) {
        prop_assume!(!name.trim().is_empty());
        let key = SecretKey::from_bytes(seed);
        let signed = signed(&key, &Badge { name, ..badge() });
        let text = signed.to_string();
        let mut members: Vec<(String, Value)> =
            serde_json::from_str::<serde_json::Map<String, Value>>(&text).unwrap().into_iter().collect();
        members.reverse();
        let turned: Vec<String> =
            members.iter().map(|(name, value)| format!("{}:{value}", json!(name))).collect();
        let turned: Value = serde_json::from_str(&format!("{{{}}}", turned.join(","))).unwrap();
        prop_assert!(verify(&turned, &[KnownKey::current(key.public())]).is_ok());
    }
}
