//! A rulebook as it is typed: TOML in, TOML out, unknown keys refused, nothing judged yet.

use data_encoding::HEXLOWER;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Status, Test};
use crate::{Refused, number::line_at, points::Typed};

/// Bytes a rulebook may have.
const LARGEST: usize = 262_144;

/// A rulebook that may still be incomplete; [`Rulebook::new`](crate::Rulebook::new) judges it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// Version of this form: 1.
    pub schema: u32,
    /// Short name, for file names and notices.
    pub id: String,
    /// Name as people say it.
    pub name: String,
    /// The name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// What it may be used for.
    pub status: Status,
    /// The programme type, by its id in `programme_types.toml`.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<String>,
    /// The programme year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// Where the rules come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The day the source speaks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// What a reader has to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Days on which decisions may be made by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<DraftPeriod>,
    /// The day on which ages and months are counted; the day of the decision when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_on: Option<Date>,
    /// What the highest points of all criteria come to, as a check of the typing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Typed>,
    /// The most that bonus points may add.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bonus_max: Option<Typed>,
    /// Papers that tell a fact.
    #[serde(default, rename = "paper", skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<DraftPaper>,
    /// Facts of an applicant.
    #[serde(default, rename = "field", skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<DraftField>,
    /// What must hold.
    #[serde(default, rename = "require", skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<DraftClause>,
    /// What must not hold.
    #[serde(default, rename = "exclude", skip_serializing_if = "Vec::is_empty")]
    pub excludes: Vec<DraftClause>,
    /// Who comes before whom whatever the points.
    #[serde(default, rename = "tier", skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<DraftTier>,
    /// What gives points.
    #[serde(default, rename = "criterion", skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<DraftCriterion>,
    /// What gives points on top.
    #[serde(default, rename = "bonus", skip_serializing_if = "Vec::is_empty")]
    pub bonuses: Vec<DraftBonus>,
    /// What decides between equals, in this order.
    #[serde(default, rename = "tie", skip_serializing_if = "Vec::is_empty")]
    pub ties: Vec<DraftTie>,
    /// Terms in days.
    #[serde(default, rename = "deadline", skip_serializing_if = "Vec::is_empty")]
    pub deadlines: Vec<DraftDeadline>,
    /// Who stands for an official table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<DraftSigned>,
}

/// First and last day, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftPeriod {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// A paper as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftPaper {
    /// Its id.
    pub id: String,
    /// Name as people say it.
    pub name: String,
    /// The name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Where it is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A fact of an applicant as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftField {
    /// Its id, and its column.
    pub id: String,
    /// Name as people say it.
    pub name: String,
    /// The name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// What its values are.
    pub kind: DraftKind,
    /// The date an age or a number of months is counted from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The day this age is counted on, where it differs from the rulebook's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// Decimals of a decimal; 2 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u32>,
    /// The least it can be; less is a slip of the pen and refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Typed>,
    /// The most it can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Typed>,
    /// The words a choice is made of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<DraftChoice>,
    /// The paper that tells it, asked for when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
}

/// What the values of a field are, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DraftKind {
    /// A date, as 1950-03-01.
    Date,
    /// A whole number.
    Whole,
    /// A decimal.
    Decimal,
    /// `yes` or `no`.
    YesNo,
    /// One of its words.
    Choice,
    /// Whole years since the date `of`.
    Age,
    /// Whole months since the date `of`.
    Months,
}

/// One word of a choice as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftChoice {
    /// As it stands in a column.
    pub id: String,
    /// Name as people say it.
    pub name: String,
    /// The name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
}

/// A requirement or an exclusion as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftClause {
    /// Its code.
    pub id: String,
    /// What it says, in words.
    pub name: String,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// When it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Test>,
    /// When it is not looked at.
    #[serde(default, rename = "except", skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<DraftException>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The day its source speaks for, where it differs from the rulebook's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// What a reader has to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An exception as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftException {
    /// Its code.
    pub id: String,
    /// What it says, in words.
    pub name: String,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// When it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Test>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A tier as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftTier {
    /// Its code.
    pub id: String,
    /// Who belongs to it, in words.
    pub name: String,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Who belongs to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Test>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A criterion as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftCriterion {
    /// Its code.
    pub id: String,
    /// Name as people say it.
    pub name: String,
    /// The name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// The fact it looks at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The value itself is the points, as when an officer counsels and scores.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_filed: Option<bool>,
    /// Its bands.
    #[serde(default, rename = "band", skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<DraftBand>,
    /// Its highest points, as a check of the typing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Typed>,
    /// Points without the paper; the paper is asked for when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_paper: Option<Typed>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The day its source speaks for, where it differs from the rulebook's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// What a reader has to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One band of a criterion as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftBand {
    /// At least this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Typed>,
    /// More than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Typed>,
    /// At most this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Typed>,
    /// Less than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Typed>,
    /// One of these words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<super::Words>,
    /// What it gives.
    pub points: Typed,
}

/// Bonus points as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftBonus {
    /// Its code.
    pub id: String,
    /// Name as people say it.
    pub name: String,
    /// The name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Who gets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Test>,
    /// What it gives; below zero for points taken away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Typed>,
    /// Without the paper it is not given; the paper is asked for when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_paper: Option<Without>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What happens to a bonus whose paper is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Without {
    /// The paper is asked for.
    Ask,
    /// It is not given.
    None,
}

/// What decides between equals, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftTie {
    /// A fact …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// … or the points of a criterion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<String>,
    /// Which end comes first.
    pub prefer: Prefer,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Which end comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Prefer {
    /// The larger, the later, or `yes`.
    Higher,
    /// The smaller, the earlier, or `no`.
    Lower,
}

/// A term in days as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftDeadline {
    /// Its code, such as `result`, `objection`, `answer`.
    pub id: String,
    /// What is due, in words.
    pub name: String,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// Days; the first day is not counted.
    pub days: u32,
    /// Days by which it may be put off once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension_days: Option<u32>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Who stands for an official table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftSigned {
    /// The office that checked every line.
    pub by: String,
    /// The document it was checked against.
    pub document: String,
    /// The day.
    pub on: Date,
    /// The sum of the contents that were checked ([`Draft::contents_sha256`]).
    pub sha256: String,
}

impl Draft {
    /// Reads TOML; an unknown key, a word that is no choice, or 256 KiB are refused with the line.
    pub fn from_toml(text: &str) -> Result<Self, Refused> {
        if text.len() > LARGEST {
            return Err(Refused::RulebookTooLarge { limit: LARGEST as i64 });
        }
        toml::from_str(text).map_err(|error| {
            let line = line_at(text, error.span().map_or(0, |span| span.start));
            Refused::RulebookUnreadable { line, detail: error.message().to_owned() }
        })
    }

    /// Writes TOML that reads back as the same draft.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).expect("a draft is plain data, which TOML can hold")
    }

    /// The sum of what it says, whatever its spacing, comments and signature; it stands in the notice of a round.
    pub fn contents_sha256(&self) -> String {
        let unsigned = Self { signed: None, ..self.clone() };
        let bytes = serde_json::to_vec(&unsigned).expect("a draft is plain data, which JSON can hold");
        HEXLOWER.encode(&Sha256::digest(bytes))
    }
}
