//! Tests as code. Text of events gets into them through the target language's own string literals only.

use sdkgen::{PYTHON, RUST, TYPESCRIPT};

/// A delivery that a test sends again.
pub struct Captured<'a> {
    pub seq: i64,
    pub event_type: &'a str,
    pub body: &'a str,
    /// The time of creation as it stands in the body: a test has the time of its run in its place, or it would be too old.
    pub created: Option<&'a str>,
}

/// Of Python's `MODULE:NAME`, the name is a `Webhooks`.
pub fn pytest(captured: &Captured<'_>, module: &str, name: &str) -> String {
    let quote = PYTHON.quote;
    let (created, body) = match captured.created {
        Some(created) => (
            format!("CREATED = {}\n", quote(created)),
            "    now = datetime.now(timezone.utc).isoformat(timespec=\"milliseconds\").replace(\"+00:00\", \"Z\")\n    \
             request = signed_request(BODY.replace(CREATED, now, 1).encode())\n",
        ),
        None => (String::new(), "    request = signed_request(BODY.encode())\n"),
    };
    let times = if captured.created.is_some() { "from datetime import datetime, timezone\n" } else { "" };
    format!(
        "\"\"\"Delivery {seq} of an inbox, once more. Addresses are replaced; look for what else is somebody's before you keep it.\"\"\"\n\n\
         import importlib\n{times}\n\
         import pytest\n\
         from autosend_webhooks.testing import TEST_SECRET, signed_request\n\n\
         EVENT = {event}\nBODY = {body_text}\n{created}\n\n\
         def test_a_captured_delivery_is_handled(monkeypatch: pytest.MonkeyPatch) -> None:\n    \
         monkeypatch.setenv(\"AUTOSEND_WEBHOOK_SECRET\", TEST_SECRET)\n    \
         webhooks = getattr(importlib.import_module({module}), {name})\n\
         {body}    \
         answer = webhooks.handle(request.body, request.headers)\n    \
         assert (answer.status, answer.body) == (200, {{\"received\": True, \"duplicate\": False}})\n    \
         assert answer.delivery.type == EVENT\n",
        seq = captured.seq,
        event = quote(captured.event_type),
        body_text = quote(captured.body),
        module = quote(module),
        name = quote(name),
    )
}

/// Of `MODULE:NAME`, the name is a function from a `Request` to a `Response`.
pub fn vitest(captured: &Captured<'_>, module: &str, name: &str) -> String {
    let quote = TYPESCRIPT.quote;
    let (created, body) = match captured.created {
        Some(created) => {
            (format!("const CREATED = {};\n", quote(created)), "BODY.replace(CREATED, () => new Date().toISOString())")
        }
        None => (String::new(), "BODY"),
    };
    format!(
        "// Delivery {seq} of an inbox, once more. Addresses are replaced; look for what else is somebody's before you keep it.\n\n\
         import {{ signedRequest, TEST_SECRET }} from \"autosend-webhooks/testing\";\n\
         import {{ expect, test }} from \"vitest\";\n\n\
         const EVENT = {event};\nconst BODY =\n  {body_text};\n{created}\n\
         test(`a captured ${{EVENT}} is handled`, async () => {{\n  \
         process.env[\"AUTOSEND_WEBHOOK_SECRET\"] = TEST_SECRET;\n  \
         const {{ {name}: receive }} = await import({module});\n  \
         const request = new Request(\"http://localhost/webhooks\", signedRequest({body}));\n  \
         const response = await receive(request);\n  \
         expect(await response.json()).toEqual({{ received: true, duplicate: false }});\n  \
         expect(response.status).toBe(200);\n\
         }});\n",
        seq = captured.seq,
        event = quote(captured.event_type),
        body_text = quote(captured.body),
        module = quote(module),
    )
}

/// The handler is the path of a function from `&Delivery` to a `Result`.
pub fn rust(captured: &Captured<'_>, handler: &str) -> String {
    let quote = RUST.quote;
    format!(
        "//! Delivery {seq} of an inbox, once more. Addresses are replaced; look for what else is somebody's before you keep it.\n\n\
         use autosend_webhooks::{{Secret, SignedRequest, Verifier}};\n\n\
         const EVENT: &str = {event};\nconst BODY: &str = {body};\n\
         const SECRET: &str = \"whsec_00000000000000000000000000000000\";\n\n\
         #[test]\n\
         fn a_captured_delivery_is_handled() {{\n    \
         let secret: Secret = SECRET.parse().expect(\"it is one\");\n    \
         let headers = SignedRequest::new(&secret, BODY.as_bytes()).headers();\n    \
         let verifier = Verifier::new([SECRET]).expect(\"it is one\");\n    \
         let delivery = verifier.verify(BODY.as_bytes(), &headers).expect(\"it is signed\");\n    \
         assert_eq!(delivery.event_type(), EVENT);\n    \
         {handler}(&delivery).expect(\"the handler takes it\");\n\
         }}\n",
        seq = captured.seq,
        event = quote(captured.event_type),
        body = quote(captured.body),
    )
}
