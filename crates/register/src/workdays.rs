//! Korean working days: Monday to Friday without the days off of `data/holidays_kr.csv`.

use std::collections::BTreeSet;

use base::{Month, Problem};
use db::{Tx, row, sql, vals};
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::Work;

row! {
    /// A day off, with its names.
    #[derive(Debug, Clone, PartialEq, Serialize)]
    pub struct Holiday {
        /// The day.
        pub held_on: Date,
        /// Korean name.
        pub name: String,
        /// English name.
        pub name_en: String,
        /// Where it comes from.
        pub source: String,
    }
}

/// The days off of a stretch of time, for asking about many days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    off: BTreeSet<Date>,
}

impl Calendar {
    /// A calendar in which these days are off, beside Saturdays and Sundays.
    pub fn new(off: impl IntoIterator<Item = Date>) -> Self {
        Self { off: off.into_iter().collect() }
    }

    /// Whether people work on `day`.
    pub fn is_workday(&self, day: Date) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !self.off.contains(&day)
    }

    /// The `n`th working day of `month`, from 1; the last one when the month has fewer.
    pub fn nth_of_month(&self, month: Month, n: usize) -> Date {
        let working: Vec<Date> =
            days(month.first_day(), month.last_day()).filter(|day| self.is_workday(*day)).collect();
        let place = n.clamp(1, working.len().max(1)) - 1;
        working.get(place).copied().unwrap_or_else(|| month.last_day())
    }

    /// The day `n` working days after `day` (before it when negative); `day` itself for 0.
    pub fn add(&self, day: Date, n: i64) -> Date {
        let mut at = day;
        let mut left = n.abs();
        while left > 0 {
            let next = if n > 0 { at.tomorrow() } else { at.yesterday() };
            let Ok(next) = next else { return at };
            at = next;
            if self.is_workday(at) {
                left -= 1;
            }
        }
        at
    }

    /// Working days after `from` up to and including `until`; 0 when `until` is not later.
    pub fn between(&self, from: Date, until: Date) -> i64 {
        from.tomorrow()
            .map_or(0, |first| days(first, until).filter(|day| self.is_workday(*day)).count() as i64)
    }
}

/// The days from `first` to `last`, both included.
fn days(first: Date, last: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |day| day.tomorrow().ok()).take_while(move |day| *day <= last)
}

/// Days off from `from` to `until`, oldest first: ready for a calendar file.
pub async fn holidays(tx: &mut Tx, from: Date, until: Date) -> Result<Vec<Holiday>, Problem> {
    Ok(tx
        .all(
            sql!("SELECT held_on,name,name_en,source FROM register_holiday WHERE held_on>=$1 AND held_on<=$2 ORDER BY held_on"),
            vals![from, until],
        )
        .await?)
}

/// The calendar of every day off that is known.
pub async fn calendar(tx: &mut Tx) -> Result<Calendar, Problem> {
    let off: Vec<(Date,)> =
        tx.all(sql!("SELECT held_on FROM register_holiday ORDER BY held_on"), vals![]).await?;
    Ok(Calendar::new(off.into_iter().map(|(day,)| day)))
}

/// Whether people work on `day`.
pub async fn is_workday(tx: &mut Tx, day: Date) -> Result<bool, Problem> {
    Ok(Calendar::new(holidays(tx, day, day).await?.into_iter().map(|off| off.held_on)).is_workday(day))
}

/// Puts a day off into the register, or renames it.
pub async fn put_holiday(work: &mut Work, holiday: &Holiday) -> Result<(), Problem> {
    work.tx
        .exec(
            sql!("INSERT INTO register_holiday(held_on,name,name_en,source) VALUES($1,$2,$3,$4) \
                  ON CONFLICT (held_on) DO UPDATE SET name=excluded.name,name_en=excluded.name_en,source=excluded.source"),
            vals![holiday.held_on, &holiday.name, &holiday.name_en, &holiday.source],
        )
        .await?;
    Ok(())
}

#[derive(Deserialize)]
struct HolidayLine {
    date: Date,
    name_ko: String,
    name_en: String,
    source: String,
}

/// Fills the days off from `holidays_kr.csv`; a second time changes nothing. Counts the lines.
pub async fn load_holidays(work: &mut Work, text: &str) -> Result<usize, Problem> {
    let mut count = 0;
    for line in csv::Reader::from_reader(text.as_bytes()).deserialize() {
        let line: HolidayLine = line.map_err(Problem::fault)?;
        let (name, name_en) = (line.name_ko, line.name_en);
        put_holiday(work, &Holiday { held_on: line.date, name, name_en, source: line.source }).await?;
        count += 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn calendar() -> Calendar {
        Calendar::new([date(2022, 10, 3), date(2022, 10, 10)])
    }

    #[test]
    fn the_fifth_working_day_of_a_month_passes_over_weekends_and_days_off() {
        let month = Month::new(2022, 10).expect("a month");
        assert_eq!(calendar().nth_of_month(month, 1), date(2022, 10, 4));
        assert_eq!(calendar().nth_of_month(month, 5), date(2022, 10, 11));
        assert_eq!(calendar().nth_of_month(month, 99), date(2022, 10, 31));
    }

    #[test]
    fn working_days_are_added_in_both_directions_and_counted_back() {
        let start = date(2022, 10, 7);
        assert_eq!(calendar().add(start, 1), date(2022, 10, 11));
        assert_eq!(calendar().add(date(2022, 10, 11), -1), start);
        assert_eq!(calendar().add(start, 0), start);
        assert_eq!(calendar().between(start, date(2022, 10, 11)), 1);
        assert_eq!(calendar().between(date(2022, 10, 11), start), 0);
    }
}
