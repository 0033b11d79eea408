"""Starts Rasa on loopback with our channel, our tracker store and quiet logs."""

import argparse
import os
import tarfile
import warnings
from pathlib import Path

from engine import one_blas_thread  # noqa: F401  # before anything imports numpy

# isort: split
import skops.io  # noqa: F401  # first: imported after TensorFlow it scans thousands of modules, 6 of 7 seconds

from engine import quiet_logs, without_channels, without_tensorflow


def main() -> None:
    """Serve the model at --model on --port until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="models/doorway.tar.gz")
    parser.add_argument("--port", type=int, default=5005)
    arguments = parser.parse_args()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    warnings.simplefilter("ignore")
    try:
        components = without_tensorflow.components_of_archive(Path(arguments.model))
    except (OSError, KeyError, tarfile.TarError) as problem:
        raise SystemExit(
            f"{arguments.model} is no trained model ({type(problem).__name__}): run `make train`."
        ) from None
    if without_tensorflow.may_do_without(components):
        without_tensorflow.stand_in()
    without_channels.stand_in()
    import rasa.core.run
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.common import configure_logging_and_warnings

    from engine import adjustments

    configure_logging_and_warnings(log_level=20)
    quiet_logs.keep_people_out_of_the_log()
    adjustments.apply()
    rasa.core.run.serve_application(
        arguments.model,
        interface="127.0.0.1",
        port=arguments.port,
        credentials="credentials.yml",
        endpoints=AvailableEndpoints.read_endpoints("endpoints.yml"),
        enable_api=False,
    )


if __name__ == "__main__":
    main()
