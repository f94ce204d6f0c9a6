//! What was typed after `dure` and cannot be understood, said in words of the person typing.

use std::process::ExitCode;

use clap::{
    Parser,
    error::{ContextKind, ContextValue, ErrorKind},
};
use web::{Lang, Phrase, Words};

use crate::{cli::Cli, speak::Speaker};

/// Reads the command line; help and version are printed as they are, everything else is refused with status 2.
pub(crate) fn read(words: &Words) -> Result<Cli, ExitCode> {
    Cli::try_parse().map_err(|error| {
        if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
            return if error.print().is_ok() { ExitCode::SUCCESS } else { ExitCode::from(3) };
        }
        let speaker = Speaker { words: words.clone(), lang: language() };
        let phrase = said(&error);
        let next = Phrase::new(format!("{}.next", phrase.key)).with("values", values(&error));
        speaker.aside(&phrase);
        speaker.next(&next);
        ExitCode::from(2)
    })
}

/// The language asked for, as far as it can be told from a line that was not understood.
fn language() -> Lang {
    let typed: Vec<String> = std::env::args().collect();
    let flag = typed.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1].clone());
    let joined = typed.iter().find_map(|one| one.strip_prefix("--lang=").map(str::to_owned));
    let asked = flag.or(joined).or_else(|| std::env::var("DURE_LANG").ok());
    asked.and_then(|lang| lang.parse().ok()).unwrap_or_default()
}

/// The sentence for an error of the parser.
fn said(error: &clap::Error) -> Phrase {
    let (argument, value) = (text(error, ContextKind::InvalidArg), text(error, ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            Phrase::new("app-typed-verb").with("value", text(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => Phrase::new("app-typed-unknown").with("argument", argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            Phrase::new("app-typed-empty").with("argument", argument)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            Phrase::new("app-typed-value").with("argument", argument).with("value", value)
        }
        ErrorKind::ArgumentConflict => Phrase::new("app-typed-conflict").with("argument", argument),
        ErrorKind::MissingRequiredArgument => Phrase::new("app-typed-missing").with("argument", argument),
        _ => Phrase::new("app-typed-incomplete"),
    }
}

/// What may stand in the place, for the next step.
fn values(error: &clap::Error) -> String {
    let kinds = [ContextKind::ValidValue, ContextKind::ValidSubcommand, ContextKind::SuggestedSubcommand];
    kinds.into_iter().map(|kind| text(error, kind)).find(|text| !text.is_empty()).unwrap_or_default()
}

/// One part of what the parser knows of an error.
fn text(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}
