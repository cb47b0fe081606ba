//! What a JavaScript engine makes of JSON: `JSON.stringify(JSON.parse(text))`.

use std::{
    borrow::Cow,
    collections::{HashMap, hash_map::Entry},
    fmt::Write,
    mem,
};

/// How deep JSON may nest. Engines give up as well, at some thousand levels.
pub const MAX_DEPTH: usize = 1000;

/// The largest array index, up to which a key sorts as a number.
const LAST_INDEX: u32 = u32::MAX - 1;

/// Parses and prints valid JSON as a JavaScript engine does; `None` if it nests too deep.
pub fn stringify(json: &str) -> Option<String> {
    if depth(json) > MAX_DEPTH {
        return None;
    }
    let value = Parser { json, position: 0 }.value();
    let mut text = String::with_capacity(json.len());
    value.print(&mut text);
    Some(text)
}

/// How many arrays and objects are open at most.
fn depth(json: &str) -> usize {
    let (mut open, mut deepest, mut inside, mut escaped) = (0_usize, 0, false, false);
    for byte in json.bytes() {
        match byte {
            _ if mem::take(&mut escaped) => {}
            b'\\' => escaped = inside,
            b'"' => inside = !inside,
            b'[' | b'{' if !inside => {
                open += 1;
                deepest = deepest.max(open);
            }
            b']' | b'}' if !inside => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// A value as an engine has it.
enum Value<'a> {
    /// `true`, `false` or `null`.
    Word(&'a str),
    Number(f64),
    Text(Text<'a>),
    Array(Vec<Self>),
    Object(Object<'a>),
}

/// A string, as JSON within quotes and as `JSON.stringify` writes it: so equal strings are equal texts.
type Text<'a> = Cow<'a, str>;

/// Members in the order in which they print.
#[derive(Default)]
struct Object<'a> {
    members: Vec<(Text<'a>, Value<'a>)>,
    positions: HashMap<Text<'a>, usize>,
}

impl<'a> Object<'a> {
    /// A repeated key keeps its first place, with its last value.
    fn insert(&mut self, key: Text<'a>, value: Value<'a>) {
        match self.positions.entry(key) {
            Entry::Occupied(entry) => self.members[*entry.get()].1 = value,
            Entry::Vacant(entry) => {
                self.members.push((entry.key().clone(), value));
                entry.insert(self.members.len() - 1);
            }
        }
    }

    /// Array indices come first, as numbers; all other keys stay where they are.
    fn sorted(mut self) -> Self {
        self.members.sort_by_key(|(key, _)| array_index(key).map_or(u64::MAX, u64::from));
        self
    }
}

/// A key that is the decimal form of an array index.
fn array_index(key: &str) -> Option<u32> {
    let index: u32 = key.parse().ok().filter(|index| *index <= LAST_INDEX)?;
    (index.to_string() == key).then_some(index)
}

impl Value<'_> {
    fn print(&self, text: &mut String) {
        match self {
            Self::Word(word) => text.push_str(word),
            // What is too large for a number is infinite, which JSON can't say.
            Self::Number(number) if number.is_infinite() => text.push_str("null"),
            Self::Number(number) => text.push_str(ryu_js::Buffer::new().format_finite(*number)),
            Self::Text(string) => print_text(string, text),
            Self::Array(elements) => {
                text.push('[');
                for (index, element) in elements.iter().enumerate() {
                    separate(index, text);
                    element.print(text);
                }
                text.push(']');
            }
            Self::Object(object) => {
                text.push('{');
                for (index, (key, value)) in object.members.iter().enumerate() {
                    separate(index, text);
                    print_text(key, text);
                    text.push(':');
                    value.print(text);
                }
                text.push('}');
            }
        }
    }
}

fn separate(index: usize, text: &mut String) {
    if index > 0 {
        text.push(',');
    }
}

fn print_text(string: &str, text: &mut String) {
    text.push('"');
    text.push_str(string);
    text.push('"');
}

/// Reads valid JSON that does not nest too deep.
struct Parser<'a> {
    json: &'a str,
    position: usize,
}

impl<'a> Parser<'a> {
    fn value(&mut self) -> Value<'a> {
        match self.next_token() {
            b'{' => Value::Object(self.object()),
            b'[' => Value::Array(self.array()),
            b'"' => Value::Text(self.text()),
            b't' | b'f' | b'n' => Value::Word(self.take_while(|byte| byte.is_ascii_alphabetic())),
            // Rust reads all that JSON calls a number, and rounds it as engines do.
            _ => Value::Number(self.take_while(|byte| !b",]} \t\r\n".contains(&byte)).parse().unwrap_or(f64::INFINITY)),
        }
    }

    fn object(&mut self) -> Object<'a> {
        let mut object = Object::default();
        self.position += 1;
        while self.next_token() != b'}' {
            self.skip(b',');
            let key = self.text();
            self.skip(b':');
            let value = self.value();
            object.insert(key, value);
        }
        self.position += 1;
        object.sorted()
    }

    fn array(&mut self) -> Vec<Value<'a>> {
        let mut elements = Vec::new();
        self.position += 1;
        while self.next_token() != b']' {
            self.skip(b',');
            elements.push(self.value());
        }
        self.position += 1;
        elements
    }

    fn text(&mut self) -> Text<'a> {
        self.next_token();
        self.position += 1;
        let mut escaped = false;
        let raw = self.take_while(|byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            !ends
        });
        self.position += 1;
        if raw.contains('\\') { reescape(raw).into() } else { raw.into() }
    }

    /// Moves to the next byte that is no white space. There is one, as long as something is open.
    fn next_token(&mut self) -> u8 {
        self.take_while(|byte| byte.is_ascii_whitespace());
        self.json.as_bytes().get(self.position).copied().unwrap_or_default()
    }

    /// Moves past that byte, if it is next.
    fn skip(&mut self, byte: u8) {
        if self.next_token() == byte {
            self.position += 1;
        }
    }

    fn take_while(&mut self, mut wanted: impl FnMut(u8) -> bool) -> &'a str {
        let rest = &self.json[self.position..];
        let end = rest.bytes().position(|byte| !wanted(byte)).unwrap_or(rest.len());
        self.position += end;
        &rest[..end]
    }
}

