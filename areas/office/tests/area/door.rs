//! Signing in, second factors and the demo's door.

use office::{actions, model};

use super::*;

#[tokio::test]
async fn a_wrong_password_and_an_unknown_login_are_told_the_same() {
    let house = house().await;
    person(&house, "kim", "centre-staff").await;
    let wrong = try_sign_in(&house.visitor(), "kim", "not the password").await;
    let unknown = try_sign_in(&house.visitor(), "nobody", "not the password").await;
    assert_eq!((wrong.status.as_u16(), unknown.status.as_u16()), (422, 422));
    assert!(wrong.text().contains("아이디나 비밀번호가 맞지 않습니다"));
    let plain = |answer: &Answer, login: &str| answer.text().replace(login, "X").replace("  ", " ");
    let strip = |text: String| text.split("once=").next().unwrap_or_default().to_owned();
    assert_eq!(strip(plain(&wrong, "kim")), strip(plain(&unknown, "nobody")));
}

#[tokio::test]
async fn guessing_is_slowed_but_a_known_device_gets_in() {
    let house = house().await;
    person(&house, "kim", "centre-staff").await;
    let known = known_device(&house, "kim").await;
    for _ in 0..5 {
        assert_eq!(try_sign_in(&house.visitor(), "kim", "a wrong guess").await.status, 422);
    }
    let held = try_sign_in(&house.visitor(), "kim", PASSWORD).await;
    assert_eq!(held.status, 422);
    assert!(held.text().contains("1분 뒤에"), "the right password is held too");
    let unknown = house.visitor();
    for _ in 0..6 {
        try_sign_in(&unknown, "nobody-here", "a wrong guess").await;
    }
    assert!(
        try_sign_in(&unknown, "nobody-here", "x").await.text().contains("뒤에 다시"),
        "unknown logins are held alike"
    );
    let own = try_sign_in(&house.visitor().with_cookie(&known), "kim", PASSWORD).await;
    assert_eq!(own.status, 303, "{}", own.text());
    house.app.clock().advance(31);
    assert_eq!(try_sign_in(&house.visitor(), "kim", PASSWORD).await.status, 303, "the wait is over");
}

/// Sets up the second factor once and gives the cookie of the device.
async fn known_device(house: &House, login: &str) -> String {
    let client = signed_in(house, login).await;
    let page = client.get("/office/second-factor").await.text();
    let secret = shown_secret(&page);
    let added = client.post("/office/second-factor/app", &[("code", &code(house, &secret, 0))]).await;
    cookie(&added, "__Host-dure-device")
}

#[tokio::test]
async fn a_session_without_second_factor_reaches_nothing_but_its_set_up() {
    let house = house().await;
    person(&house, "kim", "director").await;
    let client = signed_in(&house, "kim").await;
    assert_eq!(client.get("/office/users").await.location, "/office/second-factor");
    assert_eq!(client.get("/api/office/users").await.status, 403);
    let secret = shown_secret(&client.get("/office/second-factor").await.text());
    let wrong = client.post("/office/second-factor/app", &[("code", "000000")]).await;
    assert_eq!(wrong.status, 422);
    let added = client.post("/office/second-factor/app", &[("code", &code(&house, &secret, 0))]).await;
    assert_eq!(added.status, 200, "{}", added.text());
    assert_eq!(added.text().matches("<li><code>").count(), 10);
    let after = house.visitor().with_cookie(&cookie(&added, web::session_cookie(&house.app)));
    assert_eq!(after.get("/office/users").await.status, 200);
    assert_eq!(
        client.get("/office/users").await.status,
        403,
        "the token from before the factor is worth nothing"
    );
}

#[tokio::test]
async fn a_code_works_once_and_a_stolen_password_cannot_add_a_factor() {
    let house = house().await;
    person(&house, "kim", "director").await;
    let first = signed_in(&house, "kim").await;
    let secret = shown_secret(&first.get("/office/second-factor").await.text());
    let used = code(&house, &secret, 0);
    let added = first.post("/office/second-factor/app", &[("code", &used)]).await;
    let recovery =
        added.text().split("<li><code>").nth(1).and_then(|s| s.split('<').next()).expect("a code").to_owned();

    let second = signed_in(&house, "kim").await;
    let again = second.post("/office/second-factor", &[("code", &used)]).await;
    assert_eq!(again.status, 422, "a code used for set-up is used");
    let refused = second.post("/office/second-factor/app", &[("code", &used)]).await;
    assert!(refused.text().contains("먼저 지금 쓰는 2단계 인증"), "{}", refused.text());
    house.app.clock().advance(60);
    let fresh = code(&house, &secret, 0);
    assert_eq!(second.post("/office/second-factor", &[("code", &fresh)]).await.location, "/");
    let third = signed_in(&house, "kim").await;
    assert_eq!(third.post("/office/second-factor", &[("code", &fresh)]).await.status, 422);
    let opened = third.post("/office/second-factor", &[("code", &recovery)]).await;
    assert_eq!(opened.location, "/");
    let third = house.visitor().with_cookie(&cookie(&opened, web::session_cookie(&house.app)));
    let fourth = signed_in(&house, "kim").await;
    assert_eq!(
        fourth.post("/office/second-factor", &[("code", &recovery)]).await.status,
        422,
        "a recovery code works once"
    );
    assert!(third.post("/office/me/app/remove", &[]).await.text().contains("하나 남은 인증 수단"));
}

