"""Sets up the logs of a process: every line of every library goes out at one place, as one line of JSON."""

import contextlib
import json
import logging
import sys
import threading
from types import TracebackType
from typing import TextIO

import structlog
from structlog.contextvars import merge_contextvars
from structlog.processors import JSONRenderer, TimeStamper
from structlog.stdlib import ProcessorFormatter, add_log_level, add_logger_name
from structlog.typing import Processor

from servicing.logs.lines import fit_to_write

_STAMPS: tuple[Processor, ...] = (
    merge_contextvars,
    add_log_level,
    add_logger_name,
    TimeStamper(fmt="iso", utc=True, key="at"),
)
log = structlog.get_logger()


class OneEdge(logging.StreamHandler[TextIO]):
    """The only handler; of a record that cannot be written it says where it came from and nothing that was in it."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Python's own would print the record with everything in it."""
        where = f"{record.module}:{record.lineno}"
        with contextlib.suppress(OSError, ValueError):
            self.stream.write(json.dumps({"event": "a line could not be written", "logger": record.name, "by": where}))
            self.stream.write(self.terminator)


def start_logs(*rooms: str, stream: TextIO | None = None) -> None:
    """From here on the named packages are heard from `info` up and everything else from `warning` up, on stderr.

    Handlers that a library has set for itself are taken away: what it has to say passes here like the rest.
    """
    edge = OneEdge(stream or sys.stderr)
    edge.setFormatter(_formatter())
    for logger in [each for each in logging.Logger.manager.loggerDict.values() if isinstance(each, logging.Logger)]:
        logger.handlers.clear()
        logger.propagate = True
    root = logging.getLogger()
    root.handlers[:] = [edge]
    root.setLevel(logging.WARNING)
    for room in rooms:
        logging.getLogger(room).setLevel(logging.INFO)
    _configure_structlog()
    _catch_what_nobody_caught()


def _formatter() -> logging.Formatter:
    """What other libraries log gets the same stamps, and then goes the same way."""
    return ProcessorFormatter(foreign_pre_chain=_STAMPS, processors=[fit_to_write, JSONRenderer()])


def _configure_structlog() -> None:
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *_STAMPS, ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


def _catch_what_nobody_caught() -> None:
    """Python would print these past every handler."""
    logging.captureWarnings(True)
    sys.excepthook = _ended
    threading.excepthook = _thread_ended


def _ended(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("ended by an error", exc_info=error)


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None and not isinstance(ended.exc_value, SystemExit):
        log.critical("a thread ended by an error", exc_info=ended.exc_value)
