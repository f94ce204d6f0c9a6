//! `dure export`: a table of the workspace on standard output.

use std::{io::Write, process::ExitCode};

use base::Problem;
use documents::{Cell, separated};
use register::journal;

use crate::{
    Config,
    cli::{ExportFormat, ExportKind},
    errand,
    speak::Speaker,
};

/// Writes `kind` as `format`.
pub(crate) async fn run(
    config: Config,
    speaker: &Speaker,
    kind: ExportKind,
    format: ExportFormat,
) -> Result<ExitCode, Problem> {
    let app = errand::open(&config).await?;
    let bytes = match kind {
        ExportKind::Situation => {
            let situation = foresight::situation(&app, None).await?;
            match format {
                ExportFormat::Json => serde_json::to_vec_pretty(&*situation).map_err(Problem::fault)?,
                ExportFormat::Csv => foresight::csv(&situation, &speaker.words, speaker.lang)?,
                ExportFormat::Xlsx => foresight::xlsx(&app, &situation, &speaker.words, speaker.lang)?,
            }
        }
        ExportKind::Journal => {
            let filter = journal::Filter::default();
            let lines = journal::lines(&mut app.db().read().await?, &filter, i64::MAX).await?;
            match format {
                ExportFormat::Json => serde_json::to_vec_pretty(&lines).map_err(Problem::fault)?,
                ExportFormat::Csv | ExportFormat::Xlsx => journal_csv(&lines)?,
            }
        }
    };
    std::io::stdout().write_all(&bytes).map_err(Problem::fault)?;
    Ok(ExitCode::SUCCESS)
}

/// The journal as a table, newest line first.
fn journal_csv(lines: &[journal::Line]) -> Result<Vec<u8>, Problem> {
    let head = ["seq", "recorded_at", "actor_id", "deed", "subject", "detail", "previous", "hash"];
    let row = |line: &journal::Line| -> Vec<Cell> {
        let text = [&line.actor_id, &line.deed, &line.subject, &line.detail, &line.previous, &line.hash];
        let mut cells: Vec<Cell> = vec![line.seq.into(), line.recorded_at.to_string().into()];
        cells.extend(text.into_iter().map(|text| text.as_str().into()));
        cells
    };
    let rows: Vec<Vec<Cell>> = lines.iter().map(row).collect();
    separated::write(&head.map(str::to_owned), &rows, separated::Encoding::Utf8).map_err(Problem::fault)
}
