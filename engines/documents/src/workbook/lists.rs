//! The drop-down lists: short ones in place, long ones on a hidden sheet.

use rust_xlsxwriter::{DataValidation, Formula, Worksheet};

use super::{Choices, Sheet};
use crate::Unwritable;

/// What Excel takes as a list in place, in UTF-16 units with the commas between.
const IN_PLACE: usize = 255;

/// The lists that need the hidden sheet, each once, and that sheet's name.
pub struct Lists<'a> {
    name: String,
    long: Vec<&'a Choices>,
}

impl<'a> Lists<'a> {
    /// Gathers the long lists of all sheets, in order of first use.
    pub fn of(sheets: &'a [Sheet], name: String) -> Self {
        let mut long: Vec<&Choices> = Vec::new();
        for choices in
            sheets.iter().flat_map(|sheet| &sheet.columns).filter_map(|column| column.choices.as_ref())
        {
            if !fits(choices) && !choices.0.is_empty() && !long.contains(&choices) {
                long.push(choices);
            }
        }
        Self { name, long }
    }

    /// Adds a list to a rule, in place or by its range on the hidden sheet; an empty list allows nothing to choose.
    pub fn rule(&self, choices: &Choices) -> Result<DataValidation, Unwritable> {
        match self.long.iter().position(|&long| long == choices) {
            None => Ok(DataValidation::new().allow_list_strings(&choices.0)?),
            Some(at) => {
                let column = rust_xlsxwriter::utility::column_number_to_name(at as u16);
                let range = format!("={}!${column}$1:${column}${}", self.name, choices.0.len());
                Ok(DataValidation::new().allow_list_formula(Formula::new(range)))
            }
        }
    }

    /// The hidden sheet, if any list needs it.
    pub fn sheet(&self) -> Result<Option<Worksheet>, Unwritable> {
        if self.long.is_empty() {
            return Ok(None);
        }
        let mut sheet = Worksheet::new();
        sheet.set_name(&self.name)?.set_very_hidden(true);
        for (column, choices) in self.long.iter().enumerate() {
            for (row, choice) in choices.0.iter().enumerate() {
                sheet.write_string(row as u32, column as u16, choice)?;
            }
        }
        Ok(Some(sheet))
    }
}

/// Whether a list can stand in place: short enough, and no entry that a comma or an edge blank would tear.
fn fits(choices: &Choices) -> bool {
    let units: usize = choices.0.iter().map(|choice| choice.encode_utf16().count() + 1).sum();
    let whole = |choice: &String| {
        !choice.is_empty()
            && !choice.contains([',', '"'])
            && choice.trim() == choice
            && !choice.starts_with('=')
    };
    units <= IN_PLACE + 1 && choices.0.iter().all(whole)
}
