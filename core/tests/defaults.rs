//! What prose tells of numbers is what the code does.

use autosend_webhooks::{ErrorCode, MAX_DELIVERY_ID, MAX_DEPTH, Options, TIMESTAMP_DIGITS};

#[test]
fn the_documentation_of_options_tells_their_defaults() {
    let Options { tolerance, future_tolerance, max_body, strict } = Options::default();
    let both_arrive = "(default: both arrive)".to_owned();
    assert!(!strict);
    for (option, default) in [
        ("tolerance", format!("(default {} s)", tolerance.expect("it is on").as_secs())),
        ("future_tolerance", format!("(default {} s)", future_tolerance.as_secs())),
        ("max_body", format!("(default {} MiB)", max_body >> 20)),
        ("strict", both_arrive),
    ] {
        for declaration in [format!("pub {option}: "), format!("pub const fn {option}(")] {
            let documentation = documentation_of(&declaration);
            assert!(documentation.contains(&default), "{declaration} is to say {default}: {documentation}");
        }
    }
}

/// The doc comment above the first line of the verifier's source that begins so.
fn documentation_of(declaration: &str) -> String {
    let mut documentation = String::new();
    for line in include_str!("../src/verifier.rs").lines().map(str::trim) {
        match line.strip_prefix("///") {
            Some(text) => documentation += text,
            None if line.starts_with(declaration) => return documentation,
            None if line.starts_with('#') => {}
            None => documentation.clear(),
        }
    }
    panic!("there is no {declaration}");
}

#[test]
fn the_table_of_errors_tells_the_limits() {
    for (code, limit) in [
        (ErrorCode::BodyTooDeep, format!("more than {MAX_DEPTH} levels")),
        (ErrorCode::MalformedDeliveryId, format!("1 to {MAX_DELIVERY_ID} visible")),
        (ErrorCode::MalformedTimestamp, format!("1 to {TIMESTAMP_DIGITS} digits")),
    ] {
        assert!(code.meaning().contains(&limit), "{code} is to say {limit:?}: {}", code.meaning());
    }
}
