//! Facts of an applicant: what their values are, and the paper that tells each.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{DraftField, DraftKind, Label, Paper, check};
use crate::{
    Refused, calendar,
    number::{read, shown},
    points::Typed,
};

/// The oldest age, in years, that a rulebook may name; a birthday longer ago than this is a slip of the pen.
pub(crate) const OLDEST: i64 = 130;
/// Words a choice may have.
const MOST_CHOICES: usize = 100;
/// Decimals a field may have.
const MOST_DECIMALS: u32 = 6;

/// A fact of an applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its id, and its column.
    pub id: String,
    /// Name as people say it.
    pub name: Label,
    /// What its values are.
    pub kind: Kind,
    /// The least value it can have, in its own units.
    pub min: Option<i64>,
    /// The most.
    pub max: Option<i64>,
    /// Place of the paper that tells it; none for an age, which its date tells.
    pub paper: Option<usize>,
}

/// What the values of a field are. Each value is a whole number in the unit said here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Days since 1970-01-01.
    Date,
    /// Units of the last place.
    Number {
        /// Places after the point.
        decimals: u32,
    },
    /// 0 for no, 1 for yes.
    YesNo,
    /// Place in the list.
    Choice {
        /// The words.
        words: Vec<Word>,
    },
    /// Whole years since a date.
    Age {
        /// Place of the field with the date.
        of: usize,
        /// The day it is counted on, where it is its own.
        on: Option<Date>,
    },
    /// Whole months since a date.
    Months {
        /// Place of the field with the date.
        of: usize,
        /// The day they are counted on, where it is its own.
        on: Option<Date>,
    },
}

/// One word of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it stands in a column.
    pub id: String,
    /// Name as people say it.
    pub name: Label,
}

impl Field {
    /// Whether it has no column of its own: an age or a number of months.
    pub fn is_counted(&self) -> bool {
        matches!(self.kind, Kind::Age { .. } | Kind::Months { .. })
    }

    /// A value as it stands in a column: a date, a number, `yes`, a word.
    pub fn shown(&self, value: i64) -> Cow<'_, str> {
        match &self.kind {
            Kind::Date => calendar::date_of(value).to_string().into(),
            Kind::Number { decimals } => shown(value, *decimals).into(),
            Kind::YesNo => if value == 1 { "yes" } else { "no" }.into(),
            Kind::Choice { words } => words.get(value as usize).map_or("", |word| word.id.as_str()).into(),
            Kind::Age { .. } | Kind::Months { .. } => value.to_string().into(),
        }
    }

    /// Reads what a rulebook says about this field.
    pub(super) fn typed(&self, text: &Typed, line: &str) -> Result<i64, Refused> {
        let text = text.0.as_str();
        let value = match &self.kind {
            Kind::Date => calendar::read(text).ok(),
            Kind::Number { decimals } => read(text, *decimals),
            Kind::YesNo => ["no", "yes"].iter().position(|word| *word == text).map(|at| at as i64),
            Kind::Choice { words } => words.iter().position(|word| word.id == text).map(|at| at as i64),
            Kind::Age { .. } => read(text, 0).filter(|years| (0..=OLDEST + 70).contains(years)),
            Kind::Months { .. } => read(text, 0).filter(|months| (0..=12 * OLDEST).contains(months)),
        };
        value.ok_or_else(|| Refused::ValueUnfit {
            line: line.to_owned(),
            field: self.id.clone(),
            value: text.to_owned(),
        })
    }
}

/// The place of a field that `line` names.
pub(super) fn at(fields: &[Field], id: &str, line: &str) -> Result<usize, Refused> {
    let place = fields.iter().position(|field| field.id == id);
    place.ok_or_else(|| Refused::FieldUnknown { line: line.to_owned(), field: id.to_owned() })
}

/// Judges the fields in their order; an age comes after the date it is counted from.
pub(super) fn judged(drafts: &[DraftField], papers: &[Paper]) -> Result<Vec<Field>, Refused> {
    check::ids(drafts.iter().map(|one| one.id.as_str()), "field")?;
    let mut fields: Vec<Field> = Vec::new();
    for draft in drafts {
        let kind = kind(draft, &fields)?;
        let counted = matches!(kind, Kind::Age { .. } | Kind::Months { .. });
        let mut field = Field {
            id: draft.id.clone(),
            name: Label::judged(&draft.id, &draft.name, draft.name_en.as_deref())?,
            kind,
            min: None,
            max: None,
            paper: if counted { None } else { Some(paper(draft, papers)?) },
        };
        let words = matches!(field.kind, Kind::YesNo | Kind::Choice { .. });
        if (counted || words) && (draft.min.is_some() || draft.max.is_some()) {
            return Err(Refused::TestUnfit { line: draft.id.clone() });
        }
        field.min = draft.min.as_ref().map(|end| field.typed(end, &draft.id)).transpose()?;
        field.max = draft.max.as_ref().map(|end| field.typed(end, &draft.id)).transpose()?;
        if let (Some(min), Some(max)) = (field.min, field.max)
            && min > max
        {
            let value = field.shown(min).into_owned();
            return Err(Refused::SpanEmpty { line: draft.id.clone(), value });
        }
        fields.push(field);
    }
    Ok(fields)
}

fn paper(draft: &DraftField, papers: &[Paper]) -> Result<usize, Refused> {
    let id = draft.paper.as_deref().unwrap_or_default();
    let place = papers.iter().position(|paper| paper.id == id);
    place.ok_or_else(|| Refused::PaperUnknown { field: draft.id.clone(), paper: id.to_owned() })
}

fn kind(draft: &DraftField, before: &[Field]) -> Result<Kind, Refused> {
    let unfit = || Refused::TestUnfit { line: draft.id.clone() };
    let counted = matches!(draft.kind, DraftKind::Age | DraftKind::Months);
    if counted != draft.of.is_some()
        || (!counted && draft.on.is_some())
        || (draft.kind != DraftKind::Choice && !draft.choices.is_empty())
        || (draft.kind != DraftKind::Decimal && draft.decimals.is_some())
    {
        return Err(unfit());
    }
    let from = || -> Result<usize, Refused> {
        let of = at(before, draft.of.as_deref().unwrap_or_default(), &draft.id)?;
        if before[of].kind == Kind::Date { Ok(of) } else { Err(unfit()) }
    };
    Ok(match draft.kind {
        DraftKind::Date => Kind::Date,
        DraftKind::Whole => Kind::Number { decimals: 0 },
        DraftKind::Decimal => match draft.decimals.unwrap_or(2) {
            decimals if decimals <= MOST_DECIMALS => Kind::Number { decimals },
            _ => return Err(unfit()),
        },
        DraftKind::YesNo => Kind::YesNo,
        DraftKind::Choice => Kind::Choice { words: words(draft)? },
        DraftKind::Age => Kind::Age { of: from()?, on: draft.on },
        DraftKind::Months => Kind::Months { of: from()?, on: draft.on },
    })
}

fn words(draft: &DraftField) -> Result<Vec<Word>, Refused> {
    check::count(draft.choices.len(), MOST_CHOICES, &draft.id)?;
    if draft.choices.is_empty() {
        return Err(Refused::PartMissing { line: draft.id.clone(), key: "choices".to_owned() });
    }
    check::ids(draft.choices.iter().map(|one| one.id.as_str()), &draft.id)?;
    let word = |one: &super::DraftChoice| {
        Ok(Word { id: one.id.clone(), name: Label::judged(&one.id, &one.name, one.name_en.as_deref())? })
    };
    draft.choices.iter().map(word).collect()
}
