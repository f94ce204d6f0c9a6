//! `dure efficiency`: how far each unit is from the frontier, and whom it can learn from (contracts: efficiency).

use std::{collections::BTreeMap, path::PathBuf, process::ExitCode, sync::atomic::AtomicU64};

use base::Problem;
use comfy_table::{CellAlignment, LineStyle, Table as Shown, presets};
use documents::Cell;
use indicators::{
    Column, Micro, Mode, Orientation, Position, Question, Refused, Returns, Units, fixed,
    frontier::frontier_counted,
};
use serde_json::{Value as Json, json};
use web::Phrase;

use super::plain::{self, OutArgs, Run, Table, Wanted, WantedKind};
use crate::speak::{self, Speaker};

/// Units that the terminal shows.
const SHOWN: usize = 20;

/// Arguments of `dure efficiency`.
#[derive(Debug, clap::Args)]
pub(crate) struct EfficiencyArgs {
    /// The figures: CSV or XLSX with `unit_id` and the columns named below; - for standard input
    #[arg(long)]
    data: PathBuf,
    /// Columns of what is used, separated by commas
    #[arg(long, value_delimiter = ',', required = true)]
    inputs: Vec<String>,
    /// Columns of what is reached, separated by commas
    #[arg(long, value_delimiter = ',', required = true)]
    outputs: Vec<String>,
    /// Constant (crs) or variable (vrs) returns to scale
    #[arg(long)]
    returns: Scale,
    /// Use less (input) or reach more (output)
    #[arg(long)]
    orientation: Side,
    /// Compare each unit with the others only, so that units on the frontier differ too
    #[arg(long = "super")]
    others_only: bool,
    #[command(flatten)]
    out: OutArgs,
}

/// Returns to scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Scale {
    /// Constant
    Crs,
    /// Variable
    Vrs,
}

/// Orientation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Side {
    /// Use less
    Input,
    /// Reach more
    Output,
}

impl EfficiencyArgs {
    fn question(&self) -> Question {
        Question {
            returns: if self.returns == Scale::Crs { Returns::Constant } else { Returns::Variable },
            orientation: if self.orientation == Side::Input {
                Orientation::Input
            } else {
                Orientation::Output
            },
            mode: if self.others_only { Mode::Super } else { Mode::Plain },
        }
    }
}

/// Computes the frontier; status 0 when done, 1 when the figures are refused.
pub(crate) fn run(speaker: &Speaker, args: &EfficiencyArgs) -> Result<ExitCode, Problem> {
    let mut run = Run::start(speaker, &args.out)?;
    let mut names: Vec<&String> = args.inputs.iter().chain(&args.outputs).collect();
    names.dedup();
    let mut wanted = vec![Wanted { name: "unit_id".to_owned(), kind: WantedKind::Key }];
    for name in names {
        if wanted.iter().all(|one| one.name != *name) {
            wanted.push(Wanted { name: name.clone(), kind: WantedKind::Number });
        }
    }
    let Some(read) = run.table(&args.data, &wanted)? else { return Ok(ExitCode::from(1)) };
    run.mark();
    let units = match units(&read, &wanted, args) {
        Ok(units) => units,
        Err(refused) => return run.refused(&args.data, refused, Some(&read)),
    };
    let done = AtomicU64::new(0);
    let positions = plain::with_bar(&done, units.count() as u64, || {
        frontier_counted(&units, args.question(), plain::workers(), &done)
    });
    run.mark();
    let summary = summary(&positions, args, &read.seal);
    let files = [
        ("efficiency.csv", efficiency(&positions)?),
        ("peers.csv", peers(&positions)?),
        ("slacks.csv", slacks(&positions)?),
    ];
    let code = run.finish(&files, &[], &summary)?;
    if !args.out.json {
        say(speaker, &positions, args);
    }
    Ok(code)
}

fn units(read: &Table, wanted: &[Wanted], args: &EfficiencyArgs) -> Result<Units, Refused> {
    let ids: Vec<String> = read.rows.iter().map(|(_, cells)| cells[0].clone()).collect();
    let columns = |names: &[String]| -> Vec<Column> {
        let place = |name: &String| wanted.iter().position(|one| one.name == *name).unwrap_or(0);
        let values = |at: usize| read.rows.iter().map(|(_, cells)| Micro::parse(&cells[at])).collect();
        names.iter().map(|name| Column { name: name.clone(), values: values(place(name)) }).collect()
    };
    Units::new(&ids, &columns(&args.inputs), &columns(&args.outputs))
}

