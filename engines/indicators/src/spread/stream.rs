//! The stream of random numbers: ChaCha20 (RFC 8439), keyed by the seed, the variant's index as nonce.
//!
//! The nonce is four zero bytes and the index as eight bytes, little-endian; the block counter starts at 0. Each
//! draw is the next eight bytes of the stream, little-endian; its upper 53 bits over 2^53 are a number in [0, 1).

/// Words of the constant "expand 32-byte k".
const CONSTANT: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// One variant's stream.
#[derive(Debug, Clone)]
pub(crate) struct Stream {
    state: [u32; 16],
    block: [u32; 16],
    next: usize,
}

impl Stream {
    /// The stream of one variant.
    pub(crate) fn new(seed: &[u8; 32], index: u64) -> Self {
        let mut state = [0; 16];
        state[..4].copy_from_slice(&CONSTANT);
        for (word, bytes) in state[4..12].iter_mut().zip(seed.chunks_exact(4)) {
            *word = bytes.iter().rev().fold(0, |word, byte| (word << 8) | u32::from(*byte));
        }
        state[14] = index as u32;
        state[15] = (index >> 32) as u32;
        Self { state, block: [0; 16], next: 16 }
    }

    /// The next number in [0, 1).
    pub(crate) fn draw(&mut self) -> f64 {
        if self.next == 16 {
            self.block = block(&self.state);
            self.state[12] = self.state[12].wrapping_add(1);
            self.next = 0;
        }
        let low = u64::from(self.block[self.next]);
        let high = u64::from(self.block[self.next + 1]);
        self.next += 2;
        (((high << 32) | low) >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

/// Twenty rounds over the state, added to it.
fn block(state: &[u32; 16]) -> [u32; 16] {
    let mut words = *state;
    for _ in 0..10 {
        for at in 0..4 {
            quarter(&mut words, [at, at + 4, at + 8, at + 12]);
        }
        for at in 0..4 {
            quarter(&mut words, [at, 4 + (at + 1) % 4, 8 + (at + 2) % 4, 12 + (at + 3) % 4]);
        }
    }
    for (word, start) in words.iter_mut().zip(state) {
        *word = word.wrapping_add(*start);
    }
    words
}

fn quarter(words: &mut [u32; 16], [a, b, c, d]: [usize; 4]) {
    for (left, right) in [(16, 12), (8, 7)] {
        words[a] = words[a].wrapping_add(words[b]);
        words[d] = (words[d] ^ words[a]).rotate_left(left);
        words[c] = words[c].wrapping_add(words[d]);
        words[b] = (words[b] ^ words[c]).rotate_left(right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_block_is_the_one_of_rfc_8439_section_2_3_2() {
        let mut seed = [0_u8; 32];
        seed.iter_mut().zip(0..).for_each(|(byte, value)| *byte = value);
        let mut stream = Stream::new(&seed, 0x0000_0000_4a00_0000);
        stream.state[12] = 1;
        stream.state[13] = 0x0900_0000;
        let words = block(&stream.state);
        assert_eq!(words[..4], [0xe4e7_f110, 0x1559_3bd1, 0x1fdd_0f50, 0xc471_20a3]);
        assert_eq!(words[15], 0x4e3c_50a2);
    }

    #[test]
    fn draws_lie_in_the_unit_interval_and_variants_differ() {
        let draw = |index| Stream::new(&[7; 32], index).draw();
        assert!((0..1_000).map(draw).all(|number| (0.0..1.0).contains(&number)));
        assert!((draw(0) - draw(1)).abs() > 0.0);
    }
}
