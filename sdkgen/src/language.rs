//! How a language spells things: names, text, comments.

use crate::text::is_invisible;
use heck::{ToLowerCamelCase, ToSnakeCase, ToUpperCamelCase};
use std::fmt::Write;

/// A language that packages are generated for.
pub struct Language {
    /// What people call it.
    pub title: &'static str,
    /// The name of a field, from the member's name in JSON.
    pub field: fn(&str) -> String,
    /// The name of an enumeration's value.
    pub member: fn(&str) -> String,
    /// The path of the code's folder in the package, from the package's name: what `__module__` in a template's path
    /// becomes.
    pub module: fn(&str) -> String,
    /// How a package's name is spelled in its files and their paths: as it is, and as identifiers of the language. Every
    /// name has the same number of spellings, in the same order.
    pub spellings: fn(&str) -> Vec<String>,
    /// A string literal.
    pub quote: fn(&str) -> String,
    /// Text of one line within a comment for documentation: nothing of it ends the comment.
    pub doc: fn(&str) -> String,
    /// Names that fields can't have: words of the language, and attributes that every generated class has.
    pub reserved: &'static [&'static str],
    /// What is appended to a reserved name.
    pub escape: &'static str,
}

impl Language {
    /// The name of a field, neither reserved nor beginning with a digit.
    pub(crate) fn field_name(&self, text: &str) -> String {
        self.legal(&(self.field)(text))
    }

    /// The name of an enumeration's value, neither reserved nor beginning with a digit.
    pub(crate) fn member_name(&self, text: &str) -> String {
        self.legal(&(self.member)(text))
    }

    fn legal(&self, name: &str) -> String {
        let name: String = name.chars().filter(|it| it.is_ascii_alphanumeric() || *it == '_').collect();
        if self.reserved.contains(&name.as_str()) {
            return name + self.escape;
        }
        if name.starts_with(|it: char| it.is_ascii_digit()) { format!("_{name}") } else { name }
    }
}

/// TypeScript: events are plain objects, so that members keep their names.
pub static TYPESCRIPT: Language = Language {
    title: "TypeScript",
    field: str::to_owned,
    member: str::to_upper_camel_case,
    module: |_| String::new(),
    spellings: |name| vec![name.to_owned()],
    quote: typescript_text,
    doc: block_comment,
    reserved: &[],
    escape: "_",
};

/// Python.
pub static PYTHON: Language = Language {
    title: "Python",
    field: str::to_snake_case,
    member: |text| heck::ToShoutySnakeCase::to_shouty_snake_case(text),
    module: str::to_snake_case,
    spellings: |name| vec![name.to_owned(), name.to_snake_case()],
    quote: double_or_single_quoted,
    doc: docstring,
    reserved: &[
        "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
        "extra", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "None", "nonlocal", "not",
        "or", "pass", "raise", "return", "to_dict", "True", "False", "try", "while", "with", "yield",
    ],
    escape: "_",
};

/// Go: exported names are in Pascal case, which no word of the language is.
pub static GO: Language = Language {
    title: "Go",
    field: go_name,
    member: go_name,
    module: |_| String::new(),
    spellings: |name| vec![name.to_owned(), go_package(name)],
    quote: json_text,
    doc: go_comment,
    reserved: &["Extra", "MarshalJSON"],
    escape: "_",
};

/// PHP: properties and constants may be called like words of the language, but for `class`.
pub static PHP: Language = Language {
    title: "PHP",
    field: str::to_lower_camel_case,
    member: |text| heck::ToShoutySnakeCase::to_shouty_snake_case(text),
    module: |_| String::new(),
    spellings: php_spellings,
    quote: php_text,
    doc: php_comment,
    reserved: &["this", "extra", "class", "CLASS", "VALUES"],
    escape: "_",
};

/// Ruby.
pub static RUBY: Language = Language {
    title: "Ruby",
    field: str::to_snake_case,
    member: ruby_constant,
    module: str::to_snake_case,
    spellings: |name| vec![name.to_snake_case(), name.to_upper_camel_case()],
    quote: ruby_text,
    doc: str::to_owned,
    reserved: &[
        "BEGIN",
        "END",
        "alias",
        "and",
        "begin",
        "break",
        "case",
        "class",
        "clone",
        "deconstruct_keys",
        "def",
        "defined",
        "do",
        "dup",
        "else",
        "elsif",
        "end",
        "ensure",
        "extra",
        "false",
        "for",
        "freeze",
        "hash",
        "if",
        "in",
        "initialize",
        "inspect",
        "instance_variable_set",
        "method",
        "module",
        "next",
        "nil",
        "not",
        "object_id",
        "or",
        "public_send",
        "raise",
        "redo",
        "rescue",
        "retry",
        "return",
        "self",
        "send",
        "super",
        "then",
        "to_h",
        "to_json",
        "true",
        "undef",
        "unless",
        "until",
        "when",
        "while",
        "with",
        "write",
        "yield",
    ],
    escape: "_",
};

