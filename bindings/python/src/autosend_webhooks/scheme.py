"""What a provider's constants are made of: how requests are signed, and where they say what they are."""

from __future__ import annotations

from typing import NamedTuple, Optional


class Scheme(NamedTuple):
    """One way in which requests are signed; of several, any is enough."""

    scheme: str
    """`hmac`, under the secret; `token`, the secret itself; `basic`, that in base64; `ed25519`, by the private key to
    the "secret"."""
    hash: str
    """That of the HMAC: `sha1`, `sha256` or `sha512`."""
    headers: tuple[str, ...]
    """The header that carries it and its other names: the first that is there counts."""
    form: str
    """`plain`: the prefix and the signature; `list`: entries `version,signature`; `pairs`: `name=value`."""
    separator: str
    """What stands between entries or pairs."""
    prefix: str
    """What stands before a plain signature."""
    versions: tuple[str, ...]
    """The versions of entries that count; none where entries are signatures alone."""
    signature_pair: str
    """The name of the pairs that are signatures."""
    timestamp_pair: Optional[str]
    """The name of the pair that is the timestamp."""
    encoding: str
    """How signatures are written: `hex`, in lower case, `base64` or `base64url`."""
    key: str
    """How a secret's text becomes the key: `utf8`, as it stands; `base64` or `hex`, decoded without its prefix."""
    secret_prefix: str
    """What secrets begin with."""
    parts: tuple[tuple[str, str], ...]
    """What is signed, in order: what kind of part each is, and its text or the name of its header."""


class Source(NamedTuple):
    """Where a text stands: in a header, or in the body."""

    header: Optional[str]
    """The header's name."""
    path: tuple[str, ...]
    """The members that lead to it, where it is in no header."""
    is_optional: bool
    """Whether it may be missing."""


class Envelope(NamedTuple):
    """Where a request says its type, its id, its time and its data."""

    type: tuple[Source, ...]
    """What the event type is joined from."""
    join: str
    """What stands between those that are there."""
    is_prefix_known: bool
    """Whether an unknown type is taken for the known one that it begins with."""
    id: Optional[Source]
    """What identifies the request where no header does."""
    time: Optional[tuple[str, ...]]
    """The members that lead to when the event was created."""
    time_format: str
    """How that is written: `rfc3339`, `unix`, `unix_ms` or `none`."""
    data: tuple[str, ...]
    """The members that lead to the data, `{name}` being what that member says; none where it is the whole body."""
    batch: Optional[tuple[str, ...]]
    """The members that lead to the list of events, where a body holds several."""
    form_field: Optional[str]
    """The field that holds the JSON, where the body is a form."""
