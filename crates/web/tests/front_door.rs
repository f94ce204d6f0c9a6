//! The pages that belong to no area, through the front door.

use testkit::House;
use web::Area;

/// No areas: only what every house has.
static NONE: &[&Area] = &[];

#[tokio::test]
async fn home_is_korean_first_and_english_on_request() {
    let house = House::with(NONE).await;
    let home = house.visitor().get("/").await;
    assert_eq!(home.status, 200);
    assert!(home.text().contains("<html lang=\"ko\" data-size=\"2\" data-contrast=\"normal\">"));
    assert!(home.text().contains("무엇을 하시겠습니까?"));
    let english = house.visitor().with_cookie("dure_view=en.s5.high").get("/").await.text();
    assert!(english.contains("<html lang=\"en\" data-size=\"5\" data-contrast=\"high\">"));
    assert!(english.contains("What would you like to do?"));
}

#[tokio::test]
async fn the_view_is_kept_in_a_cookie_and_never_leads_to_another_site() {
    let house = House::with(NONE).await;
    let answer =
        house.visitor().post("/view", &[("size", "4"), ("contrast", "high"), ("back", "/help")]).await;
    assert_eq!((answer.status.as_u16(), answer.location.as_str()), (303, "/help"));
    assert_eq!(answer.cookies[0], "dure_view=ko.s4.high; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax");
    for foreign in
        ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "/\t/elsewhere.example"]
    {
        let answer = house.visitor().post("/view", &[("size", "1"), ("back", foreign)]).await;
        assert_eq!(answer.location, "/", "{foreign} must not be followed");
    }
}

#[tokio::test]
async fn an_unknown_address_says_what_to_do_as_page_and_as_json() {
    let house = House::with(NONE).await;
    let page = house.visitor().get("/nowhere").await;
    assert_eq!(page.status, 404);
    assert!(page.text().contains("이 주소에는 화면이 없습니다."));
    assert!(page.text().contains("처음 화면에서 다시 찾아보세요."));
    let json = house.visitor().get("/api/nowhere").await;
    assert_eq!(json.mime, "application/problem+json");
    assert_eq!(json.json()["code"], "web/no-such-page");
}

#[tokio::test]
async fn what_was_typed_never_becomes_markup() {
    let house = House::with(NONE).await;
    let search = house.visitor().get("/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E").await.text();
    assert!(!search.contains("<script>alert"));
    assert!(search.contains("&#60;script&#62;alert(1)"));
}

#[tokio::test]
async fn a_page_for_people_who_are_signed_in_asks_visitors_to_do_so() {
    let house = House::with(NONE).await;
    let answer = house.visitor().get("/jobs/none").await;
    assert_eq!(answer.status, 403);
    assert!(answer.text().contains("로그인이 필요한 화면입니다."));
    let known = house.role("centre-staff").await.get("/jobs/none").await;
    assert_eq!(known.status, 404);
}

