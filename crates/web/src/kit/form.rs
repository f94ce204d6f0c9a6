//! Forms of a page of blocks: their inputs, options and buttons, and what was sent.

use crate::Notes;

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

    /// One option of several that may be chosen together.
    pub fn among(value: &str, label: &str, now: &[String]) -> Self {
        let selected = now.iter().any(|one| one == value);
        Self { value: value.to_owned(), label: label.to_owned(), selected }
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
    #[expect(clippy::needless_pass_by_value, reason = "callers hand over numbers, days and texts alike")]
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

/// A form that only asks: its answer is a page, its inputs stand in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskBlock {
    /// Heading; empty for none.
    pub title: String,
    /// Sentence below it.
    pub lead: String,
    /// Where it is sent.
    pub action: String,
    /// Inputs.
    pub inputs: Vec<Input>,
    /// Words of the button.
    pub button: String,
}

/// The plain fields of a form as they were sent, kept to show it again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sent(pub Vec<(String, String)>);

impl Sent {
    /// A field's value; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}
