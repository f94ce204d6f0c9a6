//! Whom to learn from: the frontier of the best units, and how far each is from it.
//!
//! Data envelopment analysis: Charnes, Cooper and Rhodes (1978) with constant returns, Banker, Charnes and Cooper
//! (1984) with variable ones; Andersen and Petersen (1993) for units on the frontier compared with the others only. Two
//! stages as in Cooper, Seiford and Tone (2007), section 3.3: first the score, then the largest sum of slacks with the
//! score held. The slacks are summed in shares of the unit's own value, so the result does not depend on whether money
//! is counted in won or in millions.

mod baseline;
mod simplex;

pub use baseline::score as baseline_score;

use std::{
    ops::Range,
    sync::atomic::{AtomicU64, Ordering},
};

use crate::{Column, Micro, Refused};
use simplex::{Lost, Program, State};

/// What happens to outputs when all inputs grow alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returns {
    /// They grow as much (CCR).
    Constant,
    /// They may grow more or less (BCC).
    Variable,
}

/// What a unit could change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    /// Use less: the score is the share of the inputs that would do, at most 1.
    Input,
    /// Reach more: the score is the multiple of the outputs that could be reached, at least 1.
    Output,
}

/// Whom a unit is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// With all, itself included.
    Plain,
    /// With all others, so that units on the frontier differ too.
    Super,
}

/// A question to the frontier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// Returns to scale.
    pub returns: Returns,
    /// Orientation.
    pub orientation: Orientation,
    /// Whom a unit is compared with.
    pub mode: Mode,
}

/// Units with inputs and outputs, all known and above zero, sorted by id.
#[derive(Debug, Clone, PartialEq)]
pub struct Units {
    ids: Vec<String>,
    names: Vec<String>,
    inputs: usize,
    /// Unit after unit: inputs, then outputs.
    values: Vec<f64>,
}

/// Where a unit stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Position {
    /// The unit.
    pub id: String,
    /// Its score; none when nobody else reaches it at all (super-efficiency with variable returns).
    pub score: Option<f64>,
    /// Whom to learn from, with their weights, by id.
    pub peers: Vec<(String, f64)>,
    /// What is left over beside the score, by column as given; zeros included.
    pub slacks: Vec<(String, f64)>,
}

impl Units {
    /// Checks: at least one input and one output, every value known and above zero.
    pub fn new(ids: &[String], inputs: &[Column], outputs: &[Column]) -> Result<Self, Refused> {
        for (side, columns) in [("input", inputs), ("output", outputs)] {
            if columns.is_empty() {
                return Err(Refused::NoSide { side: side.to_owned() });
            }
        }
        let columns: Vec<&Column> = inputs.iter().chain(outputs).collect();
        let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        if let Some(at) = (1..names.len()).find(|&at| names[..at].contains(&names[at])) {
            return Err(Refused::NameTwice { of: "column".to_owned(), name: names[at].clone() });
        }
        // The table refuses what is blank, there twice or of another length.
        let units = ids.iter().map(|id| crate::Unit { id: id.clone(), league: String::new(), grade: None });
        let table = crate::Table::new(units.collect(), columns.into_iter().cloned().collect())?;
        let mut values = Vec::with_capacity(ids.len() * names.len());
        for (at, unit) in table.units().iter().enumerate() {
            for name in &names {
                let column = table.needed("frontier", name)?;
                let value = column[at];
                let place = || (unit.id.clone(), name.clone());
                let value = value.ok_or_else(|| {
                    let (unit, column) = place();
                    Refused::ValueBlank { unit, column }
                })?;
                if value <= Micro::ZERO {
                    let (unit, column) = place();
                    return Err(Refused::ValueNotAboveZero { unit, column, value: value.to_string() });
                }
                values.push(value.to_f64());
            }
        }
        let ids = table.units().iter().map(|unit| unit.id.clone()).collect();
        Ok(Self { ids, names, inputs: inputs.len(), values })
    }

    /// How many units there are.
    pub fn count(&self) -> usize {
        self.ids.len()
    }

    /// Inputs, then outputs of one unit.
    fn row(&self, unit: usize) -> &[f64] {
        let width = self.names.len();
        &self.values[unit * width..(unit + 1) * width]
    }

