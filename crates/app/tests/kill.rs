//! `kill -9` in the middle of an import, twenty times at random moments: nothing acknowledged is lost,
//! nothing is doubled, nothing is half there.

use std::{
    fmt::Write as _,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use base::Dice;
use db::{Db, row, sql, vals};
use register::journal::{self, Verdict};
use serde_json::Value;

/// Kills that must meet an import at work.
const KILLS: i64 = 20;
/// Imports tried at most: some end before their kill comes.
const TRIES: i64 = 50;
/// Projects in each file; each has twelve months.
const PROJECTS: usize = 60;

/// A workspace of its own and the program that works on it.
struct Place {
    folder: tempfile::TempDir,
    database: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = match std::env::var("TEST_DATABASE_URL") {
            Ok(url) => {
                let joint = if url.contains('?') { '&' } else { '?' };
                format!("{url}{joint}schema=k_{}", std::process::id())
            }
            Err(_) => format!("sqlite:{}", folder.path().join("dure.db").display()),
        };
        Self { folder, database }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dure"));
        command
            .args(words)
            .env("XDG_DATA_HOME", self.folder.path())
            .env("HOME", self.folder.path())
            .env("DURE_DATABASE", &self.database)
            .env("DURE_KEY_FILE", self.folder.path().join("dure.key"))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    fn well(&self, words: &[&str]) {
        let status = self.command(words).status().expect("the program runs");
        assert!(status.success(), "dure {words:?} ended with {status}");
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).expect("the file is written");
        path.display().to_string()
    }
}

/// Column names of the one monthly file, from its published schema.
fn columns() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/returns.schema.json");
    let schema: Value =
        serde_json::from_str(&std::fs::read_to_string(path).expect("the schema is there")).expect("JSON");
    let fields = schema["fields"].as_array().expect("fields");
    fields.iter().map(|field| field["name"].as_str().expect("a name").to_owned()).collect()
}

/// A file with twelve months of every project in `year`.
fn returns(year: i64, columns: &[String]) -> String {
    let mut text = columns.join(",") + "\n";
    for project in 0..PROJECTS {
        for month in 1..=12 {
            let cell = |name: &String| match name.as_str() {
                "agency" => "K1".to_owned(),
                "project" => format!("K{project:03}"),
                "month" => format!("{year}-{month:02}"),
                "target" => "20".to_owned(),
                "people_women_70_79" | "people_since_january" => "18".to_owned(),
                _ => "0".to_owned(),
            };
            writeln!(text, "{}", columns.iter().map(cell).collect::<Vec<_>>().join(",")).expect("text grows");
        }
    }
    text
}

/// The agency and a project for each year, so that the returns have someone to belong to.
fn set_scene(place: &Place, years: &[i64]) {
    place.well(&["db", "migrate"]);
    place.well(&["import", "public", "-"]);
    let agencies =
        place.write("agencies.csv", "id,name,kind,league,district\nK1,기관 하나,senior-club,multi,강화군\n");
    place.well(&["import", "agencies", &agencies]);
    let mut projects = "number,name,year,agency,type,district,places\n".to_owned();
    for year in years {
        for project in 0..PROJECTS {
            writeln!(projects, "K{project:03},사업 {project},{year},K1,public-interest,강화군,20")
                .expect("text grows");
        }
    }
    place.well(&["import", "projects", &place.write("projects.csv", &projects)]);
}

row! {
    struct Count { rows: i64 }
}

/// Rows kept of a year.
async fn rows_of(db: &Db, year: i64) -> i64 {
    let count: Count = db
        .read()
        .await
        .expect("reads")
        .one(
            sql!("SELECT COUNT(*) FROM returns_row w JOIN returns_return r ON r.id = w.return_id WHERE r.month LIKE $1 || '-%'"),
            vals![year.to_string()],
        )
        .await
        .expect("counts");
    count.rows
}

/// Waits until `child` ends or `wait` is over, then kills it; tells whether it had ended well before.
fn kill_after(mut child: Child, wait: Duration) -> bool {
    std::thread::sleep(wait);
    let ended = child.try_wait().expect("the child can be asked");
    // SIGKILL: the process gets no chance to tidy up.
    drop(child.kill());
    drop(child.wait());
    ended.is_some_and(|status| status.success())
}

#[tokio::test]
async fn twenty_kills_lose_nothing_acknowledged_and_double_nothing() {
    let place = Place::new();
    let years: Vec<i64> = (2001..=2001 + TRIES).collect();
    set_scene(&place, &years);
    let columns = columns();
    let all = (PROJECTS * 12) as i64;
    // One import that is let alone tells how long one takes.
    let first = place.write("first.csv", &returns(2001, &columns));
    let begun = Instant::now();
    place.well(&["import", "returns", &first]);
    let mut whole = begun.elapsed();
    let db = Db::open(&place.database.parse().expect("an address")).await.expect("opens");
    assert_eq!(rows_of(&db, 2001).await, all);

    let mut dice = Dice::new(0x9e37);
    let (mut killed, mut acknowledged) = (0, 0);
    for year in years.into_iter().skip(1) {
        if killed == KILLS {
            break;
        }
        let file = place.write("year.csv", &returns(year, &columns));
        let child = place.command(&["import", "returns", &file]).spawn().expect("the program starts");
        let wait = dice.between(0, whole.as_millis() as i64);
        let told = kill_after(child, Duration::from_millis(wait as u64));
        let kept = rows_of(&db, year).await;
        assert!(kept == all || (kept == 0 && !told), "{year}: {kept} of {all} rows, acknowledged: {told}");
        killed += i64::from(!told);
        acknowledged += i64::from(told);
        // The person tries again, as one does after a crash.
        let begun = Instant::now();
        place.well(&["import", "returns", &file]);
        // The machine may have been busy before: the quickest import says how long one takes.
        whole = whole.min(begun.elapsed());
        assert_eq!(rows_of(&db, year).await, all, "{year} after the second try");
    }
    assert_eq!(killed, KILLS, "{acknowledged} imports ended before their kill");
    db.check().await.expect("no page is damaged");
    let verdict = journal::verify(&mut db.read().await.expect("reads"), None).await.expect("verifies");
    assert!(matches!(verdict, Verdict::Sound { .. }), "{verdict:?}");
}
