//! How much work a person or a unit has in each week, regular and strengthening side by side.
//!
//! Hours of every activity that has a day in the week are added; a meeting that stands still on all its
//! days of the week counts nothing. More than the week's hours (the guideline's, times the share of working
//! time) is an overload; two meetings of one person in one week are a clash, worse when they share a day.

use std::collections::BTreeMap;

use jiff::{Span, civil::Date};
use serde::Serialize;

use crate::model::Activity;

/// Days of a week.
const WEEK: i64 = 7;

/// One week of someone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Week {
    /// Hours of regular work.
    pub regular: i64,
    /// Hours of strengthening.
    pub strengthening: i64,
    /// Hours there are.
    pub capacity: i64,
    /// Pairs of meetings in this week, by activity id.
    pub clashes: Vec<Clash>,
}

impl Week {
    /// Hours of both kinds.
    pub fn total(&self) -> i64 {
        self.regular + self.strengthening
    }

    /// Whether there is more work than hours.
    pub fn is_overloaded(&self) -> bool {
        self.total() > self.capacity
    }
}

/// A meeting with its days inside a week.
type Meeting<'a> = (&'a Activity, (Date, Date));

/// Two meetings of one person in one week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clash {
    /// One activity.
    pub first: String,
    /// The other.
    pub second: String,
    /// Whether a day of the week belongs to both.
    pub same_day: bool,
}

/// Monday of the week of a day.
pub fn monday(day: Date) -> Date {
    day.saturating_sub(Span::new().days(i64::from(day.weekday().to_monday_zero_offset())))
}

/// The Mondays of so many weeks from the week of `day` on.
pub fn mondays(day: Date, weeks: i64) -> Vec<Date> {
    (0..weeks).map(|at| monday(day).saturating_add(Span::new().days(WEEK * at))).collect()
}

/// Sunday of the week of a Monday.
pub fn sunday(monday: Date) -> Date {
    monday.saturating_add(Span::new().days(WEEK - 1))
}

/// The days of an activity inside a week, if any.
fn inside(activity: &Activity, monday: Date) -> Option<(Date, Date)> {
    let (from, until) = (activity.from_on.max(monday), activity.until_on.min(sunday(monday)));
    (from <= until).then_some((from, until))
}

