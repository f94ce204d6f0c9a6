//! The lottery: a number for every applicant from one seed, committed to before anybody can know it.
//!
//! An applicant's number is HMAC-SHA-256(key = the 32 bytes of the seed, message = the bytes of the id); the smaller
//! number goes first, at every unit alike. Couples draw one number, that of the id that is smaller by bytes; between
//! the two themselves their own numbers decide.
//!
//! Before the draw a [`Commitment`] is published: the hash of the sorted list and where the seed will come from (a
//! public beacon at a named time, dice thrown in public) or the hash of a seed that is kept. Then nobody can choose
//! the seed after seeing the list, nor the list after seeing the seed; and the seed is opened once, there is no redraw.

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256, block_api::compress256};

use crate::{Market, Names, Refused, share};

/// The 32 bytes from which all numbers follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed(pub [u8; 32]);

impl Seed {
    /// The lottery number of an id.
    pub fn number(&self, id: &[u8]) -> [u8; 32] {
        number(&self.keyed(), id)
    }

    fn keyed(&self) -> Hmac<Sha256> {
        Hmac::new_from_slice(&self.0).expect("HMAC takes a key of any length")
    }

    /// SHA-256 of the seed, which can be published before the seed itself.
    pub fn sha256(&self) -> String {
        HEXLOWER.encode(&Sha256::digest(self.0))
    }

    /// The seed that follows from what was seen in public, such as a beacon's value or the eyes of dice in order.
    ///
    /// SHA-256 of `dure-lottery-1`, the hash of the list and the text, each followed by a line feed: the same dice give
    /// another seed for another list.
    pub fn from_public(commitment: &Commitment, seen: &str) -> Self {
        let text = format!("dure-lottery-1\n{}\n{}\n", commitment.list_sha256, seen.trim());
        Self(Sha256::digest(text.as_bytes()).into())
    }
}

fn number(keyed: &Hmac<Sha256>, id: &[u8]) -> [u8; 32] {
    let mut hmac = keyed.clone();
    hmac.update(id);
    hmac.finalize().into_bytes().into()
}

/// The two halves of the key, hashed once: an id that fits into one block then needs two blocks instead of four.
struct Halves {
    inner: [u32; 8],
    outer: [u32; 8],
}

impl Halves {
    /// Bytes of an id that fits into one block beside its length.
    const FITS: usize = 55;

    fn new(seed: &Seed) -> Self {
        /// The state SHA-256 begins with (FIPS 180-4, 5.3.3).
        const BEGIN: [u32; 8] = [
            0x6a09_e667,
            0xbb67_ae85,
            0x3c6e_f372,
            0xa54f_f53a,
            0x510e_527f,
            0x9b05_688c,
            0x1f83_d9ab,
            0x5be0_cd19,
        ];
        let half = |with: u8| {
            let mut block = [with; 64];
            for (byte, key) in block.iter_mut().zip(&seed.0) {
                *byte ^= key;
            }
            let mut state = BEGIN;
            compress256(&mut state, &[block]);
            state
        };
        Self { inner: half(0x36), outer: half(0x5c) }
    }

    /// The first eight bytes of the number of a short id.
    fn head(&self, id: &[u8]) -> u64 {
        let last = |text: &[u8]| {
            let mut block = [0; 64];
            block[..text.len()].copy_from_slice(text);
            block[text.len()] = 0x80;
            block[56..].copy_from_slice(&((64 + text.len() as u64) * 8).to_be_bytes());
            block
        };
        let mut state = self.inner;
        compress256(&mut state, &[last(id)]);
        let mut digest = [0; 32];
        for (bytes, word) in digest.chunks_mut(4).zip(state) {
            bytes.copy_from_slice(&word.to_be_bytes());
        }
        let mut state = self.outer;
        compress256(&mut state, &[last(&digest)]);
        u64::from(state[0]) << 32 | u64::from(state[1])
    }
}

/// What is published before the draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// SHA-256 of the ids, sorted by bytes, each followed by a line feed.
    pub list_sha256: String,
    /// How many ids the list has.
    pub people: u64,
    /// Where the seed will come from, in words that anybody can check.
    pub seed_source: String,
    /// SHA-256 of the seed, when it is kept by somebody until the draw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed_sha256: Option<String>,
}

impl Commitment {
    /// Commits to a list of applicants and to a source of the seed.
    pub fn new(list: &Names, seed_source: &str, kept: Option<&Seed>) -> Result<Self, Refused> {
        if seed_source.trim().is_empty() {
            return Err(Refused::NoSeedSource);
        }
        Ok(Self {
            list_sha256: list_sha256(list),
            people: list.len() as u64,
            seed_source: seed_source.trim().to_owned(),
            seed_sha256: kept.map(Seed::sha256),
        })
    }

