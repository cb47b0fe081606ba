//! Signatures in another header or form, by another hash, or over other content than the profile says.

use super::{cause, trial::Trial};
use crate::profile::{Encoding, Form, Hash, Signature};
use autosend_webhooks::Cause;
use std::borrow::Cow;

/// What stands before signatures of one provider or another.
const PREFIXES: [&str; 9] = ["", "sha256=", "sha1=", "sha512=", "v0=", "v1=", "v1,", "hmac ", "Bearer "];

/// What one provider or another signs.
const CONTENTS: [&str; 7] = [
    "{body}",
    "{timestamp}.{body}",
    "{timestamp}:{body}",
    "{timestamp}{body}",
    "v0:{timestamp}:{body}",
    "{id}.{timestamp}.{body}",
    "{id}.{body}",
];

const AS_PROFILE: &str = "Sign as the profile says, or correct the profile.";

/// With what the signature may be, read in all these ways.
pub fn changes<'a>(base: &Trial<'a>) -> Vec<(Trial<'a>, Cause)> {
    let mut changes = headers(base);
    changes.extend(prefixes(base));
    changes.extend(names(base));
    changes.extend(forms(base));
    changes.extend(hashes(base));
    changes.extend(encodings(base));
    changes.extend(contents(base));
    changes
}

/// The trial with each scheme changed.
fn each<'a>(base: &Trial<'a>, change: impl Fn(&mut Signature)) -> Trial<'a> {
    base.with(|it| it.profile.signatures.iter_mut().for_each(change))
}

fn headers<'a>(base: &Trial<'a>) -> Vec<(Trial<'a>, Cause)> {
    let is_scheme = |name: &str| base.profile.signatures.iter().any(|scheme| scheme.header.eq_ignore_ascii_case(name));
    let others = base.headers.iter().filter(|(name, _)| !is_scheme(name));
    let changes = others.map(|(name, _)| {
        let changed = each(base, |scheme| {
            scheme.header = name.as_str().into();
            scheme.aliases.clear();
        });
        let finding = format!("The signature is right, and in the header {name} instead of the profile's.");
        (
            changed,
            cause("signature_in_other_header", finding, "Send it in the profile's header, or correct the profile."),
        )
    });
    changes.collect()
}

fn prefixes<'a>(base: &Trial<'a>) -> Vec<(Trial<'a>, Cause)> {
    let changes = PREFIXES.into_iter().map(|prefix| {
        let (name, finding) = match prefix {
            "" => (
                "signature_prefix_missing",
                "The signature is right, and comes without the profile's prefix.".to_owned(),
            ),
            _ => ("signature_has_prefix", format!("The signature is right, and comes with the prefix {prefix:?}.")),
        };
        let changed = each(base, |scheme| {
            if scheme.form == Form::Plain {
                scheme.prefix = prefix.into();
            }
        });
        (changed, cause(name, finding, AS_PROFILE))
    });
    changes.collect()
}

fn forms<'a>(base: &Trial<'a>) -> Vec<(Trial<'a>, Cause)> {
    let plain = each(base, |scheme| {
        scheme.form = Form::Plain;
        scheme.prefix = String::new();
    });
    let alone =
        "The signature is right, and stands alone in its header, not as the list or the pairs that the profile says.";
    let joined = [",", " "].map(|separator| {
        let changed = each(base, |scheme| {
            scheme.form = Form::List;
            scheme.separator = separator.into();
            scheme.versions.clear();
        });
        let finding = "The header holds several signatures, one of which is right: it came more than once, or was added on the way.";
        (changed, cause("header_joined", finding, "Find the proxy or client that adds a second one."))
    });
    [(plain, cause("signature_form", alone, AS_PROFILE))].into_iter().chain(joined).collect()
}

/// With the versions and names of pairs that the header has, where the profile skips those.
fn names<'a>(base: &Trial<'a>) -> Vec<(Trial<'a>, Cause)> {
    let Some(value) = signature(base) else { return Vec::new() };
    let entries = value.split([' ', ',']).map(|entry| entry.split_once('=').map_or(entry, |(name, _)| name));
    // Of `v2,signature` the version is an entry of its own here.
    let short: Vec<String> = entries.filter(|name| (1..=16).contains(&name.len())).map(str::to_owned).collect();
    let changes = short.into_iter().map(|name| {
        let changed = each(base, |scheme| {
            scheme.versions = vec![name.as_str().into()];
            if let Some(pairs) = &mut scheme.pairs {
                pairs.signature = name.as_str().into();
            }
        });
        let finding =
            format!("The signature is right, and named {name:?}, which is not the version that the profile takes.");
        (changed, cause("signature_version", finding, AS_PROFILE))
    });
    changes.collect()
}

fn hashes<'a>(base: &Trial<'a>) -> Vec<(Trial<'a>, Cause)> {
    let hashes = [(Hash::Sha1, "SHA-1"), (Hash::Sha256, "SHA-256"), (Hash::Sha512, "SHA-512")];
    let changes = hashes.into_iter().map(|(hash, name)| {
        let finding = format!("The signature was made with {name}, which is another hash than the profile's.");
        (each(base, |scheme| scheme.hash = hash), cause("signature_hash", finding, AS_PROFILE))
    });
    changes.collect()
}

fn encodings<'a>(base: &Trial<'a>) -> Vec<(Trial<'a>, Cause)> {
    let encodings = [(Encoding::Hex, "hex"), (Encoding::Base64, "base64"), (Encoding::Base64url, "the base64 of URLs")];
    let changes = encodings.into_iter().map(|(encoding, name)| {
        let finding = format!("The signature is in {name}, which is another encoding than the profile's.");
        (each(base, |scheme| scheme.encoding = encoding), cause("signature_encoding", finding, AS_PROFILE))
    });
    let names = signature_headers(base);
    let lower = base.with(|it| it.replace(&names, str::to_ascii_lowercase));
    let upper_case = cause("signature_upper_case", "The signature is in upper case.", "Send lower-case hex digits.");
    changes.chain([(lower, upper_case)]).collect()
}

fn contents<'a>(base: &Trial<'a>) -> Vec<(Trial<'a>, Cause)> {
    let changes = CONTENTS.into_iter().filter_map(|content| {
        let signed = content.to_owned().try_into().ok()?;
        let set = |scheme: &mut Signature| scheme.signed_content = Clone::clone(&signed);
        let finding = format!("The signature is right for {content}, which is not what the profile says is signed.");
        Some((each(base, set), cause("signed_content", finding, AS_PROFILE)))
    });
    changes.collect()
}

fn signature_headers(base: &Trial<'_>) -> Vec<String> {
    let schemes = base.profile.signatures.iter();
    schemes.flat_map(|scheme| [&scheme.header].into_iter().chain(&scheme.aliases)).cloned().collect()
}

/// The value of the first signature header.
pub fn signature<'t>(base: &'t Trial<'_>) -> Option<Cow<'t, str>> {
    base.header(&signature_headers(base)).map(String::from_utf8_lossy)
}
