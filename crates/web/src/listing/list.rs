//! One list, four ways: screen with search, order and pages; CSV; workbook; and JSON.

use base::Problem;
use documents::workbook::Kind;
use serde::Deserialize;
use serde_json::Value as Json;

use super::{Column, Entry, Table, percent};
use crate::{
    Ask, Reply,
    kit::{Block, Choice, Drawn, Head, Input, Link, TableBlock},
    pager::{PageLink, Pager, ROWS},
};

/// A list.
#[derive(Debug, Clone)]
pub struct List {
    path: String,
    page: String,
    files: bool,
    name: &'static str,
    title: String,
    none: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Entry>>,
    held: Vec<(String, String)>,
    filters: Vec<Input>,
    personal: &'static str,
    sample: bool,
}

/// Why a file with names is fetched, and as what.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Download {
    reason: String,
    format: String,
}

impl List {
    /// A list at `path` below the house, where its files and its JSON are too; `name` is its file's name.
    pub fn new(ask: &Ask, path: &str, name: &'static str, title: &str, columns: Vec<Column>) -> Self {
        Self {
            path: path.to_owned(),
            page: path.to_owned(),
            files: true,
            name,
            title: ask.t(title),
            none: ask.t("web-list-none"),
            columns,
            rows: Vec::new(),
            held: Vec::new(),
            filters: Vec::new(),
            personal: "",
            sample: ask.app.options().demo,
        }
    }

    /// With another sentence for no rows.
    pub fn none(mut self, words: String) -> Self {
        self.none = words;
        self
    }

    /// Stands on the page at `path`: heads, pages and search lead there; files stay at the list's own address.
    pub fn on_page(mut self, path: &str) -> Self {
        path.clone_into(&mut self.page);
        self
    }

    /// Offers files and JSON only to whoever may fetch them.
    pub fn files_if(mut self, allowed: bool) -> Self {
        self.files = allowed;
        self
    }

    /// Holds names: files of it are given with a reason only, and `deed` stands in the journal.
    pub fn personal(mut self, deed: &'static str) -> Self {
        self.personal = deed;
        self
    }

    /// With a drop-down that narrows it; the rows are narrowed already.
    pub fn filter(mut self, ask: &Ask, name: &str, label: &str, choices: Vec<Choice>) -> Self {
        self.filters.push(Input::select(name, ask.t(label), choices).first(ask.t("web-list-all")));
        self.hold(name, &ask.param(name).unwrap_or_default())
    }

