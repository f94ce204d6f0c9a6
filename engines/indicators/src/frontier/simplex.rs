//! A dense revised simplex for few rows and many columns, which is the shape of every frontier problem.
//!
//! The inverse of the basis is kept explicitly (rows are inputs, outputs and at most one more), entering columns are
//! the most negative ones and, after many steps without progress, the first negative one (Bland 1977), so it ends.
//! Both stages and every tie are decided by fixed rules: the same figures give the same bytes.

/// Reduced costs below this are negative.
const NEGATIVE: f64 = 1e-10;
/// Pivots smaller than this are zero.
const PIVOT: f64 = 1e-9;
/// Steps after which the inverse is made anew.
const REFRESH: usize = 40;
/// Steps without progress after which the first negative column enters.
const PATIENCE: usize = 60;

/// Columns, right side and which columns may never enter.
#[derive(Debug, Clone)]
pub(super) struct Program {
    /// Rows.
    pub(super) rows: usize,
    /// Column after column, each `rows` long.
    pub(super) columns: Vec<f64>,
    /// Right side.
    pub(super) right: Vec<f64>,
    /// Columns from this on only help to find a start.
    pub(super) helpers: usize,
}

/// A basis that satisfies the rows.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// The column of each row.
    pub(super) basis: Vec<usize>,
    /// Its value.
    pub(super) values: Vec<f64>,
    inverse: Vec<f64>,
    steps: usize,
}

/// Numbers got out of hand; the caller uses the other solver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lost;

impl Program {
    /// Number of columns.
    pub(super) fn width(&self) -> usize {
        self.columns.len() / self.rows
    }

    fn column(&self, at: usize) -> &[f64] {
        &self.columns[at * self.rows..(at + 1) * self.rows]
    }

    /// Starts from a basis.
    pub(super) fn start(&self, basis: Vec<usize>) -> Result<State, Lost> {
        let rows = self.rows;
        let mut state = State { basis, values: vec![0.0; rows], inverse: vec![0.0; rows * rows], steps: 0 };
        self.refresh(&mut state)?;
        Ok(state)
    }

    /// Makes the inverse and the values anew from the columns (Gauss and Jordan, largest pivot first).
    fn refresh(&self, state: &mut State) -> Result<(), Lost> {
        let rows = self.rows;
        let mut work: Vec<f64> = vec![0.0; rows * rows];
        for (at, &column) in state.basis.iter().enumerate() {
            for (row, value) in self.column(column).iter().enumerate() {
                work[row * rows + at] = *value;
            }
        }
        let mut inverse = vec![0.0; rows * rows];
        (0..rows).for_each(|row| inverse[row * rows + row] = 1.0);
        for at in 0..rows {
            let mut best = at;
            for row in at + 1..rows {
                if work[row * rows + at].abs() > work[best * rows + at].abs() {
                    best = row;
                }
            }
            let pivot = work[best * rows + at];
            if pivot.abs() < 1e-12 {
                return Err(Lost);
            }
            for column in 0..rows {
                work.swap(at * rows + column, best * rows + column);
                inverse.swap(at * rows + column, best * rows + column);
            }
            for column in 0..rows {
                work[at * rows + column] /= pivot;
                inverse[at * rows + column] /= pivot;
            }
            for row in (0..rows).filter(|row| *row != at) {
                let factor = work[row * rows + at];
                for column in 0..rows {
                    work[row * rows + column] -= factor * work[at * rows + column];
                    inverse[row * rows + column] -= factor * inverse[at * rows + column];
                }
            }
        }
        state.inverse = inverse;
        for row in 0..rows {
            let line = &state.inverse[row * rows..(row + 1) * rows];
            let value: f64 = line.iter().zip(&self.right).map(|(i, b)| i * b).sum();
            state.values[row] = if value.abs() < 1e-13 { 0.0 } else { value };
        }
        Ok(())
    }

