//! How long deciding takes: `cargo run --release -p rules --example rules_speed -- RULEBOOK FOLDER APPLICANTS`.
//!
//! Invents applicants for any rulebook, the same on every machine; writes their columns and the decisions into the
//! folder as little-endian numbers, so that another program can decide about the same applicants and be compared.
#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]
#![expect(clippy::disallowed_methods, reason = "it measures and reads files; the engine itself does neither")]

use std::{fs, path::Path, time::Instant};

use base::Dice;
use jiff::civil::date;
use rules::{Facts, Intake, Kind, Plan, Rulebook};
use serde_json::json;

/// The number that stands for a value that is not known.
const UNKNOWN: i64 = i64::MIN;
/// Runs behind each figure.
const RUNS: usize = 5;

/// A value of a field in its own units; two in a hundred are not known.
fn value(rulebook: &Rulebook, at: usize, dice: &mut Dice) -> i64 {
    if dice.chance(2) {
        return UNKNOWN;
    }
    let field = &rulebook.fields[at];
    match &field.kind {
        // Most were born from 1936 to 1966; a date that is no birthday lies in the last years.
        Kind::Date if at == 0 => dice.between(-12_419, -1_097),
        Kind::Date => dice.between(9_000, 20_500),
        Kind::YesNo => i64::from(dice.chance(if field.id.ends_with("pension") { 70 } else { 4 })),
        Kind::Choice { words } => dice.between(0, words.len() as i64 - 1),
        _ => dice.between(field.min.unwrap_or(0), field.max.unwrap_or(2_800_000)),
    }
}

/// Invents applicants, writes their columns, takes them in.
fn applicants(rulebook: &Rulebook, folder: &Path, count: usize) -> Facts {
    let mut dice = Dice::new(20_260_302);
    let mut intake = Intake::new(&[rulebook]).expect("one rulebook agrees with itself");
    let places: Vec<usize> =
        (0..rulebook.fields.len()).filter(|at| !rulebook.fields[*at].is_counted()).collect();
    let mut columns: Vec<Vec<u8>> = vec![Vec::with_capacity(count * 8); places.len()];
    for number in 0..count {
        let values: Vec<i64> = places.iter().map(|at| value(rulebook, *at, &mut dice)).collect();
        let cells: Vec<String> = places
            .iter()
            .zip(&values)
            .map(|(at, value)| match *value {
                UNKNOWN => String::new(),
                value => rulebook.fields[*at].shown(value).into_owned(),
            })
            .collect();
        for (column, value) in columns.iter_mut().zip(values) {
            column.extend(value.to_le_bytes());
        }
        intake.push(&format!("a{number:08}"), cells.iter().map(String::as_str));
    }
    for (at, column) in places.iter().zip(columns) {
        fs::write(folder.join(format!("{}.i64", rulebook.fields[*at].id)), column).expect("a column");
    }
    intake.finish().expect("sound applicants")
}

/// The fastest of some runs, in seconds.
fn fastest(plan: &Plan<'_>, facts: &Facts, workers: usize) -> f64 {
    let run = |_| {
        let begun = Instant::now();
        let decisions = plan.decide(facts, workers).expect("decisions");
        let took = begun.elapsed().as_secs_f64();
        assert_eq!(decisions.applicants(), facts.applicants());
        took
    };
    (0..RUNS).map(run).fold(f64::INFINITY, f64::min)
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [rulebook, folder, count] = words.as_slice() else { panic!("RULEBOOK FOLDER APPLICANTS") };
    let text = fs::read_to_string(rulebook).expect("the rulebook");
    let rulebook = Rulebook::from_toml(&text).expect("a judged rulebook");
    let folder = Path::new(folder);
    let begun = Instant::now();
    let facts = applicants(&rulebook, folder, count.parse().expect("a number of applicants"));
    let intake = begun.elapsed().as_secs_f64();
    let plan = rulebook.plan(date(2026, 1, 2)).expect("a plan");
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (one, all) = (fastest(&plan, &facts, 1), fastest(&plan, &facts, workers));
    let decisions = plan.decide(&facts, workers).expect("decisions");
    let begun = Instant::now();
    let ranking = plan.ranking(&facts, &decisions).expect("a ranking");
    let ranked = begun.elapsed().as_secs_f64();
    let rows = 0..facts.applicants();
    let verdicts: Vec<u8> = rows.clone().map(|row| decisions.verdict(row) as u8).collect();
    let hundredths = |row: usize| decisions.score(row).map_or(i32::MIN, rules::Points::hundredths);
    let scores: Vec<u8> = rows.flat_map(|row| hundredths(row).to_le_bytes()).collect();
    fs::write(folder.join("verdict.u8"), verdicts).expect("the verdicts");
    fs::write(folder.join("score.i32"), scores).expect("the scores");
    println!(
        "{}",
        json!({
            "applicants": facts.applicants(), "lines": rulebook.clauses.len() + rulebook.criteria.len() + rulebook.bonuses.len(),
            "workers": workers, "seconds_one_worker": one, "seconds": all, "intake_seconds": intake,
            "ranking_seconds": ranked, "eligible": ranking.len(),
            "unknown": decisions.count(rules::Verdict::Unknown), "ineligible": decisions.count(rules::Verdict::No),
        })
    );
}
