//! Reads one cell as what its field says it is.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::schema::{Field, Type};
use crate::{CellRef, Decimal};

/// A cell read by its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// Blank, or one of the schema's words for blank.
    Missing,
    /// Text.
    Text(Cow<'a, str>),
    /// A whole number.
    Whole(i64),
    /// A decimal.
    Number(Decimal),
    /// A day.
    Date(Date),
    /// The first day of a month.
    Month(Date),
    /// Yes or no.
    Bool(bool),
}

/// Why a cell is not what its field says; `read` is what it may have been meant to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Misfit {
    pub(crate) code: &'static str,
    pub(crate) meant: Option<String>,
}

impl From<&'static str> for Misfit {
    fn from(code: &'static str) -> Self {
        Self { code, meant: None }
    }
}

impl Value<'_> {
    /// A measure that orders values of one type: millionths, days or months.
    pub(crate) fn measure(&self) -> Option<i128> {
        match self {
            Self::Whole(number) => Some(i128::from(*number) * 1_000_000),
            Self::Number(number) => Some(i128::from(number.millionths())),
            Self::Date(day) | Self::Month(day) => {
                Some(i128::from(day.year()) * 372 + i128::from(day.month()) * 31 + i128::from(day.day()))
            }
            _ => None,
        }
    }

    /// The value as text, for keys and choices.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Missing => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Whole(number) => Cow::Owned(number.to_string()),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Date(day) => Cow::Owned(day.to_string()),
            Self::Month(day) => Cow::Owned(day.strftime("%Y-%m").to_string()),
            Self::Bool(truth) => Cow::Owned(truth.to_string()),
        }
    }

    /// The whole number, if it is one.
    pub fn whole(&self) -> Option<i64> {
        match self {
            Self::Whole(number) => Some(*number),
            _ => None,
        }
    }

    /// The day, or the first day of the month.
    pub fn date(&self) -> Option<Date> {
        match self {
            Self::Date(day) | Self::Month(day) => Some(*day),
            _ => None,
        }
    }
}

/// Reads a filled cell.
pub(crate) fn read<'a>(field: &Field, cell: CellRef<'a>) -> Result<Value<'a>, Misfit> {
    match cell {
        CellRef::Empty => Ok(Value::Missing),
        CellRef::Formula => Err("formula".into()),
        CellRef::Error(_) => Err("error-value".into()),
        CellRef::Text(text) => read_text(field, text),
        CellRef::Whole(number) => read_whole(field, number),
        CellRef::Decimal(text) => read_decimal(field, text),
        CellRef::Date(day) => read_date(field, day),
        CellRef::Bool(truth) => match field.kind {
            Type::Boolean => Ok(Value::Bool(truth)),
            Type::String => Ok(Value::Text(truth.to_string().into())),
            _ => Err(wrong(field.kind).into()),
        },
    }
}

/// The code for a cell that is nothing like its type.
fn wrong(kind: Type) -> &'static str {
    match kind {
        Type::String => "wrong-pattern",
        Type::Integer | Type::Number => "not-a-number",
        Type::Date => "not-a-date",
        Type::Yearmonth => "not-a-month",
        Type::Boolean => "not-yes-or-no",
    }
}

/// Reads text; blanks at either end are refused in texts and passed over in the rest.
pub(crate) fn read_text<'a>(field: &Field, text: &'a str) -> Result<Value<'a>, Misfit> {
    let trimmed = text.trim();
    match field.kind {
        Type::String if trimmed.len() != text.len() => Err("blank-at-end".into()),
        Type::String => Ok(Value::Text(text.into())),
        Type::Integer | Type::Number => read_number_text(field, trimmed),
        Type::Date => day(trimmed).map(Value::Date).ok_or_else(|| "not-a-date".into()),
        Type::Yearmonth => month(trimmed).map(Value::Month).ok_or_else(|| "not-a-month".into()),
        Type::Boolean if field.yes.iter().any(|word| word == trimmed) => Ok(Value::Bool(true)),
        Type::Boolean if field.no.iter().any(|word| word == trimmed) => Ok(Value::Bool(false)),
        Type::Boolean => Err("not-yes-or-no".into()),
    }
}

