"""Trains the dialogue model into `models/doorway.tar.gz`; words alone are retrained in seconds."""

import logging
import os
import sys
import warnings

warnings.simplefilter("ignore")
os.environ["TQDM_DISABLE"] = "1"

NAME = "doorway"
DATA = ["data/nlu", "data/rules", "data/responses"]


def main() -> int:
    """Train from the project's files; the exit code says whether a model was made."""
    import skops.io  # noqa: F401  # before TensorFlow, see engine/launch.py
    from rasa.model_training import train

    logging.basicConfig(level=logging.WARNING)
    result = train(
        domain="domain.yml",
        config="config.yml",
        training_files=DATA,
        output="models",
        fixed_model_name=NAME,
    )
    return result.code


if __name__ == "__main__":
    sys.exit(main())
