//! Takes numbers and addresses of persons out of a line of text, leaving JSON valid.

/// What stands where something was taken out.
pub const MASKED: &str = "[masked]";

/// Most groups of digits looked at together: a card number has four.
const GROUPS: usize = 4;

/// Returns the text with resident, mobile and card numbers and mail addresses masked.
///
/// Masked are: 13 or more digits in a row; six digits, a separator, seven or more digits; 01x and a mobile number in
/// one to three groups; four groups of four digits; and anything of the form `a@b`. Runs of 32 and of 40 or more
/// hexadecimal digits are ids and hashes and stay.
pub fn masked(text: &str) -> String {
    let json = text.starts_with(['{', '[', '"']);
    let mut mask = Mask { rest: text, out: String::with_capacity(text.len()), fence: 0, json };
    while mask.step() {}
    mask.out
}

/// One walk over a text; `fence` is how far back in `out` a mail address may begin; only JSON has escapes to keep whole.
struct Mask<'a> {
    rest: &'a str,
    out: String,
    fence: usize,
    json: bool,
}

impl Mask<'_> {
    /// Takes the next piece over; false at the end.
    fn step(&mut self) -> bool {
        let Some(next) = self.rest.chars().next() else { return false };
        if self.json && next == '\\' {
            self.escape();
        } else if next == '@' {
            self.at_sign();
        } else if digit(next) && !self.behind().ends_with(digit) {
            self.number();
        } else if next.is_ascii_hexdigit() && !self.behind().ends_with(|c: char| c.is_ascii_alphanumeric()) {
            self.hexadecimal(next.len_utf8());
        } else {
            self.take(next.len_utf8());
        }
        true
    }

    /// What was copied since the last escape or mask.
    fn behind(&self) -> &str {
        &self.out[self.fence..]
    }

    /// Copies so many bytes.
    fn take(&mut self, bytes: usize) {
        let (taken, rest) = self.rest.split_at(bytes);
        self.out.push_str(taken);
        self.rest = rest;
    }

    /// Copies an escape whole, so that nothing later tears it.
    fn escape(&mut self) {
        let long =
            self.rest.starts_with("\\u") && self.rest.chars().skip(2).take(4).all(|c| c.is_ascii_hexdigit());
        let short = self.rest[1..].starts_with(['"', '\\', '/', 'b', 'f', 'n', 'r', 't']);
        let length = if long { 6 } else { 1 + usize::from(short) };
        let bytes = self.rest.char_indices().nth(length).map_or(self.rest.len(), |(at, _)| at);
        self.take(bytes);
        self.fence = self.out.len();
    }

    /// Copies an id or a hash whole, or `otherwise` bytes when it is neither.
    fn hexadecimal(&mut self, otherwise: usize) {
        self.take(hex_run(self.rest).unwrap_or(otherwise));
    }

    /// Masks a number of a person, or copies its first digits.
    fn number(&mut self) {
        if let Some(run) =
            hex_run(self.rest).filter(|_| !self.behind().ends_with(|c: char| c.is_ascii_alphanumeric()))
        {
            return self.take(run);
        }
        let groups = groups(self.rest);
        match personal(&groups) {
            Some(end) => self.mask(end),
            None => self.take(groups[0].end),
        }
    }

    /// Masks an address when letters stand on both sides of the sign.
    fn at_sign(&mut self) {
        // Further signs belong to it: in `a@b@c` no part may stay.
        let domain = self.rest.find(|c| !in_domain(c) && c != '@').unwrap_or(self.rest.len());
        let behind = self.behind();
        let local = behind
            .rfind(|c| !in_local(c))
            .map_or(0, |at| at + behind[at..].chars().next().map_or(0, char::len_utf8));
        if domain > 1 && local < behind.len() {
            self.out.truncate(self.fence + local);
            self.mask(domain);
        } else {
            self.take(1);
        }
    }

    /// Puts the mask in place of so many bytes; a bare JSON number becomes a string.
    fn mask(&mut self, bytes: usize) {
        self.rest = &self.rest[bytes..];
        let fraction =
            self.rest.strip_prefix('.').map_or(0, |rest| rest.len() - rest.trim_start_matches(digit).len());
        if fraction > 0 {
            self.rest = &self.rest[1 + fraction..];
        }
        let kept = self.out.strip_suffix('-').unwrap_or(&self.out);
        let bare = kept.ends_with([':', ',', '[']) && self.rest.starts_with([',', '}', ']']);
        if bare {
            self.out.truncate(kept.len());
            self.out.push('"');
        }
        self.out.push_str(MASKED);
        if bare {
            self.out.push('"');
        }
        self.fence = self.out.len();
    }
}

/// A group of digits: how many, where it ends, and whether it begins with 01.
struct Group {
    digits: usize,
    end: usize,
    mobile: bool,
}