/// Reads digits, with the field's thousands mark if it has one.
fn read_number_text(field: &Field, text: &str) -> Result<Value<'static>, Misfit> {
    let text: Cow<'_, str> = match field.group {
        Some(mark) if grouped(text, mark) => text.replace(mark, "").into(),
        _ => text.into(),
    };
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if field.kind == Type::Integer && whole {
        return text.parse().map(Value::Whole).map_err(|_| "number-too-long".into());
    }
    match Decimal::parse(&text) {
        Some(number) if field.kind == Type::Number => Ok(Value::Number(number)),
        Some(_) => Err("not-a-whole-number".into()),
        None if whole => Err("number-too-long".into()),
        None if text.bytes().any(|byte| byte.is_ascii_digit()) => Err("text-in-number".into()),
        None => Err("not-a-number".into()),
    }
}

/// Whether the mark stands before every three digits and nowhere else.
fn grouped(text: &str, mark: char) -> bool {
    let mut groups = text.strip_prefix('-').unwrap_or(text).split(['.']).next().unwrap_or("").split(mark);
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && digits(first))
        && groups.all(|group| group.len() == 3 && digits(group))
}

fn read_whole<'a>(field: &Field, number: i64) -> Result<Value<'a>, Misfit> {
    match field.kind {
        Type::Integer => Ok(Value::Whole(number)),
        Type::Number => {
            Decimal::from_whole(number).map(Value::Number).ok_or_else(|| "number-too-long".into())
        }
        Type::String => Ok(Value::Text(number.to_string().into())),
        Type::Date | Type::Yearmonth => Err(serial(field.kind, number)),
        Type::Boolean => read_text(field, &number.to_string()).map(|value| match value {
            Value::Bool(truth) => Value::Bool(truth),
            _ => Value::Missing,
        }),
    }
}

/// A number where a day should be: perhaps the serial number of a day between 1920 and 2120.
fn serial(kind: Type, number: i64) -> Misfit {
    let day = crate::xlsx::serial_day(number, false).filter(|day| (1920..2120).contains(&day.year()));
    match day {
        Some(day) if kind == Type::Date => Misfit { code: "date-as-serial", meant: Some(day.to_string()) },
        Some(day) => Misfit { code: "date-as-serial", meant: Some(day.strftime("%Y-%m").to_string()) },
        None => wrong(kind).into(),
    }
}

fn read_decimal<'a>(field: &Field, text: &'a str) -> Result<Value<'a>, Misfit> {
    match field.kind {
        Type::String => Ok(Value::Text(text.into())),
        Type::Number => Decimal::parse(text).map(Value::Number).ok_or_else(|| "number-too-long".into()),
        Type::Integer if text.contains('.') => Err("not-a-whole-number".into()),
        Type::Integer => Err("number-too-long".into()),
        _ => Err(wrong(field.kind).into()),
    }
}

/// A day of the workbook; a month is taken from its first day, which is what spreadsheets make of `2026-03`.
fn read_date<'a>(field: &Field, day: Date) -> Result<Value<'a>, Misfit> {
    match field.kind {
        Type::Date => Ok(Value::Date(day)),
        Type::Yearmonth if day.day() == 1 => Ok(Value::Month(day)),
        Type::Yearmonth => {
            Err(Misfit { code: "day-in-month", meant: Some(day.strftime("%Y-%m").to_string()) })
        }
        Type::String => Ok(Value::Text(day.to_string().into())),
        Type::Integer | Type::Number => Err("date-in-number".into()),
        Type::Boolean => Err("not-yes-or-no".into()),
    }
}

/// `2026-03-02` and no other way of writing a day.
fn day(text: &str) -> Option<Date> {
    let (front, last) = text.rsplit_once('-')?;
    let first = month(front)?;
    let digits = last.len() == 2 && last.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| Date::new(first.year(), first.month(), last.parse().ok()?).ok())?
}

/// `2026-03` as the first day of that month.
fn month(text: &str) -> Option<Date> {
    let (year, month) = text.split_once('-')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || month.len() != 2 || !digits(year) || !digits(month) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()
}
