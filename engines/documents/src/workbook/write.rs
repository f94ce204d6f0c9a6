//! From sheets to bytes: checks first, then values, marks and rules.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Note, Worksheet};

use super::layout::{lay_out, names};
use super::lists::Lists;
use super::style::{self, Looks};
use super::{Sheet, Workbook, rules};
use crate::{Cell, Unwritable};

/// Rows of an xlsx sheet.
const ROWS: usize = 1_048_576;
/// Columns of an xlsx sheet.
const COLUMNS: usize = 16_384;
/// UTF-16 units of one cell's text.
const UNITS: usize = 32_767;
/// Whole numbers up to here are exact in a spreadsheet, which counts in binary fractions.
const EXACT: u64 = 1 << 53;

/// The sentences on the marked cells of a sheet, by place.
type Marks = BTreeMap<(usize, usize), String>;

/// Writes a workbook as XLSX.
pub fn xlsx(workbook: &Workbook) -> Result<Vec<u8>, Unwritable> {
    for sheet in &workbook.sheets {
        check(sheet)?;
    }
    let wanted = workbook.sheets.iter().map(|sheet| sheet.name.as_str());
    let mut names = names(wanted.chain(["lists"]));
    let lists = Lists::of(&workbook.sheets, names.pop().unwrap_or_default().replace(' ', "_"));
    let mut out = rust_xlsxwriter::Workbook::new();
    out.set_properties(&properties(workbook)?);
    for (sheet, name) in workbook.sheets.iter().zip(&names) {
        let mut page = Worksheet::new();
        page.set_name(name)?;
        fill(&mut page, sheet)?;
        rules::add(&mut page, sheet, &lists)?;
        lay_out(&mut page, sheet)?;
        out.push_worksheet(page);
    }
    if let Some(hidden) = lists.sheet()? {
        out.push_worksheet(hidden);
    }
    Ok(out.save_to_buffer()?)
}

/// The file's properties, with the day it was made instead of the clock's.
fn properties(workbook: &Workbook) -> Result<DocProperties, Unwritable> {
    let made = workbook.created;
    let year = made.year().unsigned_abs().max(1900);
    let made = ExcelDateTime::from_ymd(year, made.month().unsigned_abs(), made.day().unsigned_abs())?;
    let properties = DocProperties::new().set_creation_datetime(&made);
    Ok(match &workbook.title {
        Some(title) => properties.set_title(title),
        None => properties,
    })
}

/// Refuses what the format cannot hold, naming the place.
fn check(sheet: &Sheet) -> Result<(), Unwritable> {
    let width = sheet.columns.len();
    if width == 0 {
        return Err(Unwritable::NoColumns { sheet: sheet.name.clone() });
    }
    let lines = sheet.header_line() + 1 + sheet.rows.len() + sheet.spare_rows + sheet.below.len() + 1;
    if width > COLUMNS || lines > ROWS {
        return Err(Unwritable::TooLarge { sheet: sheet.name.clone() });
    }
    for (row, cells) in sheet.rows.iter().enumerate() {
        if cells.len() > width {
            return Err(Unwritable::RowTooWide { row: row + 1 });
        }
        for (cell, column) in cells.iter().zip(&sheet.columns) {
            // A byte count below the limit settles it without counting units.
            if let Cell::Text(text) = cell
                && text.len() > UNITS
                && text.encode_utf16().count() > UNITS
            {
                return Err(Unwritable::TextTooLong { row: row + 1, column: column.title.clone() });
            }
        }
    }
    let rows = sheet.rows.len() + sheet.spare_rows;
    match sheet.marks.iter().find(|mark| mark.row >= rows || mark.column >= width) {
        Some(mark) => Err(Unwritable::MarkOutside { row: mark.row + 1, column: mark.column + 1 }),
        None => Ok(()),
    }
}

