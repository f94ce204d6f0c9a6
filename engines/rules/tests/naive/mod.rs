//! The rules read naively, one applicant and one line at a time, straight from the draft: nothing is shared with the engine.

pub mod invent;

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use rules::{Draft, DraftBand, DraftClause, DraftField, DraftKind, Prefer, Test, Without};

/// The cells of one applicant; a blank one is not known.
pub type Row = BTreeMap<String, String>;

/// What comes out for one applicant.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub verdict: &'static str,
    pub score: Option<i64>,
    pub reasons: Vec<String>,
}

fn field<'a>(draft: &'a Draft, id: &str) -> &'a DraftField {
    draft.fields.iter().find(|one| one.id == id).expect("a field of the draft")
}

/// A number in millionths.
fn micro(text: &str) -> i64 {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part = format!("{part:0<6}");
    sign * (whole.parse::<i64>().expect("digits") * 1_000_000 + part.parse::<i64>().expect("digits"))
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// The day on which somebody is so many months old: counted month by month on the calendar.
fn reached(from: Date, months: i64) -> Date {
    let (mut year, mut month) = (from.year(), from.month());
    for _ in 0..months {
        month += 1;
        if month == 13 {
            (year, month) = (year + 1, 1);
        }
    }
    let first = date(year, month, 1);
    if from.day() <= first.days_in_month() {
        date(year, month, from.day())
    } else {
        first.last_of_month().tomorrow().expect("a day after")
    }
}

/// Whole months passed, found by trying.
fn months(from: Date, on: Date) -> i64 {
    let guess = i64::from(on.year() - from.year()) * 12;
    if from > on {
        return -1;
    }
    (0..=guess + 12).rev().find(|months| reached(from, *months) <= on).expect("none have passed at the least")
}

/// A value as a number that compares rightly with others of its field.
fn number(draft: &Draft, id: &str, text: &str) -> i64 {
    let one = field(draft, id);
    match one.kind {
        DraftKind::Date => {
            let date = day(text);
            i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
        }
        DraftKind::YesNo => i64::from(text == "yes"),
        DraftKind::Choice => one.choices.iter().position(|word| word.id == text).expect("a word") as i64,
        _ => micro(text),
    }
}

/// What is known of a field: for an age, counted.
pub fn value(draft: &Draft, row: &Row, on: Date, id: &str) -> Option<i64> {
    let one = field(draft, id);
    if let DraftKind::Age | DraftKind::Months = one.kind {
        let text = &row[one.of.as_deref().expect("an age is of a date")];
        if text.is_empty() {
            return None;
        }
        let passed = months(day(text), one.on.or(draft.age_on).unwrap_or(on));
        let years = one.kind == DraftKind::Age;
        return Some(if years { passed.div_euclid(12) } else { passed } * 1_000_000);
    }
    Some(&row[id]).filter(|text| !text.is_empty()).map(|text| number(draft, id, text))
}

/// Three values, by Kleene's tables.
fn holds(draft: &Draft, row: &Row, on: Date, test: &Test) -> Option<bool> {
    let part = |one: &Test| holds(draft, row, on, one);
    if let Some(all) = &test.all {
        let parts: Vec<Option<bool>> = all.iter().map(part).collect();
        return if parts.contains(&Some(false)) {
            Some(false)
        } else if parts.contains(&None) {
            None
        } else {
            Some(true)
        };
    }
    if let Some(any) = &test.any {
        let parts: Vec<Option<bool>> = any.iter().map(part).collect();
        return if parts.contains(&Some(true)) {
            Some(true)
        } else if parts.contains(&None) {
            None
        } else {
            Some(false)
        };
    }
    if let Some(not) = &test.not {
        return part(not).map(|held| !held);
    }
    let id = test.field.as_deref().expect("a test of a field");
    let value = value(draft, row, on, id)?;
    let end = |text: &rules::Typed| number(draft, id, &text.0);
    let listed = test.is.as_ref().is_none_or(|words| words.list().iter().any(|word| value == end(word)));
    Some(
        listed
            && test.at_least.as_ref().is_none_or(|low| value >= end(low))
            && test.above.as_ref().is_none_or(|low| value > end(low))
            && test.at_most.as_ref().is_none_or(|high| value <= end(high))
            && test.below.as_ref().is_none_or(|high| value < end(high)),
    )
}

/// Whether a clause speaks against the applicant.
fn against(draft: &Draft, row: &Row, on: Date, clause: &DraftClause, required: bool) -> Option<bool> {
    let when = holds(draft, row, on, clause.when.as_ref().expect("a condition"));
    let speaks = if required { when.map(|held| !held) } else { when };
    let waivers: Vec<Option<bool>> = clause
        .exceptions
        .iter()
        .map(|one| holds(draft, row, on, one.when.as_ref().expect("a condition")))
        .collect();
    if speaks == Some(false) || waivers.contains(&Some(true)) {
        Some(false)
    } else if speaks.is_none() || waivers.contains(&None) {
        None
    } else {
        Some(true)
    }
}

/// Fields that are blank and on which a condition hangs, found by looking at every part that is not decided.
fn asked(draft: &Draft, row: &Row, on: Date, test: &Test, found: &mut Vec<String>) {
    if holds(draft, row, on, test).is_some() {
        return;
    }
    let parts = [test.all.as_deref(), test.any.as_deref(), test.not.as_deref().map(std::slice::from_ref)];
    parts.into_iter().flatten().flatten().for_each(|part| asked(draft, row, on, part, found));
    found.extend(test.field.clone());
}

/// Hundredths of points of a band's criterion.
fn hundredths(text: &str) -> i64 {
    micro(text) / 10_000
}

fn in_band(draft: &Draft, id: &str, band: &DraftBand, value: i64) -> bool {
    let end = |text: &rules::Typed| number(draft, id, &text.0);
    band.is.as_ref().is_none_or(|words| words.list().iter().any(|word| value == end(word)))
        && band.from.as_ref().is_none_or(|low| value >= end(low))
        && band.above.as_ref().is_none_or(|low| value > end(low))
        && band.to.as_ref().is_none_or(|high| value <= end(high))
        && band.below.as_ref().is_none_or(|high| value < end(high))
}

/// The tier, by trying one after another; the outer nothing while one is not decided.
fn tier(draft: &Draft, row: &Row, on: Date) -> Option<usize> {
    for (place, tier) in draft.tiers.iter().enumerate() {
        match holds(draft, row, on, tier.when.as_ref().expect("a condition")) {
            Some(true) => return Some(place),
            Some(false) => {}
            None => return None,
        }
    }
    Some(draft.tiers.len())
}

/// The score, and the fields that are asked for because points hang on them.
fn score(draft: &Draft, row: &Row, on: Date) -> (Option<i64>, Vec<String>) {
    let (mut sum, mut asks, mut open) = (0, Vec::new(), false);
    for one in &draft.criteria {
        let id = one.field.as_deref().expect("a field");
        match (value(draft, row, on, id), &one.without_paper) {
            (Some(value), _) if one.as_filed == Some(true) => sum += value / 10_000,
            (Some(value), _) => {
                let band = one.bands.iter().find(|band| in_band(draft, id, band, value));
                sum += hundredths(&band.expect("no hole").points.0);
            }
            (None, Some(without)) => sum += hundredths(&without.0),
            (None, None) => {
                open = true;
                asks.push(id.to_owned());
            }
        }
    }
    let mut extra = 0;
    for one in &draft.bonuses {
        let test = one.when.as_ref().expect("a condition");
        match holds(draft, row, on, test) {
            Some(true) => extra += hundredths(&one.points.as_ref().expect("points").0),
            Some(false) => {}
            None if one.without_paper == Some(Without::None) => {}
            None => {
                open = true;
                asked(draft, row, on, test, &mut asks);
            }
        }
    }
    let most = draft.bonus_max.as_ref().map_or(i64::MAX, |most| hundredths(&most.0));
    ((!open).then_some(sum + extra.min(most)), asks)
}

/// Everything about one applicant.
pub fn answer(draft: &Draft, row: &Row, on: Date) -> Answer {
    let requires = draft.requires.iter().map(|one| (one, true));
    let clauses: Vec<(&DraftClause, bool)> =
        requires.chain(draft.excludes.iter().map(|one| (one, false))).collect();
    let held: Vec<Option<bool>> =
        clauses.iter().map(|(one, required)| against(draft, row, on, one, *required)).collect();
    let (score, asks) = score(draft, row, on);
    let codes = clauses
        .iter()
        .zip(&held)
        .filter(|(_, held)| **held == Some(true))
        .map(|((one, _), _)| one.id.clone());
    let codes: Vec<String> = codes.collect();
    if !codes.is_empty() {
        return Answer { verdict: "no", score, reasons: codes };
    }
    let mut fields = Vec::new();
    for ((clause, _), _) in clauses.iter().zip(&held).filter(|(_, held)| held.is_none()) {
        let tests = clause.when.iter().chain(clause.exceptions.iter().filter_map(|one| one.when.as_ref()));
        tests.for_each(|test| asked(draft, row, on, test, &mut fields));
    }
    let placed = tier(draft, row, on);
    if placed.is_none() {
        draft
            .tiers
            .iter()
            .for_each(|one| asked(draft, row, on, one.when.as_ref().expect("a condition"), &mut fields));
    }
    fields.extend(asks);
    let mut reasons: Vec<String> = Vec::new();
    for id in fields {
        let one = field(draft, &id);
        let paper = one.of.as_deref().map_or(one, |of| field(draft, of)).paper.clone().expect("a paper");
        let code = format!("paper:{paper}");
        if !reasons.contains(&code) {
            reasons.push(code);
        }
    }
    let verdict = if held.contains(&None) || placed.is_none() || score.is_none() { "unknown" } else { "yes" };
    Answer { verdict, score, reasons }
}

/// Whether one applicant comes before another: tier, score, then the tie-breaks; neither when they are equal.
pub fn before(draft: &Draft, one: &Row, other: &Row, on: Date) -> std::cmp::Ordering {
    let key = |row: &Row| (tier(draft, row, on), -answer(draft, row, on).score.expect("a score"));
    let ties = draft.ties.iter().map(|tie| {
        let of = |row: &Row| {
            let value = match (&tie.field, &tie.criterion) {
                (Some(id), _) => value(draft, row, on, id),
                (_, Some(id)) => {
                    let one = draft.criteria.iter().find(|one| &one.id == id).expect("a criterion");
                    score(
                        &Draft { criteria: vec![one.clone()], bonuses: Vec::new(), ..draft.clone() },
                        row,
                        on,
                    )
                    .0
                }
                _ => None,
            };
            match (value, tie.prefer) {
                (None, _) => i64::MIN,
                (Some(value), Prefer::Higher) => value,
                (Some(value), Prefer::Lower) => -value,
            }
        };
        of(other).cmp(&of(one))
    });
    key(one).cmp(&key(other)).then(ties.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then))
}
