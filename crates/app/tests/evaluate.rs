//! `dure evaluate` as a person types it: the published case, the sample, and files that cannot be used.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

const SEED: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

/// The top of the checkout.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("crates/app lies two below the top")
        .into()
}

fn guideline(name: &str) -> String {
    root().join("guidelines").join(name).display().to_string()
}

/// A folder of its own for one test.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        fs::write(self.path(name), text).expect("a file");
        self.path(name).display().to_string()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn dure(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_dure"))
            .args(words)
            .env("HOME", self.0.path())
            .env("NO_COLOR", "1")
            .env_remove("DURE_LANG")
            .output()
            .expect("the program runs")
    }

    /// `dure evaluate … --json` into the folder `out`.
    fn evaluate(&self, scheme: &str, data: &str, out: &str, more: &[&str]) -> Output {
        let out = self.path(out).display().to_string();
        let words = ["evaluate", "--scheme", scheme, "--data", data, "--out", &out, "--json"];
        self.dure(&[&words, more].concat())
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn well(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}{}", text(&output.stdout), text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the summary as JSON")
}

/// Rows of a result by their first cell; the header is left out.
fn by_unit(csv: &str) -> BTreeMap<String, Vec<String>> {
    let rows = csv.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    rows.map(|row| (row[0].clone(), row)).collect()
}

#[test]
fn the_published_case_of_incheon_comes_to_185_million_won() {
    let place = Place::new();
    let case = fs::read_to_string(guideline("cases/evaluation/incheon_2020.toml")).expect("the case");
    let case: toml::Table = case.parse().expect("TOML");
    let summary = well(&place.evaluate(
        &guideline("evaluation/incheon_2020.toml"),
        &guideline("cases/evaluation/incheon_2020.csv"),
        "out",
        &[],
    ));
    assert_eq!(summary["rewards_won"].as_i64(), case["expect"]["rewards_won"].as_integer());
    assert_eq!(summary["rewards_won"], 185_000_000);
    assert_eq!(summary["units"].as_i64(), case["expect"]["units"].as_integer());
    for grade in summary["grades"].as_array().expect("grades") {
        let name = grade["grade"].as_str().unwrap_or_default();
        assert_eq!(grade["units"].as_i64(), case["expect"]["grades"][name].as_integer(), "{name}");
    }
    let scores = place.read("out/scores.csv");
    assert_eq!(scores.lines().next(), Some("unit_id,league,score,rank,rank_low,rank_high,grade,reward_won"));
    assert!(scores.contains("\n계양시니어클럽,복수유형,,,,,A,10000000\n"), "{scores}");
    assert_eq!(place.read("out/normalised.csv").lines().count(), 1);
    let kept: Value = serde_json::from_str(&place.read("out/result.json")).expect("JSON");
    assert_eq!(kept, summary);
}

/// The sample scheme and its 65 agencies, as text.
fn sample() -> (String, String) {
    let data = fs::read_to_string(guideline("cases/evaluation/sample_agencies.csv")).expect("the sample");
    assert!(data.lines().count() > 60);
    (guideline("evaluation/sample.toml"), data)
}

#[test]
fn neither_the_order_of_rows_nor_the_encoding_nor_the_file_name_changes_a_byte() {
    let place = Place::new();
    let (scheme, data) = sample();
    let (head, rows) = data.split_once('\n').expect("a header");
    let mut turned: Vec<&str> = rows.lines().collect();
    turned.reverse();
    let turned = format!("\u{feff}{head}\r\n{}\r\n", turned.join("\r\n"));
    let mut sums = Vec::new();
    for (name, bytes) in [("one.csv", data.clone()), ("other.txt", turned)] {
        let file = place.write(name, bytes);
        let summary = well(&place.evaluate(
            &scheme,
            &file,
            name.split('.').next().unwrap_or("x"),
            &["--variants", "300", "--seed", SEED],
        ));
        sums.push(summary["inputs"]["data"]["canonical_sha256"].clone());
        assert_eq!(summary["reasons"][0]["code"], "sample");
    }
    assert_eq!(sums[0], sums[1]);
    for file in ["scores.csv", "normalised.csv", "sensitivity.csv", "views.csv"] {
        assert_eq!(place.read(&format!("one/{file}")), place.read(&format!("other/{file}")), "{file}");
    }
    let scores = by_unit(&place.read("one/scores.csv"));
    let rank = |row: &[String], at: usize| row[at].parse::<u32>().expect("a rank");
    assert!(scores.values().all(|row| 1 <= rank(row, 4) && rank(row, 4) <= rank(row, 5)));
    let factors = place.read("one/sensitivity.csv");
    assert!(
        factors.starts_with("factor,first_order,total,mean_rank_shift,moves_most\nweights,"),
        "{factors}"
    );
    for name in ["weight:attainment,", "normalise,", "missing,", "leave-one-out,"] {
        assert!(factors.contains(&format!("\n{name}")), "{factors}");
    }
}

