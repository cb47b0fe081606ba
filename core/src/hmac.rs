//! HMAC-SHA256 (RFC 2104) over the compression function of `sha2`.
//!
//! The crate `hmac` computes the same; it copies, buffers and wipes two whole hashers for each signature, which is a tenth of
//! the time of a verification. Here a key is two states of 32 bytes. A property test compares the two crates.

use sha2::{Digest, Sha256, block_api::compress256};
use zeroize::{Zeroize, ZeroizeOnDrop};

const BLOCK: usize = 64;
type State = [u32; 8];

/// The state of SHA-256 before the first block (FIPS 180-4, section 5.3.3).
const INITIAL: State =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// A key, as far as it can be computed without a message; wiped from memory on drop.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Key {
    inner: State,
    outer: State,
}

impl Key {
    pub fn new(key: &[u8]) -> Self {
        let mut block = [0; BLOCK];
        if key.len() > BLOCK {
            block[..32].copy_from_slice(&Sha256::digest(key));
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        let keyed = |pad: u8| {
            let mut state = INITIAL;
            let mut padded = block.map(|byte| byte ^ pad);
            compress256(&mut state, &[padded]);
            padded.zeroize();
            state
        };
        let key = Self { inner: keyed(0x36), outer: keyed(0x5c) };
        block.zeroize();
        key
    }

    /// The message's authentication code.
    pub fn sign(&self, message: &[u8]) -> [u8; 32] {
        let inner = bytes(after_key(self.inner, message));
        bytes(after_key(self.outer, &inner))
    }
}

/// Ends a hash whose first block was the key's.
fn after_key(mut state: State, message: &[u8]) -> State {
    let (blocks, rest) = message.as_chunks::<BLOCK>();
    compress256(&mut state, blocks);
    // A one bit, zeros, and the length in bits fill up the last block, or one more where they don't fit.
    let mut end = [[0; BLOCK]; 2];
    let end = if rest.len() < BLOCK - 8 { &mut end[..1] } else { &mut end[..] };
    let text = end.as_flattened_mut();
    text[..rest.len()].copy_from_slice(rest);
    text[rest.len()] = 0x80;
    let bits = (BLOCK as u64 + message.len() as u64) * 8;
    let length_at = text.len() - 8;
    text[length_at..].copy_from_slice(&bits.to_be_bytes());
    compress256(&mut state, end);
    state
}

fn bytes(state: State) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (bytes, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(state) {
        *bytes = word.to_be_bytes();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use hmac::{Hmac, KeyInit, Mac};
    use proptest::prelude::*;

    fn reference(key: &[u8], message: &[u8]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
        mac.update(message);
        mac.finalize().into_bytes().into()
    }

    #[test]
    fn every_length_around_the_block_size_agrees_with_the_crate_hmac() {
        let bytes: Vec<u8> = (0..300_u16).map(|number| number.to_le_bytes()[0]).collect();
        for key in 0..140 {
            for message in (0..=300).step_by(if key < 4 || (60..70).contains(&key) { 1 } else { 17 }) {
                let (key, message) = (&bytes[..key], &bytes[..message]);
                assert_eq!(Key::new(key).sign(message), reference(key, message), "{} {}", key.len(), message.len());
            }
        }
    }

    proptest! {
        #[test]
        fn any_key_and_message_agree_with_the_crate_hmac(key: Vec<u8>, message in proptest::collection::vec(any::<u8>(), 0..2000)) {
            prop_assert_eq!(Key::new(&key).sign(&message), reference(&key, &message));
        }
    }
}
