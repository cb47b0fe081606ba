//! Pages of the book that are made of the catalog: why verification fails, and the reference of events.

use std::fmt::Write;

use sdkgen::{ErrorSpec, EventSpec, FieldSpec, FieldType, Model, ObjectSpec, mark::MARK, output::Files};

/// The form of the body that AutoSend sends today.
const CURRENT: &str = "2";

const ERRORS: &str = "\
# Why did verification fail?

A refused request is answered with a status and a code, the same in every language: `{\"code\", \"message\", \"hint\", \"status\"}`. The
receiver's log has the same code. Checks run in the order below, and the first that fails decides
([all rules](verification.md#the-rules)).

Let the command line look for the cause. Save headers and body as they arrived (`autosend-webhooks listen --save` does), then:

```console
$ autosend-webhooks explain --headers-file request.headers --body request.body
```

It undoes the usual mistakes one by one until the signature is right, and names what it undid: the *causes* below. In code it is
`verifier.explain(body, headers)` (Python, Node, Rust, Kotlin, Swift). It accepts nothing, and prints neither secrets nor signatures.
";

const EVENTS: &str = "\
# Events

What AutoSend sends, as the packages type it; [The body](provider.md#the-body) has the envelope. Names are those of the wire. Python spells
them `bounce_type`, Go `BounceType`, and so on. *Optional* fields may be absent. Enumerations are open, and members that are not listed here
arrive as they came: in `extra`, or however the language's package calls it. Fields that only bodies of the
[first generation](provider.md#first-generation-data) have are marked so.

`autosend-webhooks events` lists the types, `autosend-webhooks send TYPE --to URL` sends one, and
[`schema/`](../schema/openapi.json) has the same as OpenAPI and JSON Schema.
";

/// What `explain` can find behind a code. A test compares the names with the core's source.
const CAUSES: &[(&str, &[(&str, &str)])] = &[
    (
        "invalid_secret",
        &[
            ("secret_is_empty", "no secret is configured: the variable is not set in this process"),
            ("secret_has_white_space", "a space, a line end or a byte order mark around it"),
            ("secret_has_quotes", "quotes around it, as some `.env` readers keep them"),
            ("secret_has_invisible_characters", "copied with characters that nobody sees"),
            ("secret_is_unusable", "`undefined`, `${SECRET}`, `***hidden***`: a placeholder, not a secret"),
        ],
    ),
    ("duplicate_header", &[("header_repeated", "a proxy or a client adds a webhook header that is there already")]),
    (
        "missing_signature",
        &[("headers_renamed", "the headers are there under other names, such as `HTTP_X_WEBHOOK_SIGNATURE`")],
    ),
    (
        "malformed_signature",
        &[
            ("signature_has_prefix", "`sha256=` or `v1,` before the digits"),
            ("signature_upper_case", "upper-case digits"),
            ("signature_base64", "base64 instead of hex"),
            ("signature_truncated", "fewer than 64 digits"),
            ("signature_too_long", "more than 64 digits"),
            ("header_joined", "two headers were joined by a comma"),
        ],
    ),
    (
        "signature_mismatch",
        &[
            ("body_is_empty", "something has read the body before the verifier"),
            (
                "body_reserialized",
                "the body was parsed and printed again: `JSON.stringify(req.body)`, `json.dumps(request.json)`",
            ),
            ("trailing_newline", "a newline was added (`echo`, an editor)"),
            ("newline_missing", "the body was trimmed"),
            ("line_ends_changed", "CRLF became LF, or the other way round"),
            ("byte_order_mark", "the body was saved with a byte order mark"),
            ("decoded_as_latin1", "bytes became text in Latin-1, and bytes again in UTF-8"),
            ("encoded_as_latin1", "text became bytes in Latin-1"),
            ("body_compressed", "a proxy compresses or did not decompress"),
            ("body_base64", "a gateway hands over base64"),
            ("body_form_encoded", "the JSON is a form's field"),
            ("body_utf16", "the body is in UTF-16"),
            ("signed_empty_body", "the sender signed nothing"),
            ("other_secret", "another of the secrets given with `--other-secret` signed it: two webhooks are mixed up"),
            ("secret_prefix_missing", "`whsec_` was cut off the configured secret"),
            ("secret_prefix_stripped", "the sender's library cut `whsec_` off"),
            ("secret_base64_decoded", "the sender decoded the secret from base64, as Svix and Standard Webhooks do"),
            ("secret_hex_decoded", "the sender decoded the secret from hex"),
            ("secret_signed_with_newline", "the sender's secret ends in a newline"),
        ],
    ),
    (
        "malformed_timestamp",
        &[
            ("timestamp_is_a_date", "a date instead of a number"),
            ("timestamp_is_not_an_integer", "a fraction or an exponent"),
            ("timestamp_unit", "microseconds or nanoseconds; or seconds and milliseconds mixed up"),
        ],
    ),
    (
        "timestamp_too_old",
        &[
            ("clock_skew", "this machine's clock is ahead, the request waited in a queue, or it is a replay"),
            ("time_zone", "whole hours: local time was taken for UTC"),
        ],
    ),
];

/// Files by their paths below the repository.
pub fn all(model: &Model) -> Files {
    let pages = [("docs/errors.md", errors(model)), ("docs/events.md", events(model))];
    pages.map(|(path, text)| (path.into(), text.into_bytes())).into_iter().collect()
}

fn head() -> String {
    format!("<!-- Generated from schema/ {MARK}; do not edit. -->")
}

fn errors(model: &Model) -> String {
    let mut page = format!("{}\n{ERRORS}\n| code | status | what happened |\n| --- | --- | --- |\n", head());
    for error in &model.errors {
        let ErrorSpec { code, status, meaning, .. } = error;
        line(&mut page, &format!("| [`{code}`](#{code}) | {status} | {} |", cell(meaning)));
    }
    model.errors.iter().for_each(|error| error_section(&mut page, error));
    page
}

fn error_section(page: &mut String, error: &ErrorSpec) {
    let ErrorSpec { code, status, family, meaning, hint } = error;
    line(page, &format!("\n## {code}\n\n{meaning}\n\n**To do:** {hint}\n\nStatus {status}, family *{family}*."));
    let causes = CAUSES.iter().find(|(of, _)| of == code).map_or(&[][..], |(_, causes)| causes);
    if !causes.is_empty() {
        line(page, "\n| cause that `explain` finds | that is |\n| --- | --- |");
    }
    for (cause, what) in causes {
        line(page, &format!("| `{cause}` | {what} |"));
    }
}

fn events(model: &Model) -> String {
    let mut page = format!("{}\n{EVENTS}\n| event type | sent when | group |\n| --- | --- | --- |\n", head());
    for EventSpec { event_type, title, group, .. } in &model.events {
        line(&mut page, &format!("| [`{event_type}`](#{}) | {} | {group} |", anchor(event_type), cell(title)));
    }
    for event in &model.events {
        let object = model.objects.iter().find(|object| object.name == event.data);
        event_section(&mut page, event, object);
    }
    shared(&mut page, model);
    page
}

fn event_section(page: &mut String, event: &EventSpec, data: Option<&ObjectSpec>) {
    line(page, &format!("\n## {}\n", event.event_type));
    if let Some(data) = data {
        line(page, &format!("{}\n", data.doc));
        fields(page, &data.fields);
    }
    if event.custom_properties {
        line(page, "\nThe project's own contact properties stand beside these.");
    }
    if let Some(sample) = event.samples.get(CURRENT) {
        line(page, &format!("\n```json\n{}\n```", sample.trim_end()));
    }
}

fn fields(page: &mut String, fields: &[FieldSpec]) {
    line(page, "| field of `data` | type | what |\n| --- | --- | --- |");
    for field in fields {
        let optional = if field.optional { ", optional" } else { "" };
        let null = if field.nullable { ", may be null" } else { "" };
        let kind = type_of(&field.field_type);
        line(page, &format!("| `{}` | {kind}{optional}{null} | {} |", field.name, cell(&field.doc)));
    }
}

/// Objects and enumerations that the events' data is made of.
fn shared(page: &mut String, model: &Model) {
    let is_data = |name: &str| model.events.iter().any(|event| event.data == name);
    for object in model.objects.iter().filter(|object| !is_data(&object.name)) {
        line(page, &format!("\n## {}\n\n{}\n", object.name, object.doc));
        fields(page, &object.fields);
    }
    for kind in &model.enums {
        let values: Vec<_> = kind.values.iter().map(|value| format!("`{value}`")).collect();
        line(page, &format!("\n## {}\n\n{} Known values: {}.", kind.name, kind.doc, values.join(", ")));
    }
}

fn type_of(kind: &FieldType) -> String {
    let link = |name: &str| format!("[{name}](#{})", anchor(name));
    match kind {
        FieldType::String => "text".into(),
        FieldType::Boolean => "boolean".into(),
        FieldType::Integer | FieldType::Long => "integer".into(),
        FieldType::Number => "number".into(),
        FieldType::Any => "anything".into(),
        FieldType::Time => "time".into(),
        FieldType::Enum(name) | FieldType::Object(name) | FieldType::Union(name) => link(name),
        FieldType::List(item) => format!("list of {}", type_of(item)),
        FieldType::Map(value) => format!("map to {}", type_of(value)),
        FieldType::Nullable(inner) => format!("{} or null", type_of(inner)),
    }
}

/// As mdBook and GitHub make it of a heading: lower case, without dots.
fn anchor(heading: &str) -> String {
    heading.to_lowercase().replace('.', "")
}

/// Text in a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;").replace('\n', " ")
}

fn line(page: &mut String, text: &str) {
    // Writing to a string can't fail.
    let _ = writeln!(page, "{text}");
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs};

    use super::*;
    use crate::workspace;

    /// Words in snake case between quotes.
    fn names(text: &str) -> impl Iterator<Item = String> {
        text.split('"').skip(1).step_by(2).filter(|word| is_name(word)).map(str::to_owned)
    }

    fn is_name(word: &str) -> bool {
        let is_word = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        word.contains('_') && word.split('_').all(is_word) && !word.starts_with("whsec")
    }

    #[test]
    fn causes_are_those_of_the_core() {
        let folder = workspace::root().join("core/src/explain");
        let sources = fs::read_dir(folder).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
        let known: BTreeSet<String> = sources.flat_map(|source| names(&source).collect::<Vec<_>>()).collect();
        let listed: Vec<_> =
            CAUSES.iter().flat_map(|(_, causes)| *causes).map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(listed.iter().cloned().collect::<BTreeSet<_>>(), known);
        assert_eq!(listed.len(), known.len(), "each is listed once");
    }

    #[test]
    fn codes_and_fields_are_all_there() {
        let model = Model::builtin().unwrap();
        let page = errors(&model);
        assert!(model.errors.len() > 10);
        for error in &model.errors {
            assert!(page.contains(&format!("\n## {}\n", error.code)) && page.contains(&*error.hint), "{}", error.code);
        }
        assert!(CAUSES.iter().all(|(code, _)| model.errors.iter().any(|error| error.code == *code)));
        let page = events(&model);
        let names = model.objects.iter().flat_map(|object| &object.fields).map(|field| &field.name);
        assert!(names.map(|name| format!("| `{name}` |")).all(|row| page.contains(&row)));
        assert!(model.events.iter().all(|event| page.contains(&format!("\n## {}\n", event.event_type))));
    }

    #[test]
    fn text_stays_within_its_cell() {
        assert_eq!(cell("a | b\n<script>"), "a \\| b &lt;script>");
    }
}