/// Java: the names are those of records' components, which can't be called like methods of every object either.
pub static JAVA: Language = Language {
    title: "Java",
    field: str::to_lower_camel_case,
    member: |text| heck::ToShoutySnakeCase::to_shouty_snake_case(text),
    module: java_package,
    spellings: |name| {
        let artifact = name.replace('@', "").replace('/', "-");
        vec![artifact, java_package(name), java_package(name).replace('/', ".")]
    },
    quote: json_text,
    doc: javadoc,
    reserved: JAVA_RESERVED,
    escape: "_",
};

const JAVA_RESERVED: &[&str] = &[
    "CODEC",
    "KNOWN",
    "NAMES",
    "abstract",
    "assert",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "clone",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extends",
    "extra",
    "false",
    "final",
    "finalize",
    "finally",
    "float",
    "for",
    "getClass",
    "goto",
    "hashCode",
    "if",
    "implements",
    "import",
    "instanceof",
    "int",
    "interface",
    "long",
    "native",
    "new",
    "notify",
    "notifyAll",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "read",
    "return",
    "short",
    "static",
    "strictfp",
    "super",
    "switch",
    "synchronized",
    "this",
    "throw",
    "throws",
    "toJson",
    "toString",
    "transient",
    "true",
    "try",
    "void",
    "volatile",
    "wait",
    "while",
    "write",
];

/// C#: the names are those of properties, in Pascal case, which no word of the language is.
pub static CSHARP: Language = Language {
    title: "C#",
    field: |text| text.to_upper_camel_case(),
    member: |text| text.to_upper_camel_case(),
    module: csharp_namespace,
    spellings: |name| vec![name.to_owned(), csharp_namespace(name)],
    quote: json_text,
    doc: xml_comment,
    reserved: &[
        "Codec",
        "Equals",
        "Extra",
        "Finalize",
        "GetHashCode",
        "GetType",
        "IsKnown",
        "Known",
        "MemberwiseClone",
        "Read",
        "ReferenceEquals",
        "ToJson",
        "ToString",
        "Write",
    ],
    escape: "_",
};

/// The identifier of a package: the last part of its name, without what an identifier can't have.
fn go_package(text: &str) -> String {
    let last = text.rsplit('/').next().unwrap_or(text);
    last.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}

/// The name for Composer, and the namespace as code and as JSON spell it.
fn php_spellings(name: &str) -> Vec<String> {
    let words: Vec<_> = name.split('/').map(ToUpperCamelCase::to_upper_camel_case).collect();
    vec![composer_name(name), words.join("\\"), words.join("\\\\")]
}

/// Composer wants a vendor's name before the package's: `acme-webhooks` becomes `acme/webhooks`.
fn composer_name(name: &str) -> String {
    let name = name.to_lowercase();
    if name.contains('/') {
        return name;
    }
    let name = name.replace('_', "-");
    name.split_once('-').map_or_else(|| format!("{name}/{name}"), |(vendor, rest)| format!("{vendor}/{rest}"))
}

