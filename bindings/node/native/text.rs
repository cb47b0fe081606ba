//! A body as a JavaScript string.

use crate::layout::Span;
use encoding_rs::mem;
use napi::{Env, JsString, Result};

/// UTF-8 as a string: one byte a character where that does, else UTF-16, transcoded here because V8 is slow at it. The spans, given in
/// bytes, come out in characters.
pub fn string<'env>(env: &'env Env, text: &[u8], spans: &mut [Span]) -> Result<JsString<'env>> {
    if text.is_ascii() {
        return env.create_string_latin1(text);
    }
    if mem::is_utf8_latin1(text) {
        return env.create_string_latin1(transcode(text, spans, mem::convert_utf8_to_latin1_lossy));
    }
    env.create_string_utf16(transcode(text, spans, mem::convert_utf8_to_utf16))
}

/// Converts the text part by part, so that the number of characters is known where spans start and end.
fn transcode<Unit: Copy + Default>(
    text: &[u8],
    spans: &mut [Span],
    convert: impl Fn(&[u8], &mut [Unit]) -> usize,
) -> Vec<Unit> {
    let mut edges: Vec<&mut i32> = spans.iter_mut().filter(|[start, _]| *start >= 0).flatten().collect();
    edges.sort_unstable();
    // One more than is needed, for the encoder.
    let mut units = vec![Unit::default(); text.len() + 1];
    let (mut read, mut written) = (0, 0);
    let mut advance = |to: usize| {
        written += convert(&text[read..to], &mut units[written..]);
        read = to;
        written
    };
    for edge in edges {
        let characters = advance(usize::try_from(*edge).unwrap_or(0));
        *edge = i32::try_from(characters).unwrap_or(i32::MAX);
    }
    let length = advance(text.len());
    units.truncate(length);
    units
}
