//! `dure import`: brings a file into the workspace, whole or not at all.

use std::{
    fs::File,
    io::{BufReader, Read},
    path::Path,
    process::ExitCode,
};

use base::Problem;
use indicatif::{ProgressBar, ProgressStyle};
use returns::Replace;
use web::{App, Phrase};

use crate::{Config, cli::ImportKind, config::Refused, errand, index, speak::Speaker};

/// How a file is taken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Choice {
    /// Change rows that are there with other figures.
    pub(crate) replace: bool,
    /// Year of a budget; this year when left out.
    pub(crate) year: Option<i16>,
}

/// Imports `file` as `kind`.
pub(crate) async fn run(
    config: Config,
    speaker: &Speaker,
    kind: ImportKind,
    file: &Path,
    choice: Choice,
) -> Result<ExitCode, Problem> {
    let Choice { replace, year } = choice;
    let app = errand::open(&config).await?;
    match kind {
        ImportKind::Public => {
            let mut work = app.work().await?;
            if !register::public::load(&mut work).await?.is_nothing() {
                index::fill(&mut work).await?;
                work.commit().await?;
            }
            speaker.say(&Phrase::new("app-imported-public"));
        }
        ImportKind::Agencies => {
            let report = returns::import_agencies(&app, reader(file)?).await?;
            reindex(&app).await?;
            said(speaker, report.rows, report.added + report.changed);
        }
        ImportKind::Projects => {
            let report = returns::import_projects(&app, reader(file)?).await?;
            reindex(&app).await?;
            said(speaker, report.rows, report.added + report.changed);
        }
        ImportKind::Returns => returns_file(&app, speaker, file, replace).await?,
        ImportKind::Budget => {
            let year = i64::from(year.unwrap_or_else(|| app.clock().today().year()));
            let mut bytes = Vec::new();
            reader(file)?.take(1 << 20).read_to_end(&mut bytes).map_err(|e| cannot(file, &e))?;
            let rows = plan::budget_rows(&intake::open_here(&bytes, None, &intake::Limits::default())?)?;
            let mut work = app.work().await?;
            let report = plan::import_budget(&mut work, year, &rows).await?;
            work.commit().await?;
            said(speaker, rows.len() as u64, report.made as u64);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Streams the returns of past months, with a bar on a terminal.
async fn returns_file(app: &App, speaker: &Speaker, file: &Path, replace: bool) -> Result<(), Problem> {
    let bytes = std::fs::metadata(file).map_or(0, |meta| meta.len());
    let bar = ProgressBar::new(bytes);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {percent} % {eta}") {
        bar.set_style(style);
    }
    let input = bar.wrap_read(reader(file)?);
    let replace = if replace { Replace::Yes } else { Replace::No };
    let report = returns::import_csv(app, input, replace, |_| ()).await?;
    bar.finish_and_clear();
    said(speaker, report.rows, report.added + report.changed);
    if report.refused_count > 0 {
        speaker.aside(&Phrase::new("app-import-kept").with("rows", report.refused_count));
        for row in report.refused.iter().take(100) {
            let place = Phrase::new("app-import-kept-row").with("line", row.line);
            speaker.aside(&place.with("project", row.project.clone()).with("month", row.month.clone()));
        }
    }
    Ok(())
}

fn said(speaker: &Speaker, rows: u64, changed: u64) {
    speaker.say(&Phrase::new("app-imported").with("rows", rows).with("changed", changed));
}

/// Makes what came findable.
async fn reindex(app: &App) -> Result<(), Problem> {
    let mut work = app.work().await?;
    index::fill(&mut work).await?;
    work.note("office.search-indexed", "search").await?;
    work.commit().await
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
