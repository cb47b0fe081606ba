//! The table of targets, and rendering one.

use crate::{
    EnumSpec, EventSpec, Model, ObjectSpec,
    language::{self, Language},
    text,
};
use anyhow::{Context, Result, ensure};
use heck::{ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use minijinja::{Environment, UndefinedBehavior, Value, context, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;
use std::collections::HashMap;

/// Code for one language, in one folder.
pub struct Target {
    /// What the command line calls it.
    pub name: &'static str,
    /// The folder that is all generated, from the repository's root.
    pub folder: &'static str,
    /// The language that it is written in.
    language: &'static Language,
    /// The package's name if nobody says another, `{slug}` being the provider's; none where it is a part of a binding.
    package: Option<&'static str>,
    templates: &'static [Template],
}

struct Template {
    /// The file's path below the target's folder; `__module__` in it is what the language makes of the package's name,
    /// `__package__` that name. One that ends with `.part` is not written: others import from it.
    /// `__event__`, `__object__` and `__enum__` stand for the names of all of those, with a file for each.
    output: &'static str,
    text: &'static str,
}

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The path below the target's folder, with forward slashes.
    pub path: String,
    /// The content.
    pub content: String,
}

/// What differs between the runs of a generator.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The package's name, where the target is a package.
    pub package: Option<String>,
    /// The command that made the files: they name it.
    pub command: String,
}

/// What templates see: the model's members, and these.
#[derive(Serialize)]
struct Seen<'a> {
    #[serde(flatten)]
    model: &'a Model,
    /// The package's name.
    package: &'a str,
    /// The path of the code's folder.
    module: &'a str,
    /// The text that tells that a file is generated, without comment signs.
    mark: String,
}

/// A template below `templates/`, and the path that its file is written to.
macro_rules! part {
    ($template:expr, $output:literal) => {
        Template { output: $output, text: include_str!(concat!("../templates/", $template, ".j2")) }
    };
}

/// The files of a folder below `templates/`, by the paths that they are written to.
macro_rules! templates {
    ($folder:literal: $($output:literal),+ $(,)?) => {
        &[$(part!(concat!($folder, "/", $output), $output)),+]
    };
}

