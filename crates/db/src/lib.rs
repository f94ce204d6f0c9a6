//! One SQL text on SQLite and PostgreSQL; the only crate that knows a driver.
//!
//! A statement is written once with `$1` arguments, registered by [`sql!`] and run through [`Tx`].
//! [`Db::read`] gives a snapshot, [`Db::write`] the one write at a time: `BEGIN IMMEDIATE` on SQLite,
//! a transaction-level advisory lock per centre on PostgreSQL. A transaction dropped is rolled back.
//!
//! ```
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! db::row! {
//!     /// A district's name.
//!     #[derive(Debug)]
//!     pub struct Named { /// Its name.
//!         pub name: String }
//! }
//! let folder = tempfile::tempdir().unwrap();
//! let db = db::Db::open(&db::Address::sqlite(folder.path().join("a.db"))).await?;
//! let found: Vec<Named> = db.read().await?.all(db::sql!("SELECT CAST($1 AS TEXT)"), db::vals!["강화군"]).await?;
//! assert_eq!(found[0].name, "강화군");
//! # Ok::<(), db::Error>(()) }).unwrap();
//! ```

mod address;
mod copy;
mod error;
mod load;
mod migrate;
mod postgres;
mod sqlite;
mod tx;
mod value;

#[doc(hidden)]
pub use linkme;

pub use address::Address;
pub use copy::{CopyReport, Table};
pub use error::{Error, ErrorKind};
pub use load::Loader;
pub use migrate::{Migrated, Migration};
pub use tx::Tx;
pub use value::{Cell, FromCell, Row, RowReader, Val};

/// One SQL statement with the place it was written, so that a test can name it.
#[derive(Debug)]
pub struct Statement {
    /// The SQL, the same on both databases.
    pub text: &'static str,
    /// Source file.
    pub file: &'static str,
    /// Source line.
    pub line: u32,
}

/// Every statement of the program; one test prepares them all on both databases.
#[linkme::distributed_slice]
pub static CATALOGUE: [Statement];

/// Registers a statement and gives a reference to it.
#[macro_export]
macro_rules! sql {
    ($text:expr) => {{
        #[allow(unsafe_code, clippy::allow_attributes, reason = "a link section, no unsafe operation")]
        #[$crate::linkme::distributed_slice($crate::CATALOGUE)]
        #[linkme(crate = $crate::linkme)]
        static STATEMENT: $crate::Statement = $crate::Statement { text: $text, file: file!(), line: line!() };
        &STATEMENT
    }};
}

/// Arguments of a statement, in the order of `$1`, `$2`, …
#[macro_export]
macro_rules! vals {
    ($($value:expr),* $(,)?) => { &[$($crate::Val::from($value)),*] };
}

/// Declares a struct that a statement's columns are read into, by position.
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$field_meta:meta])* $field_vis:vis $field:ident : $type:ty),* $(,)? }) => {
        $(#[$meta])*
        $vis struct $name { $($(#[$field_meta])* $field_vis $field: $type),* }
        impl $crate::Row for $name {
            fn read(reader: &mut $crate::RowReader<'_>) -> Result<Self, $crate::Error> {
                Ok(Self { $($field: reader.next(stringify!($field))?),* })
            }
        }
    };
}

/// A database: a SQLite file, or one schema of a PostgreSQL database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    store: Store,
}

/// The two stores behind one face.
#[derive(Clone, Debug)]
enum Store {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Db {
    /// Opens the database at `address`, making a SQLite file or PostgreSQL schema that is missing.
    pub async fn open(address: &Address) -> Result<Self, Error> {
        let store = match address {
            Address::Sqlite(path) => Store::Sqlite(sqlite::Sqlite::open(path)?),
            Address::Postgres { url, schema } => {
                Store::Postgres(postgres::Postgres::open(url, schema).await?)
            }
        };
        Ok(Self { store })
    }

    /// Drops schemas that tests made before a moment and left behind, a few at a time: for the kit of the tests only.
    ///
    /// Such a schema is named `t_` and a UUID of version 7, which begins with the moment it was made.
    #[doc(hidden)]
    pub async fn drop_left_behind(&self, made_before: jiff::Timestamp) -> Result<(), Error> {
        match &self.store {
            Store::Sqlite(_) => Ok(()),
            Store::Postgres(store) => store.drop_left_behind(made_before).await,
        }
    }

    /// Begins a read of one snapshot; it may run beside other reads and the write.
    pub async fn read(&self) -> Result<Tx, Error> {
        match &self.store {
            Store::Sqlite(store) => store.read().await.map(Tx::sqlite),
            Store::Postgres(store) => store.begin(false).await.map(Tx::postgres),
        }
    }

    /// Begins the one write at a time; waits for the write before it to end.
    pub async fn write(&self) -> Result<Tx, Error> {
        match &self.store {
            Store::Sqlite(store) => store.write().await.map(Tx::sqlite),
            Store::Postgres(store) => store.begin(true).await.map(Tx::postgres),
        }
    }

    /// Whether this is a SQLite file.
    pub fn is_sqlite(&self) -> bool {
        matches!(self.store, Store::Sqlite(_))
    }

    /// Looks for damage: SQLite's own page check, or a round trip to PostgreSQL.
    pub async fn check(&self) -> Result<(), Error> {
        match &self.store {
            Store::Sqlite(store) => store.check().await,
            Store::Postgres(store) => store.begin(false).await.map(drop),
        }
    }

    /// Writes a consistent copy of a SQLite file to `target` while others go on working.
    pub async fn snapshot(&self, target: &std::path::Path) -> Result<(), Error> {
        match &self.store {
            Store::Sqlite(store) => store.snapshot(target).await,
            Store::Postgres(_) => {
                Err(Error::new(ErrorKind::Other, "only a SQLite file can be copied page by page"))
            }
        }
    }

    /// Copies every table into the empty, migrated database `target`; counts rows per table.
    pub async fn copy_to(&self, target: &Self) -> Result<CopyReport, Error> {
        copy::copy(self, target).await
    }

    /// Folds the write-ahead log into the SQLite file, so that the file stands alone.
    pub async fn settle(&self) -> Result<(), Error> {
        match &self.store {
            Store::Sqlite(store) => store.settle().await,
            Store::Postgres(_) => Ok(()),
        }
    }

    /// Prepares `statement` without running it.
    pub async fn prepare(&self, statement: &'static Statement) -> Result<(), Error> {
        match &self.store {
            Store::Sqlite(store) => store.prepare(statement).await,
            Store::Postgres(store) => store.prepare(statement).await,
        }
    }
}