    /// Reduced costs of all columns; those of the basis are zero.
    pub(super) fn reduced(&self, state: &State, costs: &[f64]) -> Vec<f64> {
        let rows = self.rows;
        let mut prices = vec![0.0; rows];
        for (row, &column) in state.basis.iter().enumerate() {
            let cost = costs[column];
            if cost != 0.0 {
                let line = &state.inverse[row * rows..(row + 1) * rows];
                prices.iter_mut().zip(line).for_each(|(price, value)| *price += cost * value);
            }
        }
        let mut reduced: Vec<f64> = self
            .columns
            .chunks_exact(rows)
            .zip(costs)
            .map(|(column, cost)| cost - column.iter().zip(&prices).map(|(a, p)| a * p).sum::<f64>())
            .collect();
        state.basis.iter().for_each(|&column| reduced[column] = 0.0);
        reduced
    }

    /// Minimises the costs over the columns that may enter.
    pub(super) fn minimise(
        &self,
        state: &mut State,
        costs: &[f64],
        may: &dyn Fn(usize) -> bool,
    ) -> Result<(), Lost> {
        let mut idle = 0;
        for _ in 0..50 * (self.width() + 10) {
            let reduced = self.reduced(state, costs);
            let negative = || reduced.iter().enumerate().filter(|(at, cost)| **cost < -NEGATIVE && may(*at));
            let entering = if idle > PATIENCE {
                negative().map(|(at, _)| at).next()
            } else {
                negative().fold(None, |best: Option<usize>, (at, cost)| match best {
                    Some(best) if reduced[best] <= *cost => Some(best),
                    _ => Some(at),
                })
            };
            let Some(entering) = entering else { return Ok(()) };
            let moved = self.step(state, entering, idle > PATIENCE)?;
            idle = if moved > 1e-12 { 0 } else { idle + 1 };
        }
        Err(Lost)
    }

    /// Brings one column into the basis; gives how far it moved.
    fn step(&self, state: &mut State, entering: usize, first: bool) -> Result<f64, Lost> {
        let rows = self.rows;
        let column = self.column(entering);
        let direction: Vec<f64> = (0..rows)
            .map(|row| {
                let line = &state.inverse[row * rows..(row + 1) * rows];
                line.iter().zip(column).map(|(i, a)| i * a).sum()
            })
            .collect();
        let (leaving, length) = self.leaving(state, &direction, first).ok_or(Lost)?;
        for (value, slope) in state.values.iter_mut().zip(&direction) {
            *value -= length * slope;
            if value.abs() < 1e-13 {
                *value = 0.0;
            }
        }
        state.values[leaving] = length;
        state.basis[leaving] = entering;
        let pivot = direction[leaving];
        for at in 0..rows {
            state.inverse[leaving * rows + at] /= pivot;
        }
        for row in (0..rows).filter(|row| *row != leaving && direction[*row] != 0.0) {
            for at in 0..rows {
                state.inverse[row * rows + at] -= direction[row] * state.inverse[leaving * rows + at];
            }
        }
        state.steps += 1;
        if state.steps.is_multiple_of(REFRESH) {
            self.refresh(state)?;
        }
        Ok(length)
    }

    /// The row whose value reaches zero first: the largest pivot of equals, or the first column when asked for.
    fn leaving(&self, state: &State, direction: &[f64], first: bool) -> Option<(usize, f64)> {
        let helper = |row: usize| state.basis[row] >= self.helpers;
        let mut best: Option<(usize, f64)> = None;
        for (row, &slope) in direction.iter().enumerate() {
            let stuck = helper(row) && state.values[row] <= 1e-12 && slope.abs() > PIVOT;
            if slope <= PIVOT && !stuck {
                continue;
            }
            let length = if stuck { 0.0 } else { (state.values[row] / slope).max(0.0) };
            let better = match best {
                None => true,
                Some((other, shortest)) if (length - shortest).abs() <= 1e-13 => {
                    if first {
                        state.basis[row] < state.basis[other]
                    } else {
                        slope.abs() > direction[other].abs()
                    }
                }
                Some((_, shortest)) => length < shortest,
            };
            if better {
                best = Some((row, length));
            }
        }
        best
    }
}
