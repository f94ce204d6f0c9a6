//! Bad input: refused or handled in words, never NaN and never a silent zero.

use http::StatusCode;
use jiff::civil::date;
use register::facts::Fact;

use crate::scene::{EXAMPLE, Scene, done, id_of, refused, said, scene};

/// Simulates an imported scheme on 2026.
async fn simulate(scene: &Scene, text: &str) -> testkit::Answer {
    let id = scene.import(text).await;
    scene.staff.post(&format!("/evaluation/schemes/{id}/simulate"), &[("year", "2026")]).await
}

#[tokio::test]
async fn weights_that_do_not_sum_are_told_on_the_draft_and_refused_when_it_is_used() {
    let scene = scene().await;
    let wrong = EXAMPLE.replace("weight = 25", "weight = 24");
    let id = scene.import(&wrong).await;
    let page = said(&scene.staff.get(&format!("/evaluation/schemes/{id}")).await, StatusCode::OK);
    assert!(page.contains("99") && page.contains("1이나 100이 되어야"), "{page}");
    refused(&simulate(&scene, &wrong).await, StatusCode::UNPROCESSABLE_ENTITY, "1이나 100이 되어야");
}

#[tokio::test]
async fn an_empty_official_scheme_and_an_indicator_that_nothing_feeds_are_refused() {
    let scene = scene().await;
    let answer = scene.staff.post("/evaluation/schemes", &[("from", "official")]).await;
    let id = id_of(&answer);
    let used = scene.staff.post(&format!("/evaluation/schemes/{id}/simulate"), &[("year", "2026")]).await;
    refused(&used, StatusCode::UNPROCESSABLE_ENTITY, "아직 다 적지 않은 빈 양식");
    let unfed = EXAMPLE.replace("id = \"completeness\"", "id = \"advice_done\"");
    refused(&simulate(&scene, &unfed).await, StatusCode::UNPROCESSABLE_ENTITY, "실적을 낸 기관이 한 곳도");
    let unknown = EXAMPLE.replace("id = \"completeness\"", "id = \"happiness\"");
    refused(
        &simulate(&scene, &unknown).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "채울 숫자가 없습니다: happiness",
    );
    let id = scene.import(EXAMPLE).await;
    let nobody = scene.staff.post(&format!("/evaluation/schemes/{id}/simulate"), &[("year", "2019")]).await;
    refused(&nobody, StatusCode::UNPROCESSABLE_ENTITY, "2019년 실적이 없습니다");
}

#[tokio::test]
async fn all_equal_ties_at_a_cut_and_a_budget_below_its_floors_are_refused_in_words() {
    let scene = scene().await;
    let equal = EXAMPLE.replace("zero_range = \"half\"", "zero_range = \"refuse\"");
    for normalise in ["min-max", "z-score"] {
        let equal = equal.replacen("normalise = \"min-max\"", &format!("normalise = \"{normalise}\""), 1);
        let sentence = "모두 같아 견줄 수 없습니다";
        refused(&simulate(&scene, &equal).await, StatusCode::UNPROCESSABLE_ENTITY, sentence);
    }
    let short = EXAMPLE.split("[reward]").next().expect("a head").to_owned()
        + "[reward]\nmethod = \"split\"\nby = \"equal\"\nbudget_won = 1000\nfloor_won = 900\nrounding_won = 100\n";
    refused(&simulate(&scene, &short).await, StatusCode::UNPROCESSABLE_ENTITY, "최저액 합");
    let ties = EXAMPLE
        .replace("tie_at_cut = \"expand\"", "tie_at_cut = \"refuse\"")
        .split("[[indicator]]")
        .next()
        .expect("a head")
        .to_owned()
        + "[[indicator]]\nid = \"completeness\"\ndirection = \"higher\"\nweight = 100\n\n[grading]"
        + EXAMPLE.split("[grading]").nth(1).expect("a tail");
    let ties = ties
        .replace("tie_at_cut = \"expand\"", "tie_at_cut = \"refuse\"")
        .replace("share = \"0.1\"", "share = \"0.3\"");
    refused(&simulate(&scene, &ties).await, StatusCode::UNPROCESSABLE_ENTITY, "점수가 같은 기관이 있습니다");
}

#[tokio::test]
async fn what_was_not_filed_is_never_zero_and_a_zero_divisor_says_so() {
    let scene = scene().await;
    scene
        .house
        .set(async |work| {
            register::facts::reverse(work, "return-d-1").await?;
            register::facts::reverse(work, "return-d-2").await?;
            let back =
                Fact::of_agency("returns.people_since_january", "c".into(), date(2026, 2, 28), -100, "mend");
            work.facts(&[back]).await
        })
        .await;
    let round = scene.computed(EXAMPLE).await;
    let none = scene.place(&round, "d").await;
    assert_eq!((none["score"].is_null(), none["place"].is_null()), (true, true));
    let book =
        said(&scene.staff.get(&format!("/evaluation/rounds/{round}/agencies/d")).await, StatusCode::OK);
    assert!(book.contains("낸 실적이 없음"));
    let wire = scene.staff.get(&format!("/api/evaluation/rounds/{round}/agencies/c/values")).await.json();
    let of = |id: &str| {
        let all = wire["values"].as_array().expect("values");
        all.iter().find(|value| value["indicator"] == id).expect("the indicator").clone()
    };
    assert_eq!(
        (of("drop_out")["value"].is_null(), of("drop_out")["missing"].as_str()),
        (true, Some("zero-denominator"))
    );
    assert_eq!(of("attainment")["value"], 90_000_000);
    let values = scene.staff.get("/api/evaluation/indicators/attainment/values?year=2026").await.json();
    assert_eq!(values[3]["missing"], "not-filed");
    assert!(!book.contains("NaN"));
}

