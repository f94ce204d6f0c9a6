//! A transaction on either database.

use crate::{Error, ErrorKind, Loader, Row, Statement, Val, postgres::PostgresTx, sqlite::SqliteTx};

/// A read snapshot or the one write; rolled back when dropped without [`Tx::commit`].
#[derive(Debug)]
pub struct Tx {
    pub(crate) side: Side,
}

/// Which database the transaction runs on.
#[derive(Debug)]
pub(crate) enum Side {
    Sqlite(SqliteTx),
    Postgres(PostgresTx),
}

impl Tx {
    pub(crate) fn sqlite(tx: SqliteTx) -> Self {
        Self { side: Side::Sqlite(tx) }
    }

    pub(crate) fn postgres(tx: PostgresTx) -> Self {
        Self { side: Side::Postgres(tx) }
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
        match &self.side {
            Side::Sqlite(tx) => tx.exec(statement.text, vals),
            Side::Postgres(tx) => tx.exec(statement.text, vals).await,
        }
    }

    /// Loads many rows into `table` the quickest way: a prepared insert, or binary COPY.
    pub async fn loader<'a>(
        &'a mut self,
        table: &'static str,
        columns: &'static [&'static str],
    ) -> Result<Loader<'a>, Error> {
        Loader::start(self, table, columns).await
    }

    /// Makes the work permanent.
    pub async fn commit(self) -> Result<(), Error> {
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
        match &self.side {
            Side::Sqlite(tx) => tx.all(text, vals),
            Side::Postgres(tx) => tx.all(text, vals).await,
        }
    }

    pub(crate) async fn batch(&mut self, text: &str) -> Result<(), Error> {
        match &self.side {
            Side::Sqlite(tx) => tx.batch(text),
            Side::Postgres(tx) => tx.batch(text).await,
        }
    }
}
