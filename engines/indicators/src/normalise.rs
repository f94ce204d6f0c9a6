//! Five ways to make indicators comparable (OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5).

use std::ops::Range;

use crate::{
    Direction, Indicator, Micro, Normalise, Reason, Refused, Scheme, Scope, Table, ZeroRange,
    number::{extremes, mean, squares},
    prepare::{Values, scopes},
};

/// Every indicator on the common scale; `reasons` learns of constant columns and leagues of one.
pub(crate) fn normalised(
    how: Normalise,
    scheme: &Scheme,
    table: &Table,
    (filled, reasons): (&[Values], &mut Vec<Reason>),
) -> Result<Vec<Values>, Refused> {
    let ranges = scopes(scheme, table);
    let mut all = Vec::with_capacity(filled.len());
    for (indicator, values) in scheme.indicators.iter().zip(filled) {
        let mut scaled: Values = vec![None; values.len()];
        for range in &ranges {
            let one = One { how, scheme, table, indicator, range };
            one.scale(&values[range.clone()], &mut scaled[range.clone()], reasons)?;
        }
        all.push(scaled);
    }
    Ok(all)
}

/// One indicator in one scope.
struct One<'a> {
    how: Normalise,
    scheme: &'a Scheme,
    table: &'a Table,
    indicator: &'a Indicator,
    range: &'a Range<usize>,
}

impl One<'_> {
    fn scale(
        &self,
        values: &[Option<f64>],
        scaled: &mut [Option<f64>],
        reasons: &mut Vec<Reason>,
    ) -> Result<(), Refused> {
        let seen: Vec<f64> = values.iter().flatten().copied().collect();
        if seen.is_empty() {
            return Ok(());
        }
        let formula = match self.how {
            Normalise::Rank | Normalise::Borda => {
                self.places(values, scaled, &seen);
                return Ok(());
            }
            Normalise::Target => self.target(),
            Normalise::MinMax => self.min_max(&seen),
            Normalise::ZScore => self.z_score(&seen),
        };
        let formula = match formula {
            Some(formula) => formula,
            None => self.all_equal(reasons)?,
        };
        for (value, scaled) in values.iter().zip(scaled) {
            *scaled = value.map(|value| formula.of(value));
        }
        Ok(())
    }

    /// The share of the way from the worse end to the better; nothing when the ends are one.
    fn min_max(&self, seen: &[f64]) -> Option<Formula> {
        let (low, high) = match self.indicator.goalposts {
            Some(posts) => (posts[0].to_f64(), posts[1].to_f64()),
            None => extremes(seen),
        };
        let (from, to) = match self.indicator.direction {
            Direction::Higher => (low, high),
            Direction::Lower => (high, low),
        };
        let [least, most] = self.scheme.range.map(Micro::to_f64);
        (low < high).then_some(Formula { low, high, from, over: to - from, least, span: most - least })
    }

    /// Distance from the mean in population standard deviations.
    fn z_score(&self, seen: &[f64]) -> Option<Formula> {
        let (low, high) = extremes(seen);
        let deviation = (squares(seen) / seen.len() as f64).sqrt();
        let over = match self.indicator.direction {
            Direction::Higher => deviation,
            Direction::Lower => -deviation,
        };
        (low < high && deviation > 0.0).then(|| Formula { from: mean(seen), over, ..Formula::FREE })
    }

    /// The value over its target; for less is better the same distance on the other side of one.
    fn target(&self) -> Option<Formula> {
        let target = self.indicator.target?.to_f64();
        Some(match self.indicator.direction {
            Direction::Higher => Formula { over: target, ..Formula::FREE },
            Direction::Lower => Formula { over: -target, least: 2.0, ..Formula::FREE },
        })
    }

    /// Refuses, or gives everybody one half and says so.
    fn all_equal(&self, reasons: &mut Vec<Reason>) -> Result<Formula, Refused> {
        let alone = self.range.len() == 1;
        let league = match self.scheme.scope {
            Scope::League => self.table.league(self.range).to_owned(),
            Scope::All => "*".to_owned(),
        };
        let indicator = self.indicator.id.clone();
        if self.scheme.zero_range == ZeroRange::Refuse {
            let unit = self.table.units()[self.range.start].id.clone();
            return Err(if alone {
                Refused::LeagueOfOne { league, unit, indicator }
            } else {
                Refused::AllEqual { indicator, league }
            });
        }
        if !alone {
            let reason = Reason::new("all-equal").with("indicator", self.indicator.name.clone());
            reasons.push(reason.with("league", league));
        }
        let [least, most] = self.scheme.range.map(Micro::to_f64);
        let middle = if self.how == Normalise::MinMax { least + (most - least) / 2.0 } else { 0.5 };
        Ok(Formula { over: f64::INFINITY, least: middle, ..Formula::FREE })
    }

    /// Places from the worst: one more than the beaten, or the beaten and half of the equals.
    fn places(&self, values: &[Option<f64>], scaled: &mut [Option<f64>], seen: &[f64]) {
        let signed = |value: f64| match self.indicator.direction {
            Direction::Higher => value,
            Direction::Lower => -value,
        };
        let mut sorted: Vec<f64> = seen.iter().map(|&value| signed(value)).collect();
        sorted.sort_by(f64::total_cmp);
        for (value, scaled) in values.iter().zip(scaled) {
            *scaled = value.map(|value| {
                let beaten = sorted.partition_point(|&other| other < signed(value));
                let equal = sorted.partition_point(|&other| other <= signed(value)) - beaten - 1;
                match self.how {
                    Normalise::Borda => beaten as f64 + equal as f64 / 2.0,
                    _ => beaten as f64 + 1.0,
                }
            });
        }
    }
}

/// `least + span × (value − from) / over`, after drawing the value in between `low` and `high`.
struct Formula {
    low: f64,
    high: f64,
    from: f64,
    over: f64,
    least: f64,
    span: f64,
}

impl Formula {
    /// No ends, no shift, no scale.
    const FREE: Self =
        Self { low: f64::NEG_INFINITY, high: f64::INFINITY, from: 0.0, over: 1.0, least: 0.0, span: 1.0 };

    fn of(&self, value: f64) -> f64 {
        self.least + self.span * ((value.clamp(self.low, self.high) - self.from) / self.over)
    }
}