/// All targets. A language is a folder of templates and an entry here.
pub static TARGETS: &[Target] = &[
    Target {
        name: "python-binding-native",
        folder: "bindings/python/src/generated",
        language: &language::RUST,
        package: None,
        templates: &[part!("python-binding/native.rs", "mod.rs")],
    },
    Target {
        name: "python-binding",
        folder: "bindings/python/python/autosend_webhooks/_generated",
        language: &language::PYTHON,
        package: None,
        templates: &[
            part!("python-binding/init.py", "__init__.py"),
            part!("python/src/__module__/enums.py", "enums.py"),
            part!("python-binding/errors.py", "errors.py"),
            part!("python-binding/events.py", "events.py"),
            part!("python-binding/events.pyi", "events.pyi"),
            part!("python-binding/models.py", "models.py"),
        ],
    },
    Target {
        name: "python-binding-pure",
        folder: "bindings/python/python/autosend_webhooks/_pure",
        language: &language::PYTHON,
        package: None,
        templates: &[
            part!("python-binding/pure/__init__.py", "__init__.py"),
            part!("python-binding/pure/api.py", "api.py"),
            part!("python-binding/pure/backend.py", "backend.py"),
            part!("python/src/__module__/_json.py", "_json.py"),
            part!("python/src/__module__/answers.py", "answers.py"),
            part!("python/src/__module__/asgi.py", "asgi.py"),
            part!("python/src/__module__/bodies.py", "bodies.py"),
            part!("python/src/__module__/clock.py", "clock.py"),
            part!("python/src/__module__/copying.py", "copying.py"),
            part!("python/src/__module__/deduplicator.py", "deduplicator.py"),
            part!("python/src/__module__/delivery.py", "delivery.py"),
            part!("python-binding/pure/enums.py", "enums.py"),
            part!("python-binding/pure/errors.py", "errors.py"),
            part!("python/src/__module__/events.py", "events.py"),
            part!("python/src/__module__/explain.py", "explain.py"),
            part!("python/src/__module__/headers.py", "headers.py"),
            part!("python/src/__module__/provider.py", "provider.py"),
            part!("python/src/__module__/read.py", "read.py"),
            part!("python/src/__module__/registry.py", "registry.py"),
            part!("python/src/__module__/samples.py", "samples.py"),
            part!("python/src/__module__/schema.py", "schema.py"),
            part!("python/src/__module__/signature.py", "signature.py"),
            part!("python/src/__module__/steps.py", "steps.py"),
            part!("python/src/__module__/testing.py", "testing.py"),
            part!("python/src/__module__/verifier.py", "verifier.py"),
            part!("python/src/__module__/webhooks.py", "webhooks.py"),
            part!("python/src/__module__/wsgi.py", "wsgi.py"),
            part!("python-binding/pure/version.py", "version.py"),
        ],
    },
    Target {
        name: "node-binding",
        folder: "bindings/node/src/generated",
        language: &language::TYPESCRIPT,
        package: None,
        templates: templates!("node-binding": "build.ts", "errors.ts", "events.ts", "provider.ts", "usual.ts"),
    },
    Target {
        name: "node-binding-pure",
        folder: "bindings/node/src/pure",
        language: &language::TYPESCRIPT,
        package: None,
        templates: &[
            part!("typescript/src/bytes.ts", "bytes.ts"),
            part!("typescript/src/checker.ts", "checker.ts"),
            part!("typescript/src/deduplicator.ts", "deduplicator.ts"),
            part!("node-binding/pure/errors.ts", "errors.ts"),
            part!("node-binding/pure/events.ts", "events.ts"),
            part!("typescript/src/explain.ts", "explain.ts"),
            part!("typescript/src/headers.ts", "headers.ts"),
            part!("typescript/src/json.ts", "json.ts"),
            part!("typescript/src/options.ts", "options.ts"),
            part!("typescript/src/pipeline.ts", "pipeline.ts"),
            part!("typescript/src/provider.ts", "provider.ts"),
            part!("typescript/src/read.ts", "read.ts"),
            part!("typescript/src/schema.ts", "schema.ts"),
            part!("typescript/src/secrets.ts", "secrets.ts"),
            part!("typescript/src/sendable.ts", "sendable.ts"),
            part!("typescript/src/sha256.ts", "sha256.ts"),
            part!("typescript/src/sign.ts", "sign.ts"),
            part!("typescript/src/signature.ts", "signature.ts"),
            part!("typescript/src/timing.ts", "timing.ts"),
            part!("typescript/src/utf8.ts", "utf8.ts"),
        ],
    },
    Target {
        name: "node-binding-native",
        folder: "bindings/node/native/generated",
        language: &language::RUST,
        package: None,
        templates: templates!("node-binding-native": "mod.rs"),
    },
    Target {
        name: "uniffi-native",
        folder: "bindings/uniffi/src/generated",
        language: &language::RUST,
        package: None,
        templates: templates!("uniffi-native": "mod.rs"),
    },
    Target {
        name: "uniffi-kotlin",
        folder: "bindings/uniffi/kotlin/src/generated/kotlin/autosend/webhooks",
        language: &language::KOTLIN,
        package: None,
        templates: &[
            part!("uniffi-internal", "internal.part"),
            part!("uniffi-kotlin/ErrorCode.kt", "ErrorCode.kt"),
            part!("uniffi-kotlin/Events.kt", "Events.kt"),
            part!("uniffi-kotlin/Provider.kt", "Provider.kt"),
        ],
    },
    Target {
        name: "uniffi-swift",
        folder: "bindings/uniffi/swift/Sources/AutoSendWebhooks/Generated",
        language: &language::SWIFT,
        package: None,
        templates: &[
            part!("uniffi-internal", "internal.part"),
            part!("uniffi-swift/ErrorCode.swift", "ErrorCode.swift"),
            part!("uniffi-swift/Events.swift", "Events.swift"),
            part!("uniffi-swift/Provider.swift", "Provider.swift"),
        ],
    },
    Target {
        name: "typescript",
        folder: "sdks/typescript",
        language: &language::TYPESCRIPT,
        package: Some("{slug}-webhooks-pure"),
        templates: templates!(
            "typescript":
            "README.md",
            "package.json",
            "tsconfig.json",
            "src/bytes.ts",
            "src/checker.ts",
            "src/deduplicator.ts",
            "src/delivery.ts",
            "src/errors.ts",
            "src/events.ts",
            "src/explain.ts",
            "src/fetch.ts",
            "src/headers.ts",
            "src/index.ts",
            "src/json.ts",
            "src/node.ts",
            "src/options.ts",
            "src/pipeline.ts",
            "src/provider.ts",
            "src/read.ts",
            "src/receiver.ts",
            "src/schema.ts",
            "src/secrets.ts",
            "src/sendable.ts",
            "src/sha256.ts",
            "src/sign.ts",
            "src/signature.ts",
            "src/testing.ts",
            "src/timing.ts",
            "src/utf8.ts",
            "src/verifier.ts",
        ),
    },
    Target {
        name: "python",
        folder: "sdks/python",
        language: &language::PYTHON,
        package: Some("{slug}-webhooks-pure"),
        templates: templates!(
            "python":
            "README.md",
            "pyproject.toml",
            "src/__module__/__init__.py",
            "src/__module__/_json.py",
            "src/__module__/answers.py",
            "src/__module__/asgi.py",
            "src/__module__/backend.py",
            "src/__module__/bodies.py",
            "src/__module__/clock.py",
            "src/__module__/copying.py",
            "src/__module__/deduplicator.py",
            "src/__module__/delivery.py",
            "src/__module__/enums.py",
            "src/__module__/errors.py",
            "src/__module__/events.py",
            "src/__module__/explain.py",
            "src/__module__/headers.py",
            "src/__module__/provider.py",
            "src/__module__/py.typed",
            "src/__module__/read.py",
            "src/__module__/registry.py",
            "src/__module__/samples.py",
            "src/__module__/schema.py",
            "src/__module__/signature.py",
            "src/__module__/steps.py",
            "src/__module__/testing.py",
            "src/__module__/verifier.py",
            "src/__module__/webhooks.py",
            "src/__module__/wsgi.py",
        ),
    },
    Target {
        name: "go",
        folder: "sdks/go",
        language: &language::GO,
        package: Some("{slug}-webhooks"),
        templates: templates!(
            "go":
            "names.part",
            "README.md",
            "go.mod",
            "deduplicator.go",
            "delivery.go",
            "doc.go",
            "errors.go",
            "events.go",
            "fields.go",
            "handler.go",
            "headers.go",
            "http.go",
            "json.go",
            "models.go",
            "optional.go",
            "secret.go",
            "signature.go",
            "testing.go",
            "timestamp.go",
            "verifier.go",
        ),
    },
    Target {
        name: "php",
        folder: "sdks/php",
        language: &language::PHP,
        package: Some("{slug}/webhooks"),
        templates: templates!(
            "php":
            "names.part",
            "README.md",
            "composer.json",
            "src/Admission.php",
            "src/Deduplicator.php",
            "src/Delivery.php",
            "src/ErrorCode.php",
            "src/Event.php",
            "src/Events.php",
            "src/Field.php",
            "src/Headers.php",
            "src/Json.php",
            "src/MemoryDeduplicator.php",
            "src/Misfit.php",
            "src/Model.php",
            "src/Options.php",
            "src/Outcome.php",
            "src/PdoDeduplicator.php",
            "src/Scanner.php",
            "src/SecretForm.php",
            "src/Secrets.php",
            "src/Signature.php",
            "src/Testing.php",
            "src/Timestamp.php",
            "src/Type.php",
            "src/Verifier.php",
            "src/WebhookException.php",
            "src/Data/__enum__.php",
            "src/Data/__object__.php",
            "src/Event/Invalid.php",
            "src/Event/RawEvent.php",
            "src/Event/TypedEvent.php",
            "src/Event/Unknown.php",
            "src/Event/__event__.php",
            "src/Http/Answer.php",
            "src/Http/Body.php",
            "src/Http/Claim.php",
            "src/Http/LaravelMiddleware.php",
            "src/Http/PsrMiddleware.php",
            "src/Http/Receiver.php",
        ),
    },
    Target {
        name: "ruby",
        folder: "sdks/ruby",
        language: &language::RUBY,
        package: Some("{slug}_webhooks"),
        templates: templates!(
            "ruby":
            "names.part",
            "README.md",
            "__package__.gemspec",
            "lib/__module__.rb",
            "lib/__module__/deduplicator.rb",
            "lib/__module__/delivery.rb",
            "lib/__module__/errors.rb",
            "lib/__module__/event.rb",
            "lib/__module__/events.rb",
            "lib/__module__/headers.rb",
            "lib/__module__/json.rb",
            "lib/__module__/model.rb",
            "lib/__module__/models.rb",
            "lib/__module__/options.rb",
            "lib/__module__/rack.rb",
            "lib/__module__/rails.rb",
            "lib/__module__/secret_form.rb",
            "lib/__module__/secrets.rb",
            "lib/__module__/signature.rb",
            "lib/__module__/testing.rb",
            "lib/__module__/timestamp.rb",
            "lib/__module__/verifier.rb",
        ),
    },
    Target {
        name: "java",
        folder: "sdks/java",
        language: &language::JAVA,
        package: Some("{slug}-webhooks-pure"),
        templates: templates!(
            "java":
            "names.part",
            "README.md",
            "pom.xml",
            "src/main/java/__module__/Admission.java",
            "src/main/java/__module__/Codec.java",
            "src/main/java/__module__/Deduplicator.java",
            "src/main/java/__module__/Delivery.java",
            "src/main/java/__module__/ErrorCode.java",
            "src/main/java/__module__/Event.java",
            "src/main/java/__module__/EventReader.java",
            "src/main/java/__module__/Field.java",
            "src/main/java/__module__/Generation.java",
            "src/main/java/__module__/Invalid.java",
            "src/main/java/__module__/Json.java",
            "src/main/java/__module__/JsonNumber.java",
            "src/main/java/__module__/JsonParser.java",
            "src/main/java/__module__/Keyring.java",
            "src/main/java/__module__/Maybe.java",
            "src/main/java/__module__/MemoryDeduplicator.java",
            "src/main/java/__module__/MisfitException.java",
            "src/main/java/__module__/ObjectReader.java",
            "src/main/java/__module__/ObjectWriter.java",
            "src/main/java/__module__/Receiver.java",
            "src/main/java/__module__/ReceiverException.java",
            "src/main/java/__module__/Samples.java",
            "src/main/java/__module__/SecretForm.java",
            "src/main/java/__module__/SignedRequest.java",
            "src/main/java/__module__/Signer.java",
            "src/main/java/__module__/Text.java",
            "src/main/java/__module__/Timestamp.java",
            "src/main/java/__module__/Unknown.java",
            "src/main/java/__module__/Verifier.java",
            "src/main/java/__module__/WebhookException.java",
            "src/main/java/__module__/WebhookHeaders.java",
            "src/main/java/__module__/WebhookResponse.java",
            "src/main/java/__module__/Work.java",
            "src/main/java/__module__/__enum__.java",
            "src/main/java/__module__/__event__.java",
            "src/main/java/__module__/__object__.java",
            "src/main/java/__module__/http/WebhookHandler.java",
            "src/main/java/__module__/http/package-info.java",
            "src/main/java/__module__/package-info.java",
            "src/main/java/__module__/servlet/Requests.java",
            "src/main/java/__module__/servlet/WebhookFilter.java",
            "src/main/java/__module__/servlet/WebhookServlet.java",
            "src/main/java/__module__/servlet/package-info.java",
            "src/main/java/__module__/spring/DeliveryArgumentResolver.java",
            "src/main/java/__module__/spring/WebhookExceptionAdvice.java",
            "src/main/java/__module__/spring/package-info.java",
        ),
    },
    Target {
        name: "csharp",
        folder: "sdks/csharp",
        language: &language::CSHARP,
        package: Some("{slug}.webhooks"),
        templates: templates!(
            "csharp":
            "names.part",
            "README.md",
            "__module__.csproj",
            "src/Admission.cs",
            "src/Codec.cs",
            "src/Delivery.cs",
            "src/ErrorCode.cs",
            "src/EventReader.cs",
            "src/Events.cs",
            "src/Field.cs",
            "src/Form.cs",
            "src/Hex.cs",
            "src/HttpListenerReceiver.cs",
            "src/IDeduplicator.cs",
            "src/Json.cs",
            "src/JsonParser.cs",
            "src/Keyring.cs",
            "src/Maybe.cs",
            "src/MemoryDeduplicator.cs",
            "src/MisfitException.cs",
            "src/Models.cs",
            "src/ObjectReader.cs",
            "src/ObjectWriter.cs",
            "src/Receiver.cs",
            "src/ReceiverException.cs",
            "src/Samples.cs",
            "src/SecretForm.cs",
            "src/SignedRequest.cs",
            "src/Signer.cs",
            "src/Text.cs",
            "src/Timestamp.cs",
            "src/Verifier.cs",
            "src/WebhookException.cs",
            "src/WebhookHeaders.cs",
            "src/WebhookResponse.cs",
            "src/Work.cs",
        ),
    },
];

