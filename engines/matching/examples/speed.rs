//! How long the heavy parts take: `cargo run --release -p matching --example speed -- [stable]`.
#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]
#![expect(clippy::disallowed_methods, reason = "it measures; the engine itself knows no clock")]

use std::time::Instant;

use base::Dice;
use matching::{Call, Costs, Draw, Event, Mark, Market, Rule, Seed, Standing, Waiting, assign, stable};

fn market(people: usize, choices: usize, units: usize, share: i64) -> Market {
    let mut dice = Dice::new(1);
    let mut call = Call::new();
    let places = people as i64 * share / 100 / units as i64;
    let name = |at: usize| format!("U{at:06}");
    for unit in 0..units {
        call.unit(&name(unit), places);
    }
    for person in 0..people {
        let id = format!("A{person:08}");
        let mut seen = Vec::new();
        while seen.len() < choices {
            let unit = dice.between(0, units as i64 - 1) as usize;
            if !seen.contains(&unit) {
                seen.push(unit);
                call.choose(&id, &name(unit), seen.len() as i64, &[Mark::from_whole(dice.between(0, 100))]);
            }
        }
    }
    call.close(2).expect("a valid round")
}

/// Seconds that all threads have spent so far, to a hundredth: the figure that a busy machine does not spoil.
fn processor_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = text.rsplit(") ").next().unwrap_or_default().split(' ').skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let (start, before) = (Instant::now(), processor_seconds());
    let result = work();
    let (wall, busy) = (start.elapsed().as_secs_f64(), processor_seconds() - before);
    println!("{what}: {wall:.3} s ({busy:.2} s of processor)");
    result
}

/// The shape of the bar: ten arcs each; capacity in percent of the people; costs up to `most`.
fn assignment((people, units): (usize, usize), share: i64, most: i64) {
    let mut dice = Dice::new(2);
    let mut costs = Costs::new();
    let name = |at: usize| format!("U{at:06}");
    for unit in 0..units {
        costs.unit(&name(unit), people as i64 * share / 100 / units as i64);
    }
    for person in 0..people {
        let id = format!("A{person:08}");
        let mut seen = Vec::new();
        while seen.len() < 10 {
            let unit = dice.between(0, units as i64 - 1) as usize;
            if !seen.contains(&unit) {
                seen.push(unit);
                costs.arc(&id, &name(unit), dice.between(1, most));
            }
        }
    }
    let network = costs.close(2).expect("a valid network");
    for workers in [1, 2] {
        let what = format!("assign {people} x 10 x {units}, {share} %, costs to {most}, {workers} workers");
        let result = timed(&what, || assign(&network, workers));
        println!("  placed {}, total {}", result.placed, result.total_cost);
    }
}

fn main() {
    if let Some("assign") = std::env::args().nth(1).as_deref() {
        let large = std::env::args().nth(2).as_deref() == Some("large");
        let chosen = std::env::args().nth(3).and_then(|text| text.parse().ok());
        for share in chosen.map_or(vec![90, 100, 110], |share| vec![share]) {
            for most in [100, 1_000_000] {
                assignment(if large { (2_000_000, 20_000) } else { (200_000, 2_000) }, share, most);
            }
        }
        return;
    }
    let seed = Seed([7; 32]);
    for (people, units) in [(2_200_000, 20_000), (5_000, 200)] {
        let market = timed("  reading", || market(people, 3, units, 50));
        for workers in [1, 2, 2] {
            println!("{people} x 3 x {units}, {workers} workers");
            let draw = timed("  lottery", || Draw::new(&market, &seed, workers));
            let placement = timed("  matching", || stable(&market, &draw, workers).expect("a placement"));
            let waiting = timed("  waiting lists", || Waiting::new(&market, &draw, &placement, workers));
            println!("  placed {}, waiting {}", placement.placed(), waiting.len());
        }
    }
    let market = market(50_000, 3, 500, 50);
    let draw = Draw::new(&market, &seed, 2);
    let placement = stable(&market, &draw, 2).expect("a placement");
    let names: Vec<String> =
        (0..50_000).step_by(97).map(|at| market.applicants().get(at).to_owned()).collect();
    for rule in [Rule::Stay, Rule::Move] {
        let mut standing = Standing::new(market.clone(), draw.clone(), &placement).expect("a round");
        let (mut longest, mut moved) = (0.0_f64, 0);
        for applicant in &names {
            let start = Instant::now();
            moved += standing.apply(Event::DropsOut { applicant }, rule).expect("somebody leaves").len();
            longest = longest.max(start.elapsed().as_secs_f64());
        }
        println!(
            "{rule:?}: {} drop-outs of 50,000, {moved} moved, slowest {:.3} ms",
            names.len(),
            longest * 1e3
        );
        if rule == Rule::Move {
            let anew = timed("  recomputed", || standing.recomputed(2));
            println!("  equal: {}", anew == standing.placement());
        }
    }
}
