//! A verifier whose secrets change while requests come in.

use autosend_webhooks::Verifier;
use std::sync::{Arc, PoisonError, RwLock};

/// A verifier that can be replaced: for secrets that change without a restart. Clones are the same one.
///
/// ```
/// # use autosend_webhooks::Verifier;
/// # use autosend_webhooks_inbox::SharedVerifier;
/// let old = "whsec_0123456789abcdef0123456789abcdef";
/// let shared = SharedVerifier::new(Verifier::new([old])?, vec!["old".into()]);
/// // The webhook is replaced: for a while deliveries come with either secret.
/// let both = Verifier::new(["whsec_fedcba9876543210fedcba9876543210", old])?;
/// shared.replace(both, vec!["new".into(), "old".into()]);
/// # Ok::<(), autosend_webhooks::WebhookError>(())
/// ```
#[derive(Clone)]
pub struct SharedVerifier(Arc<RwLock<Arc<Named>>>);

/// A verifier, and what its secrets are called.
pub(crate) struct Named {
    pub verifier: Verifier,
    names: Vec<String>,
}

impl SharedVerifier {
    /// A verifier, and what its secrets are called in what a receiver tells, in their order. The names are shown: no secrets.
    #[must_use]
    pub fn new(verifier: Verifier, names: Vec<String>) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(Named { verifier, names }))))
    }

    /// Verifies with another one from now on. What is being verified ends with the one it began with.
    pub fn replace(&self, verifier: Verifier, names: Vec<String>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(Named { verifier, names });
    }

    pub(crate) fn current(&self) -> Arc<Named> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl From<Verifier> for SharedVerifier {
    /// A verifier whose secrets are called by their place, from 0.
    fn from(verifier: Verifier) -> Self {
        Self::new(verifier, Vec::new())
    }
}

impl Named {
    /// What a secret is called.
    pub fn name(&self, index: i64) -> String {
        let name = usize::try_from(index).ok().and_then(|index| self.names.get(index));
        name.map_or_else(|| index.to_string(), Clone::clone)
    }
}
