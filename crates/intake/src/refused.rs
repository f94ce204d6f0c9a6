//! Why a stranger's file is not opened: the whole list, each with its own sentence and next step.

use base::{Kind, Refusal};
use serde::Serialize;
use tables::Unreadable;

/// The reason a file is refused; it carries places and bounds, never a value from the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refused {
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
    #[error("part {part} of the workbook is damaged")]
    DamagedPart {
        /// The part's name inside the package, shortened.
        part: String,
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
    #[error("part {part} declares a document type or entities")]
    Entities {
        /// The part's name inside the package, shortened.
        part: String,
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
        /// The cell, or the part of the workbook when the cell is not known yet.
        cell: String,
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
    /// A resident registration number outside the sheet that is read: another sheet, a note, a property.
    #[error("part {part} holds a resident registration number")]
    ResidentNumberElsewhere {
        /// The part of the workbook, such as `sheet2` or `comments1`.
        part: String,
    },
    /// The input could not be read to its end.
    #[error("the input broke off while reading")]
    Unfinished,
    /// Reading took longer than it may.
    #[error("reading took longer than {seconds} seconds")]
    TimedOut {
        /// The bound in seconds.
        seconds: u64,
    },
    /// The process that reads ended without an answer: out of memory, or a fault that the file provoked.
    #[error("the reading process stopped")]
    ReaderStopped,
    /// The process that reads could not be started.
    #[error("the reading process could not be started")]
    ReaderMissing,
}

impl Refusal for Refused {
    const AREA: &'static str = "intake";

    fn kind(&self) -> Kind {
        match self {
            Self::ReaderMissing => Kind::Conflict,
            _ => Kind::Invalid,
        }
    }
}

impl From<Unreadable> for Refused {
    fn from(reason: Unreadable) -> Self {
        match reason {
            Unreadable::Empty => Self::Empty,
            Unreadable::TooLarge { limit } => Self::TooLarge { limit },
            Unreadable::Hwp => Self::Hwp,
            Unreadable::Hwpx => Self::Hwpx,
            Unreadable::Pdf => Self::Pdf,
            Unreadable::Image => Self::Image,
            Unreadable::OfficeDocument => Self::OfficeDocument,
            Unreadable::OldExcel => Self::OldExcel,
            Unreadable::BinaryExcel => Self::BinaryExcel,
            Unreadable::OpenDocument => Self::OpenDocument,
            Unreadable::Macro => Self::Macro,
            Unreadable::Protected => Self::Protected,
            Unreadable::Archive => Self::Archive,
            Unreadable::WebPage => Self::WebPage,
            Unreadable::UnknownKind => Self::UnknownKind,
            Unreadable::Damaged => Self::Damaged,
            Unreadable::DamagedPart { part } => Self::DamagedPart { part },
            Unreadable::UnpacksTooLarge { limit } => Self::UnpacksTooLarge { limit },
            Unreadable::TooManyParts { limit } => Self::TooManyParts { limit },
            Unreadable::UnsafeName => Self::UnsafeName,
            Unreadable::Entities { part } => Self::Entities { part },
            Unreadable::NoSheet => Self::NoSheet,
            Unreadable::NoSuchSheet { sheet } => Self::NoSuchSheet { sheet },
            Unreadable::TooManyRows { limit } => Self::TooManyRows { limit },
            Unreadable::TooManyColumns { row, limit } => Self::TooManyColumns { row, limit },
            Unreadable::TooManyCells { limit } => Self::TooManyCells { limit },
            Unreadable::CellTooLong { cell, limit } => Self::CellTooLong { cell, limit },
            Unreadable::TooMuchText { limit } => Self::TooMuchText { limit },
            Unreadable::Utf16 => Self::Utf16,
            Unreadable::Encoding { row } => Self::Encoding { row },
            Unreadable::Nul { row } => Self::Nul { row },
            Unreadable::Quote { row } => Self::Quote { row },
            Unreadable::Separator => Self::Separator,
            Unreadable::ResidentNumber { cell } => Self::ResidentNumber { cell },
            Unreadable::ResidentNumberElsewhere { part } => Self::ResidentNumberElsewhere { part },
            Unreadable::Unfinished => Self::Unfinished,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes of every variant, read from this file.
    fn codes() -> Vec<String> {
        let source = include_str!("refused.rs");
        let list = source.split("pub enum Refused {").nth(1).unwrap().split("\n}\n").next().unwrap();
        list.lines()
            .filter_map(|line| line.strip_prefix("    ").filter(|line| line.starts_with(char::is_uppercase)))
            .map(|line| {
                let name = line.chars().take_while(char::is_ascii_alphanumeric).enumerate();
                name.fold(String::new(), |kebab, (at, letter)| {
                    let dash = if at > 0 && letter.is_uppercase() { "-" } else { "" };
                    kebab + dash + &letter.to_ascii_lowercase().to_string()
                })
            })
            .collect()
    }

    #[test]
    fn every_refusal_has_its_words_and_its_next_step_in_both_languages() {
        for words in [crate::WORDS_KO, crate::WORDS_EN] {
            let message = |line: &'static str| line.strip_prefix("intake-refused-")?.split(" = ").next();
            let keys: Vec<_> = words.lines().filter_map(message).collect();
            assert_eq!(keys, codes());
            assert_eq!(words.matches("    .next = ").count(), keys.len());
        }
    }

    #[test]
    fn a_refusal_keeps_the_code_and_arguments_of_the_engine() {
        let reason = Unreadable::TooManyColumns { row: 7, limit: 100 };
        let refused = Refused::from(reason.clone());
        assert_eq!(serde_json::to_value(&refused).unwrap(), serde_json::to_value(&reason).unwrap());
        let told = base::Refused::from(refused);
        assert_eq!(told.key(), "intake-refused-too-many-columns");
        assert_eq!(told.args["row"], 7);
    }
}
