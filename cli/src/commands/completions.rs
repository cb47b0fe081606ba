//! `completions`: scripts that complete the command line in a shell.

use crate::output::{Exit, UsageError, print_data};
use clap::CommandFactory;
use clap_complete::Shell;

const EXAMPLES: &str = "\
Examples:
  source <(autosend-webhooks completions bash)
  autosend-webhooks completions zsh > ~/.zfunc/_autosend-webhooks";

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The shell
    shell: Shell,
}

pub fn run<C: CommandFactory>(args: &Args) -> Result<Exit, UsageError> {
    let mut command = C::command();
    let name = command.get_name().to_owned();
    // Into memory first: the generator panics where it can't write, e.g. into a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    print_data(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Ok)
}
