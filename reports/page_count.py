"""How many pages are laid out, while it lasts: the printer says it to its log and nowhere else."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SECONDS_BETWEEN_COUNTS = 1
PROGRESS = logging.getLogger("weasyprint.progress")
PAGE = "Step 5 - Creating layout - Page %d"


class _Counter(logging.Handler):
    def __init__(self, tell: Callable[[int], None]) -> None:
        super().__init__(logging.INFO)
        self.tell = tell
        self.thread = threading.get_ident()
        self.before = 0
        self.pages = 0
        self.told_at = time.monotonic()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread != self.thread or not str(record.msg).startswith(PAGE):
            return
        (page,) = record.args  # type: ignore[misc]
        self.pages = self.before + int(str(page))
        if time.monotonic() - self.told_at >= SECONDS_BETWEEN_COUNTS:
            self.told_at = time.monotonic()
            self.tell(self.pages)


def count_more(pages: int) -> None:
    """So many are laid out for good, just now or long ago: those that follow are others."""
    for counter in PROGRESS.handlers:
        if isinstance(counter, _Counter) and counter.thread == threading.get_ident():
            counter.before = counter.pages = counter.before + pages


@contextmanager
def counting_pages(tell: Callable[[int], None]) -> Iterator[None]:
    """`tell` the count now and then, and once at the end; what it raises stops the layout."""
    counter = _Counter(tell)
    # Its lines are counted here, and are no news for our logs. Said each time: whoever configures
    # logs anew undoes it.
    PROGRESS.setLevel(logging.INFO)
    PROGRESS.propagate = False
    PROGRESS.addHandler(counter)
    try:
        yield
    finally:
        PROGRESS.removeHandler(counter)
    tell(counter.pages)
