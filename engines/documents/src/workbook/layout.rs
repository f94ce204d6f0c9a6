//! Names, widths, panes, protection and print: everything about a sheet but its values.

use rust_xlsxwriter::{ProtectionOptions, Worksheet};

use super::rules::cut;
use super::{Print, Sheet};
use crate::Unwritable;

/// Paper size A4 in Excel's numbering.
const A4: u8 = 9;
/// Longest sheet name in UTF-16 units.
const NAME: usize = 31;
/// Longest sample mark in a footer, which holds 255 units in all.
const FOOTER: usize = 80;

/// Gives every sheet a name Excel accepts, no two alike when letter case is ignored.
pub fn names<'a>(wanted: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for wanted in wanted {
        let clean = clean_name(wanted);
        let mut name = clean.clone();
        let mut number = 2;
        while names.iter().any(|taken| taken.to_lowercase() == name.to_lowercase()) {
            let tail = format!(" {number}");
            name = format!("{}{tail}", cut(&clean, NAME - tail.len()));
            number += 1;
        }
        names.push(name);
    }
    names
}

/// Takes out of a name what Excel forbids; an empty one becomes "Sheet".
fn clean_name(wanted: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !['[', ']', ':', '*', '?', '/', '\\'].contains(c);
    let clean: String = wanted.chars().filter(allowed).collect();
    let clean = cut(clean.trim().trim_matches('\''), NAME);
    let clean = clean.trim_end().trim_end_matches('\'');
    if clean.is_empty() || clean.eq_ignore_ascii_case("history") {
        "Sheet".to_owned()
    } else {
        clean.to_owned()
    }
}

/// Sets widths, the frozen header, protection and print.
pub fn lay_out(out: &mut Worksheet, sheet: &Sheet) -> Result<(), Unwritable> {
    for (at, column) in sheet.columns.iter().enumerate() {
        out.set_column_width(at as u16, column.width.clamp(1, 255))?;
    }
    let header = sheet.header_line() as u32;
    if sheet.freeze_header {
        out.set_freeze_panes(header + 1, 0)?;
    }
    if sheet.protect {
        let allowed =
            ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::new() };
        out.protect_with_options(&allowed);
    }
    out.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(header, header)?;
    out.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    if sheet.print == Print::Landscape {
        out.set_landscape();
    }
    out.set_footer(footer(sheet));
    Ok(())
}

/// The footer: the sample mark at the left, page numbers in the middle, the sheet's name at the right.
fn footer(sheet: &Sheet) -> String {
    let mark = sheet.sample_mark.as_deref().map_or(String::new(), |mark| {
        let mark: String = cut(mark, FOOTER).chars().filter(|c| !c.is_control()).collect();
        format!("&L{}", mark.replace('&', "&&"))
    });
    format!("{mark}&C&P / &N&R&A")
}
