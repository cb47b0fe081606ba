"""The ways in which providers sign requests: those that many follow, and those of some providers."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import ed25519
from build import NOW_MS, SENT, Provider, b64, event, header, mac, member, obj, path, provider

ORDER = obj("OrderPaid", member("id", "string"), member("amount", "long"), member("note", "string", required=False))
DATA = {"id": "o1", "amount": 5}
PAID = {"type": "order.paid", "timestamp": "2031-01-24T05:46:35Z", "data": DATA}
TEXT = json.dumps(PAID)
PLAIN: dict[str, Any] = {"scheme": "hmac", "hash": "sha256", "form": "plain", "encoding": "hex", "key": "utf8"}
PLAIN |= {"signed_content": "{body}"}
SIMPLE: dict[str, Any] = {"type": [path("type")], "data": ["data"], "time": ["timestamp"], "time_format": "rfc3339"}
EVENTS = [event("order.paid", "OrderPaid", PAID)]
FIT = {"type": "order.paid", "created_at": PAID["timestamp"]}


def standard() -> Provider:
    """Standard Webhooks, which Svix, Resend, Polar, OpenAI, Clerk and others follow."""
    signature = {**PLAIN, "header": "webhook-signature", "aliases": ["svix-signature"], "form": "list"}
    signature |= {"separator": " ", "versions": ["v1"], "encoding": "base64", "key": "base64"}
    signature |= {"secret_prefix": "whsec_", "signed_content": "{id}.{timestamp}.{body}"}
    headers = {"delivery_id": "webhook-id", "delivery_id_aliases": ["svix-id"]}
    headers |= {"timestamp": "webhook-timestamp", "timestamp_aliases": ["svix-timestamp"]}
    made = provider("standard", [signature], SIMPLE, EVENTS, [ORDER], headers=headers, timestamp={"from": "header"})
    one, two = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"

    def sign(text: str = TEXT, secret: str = one, sent: str = SENT, name: str = "msg_1") -> str:
        return b64(mac(base64.b64decode(secret.removeprefix("whsec_")), f"{name}.{sent}.{text}"))

    def case(name: str, why: str, expect: dict[str, Any] | str, **change: Any) -> None:
        prefix = change.pop("prefix", "webhook")
        message, sent, text = change.pop("id", "msg_1"), change.pop("sent", SENT), change.pop("text", TEXT)
        value = change.pop("value", "v1," + sign(text, sent=sent or "", name=message or ""))
        headers = {f"{prefix}-id": message, f"{prefix}-timestamp": sent, f"{prefix}-signature": value}
        pairs = [[key, it] for key, it in headers.items() if it is not None] + change.pop("more", [])
        if isinstance(expect, dict):
            expect = {**FIT, "delivery_id": message, "sent_at_ms": int(sent or 0) * 1000, **expect}
        made.case(name, why, pairs, text, expect, secrets=change.pop("secrets", [one]), **change)

    right = sign()
    case("plain", "One signature.", {})
    case("other-names", "The names that Svix began with.", {}, prefix="svix")
    case("capitals", "Names are compared without case.", {}, prefix="Webhook")
    case("both-names", "The first name counts.", {}, more=[["svix-id", "x"], ["svix-signature", "v1,AAAA"]])
    case("other-version-first", "v1a is skipped.", {}, value=f"v1a,{b64(bytes(64))} v1,{right}")
    case("other-version-last", "v1a is skipped.", {}, value=f"v1,{right} v1a,{b64(bytes(64))}")
    case("several", "While a secret changes: any may fit.", {}, value=f"v1,{sign(secret=two)} v1,{right}")
    case("malformed-beside", "What can't be one is skipped.", {}, value=f"v1,short v1 ,, v1,{right}")
    case("second-secret", "Either secret.", {"secret_index": 1}, secrets=[two, one])
    case("bare-secret", "The key without its prefix.", {}, secrets=[one.removeprefix("whsec_")])
    case("forged", "Of another body.", "signature_mismatch", value="v1," + sign(TEXT + " "))
    case("other-id", "The id is signed.", "signature_mismatch", value="v1," + sign(name="msg_2"))
    case("other-secret", "Of another secret.", "signature_mismatch", value="v1," + sign(secret=two))
    case("wrong-version", "v2 does not count.", "malformed_signature", value=f"v2,{right}")
    case("no-version", "No entry has a version.", "malformed_signature", value=right)
    case("hex", "Not base64.", "malformed_signature", value="v1," + base64.b64decode(right).hex())
    case("no-signature", "Not there.", "missing_signature", value=None)
    case("no-timestamp", "Not there.", "missing_timestamp", sent=None)
    case("no-id", "Not there.", "missing_delivery_id", id=None)
    case("expired", "301 s.", "timestamp_too_old", sent=str(NOW_MS // 1000 - 301))
    case("future", "301 s.", "timestamp_in_future", sent=str(NOW_MS // 1000 + 301))
    case("not-checked", "Switched off.", {}, sent="5", tolerance_ms=None)
    case("no-number", "No digits.", "malformed_timestamp", sent="now")
    case("no-base64", "The secret is none.", "invalid_secret", secrets=["whsec_%%%"])
    published = '{"test": 2432232314}'
    value = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    published_case = {"id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "sent": "1614265330", "now_ms": 1_614_265_330_000}
    case(
        "published",
        "Svix's own example: authentic, no event.",
        "missing_event_type",
        text=published,
        value=value,
        **published_case,
    )
    published = '{"event_type":"ping","data":{"success":true}}'
    value = "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="
    published_case = {"id": "msg_loFOjxBNrRLzqYUf", "sent": "1731705121", "now_ms": 1_731_705_121_000}
    published_case["secrets"] = ["whsec_plJ3nmyCDGBKInavdOK15jsl"]
    case(
        "published-too",
        "Svix's own example: authentic, no event.",
        "missing_event_type",
        text=published,
        value=value,
        **published_case,
    )
    return made


def github() -> Provider:
    """GitHub: the type in a header and in the body, the whole body is the data, and no time."""
    signature = {**PLAIN, "header": "X-Hub-Signature-256", "prefix": "sha256="}
    legacy = {**PLAIN, "hash": "sha1", "header": "X-Hub-Signature", "prefix": "sha1="}
    envelope = {"type": [header("X-GitHub-Event"), path("action", optional=True)], "join": ".", "fallback": "prefix"}
    issue = obj("Issue", member("number", "long"), member("title", "string"))
    opened = obj("IssuesOpened", member("action", "string"), member("issue", {"object": "Issue"}))
    any_issues = obj("Issues", member("action", "string"))
    push = obj("Push", member("ref", "string"))
    body = {"action": "opened", "issue": {"number": 9_007_199_254_740_993, "title": "It breaks"}}
    events = [event("issues.opened", "IssuesOpened", body), event("issues", "Issues"), event("push", "Push")]
    headers = {"delivery_id": "X-GitHub-Delivery", "event": "X-GitHub-Event"}
    made = provider("github", [signature, legacy], envelope, events, [issue, opened, any_issues, push], headers=headers)
    secret = "It's a Secret to Everybody"

    def case(name: str, why: str, body: Any, expect: dict[str, Any] | str, **change: Any) -> None:
        text = body if isinstance(body, str) else json.dumps(body)
        pairs: dict[str, str | None] = {"X-GitHub-Event": change.pop("event", "issues")}
        pairs |= {"X-GitHub-Delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958"}
        sha256 = "sha256=" + mac(secret.encode(), text).hex()
        pairs |= change.pop("signatures", {"X-Hub-Signature-256": sha256})
        if isinstance(expect, dict):
            expect = {"delivery_id": pairs["X-GitHub-Delivery"], **expect}
        made.case(name, why, pairs, text, expect, secrets=change.pop("secrets", [secret]), **change)

    legacy_value = "sha1=" + mac(secret.encode(), json.dumps(body), "sha1").hex()
    right = "sha256=" + mac(secret.encode(), json.dumps(body)).hex()
    case("opened", "Header and action.", body, {"type": "issues.opened"})
    case("no-action", "The header alone.", {"ref": "refs/heads/main"}, {"type": "push"}, event="push")
    case("new-action", "The known type before it.", {"action": "zapped"}, {"type": "issues.zapped"})
    case("new-event", "Nothing known.", body, {"type": "star.opened", "outcome": "unknown"}, event="star")
    case("new-event-strict", "Strict.", body, "unknown_event", event="star", strict=True)
    case("no-event", "Not there.", body, "missing_event_type", event=None)
    case("not-text", "An action that is no text is none.", {"action": 5}, {"type": "issues", "problems": ["/action"]})
    case(
        "sha1", "The older header alone.", body, {"type": "issues.opened"}, signatures={"X-Hub-Signature": legacy_value}
    )
    both = {"X-Hub-Signature": legacy_value, "X-Hub-Signature-256": right}
    case("both", "As GitHub sends it.", body, {"type": "issues.opened"}, signatures=both)
    forged = {"X-Hub-Signature-256": "sha256=" + "0" * 64}
    case("forged", "Zeros.", body, "signature_mismatch", signatures=forged)
    one = {"X-Hub-Signature": legacy_value, **forged}
    case("one-fits", "Any alternative may fit.", body, {"type": "issues.opened"}, signatures=one)
    case("none", "No signature.", body, "missing_signature", signatures={})
    case("no-prefix", "Hex alone.", body, "malformed_signature", signatures={"X-Hub-Signature-256": right[7:]})
    case("capitals", "Hex in capitals.", body, "malformed_signature", signatures={"X-Hub-Signature-256": right.upper()})
    case("second-secret", "Either.", body, {"type": "issues.opened", "secret_index": 1}, secrets=["another", secret])
    missing = {"type": "issues.opened", "problems": ["/issue/title"]}
    case("missing", "A member is missing.", {"action": "opened", "issue": {"number": 1}}, missing)
    case("missing-strict", "Strict.", {"action": "opened", "issue": {}}, "invalid_event_data", strict=True)
    published = {"X-Hub-Signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}
    case(
        "published", "GitHub's own example: authentic, no JSON.", "Hello, World!", "body_not_json", signatures=published
    )
    return made


def stripe() -> Provider:
    """Stripe: signature and timestamp as pairs in one header; id and time in the body."""
    signature = {**PLAIN, "header": "Stripe-Signature", "form": "pairs", "separator": ",", "secret_prefix": "whsec_"}
    signature |= {"pairs": {"signature": "v1", "timestamp": "t"}, "signed_content": "{timestamp}.{body}"}
    envelope = {"type": [path("type")], "id": path("id"), "time": ["created"], "time_format": "unix", "data": ["data"]}
    thing = obj(
        "InvoicePaid", member("object", {"map": "any"}), member("previous_attributes", {"map": "any"}, required=False)
    )
    body = {
        "id": "evt_1",
        "type": "invoice.paid",
        "created": 1_926_999_995,
        "data": {"object": {"id": "in_1", "total": 99}},
    }
    made = provider(
        "stripe",
        [signature],
        envelope,
        [event("invoice.paid", "InvoicePaid", body)],
        [thing],
        timestamp={"from": "pair"},
    )
    secret, text = "whsec_test_secret", json.dumps(body)

    def sign(text: str = text, sent: str = SENT, key: str = secret) -> str:
        return mac(key.encode(), f"{sent}.{text}").hex()

    def case(name: str, why: str, value: str | None, expect: dict[str, Any] | str, **change: Any) -> None:
        usual = {"type": "invoice.paid", "delivery_id": "evt_1", "sent_at_ms": int(SENT) * 1000}
        usual["created_at"] = "2031-01-24T05:46:35Z"
        expect = {**usual, **expect} if isinstance(expect, dict) else expect
        secrets = change.pop("secrets", [secret])
        made.case(name, why, {"Stripe-Signature": value}, change.pop("text", text), expect, secrets=secrets, **change)

    case("plain", "Time and signature.", f"t={SENT},v1={sign()}", {})
    case("order", "In any order.", f"v1={sign()},t={SENT}", {})
    case("other-scheme", "v0 is skipped.", f"t={SENT},v0={'0' * 64},v1={sign()}", {})
    case("several", "While a secret changes.", f"t={SENT},v1={sign(key='whsec_old')},v1={sign()}", {})
    case("second-secret", "Either.", f"t={SENT},v1={sign()}", {"secret_index": 1}, secrets=["whsec_new", secret])
    case("forged", "Of another body.", f"t={SENT},v1={sign(text + ' ')}", "signature_mismatch")
    case("other-time", "The time is signed.", f"t={int(SENT) + 1},v1={sign()}", "signature_mismatch")
    case("only-v0", "No v1.", f"t={SENT},v0={sign()}", "malformed_signature")
    case("no-pairs", "Text.", "signature", "malformed_signature")
    case("no-time", "No t.", f"v1={sign()}", "missing_timestamp")
    case("no-header", "Not there.", None, "missing_signature")
    for name, seconds, code in (("expired", -301, "timestamp_too_old"), ("future", 301, "timestamp_in_future")):
        sent = str(NOW_MS // 1000 + seconds)
        case(name, f"{seconds} s.", f"t={sent},v1={sign(sent=sent)}", code)
    other = json.dumps({**body, "id": None, "created": "soon"})
    digest = {"delivery_id": hashlib.sha256(other.encode()).hexdigest(), "created_at": None}
    case("no-id", "The digest is the id, and no time.", f"t={SENT},v1={sign(other)}", digest, text=other)
    other = json.dumps({**body, "data": {"object": 5}})
    case("misfit", "An object is a number.", f"t={SENT},v1={sign(other)}", {"problems": ["/object"]}, text=other)
    other = json.dumps({**body, "data": [1]})
    case("no-object", "The data is a list.", f"t={SENT},v1={sign(other)}", {"outcome": "invalid"}, text=other)
    return made


def slack() -> Provider:
    """Slack: a version within what is signed, and the type in two places."""
    signature = {**PLAIN, "header": "X-Slack-Signature", "prefix": "v0=", "signed_content": "v0:{timestamp}:{body}"}
    kind = [path("type"), path("event", "type", optional=True)]
    envelope = {"type": kind, "join": ".", "id": path("event_id"), "time": ["event_time"], "time_format": "unix"}
    said = obj("AppMention", member("event", {"object": "Said"}), member("team_id", "string"))
    text = obj("Said", member("text", "string"), member("ts", "string", required=False))
    check = obj("UrlVerification", member("challenge", "string"))
    mention = {"type": "event_callback", "event_id": "Ev1", "event_time": 1_926_999_995, "team_id": "T1"}
    mention |= {"event": {"type": "app_mention", "text": "hi", "ts": "1.5"}}
    events = [event("event_callback.app_mention", "AppMention", mention), event("url_verification", "UrlVerification")]
    headers, timestamp = {"timestamp": "X-Slack-Request-Timestamp"}, {"from": "header"}
    made = provider("slack", [signature], envelope, events, [said, text, check], headers=headers, timestamp=timestamp)
    secret = "8f742231b10e8888abcd99yyyzzz85a5"

    def case(name: str, why: str, body: Any, expect: dict[str, Any] | str, **change: Any) -> None:
        text = body if isinstance(body, str) else json.dumps(body)
        sent = change.pop("sent", SENT)
        value = change.pop("value", "v0=" + mac(secret.encode(), f"v0:{sent}:{text}").hex())
        pairs = {"X-Slack-Request-Timestamp": sent, "X-Slack-Signature": value}
        expect = {"sent_at_ms": int(SENT) * 1000, **expect} if isinstance(expect, dict) else expect
        made.case(name, why, pairs, text, expect, secrets=[secret], **change)

    fits = {"type": "event_callback.app_mention", "delivery_id": "Ev1", "created_at": "2031-01-24T05:46:35Z"}
    case("mention", "Two members are the type.", mention, fits)
    case(
        "check", "The second is missing.", {"type": "url_verification", "challenge": "c"}, {"type": "url_verification"}
    )
    case("forged", "Zeros.", mention, "signature_mismatch", value="v0=" + "0" * 64)
    case("other-version", "v1.", mention, "malformed_signature", value="v1=" + "0" * 64)
    case("expired", "Too old.", mention, "timestamp_too_old", sent=str(NOW_MS // 1000 - 301))
    published = (
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
        "&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
        "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    value, options = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", {"sent": "1531420618"}
    why = "Slack's own example: authentic, no JSON."
    case("published", why, published, "body_not_json", value=value, now_ms=1_531_420_618_000, **options)
    return made


def shopify() -> Provider:
    """Shopify: base64 over the body, the type in a header, ids for the delivery."""
    signature = {**PLAIN, "header": "X-Shopify-Hmac-SHA256", "encoding": "base64"}
    envelope = {"type": [header("X-Shopify-Topic")]}
    headers = {"delivery_id": "X-Shopify-Webhook-Id", "event": "X-Shopify-Topic"}
    order = obj("OrdersCreate", member("id", "long"), member("total_price", "string"))
    body = {"id": 820_982_911_946_154_508, "total_price": "403.00"}
    made = provider(
        "shopify", [signature], envelope, [event("orders/create", "OrdersCreate", body)], [order], headers=headers
    )
    text = json.dumps(body)
    right = b64(mac(b"hush", text))
    fits = {"type": "orders/create", "delivery_id": "b54557e4"}
    for name, why, value, expect in (
        ("plain", "Base64.", right, fits),
        ("hex", "Hex.", base64.b64decode(right).hex(), "malformed_signature"),
        ("no-padding", "Without padding.", right.rstrip("="), "malformed_signature"),
        ("forged", "Of another body.", b64(mac(b"hush", text + " ")), "signature_mismatch"),
        ("missing", "Not there.", None, "missing_signature"),
    ):
        pairs = {"X-Shopify-Topic": "orders/create", "X-Shopify-Webhook-Id": "b54557e4", "X-Shopify-Hmac-SHA256": value}
        made.case(name, why, pairs, text, expect, secrets=["hush"])
    return made


def token() -> Provider:
    """A secret in a header, as GitLab and Telegram send it, or as HTTP's Bearer and Basic authentication do."""
    plain = {"scheme": "token", "header": "X-Gitlab-Token"}
    bearer = {"scheme": "token", "header": "Authorization", "prefix": "Bearer "}
    basic = {"scheme": "basic", "header": "Authorization", "prefix": "Basic "}
    made = provider("token", [plain, bearer, basic], SIMPLE, EVENTS, [ORDER])
    secret = "user:p\u00e4ss"
    encoded = b64(secret.encode())
    for name, why, pairs, expect, secrets in (
        ("plain", "As it is.", {"X-Gitlab-Token": "hush"}, FIT, ["hush"]),
        ("second", "Either.", {"X-Gitlab-Token": "hush"}, {**FIT, "secret_index": 1}, ["other", "hush"]),
        ("bearer", "After a word.", {"Authorization": "Bearer hush"}, FIT, ["hush"]),
        ("basic", "User and password.", {"Authorization": f"Basic {encoded}"}, FIT, [secret]),
        ("basic-wrong", "Another one.", {"Authorization": "Basic eDp5"}, "signature_mismatch", [secret]),
        ("longer", "A longer one.", {"X-Gitlab-Token": "hush " + "x"}, "signature_mismatch", ["hush"]),
        ("shorter", "A shorter one.", {"X-Gitlab-Token": "hus"}, "signature_mismatch", ["hush"]),
        ("other-word", "Neither word.", {"Authorization": "Digest hush"}, "malformed_signature", ["hush"]),
        ("missing", "Not there.", {}, "missing_signature", ["hush"]),
    ):
        made.case(name, why, pairs, TEXT, expect, secrets=secrets)
    return made


