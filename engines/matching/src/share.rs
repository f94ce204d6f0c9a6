//! Work shared among threads so that the result never shows how many there were.

use std::{ops::Range, thread};

/// Cuts `0..len` into at most `workers` ranges of nearly equal length.
pub(crate) fn parts(len: usize, workers: usize) -> Vec<Range<usize>> {
    let workers = workers.clamp(1, len.max(1));
    (0..workers).map(|at| len * at / workers..len * (at + 1) / workers).collect()
}

/// Runs `work` on every part, each on its own thread, and gives the results in the order of the parts.
pub(crate) fn map<T: Send>(len: usize, workers: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let parts = parts(len, workers);
    if let [only] = parts.as_slice() {
        return vec![work(only.clone())];
    }
    let work = &work;
    thread::scope(|scope| {
        let threads: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || work(part))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a part of the work does not panic")).collect()
    })
}

/// Sorts by a key that no two items share, on every thread.
pub(crate) fn sort_by_key<T: Send + Copy, K: Ord>(
    items: &mut Vec<T>,
    workers: usize,
    key: impl Fn(&T) -> K + Sync,
) {
    const ALONE: usize = 1 << 14;
    if items.is_sorted_by_key(&key) {
        return;
    }
    if workers < 2 || items.len() < ALONE {
        items.sort_unstable_by_key(key);
        return;
    }
    let half = items.len() / 2;
    let (left, right) = items.split_at_mut(half);
    let key = &key;
    thread::scope(|scope| {
        scope.spawn(|| left.sort_unstable_by_key(key));
        right.sort_unstable_by_key(key);
    });
    let mut merged = Vec::with_capacity(items.len());
    let (mut a, mut b) = (0, half);
    while a < half && b < items.len() {
        let first = key(&items[a]) <= key(&items[b]);
        merged.push(items[if first { a } else { b }]);
        if first { a += 1 } else { b += 1 }
    }
    merged.extend_from_slice(&items[a..half]);
    merged.extend_from_slice(&items[b..]);
    *items = merged;
}
