//! Computes the situation from rows that were read; knows no database and no clock.

mod demand;
mod supply;
mod year;

pub use demand::{demand, variety};
pub use supply::{SupplyRows, supply};
pub use year::{YearRows, running};

/// Places that a goal asks for: people × goal, rounded up, exact.
pub fn needed(persons: i64, per_mille: i64) -> i64 {
    let top = i128::from(persons.max(0)) * i128::from(per_mille);
    i64::try_from((top + 999) / 1000).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::needed;

    #[test]
    fn the_need_is_rounded_up_to_a_whole_place() {
        assert_eq!(needed(23_166, 100), 2_317);
        assert_eq!(needed(20, 100), 2);
        assert_eq!(needed(0, 100), 0);
    }
}