def parts() -> Provider:
    """SHA-512 over method, URL, a header, the timestamp in milliseconds and the body's hash; the key is in hex."""
    signature = {**PLAIN, "hash": "sha512", "header": "X-Signature", "key": "hex"}
    signature["signed_content"] = "{method}\n{url}\n{header:X-Nonce}\n{timestamp}\n{sha256(body)}"
    timestamp = {"from": "header", "unit": "milliseconds", "max_digits": 15}
    made = provider("parts", [signature], SIMPLE, EVENTS, [ORDER], headers={"timestamp": "X-Sent"}, timestamp=timestamp)
    secret, url, sent = "00ff10ab", "https://shop.example/hooks?x=1", str(NOW_MS - 1)
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    right = mac(bytes.fromhex(secret), f"POST\n{url}\nn1\n{sent}\n{digest}", "sha512").hex()
    fits = {**FIT, "sent_at_ms": NOW_MS - 1}
    for name, why, nonce, value, expect, options in (
        ("plain", "All parts.", "n1", right, fits, {"url": url}),
        ("other-url", "The URL is signed.", "n1", right, "signature_mismatch", {"url": url + "2"}),
        ("other-nonce", "The header is signed.", "n2", right, "signature_mismatch", {"url": url}),
        ("sha256", "Too short.", "n1", right[:64], "malformed_signature", {"url": url}),
    ):
        pairs = {"X-Nonce": nonce, "X-Sent": sent, "X-Signature": value}
        made.case(name, why, pairs, TEXT, expect, secrets=[secret], **options)
    made.case("no-hex", "The secret is none.", {}, TEXT, "invalid_secret", secrets=["0g"], url=url)
    return made


