//! Finds resident registration numbers that a table or a document parts over two neighbouring cells (6 digits | 7 digits).
//!
//! The rule, in the order of its questions:
//!
//! 1. The left cell is exactly six digits (a hyphen may follow), the right one exactly seven (a hyphen may
//!    precede), the six are a real day in the century that the seventh digit names, and that century is not the
//!    1800s.
//! 2. With a hyphen after the six digits that is enough: figures are not written so.
//! 3. Without it the check digit has to be right as well. Numbers issued since October 2020 have none, so a
//!    number of that time parted without a hyphen is not found; nobody of the age of this programme was given
//!    their first number then.
//! 4. Ordinary figures of six and seven digits beside one another keep rules 1 and 3 by chance about three times
//!    in a thousand. So the pairs of one pair of columns are judged together: at least half of those of this
//!    shape have to look like numbers.

use crate::resident::{self, digit, is_separator};

/// A cell that could be half of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Half {
    digits: u32,
    hyphen: bool,
}

impl Half {
    /// The first half: six digits, perhaps with a hyphen after them.
    pub fn front(text: &str) -> Option<Self> {
        let text = text.trim();
        let bare = text.trim_end_matches(|letter: char| is_separator(letter));
        Some(Self { digits: value(bare, 6)?, hyphen: bare.len() < text.len() })
    }

    /// The second half: seven digits, perhaps with a hyphen before them.
    pub fn back(text: &str) -> Option<Self> {
        let bare = text.trim().trim_start_matches(|letter: char| is_separator(letter));
        Some(Self { digits: value(bare, 7)?, hyphen: false })
    }

    /// The first half, in a cell that a spreadsheet stored as a number.
    pub fn front_number(number: i64) -> Option<Self> {
        let digits = u32::try_from(number).ok().filter(|number| (100_000..1_000_000).contains(number))?;
        Some(Self { digits, hyphen: false })
    }

    /// The second half, in a cell that a spreadsheet stored as a number; a hyphen before it became a minus.
    pub fn back_number(number: i64) -> Option<Self> {
        let digits = u32::try_from(number.unsigned_abs()).ok();
        let digits = digits.filter(|number| (1_000_000..10_000_000).contains(number))?;
        Some(Self { digits, hyphen: false })
    }
}

/// The value of exactly `length` digits of any width.
fn value(text: &str, length: usize) -> Option<u32> {
    // Three bytes to a full-width digit.
    if text.len() < length || text.len() > length * 3 {
        return None;
    }
    let (mut value, mut count) = (0_u32, 0);
    for letter in text.chars() {
        count += 1;
        if count > length {
            return None;
        }
        value = value * 10 + u32::from(digit(letter)?);
    }
    (count == length).then_some(value)
}

/// What two neighbouring halves are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pair {
    /// Six and seven digits, and no more.
    Shaped,
    /// Like a number, by day and check digit.
    Number,
    /// A number, by day and hyphen.
    Certain,
}

/// Judges one pair.
fn judge(front: Half, back: Half) -> Pair {
    let mut digits = [0_u8; 13];
    let mut rest = u64::from(front.digits) * 10_000_000 + u64::from(back.digits);
    for place in digits.iter_mut().rev() {
        *place = (rest % 10) as u8;
        rest /= 10;
    }
    if matches!(digits[6], 0 | 9) || !resident::plausible(digits) {
        Pair::Shaped
    } else if front.hyphen {
        Pair::Certain
    } else if check_digit_is_right(digits) {
        Pair::Number
    } else {
        Pair::Shaped
    }
}

/// The check digit of numbers issued before October 2020: weights 2 to 9 and 2 to 5, modulo 11; foreigners' is two more.
fn check_digit_is_right(digits: [u8; 13]) -> bool {
    let weights = [2_u32, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    let sum: u32 = weights.iter().zip(digits).map(|(weight, digit)| weight * u32::from(digit)).sum();
    let base = if matches!(digits[6], 5..=8) { 13 } else { 11 };
    (base - sum % 11) % 10 == u32::from(digits[12])
}

/// What was seen of one pair of columns.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    shaped: u64,
    numbers: u64,
    first_row: u64,
}

/// Pairs of neighbouring cells, gathered by column while a table passes.
#[derive(Debug, Default)]
pub struct Neighbours {
    columns: Vec<Seen>,
}

impl Neighbours {
    /// Takes a pair whose left cell stands in `column`; true when it is a number beyond doubt.
    pub fn take(&mut self, row: u64, column: usize, front: Half, back: Half) -> bool {
        let pair = judge(front, back);
        if self.columns.len() <= column {
            self.columns.resize(column + 1, Seen::default());
        }
        let seen = &mut self.columns[column];
        seen.shaped += 1;
        if pair == Pair::Number {
            seen.numbers += 1;
            if seen.numbers == 1 {
                seen.first_row = row;
            }
        }
        pair == Pair::Certain
    }

    /// Row and left column of the first number, if the pairs of its columns are numbers for the most part.
    pub fn verdict(&self) -> Option<(u64, usize)> {
        let found = |seen: &Seen| seen.numbers > 0 && seen.numbers * 2 >= seen.shaped;
        let column = self.columns.iter().position(found)?;
        Some((self.columns[column].first_row, column))
    }
}

/// Searches a text that comes in paragraphs or cells, as documents give it.
#[derive(Debug, Default)]
pub struct TextSearch {
    paragraph: String,
    before: Option<Half>,
    pairs: Neighbours,
    found: bool,
}

