//! Values to xlsx, csv, ics, qr and badge bytes.
//!
//! Nothing here reads a clock, a file or the environment: the day a document is made is a parameter, so the same input
//! always gives the same bytes and a file can be checked against its hash. Words are parameters too; the engine adds none.
//!
//! ```
//! use documents::workbook::{Column, Kind, Sheet, Workbook};
//! use documents::Cell;
//! use jiff::civil::date;
//!
//! let mut sheet = Sheet::new("Places", vec![Column::new("district", "District", Kind::Text)]);
//! sheet.rows.push(vec![Cell::from("Ganghwa")]);
//! let bytes = Workbook::new(date(2026, 3, 2)).with(sheet).to_xlsx().unwrap();
//! assert_eq!(&bytes[..2], b"PK");
//! ```

pub mod badge;
pub mod calendar;
pub mod qr;
pub mod separated;
pub mod workbook;

mod cell;
mod unwritable;

pub use cell::Cell;
pub use unwritable::{Outside, Unwritable};
