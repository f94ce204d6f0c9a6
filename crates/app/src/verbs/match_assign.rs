//! `dure match assign`: the most people placed at the least cost, and the prices that prove it.

use std::{
    path::PathBuf,
    process::ExitCode,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use base::Problem;
use matching::{Assignment, Costs, List, Network, assign};
use serde_json::{Value as Json, json};
use web::Phrase;

use super::{
    match_rows::{Rows, finding, put, whole},
    match_stable::read_units,
    matching::{Read, open, refuse},
    plain::{self, OutArgs, Run},
};
use crate::speak::Speaker;

/// Columns of the arcs.
pub(crate) const ARCS: [&str; 3] = ["applicant_id", "unit_id", "cost"];

/// Arguments of `dure match assign`.
#[derive(Debug, clap::Args)]
pub(crate) struct AssignArgs {
    /// Units: CSV or XLSX with `unit_id`, `capacity`; - for standard input
    #[arg(long)]
    units: PathBuf,
    /// Who could go where at what cost: `applicant_id`, `unit_id`, `cost`
    #[arg(long)]
    arcs: PathBuf,
    #[command(flatten)]
    out: OutArgs,
}

/// Assigns; status 0 when done, 1 when the files are refused.
pub(crate) fn run(speaker: &Speaker, args: &AssignArgs) -> Result<ExitCode, Problem> {
    let mut run = Run::start(speaker, &args.out)?;
    let stage = AtomicU64::new(0);
    let Some(units) = open(&run, &args.units, &["unit_id", "capacity"], &[])? else {
        return Ok(ExitCode::from(1));
    };
    let Some(arcs) = open(&run, &args.arcs, &ARCS, &[])? else { return Ok(ExitCode::from(1)) };
    let workers = plain::workers();
    let read = plain::with_bar(&stage, 3, || {
        std::thread::scope(|scope| {
            let seals = scope.spawn(|| json!({ "units": units.seal(), "arcs": arcs.seal() }));
            let network = network(&run, (&units, &arcs), workers);
            let seals = seals.join().expect("summing up rows does not panic");
            network.map(|network| network.map(|network| (network, seals)))
        })
    })?;
    let Some((network, seals)) = read else { return Ok(ExitCode::from(1)) };
    drop((units, arcs));
    run.mark();
    stage.store(1, Relaxed);
    let result = plain::with_bar(&stage, 3, || assign(&network, workers));
    run.mark();
    let summary = summary(&network, &result, &seals);
    let files =
        [("placements.csv", placements(&network, &result)), ("prices.csv", prices(&network, &result))];
    let code = run.finish(&files, &["cutoffs.csv", "waiting.csv"], &summary)?;
    if !args.out.json {
        let people = network.applicants().len() as i64;
        let said =
            Phrase::new("app-assigned").with("applicants", people).with("placed", result.placed as i64);
        speaker.say(
            &said.with("unplaced", people - result.placed as i64).with("cost", result.total_cost.to_string()),
        );
    }
    Ok(code)
}

fn network(run: &Run<'_>, (units, arcs): (&Rows, &Rows), workers: usize) -> Result<Option<Network>, Problem> {
    let mut costs = Costs::new();
    let units_read = read_units(units, |id, places| costs.unit(id, places));
    let mut read = Read::default();
    arcs.each(|row, cells| {
        if let Some(cost) = whole(cells[2]) {
            read.numbers.note(row);
            costs.arc(cells[0], cells[1], cost);
        } else {
            let code = if cells[2].is_empty() { "required" } else { "not-a-whole-number" };
            read.wrong.push(finding(code, row, "cost", cells[2]));
        }
    });
    let readable = units_read.wrong.is_empty() && read.wrong.is_empty();
    let lists = vec![(List::Units, units, units_read), (List::Arcs, arcs, read)];
    match costs.close(workers) {
        Ok(network) if readable => Ok(Some(network)),
        Ok(_) => refuse(run, &[], lists).map(|_| None),
        Err(faults) => refuse(run, &faults, lists).map(|_| None),
    }
}

fn placements(network: &Network, result: &Assignment) -> Vec<u8> {
    let mut out = b"applicant_id,unit_id,cost\n".to_vec();
    for person in 0..network.applicants().len() {
        put(&mut out, network.applicants().get(person));
        out.push(b',');
        if let Some((unit, cost)) = result.of(network, person) {
            put(&mut out, network.units().get(unit));
            out.extend_from_slice(format!(",{cost}\n").as_bytes());
        } else {
            out.extend_from_slice(b",\n");
        }
    }
    out
}

fn prices(network: &Network, result: &Assignment) -> Vec<u8> {
    let mut out = b"kind,id,price\n".to_vec();
    let people = (0..network.applicants().len())
        .map(|at| ("applicant", network.applicants().get(at), result.applicant_prices[at]));
    let units =
        (0..network.units().len()).map(|at| ("unit", network.units().get(at), result.unit_prices[at]));
    for (kind, id, price) in people.chain(units) {
        out.extend_from_slice(kind.as_bytes());
        out.push(b',');
        put(&mut out, id);
        out.extend_from_slice(format!(",{price}\n").as_bytes());
    }
    out
}

/// A whole number as JSON: as text when it is larger than 64 bits.
pub(crate) fn large(number: i128) -> Json {
    i64::try_from(number).map_or_else(|_| Json::from(number.to_string()), Json::from)
}

fn summary(network: &Network, result: &Assignment, seals: &Json) -> Json {
    let people = network.applicants().len() as u64;
    json!({
        "verb": "match assign",
        "version": env!("CARGO_PKG_VERSION"),
        "parameters": {},
        "seed": null,
        "inputs": seals,
        "applicants": people,
        "units": network.units().len(),
        "placed": result.placed,
        "unplaced": people - result.placed,
        "total_cost": large(result.total_cost),
        "M": large(result.unplaced_cost),
    })
}
