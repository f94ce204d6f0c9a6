//! Searches the text of any packed document (HWPX, DOCX, PPTX, ODT, ODS) for resident numbers, inside bounds.

use base::halves::TextSearch;

use super::package::Package;
use super::xml::Step;
use crate::{Limits, Unreadable};

/// Elements that end a paragraph or a cell; pieces of text inside one belong together.
const ENDS: [&[u8]; 12] =
    [b"p", b"h", b"tc", b"tr", b"table-cell", b"c", b"si", b"title", b"br", b"tab", b"lineBreak", b"is"];

/// Searches every part with text; attributes, pictures and embedded objects are not looked at.
pub fn search_package(bytes: &[u8], limits: &Limits) -> Result<(), Unreadable> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(Unreadable::TooLarge { limit: limits.file_megabytes() });
    }
    let mut package = Package::open(bytes, limits)?;
    for name in package.names() {
        let plain = name.to_ascii_lowercase();
        let Some(part) = plain.strip_suffix(".xml") else { continue };
        if search_part(&mut package, &name)? {
            let part = part.rsplit('/').next().unwrap_or(part);
            return Err(Unreadable::ResidentNumberElsewhere { part: part.chars().take(60).collect() });
        }
    }
    Ok(())
}

/// Whether one part holds a number.
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
