//! Encrypted connections to a PostgreSQL server that takes no others.

mod support;

use autosend_webhooks_inbox::{InboxError, postgres::PostgresStore};
use support::{Server, encrypted};

async fn connect(server: &Server, query: &str) -> Result<PostgresStore, InboxError> {
    PostgresStore::connect(&format!("{}?{query}", server.address("postgres"))).await
}

#[tokio::test]
async fn connections_are_encrypted_and_names_verified_where_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let (right, roots) = encrypted("127.0.0.1", folder.path());
    let (wrong, other_roots) = encrypted("db.example.com", folder.path());

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