def base64url() -> Provider:
    """Base64 of URLs, with padding or without, over time and body; the time may be seconds or milliseconds."""
    signature = {**PLAIN, "header": "X-Signature", "encoding": "base64url", "signed_content": "{timestamp}{body}"}
    timestamp = {"from": "header", "unit": "milliseconds", "max_digits": 15, "seconds_below": 100_000_000_000}
    made = provider(
        "urlsafe", [signature], SIMPLE, EVENTS, [ORDER], headers={"timestamp": "X-Sent"}, timestamp=timestamp
    )

    def sign(sent: str) -> str:
        return base64.urlsafe_b64encode(mac(b"hush", sent + TEXT)).decode()

    fits = {**FIT, "sent_at_ms": int(SENT) * 1000}
    # With this time the signature has both characters that the two alphabets don't share.
    sent = next(at for at in map(str, range(int(SENT), int(SENT) - 200, -1)) if {"-", "_"} <= set(sign(at)))
    fits["sent_at_ms"] = int(sent) * 1000
    standard = sign(sent).replace("-", "+").replace("_", "/")
    for name, why, at, value, expect in (
        ("padded", "With padding.", sent, sign(sent), fits),
        ("bare", "Without.", sent, sign(sent).rstrip("="), fits),
        ("milliseconds", "As it is now.", sent + "000", sign(sent + "000"), fits),
        ("standard", "The other alphabet.", sent, standard, "malformed_signature"),
        ("forged", "Of another time.", SENT, sign(str(int(SENT) - 1)), "signature_mismatch"),
    ):
        made.case(name, why, {"X-Sent": at, "X-Signature": value}, TEXT, expect, secrets=["hush"])
    return made


