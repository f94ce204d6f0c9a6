//! `dure efficiency` as a person types it: a published table, both orientations, and figures that cannot be compared.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};

use serde_json::Value;

/// Cooper, Seiford and Tone (2007), example 2.2.
const TABLE: &str = "unit_id,x1,x2,y,note\nF,10,1,1,\nA,4,3,1,\nB,7,3,1,\nC,8,1,1,\nD,4,2,1,\nE,2,4,1,\n";

/// A folder of its own for one test.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Runs on `data` into the folder `out`.
    fn efficiency(&self, data: &str, out: &str, more: &[&str]) -> Output {
        let file = self.path("data.csv");
        fs::write(&file, data).expect("a file");
        let (file, out) = (file.display().to_string(), self.path(out).display().to_string());
        let words = ["efficiency", "--data", &file, "--out", &out];
        Command::new(env!("CARGO_BIN_EXE_dure"))
            .args(words)
            .args(more)
            .env("HOME", self.0.path())
            .env("NO_COLOR", "1")
            .env_remove("DURE_LANG")
            .output()
            .expect("the program runs")
    }
}

const CCR: [&str; 8] = ["--inputs", "x1,x2", "--outputs", "y", "--returns", "crs", "--orientation", "input"];

#[test]
fn a_published_table_comes_out_with_peers_and_slacks() {
    let place = Place::new();
    let output = place.efficiency(TABLE, "out", &[&CCR[..], &["--json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(
        place.read("out/efficiency.csv"),
        "unit_id,score\nA,0.857142857\nB,0.631578947\nC,1.000000000\nD,1.000000000\nE,1.000000000\nF,1.000000000\n"
    );
    assert_eq!(
        place.read("out/peers.csv"),
        "unit_id,peer_id,weight\nA,D,0.714285714\nA,E,0.285714286\nB,C,0.105263158\nB,D,0.894736842\n\
         C,C,1.000000000\nD,D,1.000000000\nE,E,1.000000000\nF,C,1.000000000\n"
    );
    assert!(place.read("out/slacks.csv").contains("\nF,x1,2.000000000\nF,x2,0.000000000\nF,y,0.000000000\n"));
    let summary: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&summary["units"], &summary["on_frontier"]), (&Value::from(6), &Value::from(4)));
}

#[test]
fn the_output_side_is_the_inverse_with_constant_returns() {
    let place = Place::new();
    let mut words = CCR.to_vec();
    words[7] = "output";
    assert_eq!(place.efficiency(TABLE, "out", &words).status.code(), Some(0));
    assert!(place.read("out/efficiency.csv").contains("\nA,1.166666667\nB,1.583333333\nC,1.000000000\n"));
}

#[test]
fn a_unit_that_nobody_else_reaches_has_no_score_and_that_is_said() {
    let place = Place::new();
    let mut words = CCR.to_vec();
    words[5] = "vrs";
    words.push("--super");
    let data = "unit_id,x1,x2,y\nA,4,3,1\nB,7,3,2\nC,8,1,1\n";
    let output = place.efficiency(data, "out", &words);
    assert_eq!(output.status.code(), Some(0));
    assert!(place.read("out/efficiency.csv").contains("\nB,\n"), "{}", place.read("out/efficiency.csv"));
    assert!(String::from_utf8_lossy(&output.stdout).contains("닿을 수 없는 곳이 1곳"));
}

#[test]
fn blank_zero_and_negative_values_are_refused_with_their_place() {
    for (value, code) in [("", "value-blank"), ("0", "value-not-above-zero"), ("-3", "value-not-above-zero")]
    {
        let place = Place::new();
        let output = place.efficiency(&TABLE.replace("B,7,3,1", &format!("B,7,{value},1")), "out", &CCR);
        assert_eq!(output.status.code(), Some(1));
        let errors = place.read("out/errors.csv");
        assert!(errors.contains(&format!("\n4,x2,{code},{value},")), "{errors}");
        assert!(!place.path("out/efficiency.csv").exists());
    }
    let place = Place::new();
    let mut words = CCR.to_vec();
    words[1] = "x1,x9";
    assert_eq!(place.efficiency(TABLE, "out", &words).status.code(), Some(1));
    assert!(place.read("out/errors.csv").contains("x9,column-missing"));
    assert_eq!(place.efficiency(TABLE, "new", &CCR[..6]).status.code(), Some(2), "no orientation");
}
