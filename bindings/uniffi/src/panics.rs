//! Panics on request, in the library that the packages' tests load: what a defect would do.

/// Panics if the input asks for it: only with the feature `panics`, which no released library has.
#[inline]
pub fn provoke(function: &str, input: &[u8]) {
    if cfg!(feature = "panics") {
        let request = format!("panic in {function}");
        let is_asked = input.windows(request.len()).any(|part| part == request.as_bytes());
        assert!(!is_asked, "{request}");
    }
}
