//! What documents say of signatures in the extensions of other generators.

use super::profile::{Signature, Timestamp};
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;

/// `x-fern-webhook-signature`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Fern {
    #[serde(rename = "type")]
    kind: String,
    header: String,
    algorithm: Option<String>,
    encoding: Option<String>,
    signature_prefix: Option<String>,
    payload_format: Option<FernPayload>,
    timestamp: Option<FernTimestamp>,
}

#[derive(Deserialize)]
struct FernPayload {
    components: Vec<String>,
    #[serde(default)]
    delimiter: String,
}

#[derive(Deserialize)]
struct FernTimestamp {
    header: String,
    format: Option<String>,
    tolerance: Option<u64>,
}

/// `x-speakeasy-webhooks`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Speakeasy {
    #[serde(rename = "type")]
    kind: String,
    #[serde(alias = "name")]
    header_name: Option<String>,
    signature_text_encoding: Option<String>,
    algorithm: Option<String>,
}

/// The signature that the document describes.
pub(crate) fn signature(document: &Value) -> Result<Option<Signature>> {
    if let Some(value) = document.get("x-fern-webhook-signature") {
        let fern = serde_json::from_value(value.clone()).context("x-fern-webhook-signature")?;
        return from_fern(fern).context("x-fern-webhook-signature").map(Some);
    }
    if let Some(value) = document.pointer("/x-speakeasy-webhooks/security") {
        let speakeasy = serde_json::from_value(value.clone()).context("x-speakeasy-webhooks")?;
        return from_speakeasy(speakeasy).context("x-speakeasy-webhooks").map(Some);
    }
    Ok(None)
}

fn from_fern(fern: Fern) -> Result<Signature> {
    let components = fern
        .payload_format
        .as_ref()
        .map_or(vec!["body"], |format| format.components.iter().map(String::as_str).collect());
    let parts: Vec<_> = components.into_iter().map(fern_part).collect::<Result<_>>()?;
    let timestamp = fern.timestamp.map(|timestamp| {
        let unit = match timestamp.format.as_deref() {
            None | Some("unix-seconds") => "seconds",
            Some("unix-millis") => "milliseconds",
            Some(other) => bail!("timestamp.format {other} is not supported: unix-seconds and unix-millis are"),
        };
        let from = super::profile::Many::One(format!("header:{}", timestamp.header));
        Ok(Timestamp { from, unit: Some(unit.into()), tolerance: timestamp.tolerance, ..Timestamp::default() })
    });
    let scheme = match (&*fern.kind, fern.algorithm.as_deref()) {
        ("hmac", None | Some("sha1" | "sha256" | "sha512")) => "hmac",
        ("asymmetric", Some("ed25519")) => "ed25519",
        (kind, algorithm) => bail!("{kind} with {} is not supported", algorithm.unwrap_or("no algorithm")),
    };
    Ok(Signature {
        hash: fern.algorithm.filter(|_| scheme == "hmac"),
        header: Some(fern.header),
        prefix: fern.signature_prefix,
        encoding: fern.encoding,
        content: Some(parts.join(&fern.payload_format.map(|format| format.delimiter).unwrap_or_default())),
        timestamp: timestamp.transpose()?,
        ..Signature::of_scheme(scheme)
    })
}

fn fern_part(component: &str) -> Result<&'static str> {
    Ok(match component {
        "body" => "{body}",
        "timestamp" => "{timestamp}",
        "message-id" => "{id}",
        "notification-url" => "{url}",
        other => bail!("payload-format: the component {other} is not supported"),
    })
}

fn from_speakeasy(security: Speakeasy) -> Result<Signature> {
    if security.kind != "signature" {
        bail!("security of the type {} says nothing of signatures: add [[signature]] to the profile", security.kind);
    }
    if let Some(other) = security.algorithm.filter(|algorithm| algorithm != "hmac-sha256") {
        bail!("the algorithm {other} is not supported: hmac-sha256 is");
    }
    Ok(Signature {
        header: Some(security.header_name.context("headerName is missing")?),
        encoding: security.signature_text_encoding,
        ..Signature::of_scheme("hmac")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn signatures_of_other_generators_are_read() {
        let fern = json!({ "x-fern-webhook-signature": {
            "type": "hmac", "header": "X-Sig", "algorithm": "sha512", "encoding": "base64", "signature-prefix": "v1=",
            "payload-format": { "components": ["timestamp", "body"], "delimiter": "." },
            "timestamp": { "header": "X-Time", "format": "unix-millis", "tolerance": 60 }
        } });
        let signature = signature(&fern).unwrap().unwrap();
        assert_eq!(signature.content.as_deref(), Some("{timestamp}.{body}"));
        assert_eq!((signature.hash.as_deref(), signature.encoding.as_deref()), (Some("sha512"), Some("base64")));
        let timestamp = signature.timestamp.unwrap();
        assert_eq!(
            (timestamp.from.all(), timestamp.unit.as_deref()),
            (&["header:X-Time".into()][..], Some("milliseconds"))
        );

        let security = json!({ "type": "signature", "headerName": "x-s", "signatureTextEncoding": "base64" });
        let speakeasy =
            super::signature(&json!({ "x-speakeasy-webhooks": { "security": security } })).unwrap().unwrap();
        assert_eq!((speakeasy.header.as_deref(), speakeasy.encoding.as_deref()), (Some("x-s"), Some("base64")));
        assert!(super::signature(&json!({})).unwrap().is_none());
    }

    #[test]
    fn what_is_not_supported_is_named() {
        for (value, complaint) in [
            (json!({ "type": "asymmetric", "header": "h", "algorithm": "rsa" }), "asymmetric with rsa"),
            (json!({ "type": "hmac", "header": "h", "payload-format": { "components": ["moon"] } }), "component moon"),
            (json!({ "type": "hmac" }), "header"),
        ] {
            let error = format!("{:#}", signature(&json!({ "x-fern-webhook-signature": value })).err().unwrap());
            assert!(error.contains(complaint), "{error}");
        }
    }
}
