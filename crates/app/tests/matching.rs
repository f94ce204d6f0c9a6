//! `dure match` and `dure verify` as a person types them: a fair round, an assignment, what is refused, what is caught.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};

use serde_json::Value;

const UNITS: &str = "unit_id,capacity\npark,2\nschool,1\n007,0\n";
const CHOICES: &str = "applicant_id,unit_id,choice,score,tie_1,memo\n\
                       a1,park,1,90,,x\na2,park,1,80.5,3,x\na2,school,2,10,3,x\na3,park,1,80.5,2,x\n\
                       a3,school,4,70,2,x\na4,park,1,60,1,x\na4,007,2,60,1,x\na5,007,1,60,0,x\n";
const ARCS: &str = "applicant_id,unit_id,cost\na1,park,3\na1,school,5\na2,park,2\na2,school,9\na3,park,4\n\
                    a4,park,8\na4,school,1\na5,park,9\n";
const SEED: &str = "0707070707070707070707070707070707070707070707070707070707070707";

/// A folder of its own for one test.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("a folder"));
        place.write("units.csv", UNITS);
        place.write("choices.csv", CHOICES);
        place.write("arcs.csv", ARCS);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
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

    fn stable(&self, out: &str, more: &[&str]) -> Output {
        let words = ["match", "stable", "--units", "units.csv", "--choices", "choices.csv", "--out", out];
        self.dure(&[&words[..], more].concat())
    }

    fn assign(&self, out: &str, more: &[&str]) -> Output {
        self.dure(
            &[&["match", "assign", "--units", "units.csv", "--arcs", "arcs.csv", "--out", out], more]
                .concat(),
        )
    }

    fn verify(&self, dir: &str, more: &[&str]) -> Output {
        self.dure(&[&["verify", dir, "--units", "units.csv"], more].concat())
    }
}

fn status(output: &Output) -> Option<i32> {
    output.status.code()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_round_is_placed_by_score_and_tie_breaks_and_the_others_wait_in_order() {
    let place = Place::new();
    let output = place.stable("out", &["--json"]);
    assert_eq!(status(&output), Some(0), "{}", told(&output));
    assert_eq!(
        place.read("out/placements.csv"),
        "applicant_id,unit_id,choice\na1,park,1\na2,park,1\na3,school,4\na4,,\na5,,\n"
    );
    assert_eq!(
        place.read("out/cutoffs.csv"),
        "unit_id,capacity,filled,cutoff_score\n007,0,0,\npark,2,2,80.5\nschool,1,1,70\n"
    );
    assert_eq!(
        place.read("out/waiting.csv"),
        "unit_id,position,applicant_id\n007,1,a4\n007,2,a5\npark,1,a3\npark,2,a4\n"
    );
    let summary: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&summary["placed"], &summary["first_choice"]), (&Value::from(3), &Value::from(2)));
    assert_eq!(summary["inputs"]["choices"]["rows"], Value::from(8));
    let checked = place.verify("out", &["--choices", "choices.csv"]);
    assert_eq!((status(&checked), out(&checked).as_str()), (Some(0), "OK\n"), "{}", told(&checked));
}

#[test]
fn encoding_quotes_and_the_order_of_rows_change_no_byte_of_the_data() {
    let place = Place::new();
    place.stable("out", &[]);
    let data = |dir: &str| {
        ["placements.csv", "cutoffs.csv", "waiting.csv"].map(|name| place.read(&format!("{dir}/{name}")))
    };
    let sums = |dir: &str| {
        let result: Value = serde_json::from_str(&place.read(&format!("{dir}/result.json"))).expect("JSON");
        ["units", "choices"].map(|name| result["inputs"][name]["canonical_sha256"].clone())
    };
    let mut rows: Vec<&str> = CHOICES.lines().collect();
    rows[1..].reverse();
    let written = rows.join("\r\n").replace(",x", ",\"x\"");
    place.write("choices.csv", format!("\u{feff}{written}"));
    assert_eq!(status(&place.stable("quoted", &[])), Some(0));
    assert_eq!((data("quoted"), sums("quoted")), (data("out"), sums("out")));
    let memo: Vec<u8> = written
        .bytes()
        .flat_map(|byte| if byte == b'x' { vec![0xb8, 0xde, 0xb8, 0xf0] } else { vec![byte] })
        .collect();
    place.write("choices.csv", memo);
    assert_eq!(status(&place.stable("cp949", &[])), Some(0), "CP949");
    assert_eq!(data("cp949"), data("out"));
    place.write("choices.csv", rows.join("\n\n"));
    assert_eq!(status(&place.stable("plain", &[])), Some(0));
    assert_eq!((data("plain"), sums("plain")), (data("out"), sums("out")));
}

