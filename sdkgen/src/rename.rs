//! A copy of the runtime under another name.

use crate::{Language, Model};
use heck::{ToShoutySnakeCase, ToUpperCamelCase};

/// Words, and what stands in their place in a copy.
pub(crate) struct Renames {
    /// The longest first, so that a name is not taken for the beginning of a longer one.
    pairs: Vec<(String, String)>,
}

impl Renames {
    /// From the package's and the provider's names in the sources to those of a copy.
    pub(crate) fn new(language: &Language, from: (&str, &Model), to: (&str, &Model)) -> Self {
        let words = |(package, model): (&str, &Model)| {
            [(language.spellings)(package), provider_words(model), version_words(model)].concat()
        };
        let mut pairs: Vec<_> = words(from).into_iter().zip(words(to)).filter(|(from, to)| from != to).collect();
        pairs.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        Self { pairs }
    }

    /// The text with every word replaced once: what was put in is not looked at again.
    pub(crate) fn apply(&self, text: &str) -> String {
        let mut copy = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((at, (from, to))) = self.next(rest) {
            copy.push_str(&rest[..at]);
            copy.push_str(to);
            rest = &rest[at + from.len()..];
        }
        copy.push_str(rest);
        copy
    }

    /// The first word in a text, and where it is; of those at one place the longest.
    fn next(&self, text: &str) -> Option<(usize, &(String, String))> {
        let found = self.pairs.iter().filter_map(|pair| Some((text.find(&pair.0)?, pair)));
        found.min_by_key(|(at, _)| *at)
    }
}

/// What the provider is called: its site, its name for people, and the words that identifiers are made of.
fn provider_words(model: &Model) -> Vec<String> {
    let slug = &model.slug;
    let words = [slug.to_upper_camel_case(), slug.to_shouty_snake_case(), slug.clone()];
    [model.website.clone(), model.provider.clone()].into_iter().chain(words).collect()
}

/// The package's version, as the manifests of Maven, of .NET and of npm say it.
fn version_words(model: &Model) -> Vec<String> {
    let version = &model.version;
    vec![
        format!("<version>{version}</version>"),
        format!("<Version>{version}</Version>"),
        format!("\"version\": \"{version}\""),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{JAVA, PHP, RUBY};

    fn other() -> Model {
        Model { provider: "Acme Mail".into(), slug: "acme".into(), ..Model::builtin().unwrap() }
    }

    #[test]
    fn every_spelling_is_replaced_and_nothing_twice() {
        let own = Model::builtin().unwrap();
        let renames = Renames::new(&PHP, ("autosend/webhooks", &own), ("acme/autosend-hooks", &other()));
        let copy =
            renames.apply(r#"namespace Autosend\Webhooks; "Autosend\\Webhooks\\" // AutoSend, autosend/webhooks"#);
        assert_eq!(copy, r#"namespace Acme\AutosendHooks; "Acme\\AutosendHooks\\" // Acme Mail, acme/autosend-hooks"#);
    }

    #[test]
    fn identifiers_follow_the_language() {
        let own = Model::builtin().unwrap();
        let ruby = Renames::new(&RUBY, ("autosend_webhooks", &own), ("acme_mail", &own));
        assert_eq!(ruby.apply("require 'autosend_webhooks/x'; AutosendWebhooks"), "require 'acme_mail/x'; AcmeMail");
        let java = Renames::new(&JAVA, ("autosend-webhooks-pure", &own), ("acme-mail", &own));
        assert_eq!(java.apply("autosend/webhooks/pure/X autosend.webhooks.pure"), "acme/mail/X acme.mail");
    }

    #[test]
    fn manifests_have_the_catalogs_version() {
        let own = Model::builtin().unwrap();
        let to = Model { version: "7.8.9".into(), ..Model::builtin().unwrap() };
        let renames = Renames::new(&JAVA, ("autosend-webhooks", &own), ("autosend-webhooks", &to));
        let manifest = format!("<version>{0}</version> <version>6{0}</version>", own.version);
        assert_eq!(renames.apply(&manifest), format!("<version>7.8.9</version> <version>6{}</version>", own.version));
        assert_eq!(renames.apply(&format!("\"version\": \"{}\"", own.version)), "\"version\": \"7.8.9\"");
    }

    #[test]
    fn the_same_names_change_nothing() {
        let own = Model::builtin().unwrap();
        assert!(Renames::new(&RUBY, ("autosend_webhooks", &own), ("autosend_webhooks", &own)).pairs.is_empty());
    }
}
