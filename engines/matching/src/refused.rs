//! Why a matching is not made: each case with its code and arguments; the words are in `i18n/`.

use base::{Kind, Refusal};
use serde::Serialize;

/// The obstacle, in the words of the message `matching-refused-<code>`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refused {
    /// A blank id, or blanks around it.
    #[error("the id {id:?} is blank or padded")]
    IdBlank {
        /// As filed.
        id: String,
    },
    /// A unit twice.
    #[error("unit {unit} is there twice")]
    UnitTwice {
        /// The unit.
        unit: String,
    },
    /// Places below zero.
    #[error("unit {unit} has {value} places")]
    PlacesNegative {
        /// The unit.
        unit: String,
        /// As filed.
        value: i64,
    },
    /// A unit that is not in the list of units.
    #[error("{unit} is not among the units")]
    UnitUnknown {
        /// As filed.
        unit: String,
    },
    /// The same unit twice in one applicant's list.
    #[error("{applicant} names {unit} twice")]
    UnitChosenTwice {
        /// The applicant.
        applicant: String,
        /// The unit.
        unit: String,
    },
    /// Two units under one number of choice.
    #[error("{applicant} has choice {choice} twice")]
    ChoiceTwice {
        /// The applicant.
        applicant: String,
        /// The number.
        choice: i64,
    },
    /// A choice below 1.
    #[error("{applicant} has choice {choice}")]
    ChoiceBelowOne {
        /// The applicant.
        applicant: String,
        /// As filed.
        choice: i64,
    },
    /// More rows than one run takes.
    #[error("{rows} rows are more than {limit}")]
    TooManyRows {
        /// As filed.
        rows: i64,
        /// The bound.
        limit: i64,
    },
    /// Two with equal score and tie-breaks where it matters, and no seed for a lottery.
    #[error("{first} and {second} are equal at {unit}, and there is no seed")]
    TieWithoutSeed {
        /// The unit.
        unit: String,
        /// The applicant earlier by id.
        first: String,
        /// The other one.
        second: String,
    },
    /// A reserve of the same group twice at a unit.
    #[error("{unit} reserves places for {group} twice")]
    ReserveTwice {
        /// The unit.
        unit: String,
        /// The group.
        group: String,
    },
    /// More places reserved than there are.
    #[error("{unit} reserves {reserved} of {places} places")]
    ReservesAbovePlaces {
        /// The unit.
        unit: String,
        /// Reserved in all.
        reserved: i64,
        /// Places of the unit.
        places: i64,
    },
    /// A person twice in a group.
    #[error("{applicant} is in {group} twice")]
    MemberTwice {
        /// The applicant.
        applicant: String,
        /// The group.
        group: String,
    },
    /// Somebody who chose nothing.
    #[error("{applicant} is not among the applicants")]
    ApplicantUnknown {
        /// As filed.
        applicant: String,
    },
    /// A couple of one, or a person in two couples.
    #[error("{applicant} cannot be in this couple")]
    CoupleUnfit {
        /// The applicant.
        applicant: String,
    },
    /// A cost below zero.
    #[error("{applicant} at {unit} costs {value}")]
    CostNegative {
        /// The applicant.
        applicant: String,
        /// The unit.
        unit: String,
        /// As filed.
        value: i64,
    },
    /// A cost too large to sum exactly.
    #[error("a cost of {value} is more than {limit}")]
    CostTooLarge {
        /// As filed.
        value: i64,
        /// The bound.
        limit: i64,
    },
    /// The same pair of applicant and unit twice.
    #[error("the pair {applicant} and {unit} is there twice")]
    PairTwice {
        /// The applicant.
        applicant: String,
        /// The unit.
        unit: String,
    },
    /// A commitment that does not say where the seed will come from.
    #[error("the commitment names no source of the seed")]
    NoSeedSource,
    /// Another list than the one committed to.
    #[error("the list has changed since the commitment")]
    ListChanged,
    /// Another seed than the one committed to or drawn before.
    #[error("the seed has changed since the commitment")]
    SeedChanged,
    /// A round that goes on without a lottery.
    #[error("a round that goes on needs the lottery it was drawn with")]
    NoLottery,
    /// Somebody who is no longer in the round.
    #[error("{applicant} has already left the round")]
    AlreadyOut {
        /// The applicant.
        applicant: String,
    },
    /// A score for a unit that the applicant did not choose.
    #[error("{applicant} did not choose {unit}")]
    NotChosen {
        /// The applicant.
        applicant: String,
        /// The unit.
        unit: String,
    },
    /// An equal number of marks is needed for every row.
    #[error("{applicant} at {unit} has {found} marks, not {needed}")]
    MarksUneven {
        /// The applicant.
        applicant: String,
        /// The unit.
        unit: String,
        /// Marks of this row.
        found: i64,
        /// Marks of the first row.
        needed: i64,
    },
}

impl Refusal for Refused {
    const AREA: &'static str = "matching";
    fn kind(&self) -> Kind {
        match self {
            Self::TieWithoutSeed { .. } | Self::ListChanged | Self::SeedChanged | Self::AlreadyOut { .. } => {
                Kind::Conflict
            }
            _ => Kind::Invalid,
        }
    }
}

/// The lists that come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Units and their places.
    Units,
    /// Who chose what.
    Choices,
    /// Who could go where at what cost.
    Arcs,
    /// Places kept for a group.
    Reserves,
    /// Who belongs to a group.
    Groups,
    /// Who is drawn together.
    Couples,
}

/// One thing that keeps the input out, with the place in its list, counted from 0 in the order of the calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Which list.
    pub list: List,
    /// The place in it.
    pub at: usize,
    /// What is wrong.
    pub why: Refused,
}

/// Rows that were refused at once, so that those kept can be told by their place in the file.
#[derive(Debug, Default)]
pub(crate) struct Gaps(Vec<usize>);

impl Gaps {
    /// Notes a refused row; rows are noted in their order.
    pub(crate) fn note(&mut self, row: usize) {
        self.0.push(row);
    }

    /// The row of the file that is the n-th of those kept.
    pub(crate) fn row(&self, kept: usize) -> usize {
        let (mut low, mut high) = (0, self.0.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.0[middle] - middle <= kept { low = middle + 1 } else { high = middle }
        }
        kept + low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_rows_are_told_by_their_place_in_the_file() {
        let mut gaps = Gaps::default();
        for row in [0, 3, 4, 7] {
            gaps.note(row);
        }
        assert_eq!((0..6).map(|kept| gaps.row(kept)).collect::<Vec<_>>(), [1, 2, 5, 6, 8, 9]);
    }
}
