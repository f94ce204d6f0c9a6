//! Why a file is not read at all: each case has its own code, so each has its own sentence.

use base::{Kind, Refusal};
use serde::{Deserialize, Serialize};

use crate::Place;

/// The reason a whole file is refused; it carries places and bounds, never a value from the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Unreadable {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// More bytes than the bound.
    #[error("the file is larger than {limit} MB")]
    TooLarge {
        /// The bound in mebibytes.
        limit: u64,
    },
    /// Hancom's word processor, old or HWP 3.
    #[error("an HWP document, not a table")]
    Hwp,
    /// Hancom's word processor, packed XML.
    #[error("an HWPX document, not a table")]
    Hwpx,
    /// A PDF.
    #[error("a PDF, not a table")]
    Pdf,
    /// A picture or a scan.
    #[error("a picture, not a table")]
    Image,
    /// A word-processor or presentation file of an office suite.
    #[error("an office document, not a table")]
    OfficeDocument,
    /// A workbook in the format before 2007.
    #[error("an old .xls workbook")]
    OldExcel,
    /// A workbook in the binary format of 2007.
    #[error("a binary .xlsb workbook")]
    BinaryExcel,
    /// An OpenDocument spreadsheet.
    #[error("an OpenDocument spreadsheet")]
    OpenDocument,
    /// A workbook with macros.
    #[error("the workbook carries macros")]
    Macro,
    /// Locked with a password.
    #[error("the file is locked with a password")]
    Protected,
    /// A zip or another archive that is no workbook.
    #[error("an archive, not a table")]
    Archive,
    /// A page of HTML or XML saved under a spreadsheet's name.
    #[error("a web page saved as a spreadsheet")]
    WebPage,
    /// Content of no known kind.
    #[error("no known kind of file")]
    UnknownKind,
    /// The packed file is cut off or damaged.
    #[error("the packed file is damaged")]
    Damaged,
    /// A part of the workbook is not well-formed.
    #[error("the file is damaged at {place:?}")]
    DamagedPart {
        /// Where.
        place: Place,
    },
    /// Unpacks to more than the bound, or too much for its size.
    #[error("the file unpacks to more than {limit} MB or grows too much")]
    UnpacksTooLarge {
        /// The bound in mebibytes.
        limit: u64,
    },
    /// More parts than the bound.
    #[error("the package has more than {limit} parts")]
    TooManyParts {
        /// The bound.
        limit: u64,
    },
    /// A part whose name leads out of the package, or a link.
    #[error("the package holds a name that leads outside")]
    UnsafeName,
    /// XML with a document type or entities of its own.
    #[error("a document type or entities are declared at {place:?}")]
    Entities {
        /// Where.
        place: Place,
    },
    /// A workbook without a sheet.
    #[error("the workbook has no sheet")]
    NoSheet,
    /// The sheet asked for is not there.
    #[error("there is no sheet named {sheet}")]
    NoSuchSheet {
        /// The name asked for.
        sheet: String,
    },
    /// More rows than the bound.
    #[error("more than {limit} rows")]
    TooManyRows {
        /// The bound.
        limit: u64,
    },
    /// More columns than the bound.
    #[error("row {row} has more than {limit} columns")]
    TooManyColumns {
        /// Row as in the file.
        row: u64,
        /// The bound.
        limit: u64,
    },
    /// More cells than the bound.
    #[error("more than {limit} cells")]
    TooManyCells {
        /// The bound.
        limit: u64,
    },
    /// More in one cell than the bound.
    #[error("cell {cell} holds more than {limit} KB")]
    CellTooLong {
        /// The cell.
        cell: String,
        /// The bound in kibibytes.
        limit: u64,
    },
    /// More in one text of the workbook than the bound; which cell it is for is not known.
    #[error("a text holds more than {limit} KB")]
    TextTooLong {
        /// The bound in kibibytes.
        limit: u64,
    },
    /// More text in all cells than the bound.
    #[error("the cells hold more than {limit} MB of text")]
    TooMuchText {
        /// The bound in mebibytes.
        limit: u64,
    },
    /// UTF-16 text.
    #[error("the text is UTF-16")]
    Utf16,
    /// Neither UTF-8 nor CP949.
    #[error("row {row} is neither UTF-8 nor CP949")]
    Encoding {
        /// Row as in the file.
        row: u64,
    },
    /// A NUL byte in text.
    #[error("row {row} holds a NUL byte")]
    Nul {
        /// Row as in the file.
        row: u64,
    },
    /// A quotation mark that is not closed, or text after the closing one.
    #[error("row {row} has a quotation mark out of place")]
    Quote {
        /// Row as in the file.
        row: u64,
    },
    /// Columns parted by something else than commas.
    #[error("columns are not parted by commas")]
    Separator,
    /// A resident registration number; the number itself goes nowhere.
    #[error("{cell} holds a resident registration number")]
    ResidentNumber {
        /// The cell.
        cell: String,
    },
    /// A resident registration number in a cell of another sheet than the one that is read.
    #[error("{cell} of the sheet {sheet} holds a resident registration number")]
    ResidentNumberInSheet {
        /// Name of the sheet, which holds no such number itself.
        sheet: String,
        /// The cell.
        cell: String,
    },
    /// A resident registration number outside the cells of every sheet: a name, a note, a property.
    #[error("a resident registration number stands at {place:?}")]
    ResidentNumberElsewhere {
        /// Where.
        place: Place,
    },
    /// The input could not be read to its end.
    #[error("the input broke off while reading")]
    Unfinished,
}

/// The words stand with `crates/intake`, through which files of strangers come.
impl Refusal for Unreadable {
    const AREA: &'static str = "intake";

    fn kind(&self) -> Kind {
        Kind::Invalid
    }
}
