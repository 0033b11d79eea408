"""What it costs to hand something to another process and get it back, on one core and between two.

Part of `make bench`: it tells how much of a message's cost is the machine's own way of waking another core.
"""

from __future__ import annotations

import os
import resource
import socket
import statistics

ROUND_TRIPS, ROUNDS = 10_000, 3


def hand_over_costs() -> dict[str, float]:
    """Microseconds on a core, both processes together, for one byte there and back; one core alone has one figure."""
    cores = sorted(os.sched_getaffinity(0))
    places = {"on one core": (cores[0], cores[0]), "between two cores": (cores[0], cores[-1])}
    if len(cores) == 1:
        del places["between two cores"]
    return {
        place: statistics.median(_round_trip(*pair) for _ in range(ROUNDS)) for place, pair in places.items()
    }


def _round_trip(mine: int, others: int) -> float:
    here, there = socket.socketpair()
    other = os.fork()
    if other == 0:
        try:
            here.close()
            os.sched_setaffinity(0, {others})
            for _ in range(ROUND_TRIPS):
                there.send(there.recv(1))
        finally:
            os._exit(0)
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {mine})
    try:
        spent = _cpu(resource.getrusage(resource.RUSAGE_SELF))
        for _ in range(ROUND_TRIPS):
            here.send(b"x")
            here.recv(1)
        spent = _cpu(resource.getrusage(resource.RUSAGE_SELF)) - spent
    finally:
        os.sched_setaffinity(0, before)
        here.close()
        there.close()
        _, _, of_other = os.wait4(other, 0)
    return (spent + _cpu(of_other)) / ROUND_TRIPS * 1e6


def _cpu(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime
