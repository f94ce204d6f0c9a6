//! The rules that the figures of one row keep: among themselves, with the quota and with the month before.

use base::Month;

use crate::model::{Figures, Level, MEASURES, PEOPLE, place};

/// Attainment from which on a target counts as passed by far, in percent.
const OVER_PERCENT: i64 = 110;

/// A rule that a row breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// How much it weighs.
    pub level: Level,
    /// Code of the remark.
    pub code: &'static str,
    /// Column to look at.
    pub field: &'static str,
    /// Arguments of the sentence.
    pub args: Vec<(&'static str, i64)>,
}

/// Gathers the rules that do not hold.
#[derive(Default)]
struct Rules(Vec<Broken>);

impl Rules {
    /// Notes an error at a place unless the rule holds.
    fn must(&mut self, holds: bool, code: &'static str, place: usize, args: &[(&'static str, i64)]) {
        self.note(holds, Level::Error, code, (place, args));
    }

    /// Notes a question at a place unless the rule holds.
    fn should(&mut self, holds: bool, code: &'static str, place: usize, args: &[(&'static str, i64)]) {
        self.note(holds, Level::Question, code, (place, args));
    }

    fn note(
        &mut self,
        holds: bool,
        level: Level,
        code: &'static str,
        about: (usize, &[(&'static str, i64)]),
    ) {
        if !holds {
            self.0.push(Broken { level, code, field: MEASURES[about.0], args: about.1.to_vec() });
        }
    }
}

/// The rules that figures break; `before` are those of the month before in the same year.
pub fn broken_rules(
    now: &Figures,
    month: Month,
    before: Option<&Figures>,
    places: Option<i64>,
) -> Vec<Broken> {
    let mut rules = Rules::default();
    people(&mut rules, now, before);
    alone(&mut rules, now, month);
    if let Some(places) = places {
        let target = now.at(place::TARGET);
        let args = [("target", target), ("places", places)];
        rules.should(target == places, "target-differs", place::TARGET, &args);
    }
    rules.0
}

/// People who came, left and are there.
fn people(rules: &mut Rules, now: &Figures, before: Option<&Figures>) {
    let (people, left, joined) = (now.people(), now.left(), now.at(place::JOINED));
    let since = now.at(place::SINCE_JANUARY);
    let there = before.map(Figures::people);
    let could_leave = there.map_or(since, |there| there + joined);
    let started = there.unwrap_or(could_leave - joined).max(0);
    let args = [("left", left), ("there", could_leave), ("started", started), ("joined", joined)];
    rules.must(left <= could_leave, "left-too-many", place::LEFT, &args);
    let args = [("since", since), ("people", people)];
    rules.must(since >= people, "since-january-too-few", place::SINCE_JANUARY, &args);
    if let Some(last) = before.map(|before| before.at(place::SINCE_JANUARY)) {
        let args = [("since", since), ("last", last)];
        rules.must(since >= last, "since-january-fell", place::SINCE_JANUARY, &args);
    }
    rules.must(joined <= since, "joined-too-many", place::JOINED, &[("joined", joined), ("since", since)]);
    if let Some(there) = there {
        let expected = there + joined - left;
        let adds_up = left > could_leave || people == expected;
        let args = [
            ("people", people),
            ("expected", expected),
            ("there", there),
            ("joined", joined),
            ("left", left),
        ];
        rules.should(adds_up, "people-do-not-add-up", PEOPLE.start, &args);
    }
}

/// What can be told from the row alone.
fn alone(rules: &mut Rules, now: &Figures, month: Month) {
    let (people, target) = (now.people(), now.at(place::TARGET));
    let there = people + now.left();
    let trained = now.at(place::TRAINED);
    let args = [("trained", trained), ("people", there)];
    rules.must(trained <= there, "trained-too-many", place::TRAINED, &args);
    let early = now.at(place::REGISTERED_EARLY);
    let fits = early == 0 || month.number() == 1;
    rules.must(fits, "early-only-january", place::REGISTERED_EARLY, &[("early", early)]);
    let near = people * 100 <= target * OVER_PERCENT || target == 0;
    rules.should(near, "far-over-target", PEOPLE.start, &[("people", people), ("target", target)]);
    let (hours, pay) = (now.at(place::HOURS), now.at(place::PAY));
    rules.should(hours > 0 || pay == 0, "pay-without-hours", place::PAY, &[("pay", pay)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(now: &Figures, month: i8, before: Option<&Figures>) -> Vec<&'static str> {
        let month = Month::new(2026, month).expect("a month");
        broken_rules(now, month, before, None).into_iter().map(|broken| broken.code).collect()
    }

    #[test]
    fn a_row_of_zeros_keeps_every_rule() {
        assert_eq!(codes(&Figures::default(), 1, None), Vec::<&str>::new());
        assert_eq!(codes(&Figures::default(), 2, Some(&Figures::default())), Vec::<&str>::new());
    }

    #[test]
    fn pay_without_hours_and_far_more_people_than_places_are_asked_about() {
        let mut now = Figures::default();
        now.0[place::PAY] = 270_000;
        now.0[place::TARGET] = 10;
        now.0[PEOPLE.start] = 12;
        now.0[place::SINCE_JANUARY] = 12;
        assert_eq!(codes(&now, 3, None), ["far-over-target", "pay-without-hours"]);
    }
}
