//! The house put together: the list of areas, configuration, verbs of the command line, the job loop.

mod cli;
mod config;
mod errand;
mod index;
mod jobs;
mod outbox;
mod speak;
mod typed;
mod verbs;

use std::process::ExitCode;

use web::{Area, Messages};

pub use config::{Config, Mail};
pub use errand::{messages, migrations, open};

/// Every area, in the order of the menu. Adding one is this line and its dependency.
pub static AREAS: &[&Area] = &[
    &foresight::AREA,
    &returns::AREA,
    &evaluation::AREA,
    &consulting::AREA,
    &training::AREA,
    &plan::AREA,
    &office::AREA,
];

/// Words of the command line itself.
pub const MESSAGES: Messages =
    Messages { ko: include_str!("../i18n/ko.ftl"), en: include_str!("../i18n/en.ftl") };

/// Runs the program with the arguments of this process.
pub fn run() -> ExitCode {
    // The child that reads strangers' files knows nothing else of the house.
    if std::env::args().nth(1).as_deref() == Some(intake::VERB) {
        return intake::run_child();
    }
    cli::run()
}
