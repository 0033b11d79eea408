"""Build the sentence models: `python -m tools.sentence_models .cache/sentence-weights`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tools.sentence_models.build import build
from tools.sentence_models.catalogue import MODELS, PROJECT
from tools.sentence_models.published import BuildRefused


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the sentence models from their published weights.")
    parser.add_argument("weights", type=Path, help="the folder the weights were installed into")
    parser.add_argument("--to", type=Path, default=PROJECT / "models", help="where the models go")
    arguments = parser.parse_args()
    for model in MODELS.values():
        started = time.perf_counter()

        def say(step: str, name: str = model.folder, started: float = started) -> None:
            print(f"{name}: {step} ({time.perf_counter() - started:.1f} s)", flush=True)

        try:
            is_new = build(model, arguments.weights, arguments.to / model.folder, say)
        except BuildRefused as problem:
            print(f"{model.folder}: {problem}", file=sys.stderr)
            return 1
        say("done" if is_new else "already built, nothing to do")
    return 0


if __name__ == "__main__":
    sys.exit(main())