/// A namespace of the words of a package's name.
fn csharp_namespace(text: &str) -> String {
    let word = |word: &str| CSHARP.legal(&word.to_upper_camel_case());
    let words = text.split(|it: char| !it.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(word).collect::<Vec<_>>().join(".")
}

/// The path of a package: its name's words, each of which has to be an identifier.
fn java_package(text: &str) -> String {
    let word = |word: &str| JAVA.legal(&word.to_ascii_lowercase());
    let words = text.split(|it: char| !it.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(word).collect::<Vec<_>>().join("/")
}

/// The name of a property in JavaScript: quoted if it is no identifier.
pub(crate) fn property(text: &str) -> String {
    if is_javascript_name(text) { text.to_owned() } else { in_typescript(json_text(text)) }
}

/// How a property is read in JavaScript.
pub(crate) fn access(text: &str) -> String {
    if is_javascript_name(text) { format!(".{text}") } else { format!("[{}]", in_typescript(json_text(text))) }
}

fn is_javascript_name(text: &str) -> bool {
    let is_part = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '$';
    !text.is_empty() && text.chars().all(is_part) && !text.starts_with(|it: char| it.is_ascii_digit())
}

/// What objects in JavaScript have without anybody having sent it.
pub(crate) fn is_inherited(text: &str) -> bool {
    const INHERITED: &[&str] = &[
        "constructor",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "toLocaleString",
        "toString",
        "valueOf",
    ];
    INHERITED.contains(&text) || text.starts_with("__")
}

/// A constant, which has to begin with a letter.
fn ruby_constant(text: &str) -> String {
    let name = heck::ToShoutySnakeCase::to_shouty_snake_case(text);
    if name.starts_with(|it: char| it.is_ascii_digit()) { format!("VALUE_{name}") } else { name }
}

/// Pascal case, with initialisms in capitals: `EmailID`.
fn go_name(text: &str) -> String {
    const INITIALISMS: &[&str] = &["api", "html", "http", "https", "id", "ip", "json", "uri", "url", "utc", "uuid"];
    let spell = |word: &str| {
        if INITIALISMS.contains(&word) { word.to_uppercase() } else { word.to_upper_camel_case() }
    };
    text.to_snake_case().split('_').map(spell).collect()
}

/// A JSON string, which is a string literal in most languages. Line separators and characters that turn the direction of
/// text are escaped too: C# takes the former for line breaks, readers are misled by the latter.
fn json_text(text: &str) -> String {
    let plain = serde_json::Value::from(text).to_string();
    plain.chars().fold(String::new(), |mut out, it| {
        if is_invisible(it) || matches!(it, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}') {
            let _ = write!(out, "\\u{:04x}", u32::from(it));
        } else {
            out.push(it);
        }
        out
    })
}

/// The same for Rust, Swift and Kotlin, which spell characters by number each in their own way.
fn escaped(text: &str, number: fn(u32) -> String, also: &str) -> String {
    let body = text.chars().fold(String::new(), |mut out, it| {
        match it {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '"' | '\\' => out.extend(['\\', it]),
            _ if also.contains(it) => out.extend(['\\', it]),
            _ if it.is_control() || is_invisible(it) => out.push_str(&number(u32::from(it))),
            _ => out.push(it),
        }
        out
    });
    format!("\"{body}\"")
}

fn rust_text(text: &str) -> String {
    escaped(text, |number| format!("\\u{{{number:x}}}"), "")
}

fn kotlin_text(text: &str) -> String {
    escaped(text, |number| format!("\\u{number:04x}"), "$")
}

/// A string literal in the quotes that need fewer escapes, as formatters write it; in double ones if it is the same.
fn double_or_single_quoted(text: &str) -> String {
    if text.matches('"').count() <= text.matches('\'').count() {
        return json_text(text);
    }
    let escaped = json_text(&text.replace('"', "\u{fdd0}")).replace('\'', "\\'").replace('\u{fdd0}', "\"");
    format!("'{}'", &escaped[1..escaped.len() - 1])
}

fn typescript_text(text: &str) -> String {
    in_typescript(double_or_single_quoted(text))
}

/// Linters take `${` in a string for a forgotten template.
#[expect(clippy::needless_pass_by_value, reason = "what the functions for quoting return")]
fn in_typescript(literal: String) -> String {
    literal.replace("${", "$\\u007b")
}

/// Whether a literal in single quotes would hold what is not to be seen, or read as something else.
fn needs_escapes(text: &str) -> bool {
    text.contains(|it: char| (it.is_control() && it != '\n') || is_invisible(it))
}

fn ruby_text(text: &str) -> String {
    if needs_escapes(text) || text.contains("#{") {
        return escaped(text, |number| format!("\\u{{{number:x}}}"), "#");
    }
    single_quoted(text)
}

fn php_text(text: &str) -> String {
    if needs_escapes(text) {
        return escaped(text, |number| format!("\\u{{{number:x}}}"), "$");
    }
    single_quoted(text)
}

/// A string literal in which nothing is interpolated.
fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// In `/* … */`, also where such comments nest.
fn block_comment(text: &str) -> String {
    text.replace("*/", "* /").replace("/*", "/ *")
}

/// gofmt takes two single quotes for a double one.
fn go_comment(text: &str) -> String {
    text.replace("''", "\"").replace("``", "\"")
}

/// Also in `//`, which `?>` would end.
fn php_comment(text: &str) -> String {
    block_comment(text).replace("?>", "? >")
}

/// In `"""`.
fn docstring(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    text.strip_suffix('"').map_or(text.clone(), |before| format!("{before}\\\""))
}

fn xml_comment(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('`', "")
}

/// The compiler reads `\uXXXX` in comments too.
fn javadoc(text: &str) -> String {
    xml_comment(text).replace('@', "&#64;").replace("*/", "*&#47;").replace('\\', "&#92;")
}

macro_rules! binding_languages {
    ($($name:ident $title:literal $quote:ident)+) => {
        $(
            #[doc = concat!($title, ", of which parts of bindings are generated: they name things themselves.")]
            pub static $name: Language = Language {
                title: $title,
                field: str::to_owned,
                member: str::to_owned,
                module: |_| String::new(),
                spellings: |_| Vec::new(),
                quote: $quote,
                doc: block_comment,
                reserved: &[],
                escape: "_",
            };
        )+
    };
}

binding_languages! {
    RUST "Rust" rust_text
    KOTLIN "Kotlin" kotlin_text
    SWIFT "Swift" rust_text
}
