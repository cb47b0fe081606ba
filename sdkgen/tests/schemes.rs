//! The catalogs of the ways in which providers sign and send are read, and each uses something that the others do not.

use sdkgen::{Model, Scheme};
use std::{fs, path::PathBuf};

fn folders() -> Vec<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/schemes");
    let mut all: Vec<_> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| path.join("catalog.json").exists());
    all
}

#[test]
fn every_catalog_is_read_and_has_requests() {
    let folders = folders();
    assert!(folders.len() >= 11, "{folders:?}");
    for folder in folders {
        let model = Model::read(&folder.join("catalog.json")).unwrap();
        assert_eq!(folder.file_name().unwrap().to_str().unwrap(), model.slug);
        assert!(!model.errors.is_empty() && model.envelope.is_some(), "{}", model.slug);
        let requests = fs::read_to_string(folder.join(format!("requests/{}.json", model.slug))).unwrap();
        let requests: serde_json::Value = serde_json::from_str(&requests).unwrap();
        assert!(requests["cases"].as_array().unwrap().len() >= 3, "{}", model.slug);
    }
}

#[test]
fn public_keys_and_secrets_are_no_alternatives() {
    let path = folders().into_iter().find(|folder| folder.ends_with("public")).unwrap().join("catalog.json");
    let model = Model::read(&path).unwrap();
    assert!(model.signatures.iter().all(|signature| signature.scheme == Scheme::Ed25519));
    let temporary = tempfile::tempdir().unwrap().path().join("catalog.json");
    fs::create_dir_all(temporary.parent().unwrap()).unwrap();
    fs::write(&temporary, fs::read_to_string(&path).unwrap().replacen("\"ed25519\"", "\"hmac\"", 1)).unwrap();
    let error = format!("{:#}", Model::read(&temporary).unwrap_err());
    assert!(error.contains("its keys are public"), "{error}");
}
