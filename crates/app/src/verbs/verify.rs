//! `dure verify`: checks a result with code that shares nothing with the solvers (contracts: verify).

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use base::Problem;
use data_encoding::HEXLOWER;
use matching_verify::{Fallback, Prices, Round, Sums, Violation};
use serde_json::{Value as Json, json};
use web::Phrase;

use super::{
    match_assign::ARCS,
    match_commit,
    match_rows::{Rows, finding, whole},
    match_stable::{CHOICES, TIES},
    plain::{self, Wrong, shown, tell, text_of},
};
use crate::{
    config::Refused,
    speak::{self, Speaker},
};

/// Violations printed at most; the count tells the rest.
const SHOWN: usize = 100;

/// Arguments of `dure verify`.
#[derive(Debug, clap::Args)]
pub(crate) struct VerifyArgs {
    /// The folder of the result
    dir: PathBuf,
    /// Units the result was made from
    #[arg(long)]
    units: PathBuf,
    /// Choices it was made from (match stable)
    #[arg(long, required_unless_present = "arcs", conflicts_with = "arcs")]
    choices: Option<PathBuf>,
    /// Arcs it was made from (match assign)
    #[arg(long)]
    arcs: Option<PathBuf>,
    /// Reserves it was made from
    #[arg(long, requires = "groups")]
    reserves: Option<PathBuf>,
    /// Groups it was made from
    #[arg(long)]
    groups: Option<PathBuf>,
    /// Couples it was made from
    #[arg(long)]
    couples: Option<PathBuf>,
    /// The seed as it was published; without it the seed that the result names is used
    #[arg(long, value_parser = plain::seed)]
    seed: Option<[u8; 32]>,
    /// The commitment that was published before the draw (commitment.json)
    #[arg(long)]
    commitment: Option<PathBuf>,
    /// Print the violations as JSON
    #[arg(long)]
    json: bool,
}

/// What keeps a check from being made: a table that cannot be read.
type Unfit = (PathBuf, Vec<Wrong>);

/// Checks a result: 0 and `OK` when everything holds, 1 and every violation otherwise.
pub(crate) fn run(speaker: &Speaker, args: &VerifyArgs) -> Result<ExitCode, Problem> {
    let claimed = args.dir.join("result.json");
    let (text, _) = text_of(&claimed)?;
    let unfit = |detail: String| Refused::CannotRead { file: shown(&claimed), detail };
    let mut claimed: Json = serde_json::from_str(&text).map_err(|error| unfit(error.to_string()))?;
    if claimed["verb"] == "select" {
        // A selection that went on to places keeps what it claims of them apart.
        claimed = claimed["match"].take();
    }
    let verb = claimed["verb"].as_str().unwrap_or_default();
    let expected = if args.arcs.is_some() { "match assign" } else { "match stable" };
    if verb != expected {
        return Err(unfit(format!("verb: {verb} ≠ {expected}")).into());
    }
    let found = match &args.arcs {
        Some(arcs) => assignment(args, arcs, &claimed)?,
        None => round(args, &claimed)?,
    };
    match found {
        Ok(found) => Ok(say(speaker, &found, args.json)),
        Err((path, wrong)) => {
            tell(speaker, &path, &wrong);
            Ok(ExitCode::from(1))
        }
    }
}

fn say(speaker: &Speaker, found: &[Violation], json: bool) -> ExitCode {
    if json {
        speak::line(json!({ "ok": found.is_empty(), "violations": found }));
    } else if found.is_empty() {
        speak::line("OK");
    } else {
        for one in found.iter().take(SHOWN) {
            speaker.say(&Phrase { key: one.key(), args: one.arguments() });
        }
        speaker.say(&Phrase::new("app-verify-violations").with("count", found.len() as i64));
    }
    ExitCode::from(u8::from(!found.is_empty()))
}

/// Opens a table or leaves the function with what is wrong with it.
macro_rules! opened {
    ($path:expr, $wanted:expr, $optional:expr) => {
        match Rows::open($path, $wanted, $optional)? {
            Ok(rows) => rows,
            Err(unfit) => return Ok(Err(unfit)),
        }
    };
}

/// Notes a cell that is no figure.
fn figure(rows: &Rows, row: u32, (column, cell): (&str, &str), unfit: &mut Option<Unfit>) -> i64 {
    let number = whole(cell);
    if number.is_none() {
        let (_, wrong) = unfit.get_or_insert_with(|| (rows.path.clone(), Vec::new()));
        wrong.push(finding("not-a-whole-number", row, column, cell));
    }
    number.unwrap_or_default()
}

