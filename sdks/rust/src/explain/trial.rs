//! A request as it may have been before a mistake.

use super::cause;
use crate::{
    profile::{Part, Profile, TimestampSource},
    request::Request,
    verifier::Verifier,
};
use autosend_webhooks::{Cause, causes};
use std::borrow::Cow;
use zeroize::Zeroizing;

/// Profile, secrets and request, any of which may have been otherwise where the request was signed.
#[derive(Clone)]
pub struct Trial<'a> {
    pub profile: Profile,
    pub secrets: Vec<Zeroizing<String>>,
    /// Names in lower case.
    pub headers: Vec<(String, Cow<'a, [u8]>)>,
    pub body: Cow<'a, [u8]>,
    method: &'a str,
    url: Option<Cow<'a, str>>,
}

impl<'a> Trial<'a> {
    pub fn new(profile: &Profile, secrets: &[Zeroizing<String>], request: &Request<'a>) -> Self {
        Self {
            profile: profile.clone(),
            secrets: secrets.to_vec(),
            headers: request.headers.iter().map(|(name, value)| (name.clone(), Cow::Borrowed(*value))).collect(),
            body: Cow::Borrowed(request.body),
            method: request.method,
            url: request.url.map(Cow::Borrowed),
        }
    }

    /// Whether the signature is right for it, whenever it was sent.
    pub fn fits(&self) -> bool {
        let secrets = self.secrets.iter().map(|secret| secret.as_str());
        Verifier::new(self.profile.clone(), secrets)
            .is_ok_and(|verifier| verifier.authenticate(&self.request()).is_ok())
    }

    pub fn request(&self) -> Request<'_> {
        let mut request = Request::new(&self.body).method(self.method);
        request.headers = self.headers.iter().map(|(name, value)| (name.clone(), &**value)).collect();
        request.url = self.url.as_deref();
        request
    }

    /// The same with something changed.
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut trial = self.clone();
        change(&mut trial);
        trial
    }

    /// The value of the first header of these names.
    pub fn header<'n>(&self, names: impl IntoIterator<Item = &'n String>) -> Option<&[u8]> {
        names.into_iter().find_map(|name| {
            let (_, value) = self.headers.iter().find(|(there, _)| there.eq_ignore_ascii_case(name))?;
            Some(&**value)
        })
    }

    /// Changes the values of the headers that may be named so.
    pub fn replace<'n>(&mut self, names: impl IntoIterator<Item = &'n String>, change: impl Fn(&str) -> String) {
        for name in names {
            for (_, value) in self.headers.iter_mut().filter(|(there, _)| there.eq_ignore_ascii_case(name)) {
                if let Ok(text) = std::str::from_utf8(value) {
                    *value = Cow::Owned(change(text).into_bytes());
                }
            }
        }
    }
}

/// With the bodies that may have been signed.
pub fn bodies<'a>(base: &Trial<'a>) -> Vec<(Trial<'a>, Cause)> {
    let readings = causes::changed_bodies(&base.body).into_iter();
    readings.map(|(body, cause)| (base.with(|it| it.body = Cow::Owned(body.into_owned())), cause)).collect()
}

/// With the names that headers had before CGI, WSGI or a server in front changed them.
pub fn renamed<'a>(base: &Trial<'a>) -> Vec<(Trial<'a>, Cause)> {
    let renamed = base.with(|it| {
        for (name, _) in &mut it.headers {
            let plain = name.replace('_', "-");
            plain.strip_prefix("http-").unwrap_or(&plain).clone_into(name);
        }
    });
    let finding = "The headers are there under other names, with underscores or HTTP_ before them.";
    let fix = "Pass the headers with the names that the provider gives them, not as a CGI or WSGI environment.";
    vec![(renamed, cause("headers_renamed", finding, fix))]
}

/// With the timestamp in the other unit.
pub fn timestamps<'a>(base: &Trial<'a>) -> Vec<(Trial<'a>, Cause)> {
    let units = [
        (1000, "The signature is right for the timestamp in milliseconds, and the header has seconds."),
        (0, "The signature is right for the timestamp in seconds, and the header has milliseconds."),
    ];
    let Some(text) = timestamp(base) else { return Vec::new() };
    let other = |factor: u64| match factor {
        0 => text.checked_div(1000),
        factor => text.checked_mul(factor),
    };
    let fix = "Sign the very digits that the header has.";
    let changes = units.into_iter().filter_map(|(factor, finding)| {
        let (from, to) = (text.to_string(), other(factor)?.to_string());
        let names = timestamp_headers(&base.profile);
        let changed = base.with(|it| it.replace(&names, |value| value.replacen(&from, &to, 1)));
        Some((changed, cause("timestamp_unit", finding, fix)))
    });
    changes.collect()
}

/// The number that the request gives for when it was sent.
pub fn timestamp(trial: &Trial<'_>) -> Option<u64> {
    let value = std::str::from_utf8(trial.header(&timestamp_headers(&trial.profile))?).ok()?;
    let profile = &trial.profile;
    if profile.timestamp.from == TimestampSource::Header {
        return value.parse().ok();
    }
    let name = profile.signatures.iter().find_map(|scheme| scheme.pairs.as_ref()?.timestamp.clone())?;
    let mut pairs = value.split([',', ';', ' ']).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(there, _)| *there == name)?.1.parse().ok()
}

fn timestamp_headers(profile: &Profile) -> Vec<String> {
    let headers = &profile.headers;
    match profile.timestamp.from {
        TimestampSource::Header => {
            [&headers.timestamp].into_iter().chain(&headers.timestamp_aliases).cloned().collect()
        }
        TimestampSource::Pair => profile.signatures.iter().map(|scheme| scheme.header.clone()).collect(),
        TimestampSource::None => Vec::new(),
    }
}

/// With the ways in which a receiver may spell the address that the provider was given.
pub fn urls<'a>(base: &Trial<'a>) -> Vec<(Trial<'a>, Cause)> {
    let Some(url) = &base.url else { return Vec::new() };
    let without_query = url.split(['?', '#']).next().unwrap_or_default();
    let slash = url.strip_suffix('/').map_or_else(|| format!("{url}/"), str::to_owned);
    let is_https = url.starts_with("https://");
    let scheme = if is_https { url.replacen("https://", "http://", 1) } else { url.replacen("http://", "https://", 1) };
    // The address itself may hold a token, and is not told.
    let spellings = [
        (slash, "with a slash at its end, or without the one it has"),
        (scheme, if is_https { "with http:// for https://" } else { "with https:// for http://" }),
        (without_query.to_owned(), "without its query"),
    ];
    let fix = "Give the verifier the URL exactly as it was entered at the provider, whatever a proxy made of it.";
    let changes = spellings.into_iter().map(|(url, how)| {
        let finding = format!("The signature is right for the URL {how}.");
        (base.with(|it| it.url = Some(Cow::Owned(url))), cause("url_differs", finding, fix))
    });
    changes.collect()
}

/// Whether the address is part of what some scheme signs.
pub fn signs_url(profile: &Profile) -> bool {
    profile.signatures.iter().any(|scheme| scheme.signed_content.parts.contains(&Part::Url))
}
