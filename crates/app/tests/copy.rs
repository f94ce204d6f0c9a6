//! A workspace with the public figures copied into another database is the same row by row.

use app::{AREAS, migrations};
use db::{Address, Db};
use register::journal::{self, Verdict};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use testkit::House;

/// An order-free digest per table: the sum of row digests, and the count.
async fn digests(db: &Db) -> BTreeMap<String, (u64, u64)> {
    let folder = tempfile::tempdir().expect("a folder");
    // Both sides are read through a SQLite copy, so that values have one form.
    let plain = Db::open(&Address::sqlite(folder.path().join("plain.db"))).await.expect("opens");
    plain.migrate(&migrations()).await.expect("migrates");
    db.copy_to(&plain).await.expect("copies");
    let mut all = BTreeMap::new();
    for table in plain.tables().await.expect("reads") {
        let rows = plain.read().await.expect("reads").dump(&table).await.expect("dumps");
        let digest = |row: &Vec<db::Val>| {
            let digest = Sha256::digest(format!("{row:?}").as_bytes());
            u64::from_be_bytes(digest[..8].try_into().expect("a digest has 32 bytes"))
        };
        let sum = rows.iter().map(digest).fold(0_u64, u64::wrapping_add);
        all.insert(table.name, (rows.len() as u64, sum));
    }
    all
}

#[tokio::test]
async fn a_copied_workspace_is_the_same_row_by_row_and_its_journal_sound() {
    let house = House::with(AREAS).await;
    let mut work = house.app.work().await.expect("a work begins");
    register::public::load(&mut work).await.expect("the public figures load");
    work.note("testkit.scene-set", "test").await.expect("a line");
    work.commit().await.expect("commits");

    let (address, _folder) = testkit::fresh_database();
    let copy = Db::open(&address).await.expect("opens");
    copy.migrate(&migrations()).await.expect("migrates");
    let report = house.app.db().copy_to(&copy).await.expect("copies");
    assert!(report.rows["register_population"] > 1_000, "the figures were copied");
    assert_eq!(digests(house.app.db()).await, digests(&copy).await);
    let verdict = journal::verify(&mut copy.read().await.expect("reads"), None).await.expect("verifies");
    assert!(matches!(verdict, Verdict::Sound { .. }), "{verdict:?}");
}

#[tokio::test]
async fn a_backup_restored_elsewhere_holds_the_same() {
    let house = House::with(AREAS).await;
    let mut work = house.app.work().await.expect("a work begins");
    register::settings::set(&mut work, "centre.name", "센터").await.expect("sets");
    work.note("testkit.scene-set", "test").await.expect("a line");
    work.commit().await.expect("commits");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("backup.db");
    if house.app.db().is_sqlite() {
        house.app.db().snapshot(&file).await.expect("backs up");
    } else {
        let target = Db::open(&Address::sqlite(&file)).await.expect("opens");
        target.migrate(&migrations()).await.expect("migrates");
        house.app.db().copy_to(&target).await.expect("copies");
    }
    let back = Db::open(&Address::sqlite(&file)).await.expect("opens");
    assert_eq!(digests(&back).await, digests(house.app.db()).await);
}
