//! `dure match stable`: the fair placement, its cut-offs and its waiting lists.

use std::{
    path::PathBuf,
    process::ExitCode,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use base::Problem;
use data_encoding::HEXLOWER;
use matching::{
    Call, Commitment, Draw, List, Mark, Market, Placement, Refused, Seed, Unfilled, Waiting, stable,
};
use serde_json::{Value as Json, json};
use web::Phrase;

use super::{
    match_commit,
    match_rows::{Rows, finding, put, whole},
    matching::{Read, open, open_some, refuse},
    plain::{self, OutArgs, Run},
};
use crate::speak::Speaker;

/// Columns that may follow the score.
pub(crate) const TIES: [&str; 9] =
    ["tie_1", "tie_2", "tie_3", "tie_4", "tie_5", "tie_6", "tie_7", "tie_8", "tie_9"];
/// Columns of the choices.
pub(crate) const CHOICES: [&str; 4] = ["applicant_id", "unit_id", "choice", "score"];

/// The files of a round.
#[derive(Debug, clap::Args)]
pub(crate) struct RoundArgs {
    /// Units: CSV or XLSX with `unit_id`, `capacity`; - for standard input
    #[arg(long)]
    pub(crate) units: PathBuf,
    /// Choices: `applicant_id`, `unit_id`, `choice`, `score` and if needed `tie_1` … `tie_9`
    #[arg(long)]
    pub(crate) choices: PathBuf,
    /// Places kept for a group: `unit_id`, `group`, `places`, `unfilled` (reverts or stays)
    #[arg(long, requires = "groups")]
    pub(crate) reserves: Option<PathBuf>,
    /// Who belongs to a group: `applicant_id`, `group`
    #[arg(long)]
    pub(crate) groups: Option<PathBuf>,
    /// Couples, who share one lottery number and nothing else: `applicant_id`, `partner_id`
    #[arg(long)]
    pub(crate) couples: Option<PathBuf>,
}

/// Arguments of `dure match stable`.
#[derive(Debug, clap::Args)]
pub(crate) struct StableArgs {
    #[command(flatten)]
    files: RoundArgs,
    /// Seed of the lottery, 64 hexadecimal digits
    #[arg(long, value_parser = plain::seed)]
    seed: Option<[u8; 32]>,
    /// The commitment that was published before the draw (commitment.json)
    #[arg(long, requires = "seed")]
    commitment: Option<PathBuf>,
    #[command(flatten)]
    out: OutArgs,
}

/// The opened files of a round.
pub(crate) struct RoundFiles {
    pub(crate) units: Rows,
    pub(crate) choices: Rows,
    pub(crate) reserves: Option<Rows>,
    pub(crate) groups: Option<Rows>,
    pub(crate) couples: Option<Rows>,
}

impl RoundFiles {
    fn open(run: &Run<'_>, args: &RoundArgs) -> Result<Option<Self>, Problem> {
        let Some(units) = open(run, &args.units, &["unit_id", "capacity"], &[])? else { return Ok(None) };
        let Some(choices) = open(run, &args.choices, &CHOICES, &TIES)? else { return Ok(None) };
        let reserves = ["unit_id", "group", "places", "unfilled"];
        let Ok(reserves) = open_some(run, args.reserves.as_deref(), &reserves)? else { return Ok(None) };
        let Ok(groups) = open_some(run, args.groups.as_deref(), &["applicant_id", "group"])? else {
            return Ok(None);
        };
        let Ok(couples) = open_some(run, args.couples.as_deref(), &["applicant_id", "partner_id"])? else {
            return Ok(None);
        };
        Ok(Some(Self { units, choices, reserves, groups, couples }))
    }

    /// Every file by the name under which the summary knows it.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'static str, &Rows)> {
        let some = [("reserves", &self.reserves), ("groups", &self.groups), ("couples", &self.couples)];
        let some = some.into_iter().filter_map(|(name, rows)| Some((name, rows.as_ref()?)));
        [("units", &self.units), ("choices", &self.choices)].into_iter().chain(some)
    }

    /// Which tie columns the choices have.
    pub(crate) fn ties(&self) -> Vec<usize> {
        self.choices
            .found()
            .into_iter()
            .skip(CHOICES.len())
            .enumerate()
            .filter(|one| one.1)
            .map(|one| one.0)
            .collect()
    }
}

