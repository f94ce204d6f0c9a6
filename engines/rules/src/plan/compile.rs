//! From a rulebook to a plan: ages become birthdays, equal tests become one, bands become steps.

use jiff::civil::Date;

use super::Plan;
use crate::{
    Band, Condition, Criterion, Kind, Rulebook, Scale, calendar,
    rulebook::{Span, joined},
};

/// A test of one column: the value lies in one of the spans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Test {
    /// Place of the field; for an age, that of the age.
    pub(crate) field: usize,
    /// Spans of the column's own values; for an age, of birthdays.
    pub(crate) spans: Vec<Span>,
}

/// A condition over tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Test(usize),
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
}

/// A table of bands as steps: points are `base`, and `rise` more for each step that the value has reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Steps {
    /// Place of the field.
    pub(crate) field: usize,
    /// Points below every step, in hundredths.
    pub(crate) base: i32,
    /// From which value on, and how many hundredths more.
    pub(crate) rises: Vec<(i64, i32)>,
    /// Hundredths in one unit of the value, where the value is the points.
    pub(crate) times: i32,
    /// Points where the value is not known; the paper is asked for when there are none.
    pub(crate) without: Option<i32>,
}

/// Compiles every part.
pub(super) fn compiled(rulebook: &Rulebook, on: Date) -> Plan<'_> {
    let day = |own: Option<Date>| calendar::day_of(own.or(rulebook.age_on).unwrap_or(on));
    let days: Vec<i64> = rulebook
        .fields
        .iter()
        .map(|field| match field.kind {
            Kind::Age { on, .. } | Kind::Months { on, .. } => day(on),
            _ => day(None),
        })
        .collect();
    let mut tests = Vec::new();
    let mut node = |condition: &Condition| node(condition, rulebook, &days, &mut tests);
    let against = rulebook.clauses.iter().map(|clause| node(&clause.against)).collect();
    let tiers = rulebook.tiers.iter().map(|tier| node(&tier.when)).collect();
    let bonuses = rulebook.bonuses.iter().map(|bonus| node(&bonus.when)).collect();
    let steps = rulebook.criteria.iter().map(|one| steps(one, rulebook, &days)).collect();
    Plan { rulebook, on, days, tests, against, tiers, bonuses, steps }
}

fn node(condition: &Condition, rulebook: &Rulebook, days: &[i64], tests: &mut Vec<Test>) -> Node {
    let mut all = |parts: &[Condition]| parts.iter().map(|part| node(part, rulebook, days, tests)).collect();
    match condition {
        Condition::All(parts) => Node::All(all(parts)),
        Condition::Any(parts) => Node::Any(all(parts)),
        Condition::Not(part) => Node::Not(Box::new(node(part, rulebook, days, tests))),
        Condition::In { field, spans } => {
            let spans = spans.iter().map(|span| in_column(*span, *field, rulebook, days));
            let test = Test { field: *field, spans: joined(spans.collect()) };
            let place = tests.iter().position(|other| *other == test);
            Node::Test(place.unwrap_or_else(|| {
                tests.push(test);
                tests.len() - 1
            }))
        }
    }
}

/// Months in one unit of a counted field.
fn unit(kind: &Kind) -> Option<i64> {
    match kind {
        Kind::Age { .. } => Some(12),
        Kind::Months { .. } => Some(1),
        _ => None,
    }
}

/// A span of a field as a span of its column: from 65 years on means born on this day or before.
fn in_column((low, high): Span, field: usize, rulebook: &Rulebook, days: &[i64]) -> Span {
    let Some(months) = unit(&rulebook.fields[field].kind) else { return (low, high) };
    let latest = |value: i64| calendar::months_before(days[field], months * value);
    let first = if high == i64::MAX { i64::MIN } else { latest(high + 1) + 1 };
    let last = if low == i64::MIN { i64::MAX } else { latest(low) };
    (first, last)
}

fn steps(criterion: &Criterion, rulebook: &Rulebook, days: &[i64]) -> Steps {
    let field = criterion.field;
    let without = criterion.without_paper.map(crate::Points::hundredths);
    let bands = match &criterion.scale {
        Scale::AsFiled(decimals) => {
            let times = 10_i32.pow(2 - decimals);
            return Steps { field, base: 0, rises: Vec::new(), times, without };
        }
        Scale::Bands(bands) => bands.iter().map(|band| {
            let (low, high) = in_column((band.low, band.high), field, rulebook, days);
            Band { low, high, points: band.points }
        }),
    };
    let mut bands: Vec<Band> = bands.collect();
    bands.sort_by_key(|band| band.low);
    let base = bands.first().map_or(0, |band| band.points.hundredths());
    let pairs = bands
        .windows(2)
        .map(|pair| (pair[1].low, pair[1].points.hundredths().wrapping_sub(pair[0].points.hundredths())));
    let rises = pairs.filter(|(_, rise)| *rise != 0).collect();
    Steps { field, base, rises, times: 0, without }
}

impl Steps {
    /// The points of a known value, in hundredths.
    pub(crate) fn at(&self, value: i64) -> i32 {
        let reached = self.rises.iter().filter(|(from, _)| value >= *from);
        let filed = (value as i32).wrapping_mul(self.times);
        reached.fold(self.base.wrapping_add(filed), |sum, (_, rise)| sum.wrapping_add(*rise))
    }
}
