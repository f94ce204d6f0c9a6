//! The files of monthly returns: the template, the file with its faulty cells marked, lists and the calendar.

use base::{Month, Problem};
use documents::Cell;
use documents::calendar::{Event, When};
use documents::workbook::{Column, Kind, Mark, Sheet, Workbook};
use jiff::civil::{Date, DateTime};

use crate::check::{Context, SCHEMA};
use crate::model::{Figures, MEASURES, Remark};

/// What a file of spreadsheets is sent as.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// What a calendar file is sent as.
pub const ICS: &str = "text/calendar; charset=utf-8";
/// What a list of comma-separated values is sent as.
pub const CSV: &str = "text/csv; charset=utf-8";

/// Words a template needs beside the schema's own titles.
#[derive(Debug, Clone)]
pub struct TemplateWords {
    /// Name of the sheet.
    pub sheet: String,
    /// Lines above the table.
    pub above: Vec<String>,
    /// Title of the column with the project's name.
    pub name_title: String,
    /// Shown when something else than a whole number is typed.
    pub refusal: String,
    /// Mark of sample data; empty for real ones.
    pub sample: String,
}

/// The template of an agency for a month: a row per project, keys and target filled in and locked.
pub fn template(
    month: Month,
    agency: &str,
    context: &Context,
    kept: &dyn Fn(&str) -> Option<Figures>,
    words: &TemplateWords,
    today: Date,
) -> Result<Vec<u8>, Problem> {
    let numbers: Vec<&str> = context.projects.iter().map(|project| project.number.as_str()).collect();
    let mut columns = Vec::new();
    for field in &SCHEMA.fields {
        let (name, title) = (field.name.as_str(), field.title.as_str());
        let column = match name {
            "agency" | "month" => Column::new(name, title, Kind::Text).wide(12).locked(),
            "project" => Column::new(name, title, Kind::Text).wide(16).choices(numbers.iter().copied()),
            "target" => Column::new(name, title, Kind::Whole).wide(10).locked(),
            _ if name.ends_with("_won") => {
                Column::new(name, title, Kind::Won).wide(18).refusal(&words.refusal)
            }
            _ => Column::new(name, title, Kind::Whole).wide(14).refusal(&words.refusal),
        };
        columns.push(column);
        if name == "project" {
            columns.push(Column::new("project_name", &words.name_title, Kind::Text).wide(28).locked());
        }
    }
    let mut sheet = Sheet::new(&words.sheet, columns);
    sheet.above.clone_from(&words.above);
    sheet.sample_mark = (!words.sample.is_empty()).then(|| words.sample.clone());
    sheet.protect = true;
    for project in &context.projects {
        let figures = kept(project.id.as_str());
        let mut row: Vec<Cell> = vec![
            agency.into(),
            project.number.as_str().into(),
            project.name.as_str().into(),
            month.to_string().into(),
        ];
        for (place, name) in MEASURES.iter().enumerate() {
            let figure = match (*name, project.places, &figures) {
                ("target", Some(places), _) => Some(places),
                (_, _, Some(figures)) => Some(figures.at(place)),
                _ => None,
            };
            let won = name.ends_with("_won");
            row.push(figure.map_or(Cell::Empty, |f| if won { Cell::Won(f) } else { Cell::Whole(f) }));
        }
        sheet.rows.push(row);
    }
    Workbook::new(today).with(sheet).to_xlsx().map_err(Problem::fault)
}

/// A remark with its words, for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Cell; empty when it is about none.
    pub cell: String,
    /// Whether it is an error.
    pub error: bool,
    /// What was found.
    pub sentence: String,
    /// What to do.
    pub next: String,
}

/// Words of the marked file.
#[derive(Debug, Clone)]
pub struct MarkedWords {
    /// Name of the second sheet.
    pub list: String,
    /// Titles of its columns: cell, what, what to do.
    pub titles: [String; 3],
    /// Mark of sample data; empty for real ones.
    pub sample: String,
}

