//! JSON pointers (RFC 6901).

/// The pointer of a member, below that of what it is a member of.
pub(crate) fn join(parent: &str, member: &str) -> String {
    format!("{parent}/{}", member.replace('~', "~0").replace('/', "~1"))
}

/// The members that a pointer leads through; `None` if it is none.
pub(crate) fn pieces(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let pieces = pointer.strip_prefix('/')?.split('/').map(|piece| piece.replace("~1", "/").replace("~0", "~"));
    Some(pieces.collect())
}

/// The fragment of a URI reference as a pointer: percent-encoded bytes decoded.
pub(crate) fn from_fragment(fragment: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = fragment.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok().filter(|text| text.is_empty() || text.starts_with('/'))
}

/// The last member that a pointer leads to.
pub(crate) fn last(pointer: &str) -> String {
    pieces(pointer).and_then(|mut pieces| pieces.pop()).unwrap_or_default()
}

/// What a reference calls what it refers to: the last member of its pointer, its anchor, or its file without extension.
pub(crate) fn named(reference: &str) -> String {
    let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    match from_fragment(fragment) {
        Some(pointer) if !pointer.is_empty() => last(&pointer),
        None => fragment.to_owned(),
        Some(_) => {
            let name = file.rsplit('/').next().unwrap_or_default();
            name.split('.').next().unwrap_or_default().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_and_fragments_are_escaped_each_in_its_way() {
        assert_eq!(join("/a", "b/c~d"), "/a/b~1c~0d");
        assert_eq!(pieces("/a/b~1c~0d/").unwrap(), ["a", "b/c~d", ""]);
        assert_eq!(pieces("a"), None);
        assert_eq!(from_fragment("/a%20b~1c").unwrap(), "/a b~1c");
        assert_eq!(from_fragment("%zz"), None);
        assert_eq!(from_fragment("/a%f"), None);
        assert_eq!(from_fragment("anchor"), None);
        assert_eq!(last("/a/b~1c"), "b/c");
        for (reference, name) in [("#/a/b", "b"), ("#it", "it"), ("s/it.json", "it"), ("s/it.json#/a", "a"), ("#", "")]
        {
            assert_eq!(named(reference), name);
        }
    }
}
