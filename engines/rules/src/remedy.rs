//! What would have changed it: for each clause that speaks against somebody, and for points below a cut.
//!
//! A way changes one fact and leaves the others; it is found by trying a value from every stretch between the ends that
//! the rulebook names, so none is overlooked. Where no single fact would do, there is no way, and that is said.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    Case, Clause, Condition, Criterion, Field, Kind, Points, Scale, calendar, case::worth, rulebook::Span,
};

/// What would have to be otherwise for a clause not to speak against somebody; one of the ways is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy<'a> {
    /// The clause.
    pub clause: &'a Clause,
    /// Changes of one fact, each enough by itself.
    pub ways: Vec<Way<'a>>,
}

/// Another value of one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way<'a> {
    /// The fact.
    pub field: &'a Field,
    /// What it is now; nothing where it is not known.
    pub now: Option<String>,
    /// The nearest value that would do …
    pub from: Option<String>,
    /// … up to this one; nothing where there is no end.
    pub to: Option<String>,
    /// Words that would do, for a choice.
    pub one_of: Vec<String>,
    /// The day on which it comes about by waiting.
    pub on: Option<Date>,
}

/// What one criterion or bonus could still have brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lift<'a> {
    /// Its code.
    pub id: &'a str,
    /// The change of one fact.
    pub way: Way<'a>,
    /// Points more.
    pub gain: Points,
    /// Whether that alone lifts the score above the cut.
    pub enough: Enough,
}

/// Whether a change alone is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Enough {
    /// The score would be above the cut.
    Alone,
    /// The score would reach the cut, and what decides between equals would have decided.
    Equal,
    /// It would only have helped.
    Helps,
}

