//! `dure evaluate`: scores, ranks with their intervals, grades and rewards from plain files (contracts: evaluate).

use std::{collections::BTreeMap, path::PathBuf, process::ExitCode, sync::atomic::AtomicU64};

use base::{Problem, Won};
use comfy_table::{CellAlignment, LineStyle, Table as Shown, presets};
use documents::Cell;
use indicators::{Column, Evaluation, Micro, Refused, Scheme, Screening, Unit, evaluate, fixed, screen};
use serde_json::{Value as Json, json};
use web::Phrase;

use super::plain::{self, OutArgs, Run, Table, Wanted, WantedKind};
use crate::speak::{self, Speaker};

/// Units of a league that the terminal shows.
const SHOWN: usize = 20;

/// Arguments of `dure evaluate`.
#[derive(Debug, clap::Args)]
pub(crate) struct EvaluateArgs {
    /// The scheme: a TOML file with every choice written out
    #[arg(long)]
    scheme: PathBuf,
    /// The figures: CSV or XLSX with `unit_id`, `league` and a column per indicator; - for standard input
    #[arg(long)]
    data: PathBuf,
    /// Variants that show how sure each rank is; 0 for none
    #[arg(long, default_value_t = 10_000)]
    variants: u32,
    /// Seed of the variants: 64 hexadecimal digits
    #[arg(long, value_parser = plain::seed)]
    seed: Option<[u8; 32]>,
    #[command(flatten)]
    out: OutArgs,
}

/// Evaluates; status 0 when done, 1 when the scheme or the figures are refused.
pub(crate) fn run(speaker: &Speaker, args: &EvaluateArgs) -> Result<ExitCode, Problem> {
    let mut run = Run::start(speaker, &args.out)?;
    let (text, scheme_seal) = plain::text_of(&args.scheme)?;
    let scheme = match Scheme::from_toml(&text) {
        Ok(scheme) => scheme,
        Err(refused) => return run.refused(&args.scheme, refused, None),
    };
    let Some(read) = run.table(&args.data, &wanted(&scheme))? else { return Ok(ExitCode::from(1)) };
    run.mark();
    let (result, screening) = match evaluated(&scheme, &read, args) {
        Ok(done) => done,
        Err(refused) => return run.refused(&args.data, refused, Some(&read)),
    };
    run.mark();
    let summary = summary(&scheme, &result, args, [scheme_seal, read.seal, screening]);
    let files = files(&scheme, &result)?;
    let gone: &[&str] = if result.views.is_empty() { &["views.csv"] } else { &[] };
    let code = run.finish(&files, gone, &summary)?;
    if !args.out.json {
        say(speaker, &result);
    }
    Ok(code)
}

/// The columns that this scheme needs.
fn wanted(scheme: &Scheme) -> Vec<Wanted> {
    let one = |name: &str, kind| Wanted { name: name.to_owned(), kind };
    let mut all = vec![one("unit_id", WantedKind::Key), one("league", WantedKind::Text)];
    all.extend(scheme.grade_column().map(|name| one(name, WantedKind::Optional)));
    all.extend(scheme.columns().iter().map(|name| one(name, WantedKind::Number)));
    all
}

/// Reads the figures and evaluates them, with a bar on a terminal.
fn evaluated(scheme: &Scheme, read: &Table, args: &EvaluateArgs) -> Result<(Evaluation, Json), Refused> {
    let graded = usize::from(scheme.grade_column().is_some());
    let units = read.rows.iter().map(|(_, cells)| Unit {
        id: cells[0].clone(),
        league: cells[1].clone(),
        grade: (graded == 1 && !cells[2].is_empty()).then(|| cells[2].clone()),
    });
    let columns = scheme.columns().into_iter().enumerate().map(|(at, name)| Column {
        name,
        values: read.rows.iter().map(|(_, cells)| Micro::parse(&cells[2 + graded + at])).collect(),
    });
    let table = indicators::Table::new(units.collect(), columns.collect())?;
    let done = AtomicU64::new(0);
    let variants = if scheme.vary.is_some() { args.variants } else { 0 };
    let run = indicators::Run { variants, seed: args.seed, workers: plain::workers(), progress: Some(&done) };
    let result =
        plain::with_bar(&done, indicators::evaluations(scheme, variants), || evaluate(scheme, &table, &run))?;
    Ok((result, screening(&screen(scheme, &table)?)))
}

