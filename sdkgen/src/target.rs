//! The table of targets, and rendering one.

use crate::Model;
use anyhow::{Context, Result};
use heck::{ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use minijinja::{Environment, UndefinedBehavior, Value, syntax::SyntaxConfig, value::Serde};

/// Code for one language, in one folder.
pub struct Target {
    /// What the command line calls it.
    pub name: &'static str,
    /// The folder that is all generated, from the repository's root.
    pub folder: &'static str,
    templates: &'static [Template],
}

struct Template {
    /// The file's path below the target's folder.
    output: &'static str,
    text: &'static str,
}

/// A generated file.
pub struct File {
    /// The path below the target's folder, with forward slashes.
    pub path: String,
    /// The content.
    pub content: String,
}

/// All targets. A language is a folder of templates and an entry here.
pub static TARGETS: &[Target] = &[
    Target {
        name: "python-binding-native",
        folder: "bindings/python/src/generated",
        templates: &[Template { output: "mod.rs", text: include_str!("../templates/python-binding/native.rs.j2") }],
    },
    Target {
        name: "python-binding",
        folder: "bindings/python/python/autosend_webhooks/_generated",
        templates: &[
            Template { output: "__init__.py", text: include_str!("../templates/python-binding/init.py.j2") },
            Template { output: "enums.py", text: include_str!("../templates/python-binding/enums.py.j2") },
            Template { output: "errors.py", text: include_str!("../templates/python-binding/errors.py.j2") },
            Template { output: "events.py", text: include_str!("../templates/python-binding/events.py.j2") },
            Template { output: "events.pyi", text: include_str!("../templates/python-binding/events.pyi.j2") },
            Template { output: "models.py", text: include_str!("../templates/python-binding/models.py.j2") },
            Template { output: "registry.py", text: include_str!("../templates/python-binding/registry.py.j2") },
        ],
    },
    Target {
        name: "node-binding",
        folder: "bindings/node/src/generated",
        templates: &[
            Template { output: "build.ts", text: include_str!("../templates/node-binding/build.ts.j2") },
            Template { output: "errors.ts", text: include_str!("../templates/node-binding/errors.ts.j2") },
            Template { output: "events.ts", text: include_str!("../templates/node-binding/events.ts.j2") },
            Template { output: "provider.ts", text: include_str!("../templates/node-binding/provider.ts.j2") },
            Template { output: "usual.ts", text: include_str!("../templates/node-binding/usual.ts.j2") },
        ],
    },
    Target {
        name: "node-binding-native",
        folder: "bindings/node/native/generated",
        templates: &[Template { output: "mod.rs", text: include_str!("../templates/node-binding-native/mod.rs.j2") }],
    },
    Target {
        name: "uniffi-native",
        folder: "bindings/uniffi/src/generated",
        templates: &[Template { output: "mod.rs", text: include_str!("../templates/uniffi-native/mod.rs.j2") }],
    },
    Target {
        name: "uniffi-kotlin",
        folder: "bindings/uniffi/kotlin/src/generated/kotlin/autosend/webhooks",
        templates: &[
            Template {
                output: "ErrorCode.kt",
                text: concat!(
                    include_str!("../templates/uniffi-internal.j2"),
                    include_str!("../templates/uniffi-kotlin/ErrorCode.kt.j2")
                ),
            },
            Template { output: "Events.kt", text: include_str!("../templates/uniffi-kotlin/Events.kt.j2") },
            Template { output: "Provider.kt", text: include_str!("../templates/uniffi-kotlin/Provider.kt.j2") },
        ],
    },
    Target {
        name: "uniffi-swift",
        folder: "bindings/uniffi/swift/Sources/AutoSendWebhooks/Generated",
        templates: &[
            Template {
                output: "ErrorCode.swift",
                text: concat!(
                    include_str!("../templates/uniffi-internal.j2"),
                    include_str!("../templates/uniffi-swift/ErrorCode.swift.j2")
                ),
            },
            Template { output: "Events.swift", text: include_str!("../templates/uniffi-swift/Events.swift.j2") },
            Template { output: "Provider.swift", text: include_str!("../templates/uniffi-swift/Provider.swift.j2") },
        ],
    },
];

impl Target {
    /// Renders every template. The same model gives the same files.
    pub fn render(&self, model: &Model) -> Result<Vec<File>> {
        let environment = environment()?;
        let model = Value::from(Serde(model));
        let render = |template: &Template| {
            let content = environment
                .render_str(template.text, model.clone())
                .with_context(|| format!("the template of {}/{}", self.folder, template.output))?;
            Ok(File { path: template.output.to_owned(), content })
        };
        self.templates.iter().map(render).collect()
    }
}

fn environment() -> Result<Environment<'static>> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
        .set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?);
    environment.add_filter("snake", |text: &str| text.to_snake_case());
    environment.add_filter("camel", |text: &str| text.to_lower_camel_case());
    environment.add_filter("pascal", |text: &str| text.to_upper_camel_case());
    environment.add_filter("constant", |text: &str| text.to_shouty_snake_case());
    environment.add_filter("quoted", |text: &str| serde_json::Value::from(text).to_string());
    environment.add_filter("python", python_name);
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

/// An attribute's name in Python: in snake case, with an underscore after a keyword (PEP 8).
fn python_name(text: &str) -> String {
    const KEYWORDS: &[&str] = &[
        "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
        "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass",
        "raise", "return", "try", "while", "with", "yield",
    ];
    let name = text.to_snake_case();
    if KEYWORDS.contains(&name.as_str()) { name + "_" } else { name }
}
