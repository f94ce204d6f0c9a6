//! Reads the XML of a workbook without document types, without entities of its own and without depth.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::Unreadable;

/// Open elements inside one another; workbooks need about ten.
const DEPTH: usize = 64;

/// A reader of one part.
pub(super) struct Xml<R> {
    reader: quick_xml::Reader<R>,
    buffer: Vec<u8>,
    depth: usize,
    part: String,
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
        let part = part.chars().take(60).collect();
        Self { reader, buffer: Vec::new(), depth: 0, part }
    }

    /// The next step; comments and instructions are passed over.
    pub(super) fn step(&mut self) -> Result<Step<'_>, Unreadable> {
        loop {
            self.buffer.clear();
            // The borrow of the buffer ends with each pass, which a match that returns cannot show.
            match self.reader.read_event_into(&mut self.buffer) {
                Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_)) => {}
                Ok(event) => {
                    let owned = event.into_owned();
                    return settle(owned, &mut self.depth, &self.part);
                }
                Err(error) => return Err(translate(&error, &self.part)),
            }
        }
    }

    /// The part's name, shortened.
    pub(super) fn part(&self) -> &str {
        &self.part
    }

    /// The refusal for something in this part that is not as it should be.
    pub(super) fn damaged(&self) -> Unreadable {
        Unreadable::DamagedPart { part: self.part.clone() }
    }
}

/// Turns an event of the parser into a step.
fn settle(event: Event<'static>, depth: &mut usize, part: &str) -> Result<Step<'static>, Unreadable> {
    let damaged = || Unreadable::DamagedPart { part: part.to_owned() };
    let entities = || Unreadable::Entities { part: part.to_owned() };
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
fn translate(error: &quick_xml::Error, part: &str) -> Unreadable {
    if let quick_xml::Error::Io(inner) = error
        && let Some(refusal) = inner.get_ref().and_then(|inner| inner.downcast_ref::<Unreadable>())
    {
        return match refusal {
            Unreadable::CellTooLong { limit, .. } => {
                Unreadable::CellTooLong { cell: part.to_owned(), limit: *limit }
            }
            other => other.clone(),
        };
    }
    Unreadable::DamagedPart { part: part.to_owned() }
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
