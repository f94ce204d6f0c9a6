//! A page made of blocks and drawn by one template, for areas whose screens are lists, facts and forms.

mod form;
mod table;

use askama::Template;
use base::Problem;

pub use form::{AskBlock, Button, Choice, FormBlock, Input, Sent};
pub use table::{Drawn, Head, TableBlock};

use crate::{Ask, Lang, Notes, Reply, filters};

/// A tab of an area: message key, address, and the right it needs.
pub type Tab = (&'static str, &'static str, &'static str);

/// A link.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// Words.
    pub label: String,
    /// Address; empty for words without a link.
    pub href: String,
    /// Whether it is the page shown.
    pub here: bool,
}

impl Link {
    /// Words that lead to an address.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), here: false }
    }
}

/// A term with its value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pair {
    /// Term.
    pub term: String,
    /// Value.
    pub value: String,
    /// Where the value comes from; empty for nowhere.
    pub href: String,
}

/// A sentence in a box.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// `info`, `success`, `warning` or `danger`.
    pub tone: &'static str,
    /// What is so.
    pub words: String,
    /// What to do.
    pub next: String,
    /// Heading; empty for none.
    pub title: String,
}

/// A state in a word and a shape.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Badge {
    /// Word.
    pub words: String,
    /// `good`, `warn`, `bad`, `busy` or `plain`.
    pub tone: &'static str,
    /// What stands after it.
    pub after: String,
}

/// A part of a page.
#[derive(Debug, Clone)]
pub enum Block {
    /// A form that only asks.
    Ask(AskBlock),
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A list of lines.
    Lines(Vec<Link>),
    /// A sentence in a box.
    Warning(Said),
    /// A state.
    State(Badge),
    /// Terms and values.
    Facts(Vec<Pair>),
    /// A text as it is kept.
    Code(String),
    /// A table.
    Table(TableBlock),
    /// A form.
    Form(FormBlock),
    /// Prepared markup of a chart.
    Figure(String),
    /// A button that prints.
    Print,
    /// A place that links lead to.
    Anchor(&'static str),
}

/// A page of blocks.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "blocks.html")]
pub struct Page {
    /// Title.
    pub title: String,
    /// Sentence below it.
    pub lead: String,
    /// Links beside the title.
    pub tools: Vec<Link>,
    /// Name of the area, for its tabs.
    pub area: String,
    /// Tabs of the area.
    pub tabs: Vec<Link>,
    /// Views of the same thing.
    pub views: Vec<Link>,
    /// Sentences of a form shown again.
    pub notes: Notes,
    /// Parts.
    pub blocks: Vec<Block>,
    /// Whether the rows are made up.
    pub sample_rows: bool,
    /// Where figures come from; empty for nothing.
    pub source_line: String,
    /// Day of the source.
    pub source_day: String,
}

impl Page {
    /// A page of an area; `tabs` are its message keys, addresses and rights, `here` is the tab the page belongs to.
    pub fn new(ask: &Ask, title: String, tabs: &[Tab], here: &str) -> Self {
        let tab =
            |(key, href, _): &Tab| Link { label: ask.t(key), href: (*href).to_owned(), here: *href == here };
        let seen = tabs.iter().filter(|(_, _, right)| ask.actor.may(right));
        let entry = ask
            .app
            .areas()
            .iter()
            .flat_map(|area| area.menu)
            .find(|entry| tabs.first().is_some_and(|(_, href, _)| entry.href == *href));
        let area = entry.map(|entry| ask.t(entry.key)).unwrap_or_default();
        Self { title, area, tabs: seen.map(tab).collect(), ..Self::default() }
    }

    /// With a sentence below the title.
    pub fn lead(mut self, lead: String) -> Self {
        self.lead = lead;
        self
    }

    /// With a link beside the title.
    pub fn tool(mut self, label: String, href: impl Into<String>) -> Self {
        self.tools.push(Link::new(label, href));
        self
    }

    /// With a link beside the title where it is allowed.
    pub fn tool_if(self, allowed: bool, label: String, href: impl Into<String>) -> Self {
        if allowed { self.tool(label, href) } else { self }
    }

    /// With views of the same thing; the one shown is marked.
    pub fn views(mut self, views: Vec<Link>) -> Self {
        self.views = views;
        self
    }

    /// Adds a block.
    pub fn block(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// Adds blocks.
    pub fn blocks(mut self, blocks: impl IntoIterator<Item = Block>) -> Self {
        self.blocks.extend(blocks);
        self
    }

    /// Adds a block where there is one.
    pub fn maybe(self, block: Option<Block>) -> Self {
        match block {
            Some(block) => self.block(block),
            None => self,
        }
    }

    /// Marks the rows as made up.
    pub fn sample(mut self, sample: bool) -> Self {
        self.sample_rows = sample;
        self
    }

    /// With the source of its figures.
    pub fn source(mut self, source: &str, day: &str) -> Self {
        (self.source_line, self.source_day) = (source.to_owned(), day.to_owned());
        self
    }

    /// With the sentences of a form shown again, at the inputs too.
    pub fn noted(mut self, notes: Notes) -> Self {
        if !notes.0.is_empty() {
            for block in &mut self.blocks {
                if let Block::Form(form) = block {
                    *form = form.clone().noted(&notes);
                }
            }
        }
        self.notes = notes;
        self
    }

    /// Answers with the page, or with the form again when there are sentences at fields.
    pub fn answer(self, ask: &Ask) -> Reply {
        if self.notes.0.is_empty() { ask.page(&self) } else { ask.page_again(&self) }
    }
}

/// A term with a value.
#[expect(clippy::needless_pass_by_value, reason = "callers hand over numbers, days and texts alike")]
pub fn pair(term: String, value: impl ToString) -> Pair {
    Pair { term, value: value.to_string(), href: String::new() }
}

/// A term with a value that leads to where it comes from.
#[expect(clippy::needless_pass_by_value, reason = "callers hand over numbers, days and texts alike")]
pub fn linked(term: String, value: impl ToString, href: impl Into<String>) -> Pair {
    Pair { term, value: value.to_string(), href: href.into() }
}

/// A box with a sentence.
pub fn boxed(tone: &'static str, words: String, next: String) -> Block {
    Block::Warning(Said { tone, words, next, title: String::new() })
}

/// The sentences of a problem at fields; any other problem goes on.
pub fn at_fields(ask: &Ask, problem: Problem) -> Result<Notes, Problem> {
    match problem {
        Problem::Fields(notes) => Ok(ask.notes(&notes)),
        other => Err(other),
    }
}

/// Whether the visitor reads English.
pub fn english(ask: &Ask) -> bool {
    ask.look.lang == Lang::En
}

/// Options whose words are messages `<prefix>-<word>`.
pub fn word_choices(ask: &Ask, prefix: &str, words: &[&str], now: &str) -> Vec<Choice> {
    words.iter().map(|word| Choice::new(word, &ask.t(&format!("{prefix}-{word}")), now)).collect()
}

/// Names of fields of need kept as one text.
pub fn field_names(ask: &Ask, fields: &str) -> String {
    let names = fields.split_whitespace().map(|field| ask.t(&format!("web-need-field-{field}")));
    names.collect::<Vec<_>>().join(", ")
}

/// Whether a problem says that another editor was quicker.
pub fn is_changed_meanwhile(problem: &Problem) -> bool {
    problem.code().as_deref() == Some("web/changed-meanwhile")
}
