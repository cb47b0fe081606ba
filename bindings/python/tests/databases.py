"""Real servers for the tests: PostgreSQL and Redis in temporary folders, ended with this process however it ends."""

from __future__ import annotations

import functools
import itertools
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Callable

import psycopg
import pytest

_NUMBERS = itertools.count()

_SUPERVISE = """
folder=$1; shift
"$@" <&- & server=$!
read -r _
kill -QUIT $server; wait $server
rm -rf "$folder"
"""


def _installed(program: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return str(found[-1]) if found else shutil.which(program)


def _as_server(program: str) -> list[str]:
    """A program of PostgreSQL, as a user that it accepts."""
    found = _installed(program)
    if found is None:
        pytest.skip(f"PostgreSQL's {program} is not installed: cargo xtask test --only python installs it")
    is_root = os.geteuid() == 0
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", found] if is_root else [found]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _supervised(command: list[str], folder: str) -> None:
    """Runs a server until this process ends: then its standard input does."""
    server = subprocess.Popen(
        ["/bin/sh", "-c", _SUPERVISE, "sh", folder, *command],
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _SERVERS.append(server)


_SERVERS: list[subprocess.Popen[bytes]] = []


def _until(is_up: Callable[[], object], what: str) -> None:
    for _ in range(400):
        try:
            is_up()
            return
        except Exception:
            time.sleep(0.05)
    raise RuntimeError(f"{what} does not answer")


@functools.cache
def _postgres() -> str:
    initdb, postgres = _as_server("initdb"), _as_server("postgres")
    folder = tempfile.mkdtemp(prefix="python-postgres")
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = f"{folder}/data"
    init = [*initdb, "--auth=trust", "--username=inbox", "--no-sync", "--encoding=UTF8", "-D", data]
    subprocess.run(init, check=True, cwd="/", stdout=subprocess.DEVNULL)
    port = _free_port()
    options = ["listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", "max_connections=200"]
    settings = [word for option in options for word in ("-c", option)]
    _supervised([*postgres, "-D", data, "-p", str(port), *settings], folder)
    address = f"postgresql://inbox@127.0.0.1:{port}/"
    _until(lambda: psycopg.connect(address + "postgres").close(), "PostgreSQL")
    return address


def postgres() -> str:
    """The address of an empty PostgreSQL database."""
    server, name = _postgres(), f"test_{next(_NUMBERS)}"
    with psycopg.connect(server + "postgres", autocommit=True) as connection:
        connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
    return server + name


@functools.cache
def redis() -> str:
    """The address of a Redis server."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed: cargo xtask test --only python installs it")
    folder, port = tempfile.mkdtemp(prefix="python-redis"), _free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""]
    _supervised([*command, "--maxmemory-policy", "noeviction"], folder)

    def answers() -> None:
        with socket.create_connection(("127.0.0.1", port), 1) as connection:
            connection.sendall(b"PING\r\n")
            assert connection.recv(16).startswith(b"+PONG")

    _until(answers, "Redis")
    return f"redis://127.0.0.1:{port}/0"
