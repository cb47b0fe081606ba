//! Encrypted connections to a PostgreSQL server that takes no others.

mod support;

use autosend_webhooks_inbox::{InboxError, postgres::PostgresStore};
use rcgen::{CertificateParams, CertifiedIssuer, KeyPair};
use std::{fs, os::unix::fs::PermissionsExt};
use support::Server;

/// A server with a certificate for a name, and the file of who vouches for it.
fn server(name: &str, folder: &std::path::Path) -> (Server, String) {
    let own = CertifiedIssuer::self_signed(authority(), KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new([name.to_owned()]).unwrap().signed_by(&key, &own).unwrap();
    let roots = folder.join(format!("{name}.pem"));
    fs::write(&roots, own.pem()).unwrap();
    let server = Server::start_prepared(|data| {
        fs::write(data.join("server.crt"), certificate.pem()).unwrap();
        fs::write(data.join("server.key"), key.serialize_pem()).unwrap();
        fs::set_permissions(data.join("server.key"), fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(data.join("pg_hba.conf"), "hostssl all all 127.0.0.1/32 trust\n").unwrap();
        let settings = fs::read_to_string(data.join("postgresql.conf")).unwrap();
        fs::write(data.join("postgresql.conf"), settings + "\nssl = on\n").unwrap();
    });
    (server, roots.display().to_string())
}

fn authority() -> CertificateParams {
    let mut params = CertificateParams::new([]).unwrap();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    params
}

async fn connect(server: &Server, query: &str) -> Result<PostgresStore, InboxError> {
    PostgresStore::connect(&format!("{}?{query}", server.address("postgres"))).await
}

#[tokio::test]
async fn connections_are_encrypted_and_names_verified_where_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let (right, roots) = server("127.0.0.1", folder.path());
    let (wrong, other_roots) = server("db.example.com", folder.path());

    for query in ["", "sslmode=prefer", "sslmode=require", &format!("sslmode=verify-full&sslrootcert={roots}")] {
        assert!(connect(&right, query).await.is_ok(), "{query}");
    }
    // In plain the server takes nobody: what came through above was encrypted.
    assert!(connect(&right, "sslmode=disable").await.is_err());
    // Somebody else vouches for it; and nobody does for that name.
    assert!(connect(&right, &format!("sslmode=verify-full&sslrootcert={other_roots}")).await.is_err());
    assert!(connect(&wrong, &format!("sslmode=verify-full&sslrootcert={other_roots}")).await.is_err());
    assert!(connect(&wrong, "sslmode=require").await.is_ok());
}
