//! The table of targets, and rendering one.

use crate::{
    Model, ObjectSpec,
    embedded::{PACKAGES, RUNTIME_FILES, SUITES, TEMPLATES},
    foreign::{self, unmarked},
    groups::{self, Group},
    language::{self, Language},
    names,
    rename::Renames,
    scheme::Scheme,
    text,
};
use anyhow::{Context, Error, Result, ensure};
use heck::{ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use minijinja::{Environment, UndefinedBehavior, Value, context, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;
use serde_json::Value as Json;
use std::collections::HashMap;

/// Code for one language, in one folder.
pub struct Target {
    /// What the command line calls it, and the folder of its templates, of its runtime and of what only generated packages
    /// have.
    pub name: &'static str,
    /// The folder in the repository that the paths are below.
    pub folder: &'static str,
    /// The language that it is written in.
    language: &'static Language,
    /// The package's name if nobody says another, `{slug}` being the provider's; none where it is a part of a binding.
    package: Option<&'static str>,
    /// Templates of other folders, and the paths that their files are written to.
    borrowed: &'static [(&'static str, &'static str)],
    /// The folder of a package's test suite that the samples are in, if there is a suite.
    suite: Option<&'static str>,
}

/// A template, by the path of the file that it makes.
struct Template {
    /// The file's path below the target's folder; `__module__` in it is what the language makes of the package's name,
    /// `__package__` that name. One that ends with `.part` is not written: others import from it.
    /// `__event__`, `__object__`, `__enum__` and `__union__` stand for the names of all of those, with a file for each;
    /// `__group__` for nothing or, in files for one group of a large catalog, for an underscore and the group's name.
    output: &'static str,
    text: &'static str,
}

/// Files that are copied, by their paths below the folder of all targets.
type Sources = &'static [(&'static str, &'static str)];

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
    /// Whether a package has a test suite over signed samples.
    pub with_tests: bool,
}

/// What templates see: the model's members, and these.
#[derive(Serialize)]
struct Seen<'a> {
    #[serde(flatten)]
    model: &'a Json,
    /// The groups that have files of their own, where the catalog is large.
    split: Vec<Split<'a>>,
    /// The package's name.
    package: &'a str,
    /// The path of the code's folder.
    module: &'a str,
    /// The text that tells that a file is generated, without comment signs.
    mark: &'a str,
    /// Whether the package has a test suite.
    with_tests: bool,
    /// The generator's own versions.
    generator: Versions,
}

/// What packages that depend on this project's crates ask for.
#[derive(Serialize)]
struct Versions {
    /// That of the crates.
    version: &'static str,
    /// The oldest Rust that compiles them.
    rust_version: &'static str,
}

const VERSIONS: Versions =
    Versions { version: env!("CARGO_PKG_VERSION"), rust_version: env!("CARGO_PKG_RUST_VERSION") };

/// A group with files of its own.
#[derive(Serialize)]
struct Split<'a> {
    name: &'a str,
    /// The names of its events.
    events: Vec<&'a Json>,
}

