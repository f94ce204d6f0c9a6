//! Finds resident registration numbers in a text cell, also where the digits are set apart or the birthday is dotted.
//!
//! [`base::holds_resident_number`] finds 13 digits and 6 + 7 digits. People also write such a number so:
//!
//! 1. digit by digit, with one and the same blank, dot or hyphen between any two (`8 5 0 1 0 1 1 2 …`):
//!    exactly 13 of them, no more and no fewer;
//! 2. in two halves with a hyphen between them (blanks may stand beside it), where the first half is six digits,
//!    six digits set apart, or year, month and day of two digits each with a dot, slash, hyphen or blank between
//!    (`85.01.01-1234567`), and the second half is seven digits, seven set apart, or one and six.
//!
//! The first six have to be a real day in the century that the seventh digit names, and the seventh is 1 to 8.
//! Let through are therefore: figures with commas or tabs between them, a short date followed by an amount
//! (`22.11.23 1500000`: no hyphen), telephone numbers, accounts, decimals (`850101.1234567`) and ids. A cell with
//! exactly 13 single figures, one blank apart, is refused where they happen to begin with a day: 3 in 100 such cells.

/// Most characters between two halves or two parts of a date.
const GAP: usize = 3;

/// Bytes of text that are looked at in one go, and those looked at again with the next.
const LONG: usize = 64 * 1024;
const OVERLAP: usize = 256;

/// Whether a text cell holds a resident registration number, however it is written.
pub fn holds_resident_number(text: &str) -> bool {
    base::holds_resident_number(text) || is_set_apart(text)
}

/// Whether a cell of a text file is one, also as a number that lost its leading zero.
pub(crate) fn text_cell_holds(text: &str) -> bool {
    base::resident::text_cell_holds(text) || is_set_apart(text)
}

/// Some digits that belong together, and what stands before them.
#[derive(Debug, Clone, Default)]
struct Group {
    digits: Vec<u8>,
    /// Characters since the group before; none at the beginning and after anything but blanks and marks.
    gap: Option<String>,
    /// The character between any two of its digits, when they are set apart.
    apart: Option<char>,
}

/// Whether the text holds a number in one of the looser ways.
fn is_set_apart(text: &str) -> bool {
    // 13 digits and what parts them.
    if text.len() < 14 {
        return false;
    }
    let mut rest = text;
    while rest.len() > LONG {
        let cut = rest.floor_char_boundary(LONG);
        if stretch_holds(&rest[..cut]) {
            return true;
        }
        rest = &rest[rest.floor_char_boundary(cut - OVERLAP)..];
    }
    stretch_holds(rest)
}

/// The same for a text of bounded length.
fn stretch_holds(text: &str) -> bool {
    let digits = text.bytes().filter(|byte| byte.is_ascii_digit() || *byte == 0xef).take(13).count();
    digits == 13 && any_number(&groups(text))
}

/// The value of an ASCII or full-width digit.
fn digit(letter: char) -> Option<u8> {
    match letter {
        '0'..='9' => Some(letter as u8 - b'0'),
        '\u{ff10}'..='\u{ff19}' => Some((letter as u32 - 0xff10) as u8),
        _ => None,
    }
}

/// Hyphens of every make, with the two that Korean keyboards put in their place.
fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' | '\u{fe63}' | '~' | '_')
        || matches!(letter, '\u{3161}' | '\u{2500}')
}

/// A blank inside a line; a tab or a line end parts cells.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() && !matches!(letter, '\t' | '\n' | '\r')
}

/// Marks and blanks that may stand between digits of one number.
fn joins(letter: char) -> bool {
    is_blank(letter) || is_hyphen(letter) || matches!(letter, '.' | '/' | '\u{b7}')
}

/// The digits of a text in groups: runs, and single digits set apart by one and the same character.
fn groups(text: &str) -> Vec<Group> {
    let mut all: Vec<Group> = Vec::new();
    let mut gap: Option<String> = None;
    let mut in_run = false;
    for letter in text.chars() {
        match digit(letter) {
            Some(digit) if in_run => {
                if let Some(last) = all.last_mut() {
                    last.digits.push(digit);
                }
            }
            Some(digit) => {
                all.push(Group { digits: vec![digit], gap: gap.take(), apart: None });
                in_run = true;
            }
            None if in_run || gap.is_some() => {
                in_run = false;
                let kept = gap.take().unwrap_or_default();
                gap = (joins(letter) && kept.chars().count() < GAP)
                    .then(|| kept + letter.encode_utf8(&mut [0; 4]));
            }
            None => in_run = false,
        }
    }
    joined(all)
}

/// Joins single digits that stand apart by one and the same character.
fn joined(runs: Vec<Group>) -> Vec<Group> {
    let mut all: Vec<Group> = Vec::new();
    for run in runs {
        let between = run.gap.as_deref().and_then(|gap| {
            let mut letters = gap.chars();
            letters.next().filter(|_| letters.next().is_none() && run.digits.len() == 1)
        });
        match (between, all.last_mut()) {
            (Some(letter), Some(last)) if last.apart == Some(letter) || last.digits.len() == 1 => {
                last.digits.extend(run.digits);
                last.apart = Some(letter);
            }
            _ => all.push(run),
        }
    }
    all
}

