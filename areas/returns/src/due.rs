//! When a return is due and when agencies are reminded: working days of the month after, by `guidelines/returns_calendar.toml`.

use std::sync::LazyLock;

use base::Month;
use jiff::civil::Date;
use register::workdays::Calendar;
use serde::Deserialize;

const GUIDELINE: &str = include_str!("../../../guidelines/returns_calendar.toml");

static RULES: LazyLock<File> =
    LazyLock::new(|| toml::from_str(GUIDELINE).expect("the guideline of due days is sound: a test reads it"));

#[derive(Debug, Deserialize)]
struct File {
    rule: Vec<Rule>,
}

#[derive(Debug, Deserialize)]
struct Rule {
    from: toml::value::Datetime,
    due_workday: usize,
    remind_before: Vec<i64>,
    remind_after: Vec<i64>,
}

impl Rule {
    /// First day in force.
    fn from(&self) -> Date {
        self.from.to_string().parse().unwrap_or(Date::MIN)
    }
}

/// The rule in force on the month's first day.
fn rule(month: Month) -> &'static Rule {
    let rules = &RULES.rule;
    rules.iter().rfind(|rule| rule.from() <= month.first_day()).unwrap_or(&rules[0])
}

/// The day the return of `month` is due.
pub fn due_on(month: Month, calendar: &Calendar) -> Date {
    calendar.nth_of_month(month.next(), rule(month).due_workday)
}

/// Message key of where the rule for a month comes from: one for each rule of the guideline, by its first day.
pub fn source_key(month: Month) -> String {
    format!("returns-calendar-source-{}", rule(month).from())
}

/// Working days between the due day and `today`: positive when late, negative when there is time left.
pub fn days_late(month: Month, today: Date, calendar: &Calendar) -> i64 {
    let due = due_on(month, calendar);
    if today > due { calendar.between(due, today) } else { -calendar.between(today, due) }
}

/// Which reminder falls on `today`, as working days after the due day; none on other days.
pub fn reminder_on(month: Month, today: Date, calendar: &Calendar) -> Option<i64> {
    if !calendar.is_workday(today) {
        return None;
    }
    let rule = rule(month);
    let offsets = rule.remind_before.iter().map(|days| -days).chain(rule.remind_after.iter().copied());
    let due = due_on(month, calendar);
    offsets.into_iter().find(|offset| calendar.add(due, *offset) == today)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_return_of_september_2022_is_due_on_the_fifth_working_day_of_october() {
        let calendar = Calendar::new([date(2022, 10, 3), date(2022, 10, 10)]);
        let september = Month::new(2022, 9).expect("a month");
        assert_eq!(due_on(september, &calendar), date(2022, 10, 11));
        assert_eq!(days_late(september, date(2022, 10, 13), &calendar), 2);
        assert_eq!(days_late(september, date(2022, 10, 7), &calendar), -1);
        assert_eq!(reminder_on(september, date(2022, 10, 6), &calendar), Some(-2));
        assert_eq!(reminder_on(september, date(2022, 10, 11), &calendar), Some(0));
        assert_eq!(reminder_on(september, date(2022, 10, 12), &calendar), Some(1));
        assert_eq!(reminder_on(september, date(2022, 10, 13), &calendar), None);
    }

    #[test]
    fn every_rule_of_the_guideline_says_where_it_comes_from_in_both_languages() {
        for rule in &RULES.rule {
            let key = format!("{} = ", source_key(Month::of(rule.from())));
            for words in [include_str!("../i18n/ko.ftl"), include_str!("../i18n/en.ftl")] {
                assert_eq!(words.lines().filter(|line| line.starts_with(&key)).count(), 1, "{key}");
            }
        }
    }
}
