//! Reads the XML of a package without document types, without entities of its own and without depth, and searches it.
//!
//! Every text, attribute and comment that passes is searched for resident numbers, whoever reads the part.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::written::{holds_resident_number, text_cell_holds};
use crate::{Place, Unreadable};

/// Open elements inside one another; workbooks need about ten.
const DEPTH: usize = 64;

/// Bytes of text after which it is searched in pieces, and the letters that are searched again with the next.
const LONG: usize = 64 * 1024;
const OVERLAP: usize = 64;

/// A reader of one part.
pub(super) struct Xml<R> {
    reader: quick_xml::Reader<R>,
    buffer: Vec<u8>,
    depth: usize,
    part: String,
    /// Text since the last end of a cell or paragraph.
    text: String,
    /// For each open element, how much text there was when it began: one without text of its own parts nothing.
    opened: Vec<usize>,
    /// Whether a resident number is only noted, because the reader can name its cell.
    notes: bool,
    noted: Option<Place>,
}

/// What comes next in a part.
pub(super) enum Step<'a> {
    /// An element begins; an empty one ends right after.
    Open(BytesStart<'a>),
    /// An element of this local name ends.
    Shut(Vec<u8>),
    /// A piece of text.
    Text(Cow<'a, str>),
    /// The part is over.
    End,
}

impl<R: BufRead> Xml<R> {
    pub(super) fn new(input: R, part: &str) -> Self {
        let mut reader = quick_xml::Reader::from_reader(input);
        reader.config_mut().expand_empty_elements = true;
        let part = part.to_owned();
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
            part,
            text: String::new(),
            opened: Vec::new(),
            notes: false,
            noted: None,
        }
    }

    /// Lets a resident number pass and notes it, for a reader that can name its cell.
    pub(super) fn note_only(&mut self) {
        self.notes = true;
    }

    /// Where a resident number was noted.
    pub(super) fn noted(&self) -> Option<Place> {
        self.noted
    }

    /// The next step; comments and instructions are searched and passed over.
    pub(super) fn step(&mut self) -> Result<Step<'static>, Unreadable> {
        loop {
            self.buffer.clear();
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event.into_owned(),
                Err(error) => return Err(translate(&error, self.place(b""))),
            };
            let aside = match &event {
                Event::Comment(text) => String::from_utf8_lossy(text),
                Event::PI(text) => String::from_utf8_lossy(text),
                Event::Decl(_) => Cow::Borrowed(""),
                _ => {
                    let place = self.place(b"");
                    let step = settle(event, &mut self.depth, place)?;
                    self.look(&step)?;
                    return Ok(step);
                }
            };
            if holds_resident_number(&aside) {
                self.found(b"")?;
            }
        }
    }

    /// Searches what passes; pieces of one text (`t` in `r`) belong together.
    fn look(&mut self, step: &Step<'_>) -> Result<(), Unreadable> {
        match step {
            Step::Text(piece) => {
                self.text.push_str(piece);
                if self.text.len() > LONG {
                    let held = holds_resident_number(&self.text);
                    let kept: Vec<char> = self.text.chars().rev().take(OVERLAP).collect();
                    self.text = kept.into_iter().rev().collect();
                    return if held { self.found(b"") } else { Ok(()) };
                }
            }
            Step::Open(tag) => {
                self.opened.push(self.text.len());
                if attributes_hold(tag) {
                    return self.found(tag.local_name().as_ref());
                }
            }
            Step::Shut(element) => {
                let empty = self.opened.pop() == Some(self.text.len());
                if !empty && !matches!(element.as_slice(), b"t" | b"r" | b"rPh") {
                    return self.end_text(element);
                }
            }
            Step::End => return self.end_text(b""),
        }
        Ok(())
    }

    /// Searches the text of the element that ends.
    fn end_text(&mut self, element: &[u8]) -> Result<(), Unreadable> {
        let held = text_cell_holds(self.text.trim());
        self.text.clear();
        if held { self.found(element) } else { Ok(()) }
    }

    /// A resident number was found: noted, or the refusal.
    fn found(&mut self, element: &[u8]) -> Result<(), Unreadable> {
        let place = self.place(element);
        if self.notes {
            self.noted = self.noted.or(Some(place));
            return Ok(());
        }
        Err(Unreadable::ResidentNumberElsewhere { place })
    }

    /// Where an element of this part stands.
    fn place(&self, element: &[u8]) -> Place {
        Place::of(&self.part, element)
    }

    /// The refusal for something in this part that is not as it should be.
    pub(super) fn damaged(&self) -> Unreadable {
        Unreadable::DamagedPart { place: self.place(b"") }
    }
}

/// Whether an attribute holds a resident number; few elements have digits enough to be looked at.
fn attributes_hold(tag: &BytesStart<'_>) -> bool {
    let enough = tag.iter().filter(|byte| byte.is_ascii_digit() || **byte >= 0x80).take(12).count() == 12;
    enough
        && tag.attributes().with_checks(false).flatten().any(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.unwrap_or_else(|_| String::from_utf8_lossy(&attribute.value));
            // Addresses write a blank and a hyphen with a percent sign.
            holds_resident_number(&value)
                || value.contains('%')
                    && holds_resident_number(&value.replace("%20", " ").replace("%2D", "-"))
        })
}

/// Turns an event of the parser into a step.
fn settle(event: Event<'static>, depth: &mut usize, place: Place) -> Result<Step<'static>, Unreadable> {
    let damaged = || Unreadable::DamagedPart { place };
    let entities = || Unreadable::Entities { place };
    Ok(match event {
        Event::Start(tag) => {
            *depth += 1;
            if *depth > DEPTH {
                return Err(damaged());
            }
            Step::Open(tag)
        }
        Event::End(tag) => {
            *depth = depth.saturating_sub(1);
            Step::Shut(tag.local_name().as_ref().to_vec())
        }
        Event::Text(text) => Step::Text(text.xml10_content().map_err(|_| damaged())?.into_owned().into()),
        Event::CData(text) => Step::Text(text.xml10_content().map_err(|_| damaged())?.into_owned().into()),
        Event::GeneralRef(name) => match name.resolve_char_ref() {
            Ok(Some(letter)) => Step::Text(letter.to_string().into()),
            Ok(None) => {
                let name = name.decode().map_err(|_| damaged())?;
                let text = quick_xml::escape::resolve_predefined_entity(&name).ok_or_else(entities)?;
                Step::Text(text.to_owned().into())
            }
            Err(_) => return Err(damaged()),
        },
        Event::DocType(_) => return Err(entities()),
        Event::Eof if *depth > 0 => return Err(damaged()),
        _ => Step::End,
    })
}

/// Finds our own refusal inside an input error; anything else is a damaged part.
fn translate(error: &quick_xml::Error, place: Place) -> Unreadable {
    let refusal = match error {
        quick_xml::Error::Io(inner) => inner.get_ref().and_then(|inner| inner.downcast_ref::<Unreadable>()),
        _ => None,
    };
    refusal.cloned().unwrap_or(Unreadable::DamagedPart { place })
}

/// An attribute by its local name, with references resolved.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}
