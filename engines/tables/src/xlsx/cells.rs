//! Reads the cells of one sheet in the order of the file.

use std::io::BufRead;

use jiff::civil::{Date, DateTime, date};
use quick_xml::events::BytesStart;

use super::strings::{Strings, read_text};
use super::styles::Styles;
use super::xml::{Step, Xml, attribute};
use crate::cell::{cell_name, parse_cell_name};
use crate::sheet::{Keeper, Span};
use crate::written::{holds_resident_number, text_cell_holds};
use crate::{Cell, Limits, Unreadable};
use base::halves::{Half, Neighbours};
use base::resident::is_resident_number;

/// Joined cells kept; more than any form has.
const SPANS: usize = 10_000;

/// Bytes of the longest text that can be half of a resident number.
const HALF_BYTES: usize = 64;

/// What the cells of a sheet refer to.
pub(super) struct Book {
    pub(super) strings: Strings,
    pub(super) styles: Styles,
    /// Days count from 1904 (old Macintosh workbooks) instead of 1900.
    pub(super) since_1904: bool,
}

/// A place in the sheet that moves on as rows and cells come.
struct Place {
    row: u32,
    cells: Vec<Cell>,
    column: usize,
}

/// The rows and joined cells of one sheet.
pub(super) struct Content {
    pub(super) rows: Vec<crate::sheet::Row>,
    pub(super) merged: Vec<Span>,
}

/// Reads the sheet part.
pub(super) fn read<R: BufRead>(
    xml: &mut Xml<R>,
    book: &Book,
    limits: &Limits,
) -> Result<Content, Unreadable> {
    let mut keep = Keeper::new(limits);
    let mut merged = Vec::new();
    let mut pairs = Neighbours::default();
    let mut place = Place { row: 0, cells: Vec::new(), column: 0 };
    xml.note_only();
    loop {
        let step = xml.step()?;
        if let Some(place) = xml.noted() {
            return Err(Unreadable::ResidentNumberElsewhere { place });
        }
        match step {
            Step::Open(tag) => match tag.local_name().as_ref() {
                b"row" => {
                    let row = attribute(&tag, "r").and_then(|row| row.parse().ok()).unwrap_or(place.row + 1);
                    if row <= place.row || row > 1_048_576 {
                        return Err(xml.damaged());
                    }
                    place = Place { row, cells: Vec::new(), column: 0 };
                }
                b"c" => read_cell(xml, &tag, book, limits, &mut keep, &mut place)?,
                b"mergeCell" if merged.len() < SPANS => {
                    merged.extend(attribute(&tag, "ref").as_deref().and_then(span));
                }
                _ => {}
            },
            Step::Shut(name) if name == b"row" => {
                refuse_parted_numbers(&place, &mut pairs)?;
                keep.row(place.row, std::mem::take(&mut place.cells))?;
            }
            Step::End => {
                return match pairs.verdict() {
                    Some((row, column)) => Err(Unreadable::ResidentNumber { cell: cell_name(row, column) }),
                    None => Ok(Content { rows: keep.rows, merged }),
                };
            }
            _ => {}
        }
    }
}

/// Gathers neighbouring cells of a row that could be the halves of a resident number.
fn refuse_parted_numbers(place: &Place, pairs: &mut Neighbours) -> Result<(), Unreadable> {
    let row = u64::from(place.row);
    for (column, pair) in place.cells.windows(2).enumerate() {
        if take_pair(&pair[0], &pair[1], (row, column), pairs) {
            return Err(Unreadable::ResidentNumber { cell: cell_name(row, column) });
        }
    }
    Ok(())
}

/// Takes two neighbouring cells, the left one at `place`; true when they are a number beyond doubt.
fn take_pair(left: &Cell, right: &Cell, place: (u64, usize), pairs: &mut Neighbours) -> bool {
    let front = match left {
        Cell::Text(text) => Half::front(text),
        Cell::Whole(number) => Half::front_number(*number),
        _ => None,
    };
    let back = match right {
        Cell::Text(text) => Half::back(text),
        Cell::Whole(number) => Half::back_number(*number),
        _ => None,
    };
    matches!((front, back), (Some(front), Some(back)) if pairs.take(place.0, place.1, front, back))
}

