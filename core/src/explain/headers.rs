//! Headers that nobody finds.

use super::{Cause, cause};
use crate::{Headers, headers::NAMES};

/// Headers that are there, but under names that nobody looks for.
pub(super) fn causes(headers: &(impl Headers + ?Sized)) -> Option<Cause> {
    let mut found: Vec<String> = headers
        .pairs()
        .map(|(name, _)| String::from_utf8_lossy(name).into_owned())
        .filter(|name| NAMES.iter().any(|known| is_renamed(name, known)))
        .collect();
    found.sort();
    (!found.is_empty()).then(|| {
        cause(
            "headers_renamed",
            format!("The webhook headers are there under other names: {}.", found.join(", ")),
            "Pass the headers with their own names, X-Webhook-Signature and so on, not as a CGI or WSGI environment.",
        )
    })
}

fn is_renamed(name: &str, known: &str) -> bool {
    let plain = name.to_ascii_lowercase().replace('_', "-");
    let plain = plain.strip_prefix("http-").unwrap_or(&plain);
    let known = known.to_ascii_lowercase();
    !name.eq_ignore_ascii_case(&known) && (plain == known || known.strip_prefix("x-") == Some(plain))
}
