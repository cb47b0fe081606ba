//! A secret for this run.

use std::{collections::hash_map::RandomState, hash::BuildHasher};

/// A secret that looks like the provider's, for this run only.
pub fn random_secret() -> String {
    // The standard library has no other source of randomness; it is good enough for a secret of a minute.
    let random = || RandomState::new().hash_one(0_u8);
    format!("whsec_{:016x}{:016x}", random(), random())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_look_like_the_provider_s_and_differ() {
        let secret = random_secret();
        assert_eq!(secret.len(), "whsec_".len() + 32);
        assert_ne!(secret, random_secret());
    }
}
