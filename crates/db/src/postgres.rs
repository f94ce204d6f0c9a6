//! The PostgreSQL side: a pool, one schema per centre, one writer through an advisory lock.

use std::sync::Arc;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use rustls::{ClientConfig, RootCertStore};
use sha2::{Digest, Sha256};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio_postgres::{NoTls, config::SslMode, types::ToSql};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{Cell, Error, ErrorKind, Row, RowReader, Statement, Val, value::Cells};

/// Connections kept; PostgreSQL's default allows 100 for everyone.
const CONNECTIONS: usize = 16;

/// An open PostgreSQL schema.
#[derive(Clone, Debug)]
pub(crate) struct Postgres {
    pool: Pool,
    schema: String,
    lock: i64,
    /// Writers of this process queue here, so that those who wait hold no connection.
    turn: Arc<Mutex<()>>,
}

/// A connection inside a transaction.
#[derive(Debug)]
pub(crate) struct PostgresTx {
    client: Option<Object>,
    open: bool,
    turn: Option<OwnedMutexGuard<()>>,
}

impl Postgres {
    /// Connects, makes the schema when missing and checks the collation.
    pub(crate) async fn open(url: &str, schema: &str) -> Result<Self, Error> {
        let mut config: tokio_postgres::Config = url.parse()?;
        config.options(format!("-c search_path={schema}"));
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = if config.get_ssl_mode() == SslMode::Disable {
            Manager::from_config(config, NoTls, recycling)
        } else {
            Manager::from_config(config, tls()?, recycling)
        };
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS)
            .build()
            .map_err(|e| Error::new(ErrorKind::Other, e.to_string()))?;
        let digest = Sha256::digest(format!("dure:{schema}").as_bytes());
        let lock = i64::from_be_bytes(digest[..8].try_into().expect("a digest has 32 bytes"));
        let store = Self { pool, schema: schema.to_owned(), lock, turn: Arc::default() };
        store.set_up().await?;
        Ok(store)
    }

    /// Makes the schema and refuses a database whose order would differ from SQLite's.
    async fn set_up(&self) -> Result<(), Error> {
        let client = self.client().await?;
        let version: i32 =
            client.query_one("SELECT CAST(current_setting('server_version_num') AS INT)", &[]).await?.get(0);
        if version < 150_000 {
            return Err(Error::new(ErrorKind::Other, "PostgreSQL 15 or newer is needed"));
        }
        let order: bool = client.query_one("SELECT 'B' < 'a'", &[]).await?.get(0);
        let trigrams: bool = client.query_one("SELECT upper('é') = 'É'", &[]).await?.get(0);
        if !order || !trigrams {
            return Err(Error::new(
                ErrorKind::Other,
                "make the database with LC_COLLATE 'C' LC_CTYPE 'C.UTF-8' TEMPLATE template0, so that names sort alike everywhere",
            ));
        }
        // The name was checked to be plain lower-case ASCII when the address was read.
        let there =
            client.query_opt("SELECT 1 FROM pg_namespace WHERE nspname = $1", &[&self.schema]).await?;
        if there.is_none() {
            client.batch_execute(&format!("CREATE SCHEMA IF NOT EXISTS {}", self.schema)).await?;
        }
        Ok(())
    }

    async fn client(&self) -> Result<Object, Error> {
        self.pool
            .get()
            .await
            .map_err(|e| Error::new(ErrorKind::Other, format!("no connection to PostgreSQL: {e}")))
    }

    /// Drops schemas of tests made before a moment, eight at most, so that no test waits long.
    pub(crate) async fn drop_left_behind(&self, made_before: jiff::Timestamp) -> Result<(), Error> {
        let client = self.client().await?;
        let youngest = format!("t_{:012x}", made_before.as_millisecond());
        let found = client
            .query(
                "SELECT CAST(nspname AS TEXT) FROM pg_namespace WHERE nspname ~ '^t_[0-9a-f]{32}$' \
                 AND CAST(nspname AS TEXT) < $1 ORDER BY nspname LIMIT 8",
                &[&youngest],
            )
            .await?;
        for row in found {
            // The pattern has let through plain letters and digits only.
            let name: String = row.get(0);
            client.batch_execute(&format!("DROP SCHEMA IF EXISTS {name} CASCADE")).await?;
        }
        Ok(())
    }

    /// Begins a read of one snapshot or the one write at a time.
    pub(crate) async fn begin(&self, write: bool) -> Result<PostgresTx, Error> {
        let turn = if write { Some(Arc::clone(&self.turn).lock_owned().await) } else { None };
        let client = self.client().await?;
        let tx = PostgresTx { client: Some(client), open: true, turn };
        if write {
            tx.client().batch_execute("BEGIN").await?;
            let lock = tx.client().prepare_cached("SELECT pg_advisory_xact_lock($1)").await?;
            tx.client().execute(&lock, &[&self.lock]).await?;
        } else {
            tx.client().batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
        }
        Ok(tx)
    }

    /// Has the server compile `statement` against today's schema.
    pub(crate) async fn prepare(&self, statement: &'static Statement) -> Result<(), Error> {
        let client = self.client().await?;
        client.prepare(statement.text).await.map(drop).map_err(|e| Error::from(e).at(statement.text))
    }
}

