//! Copying a whole database into another one: a loop over tables, because the schema is the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Db, Error, ErrorKind, Val};

/// A table with its columns in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, as both databases name them.
    pub columns: Vec<String>,
    /// Tables it refers to, itself left out.
    pub needs: BTreeSet<String>,
}

/// What was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyReport {
    /// Rows per table.
    pub rows: BTreeMap<String, u64>,
}

/// Rows read and written at a time.
const BATCH: i64 = 20_000;

/// Copies all tables but the migration list from `from` into `to`.
pub(crate) async fn copy(from: &Db, to: &Db) -> Result<CopyReport, Error> {
    let source = tables(from).await?;
    if tables(to).await?.is_empty() {
        return Err(Error::new(ErrorKind::Other, "the target has no tables: migrate it first"));
    }
    let mut reading = from.read().await?;
    let mut writing = to.write().await?;
    let mut rows = BTreeMap::new();
    for table in in_order(source)? {
        let count = copy_table(&mut reading, &mut writing, &table, to.is_sqlite()).await?;
        rows.insert(table.name, count);
    }
    writing.commit().await?;
    Ok(CopyReport { rows })
}

/// Copies one table in batches ordered by its first column, which every table's key begins with.
async fn copy_table(
    reading: &mut crate::Tx,
    writing: &mut crate::Tx,
    table: &Table,
    to_sqlite: bool,
) -> Result<u64, Error> {
    if to_sqlite {
        writing.batch("PRAGMA defer_foreign_keys=ON").await?;
    }
    // Names come from the catalogue of a database this program made; they are leaked once per copy
    // because every statement text is static.
    let name: &'static str = table.name.clone().leak();
    let columns: Vec<&'static str> = table.columns.iter().map(|c| &*c.clone().leak()).collect();
    let columns: &'static [&'static str] = columns.leak();
    let order = columns.iter().enumerate().map(|(i, _)| (i + 1).to_string()).collect::<Vec<_>>().join(",");
    let select: &'static str =
        format!("SELECT {} FROM {name} ORDER BY {order} LIMIT $1 OFFSET $2", columns.join(",")).leak();
    let mut count = 0;
    loop {
        let batch: Vec<Vec<Val>> =
            reading.all_text(select, &[Val::Int(BATCH), Val::Int(count as i64)]).await?;
        if batch.is_empty() {
            return Ok(count);
        }
        let mut loader = writing.loader(name, columns).await?;
        for row in &batch {
            loader.push(&row.iter().zip(columns).map(|(v, c)| typed(v, c)).collect::<Vec<_>>()).await?;
        }
        count += loader.finish().await?;
    }
}

/// SQLite gives dates, instants and truth values back as text and numbers; the column's name says
/// which they are (`…_on`, `…_at`), and whole numbers become BOOLEAN when bound.
fn typed(val: &Val, column: &str) -> Val {
    match val {
        Val::Text(text) if column.ends_with("_on") => text.parse().map_or_else(|_| val.clone(), Val::Date),
        Val::Text(text) if column.ends_with("_at") => text.parse().map_or_else(|_| val.clone(), Val::Instant),
        _ => val.clone(),
    }
}

impl Db {
    /// Every table of the schema with its columns, by name.
    pub async fn tables(&self) -> Result<Vec<Table>, Error> {
        tables(self).await
    }
}

/// Reads the catalogue of either database.
async fn tables(db: &Db) -> Result<Vec<Table>, Error> {
    const SQLITE_COLUMNS: &str = "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c \
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'db_migration' ORDER BY t.name, c.cid";
    const SQLITE_NEEDS: &str = "SELECT t.name, f.\"table\" FROM sqlite_schema t \
         JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'";
    const POSTGRES_COLUMNS: &str = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns \
         WHERE table_schema = current_schema() AND table_name <> 'db_migration' ORDER BY table_name, ordinal_position";
    const POSTGRES_NEEDS: &str = "SELECT CAST(a.relname AS TEXT), CAST(b.relname AS TEXT) FROM pg_constraint c \
         JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid \
         JOIN pg_namespace n ON n.oid = a.relnamespace WHERE c.contype = 'f' AND n.nspname = current_schema()";
    let mut tx = db.read().await?;
    let (columns, needs) =
        if db.is_sqlite() { (SQLITE_COLUMNS, SQLITE_NEEDS) } else { (POSTGRES_COLUMNS, POSTGRES_NEEDS) };
    let mut found: BTreeMap<String, Table> = BTreeMap::new();
    for (name, column) in tx.all_text::<(String, String)>(columns, &[]).await? {
        found
            .entry(name.clone())
            .or_insert_with(|| Table { name, columns: Vec::new(), needs: BTreeSet::new() })
            .columns
            .push(column);
    }
    for (name, need) in tx.all_text::<(String, String)>(needs, &[]).await? {
        if let Some(table) = found.get_mut(&name).filter(|_| name != need) {
            table.needs.insert(need);
        }
    }
    Ok(found.into_values().collect())
}

/// Tables such that each comes after those it needs.
fn in_order(mut tables: Vec<Table>) -> Result<Vec<Table>, Error> {
    let mut placed = BTreeSet::new();
    let mut ordered = Vec::new();
    while !tables.is_empty() {
        let (ready, rest): (Vec<_>, Vec<_>) = tables.into_iter().partition(|t| t.needs.is_subset(&placed));
        if ready.is_empty() {
            let names: Vec<_> = rest.iter().map(|t| t.name.as_str()).collect();
            return Err(Error::new(
                ErrorKind::Other,
                format!("tables refer in a circle: {}", names.join(", ")),
            ));
        }
        placed.extend(ready.iter().map(|t| t.name.clone()));
        ordered.extend(ready);
        tables = rest;
    }
    Ok(ordered)
}
