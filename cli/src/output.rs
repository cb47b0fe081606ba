//! What goes out: results on standard output, everything else on standard error, colours on a terminal only.

use crate::redact::redact;
use anstyle::{AnsiColor, Style};
use serde::Serialize;
use std::{
    io::{self, ErrorKind, Write},
    path::Path,
    process::ExitCode,
};

pub const GOOD: Style = AnsiColor::Green.on_default().bold();
pub const BAD: Style = AnsiColor::Red.on_default().bold();
pub const WARN: Style = AnsiColor::Yellow.on_default().bold();
pub const BOLD: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    Ok,
    /// A request was refused, or a delivery was not answered with 2xx.
    Refused,
    Usage,
    /// By Ctrl-C: 128 and the number of the signal, as shells count.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Ok => 0,
            Exit::Refused => 1,
            Exit::Usage => 2,
            Exit::Interrupted => 130,
        })
    }
}

/// The command can't do what it was asked to: what is wrong, and how to put it right.
#[derive(Debug)]
pub struct UsageError {
    what: String,
    fix: String,
}

impl UsageError {
    pub fn new(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { what: what.into(), fix: fix.into() }
    }

    /// A file that can't be read.
    pub fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::new(format!("cannot read {}: {error}", path.display()), "Check the path and its permissions.")
    }

    /// What is wrong, as it can be shown.
    pub fn what(&self) -> String {
        printable(&redact(&self.what))
    }

    pub fn report(&self) -> Exit {
        let (what, fix) = (self.what(), printable(&redact(&self.fix)));
        note(&format!("{BAD}error:{BAD:#} {what}\n{BOLD}hint:{BOLD:#} {fix}"));
        Exit::Usage
    }
}

/// What the libraries below report, told to people.
struct Reports;

impl log::Log for Reports {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.target().starts_with("autosend_webhooks")
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            note(&printable(&record.args().to_string()));
        }
    }

    fn flush(&self) {}
}

/// From here on what the libraries report is printed.
pub fn print_reports() {
    // Only the first one counts, and all are the same.
    let _ = log::set_logger(&Reports);
    log::set_max_level(log::LevelFilter::Warn);
}

/// Prints help, the version or what is wrong with the arguments.
pub fn clap_error(error: &clap::Error) -> Exit {
    if error.use_stderr() {
        ignore_closed(anstream::stderr().write_all(clap_text(error).as_bytes()));
        Exit::Usage
    } else {
        print(&error.render().ansi().to_string()).map_or_else(|error| error.report(), |()| Exit::Ok)
    }
}

/// What is wrong with the arguments, which may be names of files that somebody else has chosen: in colours if they hold
/// nothing harmful.
fn clap_text(error: &clap::Error) -> String {
    let plain = redact(&error.render().to_string());
    let harmless = printable(&plain);
    if harmless == plain { redact(&error.render().ansi().to_string()) } else { harmless }
}

/// Prints a styled text on standard output.
pub fn print(text: &str) -> Result<(), UsageError> {
    written(anstream::stdout().write_all(text.as_bytes()))
}

/// Prints data on standard output, byte for byte.
pub fn print_data(text: &str) -> Result<(), UsageError> {
    let mut out = io::stdout().lock();
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Prints a value as one line of JSON.
pub fn print_json(value: &impl Serialize) -> Result<(), UsageError> {
    let text = serde_json::to_string(value)
        .map_err(|error| UsageError::new(format!("cannot write JSON: {error}"), "Report this as a defect."))?;
    print_data(&(printable_json(&text) + "\n"))
}

/// The same JSON for a terminal: in its strings, where JSON lets some stand, what [`printable`] would replace is escaped.
pub fn printable_json(json: &str) -> String {
    let escape = |letter: char| format!("\\u{:04x}", u32::from(letter));
    json.chars().map(|letter| if is_harmless(letter) { letter.to_string() } else { escape(letter) }).collect()
}

/// A styled line on standard error.
pub fn note(text: &str) {
    ignore_closed(writeln!(anstream::stderr(), "{text}"));
}

/// Text from elsewhere for a terminal: without control characters, which could move the cursor or worse, and without
/// those that turn the direction of writing.
pub fn printable(text: &str) -> String {
    text.chars().map(|letter| if is_harmless(letter) { letter } else { char::REPLACEMENT_CHARACTER }).collect()
}

fn is_harmless(letter: char) -> bool {
    matches!(letter, '\n' | '\t') || !(letter.is_control() || is_direction(letter))
}

/// The same for a text that has to stay on its line.
pub fn printable_line(text: &str) -> String {
    printable(text).replace(['\n', '\t'], "\u{fffd}")
}

fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whoever closes the pipe (`| head -1`) has seen enough: no error.
fn written(result: io::Result<()>) -> Result<(), UsageError> {
    match result {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(UsageError::new(format!("cannot write the output: {error}"), "Check where standard output goes to."))
        }
        _ => Ok(()),
    }
}

/// Where standard error is closed there is nobody to tell.
fn ignore_closed(_: io::Result<()>) {}

#[cfg(test)]
mod tests {
    use super::{printable, printable_json, printable_line};

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(printable("a\x1b[31mb\r\n\tc\u{9b}"), "a\u{fffd}[31mb\u{fffd}\n\tc\u{fffd}");
        assert_eq!(printable("gpj\u{202e}exe \u{2067}é"), "gpj\u{fffd}exe \u{fffd}é");
        assert_eq!(printable_line("a\nb\tc"), "a\u{fffd}b\u{fffd}c");
    }

    #[test]
    fn json_holds_no_control_characters() {
        let text = "\u{7f}\u{9b}31m é\u{1b}\u{202e}";
        let json = printable_json(&serde_json::to_string(text).unwrap());
        assert!(!json.contains(|letter: char| letter.is_control() || letter == '\u{202e}'), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
