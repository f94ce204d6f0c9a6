//! `dure import`: brings a file into the workspace, whole or not at all.

use std::{
    fs::File,
    io::{BufReader, Read},
    path::Path,
    process::ExitCode,
};

use base::Problem;
use indicatif::{ProgressBar, ProgressStyle};
use web::{App, Phrase};

use crate::{Config, cli::ImportKind, config::Refused, errand, speak::Speaker};

/// Imports `file` as `kind`.
pub(crate) async fn run(
    config: Config,
    speaker: &Speaker,
    kind: ImportKind,
    file: &Path,
) -> Result<ExitCode, Problem> {
    let app = errand::open(&config).await?;
    match kind {
        ImportKind::Public => {
            let mut work = app.work().await?;
            register::public::load(&mut work).await?;
            work.commit().await?;
            speaker.say(&Phrase::new("app-imported-public"));
        }
        ImportKind::Agencies => {
            let report = returns::import_agencies(&app, reader(file)?).await?;
            said(speaker, report.rows, report.changed);
        }
        ImportKind::Projects => {
            let report = returns::import_projects(&app, reader(file)?).await?;
            said(speaker, report.rows, report.changed);
        }
        ImportKind::Returns => returns_file(&app, speaker, file).await?,
        ImportKind::Budget => {
            let mut text = String::new();
            reader(file)?.take(1 << 20).read_to_string(&mut text).map_err(|e| cannot(file, &e))?;
            let mut work = app.work().await?;
            let lines = plan::import_budget(&mut work, &text).await?;
            work.commit().await?;
            said(speaker, lines as u64, lines as u64);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Streams the returns of past months, with a bar on a terminal.
async fn returns_file(app: &App, speaker: &Speaker, file: &Path) -> Result<(), Problem> {
    let bytes = std::fs::metadata(file).map_or(0, |meta| meta.len());
    let bar = ProgressBar::new(bytes);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {percent} % {eta}") {
        bar.set_style(style);
    }
    let input = bar.wrap_read(reader(file)?);
    let report = returns::import_csv(app, input).await?;
    bar.finish_and_clear();
    said(speaker, report.rows, report.changed);
    Ok(())
}

fn said(speaker: &Speaker, rows: u64, changed: u64) {
    speaker.say(&Phrase::new("app-imported").with("rows", rows).with("changed", changed));
}

fn cannot(file: &Path, error: &std::io::Error) -> Problem {
    Refused::CannotRead { file: file.display().to_string(), detail: error.to_string() }.into()
}

/// The file, or standard input for `-`.
fn reader(file: &Path) -> Result<Box<dyn Read + Send>, Problem> {
    if file == Path::new("-") {
        return Ok(Box::new(std::io::stdin()));
    }
    let opened = File::open(file).map_err(|e| cannot(file, &e))?;
    Ok(Box::new(BufReader::with_capacity(1 << 20, opened)))
}
