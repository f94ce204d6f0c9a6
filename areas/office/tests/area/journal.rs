//! Journal, settings and outbox.

use register::messages;

use super::*;

#[tokio::test]
async fn the_journal_needs_its_right_and_verifies() {
    let house = house().await;
    let staff = house.role("centre-staff").await;
    for path in [
        "/office/journal",
        "/office/journal/verify",
        "/api/office/journal",
        "/office/settings",
        "/office/jobs",
    ] {
        assert_eq!(staff.get(path).await.status, 403, "{path}");
    }
    let auditor = house.role("auditor").await;
    let page = auditor.get("/office/journal?deed=testkit.").await.text();
    assert!(page.contains("testkit.scene-set"));
    assert!(
        !auditor
            .get("/office/journal?deed=testkit.&until=2026-03-01")
            .await
            .text()
            .contains("testkit.scene-set</code>")
    );
    for last in
        ["from=9999-12-31&until=9999-12-31", "from=-009999-01-01&until=-009999-01-01", "until=9999-12-31"]
    {
        assert_eq!(auditor.get(&format!("/office/journal?{last}")).await.status, 200, "{last}");
    }
    let all = auditor.get("/office/journal?deed=testkit.&until=9999-12-31").await.text();
    assert!(all.contains("testkit.scene-set</code>"), "the last day there is leaves nothing out");
    let verdict = auditor.get("/office/journal/verify").await.text();
    assert!(verdict.contains("온전합니다") && verdict.contains("<svg"));
    assert_eq!(auditor.get("/api/office/journal/verdict").await.json()["sound"], true);
    let refused = auditor.post("/office/journal/download", &[("format", "csv"), ("reason", "")]).await;
    assert_eq!(refused.status, 422);
    let file = auditor
        .post("/office/journal/download?deed=testkit.", &[("format", "csv"), ("reason", "정기 점검 자료")])
        .await;
    assert!(file.text().lines().count() >= 3, "{}", file.text());
    assert_eq!(auditor.get("/office/settings").await.status, 403, "an auditor sees and changes nothing");
}

#[tokio::test]
async fn settings_change_the_facade_and_two_editors_are_told() {
    let house = house().await;
    let admin = house.role("system-admin").await;
    let first =
        [("centre_name", "강화센터"), ("centre_phone", "032-000-0000"), ("was_name", ""), ("was_phone", "")];
    assert_eq!(admin.post("/office/settings", &first).await.status, 303);
    assert_eq!(house.app.facade().centre, "강화센터");
    let second = [("centre_name", "다른 이름"), ("centre_phone", ""), ("was_name", ""), ("was_phone", "")];
    let refused = admin.post("/office/settings", &second).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("강화센터") && refused.text().contains("다른 이름"));
    let wrong = [
        ("centre_name", ""),
        ("centre_phone", "call me"),
        ("was_name", "강화센터"),
        ("was_phone", "032-000-0000"),
    ];
    assert_eq!(admin.post("/office/settings", &wrong).await.status, 422);
}

#[tokio::test]
async fn a_draft_is_changed_sent_and_not_sent_twice() {
    let house = house().await;
    let lead = house.role("team-lead").await;
    let draft = messages::Draft {
        channel: "mail",
        subject: "안내".into(),
        body: "본문".into(),
        ..messages::Draft::default()
    };
    let id = house.set(async |work| messages::draft(work, &draft).await).await;
    let path = format!("/office/outbox/{id}");
    assert_eq!(
        lead.post(&path, &[("to_address", "a@example.kr"), ("subject", ""), ("body", "x")]).await.status,
        422
    );
    assert_eq!(
        lead.post(&path, &[("to_address", "a@example.kr"), ("subject", "고친 안내"), ("body", "x")])
            .await
            .status,
        303
    );
    assert!(lead.get("/office/outbox?state=draft").await.text().contains("고친 안내"));
    assert_eq!(lead.post(&format!("{path}/send"), &[]).await.status, 303);
    assert_eq!(lead.post(&path, &[("subject", "늦음"), ("body", "x")]).await.status, 409);
    assert_eq!(lead.post(&format!("{path}/discard"), &[]).await.status, 303);
    assert_eq!(lead.post(&format!("{path}/send"), &[]).await.status, 409);
    assert_eq!(house.role("auditor").await.get("/office/outbox").await.status, 403);
}

