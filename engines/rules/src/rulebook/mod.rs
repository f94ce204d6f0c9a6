//! A rulebook: every rule of a selection, dated, with its source, judged before any applicant is read.

mod check;
mod condition;
mod draft;
mod fields;
mod judge;
pub(crate) mod scale;

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

pub use condition::{Condition, Span, Test, Words};
pub(crate) use condition::{joined, within};
pub use draft::{
    Draft, DraftBand, DraftBonus, DraftChoice, DraftClause, DraftCriterion, DraftDeadline, DraftException,
    DraftField, DraftKind, DraftPaper, DraftPeriod, DraftSigned, DraftTie, DraftTier, Prefer, Without,
};
pub(crate) use fields::OLDEST;
pub use fields::{Field, Kind, Word};

use crate::{Points, Refused};

/// What a rulebook may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// An invented example; every result says so.
    Sample,
    /// The rules in force, checked line by line and signed off.
    Official,
    /// A form to be typed in; it refuses to be used.
    Empty,
}

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// In Korean.
    pub ko: String,
    /// In English; the Korean name where none was typed.
    pub en: String,
}

impl Label {
    /// Refuses a blank or padded name.
    fn judged(line: &str, ko: &str, en: Option<&str>) -> Result<Self, Refused> {
        let en = en.unwrap_or(ko);
        if [ko, en].iter().any(|name| name.is_empty() || name.trim() != *name) {
            return Err(Refused::NameBlank { line: line.to_owned() });
        }
        Ok(Self { ko: ko.to_owned(), en: en.to_owned() })
    }
}

/// A paper that tells a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its id.
    pub id: String,
    /// Name as people say it.
    pub name: Label,
    /// Where it is asked for.
    pub source: Option<String>,
}

/// Which way a clause counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// It must hold.
    Require,
    /// It must not hold.
    Exclude,
}

/// A requirement or an exclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its code.
    pub id: String,
    /// What it says, in words.
    pub name: Label,
    /// Which way it counts.
    pub role: Role,
    /// When it holds.
    pub when: Condition,
    /// When it is not looked at.
    pub exceptions: Vec<Exception>,
    /// When it speaks against an applicant: `when` and the exceptions in one.
    pub against: Condition,
    /// Where it stands.
    pub source: String,
    /// The day its source speaks for.
    pub as_of: Option<String>,
}

/// When a clause is not looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Its code.
    pub id: String,
    /// What it says, in words.
    pub name: Label,
    /// When it holds.
    pub when: Condition,
    /// Where it stands.
    pub source: String,
}

/// Applicants who come before all of the next tier, whatever the points; who is in none comes last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// Its code.
    pub id: String,
    /// Who belongs to it, in words.
    pub name: Label,
    /// Who belongs to it, unless an earlier tier has them.
    pub when: Condition,
    /// Where it stands.
    pub source: String,
}

/// What gives points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Its code.
    pub id: String,
    /// Name as people say it.
    pub name: Label,
    /// Place of the field it looks at.
    pub field: usize,
    /// How its value becomes points.
    pub scale: Scale,
    /// Points without the paper; the paper is asked for when there are none.
    pub without_paper: Option<Points>,
    /// Where it stands.
    pub source: String,
}

/// How a value becomes points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scale {
    /// By the band it lies in; bands are sorted, do not overlap and leave no hole.
    Bands(Vec<Band>),
    /// The value is the points; this is its number of decimals.
    AsFiled(u32),
}

/// One band, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// Its least value, in the field's own units; the least number stands for no end.
    pub low: i64,
    /// Its largest value.
    pub high: i64,
    /// What it gives.
    pub points: Points,
}

/// Points on top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bonus {
    /// Its code.
    pub id: String,
    /// Name as people say it.
    pub name: Label,
    /// Who gets it.
    pub when: Condition,
    /// What it gives.
    pub points: Points,
    /// What happens without the paper.
    pub without_paper: Without,
    /// Where it stands.
    pub source: String,
}

/// What decides between equals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// What is compared.
    pub by: TieBy,
    /// Which end comes first.
    pub prefer: Prefer,
    /// Where it stands.
    pub source: String,
}

