//! Bad files: each gets one clear Korean sentence with the cell and the next step, and nothing is half-stored.

use std::fmt::Write as _;
use std::io::Write;

use http::StatusCode;
use rust_xlsxwriter::{Format, Formula, Workbook};
use testkit::{Client, House};

use crate::scene::*;

/// Uploads a file that must be refused or noted; nothing of it may be kept as rows.
async fn said(client: &Client, name: &str, bytes: &[u8]) -> String {
    let version = version(client).await;
    let answer = upload(client, version, name, bytes).await;
    let rows = state(client).await["rows"].as_array().map(Vec::len);
    assert_eq!(rows, Some(0), "nothing of a bad file is kept");
    if answer.status == StatusCode::SEE_OTHER { sentences(client).await.join("\n") } else { answer.text() }
}

/// A workbook in which one cell is written in another way.
async fn spoiled(client: &Client, spoil: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let titles = titles(client).await;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in titles.iter().enumerate() {
        sheet.write_string(0, column as u16, title).expect("a title");
    }
    for (at, row) in rows().iter().enumerate() {
        for (column, (_, value)) in row.iter().enumerate() {
            let place = (at as u32 + 1, column as u16);
            match value.parse::<i64>() {
                Ok(number) => sheet.write_number(place.0, place.1, number as f64).expect("a number"),
                Err(_) => sheet.write_string(place.0, place.1, value).expect("a text"),
            };
        }
    }
    spoil(sheet);
    book.save_to_buffer().expect("a workbook")
}

#[tokio::test]
async fn cells_that_do_not_fit_are_told_with_their_address() {
    let house = house().await;
    let staff = staff(&house).await;
    let first =
        |column: &str, value: &str| vec![with(row("a", "P-1", 20), column, value), row("a", "P-2", 30)];
    let cases = [
        ("hours", "600시간", "W2 칸의 숫자에 글자가 섞여 있습니다: 600시간"),
        ("pay_won", "-1", "X2 칸의 ‘지급한 활동비·급여(원)’ 값이 0보다 작습니다(-1)."),
        ("project", "P-9", "B2 칸의 사업번호 P-9를 찾지 못했습니다."),
        ("project", "Q-1", "B2 칸의 사업번호 Q-1은 다른 기관의 사업입니다."),
        ("agency", "b", "A2 칸의 기관번호 b가 우리 기관과 다릅니다."),
        ("month", "2026-01", "C2 칸의 2026년 1월이 올리는 달(2026년 2월)과 다릅니다."),
        (
            "left_health",
            "40",
            "P2 · P-1: 그만둔 사람 40명이 있던 사람 21명보다 많습니다(지난달 말 19명, 새로 2명).",
        ),
        (
            "people_since_january",
            "3",
            "N2 · P-1: 1월부터 참여한 사람 3명이 월말 참여 인원 19명보다 적습니다.",
        ),
        ("trained", "500", "Z2 · P-1: 교육받은 사람 500명이 이달 참여한 사람 20명보다 많습니다."),
        ("registered_early", "5", "AH2 · P-1: 조기 등록 5명은 1월에만 적습니다."),
        ("joined", "25", "O2 · P-1: 새로 참여한 사람 25명이 1월부터 참여한 사람 21명보다 많습니다."),
        ("hours", "", "W2 칸의 활동시간이 비어 있습니다."),
    ];
    for (column, value, sentence) in cases {
        let said = said(&staff, "a.csv", csv(&first(column, value)).as_bytes()).await;
        assert!(said.lines().any(|line| line == sentence), "{column}={value}: {said}");
    }
    let twice = vec![row("a", "P-1", 20), row("a", "P-1", 20)];
    let said_twice = said(&staff, "a.csv", csv(&twice).as_bytes()).await;
    assert!(said_twice.contains("3행(B3)은 2행과 같은 자료입니다"), "{said_twice}");
}

#[tokio::test]
async fn a_table_that_was_pushed_joined_or_summed_up_is_told() {
    let house = house().await;
    let staff = staff(&house).await;
    let mut text = csv(&rows());
    text.push_str("합계,,,50\n");
    assert!(said(&staff, "a.csv", text.as_bytes()).await.contains("4행은 합계 줄입니다(A4 칸, 합계)."));
    let shifted = csv(&rows()).replacen("\na,P-1", "\n,a,P-1", 1);
    let sentence = said(&staff, "a.csv", shifted.as_bytes()).await;
    assert!(sentence.contains("AI2 칸 위에 제목이 없습니다. 값이 옆으로 밀렸을 수 있습니다."), "{sentence}");
    let merged = spoiled(&staff, |sheet| {
        sheet.merge_range(0, 5, 0, 6, "월말 참여 여", &Format::new()).expect("a range");
    })
    .await;
    let sentence = said(&staff, "a.xlsx", &merged).await;
    assert!(sentence.contains("제목 칸 F1부터 G1까지 병합되어 있습니다."), "{sentence}");
    let formula = spoiled(&staff, |sheet| {
        sheet.write_formula(1, 22, Formula::new("=20*30").set_result("600")).expect("a formula");
    })
    .await;
    assert!(said(&staff, "a.xlsx", &formula).await.contains("W2 칸에 수식이 있습니다."));
    let serial = spoiled(&staff, |sheet| {
        sheet.write_number(1, 2, 46_054.0).expect("a number");
    })
    .await;
    let sentence = said(&staff, "a.xlsx", &serial).await;
    assert!(sentence.contains("C2 칸에 날짜 대신 일련번호 46054가 있습니다."), "{sentence}");
}