/// Whether a meeting stands still on all its days of the week.
fn stands_still(activity: &Activity, days: (Date, Date), stopped: &impl Fn(&Activity, Date) -> bool) -> bool {
    let mut day = days.0;
    while day <= days.1 {
        if !stopped(activity, day) {
            return false;
        }
        match day.tomorrow() {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    true
}

/// Whether an activity has hours in the week of `monday`: it takes some, has a day there and does not stand still.
pub fn counts(activity: &Activity, monday: Date, stopped: &impl Fn(&Activity, Date) -> bool) -> bool {
    let days = inside(activity, monday);
    activity.hours_week > 0 && days.is_some_and(|days| !stands_still(activity, days, stopped))
}

/// The weeks of everyone that `who` names for an activity; `capacity` gives their hours.
pub fn weeks_by(
    activities: &[Activity],
    mondays: &[Date],
    who: impl Fn(&Activity) -> Option<String>,
    capacity: impl Fn(&str) -> i64,
    stopped: impl Fn(&Activity, Date) -> bool,
) -> BTreeMap<String, Vec<Week>> {
    let mut rows: BTreeMap<String, Vec<Week>> = BTreeMap::new();
    for (at, monday) in mondays.iter().enumerate() {
        let mut meetings: BTreeMap<String, Vec<Meeting<'_>>> = BTreeMap::new();
        for activity in activities {
            let (Some(name), Some(days)) = (who(activity), inside(activity, *monday)) else { continue };
            let hours = capacity(&name);
            let empty = || vec![Week { capacity: hours, ..Week::default() }; mondays.len()];
            let week = &mut rows.entry(name.clone()).or_insert_with(empty)[at];
            if stands_still(activity, days, &stopped) {
                continue;
            }
            match activity.kind.as_str() {
                "regular" => week.regular += activity.hours_week,
                _ => week.strengthening += activity.hours_week,
            }
            if activity.way == "face-to-face" {
                meetings.entry(name).or_default().push((activity, days));
            }
        }
        for (name, meetings) in meetings {
            if let Some(weeks) = rows.get_mut(&name) {
                weeks[at].clashes = clashes(&meetings);
            }
        }
    }
    rows
}

/// Every pair of meetings.
fn clashes(meetings: &[Meeting<'_>]) -> Vec<Clash> {
    let mut found = Vec::new();
    for (at, (first, a)) in meetings.iter().enumerate() {
        for (second, b) in &meetings[at + 1..] {
            let same_day = a.0 <= b.1 && b.0 <= a.1;
            found.push(Clash { first: first.id.clone(), second: second.id.clone(), same_day });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn activity(id: &str, kind: &str, way: &str, from: Date, until: Date, hours: i64) -> Activity {
        Activity {
            id: id.into(),
            year: 2020,
            task_id: None,
            title: id.into(),
            kind: kind.into(),
            way: way.into(),
            from_on: from,
            until_on: until,
            owner_id: Some("u1".into()),
            unit_id: None,
            district_id: None,
            hours_week: hours,
            state: "planned".into(),
            sheet_id: None,
            mode_id: None,
            sample: false,
            version: 1,
        }
    }

    fn rows(activities: &[Activity], stopped: impl Fn(&Activity, Date) -> bool) -> Vec<Week> {
        let who = |a: &Activity| a.owner_id.as_ref().map(ToString::to_string);
        let mondays = mondays(date(2020, 6, 3), 2);
        weeks_by(activities, &mondays, who, |_| 40, stopped).remove("u1").unwrap_or_default()
    }

    #[test]
    fn both_kinds_are_added_and_more_than_forty_hours_is_an_overload() {
        let regular = activity("r", "regular", "desk", date(2020, 1, 2), date(2020, 12, 31), 30);
        let strengthening = activity("s", "strengthening", "desk", date(2020, 6, 8), date(2020, 6, 9), 11);
        let weeks = rows(&[regular, strengthening], |_, _| false);
        assert_eq!(weeks.iter().map(Week::total).collect::<Vec<_>>(), [30, 41]);
        assert_eq!(weeks.iter().map(Week::is_overloaded).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn two_meetings_in_one_week_clash_and_a_shared_day_is_told() {
        let a = activity("a", "strengthening", "face-to-face", date(2020, 6, 1), date(2020, 6, 2), 4);
        let b = activity("b", "strengthening", "face-to-face", date(2020, 6, 4), date(2020, 6, 9), 4);
        let c = activity("c", "regular", "face-to-face", date(2020, 6, 9), date(2020, 6, 9), 4);
        let weeks = rows(&[a, b, c], |_, _| false);
        let pairs = |week: &Week| {
            week.clashes.iter().map(|c| (c.first.clone(), c.second.clone(), c.same_day)).collect::<Vec<_>>()
        };
        assert_eq!(pairs(&weeks[0]), [("a".to_owned(), "b".to_owned(), false)]);
        assert_eq!(pairs(&weeks[1]), [("b".to_owned(), "c".to_owned(), true)]);
    }

    #[test]
    fn a_meeting_that_stands_still_counts_nothing_and_clashes_with_nothing() {
        let a = activity("a", "strengthening", "face-to-face", date(2020, 6, 1), date(2020, 6, 14), 4);
        let b = activity("b", "strengthening", "face-to-face", date(2020, 6, 1), date(2020, 6, 14), 4);
        let weeks = rows(&[a, b], |_, day| day < date(2020, 6, 8));
        assert_eq!((weeks[0].total(), weeks[1].total()), (0, 8));
        assert_eq!((weeks[0].clashes.len(), weeks[1].clashes.len()), (0, 1));
    }
}
