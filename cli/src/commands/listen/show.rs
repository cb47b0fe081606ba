//! A request as people read it.

use super::{
    judge::HeaderNames,
    received::{Received, SentResponse, Verdict},
};
use crate::{
    client::{SHOWN_BYTES, hint},
    output::{BAD, BOLD, DIM, GOOD, WARN, printable, printable_line},
};
use autosend_webhooks::Event;
use autosend_webhooks_emulator::json;
use std::fmt::Write;

/// The whole entry. All of a request is somebody else's text: none of it reaches the terminal as it came.
pub fn describe(received: &Received, names: &HeaderNames<'_>) -> String {
    let mut text = headline(received, names);
    match &received.verdict {
        Verdict::Refused(refusal) => indent(&mut text, &refusal.text),
        Verdict::Rejected(rejection) => {
            indent(&mut text, &format!("{BAD}{}{BAD:#}\n{}", rejection.code, rejection.message));
        }
        Verdict::Unverified | Verdict::Verified(_) => {}
    }
    indent(&mut text, &body(&received.request.body));
    let (style, line) = answer(&received.answer);
    // Writing to a string does not fail.
    let _ = writeln!(text, "  {DIM}answered:{DIM:#} {style}{line}{style:#}");
    match &received.saved {
        Some(Ok(path)) => _ = writeln!(text, "  {DIM}saved:{DIM:#} {}", printable_line(&path.to_string_lossy())),
        Some(Err(error)) => _ = writeln!(text, "  {BAD}not saved:{BAD:#} {}", printable_line(error)),
        None => {}
    }
    text.push('\n');
    text
}

/// `10:30:00  POST /webhooks  email.opened  deliver-webhook-1  verified`
fn headline(received: &Received, names: &HeaderNames<'_>) -> String {
    let time = humantime::format_rfc3339_seconds(received.at).to_string();
    let time = time.split('T').nth(1).unwrap_or_default();
    let request = printable_line(&format!("{} {}", received.request.method, received.request.target));
    let event = printable_line(&received.event(names).unwrap_or_else(|| "no event".to_owned()));
    let id = printable_line(&received.id(names).unwrap_or_else(|| "no id".to_owned()));
    let (style, verdict) = match (&received.verdict, received.repeat()) {
        (Verdict::Unverified, _) => (WARN, "not verified".to_owned()),
        (Verdict::Refused(_) | Verdict::Rejected(_), _) => (BAD, "refused".to_owned()),
        (Verdict::Verified(_), None) => (GOOD, "verified".to_owned()),
        (Verdict::Verified(_), Some(repeat)) => (WARN, format!("verified, {repeat}")),
    };
    format!("{DIM}{time}{DIM:#}  {request}  {BOLD}{event}{BOLD:#}  {id}  {style}{verdict}{style:#}\n")
}

/// Indented if it is an event, which also means that it does not nest without end; else as it came.
fn body(bytes: &[u8]) -> String {
    let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(SHOWN_BYTES)]);
    let more = bytes.len().saturating_sub(SHOWN_BYTES);
    if more > 0 {
        return printable(&format!("{shown}\n… and {more} bytes more"));
    }
    let is_event = Event::from_json(bytes).is_ok();
    printable(&if is_event { json::pretty(&json::compact(&shown)) } else { shown.into_owned() })
}

fn answer(answer: &SentResponse) -> (anstyle::Style, String) {
    let style = |status: &u16| if (200..300).contains(status) { GOOD } else { BAD };
    match answer {
        SentResponse::Own { status } => (style(status), status.to_string()),
        SentResponse::Forwarded { status, latency } => {
            (style(status), format!("{status}, as it was passed on, in {:.1} ms", latency.as_secs_f64() * 1000.0))
        }
        SentResponse::Failed { kind, message } => {
            let message = printable_line(message);
            (BAD, format!("502, since it could not be passed on ({kind}: {message}). {}", hint(kind)))
        }
    }
}

fn indent(text: &mut String, lines: &str) {
    for line in lines.lines() {
        let _ = writeln!(text, "  {line}");
    }
}

#[cfg(test)]
mod tests {
    use super::body;

    #[test]
    fn only_events_are_indented() {
        assert_eq!(body(br#"{"type":"x.y","n":1.0}"#), "{\n  \"type\": \"x.y\",\n  \"n\": 1.0\n}");
        let deep = "[".repeat(50_000);
        assert_eq!(body(deep.as_bytes()), deep);
        assert_eq!(body(b"a\x1b[2Jb\xFF"), "a\u{fffd}[2Jb\u{fffd}");
    }

    #[test]
    fn a_large_body_is_cut_off() {
        assert!(body(&vec![b'a'; 70_000]).ends_with("a\n… and 4464 bytes more"));
    }
}
