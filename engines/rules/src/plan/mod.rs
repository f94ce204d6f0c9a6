//! A rulebook compiled for one day: every test becomes a span of a column, every condition a few bit operations on 64
//! applicants at once, every table of bands a list of steps to be added up.

mod compile;
mod run;

use jiff::civil::Date;

pub(crate) use compile::{Node, Steps, Test};

use crate::{
    Column, Decisions, Facts, Kind, Refused, Rulebook, calendar,
    case::Case,
    rulebook::{OLDEST, Span},
};

/// A rulebook in force on a day, ready to be run over any number of applicants.
#[derive(Debug, Clone)]
pub struct Plan<'a> {
    pub(crate) rulebook: &'a Rulebook,
    pub(crate) on: Date,
    /// The day each field is counted on; only ages and months look at it.
    pub(crate) days: Vec<i64>,
    pub(crate) tests: Vec<Test>,
    pub(crate) against: Vec<Node>,
    pub(crate) tiers: Vec<Node>,
    pub(crate) bonuses: Vec<Node>,
    pub(crate) steps: Vec<Steps>,
}

impl Rulebook {
    /// Compiles for the day of the decision; a day of another year is refused.
    pub fn plan(&self, on: Date) -> Result<Plan<'_>, Refused> {
        if on < self.from || on > self.to {
            return Err(Refused::OtherYear {
                name: self.name.ko.clone(),
                on: on.to_string(),
                from: self.from.to_string(),
                to: self.to.to_string(),
            });
        }
        Ok(compile::compiled(self, on))
    }
}

/// The columns of some facts by the fields of a rulebook: for an age, the column of its date.
#[derive(Debug, Clone)]
pub(crate) struct Bound(pub(crate) Vec<usize>);

impl<'a> Plan<'a> {
    /// The rulebook it was compiled from.
    pub fn rulebook(&self) -> &'a Rulebook {
        self.rulebook
    }

    /// The day of the decision.
    pub fn on(&self) -> Date {
        self.on
    }

    /// Decides over all applicants on so many threads; the result does not hang on how many.
    pub fn decide(&self, facts: &Facts, workers: usize) -> Result<Decisions, Refused> {
        let bound = self.bound(facts)?;
        Ok(run::decided(self, facts, &bound, workers.max(1)))
    }

    /// Looks at one applicant closely: every clause, every point, and what would have changed it.
    pub fn case<'b>(&'b self, facts: &'b Facts, row: usize) -> Result<Case<'b>, Refused> {
        Ok(Case::new(self, facts, self.bound(facts)?, row))
    }

    /// All cases one after another.
    pub fn cases<'b>(&'b self, facts: &'b Facts) -> Result<impl Iterator<Item = Case<'b>>, Refused> {
        let bound = self.bound(facts)?;
        Ok((0..facts.applicants()).map(move |row| Case::new(self, facts, bound.clone(), row)))
    }

    /// Finds the columns and refuses values that this rulebook has no answer to.
    pub(crate) fn bound(&self, facts: &Facts) -> Result<Bound, Refused> {
        let fields = &self.rulebook.fields;
        let place = |at: usize| match fields[at].kind {
            Kind::Age { of, .. } | Kind::Months { of, .. } => facts.column_of(&fields[of]),
            _ => facts.column_of(&fields[at]),
        };
        let bound = Bound((0..fields.len()).map(place).collect::<Result<_, _>>()?);
        for (at, field) in fields.iter().enumerate() {
            let column = &facts.columns[bound.0[at]];
            let Some((least, most)) = column.extremes else { continue };
            if field.min.is_some_and(|min| least < min) || field.max.is_some_and(|max| most > max) {
                return Err(out_of_range(facts, column, (field.min, field.max)));
            }
            if let Kind::Age { .. } = field.kind {
                let day = self.days[at];
                let oldest = calendar::months_before(day, 12 * (OLDEST + 1));
                if most > day {
                    return Err(born_later(facts, column, day));
                }
                if least <= oldest {
                    return Err(too_old(facts, column, oldest));
                }
            }
        }
        Ok(bound)
    }
}

/// The applicant, column and value at the first row whose value lies in a span.
fn found(facts: &Facts, column: &Column, span: Span) -> (String, String, String) {
    let row = column.first_in(span).unwrap_or(0);
    let value = column.value(row).map(|value| column.field.shown(value).into_owned());
    (facts.id(row).to_owned(), column.field.id.clone(), value.unwrap_or_default())
}

fn out_of_range(facts: &Facts, column: &Column, (min, max): (Option<i64>, Option<i64>)) -> Refused {
    let shown = |end: Option<i64>| end.map_or("…".to_owned(), |end| column.field.shown(end).into_owned());
    let below = min.and_then(|min| column.first_in((i64::MIN, min - 1)).map(|_| (i64::MIN, min - 1)));
    let span = below.unwrap_or((max.map_or(i64::MAX, |max| max + 1), i64::MAX));
    let (unit, name, value) = found(facts, column, span);
    Refused::OutOfRange { unit, column: name, value, min: shown(min), max: shown(max) }
}

fn born_later(facts: &Facts, column: &Column, day: i64) -> Refused {
    let (unit, name, value) = found(facts, column, (day + 1, i64::MAX));
    Refused::BornLater { unit, column: name, value, on: calendar::date_of(day).to_string() }
}

fn too_old(facts: &Facts, column: &Column, oldest: i64) -> Refused {
    let (unit, name, value) = found(facts, column, (i64::MIN, oldest));
    Refused::AgeTooHigh { unit, column: name, value, limit: OLDEST }
}