/// A decimal in millionths; nothing for a blank.
fn decimal(rows: &Rows, row: u32, (column, cell): (&str, &str), unfit: &mut Option<Unfit>) -> Option<i64> {
    let number = tables::Decimal::parse(cell).map(tables::Decimal::millionths);
    if number.is_none() && !cell.is_empty() {
        let (_, wrong) = unfit.get_or_insert_with(|| (rows.path.clone(), Vec::new()));
        wrong.push(finding("not-a-number", row, column, cell));
    }
    number
}

/// Compares the sums of the files with those of the result.
fn inputs(claimed: &Json, files: &[(&str, &Rows)], found: &mut Vec<Violation>) {
    for (name, rows) in files {
        let seal = &claimed["inputs"][name];
        if seal["canonical_sha256"] != rows.seal()["canonical_sha256"] {
            found.push(Violation::InputChanged { file: shown(&rows.path) });
        }
    }
    let known = |name: &str| files.iter().any(|(other, _)| *other == name);
    let named = claimed["inputs"].as_object().into_iter().flatten().map(|(name, _)| name);
    for name in named.filter(|name| !known(name)) {
        found.push(Violation::InputChanged { file: name.clone() });
    }
}

fn assignment(
    args: &VerifyArgs,
    arcs: &Path,
    claimed: &Json,
) -> Result<Result<Vec<Violation>, Unfit>, Problem> {
    let units = opened!(&args.units, &["unit_id", "capacity"], &[]);
    let arcs = opened!(arcs, &ARCS, &[]);
    let seats = opened!(&args.dir.join("placements.csv"), &ARCS, &[]);
    let prices = opened!(&args.dir.join("prices.csv"), &["kind", "id", "price"], &[]);
    let (mut check, mut unfit) = (Prices::default(), None);
    units.each(|row, cells| {
        let places = figure(&units, row, ("capacity", cells[1]), &mut unfit);
        check.unit(cells[0], places.max(0) as u64);
    });
    arcs.each(|row, cells| check.arc(cells[0], cells[1], figure(&arcs, row, ("cost", cells[2]), &mut unfit)));
    seats.each(|_, cells| check.seat(cells[0], cells[1], whole(cells[2])));
    prices.each(|row, cells| match (cells[0], cells[2].parse::<i128>()) {
        ("applicant", Ok(price)) => check.applicant_price(cells[1], price),
        ("unit", Ok(price)) => check.unit_price(cells[1], price),
        _ => {
            let (_, wrong) = unfit.get_or_insert_with(|| (prices.path.clone(), Vec::new()));
            wrong.push(finding("not-a-whole-number", row, "price", cells[2]));
        }
    });
    if let Some(unfit) = unfit {
        return Ok(Err(unfit));
    }
    let sum = |name: &str| match &claimed[name] {
        Json::String(text) => text.parse().unwrap_or(-1),
        number => number.as_i64().map_or(-1, i128::from),
    };
    let placed = claimed["placed"].as_u64().unwrap_or(u64::MAX);
    let sums = Sums { placed, total_cost: sum("total_cost"), unplaced_cost: sum("M") };
    let mut found = check.violations(Some(sums));
    inputs(claimed, &[("units", &units), ("arcs", &arcs)], &mut found);
    Ok(Ok(found))
}

/// The seed that the result names, against the one given.
fn seed(args: &VerifyArgs, claimed: &Json, found: &mut Vec<Violation>) -> Option<[u8; 32]> {
    let named = claimed["seed"].as_str().and_then(|text| plain::seed(text).ok());
    if args.seed.is_some() && args.seed != named {
        found.push(Violation::SeedChanged);
    }
    args.seed.or(named)
}

/// Whether list and seed are those that were committed to.
fn commitment(args: &VerifyArgs, check: &Round, seed: Option<&[u8; 32]>) -> Result<bool, Problem> {
    use sha2::{Digest, Sha256};
    let Some(path) = &args.commitment else { return Ok(true) };
    let commitment = match_commit::read(path)?;
    let list = HEXLOWER.encode(&matching_verify::list_sum(check.applicants()));
    let of_seed = seed.map(|seed| HEXLOWER.encode(&Sha256::digest(seed)));
    Ok(commitment.list_sha256 == list
        && (commitment.seed_sha256.is_none() || commitment.seed_sha256 == of_seed))
}