/// The file as it came, every faulty cell marked with its sentence, and the whole list on a second sheet.
///
/// Cells keep their addresses, so that the sentence "cell C7" is true here too.
pub fn marked(
    source: &tables::Sheet,
    remarks: &[Remark],
    told: &[Told],
    words: &MarkedWords,
    today: Date,
) -> Result<Vec<u8>, Problem> {
    let report = tables::check(&SCHEMA, source, &tables::References::default());
    let head = report.header_row.unwrap_or(1);
    let width = source.rows.iter().map(|row| row.cells.len()).max().unwrap_or(1).max(1);
    let row_at = |number: u32| source.rows.iter().find(|row| row.number == number);
    let shown = |number: u32, column: usize| {
        row_at(number)
            .and_then(|row| row.cells.get(column))
            .map(|cell| cell.view().shown())
            .unwrap_or_default()
    };
    let columns =
        (0..width).map(|c| Column::new(format!("c{c}"), shown(head, c), Kind::Text).wide(14)).collect();
    let mut sheet = Sheet::new(source.name.clone().unwrap_or_else(|| "1".to_owned()), columns);
    sheet.above = (1..head).map(|number| shown(number, 0)).collect();
    mark_in_place(&mut sheet, &words.sample);
    let last = source.rows.last().map_or(head, |row| row.number);
    for number in head + 1..=last {
        let cells = row_at(number).map(|row| row.cells.iter().map(as_cell).collect()).unwrap_or_default();
        sheet.rows.push(cells);
    }
    for (remark, told) in remarks.iter().zip(told) {
        let column = remark.cell.bytes().take_while(u8::is_ascii_uppercase);
        let column = column.fold(0_usize, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
        if remark.row > head && remark.row <= last && (1..=width).contains(&column) {
            let comment = format!("{} {}", told.sentence, told.next);
            sheet.marks.push(Mark { row: (remark.row - head - 1) as usize, column: column - 1, comment });
        }
    }
    let titles = ["cell", "what", "next"].into_iter().zip(&words.titles).zip([10, 70, 60]);
    let columns =
        titles.map(|((key, title), width)| Column::new(key, title, Kind::Text).wide(width)).collect();
    let mut list = Sheet::new(&words.list, columns);
    list.sample_mark = (!words.sample.is_empty()).then(|| words.sample.clone());
    list.rows = told
        .iter()
        .map(|told| vec![told.cell.as_str().into(), told.sentence.as_str().into(), told.next.as_str().into()])
        .collect();
    Workbook::new(today).with(sheet).with(list).to_xlsx().map_err(Problem::fault)
}

/// Marks a sheet as sample without moving a cell: where the template has its mark, else below the table.
fn mark_in_place(sheet: &mut Sheet, mark: &str) {
    if mark.is_empty() {
        return;
    }
    if sheet.above.first().is_some_and(|line| line == mark) {
        sheet.above.remove(0);
        sheet.sample_mark = Some(mark.to_owned());
    } else {
        sheet.below.push(mark.to_owned());
    }
}

/// A cell of a read file as a cell to be written; a formula becomes blank, which its mark explains.
fn as_cell(cell: &tables::Cell) -> Cell {
    match cell {
        tables::Cell::Whole(number) if number.unsigned_abs() < 1 << 53 => Cell::Whole(*number),
        tables::Cell::Date(day) => Cell::Date(*day),
        other => match other.view().shown() {
            text if text.is_empty() => Cell::Empty,
            text => Cell::Text(text),
        },
    }
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListRow {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Whether it is sample data.
    pub sample: bool,
}

/// A list as CSV for a spreadsheet, or as a workbook of one sheet.
///
/// Sample rows carry the mark: in CSV in a last column, which real lists do not have; in a workbook above the table.
pub fn list(
    name: &str,
    titles: &[(&str, String, Kind)],
    rows: Vec<ListRow>,
    mark: &str,
    day: Date,
    xlsx: bool,
) -> Result<Vec<u8>, Problem> {
    let marked = rows.iter().any(|row| row.sample);
    if !xlsx {
        let mut header: Vec<String> = titles.iter().map(|(_, title, _)| title.clone()).collect();
        header.extend(marked.then(|| mark.to_owned()));
        let cells = |row: ListRow| {
            let last = if row.sample { Cell::Text(mark.to_owned()) } else { Cell::Empty };
            row.cells.into_iter().chain(marked.then_some(last)).collect()
        };
        let rows: Vec<Vec<Cell>> = rows.into_iter().map(cells).collect();
        return documents::separated::write(&header, &rows, documents::separated::Encoding::Utf8Bom)
            .map_err(Problem::fault);
    }
    let columns = titles.iter().map(|(key, title, kind)| Column::new(*key, title, *kind).wide(16)).collect();
    let mut sheet = Sheet::new(name, columns);
    sheet.rows = rows.into_iter().map(|row| row.cells).collect();
    sheet.sample_mark = marked.then(|| mark.to_owned());
    Workbook::new(day).with(sheet).to_xlsx().map_err(Problem::fault)
}

/// The due days as a calendar file.
pub fn calendar(name: &str, made: DateTime, days: &[(Month, Date, String)]) -> Vec<u8> {
    let event = |(month, day, title): &(Month, Date, String)| Event {
        uid: format!("returns-{month}@dure"),
        when: When::Days { first: *day, last: *day },
        title: title.clone(),
        description: None,
        url: None,
    };
    documents::calendar::ics(name, made, &days.iter().map(event).collect::<Vec<_>>()).into_bytes()
}
