//! `man`: manual pages, for packages of the command line.

use crate::output::{Exit, UsageError};
use clap::CommandFactory;
use std::{fs, path::PathBuf};

const EXAMPLES: &str = "\
Examples:
  autosend-webhooks man ~/.local/share/man/man1
  man autosend-webhooks-inbox-serve";

/// Write manual pages, one for each command, into a folder
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The folder; it is made if it is not there
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

pub fn run<C: CommandFactory>(args: &Args) -> Result<Exit, UsageError> {
    let folder = &args.folder;
    let failed =
        |error| UsageError::new(format!("cannot write to {}: {error}", folder.display()), "Give another folder.");
    fs::create_dir_all(folder).map_err(failed)?;
    clap_mangen::generate_to(C::command(), folder).map_err(failed)?;
    Ok(Exit::Ok)
}
