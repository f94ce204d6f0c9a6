//! `dure check`: a table against a Frictionless Table Schema, without a database (contracts: data exchange).

use std::{
    io::Read,
    path::{Path, PathBuf},
    process::ExitCode,
};

use base::Problem;
use documents::separated;
use serde_json::json;
use sha2::{Digest, Sha256};
use tables::{Finding, Limits, References, Schema};
use web::Phrase;

use crate::{
    config::Refused,
    speak::{self, Speaker},
};

/// Findings printed at most; all are in `errors.csv`.
const SHOWN: usize = 100;

/// Arguments of `dure check`.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// Frictionless Table Schema (JSON)
    #[arg(long)]
    schema: PathBuf,
    /// The table: CSV or XLSX; - for standard input
    #[arg(long)]
    data: PathBuf,
    /// Folder for errors.csv and result.json; made if missing
    #[arg(long)]
    out: Option<PathBuf>,
    /// Write into a folder that is not empty
    #[arg(long)]
    force: bool,
    /// Print the summary as JSON
    #[arg(long)]
    json: bool,
}

/// Checks; status 0 when nothing is wrong, 1 when something is.
pub(crate) fn run(speaker: &Speaker, args: &CheckArgs) -> Result<ExitCode, Problem> {
    let schema_text = String::from_utf8_lossy(&bytes_of(&args.schema)?).into_owned();
    let schema = Schema::from_json(&schema_text)
        .map_err(|fault| Refused::CannotRead { file: shown(&args.schema), detail: fault.to_string() })?;
    let data = bytes_of(&args.data)?;
    let sheet = intake::open_here(&data, None, &Limits::default())?;
    let report = tables::check(&schema, &sheet, &References::default());
    let findings = &report.findings;
    let summary = json!({
        "verb": "check", "version": env!("CARGO_PKG_VERSION"), "rows": sheet.rows.len(), "findings": findings.len(),
        "input_sha256": data_encoding::HEXLOWER.encode(&Sha256::digest(&data)),
    });
    if let Some(out) = &args.out {
        write_result(speaker, out, args.force, findings, &summary)?;
    }
    if args.json {
        speak::line(&summary);
    } else {
        for finding in findings.iter().take(SHOWN) {
            let message = Phrase { key: finding.key(), args: finding.arguments() };
            speaker.aside(&message);
        }
        speaker.say(
            &Phrase::new("app-checked")
                .with("rows", sheet.rows.len() as i64)
                .with("findings", findings.len() as i64),
        );
    }
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// A file's bytes, or standard input's, bounded before they are taken.
fn bytes_of(path: &Path) -> Result<Vec<u8>, Problem> {
    let cannot = |e: std::io::Error| Refused::CannotRead { file: shown(path), detail: e.to_string() };
    let limit = Limits::default().file_bytes + 1;
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().take(limit).read_to_end(&mut bytes).map_err(cannot)?;
    } else {
        std::fs::File::open(path).map_err(cannot)?.take(limit).read_to_end(&mut bytes).map_err(cannot)?;
    }
    Ok(bytes)
}

/// Writes `errors.csv` and `result.json`, each beside its name and renamed when whole.
fn write_result(
    speaker: &Speaker,
    out: &Path,
    force: bool,
    findings: &[Finding],
    summary: &serde_json::Value,
) -> Result<(), Problem> {
    std::fs::create_dir_all(out).map_err(Problem::fault)?;
    let used = std::fs::read_dir(out).map_err(Problem::fault)?.next().is_some();
    if used && !force {
        return Err(Refused::TargetNotEmpty { table: shown(out) }.into());
    }
    let head: Vec<String> = ["row", "column", "code", "value", "message", "fix"].map(str::to_owned).into();
    let rows: Vec<Vec<documents::Cell>> = findings.iter().map(|finding| row(speaker, finding)).collect();
    let csv = separated::write(&head, &rows, separated::Encoding::Utf8).map_err(Problem::fault)?;
    for (name, bytes) in [("errors.csv", csv), ("result.json", format!("{summary:#}\n").into_bytes())] {
        let part = out.join(format!("{name}.part"));
        std::fs::write(&part, bytes).map_err(Problem::fault)?;
        std::fs::rename(&part, out.join(name)).map_err(Problem::fault)?;
    }
    Ok(())
}

/// One line of `errors.csv`.
fn row(speaker: &Speaker, finding: &Finding) -> Vec<documents::Cell> {
    let args = finding.arguments();
    let said = |key: &str| speaker.words.fill(speaker.lang, key, &args);
    vec![
        i64::from(finding.row).into(),
        finding.column.as_str().into(),
        finding.code.as_str().into(),
        finding.value.as_str().into(),
        said(&finding.key()).into(),
        said(&format!("{}.next", finding.key())).into(),
    ]
}
