//! Values going in ([`Val`]) and coming out ([`Cell`], [`FromCell`], [`Row`]).

use base::{Id, Month, Won};
use bytes::{BufMut, BytesMut};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::{Error, ErrorKind};

/// Midnight 2000-01-01 UTC in microseconds since 1970: PostgreSQL's own zero.
const POSTGRES_EPOCH_MICROS: i64 = 946_684_800_000_000;
/// PostgreSQL counts days from here.
const POSTGRES_EPOCH_DAY: Date = date(2000, 1, 1);

/// An argument of a statement: the closed list of types both databases keep alike.
#[derive(Debug, Clone, PartialEq)]
pub enum Val {
    /// SQL NULL.
    Null,
    /// BIGINT.
    Int(i64),
    /// DOUBLE PRECISION.
    Real(f64),
    /// TEXT.
    Text(String),
    /// BOOLEAN.
    Bool(bool),
    /// DATE.
    Date(Date),
    /// TIMESTAMPTZ, to the microsecond.
    Instant(Timestamp),
    /// BYTEA or BLOB.
    Bytes(Vec<u8>),
}

impl Val {
    /// What sort of value it is, without the value: errors reach logs.
    fn kind_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Int(_) => "whole number",
            Self::Real(_) => "real number",
            Self::Text(_) => "text",
            Self::Bool(_) => "truth value",
            Self::Date(_) => "date",
            Self::Instant(_) => "instant",
            Self::Bytes(_) => "byte string",
        }
    }
}

/// Writes `From` for each plain type.
macro_rules! val_from {
    ($($type:ty => $make:expr),* $(,)?) => { $(impl From<$type> for Val {
        fn from(value: $type) -> Self { $make(value) }
    })* };
}

val_from! {
    i64 => Val::Int,
    i32 => |v| Val::Int(i64::from(v)),
    i16 => |v| Val::Int(i64::from(v)),
    u32 => |v| Val::Int(i64::from(v)),
    usize => |v| Val::Int(v as i64),
    f64 => Val::Real,
    String => Val::Text,
    &str => |v: &str| Val::Text(v.to_owned()),
    &String => |v: &String| Val::Text(v.clone()),
    bool => Val::Bool,
    Date => Val::Date,
    Timestamp => Val::Instant,
    Vec<u8> => Val::Bytes,
    Won => |v: Won| Val::Int(v.0),
    Month => |v: Month| Val::Text(v.to_string()),
}

impl<T> From<Id<T>> for Val {
    fn from(id: Id<T>) -> Self {
        Self::Text(id.as_str().to_owned())
    }
}

impl<T> From<&Id<T>> for Val {
    fn from(id: &Id<T>) -> Self {
        Self::Text(id.as_str().to_owned())
    }
}

impl<T: Into<Self>> From<Option<T>> for Val {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl From<&Self> for Val {
    fn from(value: &Self) -> Self {
        value.clone()
    }
}

/// An instant as SQLite keeps it: fixed width, so that text order is time order.
pub(crate) fn instant_text(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

impl rusqlite::ToSql for Val {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, Value, ValueRef};
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Int(value) => ToSqlOutput::Owned(Value::Integer(*value)),
            Self::Real(value) => ToSqlOutput::Owned(Value::Real(*value)),
            Self::Text(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
            Self::Bool(value) => ToSqlOutput::Owned(Value::Integer(i64::from(*value))),
            Self::Date(value) => ToSqlOutput::Owned(Value::Text(value.to_string())),
            Self::Instant(value) => ToSqlOutput::Owned(Value::Text(instant_text(*value))),
            Self::Bytes(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value)),
        })
    }
}