def public() -> Provider:
    """Ed25519, as Discord has it in hex, and as Standard Webhooks has it in a list; the secrets are public keys."""
    hexadecimal = {"scheme": "ed25519", "header": "X-Signature-Ed25519", "encoding": "hex", "key": "hex"}
    hexadecimal["signed_content"] = "{timestamp}{body}"
    listed = {"scheme": "ed25519", "header": "webhook-signature", "form": "list", "separator": " ", "versions": ["v1a"]}
    listed |= {"encoding": "base64", "key": "base64", "secret_prefix": "whpk_", "signed_content": "{timestamp}.{body}"}
    headers, timestamp = {"timestamp": "X-Signature-Timestamp"}, {"from": "header"}
    made = provider("public", [hexadecimal, listed], SIMPLE, EVENTS, [ORDER], headers=headers, timestamp=timestamp)
    one, two = bytes(range(32)), bytes(range(1, 33))
    keys = [ed25519.public_key(seed) for seed in (one, two)]
    right = ed25519.sign(one, (SENT + TEXT).encode())
    dotted = ed25519.sign(one, f"{SENT}.{TEXT}".encode())
    fits = {**FIT, "sent_at_ms": int(SENT) * 1000}
    other = right[:32] + bytes([right[32] ^ 1]) + right[33:]
    in_hex, in_base64 = [key.hex() for key in keys], "whpk_" + b64(keys[0])
    for name, why, pairs, expect, secrets in (
        ("hex", "As Discord sends it.", {"X-Signature-Ed25519": right.hex()}, fits, in_hex[:1]),
        ("second", "Either.", {"X-Signature-Ed25519": right.hex()}, {**fits, "secret_index": 1}, in_hex[::-1]),
        ("forged", "A bit differs.", {"X-Signature-Ed25519": other.hex()}, "signature_mismatch", in_hex[:1]),
        ("other-key", "Another key.", {"X-Signature-Ed25519": right.hex()}, "signature_mismatch", in_hex[1:]),
        ("short", "32 bytes.", {"X-Signature-Ed25519": right.hex()[:64]}, "malformed_signature", in_hex[:1]),
        ("list", "In a list.", {"webhook-signature": f"v1,AAAA v1a,{b64(dotted)}"}, fits, [in_base64]),
        (
            "list-forged",
            "Of other content.",
            {"webhook-signature": f"v1a,{b64(right)}"},
            "signature_mismatch",
            [in_base64],
        ),
        ("no-key", "No 32 bytes.", {"X-Signature-Ed25519": right.hex()}, "invalid_secret", ["00ff"]),
    ):
        made.case(name, why, {"X-Signature-Timestamp": SENT, **pairs}, TEXT, expect, secrets=secrets)
    return made


