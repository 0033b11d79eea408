"""Threads for the steps of a message, beside the event loop.

A few threads of our own are kept, and handed work the shortest way: every message takes several steps, and handing one
over cost more than many a step. Everything that is rarer uses the threads of anyio.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

MOST_AT_ONCE = 40
"""So many steps may wait for the database before others wait behind them."""

_POOL = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="step")


async def in_thread(step: Callable[Given, Made], *given: Given.args, **named: Given.kwargs) -> Made:
    """What `step` returns or raises. Once begun it goes on to its end, also when nobody waits for it any more."""
    begun = asyncio.get_running_loop().run_in_executor(_POOL, functools.partial(step, *given, **named))
    return await asyncio.shield(begun)
