//! Why a document could not be printed, and where the reason stands.

use serde::Serialize;

/// A character that none of the fonts can draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// The field or cell it stands in, for example `holder` or `block 3, row 2, column 1`.
    pub place: String,
    /// The character as it was given.
    pub character: char,
}

/// Why a document could not be printed; nothing has been written then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refused {
    /// Without a font there is no text.
    #[error("no font was given")]
    NoFont,
    /// A font's bytes are not OpenType or TrueType (web fonts have to be unpacked first).
    #[error("font {number} cannot be read")]
    BrokenFont {
        /// Which font, counted from 1.
        number: usize,
    },
    /// A text that the document cannot do without is empty.
    #[error("{place} is empty")]
    Empty {
        /// The field.
        place: String,
    },
    /// A text is longer than its place on the paper.
    #[error("{place} has {length} characters, {limit} fit")]
    TooLong {
        /// The field or cell.
        place: String,
        /// The length in characters.
        length: usize,
        /// How many are taken.
        limit: usize,
    },
    /// More of something than one document takes.
    #[error("{place} has {count}, {limit} are taken")]
    TooMany {
        /// What there is too much of.
        place: String,
        /// How many were given.
        count: usize,
        /// How many are taken.
        limit: usize,
    },
    /// A row and the header of its table differ in width.
    #[error("{place} has {cells} cells for {columns} columns")]
    RowWidth {
        /// The row.
        place: String,
        /// How many cells it has.
        cells: usize,
        /// How many columns the table has.
        columns: usize,
    },
    /// Characters that would come out blank; at most the first hundred are listed.
    #[error("{} characters are in none of the fonts", characters.len())]
    MissingGlyphs {
        /// The characters with their places.
        characters: Vec<Missing>,
    },
    /// More text than a QR code can carry.
    #[error("{bytes} bytes do not fit into a QR code")]
    QrTooLong {
        /// The length of the text in bytes.
        bytes: usize,
    },
    /// A certificate whose words do not fit on one page.
    #[error("certificate {number} needs more than one page")]
    MoreThanOnePage {
        /// Which certificate of the run, counted from 1.
        number: usize,
    },
    /// The typesetter refused for a reason that is not the caller's.
    #[error("the document could not be set: {reason}")]
    Setter {
        /// The typesetter's own words, for the log.
        reason: String,
    },
}
