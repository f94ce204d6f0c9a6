//! The figures of an evaluation: units in their leagues, and columns of values that may be missing.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::{Feed, Indicator, Micro, Refused};

/// Units one run takes.
const MOST_UNITS: usize = 50_000;

/// Who is evaluated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unit {
    /// The league it competes in.
    pub league: String,
    /// Its id, compared by bytes.
    pub id: String,
    /// A grade that was published elsewhere.
    pub grade: Option<String>,
}

/// One column of values in the order of the units handed over with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// A value per unit; none means that it was not filed, which is never zero.
    pub values: Vec<Option<Micro>>,
}

/// Units and columns, sorted by league and id, so that no result can depend on the order of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    units: Vec<Unit>,
    leagues: Vec<Range<usize>>,
    columns: BTreeMap<String, Vec<Option<Micro>>>,
}

impl Table {
    /// Sorts and checks: ids there once, no blanks around them, every column as long as the units.
    pub fn new(units: Vec<Unit>, columns: Vec<Column>) -> Result<Self, Refused> {
        if units.is_empty() {
            return Err(Refused::NoUnits);
        }
        if units.len() > MOST_UNITS {
            return Err(Refused::TooManyUnits { units: units.len() as i64, limit: MOST_UNITS as i64 });
        }
        let mut seen = BTreeSet::new();
        for unit in &units {
            if unit.id.is_empty() || unit.id.trim() != unit.id || unit.league.trim() != unit.league {
                return Err(Refused::UnitBlank { unit: unit.id.clone() });
            }
            if !seen.insert(unit.id.as_str()) {
                return Err(Refused::UnitTwice { unit: unit.id.clone() });
            }
        }
        if let Some(column) = columns.iter().find(|column| column.values.len() != units.len()) {
            return Err(Refused::ColumnLength { column: column.name.clone() });
        }
        let mut sorted: Vec<(usize, Unit)> = units.into_iter().enumerate().collect();
        sorted.sort_by(|a, b| a.1.cmp(&b.1));
        let (order, units): (Vec<usize>, Vec<Unit>) = sorted.into_iter().unzip();
        let columns = columns
            .into_iter()
            .map(|column| (column.name, order.iter().map(|&at| column.values[at]).collect()))
            .collect();
        Ok(Self { leagues: ranges(&units), units, columns })
    }

    /// The units, by league and id.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Where each league stands in the units.
    pub fn leagues(&self) -> &[Range<usize>] {
        &self.leagues
    }

    /// A column, in the order of [`units`](Self::units).
    pub fn column(&self, name: &str) -> Option<&[Option<Micro>]> {
        self.columns.get(name).map(Vec::as_slice)
    }

    /// The place of a unit in the order of [`units`](Self::units).
    pub fn place(&self, id: &str) -> Option<usize> {
        self.units.iter().position(|unit| unit.id == id)
    }

    /// The same table with another value at one place.
    pub fn with(&self, column: &str, place: usize, value: Option<Micro>) -> Self {
        let mut other = self.clone();
        if let Some(cell) = other.columns.get_mut(column).and_then(|values| values.get_mut(place)) {
            *cell = value;
        }
        other
    }

    /// The league of a range.
    pub(crate) fn league(&self, range: &Range<usize>) -> &str {
        &self.units[range.start].league
    }

    /// A column that a part of the scheme needs, as binary fractions.
    pub(crate) fn needed(&self, of: &str, name: &str) -> Result<&[Option<Micro>], Refused> {
        let column = self.column(name);
        column.ok_or_else(|| Refused::NoColumn { indicator: of.to_owned(), column: name.to_owned() })
    }

    /// The values of an indicator as filed, or as the rate of two columns.
    pub(crate) fn feed(&self, indicator: &Indicator) -> Result<Vec<Option<f64>>, Refused> {
        let blank = |column: &str| Refused::ColumnBlank {
            indicator: indicator.id.clone(),
            column: column.to_owned(),
        };
        let values: Vec<Option<f64>> = match &indicator.feed {
            Feed::Column(name) => plain(self.needed(&indicator.id, name)?),
            Feed::Rate { of, per, times } => {
                let (counted, against) = (self.needed(&indicator.id, of)?, self.needed(&indicator.id, per)?);
                self.rates(counted, against, (per, *times))?
            }
        };
        if values.iter().all(Option::is_none) {
            return Err(match &indicator.feed {
                Feed::Column(name) => blank(name),
                Feed::Rate { per, .. } => blank(per),
            });
        }
        Ok(values)
    }

    /// Rates; a blank or zero denominator gives none, one below zero is refused.
    fn rates(
        &self,
        counted: &[Option<Micro>],
        against: &[Option<Micro>],
        (per, times): (&str, Micro),
    ) -> Result<Vec<Option<f64>>, Refused> {
        let rate = |at: usize| match against[at] {
            Some(value) if value < Micro::ZERO => Err(Refused::DenominatorNegative {
                unit: self.units[at].id.clone(),
                column: per.to_owned(),
                value: value.to_string(),
            }),
            Some(value) if value > Micro::ZERO => Ok(counted[at]
                .map(|number| number.millionths() as f64 * times.to_f64() / value.millionths() as f64)),
            _ => Ok(None),
        };
        (0..self.units.len()).map(rate).collect()
    }
}

/// Values as binary fractions.
pub(crate) fn plain(values: &[Option<Micro>]) -> Vec<Option<f64>> {
    values.iter().map(|value| value.map(Micro::to_f64)).collect()
}

/// Runs of the same league.
fn ranges(units: &[Unit]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 1..=units.len() {
        if at == units.len() || units[at].league != units[start].league {
            found.push(start..at);
            start = at;
        }
    }
    found
}
