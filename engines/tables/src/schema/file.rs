//! The JSON of a schema as written: Frictionless Table Schema v1 with five keys of our own.
//!
//! Ours are `aliases` (other headers of a field), `rules`, `columnOrder`, `unknownColumns` and `totalRows`.

use serde::{Deserialize, Serialize};

/// What the cells of a field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// Any text.
    String,
    /// A whole number.
    Integer,
    /// A decimal with at most 12 + 6 digits.
    Number,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// A month, `YYYY-MM`.
    Yearmonth,
    /// Yes or no.
    Boolean,
}

impl Type {
    /// Whether rules can add it up.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Integer | Self::Number)
    }
}

/// Whether columns may stand in any order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnOrder {
    /// Any order.
    #[default]
    Free,
    /// The order of the fields, from the first column on.
    Fixed,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The table is not taken until it is mended.
    #[default]
    Error,
    /// The table can be taken; a person should look.
    Note,
}

/// A list that may be written as one.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub(super) fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(name) => vec![name],
            Self::Many(names) => names,
        }
    }
}

impl Default for OneOrMany {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SchemaFile {
    pub(super) fields: Vec<FieldFile>,
    #[serde(default)]
    pub(super) missing_values: Vec<String>,
    #[serde(default)]
    pub(super) primary_key: OneOrMany,
    #[serde(default)]
    pub(super) foreign_keys: Vec<ForeignKeyFile>,
    #[serde(default)]
    pub(super) rules: Vec<RuleFile>,
    #[serde(default)]
    pub(super) column_order: ColumnOrder,
    #[serde(default = "note")]
    pub(super) unknown_columns: Level,
    #[serde(default)]
    pub(super) total_rows: bool,
}

fn note() -> Level {
    Level::Note
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FieldFile {
    pub(super) name: String,
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(rename = "type", default = "string")]
    pub(super) kind: Type,
    pub(super) group_char: Option<String>,
    #[serde(default = "yes")]
    pub(super) true_values: Vec<String>,
    #[serde(default = "no")]
    pub(super) false_values: Vec<String>,
    #[serde(default)]
    pub(super) constraints: ConstraintsFile,
}

fn string() -> Type {
    Type::String
}

fn yes() -> Vec<String> {
    ["true", "True", "TRUE", "1"].map(str::to_owned).to_vec()
}

fn no() -> Vec<String> {
    ["false", "False", "FALSE", "0"].map(str::to_owned).to_vec()
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ConstraintsFile {
    #[serde(default)]
    pub(super) required: bool,
    #[serde(default)]
    pub(super) unique: bool,
    pub(super) minimum: Option<serde_json::Value>,
    pub(super) maximum: Option<serde_json::Value>,
    pub(super) min_length: Option<usize>,
    pub(super) max_length: Option<usize>,
    #[serde(rename = "enum")]
    pub(super) choices: Option<Vec<serde_json::Value>>,
    pub(super) pattern: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ForeignKeyFile {
    pub(super) fields: OneOrMany,
    pub(super) reference: ReferenceFile,
}

#[derive(Debug, Deserialize)]
pub(super) struct ReferenceFile {
    pub(super) resource: String,
}

/// A rule over the columns of a row; each side is one field or a list of fields that are added up.
#[derive(Debug, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum RuleFile {
    SumAtMost {
        parts: OneOrMany,
        whole: OneOrMany,
        code: Option<String>,
        #[serde(default)]
        level: Level,
    },
    SumEquals {
        parts: OneOrMany,
        whole: OneOrMany,
        code: Option<String>,
        #[serde(default)]
        level: Level,
    },
    AtMost {
        left: OneOrMany,
        right: OneOrMany,
        code: Option<String>,
        #[serde(default)]
        level: Level,
    },
}