    /// Opens the draw: refused when the list or the seed is not the one committed to, or when another seed was opened
    /// before (`opened`), for there is no redraw.
    pub fn open(&self, list: &Names, seed: &Seed, opened: Option<&Seed>) -> Result<(), Refused> {
        if self.list_sha256 != list_sha256(list) {
            return Err(Refused::ListChanged);
        }
        let kept = self.seed_sha256.as_ref().is_some_and(|sum| *sum != seed.sha256());
        if kept || opened.is_some_and(|opened| opened != seed) {
            return Err(Refused::SeedChanged);
        }
        Ok(())
    }
}

/// SHA-256 of the ids in their order, each followed by a line feed, in hexadecimal digits.
pub fn list_sha256(list: &Names) -> String {
    let mut sum = Sha256::new();
    for id in list.iter() {
        sum.update(id.as_bytes());
        sum.update(b"\n");
    }
    HEXLOWER.encode(&sum.finalize())
}

/// The order of a lottery over the applicants of a market.
#[derive(Debug, Clone)]
pub struct Draw {
    /// Place in the draw by applicant, 0 first.
    pub(crate) place: Vec<u32>,
    pub(crate) drawn: bool,
}

impl Draw {
    /// No lottery: a tie that matters will be refused.
    pub fn none(market: &Market) -> Self {
        Self { place: (0..market.applicants.len() as u32).collect(), drawn: false }
    }

    /// Draws for every applicant.
    pub fn new(market: &Market, seed: &Seed, workers: usize) -> Self {
        let (keyed, halves) = (seed.keyed(), Halves::new(seed));
        let list = &market.applicants;
        let numbers: Vec<(u64, u32)> = share::map(list.len(), workers, |part| {
            let first = |at: usize| {
                let lead = market.draws_for.get(at).map_or(at, |&lead| lead as usize);
                (head(&keyed, &halves, list.bytes(lead)), at as u32)
            };
            part.map(first).collect::<Vec<_>>()
        })
        .concat();
        let whole = |at: u32| {
            let lead = market.draws_for.get(at as usize).copied().unwrap_or(at);
            (number(&keyed, list.bytes(lead as usize)), number(&keyed, list.bytes(at as usize)), at)
        };
        Self { place: spread(&numbers, workers, whole), drawn: true }
    }

    /// Whether there was a lottery.
    pub fn is_drawn(&self) -> bool {
        self.drawn
    }

    /// An applicant's place in the draw, from 0.
    pub fn place(&self, applicant: usize) -> usize {
        self.place[applicant] as usize
    }
}

/// The first eight bytes of an id's number.
fn head(keyed: &Hmac<Sha256>, halves: &Halves, id: &[u8]) -> u64 {
    if id.len() <= Halves::FITS {
        return halves.head(id);
    }
    u64::from_be_bytes(number(keyed, id)[..8].try_into().expect("eight bytes"))
}

/// Places by evenly spread numbers: thrown into as many bins as there are people, then each bin sorted.
fn spread<K: Ord>(numbers: &[(u64, u32)], workers: usize, whole: impl Fn(u32) -> K + Sync) -> Vec<u32> {
    let bins = numbers.len().max(1);
    let bin = |number: u64| ((u128::from(number) * bins as u128) >> 64) as usize;
    let mut start = vec![0_u32; bins + 1];
    for &(number, _) in numbers {
        start[bin(number) + 1] += 1;
    }
    for at in 1..=bins {
        start[at] += start[at - 1];
    }
    let mut next = start.clone();
    let mut thrown = vec![(0, 0); numbers.len()];
    for &one in numbers {
        let slot = &mut next[bin(one.0)];
        thrown[*slot as usize] = one;
        *slot += 1;
    }
    drop(next);
    let sorted = share::map(bins, workers, |part| {
        let mut mine = thrown[start[part.start] as usize..start[part.end] as usize].to_vec();
        let base = start[part.start];
        for at in part {
            let bin = &mut mine[(start[at] - base) as usize..(start[at + 1] - base) as usize];
            if bin.len() > 1 {
                bin.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| whole(a.1).cmp(&whole(b.1))));
            }
        }
        mine
    });
    let mut place = vec![0; numbers.len()];
    for (at, (_, person)) in sorted.into_iter().flatten().enumerate() {
        place[person as usize] = at as u32;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_way_gives_the_same_number_as_the_plain_one() {
        let seed = Seed([0xa7; 32]);
        let halves = Halves::new(&seed);
        for length in 0..80 {
            let id = "x".repeat(length);
            let plain = u64::from_be_bytes(seed.number(id.as_bytes())[..8].try_into().expect("eight bytes"));
            assert_eq!(head(&seed.keyed(), &halves, id.as_bytes()), plain);
        }
    }
}
