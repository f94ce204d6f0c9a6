//! Decimals as whole numbers of their last place, read and shown without any rounding.

/// The most digits before the point.
const DIGITS: usize = 12;

/// Reads an optional minus, 1–12 digits, and at most so many decimals; in units of the last place.
pub(crate) fn read(text: &str, decimals: u32) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) if (1..=decimals as usize).contains(&fraction.len()) => (whole, fraction),
        Some(_) => return None,
        None => (digits, ""),
    };
    if !(1..=DIGITS).contains(&whole.len()) {
        return None;
    }
    let mut value = 0_i64;
    for byte in whole.bytes().chain(fraction.bytes()) {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
    }
    value *= 10_i64.pow(decimals - fraction.len() as u32);
    Some(if negative { -value } else { value })
}

/// Prints units of the last place shortest: 70, not 70.00.
pub(crate) fn shown(value: i64, decimals: u32) -> String {
    let one = 10_u64.pow(decimals);
    let (whole, fraction) = (value.unsigned_abs() / one, value.unsigned_abs() % one);
    let sign = if value < 0 { "-" } else { "" };
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let fraction = format!("{fraction:0width$}", width = decimals as usize);
    format!("{sign}{whole}.{}", fraction.trim_end_matches('0'))
}

/// The line of a text, from 1, in which a byte stands.
pub(crate) fn line_at(text: &str, byte: usize) -> i64 {
    let before = text.get(..byte).unwrap_or(text);
    before.matches('\n').count() as i64 + 1
}
