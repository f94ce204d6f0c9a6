//! The SQLite side: one writer connection, a few readers, settings that keep what was acknowledged.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};
use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

use crate::{Cell, Error, ErrorKind, Row, RowReader, Statement, Val, value::Cells};

/// Readers beside the writer. Statements are short; more would only add memory.
const READERS: usize = 4;
/// Files up to this size are checked page by page at every start; larger ones by the nightly job.
const CHECK_AT_START_BYTES: u64 = 64 * 1024 * 1024;

/// An open SQLite database.
#[derive(Clone, Debug)]
pub(crate) struct Sqlite {
    path: PathBuf,
    writer: Arc<tokio::sync::Mutex<Connection>>,
    readers: Arc<Readers>,
}

/// Idle read connections and the permits to take one.
#[derive(Debug)]
struct Readers {
    idle: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
}

/// A connection inside a transaction.
#[derive(Debug)]
pub(crate) struct SqliteTx {
    handle: Handle,
    open: bool,
}

/// Where the connection goes back to.
#[derive(Debug)]
enum Handle {
    Write(OwnedMutexGuard<Connection>),
    Read { connection: Option<Connection>, home: Arc<Readers>, _permit: OwnedSemaphorePermit },
}

impl Sqlite {
    /// Opens or makes the file at `path`, refusing one that is damaged.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|e| Error::new(ErrorKind::Other, format!("{}: {e}", folder.display())))?;
        }
        let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
        if let Some(kind) =
            network_kind(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()), &mounts)
        {
            let message =
                format!("{} lies on a network file system ({kind}); use a local disk", path.display());
            return Err(Error::new(ErrorKind::Other, message));
        }
        let writer = connect(path, false)?;
        owner_only(path)?;
        // The journal mode is stored in the file, so it is set here, before any reader opens (a
        // switch by several fresh connections at once fails without waiting).
        let mode: String = writer.query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0))?;
        if mode != "wal" {
            return Err(Error::new(
                ErrorKind::Other,
                "this place cannot hold a write-ahead log; use a local disk",
            ));
        }
        if std::fs::metadata(path).is_ok_and(|file| file.len() <= CHECK_AT_START_BYTES) {
            check(&writer)?;
        }
        let idle = (0..READERS).map(|_| connect(path, true)).collect::<Result<_, _>>()?;
        let readers = Readers { idle: Mutex::new(idle), permits: Arc::new(Semaphore::new(READERS)) };
        Ok(Self {
            path: path.to_owned(),
            writer: Arc::new(tokio::sync::Mutex::new(writer)),
            readers: Arc::new(readers),
        })
    }

    /// Begins a snapshot on an idle reader.
    pub(crate) async fn read(&self) -> Result<SqliteTx, Error> {
        let permit = Arc::clone(&self.readers.permits)
            .acquire_owned()
            .await
            .map_err(|_| Error::new(ErrorKind::Other, "the database is closing"))?;
        let taken = self.readers.idle.lock().ok().and_then(|mut idle| idle.pop());
        let connection = match taken {
            Some(connection) => connection,
            None => connect(&self.path, true)?,
        };
        let home = Arc::clone(&self.readers);
        SqliteTx::begin(Handle::Read { connection: Some(connection), home, _permit: permit }, "BEGIN")
    }

    /// Waits for the writer and begins the write.
    pub(crate) async fn write(&self) -> Result<SqliteTx, Error> {
        let guard = Arc::clone(&self.writer).lock_owned().await;
        SqliteTx::begin(Handle::Write(guard), "BEGIN IMMEDIATE")
    }

    /// Page check of the whole file.
    pub(crate) async fn check(&self) -> Result<(), Error> {
        let path = self.path.clone();
        blocking(move || check(&connect(&path, true)?)).await
    }

    /// Online copy to `target`, page by page, through SQLite's backup interface.
    pub(crate) async fn snapshot(&self, target: &Path) -> Result<(), Error> {
        let (from, target) = (self.path.clone(), target.to_owned());
        blocking(move || {
            let source = connect(&from, true)?;
            let mut copy = Connection::open(&target)?;
            owner_only(&target)?;
            rusqlite::backup::Backup::new(&source, &mut copy)?.run_to_completion(
                1024,
                Duration::from_millis(0),
                None,
            )?;
            check(&copy)
        })
        .await
    }

    /// Moves the write-ahead log into the file.
    pub(crate) async fn settle(&self) -> Result<(), Error> {
        let writer = self.writer.lock().await;
        let busy: i64 = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy == 0 { Ok(()) } else { Err(Error::new(ErrorKind::Other, "a reader is still at work")) }
    }

    /// Compiles `statement` against today's schema.
    pub(crate) async fn prepare(&self, statement: &'static Statement) -> Result<(), Error> {
        let tx = self.read().await?;
        tx.connection().prepare(statement.text).map(drop).map_err(|e| Error::from(e).at(statement.text))
    }
}

/// Runs work that may take long off the request threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::new(ErrorKind::Other, e.to_string()))?
}

/// Opens one connection with the settings that every connection has.
fn connect(path: &Path, reader: bool) -> Result<Connection, Error> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(256);
    connection.execute_batch(
        "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; \
         PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8000;",
    )?;
    if reader {
        connection.execute_batch("PRAGMA query_only=ON;")?;
    }
    Ok(connection)
}

