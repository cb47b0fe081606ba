//! HMAC-SHA256 and SHA-256, by the crate that is quicker on this CPU.
//!
//! `sha2` uses the CPU's SHA extensions. Where there are none it computes in portable code, and `ring` (feature `ring`) is
//! quicker: its assembly knows the vector units.

use hmac::{
    KeyInit,
    block_api::HmacCore,
    digest::{
        Output,
        block_api::{Buffer, FixedOutputCore, UpdateCore},
    },
};
use sha2::{Digest, Sha256};

/// The core alone: `hmac::Hmac` copies, buffers and wipes more for each signature, a tenth of the time of a verification.
type Portable = HmacCore<Sha256>;

/// A key, as far as it can be computed without a message.
///
/// `hmac` and `sha2` wipe theirs from memory on drop; `ring` has no means for that.
#[derive(Clone)]
pub(crate) enum Key {
    Portable(Portable),
    #[cfg(feature = "ring")]
    Ring(ring::hmac::Key),
}

impl Key {
    /// The key of the crate that is quicker here.
    pub fn new(key: &[u8]) -> Self {
        #[cfg(feature = "ring")]
        if !has_sha_extensions() {
            return Self::with_ring(key);
        }
        Self::portable(key)
    }

    fn portable(key: &[u8]) -> Self {
        Self::Portable(Portable::new_from_slice(key).expect("HMAC takes keys of any length"))
    }

    #[cfg(feature = "ring")]
    fn with_ring(key: &[u8]) -> Self {
        Self::Ring(ring::hmac::Key::new(ring::hmac::HMAC_SHA256, key))
    }

    /// The message's authentication code.
    pub fn sign(&self, message: &[u8]) -> [u8; 32] {
        match self {
            Self::Portable(key) => {
                let (mut state, mut buffer) = (key.clone(), Buffer::<Portable>::default());
                buffer.digest_blocks(message, |blocks| state.update_blocks(blocks));
                let mut code = Output::<Portable>::default();
                state.finalize_fixed_core(&mut buffer, &mut code);
                code.into()
            }
            #[cfg(feature = "ring")]
            Self::Ring(key) => ring::hmac::sign(key, message).as_ref().try_into().expect("SHA-256 makes 32 bytes"),
        }
    }
}

/// SHA-256 of a message.
pub(crate) fn sha256(message: &[u8]) -> [u8; 32] {
    #[cfg(feature = "ring")]
    if !has_sha_extensions() {
        let digest = ring::digest::digest(&ring::digest::SHA256, message);
        return digest.as_ref().try_into().expect("SHA-256 makes 32 bytes");
    }
    Sha256::digest(message).into()
}

/// Whether `sha2` has more than portable code for this CPU; asked as that crate does.
#[cfg(feature = "ring")]
fn has_sha_extensions() -> bool {
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    cpufeatures::new!(sha, "sha", "sse4.1");
    #[cfg(target_arch = "aarch64")]
    cpufeatures::new!(sha, "sha2");
    #[cfg(any(target_arch = "x86", target_arch = "x86_64", target_arch = "aarch64"))]
    return sha::get();
    #[cfg(not(any(target_arch = "x86", target_arch = "x86_64", target_arch = "aarch64")))]
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    /// One key of each crate.
    fn keys(key: &[u8]) -> Vec<Key> {
        vec![
            Key::portable(key),
            #[cfg(feature = "ring")]
            Key::with_ring(key),
        ]
    }

    fn hex(text: &str) -> Vec<u8> {
        const_hex::decode(text).unwrap()
    }

    #[test]
    fn the_cases_of_rfc_4231_come_out() {
        let long = vec![0xaa; 131];
        let cases: [(&[u8], &[u8], &str); 3] = [
            (&[0x0b; 20], b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &long,
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ];
        for (key, message, code) in cases {
            for key in keys(key) {
                assert_eq!(key.sign(message).to_vec(), hex(code));
            }
        }
    }

    #[test]
    fn signatures_of_the_shared_vectors_come_out_by_all_crates() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/requests");
        let mut count = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let group: Value = serde_json::from_slice(&std::fs::read(entry.unwrap().path()).unwrap()).unwrap();
            for case in group["cases"].as_array().unwrap() {
                let Some((secret, body, signature)) = signed(case) else { continue };
                count += 1;
                for key in keys(secret.as_bytes()) {
                    assert_eq!(key.sign(body.as_bytes()).to_vec(), hex(signature), "{}", case["name"]);
                }
            }
        }
        assert!(count > 500, "only {count} signatures");
    }

    /// Secret, body and signature of a vector that is accepted.
    fn signed(case: &Value) -> Option<(&str, &str, &str)> {
        let secret = usize::try_from(case["expect"]["accepted"]["secret_index"].as_u64()?).ok()?;
        let is_signature = |pair: &&Value| pair[0].as_str().unwrap().eq_ignore_ascii_case(crate::SIGNATURE_HEADER);
        let header = case["headers"].as_array()?.iter().find(is_signature)?;
        Some((case["secrets"][secret].as_str()?, case["body"].as_str()?, header[1].as_str()?.trim()))
    }

    fn assert_all_agree(key: &[u8], message: &[u8]) {
        let codes: Vec<_> = keys(key).iter().chain([&Key::new(key)]).map(|key| key.sign(message)).collect();
        assert!(codes.windows(2).all(|pair| pair[0] == pair[1]), "{} {}", key.len(), message.len());
        assert_eq!(sha256(message), <[u8; 32]>::from(Sha256::digest(message)));
    }

    #[test]
    fn every_length_around_the_block_size_comes_out_the_same_by_all_crates() {
        let bytes: Vec<u8> = (0..300_u16).map(|number| number.to_le_bytes()[0]).collect();
        for key in 0..140 {
            for message in (0..=300).step_by(if key < 4 || (60..70).contains(&key) { 1 } else { 17 }) {
                assert_all_agree(&bytes[..key], &bytes[..message]);
            }
        }
    }

    proptest! {
        #[test]
        fn any_key_and_message_come_out_the_same_by_all_crates(key: Vec<u8>, message in proptest::collection::vec(any::<u8>(), 0..2000)) {
            assert_all_agree(&key, &message);
        }
    }
}
