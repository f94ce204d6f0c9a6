//! A round from the scheme to the final result: computed, traced, appealed, decided by another, confirmed one by one.

use http::StatusCode;
use jiff::civil::date;
use register::{facts, messages, needs};

use crate::scene::{EXAMPLE, Scene, done, id_of, refused, said, scene};

/// Files an appeal of an agency and gives its id.
async fn appeal(scene: &Scene, round: &str, agency: &str, indicator: &str) -> String {
    let client = scene.agency(agency).await;
    let path = format!("/evaluation/rounds/{round}/agencies/{agency}/appeals");
    let fields = [("indicator", indicator), ("text", "점검 대장과 다릅니다")];
    let answer = client.upload(&path, &fields, ("file", "대장.txt", "3월 점검 2회".as_bytes())).await;
    id_of(&answer)
}

#[tokio::test]
async fn a_scheme_is_published_only_after_it_was_simulated_as_it_stands_and_is_frozen_by_a_round() {
    let scene = scene().await;
    let id = scene.import(EXAMPLE).await;
    let at = format!("/evaluation/schemes/{id}");
    let year = [("year", "2026")];
    refused(
        &scene.lead.post(&format!("{at}/publish"), &year).await,
        StatusCode::CONFLICT,
        "모의 계산하지 않은",
    );
    done(&scene.staff.post(&format!("{at}/simulate"), &year).await);
    let page = said(&scene.staff.get(&at).await, StatusCode::OK);
    assert!(page.contains("모의 계산 결과") && page.contains("기관 a"));
    done(&scene.lead.post(&format!("{at}/publish"), &year).await);
    refused(&scene.staff.get(&format!("{at}/edit")).await, StatusCode::CONFLICT, "고칠 수 없습니다");
    let fields = [("title", "2026"), ("scheme_id", id.as_str()), ("variants", "0")];
    done(&scene.staff.post("/evaluation/rounds", &fields).await);
    let wire = scene.staff.get("/api/evaluation/schemes").await.json();
    assert_eq!(wire[0]["state"], "frozen");
    let toml = scene.staff.get(&format!("{at}/scheme.toml")).await.text();
    assert_eq!(wire[0]["hash"], register::files::sha256(toml.as_bytes()));
    let mut tx = scene.house.app.db().read().await.expect("a read");
    let filter = messages::Filter { about: format!("evaluation-scheme:{id}"), ..messages::Filter::default() };
    let told = messages::messages(&mut tx, &filter, 10, 0).await.expect("messages");
    assert_eq!(told.len(), 6);
    assert!(told[0].body.contains(wire[0]["hash"].as_str().expect("a hash")));
}

#[tokio::test]
async fn a_round_ranks_each_league_and_every_number_leads_to_its_returns() {
    let scene = scene().await;
    let round = scene.computed(EXAMPLE).await;
    let ranking = scene.ranking(&round).await;
    let places: Vec<(&str, &str, i64)> = ranking
        .iter()
        .map(|one| {
            let text = |name: &str| one[name].as_str().expect("a text");
            (text("league"), text("agency"), one["place"].as_i64().expect("a place"))
        })
        .collect();
    let expected = [
        ("multi", "a", 1),
        ("multi", "b", 2),
        ("multi", "c", 3),
        ("multi", "d", 4),
        ("single", "e", 1),
        ("single", "f", 2),
    ];
    assert_eq!(places, expected);
    assert_eq!(ranking[0]["place_low"], 1);
    let book = format!("/evaluation/rounds/{round}/agencies/b");
    let page = said(&scene.staff.get(&book).await, StatusCode::OK);
    assert!(
        page.contains(
            "/returns/rows?agency=b&#38;from=2026-02&#38;until=2026-02&#38;indicator=returns.people"
        ) || page.contains(
            "/returns/rows?agency=b&amp;from=2026-02&amp;until=2026-02&amp;indicator=returns.people"
        ),
        "{page}"
    );
    assert!(page.contains("무엇을 바꾸면 등급이 오르나"));
    let drawn = said(&scene.staff.get(&format!("/evaluation/rounds/{round}/ranking")).await, StatusCode::OK);
    assert_eq!(drawn.matches("<svg class=\"chart\"").count(), 2, "a drawing for each league");
    assert!(drawn.contains("같은 숫자를 표로 보기") && drawn.contains("순위와 순위 구간"));
    let single = scene.staff.get(&format!("/evaluation/rounds/{round}/ranking?league=single")).await.text();
    assert_eq!(single.matches("<svg class=\"chart\"").count(), 1);
    let wire = scene.staff.get(&format!("/api{book}/values")).await.json();
    let attainment =
        wire["values"].as_array().expect("values").iter().find(|v| v["indicator"] == "attainment");
    let attainment = attainment.expect("the indicator");
    assert_eq!((&attainment["numerator"], &attainment["denominator"]), (&95.into(), &100.into()));
    assert_eq!(attainment["value"], 95_000_000);
    let view =
        said(&scene.staff.get(&format!("/evaluation/rounds/{round}/sensitivity")).await, StatusCode::OK);
    assert!(view.contains("가중치 모두"));
    for file in ["ranking.pdf", "agencies/b/book.pdf"] {
        let answer = scene.staff.get(&format!("/evaluation/rounds/{round}/{file}")).await;
        assert_eq!((answer.status, &answer.bytes[..5]), (StatusCode::OK, b"%PDF-".as_slice()));
    }
    for file in ["ranking.csv", "ranking.xlsx", "sensitivity.csv"] {
        assert_eq!(
            scene.staff.get(&format!("/evaluation/rounds/{round}/{file}")).await.status,
            StatusCode::OK
        );
    }
}

