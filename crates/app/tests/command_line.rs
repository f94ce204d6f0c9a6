//! The built program as a person types it: every verb on a workspace of its own.

use std::{
    collections::BTreeMap,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

/// A workspace for one test: a SQLite file, or a schema of the PostgreSQL under test.
struct Place {
    folder: tempfile::TempDir,
    database: String,
    key: String,
}

impl Place {
    fn new(mark: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = match std::env::var("TEST_DATABASE_URL") {
            Ok(url) => {
                let joint = if url.contains('?') { '&' } else { '?' };
                format!("{url}{joint}schema=c_{mark}_{}", std::process::id())
            }
            Err(_) => format!("sqlite:{}", folder.path().join("dure.db").display()),
        };
        let key = folder.path().join("dure.key").display().to_string();
        Self { folder, database, key }
    }

    fn dure(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_dure"))
            .args(words)
            .env("XDG_DATA_HOME", self.folder.path())
            .env("HOME", self.folder.path())
            .env("DURE_DATABASE", &self.database)
            .env("DURE_KEY_FILE", &self.key)
            .env("NO_COLOR", "1")
            .env_remove("DURE_LISTEN")
            .output()
            .expect("the program runs")
    }

    /// Runs and expects success; gives what was printed.
    fn well(&self, words: &[&str]) -> String {
        let output = self.dure(words);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "dure {words:?}: {out}{err}");
        out
    }

    fn file(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_new_workspace_is_made_checked_backed_up_and_restored() {
    let place = Place::new("new");
    place.well(&["db", "migrate"]);
    assert!(place.well(&["doctor"]).contains("모두 정상입니다."));
    let head = place.well(&["audit", "head"]);
    let backup = place.file("backup.db");
    place.well(&["db", "backup", &backup]);
    let again = place.dure(&["db", "backup", &backup]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("덮어쓰지 않습니다"), "{}", text(&again.stderr));

    let mut other = Place::new("restored");
    other.well(&["db", "migrate"]);
    other.well(&["db", "restore", &backup]);
    let without = other.dure(&["doctor"]);
    assert_eq!(without.status.code(), Some(1), "what is sealed needs its own key");
    assert!(text(&without.stderr).contains("열쇠"), "{}", text(&without.stderr));
    other.key.clone_from(&place.key);
    assert_eq!(other.well(&["audit", "head"]), head);
    other.well(&["audit", "verify", "--against", head.trim()]);
    other.well(&["import", "public", "-"]);
    let refused = other.dure(&["db", "restore", &backup]);
    assert_eq!(refused.status.code(), Some(1), "a workspace in use is not restored over");
}

#[test]
fn a_damaged_and_a_newer_database_are_refused_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bad.db");
    std::fs::write(&path, vec![7_u8; 8192]).expect("writes");
    let key = folder.path().join("dure.key").display().to_string();
    let place = Place { database: format!("sqlite:{}", path.display()), folder, key };
    let output = place.dure(&["doctor"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("손상되었거나"), "{}", text(&output.stderr));

    let place = Place::new("newer");
    place.well(&["db", "migrate"]);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let db = db::Db::open(&place.database.parse().expect("an address")).await.expect("opens");
        let mut tx = db.write().await.expect("writes");
        tx.exec(db::sql!("INSERT INTO db_migration(name,sum) VALUES('2099-01-01_future','x')"), db::vals![])
            .await
            .expect("inserts");
        tx.commit().await.expect("commits");
    });
    let output = place.dure(&["serve"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("더 새 프로그램"), "{}", text(&output.stderr));
    let english = place.dure(&["--lang", "en", "doctor"]);
    assert!(text(&english.stderr).contains("newer program"), "{}", text(&english.stderr));
}

/// Places and projects per district, summed straight from the shipped file: another road than the program's.
fn by_hand() -> (i64, usize, usize, BTreeMap<String, i64>) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/senior_job_projects_incheon_2022.csv");
    let mut reader = csv::Reader::from_path(file).expect("the file is there");
    let heads = reader.headers().expect("a header").clone();
    let at = |name: &str| heads.iter().position(|head| head == name).expect("the column is there");
    let (deleted, district, places, institution) =
        (at("deleted"), at("district"), at("target_jobs"), at("institution_id"));
    let mut sums = BTreeMap::new();
    let mut institutions = std::collections::BTreeSet::new();
    let mut projects = 0;
    for record in reader.records().map(|record| record.expect("a row")) {
        if &record[deleted] == "N" {
            projects += 1;
            institutions.insert(record[institution].to_owned());
            *sums.entry(record[district].to_owned()).or_insert(0) +=
                record[places].parse::<i64>().expect("a number");
        }
    }
    (sums.values().sum(), projects, institutions.len(), sums)
}