/// What is to be seen in the figures before they are weighed: who filed how much, what is constant, what says the same.
fn screening(seen: &Screening) -> Json {
    let filed = seen.indicators.iter().map(|(name, units)| json!({ "indicator": name, "units": units }));
    let alike =
        seen.alike.iter().map(|(one, other, r)| json!({ "indicators": [one, other], "r": fixed(*r, 6) }));
    json!({
        "filed": filed.collect::<Vec<_>>(),
        "constant": seen.constant,
        "alike": alike.collect::<Vec<_>>(),
    })
}

/// The files of the contract; `views.csv` only for schemes that have more than the level.
fn files(scheme: &Scheme, result: &Evaluation) -> Result<Vec<(&'static str, Vec<u8>)>, Problem> {
    let mut all = vec![
        ("scores.csv", scores(scheme, result)?),
        ("normalised.csv", normalised(result)?),
        ("sensitivity.csv", sensitivity(result)?),
    ];
    if !result.views.is_empty() {
        all.push(("views.csv", views(result)?));
    }
    Ok(all)
}

fn scores(scheme: &Scheme, result: &Evaluation) -> Result<Vec<u8>, Problem> {
    let header = ["unit_id", "league", "score", "rank", "rank_low", "rank_high", "grade", "reward_won"];
    let place = |rank: Option<u32>| Cell::from(rank.map(i64::from));
    let rows: Vec<Vec<Cell>> = result
        .units
        .iter()
        .map(|unit| {
            vec![
                unit.id.as_str().into(),
                unit.league.as_str().into(),
                unit.score.map(|score| score.to_string()).into(),
                place(unit.rank),
                place(unit.rank_low),
                place(unit.rank_high),
                unit.grade.as_deref().into(),
                scheme.reward.as_ref().map(|_| unit.reward).into(),
            ]
        })
        .collect();
    plain::table_bytes(&header, &rows)
}

/// Six decimals, or nothing.
fn six(value: Option<f64>) -> Cell {
    value.map(|value| fixed(value, 6)).into()
}

/// A filed value as it was filed: shortest, at most six decimals.
fn short(value: Option<f64>) -> Cell {
    let text = value.map(|value| {
        let text = fixed(value, 6);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    });
    text.into()
}

fn normalised(result: &Evaluation) -> Result<Vec<u8>, Problem> {
    let header = ["unit_id", "indicator", "raw", "treated", "normalised", "weight", "contribution"];
    let rows: Vec<Vec<Cell>> = result
        .details
        .iter()
        .map(|one| {
            vec![
                one.unit.as_str().into(),
                one.indicator.as_str().into(),
                short(one.raw),
                short(one.treated),
                six(one.normalised),
                six(Some(one.weight)),
                six(one.contribution),
            ]
        })
        .collect();
    plain::table_bytes(&header, &rows)
}

fn sensitivity(result: &Evaluation) -> Result<Vec<u8>, Problem> {
    let header = ["factor", "first_order", "total", "mean_rank_shift", "moves_most"];
    let rows: Vec<Vec<Cell>> = result
        .factors
        .iter()
        .map(|factor| {
            vec![
                factor.name.as_str().into(),
                six(factor.first_order),
                six(factor.total),
                six(Some(factor.mean_rank_shift)),
                factor.moves_most.as_deref().into(),
            ]
        })
        .collect();
    plain::table_bytes(&header, &rows)
}