#[tokio::test]
async fn the_outbox_names_the_receiver_and_sends_those_ticked() {
    let house = house().await;
    let (director_id, director) = house.member("director", None).await;
    let lead = house.role("team-lead").await;
    let ids = house
        .set(async |work| {
            let agency = register::agencies::Agency {
                id: "one".into(),
                name: "한 기관".into(),
                public_number: None,
                phone: String::new(),
                sample: false,
                source: "test".into(),
                version: 1,
            };
            register::agencies::insert(work, &agency).await?;
            let base =
                messages::Draft { channel: "mail", subject: "안내".into(), ..messages::Draft::default() };
            let to_agency = messages::Draft { to_agency: Some(agency.id.clone()), ..base.clone() };
            let to_user = messages::Draft { to_user: Some(director_id), channel: "screen", ..base.clone() };
            let mut ids = Vec::new();
            for draft in [to_agency, to_user, base] {
                ids.push(messages::draft(work, &draft).await?);
            }
            Ok((ids, agency))
        })
        .await;
    let (ids, agency) = ids;
    let page = lead.get("/office/outbox").await.text();
    let link = format!("<a href=\"/office/agencies/{}\">{}</a>", agency.id, agency.name);
    assert!(page.contains(&link) && page.contains("<td>test director</td>"), "{page}");
    assert!(director.get("/office/outbox").await.text().contains(">test director</a>"));
    assert!(lead.get(&format!("/office/outbox/{}", ids[0])).await.text().contains(&link));
    let one = director.get(&format!("/api/office/outbox/{}", ids[0])).await.json();
    assert_eq!(one["to"], agency.name.as_str());
    let nothing = lead.post("/office/outbox/send", &[("shown", ids[0].as_str())]).await;
    assert_eq!(nothing.status, 422, "nothing is ticked: {}", nothing.text());
    let ticked =
        [("id", ids[0].as_str()), ("id", ids[1].as_str()), ("shown", ids[2].as_str()), ("state", "draft")];
    let sent = lead.post("/office/outbox/send", &ticked).await;
    assert_eq!((sent.status.as_u16(), sent.location.as_str()), (303, "/office/outbox?state=draft"));
    let states = |list: serde_json::Value| {
        let rows = list["rows"].as_array().expect("rows").clone();
        let mut all: Vec<_> =
            rows.iter().map(|row| row["state"].as_str().unwrap_or_default().to_owned()).collect();
        all.sort_unstable();
        all
    };
    assert_eq!(states(director.get("/api/office/outbox").await.json()), ["draft", "sent", "waiting"]);
    let shown = [("shown", ids[0].as_str()), ("shown", ids[2].as_str()), ("all", "yes")];
    assert_eq!(lead.post("/office/outbox/send", &shown).await.status, 303);
    assert_eq!(states(director.get("/api/office/outbox").await.json()), ["sent", "waiting", "waiting"]);
    let noted = director.get("/api/office/journal?deed=office.message-released").await.json();
    assert_eq!(noted["count"], 3, "each message has its line");
    let late = lead.post("/office/outbox/send", &shown).await;
    let said = late.cookies.iter().any(|cookie| cookie.starts_with("dure_said=0%EA%B1%B4"));
    assert!(late.status == 303 && said, "{:?}", late.cookies);
    assert_eq!(house.role("auditor").await.post("/office/outbox/send", &shown).await.status, 403);
}

