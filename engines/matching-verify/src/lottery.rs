//! The lottery number from its definition: HMAC (RFC 2104) written out over SHA-256.

use sha2::{Digest, Sha256};

/// Bytes of a block of SHA-256.
const BLOCK: usize = 64;

/// HMAC-SHA-256 with the seed as key and the bytes of the id as message.
pub fn draw_number(seed: &[u8; 32], id: &str) -> [u8; 32] {
    let pad = |with: u8| {
        let mut block = [with; BLOCK];
        block.iter_mut().zip(seed).for_each(|(byte, key)| *byte ^= key);
        block
    };
    let mut inner = Sha256::new();
    inner.update(pad(0x36));
    inner.update(id.as_bytes());
    let mut outer = Sha256::new();
    outer.update(pad(0x5c));
    outer.update(inner.finalize());
    outer.finalize().into()
}

/// SHA-256 of ids sorted by bytes, each followed by a line feed: what a commitment publishes.
pub fn list_sum<'a>(ids: impl IntoIterator<Item = &'a str>) -> [u8; 32] {
    let mut sorted: Vec<&str> = ids.into_iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut sum = Sha256::new();
    for id in sorted {
        sum.update(id.as_bytes());
        sum.update(b"\n");
    }
    sum.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2 has the key "Jefe": padded with zeros to 32 bytes it is the same key.
    #[test]
    fn the_number_is_that_of_a_published_test_vector() {
        let mut seed = [0; 32];
        seed[..4].copy_from_slice(b"Jefe");
        let ours = draw_number(&seed, "what do ya want for nothing?");
        let shown: Vec<String> = ours.iter().map(|byte| format!("{byte:02x}")).collect();
        let published = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(shown.concat(), published);
    }
}