/// The inside of a JSON string, with those escapes only that `JSON.stringify` writes.
fn reescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    for unit in char::decode_utf16(units(raw)) {
        match unit {
            Ok('"') => text.push_str("\\\""),
            Ok('\\') => text.push_str("\\\\"),
            Ok('\u{8}') => text.push_str("\\b"),
            Ok('\u{c}') => text.push_str("\\f"),
            Ok('\n') => text.push_str("\\n"),
            Ok('\r') => text.push_str("\\r"),
            Ok('\t') => text.push_str("\\t"),
            Ok(letter) if letter < ' ' => escape(u16::try_from(u32::from(letter)).unwrap_or_default(), &mut text),
            Ok(letter) => text.push(letter),
            Err(lone) => escape(lone.unpaired_surrogate(), &mut text),
        }
    }
    text
}

fn escape(unit: u16, text: &mut String) {
    // Writing to a string does not fail.
    let _ = write!(text, "\\u{unit:04x}");
}

/// The UTF-16 of the inside of a JSON string.
fn units(raw: &str) -> impl Iterator<Item = u16> {
    let mut letters = raw.chars();
    let mut second = None;
    std::iter::from_fn(move || {
        if let Some(second) = second.take() {
            return Some(second);
        }
        let letter = match letters.next()? {
            '\\' => unescaped(letters.next()?, &mut letters)?,
            letter => Ok(letter),
        };
        let letter = match letter {
            Ok(letter) => letter,
            Err(unit) => return Some(unit),
        };
        let mut pair = [0; 2];
        if let [_, low] = letter.encode_utf16(&mut pair) {
            second = Some(*low);
        }
        Some(pair[0])
    })
}

