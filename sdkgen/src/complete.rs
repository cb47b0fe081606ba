//! What a catalog may leave out because something else in it says it.

use serde_json::{Map, Value, json};

/// Puts in what the catalog leaves out: the list of signatures where there is one, the header of each, and whether a
/// field is required.
pub(crate) fn complete(catalog: &mut Value) {
    let Some(members) = catalog.as_object_mut() else { return };
    complete_signatures(members);
    for object in list(members.get_mut("objects")) {
        for field in list(object.get_mut("fields")).iter_mut().filter_map(Value::as_object_mut) {
            let is_optional = field.get("optional") == Some(&Value::Bool(true));
            field.entry("required").or_insert(Value::Bool(!is_optional));
        }
    }
}

fn complete_signatures(members: &mut Map<String, Value>) {
    let header = members.get("headers").and_then(|it| it.get("signature")).cloned();
    let only = members.get("signature").cloned();
    let signatures = members.entry("signatures").or_insert_with(|| only.into_iter().collect());
    for signature in list(Some(signatures)).iter_mut().filter_map(Value::as_object_mut) {
        if let Some(Value::String(algorithm)) = signature.remove("algorithm") {
            let (scheme, hash) = algorithm.split_once('-').unwrap_or((&algorithm, "sha256"));
            signature.insert("scheme".into(), json!(scheme));
            signature.insert("hash".into(), json!(hash));
        }
        if let Some(header) = &header {
            signature.entry("header").or_insert_with(|| header.clone());
        }
    }
    // Without one the model says that it is missing.
    let Some(first) = list(Some(signatures)).first().cloned() else { return };
    if let (Some(header), Some(headers)) = (first.get("header"), members.get_mut("headers")) {
        headers.as_object_mut().map(|headers| headers.entry("signature").or_insert_with(|| header.clone()));
    }
    members.insert("signature".into(), first);
}

fn list(value: Option<&mut Value>) -> &mut [Value] {
    value.and_then(Value::as_array_mut).map_or(&mut [], Vec::as_mut_slice)
}