impl<'a> Case<'a> {
    /// For each clause that speaks against the applicant, what would have changed it; all of them would have to change.
    pub fn remedies(&self) -> Vec<Remedy<'a>> {
        let against = self.clauses().into_iter().filter(|(_, finding)| *finding == crate::Finding::Against);
        against.map(|(clause, _)| Remedy { clause, ways: self.ways(&clause.against, false) }).collect()
    }

    /// Changes of one fact that make a condition come out as wanted.
    fn ways(&self, condition: &'a Condition, wanted: bool) -> Vec<Way<'a>> {
        let mut tests = Vec::new();
        condition.tests(&mut tests);
        let mut fields: Vec<usize> = tests.iter().map(|(field, _)| *field).collect();
        fields.sort_unstable();
        fields.dedup();
        let way = |field: usize| {
            let with = |value: i64| {
                let other = |at: usize| if at == field { Some(value) } else { self.value(at) };
                condition.holds(&other) == Some(wanted)
            };
            let ends =
                tests.iter().filter(|(at, _)| *at == field).flat_map(|(_, spans)| spans.iter().copied());
            let good = stretches(ends, self.range(field)).into_iter().filter(|(low, _)| with(*low));
            self.nearest(field, &crate::rulebook::joined(good.collect()))
        };
        fields.into_iter().filter_map(way).collect()
    }

    /// The values a field can have, with ends where it has none of its own.
    fn range(&self, field: usize) -> Span {
        let field = &self.plan.rulebook.fields[field];
        match &field.kind {
            Kind::YesNo => (0, 1),
            Kind::Choice { words } => (0, words.len() as i64 - 1),
            Kind::Age { .. } | Kind::Months { .. } => (0, i64::MAX),
            _ => (field.min.unwrap_or(i64::MIN), field.max.unwrap_or(i64::MAX)),
        }
    }

    /// The way to the nearest of some spans.
    fn nearest(&self, place: usize, spans: &[Span]) -> Option<Way<'a>> {
        let field = &self.plan.rulebook.fields[place];
        let value = self.value(place);
        let (least, most) = self.range(place);
        let away = |(low, high): Span| match value {
            Some(value) if value < low => low.abs_diff(value),
            Some(value) if value > high => value.abs_diff(high),
            _ => 0,
        };
        let (low, high) = spans.iter().copied().min_by_key(|span| away(*span))?;
        let end = |end: i64| {
            let open = end == i64::MIN || end == i64::MAX || (end == least && least <= 0) || end == most;
            (!open).then(|| field.shown(end).into_owned())
        };
        let word = matches!(field.kind, Kind::Choice { .. } | Kind::YesNo);
        let words = spans.iter().flat_map(|(low, high)| *low..=*high).filter(|_| word);
        let one_of = if word { words.map(|at| field.shown(at).into_owned()).collect() } else { Vec::new() };
        let (from, to) = if word { (None, None) } else { (end(low), end(high)) };
        let now = value.map(|value| field.shown(value).into_owned());
        Some(Way { field, now, from, to, one_of, on: self.waiting(place, low) })
    }

    /// The day on which a counted field reaches a value, when that is still to come.
    fn waiting(&self, place: usize, wanted: i64) -> Option<Date> {
        let unit = match self.plan.rulebook.fields[place].kind {
            Kind::Age { .. } => 12,
            Kind::Months { .. } => 1,
            _ => return None,
        };
        let (now, from) = (self.value(place)?, self.raw(place)?);
        (wanted > now).then(|| calendar::date_of(calendar::months_after(from, unit * wanted)))
    }

    /// What each criterion and bonus could still have brought towards a score above `cut`, in the order of the rulebook;
    /// nothing while the score is not known, or when it is above the cut already.
    pub fn lifts(&self, cut: Points) -> Vec<Lift<'a>> {
        let Some(score) = self.score().filter(|score| *score <= cut) else { return Vec::new() };
        let need = cut.hundredths() - score.hundredths();
        let lift = |id: &'a str, way: Way<'a>, gain: i32| {
            let enough = match gain.cmp(&need) {
                std::cmp::Ordering::Greater => Enough::Alone,
                std::cmp::Ordering::Equal => Enough::Equal,
                std::cmp::Ordering::Less => Enough::Helps,
            };
            Lift { id, way, gain: Points::from_hundredths(gain), enough }
        };
        let rulebook = self.plan.rulebook;
        let criteria = rulebook.criteria.iter().filter_map(|one| {
            let (way, gain) = self.climb(one, need)?;
            Some(lift(&one.id, way, gain))
        });
        let bonuses = rulebook.bonuses.iter().filter_map(|one| {
            let gain = self.bonus_gain(one);
            let held = one.when.holds(&|field| self.value(field)) == Some(true);
            let wanted = one.points > Points::ZERO;
            if held == wanted || gain <= 0 {
                return None;
            }
            Some(lift(&one.id, self.ways(&one.when, wanted).into_iter().next()?, gain))
        });
        criteria.chain(bonuses).collect()
    }

    /// The least change of a criterion's value that is enough, else the one that brings most.
    fn climb(&self, criterion: &'a Criterion, need: i32) -> Option<(Way<'a>, i32)> {
        let value = self.value(criterion.field);
        let now = value.map(|value| worth(criterion, value)).or(criterion.without_paper)?.hundredths();
        let reached: Vec<(Span, i32)> = match &criterion.scale {
            Scale::Bands(bands) => {
                bands.iter().map(|band| ((band.low, band.high), band.points.hundredths() - now)).collect()
            }
            Scale::AsFiled(decimals) => {
                let (_, most) = self.range(criterion.field);
                let one = 10_i32.pow(2 - decimals);
                let enough = value.unwrap_or(0) + i64::from((need + one) / one);
                let aim = enough.min(most);
                vec![((aim, most), worth(criterion, aim).hundredths() - now)]
            }
        };
        let better = reached.into_iter().filter(|(_, gain)| *gain > 0);
        let best = better.min_by_key(|(_, gain)| if *gain > need { (0, *gain) } else { (1, -*gain) });
        let (span, gain) = best?;
        self.nearest(criterion.field, &[span]).map(|way| (way, gain))
    }

    /// What turning one bonus would bring, within the limit of all bonus points.
    fn bonus_gain(&self, bonus: &crate::Bonus) -> i32 {
        let rulebook = self.plan.rulebook;
        let held = |one: &crate::Bonus| one.when.holds(&|field| self.value(field)) == Some(true);
        let sum: i32 =
            rulebook.bonuses.iter().filter(|one| held(one)).map(|one| one.points.hundredths()).sum();
        let turned =
            if held(bonus) { sum - bonus.points.hundredths() } else { sum + bonus.points.hundredths() };
        let most = rulebook.bonus_max.map_or(i32::MAX, Points::hundredths);
        turned.min(most) - sum.min(most)
    }
}

/// Stretches of a range between all ends of some spans: within each of them every test comes out the same.
fn stretches(spans: impl Iterator<Item = Span>, (least, most): Span) -> Vec<Span> {
    let mut starts = vec![least];
    for (low, high) in spans {
        starts.extend([low].into_iter().filter(|low| *low > least && *low <= most));
        starts.extend(high.checked_add(1).filter(|next| *next > least && *next <= most));
    }
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).map(|next| next - 1).chain([most]);
    starts.iter().copied().zip(ends).collect()
}
