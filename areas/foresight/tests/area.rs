//! What a person sees of the situation, through the front door.

use foresight::AREA;
use testkit::House;

async fn loaded() -> House {
    let house = House::with(&[&AREA]).await;
    house.set(async |work| register::public::load(work).await).await;
    house
}

#[tokio::test]
async fn everyone_reads_the_situation_in_both_languages() {
    let house = loaded().await;
    let page = house.visitor().get("/foresight").await;
    assert_eq!(page.status, 200, "{}", page.text());
    std::fs::write("/tmp/f_ko.html", page.text()).ok();
    for words in ["45,696", "추계 없음", "나눌 수 없음", "직속", "120,000,000원", "핵심과제", "TF팀"] {
        assert!(page.text().contains(words), "{words}");
    }
    assert!(!page.text().contains("foresight-"), "a key without words");
    let english = house.visitor().with_cookie("dure_lang=en").get("/foresight").await;
    std::fs::write("/tmp/f_en.html", english.text()).ok();
    assert_eq!(english.status, 200);
}