#[tokio::test]
async fn static_files_are_kept_for_a_year_under_their_hash() {
    let house = House::with(NONE).await;
    let home = house.visitor().get("/").await.text();
    let href =
        home.split("href=\"").find(|part| part.contains("dure.css")).and_then(|part| part.split('"').next());
    let sheet = house.visitor().get(href.expect("the style sheet is linked")).await;
    assert_eq!(sheet.status, 200);
    assert!(sheet.mime.starts_with("text/css"));
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let house = House::with(NONE).await;
    let answer = house.visitor().from_another_site().post("/view", &[("size", "5")]).await;
    assert_eq!(answer.status, 403);
    assert_eq!(answer.cookies, Vec::<String>::new());
    assert!(answer.text().contains("다른 누리집에서 보낸 요청"));
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_keep_it_safe() {
    let house = House::with(NONE).await;
    for path in ["/", "/nowhere", "/api/openapi.json", "/api/nowhere"] {
        let answer = house.visitor().get(path).await;
        let header = |name: &str| answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
        assert!(header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("cache-control"), "no-store", "{path}");
        assert_eq!(header("x-frame-options"), "DENY", "{path}");
        assert_eq!(header("x-request-id").len(), 32, "{path}");
    }
}

#[tokio::test]
async fn a_message_is_shown_once_on_the_next_page() {
    let house = House::with(NONE).await;
    let told = house.visitor().with_cookie("dure_said=%EC%A0%80%EC%9E%A5").get("/help").await;
    assert!(told.text().contains("저장"));
    assert_eq!(told.cookies, ["dure_said=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"]);
    let on_the_way = house.visitor().with_cookie("dure_said=x").post("/view", &[("size", "3")]).await;
    assert!(on_the_way.cookies.iter().all(|cookie| !cookie.starts_with("dure_said")));
}

#[tokio::test]
async fn someone_without_the_second_factor_is_led_to_it_and_has_no_rights() {
    let house = House::with(NONE).await;
    let token = house
        .set(async |work| {
            let user = register::users::User {
                id: "half".into(),
                login: "half".into(),
                name: "절반".into(),
                email: String::new(),
                agency_id: None,
                state: "active".into(),
                sample: false,
                version: 1,
            };
            register::users::insert_user(work, &user).await?;
            register::users::grant(work, &user.id, "centre-staff", "test").await?;
            register::sessions::begin(work, &user.id, false, "127.0.0.1").await
        })
        .await;
    let half = house.visitor().with_cookie(&format!("dure={token}"));
    let page = half.get("/search?q=a").await;
    assert_eq!((page.status.as_u16(), page.location.as_str()), (303, "/office/second-factor"));
    let job = half.get("/jobs/none").await;
    assert_eq!(job.location, "/office/second-factor");
}

#[tokio::test]
async fn a_resident_number_typed_into_any_field_is_refused_and_not_repeated() {
    let house = House::with(NONE).await;
    for number in ["900101-1234567", "9001011234567", "９００１０１－１２３４５６７"] {
        let form =
            house.visitor().post("/view", &[("back", &format!("/help?{number}")), ("size", "3")]).await;
        assert_eq!(form.status, 422, "{number}");
        assert!(form.text().contains("주민등록번호로 보이는 번호"));
        assert!(!form.text().contains("1234567"), "the number must not come back");
        let json =
            house.visitor().post_json("/api/nowhere", &serde_json::json!({ "a": [{ "b": number }] })).await;
        assert_eq!(json.json()["code"], "web/resident-number");
    }
    let secret = house.visitor().post("/view", &[("password", "9001011234567"), ("size", "3")]).await;
    assert_eq!(secret.status, 303, "a password is nobody's business");
}

#[tokio::test]
async fn a_search_for_nothing_asks_what_is_sought_and_its_json_gives_the_same_rows() {
    let house = House::with(NONE).await;
    let empty = house.visitor().get("/search?q=+").await.text();
    assert!(empty.contains("무엇을 찾으시겠습니까?") && !empty.contains("‘’"), "{empty}");
    house
        .set(async |work| {
            let entry = register::search::Entry {
                kind: "page",
                id: "1",
                title: "강화군 안내",
                href: "/help",
                permission: "",
                agency: None,
            };
            register::search::put(work, &entry).await
        })
        .await;
    let found = house.visitor().get("/api/search?q=%E3%84%B1%E3%85%8E%E3%84%B1").await.json();
    assert_eq!(
        found["rows"][0],
        serde_json::json!({ "kind": "page", "title": "강화군 안내", "href": "/help" })
    );
    let document = house.visitor().get("/api/openapi.json").await.json();
    assert!(
        document["paths"]["/api/search"]["get"].is_object()
            && document["paths"]["/api/jobs/{id}"].is_object()
    );
}

#[tokio::test]
async fn a_job_is_told_as_json_to_who_ordered_it_and_to_nobody_else() {
    let house = House::with(NONE).await;
    let (id, own) = house.member("centre-staff", None).await;
    let actor = base::Actor { id, ..house.system() };
    let mut work = register::Work::begin(house.app.db(), house.app.clock(), actor).await.expect("a work");
    let job = register::jobs::order(&mut work, "office.test", "x", "{}").await.expect("a job");
    work.note("office.job-ordered", &job).await.expect("a line");
    work.commit().await.expect("it is kept");
    let path = format!("/api/jobs/{job}");
    let told = own.get(&path).await.json();
    assert_eq!((told["kind"].as_str(), told["state"].as_str()), (Some("office.test"), Some("waiting")));
    assert_eq!(house.role("centre-staff").await.get(&path).await.status, 404);
    assert_eq!(house.visitor().get(&path).await.status, 403);
}

#[tokio::test]
async fn the_page_of_the_api_speaks_the_readers_language() {
    let house = House::with(NONE).await;
    let korean = house.visitor().get("/api").await.text();
    assert!(korean.contains("공통: ‘/search’ 화면의 자료를 읽습니다.") && !korean.contains("What the asker"));
    let english = house.visitor().with_cookie("dure_view=en.s2.normal").get("/api").await.text();
    assert!(english.contains("One job, for who ordered it"), "{english}");
}

#[test]
fn every_deed_of_the_house_has_words() {
    let words = web::Words::new([]).expect("sound words");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut bare = std::collections::BTreeSet::new();
    for shelf in ["areas", "crates"] {
        let mut folders = vec![root.join(shelf)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
                let path = entry.path();
                if path.is_dir() && path.file_name().is_none_or(|name| name != "tests") {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "rs") {
                    let text = std::fs::read_to_string(&path).expect("a file");
                    bare.extend(deeds(&text).filter(|deed| !words.has(web::Lang::Ko, &key(deed))));
                }
            }
        }
    }
    assert_eq!(
        bare,
        std::collections::BTreeSet::new(),
        "lines to be added to i18n/journal.ko.ftl and journal.en.ftl"
    );
}

/// The key of a deed's words.
fn key(deed: &str) -> String {
    format!("web-deed-{}", deed.replace('.', "-"))
}

/// Deeds that a file of the program notes: the first argument of `note` and `note_with`.
fn deeds(text: &str) -> impl Iterator<Item = String> {
    let program = text.split("#[cfg(test)]").next().unwrap_or_default();
    let calls = [".note(", ".note_with("].into_iter().flat_map(|call| program.split(call).skip(1));
    let first = calls.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
    let area = |deed: &&str| deed.split_once('.').is_some_and(|(area, _)| area != "testkit");
    first.filter(area).map(str::to_owned)
}