#[tokio::test]
async fn a_shorter_session_holds_at_once_and_the_page_says_who_changed_it() {
    let house = house().await;
    let admin = house.role("system-admin").await;
    let staff = house.role("centre-staff").await;
    let fields = |idle: &'static str, longest: &'static str, was: [&'static str; 2]| {
        [
            ("session_idle_minutes", idle),
            ("session_longest_minutes", longest),
            ("was_session_idle_minutes", was[0]),
            ("was_session_longest_minutes", was[1]),
        ]
    };
    for (idle, longest, sentence) in [
        ("4", "720", "5부터 120까지"),
        ("thirty", "720", "5부터 120까지"),
        ("30", "1441", "30부터 1,440까지"),
        ("90", "60", "가장 긴 로그인 시간보다"),
    ] {
        let refused = admin.post("/office/settings/session", &fields(idle, longest, ["30", "720"])).await;
        assert_eq!(refused.status, 422, "{idle} {longest}");
        assert!(refused.text().contains(sentence), "{}", refused.text());
    }
    let changed = admin.post("/office/settings/session", &fields("10", "60", ["30", "720"])).await;
    assert_eq!(changed.status, 303, "{}", changed.text());
    let late = admin.post("/office/settings/session", &fields("20", "60", ["30", "720"])).await;
    assert_eq!(late.status, 422);
    assert!(late.text().contains("그 사이에 다른 사람이"));
    let known = admin.get("/api/office/settings").await.json();
    let idle = known.as_array().expect("settings").iter().find(|one| one["key"] == "session.idle-minutes");
    let idle = idle.expect("the setting");
    assert_eq!((idle["value"].as_str(), idle["default"].as_str()), (Some("10"), Some("30")));
    assert_eq!(idle["changed_by"], "test system-admin");
    assert!(admin.get("/office/settings").await.text().contains("test system-admin"));
    house.app.clock().advance(9 * 60);
    assert_eq!(staff.get("/office/agencies").await.status, 200);
    house.app.clock().advance(11 * 60);
    assert_eq!(staff.get("/office/agencies").await.status, 403, "ten idle minutes are over");
    assert_eq!(house.role("team-lead").await.post("/office/settings/session", &[]).await.status, 403);
}

#[tokio::test]
async fn the_way_of_mail_is_set_without_a_password_and_never_in_the_open() {
    let house = house().await;
    let admin = house.role("director").await;
    let fields = |host: &'static str, security: &'static str, from: &'static str| {
        [
            ("mail_host", host),
            ("mail_port", "587"),
            ("mail_security", security),
            ("mail_from", from),
            ("mail_user", "center"),
            ("was_mail_port", "587"),
            ("was_mail_security", "starttls"),
        ]
    };
    let open = admin.post("/office/settings/mail", &fields("mail.example.kr", "plain", "")).await;
    assert_eq!(open.status, 422);
    assert!(open.text().contains("TLS나 STARTTLS를 골라"));
    let wrong = admin.post("/office/settings/mail", &fields("https://x", "tls", "nobody")).await;
    assert!(wrong.text().contains("서버 이름이나 주소만") && wrong.text().contains("전자우편 주소의 모양"));
    let set = admin.post("/office/settings/mail", &fields("mail.example.kr", "tls", "a@example.kr")).await;
    assert_eq!(set.status, 303, "{}", set.text());
    let lines = admin.get("/api/office/journal?deed=office.setting-changed").await.json();
    assert_eq!(lines["count"], 4, "host, security, sender and user changed; the port did not");
    assert!(!admin.get("/office/settings").await.text().contains("type=\"password\""));
    assert_eq!(admin.post("/office/settings/nothing", &[]).await.status, 404);
}

