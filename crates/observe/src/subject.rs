//! Whom a log line is about, told by an opaque id only.

use std::fmt;

use crate::mask::{MASKED, masked};

/// Longest text that passes for an id.
const LONGEST: usize = 64;

/// Whom a log line is about: prints an opaque id, and a mask for anything that could be a name or a number of a person.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Subject<'a>(pub &'a str);

impl fmt::Display for Subject<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let opaque = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let id = !self.0.is_empty() && self.0.len() <= LONGEST && self.0.bytes().all(opaque);
        // A word without a digit may be a name in Latin letters; ids made by the program always hold digits.
        let id = id && self.0.bytes().any(|byte| byte.is_ascii_digit()) && masked(self.0) == self.0;
        out.write_str(if id { self.0 } else { MASKED })
    }
}

impl fmt::Debug for Subject<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_prints_ids_and_nothing_else() {
        let print = |text| format!("{0} {0:?}", Subject(text));
        assert_eq!(
            print("019a8c1f3e5b7d2a9c4e6f8091a2b3c4"),
            ["019a8c1f3e5b7d2a9c4e6f8091a2b3c4"; 2].join(" ")
        );
        assert_eq!(print("institution-1453"), ["institution-1453"; 2].join(" "));
        for personal in
            ["홍길동", "GildongHong", "900101-1234567", "9001011234567", "010-1234-5678", "a1@b.kr", ""]
        {
            assert_eq!(print(personal), [MASKED; 2].join(" "), "{personal}");
        }
    }
}
