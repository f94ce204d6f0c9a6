//! How severe each reader is: an additive model of item and reader, solved in whole numbers.
//!
//! mark(i, r) = item(i) + severity(r), with severities that sum to zero over the readers. Least squares by turns (each
//! item is the mean of its marks less the severity of their readers, each severity the mean of its marks less their
//! items) until nothing moves; billionths of a point in 128-bit whole numbers, so that every machine finds the same.
//! Readers and items must hang together: a calibration item read by all makes sure of it.

use std::collections::{BTreeMap, BTreeSet};

/// Billionths in one; the inner scale.
const FINE: i128 = 1_000_000_000;
/// Turns after which it stands as it is; a hundredth of a millionth is reached long before.
const TURNS: usize = 100_000;

/// One mark: item, reader, millionths of a point.
pub type Given<'a> = (&'a str, &'a str, i64);

/// What the marks say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Adjusted {
    /// Mean mark of each item as given, in millionths.
    pub raw: BTreeMap<String, i64>,
    /// Mark of each item with the severity of its readers taken out, in millionths.
    pub items: BTreeMap<String, i64>,
    /// What each reader adds (generous, above zero) or takes (severe, below zero), in millionths.
    pub readers: BTreeMap<String, i64>,
}

/// Whether every item hangs together with every other through readers in common.
pub fn hangs_together(marks: &[Given<'_>]) -> bool {
    let Some((first, _, _)) = marks.first() else { return true };
    let (mut items, mut readers) = (BTreeSet::from([*first]), BTreeSet::new());
    loop {
        let before = items.len() + readers.len();
        readers
            .extend(marks.iter().filter(|(item, _, _)| items.contains(item)).map(|(_, reader, _)| *reader));
        items
            .extend(marks.iter().filter(|(_, reader, _)| readers.contains(reader)).map(|(item, _, _)| *item));
        if items.len() + readers.len() == before {
            return marks.iter().all(|(item, _, _)| items.contains(item));
        }
    }
}

/// A mean rounded to the nearest.
fn mean(sum: i128, count: i128) -> i128 {
    if count == 0 { 0 } else { (sum + sum.signum() * count / 2) / count }
}

/// Estimates the severity of readers and takes it out; none when the marks fall apart.
pub fn adjusted(marks: &[Given<'_>]) -> Option<Adjusted> {
    if !hangs_together(marks) {
        return None;
    }
    let fine = |millionths: i64| i128::from(millionths) * (FINE / 1_000_000);
    let mut items: BTreeMap<&str, i128> = marks.iter().map(|(item, _, _)| (*item, 0)).collect();
    let mut readers: BTreeMap<&str, i128> = marks.iter().map(|(_, reader, _)| (*reader, 0)).collect();
    for _ in 0..TURNS {
        let before = readers.clone();
        for (item, value) in &mut items {
            let own = marks.iter().filter(|(of, _, _)| of == item);
            let sum = own.clone().map(|(_, reader, mark)| fine(*mark) - readers[reader]).sum();
            *value = mean(sum, own.count() as i128);
        }
        for (reader, value) in &mut readers {
            let own = marks.iter().filter(|(_, of, _)| of == reader);
            let sum = own.clone().map(|(item, _, mark)| fine(*mark) - items[item]).sum();
            *value = mean(sum, own.count() as i128);
        }
        let shift = mean(readers.values().sum(), readers.len() as i128);
        for value in readers.values_mut() {
            *value -= shift;
        }
        if readers.iter().all(|(reader, value)| (value - before[reader]).abs() <= 1) {
            break;
        }
    }
    let coarse = |value: i128| mean(value, FINE / 1_000_000) as i64;
    let raw = |item: &str| {
        let own = marks.iter().filter(|(of, _, _)| *of == item);
        mean(own.clone().map(|(_, _, mark)| i128::from(*mark)).sum(), own.count() as i128) as i64
    };
    Some(Adjusted {
        raw: items.keys().map(|item| ((*item).to_owned(), raw(item))).collect(),
        items: items.iter().map(|(item, value)| ((*item).to_owned(), coarse(*value))).collect(),
        readers: readers.iter().map(|(reader, value)| ((*reader).to_owned(), coarse(*value))).collect(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_severe_reader_is_found_and_the_order_is_put_right() {
        // Reader b takes 10 points off everything; item 2 is better than item 1 but was read by b alone.
        let marks = [
            ("cal", "a", 50_000_000),
            ("cal", "b", 40_000_000),
            ("one", "a", 60_000_000),
            ("two", "b", 55_000_000),
        ];
        let found = adjusted(&marks).expect("they hang together");
        assert_eq!(found.readers["a"], 5_000_000);
        assert_eq!(found.readers["b"], -5_000_000);
        assert_eq!((found.raw["one"], found.raw["two"]), (60_000_000, 55_000_000));
        assert_eq!((found.items["one"], found.items["two"]), (55_000_000, 60_000_000));
    }

    #[test]
    fn readers_without_anything_in_common_cannot_be_compared() {
        assert_eq!(adjusted(&[("one", "a", 1), ("two", "b", 2)]), None);
        assert_eq!(adjusted(&[]), Some(Adjusted::default()));
    }

    proptest! {
        #[test]
        fn marks_made_of_item_and_severity_give_both_back(
            items in prop::collection::vec(0_i64..100, 2..7),
            severities in prop::collection::vec(-10_i64..10, 2..5),
        ) {
            let names: Vec<String> = (0..items.len()).map(|at| format!("i{at}")).collect();
            let readers: Vec<String> = (0..severities.len()).map(|at| format!("r{at}")).collect();
            let mut marks = Vec::new();
            for (name, item) in names.iter().zip(&items) {
                for (reader, severity) in readers.iter().zip(&severities) {
                    marks.push((name.as_str(), reader.as_str(), (item + severity) * 1_000_000));
                }
            }
            let found = adjusted(&marks).expect("everyone read everything");
            let shift = severities.iter().sum::<i64>() * 1_000_000 / severities.len() as i64;
            for (reader, severity) in readers.iter().zip(&severities) {
                prop_assert!((found.readers[reader] - (severity * 1_000_000 - shift)).abs() <= 2);
            }
            for (name, item) in names.iter().zip(&items) {
                prop_assert!((found.items[name] - (item * 1_000_000 + shift)).abs() <= 2);
            }
        }
    }
}