#[tokio::test]
async fn a_set_up_link_goes_by_mail_and_nobody_reads_it_in_the_outbox() {
    let house = house().await;
    let director = house.role("director").await;
    let fields = [
        ("login", "new.person"),
        ("name", "새 사람"),
        ("email", "new@example.kr"),
        ("role", "team-lead"),
        ("reason", "인사 발령"),
    ];
    let made = director.post("/office/users", &fields).await.text();
    assert!(made.contains("new@example.kr"), "{made}");
    let token = made
        .split("set-up?token=")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .expect("a link")
        .to_owned();
    let list = director.get("/api/office/outbox?state=waiting").await.json();
    assert_eq!(list["count"], 1);
    let id = list["rows"][0]["id"].as_str().expect("an id").to_owned();
    let stored = {
        let mut tx = house.app.db().read().await.expect("a read");
        messages::message(&mut tx, &id).await.expect("a read").expect("the letter")
    };
    assert!(
        stored.body.contains(&token) && stored.body.contains("24시간") && stored.body.contains("24 hours")
    );
    let path = format!("/office/outbox/{id}");
    let page = director.get(&path).await.text();
    assert!(page.contains("연결 주소가 들어 있어 보이지 않습니다") && !page.contains(&token));
    assert!(director.get(&format!("/api{path}")).await.json()["body"].is_null());
    let journal = director.get("/api/office/journal").await.text();
    assert!(journal.contains("office.link-mailed") && !journal.contains(&token));
    let edited =
        director.post(&path, &[("subject", "x"), ("body", "x"), ("to_address", "thief@example.kr")]).await;
    assert_eq!(edited.status, 409);
    let used = [("token", token.as_str()), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(house.visitor().post("/office/set-up", &used).await.status, 303);
    let mut tx = house.app.db().read().await.expect("a read");
    let after = messages::message(&mut tx, &id).await.expect("a read").expect("the letter");
    assert_eq!(
        (after.state.as_str(), after.body.as_str()),
        ("discarded", ""),
        "a used link need not go any more"
    );
}

#[tokio::test]
async fn what_waits_is_counted_on_the_first_page_and_leads_to_its_list() {
    let house = house().await;
    let director = house.role("director").await;
    let draft = messages::Draft { channel: "mail", subject: "안내".into(), ..messages::Draft::default() };
    house.set(async |work| messages::draft(work, &draft).await).await;
    let hub = director.get("/api/office").await.json();
    for one in hub["waiting"].as_array().expect("what waits") {
        let href = one["href"].as_str().expect("an address");
        let list = director.get(&format!("/api{href}")).await.json();
        let count = list["count"].as_i64().unwrap_or_else(|| list.as_array().map_or(0, Vec::len) as i64);
        assert_eq!(one["count"], count, "{href}");
    }
    assert!(director.get("/office").await.text().contains("href=\"/office/outbox?state=draft\""));
    assert!(!house.role("auditor").await.get("/office").await.text().contains("/office/outbox"));
}

#[tokio::test]
async fn the_json_of_the_office_opens_where_its_pages_do() {
    let house = house().await;
    let (id, director) = house.member("director", None).await;
    for path in [
        "/users?q=test",
        "/roles",
        "/me",
        "/settings",
        "/jobs",
        "/outbox",
        "/units",
        "/agencies",
        "/journal",
        "/institutions",
        "/districts",
    ] {
        assert_eq!(director.get(&format!("/api/office{path}")).await.status, 200, "{path}");
    }
    let own = director.get("/api/office/me").await.json();
    assert_eq!((own["id"].as_str(), own["sessions"][0]["here"].as_bool()), (Some(id.as_str()), Some(true)));
    let one = director.get(&format!("/api/office/users/{id}")).await.json();
    assert_eq!(one["grants"][0]["role"], "director");
    assert_eq!(house.visitor().get("/api/office/me").await.status, 403);
    assert_eq!(director.get("/api/office/reorganizations/none").await.status, 404);
    let roles = director.get("/office/roles").await.text();
    assert!(roles.contains("변경 기록 보기") && !roles.contains("office.journal"));
}

#[tokio::test]
async fn the_journal_jobs_and_settings_speak_in_words() {
    let house = house().await;
    let director = house.role("director").await;
    let fields = [("centre_name", "강화센터"), ("centre_phone", ""), ("was_name", ""), ("was_phone", "")];
    assert_eq!(director.post("/office/settings", &fields).await.status, 303);
    house
        .set(async |work| {
            register::jobs::order(work, "returns.remind", "2022-11", "{}").await?;
            register::settings::set(work, "public.loaded", &"0a".repeat(32)).await?;
            register::settings::set(work, "demo.shift_seconds", "-126273051").await
        })
        .await;
    let page = director.get("/office/journal?deed=office.setting-changed").await.text();
    assert!(page.contains(">설정을 바꿈</a>") && page.contains("전: 없음 · 뒤: 강화센터"), "{page}");
    assert!(!page.contains("<code>") && !page.contains("{\"from\""), "{page}");
    assert!(director.get("/office/jobs").await.text().contains(">제출 안내 보내기</a>"));
    let page = director.get("/office/settings").await.text();
    for part in ["실어 둔 공공자료의 확인 번호", "<dd>0a0a0a0a0a0a…</dd>", "<dd>2026년 3월 2일(월)</dd>"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("shift_seconds") && !page.contains("public.loaded"));
}
