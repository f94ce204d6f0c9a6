//! A report: title, headings, paragraphs, lists, tables, figures and lines to sign, over as many pages as it takes.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use crate::clean::Cleaner;
use crate::{Check, Fact, Language, Refused, Table};

/// How many blocks one report takes.
const BLOCKS: usize = 5_000;

/// How many entries one list takes.
const ENTRIES: usize = 1_000;

/// Longest paragraph in characters.
const PARAGRAPH: usize = 20_000;

/// Largest picture in bytes.
const PICTURE: usize = 2_000_000;

/// How the A4 sheet lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// Upright.
    #[default]
    Portrait,
    /// On its long side, for wide tables.
    Landscape,
}

/// Where a line of its own stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// At the left margin.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// At the right margin.
    End,
}

/// How loud a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// As the rest.
    #[default]
    Plain,
    /// Bold and a little larger.
    Strong,
    /// Small: sources, notes.
    Small,
}

/// A place where somebody signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// What the person is.
    pub role: String,
    /// The printed name; may be empty.
    pub name: String,
    /// The word in the place of the signature or seal.
    pub mark: String,
}

/// One part of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of level 1 to 3; a level that skips one is raised, because readers navigate by levels.
    Heading {
        /// 1 for a chapter.
        level: u8,
        /// The words.
        text: String,
    },
    /// A paragraph; line breaks are kept.
    Paragraph {
        /// The words.
        text: String,
        /// How loud they are.
        tone: Tone,
        /// Where they stand.
        side: Side,
    },
    /// Entries with a dot before each.
    List(Vec<String>),
    /// Entries with a number before each.
    Numbered(Vec<String>),
    /// Labels with their values, two by two in rows.
    Facts(Vec<Fact>),
    /// A table.
    Table(Table),
    /// Lines to sign, kept together on one page.
    Signatures(Vec<Signature>),
    /// Where the document can be checked.
    Check(Check),
    /// A drawing: a chart, a map, a mark.
    Picture {
        /// The drawing as SVG; its own text needs the printer's fonts.
        svg: String,
        /// What a screen reader says instead.
        alternative: String,
        /// Its width in hundredths of the text's width, at most 100.
        width: u8,
    },
    /// What follows begins on a new page.
    NewPage,
}

impl Block {
    /// Makes a heading.
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading { level, text: text.into() }
    }

    /// Makes a plain paragraph.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph { text: text.into(), tone: Tone::Plain, side: Side::Start }
    }

    /// Makes a small note.
    pub fn note(text: impl Into<String>) -> Self {
        Self::Paragraph { text: text.into(), tone: Tone::Small, side: Side::Start }
    }

    /// Takes every text in; `level` is the level of the last heading and is moved on.
    fn value(&self, place: &str, level: &mut u8, clean: &mut Cleaner<'_>) -> Result<Value, Refused> {
        match self {
            Self::Heading { level: wanted, text } => {
                *level = (*wanted).clamp(1, 3).min(*level + 1);
                Ok(json!({ "kind": "heading", "level": *level, "text": clean.needed(place, text, 200)? }))
            }
            Self::Paragraph { text, tone, side } => {
                let text = clean.lines(place, text, PARAGRAPH)?;
                Ok(json!({ "kind": "paragraph", "text": text, "tone": tone, "side": side }))
            }
            Self::List(entries) => {
                Ok(json!({ "kind": "list", "entries": entries_of(place, entries, clean)? }))
            }
            Self::Numbered(entries) => {
                Ok(json!({ "kind": "numbered", "entries": entries_of(place, entries, clean)? }))
            }
            Self::Facts(facts) => facts_of(place, facts, clean),
            Self::Table(table) => table.value(place, clean),
            Self::Signatures(lines) => signatures_of(place, lines, clean),
            Self::Check(check) => Ok(json!({ "kind": "check", "check": check.value(place, clean)? })),
            Self::Picture { svg, alternative, width } => {
                bounded(format!("{place}, bytes"), svg.len(), PICTURE)?;
                let alternative = clean.needed(format_args!("{place}, alternative"), alternative, 500)?;
                let width = (*width).clamp(1, 100);
                Ok(json!({ "kind": "picture", "svg": svg, "alternative": alternative, "width": width }))
            }
            Self::NewPage => Ok(json!({ "kind": "page" })),
        }
    }
}