/// The groups of digits at the beginning of a text, with one separator between each two.
fn groups(text: &str) -> Vec<Group> {
    let mut groups = Vec::with_capacity(GROUPS);
    let mut at = 0;
    while groups.len() < GROUPS {
        let rest = &text[at..];
        let length = rest.find(|c| !digit(c)).unwrap_or(rest.len());
        if length == 0 {
            break;
        }
        let digits = &rest[..length];
        let mobile = digits.starts_with("01") || digits.starts_with("\u{ff10}\u{ff11}");
        groups.push(Group { digits: digits.chars().count(), end: at + length, mobile });
        let after = &rest[length..];
        let blanks = after.len() - after.trim_start_matches(' ').len();
        let dash = after[blanks..].chars().next().filter(|&c| separator(c)).map_or(0, char::len_utf8);
        let more = after[blanks + dash..].len() - after[blanks + dash..].trim_start_matches(' ').len();
        if blanks + dash == 0 || blanks > 1 || more > 1 {
            break;
        }
        at += length + blanks + dash + more;
    }
    groups
}

/// Where the number of a person at the beginning ends, if it is one.
fn personal(groups: &[Group]) -> Option<usize> {
    let digits = |at: usize| groups.get(at).map_or(0, |group| group.digits);
    let first = groups.first()?;
    let last = match (first.digits, digits(1), digits(2), digits(3)) {
        (13.., ..) => 0,
        (6, 7.., ..) => 1,
        (10 | 11, ..) if first.mobile => 0,
        (3, 7 | 8, ..) if first.mobile => 1,
        (3, 3 | 4, 4, _) if first.mobile => 2,
        (4, 4, 4, 4) => 3,
        _ => return None,
    };
    groups.get(last).map(|group| group.end)
}

/// The length of an id or hash at the beginning: 32 or at least 40 hexadecimal digits, standing alone.
fn hex_run(text: &str) -> Option<usize> {
    let length = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let run = &text[..length];
    let hexadecimal = (length == 32 || length >= 40) && run.bytes().all(|byte| byte.is_ascii_hexdigit());
    (hexadecimal && run.bytes().any(|byte| byte.is_ascii_alphabetic())).then_some(length)
}

/// A digit, of the usual or of the full width.
fn digit(character: char) -> bool {
    character.is_ascii_digit() || ('\u{ff10}'..='\u{ff19}').contains(&character)
}

/// What stands between the groups of a number.
fn separator(character: char) -> bool {
    matches!(character, '-' | '.' | '/' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}')
}

/// What may stand before the sign of a mail address.
fn in_local(character: char) -> bool {
    character.is_alphanumeric() || "._%+-!#$*~".contains(character)
}

/// What may stand behind the sign of a mail address.
fn in_domain(character: char) -> bool {
    character.is_alphanumeric() || character == '.' || character == '-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_persons_are_masked_in_every_usual_writing() {
        for number in [
            "9001011234567",
            "900101-1234567",
            "900101 1234567",
            "900101 - 1234567",
            "900101\u{2013}1234567",
            "９００１０１－１２３４５６７",
            "900101-12345678",
            "90010112345678901234",
            "010-1234-5678",
            "01012345678",
            "010 123 4567",
            "010-12345678",
            "1234-5678-9012-3456",
            "1234 5678 9012 3456",
        ] {
            assert_eq!(masked(&format!("번호={number}, 끝")), format!("번호={MASKED}, 끝"), "{number}");
        }
    }

    #[test]
    fn addresses_are_masked_with_their_local_part() {
        assert_eq!(masked("to=kim.a+b@example.co.kr."), format!("to={MASKED}"));
        assert_eq!(masked("<노인@한국.kr>"), format!("<{MASKED}>"));
        assert_eq!(masked("postgres://app:secret@db/dure"), format!("postgres://app:{MASKED}/dure"));
    }

    #[test]
    fn what_is_no_number_of_a_person_stays() {
        for line in [
            "2026-03-02T05:24:24.123456Z  INFO dure: rows=1000000 won=120,000,000",
            "id=019a8c1f3e5b7d2a9c4e6f8091a2b3c4 hash=00000000000000000000000000000000000000ab",
            "id=01234567890123456789012345678a9b",
            "id=019a8c1f-3e5b-7d2a-9c4e-6f8091a2b3c4",
            "032-123-4567 @ 10:00 @, 2026-03-02 2026-03-31",
            "",
        ] {
            assert_eq!(masked(line), line);
        }
    }

    #[test]
    fn json_stays_json_when_a_bare_number_or_an_escape_stands_beside() {
        assert_eq!(masked("{\"a\":9001011234567,\"b\":1}"), format!("{{\"a\":\"{MASKED}\",\"b\":1}}"));
        assert_eq!(masked("{\"a\":-9001011234567.5}"), format!("{{\"a\":\"{MASKED}\"}}"));
        assert_eq!(masked("\"x\\nkim@a.kr\""), format!("\"x\\n{MASKED}\""));
        assert_eq!(masked("\"\\u0001900101-1234567\""), format!("\"\\u0001{MASKED}\""));
    }
}
