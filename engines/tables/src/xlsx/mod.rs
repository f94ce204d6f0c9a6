//! Reads one sheet of a workbook (ECMA-376) as a stream, inside bounds.
//!
//! Own reading instead of a general library, for three reasons: bounds are met before memory is taken,
//! numbers keep the digits they were typed with, and formulas, joined cells and places are told.

mod cells;
mod package;
mod search;
mod strings;
mod styles;
mod xml;

use std::collections::BTreeMap;

pub(crate) use cells::serial_day;
pub use search::search_package;

use crate::sheet::{Format, Sheet};
use crate::{Limits, Place, Unreadable};
use cells::Book;
use package::Package;
use strings::Strings;
use styles::Styles;
use xml::{Step, attribute};

/// Where the parts of a workbook are.
struct Parts {
    sheet_name: String,
    sheet: String,
    /// The other sheets with cells: name and part.
    others: Vec<(String, String)>,
    strings: Option<String>,
    styles: Option<String>,
    since_1904: bool,
}

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    relation: String,
    hidden: bool,
}

/// Reads the sheet of this name, or the first that is not hidden.
pub(crate) fn read(bytes: &[u8], limits: &Limits, sheet: Option<&str>) -> Result<Sheet, Unreadable> {
    let mut package = Package::open(bytes, limits)?;
    let parts = find_parts(&mut package, sheet)?;
    let strings = read_strings(&mut package, &parts, limits)?;
    let styles = match parts.styles.as_deref().map(|name| package.part(name)).transpose()?.flatten() {
        Some(mut xml) => Styles::read(&mut xml)?,
        None => Styles::default(),
    };
    let book = Book { strings, styles, since_1904: parts.since_1904 };
    let content = {
        let mut xml = package.part(&parts.sheet)?.ok_or(Unreadable::NoSheet)?;
        cells::read(&mut xml, &book, limits)?
    };
    search_the_rest(&mut package, &parts, &book)?;
    drop(book);
    if content.rows.is_empty() {
        return Err(Unreadable::Empty);
    }
    let (rows, merged) = (content.rows, content.merged);
    Ok(Sheet { name: Some(parts.sheet_name), format: Format::Xlsx, rows, merged })
}

/// Reads the texts that cells share.
fn read_strings(package: &mut Package<'_>, parts: &Parts, limits: &Limits) -> Result<Strings, Unreadable> {
    match parts.strings.as_deref().map(|name| package.part(name)).transpose()?.flatten() {
        Some(mut xml) => Strings::read(&mut xml, limits),
        None => Ok(Strings::default()),
    }
}

/// Finds the workbook, its sheets and what they share, by the relations of the package.
fn find_parts(package: &mut Package<'_>, wanted: Option<&str>) -> Result<Parts, Unreadable> {
    let root = relations(package, "_rels/.rels")?;
    let workbook = root.values().find(|relation| relation.0.ends_with("/officeDocument")).map_or_else(
        || "xl/workbook.xml".to_owned(),
        |relation| relation.1.trim_start_matches('/').to_owned(),
    );
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
    let (mut listed, since_1904) = list_sheets(package, &workbook)?;
    let relations = relations(package, &format!("{folder}/_rels/{file}.rels"))?;
    let resolve = |target: &str| match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let at = match wanted {
        Some(name) => listed
            .iter()
            .position(|sheet| sheet.name == name)
            .ok_or_else(|| Unreadable::NoSuchSheet { sheet: name.to_owned() })?,
        None => listed.iter().position(|sheet| !sheet.hidden).ok_or(Unreadable::NoSheet)?,
    };
    let chosen = listed.swap_remove(at);
    let sheet = relations.get(&chosen.relation).ok_or(Unreadable::NoSheet)?;
    let with_cells = |sheet: Listed| {
        let relation =
            relations.get(&sheet.relation).filter(|relation| relation.0.ends_with("/worksheet"))?;
        Some((sheet.name, resolve(&relation.1)))
    };
    let of_kind = |kind: &str| {
        relations.values().find(|relation| relation.0.ends_with(kind)).map(|relation| resolve(&relation.1))
    };
    Ok(Parts {
        sheet: resolve(&sheet.1),
        others: listed.into_iter().filter_map(with_cells).collect(),
        sheet_name: chosen.name,
        strings: of_kind("/sharedStrings"),
        styles: of_kind("/styles"),
        since_1904,
    })
}

/// The sheets of the workbook in order, and whether days count from 1904.
fn list_sheets(package: &mut Package<'_>, workbook: &str) -> Result<(Vec<Listed>, bool), Unreadable> {
    let mut xml = package.part(workbook)?.ok_or(Unreadable::NoSheet)?;
    let (mut listed, mut since_1904) = (Vec::new(), false);
    loop {
        match xml.step()? {
            Step::Open(tag) => match tag.local_name().as_ref() {
                b"sheet" if listed.len() < 1_000 => listed.push(Listed {
                    name: attribute(&tag, "name").unwrap_or_default(),
                    relation: attribute(&tag, "id").unwrap_or_default(),
                    hidden: attribute(&tag, "state").is_some_and(|state| state != "visible"),
                }),
                b"workbookPr" => {
                    since_1904 = attribute(&tag, "date1904").is_some_and(|on| on == "1" || on == "true");
                }
                _ => {}
            },
            Step::End => return Ok((listed, since_1904)),
            _ => {}
        }
    }
}

/// The relations of a part: id → (type, target); empty when there are none.
fn relations(
    package: &mut Package<'_>,
    name: &str,
) -> Result<BTreeMap<String, (String, String)>, Unreadable> {
    let mut found = BTreeMap::new();
    let Some(mut xml) = package.part(name)? else { return Ok(found) };
    loop {
        match xml.step()? {
            Step::Open(tag) if tag.local_name().as_ref() == b"Relationship" && found.len() < 10_000 => {
                let [id, kind, target] = ["Id", "Type", "Target"].map(|key| attribute(&tag, key));
                found.insert(id.unwrap_or_default(), (kind.unwrap_or_default(), target.unwrap_or_default()));
            }
            Step::End => return Ok(found),
            _ => {}
        }
    }
}

/// Searches the cells of the other sheets, then every part that was not read so far.
fn search_the_rest(package: &mut Package<'_>, parts: &Parts, book: &Book) -> Result<(), Unreadable> {
    let mut read = vec![parts.sheet.as_str()];
    for (sheet, part) in &parts.others {
        let Some(mut xml) = package.part(part)? else { continue };
        if let Some(cell) = cells::search(&mut xml, book)? {
            return Err(Unreadable::ResidentNumberInSheet { sheet: sheet.clone(), cell });
        }
        read.push(part);
    }
    if book.strings.hold_resident_number() {
        return Err(Unreadable::ResidentNumberElsewhere { place: Place::SharedText });
    }
    read.extend(parts.strings.as_deref());
    read.extend(parts.styles.as_deref());
    package.search(&read)
}
