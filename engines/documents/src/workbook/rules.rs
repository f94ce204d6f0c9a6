//! What an open cell accepts, checked by the spreadsheet program while it is typed.

use rust_xlsxwriter::{DataValidation, DataValidationRule, ExcelDateTime, Worksheet};

use super::lists::Lists;
use super::{Column, Kind, Sheet};
use crate::Unwritable;

/// What Excel shows of a hint or a refusal at most, in UTF-16 units.
const HINT: usize = 255;

/// Puts the rules of every open column over its rows and the spare rows.
pub fn add(out: &mut Worksheet, sheet: &Sheet, lists: &Lists<'_>) -> Result<(), Unwritable> {
    let first = sheet.header_line() + 1;
    let count = sheet.rows.len() + sheet.spare_rows;
    if count == 0 {
        return Ok(());
    }
    for (at, column) in sheet.columns.iter().enumerate().filter(|(_, column)| !column.locked) {
        if let Some(rule) = rule(column, sheet.protect, lists)? {
            let rule = with_words(rule, column)?;
            let (top, bottom) = (first as u32, (first + count - 1) as u32);
            out.add_data_validation(top, at as u16, bottom, at as u16, &rule)?;
        }
    }
    Ok(())
}

/// The rule of one column: its list, or on sheets for typing the kind of its values.
fn rule(column: &Column, typing: bool, lists: &Lists<'_>) -> Result<Option<DataValidation>, Unwritable> {
    if let Some(choices) = &column.choices {
        return if choices.0.is_empty() { Ok(None) } else { lists.rule(choices).map(Some) };
    }
    if !typing {
        return Ok(None);
    }
    let fresh = DataValidation::new();
    Ok(match column.kind {
        Kind::Text => column.note.is_some().then(|| fresh.allow_any_value()),
        Kind::Whole | Kind::Won => {
            Some(fresh.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)))
        }
        Kind::Rate { .. } => Some(fresh.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))),
        Kind::Date => {
            let rule = DataValidationRule::Between(
                ExcelDateTime::from_ymd(1900, 1, 1)?,
                ExcelDateTime::from_ymd(2199, 12, 31)?,
            );
            Some(fresh.allow_date(rule))
        }
    })
}

/// Adds the hint beside the cell and the sentence of refusal, cut to what Excel shows.
fn with_words(rule: DataValidation, column: &Column) -> Result<DataValidation, Unwritable> {
    let rule = match &column.note {
        Some(note) => rule.set_input_message(cut(note, HINT))?,
        None => rule,
    };
    Ok(match &column.refusal {
        Some(refusal) => rule.set_error_message(cut(refusal, HINT))?,
        None => rule,
    })
}

/// Cuts a text to so many UTF-16 units, never inside a character.
pub fn cut(text: &str, units: usize) -> String {
    let mut left = units;
    let fits = |character: &char| {
        let fits = character.len_utf16() <= left;
        left = left.saturating_sub(character.len_utf16());
        fits
    };
    text.chars().take_while(fits).collect()
}
