"""Ports nobody listens on."""

from __future__ import annotations

import contextlib
import socket


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def neighbouring_ports(count: int) -> int:
    """The first of `count` free ports in a row."""
    while True:
        first = free_port()
        with contextlib.suppress(OSError), contextlib.ExitStack() as probes:
            for number in range(count):
                probes.enter_context(socket.create_server(("127.0.0.1", first + number)))
            return first
