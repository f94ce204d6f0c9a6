//! A table in words that is shown, printed, downloaded and written to the terminal from one description.

use std::borrow::Borrow;

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, Width, presets};
use documents::{
    Cell,
    separated::{self, Encoding},
    workbook::{Column as SheetColumn, Kind, Sheet},
};

use crate::say::number;

/// Letters across a terminal that every table fits into; a Korean letter takes two.
const TERMINAL: u16 = 100;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Short name for addresses.
    pub key: &'static str,
    /// Head in words.
    pub head: String,
    /// Kind of values.
    pub kind: Kind,
}

impl Column {
    /// Whether its cells are numbers and stand to the right.
    pub fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Whole | Kind::Won | Kind::Rate { .. })
    }
}

/// A cell of a table: its value, where it leads, and what to say instead of a missing value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// Value; the same in every file.
    pub value: Cell,
    /// Where it leads; empty = nowhere.
    pub href: String,
    /// Words in place of a missing value.
    pub missing: String,
}

impl Field {
    /// A value.
    pub fn of(value: impl Into<Cell>) -> Self {
        Self { value: value.into(), ..Self::default() }
    }

    /// A value that leads to the rows it is the sum of.
    pub fn link(value: impl Into<Cell>, href: String) -> Self {
        Self { value: value.into(), href, missing: String::new() }
    }

    /// A rate with so many digits, if there is one.
    pub fn rate(scaled: Option<i64>, digits: u8) -> Self {
        Self { value: scaled.map_or(Cell::Empty, |scaled| Cell::Rate { scaled, digits }), ..Self::default() }
    }

    /// The same leading to where it can be followed: the rows it sums, or how it is computed.
    pub fn to(mut self, href: String) -> Self {
        self.href = href;
        self
    }

    /// The same with words for the case that there is no value.
    pub fn or(mut self, missing: impl Into<String>) -> Self {
        self.missing = missing.into();
        self
    }

    /// Whether it leads anywhere; nothing leads from a missing value.
    pub fn leads(&self) -> bool {
        !self.href.is_empty() && !self.value.is_empty()
    }

    /// The cell as people read it.
    pub fn shown(&self) -> String {
        match &self.value {
            Cell::Empty if self.missing.is_empty() => "–".to_owned(),
            Cell::Empty => self.missing.clone(),
            Cell::Whole(value) | Cell::Won(value) => number(*value),
            Cell::Rate { .. } => grouped(&self.value.plain()),
            value => value.plain(),
        }
    }

    /// Letters of a number, month or code; 0 for words, which may be broken.
    fn digits(&self) -> u16 {
        let text = self.shown();
        if text.is_ascii() && text.len() <= 20 && !text.contains(' ') { text.len() as u16 } else { 0 }
    }

    /// The cell as files hold it: the value, or the words for its absence.
    fn stored(&self) -> Cell {
        if self.value.is_empty() && !self.missing.is_empty() {
            Cell::from(self.missing.as_str())
        } else {
            self.value.clone()
        }
    }
}

/// Thousands separated before the point.
fn grouped(decimal: &str) -> String {
    match decimal.split_once('.') {
        Some((whole, rest)) if whole != "-0" => format!("{}.{rest}", web::number(whole)),
        _ => decimal.to_owned(),
    }
}

/// A table in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Title.
    pub title: String,
    /// Sentence below the title.
    pub note: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows; the first cell names the row.
    pub rows: Vec<Vec<Field>>,
    /// The row of sums, if there is one.
    pub total: Option<Vec<Field>>,
    /// Sources with their dates, one line each.
    pub sources: Vec<String>,
    /// The sample mark, when figures are made up.
    pub sample: Option<String>,
    /// Figures of the note with where each is computed: words and address.
    pub more: Vec<(String, String)>,
}

