//! A Frictionless Table Schema with rules of our own, checked when it is read so that checking cannot fail.

mod file;

use std::collections::{BTreeMap, BTreeSet};

use regex_lite::Regex;
use serde::Serialize;

use crate::check::{Value, value};
use file::{FieldFile, OneOrMany, RuleFile, SchemaFile};

pub use file::{ColumnOrder, Level, Type};

/// What is wrong with a schema; schemas are ours, so this is a fault of whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum SchemaFault {
    /// Not the JSON of a Table Schema.
    #[error("not a table schema: {reason}")]
    Json {
        /// What the JSON reader says.
        reason: String,
    },
    /// A key, rule or foreign key names a field that is not there.
    #[error("no field is named {field}")]
    NoSuchField {
        /// The name.
        field: String,
    },
    /// Two fields with one name.
    #[error("two fields are named {field}")]
    FieldTwice {
        /// The name.
        field: String,
    },
    /// A bound or a pattern that does not fit the field's type.
    #[error("constraint {constraint} does not fit field {field}")]
    Constraint {
        /// The field.
        field: String,
        /// The constraint's name.
        constraint: &'static str,
    },
    /// A rule over a field that is no number.
    #[error("rule {rule} needs numbers, but {field} is none")]
    NotNumeric {
        /// The rule's code.
        rule: String,
        /// The field.
        field: String,
    },
}

/// One column that the table has to have.
#[derive(Debug, Clone)]
pub struct Field {
    /// The name that programs use.
    pub name: String,
    /// The header that people read; the name when there is none.
    pub title: String,
    /// Other headers that mean the same.
    pub aliases: Vec<String>,
    /// What its cells are.
    pub kind: Type,
    /// Whether a blank cell is an error.
    pub required: bool,
    /// Whether no two rows may have the same value.
    pub unique: bool,
    pub(crate) group: Option<char>,
    pub(crate) yes: Vec<String>,
    pub(crate) no: Vec<String>,
    pub(crate) minimum: Option<Bound>,
    pub(crate) maximum: Option<Bound>,
    pub(crate) min_length: Option<usize>,
    pub(crate) max_length: Option<usize>,
    pub(crate) choices: Option<BTreeSet<String>>,
    pub(crate) pattern: Option<Regex>,
}

/// A bound of a number, a day or a month.
#[derive(Debug, Clone)]
pub(crate) struct Bound {
    pub(crate) measure: i128,
    pub(crate) text: String,
}

/// A rule over several columns of one row.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) code: String,
    pub(crate) level: Level,
    pub(crate) exact: bool,
    pub(crate) parts: Vec<usize>,
    pub(crate) whole: Vec<usize>,
}

/// A key into another table.
#[derive(Debug, Clone)]
pub(crate) struct ForeignKey {
    pub(crate) fields: Vec<usize>,
    pub(crate) resource: String,
}

/// A table schema, ready for checking.
#[derive(Debug, Clone)]
pub struct Schema {
    /// The columns in their order.
    pub fields: Vec<Field>,
    pub(crate) missing: BTreeSet<String>,
    pub(crate) primary_key: Vec<usize>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) order: ColumnOrder,
    pub(crate) unknown_columns: Level,
    pub(crate) total_rows: bool,
}

/// The keys of other tables that foreign keys may name.
#[derive(Debug, Clone, Default)]
pub struct References {
    tables: BTreeMap<String, BTreeSet<String>>,
}

impl References {
    /// Adds the keys of a table; the parts of a key of several fields are joined by [`References::JOINT`].
    pub fn with<K: Into<String>>(mut self, table: &str, keys: impl IntoIterator<Item = K>) -> Self {
        self.tables.entry(table.to_owned()).or_default().extend(keys.into_iter().map(Into::into));
        self
    }

    /// Parts the fields of a key; no cell of a table holds it.
    pub const JOINT: char = '\u{1f}';

    /// Whether the table has the key; a table that was not given knows no keys.
    pub(crate) fn has(&self, table: &str, key: &str) -> bool {
        self.tables.get(table).is_some_and(|keys| keys.contains(key))
    }
}

