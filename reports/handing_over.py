"""A file that is handed over, or is not there any more."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.utils.translation import gettext as _

from cases.errors import StepRefused
from cases.evidence import store

log = logging.getLogger(__name__)


@contextmanager
def told_if_missing(what: str) -> Iterator[None]:
    """Raises `StepRefused` for a file that is no longer in its place, or a store that does not
    answer. `what` is for the log."""
    try:
        yield
    except FileNotFoundError as missing:
        log.exception("a file of %s is missing", what)
        raise StepRefused(
            _("Un fichier de ce dossier manque sur le serveur : prévenez l’administrateur.")
        ) from missing
    except OSError as failure:
        log.exception("the store does not give %s", what)
        raise StepRefused(
            _("Le coffre ne répond pas : réessayez dans quelques minutes.")
        ) from failure


def opened_then_told(sha256: str, tell: Callable[[], object]) -> BinaryIO:
    """The file, before the journal is held to tell of it; closed again where it may not be told."""
    content = store.open_kept(sha256)
    try:
        tell()
    except BaseException:
        content.close()
        raise
    return content