fn nine(value: f64) -> Cell {
    fixed(value, 9).into()
}

fn efficiency(positions: &[Position]) -> Result<Vec<u8>, Problem> {
    let row = |one: &Position| vec![one.id.as_str().into(), one.score.map(|score| fixed(score, 9)).into()];
    plain::table_bytes(&["unit_id", "score"], &positions.iter().map(row).collect::<Vec<_>>())
}

fn peers(positions: &[Position]) -> Result<Vec<u8>, Problem> {
    let rows: Vec<Vec<Cell>> = positions
        .iter()
        .flat_map(|one| {
            one.peers
                .iter()
                .map(|(peer, weight)| vec![one.id.as_str().into(), peer.as_str().into(), nine(*weight)])
        })
        .collect();
    plain::table_bytes(&["unit_id", "peer_id", "weight"], &rows)
}

fn slacks(positions: &[Position]) -> Result<Vec<u8>, Problem> {
    let rows: Vec<Vec<Cell>> = positions
        .iter()
        .flat_map(|one| {
            one.slacks
                .iter()
                .map(|(name, slack)| vec![one.id.as_str().into(), name.as_str().into(), nine(*slack)])
        })
        .collect();
    plain::table_bytes(&["unit_id", "column", "slack"], &rows)
}

/// On the frontier: a score of one to nine decimals, whichever side it comes from.
fn on_frontier(position: &Position, args: &EfficiencyArgs) -> bool {
    position.score.is_none_or(|score| match args.orientation {
        Side::Input => score >= 1.0 - 5e-10,
        Side::Output => score <= 1.0 + 5e-10,
    })
}

/// What `result.json` and `--json` say.
fn summary(positions: &[Position], args: &EfficiencyArgs, seal: &Json) -> Json {
    let unreached: Vec<&str> =
        positions.iter().filter(|one| one.score.is_none()).map(|one| one.id.as_str()).collect();
    json!({
        "verb": "efficiency",
        "version": env!("CARGO_PKG_VERSION"),
        "parameters": {
            "inputs": args.inputs, "outputs": args.outputs,
            "returns": if args.returns == Scale::Crs { "crs" } else { "vrs" },
            "orientation": if args.orientation == Side::Input { "input" } else { "output" },
            "super": args.others_only,
        },
        "seed": null,
        "inputs": { "data": seal },
        "units": positions.len(),
        "on_frontier": positions.iter().filter(|one| on_frontier(one, args)).count(),
        "unreached": unreached,
    })
}

/// The units furthest from the frontier, whom they can learn from, and the count.
fn say(speaker: &Speaker, positions: &[Position], args: &EfficiencyArgs) {
    let word = |key: &str| speaker.words.fill(speaker.lang, key, &BTreeMap::new());
    let mut table = Shown::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()));
    table.set_header(["unit", "score", "peers"].map(|name| word(&format!("app-efficiency-{name}"))));
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let mut order: Vec<&Position> = positions.iter().filter(|one| !on_frontier(one, args)).collect();
    order.sort_by(|a, b| {
        let (a_score, b_score) = (a.score.unwrap_or(1.0), b.score.unwrap_or(1.0));
        let far = if args.orientation == Side::Input {
            a_score.total_cmp(&b_score)
        } else {
            b_score.total_cmp(&a_score)
        };
        far.then_with(|| a.id.cmp(&b.id))
    });
    for one in order.iter().take(SHOWN) {
        let peers: Vec<&str> = one.peers.iter().map(|(peer, _)| peer.as_str()).collect();
        let score = one.score.map(|score| fixed(score, 4)).unwrap_or_default();
        table.add_row([one.id.clone(), score, peers.join(", ")]);
    }
    if !order.is_empty() {
        speak::line(table);
    }
    let best = positions.iter().filter(|one| on_frontier(one, args)).count() as i64;
    let done = Phrase::new("app-efficiency-done").with("units", positions.len() as i64).with("best", best);
    speaker.say(&done);
    let unreached = positions.iter().filter(|one| one.score.is_none()).count() as i64;
    if unreached > 0 {
        speaker.say(&Phrase::new("app-efficiency-unreached").with("units", unreached));
    }
}