/// TLS with the machine's own roots.
fn tls() -> Result<MakeRustlsConnect, Error> {
    let mut roots = RootCertStore::empty();
    for certificate in rustls_native_certs::load_native_certs().certs {
        // A root this library cannot read is one it could not trust either.
        drop(roots.add(certificate));
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| Error::new(ErrorKind::Other, e.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

impl PostgresTx {
    /// The connection underneath.
    pub(crate) fn client(&self) -> &Object {
        self.client.as_ref().expect("a transaction keeps its connection until it ends")
    }

    /// Runs a query and reads every row.
    pub(crate) async fn all<R: Row>(&self, text: &'static str, vals: &[Val]) -> Result<Vec<R>, Error> {
        let statement = self.client().prepare_cached(text).await.map_err(|e| Error::from(e).at(text))?;
        let rows =
            self.client().query(&statement, &arguments(vals)).await.map_err(|e| Error::from(e).at(text))?;
        rows.iter().map(|row| RowReader::whole(&mut PostgresCells(row)).map_err(|e| e.at(text))).collect()
    }

    /// Runs a statement; counts the rows it touched.
    pub(crate) async fn exec(&self, text: &'static str, vals: &[Val]) -> Result<u64, Error> {
        let statement = self.client().prepare_cached(text).await.map_err(|e| Error::from(e).at(text))?;
        self.client().execute(&statement, &arguments(vals)).await.map_err(|e| Error::from(e).at(text))
    }

    /// Runs several statements without arguments.
    pub(crate) async fn batch(&self, text: &str) -> Result<(), Error> {
        Ok(self.client().batch_execute(text).await?)
    }

    /// Makes the work permanent.
    pub(crate) async fn commit(mut self) -> Result<(), Error> {
        self.client().batch_execute("COMMIT").await?;
        self.open = false;
        Ok(())
    }
}

impl Drop for PostgresTx {
    fn drop(&mut self) {
        let Some(client) = self.client.take() else { return };
        if !self.open {
            return;
        }
        let turn = self.turn.take();
        // Rolled back beside the request; without a runtime the connection is closed, which rolls back too.
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => {
                runtime.spawn(async move {
                    let _turn = turn;
                    if client.batch_execute("ROLLBACK").await.is_err() {
                        drop(Object::take(client));
                    }
                });
            }
            Err(_) => drop(Object::take(client)),
        }
    }
}

/// The arguments as the driver wants them.
fn arguments(vals: &[Val]) -> Vec<&(dyn ToSql + Sync)> {
    vals.iter().map(|val| val as &(dyn ToSql + Sync)).collect()
}

/// A row of tokio-postgres as cells.
#[derive(Debug)]
struct PostgresCells<'a>(&'a tokio_postgres::Row);

impl Cells for PostgresCells<'_> {
    fn cell(&self, index: usize) -> Result<Cell<'_>, Error> {
        Ok(self.0.try_get(index)?)
    }

    fn count(&self) -> usize {
        self.0.len()
    }
}
