//! Months and fiscal years: the periods every return, fact and budget is counted in.

use std::{fmt, str::FromStr};

use jiff::civil::{Date, date};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that is no month.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a month; write it as 2026-03")]
pub struct PeriodError(pub String);

/// A calendar month, written `2026-03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The month of `year` and `month` (1–12); `None` outside 1900–2200.
    pub fn new(year: i16, month: i8) -> Option<Self> {
        ((1900..=2200).contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// The month `day` lies in.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), month: day.month() }
    }

    /// Its year.
    pub fn year(self) -> FiscalYear {
        FiscalYear(self.year)
    }

    /// Its number in the year, 1–12.
    pub fn number(self) -> i8 {
        self.month
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        date(self.year, self.month, 1)
    }

    /// Its last day: the day counts "on the last day of the month" are taken.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// The month after.
    pub fn next(self) -> Self {
        if self.month == 12 {
            Self { year: self.year + 1, month: 1 }
        } else {
            Self { year: self.year, month: self.month + 1 }
        }
    }

    /// The month before.
    pub fn previous(self) -> Self {
        if self.month == 1 {
            Self { year: self.year - 1, month: 12 }
        } else {
            Self { year: self.year, month: self.month - 1 }
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl FromStr for Month {
    type Err = PeriodError;
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let wrong = || PeriodError(text.chars().take(20).collect());
        let (year, month) = text.split_once('-').ok_or_else(wrong)?;
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if year.len() != 4 || month.len() != 2 || !digits(year) || !digits(month) {
            return Err(wrong());
        }
        let (year, month) = (year.parse().map_err(|_| wrong())?, month.parse().map_err(|_| wrong())?);
        Self::new(year, month).ok_or_else(wrong)
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A fiscal year; in Korea the calendar year (국가재정법 제2조, 지방회계법 제6조).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(pub i16);

impl FiscalYear {
    /// The year `day` lies in.
    pub fn of(day: Date) -> Self {
        Self(day.year())
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        date(self.0, 1, 1)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        date(self.0, 12, 31)
    }

    /// Its twelve months, January first.
    pub fn months(self) -> impl Iterator<Item = Month> {
        (1..=12).map(move |month| Month { year: self.0, month })
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_print_as_they_parse() {
        for text in ["2020-02", "2026-12", "1999-01"] {
            assert_eq!(text.parse::<Month>().map(|m| m.to_string()).as_deref(), Ok(text));
        }
        for text in ["2026-13", "2026-3", "26-03", "2026", "2026-03-01", "2026-+3", "", "３월"] {
            assert!(text.parse::<Month>().is_err(), "{text} must be refused");
        }
    }

    #[test]
    fn the_last_day_knows_leap_years() {
        assert_eq!(Month::new(2024, 2).map(Month::last_day), Some(date(2024, 2, 29)));
        assert_eq!(Month::new(2026, 2).map(Month::last_day), Some(date(2026, 2, 28)));
    }

    #[test]
    fn months_step_over_new_year() {
        let december = Month::new(2025, 12).expect("a month");
        assert_eq!(december.next().to_string(), "2026-01");
        assert_eq!(december.next().previous(), december);
    }
}
