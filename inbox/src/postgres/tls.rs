//! Encryption of connections, by the words that PostgreSQL's own programs use: `sslmode` and `sslrootcert`.

use crate::{InboxError, InboxErrorCode};
use rustls::{
    ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

/// What an address says about encryption, taken out of it where the client library does not know the words.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Trust {
    /// Whether the server has to prove its name, and not only to encrypt.
    is_verified: bool,
    /// Who may vouch for it, instead of those whom the system trusts: a file of certificates in PEM.
    roots: Option<String>,
}

/// Splits `postgres://…?sslmode=verify-full&sslrootcert=ca.pem` into the address for the client library and the rest.
pub fn split(address: &str) -> (String, Trust) {
    let Some((base, query)) = address.split_once('?') else { return (address.to_owned(), Trust::default()) };
    let mut trust = Trust::default();
    let mut kept = Vec::new();
    for pair in query.split('&') {
        match pair.split_once('=') {
            Some(("sslmode", "verify-full" | "verify-ca")) => {
                trust.is_verified = true;
                kept.push("sslmode=require");
            }
            Some(("sslrootcert", file)) => trust.roots = Some(file.replace("%2F", "/")),
            _ => kept.push(pair),
        }
    }
    let address = if kept.is_empty() { base.to_owned() } else { format!("{base}?{}", kept.join("&")) };
    (address, trust)
}

/// Makes encrypted connections. As with PostgreSQL's own programs, `prefer` (the default) and `require` encrypt without
/// asking who the server is; `verify-full` asks.
pub fn connector(trust: &Trust) -> Result<MakeRustlsConnect, InboxError> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|error| InboxError::unavailable(&error))?;
    let config = if trust.is_verified {
        builder.with_root_certificates(roots(trust.roots.as_deref())?).with_no_client_auth()
    } else {
        builder.dangerous().with_custom_certificate_verifier(Arc::new(Encrypting(provider))).with_no_client_auth()
    };
    Ok(MakeRustlsConnect::new(config))
}

fn roots(file: Option<&str>) -> Result<RootCertStore, InboxError> {
    let mut roots = RootCertStore::empty();
    let certificates = match file {
        Some(file) => CertificateDer::pem_file_iter(file)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| bad(&format!("sslrootcert={file}: {error}")))?,
        None => rustls_native_certs::load_native_certs().certs,
    };
    roots.add_parsable_certificates(certificates);
    if roots.is_empty() {
        return Err(bad("there is no certificate to verify the server by: name a file with sslrootcert=FILE"));
    }
    Ok(roots)
}

fn bad(detail: &str) -> InboxError {
    InboxError::new(InboxErrorCode::BadAddress, detail)
}

/// Takes any certificate: protects from those who listen, not from those who pretend to be the server.
#[derive(Debug)]
struct Encrypting(Arc<CryptoProvider>);

impl ServerCertVerifier for Encrypting {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_client_library_does_not_know_is_taken_out() {
        let of = |address: &str| split(address);
        let (address, trust) =
            of("postgres://db/app?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem&application_name=x");
        assert_eq!(address, "postgres://db/app?sslmode=require&application_name=x");
        assert_eq!(trust, Trust { is_verified: true, roots: Some("/etc/ca.pem".into()) });
        assert_eq!(of("postgres://db/app?sslmode=require").1, Trust::default());
        assert_eq!(of("postgres://db/app?sslrootcert=ca.pem").0, "postgres://db/app");
    }

    #[test]
    fn a_file_without_certificates_is_named() {
        let trust = Trust { is_verified: true, roots: Some("/none/ca.pem".into()) };
        let error = connector(&trust).err().unwrap();
        assert_eq!(error.code(), InboxErrorCode::BadAddress);
        assert!(error.to_string().contains("/none/ca.pem"), "{error}");
    }
}
