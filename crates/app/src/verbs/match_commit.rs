//! `dure match commit`: what is published before a draw, so that nobody can choose the seed or the list afterwards.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use base::Problem;
use matching::{Call, Commitment, List, Seed};
use serde_json::json;
use web::Phrase;

use super::{
    match_stable::commitment_of,
    matching::{Read, open, refuse},
    plain::{self, OutArgs, Run, shown, text_of},
};
use crate::{config::Refused, speak::Speaker};

/// Arguments of `dure match commit`.
#[derive(Debug, clap::Args)]
pub(crate) struct CommitArgs {
    /// The list: CSV or XLSX with `applicant_id`, such as the choices
    #[arg(long)]
    choices: PathBuf,
    /// Where the seed will come from, in words that anybody can check
    #[arg(long)]
    seed_source: String,
    /// A seed that somebody keeps until the draw; only its hash is written
    #[arg(long, value_parser = plain::seed)]
    kept_seed: Option<[u8; 32]>,
    #[command(flatten)]
    out: OutArgs,
}

/// Writes `commitment.json`.
pub(crate) fn run(speaker: &Speaker, args: &CommitArgs) -> Result<ExitCode, Problem> {
    let mut run = Run::start(speaker, &args.out)?;
    let Some(rows) = open(&run, &args.choices, &["applicant_id"], &[])? else { return Ok(ExitCode::from(1)) };
    let mut call = Call::new();
    call.unit("-", 0);
    let (mut read, mut last) = (Read::default(), String::new());
    let mut seen = std::collections::HashSet::new();
    rows.each(|row, cells| {
        if cells[0] != last && seen.insert(cells[0].to_owned()) {
            read.numbers.note(row);
            call.choose(cells[0], "-", 1, &[]);
        }
        cells[0].clone_into(&mut last);
    });
    let market = match call.close(plain::workers()) {
        Ok(market) => market,
        Err(faults) => return refuse(&run, &faults, vec![(List::Choices, &rows, read)]),
    };
    run.mark();
    let kept = args.kept_seed.map(Seed);
    let commitment = match Commitment::new(market.applicants(), &args.seed_source, kept.as_ref()) {
        Ok(commitment) => commitment,
        Err(refused) => return run.refused(&args.choices, refused, None),
    };
    run.mark();
    let text = serde_json::to_string_pretty(&commitment).map_err(Problem::fault)? + "\n";
    let summary = json!({
        "verb": "match commit",
        "version": env!("CARGO_PKG_VERSION"),
        "parameters": {},
        "seed": null,
        "inputs": { "choices": rows.seal() },
        "people": commitment.people,
        "list_sha256": commitment.list_sha256,
        "seed_source": commitment.seed_source,
        "seed_sha256": commitment.seed_sha256,
    });
    let code = run.finish(&[("commitment.json", text.into_bytes())], &[], &summary)?;
    if !args.out.json {
        let people = commitment.people as i64;
        let said =
            Phrase::new("app-match-committed").with("people", people).with("sum", commitment.list_sha256);
        speaker.say(&said);
    }
    Ok(code)
}

/// Reads a commitment.
pub(crate) fn read(path: &Path) -> Result<Commitment, Problem> {
    let (text, _) = text_of(path)?;
    let unfit =
        |error: serde_json::Error| Refused::CannotRead { file: shown(path), detail: error.to_string() };
    Ok(commitment_of(&text).map_err(unfit)?)
}
