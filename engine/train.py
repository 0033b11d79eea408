"""Trains the dialogue model into `models/doorway.tar.gz`; files read before are not read and checked again."""

import argparse
import gc
import logging
import os
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

NAME = "doorway"
CONFIG = Path("config.yml")
DOMAIN = Path("domain.yml")
WORDS = Path("data/responses")
TRAINED_ON = ["data/nlu", "data/rules"]


def main() -> int:
    """Train from the project's files; the exit code says whether a model was made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", default="models", help="folder of the model")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    os.environ["TQDM_DISABLE"] = "1"
    # Half a minute in which nearly all that is made is kept: walking it again and again finds nothing to free.
    gc.disable()
    import skops.io  # noqa: F401  # before TensorFlow, see engine/launch.py
    import structlog

    # Rasa describes every state of every rule for a log that nobody reads.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))

    from engine import reading_once, without_channels, without_tensorflow

    if without_tensorflow.may_do_without(without_tensorflow.components_of_config(CONFIG)):
        without_tensorflow.stand_in()
    without_channels.stand_in()
    reading_once.read_once()
    from rasa.model_training import train

    logging.basicConfig(level=logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="doorway-domain-") as folder:
        result = train(
            domain=str(whole_domain(Path(folder))),
            config=str(CONFIG),
            training_files=TRAINED_ON,
            output=arguments.output,
            fixed_model_name=NAME,
        )
    return result.code


def whole_domain(folder: Path) -> Path:
    """The domain with its words, as a folder of files.

    Among the training files, where Rasa takes responses too, a changed word would have everything learned anew.
    """
    shutil.copy(DOMAIN, folder)
    shutil.copytree(WORDS, folder / WORDS.name)
    return folder


if __name__ == "__main__":
    sys.exit(main())