impl Schema {
    /// Reads the JSON of a schema and settles every name and bound in it.
    pub fn from_json(json: &str) -> Result<Self, SchemaFault> {
        let file: SchemaFile =
            serde_json::from_str(json).map_err(|error| SchemaFault::Json { reason: error.to_string() })?;
        let fields = file.fields.into_iter().map(field).collect::<Result<Vec<_>, _>>()?;
        let mut names = BTreeMap::new();
        for (index, field) in fields.iter().enumerate() {
            if names.insert(field.name.clone(), index).is_some() {
                return Err(SchemaFault::FieldTwice { field: field.name.clone() });
            }
        }
        let places = |list: OneOrMany| -> Result<Vec<usize>, SchemaFault> {
            let place =
                |name: String| names.get(&name).copied().ok_or(SchemaFault::NoSuchField { field: name });
            list.into_vec().into_iter().map(place).collect()
        };
        let foreign_key = |key: file::ForeignKeyFile| {
            Ok(ForeignKey { fields: places(key.fields)?, resource: key.reference.resource })
        };
        Ok(Self {
            missing: file.missing_values.into_iter().collect(),
            primary_key: places(file.primary_key)?,
            foreign_keys: file.foreign_keys.into_iter().map(foreign_key).collect::<Result<_, _>>()?,
            rules: file
                .rules
                .into_iter()
                .map(|rule| settle(rule, &places, &fields))
                .collect::<Result<_, _>>()?,
            order: file.column_order,
            unknown_columns: file.unknown_columns,
            total_rows: file.total_rows,
            fields,
        })
    }

    /// The place of a field by its name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }
}

/// Settles one field.
fn field(file: FieldFile) -> Result<Field, SchemaFault> {
    let limits = file.constraints;
    let fault = |constraint| SchemaFault::Constraint { field: file.name.clone(), constraint };
    let pattern = limits
        .pattern
        .map(|pattern| Regex::new(&format!("^(?:{pattern})$")).map_err(|_| fault("pattern")))
        .transpose()?;
    let group = match file.group_char.as_deref().map(|text| (text.chars().next(), text.chars().count())) {
        None => None,
        Some((Some(letter), 1)) => Some(letter),
        Some(_) => return Err(fault("groupChar")),
    };
    let mut field = Field {
        title: file.title.clone().unwrap_or_else(|| file.name.clone()),
        name: file.name.clone(),
        aliases: file.aliases,
        kind: file.kind,
        required: limits.required,
        unique: limits.unique,
        group,
        yes: file.true_values,
        no: file.false_values,
        minimum: None,
        maximum: None,
        min_length: limits.min_length,
        max_length: limits.max_length,
        choices: limits.choices.map(|list| list.iter().map(plain).collect()),
        pattern,
    };
    let bound = |json: Option<serde_json::Value>, name| {
        json.map(|json| bound(&field, &json).ok_or_else(|| fault(name))).transpose()
    };
    (field.minimum, field.maximum) = (bound(limits.minimum, "minimum")?, bound(limits.maximum, "maximum")?);
    Ok(field)
}

/// A bound read by the same rules as a cell of the field.
fn bound(field: &Field, json: &serde_json::Value) -> Option<Bound> {
    let text = plain(json);
    let read: Result<Value<'_>, _> = value::read_text(field, &text);
    Some(Bound { measure: read.ok()?.measure()?, text: text.clone() })
}

/// JSON text without its quotation marks, or a number as written.
fn plain(json: &serde_json::Value) -> String {
    json.as_str().map_or_else(|| json.to_string(), str::to_owned)
}

/// Settles one rule.
fn settle(
    file: RuleFile,
    places: &impl Fn(OneOrMany) -> Result<Vec<usize>, SchemaFault>,
    fields: &[Field],
) -> Result<Rule, SchemaFault> {
    let (parts, whole, exact, default, code, level) = match file {
        RuleFile::SumAtMost { parts, whole, code, level } => {
            (parts, whole, false, "sum-too-large", code, level)
        }
        RuleFile::SumEquals { parts, whole, code, level } => (parts, whole, true, "sum-differs", code, level),
        RuleFile::AtMost { left, right, code, level } => (left, right, false, "larger-than", code, level),
    };
    let code = code.unwrap_or_else(|| default.to_owned());
    let rule = Rule { parts: places(parts)?, whole: places(whole)?, code, level, exact };
    match rule.parts.iter().chain(&rule.whole).find(|place| !fields[**place].kind.is_number()) {
        Some(place) => Err(SchemaFault::NotNumeric { rule: rule.code, field: fields[*place].name.clone() }),
        None => Ok(rule),
    }
}
