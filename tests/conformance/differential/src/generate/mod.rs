//! Makes requests: signed ones, since what is not signed ends early, and with something unusual about most of them.

mod body;
mod header;

use crate::{
    random::Random,
    request::{EVENT, NOW_MS, Request, SECRET, SIGNATURE, sign},
};

pub struct Generator {
    random: Random,
    corpus: Vec<Request>,
}

impl Generator {
    /// Begins with a corpus that is not empty.
    pub fn new(seed: u64, corpus: Vec<Request>) -> Self {
        Self { random: Random::new(seed), corpus }
    }

    pub fn request(&mut self) -> Request {
        let number = self.random.below(self.corpus.len());
        let random = &mut self.random;
        let body = body::body(random, &self.corpus[number].body);
        let mut request = Request::signed(body);
        if random.once_in(2) {
            header::event(random, &mut request);
        }
        request.strict = random.once_in(4);
        if random.once_in(4) {
            header::timestamp(random, &mut request);
        }
        if random.once_in(8) {
            secrets(random, &mut request);
        }
        if random.once_in(4) {
            header::game(random, &mut request);
        }
        if random.once_in(40) {
            // The vector as it is, with another body under its headers.
            let vector = &self.corpus[number];
            return vector.with_body(body::mutated(random, &vector.body));
        }
        request
    }
}

/// Several secrets, the right one somewhere among them, or one that may not be one.
fn secrets(random: &mut Random, request: &mut Request) {
    const ODD: &[&str] = &[
        "",
        " ",
        "whsec_",
        "x",
        "undefined",
        "NULL",
        "nil",
        "n\u{131}l",
        "[object Object]",
        "[object]",
        "${SECRET}",
        "${SECRET",
        "{{}}",
        "{{}",
        "***hidden***",
        "\"whsec_0123\"",
        "it's",
        "whsec_\u{200b}0123",
        "\u{feff}whsec_0123",
        "whsec_0123\n",
        "whsec_\t0123",
        "whsec_\u{0}0123",
        "whsec_ 0123",
        "whsec_\u{a0}0123",
        "whsec_\u{e9}\u{1f511}",
        "whsec_\u{e0041}0123",
        "whsec_\u{fffd}0123",
        "whsec_\u{3164}0123",
        "\u{2019}whsec_0123",
        "whsec_01\u{2019}23",
        "whsec_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ];
    let secret = random.pick(ODD).to_owned();
    match random.below(3) {
        0 => request.secrets = vec![secret.clone()],
        1 => request.secrets.insert(0, secret.clone()),
        _ => request.secrets.push(secret.clone()),
    }
    if random.once_in(2) {
        request.set(SIGNATURE, sign(&secret, &request.body));
    }
    if random.once_in(4) {
        request.secrets.push(SECRET.to_owned());
    }
}

/// The clock somewhere else.
fn clock(random: &mut Random, request: &mut Request) {
    const CLOCKS: &[i64] = &[0, 1, 299_999, NOW_MS - 1, NOW_MS + 299_600, NOW_MS + 299_601, 4_102_444_800_000];
    request.now_ms = CLOCKS[random.below(CLOCKS.len())];
}

/// The type in a body, if it is easily found.
fn event_type(body: &[u8]) -> Option<Vec<u8>> {
    let text = str::from_utf8(body).ok()?;
    let (_, rest) = text.split_once("\"type\":\"").or_else(|| text.split_once("\"event\":\""))?;
    let (name, _) = rest.split_once('"')?;
    (!name.contains('\\')).then(|| name.as_bytes().to_vec())
}

fn set_event(request: &mut Request) {
    if let Some(name) = event_type(&request.body) {
        request.set(EVENT, name);
    }
}