fn round(args: &VerifyArgs, claimed: &Json) -> Result<Result<Vec<Violation>, Unfit>, Problem> {
    let choices = args.choices.as_deref().unwrap_or(Path::new("-"));
    let units = opened!(&args.units, &["unit_id", "capacity"], &[]);
    let choices = opened!(choices, &CHOICES, &TIES);
    let (mut check, mut unfit) = (Round::default(), None);
    units.each(|row, cells| {
        let places = figure(&units, row, ("capacity", cells[1]), &mut unfit);
        check.unit(cells[0], places.max(0) as u64);
    });
    let width = 4 + choices.found()[4..].iter().rposition(|&found| found).map_or(0, |last| last + 1);
    choices.each(|row, cells| {
        let choice = figure(&choices, row, ("choice", cells[2]), &mut unfit);
        let marks: Vec<Option<i64>> =
            (3..width).map(|at| decimal(&choices, row, (choices.name(at), cells[at]), &mut unfit)).collect();
        check.choice(cells[0], cells[1], choice, &marks);
    });
    let mut files = vec![("units", units), ("choices", choices)];
    if let Some(path) = &args.reserves {
        let rows = opened!(path, &["unit_id", "group", "places", "unfilled"], &[]);
        rows.each(|row, cells| {
            let unfilled = if cells[3] == "reverts" { Fallback::Reverts } else { Fallback::Stays };
            let places = figure(&rows, row, ("places", cells[2]), &mut unfit).max(0);
            check.reserve(cells[0], cells[1], places as u64, unfilled);
        });
        files.push(("reserves", rows));
    }
    if let Some(path) = &args.groups {
        let rows = opened!(path, &["applicant_id", "group"], &[]);
        rows.each(|_, cells| check.member(cells[0], cells[1]));
        files.push(("groups", rows));
    }
    if let Some(path) = &args.couples {
        let rows = opened!(path, &["applicant_id", "partner_id"], &[]);
        rows.each(|_, cells| check.couple(cells[0], cells[1]));
        files.push(("couples", rows));
    }
    if let Err(wrong) = claimed_rows(&args.dir, &mut check, &mut unfit)? {
        return Ok(Err(wrong));
    }
    if let Some(unfit) = unfit {
        return Ok(Err(unfit));
    }
    let mut found = Vec::new();
    let files: Vec<(&str, &Rows)> = files.iter().map(|(name, rows)| (*name, rows)).collect();
    inputs(claimed, &files, &mut found);
    let seed = seed(args, claimed, &mut found);
    if !commitment(args, &check, seed.as_ref())? {
        found.push(Violation::CommitmentBroken);
    }
    found.extend(check.violations(seed.as_ref()));
    let placed = check.placed();
    if claimed["placed"].as_u64() != Some(placed) {
        let (figure, claimed) = ("placed".to_owned(), claimed["placed"].to_string());
        found.push(Violation::SumWrong { figure, claimed, found: placed.to_string() });
    }
    Ok(Ok(found))
}

/// Reads the result's own files.
fn claimed_rows(
    dir: &Path,
    check: &mut Round,
    unfit: &mut Option<Unfit>,
) -> Result<Result<(), Unfit>, Problem> {
    let seats = opened!(&dir.join("placements.csv"), &["applicant_id", "unit_id", "choice"], &[]);
    seats.each(|_, cells| check.seat(cells[0], cells[1], whole(cells[2])));
    let wanted = ["unit_id", "capacity", "filled", "cutoff_score"];
    let cutoffs = opened!(&dir.join("cutoffs.csv"), &wanted, &[]);
    cutoffs.each(|row, cells| {
        let places = figure(&cutoffs, row, ("capacity", cells[1]), unfit).max(0) as u64;
        let filled = figure(&cutoffs, row, ("filled", cells[2]), unfit).max(0) as u64;
        check.cutoff(cells[0], places, filled, decimal(&cutoffs, row, ("cutoff_score", cells[3]), unfit));
    });
    let waiting = opened!(&dir.join("waiting.csv"), &["unit_id", "position", "applicant_id"], &[]);
    waiting.each(|row, cells| {
        let position = figure(&waiting, row, ("position", cells[1]), unfit).max(0) as u64;
        check.waits(cells[0], position, cells[2]);
    });
    Ok(Ok(()))
}
