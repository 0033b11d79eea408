"""An engine that hangs: worse than one that is gone, since nothing says that no answer will come."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator


@contextlib.contextmanager
def silent_engine() -> Iterator[str]:
    """An address that takes every connection and answers none."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
