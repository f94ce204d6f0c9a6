//! From filed values to treated ones: the view that counts, outliers, and what stands in for a missing value.

use crate::{
    Counts, Indicator, Missing, Reason, Refused, Scheme, Scope, Table,
    case_mix::{Covariate, Fit, expected},
    input::plain,
    number::{extremes, mean, quantile7},
    scheme::Direction,
};

/// Values of one indicator for all units.
pub(crate) type Values = Vec<Option<f64>>;

/// Every indicator before missing values are treated.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    /// As filed, or the rate.
    pub(crate) raw: Vec<Values>,
    /// The view that counts, with outliers drawn in.
    pub(crate) treated: Vec<Values>,
    /// The unit's own values before, where the scheme names them.
    pub(crate) before: Vec<Option<Values>>,
    /// The expected values, where the scheme has a case-mix that could be fitted.
    pub(crate) expected: Vec<Option<Values>>,
    /// What a reader has to know.
    pub(crate) reasons: Vec<Reason>,
}

/// Reads and treats every indicator of the scheme.
pub(crate) fn prepared(scheme: &Scheme, table: &Table) -> Result<Prepared, Refused> {
    let covariates = covariates(scheme, table)?;
    let mut all = Prepared {
        raw: Vec::new(),
        treated: Vec::new(),
        before: Vec::new(),
        expected: Vec::new(),
        reasons: Vec::new(),
    };
    for indicator in &scheme.indicators {
        let level = table.feed(indicator)?;
        let before =
            indicator.before.as_ref().map(|name| table.needed(&indicator.id, name).map(plain)).transpose()?;
        let fit = fit(indicator, &covariates, &level, &mut all.reasons)?;
        let counted = match (indicator.counts, &before, &fit) {
            (Counts::Change, Some(before), _) => less(&level, before),
            (Counts::Difference, _, Some(fit)) => less(&level, &fit.expected),
            _ => level.clone(),
        };
        let missing = counted.iter().filter(|value| value.is_none()).count();
        if missing == counted.len() {
            let column = indicator.before.clone().unwrap_or_else(|| indicator.id.clone());
            return Err(Refused::ColumnBlank { indicator: indicator.id.clone(), column });
        }
        if missing > 0 {
            let reason = Reason::new("missing-values").with("indicator", indicator.name.clone());
            all.reasons.push(reason.with("units", missing as i64));
        }
        all.raw.push(level);
        all.treated.push(winsorised(scheme, table, counted));
        all.before.push(before);
        all.expected.push(fit.map(|fit| fit.expected));
    }
    Ok(all)
}

fn covariates(scheme: &Scheme, table: &Table) -> Result<Vec<Covariate>, Refused> {
    let read =
        |name: &String| Ok(Covariate { name: name.clone(), values: plain(table.needed("case_mix", name)?) });
    scheme.covariates.iter().map(read).collect()
}

/// The fit of an indicator; when it is only shown and cannot be made, a reason says so.
fn fit(
    indicator: &Indicator,
    covariates: &[Covariate],
    level: &[Option<f64>],
    reasons: &mut Vec<Reason>,
) -> Result<Option<Fit>, Refused> {
    if covariates.is_empty() {
        return Ok(None);
    }
    match expected(&indicator.id, covariates, level) {
        Ok(fit) => Ok(Some(fit)),
        Err(refused) if indicator.counts == Counts::Difference => Err(refused),
        Err(_) => {
            reasons.push(Reason::new("no-expectation").with("indicator", indicator.name.clone()));
            Ok(None)
        }
    }
}

fn less(values: &[Option<f64>], others: &[Option<f64>]) -> Values {
    values.iter().zip(others).map(|(value, other)| Some((*value)? - (*other)?)).collect()
}

/// Draws outliers in to the quantiles of their scope.
fn winsorised(scheme: &Scheme, table: &Table, mut values: Values) -> Values {
    let Some([low, high]) = scheme.winsor else { return values };
    for range in scopes(scheme, table) {
        let mut seen: Vec<f64> = values[range.clone()].iter().flatten().copied().collect();
        if seen.is_empty() {
            continue;
        }
        seen.sort_by(f64::total_cmp);
        let (low, high) = (quantile7(&seen, low.to_f64()), quantile7(&seen, high.to_f64()));
        for value in values[range].iter_mut().flatten() {
            *value = value.clamp(low, high);
        }
    }
    values
}

/// The sets of units that are compared with each other.
pub(crate) fn scopes(scheme: &Scheme, table: &Table) -> Vec<std::ops::Range<usize>> {
    match scheme.scope {
        Scope::League => table.leagues().to_vec(),
        Scope::All => std::iter::once(0..table.units().len()).collect(),
    }
}

/// Puts in what stands for a missing value.
pub(crate) fn filled(
    how: Missing,
    scheme: &Scheme,
    table: &Table,
    treated: &[Values],
) -> Result<Vec<Values>, Refused> {
    let ranges = match how {
        Missing::ExcludeReweight => return Ok(treated.to_vec()),
        Missing::LeagueMean => table.leagues().to_vec(),
        Missing::Worst => scopes(scheme, table),
    };
    let mut all = treated.to_vec();
    for (indicator, values) in scheme.indicators.iter().zip(&mut all) {
        for range in &ranges {
            let part = &mut values[range.clone()];
            if part.iter().all(Option::is_some) {
                continue;
            }
            let seen: Vec<f64> = part.iter().flatten().copied().collect();
            if seen.is_empty() {
                let (indicator, league) = (indicator.id.clone(), table.league(range).to_owned());
                return Err(Refused::NothingStandsIn { indicator, league });
            }
            let stand_in = match (how, indicator.direction) {
                (Missing::LeagueMean, _) => mean(&seen),
                (_, Direction::Higher) => extremes(&seen).0,
                (_, Direction::Lower) => extremes(&seen).1,
            };
            part.iter_mut().filter(|value| value.is_none()).for_each(|value| *value = Some(stand_in));
        }
    }
    Ok(all)
}
