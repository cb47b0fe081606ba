//! The smallest request that still shows a difference.

use crate::{core, process::Implementation, request::Request};
use std::time::Instant;

/// Simplifies a request for as long as the implementation and the core differ on it, and the time is not over. A round
/// sends all simpler forms at once, through one process.
pub fn smallest(implementation: &Implementation, request: &Request, until: Instant) -> Request {
    let mut best = request.clone();
    while Instant::now() < until {
        let mut simpler: Vec<_> = forms(&best).into_iter().filter(|form| form.size() < best.size()).collect();
        simpler.sort_by_key(Request::size);
        let Some(found) = first_that_differs(implementation, &simpler) else { break };
        best = found;
    }
    best
}

fn first_that_differs(implementation: &Implementation, requests: &[Request]) -> Option<Request> {
    let answers = implementation.decide(requests).ok()?;
    let differs = |(request, answer): &(&Request, String)| core::decide(request) != *answer;
    requests.iter().zip(answers.lines).find(differs).map(|(request, _)| request.clone())
}

/// The request with one thing left out, in every way.
fn forms(request: &Request) -> Vec<Request> {
    let mut forms = Vec::new();
    let mut add = |change: &dyn Fn(&mut Request)| {
        let mut form = request.clone();
        change(&mut form);
        forms.push(form);
    };
    for index in 0..request.headers.len() {
        add(&|form| drop(form.headers.remove(index)));
        for range in cuts(request.headers[index].1.len()) {
            add(&|form| drop(form.headers[index].1.drain(range.clone())));
        }
    }
    for index in 0..request.secrets.len() {
        if request.secrets.len() > 1 {
            add(&|form| drop(form.secrets.remove(index)));
        }
    }
    add(&|form| form.strict = false);
    add(&|form| form.now_ms = crate::request::NOW_MS);
    let body = |range: std::ops::Range<usize>| {
        let mut body = request.body.clone();
        body.drain(range);
        request.with_body(body)
    };
    let cut: Vec<_> = cuts(request.body.len()).map(body).collect();
    forms.extend(cut);
    forms
}

/// Pieces of something that long: halves, quarters, and so on, down to single bytes where they are few.
fn cuts(length: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
    const MOST: usize = 128;
    let sizes = std::iter::successors(Some(length / 2), |size| Some(size / 2)).take_while(|size| *size > 0);
    let sizes = sizes.chain((length == 1).then_some(1));
    sizes
        .take_while(move |size| length / size <= MOST || length <= 4 * MOST)
        .flat_map(move |size| (0..length.div_ceil(size)).map(move |at| at * size..((at + 1) * size).min(length)))
}
