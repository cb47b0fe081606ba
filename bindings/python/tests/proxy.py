"""Counts the round trips to a server."""

from __future__ import annotations

import socket
import threading
from urllib.parse import urlsplit


class Proxy:
    """Counts the round trips to a server."""

    def __init__(self, address: str) -> None:
        server = urlsplit(address)
        port = server.port or 5432
        self._server = (server.hostname, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = address.replace(f":{port}/", f":{self._listener.getsockname()[1]}/")
        self.round_trips = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            client, _ = self._listener.accept()
            server = socket.create_connection(self._server)
            was_asked = [False]
            for source, target, asks in ((client, server, True), (server, client, False)):
                source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._pump, args=(source, target, was_asked, asks), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, was_asked: list[bool], asks: bool) -> None:
        while data := source.recv(65536):
            if asks and not was_asked[0]:
                self.round_trips += 1
            was_asked[0] = asks
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
