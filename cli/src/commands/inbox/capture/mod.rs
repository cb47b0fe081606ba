//! `inbox capture`: a stored delivery as a regression test.

mod anonymous;
mod code;

use super::{StoreArgs, wrong};
use crate::output::{Exit, UsageError, note, print_data};
use anonymous::anonymous;
use autosend_webhooks_inbox::{Filter, Store, Stored};
use clap::ValueEnum;
use code::Captured;
use std::{
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
};

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks inbox capture 42 --as pytest --handler app:webhooks --out tests/test_captured.py
  autosend-webhooks inbox capture deliver-webhook-123456 --as vitest --handler ./app.js:POST --out captured.test.mjs
  autosend-webhooks inbox capture 42 --as rust --handler my_app::handle --out tests/captured.rs";

/// Write a test that hands a stored delivery to your handler once more
///
/// Addresses are replaced, the same by the same, and the body is signed with a secret for tests. Names, subjects and custom
/// properties stay as they came: look through it before you keep it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Its number, as `inbox list` shows it, or its delivery id
    #[arg(value_name = "SEQ|ID")]
    id: String,

    /// For which test runner
    #[arg(long, value_enum)]
    r#as: Runner,

    /// What is tested. pytest: MODULE:NAME of a `Webhooks` [default: app:webhooks]; vitest: MODULE:NAME of a function from
    /// Request to Response [default: ./app.js:POST]; rust: the path of a function from &Delivery to Result [default:
    /// app::handle]
    #[arg(long, value_name = "HANDLER")]
    handler: Option<String>,

    /// A new file to write to [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    #[command(flatten)]
    store: StoreArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Runner {
    /// Python, with the package autosend-webhooks
    Pytest,
    /// JavaScript or TypeScript, with the package autosend-webhooks
    Vitest,
    /// `cargo test`, with the crate autosend-webhooks
    Rust,
}

impl Runner {
    const fn default_handler(self) -> &'static str {
        match self {
            Self::Pytest => "app:webhooks",
            Self::Vitest => "./app.js:POST",
            Self::Rust => "app::handle",
        }
    }
}

pub async fn run(args: &Args) -> Result<Exit, UsageError> {
    let store = args.store.existing().await?;
    let stored = find(&*store, &args.id).await?;
    let text = str::from_utf8(&stored.body).ok().filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| {
        UsageError::new(format!("the body of delivery {} is gone", stored.seq), "It was erased: take another one.")
    })?;
    let body = anonymous(text);
    let event_type = anonymous(&stored.event_type);
    let delivery = autosend_webhooks::Delivery::trusted("", body.as_bytes());
    let created =
        delivery.as_ref().ok().and_then(|delivery| delivery.created_at()).map(|time| time.as_str().to_owned());
    let created = created.filter(|created| body.contains(created.as_str()));
    let captured = Captured { seq: stored.seq, event_type: &event_type, body: &body, created: created.as_deref() };
    let handler = args.handler.as_deref().unwrap_or(args.r#as.default_handler());
    let code = generated(args.r#as, &captured, handler)?;
    match &args.out {
        Some(path) => write(path, &code)?,
        None => print_data(&code)?,
    }
    note("addresses are replaced; names, subjects and custom properties are not: look through it before you keep it");
    Ok(Exit::Ok)
}

async fn find(store: &dyn Store, id: &str) -> Result<Stored, UsageError> {
    let seq = if let Ok(seq) = id.parse() {
        Some(seq)
    } else {
        let filter = Filter { delivery_id: Some(id.to_owned()), ..Filter::default() };
        store.list(&filter, 1).await.map_err(|error| wrong(&error))?.first().map(|one| one.seq)
    };
    let found = match seq {
        Some(seq) => store.find(seq).await.map_err(|error| wrong(&error))?,
        None => None,
    };
    found.ok_or_else(|| UsageError::new(format!("there is no delivery {id}"), "`inbox list` shows the numbers."))
}

fn generated(runner: Runner, captured: &Captured<'_>, handler: &str) -> Result<String, UsageError> {
    let wrong = || {
        let fix = format!("Write it like {}.", runner.default_handler());
        UsageError::new(format!("{handler} is no handler"), fix)
    };
    if runner == Runner::Rust {
        let is_path = handler.split("::").all(is_name);
        return if is_path { Ok(code::rust(captured, handler)) } else { Err(wrong()) };
    }
    let (module, name) =
        handler.rsplit_once(':').filter(|(module, name)| !module.is_empty() && is_name(name)).ok_or_else(wrong)?;
    match runner {
        Runner::Vitest => Ok(code::vitest(captured, module, name)),
        _ if module.split('.').all(is_name) => Ok(code::pytest(captured, module, name)),
        _ => Err(wrong()),
    }
}

/// A name that all three languages take.
fn is_name(text: &str) -> bool {
    !text.starts_with(|letter: char| letter.is_ascii_digit())
        && !text.is_empty()
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

fn write(path: &Path, code: &str) -> Result<(), UsageError> {
    let failed = |error: &std::io::Error| {
        UsageError::new(format!("cannot write {}: {error}", path.display()), "Name a file that is not there yet.")
    };
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| failed(&error))?;
    file.write_all(code.as_bytes()).map_err(|error| failed(&error))
}
