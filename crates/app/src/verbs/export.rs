//! `dure export`: a table of the workspace on standard output.

use std::{io::Write, process::ExitCode};

use base::Problem;
use documents::{
    Cell, separated,
    workbook::{Column, Kind, Sheet, Workbook},
};
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
                ExportFormat::Csv => journal_csv(&lines)?,
                ExportFormat::Xlsx => journal_xlsx(&app, &lines)?,
            }
        }
    };
    std::io::stdout().write_all(&bytes).map_err(Problem::fault)?;
    Ok(ExitCode::SUCCESS)
}

/// Columns of the exported journal.
const HEAD: [&str; 8] = ["seq", "recorded_at", "actor_id", "deed", "subject", "detail", "previous", "hash"];

/// The journal as rows, newest line first.
fn rows(lines: &[journal::Line]) -> Vec<Vec<Cell>> {
    let row = |line: &journal::Line| -> Vec<Cell> {
        let text = [&line.actor_id, &line.deed, &line.subject, &line.detail, &line.previous, &line.hash];
        let mut cells: Vec<Cell> = vec![line.seq.into(), line.recorded_at.to_string().into()];
        cells.extend(text.into_iter().map(|text| text.as_str().into()));
        cells
    };
    lines.iter().map(row).collect()
}

fn journal_csv(lines: &[journal::Line]) -> Result<Vec<u8>, Problem> {
    separated::write(&HEAD.map(str::to_owned), &rows(lines), separated::Encoding::Utf8)
        .map_err(Problem::fault)
}

fn journal_xlsx(app: &web::App, lines: &[journal::Line]) -> Result<Vec<u8>, Problem> {
    let kind = |key: &str| if key == "seq" { Kind::Whole } else { Kind::Text };
    let columns = HEAD.iter().map(|key| Column::new(*key, *key, kind(key))).collect();
    let mut sheet = Sheet::new("journal", columns);
    sheet.rows = rows(lines);
    Workbook::new(app.clock().today()).with(sheet).to_xlsx().map_err(Problem::fault)
}
