//! Looking at the figures before they are weighed: what is missing, what is constant, what says the same.

use crate::{
    Refused, Scheme, Table,
    number::{extremes, mean, squares},
};

/// Correlations from this size on are shown.
const NEARLY_SAME: f64 = 0.9;

/// What is to be seen in the figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Screening {
    /// By unit (league, then id): how many of its indicators are known.
    pub units: Vec<(String, usize)>,
    /// By indicator: how many units are known.
    pub indicators: Vec<(String, usize)>,
    /// Indicators that have one value only.
    pub constant: Vec<String>,
    /// Pairs that say nearly the same (Pearson, 0.9 and more either way), with their correlation.
    pub alike: Vec<(String, String, f64)>,
}

/// Screens the figures of a scheme.
pub fn screen(scheme: &Scheme, table: &Table) -> Result<Screening, Refused> {
    let columns: Vec<Vec<Option<f64>>> =
        scheme.indicators.iter().map(|one| table.feed(one)).collect::<Result<_, _>>()?;
    let known = |values: &[Option<f64>]| values.iter().flatten().count();
    let mut seen = Screening { units: vec![], indicators: vec![], constant: vec![], alike: vec![] };
    for (at, unit) in table.units().iter().enumerate() {
        let count = columns.iter().filter(|column| column[at].is_some()).count();
        seen.units.push((unit.id.clone(), count));
    }
    for (place, (one, column)) in scheme.indicators.iter().zip(&columns).enumerate() {
        seen.indicators.push((one.id.clone(), known(column)));
        let values: Vec<f64> = column.iter().flatten().copied().collect();
        let (low, high) = extremes(&values);
        if low >= high {
            seen.constant.push(one.id.clone());
        }
        for (other, others) in scheme.indicators.iter().zip(&columns).take(place) {
            if let Some(r) = correlation(others, column).filter(|r| r.abs() >= NEARLY_SAME) {
                seen.alike.push((other.id.clone(), one.id.clone(), r));
            }
        }
    }
    Ok(seen)
}

/// Pearson's correlation over the units that have both; none for fewer than three or a constant side.
pub fn correlation(left: &[Option<f64>], right: &[Option<f64>]) -> Option<f64> {
    let (x, y): (Vec<f64>, Vec<f64>) =
        left.iter().zip(right).filter_map(|(x, y)| Some(((*x)?, (*y)?))).unzip();
    if x.len() < 3 {
        return None;
    }
    let (mx, my) = (mean(&x), mean(&y));
    let together: f64 = x.iter().zip(&y).map(|(x, y)| (x - mx) * (y - my)).sum();
    let size = (squares(&x) * squares(&y)).sqrt();
    (size > 0.0).then(|| (together / size).clamp(-1.0, 1.0))
}