/// All targets. A language is a folder of templates, a runtime and an entry here.
pub static TARGETS: &[Target] = &[
    Target {
        name: "python-native",
        folder: "bindings/python/native/src/generated",
        language: &language::RUST,
        package: None,
        borrowed: &[],
        suite: None,
    },
    Target {
        name: "node-binding",
        folder: "bindings/node/src/native/generated",
        language: &language::TYPESCRIPT,
        package: None,
        borrowed: &[("node-layout.part.j2", "layout.part")],
        suite: None,
    },
    Target {
        name: "node-binding-native",
        folder: "bindings/node/native/generated",
        language: &language::RUST,
        package: None,
        borrowed: &[("node-layout.part.j2", "layout.part")],
        suite: None,
    },
    Target {
        name: "uniffi-native",
        folder: "bindings/uniffi/src/generated",
        language: &language::RUST,
        package: None,
        borrowed: &[],
        suite: None,
    },
    Target {
        name: "uniffi-kotlin",
        folder: "bindings/uniffi/kotlin/src/generated/kotlin/autosend/webhooks",
        language: &language::KOTLIN,
        package: None,
        borrowed: &[("uniffi-internal.part.j2", "internal.part")],
        suite: None,
    },
    Target {
        name: "uniffi-swift",
        folder: "bindings/uniffi/swift/Sources/AutoSendWebhooks/Generated",
        language: &language::SWIFT,
        package: None,
        borrowed: &[("uniffi-internal.part.j2", "internal.part")],
        suite: None,
    },
    Target {
        name: "typescript",
        folder: "bindings/node",
        language: &language::TYPESCRIPT,
        package: Some("{slug}-webhooks"),
        borrowed: &[],
        suite: Some("test"),
    },
    Target {
        name: "python",
        folder: "bindings/python",
        language: &language::PYTHON,
        package: Some("{slug}-webhooks"),
        borrowed: &[],
        suite: Some("tests"),
    },
    Target {
        name: "go",
        folder: "sdks/go",
        language: &language::GO,
        // A path that `go get` fetches from: the one place that says where the package of Go is published.
        package: Some("github.com/{slug}/{slug}-webhooks"),
        borrowed: &[],
        suite: Some("testdata"),
    },
    Target {
        name: "php",
        folder: "sdks/php",
        language: &language::PHP,
        package: Some("{slug}/webhooks"),
        borrowed: &[],
        suite: Some("tests"),
    },
    Target {
        name: "ruby",
        folder: "sdks/ruby",
        language: &language::RUBY,
        package: Some("{slug}_webhooks"),
        borrowed: &[],
        suite: Some("test"),
    },
    Target {
        name: "java",
        folder: "sdks/java",
        language: &language::JAVA,
        package: Some("{slug}-webhooks-pure"),
        borrowed: &[],
        suite: Some("src/test/resources"),
    },
    Target {
        name: "csharp",
        folder: "sdks/csharp",
        language: &language::CSHARP,
        package: Some("{slug}.webhooks"),
        borrowed: &[],
        suite: Some("tests"),
    },
    // Crates of other providers: this project's own events are in `core`.
    Target {
        name: "rust",
        folder: "sdks/rust",
        language: &language::CRATE,
        package: Some("{slug}-webhooks"),
        borrowed: &[],
        suite: Some("tests"),
    },
];

