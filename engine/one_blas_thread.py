"""Imported before numpy: see `bot/one_blas_thread.py`, which the engine's environment does not hold, and 0071."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