impl Target {
    /// The targets that are packages, by the language's name.
    pub fn packages() -> impl Iterator<Item = &'static Self> {
        TARGETS.iter().filter(|target| target.package.is_some())
    }

    /// How many templates it has, parts included.
    #[must_use]
    pub fn templates(&self) -> usize {
        self.templates.len()
    }

    /// Renders every template. The same model and settings give the same files.
    pub fn render(&self, model: &Model, settings: &Settings) -> Result<Vec<File>> {
        let package = self.package_name(model, settings)?;
        let module = (self.language.module)(&package);
        check_names(self.language, model)?;
        let environment = self.environment()?;
        let mark = format!("Generated from {} by `{}`; do not edit.", settings.source(), settings.command);
        let seen = Value::from(Serde(Seen { model, package: &package, module: &module, mark }));
        let mut files = Vec::new();
        for template in self.templates.iter().filter(|template| !template.is_part()) {
            for (path, item) in template.outputs(model) {
                let all = context! { ..item, ..seen.clone() };
                let content = environment.get_template(template.output).and_then(|it| it.render(all));
                let content = content.with_context(|| format!("the template of {}/{path}", self.folder))?;
                let path = path.replace("__module__", &module).replace("__package__", &package);
                files.push(File { path: path.trim_start_matches('/').to_owned(), content });
            }
        }
        Ok(files)
    }

    /// It becomes a part of paths, of URLs and of manifests.
    fn package_name(&self, model: &Model, settings: &Settings) -> Result<String> {
        let own = || self.package.unwrap_or_default().replace("{slug}", &model.slug);
        let name = settings.package.clone().unwrap_or_else(own);
        let is_part = |it: char| it.is_ascii_alphanumeric() || "-_./@".contains(it);
        let is_name = name.chars().all(is_part) && name.split('/').all(|part| !part.starts_with(['.', '-']));
        ensure!(is_name, "{name:?} is no name for a package: use letters, digits and - _ . / @");
        Ok(name)
    }

    fn environment(&self) -> Result<Environment<'static>> {
        let language = self.language;
        let mut environment = environment()?;
        environment.add_filter("field", |text: &str| language.field_name(text));
        environment.add_filter("member", |text: &str| language.member_name(text));
        environment.add_filter("quoted", |text: &str| (language.quote)(text));
        environment.add_filter("comment", |text: &str, indent: Option<usize>| {
            text::comment(text, language.comment, indent.unwrap_or(0))
        });
        for template in self.templates {
            environment.add_template(template.output, template.text)?;
        }
        Ok(environment)
    }
}

