//! Bounded reading of CSV, CP949 and XLSX, and checks of rows against a Frictionless Table Schema.
//!
//! [`Sheet::read`] takes the bytes of a file of any name, tells by content what it is, and gives its cells
//! or the one reason why not ([`Unreadable`]). [`RowReader`] streams a CSV file of any length. [`check()`] and
//! [`Checker`] compare rows with a [`Schema`] (Frictionless Table Schema v1 plus rules over columns) and
//! give [`Finding`]s: places and codes, whose words are in `i18n/` under `tables-finding-<code>`.
//!
//! Sources: RFC 4180 (CSV), ECMA-376 (XLSX), specs.frictionlessdata.io/table-schema.
//!
//! ```
//! use tables::{Limits, References, Schema, Sheet, check};
//!
//! let schema = Schema::from_json(
//!     r#"{"fields": [{"name": "target", "type": "integer"}, {"name": "people", "type": "integer"}],
//!         "rules": [{"rule": "at_most", "left": "people", "right": "target", "code": "people-above-target"}]}"#,
//! )?;
//! let sheet = Sheet::read(b"people,target\n12,10\n", &Limits::default(), None)?;
//! let report = check(&schema, &sheet, &References::default());
//! assert_eq!((report.findings[0].cell.as_str(), report.findings[0].code.as_str()), ("A2", "people-above-target"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cell;
mod check;
mod csv;
mod finding;
mod kind;
mod limits;
mod place;
mod schema;
mod sheet;
mod unreadable;
mod written;
mod xlsx;

pub use base::is_resident_number;
pub use cell::{Cell, CellRef, Decimal, cell_name, column_name};
pub use check::{Checker, Record, Report, Summary, Value, check, summarize};
pub use csv::{Encoding, Line, RowReader};
pub use finding::{CODES, Finding, annotations};
pub use kind::{Kind, kind};
pub use limits::{Limits, MEBIBYTE};
pub use place::Place;
pub use schema::{ColumnOrder, Field, Level, References, Schema, SchemaFault, Type};
pub use sheet::{Format, Row, Sheet, Span};
pub use unreadable::Unreadable;
pub use written::holds_resident_number;
pub use xlsx::search_package;

/// The Korean words of every finding (Fluent), for whoever loads the catalogue.
pub const WORDS_KO: &str = include_str!("../i18n/ko.ftl");

/// The English words of every finding (Fluent).
pub const WORDS_EN: &str = include_str!("../i18n/en.ftl");
