"""Imported before numpy: its linear algebra keeps to the thread that asks for it.

OpenBLAS otherwise keeps a thread for every core, and between two products these wait by asking for the processor again
and again. Our products are small, so nothing is won, and a message in the engine cost nearly twice the time on a core.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
