//! Nouns of training, what people ask for, and why training says no.

mod refused;
mod rows;
mod wishes;

pub use refused::Refused;
pub use rows::*;
pub use wishes::*;

use base::Problem;

/// The refusal for a record that is not there.
pub fn missing() -> Problem {
    web::Refused::NoSuchRecord.into()
}

/// Tenths of an hour as people write them: `5` or `2.5`.
pub fn hours(tenths: i64) -> String {
    let (sign, tenths) = (if tenths < 0 { "-" } else { "" }, tenths.abs());
    if tenths % 10 == 0 {
        format!("{sign}{}", tenths / 10)
    } else {
        format!("{sign}{}.{}", tenths / 10, tenths % 10)
    }
}

/// Minutes after midnight as a time of day.
pub fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A name as strangers see it: its first and last letter, the rest hidden.
pub fn masked(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let last = letters.len().saturating_sub(1);
    let shown = |at: usize| at == 0 || (at == last && last > 1) || letters[at].is_whitespace();
    letters.iter().enumerate().map(|(at, letter)| if shown(at) { *letter } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_times_and_hidden_names_are_written_for_people() {
        assert_eq!([hours(50), hours(25), hours(-5)], ["5", "2.5", "-0.5"]);
        assert_eq!(clock(570), "09:30");
        assert_eq!(["홍길동", "이산", "남궁 민수", "가"].map(masked), ["홍*동", "이*", "남* *수", "가"]);
    }
}
