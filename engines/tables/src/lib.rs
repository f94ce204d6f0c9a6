//! Bounded reading of CSV, CP949 and XLSX, and checks of rows against a Frictionless Table Schema.

mod cell;
mod check;
mod csv;
mod finding;
mod kind;
mod limits;
mod resident;
mod schema;
mod sheet;
mod unreadable;
mod xlsx;

pub use cell::{Cell, CellRef, Decimal, cell_name, column_name};
pub use check::{Checker, Record, Report, Value, check};
pub use csv::{Encoding, Line, RowReader};
pub use finding::{Finding, annotations};
pub use kind::{Kind, kind};
pub use limits::{Limits, MEBIBYTE};
pub use resident::{holds_resident_number, is_resident_number};
pub use schema::{ColumnOrder, Field, Level, References, Schema, SchemaFault, Type};
pub use sheet::{Format, Row, Sheet, Span};
pub use unreadable::Unreadable;
