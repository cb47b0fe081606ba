//! `generate`: packages in other languages.

use crate::output::{BOLD, DIM, Exit, GOOD, UsageError, WARN, note, print, printable};
use sdkgen::{CustomField, Imported, Model, Profile, Settings, Target, output};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks generate --lang go --out sdk
  autosend-webhooks generate --lang python,typescript --out sdk --package acme-webhooks
  autosend-webhooks generate --lang php --out sdk --contact-field plan:string --contact-field seats:integer
  autosend-webhooks generate --lang go --out sdk --check   # in CI: is what is committed current?
  autosend-webhooks generate --schema openapi.yaml --profile standard-webhooks --lang python --out sdk --with-tests
  autosend-webhooks generate --schema openapi.json --profile acme.toml --include 'invoice.*' --dump-catalog

Each language goes to a folder of its name below --out, as a package of its ecosystem: a verifier without dependencies,
typed events, an adapter for the web frameworks, test helpers and a README. Contact fields are your project's own properties of
contacts; they become typed fields of the contact events. Their types: string, boolean, integer, number, time, and lists of
them (tags:string[]). In Rust it is a crate of typed events over autosend-webhooks-profile, for other providers: AutoSend's own
events are in the crate autosend-webhooks.

For another provider, --schema is its document: OpenAPI with webhooks, or a JSON Schema whose alternatives are the events, as JSON or
YAML. --profile says how it signs and where a request says what it is: standard-webhooks, github, stripe, slack, shopify, or a TOML file
of yours. What could not be typed is listed with its place and what to put into the profile.

--with-tests adds a test suite that the package's own README says how to run (pytest, go test, cargo test …): a request
of every event, signed by the package, arrives as its type; what is forged or expired is refused; nothing new is lost.

Run it again to update: generated files are replaced, and yours are left alone.
Exit codes: 0 all well, 1 with --check if a file is not current, 2 wrong use.";

/// What every file says in its first lines.
const COMMAND: &str = "autosend-webhooks generate";

/// Generate a package for another language: verifier, typed events, framework adapter
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub struct Args {
    /// The language, or several with commas
    #[arg(long, value_name = "LANG", required_unless_present = "dump_catalog", value_delimiter = ',', value_parser = languages())]
    lang: Vec<String>,

    /// The folder to generate into; each language gets a folder of its name in it
    #[arg(long, value_name = "DIR", required_unless_present = "dump_catalog")]
    out: Option<PathBuf>,

    /// The document of another provider: OpenAPI with webhooks, or a JSON Schema, as JSON or YAML
    #[arg(long, value_name = "FILE", requires = "profile", conflicts_with = "catalog")]
    schema: Option<PathBuf>,

    /// How that provider signs and sends: the name of a profile, or a file .toml
    #[arg(long, value_name = "NAME|FILE", requires = "schema")]
    profile: Option<String>,

    /// Only events whose type or name in the document fits this pattern; may be given several times
    #[arg(long, value_name = "PATTERN", requires = "schema")]
    include: Vec<String>,

    /// No events that fit this pattern; may be given several times
    #[arg(long, value_name = "PATTERN", requires = "schema")]
    exclude: Vec<String>,

    /// Print what was understood as a catalog, which --catalog reads, and generate nothing
    #[arg(long, requires = "schema", conflicts_with_all = ["lang", "out", "check"])]
    dump_catalog: bool,

    /// Fail if something of the document could not be typed
    #[arg(long, requires = "schema")]
    deny_untyped: bool,

    /// A catalog of another provider, with its table of errors in it or in errors.json beside it [default: AutoSend's]
    #[arg(long, value_name = "FILE")]
    catalog: Option<PathBuf>,

    /// A property of your contacts that becomes a typed field; may be given several times
    #[arg(long = "contact-field", value_name = "NAME:TYPE")]
    contact_fields: Vec<String>,

    /// The package's name
    #[arg(long, value_name = "NAME")]
    package: Option<String>,

    /// Add a test suite with a signed sample of every event to each package
    #[arg(long, conflicts_with = "dump_catalog")]
    with_tests: bool,

    /// Write nothing; list what is not current, and fail then
    #[arg(long)]
    check: bool,
}

fn languages() -> clap::builder::PossibleValuesParser {
    Target::packages().map(|target| target.name).into()
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
    let imported = args.schema.as_deref().map(|schema| import(args, schema)).transpose()?;
    if let Some(imported) = &imported
        && !report(imported)
        && args.deny_untyped
    {
        return Ok(Exit::Refused);
    }
    let model = model(args, imported.as_ref())?;
    if let Some(imported) = imported.filter(|_| args.dump_catalog) {
        print(&format!("{:#}\n", imported.catalog))?;
        return Ok(Exit::Ok);
    }
    let settings = Settings { package: args.package.clone(), command: COMMAND.into(), with_tests: args.with_tests };
    let mut current = true;
    for target in Target::packages().filter(|target| args.lang.iter().any(|name| name == target.name)) {
        let files = target.package(&model, &settings).map_err(|error| failed(&error, "Change what it names."))?;
        let directory = args.out.clone().unwrap_or_default().join(target.name);
        let files = output::by_path(files);
        current &= if args.check { check(&directory, &files)? } else { write(&directory, &files)? };
    }
    Ok(if current { Exit::Ok } else { Exit::Refused })
}

/// Reads a provider's document.
fn import(args: &Args, schema: &Path) -> Result<Imported, UsageError> {
    let profile = args.profile.as_deref().unwrap_or_default();
    let profile = Profile::open(profile).map_err(|error| {
        failed(&error, "Name one of those, or a TOML file that says how the provider signs and sends.")
    })?;
    let profile = profile.with_filters(&args.include, &args.exclude);
    Imported::read(schema, profile).map_err(|error| failed(&error, "Change the document or the profile at that place."))
}

/// Tells what could not be typed; whether everything could.
fn report(imported: &Imported) -> bool {
    for untyped in &imported.untyped {
        note(&format!("{WARN}untyped:{WARN:#} {}", printable(&untyped.to_string())));
        note(&format!("  {BOLD}profile:{BOLD:#} {}", printable(&untyped.fix)));
    }
    if !imported.untyped.is_empty() {
        note(&format!("{} places hold anything, and arrive as they were sent.", imported.untyped.len()));
    }
    imported.untyped.is_empty()
}

fn model(args: &Args, imported: Option<&Imported>) -> Result<Model, UsageError> {
    let model = match (imported, &args.catalog) {
        (Some(imported), _) => imported.model().map_err(|error| failed(&error, "Change what the profile says of it.")),
        (None, Some(path)) => Model::read(path).map_err(compare),
        (None, None) => Model::builtin().map_err(compare),
    }?;
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

#[expect(clippy::needless_pass_by_value, reason = "what map_err hands over")]
fn compare(error: anyhow::Error) -> UsageError {
    failed(&error, "Compare it with AutoSend's: autosend-webhooks schema --format catalog (and --format errors).")
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