#[test]
fn one_changed_input_changes_a_grade_and_the_reward() {
    let place = Place::new();
    let (scheme, data) = sample();
    let before = place.write("before.csv", &data);
    well(&place.evaluate(&scheme, &before, "before", &["--variants", "0"]));
    let scores = place.read("before/scores.csv");
    let sixth =
        scores.lines().find(|line| line.contains(",복수유형,") && line.split(',').nth(3) == Some("6"));
    let sixth = sixth.expect("a sixth place").split(',').next().expect("an id").to_owned();
    assert_eq!(by_unit(&scores)[&sixth][6..], ["A", "10000000"]);
    let changed: Vec<String> = data
        .lines()
        .map(|line| {
            let mut cells: Vec<&str> = line.split(',').collect();
            if cells[0] == sixth {
                cells[12] = "4";
            }
            cells.join(",")
        })
        .collect();
    let after = place.write("after.csv", changed.join("\n"));
    well(&place.evaluate(&scheme, &after, "after", &["--variants", "0"]));
    assert_eq!(by_unit(&place.read("after/scores.csv"))[&sixth][6..], ["S", "35000000"]);
}

#[test]
fn the_empty_official_form_refuses_to_be_used() {
    let place = Place::new();
    let (_, data) = sample();
    let data = place.write("data.csv", data);
    let output = place.evaluate(&guideline("evaluation/official_form.toml"), &data, "out", &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(said.contains("아직 비어 있는 양식"), "{said}");
    assert!(said.contains("운영지침에 있는 지표와 배점을 모두 적고"), "{said}");
    let names: Vec<_> = fs::read_dir(place.path("out")).expect("the folder").flatten().collect();
    assert_eq!(names.len(), 1, "only errors.csv is written");
}

#[test]
fn figures_that_do_not_fit_are_told_by_row_and_column() {
    let place = Place::new();
    let (scheme, data) = sample();
    let wrong = data.replacen("sample-002,복수유형,274,276", "sample-001,복수유형,274,많음", 1);
    assert_ne!(wrong, data);
    let wrong = place.write("wrong.csv", wrong);
    let output = place.evaluate(&scheme, &wrong, "out", &["--variants", "0", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    let errors = place.read("out/errors.csv");
    let places: Vec<String> =
        errors.lines().map(|line| line.split(',').take(3).collect::<Vec<_>>().join(",")).collect();
    assert_eq!(places, ["row,column,code", "3,unit_id,duplicate-value", "3,people,not-a-number"]);
    assert!(!place.path("out/scores.csv").exists());

    let (head, rows) = data.split_once('\n').expect("a header");
    let renamed = place.write("renamed.csv", format!("{}\n{rows}", head.replace(",drop_out,", ",dropped,")));
    let output = place.evaluate(&scheme, &renamed, "out2", &["--variants", "0"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        place.read("out2/errors.csv").contains("drop_out,column-missing"),
        "{}",
        place.read("out2/errors.csv")
    );

    let negative = place.write("negative.csv", data.replacen(",복수유형,274,", ",복수유형,-274,", 1));
    let output = place.evaluate(&scheme, &negative, "out3", &["--variants", "0"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        place.read("out3/errors.csv").contains("3,target,denominator-negative,-274,"),
        "{}",
        place.read("out3/errors.csv")
    );
}

#[test]
fn a_seed_is_asked_for_and_a_folder_in_use_is_kept() {
    let place = Place::new();
    let (scheme, data) = sample();
    let data = place.write("data.csv", data);
    let output = place.evaluate(&scheme, &data, "out", &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("시드가 필요합니다"), "{}", text(&output.stderr));
    let wrong = place.evaluate(&scheme, &data, "new", &["--seed", "12"]);
    assert_eq!(wrong.status.code(), Some(2));
    let again = place.evaluate(&scheme, &data, "out", &["--variants", "0"]);
    assert_eq!(again.status.code(), Some(1), "the folder holds errors.csv");
    let timings = place.path("timings.json").display().to_string();
    well(&place.evaluate(&scheme, &data, "out", &["--variants", "0", "--force", "--timings", &timings]));
    assert!(!place.path("out/errors.csv").exists(), "what an earlier run left is taken away");
    let timings: Value = serde_json::from_str(&place.read("timings.json")).expect("JSON");
    assert!(timings["solve_seconds"].as_f64().is_some_and(|seconds| seconds >= 0.0));
}

#[test]
fn the_terminal_shows_a_short_table_and_what_to_know() {
    let place = Place::new();
    let out = place.path("out").display().to_string();
    let (scheme, data) =
        (guideline("evaluation/incheon_2020.toml"), guideline("cases/evaluation/incheon_2020.csv"));
    let output = place.dure(&["evaluate", "--scheme", &scheme, "--data", &data, "--out", &out]);
    assert_eq!(output.status.code(), Some(0));
    let said = text(&output.stdout);
    assert!(said.contains("기관 12곳을 평가했습니다. 보상 대상 12곳"), "{said}");
    assert!(said.contains("발표된 등급을 그대로 읽고 보상만 계산했습니다."), "{said}");
}
