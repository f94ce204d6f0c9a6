//! Which cell styles of a workbook show a number as a day or a time.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::xml::{Step, Xml, attribute};
use crate::Unreadable;

/// Cell styles kept; a spreadsheet program writes at most 64,000.
const STYLES: usize = 65_536;

/// For each cell style, whether it shows a day.
#[derive(Default)]
pub(super) struct Styles {
    days: Vec<bool>,
}

impl Styles {
    /// Reads the style part.
    pub(super) fn read<R: BufRead>(xml: &mut Xml<R>) -> Result<Self, Unreadable> {
        let mut formats = BTreeMap::new();
        let mut styles = Self::default();
        let mut in_cell_styles = false;
        loop {
            match xml.step()? {
                Step::Open(tag) => match tag.local_name().as_ref() {
                    b"numFmt" if formats.len() < STYLES => {
                        if let (Some(id), Some(code)) =
                            (attribute(&tag, "numFmtId"), attribute(&tag, "formatCode"))
                        {
                            formats.insert(id, shows_day(&code));
                        }
                    }
                    b"cellXfs" => in_cell_styles = true,
                    b"xf" if in_cell_styles && styles.days.len() < STYLES => {
                        let id = attribute(&tag, "numFmtId").unwrap_or_default();
                        let day = formats.get(&id).copied().unwrap_or_else(|| built_in_day(&id));
                        styles.days.push(day);
                    }
                    _ => {}
                },
                Step::Shut(name) if name == b"cellXfs" => in_cell_styles = false,
                Step::End => return Ok(styles),
                _ => {}
            }
        }
    }

    /// Whether a cell with this style shows a day.
    pub(super) fn is_day(&self, style: usize) -> bool {
        self.days.get(style).copied().unwrap_or(false)
    }
}

/// The formats that spreadsheets know by number (ECMA-376 part 1, 18.8.30, East Asian ones included).
fn built_in_day(id: &str) -> bool {
    matches!(id.parse(), Ok(14..=22 | 27..=36 | 45..=47 | 50..=58))
}

/// Whether a format code holds a letter of days or times outside quotations and brackets.
fn shows_day(code: &str) -> bool {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                letters.by_ref().find(|letter| *letter == '"');
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                if ["h", "hh", "m", "mm", "s", "ss"].contains(&inside.to_ascii_lowercase().as_str()) {
                    return true;
                }
            }
            '\\' | '_' | '*' => {
                letters.next();
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_formats_are_told_from_number_formats() {
        for code in ["yyyy-mm-dd", "[$-412]yyyy\"년\" m\"월\"", "h:mm", "[h]:mm", "[$-F800]dddd"] {
            assert!(shows_day(code), "{code}");
        }
        for code in ["#,##0", "General", "0.00\"명\"", "\\d0", "[Red]0", "\"days\"0", "@", "_-* #,##0_-"] {
            assert!(!shows_day(code), "{code}");
        }
    }
}
