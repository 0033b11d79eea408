"""Keeps pytest out: these tests need the engine's environment, see run.py; tests/engine/test_inside.py runs them."""

collect_ignore_glob = ["*"]
