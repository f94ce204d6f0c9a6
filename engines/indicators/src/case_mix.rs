//! Expected values: what a unit that serves such people and places reaches, by least squares.
//!
//! Ordinary least squares with an intercept over the units that have every value, solved by Householder
//! reflections (Golub and Van Loan, Matrix Computations, 4th ed., algorithm 5.2.1). No ridge: covariates that
//! explain one another are refused and named, and too few units are refused, because a wrong expectation is worse
//! than none.

use crate::Refused;

/// A column that explains, with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Covariate {
    /// Its name.
    pub name: String,
    /// A value per unit.
    pub values: Vec<Option<f64>>,
}

/// A fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The intercept, then one coefficient per covariate.
    pub coefficients: Vec<f64>,
    /// The expected value of each unit whose covariates are all known.
    pub expected: Vec<Option<f64>>,
    /// Units that were fitted.
    pub units: usize,
    /// Share of the variance that is explained, from 0 to 1; 0 when there is nothing to explain.
    pub explained: f64,
}

/// Units needed: three for each coefficient, and ten.
pub fn units_needed(covariates: usize) -> usize {
    (3 * (covariates + 1)).max(10)
}

/// Fits `values` of the indicator `of` on the covariates.
pub fn expected(of: &str, covariates: &[Covariate], values: &[Option<f64>]) -> Result<Fit, Refused> {
    let row = |at: usize| -> Option<Vec<f64>> {
        let explained = covariates.iter().map(|covariate| covariate.values[at]);
        std::iter::once(Some(1.0)).chain(explained).collect()
    };
    let whole: Vec<usize> =
        (0..values.len()).filter(|&at| values[at].is_some() && row(at).is_some()).collect();
    let needed = units_needed(covariates.len());
    if whole.len() < needed {
        return Err(Refused::TooFewForCaseMix {
            indicator: of.to_owned(),
            units: whole.len() as i64,
            needed: needed as i64,
        });
    }
    let rows: Vec<Vec<f64>> = whole.iter().filter_map(|&at| row(at)).collect();
    let mut columns: Vec<Vec<f64>> =
        (0..=covariates.len()).map(|column| rows.iter().map(|row| row[column]).collect()).collect();
    let right: Vec<f64> = whole.iter().filter_map(|&at| values[at]).collect();
    let coefficients = least_squares(&mut columns, right.clone()).map_err(|column| {
        let name = column.checked_sub(1).map_or("", |at| covariates[at].name.as_str());
        Refused::CovariatesDependent { covariate: name.to_owned() }
    })?;
    let predicted = |row: &[f64]| row.iter().zip(&coefficients).map(|(x, b)| x * b).sum::<f64>();
    let (mut left_over, total) = (0.0, crate::number::squares(&right));
    for (row, value) in rows.iter().zip(&right) {
        let gap = value - predicted(row);
        left_over += gap * gap;
    }
    Ok(Fit {
        expected: (0..values.len()).map(|at| row(at).map(|row| predicted(&row))).collect(),
        units: rows.len(),
        explained: if total > 0.0 { (1.0 - left_over / total).max(0.0) } else { 0.0 },
        coefficients,
    })
}

/// Coefficients of least squares; the column that depends on those before it otherwise.
fn least_squares(columns: &mut [Vec<f64>], mut right: Vec<f64>) -> Result<Vec<f64>, usize> {
    let width = columns.len();
    let lengths: Vec<f64> = columns.iter().map(|column| length(column)).collect();
    for at in 0..width {
        let below = length(&columns[at][at..]);
        if below <= 1e-9 * lengths[at] || below == 0.0 {
            return Err(at);
        }
        let alpha = if columns[at][at] > 0.0 { -below } else { below };
        let mut mirror = columns[at][at..].to_vec();
        mirror[0] -= alpha;
        let norm: f64 = mirror.iter().map(|x| x * x).sum();
        for column in columns.iter_mut().skip(at) {
            reflect(&mirror, norm, &mut column[at..]);
        }
        reflect(&mirror, norm, &mut right[at..]);
        columns[at][at] = alpha;
    }
    let mut solution = vec![0.0; width];
    for at in (0..width).rev() {
        let known: f64 = (at + 1..width).map(|other| columns[other][at] * solution[other]).sum();
        solution[at] = (right[at] - known) / columns[at][at];
    }
    Ok(solution)
}

/// Mirrors a vector at the plane that stands on `mirror`.
fn reflect(mirror: &[f64], norm: f64, vector: &mut [f64]) {
    if norm == 0.0 {
        return;
    }
    let along: f64 = mirror.iter().zip(vector.iter()).map(|(m, v)| m * v).sum();
    let twice = 2.0 * along / norm;
    for (value, m) in vector.iter_mut().zip(mirror) {
        *value -= twice * m;
    }
}

fn length(vector: &[f64]) -> f64 {
    vector.iter().map(|x| x * x).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covariate(name: &str, values: &[f64]) -> Covariate {
        Covariate { name: name.to_owned(), values: values.iter().copied().map(Some).collect() }
    }

    #[test]
    fn a_plane_is_found_again() {
        let x: Vec<f64> = (0..12).map(f64::from).collect();
        let z: Vec<f64> = x.iter().map(|x| x * x).collect();
        let y: Vec<Option<f64>> = x.iter().zip(&z).map(|(x, z)| Some(3.0 + 2.0 * x - 0.5 * z)).collect();
        let fit = expected("y", &[covariate("x", &x), covariate("z", &z)], &y).expect("a fit");
        let near = fit.coefficients.iter().zip([3.0, 2.0, -0.5]).all(|(a, b)| (a - b).abs() < 1e-9);
        assert!(near, "{:?}", fit.coefficients);
        assert!(fit.explained > 0.999_999);
    }

    #[test]
    fn covariates_that_say_the_same_are_named_and_too_few_units_are_refused() {
        let x: Vec<f64> = (0..12).map(f64::from).collect();
        let y: Vec<Option<f64>> = x.iter().copied().map(Some).collect();
        let double: Vec<f64> = x.iter().map(|x| 2.0 * x + 1.0).collect();
        let twice = expected("y", &[covariate("x", &x), covariate("double", &double)], &y);
        assert_eq!(twice, Err(Refused::CovariatesDependent { covariate: "double".to_owned() }));
        let few = expected("y", &[covariate("x", &x[..9])], &y[..9]);
        assert_eq!(few, Err(Refused::TooFewForCaseMix { indicator: "y".to_owned(), units: 9, needed: 10 }));
    }
}
