//! Finds resident registration numbers, so that a file that holds one is refused before anything is kept.
//!
//! A number is taken for one when it has exactly 13 digits (6 + 7, with at most three hyphens or blanks
//! between, or none), its first six are a real day (YYMMDD) in the century that the seventh digit names
//! (1, 2, 5, 6: 1900s · 3, 4, 7, 8: 2000s · 9, 0: 1800s). The check digit is not looked at: numbers issued
//! since October 2020 have none.
//!
//! What this means for other numbers: of random 13-digit numbers 3.7 % look like a resident number, and
//! corporate registration numbers (also 6 + 7) often do; such a file is refused rather than let through.
//! Amounts are safe in practice: they have fewer than 13 digits, or end in zeros that make no day, or
//! carry thousands commas, which are not taken as separators. Longer runs of digits and the digits after
//! a decimal point are not looked at.
//!
//! Where a spreadsheet stored the number as a number, the leading zero of people born 2001–2009 is lost:
//! twelve digits are looked at with a zero in front, but only with a seventh digit of the 2000s. Those
//! born in 2000 lose two or more digits and cannot be told from telephone numbers and amounts.
//!
//! A number parted over two cells of a table is found by [`crate::halves`], whose rule is stricter.

/// Whether the text holds a resident registration number anywhere, in any width of digits.
pub fn holds_resident_number(text: &str) -> bool {
    if text.len() < 13 {
        return false;
    }
    let mut scan = Scan::default();
    text.chars().any(|letter| scan.take(letter)) || scan.run_is_number()
}

/// Whether a cell that a spreadsheet stored as a number is a resident registration number.
pub fn is_resident_number(number: i64) -> bool {
    let Ok(number) = u64::try_from(number) else { return false };
    if !(100_000_000_000..10_000_000_000_000).contains(&number) {
        return false;
    }
    let mut digits = [0_u8; 13];
    let mut rest = number;
    for digit in digits.iter_mut().rev() {
        *digit = (rest % 10) as u8;
        rest /= 10;
    }
    let zero_lost = number < 1_000_000_000_000;
    plausible(digits) && (!zero_lost || matches!(digits[6], 3 | 4 | 7 | 8))
}

/// Whether a cell of a text file is one: as text, or as a number that lost its leading zero.
pub fn text_cell_holds(text: &str) -> bool {
    if text.len() < 12 {
        return false;
    }
    holds_resident_number(text) || (text.len() == 12 && text.parse().is_ok_and(is_resident_number))
}

/// Digits and gaps read so far.
#[derive(Default)]
struct Scan {
    run: [u8; 13],
    length: usize,
    before: Option<[u8; 6]>,
    gap: usize,
    fraction: bool,
}

impl Scan {
    /// Takes one character; true when it ended a resident number.
    fn take(&mut self, letter: char) -> bool {
        if let Some(digit) = digit(letter) {
            if self.length < self.run.len() {
                self.run[self.length] = digit;
            }
            self.length += 1;
            return false;
        }
        if is_invisible(letter) {
            return false;
        }
        if self.run_is_number() {
            return true;
        }
        let point = letter == '.' && self.length > 0;
        self.close_run(letter);
        self.fraction = point;
        false
    }

    /// Forgets the run that ended, or keeps it as the first half of a number.
    fn close_run(&mut self, letter: char) {
        if self.length > 0 {
            self.before = (self.length == 6).then(|| first_six(self.run));
            self.gap = 0;
            self.length = 0;
        }
        if is_separator(letter) && self.gap < 3 {
            self.gap += 1;
        } else {
            self.before = None;
        }
    }

    /// Whether the run of digits now held completes a number.
    fn run_is_number(&self) -> bool {
        match (self.length, self.before) {
            (13, _) if !self.fraction => plausible(self.run),
            (7, Some(front)) => {
                let mut digits = [0; 13];
                digits[..6].copy_from_slice(&front);
                digits[6..].copy_from_slice(&self.run[..7]);
                plausible(digits)
            }
            _ => false,
        }
    }
}

fn first_six(run: [u8; 13]) -> [u8; 6] {
    [run[0], run[1], run[2], run[3], run[4], run[5]]
}

/// The value of an ASCII or full-width digit.
pub(crate) fn digit(letter: char) -> Option<u8> {
    match letter {
        '0'..='9' => Some(letter as u8 - b'0'),
        '\u{ff10}'..='\u{ff19}' => Some((letter as u32 - 0xff10) as u8),
        _ => None,
    }
}

/// Hyphens of every make and blanks.
pub(crate) fn is_separator(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' | '\u{fe63}' | '~' | '_')
        || letter.is_whitespace()
}

/// Characters that are not seen and part nothing.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}')
}

/// Whether the first six digits are a day in the century that the seventh names.
pub(crate) fn plausible(digits: [u8; 13]) -> bool {
    let two = |at: usize| i16::from(digits[at]) * 10 + i16::from(digits[at + 1]);
    let century = match digits[6] {
        9 | 0 => 1800,
        1 | 2 | 5 | 6 => 1900,
        _ => 2000,
    };
    let (year, month, day) = (century + two(0), two(2) as i8, two(4) as i8);
    jiff::civil::Date::new(year, month, day).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_resident_number_is_found() {
        for text in [
            "900101-1234567",
            "9001011234567",
            "900101 1234567",
            "900101 - 1234567",
            "９００１０１－１２３４５６７",
            "주민번호는 550505-2345678입니다",
            "900101\u{2013}1234567",
            "90\u{200b}0101-1234567",
            "(010101-3234567)",
            "20-900101-1234567",
            "000229-3000000",
            "991231-0000000",
            "전화 010-1234-5678, 번호 450815-1999999",
        ] {
            assert!(holds_resident_number(text), "{text}");
        }
    }

    #[test]
    fn amounts_dates_phones_and_accounts_are_let_through() {
        for text in [
            "1,234,567,890,123",
            "2000000000000",
            "2026-11-23",
            "010-1234-5678",
            "0.9001011234567",
            "901301-1234567",
            "900230-1234567",
            "900101-123456",
            "1900101-1234567",
            "90010112345678",
            "900101,1234567",
            "900101----1234567",
            "000229-1000000",
            "900101-1******",
        ] {
            assert!(!holds_resident_number(text), "{text}");
        }
    }

    #[test]
    fn a_number_that_lost_its_leading_zero_is_found_only_in_the_2000s() {
        assert!(is_resident_number(9_001_011_234_567));
        assert!(is_resident_number(501_013_234_567));
        assert!(!is_resident_number(501_011_234_567));
        assert!(!is_resident_number(1_012_345_678));
        assert!(!is_resident_number(-9_001_011_234_567));
        assert!(text_cell_holds("501013234567"));
    }
}