#[tokio::test]
async fn a_set_up_link_works_once_and_within_a_day() {
    let house = house().await;
    let added = cli::add_user(&house.app, "lee", "이름", "centre-staff", None).await.expect("invited");
    let path = added.link.trim_start_matches("https://dure.example.kr").to_owned();
    assert_eq!(house.visitor().get(&path).await.status, 200);
    let token = path.rsplit_once('=').expect("a token").1.to_owned();
    let weak = house
        .visitor()
        .post("/office/set-up", &[("token", &token), ("password", "password1234"), ("again", "x")])
        .await;
    assert_eq!(weak.status, 422);
    assert!(weak.text().contains("널리 알려져") && weak.text().contains("서로 다릅니다"));
    house.app.clock().advance(24 * 3_600 + 1);
    assert_eq!(house.visitor().get(&path).await.status, 404);
    person(&house, "park", "centre-staff").await;
    let used = house
        .visitor()
        .post("/office/set-up", &[("token", &token), ("password", PASSWORD), ("again", PASSWORD)])
        .await;
    assert_eq!(used.status, 404);
}

#[tokio::test]
async fn a_passkey_ceremony_is_stored_and_answered_once_by_its_owner_only() {
    let house = house().await;
    person(&house, "kim", "director").await;
    let client = signed_in(&house, "kim").await;
    let begun =
        client.post_json("/office/second-factor/passkey/register", &serde_json::json!({})).await.json();
    let options = &begun["options"]["publicKey"];
    assert_eq!(options["rp"]["id"], "dure.example.kr");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    let client_data = |origin: &str, challenge: &str| {
        let text = serde_json::json!({ "type": "webauthn.create", "challenge": challenge, "origin": origin, "crossOrigin": false });
        data_encoding::BASE64URL_NOPAD.encode(text.to_string().as_bytes())
    };
    let challenge = options["challenge"].as_str().expect("a challenge").to_owned();
    let answer = |origin: &str| {
        serde_json::json!({
            "ceremony": begun["ceremony"],
            "credential": {
                "id": "AAAA", "rawId": "AAAA", "type": "public-key", "extensions": {},
                "response": { "clientDataJSON": client_data(origin, &challenge), "attestationObject": "o2NmbXRkbm9uZQ" }
            }
        })
    };
    let foreign =
        client.post_json("/office/second-factor/passkey/registered", &answer("https://evil.example")).await;
    assert_eq!(foreign.status, 422, "{}", foreign.text());
    assert!(foreign.text().contains("패스키를 확인하지 못했습니다"));
    let none = client.post_json("/office/second-factor/passkey/check", &serde_json::json!({})).await;
    assert_eq!(none.status, 422, "nobody without a passkey is asked for one");
}

