//! What a catalog can ask of a language, and which language can't do it yet.

use crate::{
    envelope::Envelope,
    foreign::Text,
    model::{FieldType, Model, Required, TimestampSource},
    signature::{Encoding, Form, Hash, Key, Part, Scheme, Signature},
};
use anyhow::{Result, ensure};

/// Something that not every catalog uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// Several signature schemes.
    Alternatives,
    /// A secret that is sent as it is.
    Tokens,
    /// Signatures by a private key.
    Ed25519,
    /// Another hash than SHA-256.
    Hashes,
    /// Several signatures in one header.
    SignatureLists,
    /// Signatures in the base64 of URLs.
    Base64Url,
    /// Secrets in hex.
    HexKeys,
    /// Other names of one header.
    HeaderAliases,
    /// A timestamp that is not in a header of its own, or none.
    TimestampSources,
    /// More in what is signed than text, body, timestamp and delivery id.
    SignedParts,
    /// Requests without a delivery id.
    NoDeliveryId,
    /// A type, an id, a time or data anywhere in the request.
    Envelopes,
    /// Several events in a body.
    Batches,
    /// A body that is a form.
    Forms,
    /// Problems listed instead of an event refused.
    Problems,
    /// Fields that hold anything.
    AnyFields,
    /// Signed integers of 64 bits.
    Longs,
    /// Maps.
    Maps,
    /// Items that may be null.
    NullableItems,
    /// Unions.
    Unions,
    /// Events without a sample.
    NoSamples,
}

use Feature::{
    Alternatives, AnyFields, Base64Url, Batches, Ed25519, Envelopes, Forms, Hashes, HeaderAliases, HexKeys, Longs,
    Maps, NoDeliveryId, NoSamples, NullableItems, Problems, SignatureLists, SignedParts, TimestampSources, Tokens,
    Unions,
};

/// What a language can't do yet, by the target's name.
const LACKING: &[(&str, &[Feature])] = &[("csharp", &[Ed25519])];

/// Every feature, and what it is called in a message.
const FEATURES: &[(Feature, &str)] = &[
    (Alternatives, "several signature schemes"),
    (Tokens, "a token instead of a signature"),
    (Ed25519, "ed25519 signatures"),
    (Hashes, "HMAC with SHA-1 or SHA-512"),
    (SignatureLists, "several signatures in one header"),
    (Base64Url, "signatures in base64url"),
    (HexKeys, "secrets in hex"),
    (HeaderAliases, "several names of one header"),
    (TimestampSources, "a timestamp that is not in a header of its own"),
    (SignedParts, "a signed header, URL, method, form or hash of the body"),
    (NoDeliveryId, "requests without a delivery id"),
    (Envelopes, "an envelope"),
    (Batches, "several events in one body"),
    (Forms, "a body that is a form"),
    (Problems, "problems instead of invalid events (required = \"advice\")"),
    (AnyFields, "fields of any type"),
    (Longs, "signed 64-bit integers"),
    (Maps, "maps"),
    (NullableItems, "items that may be null"),
    (Unions, "unions"),
    (NoSamples, "events without a sample"),
];

impl Feature {
    /// What it is called in a message.
    #[must_use]
    pub fn title(self) -> &'static str {
        FEATURES.iter().find(|(feature, _)| *feature == self).map_or("", |(_, title)| title)
    }

    fn is_used_by(self, model: &Model) -> bool {
        let signed = |test: fn(&Signature) -> bool| model.signatures.iter().any(test);
        let enveloped = |test: fn(&Envelope) -> bool| model.envelope.as_ref().is_some_and(test);
        let typed = |test: fn(&FieldType) -> bool| model.types().flat_map(FieldType::all).any(test);
        match self {
            Alternatives => model.signatures.len() > 1,
            Tokens => signed(|it| matches!(it.scheme, Scheme::Token | Scheme::Basic)),
            Ed25519 => signed(|it| it.scheme == Scheme::Ed25519),
            Hashes => signed(|it| it.scheme == Scheme::Hmac && it.hash != Hash::Sha256),
            SignatureLists => signed(|it| it.form != Form::Plain),
            Base64Url => signed(|it| it.encoding == Encoding::Base64url),
            HexKeys => signed(|it| it.key == Key::Hex),
            HeaderAliases => has_aliases(model),
            TimestampSources => model.timestamp.from != TimestampSource::Header,
            SignedParts => signed(has_rare_parts),
            NoDeliveryId => model.headers.delivery_id.is_empty(),
            Envelopes => model.envelope.is_some(),
            Batches => enveloped(|it| it.batch.is_some()),
            Forms => enveloped(|it| it.content != "json"),
            Problems => model.required == Required::Advice,
            AnyFields => typed(|it| *it == FieldType::Any),
            Longs => typed(|it| *it == FieldType::Long),
            Maps => typed(|it| matches!(it, FieldType::Map(_))),
            NullableItems => typed(|it| matches!(it, FieldType::Nullable(_))),
            Unions => !model.unions.is_empty(),
            NoSamples => model.events.iter().any(|event| event.samples.is_empty()),
        }
    }
}

impl Model {
    /// Refuses what the templates of a language would leave out.
    pub(crate) fn check_features(&self, target: &str, language: &str) -> Result<()> {
        let lacking = LACKING.iter().filter(|(name, _)| *name == target).flat_map(|(_, features)| *features);
        let lacking: Vec<_> = lacking.filter(|feature| feature.is_used_by(self)).map(|it| it.title()).collect();
        ensure!(
            lacking.is_empty(),
            "{} is not generated for {language} yet, which lacks: {}",
            self.provider,
            lacking.join("; ")
        );
        Ok(())
    }

    fn types(&self) -> impl Iterator<Item = &FieldType> {
        let fields = self.objects.iter().flat_map(|object| &object.fields).map(|field| &field.field_type);
        fields.chain(self.unions.iter().flat_map(|union| &union.variants).map(|variant| &variant.field_type))
    }
}

fn has_aliases(model: &Model) -> bool {
    let signatures = model.signatures.iter().map(|signature| &signature.aliases);
    let mut all = signatures.chain([&model.headers.delivery_id_aliases, &model.headers.timestamp_aliases]);
    all.any(|aliases: &Vec<Text>| !aliases.is_empty())
}

fn has_rare_parts(signature: &Signature) -> bool {
    let is_usual = |part: &Part| matches!(part, Part::Text { .. } | Part::Timestamp | Part::DeliveryId | Part::Body);
    !signature.signed_content.parts.iter().all(is_usual)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Target;

    #[test]
    fn every_feature_has_a_title_and_every_row_a_target() {
        for (target, features) in LACKING {
            assert!(Target::packages().any(|it| it.name == *target), "{target}");
            assert!(features.iter().all(|it| !it.title().is_empty()), "{target}");
        }
        assert!(FEATURES.iter().enumerate().all(|(at, (feature, _))| *feature as usize == at));
    }

    #[test]
    fn this_projects_catalog_uses_none() {
        let model = Model::builtin().unwrap();
        assert!(FEATURES.iter().all(|(feature, _)| !feature.is_used_by(&model)));
    }

    #[test]
    fn what_a_language_lacks_is_refused_by_name() {
        let mut model = Model::builtin().unwrap();
        assert!(model.check_features("php", "PHP").is_ok());
        model.required = Required::Advice;
        assert!(model.check_features("csharp", "C#").is_ok());
        model.signatures[0].scheme = Scheme::Ed25519;
        let message = model.check_features("csharp", "C#").unwrap_err().to_string();
        assert!(message.contains("C#") && message.contains(Ed25519.title()), "{message}");
    }
}
