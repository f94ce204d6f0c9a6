//! Parameters that mean the same on every page: one that cannot be read is refused in words, never passed over.

use base::Month;
use jiff::civil::Date;

use crate::Refused;

/// What such a parameter must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Year,
    Month,
    Day,
    /// A day, or a month where the page counts in months.
    Edge,
    Page,
}

/// Names with one meaning in the whole house.
const KNOWN: [(&str, Sort); 7] = [
    ("year", Sort::Year),
    ("in", Sort::Year),
    ("month", Sort::Month),
    ("on", Sort::Day),
    ("from", Sort::Edge),
    ("until", Sort::Edge),
    ("page", Sort::Page),
];

impl Sort {
    /// Whether a text is one. Whether there is something in that year or on that page is for the page to say.
    fn reads(self, text: &str) -> bool {
        match self {
            Self::Year => text.parse::<i16>().is_ok_and(|year| year > 0),
            Self::Month => text.parse::<Month>().is_ok(),
            Self::Day => text.parse::<Date>().is_ok(),
            Self::Edge => Self::Day.reads(text) || Self::Month.reads(text),
            Self::Page => text.parse::<i64>().is_ok_and(|page| page > 0),
        }
    }

    /// Part of the key of its words.
    fn word(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day | Self::Edge => "day",
            Self::Page => "page",
        }
    }
}

/// Refuses an address with a parameter that cannot be read; one left empty asks for nothing.
pub(crate) fn readable(params: &[(String, String)]) -> Result<(), Refused> {
    for (name, value) in params {
        let known = KNOWN.iter().find(|(one, _)| one == name).map(|(_, sort)| *sort);
        if let Some(sort) = known.filter(|sort| !value.is_empty() && !sort.reads(value)) {
            return Err(Refused::UnclearAddress { what: sort.word() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(name: &str, value: &str) -> Option<String> {
        let found = readable(&[(name.to_owned(), value.to_owned())]);
        found.err().map(|refused| refused.to_string())
    }

    #[test]
    fn a_parameter_that_cannot_be_read_is_named_and_any_other_passes() {
        for (name, value) in [
            ("year", "2022"),
            ("year", ""),
            ("month", "2022-11"),
            ("on", "2022-11-23"),
            ("until", "-009999-01-01"),
            ("from", "2022-11"),
            ("page", "99"),
            ("q", "abc"),
            ("sort", "anything"),
        ] {
            assert_eq!(judged(name, value), None, "{name}={value}");
        }
        for (name, value, what) in [
            ("year", "abc", "year"),
            ("year", "-1", "year"),
            ("in", "soon", "year"),
            ("month", "2022-13", "month"),
            ("from", "2022-02-30", "day"),
            ("page", "0", "page"),
        ] {
            let said = format!("the {what} in the address cannot be read");
            assert_eq!(judged(name, value), Some(said), "{name}={value}");
        }
    }
}
