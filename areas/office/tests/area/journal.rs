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
