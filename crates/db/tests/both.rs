//! The same laws on SQLite and, with `TEST_DATABASE_URL`, on PostgreSQL.

use base::{Month, Won};
use db::{Address, Db, ErrorKind, Migration, Val, row, sql, vals};
use jiff::{Timestamp, civil::Date};
use proptest::prelude::*;

const STEP: Migration = Migration::portable(
    "2026-01-01_things",
    "CREATE TABLE thing (id TEXT NOT NULL PRIMARY KEY, n BIGINT, r DOUBLE PRECISION, closed BOOLEAN, \
     made_on DATE, made_at TIMESTAMPTZ, cost_won BIGINT NOT NULL DEFAULT 0 CHECK (cost_won >= 0)); \
     CREATE TABLE part (id TEXT NOT NULL PRIMARY KEY, thing_id TEXT NOT NULL REFERENCES thing(id));",
);

row! {
    #[derive(Debug, PartialEq)]
    struct Thing {
        id: String, n: Option<i64>, r: Option<f64>, closed: Option<bool>,
        made_on: Option<Date>, made_at: Option<Timestamp>, cost_won: Won,
    }
}

/// A fresh database of the kind under test, with a folder to keep alive.
async fn fresh(name: &str) -> (Db, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let address = match std::env::var("TEST_DATABASE_URL") {
        Ok(url) => {
            let mark = format!("{name}_{}", std::process::id());
            let joint = if url.contains('?') { '&' } else { '?' };
            format!("{url}{joint}schema=t_{mark}").parse().expect("an address")
        }
        Err(_) => Address::sqlite(folder.path().join("test.db")),
    };
    let db = Db::open(&address).await.expect("opens");
    db.migrate(&[STEP]).await.expect("migrates");
    (db, folder)
}

#[tokio::test]
async fn every_type_comes_back_as_it_went_in() {
    let (db, _folder) = fresh("types").await;
    let mut tx = db.write().await.unwrap();
    let at: Timestamp = "2026-03-02T01:02:03.000456Z".parse().unwrap();
    let day: Date = "1955-05-05".parse().unwrap();
    let insert =
        sql!("INSERT INTO thing(id,n,r,closed,made_on,made_at,cost_won) VALUES($1,$2,$3,$4,$5,$6,$7)");
    tx.exec(insert, vals!["강화", 7_i64, 2.5, true, day, at, Won(120_000_000)]).await.unwrap();
    tx.exec(insert, vals!["빈", Val::Null, Val::Null, Val::Null, Val::Null, Val::Null, 0_i64]).await.unwrap();
    tx.commit().await.unwrap();
    let found: Vec<Thing> = db
        .read()
        .await
        .unwrap()
        .all(sql!("SELECT id,n,r,closed,made_on,made_at,cost_won FROM thing ORDER BY id"), vals![])
        .await
        .unwrap();
    let full = Thing {
        id: "강화".into(),
        n: Some(7),
        r: Some(2.5),
        closed: Some(true),
        made_on: Some(day),
        made_at: Some(at),
        cost_won: Won(120_000_000),
    };
    let empty = Thing {
        id: "빈".into(),
        n: None,
        r: None,
        closed: None,
        made_on: None,
        made_at: None,
        cost_won: Won(0),
    };
    assert_eq!(found, [full, empty]);
}

#[tokio::test]
async fn a_transaction_dropped_is_rolled_back() {
    let (db, _folder) = fresh("dropped").await;
    let mut tx = db.write().await.unwrap();
    tx.exec(sql!("INSERT INTO thing(id) VALUES($1)"), vals!["x"]).await.unwrap();
    drop(tx);
    let count: (i64,) =
        db.write().await.unwrap().one(sql!("SELECT COUNT(*) FROM thing"), vals![]).await.unwrap();
    assert_eq!(count.0, 0);
}

