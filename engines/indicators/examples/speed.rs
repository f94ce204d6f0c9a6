//! How long the heavy parts take: `cargo run --release -p indicators --example speed`.
#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]
#![expect(clippy::disallowed_methods, reason = "it measures; the engine itself knows no clock")]

use std::time::Instant;

use base::Dice;
use indicators::{
    Column, Micro, Mode, Orientation, Question, Returns, Run, Scheme, Table, Unit, Units, evaluate, frontier,
};

fn table(units: usize, indicators: usize, missing: i64) -> Table {
    let mut dice = Dice::new(1);
    let ids = (0..units).map(|at| Unit { league: "1".to_owned(), id: format!("u{at:05}"), grade: None });
    let columns = (0..indicators).map(|at| Column {
        name: format!("i{at:02}"),
        values: (0..units)
            .map(|_| {
                (!dice.chance(missing)).then(|| Micro::from_millionths(dice.between(1_000_000, 99_000_000)))
            })
            .collect(),
    });
    Table::new(ids.collect(), columns.collect()).expect("a table")
}

fn scheme(indicators: usize) -> Scheme {
    let weight = 100 / indicators;
    let list: Vec<String> = (0..indicators)
        .map(|at| {
            let weight = if at == 0 { 100 - weight * (indicators - 1) } else { weight };
            format!("[[indicator]]\nid = 'i{at:02}'\ndirection = 'higher'\nweight = {weight}\ntarget = 90\n")
        })
        .collect();
    let head = "schema = 1\nid = 's'\nname = 's'\nstatus = 'sample'\nscope = 'league'\nmissing = 'exclude-reweight'\n\
                normalise = 'min-max'\nzero_range = 'refuse'\naggregate = 'arithmetic'\nrank_ties = 'min'\n";
    let tail = "[uncertainty]\nweights_vary = 0.25\nnormalise = ['min-max', 'z-score', 'rank']\n\
                missing = ['exclude-reweight', 'league-mean']\nleave_one_out = true\n";
    Scheme::from_toml(&format!("{head}{}{tail}", list.concat())).expect("a scheme")
}

fn main() {
    let (scheme, table) = (scheme(30), table(1_000, 30, 2));
    for workers in [1, 2] {
        let run = Run { variants: 10_000, seed: Some([7; 32]), workers, progress: None };
        let start = Instant::now();
        let result = evaluate(&scheme, &table, &run).expect("a result");
        let first = &result.units[0];
        println!(
            "1,000 x 30 x 10,000 variants, {workers} workers: {:.2} s (first {} {:?} {:?})",
            start.elapsed().as_secs_f64(),
            first.id,
            first.rank_low,
            first.rank_high
        );
    }
    for count in [500, 1_000] {
        let mut dice = Dice::new(2);
        let ids: Vec<String> = (0..count).map(|at| format!("u{at:05}")).collect();
        let mut column = |name: &str| Column {
            name: name.to_owned(),
            values: (0..count)
                .map(|_| Some(Micro::from_millionths(dice.between(10, 1_000) * 1_000_000)))
                .collect(),
        };
        let (inputs, outputs) = ([column("a"), column("b"), column("c")], [column("d"), column("e")]);
        let units = Units::new(&ids, &inputs, &outputs).expect("units");
        for (name, returns) in [("CCR", Returns::Constant), ("BCC", Returns::Variable)] {
            let question = Question { returns, orientation: Orientation::Input, mode: Mode::Plain };
            let start = Instant::now();
            let ours = frontier(&units, question, 1);
            let own = start.elapsed().as_secs_f64();
            let start = Instant::now();
            let theirs: Vec<Option<f64>> =
                (0..count).map(|at| frontier::baseline_score(&units, question, at)).collect();
            let general = start.elapsed().as_secs_f64();
            let gap = ours.iter().zip(&theirs).filter_map(|(a, b)| Some((a.score? - (*b)?).abs()));
            println!(
                "{name}, {count} units, 3 + 2: own {own:.3} s with slacks, microlp {general:.3} s without, largest difference {:.1e}",
                gap.fold(0.0, f64::max)
            );
        }
    }
}
