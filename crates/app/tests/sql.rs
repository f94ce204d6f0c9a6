//! Every statement of the program is prepared on the database under test; both schemas are alike.

use app::migrations;
use db::{Address, CATALOGUE, Db};

#[tokio::test]
async fn every_statement_can_be_prepared() {
    let (address, _folder) = testkit::fresh_database();
    let db = Db::open(&address).await.expect("opens");
    db.migrate(&migrations()).await.expect("migrates");
    let mut wrong = Vec::new();
    let mut count = 0;
    for statement in CATALOGUE {
        // Statements of other crates' tests run on tables of their own.
        if statement.file.contains("/tests/") {
            continue;
        }
        count += 1;
        if let Err(error) = db.prepare(statement).await {
            wrong.push(format!("{}:{}: {error}", statement.file, statement.line));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(count > 150, "only {count} statements were found: the catalogue is not linked in");
}

#[tokio::test]
async fn the_schema_is_the_same_on_both_databases() {
    let (address, folder) = testkit::fresh_database();
    let ours = Db::open(&address).await.expect("opens");
    ours.migrate(&migrations()).await.expect("migrates");
    let plain = Db::open(&Address::sqlite(folder.path().join("plain.db"))).await.expect("opens");
    plain.migrate(&migrations()).await.expect("migrates");
    assert_eq!(ours.tables().await.expect("reads"), plain.tables().await.expect("reads"));
}

#[tokio::test]
async fn todays_schema_is_the_reviewed_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Db::open(&Address::sqlite(folder.path().join("schema.db"))).await.expect("opens");
    db.migrate(&migrations()).await.expect("migrates");
    let tables = db.tables().await.expect("reads");
    let lines: Vec<String> = tables.iter().map(|t| format!("{}({})", t.name, t.columns.join(", "))).collect();
    insta::assert_snapshot!("schema", lines.join("\n"));
}