/// A small workbook that unpacks to 300 MB.
fn bomb() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for part in ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        zip.start_file(part, options).expect("a part");
        for _ in 0..100 {
            zip.write_all(&vec![b' '; 1 << 20]).expect("spaces");
        }
    }
    zip.finish().expect("an archive").into_inner()
}

#[tokio::test]
async fn a_file_that_is_no_table_is_refused_in_words() {
    let house = house().await;
    let staff = staff(&house).await;
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(csv(&rows()).bytes().flat_map(|byte| [byte, 0])).collect();
    let compound = |name: &str| {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(1_024, 0);
        bytes
    };
    let broken = [b"agency,project\n\xb0\xa1,\xff\xfe\n".as_slice()].concat();
    for (name, bytes, words) in [
        ("a.csv", utf16, "UTF-16"),
        ("a.hwp", b"HWP Document File V3.00 \x1a\x01\x02".to_vec(), "한글"),
        ("a.pdf", b"%PDF-1.7\n".to_vec(), "PDF"),
        ("a.xlsx", b"PK\x03\x04broken".to_vec(), "파일"),
        ("a.csv", broken, "읽"),
        ("a.csv", Vec::new(), "파일"),
        ("a.xls", compound("Workbook"), "xls"),
        ("a.xlsx", compound("EncryptedPackage"), "암호"),
        ("a.xlsx", bomb(), "200 MB"),
    ] {
        let answer = upload(&staff, version(&staff).await, name, &bytes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.text().contains(words), "{name}: {}", answer.text());
        assert!(answer.text().contains("class=\"next\"") || answer.text().contains("next"), "{name}");
    }
    assert_eq!(state(&staff).await["version"], 0, "nothing was begun");
}

/// Every byte of the database, to look for what must not be there.
async fn every_text(house: &House) -> String {
    let mut tx = house.app.db().read().await.expect("a read");
    let mut all = String::new();
    for statement in [
        db::sql!("SELECT CAST(content AS TEXT) FROM register_file_content"),
        db::sql!("SELECT detail FROM register_journal"),
        db::sql!("SELECT remarks FROM returns_return"),
        db::sql!("SELECT reason FROM returns_event"),
        db::sql!("SELECT name FROM register_file"),
    ] {
        let rows: Vec<Vec<db::Val>> = tx.all(statement, db::vals![]).await.expect("rows");
        write!(all, "{rows:?}").expect("a string takes every write");
    }
    all
}