/// Places everybody; status 0 when done, 1 when the files are refused.
pub(crate) fn run(speaker: &Speaker, args: &StableArgs) -> Result<ExitCode, Problem> {
    let mut run = Run::start(speaker, &args.out)?;
    let stage = AtomicU64::new(0);
    let Some(files) = RoundFiles::open(&run, &args.files)? else { return Ok(ExitCode::from(1)) };
    let workers = plain::workers();
    let solved = plain::with_bar(&stage, 5, || {
        std::thread::scope(|scope| {
            let seals =
                scope.spawn(|| files.all().map(|(name, rows)| (name.to_owned(), rows.seal())).collect());
            let market = market(&run, &files, workers);
            stage.store(2, Relaxed);
            let seals: serde_json::Map<String, Json> = seals.join().expect("summing up rows does not panic");
            market.map(|market| market.map(|market| (market, seals)))
        })
    })?;
    let Some((market, seals)) = solved else { return Ok(ExitCode::from(1)) };
    let choices = files.choices.path.clone();
    drop(files);
    run.mark();
    let seed = args.seed.map(Seed);
    if let (Some(path), Some(seed)) = (&args.commitment, &seed) {
        let commitment = match_commit::read(path)?;
        if let Err(refused) = commitment.open(market.applicants(), seed, None) {
            return run.refused(path, refused, None);
        }
    }
    let result = plain::with_bar(&stage, 5, || solve(&market, seed.as_ref(), (workers, &stage)));
    let (draw, placement, waiting) = match result {
        Ok(result) => result,
        Err(refused) => return run.refused(&choices, refused, None),
    };
    run.mark();
    let summary = summary(args, &market, (&placement, &waiting), &seals);
    drop(draw);
    let files = [
        ("placements.csv", placements(&market, &placement)),
        ("cutoffs.csv", cutoffs(&market, &placement)),
        ("waiting.csv", waiting_lists(&market, &waiting)),
    ];
    drop(waiting);
    let code = run.finish(&files, &["prices.csv"], &summary)?;
    if !args.out.json {
        let figure = |name: &str| summary[name].as_i64().unwrap_or_default();
        let mut said = Phrase::new("app-matched");
        for name in ["applicants", "placed", "unplaced", "first_choice"] {
            said = said.with(name, figure(name));
        }
        speaker.say(&said);
        if seed.is_none() {
            speaker.say(&Phrase::new("app-matched-no-lottery"));
        }
    }
    Ok(code)
}

pub(crate) fn solve(
    market: &Market,
    seed: Option<&Seed>,
    (workers, stage): (usize, &AtomicU64),
) -> Result<(Draw, Placement, Waiting), Refused> {
    let draw = seed.map_or_else(|| Draw::none(market), |seed| Draw::new(market, seed, workers));
    stage.store(3, Relaxed);
    let placement = stable(market, &draw, workers)?;
    stage.store(4, Relaxed);
    let waiting = Waiting::new(market, &draw, &placement, workers);
    Ok((draw, placement, waiting))
}

/// The round as the files have it; refused in words when they do not fit.
fn market(run: &Run<'_>, files: &RoundFiles, workers: usize) -> Result<Option<Market>, Problem> {
    let mut call = Call::new();
    let units = read_units(&files.units, |id, places| call.unit(id, places));
    let choices = read_choices(files, &mut call);
    let mut lists = vec![(List::Units, &files.units, units), (List::Choices, &files.choices, choices)];
    if let Some(rows) = &files.reserves {
        lists.push((List::Reserves, rows, read_reserves(rows, &mut call)));
    }
    if let Some(rows) = &files.groups {
        lists.push((List::Groups, rows, read_pairs(rows, |person, group| call.member(person, group))));
    }
    if let Some(rows) = &files.couples {
        lists.push((List::Couples, rows, read_pairs(rows, |one, other| call.couple(one, other))));
    }
    let closed = call.close(workers);
    let readable = lists.iter().all(|(.., read)| read.wrong.is_empty());
    match closed {
        Ok(market) if readable => Ok(Some(market)),
        Ok(_) => refuse(run, &[], lists).map(|_| None),
        Err(faults) => refuse(run, &faults, lists).map(|_| None),
    }
}

/// Reads units and their places.
pub(crate) fn read_units(rows: &Rows, mut unit: impl FnMut(&str, i64)) -> Read {
    let mut read = Read::default();
    rows.each(|row, cells| {
        if let Some(places) = whole(cells[1]) {
            read.numbers.note(row);
            unit(cells[0], places);
        } else {
            let code = if cells[1].is_empty() { "required" } else { "not-a-whole-number" };
            read.wrong.push(finding(code, row, "capacity", cells[1]));
        }
    });
    read
}

fn read_choices(files: &RoundFiles, call: &mut Call) -> Read {
    let mut read = Read::default();
    let ties = files.ties();
    let mut marks: Vec<Option<Mark>> = Vec::with_capacity(ties.len() + 1);
    files.choices.each(|row, cells| {
        marks.clear();
        let mut wrong = Vec::new();
        let choice = whole(cells[2]);
        if choice.is_none() {
            let code = if cells[2].is_empty() { "required" } else { "not-a-whole-number" };
            wrong.push(finding(code, row, "choice", cells[2]));
        }
        for (name, at) in [("score", 3)].into_iter().chain(ties.iter().map(|&tie| (TIES[tie], tie + 4))) {
            let mark = Mark::parse(cells[at].as_bytes());
            if mark.is_none() && (at == 3 || !cells[at].is_empty()) {
                let code = if cells[at].is_empty() { "required" } else { "not-a-number" };
                wrong.push(finding(code, row, name, cells[at]));
            }
            marks.push(mark);
        }
        if let (Some(choice), true) = (choice, wrong.is_empty()) {
            read.numbers.note(row);
            call.choose(cells[0], cells[1], choice, &marks);
        }
        read.wrong.append(&mut wrong);
    });
    read
}

