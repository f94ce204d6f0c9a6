//! How much of a batch someone attended, and whether the share that is asked for can still be reached.

use crate::model::{Attendance, Course, Session};

/// Tenths of an hour of one person in one batch; every session counts, past or to come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Of all sessions.
    pub all: i64,
    /// Attended.
    pub attended: i64,
    /// Missed.
    pub lost: i64,
}

/// Whether the share asked for is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It is.
    Reached,
    /// Not yet.
    OnTheWay,
    /// It cannot be any more.
    TooLate,
}

impl Reach {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::OnTheWay => "reachable",
            Self::TooLate => "out-of-reach",
        }
    }
}

impl Share {
    /// Counts the marks of one enrolment.
    pub fn of(sessions: &[Session], marks: &[Attendance], enrolment: &str) -> Self {
        let mut share = Self::default();
        for session in sessions {
            share.all += session.hours_tenths;
            let mark =
                marks.iter().find(|mark| mark.session_id == session.id && mark.enrolment_id == enrolment);
            match mark.map(|mark| mark.state.as_str()) {
                Some("present" | "late") => share.attended += session.hours_tenths,
                Some(_) => share.lost += session.hours_tenths,
                None => {}
            }
        }
        share
    }

    /// How it stands against a share in percent.
    pub fn reach(self, percent: i64) -> Reach {
        if self.all > 0 && self.attended * 100 >= percent * self.all {
            Reach::Reached
        } else if self.all > 0 && (self.all - self.lost) * 100 < percent * self.all {
            Reach::TooLate
        } else {
            Reach::OnTheWay
        }
    }

    /// The share attended in whole percent, rounded down; none without sessions.
    pub fn percent(self) -> Option<i64> {
        (self.all > 0).then(|| self.attended * 100 / self.all)
    }
}

/// Whether a quiz was passed; a course without a quiz asks for none.
pub fn passed(course: &Course, best: Option<(i64, i64)>) -> bool {
    let Some(percent) = course.pass_percent else { return true };
    best.is_some_and(|(right, all)| all > 0 && right * 100 >= percent * all)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_share_is_out_of_reach_as_soon_as_too_much_was_missed_and_not_before() {
        let share = |attended, lost| Share { all: 60, attended, lost };
        assert_eq!(share(0, 0).reach(80), Reach::OnTheWay);
        assert_eq!(share(0, 12).reach(80), Reach::OnTheWay);
        assert_eq!(share(0, 13).reach(80), Reach::TooLate);
        assert_eq!(share(48, 12).reach(80), Reach::Reached);
        assert_eq!(Share::default().reach(80), Reach::OnTheWay);
        assert_eq!((share(47, 0).percent(), Share::default().percent()), (Some(78), None));
    }

    proptest! {
        #[test]
        fn whoever_attends_all_that_is_left_reaches_the_share_exactly_when_it_was_not_out_of_reach(
            attended in 0_i64..500, lost in 0_i64..500, ahead in 0_i64..500, percent in 1_i64..=100,
        ) {
            let all = attended + lost + ahead;
            prop_assume!(all > 0);
            let now = Share { all, attended, lost }.reach(percent);
            let then = Share { all, attended: attended + ahead, lost }.reach(percent);
            prop_assert_eq!(now == Reach::TooLate, then != Reach::Reached);
        }
    }
}
