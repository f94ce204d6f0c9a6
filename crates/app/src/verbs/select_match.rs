//! From those who may take part to places: the scores and tie-breaks of the rules handed to the matching.

use std::{path::Path, sync::atomic::AtomicU64};

use base::Problem;
use data_encoding::HEXLOWER;
use matching::{Call, List, Mark, Seed};
use rules::{Decisions, Facts, Plan, Verdict};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::{
    match_rows::{Rows, canonical, finding, put, whole},
    match_stable::{cutoffs, placements, read_units, solve, waiting_lists},
    matching::{Read, open, refuse},
    plain::{self, Run},
};

/// What the matching came to.
pub(crate) struct Placed {
    /// What it claims, as a result of `match stable` over the written choices; `dure verify` reads it.
    pub(crate) summary: Json,
    /// The sums of the file of choices that was read.
    pub(crate) wishes: Json,
    /// Its files, and the choices it was made from, with scores and tie-breaks.
    pub(crate) files: Vec<(&'static str, Vec<u8>)>,
}

/// The scores and tie-breaks of everybody, as the matching compares them: the larger first.
struct Marks<'a> {
    plan: &'a Plan<'a>,
    facts: &'a Facts,
    decisions: &'a Decisions,
    keys: Vec<Vec<i64>>,
    largest: u64,
}

impl Marks<'_> {
    /// Score and tie-breaks of a row; nothing for somebody who may not take part yet or at all.
    fn of(&self, row: usize) -> Option<Vec<Option<Mark>>> {
        if self.decisions.verdict(row) != Verdict::Yes {
            return None;
        }
        let score = self.plan.matching_score(self.decisions, row)?;
        let score = std::iter::once(Mark::parse(score.as_bytes()));
        let ties = self.keys.iter().map(|key| (key[row] != i64::MIN).then(|| mark(key[row], self.largest)));
        Some(score.chain(ties.map(Option::flatten)).collect())
    }
}

/// A key as a mark that keeps its order: a whole number, or millionths where one of all keys is too large for that.
fn mark(key: i64, largest: u64) -> Option<Mark> {
    if largest < 1_000_000_000_000 { Mark::from_whole(key) } else { Some(Mark::from_millionths(key)) }
}

/// Places those who may take part; files that do not fit are told, and give nothing.
pub(crate) fn placed(
    run: &Run<'_>,
    (units, choices): (&Path, &Path),
    (plan, facts, decisions): (&Plan<'_>, &Facts, &Decisions),
    seed: Option<[u8; 32]>,
) -> Result<Option<Placed>, Problem> {
    let Some(units) = open(run, units, &["unit_id", "capacity"], &[])? else { return Ok(None) };
    let Some(choices) = open(run, choices, &["applicant_id", "unit_id", "choice"], &[])? else {
        return Ok(None);
    };
    let keys = plan.tie_keys(facts)?;
    let known = keys.iter().flatten().filter(|key| **key != i64::MIN);
    let largest = known.map(|key| key.unsigned_abs()).max().unwrap_or(0);
    let marks = Marks { plan, facts, decisions, keys, largest };
    let mut call = Call::new();
    let read = read_units(&units, |id, places| call.unit(id, places));
    let mut out = header(marks.keys.len());
    let chosen = read_choices(&choices, &marks, &mut call, &mut out);
    let closed = call.close(plain::workers());
    let readable = read.wrong.is_empty() && chosen.wrong.is_empty();
    let market = match closed {
        Ok(market) if readable => market,
        closed => {
            let faults = closed.err().unwrap_or_default();
            let lists = vec![(List::Units, &units, read), (List::Choices, &choices, chosen)];
            return refuse(run, &faults, lists).map(|_| None);
        }
    };
    let seed = seed.map(Seed);
    let stage = AtomicU64::new(0);
    let (_, placement, waiting) = match solve(&market, seed.as_ref(), (plain::workers(), &stage)) {
        Ok(solved) => solved,
        Err(refused) => return run.refused(&choices.path, refused, None).map(|_| None),
    };
    let (people, placed) = (market.applicants().len(), placement.placed());
    let (rows, sum) = canonical(out.split(|byte| *byte == b'\n').collect());
    let written = json!({
        "rows": rows, "input_sha256": HEXLOWER.encode(&Sha256::digest(&out)), "canonical_sha256": sum,
    });
    Ok(Some(Placed {
        wishes: choices.seal(),
        summary: json!({
            "verb": "match stable",
            "version": env!("CARGO_PKG_VERSION"),
            "parameters": { "committed": false },
            "seed": seed.as_ref().map(|seed| HEXLOWER.encode(&seed.0)),
            "inputs": { "units": units.seal(), "choices": written },
            "list_sha256": matching::list_sha256(market.applicants()),
            "applicants": people, "units": market.units().len(), "placed": placed, "unplaced": people - placed,
            "waiting": waiting.len(),
        }),
        files: vec![
            ("choices.csv", out),
            ("placements.csv", placements(&market, &placement)),
            ("cutoffs.csv", cutoffs(&market, &placement)),
            ("waiting.csv", waiting_lists(&market, &waiting)),
        ],
    }))
}

fn header(ties: usize) -> Vec<u8> {
    let names = (1..=ties).map(|tie| format!(",tie_{tie}"));
    format!("applicant_id,unit_id,choice,score{}\n", names.collect::<String>()).into_bytes()
}

/// Reads the choices of those who may take part; a choice of somebody who did not apply is refused.
fn read_choices(rows: &Rows, marks: &Marks<'_>, call: &mut Call, out: &mut Vec<u8>) -> Read {
    let mut read = Read::default();
    let mut lines: Vec<Vec<u8>> = Vec::new();
    rows.each(|row, cells| {
        let place = marks.facts.place(cells[0]);
        let Some(choice) = whole(cells[2]) else {
            let code = if cells[2].is_empty() { "required" } else { "not-a-whole-number" };
            return read.wrong.push(finding(code, row, "choice", cells[2]));
        };
        let Some(place) = place else {
            return read.wrong.push(finding("not-in-list", row, "applicant_id", cells[0]));
        };
        if let Some(marks) = marks.of(place) {
            read.numbers.note(row);
            call.choose(cells[0], cells[1], choice, &marks);
            lines.push(line(cells, choice, &marks));
        }
    });
    lines.sort_unstable();
    for line in &lines {
        out.extend_from_slice(line);
    }
    read
}

/// A choice with its score and tie-breaks, as `dure match` and `dure verify` read it.
fn line(cells: &[&str], choice: i64, marks: &[Option<Mark>]) -> Vec<u8> {
    let mut line = Vec::new();
    put(&mut line, cells[0]);
    line.push(b',');
    put(&mut line, cells[1]);
    line.extend_from_slice(format!(",{choice}").as_bytes());
    for mark in marks {
        let text = mark.map(|mark| mark.to_string()).unwrap_or_default();
        line.extend_from_slice(format!(",{text}").as_bytes());
    }
    line.push(b'\n');
    line
}
