//! The clock of the house: real in service, fixed or moved by hand in tests.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Tells the time; days are those of Asia/Seoul whatever the machine's own zone.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    fixed: Option<Arc<AtomicI64>>,
    shift_seconds: i64,
}

impl Clock {
    /// The machine's clock.
    pub fn real() -> Self {
        Self::default()
    }

    /// The machine's clock moved by whole seconds: the demo lives on a practice day of its own.
    pub fn shifted(seconds: i64) -> Self {
        Self { fixed: None, shift_seconds: seconds }
    }

    /// A clock that stands still at `now` until [`Clock::advance`] moves it.
    pub fn fixed(now: Timestamp) -> Self {
        Self { fixed: Some(Arc::new(AtomicI64::new(now.as_microsecond()))), shift_seconds: 0 }
    }

    /// The present instant, to the microsecond (what both databases keep).
    pub fn now(&self) -> Timestamp {
        micros(self.machine_now().as_microsecond() + self.shift_seconds * 1_000_000)
    }

    /// The instant other machines agree on, without any shift: what one-time codes are made from.
    pub fn machine_now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine")]
        match &self.fixed {
            Some(fixed) => micros(fixed.load(Ordering::SeqCst)),
            None => micros(Timestamp::now().as_microsecond()),
        }
    }

    /// Whether this clock is moved away from the machine's.
    pub fn is_shifted(&self) -> bool {
        self.shift_seconds != 0
    }

    /// Today's date in Seoul.
    pub fn today(&self) -> Date {
        seoul_day(self.now())
    }

    /// Moves a fixed clock on by `seconds` (back if negative); a real clock stays.
    pub fn advance(&self, seconds: i64) {
        if let Some(fixed) = &self.fixed {
            fixed.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
        }
    }
}

/// The instant `micros` microseconds after 1970 began.
fn micros(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The civil day in Seoul of an instant. Korea has kept UTC+9 without summer time since 1988-10-09,
/// before any instant this system can hold; birth dates are civil dates and never pass here.
pub fn seoul_day(at: Timestamp) -> Date {
    TimeZone::fixed(jiff::tz::offset(9)).to_datetime(at).date()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_day_turns_at_midnight_in_seoul() {
        let clock = Clock::fixed("2026-12-31T14:59:59Z".parse().expect("an instant"));
        assert_eq!(clock.today(), date(2026, 12, 31));
        clock.advance(1);
        assert_eq!(clock.today(), date(2027, 1, 1));
    }
}