/// Searches the cells of a sheet that is not read; gives the first with a number, alone or with its neighbour.
pub(super) fn search<R: BufRead>(xml: &mut Xml<R>, book: &Book) -> Result<Option<String>, Unreadable> {
    let (mut row, mut column, mut before) = (0_u64, 0_usize, (usize::MAX, Cell::Empty));
    let mut pairs = Neighbours::default();
    xml.note_only();
    loop {
        let step = xml.step()?;
        if let Some(place) = xml.noted() {
            return Err(Unreadable::ResidentNumberElsewhere { place });
        }
        match step {
            Step::Open(tag) if tag.local_name().as_ref() == b"row" => {
                row = attribute(&tag, "r").and_then(|row| row.parse().ok()).unwrap_or(row + 1);
                (column, before) = (0, (usize::MAX, Cell::Empty));
            }
            Step::Open(tag) if tag.local_name().as_ref() == b"c" => {
                let named = attribute(&tag, "r").and_then(|name| parse_cell_name(name.as_bytes()));
                column = named.map_or(column, |(_, column)| column);
                let (formula, value) = read_value(xml)?;
                let (cell, alone) = looked_at(xml, &tag, &value, book);
                let told = formula.is_some_and(|formula| formula_holds(&formula) || text_cell_holds(&value));
                if alone || told || xml.noted().is_some() {
                    return Ok(Some(cell_name(row, column)));
                }
                let place = (row, column.saturating_sub(1));
                if before.0 == place.1 && take_pair(&before.1, &cell, place, &mut pairs) {
                    return Ok(Some(cell_name(place.0, place.1)));
                }
                before = (column, cell);
                column += 1;
            }
            Step::End => return Ok(pairs.verdict().map(|(row, column)| cell_name(row, column))),
            _ => {}
        }
    }
}

/// A cell of a sheet that is not read, and whether it holds a number. Shared texts were searched before, and
/// only short ones can be half of a number: a long one that a million cells share is not copied.
fn looked_at<R: BufRead>(xml: &Xml<R>, tag: &BytesStart<'_>, value: &str, book: &Book) -> (Cell, bool) {
    if attribute(tag, "t").as_deref() == Some("s") {
        let index = value.trim().parse().unwrap_or(usize::MAX);
        let text = book.strings.get(index).filter(|text| text.len() <= HALF_BYTES).unwrap_or_default();
        return (Cell::text(text), book.strings.holds_resident_number(index));
    }
    let cell = typed(xml, tag, value, book).unwrap_or_else(|_| Cell::text(value));
    let holds = holds_number(&cell);
    (cell, holds)
}

/// `A1:C2` as corners.
fn span(reference: &str) -> Option<Span> {
    let (first, last) = reference.split_once(':')?;
    let ((top, left), (bottom, right)) =
        (parse_cell_name(first.as_bytes())?, parse_cell_name(last.as_bytes())?);
    Some(Span { top, left, bottom, right })
}

/// Reads one cell and puts it at its column.
fn read_cell<R: BufRead>(
    xml: &mut Xml<R>,
    tag: &BytesStart<'_>,
    book: &Book,
    limits: &Limits,
    keep: &mut Keeper<'_>,
    place: &mut Place,
) -> Result<(), Unreadable> {
    let column = match attribute(tag, "r") {
        Some(name) => match parse_cell_name(name.as_bytes()) {
            Some((row, column)) if row == place.row && column >= place.column => column,
            _ => return Err(xml.damaged()),
        },
        None => place.column,
    };
    place.column = column + 1;
    let (formula, value) = read_value(xml)?;
    let row = u64::from(place.row);
    let cell = if formula.is_some() { Cell::Formula } else { typed(xml, tag, &value, book)? };
    let told = formula.is_some_and(|formula| formula_holds(&formula) || text_cell_holds(&value));
    if holds_number(&cell) || told || xml.noted().is_some() {
        return Err(Unreadable::ResidentNumber { cell: cell_name(row, column) });
    }
    if cell == Cell::Empty {
        return Ok(());
    }
    if column as u64 >= limits.columns {
        return Err(Unreadable::TooManyColumns { row, limit: limits.columns });
    }
    if cell.text_bytes() > limits.cell_bytes {
        return Err(Unreadable::CellTooLong {
            cell: cell_name(row, column),
            limit: limits.cell_bytes / 1024,
        });
    }
    keep.refuse_cells(column + 1)?;
    place.cells.resize(column, Cell::Empty);
    place.cells.push(cell);
    Ok(())
}

