//! One list, four ways: screen with search, order and pages; CSV; workbook; and the address of its JSON.

use base::Problem;
use documents::{
    Cell,
    separated::{self, Encoding},
    workbook::{Column as FileColumn, Kind, Sheet, Workbook},
};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value as Json;
use web::{
    Ask, Reply,
    pager::{Pager, ROWS},
};

use super::kit::{Block, Choice, Drawn, Head, Input, Link, TableBlock};

/// A value that can be shown, sorted and written to a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Nothing, with the word that says why.
    None(String),
    /// A whole number.
    Whole(i64),
    /// Money in won.
    Won(i64),
    /// Millionths shown with so many digits.
    Fixed(i64, u8),
    /// A day.
    Day(Date),
    /// Words.
    Text(String),
}

impl Value {
    /// A number of millionths, or the word for nothing.
    pub fn fixed(value: Option<i64>, digits: u8, none: &str) -> Self {
        value.map_or_else(|| Self::None(none.to_owned()), |value| Self::Fixed(value, digits))
    }

    /// A whole number, or the word for nothing.
    pub fn whole(value: Option<i64>, none: &str) -> Self {
        value.map_or_else(|| Self::None(none.to_owned()), Self::Whole)
    }

    /// As it is read.
    pub fn words(&self) -> String {
        match self {
            Self::None(word) | Self::Text(word) => word.clone(),
            Self::Whole(number) | Self::Won(number) => web::number(&number.to_string()),
            Self::Fixed(value, digits) => fixed(*value, *digits),
            Self::Day(day) => day.to_string(),
        }
    }

    fn json(&self) -> Json {
        match self {
            Self::None(_) => Json::Null,
            Self::Whole(number) | Self::Won(number) => Json::from(*number),
            Self::Fixed(value, digits) => Json::from(fixed(*value, *digits)),
            Self::Day(day) => Json::from(day.to_string()),
            Self::Text(words) => Json::from(words.as_str()),
        }
    }

    fn cell(&self) -> Cell {
        match self {
            Self::None(_) => Cell::Empty,
            Self::Whole(number) => Cell::Whole(*number),
            Self::Won(number) => Cell::Won(*number),
            Self::Fixed(value, digits) => Cell::Rate { scaled: rounded(*value, *digits), digits: *digits },
            Self::Day(day) => Cell::Date(*day),
            Self::Text(words) => Cell::Text(words.clone()),
        }
    }
}

/// Millionths rounded half-even to so many digits (at most six), as a whole number of them.
fn rounded(value: i64, digits: u8) -> i64 {
    let per = 10_i64.pow(u32::from(6 - digits.min(6)));
    base::Ratio::new(value, per).scaled(1).unwrap_or_default()
}

/// Millionths in plain digits.
pub fn fixed(value: i64, digits: u8) -> String {
    let scaled = rounded(value, digits);
    let one = 10_i64.pow(u32::from(digits.min(6)));
    let sign = if scaled < 0 { "-" } else { "" };
    let whole = web::number(&(scaled.abs() / one).to_string());
    if digits == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{:0width$}", scaled.abs() % one, width = usize::from(digits))
}

/// A cell: its value and how it is drawn.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Value.
    pub value: Value,
    /// Where it leads.
    pub href: String,
    /// Tone of a badge.
    pub tone: &'static str,
    /// What stands small beside it.
    pub small: String,
}

impl From<Value> for Entry {
    fn from(value: Value) -> Self {
        Self { value, href: String::new(), tone: "", small: String::new() }
    }
}

impl From<String> for Entry {
    fn from(words: String) -> Self {
        Value::Text(words).into()
    }
}

impl From<&str> for Entry {
    fn from(words: &str) -> Self {
        Value::Text(words.to_owned()).into()
    }
}

impl From<i64> for Entry {
    fn from(number: i64) -> Self {
        Value::Whole(number).into()
    }
}

impl From<Date> for Entry {
    fn from(day: Date) -> Self {
        Value::Day(day).into()
    }
}

/// Tenths of an hour.
pub fn tenths(hours: i64) -> Entry {
    Value::Fixed(hours * 100_000, 1).into()
}

impl From<Option<Date>> for Entry {
    fn from(day: Option<Date>) -> Self {
        day.map_or(Value::None(String::new()), Value::Day).into()
    }
}

impl Entry {
    /// Words that lead somewhere.
    pub fn link(value: impl Into<Self>, href: impl Into<String>) -> Self {
        Self { href: href.into(), ..value.into() }
    }

    /// A state.
    pub fn badge(words: String, tone: &'static str) -> Self {
        Self { tone, ..Self::from(words) }
    }

    /// With something small beside it.
    pub fn small(mut self, words: impl Into<String>) -> Self {
        self.small = words.into();
        self
    }
}

/// A column: its word in addresses, the message key of its head, its kind in files.
pub type Column = (&'static str, &'static str, Kind);

