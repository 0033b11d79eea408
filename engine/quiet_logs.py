"""Logs of the engine without a word of what people typed.

Rasa's own log lines and tracebacks carry messages, slots and local variables. So a line from outside this
package is reduced to where it came from and what kind of error it was; only lines named here keep their text.
"""

import logging
import sys
from typing import Any, Dict

import structlog
from sanic.log import LOGGING_CONFIG_DEFAULTS

OURS = "engine"
PLAIN_LOGGERS = ("rasa.core.run", "rasa.engine.training.hooks", "rasa.model_training")
"""Loggers that speak of start-up and training only, never of a conversation."""


class QuietFormatter(logging.Formatter):
    """Level, logger, place and error class; the text only where it cannot hold anything of a person."""

    def format(self, record: logging.LogRecord) -> str:
        stamp = self.formatTime(record)
        if record.name.split(".")[0] == OURS or record.name in PLAIN_LOGGERS:
            return f"{stamp} {record.levelname} {record.name}: {record.getMessage()}"
        kind = f" {record.exc_info[0].__name__}" if record.exc_info and record.exc_info[0] else ""
        return f"{stamp} {record.levelname} {record.name}:{record.lineno}{kind}"


def _drop(logger: Any, name: str, line: Dict[str, Any]) -> Dict[str, Any]:
    raise structlog.DropEvent


def keep_people_out_of_the_log() -> None:
    """Put the formatter on the only handler there is; a record cannot reach the log by another way."""
    # Rasa's structured lines are about messages, slots and events: nothing of them is for a log.
    # What is too low to be said is not even put together; `_drop` stops the rest.
    structlog.configure(
        processors=[_drop],
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL),
        cache_logger_on_first_use=True,
    )
    # Sanic would put handlers of its own on its loggers when the server starts.
    LOGGING_CONFIG_DEFAULTS.update(loggers={}, handlers={}, formatters={})
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(QuietFormatter())
    handler.setLevel(logging.INFO)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    for name in list(logging.root.manager.loggerDict):
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = True
        if name.split(".")[0] not in (OURS, "rasa"):
            logger.setLevel(logging.WARNING)