/// The network file system that `path` lies on, if any: a write-ahead log needs one host.
fn network_kind<'a>(path: &Path, mounts: &'a str) -> Option<&'a str> {
    let places = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ').skip(1);
        Some((fields.next()?, fields.next()?))
    });
    let nearest = places.filter(|(place, _)| path.starts_with(place)).max_by_key(|(place, _)| place.len());
    nearest.map(|(_, kind)| kind).filter(|kind| {
        ["nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "ceph"].iter().any(|net| kind.starts_with(net))
    })
}

/// Keeps the file from other users of the machine.
fn owner_only(path: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
        .map_err(|e| Error::new(ErrorKind::Other, format!("{}: {e}", path.display())))
}

/// SQLite's own check of every page; the first finding becomes the error.
fn check(connection: &Connection) -> Result<(), Error> {
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(Error::new(ErrorKind::Corrupt, found)) }
}

impl SqliteTx {
    fn begin(handle: Handle, how: &'static str) -> Result<Self, Error> {
        let mut tx = Self { handle, open: false };
        tx.connection().execute_batch(how)?;
        tx.open = true;
        Ok(tx)
    }

    /// The connection underneath.
    pub(crate) fn connection(&self) -> &Connection {
        match &self.handle {
            Handle::Write(connection) => connection,
            Handle::Read { connection, .. } => {
                connection.as_ref().expect("a reader keeps its connection until it is dropped")
            }
        }
    }

    /// Runs a query and reads every row.
    pub(crate) fn all<R: Row>(&self, text: &'static str, vals: &[Val]) -> Result<Vec<R>, Error> {
        let run = || -> Result<Vec<R>, Error> {
            let mut prepared = self.connection().prepare_cached(text)?;
            let mut found = Vec::new();
            bind(&mut prepared, vals)?;
            let mut rows = prepared.raw_query();
            while let Some(row) = rows.next()? {
                found.push(RowReader::whole(&mut SqliteCells(row))?);
            }
            Ok(found)
        };
        run().map_err(|e| e.at(text))
    }

    /// Runs a statement; counts the rows it touched.
    pub(crate) fn exec(&self, text: &'static str, vals: &[Val]) -> Result<u64, Error> {
        let run = || -> Result<u64, Error> {
            let mut prepared = self.connection().prepare_cached(text)?;
            bind(&mut prepared, vals)?;
            Ok(prepared.raw_execute()? as u64)
        };
        run().map_err(|e| e.at(text))
    }

    /// Runs several statements without arguments.
    pub(crate) fn batch(&self, text: &str) -> Result<(), Error> {
        Ok(self.connection().execute_batch(text)?)
    }

    /// Makes the work permanent.
    pub(crate) fn commit(mut self) -> Result<(), Error> {
        self.connection().execute_batch("COMMIT")?;
        self.open = false;
        Ok(())
    }
}

impl Drop for SqliteTx {
    fn drop(&mut self) {
        // An error here means the connection has rolled back by itself already.
        let clean = !self.open || self.connection().execute_batch("ROLLBACK").is_ok();
        if let Handle::Read { connection, home, .. } = &mut self.handle
            && let (true, Some(connection), Ok(mut idle)) = (clean, connection.take(), home.idle.lock())
        {
            idle.push(connection);
        }
    }
}

/// Binds by number: SQLite takes `$2` for a name and would count it by first appearance.
pub(crate) fn bind(prepared: &mut rusqlite::Statement<'_>, vals: &[Val]) -> Result<(), Error> {
    for index in 1..=prepared.parameter_count() {
        let number: Option<usize> =
            prepared.parameter_name(index).and_then(|name| name.strip_prefix('$')?.parse().ok());
        let val = number
            .and_then(|n| vals.get(n.checked_sub(1)?))
            .ok_or_else(|| Error::new(ErrorKind::Other, format!("{} arguments are too few", vals.len())))?;
        prepared.raw_bind_parameter(index, val)?;
    }
    Ok(())
}

/// A row of rusqlite as cells.
struct SqliteCells<'a>(&'a rusqlite::Row<'a>);

impl std::fmt::Debug for SqliteCells<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SqliteCells")
    }
}

impl Cells for SqliteCells<'_> {
    fn cell(&self, index: usize) -> Result<Cell<'_>, Error> {
        use rusqlite::types::ValueRef;
        Ok(match self.0.get_ref(index)? {
            ValueRef::Null => Cell::Null,
            ValueRef::Integer(value) => Cell::Int(value),
            ValueRef::Real(value) => Cell::Real(value),
            ValueRef::Text(bytes) => Cell::Text(
                std::str::from_utf8(bytes).map_err(|e| Error::new(ErrorKind::Corrupt, e.to_string()))?,
            ),
            ValueRef::Blob(bytes) => Cell::Bytes(bytes),
        })
    }

    fn count(&self) -> usize {
        self.0.as_ref().column_count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_on_a_network_share_is_known_by_its_mount() {
        let mounts =
            "/dev/vda / ext4 rw 0 0\nserver:/share /srv/share nfs4 rw 0 0\n/dev/vdb /srv ext4 rw 0 0\n";
        assert_eq!(network_kind(Path::new("/srv/share/dure.db"), mounts), Some("nfs4"));
        assert_eq!(network_kind(Path::new("/srv/dure.db"), mounts), None);
        assert_eq!(network_kind(Path::new("/home/dure.db"), mounts), None);
    }
}