impl Template {
    /// The files that it makes: one, or one for each event, object or enumeration, which it then sees under that name.
    fn outputs(&self, model: &Model) -> Vec<(String, Value)> {
        let output = |placeholder, name: &str, item| (self.output.replace(placeholder, name), item);
        if self.output.contains("__event__") {
            let of = |event: &EventSpec| output("__event__", &event.name, context! { event => Serde(event) });
            model.events.iter().map(of).collect()
        } else if self.output.contains("__object__") {
            let of = |it: &ObjectSpec| output("__object__", &class_name(it, model), context! { object => Serde(it) });
            model.objects.iter().map(of).collect()
        } else if self.output.contains("__enum__") {
            let of = |it: &EnumSpec| output("__enum__", &it.name, context! { enum => Serde(it) });
            model.enums.iter().map(of).collect()
        } else {
            vec![(self.output.to_owned(), context! {})]
        }
    }

    fn is_part(&self) -> bool {
        self.output.strip_suffix(".part").is_some()
    }
}

impl Settings {
    /// The settings of this repository's own files.
    #[must_use]
    pub fn repository() -> Self {
        Self { package: None, command: "cargo xtask generate".into() }
    }

    fn source(&self) -> &'static str {
        if self.command == Self::repository().command { "schema/" } else { "the catalog" }
    }
}

