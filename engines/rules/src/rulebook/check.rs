//! What every part of a rulebook is asked: an id that is one, a name, a source, not too many of a kind.

use std::collections::BTreeSet;

use crate::{Points, Refused, points::Typed};

/// Characters of an id.
const LONGEST: usize = 60;

/// Refuses ids that are blank, too long, of other characters than a–z, 0–9, `-`, `_`, or there twice.
pub(super) fn ids<'a>(ids: impl Iterator<Item = &'a str>, of: &str) -> Result<(), Refused> {
    let mut seen = BTreeSet::new();
    for id in ids {
        let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        if id.is_empty() || id.len() > LONGEST || !id.chars().all(sound) {
            return Err(Refused::IdUnfit { of: of.to_owned(), id: id.to_owned() });
        }
        if !seen.insert(id) {
            return Err(Refused::IdTwice { of: of.to_owned(), id: id.to_owned() });
        }
    }
    Ok(())
}

/// Refuses more parts than a rulebook may have.
pub(super) fn count(found: usize, limit: usize, of: &str) -> Result<(), Refused> {
    if found <= limit {
        return Ok(());
    }
    Err(Refused::TooMany { of: of.to_owned(), count: found as i64, limit: limit as i64 })
}

/// The source of a line; every line has one.
pub(super) fn source(source: Option<&str>, line: &str) -> Result<String, Refused> {
    let text = source.map(str::trim).filter(|text| !text.is_empty());
    text.map(str::to_owned).ok_or_else(|| Refused::SourceMissing { line: line.to_owned() })
}

/// A part that must be there.
pub(super) fn there<'a, T>(part: Option<&'a T>, line: &str, key: &str) -> Result<&'a T, Refused> {
    part.ok_or_else(|| Refused::PartMissing { line: line.to_owned(), key: key.to_owned() })
}

/// Points of a line.
pub(super) fn points(text: &Typed, line: &str) -> Result<Points, Refused> {
    let unfit = || Refused::PointsUnfit { line: line.to_owned(), value: text.0.clone() };
    Points::parse(&text.0).ok_or_else(unfit)
}