/// Whether some of the groups are a number.
fn any_number(groups: &[Group]) -> bool {
    (0..groups.len()).any(|at| {
        let group = &groups[at];
        let whole = group.apart.is_some() && is_number(&group.digits, &[]);
        whole
            || front(&groups[at..])
                .is_some_and(|(digits, rest)| back(rest).is_some_and(|back| is_number(&digits, &back)))
    })
}

/// The first half at the beginning of the groups, and what follows it.
fn front(groups: &[Group]) -> Option<(Vec<u8>, &[Group])> {
    let two = |group: &Group| group.digits.len() == 2 && group.apart.is_none();
    match groups {
        [first, rest @ ..] if first.digits.len() == 6 => Some((first.digits.clone(), rest)),
        [year, month, day, rest @ ..]
            if two(year) && two(month) && two(day) && month.gap.is_some() && day.gap.is_some() =>
        {
            Some(([&year.digits[..], &month.digits, &day.digits].concat(), rest))
        }
        _ => None,
    }
}

/// The second half at the beginning of the groups, behind a hyphen.
fn back(groups: &[Group]) -> Option<Vec<u8>> {
    let hyphen = |gap: &str| {
        gap.chars().filter(|letter| is_hyphen(*letter)).count() == 1
            && gap.chars().all(|letter| is_hyphen(letter) || is_blank(letter))
    };
    let (first, rest) = groups.split_first()?;
    first.gap.as_deref().filter(|gap| hyphen(gap))?;
    match rest.first() {
        _ if first.digits.len() == 7 => Some(first.digits.clone()),
        Some(next) if first.digits.len() == 1 && next.digits.len() == 6 && next.gap.is_some() => {
            Some([&first.digits[..], &next.digits].concat())
        }
        _ => None,
    }
}

/// Whether the digits are a day and a seventh digit of 1 to 8.
fn is_number(front: &[u8], back: &[u8]) -> bool {
    let digits: Vec<u8> = front.iter().chain(back).copied().collect();
    let Some(seventh) = digits.get(6).filter(|_| digits.len() == 13) else { return false };
    let text: String = digits.iter().map(|digit| (b'0' + digit) as char).collect();
    (1..=8).contains(seventh) && base::holds_resident_number(&text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_set_apart_or_with_a_dotted_birthday_is_found() {
        for text in [
            "8 5 0 1 0 1 1 2 3 4 5 6 7",
            "번호 8 5 0 1 0 1 - 1 2 3 4 5 6 7 끝",
            "8.5.0.1.0.1.1.2.3.4.5.6.7",
            "８ ５ ０ １ ０ １ １ ２ ３ ４ ５ ６ ７",
            "85.01.01-1234567",
            "85. 01. 01 - 1234567",
            "85/01/01-1234567",
            "85-01-01-1234567",
            "850101-1 234567",
            "850101 - 1 2 3 4 5 6 7",
            "8 5 0 1 0 1-1234567",
            "850101\u{3161}1234567",
            "홍 85.01.01\u{2013}1234567, 김",
        ] {
            assert!(holds_resident_number(text), "{text}");
        }
    }

    #[test]
    fn ordinary_figures_dates_telephones_accounts_and_ids_are_let_through() {
        for text in [
            "1 2 3 4 5 6 7 8 9 10 11 12 78",
            "8 5 0 1 0 1 1 2 3 4 5 6 7 8",
            "8 5 0 1 0 1 1 2 3 4 5 6",
            "8, 5, 0, 1, 0, 1, 1, 2, 3, 4, 5, 6, 7",
            "8\t5\t0\t1\t0\t1\t1\t2\t3\t4\t5\t6\t7",
            "9 9 9 9 9 9 1 2 3 4 5 6 7",
            "22.11.23 1500000원",
            "2022.11.23-1500000",
            "22.11.23~22.12.24",
            "85.13.01-1234567",
            "85.01.01-9234567",
            "850101.1234567",
            "850101,1234567",
            "1,234,567,890,123",
            "010-1234-5678 / 032-123-4567",
            "110-12-345678 301-01-12-1234567",
            "202211-1A2B-3C4D",
            "12 345678 1234567",
            "10.5 11.2 12.1 13.4 1234567",
        ] {
            assert!(!holds_resident_number(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_number_is_found_in_every_way_of_writing_it(
            year in 0_u32..100, month in 1_u32..=12, day in 1_u32..=28, sex in 1_u32..=8, rest in 0_u32..1_000_000,
        ) {
            let (front, back) = (format!("{year:02}{month:02}{day:02}"), format!("{sex}{rest:06}"));
            let apart = |text: &str| text.chars().map(String::from).collect::<Vec<_>>().join(" ");
            let dotted = format!("{year:02}.{month:02}.{day:02}");
            for text in [
                apart(&format!("{front}{back}")),
                format!("{dotted}-{back}"),
                format!("{} - {}", apart(&front), apart(&back)),
                format!("({dotted} - {} {})", sex, &back[1..]),
            ] {
                prop_assert!(holds_resident_number(&text), "{}", text);
            }
        }

        #[test]
        fn rows_of_figures_of_several_digits_are_let_through(figures in prop::collection::vec(10_i64..10_000_000, 2..20)) {
            let texts: Vec<String> = figures.iter().map(ToString::to_string).collect();
            prop_assert!(!is_set_apart(&texts.join(" ")));
            prop_assert!(!is_set_apart(&texts.join(", ")));
        }
    }
}