/// A list.
#[derive(Debug, Clone)]
pub struct List {
    path: String,
    name: &'static str,
    title: String,
    none: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Entry>>,
    held: Vec<(String, String)>,
    filters: Vec<Input>,
    personal: bool,
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
    /// A list at `path` below the house; `name` is its file's name.
    pub fn new(ask: &Ask, path: &str, name: &'static str, title: &str, columns: Vec<Column>) -> Self {
        Self {
            path: path.to_owned(),
            name,
            title: ask.t(title),
            none: ask.t("training-none"),
            columns,
            rows: Vec::new(),
            held: Vec::new(),
            filters: Vec::new(),
            personal: false,
            sample: ask.app.options().demo,
        }
    }

    /// With another sentence for no rows.
    pub fn none(mut self, words: String) -> Self {
        self.none = words;
        self
    }

    /// Holds names: files of it are given with a reason only.
    pub fn personal(mut self) -> Self {
        self.personal = true;
        self
    }

    /// With a drop-down that narrows it; the rows are narrowed already.
    pub fn filter(mut self, ask: &Ask, name: &str, label: &str, choices: Vec<Choice>) -> Self {
        self.filters.push(Input::select(name, ask.t(label), choices).first(ask.t("training-all")));
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
    pub fn len(&self) -> i64 {
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

    fn address(&self, ask: &Ask, file: &str, sort: &str) -> String {
        let mut pairs = self.held.clone();
        pairs.push(("q".into(), ask.param("q").unwrap_or_default()));
        pairs.push(("sort".into(), sort.to_owned()));
        let pairs: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", web::listing::percent(value)))
            .collect();
        let joint = if pairs.is_empty() { "" } else { "?" };
        format!("{}{file}{joint}{}", self.path, pairs.join("&"))
    }

    /// The list on a screen, with search, order, pages and files.
    pub fn block(&self, ask: &Ask) -> Block {
        let rows = self.wanted(ask);
        let sort = ask.param("sort").unwrap_or_default();
        let pager = Pager::new(ask.page_number(), rows.len() as i64, &self.address(ask, "", &sort));
        let shown = rows.iter().skip(pager.offset() as usize).take(ROWS as usize);
        let page = |link: web::pager::PageLink| Link {
            label: link.number.to_string(),
            href: link.href,
            here: link.current,
        };
        let query = ask.param("q").unwrap_or_default();
        Block::Table(TableBlock {
            title: self.title.clone(),
            titled: false,
            searchable: self.rows.len() > 8 || !query.is_empty() || !self.filters.is_empty(),
            path: self.path.clone(),
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
            csv: if self.personal { String::new() } else { self.address(ask, ".csv", &sort) },
            xlsx: if self.personal { String::new() } else { self.address(ask, ".xlsx", &sort) },
            download: if self.personal { self.address(ask, "/download", &sort) } else { String::new() },
            filters: self.filters.clone(),
            json: format!("/api{}", self.address(ask, "", "")),
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
            href: self.address(ask, "", &next),
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
            return Err(Problem::from(web::Refused::ReasonMissing).into());
        }
        let mut work = ask.work().await?;
        let detail = serde_json::json!({ "reason": wish.reason.trim(), "rows": self.wanted(ask).len() });
        work.note_with("training.names-downloaded", self.name, &detail).await?;
        work.commit().await?;
        if wish.format == "csv" { self.csv(ask) } else { self.xlsx(ask) }
    }

    /// The same rows as CSV.
    pub fn csv(&self, ask: &Ask) -> Reply {
        let mut header: Vec<String> = self.columns.iter().map(|(_, key, _)| ask.t(key)).collect();
        let mut rows = self.cells(ask);
        if self.sample {
            header.push(ask.t("web-sample-mark"));
            for row in &mut rows {
                row.push(Cell::from(ask.t("web-sample-mark")));
            }
        }
        let bytes = separated::write(&header, &rows, Encoding::Utf8Bom).map_err(Problem::fault)?;
        ask.file(&format!("{}.csv", self.name), "text/csv; charset=utf-8", bytes)
    }

    /// The same rows as a workbook.
    pub fn xlsx(&self, ask: &Ask) -> Reply {
        let column = |(word, key, kind): &Column| FileColumn::new(*word, ask.t(key), *kind).wide(18);
        let mut sheet = Sheet::new(self.title.clone(), self.columns.iter().map(column).collect());
        sheet.sample_mark = self.sample.then(|| ask.t("web-sample-mark"));
        sheet.rows = self.cells(ask);
        let bytes = Workbook::new(ask.today()).with(sheet).to_xlsx().map_err(Problem::fault)?;
        let mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        ask.file(&format!("{}.xlsx", self.name), mime, bytes)
    }

    fn cells(&self, ask: &Ask) -> Vec<Vec<Cell>> {
        self.wanted(ask).iter().map(|row| row.iter().map(|entry| entry.value.cell()).collect()).collect()
    }
}

/// Whether a kind holds numbers.
fn is_number(kind: Kind) -> bool {
    !matches!(kind, Kind::Text | Kind::Date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millionths_are_shown_rounded_half_even_with_their_sign() {
        assert_eq!(fixed(12_345_600, 2), "12.35");
        assert_eq!(fixed(-500_000, 0), "0");
        assert_eq!(fixed(-1_500_000, 0), "-2");
        assert_eq!(fixed(-50_000, 1), "0.0");
        assert_eq!(fixed(1_234_000_000, 3), "1,234.000");
    }
}
