//! Days as whole numbers: civil dates without a clock or zone, so that no change of standard time can move a birthday.
//!
//! Korea kept another standard time from 1954 to 1961 and summer time in several years; a birth *date* is a line in a
//! register and knows nothing of either. Months are counted as the Civil Act does (arts. 158 and 160): a period reaches
//! the same day of a later month, or, where that month lacks the day, the first day after it. Somebody born on
//! 29 February therefore reaches an age on 1 March, or on 29 February where the year has one.

use jiff::civil::Date;

/// The first and last year a filed date may have.
const YEARS: std::ops::RangeInclusive<i64> = 1850..=2199;

/// What keeps a text from being a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoDate {
    /// It is not written as 1950-03-01.
    Unwritten,
    /// The calendar lacks the day, such as 29 February of an ordinary year.
    Missing,
}

/// Days since 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms").
const fn number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month and day of a day number.
const fn parts(day: i64) -> (i64, i64, i64) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted - era * 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let month = (shifted_month + 2) % 12 + 1;
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day_of_year - (153 * shifted_month + 2) / 5 + 1)
}

/// Days of a month.
const fn length(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The number of a day: days since 1970-01-01.
pub(crate) fn day_of(date: Date) -> i64 {
    number(i64::from(date.year()), i64::from(date.month()), i64::from(date.day()))
}

/// The date of a day number; the nearest date that exists when it is beyond all calendars.
pub(crate) fn date_of(day: i64) -> Date {
    let (year, month, day) = parts(day.clamp(number(-9_000, 1, 1), number(9_000, 12, 31)));
    Date::new(year as i16, month as i8, day as i8).expect("a day number within 9,000 years is a date")
}

/// Reads a date as ISO 8601 writes it, and nothing else.
pub(crate) fn read(text: &str) -> Result<i64, NoDate> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return Err(NoDate::Unwritten);
    }
    let digits = |from: usize, to: usize| {
        bytes[from..to].iter().try_fold(0_i64, |sum, byte| {
            byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')).ok_or(NoDate::Unwritten)
        })
    };
    let (year, month, day) = (digits(0, 4)?, digits(5, 7)?, digits(8, 10)?);
    if !YEARS.contains(&year) || !(1..=12).contains(&month) || !(1..=length(year, month)).contains(&day) {
        return Err(NoDate::Missing);
    }
    Ok(number(year, month, day))
}

/// Whole months from one day to another; below zero when the second is earlier.
pub(crate) const fn months_between(from: i64, to: i64) -> i64 {
    let ((from_year, from_month, from_day), (year, month, day)) = (parts(from), parts(to));
    let months = (year - from_year) * 12 + month - from_month;
    if day < from_day { months - 1 } else { months }
}

/// The latest day from which so many whole months have passed on `on`.
pub(crate) const fn months_before(on: i64, months: i64) -> i64 {
    let (year, month, day) = parts(on);
    let index = year * 12 + month - 1 - months;
    let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
    let last = length(year, month);
    number(year, month, if day < last { day } else { last })
}

/// The first day on which so many whole months have passed since `from`.
pub(crate) const fn months_after(from: i64, months: i64) -> i64 {
    let (year, month, day) = parts(from);
    let index = year * 12 + month - 1 + months;
    let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
    let last = length(year, month);
    if day <= last { number(year, month, day) } else { number(year, month, last) + 1 }
}

/// Age in whole years on a day.
pub(crate) const fn age(born: i64, on: i64) -> i64 {
    months_between(born, on).div_euclid(12)
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> i64 {
        read(text).expect("a date")
    }

    #[test]
    fn somebody_born_on_29_february_reaches_an_age_on_1_march_of_an_ordinary_year() {
        let born = day("1960-02-29");
        assert_eq!(age(born, day("2025-02-28")), 64);
        assert_eq!(age(born, day("2025-03-01")), 65);
        assert_eq!(age(born, day("2024-02-28")), 63);
        assert_eq!(age(born, day("2024-02-29")), 64);
        assert_eq!(date_of(months_after(born, 12 * 65)), date(2025, 3, 1));
        assert_eq!(date_of(months_before(day("2025-02-28"), 12 * 65)), date(1960, 2, 28));
    }

    #[test]
    fn no_birthday_moves_at_the_changes_of_standard_time_from_1954_to_1961() {
        for born in ["1954-03-20", "1954-03-21", "1954-03-22", "1961-08-09", "1961-08-10", "1961-08-11"] {
            let (years, rest) = born.split_once('-').expect("a date");
            let reached = format!("{}-{rest}", years.parse::<i64>().expect("a year") + 65);
            assert_eq!(age(day(born), day(&reached)), 65, "{born}");
            assert_eq!(age(day(born), day(&reached) - 1), 64, "{born}");
        }
    }

    #[test]
    fn a_day_that_is_not_there_is_told_from_a_text_that_is_no_date() {
        assert_eq!(read("1961-02-29"), Err(NoDate::Missing));
        assert_eq!(read("1900-02-29"), Err(NoDate::Missing));
        assert_eq!(read("1961-13-01"), Err(NoDate::Missing));
        assert_eq!(read("61-02-28"), Err(NoDate::Unwritten));
        assert_eq!(read("1961.02.28"), Err(NoDate::Unwritten));
        assert_eq!(read("1960-02-29"), Ok(number(1960, 2, 29)));
    }

    proptest! {
        #[test]
        fn days_are_numbered_as_the_calendar_does(number in -40_000_i64..80_000) {
            let expected = date(1970, 1, 1).checked_add(number.days()).expect("a date");
            prop_assert_eq!(date_of(number), expected);
            prop_assert_eq!(day_of(expected), number);
            prop_assert_eq!(read(&expected.to_string()), Ok(number));
        }

        #[test]
        fn counting_months_forward_and_back_agrees(from in -40_000_i64..40_000, to in -40_000_i64..40_000) {
            let (from, to) = (from.min(to), from.max(to));
            let months = months_between(from, to);
            prop_assert!(months_after(from, months) <= to && to < months_after(from, months + 1));
            prop_assert!(from <= months_before(to, months) && from > months_before(to, months + 1));
        }
    }
}
