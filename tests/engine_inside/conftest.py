"""Keeps pytest out: these tests need the engine's environment, `python -m unittest discover tests/engine_inside`."""

collect_ignore_glob = ["*"]