/// Whether the texts that a formula joins are a resident number, though its value is not kept.
///
/// Once as they stand beside `&`, numbers among them, and once the quoted texts alone, as functions join them.
fn formula_holds(formula: &str) -> bool {
    if formula.bytes().filter(u8::is_ascii_digit).count() < 13 {
        return false;
    }
    let (mut joined, mut quoted, mut inside) = (String::new(), String::new(), false);
    for letter in formula.chars() {
        match letter {
            '"' => inside = !inside,
            _ if inside => {
                joined.push(letter);
                quoted.push(letter);
            }
            '&' => {}
            _ if letter.is_whitespace() => {}
            _ => joined.push(letter),
        }
    }
    holds_resident_number(&joined) || holds_resident_number(&quoted)
}

/// The content of a cell element: its formula if it has one, and its value as written.
fn read_value<R: BufRead>(xml: &mut Xml<R>) -> Result<(Option<String>, String), Unreadable> {
    let (mut formula, mut in_formula): (Option<String>, bool) = (None, false);
    let (mut in_value, mut value) = (false, String::new());
    loop {
        let inline = match xml.step()? {
            Step::Open(tag) => {
                in_formula = tag.local_name().as_ref() == b"f";
                if in_formula && formula.is_none() {
                    formula = Some(String::new());
                }
                in_value = tag.local_name().as_ref() == b"v";
                tag.local_name().as_ref() == b"is"
            }
            Step::Text(piece) => {
                if in_value {
                    value.push_str(&piece);
                } else if let Some(formula) = formula.as_mut().filter(|_| in_formula) {
                    formula.push_str(&piece);
                }
                false
            }
            Step::Shut(name) if name == b"c" => return Ok((formula, value)),
            Step::Shut(_) => {
                (in_value, in_formula) = (false, false);
                false
            }
            Step::End => return Err(xml.damaged()),
        };
        if inline {
            value = read_text(xml, b"is")?;
        }
    }
}