/// Writes the lines above, the header, the rows, the spare rows and the lines below.
fn fill(out: &mut Worksheet, sheet: &Sheet) -> Result<(), Unwritable> {
    if let Some(mark) = &sheet.sample_mark {
        out.write_string_with_format(0, 0, mark, &style::sample())?;
    }
    let first_above = usize::from(sheet.sample_mark.is_some());
    for (at, line) in sheet.above.iter().enumerate() {
        out.write_string_with_format((first_above + at) as u32, 0, line, &style::line())?;
    }
    header(out, sheet)?;
    let marks = gathered(sheet);
    let looks: Vec<Looks> = sheet.columns.iter().map(|column| Looks::of(column, sheet.protect)).collect();
    let first = sheet.header_line() + 1;
    let count = sheet.rows.len() + sheet.spare_rows;
    for row in 0..count {
        for (column, looks) in looks.iter().enumerate() {
            let cell = sheet.rows.get(row).and_then(|cells| cells.get(column)).unwrap_or(&Cell::Empty);
            let marked = marks.contains_key(&(row, column));
            value(out, ((first + row) as u32, column as u16), cell, looks, marked)?;
        }
    }
    for ((row, column), comment) in &marks {
        out.insert_note((first + row) as u32, *column as u16, &note(comment))?;
    }
    for (at, line) in sheet.below.iter().enumerate() {
        out.write_string_with_format((first + count + 1 + at) as u32, 0, line, &style::line())?;
    }
    Ok(())
}

/// Writes the titles, with the columns' help as notes.
fn header(out: &mut Worksheet, sheet: &Sheet) -> Result<(), Unwritable> {
    let line = sheet.header_line() as u32;
    let look = style::header();
    for (at, column) in sheet.columns.iter().enumerate() {
        out.write_string_with_format(line, at as u16, &column.title, &look)?;
        if let Some(help) = &column.note {
            out.insert_note(line, at as u16, &note(help))?;
        }
    }
    Ok(())
}

/// Several sentences on one cell become one note.
fn gathered(sheet: &Sheet) -> Marks {
    let mut marks = Marks::new();
    for mark in &sheet.marks {
        let note = marks.entry((mark.row, mark.column)).or_default();
        if !note.is_empty() {
            note.push('\n');
        }
        note.push_str(&mark.comment);
    }
    marks
}

/// Writes one value so that it reads back equal; what a spreadsheet cannot hold exactly is written as text.
fn value(
    out: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    looks: &Looks,
    marked: bool,
) -> Result<(), Unwritable> {
    let number = |scaled: i64| (scaled.unsigned_abs() <= EXACT).then_some(scaled as f64);
    let binary = match cell {
        Cell::Empty => {
            out.write_blank(row, column, looks.plain(marked))?;
            return Ok(());
        }
        Cell::Text(_) => None,
        Cell::Whole(whole) | Cell::Won(whole) => number(*whole),
        // Both sides are exact here, so the quotient is the nearest number to the decimal and prints as it.
        Cell::Rate { scaled, digits } => number(*scaled)
            .filter(|_| *digits <= 15)
            .map(|scaled| scaled / 10_i64.pow(u32::from(*digits)) as f64),
        Cell::Date(day) => {
            if let Some(day) = excel_day(*day) {
                out.write_datetime_with_format(row, column, &day, looks.plain(marked))?;
                return Ok(());
            }
            None
        }
    };
    if let Some(binary) = binary {
        out.write_number_with_format(row, column, binary, looks.plain(marked))?;
    } else {
        let text = storable(&cell.plain());
        out.write_string_with_format(row, column, &text, looks.text(&text, marked))?;
    }
    Ok(())
}

/// A day as Excel counts it; before March 1900 its calendar is wrong, so such days are written as text.
fn excel_day(day: Date) -> Option<ExcelDateTime> {
    if day < jiff::civil::date(1900, 3, 1) {
        return None;
    }
    ExcelDateTime::from_ymd(day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs())
        .ok()
}

/// Leaves out the control characters that XML cannot hold; tabs and line breaks stay.
fn storable(text: &str) -> String {
    let lines = text.replace("\r\n", "\n");
    lines
        .chars()
        .filter(|&c| matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || is_noncharacter(c)))
        .collect()
}

/// The two code points at the end of the first plane that XML 1.0 forbids.
fn is_noncharacter(character: char) -> bool {
    matches!(character, '\u{fffe}' | '\u{ffff}')
}

/// A note that shows its sentence without a name before it, tall enough for two or three lines.
fn note(text: &str) -> Note {
    Note::new(rules::cut(text, 2_000)).add_author_prefix(false).set_width(280).set_height(96)
}
