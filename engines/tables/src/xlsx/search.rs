//! Searches the text of any packed document (HWPX, DOCX, PPTX, ODT, ODS) for resident numbers, inside bounds.

use base::halves::TextSearch;

use super::package::Package;
use super::xml::Step;
use crate::{Limits, Place, Unreadable};

/// Elements that end a paragraph or a cell; pieces of text inside one belong together.
const ENDS: [&[u8]; 12] =
    [b"p", b"h", b"tc", b"tr", b"table-cell", b"c", b"si", b"title", b"br", b"tab", b"lineBreak", b"is"];

/// Searches every part: texts, attributes and names; pictures and embedded objects are not looked at.
///
/// A number parted over two paragraphs or cells is looked for in the parts that are XML.
pub fn search_package(bytes: &[u8], limits: &Limits) -> Result<(), Unreadable> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(Unreadable::TooLarge { limit: limits.file_megabytes() });
    }
    let mut package = Package::open(bytes, limits)?;
    let mut read = Vec::new();
    for name in package.names().into_iter().filter(|name| name.to_ascii_lowercase().ends_with(".xml")) {
        if search_part(&mut package, &name)? {
            return Err(Unreadable::ResidentNumberElsewhere { place: Place::of(&name, b"") });
        }
        read.push(name);
    }
    package.search(&read.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Whether one part holds a parted number; a whole one is refused by its reader.
fn search_part(package: &mut Package<'_>, name: &str) -> Result<bool, Unreadable> {
    let Some(mut xml) = package.part(name)? else { return Ok(false) };
    let mut search = TextSearch::default();
    loop {
        match xml.step()? {
            Step::Text(piece) => search.piece(&piece),
            Step::Shut(element) if ENDS.contains(&element.as_slice()) => search.end(),
            Step::Shut(_) | Step::Open(_) => {}
            Step::End => return Ok(search.finish()),
        }
        if search.found() {
            return Ok(true);
        }
    }
}