/// The cell that a value and its type make.
fn typed<R: BufRead>(
    xml: &Xml<R>,
    tag: &BytesStart<'_>,
    value: &str,
    book: &Book,
) -> Result<Cell, Unreadable> {
    if value.is_empty() {
        return Ok(Cell::Empty);
    }
    Ok(match attribute(tag, "t").as_deref() {
        Some("s") => {
            let text = value.trim().parse().ok().and_then(|index| book.strings.get(index));
            Cell::text(text.ok_or_else(|| xml.damaged())?)
        }
        Some("str" | "inlineStr") => Cell::text(value),
        Some("b") => Cell::Bool(value == "1" || value == "true"),
        Some("e") => Cell::Error(value.chars().take(20).collect()),
        Some("d") => {
            value.get(..10).and_then(|day| day.parse().ok()).map_or_else(|| Cell::text(value), Cell::Date)
        }
        _ => {
            let style = attribute(tag, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
            let number = number(value).ok_or_else(|| xml.damaged())?;
            if book.styles.is_day(style) { day_or_time(number, value, book.since_1904) } else { number }
        }
    })
}

/// A number as written by a spreadsheet: whole ones exactly, others as their shortest form.
///
/// Spreadsheets store binary fractions with 17 digits (70.1 as 70.099999999999994); the shortest decimal
/// that means the same binary fraction is what the person typed.
fn number(value: &str) -> Option<Cell> {
    let value = value.trim();
    if let Ok(whole) = value.parse() {
        return Some(Cell::Whole(whole));
    }
    let binary: f64 = value.parse().ok().filter(|number: &f64| number.is_finite())?;
    let text = binary.to_string();
    Some(text.parse().map_or(Cell::Decimal(text), Cell::Whole))
}

/// A number shown as a day: the day, or text when it carries a time.
fn day_or_time(number: Cell, value: &str, since_1904: bool) -> Cell {
    if let Cell::Whole(serial) = number {
        return serial_day(serial, since_1904).map_or(number, Cell::Date);
    }
    let Some((whole, seconds)) = value.trim().parse().ok().and_then(split_serial) else { return number };
    let Some(midnight) = DateTime::from_parts(date(1900, 1, 1), jiff::civil::Time::midnight())
        .checked_add(jiff::SignedDuration::from_secs(seconds))
        .ok()
    else {
        return number;
    };
    let time = midnight.time();
    match serial_day(whole, since_1904) {
        Some(day) if whole > 0 => Cell::Text(format!("{day} {time}")),
        _ => Cell::Text(time.to_string()),
    }
}

/// Days and seconds of a serial number with a fraction.
fn split_serial(serial: f64) -> Option<(i64, i64)> {
    let seconds = (serial * 86_400.0).round();
    let inside = (0.0..=300_000_000_000.0).contains(&seconds);
    inside.then_some((seconds as i64 / 86_400, seconds as i64 % 86_400))
}

/// The day of a serial number: 1 is 1900-01-01, and 60 is the 29 February 1900 that never was.
pub(crate) fn serial_day(serial: i64, since_1904: bool) -> Option<Date> {
    let origin = match (since_1904, serial) {
        (true, _) => date(1904, 1, 1),
        (false, 60) => return None,
        (false, ..60) => date(1899, 12, 31),
        (false, _) => date(1899, 12, 30),
    };
    if !(0..=2_958_465).contains(&serial) {
        return None;
    }
    origin.checked_add(jiff::Span::new().days(serial)).ok()
}

/// Whether a cell of a workbook holds a resident number, as text or as a number.
fn holds_number(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) => holds_resident_number(text),
        Cell::Whole(number) => is_resident_number(*number),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_the_person_typed_them() {
        let cases = [
            ("70.099999999999994", Cell::Decimal("70.1".into())),
            ("9.001011234567E12", Cell::Whole(9_001_011_234_567)),
            ("120000000", Cell::Whole(120_000_000)),
            ("5.0", Cell::Whole(5)),
            ("-0.5", Cell::Decimal("-0.5".into())),
        ];
        for (value, expected) in cases {
            assert_eq!(number(value), Some(expected));
        }
        assert_eq!(number("NaN"), None);
        assert_eq!(number("1e999"), None);
    }

    #[test]
    fn texts_that_a_formula_joins_are_searched() {
        for formula in [
            r#""850101"&"-1234567""#,
            r#""850101" & "-" & 1234567"#,
            r#"CONCATENATE("850101","-1234567")"#,
            r#"A1&"850101-"&"1234567""#,
        ] {
            assert!(formula_holds(formula), "{formula}");
        }
        for formula in ["SUM(B3:B1000000)*1234567890", r#"IF(A1="","2026-02","2026-03")&"1234567""#] {
            assert!(!formula_holds(formula), "{formula}");
        }
    }

    #[test]
    fn serial_numbers_become_days_in_both_countings() {
        assert_eq!(serial_day(1, false), Some(date(1900, 1, 1)));
        assert_eq!(serial_day(59, false), Some(date(1900, 2, 28)));
        assert_eq!(serial_day(60, false), None);
        assert_eq!(serial_day(61, false), Some(date(1900, 3, 1)));
        assert_eq!(serial_day(46_083, false), Some(date(2026, 3, 2)));
        assert_eq!(serial_day(44_621, true), Some(date(2026, 3, 2)));
        assert_eq!(serial_day(i64::MAX, true), None);
        let noon = day_or_time(Cell::Decimal("46083.5".into()), "46083.5", false);
        assert_eq!(noon, Cell::Text("2026-03-02 12:00:00".into()));
        let time = day_or_time(Cell::Decimal("0.25".into()), "0.25", false);
        assert_eq!(time, Cell::Text("06:00:00".into()));
    }
}