#[tokio::test]
async fn a_resident_number_is_refused_anywhere_and_never_kept() {
    const CANARY: &str = "900101-1234567";
    let house = house().await;
    let staff = staff(&house).await;
    let lead = house.role("team-lead").await;
    for column in ["agency", "project", "hours", "target"] {
        let rows = vec![with(row("a", "P-1", 20), column, CANARY), row("a", "P-2", 30)];
        let answer = upload(&staff, 0, "a.csv", csv(&rows).as_bytes()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = answer.text();
        assert!(said.contains("주민등록번호로 보이는 13자리 번호가 있어 파일을 받지 않았습니다."), "{said}");
        assert!(!said.contains(CANARY));
    }
    let plain = CANARY.replace('-', "");
    let in_number = vec![with(row("a", "P-1", 20), "pay_won", &plain), row("a", "P-2", 30)];
    assert_eq!(
        upload(&staff, 0, "a.csv", csv(&in_number).as_bytes()).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    upload(&staff, 0, &format!("{CANARY}.csv"), csv(&rows()).as_bytes()).await;
    let version = version(&staff).await.to_string();
    let fields = [("version", version.as_str()), ("answer-0", CANARY)];
    assert_eq!(
        staff.post("/returns/a/2026-02/submit", &fields).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "an answer is a typed field too"
    );
    assert_eq!(submit(&staff).await.status, StatusCode::SEE_OTHER);
    let version = crate::scene::version(&staff).await.to_string();
    let fields = [("version", version.as_str()), ("reason", CANARY)];
    let centre = house.role("centre-staff").await;
    let answer = centre.post("/returns/a/2026-02/send-back", &fields).await;
    assert!(answer.text().contains("주민등록번호로 보이는 번호가 들어 있어 받지 않았습니다."));
    let answer = lead.post("/returns/months/2026-01/lock", &[("note", CANARY)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = every_text(&house).await;
    assert!(!kept.contains(CANARY) && !kept.contains(&plain), "a resident number was kept");
    if !house.app.db().is_sqlite() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("copy.db");
    house.app.db().snapshot(&copy).await.expect("a copy of every page");
    let bytes = std::fs::read(&copy).expect("the copy");
    for canary in [CANARY.as_bytes(), plain.as_bytes()] {
        assert!(!bytes.windows(canary.len()).any(|window| window == canary), "a resident number was kept");
    }
}

#[tokio::test]
async fn a_file_whose_cells_were_pushed_gets_one_sentence_first_and_the_rest_folded() {
    let house = house().await;
    let staff = staff(&house).await;
    let mut lines: Vec<String> = csv(&rows()).lines().map(str::to_owned).collect();
    for line in &mut lines[1..] {
        let mut cells: Vec<&str> = line.split(',').collect();
        cells.insert(4, "");
        *line = cells.join(",");
    }
    let told = said(&staff, "a.csv", (lines.join("\n") + "\n").as_bytes()).await;
    let first = "2행부터 ‘이달 신청자’ 칸부터 한 칸씩 오른쪽으로 밀린 것 같습니다(모두 2줄).";
    assert!(told.starts_with(first), "{told}");
    let page = staff.get(&format!("/returns/a/{MONTH}")).await.text();
    let (open, folded) = page.split_once("<details>").expect("the rest is folded");
    assert!(open.contains("고칠 곳 1군데") && open.contains(first), "{page}");
    assert!(folded.contains("칸 위에 제목이 없습니다"), "{page}");
    let marked = staff.get(&format!("/returns/a/{MONTH}/marked.xlsx")).await;
    assert_eq!(marked.status, StatusCode::OK, "the sentence is written beside its cell too");
}

#[tokio::test]
async fn one_mistake_down_a_whole_column_is_told_once() {
    let house = house().await;
    let staff = staff(&house).await;
    let many: Vec<Row> =
        (0..4).map(|at| with(row("a", ["P-1", "P-2"][at % 2], 20), "hours", "600시간")).collect();
    let told = said(&staff, "a.csv", csv(&many).as_bytes()).await;
    assert!(told.starts_with("‘활동시간’ 열의 4칸에 같은 잘못이 있습니다. 첫 칸은 W2입니다."), "{told}");
}

#[tokio::test]
async fn figures_in_sentences_have_their_thousands_apart_and_numbers_are_not_late() {
    let house = house().await;
    let staff = staff(&house).await;
    let large = vec![with(row("a", "P-1", 20), "applicants", "1234567"), row("a", "P-2", 30)];
    let told = said(&staff, "a.csv", csv(&large).as_bytes()).await;
    assert!(told.contains("E2 칸의 ‘이달 신청자’ 값 1,234,567이 1,000,000보다 큽니다."), "{told}");
}

#[tokio::test]
async fn a_row_of_sums_without_a_word_is_told_as_one() {
    let house = house().await;
    let staff = staff(&house).await;
    let mut all = rows();
    let sum = |name: &str| -> i64 {
        let of = |row: &Row| row.iter().find(|one| one.0 == name).and_then(|one| one.1.parse::<i64>().ok());
        all.iter().filter_map(of).sum()
    };
    let mut total: Row = all[0].clone();
    for (name, value) in &mut total {
        *value = if MEASURES.contains(&name.as_str()) { sum(name).to_string() } else { String::new() };
    }
    all.push(total);
    let told = said(&staff, "a.csv", csv(&all).as_bytes()).await;
    assert!(told.contains("4행은 위의 줄을 모두 더한 합계 줄로 보입니다"), "{told}");
}

#[tokio::test]
async fn an_id_of_ours_with_thirteen_figures_in_a_row_is_no_resident_number() {
    let house = house().await;
    let staff = staff(&house).await;
    let path = format!("/returns/a/{MONTH}/submit");
    let id = "a9001011234567b0c0d0e0f0a0b0c0d0";
    let passed = staff.post(&path, &[("version", "0"), ("ok-0", id)]).await;
    assert_eq!(passed.status, StatusCode::NOT_FOUND, "it comes to the action: {}", passed.text());
    for value in ["a9001011234567b", "A9001011234567B0C0D0E0F0A0B0C0D0", "900101-1234567"] {
        let stopped = staff.post(&path, &[("version", "0"), ("ok-0", value)]).await;
        assert_eq!(stopped.status, StatusCode::UNPROCESSABLE_ENTITY, "{value}");
    }
}

#[tokio::test]
async fn a_resident_number_outside_the_cells_is_told_with_a_place_that_a_person_can_find() {
    let house = house().await;
    let staff = staff(&house).await;
    let named = spoiled(&staff, |sheet| {
        sheet.set_name("900101-1234567").expect("a name");
    });
    let headed = spoiled(&staff, |sheet| {
        sheet.set_header("&C홍 900101-1234567");
    });
    let noted = spoiled(&staff, |sheet| {
        let note = rust_xlsxwriter::Note::new("900101-1234567");
        sheet.insert_note(0, 0, &note).expect("a note");
    });
    for (bytes, place) in
        [(named.await, "시트 이름"), (headed.await, "머리글이나 바닥글"), (noted.await, "메모")]
    {
        let told = said(&staff, "a.xlsx", &bytes).await;
        assert!(told.contains(&format!("있는 곳: {place}. 아무것도 저장하지 않았습니다.")), "{told}");
    }
}
