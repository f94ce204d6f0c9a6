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
    /// Columns of its primary key, in order.
    pub key: Vec<String>,
    /// Whether a row may be large: it has a column of bytes.
    pub heavy: bool,
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
/// The same for tables with files in them, of 20 MB at the most.
const HEAVY_BATCH: i64 = 4;

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

/// Copies one table in batches by its primary key: no batch is sorted or skipped through twice.
async fn copy_table(
    reading: &mut crate::Tx,
    writing: &mut crate::Tx,
    table: &Table,
    to_sqlite: bool,
) -> Result<u64, Error> {
    if to_sqlite {
        writing.batch("PRAGMA defer_foreign_keys=ON").await?;
    }
    // Names come from the catalogue of a database this program made, never from input; they are leaked
    // once per copy because every statement text is static.
    let name: &'static str = table.name.clone().leak();
    let columns: Vec<&'static str> = table.columns.iter().map(|c| &*c.clone().leak()).collect();
    let columns: &'static [&'static str] = columns.leak();
    let (first, next) = (select(table, false), select(table, true));
    let batch_rows = if table.heavy { HEAVY_BATCH } else { BATCH };
    let mut count = 0;
    let mut last: Vec<Val> = Vec::new();
    loop {
        let mut vals = last.clone();
        vals.push(Val::Int(batch_rows));
        let text = if last.is_empty() { first } else { next };
        let batch: Vec<Vec<Val>> = reading.all_text(text, &vals).await?;
        let Some(end) = batch.last() else { return Ok(count) };
        let place = |key: &String| table.columns.iter().position(|c| c == key).map(|at| typed(&end[at], key));
        last = table.key.iter().filter_map(place).collect();
        let mut loader = writing.loader(name, columns).await?;
        for row in &batch {
            loader.push(&row.iter().zip(columns).map(|(v, c)| typed(v, c)).collect::<Vec<_>>()).await?;
        }
        count += loader.finish().await?;
    }
}

/// The statement that reads one batch: from the beginning, or from after a key on.
fn select(table: &Table, after: bool) -> &'static str {
    let key = table.key.join(",");
    let slots: Vec<String> = (1..=table.key.len()).map(|n| format!("${n}")).collect();
    let (from, limit) = if after {
        (format!("WHERE ({key}) > ({})", slots.join(",")), slots.len() + 1)
    } else {
        (String::new(), 1)
    };
    format!("SELECT {} FROM {} {from} ORDER BY {key} LIMIT ${limit}", table.columns.join(","), table.name)
        .leak()
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

impl crate::Tx {
    /// Every row of `table` in the order of its columns: for tools that compare databases.
    pub async fn dump(&mut self, table: &Table) -> Result<Vec<Vec<Val>>, Error> {
        let text: &'static str = format!("SELECT {} FROM {}", table.columns.join(","), table.name).leak();
        self.all_text(text, &[]).await
    }
}

impl Db {
    /// Deletes every row but the list of migrations: only for a workspace in which nobody has worked.
    pub async fn clear(&self) -> Result<(), Error> {
        let mut ordered = in_order(tables(self).await?)?;
        ordered.reverse();
        let mut tx = self.write().await?;
        for table in ordered {
            tx.batch(&format!("DELETE FROM {}", table.name)).await?;
        }
        tx.commit().await
    }

    /// Every table of the schema with its columns, by name.
    pub async fn tables(&self) -> Result<Vec<Table>, Error> {
        tables(self).await
    }
}

/// One column as the catalogues tell it: table, column, place in the primary key (0 = none), bytes.
type ColumnRow = (String, String, i64, bool);

/// Reads the catalogue of either database.
async fn tables(db: &Db) -> Result<Vec<Table>, Error> {
    const SQLITE_COLUMNS: &str = "SELECT t.name, c.name, c.pk, c.type = 'BYTEA' FROM sqlite_schema t \
         JOIN pragma_table_info(t.name) c \
         WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'db_migration' ORDER BY t.name, c.cid";
    const SQLITE_NEEDS: &str = "SELECT t.name, f.\"table\" FROM sqlite_schema t \
         JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'";
    const POSTGRES_COLUMNS: &str = "SELECT CAST(c.table_name AS TEXT), CAST(c.column_name AS TEXT), \
         COALESCE(CAST(k.ordinal_position AS BIGINT), 0), c.data_type = 'bytea' \
         FROM information_schema.columns c \
         LEFT JOIN information_schema.table_constraints p ON p.table_schema = c.table_schema \
           AND p.table_name = c.table_name AND p.constraint_type = 'PRIMARY KEY' \
         LEFT JOIN information_schema.key_column_usage k ON k.constraint_schema = p.constraint_schema \
           AND k.constraint_name = p.constraint_name AND k.table_name = c.table_name AND k.column_name = c.column_name \
         WHERE c.table_schema = current_schema() AND c.table_name <> 'db_migration' \
         ORDER BY c.table_name, c.ordinal_position";
    const POSTGRES_NEEDS: &str = "SELECT CAST(a.relname AS TEXT), CAST(b.relname AS TEXT) FROM pg_constraint c \
         JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid \
         JOIN pg_namespace n ON n.oid = a.relnamespace WHERE c.contype = 'f' AND n.nspname = current_schema()";
    let mut tx = db.read().await?;
    let (columns, needs) =
        if db.is_sqlite() { (SQLITE_COLUMNS, SQLITE_NEEDS) } else { (POSTGRES_COLUMNS, POSTGRES_NEEDS) };
    let mut found: BTreeMap<String, Table> = BTreeMap::new();
    let mut keys: BTreeMap<String, BTreeMap<i64, String>> = BTreeMap::new();
    for (name, column, place, bytes) in tx.all_text::<ColumnRow>(columns, &[]).await? {
        let table = found.entry(name.clone()).or_insert_with(|| Table {
            name: name.clone(),
            columns: Vec::new(),
            key: Vec::new(),
            heavy: false,
            needs: BTreeSet::new(),
        });
        table.heavy |= bytes;
        table.columns.push(column.clone());
        if place > 0 {
            keys.entry(name).or_default().insert(place, column);
        }
    }
    for (name, key) in keys {
        if let Some(table) = found.get_mut(&name) {
            table.key = key.into_values().collect();
        }
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
