//! Values to PDF bytes: certificates and reports on A4 that a screen reader can read and an archive can keep.
//!
//! Every file conforms to PDF/UA-1 (tagged, with title and language) and to PDF/A-2a. Typst sets the type; its
//! templates belong to this engine, and what people wrote reaches them as values only, never as markup. Nothing here
//! reads a clock, a file or the environment: the moment a document is made and the fonts are parameters, so the same
//! input always gives the same bytes. Words are parameters too; the engine adds none.
//!
//! ```no_run
//! use documents_pdf::{Block, Language, Printer, Report};
//!
//! # fn main() -> Result<(), documents_pdf::Refused> {
//! # let (regular, bold): (&'static [u8], &'static [u8]) = (&[], &[]);
//! let printer = Printer::new([regular.into(), bold.into()])?;
//! let mut report = Report::new(Language::En, "Visit report", jiff::Timestamp::UNIX_EPOCH);
//! report.blocks.push(Block::paragraph("The agency was visited on 2 March 2026."));
//! let bytes = printer.report(&report)?;
//! assert_eq!(&bytes[..5], b"%PDF-");
//! # Ok(())
//! # }
//! ```

mod certificate;
mod check;
mod clean;
mod fonts;
mod language;
mod printer;
mod refused;
mod report;
mod table;
mod world;

pub use certificate::{Certificate, Fact};
pub use check::Check;
pub use language::Language;
pub use printer::Printer;
pub use refused::{Missing, Refused};
pub use report::{Block, Paper, Report, Side, Signature, Tone};
pub use table::{Column, ColumnKind, Rows, Table};
