//! Places of a packed file that are no cell, named so that a person can find them.

use serde::{Deserialize, Serialize};

/// Where in a workbook or document something stands; its words select on the kebab-case name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The name of a sheet.
    SheetName,
    /// A name given to cells.
    DefinedName,
    /// A sheet, outside its cells.
    Sheet,
    /// The header or footer of a printed page.
    HeaderFooter,
    /// The message or the choices of a cell that checks what is typed.
    InputMessage,
    /// The address or the tip of a link.
    Link,
    /// A note or comment.
    Notes,
    /// Title, author and further properties of the file.
    Properties,
    /// A drawing, text box or chart.
    Drawing,
    /// Texts that cells used; what was deleted may still be among them.
    SharedText,
    /// A format of cells.
    Format,
    /// The text of a document.
    Text,
    /// The name of a part, such as a picture that was put in.
    PartName,
    /// Anywhere else in the file.
    Elsewhere,
}

impl Place {
    /// The place of an element in a part of a package; an empty element stands for the part as a whole.
    pub(crate) fn of(part: &str, element: &[u8]) -> Self {
        let part = part.replace('\\', "/").to_ascii_lowercase();
        let has = |word: &str| part.contains(word);
        match element {
            b"oddHeader" | b"evenHeader" | b"firstHeader" | b"oddFooter" | b"evenFooter" | b"firstFooter" => {
                return Self::HeaderFooter;
            }
            b"dataValidation" | b"formula1" | b"formula2" => return Self::InputMessage,
            b"hyperlink" | b"Relationship" => return Self::Link,
            b"definedName" => return Self::DefinedName,
            b"sheet" if has("workbook") => return Self::SheetName,
            _ => {}
        }
        match () {
            () if has("_rels/") => Self::Link,
            () if has("comment") || has("note") || has("vmldrawing") => Self::Notes,
            () if has("docprops/") || has("meta.xml") || has("content.hpf") => Self::Properties,
            () if has("/header") || has("/footer") || has("masterpage") => Self::HeaderFooter,
            () if has("drawing") || has("chart") || has("diagram") => Self::Drawing,
            () if has("worksheets/") => Self::Sheet,
            () if has("sharedstrings") => Self::SharedText,
            () if has("styles") => Self::Format,
            () if has("word/") || has("contents/") || has("slides/") || has("content.xml") => Self::Text,
            () => Self::Elsewhere,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_elements_are_places_that_a_person_can_find() {
        let cases: [(&str, &[u8], Place); 12] = [
            ("xl/workbook.xml", b"sheet", Place::SheetName),
            ("xl/workbook.xml", b"definedName", Place::DefinedName),
            ("xl/workbook.xml", b"", Place::Elsewhere),
            ("xl/worksheets/sheet2.xml", b"oddFooter", Place::HeaderFooter),
            ("xl/worksheets/sheet2.xml", b"dataValidation", Place::InputMessage),
            ("xl/worksheets/_rels/sheet1.xml.rels", b"Relationship", Place::Link),
            ("xl\\Worksheets\\sheet1.xml", b"", Place::Sheet),
            ("xl/comments1.xml", b"t", Place::Notes),
            ("docProps/core.xml", b"creator", Place::Properties),
            ("xl/drawings/vmlDrawing1.vml", b"", Place::Notes),
            ("xl/drawings/drawing1.xml", b"t", Place::Drawing),
            ("word/document.xml", b"p", Place::Text),
        ];
        for (part, element, expected) in cases {
            assert_eq!(Place::of(part, element), expected, "{part}");
        }
    }
}
