//! The same question put to the general solver `microlp`: the oracle of the tests, and the way out when the dense
//! solver loses its numbers.

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};

use super::{Mode, Orientation, Question, Returns, Solution, Units};

/// The score alone; none when nobody else reaches the unit or the solver gives up.
pub fn score(units: &Units, question: Question, own: usize) -> Option<f64> {
    solve(units, question, own).flatten().map(|(score, _, _)| score)
}

/// Score, weights and the slacks that these weights leave; the outer nothing when the solver gives up.
#[expect(clippy::option_option, reason = "no answer and the answer that there is none are different things")]
pub(super) fn solve(units: &Units, question: Question, own: usize) -> Option<Option<Solution>> {
    let direction = match question.orientation {
        Orientation::Input => OptimizationDirection::Minimize,
        Orientation::Output => OptimizationDirection::Maximize,
    };
    let mut problem = Problem::new(direction);
    let score = problem.add_var(1.0, (0.0, f64::INFINITY));
    let compared = (0..units.count()).filter(|&unit| question.mode == Mode::Plain || unit != own);
    let weights: Vec<(usize, Variable)> =
        compared.map(|unit| (unit, problem.add_var(0.0, (0.0, f64::INFINITY)))).collect();
    for row in 0..units.names.len() {
        let input = row < units.inputs;
        let scored = input == (question.orientation == Orientation::Input);
        let mut terms: Vec<(Variable, f64)> = weights
            .iter()
            .filter_map(|(unit, weight)| Some((*weight, units.over(*unit, own).nth(row)?)))
            .collect();
        if scored {
            terms.push((score, -1.0));
        }
        let compare = if input { ComparisonOp::Le } else { ComparisonOp::Ge };
        problem.add_constraint(&terms, compare, if scored { 0.0 } else { 1.0 });
    }
    if question.returns == Returns::Variable {
        let terms: Vec<(Variable, f64)> = weights.iter().map(|(_, weight)| (*weight, 1.0)).collect();
        problem.add_constraint(&terms, ComparisonOp::Eq, 1.0);
    }
    let solution = match problem.solve() {
        Ok(outcome) => outcome.into_solution().ok()?,
        Err(Error::Infeasible) => return Some(None),
        Err(_) => return None,
    };
    let best = solution.var_value(score);
    let weights: Vec<(usize, f64)> =
        weights.iter().map(|(unit, weight)| (*unit, solution.var_value(*weight))).collect();
    let slacks = (0..units.names.len()).map(|row| {
        let input = row < units.inputs;
        let scored = input == (question.orientation == Orientation::Input);
        let reached: f64 =
            weights.iter().filter_map(|(unit, weight)| Some(weight * units.over(*unit, own).nth(row)?)).sum();
        let asked = if scored { best } else { 1.0 };
        (if input { asked - reached } else { reached - asked }).max(0.0)
    });
    let slacks = slacks.collect();
    Some(Some((best, weights, slacks)))
}