/// What an escape stands for: a letter, or half of one.
fn unescaped(kind: char, rest: &mut std::str::Chars<'_>) -> Option<Result<char, u16>> {
    Some(match kind {
        'b' => Ok('\u{8}'),
        'f' => Ok('\u{c}'),
        'n' => Ok('\n'),
        'r' => Ok('\r'),
        't' => Ok('\t'),
        'u' => {
            let digits = rest.as_str().get(..4)?;
            let unit = u16::from_str_radix(digits, 16).ok()?;
            *rest = rest.as_str()[4..].chars();
            Err(unit)
        }
        itself => Ok(itself),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*, test_runner::TestRunner};
    use std::{
        env,
        io::{BufRead, BufReader, Write},
        process::{Child, Command, Stdio},
    };

    fn printed(json: &str) -> String {
        assert!(serde_json::from_str::<serde::de::IgnoredAny>(json).is_ok(), "{json}");
        stringify(json).unwrap()
    }

    /// What JSON means to an engine, in cases that parsing and printing change.
    const CASES: &[(&str, &str)] = &[
        (r#" { "emailId" : "\u00e9-1", "n": 1.0 } "#, r#"{"emailId":"é-1","n":1}"#),
        ("1e400", "null"),
        ("-1e400", "null"),
        ("1e-400", "0"),
        ("-0", "0"),
        ("[-0.0, 0e5]", "[0,0]"),
        ("9007199254740993", "9007199254740992"),
        ("9007199254740995", "9007199254740996"),
        ("123456789012345680000", "123456789012345680000"),
        ("1000000000000000000000", "1e+21"),
        ("12e20", "1.2e+21"),
        ("0.000001", "0.000001"),
        ("0.0000001", "1e-7"),
        ("5e-324", "5e-324"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("0.1e1", "1"),
        (r#"{"b":1,"a":2,"b":3}"#, r#"{"b":3,"a":2}"#),
        (r#"{"\u0062":1,"a":2,"b":3}"#, r#"{"b":3,"a":2}"#),
        (r#"{"b":1,"10":2,"9":3,"a":4,"01":5,"-1":6,"1.5":7}"#, r#"{"9":3,"10":2,"b":1,"a":4,"01":5,"-1":6,"1.5":7}"#),
        (r#"{"4294967295":1,"4294967294":2,"0":3}"#, r#"{"0":3,"4294967294":2,"4294967295":1}"#),
        (r#"{"a":1,"__proto__":{"x":1},"constructor":2}"#, r#"{"a":1,"__proto__":{"x":1},"constructor":2}"#),
        (r#""\/\b\f\n\r\t\"\\\u007f\u0000\u001F""#, "\"/\\b\\f\\n\\r\\t\\\"\\\\\u{7f}\\u0000\\u001f\""),
        (r#""\ud83d\ude00 \ud83d \ude00 \uDE00\uD83D""#, r#""😀 \ud83d \ude00 \ude00\ud83d""#),
        ("\"\u{2028}\u{2029}\\u2028\"", "\"\u{2028}\u{2029}\u{2028}\""),
        ("[ ]", "[]"),
        ("{\t\r\n}", "{}"),
        ("[true , false,null ,\"\" ]", r#"[true,false,null,""]"#),
        (r#"{"":{"":[{}]}}"#, r#"{"":{"":[{}]}}"#),
    ];

    #[test]
    fn it_prints_as_engines_do() {
        for (json, wanted) in CASES {
            assert_eq!(printed(json), *wanted, "{json}");
            assert_eq!(printed(wanted), *wanted);
        }
    }

    #[test]
    fn what_nests_too_deep_is_not_printed() {
        let nested = |depth: usize| "[".repeat(depth) + "\"[[\\\"[\"" + &"]".repeat(depth);
        assert_eq!(stringify(&nested(MAX_DEPTH)), Some(nested(MAX_DEPTH)));
        assert_eq!(stringify(&nested(MAX_DEPTH + 1)), None);
        assert_eq!(stringify(&"[".repeat(1_000_000)), None);
    }

    /// A running node that parses and prints each line it reads.
    struct Node(Child, BufReader<std::process::ChildStdout>);

    impl Node {
        /// `None` without node; where CI is set there has to be one.
        fn start() -> Option<Self> {
            const PROGRAM: &str = "require('readline').createInterface({ input: process.stdin })\
                .on('line', (line) => console.log(JSON.stringify(JSON.parse(line))))";
            let child = Command::new("node").args(["-e", PROGRAM]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
            let Ok(mut child) = child else {
                assert!(env::var_os("CI").is_none(), "node is missing");
                println!("skipped: node is missing");
                return None;
            };
            let out = BufReader::new(child.stdout.take().unwrap());
            Some(Self(child, out))
        }

        fn print(&mut self, json: &str) -> String {
            writeln!(self.0.stdin.as_mut().unwrap(), "{json}").unwrap();
            let mut line = String::new();
            self.1.read_line(&mut line).unwrap();
            line.trim_end_matches('\n').to_owned()
        }
    }

    impl Drop for Node {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    /// JSON on one line, with all that parsing and printing can change.
    fn any_json() -> impl Strategy<Value = String> {
        let number = prop_oneof![
            "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?",
            any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(|number| format!("{number:e}")),
            any::<u64>().prop_map(|number| number.to_string()),
        ];
        let piece = prop_oneof![
            "[a-zé😀 \u{7f}\u{2028}/]{0,3}",
            r#"\\["\\/bfnrt]"#,
            "\\\\u[0-9a-fA-F]{4}",
            "\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}",
        ];
        let string = vec(piece, 0..5).prop_map(|pieces| format!("\"{}\"", pieces.concat()));
        let key = prop_oneof![
            Just("\"__proto__\"".to_owned()),
            "\"(a|b|\\\\u0061|[0-9]{1,2}|0[0-9]|42949672[0-9]{2}|-1)\"",
            string.clone(),
        ];
        let leaf = prop_oneof![number, string, Just("true".to_owned()), Just("null".to_owned())];
        leaf.prop_recursive(4, 40, 8, move |inner| {
            let blank = "[ \t]{0,1}";
            let member = (key.clone(), blank, inner.clone(), blank);
            let member = member.prop_map(|(key, before, value, after)| format!("{before}{key}{after}:{before}{value}"));
            prop_oneof![
                vec(inner, 0..8).prop_map(|elements| format!("[{}]", elements.join(" ,"))),
                vec(member, 0..8).prop_map(|members| format!("{{{}}}", members.join(", "))),
            ]
        })
    }

    #[test]
    fn node_prints_the_same() {
        let Some(mut node) = Node::start() else { return };
        for (json, wanted) in CASES {
            assert_eq!(node.print(&json.replace(['\r', '\n'], " ")), *wanted);
        }
        let node = std::cell::RefCell::new(node);
        let config = ProptestConfig { cases: 5000, ..ProptestConfig::default() };
        let same = |json: String| {
            prop_assert_eq!(printed(&json), node.borrow_mut().print(&json), "{}", json);
            Ok(())
        };
        TestRunner::new(config).run(&any_json(), same).unwrap();
    }
}
