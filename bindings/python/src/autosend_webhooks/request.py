"""What of a request can be signed beside its body and headers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Optional
from urllib.parse import quote

from ._generated.provider import SIGNATURES

IS_NEEDED = any(kind in ("url", "method") for scheme in SIGNATURES for kind, _ in scheme.parts)
"""Whether a provider signs more than the body and headers."""


class Request:
    """The headers of a request together with its URL and method, for providers that sign those.

        verifier.verify(body, Request(headers, url="https://shop.example/webhooks", method="POST"))

    `url` is the URL as the provider was given it: behind a proxy, the one outside of it. The verifier's option `url`
    goes before it. Without a method it is POST.
    """

    __slots__ = {
        "headers": "Whatever holds the headers.",
        "method": "The method, e.g. `POST`.",
        "url": "The URL that was called.",
    }

    def __init__(self, headers: Any, url: Optional[str] = None, method: Optional[str] = None) -> None:
        self.headers = headers
        self.url = url
        self.method = method

    def items(self) -> Iterable[Any]:
        """The headers by name and value."""
        pairs: Iterable[Any] = self.headers.items() if hasattr(self.headers, "items") else self.headers
        return pairs


def request_of(headers: Any, url: Optional[str] = None) -> Request:
    """What is known of a request by what holds its headers: a WSGI environment says more than others."""
    if isinstance(headers, Request):
        return Request(headers.headers, url or headers.url, headers.method)
    if isinstance(headers, dict) and "wsgi.url_scheme" in headers:
        return Request(headers, url or _url_of(headers), str(headers.get("REQUEST_METHOD", "")))
    return Request(headers, url)


def of_scope(scope: Any) -> Any:
    """The headers of an ASGI request, with its URL and method where they are signed."""
    headers = scope["headers"]
    if not IS_NEEDED:
        return headers
    hosts = [value.decode("latin-1") for name, value in headers if name.lower() == b"host"]
    path = scope.get("raw_path") or quote(scope.get("path", "/")).encode()
    query = scope.get("query_string", b"")
    target = path.split(b"?")[0] + (b"?" + query if query else b"")
    url = f"{scope.get('scheme', 'http')}://{hosts[0]}{target.decode('latin-1')}" if hosts else None
    return Request(headers, url, scope["method"])


def _url_of(environ: dict[Any, Any]) -> str:
    """As PEP 3333 puts it together."""
    scheme = environ["wsgi.url_scheme"]
    host = environ.get("HTTP_HOST") or f"{environ.get('SERVER_NAME')}:{environ.get('SERVER_PORT')}"
    path = quote(str(environ.get("SCRIPT_NAME", "")) + str(environ.get("PATH_INFO", "")), encoding="latin-1")
    query = environ.get("QUERY_STRING")
    return f"{scheme}://{host}{path}" + (f"?{query}" if query else "")
