//! Bulk loading: a prepared insert on SQLite, binary COPY on PostgreSQL.

use std::pin::Pin;

use bytes::Bytes;
use tokio_postgres::{
    CopyInSink,
    binary_copy::BinaryCopyInWriter,
    types::{ToSql, Type},
};

use crate::{Error, ErrorKind, Tx, Val, sqlite::SqliteTx, tx::Side};

/// Takes rows one by one; [`Loader::finish`] must be called, or nothing of it is kept on PostgreSQL.
pub struct Loader<'a> {
    side: LoadSide<'a>,
    columns: usize,
    rows: u64,
    /// The transaction's memory of failures.
    failed: &'a mut bool,
}

/// How the rows travel.
enum LoadSide<'a> {
    Sqlite { tx: &'a mut SqliteTx, insert: String },
    Postgres(Pin<Box<BinaryCopyInWriter>>),
}

impl std::fmt::Debug for Loader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Loader").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl<'a> Loader<'a> {
    pub(crate) async fn start(tx: &'a mut Tx, table: &str, columns: &[&str]) -> Result<Self, Error> {
        let names = columns.join(",");
        let Tx { side, failed } = tx;
        let side = match side {
            Side::Sqlite(tx) => {
                let slots: Vec<_> = (1..=columns.len()).map(|n| format!("${n}")).collect();
                let insert = format!("INSERT INTO {table}({names}) VALUES({})", slots.join(","));
                LoadSide::Sqlite { tx, insert }
            }
            Side::Postgres(tx) => {
                let probe = tx.client().prepare(&format!("SELECT {names} FROM {table}")).await?;
                let types: Vec<Type> = probe.columns().iter().map(|c| c.type_().clone()).collect();
                let sink: CopyInSink<Bytes> =
                    tx.client().copy_in(&format!("COPY {table}({names}) FROM STDIN BINARY")).await?;
                LoadSide::Postgres(Box::pin(BinaryCopyInWriter::new(sink, &types)))
            }
        };
        Ok(Self { side, columns: columns.len(), rows: 0, failed })
    }

    /// Adds one row, in the order of the columns.
    pub async fn push(&mut self, vals: &[Val]) -> Result<(), Error> {
        let pushed = self.add(vals).await;
        *self.failed |= pushed.is_err();
        pushed
    }

    async fn add(&mut self, vals: &[Val]) -> Result<(), Error> {
        if vals.len() != self.columns {
            return Err(Error::new(ErrorKind::Other, "a loaded row has another number of columns"));
        }
        match &mut self.side {
            LoadSide::Sqlite { tx, insert } => {
                let mut prepared = tx.connection().prepare_cached(insert)?;
                for (index, val) in vals.iter().enumerate() {
                    prepared.raw_bind_parameter(index + 1, val)?;
                }
                prepared.raw_execute()?;
            }
            LoadSide::Postgres(writer) => {
                let row: Vec<&(dyn ToSql + Sync)> = vals.iter().map(|v| v as &(dyn ToSql + Sync)).collect();
                writer.as_mut().write(&row).await?;
            }
        }
        self.rows += 1;
        // SQLite never waits; without this a long load would keep its thread from everyone else.
        if self.rows.is_multiple_of(512) {
            tokio::task::yield_now().await;
        }
        Ok(())
    }

    /// Ends the load; counts the rows.
    pub async fn finish(self) -> Result<u64, Error> {
        if let LoadSide::Postgres(mut writer) = self.side {
            writer.as_mut().finish().await?;
        }
        Ok(self.rows)
    }
}