/// Bytes after which a paragraph is searched in pieces.
const LONG: usize = 64 * 1024;
/// Characters of a long paragraph that are searched again with its next piece.
const OVERLAP: usize = 64;

impl TextSearch {
    /// Takes a piece of the paragraph at hand; pieces of one paragraph belong together.
    pub fn piece(&mut self, text: &str) {
        self.paragraph.push_str(text);
        if self.paragraph.len() > LONG {
            self.found |= resident::holds_resident_number(&self.paragraph);
            let mut kept: Vec<char> = self.paragraph.chars().rev().take(OVERLAP).collect();
            kept.reverse();
            self.paragraph = kept.into_iter().collect();
        }
    }

    /// Ends the paragraph or cell; an empty one parts nothing.
    pub fn end(&mut self) {
        let text = self.paragraph.trim();
        if text.is_empty() {
            self.paragraph.clear();
            return;
        }
        self.found |= resident::holds_resident_number(text);
        if let (Some(front), Some(back)) = (self.before, Half::back(text)) {
            self.found |= self.pairs.take(0, 0, front, back);
        }
        self.before = Half::front(text);
        self.paragraph.clear();
    }

    /// Whether a number was found; the text is over.
    pub fn finish(mut self) -> bool {
        self.end();
        self.found || self.pairs.verdict().is_some()
    }

    /// Whether a number was found so far.
    pub fn found(&self) -> bool {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A number of a person born in the 1900s whose check digit is right.
    fn number(year: u32, month: u32, day: u32, rest: u32) -> (u32, u32) {
        let front = year * 10_000 + month * 100 + day;
        let back = 1_000_000 + rest * 10;
        for last in 0..10 {
            let half = |digits| Half { digits, hyphen: false };
            if judge(half(front), half(back + last)) == Pair::Number {
                return (front, back + last);
            }
        }
        panic!("every number has a check digit");
    }

    #[test]
    fn a_hyphen_after_six_digits_makes_a_number_of_a_real_day() {
        let takes = |left: &str, right: &str| {
            let mut pairs = Neighbours::default();
            pairs.take(1, 0, Half::front(left).expect("front"), Half::back(right).expect("back"))
        };
        assert!(takes("550505-", "2345678"));
        assert!(takes("５５０５０５－", "２３４５６７８"));
        assert!(!takes("551305-", "2345678"));
        assert!(!takes("550505-", "9345678"));
        assert!(!takes("550505", "-2345678"));
    }

    #[test]
    fn what_is_not_six_or_seven_digits_is_no_half() {
        for text in ["55050", "5505050", "55,505", "55050a", "", "가나다라마바"] {
            assert_eq!(Half::front(text), None, "{text}");
        }
        assert_eq!(Half::front_number(-550_505), None);
        assert_eq!(Half::back_number(-2_345_678), Half::back("-2345678"));
        assert_eq!(Half::back_number(234_567), None);
    }

    #[test]
    fn figures_whose_pairs_look_like_numbers_by_chance_are_let_through_and_a_single_number_is_not() {
        let (front, back) = number(55, 5, 5, 23_456);
        let half = |digits| Half { digits, hyphen: false };
        let mut pairs = Neighbours::default();
        pairs.take(9, 3, half(front), half(back));
        assert_eq!(pairs.verdict(), Some((9, 3)));
        pairs.take(10, 3, half(551_399), half(back));
        pairs.take(11, 3, half(551_399), half(back));
        assert_eq!(pairs.verdict(), None);
    }

    #[test]
    fn a_text_is_searched_over_its_pieces_and_over_neighbouring_paragraphs() {
        let (front, back) = number(48, 12, 31, 7);
        let search = |paragraphs: &[&[&str]]| {
            let mut search = TextSearch::default();
            for pieces in paragraphs {
                pieces.iter().for_each(|piece| search.piece(piece));
                search.end();
            }
            search.finish()
        };
        assert!(search(&[&["홍 ", "550505", "-23", "45678"]]));
        assert!(search(&[&["이름"], &[&front.to_string()], &[""], &[&back.to_string()]]));
        assert!(!search(&[&[&front.to_string()], &["원"], &[&back.to_string()]]));
        let long = "가".repeat(LONG / 3 - 2);
        assert!(search(&[&[&long, "550505-", "2345678"]]));
    }

    proptest! {
        #[test]
        fn every_number_of_the_1900s_parted_over_two_cells_is_found(
            year in 0_u32..100, month in 1_u32..=12, day in 1_u32..=28, rest in 0_u32..100_000, rows in 1_usize..5,
        ) {
            let (front, back) = number(year, month, day, rest);
            let mut pairs = Neighbours::default();
            for row in 0..rows {
                let (left, right) = (format!("{front:06}"), format!("-{back}"));
                let halves = (Half::front(&left).expect("front"), Half::back(&right).expect("back"));
                pairs.take(row as u64, 2, halves.0, halves.1);
            }
            prop_assert_eq!(pairs.verdict(), Some((0, 2)));
        }

        #[test]
        fn columns_of_ordinary_figures_are_let_through(
            figures in proptest::collection::vec((100_000_i64..1_000_000, 1_000_000_i64..10_000_000), 40..200),
        ) {
            let mut pairs = Neighbours::default();
            for (row, (left, right)) in figures.iter().enumerate() {
                let halves = (Half::front_number(*left).expect("six"), Half::back_number(*right).expect("seven"));
                prop_assert!(!pairs.take(row as u64, 0, halves.0, halves.1));
            }
            prop_assert_eq!(pairs.verdict(), None);
        }
    }
}
