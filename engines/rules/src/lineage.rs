//! The lineage of programme types: an id through all its names, so that a file of any year can be read.

use serde::Deserialize;

use crate::{Label, Refused, number::line_at};

/// Every programme type with the names it has had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage {
    types: Vec<ProgrammeType>,
}

/// One programme type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeType {
    /// Its id, the same in all years.
    pub id: String,
    /// Its first year.
    pub from: i16,
    /// Its last year; none while it goes on.
    pub to: Option<i16>,
    /// Its names, from the oldest on.
    pub names: Vec<TypeName>,
    /// Other words by which public files call it.
    pub also: Vec<String>,
}

/// A name and the years in which it was the official one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeName {
    /// The first year.
    pub from: i16,
    /// The last year.
    pub to: Option<i16>,
    /// The name.
    pub name: Label,
    /// Where it stands.
    pub source: String,
}

#[derive(Deserialize)]
struct File {
    #[serde(rename = "type")]
    types: Vec<FileType>,
}

#[derive(Deserialize)]
struct FileType {
    id: String,
    from: i16,
    to: Option<i16>,
    #[serde(default)]
    data_names: Vec<String>,
    #[serde(default)]
    data_codes: Vec<String>,
    #[serde(rename = "name")]
    names: Vec<FileName>,
}

#[derive(Deserialize)]
struct FileName {
    from: i16,
    to: Option<i16>,
    ko: String,
    en: String,
    source: String,
}

impl Lineage {
    /// Reads the form of `guidelines/programme_types.toml`.
    pub fn from_toml(text: &str) -> Result<Self, Refused> {
        let file: File = toml::from_str(text).map_err(|error| {
            let line = line_at(text, error.span().map_or(0, |span| span.start));
            Refused::LineageUnreadable { line, detail: error.message().to_owned() }
        })?;
        let name = |one: FileName| TypeName {
            from: one.from,
            to: one.to,
            name: Label { ko: one.ko, en: one.en },
            source: one.source,
        };
        let types = file.types.into_iter().map(|one| ProgrammeType {
            id: one.id,
            from: one.from,
            to: one.to,
            names: one.names.into_iter().map(name).collect(),
            also: [one.data_names, one.data_codes].concat(),
        });
        Ok(Self { types: types.collect() })
    }

    /// The type that has this id, or had this name in any year.
    pub fn find(&self, name: &str) -> Result<&ProgrammeType, Refused> {
        let called = |one: &&ProgrammeType| {
            one.id == name
                || one.also.iter().any(|other| other == name)
                || one.names.iter().any(|other| other.name.ko == name || other.name.en == name)
        };
        let by_id = self.types.iter().find(|one| one.id == name);
        let found = by_id.or_else(|| self.types.iter().find(called));
        found.ok_or_else(|| Refused::TypeUnknown { name: name.to_owned() })
    }

    /// The official name of a type, found by any of its names, in a year.
    pub fn name_in(&self, name: &str, year: i16) -> Result<&Label, Refused> {
        let found = self.find(name)?;
        let then = |from: i16, to: Option<i16>| from <= year && to.is_none_or(|to| year <= to);
        let official = found.names.iter().find(|one| then(one.from, one.to));
        official
            .filter(|_| then(found.from, found.to))
            .map(|one| &one.name)
            .ok_or_else(|| Refused::TypeNotInYear { name: name.to_owned(), year: i64::from(year) })
    }
}