fn read_reserves(rows: &Rows, call: &mut Call) -> Read {
    let mut read = Read::default();
    rows.each(|row, cells| {
        let unfilled = match cells[3] {
            "reverts" => Some(Unfilled::Reverts),
            "stays" => Some(Unfilled::Stays),
            _ => None,
        };
        match (whole(cells[2]), unfilled) {
            (Some(places), Some(unfilled)) => {
                read.numbers.note(row);
                call.reserve(cells[0], cells[1], places, unfilled);
            }
            (None, _) => read.wrong.push(finding("not-a-whole-number", row, "places", cells[2])),
            (_, None) => read.wrong.push(finding("not-in-list", row, "unfilled", cells[3])),
        }
    });
    read
}

/// Reads rows of two ids.
fn read_pairs(rows: &Rows, mut pair: impl FnMut(&str, &str)) -> Read {
    let mut read = Read::default();
    rows.each(|row, cells| {
        let blank = [0, 1].into_iter().find(|&at| cells[at].is_empty());
        if let Some(at) = blank {
            read.wrong.push(finding("required", row, rows.name(at), ""));
        } else {
            read.numbers.note(row);
            pair(cells[0], cells[1]);
        }
    });
    read
}

pub(crate) fn placements(market: &Market, placement: &Placement) -> Vec<u8> {
    let mut out = b"applicant_id,unit_id,choice\n".to_vec();
    for person in 0..market.applicants().len() {
        put(&mut out, market.applicants().get(person));
        out.push(b',');
        if let Some((unit, nth)) = placement.of(market, person) {
            put(&mut out, market.units().get(unit));
            let choice = market.choices(person).nth(nth).map_or(0, |(_, choice)| choice);
            out.push(b',');
            out.extend_from_slice(choice.to_string().as_bytes());
            out.push(b'\n');
        } else {
            out.extend_from_slice(b",\n");
        }
    }
    out
}

pub(crate) fn cutoffs(market: &Market, placement: &Placement) -> Vec<u8> {
    let mut out = b"unit_id,capacity,filled,cutoff_score\n".to_vec();
    for (unit, cutoff) in placement.cutoffs(market).into_iter().enumerate() {
        put(&mut out, market.units().get(unit));
        let score = cutoff.score.map(|score| score.to_string()).unwrap_or_default();
        out.extend_from_slice(format!(",{},{},{score}\n", market.places(unit), cutoff.filled).as_bytes());
    }
    out
}

pub(crate) fn waiting_lists(market: &Market, waiting: &Waiting) -> Vec<u8> {
    let mut out = b"unit_id,position,applicant_id\n".to_vec();
    let mut unit_id = Vec::new();
    for unit in 0..market.units().len() {
        unit_id.clear();
        put(&mut unit_id, market.units().get(unit));
        for (position, &person) in (1_u32..).zip(waiting.of(unit)) {
            out.extend_from_slice(&unit_id);
            out.push(b',');
            push_number(&mut out, position);
            out.push(b',');
            put(&mut out, market.applicants().get(person as usize));
            out.push(b'\n');
        }
    }
    out
}

fn push_number(out: &mut Vec<u8>, mut number: u32) {
    let mut digits = [0; 10];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// What `result.json` and `--json` say.
fn summary(
    args: &StableArgs,
    market: &Market,
    (placement, waiting): (&Placement, &Waiting),
    seals: &serde_json::Map<String, Json>,
) -> Json {
    let people = market.applicants().len();
    let placed = placement.placed();
    let first =
        (0..people).filter(|&person| placement.of(market, person).is_some_and(|(_, nth)| nth == 0)).count();
    json!({
        "verb": "match stable",
        "version": env!("CARGO_PKG_VERSION"),
        "parameters": { "committed": args.commitment.is_some() },
        "seed": args.seed.map(|seed| HEXLOWER.encode(&seed)),
        "list_sha256": matching::list_sha256(market.applicants()),
        "inputs": seals,
        "applicants": people,
        "units": market.units().len(),
        "places": (0..market.units().len()).map(|unit| u128::from(market.places(unit))).sum::<u128>() as u64,
        "placed": placed,
        "unplaced": people - placed,
        "first_choice": first,
        "waiting": waiting.len(),
    })
}

/// The commitment a file holds.
pub(crate) fn commitment_of(text: &str) -> Result<Commitment, serde_json::Error> {
    serde_json::from_str(text)
}
