//! Why a selection is not made: each case with its code and arguments; the words are in `i18n/`.

use base::{Kind, Refusal};
use serde::Serialize;

/// The obstacle, in the words of the message `rules-refused-<code>`. `unit` is always an applicant's id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refused {
    /// The rulebook is no valid TOML of its form.
    #[error("the rulebook cannot be read at line {line}: {detail}")]
    RulebookUnreadable {
        /// Line of the file.
        line: i64,
        /// What the reader says.
        detail: String,
    },
    /// More bytes than a rulebook has.
    #[error("the rulebook is larger than {limit} bytes")]
    RulebookTooLarge {
        /// Bytes.
        limit: i64,
    },
    /// Another version of the form.
    #[error("schema version {version} is not known")]
    RulebookVersion {
        /// As typed.
        version: i64,
    },
    /// An official form that nobody has typed in.
    #[error("the rulebook {name} is an empty form")]
    RulebookNotTypedIn {
        /// The rulebook.
        name: String,
    },
    /// An official table that nobody stands for.
    #[error("the rulebook {name} ({sha256}) is not signed off")]
    NotSignedOff {
        /// The rulebook.
        name: String,
        /// The sum to be signed.
        sha256: String,
    },
    /// An official table that was changed after it was signed off.
    #[error("the rulebook {name} was changed: signed {signed}, now {now}")]
    ChangedSinceSigned {
        /// The rulebook.
        name: String,
        /// The sum that was signed.
        signed: String,
        /// The sum of what it says now.
        now: String,
    },
    /// Neither clauses nor criteria.
    #[error("the rulebook decides nothing")]
    NothingToDecide,
    /// A part that must be there.
    #[error("{line} has no {key}")]
    PartMissing {
        /// The line, by its id.
        line: String,
        /// The key.
        key: String,
    },
    /// A line without a source.
    #[error("{line} has no source")]
    SourceMissing {
        /// The line.
        line: String,
    },
    /// A blank or padded name.
    #[error("the name of {line} is blank or padded")]
    NameBlank {
        /// The line.
        line: String,
    },
    /// An id of other characters, or none.
    #[error("{of}: {id:?} is no id")]
    IdUnfit {
        /// What is named.
        of: String,
        /// As typed.
        id: String,
    },
    /// An id twice.
    #[error("{of}: {id} is there twice")]
    IdTwice {
        /// What is named.
        of: String,
        /// The id.
        id: String,
    },
    /// More parts than a rulebook may have.
    #[error("{count} × {of} are more than {limit}")]
    TooMany {
        /// Which parts.
        of: String,
        /// As typed.
        count: i64,
        /// The bound.
        limit: i64,
    },
    /// The last day comes before the first.
    #[error("in force from {from} to {to}")]
    PeriodBackwards {
        /// The first day.
        from: String,
        /// The last day.
        to: String,
    },
    /// A field or criterion that is not there.
    #[error("{line} names {field:?}, which is not there")]
    FieldUnknown {
        /// The line.
        line: String,
        /// As typed.
        field: String,
    },
    /// A field without a paper that tells it.
    #[error("{field} is told by {paper:?}, which is not there")]
    PaperUnknown {
        /// The field.
        field: String,
        /// As typed; blank when left out.
        paper: String,
    },
    /// Keys that do not go together, or not with the kind of the field.
    #[error("the keys of {line} do not go together")]
    TestUnfit {
        /// The line.
        line: String,
    },
    /// A value that the field cannot have.
    #[error("{line}: {field} cannot be {value}")]
    ValueUnfit {
        /// The line.
        line: String,
        /// The field.
        field: String,
        /// As typed.
        value: String,
    },
    /// From a larger to a smaller value.
    #[error("{line}: nothing lies from {value} on")]
    SpanEmpty {
        /// The line.
        line: String,
        /// Its lower end.
        value: String,
    },
    /// Two bands have the same value.
    #[error("{criterion}: two bands have {value}")]
    BandsOverlap {
        /// The criterion.
        criterion: String,
        /// The value.
        value: String,
    },
    /// No band has a value.
    #[error("{criterion}: no band from {from} to {to}")]
    BandsHole {
        /// The criterion.
        criterion: String,
        /// The first value.
        from: String,
        /// The last value.
        to: String,
    },
    /// Points that are no points.
    #[error("{line}: {value} are no points")]
    PointsUnfit {
        /// The line.
        line: String,
        /// As typed.
        value: String,
    },
    /// The typed maximum is not the highest band.
    #[error("{criterion}: the highest band gives {highest}, typed is {max}")]
    HighestDiffers {
        /// The criterion.
        criterion: String,
        /// As typed.
        max: String,
        /// What the bands give.
        highest: String,
    },
    /// The highest points do not come to the total.
    #[error("the highest points sum to {sum}, typed is {total}")]
    PointsNotSumming {
        /// As typed.
        total: String,
        /// What they come to.
        sum: String,
    },
    /// The file of type names is no valid TOML of its form.
    #[error("the type names cannot be read at line {line}: {detail}")]
    LineageUnreadable {
        /// Line of the file.
        line: i64,
        /// What the reader says.
        detail: String,
    },
    /// No programme type has this id or had this name.
    #[error("no programme type is called {name}")]
    TypeUnknown {
        /// As typed.
        name: String,
    },
    /// The type did not exist in that year.
    #[error("{name} did not exist in {year}")]
    TypeNotInYear {
        /// The type.
        name: String,
        /// The programme year.
        year: i64,
    },
    /// A day on which the rulebook is not in force.
    #[error("{name} is in force from {from} to {to}, not on {on}")]
    OtherYear {
        /// The rulebook.
        name: String,
        /// The day asked for.
        on: String,
        /// The first day.
        from: String,
        /// The last day.
        to: String,
    },
    /// Nobody applied.
    #[error("there are no applicants")]
    NoApplicants,
    /// More applicants than one run takes.
    #[error("more than {limit} applicants")]
    TooManyApplicants {
        /// The bound.
        limit: i64,
    },
    /// An id that is blank, padded or too long.
    #[error("the id {unit:?} is blank, padded or too long")]
    ApplicantBlank {
        /// As filed.
        unit: String,
    },
    /// An applicant twice.
    #[error("{unit} is there twice")]
    ApplicantTwice {
        /// The applicant.
        unit: String,
    },
    /// A resident registration number where an id belongs; it is not repeated here.
    #[error("applicant {row} has a resident registration number for an id")]
    ResidentNumber {
        /// Which applicant, from 1.
        row: i64,
    },
    /// A row with another number of cells than there are columns.
    #[error("{unit} has {cells} cells, not {columns}")]
    RowLength {
        /// The applicant.
        unit: String,
        /// Cells of the row.
        cells: i64,
        /// Columns.
        columns: i64,
    },
    /// A text that is no date.
    #[error("{unit}: {column} = {value:?} is no date")]
    NotADate {
        /// The applicant.
        unit: String,
        /// The column.
        column: String,
        /// As filed.
        value: String,
    },
    /// A day that no calendar has, such as 29 February of an ordinary year.
    #[error("{unit}: {column} = {value} is a day that is not there")]
    NoSuchDay {
        /// The applicant.
        unit: String,
        /// The column.
        column: String,
        /// As filed.
        value: String,
    },
    /// A text where a number belongs, or more decimals than the field has.
    #[error("{unit}: {column} = {value:?} is no number of {decimals} decimals")]
    NotANumber {
        /// The applicant.
        unit: String,
        /// The column.
        column: String,
        /// As filed.
        value: String,
        /// Decimals it may have.
        decimals: i64,
    },
    /// A word that is none of the choices.
    #[error("{unit}: {column} = {value:?} is none of {choices}")]
    NotAChoice {
        /// The applicant.
        unit: String,
        /// The column.
        column: String,
        /// As filed.
        value: String,
        /// What it may be.
        choices: String,
    },
    /// A value outside the bounds of its field.
    #[error("{unit}: {column} = {value} is not from {min} to {max}")]
    OutOfRange {
        /// The applicant.
        unit: String,
        /// The column.
        column: String,
        /// As filed.
        value: String,
        /// The least.
        min: String,
        /// The most.
        max: String,
    },
    /// A birthday after the day the age is counted on.
    #[error("{unit}: {column} = {value} comes after {on}")]
    BornLater {
        /// The applicant.
        unit: String,
        /// The column.
        column: String,
        /// As filed.
        value: String,
        /// The day.
        on: String,
    },
    /// A birthday longer ago than anybody lives.
    #[error("{unit}: {column} = {value} makes an age of more than {limit}")]
    AgeTooHigh {
        /// The applicant.
        unit: String,
        /// The column.
        column: String,
        /// As filed.
        value: String,
        /// Years.
        limit: i64,
    },
    /// A column that the rulebook needs.
    #[error("there is no column {column}")]
    ColumnMissing {
        /// The column.
        column: String,
    },
    /// Two rulebooks, or the facts and a rulebook, mean different things by a field.
    #[error("{field} is not the same kind of field in both")]
    FieldDiffers {
        /// The field.
        field: String,
    },
    /// Two rulebooks for different programme types.
    #[error("{before} and {after} are not the same programme type")]
    TypesDiffer {
        /// The type of the one.
        before: String,
        /// The type of the other.
        after: String,
    },
    /// More places than one run takes.
    #[error("{places} places are more than {limit}")]
    TooManyPlaces {
        /// As asked.
        places: i64,
        /// The bound.
        limit: i64,
    },
}

impl Refusal for Refused {
    const AREA: &'static str = "rules";
    fn kind(&self) -> Kind {
        Kind::Invalid
    }
}
