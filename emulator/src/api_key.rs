//! The keys that open the API.

use crate::secret_text::{SecretText, bearer};
use axum::http::{HeaderMap, header::AUTHORIZATION};

/// The keys that open the API. A project key begins with `AS_`; the account key is the same with `ASA_`.
#[derive(Debug, Clone)]
pub struct ApiKey {
    project: SecretText,
    account: SecretText,
}

/// Whose key a request came with.
pub enum Holder {
    Project,
    Account,
}

impl ApiKey {
    /// Takes a project key: `AS_` and at least eight characters that a header can carry.
    pub fn parse(text: &str) -> Result<Self, String> {
        let rest =
            text.strip_prefix("AS_").filter(|rest| rest.len() >= 8 && rest.bytes().all(|b| b.is_ascii_graphic()));
        let rest = rest.ok_or("Write it as AS_ and at least 8 letters or digits")?;
        Ok(Self { project: text.to_owned().into(), account: format!("ASA_{rest}").into() })
    }

    /// The project key, to be printed once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.project.as_ref()
    }

    /// Whose key these headers carry, or why they open nothing.
    pub(crate) fn holder(&self, headers: &HeaderMap) -> Result<Holder, &'static str> {
        if !headers.contains_key(AUTHORIZATION) {
            return Err("Missing API key");
        }
        // Both are compared, whatever the first says.
        let key = bearer(headers);
        let (project, account) = (self.project.matches(key), self.account.matches(key));
        if !(project | account) {
            return Err("Invalid API key");
        }
        Ok(if project { Holder::Project } else { Holder::Account })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(authorization: &str) -> Option<char> {
        let key = ApiKey::parse("AS_0123456789").unwrap();
        let headers = [(AUTHORIZATION, authorization.parse().unwrap())].into_iter().collect();
        key.holder(&headers).ok().map(|holder| if matches!(holder, Holder::Project) { 'p' } else { 'a' })
    }

    #[test]
    fn both_keys_open_and_others_do_not() {
        assert_eq!(holder("Bearer AS_0123456789"), Some('p'));
        assert_eq!(holder("bearer AS_0123456789"), Some('p'));
        assert_eq!(holder("Bearer ASA_0123456789"), Some('a'));
        for wrong in ["Bearer AS_0123456788", "Bearer AS_01234567890", "Basic AS_0123456789", "AS_0123456789", ""] {
            assert_eq!(holder(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn keys_never_print() {
        assert!(ApiKey::parse("AS_short").is_err() && ApiKey::parse("0123456789").is_err());
        assert!(!format!("{:?}", ApiKey::parse("AS_0123456789").unwrap()).contains("0123"));
    }
}
