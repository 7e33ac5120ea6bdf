"""Kombu's queue in a folder, with what several processes at once need (celery/kombu#1551)."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """A worker that reads half a message or half a table of bindings stops for good."""

    # Its two bases name the second one differently.
    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]
        """Written aside, then named: whoever sees the name reads the whole."""
        name = f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        folder = Path(self.data_folder_out)
        aside = folder / f".{name}.part"
        try:
            aside.write_text(dumps(payload))
            aside.rename(folder / name)
        except OSError as failure:
            aside.unlink(missing_ok=True)
            raise ChannelError(f"Cannot add {name} to {folder}") from failure

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """One that a full disk cut short is gone: its row is swept up and wakes a worker again."""
        try:
            return super()._get(queue)
        except ValueError as cut:
            raise Empty from cut

    def get_table(self, exchange: str) -> Any:
        with self._turn():
            return super().get_table(exchange)

    def _queue_bind(self, *binding: Any) -> None:
        with self._turn():
            super()._queue_bind(*binding)

    def _delete(self, *binding: Any, **options: Any) -> None:
        with self._turn():
            super()._delete(*binding, **options)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Kombu opens a new table first and locks it next: in between it reads as empty."""
        self.control_folder.mkdir(exist_ok=True)
        with (self.control_folder / "turn").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    Channel = Channel
