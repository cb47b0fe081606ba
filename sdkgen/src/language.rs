//! How a language spells things: names, text, comments.

use heck::{ToLowerCamelCase, ToSnakeCase, ToUpperCamelCase};

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
    /// What a line of a comment begins with.
    pub comment: &'static str,
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
    quote: double_or_single_quoted,
    comment: "// ",
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
    comment: "# ",
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
    comment: "// ",
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
    quote: single_quoted,
    comment: "// ",
    reserved: &["this", "extra", "class"],
    escape: "_",
};

/// Ruby.
pub static RUBY: Language = Language {
    title: "Ruby",
    field: str::to_snake_case,
    member: ruby_constant,
    module: str::to_snake_case,
    spellings: |name| vec![name.to_snake_case(), name.to_upper_camel_case()],
    quote: single_quoted,
    comment: "# ",
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
    comment: "// ",
    reserved: JAVA_RESERVED,
    escape: "_",
};

const JAVA_RESERVED: &[&str] = &[
    "CODEC",
    "KNOWN",
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
    comment: "// ",
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
    let is_part = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '$';
    let is_identifier = text.chars().all(is_part) && !text.starts_with(|it: char| it.is_ascii_digit());
    if is_identifier { text.to_owned() } else { json_text(text) }
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

/// A JSON string, which is a string literal in most languages.
fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A string literal in the quotes that need fewer escapes, as formatters write it; in double ones if it is the same.
fn double_or_single_quoted(text: &str) -> String {
    if text.matches('"').count() <= text.matches('\'').count() {
        return json_text(text);
    }
    let escaped = json_text(&text.replace('"', "\u{0}")).replace("\\u0000", "\"").replace('\'', "\\'");
    format!("'{}'", &escaped[1..escaped.len() - 1])
}

/// A string literal in which nothing is interpolated. The texts hold no control characters that would need escapes.
fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

macro_rules! binding_languages {
    ($($name:ident $title:literal)+) => {
        $(
            #[doc = concat!($title, ", of which parts of bindings are generated: they name things themselves.")]
            pub static $name: Language = Language {
                title: $title,
                field: str::to_owned,
                member: str::to_owned,
                module: |_| String::new(),
                spellings: |_| Vec::new(),
                quote: json_text,
                comment: "// ",
                reserved: &[],
                escape: "_",
            };
        )+
    };
}

binding_languages! {
    RUST "Rust"
    KOTLIN "Kotlin"
    SWIFT "Swift"
}