impl Listing {
    /// A table with a title and columns.
    pub fn new(title: String, columns: Vec<(&'static str, String, Kind)>) -> Self {
        let columns = columns.into_iter().map(|(key, head, kind)| Column { key, head, kind }).collect();
        Self { title, columns, ..Self::default() }
    }

    /// The column of a place.
    pub fn is_number(&self, place: impl Borrow<usize>) -> bool {
        self.columns.get(*place.borrow()).is_some_and(Column::is_number)
    }

    fn stored_rows(&self) -> Vec<Vec<Cell>> {
        self.rows.iter().chain(&self.total).map(|row| row.iter().map(Field::stored).collect()).collect()
    }

    /// The table as CSV for Excel, with the sample mark and the sources below the rows.
    pub fn csv(&self) -> Result<Vec<u8>, base::Problem> {
        let heads: Vec<String> = self.columns.iter().map(|column| column.head.clone()).collect();
        let mut rows = self.stored_rows();
        rows.extend(self.sample.iter().chain(&self.sources).map(|line| vec![Cell::from(line.as_str())]));
        separated::write(&heads, &rows, Encoding::Utf8Bom).map_err(base::Problem::fault)
    }

    /// The table as a sheet.
    pub fn sheet(&self) -> Sheet {
        let columns = self.columns.iter().map(|column| {
            let width = if column.is_number() { 14 } else { 24 };
            // A column that says "no projection" in words beside numbers is still a column of numbers.
            SheetColumn::new(column.key, column.head.clone(), column.kind).wide(width)
        });
        let mut sheet = Sheet::new(self.title.clone(), columns.collect());
        sheet.above =
            [&self.title, &self.note].into_iter().filter(|line| !line.is_empty()).cloned().collect();
        sheet.rows = self.stored_rows();
        sheet.below.clone_from(&self.sources);
        sheet.sample_mark.clone_from(&self.sample);
        sheet
    }

    /// The table for a terminal; Korean letters take two columns.
    pub fn terminal(&self) -> String {
        let mut table = Table::new();
        table.load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()));
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(TERMINAL);
        table.set_header(self.columns.iter().map(|column| column.head.clone()));
        for row in self.rows.iter().chain(&self.total) {
            table.add_row(row.iter().map(Field::shown));
        }
        for (place, head) in self.columns.iter().enumerate() {
            let widest =
                self.rows.iter().chain(&self.total).map(|row| row[place].digits()).max().unwrap_or(0);
            let Some(column) = table.column_mut(place) else { continue };
            if head.is_number() {
                column.set_cell_alignment(CellAlignment::Right);
            }
            // Two more for the blanks at both sides: a number or a month is never broken over lines.
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(widest + 2)));
        }
        let mut text = format!("{}\n", self.title);
        for line in self.sample.iter().chain((!self.note.is_empty()).then_some(&self.note)) {
            text.push_str(line);
            text.push('\n');
        }
        text.push_str(&table.to_string());
        text.push('\n');
        for line in &self.sources {
            text.push_str(line);
            text.push('\n');
        }
        text
    }

    /// The table without some columns, for narrow places.
    pub fn without(mut self, keys: &[&str]) -> Self {
        let kept: Vec<bool> = self.columns.iter().map(|column| !keys.contains(&column.key)).collect();
        let keep = |row: Vec<Field>| {
            row.into_iter().zip(&kept).filter_map(|(field, keep)| keep.then_some(field)).collect()
        };
        self.rows = self.rows.into_iter().map(keep).collect();
        self.total = self.total.map(keep);
        self.columns =
            self.columns.into_iter().zip(&kept).filter_map(|(column, keep)| keep.then_some(column)).collect();
        self
    }

    /// Keeps rows in which any cell holds `words`.
    pub fn search(&mut self, words: &str) {
        let wanted = words.trim().to_lowercase();
        if !wanted.is_empty() {
            self.rows.retain(|row| row.iter().any(|field| field.shown().to_lowercase().contains(&wanted)));
        }
    }

    /// Sorts by the column `key`; `-key` turns the order round. Missing values come last either way.
    pub fn sort(&mut self, key: &str) {
        let (name, down) = key.strip_prefix('-').map_or((key, false), |name| (name, true));
        let Some(place) = self.columns.iter().position(|column| column.key == name) else { return };
        self.rows.sort_by(|a, b| {
            let (a, b) = (&a[place].value, &b[place].value);
            let order = compare(a, b);
            a.is_empty().cmp(&b.is_empty()).then(if down && !a.is_empty() && !b.is_empty() {
                order.reverse()
            } else {
                order
            })
        });
    }
}

fn compare(a: &Cell, b: &Cell) -> std::cmp::Ordering {
    match (a, b) {
        (Cell::Whole(a) | Cell::Won(a), Cell::Whole(b) | Cell::Won(b))
        | (Cell::Rate { scaled: a, .. }, Cell::Rate { scaled: b, .. }) => a.cmp(b),
        (Cell::Date(a), Cell::Date(b)) => a.cmp(b),
        (a, b) => a.plain().cmp(&b.plain()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing() -> Listing {
        let columns =
            vec![("name", "군·구".to_owned(), Kind::Text), ("places", "일자리".to_owned(), Kind::Whole)];
        let mut listing = Listing::new("표".into(), columns);
        listing.rows = vec![
            vec![Field::of("중구"), Field::of(2_486)],
            vec![Field::of("동구"), Field::of(None::<i64>).or("없음")],
            vec![Field::of("서구"), Field::of(5_418)],
        ];
        listing
    }

    #[test]
    fn missing_values_come_last_whichever_way_a_table_is_sorted() {
        for (key, expected) in [("places", ["중구", "서구", "동구"]), ("-places", ["서구", "중구", "동구"])]
        {
            let mut listing = listing();
            listing.sort(key);
            let names: Vec<String> = listing.rows.iter().map(|row| row[0].shown()).collect();
            assert_eq!(names, expected, "{key}");
        }
    }

    #[test]
    fn a_file_says_in_words_what_is_missing() {
        let text = String::from_utf8(listing().csv().expect("csv")).expect("utf-8");
        assert_eq!(text, "\u{feff}군·구,일자리\n중구,2486\n동구,없음\n서구,5418\n");
    }

    #[test]
    fn korean_letters_take_two_columns_in_the_terminal() {
        let text = listing().terminal();
        let widths: std::collections::BTreeSet<usize> = text
            .lines()
            .skip(1)
            .map(|line| {
                line.chars().map(|c| if ('\u{ac00}'..='\u{d7a3}').contains(&c) { 2 } else { 1 }).sum()
            })
            .collect();
        assert_eq!(widths.len(), 1, "{text}");
    }

    #[test]
    fn rates_are_grouped_before_the_point() {
        assert_eq!(Field::rate(Some(123_456), 2).shown(), "1,234.56");
        assert_eq!(Field::rate(Some(-5), 2).shown(), "-0.05");
        assert_eq!(Field::rate(None, 2).shown(), "–");
    }
}
