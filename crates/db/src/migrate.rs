//! Migrations: every area's portable SQL files, merged by name, one transaction each, forward only.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::{Db, Error, ErrorKind, Val, row, sql, vals};

/// One step of the schema. The name starts with its date: `2026-11-23_register`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// Date and what it does; also the order.
    pub name: &'static str,
    /// SQL for SQLite.
    pub sqlite: &'static str,
    /// SQL for PostgreSQL; the same text unless the step is a pair.
    pub postgres: &'static str,
}

impl Migration {
    /// A step whose text both databases speak.
    pub const fn portable(name: &'static str, text: &'static str) -> Self {
        Self { name, sqlite: text, postgres: text }
    }

    /// Whether the two texts differ; a test counts these.
    pub fn is_pair(&self) -> bool {
        self.sqlite != self.postgres
    }

    fn text(&self, db: &Db) -> &'static str {
        if db.is_sqlite() { self.sqlite } else { self.postgres }
    }
}

/// What a migration run did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migrated {
    /// Names of the steps that ran now, in order.
    pub ran: Vec<&'static str>,
}

row! {
    struct Done { name: String, sum: String }
}

/// Where the done steps are remembered.
const LIST: &str =
    "CREATE TABLE IF NOT EXISTS db_migration (name TEXT NOT NULL PRIMARY KEY, sum TEXT NOT NULL)";

impl Db {
    /// Names of steps that would run; refuses a database that a newer program has written.
    pub async fn pending(&self, steps: &[Migration]) -> Result<Vec<&'static str>, Error> {
        let done = self.done().await?;
        let known: BTreeMap<&str, String> = steps.iter().map(|m| (m.name, sum(m.text(self)))).collect();
        for (name, was) in &done {
            match known.get(name.as_str()) {
                None => {
                    return Err(Error::new(
                        ErrorKind::Newer,
                        format!("this program does not know the step {name}"),
                    ));
                }
                Some(now) if now != was => {
                    return Err(Error::new(
                        ErrorKind::Newer,
                        format!("the step {name} ran with another text"),
                    ));
                }
                Some(_) => {}
            }
        }
        Ok(known.keys().copied().filter(|name| !done.contains_key(*name)).collect())
    }

    /// Runs what is pending, in order of name.
    pub async fn migrate(&self, steps: &[Migration]) -> Result<Migrated, Error> {
        let mut tx = self.write().await?;
        tx.batch(LIST).await?;
        tx.commit().await?;
        let ran = self.pending(steps).await?;
        let by_name: BTreeMap<&str, &Migration> = steps.iter().map(|m| (m.name, m)).collect();
        for name in &ran {
            let text = by_name[name].text(self);
            let mut tx = self.write().await?;
            // Two programs may start at once: the one that waited finds the step done.
            let there: (i64,) =
                tx.one(sql!("SELECT COUNT(*) FROM db_migration WHERE name=$1"), vals![*name]).await?;
            if there.0 > 0 {
                continue;
            }
            tx.batch(text).await.map_err(|e| Error::new(e.kind, format!("migration {name}: {e}")))?;
            tx.exec(sql!("INSERT INTO db_migration(name,sum) VALUES($1,$2)"), vals![*name, sum(text)])
                .await?;
            tx.commit().await?;
        }
        Ok(Migrated { ran })
    }

    /// The steps done, by name; none when the list itself is missing.
    async fn done(&self) -> Result<BTreeMap<String, String>, Error> {
        let mut tx = self.read().await?;
        let there: Vec<Vec<Val>> = if self.is_sqlite() {
            tx.all_text("SELECT 1 FROM sqlite_schema WHERE name = 'db_migration'", &[]).await?
        } else {
            tx.all_text(
                "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'db_migration'",
                &[],
            )
            .await?
        };
        if there.is_empty() {
            return Ok(BTreeMap::new());
        }
        let done: Vec<Done> =
            tx.all(sql!("SELECT name,sum FROM db_migration ORDER BY name"), vals![]).await?;
        Ok(done.into_iter().map(|d| (d.name, d.sum)).collect())
    }
}

/// SHA-256 of a step's text.
fn sum(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
}
