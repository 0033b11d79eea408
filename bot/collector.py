"""The garbage collector, told once what stays."""

from __future__ import annotations

import gc


def leave_out_what_is_loaded() -> None:
    """Words, readers and libraries stay until the process ends: walking them again and again finds nothing."""
    gc.collect()
    gc.freeze()