#[tokio::test]
async fn a_second_computation_is_the_same_also_after_a_return_was_changed() {
    let scene = scene().await;
    let round = scene.computed(EXAMPLE).await;
    scene.house.app.clock().advance(60);
    scene
        .house
        .set(async |work| {
            let late = facts::Fact::of_agency("returns.people", "d".into(), date(2026, 2, 28), 20, "later");
            work.facts(&[late]).await
        })
        .await;
    let page = said(&scene.staff.get(&format!("/evaluation/rounds/{round}/again")).await, StatusCode::OK);
    assert!(page.contains("남긴 결과와 똑같습니다"), "{page}");
}

#[tokio::test]
async fn an_agency_sees_its_own_result_once_it_was_sent_and_nobody_elses() {
    let scene = scene().await;
    let round = scene.computed(EXAMPLE).await;
    let agency = scene.agency("a").await;
    let own = format!("/evaluation/rounds/{round}/agencies/a");
    let other = format!("/evaluation/rounds/{round}/agencies/b");
    assert_eq!(agency.get(&own).await.status, StatusCode::NOT_FOUND);
    done(&scene.lead.post(&format!("/evaluation/rounds/{round}/send"), &[]).await);
    assert!(said(&agency.get(&own).await, StatusCode::OK).contains("잠정 결과"));
    assert_eq!(agency.get(&other).await.status, StatusCode::FORBIDDEN);
    assert_eq!(agency.get(&format!("/api{other}/values")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        agency.get(&format!("/evaluation/rounds/{round}/ranking")).await.status,
        StatusCode::FORBIDDEN
    );
    assert!(said(&agency.get("/evaluation").await, StatusCode::OK).contains(&own));
    let council = scene.house.role("council-member").await;
    assert_eq!(council.get(&own).await.status, StatusCode::FORBIDDEN);
    let mut tx = scene.house.app.db().read().await.expect("a read");
    let filter =
        messages::Filter { about: format!("evaluation-round:{round}"), ..messages::Filter::default() };
    assert_eq!(messages::count(&mut tx, &filter).await.expect("a count"), 6);
}

#[tokio::test]
async fn an_appeal_is_decided_by_another_officer_and_one_value_changes_a_grade_and_a_reward() {
    let scene = scene().await;
    let round = scene.sent().await;
    let before = scene.place(&round, "b").await;
    let id = appeal(&scene, &round, "b", "attainment").await;
    let at = format!("/evaluation/appeals/{id}");
    let again = scene.agency("b").await;
    let path = format!("/evaluation/rounds/{round}/agencies/b/appeals");
    let twice = again.upload(&path, &[("indicator", "attainment"), ("text", "x")], ("file", "", b"")).await;
    refused(&twice, StatusCode::CONFLICT, "EA-2026-0001");
    let officer = |id: &str| [("officer_id", id.to_owned()), ("version", "1".to_owned())];
    for (who, sentence) in
        [(scene.staff_id.as_str(), "계산하거나 보낸 사람"), (scene.lead_id.as_str(), "계산하거나 보낸 사람")]
    {
        let fields = officer(who);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let answer = scene.lead.post(&format!("{at}/officer"), &fields).await;
        refused(&answer, StatusCode::FORBIDDEN, sentence);
    }
    let fields = officer(scene.officer_id.as_str());
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    done(&scene.lead.post(&format!("{at}/officer"), &fields).await);
    let decision = [
        ("outcome", "accepted"),
        ("decision", "대장을 확인했습니다"),
        ("indicator", "drop_out"),
        ("value", "0.5"),
        ("version", "2"),
    ];
    refused(
        &scene.staff.post(&format!("{at}/decision"), &decision).await,
        StatusCode::FORBIDDEN,
        "담당자로 정해진",
    );
    done(&scene.officer.post(&format!("{at}/decision"), &decision).await);
    refused(
        &scene.officer.post(&format!("{at}/decision"), &decision).await,
        StatusCode::CONFLICT,
        "이미 결정한",
    );
    let after = scene.place(&round, "b").await;
    assert!(after["score"].as_i64() > before["score"].as_i64());
    let page = said(&scene.agency("b").await.get(&at).await, StatusCode::OK);
    assert!(page.contains("대장을 확인했습니다") && page.contains("대장.txt"));
    let book = said(
        &scene.agency("b").await.get(&format!("/evaluation/rounds/{round}/agencies/b")).await,
        StatusCode::OK,
    );
    assert!(book.contains("이의신청으로 고친 값"));
    assert_eq!(scene.agency("a").await.get(&at).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn results_are_confirmed_one_by_one_by_a_named_person_and_then_needs_and_facts_are_there() {
    let scene = scene().await;
    let round = scene.sent().await;
    let at = format!("/evaluation/rounds/{round}");
    let confirm = |agency: &str| format!("{at}/agencies/{agency}/confirm");
    refused(&scene.director.post(&confirm("a"), &[]).await, StatusCode::CONFLICT, "지금 상태에서는");
    refused(
        &scene.director.post(&format!("{at}/close"), &[]).await,
        StatusCode::CONFLICT,
        "이의신청을 받습니다",
    );
    let id = appeal(&scene, &round, "c", "").await;
    scene.house.app.clock().advance(30 * 24 * 3_600);
    let director = scene.house.role("director").await;
    let (officer, lead) = (scene.anew(&scene.officer_id).await, scene.anew(&scene.lead_id).await);
    refused(
        &director.post(&format!("{at}/close"), &[]).await,
        StatusCode::CONFLICT,
        "결정하지 않은 이의신청이 1건",
    );
    let late = scene.agency("d").await;
    let path = format!("{at}/agencies/d/appeals");
    let answer = late.upload(&path, &[("text", "늦었습니다")], ("file", "", b"")).await;
    refused(&answer, StatusCode::CONFLICT, "끝났습니다");
    let fields = [("officer_id", scene.officer_id.as_str()), ("version", "1")];
    done(&lead.post(&format!("/evaluation/appeals/{id}/officer"), &fields).await);
    let decision = [("outcome", "rejected"), ("decision", "자료와 같습니다"), ("version", "2")];
    done(&officer.post(&format!("/evaluation/appeals/{id}/decision"), &decision).await);
    done(&director.post(&format!("{at}/close"), &[]).await);
    assert_eq!(lead.post(&confirm("a"), &[]).await.status, StatusCode::FORBIDDEN);
    refused(&director.post(&format!("{at}/finish"), &[]).await, StatusCode::CONFLICT, "6곳");
    for agency in ["a", "b", "c", "d", "e", "f"] {
        done(&director.post(&confirm(agency), &[]).await);
    }
    refused(&director.post(&confirm("a"), &[]).await, StatusCode::CONFLICT, "이미 확정한");
    done(&director.post(&format!("{at}/finish"), &[]).await);
    let mut tx = scene.house.app.db().read().await.expect("a read");
    let query = facts::Query::between("evaluation.ranks", date(2026, 1, 1), date(2026, 12, 31));
    assert_eq!(facts::total(&mut tx, &query).await.expect("a sum"), 1 + 2 + 3 + 4 + 1 + 2);
    let weak = needs::of_agency(&mut tx, &"d".into()).await.expect("needs");
    assert!(weak.iter().any(|need| need.field == "safety" && need.reason == "evaluation-need-safety-checks"));
    assert_eq!(needs::of_agency(&mut tx, &"a".into()).await.expect("needs"), []);
    let page = said(&scene.agency("d").await.get(&format!("{at}/agencies/d")).await, StatusCode::OK);
    assert!(page.contains("강화할 점") && page.contains("확정된 결과"));
}

#[tokio::test]
async fn appeals_are_closed_early_only_with_a_reason_that_every_agency_is_told() {
    let scene = scene().await;
    let round = scene.sent().await;
    let at = format!("/evaluation/rounds/{round}");
    done(
        &scene.director.post(&format!("{at}/close"), &[("closing", "모든 기관이 결과에 동의했습니다")]).await,
    );
    let mut tx = scene.house.app.db().read().await.expect("a read");
    let filter =
        messages::Filter { about: format!("evaluation-round:{round}"), ..messages::Filter::default() };
    let told = messages::messages(&mut tx, &filter, 50, 0).await.expect("messages");
    let early = told.iter().filter(|one| one.body.contains("모든 기관이 결과에 동의했습니다")).count();
    assert_eq!((told.len(), early), (12, 6));
}

#[tokio::test]
async fn the_incheon_case_shows_185_000_000_won_and_says_which_sum_is_derived() {
    let scene = scene().await;
    let page = said(&scene.staff.get("/evaluation/rewards").await, StatusCode::OK);
    assert!(page.contains("185,000,000") && page.contains("계산으로 알아낸 금액"));
    assert!(page.contains("1억 2천만 원에 넣지 않습니다"));
    let wire = scene.staff.get("/api/evaluation/rewards").await.json();
    assert_eq!(
        (&wire[0]["total_won"], &wire[0]["published_total_won"]),
        (&185_000_000.into(), &185_000_000.into())
    );
}

#[tokio::test]
async fn a_scheme_with_indicators_that_nothing_feeds_is_kept_as_imported_and_not_simulated() {
    let scene = scene().await;
    let id = scene.import(include_str!("../../../../guidelines/evaluation/sample.toml")).await;
    let at = format!("/evaluation/schemes/{id}");
    let page = said(&scene.staff.get(&at).await, StatusCode::OK);
    assert!(
        page.contains("채울 숫자가 없습니다: 목표 달성률, 예산 집행률, 100명당 안전사고, 참여자 만족도"),
        "{page}"
    );
    assert!(!page.contains("모의 계산하기") && page.contains("복수유형 · S 5곳"));
    let form = said(&scene.staff.get(&format!("{at}/edit")).await, StatusCode::OK);
    assert!(form.contains("실적으로 채울 수 없는 지표") && form.contains("name=\"other-satisfaction\""));
    let before = scene.staff.get(&format!("{at}/scheme.toml")).await.text();
    let wire = scene.staff.get(&format!("/api{at}")).await.json();
    assert_eq!(
        (&wire["fault"], &wire["scheme"]["sample"]),
        (&"evaluation/indicator-unknown".into(), &true.into())
    );
    let version = wire["version"].to_string();
    let fields = [("version", version.as_str()), ("name", "바뀐 이름"), ("status", "sample")];
    done(&scene.staff.post(&at, &fields).await);
    let after = scene.staff.get(&format!("{at}/scheme.toml")).await.text();
    let indicators = |text: &str| {
        let file: toml::Table = toml::from_str(text).expect("a file");
        file["indicator"].clone()
    };
    assert_eq!(indicators(&after), indicators(&before));
}

#[tokio::test]
async fn an_invented_scheme_marks_its_round_and_its_books_and_an_official_one_does_not() {
    let scene = scene().await;
    for (status, sample) in [("sample", true), ("official", false)] {
        let round = scene.computed(&EXAMPLE.replace("\"sample\"", &format!("\"{status}\""))).await;
        for path in [String::new(), "/agencies/a".to_owned(), "/ranking".to_owned()] {
            let at = format!("/evaluation/rounds/{round}{path}");
            let page = said(&scene.staff.get(&at).await, StatusCode::OK);
            assert_eq!(page.contains("연습용으로 만든 자료입니다"), sample, "{status} {path}");
        }
    }
}

#[tokio::test]
async fn a_second_round_of_the_same_year_and_scheme_waits_until_the_first_is_final() {
    let scene = scene().await;
    let scheme = scene.published(EXAMPLE).await;
    let fields = [("title", "2026 평가"), ("scheme_id", scheme.as_str()), ("variants", "0")];
    done(&scene.staff.post("/evaluation/rounds", &fields).await);
    let twice = scene.staff.post("/evaluation/rounds", &fields).await;
    refused(&twice, StatusCode::CONFLICT, "2026 평가를 아직 확정하지 않았습니다");
}

#[tokio::test]
async fn faults_of_a_scheme_and_its_choices_are_told_in_words_of_the_form() {
    let scene = scene().await;
    let list = said(&scene.staff.get("/evaluation/indicators").await, StatusCode::OK);
    assert!(
        list.contains("월말 참여 인원") && !list.contains("returns.") && !list.contains("house definition")
    );
    let at =
        format!("/evaluation/schemes/{}", scene.import(&EXAMPLE.replace("weight = 25", "weight = 99")).await);
    let page = said(&scene.staff.get(&at).await, StatusCode::OK);
    assert!(page.contains("‘지표’의 가중치를 더하면 174"), "{page}");
    assert!(page.contains("모든 평가군 · S 상위 10 %") && page.contains("모든 평가군 · A 그다음 30 %"));
    let target = EXAMPLE.replace("normalise = \"min-max\"", "normalise = \"target\"");
    let page = said(
        &scene.staff.get(&format!("/evaluation/schemes/{}", scene.import(&target).await)).await,
        StatusCode::OK,
    );
    assert!(page.contains("지표 ‘목표달성률’의 목표값이 없습니다") && !page.contains("target에"), "{page}");
}
