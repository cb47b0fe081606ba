//! What is signed.

use crate::{
    error::Error,
    profile::{Part, SignedContent},
    request::Request,
};
use autosend_webhooks::ErrorCode;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// What a request says beside its body, where it is signed.
#[derive(Default, Clone, Copy)]
pub struct Said<'a> {
    pub timestamp: Option<&'a [u8]>,
    pub delivery_id: Option<&'a [u8]>,
}

impl SignedContent {
    /// The bytes that are signed.
    ///
    /// Fails where the request lacks something that is.
    pub(crate) fn of<'a>(&self, request: &Request<'a>, said: Said<'a>) -> Result<Cow<'a, [u8]>, Error> {
        if self.is_body {
            return Ok(request.body.into());
        }
        let mut content = Vec::with_capacity(request.body.len() + 64);
        for part in &self.parts {
            content.extend_from_slice(&part.of(request, said)?);
        }
        Ok(content.into())
    }
}

impl Part {
    fn of<'a>(&'a self, request: &Request<'a>, said: Said<'a>) -> Result<Cow<'a, [u8]>, Error> {
        let lacks = |code, what: &str| Error::new(code, format!("{what} is signed, and missing"));
        Ok(match self {
            Self::Text { text } => text.as_bytes().into(),
            Self::Body => request.body.into(),
            Self::Timestamp => {
                said.timestamp.ok_or_else(|| lacks(ErrorCode::MissingTimestamp, "the timestamp"))?.into()
            }
            Self::DeliveryId => {
                said.delivery_id.ok_or_else(|| lacks(ErrorCode::MissingDeliveryId, "the delivery id"))?.into()
            }
            Self::Header { name } => request.first([name])?.unwrap_or_default().into(),
            Self::Url => {
                let url = request.url.ok_or_else(|| lacks(ErrorCode::MissingSignature, "the URL"))?;
                url.as_bytes().into()
            }
            Self::Method => request.method.to_ascii_uppercase().into_bytes().into(),
            Self::SortedForm => sorted_form(request.body).into(),
            Self::BodySha256 => const_hex::encode(Sha256::digest(request.body)).into_bytes().into(),
        })
    }
}

/// Fields of a form after these are not looked at: sorting takes more than linear time, and nothing is authentic yet.
const MAX_FIELDS: usize = 4096;

fn sorted_form(body: &[u8]) -> Vec<u8> {
    let mut pairs: Vec<_> = form_urlencoded::parse(body).take(MAX_FIELDS).collect();
    pairs.sort();
    pairs.into_iter().flat_map(|(name, value)| [name, value]).flat_map(|text| text.into_owned().into_bytes()).collect()
}