#[test]
fn a_tie_that_matters_is_refused_without_a_seed_and_drawn_with_one() {
    let place = Place::new();
    place.write("choices.csv", CHOICES.replace(",2,x", ",3,x"));
    let refused = place.stable("out", &[]);
    assert_eq!(status(&refused), Some(1));
    let errors = place.read("out/errors.csv");
    assert!(errors.contains("tie-without-seed") && errors.contains("park"), "{errors}");
    assert!(!place.path("out/placements.csv").exists());
    let drawn = place.stable("drawn", &["--seed", SEED]);
    assert_eq!(status(&drawn), Some(0), "{}", told(&drawn));
    let checked = place.verify("drawn", &["--choices", "choices.csv", "--seed", SEED]);
    assert_eq!(out(&checked), "OK\n");
    let other = place.verify("drawn", &["--choices", "choices.csv", "--seed", &SEED.replace('7', "8")]);
    assert_eq!(status(&other), Some(1));
    assert!(out(&other).contains("씨앗"), "{}", out(&other));
}

#[test]
fn every_kind_of_bad_row_is_refused_with_its_place() {
    for (bad, row, column, code) in [
        ("a9,nowhere,1,5,,", 10, "unit_id", "unit-unknown"),
        ("a1,park,2,5,,", 10, "unit_id", "unit-chosen-twice"),
        ("a1,school,1,5,,", 10, "choice", "choice-twice"),
        ("a9,park,0,5,,", 10, "choice", "choice-below-one"),
        ("a9,park,x,5,,", 10, "choice", "not-a-whole-number"),
        ("a9,park,1,good,,", 10, "score", "not-a-number"),
        ("a9,park,1,1e3,,", 10, "score", "not-a-number"),
        ("a9,park,1,,,", 10, "score", "required"),
        ("a9,park,1,5,?,", 10, "tie_1", "not-a-number"),
        (" a9,park,1,5,,", 10, "applicant_id", "id-blank"),
    ] {
        let place = Place::new();
        place.write("choices.csv", format!("{CHOICES}{bad}\n"));
        let output = place.stable("out", &[]);
        assert_eq!(status(&output), Some(1), "{bad}");
        let errors = place.read("out/errors.csv");
        assert!(errors.contains(&format!("\n{row},{column},{code},")), "{bad}: {errors}");
        assert_eq!(fs::read_dir(place.path("out")).expect("a folder").count(), 1, "nothing else is written");
    }
    for (units, column, code) in [
        ("unit_id,capacity\npark,-1\n", "capacity", "places-negative"),
        ("unit_id,capacity\npark,1\npark,1\n", "unit_id", "unit-twice"),
        ("unit_id,capacity\npark,many\n", "capacity", "not-a-whole-number"),
        ("unit_id,places\npark,1\n", "capacity", "column-missing"),
    ] {
        let place = Place::new();
        place.write("units.csv", units);
        assert_eq!(status(&place.stable("out", &[])), Some(1));
        let errors = place.read("out/errors.csv");
        assert!(errors.contains(&format!(",{column},{code},")), "{errors}");
    }
}

#[test]
fn reserves_and_couples_are_read_and_checked() {
    let place = Place::new();
    place.write("reserves.csv", "unit_id,group,places,unfilled\npark,new,1,stays\n");
    place.write("groups.csv", "applicant_id,group\na4,new\n");
    place.write("couples.csv", "applicant_id,partner_id\na2,a3\n");
    let files = ["--reserves", "reserves.csv", "--groups", "groups.csv", "--couples", "couples.csv"];
    let output = place.stable("out", &[&files[..], &["--seed", SEED]].concat());
    assert_eq!(status(&output), Some(0), "{}", told(&output));
    assert!(place.read("out/placements.csv").contains("\na4,park,1\n"));
    let checked = place.verify("out", &[&["--choices", "choices.csv"], &files[..]].concat());
    assert_eq!(out(&checked), "OK\n", "{}", told(&checked));
    let without = place.verify("out", &["--choices", "choices.csv"]);
    assert_eq!(status(&without), Some(1), "the reserves belong to the input");
    place.write("reserves.csv", "unit_id,group,places,unfilled\npark,new,3,stays\n");
    assert_eq!(status(&place.stable("two", &files)), Some(1));
    assert!(place.read("two/errors.csv").contains("\n2,places,reserves-above-places,3,"));
    place.write("reserves.csv", "unit_id,group,places,unfilled\npark,new,1,maybe\n");
    assert_eq!(status(&place.stable("three", &files)), Some(1));
    assert!(place.read("three/errors.csv").contains("\n2,unfilled,not-in-list,maybe,"));
}