    /// Keeps a parameter of the address.
    pub fn hold(mut self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            self.held.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// How many rows there are.
    pub fn count(&self) -> i64 {
        self.rows.len() as i64
    }

    /// With rows.
    pub fn rows(mut self, rows: Vec<Vec<Entry>>) -> Self {
        self.rows = rows;
        self
    }

    /// Marks files as sample.
    pub fn sample(mut self, sample: bool) -> Self {
        self.sample |= sample;
        self
    }

    /// The rows that were asked for, in the order asked for.
    fn wanted(&self, ask: &Ask) -> Vec<Vec<Entry>> {
        let query = ask.param("q").unwrap_or_default().to_lowercase();
        let hit = |row: &&Vec<Entry>| {
            query.is_empty() || row.iter().any(|cell| cell.value.words().to_lowercase().contains(&query))
        };
        let mut rows: Vec<Vec<Entry>> = self.rows.iter().filter(hit).cloned().collect();
        let sort = ask.param("sort").unwrap_or_default();
        let (down, by) = sort.strip_prefix('-').map_or((false, sort.as_str()), |by| (true, by));
        if let Some(at) = self.columns.iter().position(|(word, _, _)| *word == by) {
            rows.sort_by(|a, b| a[at].value.cmp(&b[at].value));
            if down {
                rows.reverse();
            }
        }
        rows
    }

    /// The address of its page with every wish.
    fn shown(&self, ask: &Ask, sort: &str) -> String {
        self.address(ask, (&self.page, ""), sort)
    }

    /// The address of one of its files with every wish; empty for a visitor who may fetch none.
    fn filed(&self, ask: &Ask, file: &str, sort: &str) -> String {
        if self.files { self.address(ask, (&self.path, file), sort) } else { String::new() }
    }

    fn address(&self, ask: &Ask, (path, file): (&str, &str), sort: &str) -> String {
        let mut pairs = self.held.clone();
        pairs.push(("q".into(), ask.param("q").unwrap_or_default()));
        pairs.push(("sort".into(), sort.to_owned()));
        let pairs: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", percent(value)))
            .collect();
        let joint = if pairs.is_empty() { "" } else { "?" };
        format!("{path}{file}{joint}{}", pairs.join("&"))
    }

    /// The list on a screen, with search, order, pages and files.
    pub fn block(&self, ask: &Ask) -> Block {
        let rows = self.wanted(ask);
        let sort = ask.param("sort").unwrap_or_default();
        let pager = Pager::new(ask.page_number(), rows.len() as i64, &self.shown(ask, &sort));
        let shown = rows.iter().skip(pager.offset() as usize).take(ROWS as usize);
        let page =
            |link: PageLink| Link { label: link.number.to_string(), href: link.href, here: link.current };
        let query = ask.param("q").unwrap_or_default();
        let named = !self.personal.is_empty();
        Block::Table(TableBlock {
            title: self.title.clone(),
            titled: false,
            searchable: self.rows.len() > 8 || !query.is_empty() || !self.filters.is_empty(),
            path: self.page.clone(),
            held: self
                .held
                .iter()
                .filter(|(name, _)| !self.filters.iter().any(|one| one.key == *name))
                .cloned()
                .collect(),
            query,
            heads: self.columns.iter().map(|column| self.head(ask, column, &sort)).collect(),
            rows: shown.map(|row| self.drawn(row)).collect(),
            none: self.none.clone(),
            pages: if pager.pages() > 1 { pager.links().into_iter().map(page).collect() } else { Vec::new() },
            csv: if named { String::new() } else { self.filed(ask, ".csv", &sort) },
            xlsx: if named { String::new() } else { self.filed(ask, ".xlsx", &sort) },
            download: if named { self.filed(ask, "/download", &sort) } else { String::new() },
            filters: self.filters.clone(),
            json: if self.files { format!("/api{}", self.filed(ask, "", "")) } else { String::new() },
        })
    }

    /// The list as a part of a page that is about something else: every row, no search, no files.
    pub fn plain(&self, ask: &Ask) -> Block {
        let head = |column: &Column| Head { href: String::new(), sorted: "", ..self.head(ask, column, "") };
        Block::Table(TableBlock {
            title: self.title.clone(),
            titled: true,
            heads: self.columns.iter().map(head).collect(),
            rows: self.rows.iter().map(|row| self.drawn(row)).collect(),
            none: self.none.clone(),
            ..TableBlock::default()
        })
    }

    fn head(&self, ask: &Ask, column: &Column, sort: &str) -> Head {
        let (word, key, kind) = column;
        let up = sort == *word;
        let down = sort.strip_prefix('-') == Some(word);
        let next = if up { format!("-{word}") } else { (*word).to_owned() };
        Head {
            label: ask.t(key),
            href: self.shown(ask, &next),
            sorted: if up {
                "ascending"
            } else if down {
                "descending"
            } else {
                ""
            },
            numeric: is_number(*kind),
        }
    }

    fn drawn(&self, row: &[Entry]) -> Vec<Drawn> {
        let draw = |(cell, column): (&Entry, &Column)| Drawn {
            words: cell.value.words(),
            href: cell.href.clone(),
            tone: cell.tone,
            small: cell.small.clone(),
            numeric: is_number(column.2),
        };
        row.iter().zip(&self.columns).map(draw).collect()
    }

    /// The same rows as JSON: one object for each row, by the columns' own words.
    pub fn json(&self, ask: &Ask) -> Reply {
        let object = |row: &Vec<Entry>| {
            let pair = |(entry, column): (&Entry, &Column)| (column.0.to_owned(), entry.value.json());
            let mut map: serde_json::Map<String, Json> = row.iter().zip(&self.columns).map(pair).collect();
            let href = row.iter().map(|entry| entry.href.as_str()).find(|href| !href.is_empty());
            map.insert("href".to_owned(), href.map_or(Json::Null, Json::from));
            Json::Object(map)
        };
        let rows: Vec<Json> = self.wanted(ask).iter().map(object).collect();
        ask.json(&serde_json::json!({ "rows": rows, "sample": self.sample }))
    }

    /// The same rows as a file with names: with a reason, which is kept in the journal.
    pub async fn download(&self, ask: &Ask, wish: &Download) -> Reply {
        if wish.reason.trim().chars().count() < 2 {
            return Err(Problem::from(crate::Refused::ReasonMissing).into());
        }
        let mut work = ask.work().await?;
        let detail = serde_json::json!({ "reason": wish.reason.trim(), "rows": self.wanted(ask).len() });
        work.note_with(self.personal, self.name, &detail).await?;
        work.commit().await?;
        if wish.format == "csv" { self.csv(ask) } else { self.xlsx(ask) }
    }

    /// The same rows as CSV.
    pub fn csv(&self, ask: &Ask) -> Reply {
        self.table(ask).csv(ask)
    }

    /// The same rows as a workbook.
    pub fn xlsx(&self, ask: &Ask) -> Reply {
        self.table(ask).xlsx(ask)
    }

    fn table(&self, ask: &Ask) -> Table {
        let wanted = self.wanted(ask);
        let cells = |row: &Vec<Entry>| row.iter().map(|entry| entry.value.cell()).collect();
        Table {
            name: self.name,
            title: self.title.clone(),
            columns: self.columns.clone(),
            rows: wanted.iter().map(cells).collect(),
            sample: self.sample,
        }
    }
}

/// Whether a kind holds numbers.
fn is_number(kind: Kind) -> bool {
    !matches!(kind, Kind::Text | Kind::Date)
}
