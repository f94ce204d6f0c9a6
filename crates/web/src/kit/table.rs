//! Tables of a page of blocks, as they are drawn.

use super::{Input, Link};

/// A column's head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Words.
    pub label: String,
    /// Address that sorts by it; empty where nothing is sorted.
    pub href: String,
    /// `ascending`, `descending` or empty.
    pub sorted: &'static str,
    /// Whether it holds numbers.
    pub numeric: bool,
}

/// A cell as it is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Words.
    pub words: String,
    /// Where it leads.
    pub href: String,
    /// Tone of a badge; empty for plain words.
    pub tone: &'static str,
    /// What stands small beside it.
    pub small: String,
    /// Whether it is a number.
    pub numeric: bool,
}

/// A table as it is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableBlock {
    /// Title.
    pub title: String,
    /// Whether the title stands above it.
    pub titled: bool,
    /// Whether it can be searched.
    pub searchable: bool,
    /// Its address.
    pub path: String,
    /// Parameters kept while searching.
    pub held: Vec<(String, String)>,
    /// Words searched for.
    pub query: String,
    /// Heads.
    pub heads: Vec<Head>,
    /// Rows.
    pub rows: Vec<Vec<Drawn>>,
    /// What is said when there are none.
    pub none: String,
    /// Links to other pages.
    pub pages: Vec<Link>,
    /// The same rows as files; empty for none.
    pub csv: String,
    /// As a workbook.
    pub xlsx: String,
    /// As JSON.
    pub json: String,
    /// Drop-downs that narrow it.
    pub filters: Vec<Input>,
    /// Where a file with names is asked for with a reason; empty for lists without names.
    pub download: String,
}
