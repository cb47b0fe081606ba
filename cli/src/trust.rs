//! Whom to trust over HTTPS, as arguments say it.

use crate::output::UsageError;
use autosend_webhooks_emulator::http::Trust;
use reqwest::Certificate;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Whom to trust over HTTPS, as arguments say it.
#[derive(Debug, Clone, clap::Args)]
pub struct TrustArgs {
    /// A file with certificates (PEM) to trust instead of the system's; may be given several times
    #[arg(long, value_name = "FILE")]
    ca: Vec<PathBuf>,

    /// Take any certificate: whoever is in between can read and change everything
    #[arg(long, conflicts_with = "ca")]
    insecure: bool,
}

impl TrustArgs {
    /// Reads the files.
    pub fn trust(&self) -> Result<Trust, UsageError> {
        if self.insecure {
            return Ok(Trust::Anybody);
        }
        if self.ca.is_empty() {
            return Ok(Trust::System);
        }
        let certificates = self.ca.iter().map(|path| certificates_in(path)).collect::<Result<Vec<_>, _>>()?;
        Ok(Trust::Only(certificates.concat()))
    }
}

fn certificates_in(path: &Path) -> Result<Vec<Certificate>, UsageError> {
    let bytes = fs::read(path).map_err(|error| UsageError::unreadable(path, &error))?;
    let certificates = Certificate::from_pem_bundle(&bytes).ok().filter(|found| !found.is_empty());
    certificates.ok_or_else(|| {
        let fix = "Give a PEM file, which begins with -----BEGIN CERTIFICATE-----.";
        UsageError::new(format!("{} holds no certificates", path.display()), fix)
    })
}
