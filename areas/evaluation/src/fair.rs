//! A fair assignment of readers to items: every item gets its readers, no forbidden pair, loads as even as can be.

use std::collections::{BTreeMap, BTreeSet};

/// A reader with the most items they take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// Id.
    pub id: String,
    /// Most items.
    pub capacity: i64,
}

/// An item that found too few readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    /// Item.
    pub item: String,
    /// Readers found.
    pub found: i64,
}

/// Pairs of item and reader.
pub type Pairs = BTreeSet<(String, String)>;

/// Assigns `readers_each` readers to each item beside the pairs that stand.
///
/// Items with the fewest possible readers choose first; each takes the reader with the least load, and a reader whose
/// other choices are few before one with many. Where that leaves an item short, a reader is freed by moving one of
/// their items to someone else. The calibration items in `for_all` are given to everyone and count for nobody's load.
pub fn assign(
    items: &[String],
    for_all: &[String],
    readers: &[Reader],
    (forbidden, standing): (&Pairs, &Pairs),
    readers_each: i64,
) -> Result<Vec<(String, String)>, Short> {
    let mut made = Draft { pairs: standing.clone(), standing, readers, forbidden };
    let mut order: Vec<&String> = items.iter().collect();
    order.sort_by_key(|item| (made.able(item).count(), (*item).clone()));
    for item in order {
        while made.count(item) < readers_each {
            if !made.place(item) {
                return Err(Short { item: item.clone(), found: made.count(item) });
            }
        }
    }
    for item in for_all {
        for reader in readers {
            made.pairs.insert((item.clone(), reader.id.clone()));
        }
    }
    Ok(made.pairs.difference(standing).cloned().collect())
}

/// Pairs so far.
struct Draft<'a> {
    pairs: Pairs,
    standing: &'a Pairs,
    readers: &'a [Reader],
    forbidden: &'a Pairs,
}

impl<'a> Draft<'a> {
    /// Readers of an item.
    fn count(&self, item: &str) -> i64 {
        self.pairs.iter().filter(|(of, _)| of == item).count() as i64
    }

    /// Items of a reader.
    fn load(&self, reader: &str) -> i64 {
        self.pairs.iter().filter(|(_, by)| by == reader).count() as i64
    }

    /// Readers who may read an item and do not yet.
    fn able(&self, item: &'a str) -> impl Iterator<Item = &'a Reader> {
        let (readers, forbidden) = (self.readers, self.forbidden);
        readers.iter().filter(move |reader| !forbidden.contains(&(item.to_owned(), reader.id.clone())))
    }

    /// Gives an item one more reader; false when nobody is left.
    fn place(&mut self, item: &'a str) -> bool {
        let free = |draft: &Self, reader: &&Reader| {
            draft.load(&reader.id) < reader.capacity
                && !draft.pairs.contains(&(item.to_owned(), reader.id.clone()))
        };
        let choices: BTreeMap<&str, usize> = self.choices();
        let best = self
            .able(item)
            .filter(|reader| free(self, reader))
            .min_by_key(|reader| (self.load(&reader.id), choices.get(reader.id.as_str()), reader.id.clone()));
        if let Some(reader) = best {
            let pair = (item.to_owned(), reader.id.clone());
            return self.pairs.insert(pair);
        }
        self.swap(item)
    }

    /// How many items each reader may read.
    fn choices(&self) -> BTreeMap<&'a str, usize> {
        let barred = |reader: &Reader| self.forbidden.iter().filter(|(_, by)| *by == reader.id).count();
        self.readers.iter().map(|reader| (reader.id.as_str(), usize::MAX - barred(reader))).collect()
    }

    /// Frees a full reader by moving one of their items to someone with room.
    fn swap(&mut self, item: &'a str) -> bool {
        let full: Vec<&Reader> = self
            .able(item)
            .filter(|reader| !self.pairs.contains(&(item.to_owned(), reader.id.clone())))
            .collect();
        for reader in full {
            let held: Vec<(String, String)> =
                self.pairs.difference(self.standing).filter(|(_, by)| *by == reader.id).cloned().collect();
            for pair in held {
                let other = self.readers.iter().find(|other| {
                    let move_to = (pair.0.clone(), other.id.clone());
                    other.id != reader.id
                        && self.load(&other.id) < other.capacity
                        && !self.forbidden.contains(&move_to)
                        && !self.pairs.contains(&move_to)
                });
                if let Some(other) = other {
                    let moved = (pair.0.clone(), other.id.clone());
                    self.pairs.remove(&pair);
                    self.pairs.insert(moved);
                    return self.pairs.insert((item.to_owned(), reader.id.clone()));
                }
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn readers(capacities: &[i64]) -> Vec<Reader> {
        let reader = |(at, capacity): (usize, &i64)| Reader { id: format!("r{at}"), capacity: *capacity };
        capacities.iter().enumerate().map(reader).collect()
    }

    fn named(count: usize) -> Vec<String> {
        (0..count).map(|at| format!("i{at}")).collect()
    }

    #[test]
    fn a_tie_forbids_its_pair_and_loads_stay_even() {
        let forbidden = BTreeSet::from([("i0".to_owned(), "r0".to_owned())]);
        let none = BTreeSet::new();
        let pairs = assign(&named(6), &[], &readers(&[6, 6, 6]), (&forbidden, &none), 2).expect("room");
        assert_eq!(pairs.len(), 12);
        assert!(!pairs.contains(&("i0".to_owned(), "r0".to_owned())));
        for reader in ["r0", "r1", "r2"] {
            assert_eq!(pairs.iter().filter(|(_, by)| by == reader).count(), 4);
        }
    }

    #[test]
    fn an_item_without_enough_readers_is_named() {
        let forbidden = BTreeSet::from([("i0".to_owned(), "r0".to_owned())]);
        let none = BTreeSet::new();
        let short = assign(&named(1), &[], &readers(&[1, 1]), (&forbidden, &none), 2);
        assert_eq!(short, Err(Short { item: "i0".into(), found: 1 }));
    }

    #[test]
    fn everyone_reads_the_calibration_item_whatever_their_load() {
        let none = BTreeSet::new();
        let pairs =
            assign(&named(2), &["cal".to_owned()], &readers(&[1, 1]), (&none, &none), 1).expect("room");
        assert_eq!(pairs.iter().filter(|(item, _)| item == "cal").count(), 2);
    }

    proptest! {
        #[test]
        fn no_forbidden_pair_no_reader_above_capacity_and_every_item_read(
            bars in prop::collection::btree_set((0_usize..8, 0_usize..5), 0..10),
            each in 1_i64..3,
        ) {
            let forbidden: BTreeSet<(String, String)> =
                bars.iter().map(|(item, reader)| (format!("i{item}"), format!("r{reader}"))).collect();
            let none = BTreeSet::new();
            let people = readers(&[4, 4, 4, 4, 4]);
            if let Ok(pairs) = assign(&named(8), &[], &people, (&forbidden, &none), each) {
                prop_assert!(pairs.iter().all(|pair| !forbidden.contains(pair)));
                for reader in &people {
                    prop_assert!(pairs.iter().filter(|(_, by)| *by == reader.id).count() as i64 <= reader.capacity);
                }
                for item in named(8) {
                    prop_assert_eq!(pairs.iter().filter(|(of, _)| *of == item).count() as i64, each);
                }
            }
        }
    }
}
