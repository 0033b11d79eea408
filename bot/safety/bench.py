"""How long one reading takes on one core: `python -m bot.safety.bench`."""

import statistics
import sys
import time
from pathlib import Path

from bot.safety.dataset import read_lines
from bot.safety.model import DATA
from bot.safety.reader import DEFAULT_MODELS, SafetyReader

_LONG_CHARACTERS = 3000


def _milliseconds(reader: SafetyReader, texts: list[str]) -> list[float]:
    taken = []
    for text in texts:
        begun = time.process_time()
        reader.read(text)
        taken.append((time.process_time() - begun) * 1000)
    return sorted(taken)


def _report(name: str, taken: list[float]) -> str:
    last = taken[min(len(taken) - 1, int(len(taken) * 0.95))]
    return f"{name}: median {statistics.median(taken):.2f} ms, p95 {last:.2f} ms, most {taken[-1]:.2f} ms\n"


def main(models: Path = DEFAULT_MODELS) -> None:
    """Time the written lines one by one, and long texts made of them, with and without the learned model."""
    texts = [line.text for line in read_lines(DATA / "tune")]
    whole = ". ".join(texts)
    long = [
        whole[start : start + _LONG_CHARACTERS] for start in range(0, len(whole) - _LONG_CHARACTERS, 1500)
    ]
    for name, reader in (("with the model", SafetyReader.load(models)), ("patterns alone", SafetyReader())):
        reader.read("warm up")
        sys.stdout.write(_report(f"{name}, one line", _milliseconds(reader, texts)))
        sys.stdout.write(_report(f"{name}, {_LONG_CHARACTERS} characters", _milliseconds(reader, long)))


if __name__ == "__main__":
    main()