#[tokio::test]
async fn violations_are_told_by_kind() {
    let (db, _folder) = fresh("kinds").await;
    let insert = sql!("INSERT INTO thing(id,cost_won) VALUES($1,$2)");
    let mut tx = db.write().await.unwrap();
    tx.exec(insert, vals!["x", 0_i64]).await.unwrap();
    tx.commit().await.unwrap();
    let kind = |result: Result<u64, db::Error>| result.unwrap_err().kind;
    let mut tx = db.write().await.unwrap();
    assert_eq!(kind(tx.exec(insert, vals!["x", 0_i64]).await), ErrorKind::Unique);
    drop(tx);
    let mut tx = db.write().await.unwrap();
    assert_eq!(kind(tx.exec(insert, vals!["y", -1_i64]).await), ErrorKind::Check);
    drop(tx);
    let mut tx = db.write().await.unwrap();
    let orphan = tx.exec(sql!("INSERT INTO part(id,thing_id) VALUES($1,$2)"), vals!["p", "none"]).await;
    assert_eq!(kind(orphan), ErrorKind::ForeignKey);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_writers_lose_nothing() {
    let (db, _folder) = fresh("writers").await;
    let mut tx = db.write().await.unwrap();
    tx.exec(sql!("INSERT INTO thing(id,n) VALUES($1,$2)"), vals!["counter", 0_i64]).await.unwrap();
    tx.commit().await.unwrap();
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                for _ in 0..10 {
                    let mut tx = db.write().await.unwrap();
                    let now: (i64,) =
                        tx.one(sql!("SELECT n FROM thing WHERE id=$1"), vals!["counter"]).await.unwrap();
                    tx.exec(sql!("UPDATE thing SET n=$2 WHERE id=$1"), vals!["counter", now.0 + 1])
                        .await
                        .unwrap();
                    tx.commit().await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let end: (i64,) =
        db.read().await.unwrap().one(sql!("SELECT n FROM thing WHERE id='counter'"), vals![]).await.unwrap();
    assert_eq!(end.0, 80);
}

#[tokio::test]
async fn loading_and_copying_keep_every_row() {
    let (db, folder) = fresh("loading").await;
    let mut tx = db.write().await.unwrap();
    let mut loader = tx.loader("thing", &["id", "n", "closed", "made_on", "cost_won"]).await.unwrap();
    let day: Date = "2026-02-28".parse().unwrap();
    for n in 0..1_000_i64 {
        loader.push(vals![format!("t{n:04}"), n, n % 2 == 0, day, n]).await.unwrap();
    }
    assert_eq!(loader.finish().await.unwrap(), 1_000);
    tx.commit().await.unwrap();
    let copy = Db::open(&Address::sqlite(folder.path().join("copy.db"))).await.unwrap();
    copy.migrate(&[STEP]).await.unwrap();
    let report = db.copy_to(&copy).await.unwrap();
    assert_eq!(report.rows["thing"], 1_000);
    let all = sql!("SELECT id,n,r,closed,made_on,made_at,cost_won FROM thing ORDER BY id");
    let ours: Vec<Thing> = db.read().await.unwrap().all(all, vals![]).await.unwrap();
    let theirs: Vec<Thing> = copy.read().await.unwrap().all(all, vals![]).await.unwrap();
    assert_eq!(ours, theirs);
}

#[tokio::test]
async fn a_newer_database_and_a_changed_step_are_refused() {
    let (db, _folder) = fresh("newer").await;
    assert_eq!(db.pending(&[]).await.unwrap_err().kind, ErrorKind::Newer);
    let other = Migration::portable("2026-01-01_things", "CREATE TABLE other (id TEXT)");
    assert_eq!(db.migrate(&[other]).await.unwrap_err().kind, ErrorKind::Newer);
    assert_eq!(db.migrate(&[STEP]).await.unwrap().ran, Vec::<&str>::new());
}

#[tokio::test]
async fn a_damaged_file_is_refused_at_opening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.db");
    std::fs::write(
        &path,
        b"this is no database at all, but long enough to have a header of 100 bytes ......................",
    )
    .unwrap();
    let error = Db::open(&Address::sqlite(&path)).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Corrupt);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn text_and_numbers_survive(text in "[^\\x00]{0,40}", n in any::<i64>(), day in 0_i32..90_000) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let (db, _folder) = fresh("survive").await;
            let day = jiff::civil::date(1900, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap();
            let mut tx = db.write().await.unwrap();
            tx.exec(sql!("DELETE FROM thing"), vals![]).await.unwrap();
            tx.exec(sql!("INSERT INTO thing(id,n,made_on) VALUES($1,$2,$3)"), vals![&text, n, day]).await.unwrap();
            let back: (String, i64, Date) =
                tx.one(sql!("SELECT id,n,made_on FROM thing"), vals![]).await.unwrap();
            assert_eq!(back, (text, n, day));
        });
    }
}

#[test]
fn months_travel_as_text() {
    assert_eq!(Val::from(Month::new(2026, 3).unwrap()), Val::Text("2026-03".into()));
}
