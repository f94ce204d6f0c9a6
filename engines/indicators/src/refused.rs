//! Why an evaluation is not made: each case with its code and arguments; the words are in `i18n/`.

use base::{Kind, Refusal};
use serde::Serialize;

/// The obstacle, in the words of the message `indicators-refused-<code>`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refused {
    /// The scheme is no valid TOML of its form.
    #[error("the scheme cannot be read at line {line}: {detail}")]
    SchemeUnreadable {
        /// Line of the file.
        line: i64,
        /// What the reader says.
        detail: String,
    },
    /// More bytes than a scheme has.
    #[error("the scheme is larger than {limit} bytes")]
    SchemeTooLarge {
        /// Bytes.
        limit: i64,
    },
    /// Another version of the form.
    #[error("schema version {version} is not known")]
    SchemeVersion {
        /// As typed.
        version: i64,
    },
    /// An official form that nobody has typed in.
    #[error("the scheme {name} is an empty form")]
    SchemeNotTypedIn {
        /// The scheme.
        name: String,
    },
    /// Nothing is measured.
    #[error("the scheme has no indicators")]
    NoIndicators,
    /// A choice is left out.
    #[error("the choice {field} is left out")]
    ChoiceMissing {
        /// The key.
        field: String,
    },
    /// A number is outside its range.
    #[error("{field} = {value} is out of range")]
    OutOfRange {
        /// The key.
        field: String,
        /// As typed.
        value: String,
    },
    /// A weight of zero or less.
    #[error("a weight of {of} is {weight}")]
    WeightNotPositive {
        /// The group, or `indicator`.
        of: String,
        /// As typed.
        weight: String,
    },
    /// Weights that sum to neither 1 nor 100.
    #[error("the weights of {of} sum to {sum}")]
    WeightsNotSumming {
        /// The group, or `indicator`.
        of: String,
        /// Their sum.
        sum: String,
    },
    /// A blank or padded name.
    #[error("{of}: the name {name:?} is blank or padded")]
    NameBlank {
        /// What is named.
        of: String,
        /// As typed.
        name: String,
    },
    /// A name twice.
    #[error("{of}: {name} is there twice")]
    NameTwice {
        /// What is named.
        of: String,
        /// The name.
        name: String,
    },
    /// An indicator of a group that is not there.
    #[error("{indicator} is in the group {group:?}, which is not there")]
    GroupUnknown {
        /// The indicator.
        indicator: String,
        /// As typed.
        group: String,
    },
    /// A rate with one side.
    #[error("{indicator} names only one of `of` and `per`")]
    RateHalf {
        /// The indicator.
        indicator: String,
    },
    /// Change counts, but no column before.
    #[error("{indicator} counts its change but has no `before`")]
    NoBefore {
        /// The indicator.
        indicator: String,
    },
    /// Difference counts, but nothing explains.
    #[error("{indicator} counts its difference but there is no case-mix")]
    NoCovariates {
        /// The indicator.
        indicator: String,
    },
    /// No target above zero.
    #[error("{indicator} has no target above zero")]
    NoTarget {
        /// The indicator.
        indicator: String,
    },
    /// No steps of grades.
    #[error("there are no grades")]
    NoGrades,
    /// A step without exactly what its method asks.
    #[error("the step of grade {grade} does not fit the method")]
    StepUnfit {
        /// The grade.
        grade: String,
    },
    /// A reward for a grade nobody can get.
    #[error("there is a reward but no grade {grade}")]
    RewardOfNoGrade {
        /// The grade.
        grade: String,
    },
    /// A rewarded grade without its sum or weight.
    #[error("the reward of grade {grade} has no sum")]
    RewardWithoutSum {
        /// The grade.
        grade: String,
    },
    /// A floor or cap nobody can get in whole multiples.
    #[error("{field} = {won} is no multiple of {rounding}")]
    NotARoundSum {
        /// The key.
        field: String,
        /// As typed, in won.
        won: i64,
        /// The rounding, in won.
        rounding: i64,
    },
    /// A split by score without scores.
    #[error("a split by score needs indicators")]
    SplitNeedsScores,
    /// Z-scores are below zero, so they have no geometric mean.
    #[error("a geometric mean of z-scores is not possible")]
    GeometricOfZScores,
    /// No rows.
    #[error("there are no units")]
    NoUnits,
    /// More units than one run takes.
    #[error("{units} units are more than {limit}")]
    TooManyUnits {
        /// As filed.
        units: i64,
        /// The bound.
        limit: i64,
    },
    /// A unit twice.
    #[error("{unit} is there twice")]
    UnitTwice {
        /// The unit.
        unit: String,
    },
    /// A unit without an id, or with blanks around it.
    #[error("the id {unit:?} is blank or padded")]
    UnitBlank {
        /// As filed.
        unit: String,
    },
    /// A column with another number of values than there are units.
    #[error("the column {column} has another length")]
    ColumnLength {
        /// The column.
        column: String,
    },
    /// An indicator that no column feeds.
    #[error("no column {column} feeds {indicator}")]
    NoColumn {
        /// The indicator or part of the scheme.
        indicator: String,
        /// The column.
        column: String,
    },
    /// A column without a single value.
    #[error("the column {column} of {indicator} is blank for everyone")]
    ColumnBlank {
        /// The indicator.
        indicator: String,
        /// The column.
        column: String,
    },
    /// A denominator below zero.
    #[error("{unit}: the denominator {column} is {value}")]
    DenominatorNegative {
        /// The unit.
        unit: String,
        /// The column.
        column: String,
        /// As filed.
        value: String,
    },
    /// Nothing that could stand in for a missing value.
    #[error("nobody in {league} has a value of {indicator} to stand in")]
    NothingStandsIn {
        /// The indicator.
        indicator: String,
        /// The league.
        league: String,
    },
    /// All equal, and the scheme refuses that.
    #[error("all values of {indicator} in {league} are equal")]
    AllEqual {
        /// The indicator.
        indicator: String,
        /// The league; `*` for all units.
        league: String,
    },
    /// A league of one, and the scheme refuses a range of zero.
    #[error("{league} has only {unit}")]
    LeagueOfOne {
        /// The league.
        league: String,
        /// Its only unit.
        unit: String,
        /// The indicator that cannot be compared.
        indicator: String,
    },
    /// A geometric mean of something not above zero.
    #[error("{unit}: {indicator} is not above zero")]
    NotAboveZero {
        /// The unit.
        unit: String,
        /// The indicator.
        indicator: String,
    },
    /// Covariates that say the same.
    #[error("{covariate} is explained by the other covariates")]
    CovariatesDependent {
        /// The covariate.
        covariate: String,
    },
    /// Too few units to say what is expected.
    #[error("{indicator}: {units} whole rows, {needed} needed")]
    TooFewForCaseMix {
        /// The indicator.
        indicator: String,
        /// Rows with all values.
        units: i64,
        /// Rows needed.
        needed: i64,
    },
    /// Equals on both sides of a cut.
    #[error("{league}: equals at the cut of {grade}: {units}")]
    TieAtCut {
        /// The league.
        league: String,
        /// The grade above the cut.
        grade: String,
        /// The equals.
        units: String,
    },
    /// A grade that no reward names.
    #[error("{unit} has the grade {grade}, which has no reward")]
    GradeWithoutReward {
        /// The unit.
        unit: String,
        /// Its grade.
        grade: String,
    },
    /// A budget below the sum of floors.
    #[error("the budget {budget} is below {units} floors, {floors}")]
    BudgetBelowFloors {
        /// In won.
        budget: i64,
        /// In won.
        floors: i64,
        /// How many take part.
        units: i64,
    },
    /// A split by score where a score is not above zero.
    #[error("{unit} has no score above zero to split by")]
    ScoreNotAboveZero {
        /// The unit.
        unit: String,
    },
    /// A score too large to hold.
    #[error("the score of {unit} is too large")]
    ScoreTooLarge {
        /// The unit.
        unit: String,
    },
    /// Variants without a seed.
    #[error("variants need a seed")]
    NoSeed,
    /// More variants than one run takes.
    #[error("{variants} variants are more than {limit}")]
    TooManyVariants {
        /// As asked.
        variants: i64,
        /// The bound.
        limit: i64,
    },
    /// A frontier without inputs or outputs.
    #[error("a frontier needs at least one {side}")]
    NoSide {
        /// `input` or `output`.
        side: String,
    },
    /// A value of a frontier that is blank.
    #[error("{unit}: {column} is blank")]
    ValueBlank {
        /// The unit.
        unit: String,
        /// The column.
        column: String,
    },
    /// A value of a frontier that is zero or less.
    #[error("{unit}: {column} is {value}")]
    ValueNotAboveZero {
        /// The unit.
        unit: String,
        /// The column.
        column: String,
        /// As filed.
        value: String,
    },
}

impl Refusal for Refused {
    const AREA: &'static str = "indicators";
    fn kind(&self) -> Kind {
        Kind::Invalid
    }
}