#[test]
fn the_demos_situation_equals_sums_done_by_hand() {
    let place = Place::new("demo");
    let printed = place.well(&["demo", "--prepare"]);
    assert!(printed.contains("45,696"), "{printed}");
    let json: Value = serde_json::from_str(&place.well(&["situation", "--json"])).expect("JSON");
    let (places, projects, institutions, districts) = by_hand();
    assert_eq!((places, projects, institutions), (45_696, 555, 51));
    assert_eq!(json["supply"]["places"], places);
    assert_eq!(json["supply"]["projects"], projects);
    assert_eq!(json["supply"]["institutions"], institutions);
    let rows = json["districts"].as_array().expect("districts");
    let told: BTreeMap<String, i64> = rows
        .iter()
        .map(|row| {
            (row["name"].as_str().unwrap_or_default().to_owned(), row["places"].as_i64().unwrap_or(-1))
        })
        .collect();
    assert_eq!(told, districts);
    // A second preparation finds the workspace and changes nothing.
    let head = place.well(&["audit", "head"]);
    place.well(&["demo", "--prepare"]);
    assert_eq!(place.well(&["audit", "head"]), head);
    place.well(&["audit", "verify", "--against", head.trim()]);
}

#[test]
fn what_is_typed_wrongly_is_answered_in_words() {
    let place = Place::new("wrong");
    let none = place.dure(&["situation"]);
    assert_ne!(none.status.code(), Some(0));
    assert!(text(&none.stderr).contains("dure db migrate"), "{}", text(&none.stderr));
    place.well(&["db", "migrate"]);
    let missing = place.dure(&["import", "returns", "/nowhere/file.csv"]);
    assert_eq!(missing.status.code(), Some(2));
    let bad = place.dure(&["--database", "mysql://x", "doctor"]);
    assert_eq!(bad.status.code(), Some(1));
    let head = place.dure(&["audit", "verify", "--against", "nonsense"]);
    assert_eq!(head.status.code(), Some(1));
}

#[test]
fn a_table_is_checked_without_any_database() {
    let place = Place::new("check");
    let schema = place.file("schema.json");
    std::fs::write(
        &schema,
        r#"{"fields":[{"name":"n","type":"integer","constraints":{"required":true,"minimum":0}}]}"#,
    )
    .expect("writes");
    let good = place.file("good.csv");
    std::fs::write(&good, "n\n1\n2\n").expect("writes");
    place.well(&["check", "--schema", &schema, "--data", &good]);
    let bad = place.file("bad.csv");
    std::fs::write(&bad, "n\n1\n-2\nabc\n").expect("writes");
    let out = place.file("out");
    let output = place.dure(&["check", "--schema", &schema, "--data", &bad, "--out", &out]);
    assert_eq!(output.status.code(), Some(1));
    let errors = std::fs::read_to_string(Path::new(&out).join("errors.csv")).expect("errors.csv");
    assert_eq!(errors.lines().count(), 3, "{errors}");
    assert!(errors.starts_with("row,column,code,value,message,fix\n3,n,"), "{errors}");
}

#[test]
fn what_cannot_be_understood_is_said_in_the_language_asked_for() {
    let place = Place::new("typed");
    for (typed, says) in [
        (&["evalute"][..], "‘evalute’라는 명령은 없습니다."),
        (&["export", "returns"][..], "‘returns’ 값을 쓸 수 없습니다."),
        (&["demo", "--day", "2020-13-01"][..], "‘2020-13-01’ 값을 쓸 수 없습니다."),
        (&["--lang", "en", "situation", "--yaer", "2022"][..], "There is no option “--yaer”."),
        (&["import", "public"][..], "꼭 적어야 할 것이 빠졌습니다: <FILE>"),
    ] {
        let output = place.dure(typed);
        assert_eq!(output.status.code(), Some(2), "{typed:?}");
        let said = text(&output.stderr);
        assert!(said.contains(says) && said.contains("\n→ "), "{typed:?}: {said}");
    }
}