impl ToSql for Val {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match (self, ty) {
            (Self::Null, _) => return Ok(IsNull::Yes),
            (Self::Int(value), &Type::INT8) => out.put_i64(*value),
            (Self::Int(value), &Type::INT4) => out.put_i32(i32::try_from(*value)?),
            (Self::Int(value), &Type::INT2) => out.put_i16(i16::try_from(*value)?),
            (Self::Int(value), &Type::BOOL) => out.put_u8(u8::from(*value != 0)),
            (Self::Int(value), &Type::FLOAT8) => out.put_f64(*value as f64),
            (Self::Bool(value), &Type::INT8) => out.put_i64(i64::from(*value)),
            (Self::Bool(value), &Type::BOOL) => out.put_u8(u8::from(*value)),
            (Self::Real(value), &Type::FLOAT8) => out.put_f64(*value),
            (Self::Text(value), &Type::TEXT | &Type::VARCHAR | &Type::UNKNOWN | &Type::NAME) => {
                out.put_slice(value.as_bytes());
            }
            (Self::Date(value), &Type::DATE) => out.put_i32((*value - POSTGRES_EPOCH_DAY).get_days()),
            (Self::Date(value), &Type::TEXT) => out.put_slice(value.to_string().as_bytes()),
            (Self::Instant(value), &Type::TIMESTAMPTZ) => {
                out.put_i64(value.as_microsecond() - POSTGRES_EPOCH_MICROS);
            }
            (Self::Bytes(value), &Type::BYTEA) => out.put_slice(value),
            (value, ty) => {
                return Err(format!("a {} does not fit a column of type {ty}", value.kind_name()).into());
            }
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// One value of a result row, borrowed from the driver.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// SQL NULL.
    Null,
    /// A whole number.
    Int(i64),
    /// A floating-point number.
    Real(f64),
    /// Text; dates and instants too, on SQLite.
    Text(&'a str),
    /// A truth value; a whole number on SQLite.
    Bool(bool),
    /// A date.
    Date(Date),
    /// An instant.
    Instant(Timestamp),
    /// Bytes.
    Bytes(&'a [u8]),
}

impl<'a> FromSql<'a> for Cell<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(match *ty {
            Type::INT8 => Cell::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Cell::Int(i64::from(i32::from_sql(ty, raw)?)),
            Type::INT2 => Cell::Int(i64::from(i16::from_sql(ty, raw)?)),
            Type::BOOL => Cell::Bool(bool::from_sql(ty, raw)?),
            Type::FLOAT8 => Cell::Real(f64::from_sql(ty, raw)?),
            Type::DATE => {
                let days = i32::from_be_bytes(raw.try_into()?);
                Cell::Date(POSTGRES_EPOCH_DAY.checked_add(jiff::Span::new().days(days))?)
            }
            Type::TIMESTAMPTZ => {
                let micros = i64::from_be_bytes(raw.try_into()?);
                Cell::Instant(Timestamp::from_microsecond(micros + POSTGRES_EPOCH_MICROS)?)
            }
            Type::BYTEA => Cell::Bytes(raw),
            Type::TEXT | Type::VARCHAR | Type::NAME | Type::UNKNOWN => Cell::Text(std::str::from_utf8(raw)?),
            _ => return Err(format!("columns of type {ty} are not in the portable list").into()),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Cell::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// A type that one cell can be read into.
pub trait FromCell: Sized {
    /// Reads it; `None` when the cell holds something else.
    fn from_cell(cell: Cell<'_>) -> Option<Self>;
}

/// Writes `FromCell` for each type from patterns.
macro_rules! from_cell {
    ($($type:ty { $($pattern:pat => $value:expr),+ $(,)? })*) => { $(impl FromCell for $type {
        fn from_cell(cell: Cell<'_>) -> Option<Self> {
            match cell { $($pattern => $value,)+ _ => None }
        }
    })* };
}

from_cell! {
    i64 { Cell::Int(v) => Some(v) }
    i32 { Cell::Int(v) => v.try_into().ok() }
    i16 { Cell::Int(v) => v.try_into().ok() }
    f64 { Cell::Real(v) => Some(v), Cell::Int(v) => Some(v as Self) }
    String { Cell::Text(v) => Some(v.to_owned()) }
    bool { Cell::Bool(v) => Some(v), Cell::Int(v) => Some(v != 0) }
    Date { Cell::Date(v) => Some(v), Cell::Text(v) => v.parse().ok() }
    Timestamp { Cell::Instant(v) => Some(v), Cell::Text(v) => v.parse().ok() }
    Vec<u8> { Cell::Bytes(v) => Some(v.to_vec()) }
    Won { Cell::Int(v) => Some(Won(v)) }
    Month { Cell::Text(v) => v.parse().ok() }
}

impl<T> FromCell for Id<T> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        String::from_cell(cell).map(Self::from)
    }
}

impl<T: FromCell> FromCell for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Null => Some(None),
            cell => T::from_cell(cell).map(Some),
        }
    }
}

impl From<Cell<'_>> for Val {
    fn from(cell: Cell<'_>) -> Self {
        match cell {
            Cell::Null => Self::Null,
            Cell::Int(v) => Self::Int(v),
            Cell::Real(v) => Self::Real(v),
            Cell::Text(v) => Self::Text(v.to_owned()),
            Cell::Bool(v) => Self::Bool(v),
            Cell::Date(v) => Self::Date(v),
            Cell::Instant(v) => Self::Instant(v),
            Cell::Bytes(v) => Self::Bytes(v.to_vec()),
        }
    }
}