def form() -> Provider:
    """A form whose field holds the JSON, signed as Twilio does: the URL and the sorted names and values, SHA-1."""
    signature = {**PLAIN, "hash": "sha1", "header": "X-Twilio-Signature", "encoding": "base64"}
    signature["signed_content"] = "{url}{sorted_form}"
    made = provider("form", [signature], {**SIMPLE, "content": "form:payload"}, EVENTS, [ORDER])
    body = (
        "payload=%7B%22type%22%3A+%22order.paid%22%2C+%22data%22%3A%7B%22id%22%3A%22%C3%A4%22%2C%22amount%22%3A1%7D%7D"
    )
    body += "&a=%2B1"
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    content = url + "a+1" + 'payload{"type": "order.paid", "data":{"id":"\u00e4","amount":1}}'
    right, secrets = b64(mac(b"12345", content, "sha1")), ["12345"]

    def case(name: str, why: str, body: str, value: str, expect: dict[str, Any] | str) -> None:
        made.case(name, why, {"X-Twilio-Signature": value}, body, expect, secrets=secrets, url=url)

    case("plain", "Sorted by name, decoded.", body, right, {"type": "order.paid"})
    case("forged", "Another value.", body.replace("amount", "Amount"), right, "signature_mismatch")
    published = "Digits=1234&To=%2B18005551212&From=%2B14158675309&Caller=%2B14158675309&CallSid=CA1234567890ABCDE"
    case(
        "published",
        "Twilio's own example: authentic, no JSON.",
        published,
        "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "body_not_json",
    )
    return made


