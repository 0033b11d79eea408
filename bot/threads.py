"""Threads for the steps of a message, beside the event loop.

Every message takes several steps, and to hand one over through anyio cost more than many a step takes; so these are
handed over the shortest way. Everything else may use anyio's threads.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

import anyio

Given = ParamSpec("Given")
Made = TypeVar("Made")

MOST_AT_ONCE = 40
"""So many steps may wait for the database before others wait behind them."""

_POOL = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="step")
"""Starts a thread only when a step needs one."""


async def in_thread(step: Callable[Given, Made], *given: Given.args, **named: Given.kwargs) -> Made:
    """What `step` returns or raises. Who is cancelled meanwhile still waits until the step has ended."""
    begun = asyncio.get_running_loop().run_in_executor(_POOL, functools.partial(step, *given, **named))
    try:
        return await asyncio.shield(begun)
    except asyncio.CancelledError:
        with anyio.CancelScope(shield=True):
            await asyncio.wait({begun})
        raise