/// A struct read from a result row; made by [`crate::row!`].
pub trait Row: Sized {
    /// Reads the columns in order.
    fn read(reader: &mut RowReader<'_>) -> Result<Self, Error>;
}

/// Hands out a row's cells from left to right.
#[derive(Debug)]
pub struct RowReader<'a> {
    cells: &'a mut dyn Cells,
    at: usize,
}

/// A driver's row.
pub(crate) trait Cells: std::fmt::Debug {
    /// The cell in column `index`, from 0.
    fn cell(&self, index: usize) -> Result<Cell<'_>, Error>;
    /// How many columns there are.
    fn count(&self) -> usize;
}

impl<'a> RowReader<'a> {
    /// Reads one whole row and checks that no column is left over.
    pub(crate) fn whole<R: Row>(cells: &'a mut dyn Cells) -> Result<R, Error> {
        let count = cells.count();
        let mut reader = RowReader { cells, at: 0 };
        let row = R::read(&mut reader)?;
        if reader.at != count {
            let read = reader.at;
            return Err(Error::new(
                ErrorKind::Other,
                format!("{count} columns were selected, {read} are read"),
            ));
        }
        Ok(row)
    }

    /// The next cell as a `T`; `field` names it in an error.
    pub fn next<T: FromCell>(&mut self, field: &str) -> Result<T, Error> {
        let cell = self.cells.cell(self.at)?;
        self.at += 1;
        T::from_cell(cell).ok_or_else(|| {
            let kind = format!("{cell:?}");
            let kind = kind.split('(').next().unwrap_or_default();
            Error::new(ErrorKind::Other, format!("column {field} holds {kind}, which is not what it should"))
        })
    }
}

/// One column read by itself: `tx.one::<(i64,)>`.
impl<A: FromCell> Row for (A,) {
    fn read(reader: &mut RowReader<'_>) -> Result<Self, Error> {
        Ok((reader.next("0")?,))
    }
}

/// Two columns.
impl<A: FromCell, B: FromCell> Row for (A, B) {
    fn read(reader: &mut RowReader<'_>) -> Result<Self, Error> {
        Ok((reader.next("0")?, reader.next("1")?))
    }
}

/// Three columns.
impl<A: FromCell, B: FromCell, C: FromCell> Row for (A, B, C) {
    fn read(reader: &mut RowReader<'_>) -> Result<Self, Error> {
        Ok((reader.next("0")?, reader.next("1")?, reader.next("2")?))
    }
}

/// Four columns.
impl<A: FromCell, B: FromCell, C: FromCell, D: FromCell> Row for (A, B, C, D) {
    fn read(reader: &mut RowReader<'_>) -> Result<Self, Error> {
        Ok((reader.next("0")?, reader.next("1")?, reader.next("2")?, reader.next("3")?))
    }
}

/// Every column as it comes, for tools that copy or compare tables.
impl Row for Vec<Val> {
    fn read(reader: &mut RowReader<'_>) -> Result<Self, Error> {
        let mut vals = Self::with_capacity(reader.cells.count());
        while reader.at < reader.cells.count() {
            vals.push(Val::from(reader.cells.cell(reader.at)?));
            reader.at += 1;
        }
        Ok(vals)
    }
}