#[tokio::test]
async fn a_league_of_one_is_told_in_words() {
    let scene = scene().await;
    scene
        .house
        .set(async |work| {
            let term = register::agencies::Term {
                id: String::new(),
                agency_id: "f".into(),
                kind: "senior-club".into(),
                league: "multi".into(),
                district_id: "namdong".into(),
                from_on: date(2026, 2, 1),
                until_on: None,
            };
            register::agencies::add_term(work, &term).await.map(drop)
        })
        .await;
    let round = scene.computed(EXAMPLE).await;
    let page = said(&scene.staff.get(&format!("/evaluation/rounds/{round}")).await, StatusCode::OK);
    assert!(page.contains("견줄 상대가 없는 순위"), "{page}");
    let strict = EXAMPLE.replace("zero_range = \"half\"", "zero_range = \"refuse\"");
    let only = strict.split("[[indicator]]").next().expect("a head").to_owned()
        + "[[indicator]]\nid = \"attainment\"\ndirection = \"higher\"\nweight = 100\n\n[grading]"
        + strict.split("[grading]").nth(1).expect("a tail");
    let alone = said(&simulate(&scene, &only).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(alone.contains("한 곳뿐") && alone.contains("기관 e") && alone.contains("목표달성률"), "{alone}");
    assert!(!alone.contains("single 리그"), "a league has a name: {alone}");
}

#[tokio::test]
async fn two_editors_of_a_scheme_keep_both_texts_and_wrong_fields_bring_the_form_back() {
    let scene = scene().await;
    let id = scene.import(EXAMPLE).await;
    let at = format!("/evaluation/schemes/{id}");
    let base = [("name", "첫 번째"), ("status", "sample"), ("weight-attainment", "100"), ("version", "1")];
    done(&scene.staff.post(&at, &base).await);
    let second = [("name", "두 번째"), ("status", "sample"), ("weight-attainment", "100"), ("version", "1")];
    let answer = scene.lead.post(&at, &second).await;
    let page = said(&answer, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("두 번째") && page.contains("첫 번째"));
    let wrong = [("name", ""), ("weight-attainment", "많이"), ("version", "2")];
    let page = said(&scene.staff.post(&at, &wrong).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("이 칸을 채워 주십시오") && page.contains("많이") && page.contains("97.5처럼"));
    let form = said(&scene.staff.get(&format!("{at}/edit")).await, StatusCode::OK);
    assert!(form.contains("첫 번째"));
    let broken =
        scene.staff.upload("/evaluation/schemes/import", &[], ("file", "x.toml", b"schema = [")).await;
    refused(&broken, StatusCode::UNPROCESSABLE_ENTITY, "읽을 수 없습니다");
}

#[tokio::test]
async fn a_round_needs_a_published_scheme_and_is_sent_only_after_it_was_computed() {
    let scene = scene().await;
    let draft = scene.import(EXAMPLE).await;
    let fields = [("title", "이른 평가"), ("scheme_id", draft.as_str()), ("variants", "0")];
    let early = scene.staff.post("/evaluation/rounds", &fields).await;
    refused(&early, StatusCode::CONFLICT, "공고한 기준으로만");
    let scheme = scene.published(EXAMPLE).await;
    let fields = [("title", "평가"), ("scheme_id", scheme.as_str()), ("variants", "0")];
    let round = id_of(&scene.staff.post("/evaluation/rounds", &fields).await);
    let at = format!("/evaluation/rounds/{round}");
    refused(&scene.lead.post(&format!("{at}/send"), &[]).await, StatusCode::CONFLICT, "아직 계산하지");
    refused(&scene.staff.get(&format!("{at}/again")).await, StatusCode::CONFLICT, "아직 계산하지");
    done(&scene.staff.post(&format!("{at}/compute"), &[]).await);
    done(&scene.lead.post(&format!("{at}/send"), &[]).await);
    refused(&scene.staff.post(&format!("{at}/compute"), &[]).await, StatusCode::CONFLICT, "지금 상태에서는");
    let missing = scene.staff.post("/evaluation/rounds", &[("title", ""), ("variants", "x")]).await;
    said(&missing, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(scene.staff.get("/evaluation/rounds/nothing").await.status, StatusCode::NOT_FOUND);
    let revised = scene.staff.post(&format!("/evaluation/schemes/{scheme}/revise"), &[]).await;
    done(&revised);
    let twice = scene.staff.post(&format!("/evaluation/schemes/{scheme}/revise"), &[]).await;
    refused(&twice, StatusCode::CONFLICT, "쓰고 있는 판");
}