#[tokio::test]
async fn without_key_or_address_the_second_factor_is_refused_in_words() {
    let house = House::with(&[&office::AREA]).await;
    person(&house, "kim", "director").await;
    let client = signed_in(&house, "kim").await;
    assert!(client.get("/office/second-factor").await.text().contains("암호화 열쇠가 없어"));
    let passkey = client.post_json("/office/second-factor/passkey/register", &serde_json::json!({})).await;
    assert!(passkey.text().contains("패스키를 쓸 수 없습니다"));
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session() {
    let house = house().await;
    let (id, client) = house.member("director", None).await;
    let other = house.set(async |work| register::sessions::begin(work, &id, true, "192.0.2.9").await).await;
    let other = house.visitor().with_cookie(&format!("{}={other}", web::session_cookie(&house.app)));
    assert_eq!(other.get("/office/users").await.status, 200);
    assert_eq!(client.post("/office/me/sessions/end", &[]).await.location, "/office/sign-in");
    assert_eq!(
        (other.get("/office/users").await.status.as_u16(), client.get("/office/users").await.status.as_u16()),
        (403, 403)
    );
}

#[tokio::test]
async fn changing_the_password_needs_the_present_one_and_ends_other_sessions() {
    let house = house().await;
    person(&house, "kim", "director").await;
    known_device(&house, "kim").await;
    let session = signed_in(&house, "kim").await;
    house.app.clock().advance(60);
    assert_eq!(session.get("/office/me").await.location, "/office/second-factor");
    let user = house
        .set(async |work| register::users::user_by_login(&mut work.tx, "kim").await)
        .await
        .expect("kim is there");
    let wish = model::ChangePassword {
        present: "wrong".into(),
        password: "다른 바닷가 산책 34".into(),
        again: "다른 바닷가 산책 34".into(),
    };
    let refused = actions::sign_in::judge_change(&house.app, &user, &wish, &caller()).await;
    assert!(matches!(refused, Err(base::Problem::Fields(notes)) if notes[0].field == "present"));
    let right = model::ChangePassword { present: PASSWORD.into(), ..wish };
    actions::sign_in::judge_change(&house.app, &user, &right, &caller())
        .await
        .expect("the present one is right");
}

#[tokio::test]
async fn the_demo_door_is_open_only_in_a_demo_and_makes_one_of_its_people() {
    let house = house().await;
    assert_eq!(house.visitor().get("/office/demo").await.status, 404);
    assert_eq!(house.visitor().post("/office/demo", &[("user", "sample-director")]).await.status, 404);
    let demo = house_with(true).await;
    demo.set(office::sample::fill).await;
    let page = demo.visitor().get("/office/demo").await.text();
    assert_eq!(page.matches("data-role=\"centre-staff\"").count(), 3);
    assert_eq!(page.matches("data-role=\"director\"").count(), 1);
    let (real, _) = demo.member("director", None).await;
    assert_eq!(
        demo.visitor().post("/office/demo", &[("user", real.as_str())]).await.status,
        404,
        "only sample people"
    );
    let answer = demo.visitor().post("/office/demo", &[("user", "sample-director")]).await;
    let inside = demo.visitor().with_cookie(&cookie(&answer, web::session_cookie(&demo.app)));
    assert_eq!(inside.get("/office/users").await.status, 200);
    let gone = try_sign_in(&demo.visitor(), "sample-director", "").await;
    assert_eq!(gone.status, 422, "sample people have no password");
}

#[tokio::test]
async fn a_weak_hash_is_made_anew_at_the_next_sign_in() {
    use argon2::{Argon2, Params, PasswordHasher, password_hash::phc::PasswordHash};
    let house = house().await;
    let id = person(&house, "kim", "director").await;
    let weak = Argon2::from(Params::new(64, 1, 1, None).expect("settings"));
    let weak: PasswordHash = weak.hash_password_with_salt(PASSWORD.as_bytes(), &[1; 16]).expect("a hash");
    house
        .set(async |work| {
            let now = work.now;
            office::store::sign_in::put_password_hash(&mut work.tx, &id, &weak.to_string(), now).await
        })
        .await;
    signed_in(&house, "kim").await;
    let mut tx = house.app.db().read().await.expect("a read");
    let hash = office::store::sign_in::password_hash(&mut tx, &id).await.expect("a read").expect("a hash");
    assert!(hash.starts_with("$argon2id$v=19$m=47104,t=1,p=1$"), "{hash}");
}

#[tokio::test]
async fn a_sealed_field_opens_in_its_own_place_only() {
    let house = house().await;
    let sealed = office::secrets::seal(&house.app, "office_totp.secret:a", b"secret").expect("it is sealed");
    assert!(!sealed.windows(6).any(|bytes| bytes == b"secret"));
    assert_eq!(
        office::secrets::open(&house.app, "office_totp.secret:a", &sealed).expect("it opens"),
        b"secret"
    );
    assert!(
        office::secrets::open(&house.app, "office_totp.secret:b", &sealed).is_err(),
        "swapped rows do not open"
    );
    let mut bent = sealed;
    if let Some(last) = bent.last_mut() {
        *last ^= 1;
    }
    assert!(office::secrets::open(&house.app, "office_totp.secret:a", &bent).is_err());
}

#[tokio::test]
async fn the_demos_door_opens_only_to_someone_at_this_machine() {
    let house = house_with(true).await;
    assert_eq!(house.visitor().get("/office/demo").await.status, 200);
    let elsewhere = house.visitor().from_address([192, 0, 2, 7].into());
    assert_eq!(elsewhere.get("/office/demo").await.status, 404);
    let renamed = house.visitor().with_header("host", "evil.example");
    assert_eq!(renamed.get("/office/demo").await.status, 404, "a foreign name that points here");
    let proxied = house.visitor().with_header("x-forwarded-for", "192.0.2.7");
    assert_eq!(proxied.get("/office/demo").await.status, 404, "a proxy on this machine");
}
