//! `dure select` as a person types it: decisions, points, reasons, places, two rulebooks, and input that cannot be used.

use std::fmt::Write as _;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

const SEED: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

fn guideline(name: &str) -> PathBuf {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("crates/app lies two below the top");
    root.join("guidelines").join(name)
}

fn shipped(name: &str) -> String {
    fs::read_to_string(guideline(name)).expect("a shipped file")
}

/// A folder of its own for one test, with the sample rulebook and applicants.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("a folder"));
        place.write("rulebook.toml", shipped("selection/sample_public_interest_2026.toml"));
        place.write("applicants.csv", shipped("cases/selection/sample_applicants.csv"));
        place
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.0.path().join(name), text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn dure(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_dure"))
            .args(words)
            .current_dir(self.0.path())
            .env("HOME", self.0.path())
            .env("NO_COLOR", "1")
            .env_remove("DURE_LANG")
            .output()
            .expect("the program runs")
    }

    /// `dure select … --json` of the files in the folder.
    fn select(&self, out: &str, more: &[&str]) -> Output {
        let words =
            ["select", "--rulebook", "rulebook.toml", "--applicants", "applicants.csv", "--on", "2026-01-02"];
        self.dure(&[words.as_slice(), &["--out", out, "--json"], more].concat())
    }

    fn names(&self, out: &str) -> Vec<String> {
        let entries = fs::read_dir(self.0.path().join(out)).expect("a folder").flatten();
        let mut names: Vec<String> =
            entries.map(|one| one.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn well(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", told(output));
    serde_json::from_slice(&output.stdout).expect("the summary as JSON")
}

fn rows(csv: &str) -> Vec<Vec<&str>> {
    csv.lines().skip(1).map(|line| line.split(',').collect()).collect()
}

#[test]
fn everybody_gets_a_decision_points_that_sum_to_the_score_and_one_sentence() {
    let place = Place::new();
    let summary = well(&place.select("out", &[]));
    let count = |name: &str| summary[name].as_u64().unwrap_or_default();
    assert_eq!(count("applicants"), 80);
    assert_eq!(count("eligible") + count("ineligible") + count("unknown"), 80);
    assert!(["eligible", "ineligible", "unknown"].iter().all(|name| count(name) > 0), "{summary}");
    let decisions = place.read("out/decisions.csv");
    assert!(decisions.starts_with("applicant_id,eligible,score,reasons\nsample-001,"), "{decisions}");
    let points = place.read("out/points.csv");
    for row in rows(&decisions) {
        let own: Vec<Vec<&str>> = rows(&points).into_iter().filter(|one| one[0] == row[0]).collect();
        let hundredths = |text: &str| (text.parse::<f64>().expect("points") * 100.0).round() as i64;
        if row[2].is_empty() {
            assert!(own.iter().any(|one| one[3].is_empty()), "{row:?}");
        } else {
            assert_eq!(own.iter().map(|one| hundredths(one[3])).sum::<i64>(), hundredths(row[2]), "{row:?}");
        }
        match row[1] {
            "yes" => assert_eq!(row[3], ""),
            "unknown" => assert!(row[3].split(';').all(|code| code.starts_with("paper:")), "{row:?}"),
            _ => assert!(!row[3].contains("paper:") && !row[3].is_empty(), "{row:?}"),
        }
    }
    let explanations = place.read("out/explanations.csv");
    assert_eq!(explanations.lines().count(), 81);
    assert!(
        explanations.lines().skip(1).all(|line| line.contains("예시 규칙으로 계산한 결과입니다.")),
        "{explanations}"
    );
    let ranked = rows(&place.read("out/ranking.csv")).len() as u64;
    assert_eq!(ranked, count("eligible"));
    let kept: Value = serde_json::from_str(&place.read("out/result.json")).expect("JSON");
    assert_eq!(kept, summary);
    assert_eq!(summary["parameters"]["type_name"], "노인공익활동사업");
}

#[test]
fn neither_order_nor_encoding_nor_unknown_columns_change_a_byte_of_the_data() {
    let place = Place::new();
    let first = well(&place.select("one", &[]));
    let text = place.read("applicants.csv");
    let (head, body) = text.split_once('\n').expect("a header");
    let mut lines: Vec<&str> = body.lines().collect();
    lines.reverse();
    place.write("applicants.csv", format!("\u{feff}{head}\r\n{}\r\n", lines.join("\r\n")));
    let second = well(&place.select("two", &[]));
    for name in ["decisions.csv", "points.csv", "explanations.csv", "changes.csv", "ranking.csv"] {
        assert_eq!(place.read(&format!("one/{name}")), place.read(&format!("two/{name}")), "{name}");
    }
    let sum = |summary: &Value| summary["inputs"]["applicants"]["canonical_sha256"].clone();
    assert_eq!(sum(&first), sum(&second));
}

#[test]
fn somebody_too_young_is_told_from_which_day_on() {
    let place = Place::new();
    let text = place.read("applicants.csv");
    let (head, _) = text.split_once('\n').expect("a header");
    let cells = "1961-02-28,yes,yes,yes,no,no,no,no,no,none,0,no,400000,0,no,alone,4,4,no,2025-12-01,";
    let leap = "1964-02-29,yes,yes,yes,no,yes,no,no,no,none,0,no,400000,0,no,alone,4,4,no,2025-12-01,";
    place.write("applicants.csv", format!("{head}\na,{cells}\nb,{leap}\n"));
    well(&place.select("out", &[]));
    assert_eq!(
        place.read("out/decisions.csv"),
        "applicant_id,eligible,score,reasons\na,no,93,of-age\nb,yes,93,\n"
    );
    let changes = place.read("out/changes.csv");
    let own: Vec<&str> = changes.lines().filter(|line| line.starts_with("a,of-age,")).collect();
    assert!(
        own.iter().any(|line| line.contains(",age,64,65,,") && line.ends_with(",2026-02-28")),
        "{changes}"
    );
    assert!(own.iter().any(|line| line.contains(",near_poor,no,,,yes,")), "{changes}");
    let said = place.read("out/explanations.csv");
    assert!(said.contains("2026년 2월 28일"), "{said}");
    let ranking = place.read("out/ranking.csv");
    assert_eq!(ranking, "place,applicant_id,tier,score\n1,b,,93\n");
}

#[test]
fn with_units_and_choices_it_goes_on_to_places_that_can_be_verified() {
    let place = Place::new();
    place.write("units.csv", "unit_id,capacity\npark,9\nschool,4\n");
    let mut choices = "applicant_id,unit_id,choice\n".to_owned();
    for number in 1..=80 {
        let (one, two) = if number % 3 == 0 { ("park", "school") } else { ("school", "park") };
        writeln!(choices, "sample-{number:03},{one},1\nsample-{number:03},{two},2").expect("writes");
    }
    place.write("wishes.csv", &choices);
    let more = ["--units", "units.csv", "--choices", "wishes.csv", "--seed", SEED];
    let summary = well(&place.select("out", &more));
    assert_eq!(summary["match"]["placed"], 13);
    assert_eq!(summary["match"]["applicants"], summary["eligible"]);
    let decisions = place.read("out/decisions.csv");
    let placements = place.read("out/placements.csv");
    for row in rows(&placements) {
        assert!(rows(&decisions).iter().any(|one| one[0] == row[0] && one[1] == "yes"), "{row:?}");
    }
    let checked = place.dure(&[
        "verify",
        "out",
        "--units",
        "units.csv",
        "--choices",
        "out/choices.csv",
        "--seed",
        SEED,
    ]);
    assert_eq!(
        (checked.status.code(), checked.stdout.as_slice()),
        (Some(0), b"OK\n".as_slice()),
        "{}",
        told(&checked)
    );
    place.write("wishes.csv", "applicant_id,unit_id,choice\nnobody,park,1\n");
    let output = place.select("out2", &more);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert_eq!(place.names("out2"), ["errors.csv"]);
}

#[test]
fn two_rulebooks_are_compared_over_the_same_applicants() {
    let place = Place::new();
    place.write("other.toml", shipped("selection/sample_public_interest_2025.toml"));
    let more = ["--compare", "other.toml", "--compare-on", "2025-01-02", "--places", "20"];
    let summary = well(&place.select("out", &more));
    let compared = &summary["comparison"];
    assert_eq!(compared["before"]["placed"], 20);
    let comparison = place.read("out/comparison.csv");
    assert!(
        comparison.starts_with("applicant_id,before,after,score_before,score_after,effect\nsample-001,"),
        "{comparison}"
    );
    let effect = |name: &str| rows(&comparison).iter().filter(|row| row[5] == name).count() as u64;
    assert_eq!(
        (compared["gains"].as_u64(), compared["loses"].as_u64()),
        (Some(effect("gains")), Some(effect("loses")))
    );
    assert!(effect("gains") > 0 && effect("loses") > 0, "{comparison}");
    assert_eq!(comparison.lines().count(), 81);
}

#[test]
fn input_that_cannot_be_right_is_refused_in_words_and_nothing_else_is_written() {
    let place = Place::new();
    let text = place.read("applicants.csv");
    let wrong = text
        .replacen("sample-003,", "sample-002,", 1)
        .replacen("sample-007,1960-02-29", "sample-007,1961-02-29", 1)
        .replacen("예시 자료\nsample-005,", "예시 자료\nsample-005,많음", 1);
    place.write("applicants.csv", wrong);
    let output = place.select("out", &["--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(place.names("out"), ["errors.csv"]);
    let errors = place.read("out/errors.csv");
    let found: Vec<String> =
        errors.lines().skip(1).map(|line| line.split(',').take(3).collect::<Vec<_>>().join(",")).collect();
    assert_eq!(found, ["4,applicant_id,applicant-twice", "6,born_on,not-a-date", "8,born_on,no-such-day"]);
    assert!(told(&output).contains("is a day that no calendar has"), "{}", told(&output));

    place.write("applicants.csv", text);
    let sample = place.read("rulebook.toml");
    for (number, (from, to, said)) in [
        ("in_force = { from = \"2025-11-28\"", "in_force = { from = \"2026-01-03\"", "cannot decide on"),
        ("above = 300000, to", "above = 400000, to", "have a hole"),
        ("above = 300000, to", "above = 200000, to", "overlap"),
        ("year = 2026", "year = 1999", "There was no type"),
        ("status = \"sample\"", "status = \"official\"", "is not signed off"),
    ]
    .into_iter()
    .enumerate()
    {
        let changed = sample.replacen(from, to, 1);
        assert_ne!(changed, sample, "{from}");
        place.write("rulebook.toml", changed);
        let out = format!("refused-{number}");
        let output = place.select(&out, &["--lang", "en"]);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(told(&output).contains(said), "{said}: {}", told(&output));
        assert_eq!(place.names(&out), ["errors.csv"]);
    }
}

#[test]
fn an_empty_official_form_refuses_to_be_used_and_says_what_to_do() {
    let place = Place::new();
    place.write("rulebook.toml", shipped("selection/official_form_public_interest.toml"));
    let output = place.select("out", &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = told(&output);
    assert!(said.contains("아직 비어 있는 양식") && said.contains("확인 서명"), "{said}");
}
