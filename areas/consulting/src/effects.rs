//! Did it help: the change of agencies after their first visit of a year against comparable ones not visited.
//!
//! Two ways of looking: some months before and after the first visit (for the others, around the middle one of these
//! months), or the year itself against the next. Comparable is who is in a league of the advised and has between half
//! and twice as many places. A month that was not filed takes no part; an agency without a month on either side is left out.

use std::collections::BTreeMap;

use base::{AgencyId, FiscalYear, Month};
use indicators::{Confidence, Effect, Group, Seen, effect};
use register::agencies::AgencyOn;

use crate::figures::{Figure, Ledger};

/// Indicators whose change can be looked at; each is a figure over another, times a scale.
pub const MEASURES: [&str; 6] = ["attainment", "people", "drop-out", "training", "hours", "accidents"];

/// How before and after are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// So many months before and after the first visit.
    Months(i64, i64),
    /// The year of the visit against the next.
    NextYear,
}

/// An agency in the comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Agency.
    pub agency: AgencyId,
    /// Name.
    pub name: String,
    /// Month of its first visit; none for those compared with.
    pub visited: Option<Month>,
    /// Mean before.
    pub before: f64,
    /// Mean after.
    pub after: f64,
    /// Months before, with figures.
    pub months_before: (Month, Month),
    /// Months after.
    pub months_after: (Month, Month),
}

/// What the comparison found.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The effect, or that there are too few to tell.
    pub effect: Effect,
    /// The agencies in it, the advised first.
    pub rows: Vec<Compared>,
    /// Advised agencies without figures before or after.
    pub left_out: Vec<String>,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// One of [`MEASURES`].
    pub measure: &'a str,
    /// Year of the visits.
    pub year: FiscalYear,
    /// Before and after.
    pub window: Window,
    /// Fewer agencies than this on a side are too few.
    pub least: i64,
}

/// A measure of an agency's month.
fn value(ledger: &Ledger, agency: &AgencyId, month: Month, measure: &str) -> Option<f64> {
    let at = |figure: Figure| ledger.at(agency, month, figure);
    let over = |numerator: Figure, denominator: Figure, scale: f64| {
        let denominator = at(denominator).filter(|value| *value > 0)?;
        Some(at(numerator)? as f64 * scale / denominator as f64)
    };
    match measure {
        "attainment" => over(Figure::People, Figure::Places, 100.0),
        "people" => at(Figure::People).map(|people| people as f64),
        "drop-out" => over(Figure::Left, Figure::People, 100.0),
        "training" => over(Figure::TrainingHours, Figure::People, 1.0),
        "hours" => over(Figure::Hours, Figure::People, 1.0),
        "accidents" => over(Figure::Accidents, Figure::People, 1000.0),
        _ => None,
    }
}

/// So many months after a month, or before it.
fn shifted(month: Month, by: i64) -> Month {
    let step = |month: Month, _: i64| if by < 0 { month.previous() } else { month.next() };
    (0..by.abs()).fold(month, step)
}

/// First and last month before and after.
fn windows(asked: Asked<'_>, around: Month) -> [(Month, Month); 2] {
    let whole = |year: FiscalYear| (Month::of(year.first_day()), Month::of(year.last_day()));
    match asked.window {
        Window::Months(before, after) => {
            [(shifted(around, -before), around.previous()), (around.next(), shifted(around, after))]
        }
        Window::NextYear => [whole(asked.year), whole(FiscalYear(asked.year.0 + 1))],
    }
}