    /// Values of one unit over those of another, which keeps every number near one.
    fn over(&self, unit: usize, own: usize) -> impl Iterator<Item = f64> {
        self.row(unit).iter().zip(self.row(own)).map(|(value, own)| value / own)
    }
}

/// Answers for every unit, by id; the number of workers changes nothing but the time.
pub fn frontier(units: &Units, question: Question, workers: usize) -> Vec<Position> {
    frontier_counted(units, question, workers, &AtomicU64::new(0))
}

/// The same, counting the units that are done, for a progress bar.
pub fn frontier_counted(
    units: &Units,
    question: Question,
    workers: usize,
    done: &AtomicU64,
) -> Vec<Position> {
    let workers = workers.clamp(1, 64).min(units.count().max(1));
    let part = |range: Range<usize>| -> Vec<Position> {
        let one = |own| {
            let position = Problem { units, question, own }.position();
            done.fetch_add(1, Ordering::Relaxed);
            position
        };
        range.map(one).collect()
    };
    let bounds = |worker: usize| units.count() * worker / workers..units.count() * (worker + 1) / workers;
    std::thread::scope(|scope| {
        let part = &part;
        let others: Vec<_> = (1..workers).map(|worker| scope.spawn(move || part(bounds(worker)))).collect();
        let mut all = part(bounds(0));
        for other in others {
            all.extend(other.join().expect("a worker only computes"));
        }
        all
    })
}

/// One unit's question. Columns: the score, one weight per unit, one slack per row, then helpers for a start.
struct Problem<'a> {
    units: &'a Units,
    question: Question,
    own: usize,
}