impl Target {
    /// The targets that are packages, by the language's name.
    pub fn packages() -> impl Iterator<Item = &'static Self> {
        TARGETS.iter().filter(|target| target.package.is_some())
    }

    /// Whether this repository has generated files of it: crates in Rust are of other providers alone.
    #[must_use]
    pub fn is_in_repository(&self) -> bool {
        self.name != "rust"
    }

    /// The files that depend on the catalog: what the repository's own package has besides its source files. The same model
    /// and settings give the same files.
    pub fn generated(&self, model: &Model, settings: &Settings) -> Result<Vec<File>> {
        let package = self.package_name(model, settings)?;
        self.supports(model)?;
        self.render(&self.templates(TEMPLATES), &package, model, settings)
    }

    /// Refuses a catalog that uses what this target can't do yet, or that it is not for.
    ///
    /// # Errors
    ///
    /// Names what it lacks.
    pub fn supports(&self, model: &Model) -> Result<()> {
        ensure!(
            self.name != "rust" || model.envelope.is_some(),
            "{} has no envelope, which crates in Rust are generated by; AutoSend's events are in the crate \
             autosend-webhooks (cargo add autosend-webhooks)",
            model.provider
        );
        model.check_features(self.name, self.language.title)
    }

    /// A whole package of the user's own: the generated files, and a copy of the runtime under the package's name.
    pub fn package(&self, model: &Model, settings: &Settings) -> Result<Vec<File>> {
        let package = self.package_name(model, settings)?;
        self.supports(model)?;
        let templates: Vec<_> = [TEMPLATES, PACKAGES].into_iter().flat_map(|all| self.templates(all)).collect();
        let mut files = self.render(&templates, &package, model, settings)?;
        files.extend(self.copied(RUNTIME_FILES, &package, model, settings)?);
        files.extend(self.copied(PACKAGES, &package, model, settings)?);
        if settings.with_tests {
            files.extend(self.suite(&package, model, settings)?);
        }
        Ok(files)
    }

    /// The test suite of a package, and beside it the samples that it signs.
    fn suite(&self, package: &str, model: &Model, settings: &Settings) -> Result<Vec<File>> {
        let mut files = self.copied(SUITES, package, model, settings)?;
        let folder = self.suite.context("only packages have a test suite")?;
        let is_signed = self.name != "rust" || model.signature.scheme != Scheme::Ed25519;
        ensure!(is_signed, "a crate in Rust can't sign what only {} can, and so not test it", model.provider);
        let samples = model.suite(&settings.mark(settings.source()))?;
        files.push(File { path: format!("{folder}/samples.json"), content: format!("{samples:#}\n") });
        Ok(files)
    }

    /// The templates of its folder, and those that it borrows.
    fn templates(&self, all: &'static [(&'static str, &'static str)]) -> Vec<Template> {
        let own = all.iter().filter_map(|(path, text)| {
            let output = path.strip_prefix(self.name)?.strip_prefix('/')?.strip_suffix(".j2")?;
            Some(Template { output, text })
        });
        let borrowed = self.borrowed.iter().flat_map(|(path, output)| {
            let found = all.iter().filter(move |(there, _)| there == path);
            found.map(|(_, text)| Template { output, text })
        });
        own.chain(borrowed).collect()
    }

    /// The source files, with the package's and the provider's names in place of this project's.
    fn copied(&self, from: Sources, package: &str, model: &Model, settings: &Settings) -> Result<Vec<File>> {
        let own = Model::builtin()?;
        let renames = Renames::new(self.language, (&self.default_name(&own), &own), (package, model));
        let mark = settings.mark("the runtime");
        let sources = from.iter().filter(|(path, _)| path.strip_suffix(".j2").is_none());
        let sources = sources.filter_map(|(path, text)| Some((path.strip_prefix(self.name)?.strip_prefix('/')?, text)));
        Ok(sources.map(|(path, text)| stamp(renames.apply(path), &renames.apply(text), &mark)).collect())
    }

    fn render(&self, templates: &[Template], package: &str, model: &Model, settings: &Settings) -> Result<Vec<File>> {
        let module = (self.language.module)(package);
        let environment = self.environment(templates)?;
        let mark = settings.mark(settings.source());
        let resolved = names::resolved(model, self.language)?;
        let groups = groups::of(model);
        let split = groups.iter().filter(|group| !group.name.is_empty());
        let events = |group: &Group| group.events.iter().map(|at| &resolved["events"][*at]["name"]).collect();
        let split = split.map(|group| Split { name: &group.name, events: events(group) }).collect();
        let with_tests = settings.with_tests;
        let (module, mark) = (module.as_str(), mark.as_str());
        let generator = VERSIONS;
        let seen = Seen { model: &resolved, split, package, module, mark, with_tests, generator };
        let seen = Value::from(Serde(seen));
        let mut files = Vec::new();
        for template in templates.iter().filter(|template| !template.is_part()) {
            for (path, item) in template.outputs(model, &groups, &resolved) {
                let all = context! { ..item, ..seen.clone() };
                let content = environment.get_template(template.output).and_then(|it| it.render(all));
                let content =
                    content.map_err(Error::from).and_then(|content| foreign::check(&content).map(|()| content));
                let content = content.with_context(|| format!("the template of {}/{path}", self.folder))?;
                // A template may have nothing to say of a catalog.
                if content.trim().is_empty() {
                    continue;
                }
                let path = path.replace("__module__", module).replace("__package__", package);
                files.push(File { path: path.trim_start_matches('/').to_owned(), content });
            }
        }
        Ok(files)
    }

    fn default_name(&self, model: &Model) -> String {
        self.package.unwrap_or_default().replace("{slug}", &model.slug)
    }

    /// It becomes a part of paths, of URLs and of manifests.
    fn package_name(&self, model: &Model, settings: &Settings) -> Result<String> {
        let name = settings.package.clone().unwrap_or_else(|| self.default_name(model));
        let is_part = |it: char| it.is_ascii_alphanumeric() || "-_./@".contains(it);
        let is_name = name.chars().all(is_part) && name.split('/').all(|part| !part.starts_with(['.', '-']));
        ensure!(is_name, "{name:?} is no name for a package: use letters, digits and - _ . / @");
        Ok(name)
    }

    fn environment(&self, templates: &[Template]) -> Result<Environment<'static>> {
        let language = self.language;
        let mut environment = environment()?;
        environment.add_filter("field", |text: &str| language.field_name(&unmarked(text)));
        environment.add_filter("member", |text: &str| language.member_name(&unmarked(text)));
        environment.add_filter("quoted", |text: &str| (language.quote)(&unmarked(text)));
        environment.add_filter("doc", |text: &str| (language.doc)(&text::one_line(&unmarked(text))));
        for template in templates {
            environment.add_template(template.output, template.text)?;
        }
        Ok(environment)
    }
}