/// What is compared between equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TieBy {
    /// The value of the field at this place.
    Field(usize),
    /// The points of the criterion at this place.
    Criterion(usize),
}

/// A term in days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// Its code, such as `result`, `objection`, `answer`.
    pub id: String,
    /// What is due, in words.
    pub name: Label,
    /// Days.
    pub days: u32,
    /// Days by which it may be put off once.
    pub extension_days: Option<u32>,
    /// Where it stands.
    pub source: String,
}

impl Deadline {
    /// The day it ends for something that began on `start`: the first day is not counted, and an end on a day of rest
    /// moves to the next working day (Civil Act, arts. 157 and 161).
    pub fn due(&self, start: Date, is_rest: impl Fn(Date) -> bool) -> Date {
        Self::working(start.saturating_add(i64::from(self.days).days()), is_rest)
    }

    /// The day it ends when it was put off; the same as [`due`](Self::due) where it cannot be.
    pub fn extended(&self, start: Date, is_rest: impl Fn(Date) -> bool) -> Date {
        let days = self.days.saturating_add(self.extension_days.unwrap_or(0));
        Self::working(start.saturating_add(i64::from(days).days()), is_rest)
    }

    /// The first working day from `day`; after a month of rest days it stays where it is.
    fn working(day: Date, is_rest: impl Fn(Date) -> bool) -> Date {
        let later = |days: i64| day.saturating_add(days.days());
        (0..31).map(later).find(|one| !is_rest(*one)).unwrap_or(day)
    }
}

/// A judged rulebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rulebook {
    /// Short name.
    pub id: String,
    /// Name as people say it.
    pub name: Label,
    /// What it may be used for.
    pub status: Status,
    /// The programme type, by its id.
    pub programme: String,
    /// The programme year.
    pub year: i16,
    /// Where the rules come from.
    pub source: String,
    /// The day the source speaks for.
    pub as_of: String,
    /// The first day on which decisions may be made by it.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The day on which ages and months are counted; the day of the decision when there is none.
    pub age_on: Option<Date>,
    /// Papers that tell a fact.
    pub papers: Vec<Paper>,
    /// Facts of an applicant.
    pub fields: Vec<Field>,
    /// Requirements, then exclusions, in the order of the rulebook.
    pub clauses: Vec<Clause>,
    /// Who comes before whom.
    pub tiers: Vec<Tier>,
    /// What gives points.
    pub criteria: Vec<Criterion>,
    /// What gives points on top.
    pub bonuses: Vec<Bonus>,
    /// The most that bonus points may add.
    pub bonus_max: Option<Points>,
    /// What decides between equals, in this order.
    pub ties: Vec<Tie>,
    /// Terms in days.
    pub deadlines: Vec<Deadline>,
    /// The sum of its contents, for the notice of a round.
    pub sha256: String,
}

impl Rulebook {
    /// Judges a draft: nothing left out, nothing overlapping, every line with its source, an official one signed off.
    pub fn new(draft: &Draft) -> Result<Self, Refused> {
        judge::judged(draft)
    }

    /// Reads and judges.
    pub fn from_toml(text: &str) -> Result<Self, Refused> {
        Self::new(&Draft::from_toml(text)?)
    }

    /// The columns an applicant's facts need, in the order of the rulebook.
    pub fn columns(&self) -> Vec<&str> {
        self.fields.iter().filter(|field| !field.is_counted()).map(|field| field.id.as_str()).collect()
    }

    /// A term by its code.
    pub fn deadline(&self, id: &str) -> Option<&Deadline> {
        self.deadlines.iter().find(|deadline| deadline.id == id)
    }

    /// The paper that tells a field, or the date the field is counted from.
    pub fn paper_of(&self, field: usize) -> &Paper {
        let place = match self.fields[field].kind {
            Kind::Age { of, .. } | Kind::Months { of, .. } => self.fields[of].paper,
            _ => self.fields[field].paper,
        };
        &self.papers[place.expect("every field with a column has a paper")]
    }
}
