//! How a duty of hours stands: reached, on the way, or no longer reachable with what is still planned.

use jiff::civil::Date;

use crate::guideline::Duty;

/// Hours of one kind on one day, in tenths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// Kind of course.
    pub kind: String,
    /// Day.
    pub on: Date,
    /// Tenths of an hour.
    pub tenths: i64,
}

/// How a duty stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The hours are reached.
    Reached,
    /// Not yet, and what is booked reaches it.
    Booked,
    /// Not yet, and sessions still to be held could reach it.
    Reachable,
    /// Neither what is booked nor any session still offered before the end reaches it.
    OutOfReach,
    /// The time is over and the hours were not reached.
    Missed,
}

impl State {
    /// The state's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Booked => "booked",
            Self::Reachable => "reachable",
            Self::OutOfReach => "out-of-reach",
            Self::Missed => "missed",
        }
    }
}

/// A duty measured for one worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// First day that counts.
    pub from: Date,
    /// Last day that counts.
    pub until: Date,
    /// Tenths wanted.
    pub wanted: i64,
    /// Tenths credited.
    pub done: i64,
    /// Tenths of sessions booked and still to come.
    pub booked: i64,
    /// Tenths of sessions still offered to the worker, booked ones included.
    pub offered: i64,
    /// How it stands.
    pub state: State,
}

/// The days over which a duty is measured on `today` for a worker there since `since`.
///
/// A yearly duty runs over the calendar year. A newcomer's runs from the first day for its days.
pub fn span(duty: &Duty, since: Date, today: Date) -> (Date, Date) {
    let Some(days) = duty.within_days else {
        let year = today.year();
        return (jiff::civil::date(year, 1, 1), jiff::civil::date(year, 12, 31));
    };
    let until = since.checked_add(jiff::Span::new().days(days)).unwrap_or(Date::MAX);
    (since, until)
}

/// Sums the tenths that count for a duty between two days.
fn counting(duty: &Duty, hours: &[Hours], from: Date, until: Date) -> i64 {
    let counts = |one: &&Hours| duty.kinds.contains(&one.kind) && from <= one.on && one.on <= until;
    hours.iter().filter(counts).map(|one| one.tenths).sum()
}

/// How `duty` stands on `today`.
///
/// `credited` are hours on record, `booked` sessions to come in which the worker has a seat, and `offered`
/// sessions to come that still take people. Each session's hours are given once.
pub fn standing(
    duty: &Duty,
    since: Date,
    today: Date,
    credited: &[Hours],
    booked: &[Hours],
    offered: &[Hours],
) -> Standing {
    let (from, until) = span(duty, since, today);
    let done = counting(duty, credited, from, until);
    // A session that was held and is not closed yet still counts as booked.
    let booked = counting(duty, booked, from, until);
    let offered = booked + counting(duty, offered, from.max(today), until);
    let wanted = duty.hours_tenths;
    let state = if done >= wanted {
        State::Reached
    } else if today > until {
        State::Missed
    } else if done + booked >= wanted {
        State::Booked
    } else if done + offered >= wanted {
        State::Reachable
    } else {
        State::OutOfReach
    };
    Standing { from, until, wanted, done, booked, offered, state }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::guideline;

    fn hours(kind: &str, on: Date, tenths: i64) -> Hours {
        Hours { kind: kind.into(), on, tenths }
    }

    fn yearly() -> &'static Duty {
        let all = guideline::duties("dedicated", date(2025, 3, 2));
        all.into_iter().find(|duty| duty.within_days.is_none()).expect("the yearly duty is shipped")
    }

    fn state(today: Date, done: &[Hours], booked: &[Hours], offered: &[Hours]) -> State {
        standing(yearly(), date(2020, 1, 1), today, done, booked, offered).state
    }

    #[test]
    fn a_duty_goes_from_reachable_to_booked_to_reached() {
        let today = date(2025, 11, 3);
        let three = [hours("basic", date(2025, 4, 1), 30)];
        let two = [hours("job", date(2025, 12, 1), 20)];
        assert_eq!(state(today, &three, &[], &two), State::Reachable);
        assert_eq!(state(today, &three, &two, &[]), State::Booked);
        let five = [three[0].clone(), hours("job", date(2025, 11, 2), 20)];
        assert_eq!(state(today, &five, &[], &[]), State::Reached);
    }

    #[test]
    fn a_duty_is_out_of_reach_when_nothing_offered_fills_it_and_missed_when_the_year_is_over() {
        let three = [hours("basic", date(2025, 4, 1), 30)];
        let one = [hours("job", date(2025, 12, 1), 10)];
        assert_eq!(state(date(2025, 11, 3), &three, &one, &[]), State::OutOfReach);
        assert_eq!(state(date(2025, 12, 31), &three, &[], &[]), State::OutOfReach);
        let newcomer = guideline::duties("dedicated", date(2025, 3, 2));
        let newcomer = newcomer.into_iter().find(|duty| duty.within_days.is_some()).expect("shipped");
        let late = standing(newcomer, date(2025, 1, 2), date(2025, 3, 2), &[], &[], &[]);
        assert_eq!((late.until, late.state), (date(2025, 2, 1), State::Missed));
    }

    #[test]
    fn hours_of_another_kind_or_year_do_not_count() {
        let others = [hours("other", date(2025, 4, 1), 90), hours("job", date(2024, 12, 31), 90)];
        let standing = standing(yearly(), date(2020, 1, 1), date(2025, 5, 1), &others, &[], &[]);
        assert_eq!((standing.done, standing.state), (0, State::OutOfReach));
    }
}