impl Problem<'_> {
    fn position(&self) -> Position {
        let blank =
            || Position { id: self.units.ids[self.own].clone(), score: None, peers: vec![], slacks: vec![] };
        if self.question.mode == Mode::Super && self.units.count() == 1 {
            return blank();
        }
        let solution =
            self.solve().or_else(|_| baseline::solve(self.units, self.question, self.own).ok_or(Lost));
        match solution {
            Ok(Some((score, weights, slacks))) => {
                let peers = weights.into_iter().map(|(unit, weight)| (self.units.ids[unit].clone(), weight));
                let row = self.units.row(self.own);
                let slacks = self.units.names.iter().zip(slacks).zip(row);
                Position {
                    score: Some(nine(score)),
                    peers: peers.map(|(id, weight)| (id, nine(weight))).filter(|(_, w)| *w > 0.0).collect(),
                    slacks: slacks.map(|((name, slack), own)| (name.clone(), nine(slack * own))).collect(),
                    ..blank()
                }
            }
            _ => blank(),
        }
    }

    /// Score, weights and slacks (as shares of the own values); nothing when nobody else reaches the unit.
    fn solve(&self) -> Result<Option<Solution>, Lost> {
        let (program, basis) = self.program();
        let mut state = program.start(basis)?;
        let count = self.units.count();
        let barred = |column: usize| self.question.mode == Mode::Super && column == self.own + 1;
        let may = |column: usize| column < program.helpers && !barred(column);
        if state.basis.iter().any(|&column| column >= program.helpers) {
            let costs: Vec<f64> =
                (0..program.width()).map(|at| if at < program.helpers { 0.0 } else { 1.0 }).collect();
            program.minimise(&mut state, &costs, &may)?;
            let lacking: f64 = state
                .basis
                .iter()
                .zip(&state.values)
                .filter(|(c, _)| **c >= program.helpers)
                .map(|(_, v)| v)
                .sum();
            if lacking > 1e-9 {
                return Ok(None);
            }
        }
        let mut costs = vec![0.0; program.width()];
        costs[0] = if self.question.orientation == Orientation::Input { 1.0 } else { -1.0 };
        program.minimise(&mut state, &costs, &may)?;
        let reduced = program.reduced(&state, &costs);
        if state.values.iter().any(|value| *value < -1e-7 || !value.is_finite()) {
            return Err(Lost);
        }
        let held = |column: usize| may(column) && reduced[column].abs() <= 1e-9;
        let slack = |column: usize| (count + 1..program.helpers).contains(&column);
        let sums: Vec<f64> = (0..program.width()).map(|at| if slack(at) { -1.0 } else { 0.0 }).collect();
        program.minimise(&mut state, &sums, &held)?;
        Ok(Some(self.read(&state)))
    }

    fn read(&self, state: &State) -> Solution {
        let count = self.units.count();
        let mut score = 0.0;
        let mut weights = Vec::new();
        let mut slacks = vec![0.0; self.units.names.len()];
        for (&column, &value) in state.basis.iter().zip(&state.values) {
            match column {
                0 => score = value,
                _ if column <= count => weights.push((column - 1, value)),
                _ if column <= count + slacks.len() => slacks[column - count - 1] = value,
                _ => {}
            }
        }
        weights.sort_by_key(|(unit, _)| *unit);
        (score, weights, slacks)
    }

    /// The program in shares of the own values, and a basis to start from.
    fn program(&self) -> (Program, Vec<usize>) {
        let (units, own) = (self.units, self.own);
        let (inputs, sides, count) = (units.inputs, units.names.len(), units.count());
        let variable = self.question.returns == Returns::Variable;
        let rows = sides + usize::from(variable);
        let scored = |row: usize| match self.question.orientation {
            Orientation::Input => row < inputs,
            Orientation::Output => (inputs..sides).contains(&row),
        };
        let mut columns = Vec::with_capacity(rows * (count + sides + 2));
        columns.extend((0..rows).map(|row| if scored(row) { -1.0 } else { 0.0 }));
        for unit in 0..count {
            columns.extend(units.over(unit, own));
            columns.extend(variable.then_some(1.0));
        }
        let unit_column =
            |row: usize, value: f64| (0..rows).map(move |at| if at == row { value } else { 0.0 });
        for row in 0..sides {
            columns.extend(unit_column(row, if row < inputs { 1.0 } else { -1.0 }));
        }
        let right: Vec<f64> = (0..rows).map(|row| if scored(row) { 0.0 } else { 1.0 }).collect();
        let helpers = count + sides + 1;
        let mut basis: Vec<usize> = (0..sides).map(|row| count + 1 + row).collect();
        let start = if self.question.mode == Mode::Super { usize::from(own == 0) } else { own };
        let share: Vec<f64> = units.over(start, own).collect();
        if variable {
            basis.push(start + 1);
        } else {
            self.seat(&share, &scored, &mut basis, start);
        }
        let tightest = (0..sides).filter(|&row| scored(row)).reduce(|best, row| {
            let tighter = match self.question.orientation {
                Orientation::Input => share[row] > share[best],
                Orientation::Output => share[row] < share[best],
            };
            if tighter { row } else { best }
        });
        basis[tightest.unwrap_or(0)] = 0;
        for row in (0..sides).filter(|&row| variable && !scored(row)) {
            let short = if row < inputs { share[row] > 1.0 } else { share[row] < 1.0 };
            if short {
                basis[row] = columns.len() / rows;
                columns.extend(unit_column(row, if row < inputs { -1.0 } else { 1.0 }));
            }
        }
        (Program { rows, columns, right, helpers }, basis)
    }

    /// With constant returns the starting unit is scaled until it satisfies the rows that are not scored, the tightest
    /// of them exactly.
    fn seat(&self, share: &[f64], scored: &dyn Fn(usize) -> bool, basis: &mut [usize], start: usize) {
        let free = (0..share.len()).filter(|&row| !scored(row));
        let tightest = free.reduce(|best, row| {
            let tighter = match self.question.orientation {
                Orientation::Input => share[row] < share[best],
                Orientation::Output => share[row] > share[best],
            };
            if tighter { row } else { best }
        });
        basis[tightest.unwrap_or(0)] = start + 1;
    }
}

/// A score, weights by unit and slacks by column.
type Solution = (f64, Vec<(usize, f64)>, Vec<f64>);

/// Rounded half-even to nine decimals.
fn nine(value: f64) -> f64 {
    let rounded = (value * 1e9).round_ties_even() / 1e9;
    if rounded == 0.0 { 0.0 } else { rounded }
}
