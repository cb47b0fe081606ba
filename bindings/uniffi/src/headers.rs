//! Headers as they cross: one after another in a block of bytes.

use autosend_webhooks::Headers;
use std::iter;

/// Names and values, each as its length in four bytes (big endian) and then its bytes.
pub struct PackedHeaders<'a>(pub &'a [u8]);

impl Headers for PackedHeaders<'_> {
    fn pairs(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let mut rest = self.0;
        // Only the packages write this; a block that ends too soon ends the headers.
        iter::from_fn(move || Some((next(&mut rest)?, next(&mut rest)?)))
    }
}

fn next<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, after) = rest.split_first_chunk::<4>()?;
    let (text, after) = after.split_at_checked(u32::from_be_bytes(*length).try_into().ok()?)?;
    *rest = after;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(block: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
        PackedHeaders(block).pairs().map(|(name, value)| (name.to_vec(), value.to_vec())).collect()
    }

    #[test]
    fn pairs_come_back() {
        assert_eq!(
            pairs(b"\0\0\0\x01a\0\0\0\x02bc\0\0\0\x01d\0\0\0\0"),
            [(b"a".to_vec(), b"bc".to_vec()), (b"d".to_vec(), Vec::new())]
        );
    }

    #[test]
    fn a_block_that_ends_too_soon_is_no_panic() {
        for block in [b"".as_slice(), b"\0", b"\0\0\0\x01", b"\0\0\0\x01a", b"\xff\xff\xff\xffa"] {
            assert_eq!(pairs(block), []);
        }
    }
}
