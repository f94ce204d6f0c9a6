//! Conditions in three values: yes, no, and not known (Kleene's strong logic).

use serde::{Deserialize, Serialize};

use super::{Field, Kind, fields::at};
use crate::{Refused, points::Typed};

/// How deep conditions may lie in one another.
const DEEPEST: usize = 8;

/// A condition as typed: either a test of one field, or exactly one of `all`, `any`, `not`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// The field that is tested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// It is this, or one of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<Words>,
    /// It is this or more (later).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Typed>,
    /// It is more (later) than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Typed>,
    /// It is this or less (earlier).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Typed>,
    /// It is less (earlier) than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Typed>,
    /// Each of these holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<Test>>,
    /// One of these holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub any: Option<Vec<Test>>,
    /// This does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not: Option<Box<Test>>,
}

/// One word or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Words {
    /// One.
    One(Typed),
    /// Any of several.
    Many(Vec<Typed>),
}

impl Words {
    /// All of them.
    pub fn list(&self) -> &[Typed] {
        match self {
            Self::One(word) => std::slice::from_ref(word),
            Self::Many(words) => words,
        }
    }
}

/// A judged condition over the fields of a rulebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// The field lies in one of the spans, both ends included; spans are sorted and do not touch.
    In {
        /// Place of the field in the rulebook.
        field: usize,
        /// The spans, in the field's own units.
        spans: Vec<Span>,
    },
    /// Each holds.
    All(Vec<Condition>),
    /// One holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
}

/// Both ends of a span, included; the least and the largest number stand for no end.
pub type Span = (i64, i64);

impl Condition {
    /// Whether it holds; nothing when that hangs on a value that is not known.
    pub fn holds(&self, value: &impl Fn(usize) -> Option<i64>) -> Option<bool> {
        match self {
            Self::In { field, spans } => value(*field).map(|value| within(spans, value)),
            Self::All(parts) => unless(parts, value, false),
            Self::Any(parts) => unless(parts, value, true),
            Self::Not(part) => part.holds(value).map(|held| !held),
        }
    }

    /// Fields that are not known and on which it hangs, in their order in the condition.
    pub fn asks(&self, value: &impl Fn(usize) -> Option<i64>, found: &mut Vec<usize>) {
        if self.holds(value).is_some() {
            return;
        }
        match self {
            Self::In { field, .. } => found.push(*field),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.asks(value, found)),
            Self::Not(part) => part.asks(value, found),
        }
    }

    /// Every field it looks at, with the spans of each test, in order.
    pub(crate) fn tests<'a>(&'a self, found: &mut Vec<(usize, &'a [Span])>) {
        match self {
            Self::In { field, spans } => found.push((*field, spans)),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.tests(found)),
            Self::Not(part) => part.tests(found),
        }
    }
}

/// What one part decides for all of them, else the other answer once every part is known.
fn unless(parts: &[Condition], value: &impl Fn(usize) -> Option<i64>, decides: bool) -> Option<bool> {
    let mut known = true;
    for part in parts {
        match part.holds(value) {
            Some(held) if held == decides => return Some(decides),
            Some(_) => {}
            None => known = false,
        }
    }
    known.then_some(!decides)
}

/// Whether a value lies in one of the spans.
pub(crate) fn within(spans: &[Span], value: i64) -> bool {
    spans.iter().any(|(low, high)| (*low..=*high).contains(&value))
}

/// Sorts spans and joins those that touch.
pub(crate) fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut whole: Vec<Span> = Vec::new();
    for (low, high) in spans {
        match whole.last_mut() {
            Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
            _ => whole.push((low, high)),
        }
    }
    whole
}

/// Judges a typed condition of `line`.
pub(super) fn judged(test: &Test, line: &str, fields: &[Field]) -> Result<Condition, Refused> {
    part(test, line, fields, 0)
}

fn part(test: &Test, line: &str, fields: &[Field], depth: usize) -> Result<Condition, Refused> {
    let unfit = || Refused::TestUnfit { line: line.to_owned() };
    if depth > DEEPEST {
        return Err(unfit());
    }
    let parts = |list: &[Test]| -> Result<Vec<Condition>, Refused> {
        if list.is_empty() {
            return Err(unfit());
        }
        list.iter().map(|one| part(one, line, fields, depth + 1)).collect()
    };
    let ways = [test.field.is_some(), test.all.is_some(), test.any.is_some(), test.not.is_some()];
    if ways.iter().filter(|way| **way).count() != 1 || (test.field.is_none() && bounded(test)) {
        return Err(unfit());
    }
    if let Some(list) = &test.all {
        return Ok(Condition::All(parts(list)?));
    }
    if let Some(list) = &test.any {
        return Ok(Condition::Any(parts(list)?));
    }
    if let Some(one) = &test.not {
        return Ok(Condition::Not(Box::new(part(one, line, fields, depth + 1)?)));
    }
    let field = at(fields, test.field.as_deref().unwrap_or_default(), line)?;
    Ok(Condition::In { field, spans: spans(test, line, &fields[field])? })
}

/// Whether a test says anything about a value.
fn bounded(test: &Test) -> bool {
    test.is.is_some()
        || [&test.at_least, &test.above, &test.at_most, &test.below].into_iter().any(Option::is_some)
}

/// The values for which a test of one field holds.
fn spans(test: &Test, line: &str, field: &Field) -> Result<Vec<Span>, Refused> {
    let ends = [&test.at_least, &test.above, &test.at_most, &test.below];
    if let Some(words) = &test.is {
        if ends.into_iter().any(Option::is_some) || words.list().is_empty() {
            return Err(Refused::TestUnfit { line: line.to_owned() });
        }
        let values = words.list().iter().map(|word| field.typed(word, line).map(|value| (value, value)));
        return Ok(joined(values.collect::<Result<_, _>>()?));
    }
    let [from, above, to, below] = ends;
    span([from.as_ref(), above.as_ref(), to.as_ref(), below.as_ref()], line, field).map(|span| vec![span])
}

/// A span from its four possible ends; refused without an end, with two at one side, or empty.
pub(super) fn span(ends: [Option<&Typed>; 4], line: &str, field: &Field) -> Result<Span, Refused> {
    let [from, above, to, below] = ends;
    let unfit = || Refused::TestUnfit { line: line.to_owned() };
    let word = matches!(field.kind, Kind::YesNo | Kind::Choice { .. });
    let twice = (from.is_some() && above.is_some()) || (to.is_some() && below.is_some());
    if word || twice || ends.iter().all(Option::is_none) {
        return Err(unfit());
    }
    let typed = |end: Option<&Typed>| end.map(|text| field.typed(text, line)).transpose();
    let low = match (typed(from)?, typed(above)?) {
        (Some(value), _) => value,
        (None, Some(value)) => value + 1,
        (None, None) => i64::MIN,
    };
    let high = match (typed(to)?, typed(below)?) {
        (Some(value), _) => value,
        (None, Some(value)) => value - 1,
        (None, None) => i64::MAX,
    };
    if low > high {
        let value = [from, above].into_iter().flatten().next().map(ToString::to_string).unwrap_or_default();
        return Err(Refused::SpanEmpty { line: line.to_owned(), value });
    }
    Ok((low, high))
}