/// The name of an object's class where events are classes too: those have the names of their data.
fn class_name(object: &ObjectSpec, model: &Model) -> String {
    let is_data = model.events.iter().any(|event| event.data == object.name);
    object.name.clone() + if is_data { "Data" } else { "" }
}

/// Two members that a language would call the same can't both be fields.
fn check_names(language: &Language, model: &Model) -> Result<()> {
    for object in &model.objects {
        let mut seen = HashMap::new();
        for field in &object.fields {
            let name = language.field_name(&field.name);
            ensure!(!name.is_empty(), "{}: {} can't be a name in {}", object.name, field.name, language.title);
            if let Some(other) = seen.insert(name, &field.name) {
                anyhow::bail!(
                    "{}: {other} and {} would be the same name in {}",
                    object.name,
                    field.name,
                    language.title
                );
            }
        }
    }
    Ok(())
}

fn environment() -> Result<Environment<'static>> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
        .set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?);
    environment.add_filter("snake", |text: &str| text.to_snake_case());
    environment.add_filter("camel", |text: &str| text.to_lower_camel_case());
    environment.add_filter("pascal", |text: &str| text.to_upper_camel_case());
    environment.add_filter("kebab", |text: &str| text.to_kebab_case());
    environment.add_filter("constant", |text: &str| text.to_shouty_snake_case());
    environment.add_filter("json", |value: Value| serde_json::to_string(&value).unwrap_or_default());
    environment.add_filter("property", |text: &str| language::property(text));
    environment.add_filter("python", |text: &str| language::PYTHON.field_name(text));
    environment.add_filter("wrap", text::wrap);
    environment.add_filter("union", text::union);
    environment.add_filter("isort", text::isort);
    environment.add_test("object", |field_type: &Value| has(field_type, "object"));
    environment.add_test("object_list", |field_type: &Value| {
        field_type.get_attr("list").is_ok_and(|items| has(&items, "object"))
    });
    Ok(environment)
}

/// Whether a field's type is a reference of that kind.
fn has(field_type: &Value, kind: &str) -> bool {
    field_type.get_attr(kind).is_ok_and(|name| !name.is_undefined())
}