/// A report on A4 with page numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The language the document declares.
    pub language: Language,
    /// The title, at most 200 characters.
    pub title: String,
    /// The line below the title, at most 200 characters.
    pub subtitle: String,
    /// Who issues it, also the author in the file's data; at most 100 characters.
    pub issuer: String,
    /// The line at the top of every page, at most 120 characters.
    pub header: String,
    /// The line at the foot of every page beside its number, at most 120 characters (for instance who printed it).
    pub footer: String,
    /// The mark of sample data; absent on a real document.
    pub sample: Option<String>,
    /// The moment the file says it was made.
    pub made: Timestamp,
    /// How the sheet lies.
    pub paper: Paper,
    /// The parts in order, at most 5,000.
    pub blocks: Vec<Block>,
}

impl Report {
    /// Starts an empty report.
    pub fn new(language: Language, title: impl Into<String>, made: Timestamp) -> Self {
        Self {
            language,
            title: title.into(),
            subtitle: String::new(),
            issuer: String::new(),
            header: String::new(),
            footer: String::new(),
            sample: None,
            made,
            paper: Paper::default(),
            blocks: Vec::new(),
        }
    }

    /// Takes every text in.
    pub(crate) fn value(&self, clean: &mut Cleaner<'_>) -> Result<Value, Refused> {
        bounded("blocks".to_owned(), self.blocks.len(), BLOCKS)?;
        let mut level = 0;
        let mut blocks = Vec::with_capacity(self.blocks.len());
        for (at, block) in self.blocks.iter().enumerate() {
            blocks.push(block.value(&format!("block {}", at + 1), &mut level, clean)?);
        }
        Ok(json!({
            "language": self.language,
            "title": clean.needed("title", &self.title, 200)?,
            "subtitle": clean.line("subtitle", &self.subtitle, 200)?,
            "issuer": clean.line("issuer", &self.issuer, 100)?,
            "header": clean.line("header", &self.header, 120)?,
            "footer": clean.line("footer", &self.footer, 120)?,
            "sample": clean.maybe("sample", self.sample.as_deref(), 30)?,
            "paper": self.paper,
            "blocks": blocks,
        }))
    }
}

fn bounded(place: String, count: usize, limit: usize) -> Result<(), Refused> {
    if count > limit { Err(Refused::TooMany { place, count, limit }) } else { Ok(()) }
}

fn entries_of(place: &str, entries: &[String], clean: &mut Cleaner<'_>) -> Result<Vec<String>, Refused> {
    bounded(place.to_owned(), entries.len(), ENTRIES)?;
    let numbered = entries.iter().enumerate();
    numbered.map(|(at, entry)| clean.lines(format_args!("{place}, entry {}", at + 1), entry, 2_000)).collect()
}

fn facts_of(place: &str, facts: &[Fact], clean: &mut Cleaner<'_>) -> Result<Value, Refused> {
    bounded(place.to_owned(), facts.len(), ENTRIES)?;
    let mut pairs = Vec::with_capacity(facts.len());
    for (at, fact) in facts.iter().enumerate() {
        pairs.push(fact.value(&format!("{place}, fact {}", at + 1), clean)?);
    }
    Ok(json!({ "kind": "facts", "facts": pairs }))
}

fn signatures_of(place: &str, lines: &[Signature], clean: &mut Cleaner<'_>) -> Result<Value, Refused> {
    bounded(place.to_owned(), lines.len(), 20)?;
    let mut taken = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let place = format!("{place}, signature {}", at + 1);
        taken.push(json!([
            clean.line(&place, &line.role, 60)?,
            clean.line(&place, &line.name, 60)?,
            clean.line(&place, &line.mark, 20)?,
        ]));
    }
    Ok(json!({ "kind": "signatures", "lines": taken }))
}