impl Template {
    /// The files that it makes: one, or one for each event, object, enumeration or group, which it then sees under that name.
    fn outputs(&self, model: &Model, groups: &[Group], seen: &Json) -> Vec<(String, Value)> {
        let each = |placeholder: &str, kind: &str, names: Vec<String>| {
            let one = placeholder.trim_matches('_');
            let output = |(index, name): (usize, String)| {
                let item = Value::from(Serde(HashMap::from([(one, &seen[kind][index])])));
                (self.output.replace(placeholder, &name), item)
            };
            names.into_iter().enumerate().map(output).collect()
        };
        if self.output.contains("__event__") {
            each("__event__", "events", model.events.iter().map(|it| it.name.clone()).collect())
        } else if self.output.contains("__object__") {
            each("__object__", "objects", model.objects.iter().map(|it| class_name(it, model)).collect())
        } else if self.output.contains("__enum__") {
            each("__enum__", "enums", model.enums.iter().map(|it| it.name.clone()).collect())
        } else if self.output.contains("__union__") {
            each("__union__", "unions", model.unions.iter().map(|it| it.name.clone()).collect())
        } else if self.output.contains("__group__") {
            let output = |group: &Group| {
                let suffix = if group.name.is_empty() { String::new() } else { format!("_{}", group.name) };
                (self.output.replace("__group__", &suffix), context! { group => seen_group(group, seen) })
            };
            groups.iter().map(output).collect()
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
        Self { package: None, command: "cargo xtask generate".into(), with_tests: false }
    }

    /// What a file says in its first lines.
    fn mark(&self, source: &str) -> String {
        format!("Generated from {source} by `{}`; do not edit.", self.command)
    }

    fn source(&self) -> &'static str {
        if self.command == Self::repository().command { "schema/" } else { "the catalog" }
    }
}

/// A JSON object with a remark as its first member, indented like the one that was the first.
fn with_comment_member(text: &str, remark: &str) -> String {
    let rest = text.trim_start_matches(['{', '\n']);
    let indent = &rest[..rest.len() - rest.trim_start().len()];
    text.replacen('{', &format!("{{\n{indent}\"_comment\": {},", serde_json::Value::from(remark)), 1)
}

/// A file that says how it was made, in a comment where its language has them in the first lines.
fn stamp(path: String, text: &str, mark: &str) -> File {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let after = |line: &str, comment: String| match text.split_once('\n').filter(|(first, _)| first.starts_with(line)) {
        Some((first, rest)) => format!("{first}\n{comment}\n{rest}"),
        None => format!("{comment}\n{text}"),
    };
    let content = match extension {
        "php" => after("<?php", format!("\n// {mark}")),
        "xml" | "csproj" | "md" => after("<?xml", format!("<!-- {} -->", mark.replace("--", "- -"))),
        "json" => with_comment_member(text, mark),
        "rb" | "gemspec" | "py" | "pyi" | "typed" | "toml" | "yml" => format!("# {mark}\n{text}"),
        // The first line is what tools look for. A comment right before the package would be its documentation.
        "go" | "mod" => format!("// Code generated by sdkgen. DO NOT EDIT.\n// {mark}\n\n{text}"),
        _ => format!("// {mark}\n{text}"),
    };
    File { path, content }
}

/// What a template sees of a group: its name, and its events, objects, enumerations and unions.
fn seen_group(group: &Group, seen: &Json) -> Value {
    let of = |kind: &str, places: &[usize]| places.iter().map(|place| seen[kind][*place].clone()).collect::<Vec<_>>();
    Value::from(Serde(serde_json::json!({
        "name": group.name,
        "events": of("events", &group.events),
        "objects": of("objects", &group.objects),
        "enums": of("enums", &group.enums),
        "unions": of("unions", &group.unions),
    })))
}

/// The name of an object's class where events are classes too: those have the names of their data.
fn class_name(object: &ObjectSpec, model: &Model) -> String {
    let is_data = model.events.iter().any(|event| event.data == object.name);
    object.name.clone() + if is_data { "Data" } else { "" }
}

fn environment() -> Result<Environment<'static>> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
        .set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?);
    environment.add_filter("snake", |text: &str| unmarked(text).to_snake_case());
    environment.add_filter("camel", |text: &str| unmarked(text).to_lower_camel_case());
    environment.add_filter("pascal", |text: &str| unmarked(text).to_upper_camel_case());
    environment.add_filter("kebab", |text: &str| unmarked(text).to_kebab_case());
    environment.add_filter("constant", |text: &str| unmarked(text).to_shouty_snake_case());
    environment.add_filter("python", |text: &str| language::PYTHON.field_name(&unmarked(text)));
    environment.add_filter("property", |text: &str| language::property(&unmarked(text)));
    environment.add_filter("access", |text: &str| language::access(&unmarked(text)));
    environment.add_filter("markdown", |text: &str| text::markdown(&unmarked(text)));
    environment.add_filter("bytes", |text: &str| unmarked(text).len());
    environment.add_filter("json", |value: Value| serde_json::to_string(&value).unwrap_or_default());
    environment.add_filter("wrap", text::wrap);
    environment.add_filter("union", text::union);
    environment.add_filter("isort", text::isort);
    environment.add_test("inherited", |text: &str| language::is_inherited(&unmarked(text)));
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
