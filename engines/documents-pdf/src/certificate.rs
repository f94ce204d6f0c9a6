//! A certificate: one A4 page with a holder, what was completed, the issuer and where it can be checked.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::clean::Cleaner;
use crate::{Check, Language, Refused};

/// How many lines of facts one page has room for.
const FACTS: usize = 10;

/// One line of the list in the middle: course, hours, period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The word on the left, at most 30 characters.
    pub label: String,
    /// What stands beside it, at most 200 characters.
    pub value: String,
}

impl Fact {
    /// Pairs a label with its value.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }

    /// Takes both texts in.
    pub(crate) fn value(&self, place: &str, clean: &mut Cleaner<'_>) -> Result<Value, Refused> {
        Ok(json!([
            clean.needed(format_args!("{place} label"), &self.label, 60)?,
            clean.lines(format_args!("{place} value"), &self.value, 500)?,
        ]))
    }
}

/// A certificate in words that the caller chose; the same type prints completion, award and confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The language the page declares.
    pub language: Language,
    /// The name of the paper in large letters, at most 40 characters.
    pub title: String,
    /// The number line above the title, at most 80 characters.
    pub number: String,
    /// The holder's name, at most 100 characters; longer names are set smaller.
    pub holder: String,
    /// What stands behind the name (a form of address, a birth year), at most 40 characters.
    pub holder_note: String,
    /// At most ten lines of facts.
    pub facts: Vec<Fact>,
    /// The sentence that certifies, at most 400 characters, line breaks kept.
    pub statement: String,
    /// The day of issue in words, at most 60 characters.
    pub issued: String,
    /// Who issues it, at most 100 characters.
    pub issuer: String,
    /// What stands behind the issuer (the place of the seal), at most 20 characters.
    pub issuer_note: String,
    /// Where it can be checked.
    pub check: Option<Check>,
    /// The mark of sample data; absent on a real certificate.
    pub sample: Option<String>,
    /// The moment the file says it was made.
    pub made: Timestamp,
}

impl Certificate {
    /// Takes every text in; `number` says which certificate of the run it is.
    pub(crate) fn value(&self, clean: &mut Cleaner<'_>) -> Result<Value, Refused> {
        if self.facts.len() > FACTS {
            return Err(Refused::TooMany {
                place: "facts".to_owned(),
                count: self.facts.len(),
                limit: FACTS,
            });
        }
        let mut facts = Vec::with_capacity(self.facts.len());
        for (at, fact) in self.facts.iter().enumerate() {
            facts.push(json!([
                clean.needed(format_args!("fact {} label", at + 1), &fact.label, 30)?,
                clean.needed(format_args!("fact {} value", at + 1), &fact.value, 200)?,
            ]));
        }
        let check = self.check.as_ref().map(|check| check.value("check", clean)).transpose()?;
        Ok(json!({
            "language": self.language,
            "title": clean.needed("title", &self.title, 40)?,
            "number": clean.line("number", &self.number, 80)?,
            "holder": clean.needed("holder", &self.holder, 100)?,
            "holder_note": clean.line("holder note", &self.holder_note, 40)?,
            "facts": facts,
            "statement": clean.lines("statement", &self.statement, 400)?,
            "issued": clean.line("issued", &self.issued, 60)?,
            "issuer": clean.needed("issuer", &self.issuer, 100)?,
            "issuer_note": clean.line("issuer note", &self.issuer_note, 20)?,
            "check": check,
            "sample": clean.maybe("sample", self.sample.as_deref(), 30)?,
        }))
    }
}
