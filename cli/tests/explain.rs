//! `explain` on what people hand in: bodies in other forms, signatures that were cut or joined, secrets with unseen letters.

mod common;

use autosend_webhooks::EventType;
use common::{
    SECRET,
    mishandled::{Case, cases, headers},
    run, sample, write,
};
use std::path::Path;

fn explain(folder: &Path, case: &Case, secret: &str, json: bool) -> common::Run {
    let headers = write(folder, "headers", &case.headers);
    let body = write(folder, "body", &case.body);
    let secret = write(folder, "secret", secret);
    let mut arguments = vec!["explain", "--headers-file", &headers, "--body", &body, "--secret-file", &secret];
    if json {
        arguments.push("--json");
    }
    run(&arguments, b"").ended(1)
}

#[test]
fn each_cause_is_named_with_its_fix_and_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    for case in cases() {
        let shown = explain(folder.path(), &case, SECRET, false);
        assert!(shown.out.contains(case.cause) && shown.out.contains("fix: "), "{}: {}", case.cause, shown.out);
        assert!(!shown.out.contains(SECRET) && !shown.err.contains(SECRET));
        let causes = explain(folder.path(), &case, SECRET, true).json()["causes"].clone();
        assert_eq!(causes[0]["cause"], case.cause, "{causes}");
    }
}

#[test]
fn unseen_letters_in_a_secret_are_named_by_their_code_points() {
    let folder = tempfile::tempdir().unwrap();
    let case = Case { cause: "", headers: headers(), body: sample(EventType::EmailOpened).to_vec() };
    let (start, end) = SECRET.split_at(12);
    for (letter, code) in [("\u{200b}", "U+200B"), ("\u{feff}", "U+FEFF"), ("\u{ad}", "U+00AD")] {
        let shown = explain(folder.path(), &case, &format!("{start}{letter}{end}"), false);
        assert!(shown.out.contains("invalid_secret") && shown.out.contains(code), "{}", shown.out);
        assert!(shown.out.contains("secret_has_invisible_characters"), "{}", shown.out);
        assert!(!shown.out.contains(start) && !shown.out.contains(end), "{}", shown.out);
    }
}

#[test]
fn a_secret_that_can_not_be_one_is_named_and_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let case = Case { cause: "", headers: headers(), body: sample(EventType::EmailOpened).to_vec() };
    for unusable in ["undefined", "[object Object]", "'whsec_other'", "whsec_\u{200b}other"] {
        let shown = explain(folder.path(), &case, unusable, false);
        assert!(shown.out.contains("secret_is_unusable") && shown.out.contains("fix: "), "{}", shown.out);
        assert!(!shown.out.contains(unusable) && !shown.out.contains("other"), "{}", shown.out);
        let causes = explain(folder.path(), &case, unusable, true).json()["causes"].clone();
        assert_eq!(causes.as_array().map(Vec::len), Some(1), "{causes}");
        assert_eq!(causes[0]["cause"], "secret_is_unusable", "{causes}");
    }
}
