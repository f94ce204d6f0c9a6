//! A transaction on either database.

use crate::{Error, ErrorKind, Loader, Row, Statement, Val, postgres::PostgresTx, sqlite::SqliteTx};

/// After a result of more rows than this, others get their turn on the thread.
const LONG: usize = 1_000;

/// A read snapshot or the one write; rolled back when dropped without [`Tx::commit`].
#[derive(Debug)]
pub struct Tx {
    pub(crate) side: Side,
    /// A statement failed: PostgreSQL would answer COMMIT with a silent rollback, so neither commits.
    pub(crate) failed: bool,
}

/// Which database the transaction runs on.
#[derive(Debug)]
pub(crate) enum Side {
    Sqlite(SqliteTx),
    Postgres(PostgresTx),
}

impl Tx {
    pub(crate) fn sqlite(tx: SqliteTx) -> Self {
        Self { side: Side::Sqlite(tx), failed: false }
    }

    pub(crate) fn postgres(tx: PostgresTx) -> Self {
        Self { side: Side::Postgres(tx), failed: false }
    }

    /// Every row that `statement` selects.
    pub async fn all<R: Row>(
        &mut self,
        statement: &'static Statement,
        vals: &[Val],
    ) -> Result<Vec<R>, Error> {
        self.all_text(statement.text, vals).await
    }

    /// The row that `statement` selects, if any.
    pub async fn opt<R: Row>(
        &mut self,
        statement: &'static Statement,
        vals: &[Val],
    ) -> Result<Option<R>, Error> {
        Ok(self.all(statement, vals).await?.into_iter().next())
    }

    /// The one row that `statement` always selects, such as a count.
    pub async fn one<R: Row>(&mut self, statement: &'static Statement, vals: &[Val]) -> Result<R, Error> {
        self.opt(statement, vals)
            .await?
            .ok_or_else(|| Error::new(ErrorKind::Other, "no row where one must be").at(statement.text))
    }

    /// Runs `statement`; counts the rows it touched.
    pub async fn exec(&mut self, statement: &'static Statement, vals: &[Val]) -> Result<u64, Error> {
        let done = match &self.side {
            Side::Sqlite(tx) => tx.exec(statement.text, vals),
            Side::Postgres(tx) => tx.exec(statement.text, vals).await,
        };
        self.remember(done)
    }

    /// Loads many rows into `table` the quickest way: a prepared insert, or binary COPY.
    pub async fn loader<'a>(
        &'a mut self,
        table: &'static str,
        columns: &'static [&'static str],
    ) -> Result<Loader<'a>, Error> {
        Loader::start(self, table, columns).await
    }

    /// Remembers that a statement failed.
    fn remember<T>(&mut self, done: Result<T, Error>) -> Result<T, Error> {
        self.failed |= done.is_err();
        done
    }

    /// Makes the work permanent; refused, and rolled back, after any statement has failed.
    pub async fn commit(self) -> Result<(), Error> {
        if self.failed {
            return Err(Error::new(
                ErrorKind::Other,
                "a statement of this transaction failed; nothing was kept",
            ));
        }
        match self.side {
            Side::Sqlite(tx) => tx.commit(),
            Side::Postgres(tx) => tx.commit().await,
        }
    }

    pub(crate) async fn all_text<R: Row>(
        &mut self,
        text: &'static str,
        vals: &[Val],
    ) -> Result<Vec<R>, Error> {
        let found = match &self.side {
            Side::Sqlite(tx) => tx.all(text, vals),
            Side::Postgres(tx) => tx.all(text, vals).await,
        };
        if found.as_ref().is_ok_and(|rows: &Vec<R>| rows.len() > LONG) {
            tokio::task::yield_now().await;
        }
        self.remember(found)
    }

    pub(crate) async fn batch(&mut self, text: &str) -> Result<(), Error> {
        let done = match &self.side {
            Side::Sqlite(tx) => tx.batch(text),
            Side::Postgres(tx) => tx.batch(text).await,
        };
        self.remember(done)
    }
}
