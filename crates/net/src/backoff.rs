//! How long to wait before trying again.

/// The first pause in seconds.
const FIRST: u64 = 60;
/// The longest pause in seconds: six hours.
const LONGEST: u64 = 6 * 60 * 60;

/// After so many failed attempts a letter is given up: about two days after the first.
pub const ATTEMPTS: u32 = 16;

/// Says how many seconds to wait after the given failed attempt, the first being 1: one minute, then twice as long
/// each time, never more than six hours.
pub fn backoff(attempt: u32) -> u64 {
    let doublings = attempt.saturating_sub(1).min(20);
    (FIRST << doublings).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_doubles_from_one_minute_to_six_hours_and_stays_there() {
        let pauses: Vec<u64> = (1..=11).map(backoff).collect();
        assert_eq!(pauses, [60, 120, 240, 480, 960, 1_920, 3_840, 7_680, 15_360, 21_600, 21_600]);
        assert_eq!((backoff(0), backoff(u32::MAX)), (60, 21_600));
    }

    #[test]
    fn a_letter_is_tried_for_about_two_days() {
        let seconds: u64 = (1..ATTEMPTS).map(backoff).sum();
        assert_eq!(seconds / 3_600, 44);
    }
}