fn views(result: &Evaluation) -> Result<Vec<u8>, Problem> {
    let header = ["unit_id", "indicator", "level", "before", "change", "expected", "difference", "counts"];
    let rows: Vec<Vec<Cell>> = result
        .views
        .iter()
        .map(|view| {
            let counts = serde_json::to_value(view.counts).unwrap_or_default();
            vec![
                view.unit.as_str().into(),
                view.indicator.as_str().into(),
                short(view.level),
                short(view.before),
                short(view.change),
                six(view.expected),
                six(view.difference),
                counts.as_str().unwrap_or_default().into(),
            ]
        })
        .collect();
    plain::table_bytes(&header, &rows)
}

/// What `result.json` and `--json` say.
fn summary(
    scheme: &Scheme,
    result: &Evaluation,
    args: &EvaluateArgs,
    [file, data, screening]: [Json; 3],
) -> Json {
    let mut grades: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for unit in &result.units {
        if let Some(grade) = &unit.grade {
            *grades.entry((&unit.league, grade)).or_default() += 1;
        }
    }
    let count = |((league, grade), units): ((&str, &str), i64)| json!({ "league": league, "grade": grade, "units": units });
    let cuts = result.cuts.iter().filter(|cut| !cut.contested.is_empty()).map(
        |cut| json!({ "league": cut.league, "grade": cut.grade, "place": cut.place, "units": cut.contested }),
    );
    let varied = scheme.vary.is_some() && args.variants > 0;
    json!({
        "verb": "evaluate",
        "version": env!("CARGO_PKG_VERSION"),
        "parameters": { "scheme": scheme.id, "status": scheme.status, "variants": if varied { args.variants } else { 0 } },
        "seed": args.seed.filter(|_| varied).map(|seed| data_encoding::HEXLOWER.encode(&seed)),
        "inputs": { "scheme": file, "data": data },
        "units": result.units.len(),
        "scored": result.units.iter().filter(|unit| unit.score.is_some()).count(),
        "grades": grades.into_iter().map(count).collect::<Vec<_>>(),
        "rewarded": result.units.iter().filter(|unit| unit.reward > Won::ZERO).count(),
        "rewards_won": result.money.rewards.0,
        "budget_won": result.money.budget.map(|won| won.0),
        "unspent_won": result.money.budget.map(|_| result.money.unspent.0),
        "screening": screening,
        "contested_cuts": cuts.collect::<Vec<_>>(),
        "reasons": result.reasons,
    })
}

/// A short table, the money, and what a reader has to know.
fn say(speaker: &Speaker, result: &Evaluation) {
    let word = |key: &str| speaker.words.fill(speaker.lang, key, &BTreeMap::new());
    let mut table = Shown::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()));
    let columns = ["unit", "league", "score", "rank", "interval", "grade", "reward"];
    table.set_header(columns.map(|name| word(&format!("app-evaluate-{name}"))));
    for name in [2, 3, 4, 6] {
        if let Some(column) = table.column_mut(name) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for unit in result.units.iter().take(SHOWN) {
        let interval = unit.rank_low.zip(unit.rank_high).map(|(low, high)| format!("{low}–{high}"));
        table.add_row([
            unit.id.clone(),
            unit.league.clone(),
            unit.score.map(|score| score.to_string()).unwrap_or_default(),
            unit.rank.map(|rank| rank.to_string()).unwrap_or_default(),
            interval.unwrap_or_default(),
            unit.grade.clone().unwrap_or_default(),
            unit.reward.to_string(),
        ]);
    }
    speak::line(table);
    let units = result.units.len();
    if units > SHOWN {
        speaker.say(&Phrase::new("app-evaluate-more").with("units", (units - SHOWN) as i64));
    }
    let rewarded = result.units.iter().filter(|unit| unit.reward > Won::ZERO).count();
    let done = Phrase::new("app-evaluated").with("units", units as i64).with("rewarded", rewarded as i64);
    speaker.say(&done.with("won", result.money.rewards.0));
    for reason in &result.reasons {
        speaker.say(&Phrase { key: reason.key(), args: reason.args.clone() });
    }
}
