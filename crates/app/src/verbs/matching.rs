//! `dure match`: people to places, fairly or at the least cost (contracts: match).

use std::{collections::BTreeMap, path::Path, process::ExitCode};

use base::{Problem, Refused as Erased};
use matching::{List, Refused, Wrong as Fault};
use serde_json::Value as Json;

use super::{
    match_assign, match_commit,
    match_rows::{Found, RowNumbers, Rows},
    match_stable,
    plain::{Run, Wrong},
};
use crate::speak::Speaker;

/// What can be matched.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum MatchVerb {
    /// Place applicants by their choices and the units' order: fair, and nobody gains by hiding what they want
    Stable(match_stable::StableArgs),
    /// Place the most people at the least cost, with prices that prove it
    Assign(match_assign::AssignArgs),
    /// Before a draw: publish the hash of the list and where the seed will come from
    Commit(match_commit::CommitArgs),
}

/// Runs one of them.
pub(crate) fn run(speaker: &Speaker, what: &MatchVerb) -> Result<ExitCode, Problem> {
    match what {
        MatchVerb::Stable(args) => match_stable::run(speaker, args),
        MatchVerb::Assign(args) => match_assign::run(speaker, args),
        MatchVerb::Commit(args) => match_commit::run(speaker, args),
    }
}

/// Opens a table; a table that does not fit is told, and gives none.
pub(crate) fn open(
    run: &Run<'_>,
    path: &Path,
    wanted: &[&str],
    optional: &[&str],
) -> Result<Option<Rows>, Problem> {
    told(run, Rows::open(path, wanted, optional)?)
}

/// A table that does not fit, and has been told.
pub(crate) struct Told;

/// Opens a table that may not be given.
pub(crate) fn open_some(
    run: &Run<'_>,
    path: Option<&Path>,
    wanted: &[&str],
) -> Result<Result<Option<Rows>, Told>, Problem> {
    match path {
        None => Ok(Ok(None)),
        Some(path) => Ok(open(run, path, wanted, &[])?.map(Some).ok_or(Told)),
    }
}

/// Tells findings and gives nothing, or gives what was found to be in order.
pub(crate) fn told<T>(run: &Run<'_>, found: Found<T>) -> Result<Option<T>, Problem> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err((path, wrong)) => {
            run.refuse(&path, &wrong)?;
            Ok(None)
        }
    }
}

/// What reading a list left behind: cells that are no figures, and the rows' numbers in the file.
#[derive(Default)]
pub(crate) struct Read {
    pub(crate) wrong: Vec<Wrong>,
    pub(crate) numbers: RowNumbers,
}

/// Refuses the first file that has something wrong, with everything that is wrong in it.
pub(crate) fn refuse(
    run: &Run<'_>,
    faults: &[Fault],
    mut lists: Vec<(List, &Rows, Read)>,
) -> Result<ExitCode, Problem> {
    for (list, rows, read) in &mut lists {
        let mut wrong = std::mem::take(&mut read.wrong);
        let of_list = faults.iter().filter(|fault| fault.list == *list);
        wrong.extend(of_list.map(|fault| of_fault(fault, read.numbers.of(fault.at))));
        wrong.sort_by_key(|one| one.row);
        if !wrong.is_empty() {
            run.refuse(&rows.path, &wrong)?;
            break;
        }
    }
    Ok(ExitCode::from(1))
}

/// A refusal of the engine as a line of `errors.csv`.
fn of_fault(fault: &Fault, row: u32) -> Wrong {
    let erased: Erased = fault.why.clone().into();
    let (column, value) = place(fault.list, &fault.why);
    let named = |name: &str| match erased.args.get(name) {
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let args: BTreeMap<String, Json> = erased.args.clone();
    Wrong {
        row: Some(row),
        column: column.to_owned(),
        code: erased.code.clone(),
        value: named(value),
        key: erased.key(),
        args,
    }
}

/// The column a refusal is about, and the argument that holds what is there.
fn place(list: List, why: &Refused) -> (&'static str, &'static str) {
    match why {
        Refused::IdBlank { .. } if list == List::Units => ("unit_id", "id"),
        Refused::IdBlank { .. } if list == List::Reserves => ("group", "id"),
        Refused::IdBlank { .. } => ("applicant_id", "id"),
        Refused::PlacesNegative { .. } if list == List::Reserves => ("places", "value"),
        Refused::PlacesNegative { .. } => ("capacity", "value"),
        Refused::ReservesAbovePlaces { .. } => ("places", "reserved"),
        Refused::ReserveTwice { .. } | Refused::MemberTwice { .. } => ("group", "group"),
        Refused::ChoiceTwice { .. } | Refused::ChoiceBelowOne { .. } => ("choice", "choice"),
        Refused::CostNegative { .. } | Refused::CostTooLarge { .. } => ("cost", "value"),
        Refused::ApplicantUnknown { .. } | Refused::CoupleUnfit { .. } => ("applicant_id", "applicant"),
        _ => ("unit_id", "unit"),
    }
}
