//! The journal is a chain: whoever edits, drops, adds, swaps or rolls back lines is found.

use app::migrations;
use base::{Actor, Clock};
use db::{Db, sql, vals};
use register::{
    Work,
    journal::{self, Head, Verdict},
};
use testkit::NOW;

/// A database with five lines, and the head after the third.
async fn five_lines() -> (Db, Head, tempfile::TempDir) {
    let (address, folder) = testkit::fresh_database();
    let db = Db::open(&address).await.expect("opens");
    db.migrate(&migrations()).await.expect("migrates");
    let clock = Clock::fixed(NOW.parse().expect("an instant"));
    let mut third = None;
    for number in 1..=5 {
        let mut work = Work::begin(&db, &clock, Actor::system()).await.expect("begins");
        work.note("office.test-noted", &format!("subject-{number}")).await.expect("notes");
        work.commit().await.expect("commits");
        clock.advance(60);
        if number == 3 {
            third = Some(journal::head(&mut db.read().await.expect("reads")).await.expect("a head"));
        }
    }
    (db, third.expect("three lines were written"), folder)
}

/// Runs `spoil` on the tables behind the program's back and verifies.
async fn after(spoil: &[&'static db::Statement]) -> Verdict {
    let (db, _, _folder) = five_lines().await;
    let mut tx = db.write().await.expect("writes");
    for statement in spoil {
        tx.exec(statement, vals![]).await.expect("spoils");
    }
    tx.commit().await.expect("commits");
    journal::verify(&mut db.read().await.expect("reads"), None).await.expect("verifies")
}

fn broken(verdict: &Verdict) -> (i64, &'static str) {
    match verdict {
        Verdict::Broken { seq, why } => (*seq, why),
        Verdict::Sound { head } => panic!("found sound up to {}", head.seq),
    }
}

#[tokio::test]
async fn an_untouched_journal_is_sound_and_holds_the_head_kept_before() {
    let (db, third, _folder) = five_lines().await;
    let mut tx = db.read().await.expect("reads");
    let Verdict::Sound { head } = journal::verify(&mut tx, Some(&third)).await.expect("verifies") else {
        panic!("an untouched journal must be sound")
    };
    assert_eq!(head.seq, 5);
}

#[tokio::test]
async fn an_edited_line_is_found() {
    let verdict = after(&[sql!("UPDATE register_journal SET subject='other' WHERE seq=2")]).await;
    assert_eq!(broken(&verdict), (2, "hash"));
}

#[tokio::test]
async fn a_dropped_line_is_found() {
    let verdict = after(&[sql!("DELETE FROM register_journal WHERE seq=3")]).await;
    assert_eq!(broken(&verdict), (3, "gap"));
}

#[tokio::test]
async fn two_swapped_lines_are_found() {
    let verdict = after(&[
        sql!("UPDATE register_journal SET seq=99 WHERE seq=2"),
        sql!("UPDATE register_journal SET seq=2 WHERE seq=3"),
        sql!("UPDATE register_journal SET seq=3 WHERE seq=99"),
    ])
    .await;
    assert_eq!(broken(&verdict), (2, "previous"));
}

#[tokio::test]
async fn an_inserted_line_is_found() {
    let verdict = after(&[sql!(
        "INSERT INTO register_journal(seq,recorded_at,actor_id,deed,subject,detail,previous,hash) \
         SELECT 6,recorded_at,actor_id,deed,subject,detail,previous,hash FROM register_journal WHERE seq=5"
    )])
    .await;
    assert_eq!(broken(&verdict), (6, "previous"));
}

#[tokio::test]
async fn a_rollback_of_the_whole_is_found_from_a_head_kept_elsewhere() {
    let (db, third, _folder) = five_lines().await;
    let mut tx = db.write().await.expect("writes");
    tx.exec(sql!("DELETE FROM register_journal WHERE seq>2"), vals![]).await.expect("rolls back");
    tx.commit().await.expect("commits");
    let mut tx = db.read().await.expect("reads");
    let verdict = journal::verify(&mut tx, Some(&third)).await.expect("verifies");
    assert_eq!(broken(&verdict), (2, "head-missing"));
}

#[tokio::test]
async fn a_work_without_a_line_does_not_commit() {
    let (db, _, _folder) = five_lines().await;
    let clock = Clock::fixed(NOW.parse().expect("an instant"));
    let mut work = Work::begin(&db, &clock, Actor::system()).await.expect("begins");
    register::settings::set(&mut work, "a", "b").await.expect("sets");
    assert!(work.commit().await.is_err());
    let kept = register::settings::get(&mut db.read().await.expect("reads"), "a").await.expect("reads");
    assert_eq!(kept, None);
}
