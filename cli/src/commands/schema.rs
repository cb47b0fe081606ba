//! `schema`: the generated documents.

use crate::{
    input::event_type,
    output::{Exit, UsageError, print_data},
};
use autosend_webhooks::schema;

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks schema email.bounced > email.bounced.schema.json
  autosend-webhooks schema --format openapi > openapi.json";

/// Print the JSON Schema of one event or of all, or another generated document
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The event type [default: all, in one schema]
    event: Option<String>,

    /// Which document
    #[arg(long, value_enum, default_value_t = Format::JsonSchema)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// JSON Schema 2020-12
    JsonSchema,
    /// OpenAPI 3.1 with the webhooks of all events
    Openapi,
    /// Events, fields, headers and retries: what code generators read
    Catalog,
    /// The table of error codes
    Errors,
}

pub fn run(args: &Args) -> Result<Exit, UsageError> {
    let path = path(args)?;
    let file = schema::files().into_iter().find(|file| file.path == path);
    let file = file.ok_or_else(|| UsageError::new(format!("{path} is not generated"), "Report this as a defect."))?;
    print_data(&file.content)?;
    Ok(Exit::Ok)
}

/// Where the document stands among the generated files.
fn path(args: &Args) -> Result<String, UsageError> {
    let event = args.event.as_deref().map(event_type).transpose()?;
    match (args.format, event) {
        (Format::JsonSchema, Some(event)) => Ok(format!("events/{event}.schema.json")),
        (Format::JsonSchema, None) => Ok("events.schema.json".into()),
        (Format::Openapi, None) => Ok("openapi.json".into()),
        (Format::Catalog, None) => Ok("catalog.json".into()),
        (Format::Errors, None) => Ok("errors.json".into()),
        (_, Some(event)) => {
            let fix = format!("Leave out {event}, or --format for its JSON Schema.");
            Err(UsageError::new("this document covers all events", fix))
        }
    }
}