/// The mean of a measure over the months that were filed.
fn mean(ledger: &Ledger, agency: &AgencyId, (from, until): (Month, Month), measure: &str) -> Option<f64> {
    let months =
        std::iter::successors(Some(from), |month| Some(month.next())).take_while(|month| *month <= until);
    let values: Vec<f64> = months.filter_map(|month| value(ledger, agency, month, measure)).collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Places of an agency in its newest filed month of the year.
fn size(ledger: &Ledger, agency: &AgencyId, year: FiscalYear) -> Option<i64> {
    let months: Vec<Month> = year.months().collect();
    months.into_iter().rev().find_map(|month| ledger.at(agency, month, Figure::Places))
}

/// Compares agencies first visited in a year with comparable ones; `first` holds the month of each agency's first
/// visit ever.
pub fn compare(
    ledger: &Ledger,
    agencies: &[AgencyOn],
    first: &BTreeMap<AgencyId, Month>,
    asked: Asked<'_>,
) -> Outcome {
    let visited =
        |agency: &AgencyOn| first.get(&agency.id).copied().filter(|month| month.year() == asked.year);
    let advised: Vec<(&AgencyOn, Month)> =
        agencies.iter().filter_map(|agency| Some((agency, visited(agency)?))).collect();
    let mut months: Vec<Month> = advised.iter().map(|(_, month)| *month).collect();
    months.sort();
    let around = months.get(months.len() / 2).copied().unwrap_or(Month::of(asked.year.first_day()));
    let mut outcome =
        Outcome { effect: effect(&[], Confidence::NinetyFive), rows: Vec::new(), left_out: Vec::new() };
    for (agency, month) in &advised {
        match row(ledger, agency, Some(*month), windows(asked, *month), asked.measure) {
            Some(row) => outcome.rows.push(row),
            None => outcome.left_out.push(agency.name.clone()),
        }
    }
    let sizes: Vec<i64> =
        advised.iter().filter_map(|(agency, _)| size(ledger, &agency.id, asked.year)).collect();
    let (low, high) = (sizes.iter().min().copied().unwrap_or(0), sizes.iter().max().copied().unwrap_or(0));
    let leagues: Vec<&Option<String>> = advised.iter().map(|(agency, _)| &agency.league).collect();
    let end = windows(asked, around)[1].1;
    let untouched = |agency: &&AgencyOn| first.get(&agency.id).is_none_or(|month| *month > end);
    for agency in agencies.iter().filter(untouched) {
        let alike = size(ledger, &agency.id, asked.year)
            .is_some_and(|size| size * 2 >= low && size <= high * 2)
            && leagues.contains(&&agency.league);
        if alike {
            outcome.rows.extend(row(ledger, agency, None, windows(asked, around), asked.measure));
        }
    }
    outcome.effect = judged(&outcome.rows, asked.least);
    outcome
}

/// One agency's means; none without figures on both sides.
fn row(
    ledger: &Ledger,
    agency: &AgencyOn,
    visited: Option<Month>,
    [months_before, months_after]: [(Month, Month); 2],
    measure: &str,
) -> Option<Compared> {
    Some(Compared {
        before: mean(ledger, &agency.id, months_before, measure)?,
        after: mean(ledger, &agency.id, months_after, measure)?,
        agency: agency.id.clone(),
        name: agency.name.clone(),
        visited,
        months_before,
        months_after,
    })
}

/// The engine's word on the rows, stricter where the guideline asks for more agencies.
fn judged(rows: &[Compared], least: i64) -> Effect {
    let group = |row: &Compared| if row.visited.is_some() { Group::Advised } else { Group::Compared };
    let advised = rows.iter().filter(|row| row.visited.is_some()).count();
    let compared = rows.len() - advised;
    let needed = usize::try_from(least).unwrap_or(0);
    if advised.min(compared) < needed {
        return Effect::TooFew { advised, compared, needed };
    }
    let seen = |row: &Compared| Seen {
        unit: row.agency.to_string(),
        before: row.before,
        after: row.after,
        group: group(row),
    };
    effect(&rows.iter().map(seen).collect::<Vec<_>>(), Confidence::NinetyFive)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(number: i8) -> Month {
        Month::new(2026, number).expect("a month")
    }

    fn agency(id: &str) -> AgencyOn {
        AgencyOn {
            id: AgencyId::from(id),
            name: id.to_owned(),
            public_number: None,
            phone: String::new(),
            sample: true,
            source: String::new(),
            version: 1,
            kind: None,
            league: Some("multi".to_owned()),
            district_id: None,
            district_name: None,
        }
    }

    /// Twelve agencies with 100 places; those visited in June gain ten people in July to September, all gain one.
    fn scene() -> (Ledger, Vec<AgencyOn>, BTreeMap<AgencyId, Month>) {
        let agencies: Vec<AgencyOn> = (0..12).map(|at| agency(&format!("a{at:02}"))).collect();
        let mut ledger = Ledger::default();
        let mut first = BTreeMap::new();
        for (at, one) in agencies.iter().enumerate() {
            let advised = at < 6;
            if advised {
                first.insert(one.id.clone(), month(6));
            }
            for number in 1..=10 {
                let gain = if number > 6 { if advised { 11 } else { 1 } } else { 0 };
                let people = 70 + (at as i64 % 3) + gain + i64::from(number > 6) * (at as i64 % 2);
                ledger.set(&one.id, month(number), (Figure::Places, 100));
                ledger.set(&one.id, month(number), (Figure::People, people));
            }
        }
        (ledger, agencies, first)
    }

    fn asked(window: Window) -> Asked<'static> {
        Asked { measure: "attainment", year: FiscalYear(2026), window, least: 5 }
    }

    #[test]
    fn what_the_advised_gained_beyond_the_others_is_the_effect() {
        let (ledger, agencies, first) = scene();
        let outcome = compare(&ledger, &agencies, &first, asked(Window::Months(3, 3)));
        let Effect::Measured(measured) = outcome.effect else { panic!("{:?}", outcome.effect) };
        assert_eq!((measured.advised, measured.compared), (6, 6));
        assert!((measured.estimate - 10.0).abs() < 1e-9, "{measured:?}");
        assert!(measured.low > 0.0);
    }

    #[test]
    fn too_few_and_no_next_year_give_no_figure() {
        let (ledger, agencies, mut first) = scene();
        let next = compare(&ledger, &agencies, &first, asked(Window::NextYear));
        assert_eq!(next.effect, Effect::TooFew { advised: 0, compared: 0, needed: 5 });
        assert_eq!(next.left_out.len(), 6);
        first.retain(|id, _| id.as_str() < "a03");
        let few = compare(&ledger, &agencies, &first, asked(Window::Months(3, 3)));
        assert_eq!(few.effect, Effect::TooFew { advised: 3, compared: 9, needed: 5 });
    }

    #[test]
    fn agencies_of_another_league_or_size_are_not_compared_with() {
        let (mut ledger, mut agencies, first) = scene();
        agencies[7].league = Some("single".to_owned());
        for number in 1..=10 {
            ledger.set(&agencies[8].id, month(number), (Figure::Places, 900));
        }
        let outcome = compare(&ledger, &agencies, &first, asked(Window::Months(3, 3)));
        let names: Vec<&str> =
            outcome.rows.iter().filter(|row| row.visited.is_none()).map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["a06", "a09", "a10", "a11"]);
    }
}
