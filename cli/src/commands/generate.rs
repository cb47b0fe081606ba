//! `generate`: packages in other languages.

use crate::output::{BOLD, DIM, Exit, GOOD, UsageError, note, print};
use sdkgen::{CustomField, Model, Settings, Target, output};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks generate --lang go --out sdk
  autosend-webhooks generate --lang python,typescript --out sdk --package acme-webhooks
  autosend-webhooks generate --lang php --out sdk --contact-field plan:string --contact-field seats:integer
  autosend-webhooks generate --lang go --out sdk --check   # in CI: is what is committed current?

Each language goes to a folder of its name below --out, as a package of its ecosystem: a verifier without dependencies,
typed events, an adapter for the web frameworks, test helpers and a README. Contact fields are your project's own properties of
contacts; they become typed fields of the contact events. Their types: string, boolean, integer, number, time, and lists of
them (tags:string[]).

Run it again to update: generated files are replaced, and yours are left alone.
Exit codes: 0 all well, 1 with --check if a file is not current, 2 wrong use.";

/// What every file says in its first lines.
const COMMAND: &str = "autosend-webhooks generate";

/// Generate a package for another language: verifier, typed events, framework adapter
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The language, or several with commas
    #[arg(long, value_name = "LANG", required = true, value_delimiter = ',', value_parser = languages())]
    lang: Vec<String>,

    /// The folder to generate into; each language gets a folder of its name in it
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// A catalog of another provider, with its table of errors in it or in errors.json beside it [default: AutoSend's]
    #[arg(long, value_name = "FILE")]
    catalog: Option<PathBuf>,

    /// A property of your contacts that becomes a typed field; may be given several times
    #[arg(long = "contact-field", value_name = "NAME:TYPE")]
    contact_fields: Vec<String>,

    /// The package's name
    #[arg(long, value_name = "NAME")]
    package: Option<String>,

    /// Write nothing; list what is not current, and fail then
    #[arg(long)]
    check: bool,
}

fn languages() -> clap::builder::PossibleValuesParser {
    Target::packages().map(|target| target.name).into()
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
    let model = model(args)?;
    let settings = Settings { package: args.package.clone(), command: COMMAND.into() };
    let mut current = true;
    for target in Target::packages().filter(|target| args.lang.iter().any(|name| name == target.name)) {
        let files = target.package(&model, &settings).map_err(|error| failed(&error, "Change what it names."))?;
        let directory = args.out.join(target.name);
        let files = output::by_path(files);
        current &= if args.check { check(&directory, &files)? } else { write(&directory, &files)? };
    }
    Ok(if current { Exit::Ok } else { Exit::Refused })
}

fn model(args: &Args) -> Result<Model, UsageError> {
    let model = args.catalog.as_deref().map_or_else(Model::builtin, Model::read);
    let model = model.map_err(|error| {
        failed(&error, "Compare it with AutoSend's: autosend-webhooks schema --format catalog (and --format errors).")
    })?;
    let field = |text: &String| {
        text.parse::<CustomField>().map_err(|error| {
            let fix =
                "For example: --contact-field plan:string --contact-field seats:integer --contact-field tags:string[].";
            UsageError::new(format!("--contact-field {text}: {error:#}"), fix)
        })
    };
    let fields: Vec<CustomField> = args.contact_fields.iter().map(field).collect::<Result<_, _>>()?;
    model.with_custom_fields(&fields).map_err(|error| failed(&error, "Leave it out, or give it another name."))
}

fn failed(error: &anyhow::Error, fix: &str) -> UsageError {
    UsageError::new(format!("{error:#}"), fix)
}

/// Whether everything is as it would be generated.
fn check(directory: &Path, files: &output::Files) -> Result<bool, UsageError> {
    let there = output::read(directory).map_err(|error| failed(&error, "Check the folder's permissions."))?;
    let problems = output::compare(&there, files, COMMAND, false);
    for problem in &problems {
        note(&format!("{}/{problem}", directory.display()));
    }
    if problems.is_empty() {
        print(&format!("{GOOD}current{GOOD:#}  {}: {} files\n", directory.display(), files.len()))?;
    } else {
        note(&format!("{BOLD}hint:{BOLD:#} run the same command without --check"));
    }
    Ok(problems.is_empty())
}

fn write(directory: &Path, files: &output::Files) -> Result<bool, UsageError> {
    let fix = "Generate into a folder of its own.";
    let done = output::write(directory, files, COMMAND, false).map_err(|error| failed(&error, fix))?;
    for path in &done.removed {
        print(&format!("{DIM}removed{DIM:#}  {}/{}\n", directory.display(), path.display()))?;
    }
    let (written, all) = (done.written.len(), files.len());
    print(&format!("{GOOD}ok{GOOD:#}  {}: {written} of {all} files written\n", directory.display()))?;
    Ok(true)
}
