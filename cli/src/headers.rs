//! Headers as they come: bytes.

/// A name and a value of a header, as bytes: HTTP does not say that they are text.
pub type Header = (Vec<u8>, Vec<u8>);

/// The first value of a header.
pub fn header<'a>(headers: &'a [Header], name: &str) -> Option<&'a [u8]> {
    let found = headers.iter().find(|(there, _)| there.eq_ignore_ascii_case(name.as_bytes()));
    found.map(|(_, value)| value.as_slice())
}

/// Splits `Name: value`. The value stays as it is: which white space around it counts is for the verifier to say.
pub fn split_header(line: &[u8]) -> Option<Header> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let (name, value) = (&line[..colon], &line[colon + 1..]);
    let fits = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    fits.then(|| (name.to_vec(), value.strip_prefix(b" ").unwrap_or(value).to_vec()))
}
