//! From a typed table of bands to points: sorted, without overlap, without a hole.

use super::{Band, DraftBand, DraftCriterion, Field, Kind, Scale, check, condition};
use crate::{Points, Refused};

/// Bands a criterion may have.
const MOST_BANDS: usize = 100;

/// Judges how a criterion turns its value into points.
pub(super) fn judged(draft: &DraftCriterion, field: &Field) -> Result<Scale, Refused> {
    let line = draft.id.as_str();
    check::count(draft.bands.len(), MOST_BANDS, line)?;
    let scale = match (draft.as_filed == Some(true), draft.bands.is_empty()) {
        (true, true) => as_filed(line, field)?,
        (false, false) => Scale::Bands(bands(draft, field)?),
        (false, true) => {
            return Err(Refused::PartMissing { line: line.to_owned(), key: "band".to_owned() });
        }
        (true, false) => return Err(Refused::TestUnfit { line: line.to_owned() }),
    };
    if let Some(max) = &draft.max {
        let (max, highest) = (check::points(max, line)?, highest(&scale, field));
        if max != highest {
            return Err(Refused::HighestDiffers {
                criterion: line.to_owned(),
                max: max.to_string(),
                highest: highest.to_string(),
            });
        }
    }
    Ok(scale)
}

/// The highest points a scale can give.
pub(super) fn highest(scale: &Scale, field: &Field) -> Points {
    match scale {
        Scale::Bands(bands) => bands.iter().map(|band| band.points).max().unwrap_or(Points::ZERO),
        Scale::AsFiled(decimals) => filed(field.max.unwrap_or(0), *decimals),
    }
}

/// The points of a value that is points itself.
pub(crate) fn filed(value: i64, decimals: u32) -> Points {
    Points::from_hundredths((value * 10_i64.pow(2 - decimals)) as i32)
}

/// A filed score needs both ends, so that no slip of the pen becomes points.
fn as_filed(line: &str, field: &Field) -> Result<Scale, Refused> {
    let Kind::Number { decimals } = field.kind else {
        return Err(Refused::TestUnfit { line: line.to_owned() });
    };
    let (Some(min), Some(max)) = (field.min, field.max) else {
        return Err(Refused::PartMissing { line: field.id.clone(), key: "min, max".to_owned() });
    };
    if decimals > 2 {
        return Err(Refused::TestUnfit { line: line.to_owned() });
    }
    for end in [min, max] {
        let shown = field.shown(end).into_owned();
        Points::parse(&shown).ok_or_else(|| Refused::PointsUnfit { line: line.to_owned(), value: shown })?;
    }
    Ok(Scale::AsFiled(decimals))
}

fn bands(draft: &DraftCriterion, field: &Field) -> Result<Vec<Band>, Refused> {
    let mut all = Vec::new();
    for one in &draft.bands {
        let points = check::points(&one.points, &draft.id)?;
        for (low, high) in spans(one, &draft.id, field)? {
            all.push(Band { low, high, points });
        }
    }
    all.sort_by_key(|band| (band.low, band.high));
    covered(&all, &draft.id, field)?;
    Ok(all)
}

/// The spans of one band: its words, or from one end to the other; without any end it is everything.
fn spans(band: &DraftBand, line: &str, field: &Field) -> Result<Vec<(i64, i64)>, Refused> {
    let ends = [band.from.as_ref(), band.above.as_ref(), band.to.as_ref(), band.below.as_ref()];
    match &band.is {
        Some(words) => {
            if ends.iter().any(Option::is_some) {
                return Err(Refused::TestUnfit { line: line.to_owned() });
            }
            words.list().iter().map(|word| field.typed(word, line).map(|value| (value, value))).collect()
        }
        None if ends.iter().all(Option::is_none) && !is_word(field) => Ok(vec![(i64::MIN, i64::MAX)]),
        None => condition::span(ends, line, field).map(|span| vec![span]),
    }
}

fn is_word(field: &Field) -> bool {
    matches!(field.kind, Kind::YesNo | Kind::Choice { .. })
}

/// The values a field can have; the ends of all numbers where it has none of its own.
fn range(field: &Field) -> (i64, i64) {
    match &field.kind {
        Kind::YesNo => (0, 1),
        Kind::Choice { words } => (0, words.len() as i64 - 1),
        Kind::Age { .. } => (0, i64::MAX),
        _ => (field.min.unwrap_or(i64::MIN), field.max.unwrap_or(i64::MAX)),
    }
}

/// Refuses sorted bands that overlap, and values that no band has.
fn covered(bands: &[Band], line: &str, field: &Field) -> Result<(), Refused> {
    let (least, most) = range(field);
    let hole = |from: i64, to: i64| {
        let shown = |end: i64| match end {
            i64::MIN | i64::MAX => "…".to_owned(),
            _ => field.shown(end).into_owned(),
        };
        Refused::BandsHole { criterion: line.to_owned(), from: shown(from), to: shown(to) }
    };
    let mut reached: Option<i64> = None;
    for band in bands {
        match reached {
            Some(high) if band.low <= high => {
                return Err(Refused::BandsOverlap {
                    criterion: line.to_owned(),
                    value: field.shown(band.low).into_owned(),
                });
            }
            Some(high) if band.low > high + 1 => return Err(hole(high + 1, band.low - 1)),
            None if band.low > least => return Err(hole(least, band.low - 1)),
            _ => reached = Some(band.high),
        }
    }
    match reached {
        Some(high) if high < most => Err(hole(high + 1, most)),
        _ => Ok(()),
    }
}