def batch() -> Provider:
    """A body with a list of events, as analytics and mail services send it: all of them arrive, or none."""
    signature = {**PLAIN, "header": "X-Signature"}
    lost = obj("OrderLost", member("id", "string"))
    events = [event("order.paid", "OrderPaid", {"events": [PAID]}), event("order.lost", "OrderLost")]
    made = provider("batch", [signature], {**SIMPLE, "batch": ["events"]}, events, [ORDER, lost])
    other = {"type": "order.lost", "timestamp": "2031-01-24T05:46:36Z", "data": {"id": "o2"}}
    unknown, misfit = {"type": "order.moved", "data": [1]}, {**PAID, "data": {**DATA, "amount": "five"}}
    invalid = {"type": "order.lost", "data": "o3"}

    def case(name: str, why: str, body: Any, expect: list[list[str]] | str, **change: Any) -> None:
        text = json.dumps(body)
        pairs = {"X-Signature": change.pop("value", mac(b"hush", text).hex())}
        accepted = change.pop("accepted", {})
        if isinstance(expect, list):
            kind, outcome = expect[0]
            expect = {**FIT, "type": kind, "outcome": outcome, "events": expect, **accepted}
        made.case(name, why, pairs, text, expect, secrets=["hush"], **change)

    paid, gone = ["order.paid", "typed"], ["order.lost", "typed"]
    case("one", "A list of one.", {"events": [PAID]}, [paid])
    case("several", "In their order; the first is the delivery's.", {"events": [PAID, other, PAID]}, [paid, gone, paid])
    case("envelope", "Other members beside the list.", {"sent": 1, "events": [PAID], "more": []}, [paid])
    case("unknown", "The others count.", {"events": [PAID, unknown]}, [paid, ["order.moved", "unknown"]])
    case("invalid", "Data that is no object.", {"events": [PAID, invalid]}, [paid, ["order.lost", "invalid"]])
    first = {"created_at": None}
    case("unknown-first", "It is the first.", {"events": [unknown, PAID]}, [["order.moved", "unknown"], paid], accepted=first)
    case("problem", "Of the first.", {"events": [misfit, PAID]}, [paid, paid], accepted={"problems": ["/amount"]})
    case("problem-later", "Of another one.", {"events": [PAID, misfit]}, [paid, paid])
    case("strict", "All fit.", {"events": [PAID, other]}, [paid, gone], strict=True)
    case("strict-unknown", "The second.", {"events": [PAID, unknown]}, "unknown_event", strict=True)
    case("strict-problem", "The second.", {"events": [PAID, misfit]}, "invalid_event_data", strict=True)
    case("empty", "No event.", {"events": []}, "missing_event_type")
    case("no-type", "The second says none.", {"events": [PAID, {"data": DATA}]}, "missing_event_type")
    case("no-list", "An event alone.", PAID, "body_not_object")
    case("other-list", "An object in its place.", {"events": {"0": PAID}}, "body_not_object")
    case("no-event", "A text among them.", {"events": [PAID, "order.paid"]}, "body_not_object")
    case("bare-list", "The list alone.", [PAID], "body_not_object")
    case("forged", "Of another body.", {"events": [PAID]}, "signature_mismatch", value=mac(b"hush", "x").hex())
    return made
