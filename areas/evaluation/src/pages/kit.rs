//! What every screen of evaluation is made of: a page of blocks, drawn by one template.

use askama::Template;
use base::Problem;
use web::{Ask, Notes, Reply, filters};

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

/// One option of a drop-down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is chosen.
    pub selected: bool,
}

impl Choice {
    /// One option.
    pub fn new(value: &str, label: &str, now: &str) -> Self {
        Self { value: value.to_owned(), label: label.to_owned(), selected: value == now }
    }
}

/// One input of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// Name in the form.
    pub key: String,
    /// Label.
    pub words: String,
    /// `text`, `number`, `money`, `date`, `area`, `select`, `radio`, `tick`, `file`, `hidden` or `heading`.
    pub kind: &'static str,
    /// Value kept.
    pub now: String,
    /// Hint.
    pub help: String,
    /// Sentence at the field.
    pub wrong: String,
    /// Whether it must be filled.
    pub needed: bool,
    /// Options.
    pub choices: Vec<Choice>,
    /// Words of the empty option.
    pub first: String,
    /// Lines of a text area.
    pub lines: i64,
}

impl Input {
    /// An input with its label and value.
    pub fn new(kind: &'static str, key: &str, words: String, now: &str) -> Self {
        Self { key: key.to_owned(), words, kind, now: now.to_owned(), lines: 4, ..Self::default() }
    }

    /// A hidden value.
    #[expect(clippy::needless_pass_by_value, reason = "callers hand over numbers and texts alike")]
    pub fn hidden(key: &str, now: impl ToString) -> Self {
        Self { key: key.to_owned(), kind: "hidden", now: now.to_string(), ..Self::default() }
    }

    /// A drop-down.
    pub fn select(key: &str, words: String, choices: Vec<Choice>) -> Self {
        Self { key: key.to_owned(), words, kind: "select", choices, ..Self::default() }
    }

    /// With a hint.
    pub fn help(mut self, help: String) -> Self {
        self.help = help;
        self
    }

    /// It must be filled.
    pub fn needed(mut self) -> Self {
        self.needed = true;
        self
    }

    /// With an empty option.
    pub fn first(mut self, words: String) -> Self {
        self.first = words;
        self
    }

    /// With so many lines.
    pub fn lines(mut self, lines: i64) -> Self {
        self.lines = lines;
        self
    }
}

/// A button that sends a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Button {
    /// Words.
    pub label: String,
    /// Name in the form; empty for none.
    pub key: &'static str,
    /// Value.
    pub now: &'static str,
}

/// A form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormBlock {
    /// Heading; empty for none.
    pub title: String,
    /// Sentence below it.
    pub lead: String,
    /// Where it is sent.
    pub action: String,
    /// Inputs.
    pub inputs: Vec<Input>,
    /// Buttons, the main one first.
    pub buttons: Vec<Button>,
    /// Where one goes back to; empty for nowhere.
    pub back: String,
    /// Whether a file is sent.
    pub with_file: bool,
    /// Whether it is final.
    pub grave: bool,
}

impl FormBlock {
    /// A form with one button.
    pub fn new(title: String, action: String, button: String) -> Self {
        let buttons = vec![Button { label: button, ..Button::default() }];
        Self { title, action, buttons, ..Self::default() }
    }

    /// With inputs.
    pub fn with(mut self, inputs: impl IntoIterator<Item = Input>) -> Self {
        self.inputs.extend(inputs);
        self
    }

    /// With a sentence below the heading.
    pub fn lead(mut self, lead: String) -> Self {
        self.lead = lead;
        self
    }

    /// With a way back.
    pub fn back(mut self, href: &str) -> Self {
        href.clone_into(&mut self.back);
        self
    }

    /// It sends a file.
    pub fn sends_file(mut self) -> Self {
        self.with_file = true;
        self
    }

    /// It is final.
    pub fn grave(mut self) -> Self {
        self.grave = true;
        self
    }

    /// With only these named buttons.
    pub fn buttons(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        self.buttons = buttons.into_iter().collect();
        self
    }

    /// Puts the sentences of a form shown again at its inputs.
    pub fn noted(mut self, notes: &Notes) -> Self {
        for input in &mut self.inputs {
            input.wrong = notes.at(&input.key);
        }
        self
    }
}

/// A column's head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Words.
    pub label: String,
    /// Address that sorts by it; empty where nothing is sorted.
    pub href: String,
    /// `ascending`, `descending` or empty.
    pub sorted: &'static str,
    /// Whether it holds numbers.
    pub numeric: bool,
}

/// A cell as it is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Words.
    pub words: String,
    /// Where it leads.
    pub href: String,
    /// Tone of a badge; empty for plain words.
    pub tone: &'static str,
    /// What stands small beside it.
    pub small: String,
    /// Whether it is a number.
    pub numeric: bool,
}

/// A table as it is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableBlock {
    /// Title.
    pub title: String,
    /// Whether the title stands above it.
    pub titled: bool,
    /// Whether it can be searched.
    pub searchable: bool,
    /// Its address.
    pub path: String,
    /// Parameters kept while searching.
    pub held: Vec<(String, String)>,
    /// Words searched for.
    pub query: String,
    /// Heads.
    pub heads: Vec<Head>,
    /// Rows.
    pub rows: Vec<Vec<Drawn>>,
    /// What is said when there are none.
    pub none: String,
    /// Links to other pages.
    pub pages: Vec<Link>,
    /// The same rows as files; empty for none.
    pub csv: String,
    /// As a workbook.
    pub xlsx: String,
    /// As JSON.
    pub json: String,
}

/// A part of a page.
#[derive(Debug, Clone)]
pub enum Block {
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
    /// A button that prints.
    Print,
}

/// A page of blocks.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "page.html")]
pub struct Page {
    /// Title.
    pub title: String,
    /// Sentence below it.
    pub lead: String,
    /// Links beside the title.
    pub tools: Vec<Link>,
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

/// The area's tabs with their rights.
const TABS: [(&str, &str, &str); 9] = [
    ("evaluation-tab-rounds", "/evaluation", "evaluation.read"),
    ("evaluation-tab-schemes", "/evaluation/schemes", "evaluation.read"),
    ("evaluation-tab-indicators", "/evaluation/indicators", "evaluation.read"),
    ("evaluation-tab-appeals", "/evaluation/appeals", "evaluation.read"),
    ("evaluation-tab-panels", "/evaluation/panels", "evaluation.all"),
    ("evaluation-tab-reviews", "/evaluation/reviews", "evaluation.review"),
    ("evaluation-tab-tours", "/evaluation/tours", "evaluation.read"),
    ("evaluation-tab-awards", "/evaluation/awards", "evaluation.read"),
    ("evaluation-tab-rewards", "/evaluation/rewards", "evaluation.read"),
];

impl Page {
    /// A page of the area; `here` is the tab it belongs to.
    pub fn new(ask: &Ask, title: String, here: &str) -> Self {
        let tab = |(key, href, _): &(&str, &str, &str)| Link {
            label: ask.t(key),
            href: (*href).to_owned(),
            here: *href == here,
        };
        let seen = TABS.iter().filter(|(_, _, right)| ask.actor.may(right));
        Self { title, tabs: seen.map(tab).collect(), ..Self::default() }
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

/// The plain fields of a form as they were sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sent(pub Vec<(String, String)>);

impl Sent {
    /// A field's value; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}
