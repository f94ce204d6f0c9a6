//! Ids kept once each, found by hash while they come in and sorted by bytes when all are there.

use crate::share;

/// A sorted list of ids without repetition; a place in it stands for the id everywhere in this engine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    bytes: Vec<u8>,
    ends: Vec<u64>,
}

impl Names {
    /// How many ids there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The id at a place.
    pub fn get(&self, place: usize) -> &str {
        std::str::from_utf8(self.bytes(place)).expect("ids come in as text")
    }

    /// The bytes of the id at a place.
    pub fn bytes(&self, place: usize) -> &[u8] {
        let from = if place == 0 { 0 } else { self.ends[place - 1] as usize };
        &self.bytes[from..self.ends[place] as usize]
    }

    /// The place of an id.
    pub fn place(&self, id: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.bytes(middle).cmp(id.as_bytes()) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Ids in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|place| self.get(place))
    }

    fn push(&mut self, id: &[u8]) {
        self.bytes.extend_from_slice(id);
        self.ends.push(self.bytes.len() as u64);
    }
}

/// Ids in the order in which they were first seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pool {
    seen: Names,
    table: Vec<(u32, u32)>,
    last: Option<u32>,
}

impl Pool {
    /// The place of an id, when it was seen.
    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        if let Some(last) = self.last.filter(|&last| self.seen.bytes(last as usize) == id.as_bytes()) {
            return Some(last);
        }
        if self.table.is_empty() {
            return None;
        }
        self.slot(hash(id.as_bytes()), id.as_bytes()).ok()
    }

    /// The place of an id, which is kept when it is new.
    pub(crate) fn keep(&mut self, id: &str) -> u32 {
        let id = id.as_bytes();
        if let Some(last) = self.last.filter(|&last| self.seen.bytes(last as usize) == id) {
            return last;
        }
        if self.table.len() < (self.seen.len() + 1) * 2 {
            self.grow();
        }
        let hash = hash(id);
        let place = match self.slot(hash, id) {
            Ok(place) => place,
            Err(slot) => {
                let place = self.seen.len() as u32;
                self.seen.push(id);
                self.table[slot] = (hash, place + 1);
                place
            }
        };
        self.last = Some(place);
        place
    }

    /// The place of an id, or the slot where it would go.
    fn slot(&self, hash: u32, id: &[u8]) -> Result<u32, usize> {
        let mask = self.table.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            match self.table[slot] {
                (_, 0) => return Err(slot),
                (other, place) if other == hash && self.seen.bytes(place as usize - 1) == id => {
                    return Ok(place - 1);
                }
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(1 << 10);
        let old = std::mem::replace(&mut self.table, vec![(0, 0); size]);
        for (hash, place) in old.into_iter().filter(|(_, place)| *place > 0) {
            let mut slot = hash as usize & (size - 1);
            while self.table[slot].1 > 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.table[slot] = (hash, place);
        }
    }

    /// All ids sorted by bytes, and for each place of this pool its place among them.
    pub(crate) fn sorted(self, workers: usize) -> (Names, Vec<u32>) {
        let seen = self.seen;
        let same = common(&seen);
        let mut order: Vec<(u64, u32)> =
            (0..seen.len()).map(|place| (prefix(&seen.bytes(place)[same..]), place as u32)).collect();
        share::sort_by_key(&mut order, workers, |&(prefix, place)| (prefix, seen.bytes(place as usize)));
        let mut ranks = vec![0; seen.len()];
        let mut names =
            Names { bytes: Vec::with_capacity(seen.bytes.len()), ends: Vec::with_capacity(seen.len()) };
        for (rank, &(_, place)) in order.iter().enumerate() {
            ranks[place as usize] = rank as u32;
            names.push(seen.bytes(place as usize));
        }
        (names, ranks)
    }
}

/// How many bytes all ids begin with alike.
fn common(names: &Names) -> usize {
    let Some(first) = (!names.is_empty()).then(|| names.bytes(0)) else { return 0 };
    (1..names.len()).fold(first.len(), |same, place| {
        let other = names.bytes(place);
        (0..same.min(other.len())).take_while(|&at| other[at] == first[at]).count()
    })
}

/// The first eight bytes as a number that orders as they do.
fn prefix(bytes: &[u8]) -> u64 {
    let mut first = [0; 8];
    let len = bytes.len().min(8);
    first[..len].copy_from_slice(&bytes[..len]);
    u64::from_be_bytes(first)
}

/// A quick hash of a short id (multiply and fold); it orders nothing, it only finds.
fn hash(bytes: &[u8]) -> u32 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let mix = |state: u64, word: u64| {
        let wide = u128::from(state ^ word) * u128::from(ODD);
        (wide >> 64) as u64 ^ wide as u64
    };
    let mut state = bytes.len() as u64 ^ ODD;
    for chunk in bytes.chunks(8) {
        state = mix(state, prefix(chunk));
    }
    let wide = mix(state, ODD);
    (wide >> 32) as u32 ^ wide as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kept_once_and_sorted_by_bytes() {
        let mut pool = Pool::default();
        let ids = ["b10", "b1", "가", "b1", "", "b02", "b10"];
        let places: Vec<u32> = ids.iter().map(|id| pool.keep(id)).collect();
        assert_eq!(places, [0, 1, 2, 1, 3, 4, 0]);
        assert_eq!((pool.find("가"), pool.find("나")), (Some(2), None));
        let (names, ranks) = pool.sorted(2);
        assert_eq!(names.iter().collect::<Vec<_>>(), ["", "b02", "b1", "b10", "가"]);
        assert_eq!(ranks, [3, 2, 4, 0, 1]);
        assert_eq!((names.place("b10"), names.place("c")), (Some(3), None));
    }

    #[test]
    fn many_ids_sort_the_same_on_any_number_of_threads() {
        let mut pool = Pool::default();
        for at in 0..40_000_u64 {
            pool.keep(&format!("A{:05}", at * 7_919 % 40_009));
        }
        let one = pool.clone().sorted(1);
        assert_eq!(one, pool.sorted(2));
        assert!(one.0.iter().is_sorted());
    }
}
