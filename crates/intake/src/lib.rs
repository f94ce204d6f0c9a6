//! Opens files of strangers: kind by content, limits before unpacking, parser in a child process.
//!
//! The doors are [`open`] for a table and, for a file that is kept as it is, [`evidence()`] (is it a kind that is
//! kept?) and then [`search()`]. Both judge size and
//! kind from the bytes, then hand them to a child process ([`run_child`], the same program started with a
//! hidden verb) that may use little memory and time and may write no file; rows or a verdict come back
//! through a pipe. A file that makes the parser misbehave costs one child, never the server. [`open_here`]
//! and [`search_here`] read in this process: for the command line, where the file is the operator's own,
//! and for tests.

mod child;
mod evidence;
mod refused;
mod search;
mod wire;

pub use child::{Child, VERB, open, open_named, run_child, search};
pub use evidence::evidence;
pub use refused::{NotOpened, Refused};
pub use search::{Searched, search_here};
pub use tables::{Kind, Limits, Sheet, kind};

/// The Korean words of every refusal (Fluent), for whoever loads the catalogue.
pub const WORDS_KO: &str = include_str!("../i18n/ko.ftl");

/// The English words of every refusal (Fluent).
pub const WORDS_EN: &str = include_str!("../i18n/en.ftl");

/// Reads a file in this process; `sheet` names a sheet of a workbook, else the first shown.
pub fn open_here(bytes: &[u8], sheet: Option<&str>, limits: &Limits) -> Result<Sheet, NotOpened> {
    Ok(Sheet::read(bytes, limits, sheet)?)
}