#[test]
fn a_draw_is_committed_to_before_and_cannot_be_changed_after() {
    let place = Place::new();
    let source =
        ["match", "commit", "--choices", "choices.csv", "--seed-source", "공개 주사위 열 번", "--out", "c"];
    let output = place.dure(&[&source[..], &["--kept-seed", SEED]].concat());
    assert_eq!(status(&output), Some(0), "{}", told(&output));
    assert!(!place.read("c/commitment.json").contains(SEED));
    let with =
        |out: &str, seed: &str| place.stable(out, &["--seed", seed, "--commitment", "c/commitment.json"]);
    assert_eq!(status(&with("out", SEED)), Some(0));
    let checked = place.verify("out", &["--choices", "choices.csv", "--commitment", "c/commitment.json"]);
    assert_eq!(out(&checked), "OK\n", "{}", told(&checked));
    assert_eq!(status(&with("other", &SEED.replace('7', "8"))), Some(1));
    assert!(place.read("other/errors.csv").contains("seed-changed"));
    place.write("choices.csv", format!("{CHOICES}a6,park,1,1,,\n"));
    assert_eq!(status(&with("late", SEED)), Some(1));
    assert!(place.read("late/errors.csv").contains("list-changed"));
    let nowhere = ["match", "commit", "--choices", "choices.csv", "--seed-source", " ", "--out", "d"];
    assert_eq!(status(&place.dure(&nowhere)), Some(1));
}

#[test]
fn an_assignment_places_the_most_at_the_least_cost_and_proves_it() {
    let place = Place::new();
    let output = place.assign("out", &["--json"]);
    assert_eq!(status(&output), Some(0), "{}", told(&output));
    let summary: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&summary["placed"], &summary["total_cost"]), (&Value::from(3), &Value::from(6)));
    assert_eq!(summary["M"], Value::from(28));
    assert_eq!(
        place.read("out/placements.csv"),
        "applicant_id,unit_id,cost\na1,park,3\na2,park,2\na3,,\na4,school,1\na5,,\n"
    );
    let checked = place.verify("out", &["--arcs", "arcs.csv"]);
    assert_eq!(out(&checked), "OK\n", "{}", told(&checked));
    let prices = place.read("out/prices.csv");
    place.write("out/prices.csv", prices.replacen("applicant,a1,", "applicant,a1,1", 1));
    let forged = place.verify("out", &["--arcs", "arcs.csv", "--json"]);
    assert_eq!(status(&forged), Some(1));
    let found: Value = serde_json::from_slice(&forged.stdout).expect("JSON");
    assert_eq!(found["ok"], Value::Bool(false));
    for (bad, column, code) in [
        ("a1,park,2", "unit_id", "pair-twice"),
        ("a9,nowhere,2", "unit_id", "unit-unknown"),
        ("a9,park,-2", "cost", "cost-negative"),
        ("a9,park,2.5", "cost", "not-a-whole-number"),
        ("a9,park,1000000000001", "cost", "cost-too-large"),
    ] {
        let place = Place::new();
        place.write("arcs.csv", format!("{ARCS}{bad}\n"));
        assert_eq!(status(&place.assign("out", &[])), Some(1), "{bad}");
        let errors = place.read("out/errors.csv");
        assert!(errors.contains(&format!("\n10,{column},{code},")), "{errors}");
    }
}

#[test]
fn tampering_with_a_result_or_its_input_is_caught() {
    let place = Place::new();
    let frauds: [(&str, &str, &str); 5] = [
        ("placements.csv", "a3,school,4\na4,,", "a3,,\na4,,"),
        ("placements.csv", "a2,park,1\na3,school,4\na4,,", "a2,school,2\na3,,\na4,park,1"),
        ("cutoffs.csv", "park,2,2,80.5", "park,2,2,80"),
        ("waiting.csv", "park,1,a3\npark,2,a4", "park,1,a4\npark,2,a3"),
        ("result.json", "\"placed\": 3", "\"placed\": 4"),
    ];
    for (at, (file, was, becomes)) in frauds.into_iter().enumerate() {
        let dir = format!("out{at}");
        assert_eq!(status(&place.stable(&dir, &[])), Some(0));
        let name = format!("{dir}/{file}");
        let text = place.read(&name);
        assert!(text.contains(was), "{text}");
        place.write(&name, text.replace(was, becomes));
        let checked = place.verify(&dir, &["--choices", "choices.csv"]);
        assert_eq!(status(&checked), Some(1), "{file}: {}", out(&checked));
        assert!(!out(&checked).contains("OK"));
    }
    place.stable("out", &[]);
    place.write("choices.csv", CHOICES.replace("a5,007,1,60,0", "a5,007,1,50,0"));
    let changed = place.verify("out", &["--choices", "choices.csv", "--json"]);
    assert_eq!(status(&changed), Some(1));
    assert!(out(&changed).contains("input-changed"), "{}", out(&changed));
    assert_eq!(status(&place.verify("nowhere", &["--choices", "choices.csv"])), Some(2));
    assert_eq!(status(&place.verify("out", &["--arcs", "arcs.csv"])), Some(2), "not an assignment");
    assert_eq!(status(&place.dure(&["verify", "out"])), Some(2));
}
